/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Floor 2's tables of classes, features and counters. */
#include "vdpa/class.h"
#include "vdpa/counter.h"
#include "vdpa/feature.h"
#include "vdpa/message.h"
#include "vdpa/numbers.h"
#include "vdpa/parent.h"

#include <string.h>

#include "unit.h"

static void a_class_is_named_by_its_id(void **state)
{
	(void)state;
	assert_string_equal(vdpa_class_name(1), "net");
	assert_string_equal(vdpa_class_name(2), "block");
	assert_string_equal(vdpa_class_name(26), "fs");
}

static void a_class_without_a_name_is_called_by_its_number(void **state)
{
	(void)state;
	assert_string_equal(vdpa_class_name(0), "class 0");
	assert_string_equal(vdpa_class_name(14), "class 14");
	assert_string_equal(vdpa_class_name(42), "class 42");
	assert_string_equal(vdpa_class_name(63), "class 63");
	assert_string_equal(vdpa_class_name(64), "unknown class");
	assert_string_equal(vdpa_class_name(UINT32_MAX), "unknown class");
}

static void expect_feature(uint32_t class_id, uint32_t bit, const char *name)
{
	char to[32];

	vdpa_feature_print(to, sizeof(to), class_id, bit);
	assert_string_equal(to, name);
}

static void the_same_bit_has_another_name_in_another_class(void **state)
{
	(void)state;
	expect_feature(VDPA_CLASS_NET, 5, "MAC");
	expect_feature(VDPA_CLASS_BLOCK, 5, "RO");
	expect_feature(VDPA_CLASS_NET, 12, "HOST_TSO6");
	expect_feature(VDPA_CLASS_BLOCK, 12, "MQ");
	expect_feature(VDPA_CLASS_NET, 22, "MQ");
}

static void a_transport_feature_has_its_name_in_every_class(void **state)
{
	(void)state;
	for (uint32_t id = 0; id < VDPA_CLASS_COUNT; id++) {
		expect_feature(id, 32, "VERSION_1");
		expect_feature(id, 28, "RING_INDIRECT_DESC");
	}
	expect_feature(9999, 34, "RING_PACKED");
}

static void a_bit_without_a_name_is_called_by_its_number(void **state)
{
	(void)state;
	expect_feature(VDPA_CLASS_NET, 51, "bit_51");
	expect_feature(VDPA_CLASS_FS, 5, "bit_5");
	expect_feature(VDPA_CLASS_NET, 64, "bit_64");
	assert_null(vdpa_feature_find(VDPA_CLASS_NET, 51));
}

static void every_feature_is_found_by_its_bit_and_has_a_meaning(void **state)
{
	size_t count;
	const struct vdpa_feature *table = vdpa_feature_table(&count);

	(void)state;
	assert_true(count > 100);
	for (size_t i = 0; i < count; i++) {
		assert_in_range(table[i].bit, 0, 63);
		assert_true(table[i].meaning[0]);
		assert_ptr_equal(vdpa_feature_find(table[i].class_id, table[i].bit), &table[i]);
	}
}

static void the_wqes_of_each_driver_come_from_one_counter_per_queue(void **state)
{
	static const struct {
		const char *name;
		enum vdpa_counter_use use;
	} expected[] = {
		{ "kickdoorbells", VDPA_COUNTER_DOORBELLS }, { "wqes", VDPA_COUNTER_ELEMENTS },
		{ "completed_desc", VDPA_COUNTER_COMPLETED }, { "received_desc", VDPA_COUNTER_SUBMITTED },
		{ "rx packets", VDPA_COUNTER_COMPLETED }, { "tx packets", VDPA_COUNTER_COMPLETED },
		{ "cvq successes", VDPA_COUNTER_COMPLETED },
	};
	size_t derived = 0;
	size_t count;
	const struct vdpa_counter *table = vdpa_counter_table(&count);

	(void)state;
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++)
		assert_int_equal(vdpa_counter_find(expected[i].name)->use, expected[i].use);
	for (size_t i = 0; i < count; i++)
		derived += table[i].use != VDPA_COUNTER_PLAIN;
	assert_int_equal(derived, sizeof(expected) / sizeof(expected[0]));
}

static void a_counter_is_known_by_its_whole_name_only(void **state)
{
	size_t count;
	const struct vdpa_counter *table = vdpa_counter_table(&count);

	(void)state;
	assert_null(vdpa_counter_find("rx"));
	assert_null(vdpa_counter_find("rx packets "));
	assert_null(vdpa_counter_find("RX PACKETS"));
	assert_null(vdpa_counter_find(""));
	for (size_t i = 0; i < count; i++)
		assert_ptr_equal(vdpa_counter_find(table[i].name), &table[i]);
}

/* iproute2 prints a counter's name as a printf format, so ours must not hold a '%'. */
static void our_own_counters_are_safe_for_the_stock_tool(void **state)
{
	size_t count;
	const struct vdpa_counter *table = vdpa_counter_table(&count);

	(void)state;
	assert_string_equal(vdpa_counter_find(VDPA_COUNTER_KICKS)->driver, "kernel");
	assert_string_equal(vdpa_counter_find(VDPA_COUNTER_WQES)->driver, "kernel");
	for (size_t i = 0; i < count; i++)
		assert_null(strchr(table[i].name, '%'));
}

static void what_a_driver_takes_depends_on_the_class(void **state)
{
	(void)state;
	assert_int_equal(vdpa_parent_takes("vdpa_sim", VDPA_CLASS_NET),
			 VDPA_HAS_MAC | VDPA_HAS_MTU | VDPA_HAS_FEATURES);
	assert_int_equal(vdpa_parent_takes("vdpa_sim", VDPA_CLASS_BLOCK), 0);
	assert_int_equal(vdpa_parent_takes("ifcvf", VDPA_CLASS_BLOCK), VDPA_HAS_FEATURES);
	assert_true(vdpa_parent_sets_mac("vdpa_sim"));
	assert_false(vdpa_parent_sets_mac("vduse"));
}

static void of_a_driver_that_is_not_known_everything_is_tried(void **state)
{
	(void)state;
	assert_int_equal(vdpa_parent_takes("tomorrow", VDPA_CLASS_NET),
			 VDPA_HAS_MAC | VDPA_HAS_MTU | VDPA_HAS_MAX_VQP | VDPA_HAS_FEATURES);
	assert_int_equal(vdpa_parent_takes("", VDPA_CLASS_BLOCK), VDPA_HAS_FEATURES);
	assert_true(vdpa_parent_sets_mac("tomorrow"));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(what_a_driver_takes_depends_on_the_class),
	cmocka_unit_test(of_a_driver_that_is_not_known_everything_is_tried),
	cmocka_unit_test(a_class_is_named_by_its_id),
	cmocka_unit_test(a_class_without_a_name_is_called_by_its_number),
	cmocka_unit_test(the_same_bit_has_another_name_in_another_class),
	cmocka_unit_test(a_transport_feature_has_its_name_in_every_class),
	cmocka_unit_test(a_bit_without_a_name_is_called_by_its_number),
	cmocka_unit_test(every_feature_is_found_by_its_bit_and_has_a_meaning),
	cmocka_unit_test(the_wqes_of_each_driver_come_from_one_counter_per_queue),
	cmocka_unit_test(a_counter_is_known_by_its_whole_name_only),
	cmocka_unit_test(our_own_counters_are_safe_for_the_stock_tool),
};

UNIT_MAIN(names)
