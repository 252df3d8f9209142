/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Floor 2: the counters of one queue out of a DEV_VSTATS_GET reply. */
#include "vdpa/message.h"

#include <errno.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <string.h>

#include "unit.h"
#include "vdpa/numbers.h"
#include "wire.h"

static struct wire wire;

struct heard {
	size_t count;
	char names[512]; /* name=value, with blanks between; only the first few */
	uint64_t sum;
	size_t longest;
};

static int setup(void **state)
{
	(void)state;
	wire_clear(&wire);
	return 0;
}

static void on_counter(void *context, const char *name, uint64_t value)
{
	struct heard *heard = context;
	size_t length = strlen(heard->names);

	heard->count++;
	heard->sum += value;
	if (strlen(name) > heard->longest)
		heard->longest = strlen(name);
	snprintf(heard->names + length, sizeof(heard->names) - length, "%s=%llu,", name,
		 (unsigned long long)value);
}

static void start(void)
{
	wire_clear(&wire);
	wire_start_genl(&wire, VDPA_CMD_DEV_VSTATS_GET, 0, 1);
	wire_put_text(&wire, VDPA_ATTR_DEV_NAME, "foo0");
	wire_put_u32(&wire, VDPA_ATTR_DEV_ID, VDPA_CLASS_NET);
	wire_put_u64(&wire, VDPA_ATTR_DEV_NEGOTIATED_FEATURES, 0x300420000);
	wire_put_u16(&wire, VDPA_ATTR_DEV_NET_CFG_MAX_VQP, 2);
	wire_put_u32(&wire, VDPA_ATTR_DEV_QUEUE_INDEX, 3);
}

static void put_name(const char *name)
{
	wire_put_text(&wire, VDPA_ATTR_DEV_VENDOR_ATTR_NAME, name);
}

static void put_value(uint64_t value)
{
	wire_put_u64(&wire, VDPA_ATTR_DEV_VENDOR_ATTR_VALUE, value);
}

static struct heard decode(struct vdpa_vstats *ret_vstats)
{
	struct heard heard = { 0 };
	const char *name;

	assert_int_equal(vdpa_decode_vstats(wire_message(&wire), ret_vstats, &name, on_counter, &heard),
			 0);
	assert_string_equal(name, "foo0");
	return heard;
}

static void expect_nothing(void)
{
	struct vdpa_vstats vstats = { .index = 42 };
	struct heard heard = { 0 };
	const char *name = "untouched";

	assert_int_equal(vdpa_decode_vstats(wire_message(&wire), &vstats, &name, on_counter, &heard),
			 -EBADMSG);
	assert_int_equal(heard.count, 0);
	assert_int_equal(vstats.index, 42);
	assert_string_equal(name, "untouched");
}

static void the_pairs_come_in_their_order_with_names_as_they_are(void **state)
{
	struct vdpa_vstats vstats;
	struct heard heard;

	(void)state;
	start();
	put_name("tx packets");
	put_value(9);
	put_name("tx bytes");
	put_value(750);
	put_name("kickdoorbells");
	put_value(UINT64_MAX);
	heard = decode(&vstats);
	assert_string_equal(heard.names,
			    "tx packets=9,tx bytes=750,kickdoorbells=18446744073709551615,");
	assert_int_equal(vstats.index, 3);
	assert_int_equal(vstats.class_id, VDPA_CLASS_NET);
	assert_int_equal(vstats.max_vqp, 2);
	assert_int_equal(vstats.negotiated, 0x300420000);
	assert_int_equal(vstats.valid, VDPA_HAS_CLASS | VDPA_HAS_INDEX | VDPA_HAS_MAX_VQP |
					       VDPA_HAS_NEGOTIATED);
}

static void without_mq_the_pairs_of_the_device_are_not_known(void **state)
{
	struct vdpa_vstats vstats;

	(void)state;
	wire_start_genl(&wire, VDPA_CMD_DEV_VSTATS_GET, 0, 1);
	wire_put_text(&wire, VDPA_ATTR_DEV_NAME, "foo0");
	wire_put_u32(&wire, VDPA_ATTR_DEV_QUEUE_INDEX, 0);
	assert_int_equal(decode(&vstats).count, 0);
	assert_int_equal(vstats.valid, VDPA_HAS_INDEX);
	assert_int_equal(vstats.max_vqp, 0);
}

static void padding_between_name_and_value_changes_nothing(void **state)
{
	struct vdpa_vstats vstats;

	(void)state;
	start();
	put_name("wqes");
	wire_put(&wire, VDPA_ATTR_UNSPEC, NULL, 0);
	put_value(7);
	assert_string_equal(decode(&vstats).names, "wqes=7,");
}

static void an_unknown_attribute_between_pairs_is_passed_over(void **state)
{
	struct vdpa_vstats vstats;

	(void)state;
	start();
	put_name("a");
	put_value(1);
	wire_put_u32(&wire, 99, 5);
	put_name("b");
	put_value(2);
	assert_string_equal(decode(&vstats).names, "a=1,b=2,");
}

static void a_value_without_a_name_gives_nothing_at_all(void **state)
{
	(void)state;
	start();
	put_value(1);
	expect_nothing();
	start();
	put_name("a");
	put_value(1);
	put_value(2);
	expect_nothing();
}

static void a_name_without_a_value_gives_nothing_at_all(void **state)
{
	(void)state;
	start();
	put_name("a");
	expect_nothing();
	start();
	put_name("a");
	put_name("b");
	put_value(1);
	expect_nothing();
	start();
	put_name("a");
	put_value(1);
	put_name("b");
	expect_nothing();
}

static void a_value_of_another_size_gives_nothing_at_all(void **state)
{
	(void)state;
	for (size_t size = 0; size < 20; size++) {
		if (size == sizeof(uint64_t))
			continue;
		start();
		put_name("a");
		wire_put(&wire, VDPA_ATTR_DEV_VENDOR_ATTR_VALUE, NULL, size);
		expect_nothing();
	}
}

static void a_name_without_its_nul_gives_nothing_at_all(void **state)
{
	(void)state;
	start();
	wire_put(&wire, VDPA_ATTR_DEV_VENDOR_ATTR_NAME, "abcd", 4);
	put_value(1);
	expect_nothing();
}

static void counters_without_an_index_or_a_device_belong_to_nobody(void **state)
{
	(void)state;
	wire_start_genl(&wire, VDPA_CMD_DEV_VSTATS_GET, 0, 1);
	wire_put_text(&wire, VDPA_ATTR_DEV_NAME, "foo0");
	put_name("a");
	put_value(1);
	expect_nothing();
	wire_clear(&wire);
	wire_start_genl(&wire, VDPA_CMD_DEV_VSTATS_GET, 0, 1);
	wire_put_u32(&wire, VDPA_ATTR_DEV_QUEUE_INDEX, 0);
	put_name("a");
	put_value(1);
	expect_nothing();
}

static void a_thousand_pairs_are_a_thousand_pairs(void **state)
{
	struct vdpa_vstats vstats;
	struct heard heard;
	char name[16];

	(void)state;
	start();
	for (unsigned int i = 0; i < 1000; i++) {
		snprintf(name, sizeof(name), "counter %u", i);
		put_name(name);
		put_value(i);
	}
	heard = decode(&vstats);
	assert_int_equal(heard.count, 1000);
	assert_int_equal(heard.sum, 999 * 1000 / 2);
}

static void a_counters_name_may_be_empty_or_very_long(void **state)
{
	struct vdpa_vstats vstats;
	struct heard heard;
	char name[5001];

	(void)state;
	memset(name, '%', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	start();
	put_name("");
	put_value(4);
	put_name(name);
	put_value(5);
	heard = decode(&vstats);
	assert_int_equal(heard.count, 2);
	assert_int_equal(heard.longest, 5000);
	assert_memory_equal(heard.names, "=4,", 3);
}

static void the_same_name_twice_is_two_counters(void **state)
{
	struct vdpa_vstats vstats;

	(void)state;
	start();
	put_name("a");
	put_value(1);
	put_name("a");
	put_value(2);
	assert_string_equal(decode(&vstats).names, "a=1,a=2,");
}

static void a_message_cut_in_its_last_pair_gives_nothing_at_all(void **state)
{
	uint32_t whole;

	(void)state;
	start();
	put_name("a");
	put_value(1);
	put_name("b");
	put_value(2);
	whole = wire_message(&wire)->nlmsg_len;
	for (uint32_t cut = 1; cut <= 12; cut++) {
		wire_message(&wire)->nlmsg_len = whole - cut;
		expect_nothing();
	}
}

#define TEST(name) cmocka_unit_test_setup(name, setup)

static const struct CMUnitTest tests[] = {
	TEST(the_pairs_come_in_their_order_with_names_as_they_are),
	TEST(without_mq_the_pairs_of_the_device_are_not_known),
	TEST(padding_between_name_and_value_changes_nothing),
	TEST(an_unknown_attribute_between_pairs_is_passed_over),
	TEST(a_value_without_a_name_gives_nothing_at_all),
	TEST(a_name_without_a_value_gives_nothing_at_all),
	TEST(a_value_of_another_size_gives_nothing_at_all),
	TEST(a_name_without_its_nul_gives_nothing_at_all),
	TEST(counters_without_an_index_or_a_device_belong_to_nobody),
	TEST(a_thousand_pairs_are_a_thousand_pairs),
	TEST(a_counters_name_may_be_empty_or_very_long),
	TEST(the_same_name_twice_is_two_counters),
	TEST(a_message_cut_in_its_last_pair_gives_nothing_at_all),
};

UNIT_MAIN(counters)
