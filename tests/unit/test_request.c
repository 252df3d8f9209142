/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Floor 2: requests into messages, byte by byte as the kernel wants them. */
#include "vdpa/message.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "netlink/attribute.h"
#include "unit.h"
#include "vdpa/attribute.h"
#include "vdpa/numbers.h"
#include "wire.h"

static struct wire expected;
static _Alignas(8) char room[131072];

static int setup(void **state)
{
	(void)state;
	memset(room, 0xee, sizeof(room));
	wire_clear(&expected);
	wire_start_genl(&expected, 1, 0, 0);
	return 0;
}

static struct nlmsghdr *start(void)
{
	struct nlmsghdr *message = mnl_nlmsg_put_header(room);

	mnl_nlmsg_put_extra_header(message, sizeof(struct genlmsghdr));
	return message;
}

/* The attributes, and they alone, are those of the message written by hand. */
static void expect_request(const struct vdpa_request *request)
{
	struct nlmsghdr *message = start();

	assert_int_equal(vdpa_encode(message, sizeof(room), request), 0);
	assert_int_equal(message->nlmsg_len, wire_message(&expected)->nlmsg_len);
	assert_memory_equal(room + 20, expected.data + 20, message->nlmsg_len - 20);
}

static void a_question_about_a_device_carries_its_name_with_its_nul(void **state)
{
	(void)state;
	wire_put_text(&expected, VDPA_ATTR_DEV_NAME, "foo0");
	expect_request(&(struct vdpa_request){ .command = VDPA_CMD_DEV_GET, .device = "foo0" });
	expect_request(&(struct vdpa_request){ .command = VDPA_CMD_DEV_CONFIG_GET, .device = "foo0" });
	expect_request(&(struct vdpa_request){ .command = VDPA_CMD_DEV_DEL, .device = "foo0" });
}

static void a_mgmtdev_is_named_with_its_bus_when_it_has_one(void **state)
{
	(void)state;
	wire_put_text(&expected, VDPA_ATTR_MGMTDEV_BUS_NAME, "pci");
	wire_put_text(&expected, VDPA_ATTR_MGMTDEV_DEV_NAME, "0000:03:00.2");
	expect_request(&(struct vdpa_request){ .command = VDPA_CMD_MGMTDEV_GET, .bus = "pci",
					       .mgmtdev = "0000:03:00.2" });
}

static void a_mgmtdev_without_a_bus_is_named_alone(void **state)
{
	(void)state;
	wire_put_text(&expected, VDPA_ATTR_MGMTDEV_DEV_NAME, "vdpasim_net");
	expect_request(&(struct vdpa_request){ .mgmtdev = "vdpasim_net" });
	expect_request(&(struct vdpa_request){ .bus = "", .mgmtdev = "vdpasim_net" });
}

static void the_counters_of_a_queue_are_asked_for_by_a_u32_index(void **state)
{
	(void)state;
	wire_put_text(&expected, VDPA_ATTR_DEV_NAME, "foo0");
	wire_put_u32(&expected, VDPA_ATTR_DEV_QUEUE_INDEX, 0);
	expect_request(&(struct vdpa_request){ .command = VDPA_CMD_DEV_VSTATS_GET, .device = "foo0",
					       .valid = VDPA_HAS_INDEX });
}

static void a_new_device_carries_all_that_was_given(void **state)
{
	static const uint8_t mac[6] = { 0x52, 0x54, 0, 1, 2, 3 };
	struct vdpa_request request = {
		.command = VDPA_CMD_DEV_NEW, .bus = "pci", .mgmtdev = "0000:03:00.2", .device = "foo0",
		.valid = VDPA_HAS_MAC | VDPA_HAS_MTU | VDPA_HAS_MAX_VQP | VDPA_HAS_FEATURES,
		.mtu = 9000, .max_vqp = 8, .features = UINT64_C(0x300000020),
	};

	(void)state;
	memcpy(request.mac, mac, sizeof(mac));
	wire_put_text(&expected, VDPA_ATTR_MGMTDEV_BUS_NAME, "pci");
	wire_put_text(&expected, VDPA_ATTR_MGMTDEV_DEV_NAME, "0000:03:00.2");
	wire_put_text(&expected, VDPA_ATTR_DEV_NAME, "foo0");
	wire_put(&expected, VDPA_ATTR_DEV_NET_CFG_MACADDR, mac, sizeof(mac));
	wire_put_u16(&expected, VDPA_ATTR_DEV_NET_CFG_MTU, 9000);
	wire_put_u16(&expected, VDPA_ATTR_DEV_NET_CFG_MAX_VQP, 8);
	wire_put_u64(&expected, VDPA_ATTR_DEV_FEATURES, UINT64_C(0x300000020));
	expect_request(&request);
}

static void what_was_not_given_is_not_sent(void **state)
{
	static const struct vdpa_request request = {
		.command = VDPA_CMD_DEV_NEW, .mgmtdev = "vdpasim_net", .device = "foo0",
		.mtu = 9000, .max_vqp = 8, .features = 1, .index = 5,
	};

	(void)state;
	wire_put_text(&expected, VDPA_ATTR_MGMTDEV_DEV_NAME, "vdpasim_net");
	wire_put_text(&expected, VDPA_ATTR_DEV_NAME, "foo0");
	expect_request(&request);
}

static void a_changed_mac_is_sent_with_the_device(void **state)
{
	static const uint8_t mac[6] = { 2, 0, 0, 0, 0, 9 };
	struct vdpa_request request = { .command = VDPA_CMD_DEV_ATTR_SET, .device = "foo0",
					.valid = VDPA_HAS_MAC };

	(void)state;
	memcpy(request.mac, mac, sizeof(mac));
	wire_put_text(&expected, VDPA_ATTR_DEV_NAME, "foo0");
	wire_put(&expected, VDPA_ATTR_DEV_NET_CFG_MACADDR, mac, sizeof(mac));
	expect_request(&request);
}

/* The kernel refuses padding, unknown attributes and those that only replies carry. */
static void nothing_is_sent_that_the_kernel_refuses(void **state)
{
	static const struct vdpa_request request = {
		.bus = "b", .mgmtdev = "m", .device = "d", .valid = UINT32_MAX,
	};
	struct nlmsghdr *message = start();
	const struct nlattr *attribute;
	size_t count = 0;

	(void)state;
	assert_int_equal(vdpa_encode(message, sizeof(room), &request), 0);
	attribute_for_each_genl(attribute, message) {
		const struct vdpa_attribute_info *info =
			vdpa_attribute_find(mnl_attr_get_type(attribute));

		assert_non_null(info);
		assert_int_not_equal(info->policy, VDPA_POLICY_NONE);
		if (vdpa_wire_size(info->wire))
			assert_int_equal(mnl_attr_get_payload_len(attribute), vdpa_wire_size(info->wire));
		count++;
	}
	assert_int_equal(count, 8);
}

static void a_name_that_does_not_fit_is_refused_and_nothing_behind_the_room_is_touched(void **state)
{
	char name[5001];

	(void)state;
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	for (size_t size = 20; size < 5100; size++) {
		struct vdpa_request request = { .device = name, .valid = VDPA_HAS_INDEX };
		struct nlmsghdr *message = start();
		int result;

		room[size] = 'x';
		result = vdpa_encode(message, size, &request);
		assert_int_equal(room[size], 'x');
		assert_true(message->nlmsg_len <= size);
		assert_int_equal(result, size < 20 + 4 + 5004 + 8 ? -EMSGSIZE : 0);
	}
}

/* An attribute's length is 16 bits: a longer name would come out as a short one. */
static void a_name_longer_than_an_attribute_can_be_is_refused(void **state)
{
	static char name[70001];
	struct vdpa_request request = { .device = name };

	(void)state;
	memset(name, 'n', sizeof(name) - 1);
	assert_int_equal(vdpa_encode(start(), sizeof(room), &request), -EMSGSIZE);
	name[65530] = '\0';
	assert_int_equal(vdpa_encode(start(), sizeof(room), &request), 0);
	name[65530] = 'n';
	name[65531] = '\0';
	assert_int_equal(vdpa_encode(start(), sizeof(room), &request), -EMSGSIZE);
}

#define TEST(name) cmocka_unit_test_setup(name, setup)

static const struct CMUnitTest tests[] = {
	TEST(a_question_about_a_device_carries_its_name_with_its_nul),
	TEST(a_mgmtdev_is_named_with_its_bus_when_it_has_one),
	TEST(a_mgmtdev_without_a_bus_is_named_alone),
	TEST(the_counters_of_a_queue_are_asked_for_by_a_u32_index),
	TEST(a_new_device_carries_all_that_was_given),
	TEST(what_was_not_given_is_not_sent),
	TEST(a_changed_mac_is_sent_with_the_device),
	TEST(nothing_is_sent_that_the_kernel_refuses),
	TEST(a_name_that_does_not_fit_is_refused_and_nothing_behind_the_room_is_touched),
	TEST(a_name_longer_than_an_attribute_can_be_is_refused),
};

UNIT_MAIN(request)
