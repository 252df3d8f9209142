/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Floor 2: replies of the vdpa family into structs, the right ones and the wrong ones. */
#include "vdpa/message.h"

#include <errno.h>
#include <linux/netlink.h>
#include <string.h>

#include "unit.h"
#include "vdpa/numbers.h"
#include "wire.h"

static struct wire wire;

static int setup(void **state)
{
	(void)state;
	wire_clear(&wire);
	return 0;
}

static void start(uint8_t command)
{
	wire_clear(&wire);
	wire_start_genl(&wire, command, 0, 1);
}

static struct vdpa_config decode_config(void)
{
	struct vdpa_config config;
	const char *name;

	memset(&config, 0xff, sizeof(config));
	assert_int_equal(vdpa_decode_config(wire_message(&wire), &config, &name), 0);
	assert_string_equal(name, "foo0");
	return config;
}

static void expect_bad_config(void)
{
	struct vdpa_config config = { .class_id = 42 };
	const char *name = "untouched";

	assert_int_equal(vdpa_decode_config(wire_message(&wire), &config, &name), -EBADMSG);
	assert_int_equal(config.class_id, 42);
	assert_string_equal(name, "untouched");
}

static void start_config(uint32_t class_id)
{
	start(VDPA_CMD_DEV_CONFIG_GET);
	wire_put_text(&wire, VDPA_ATTR_DEV_NAME, "foo0");
	wire_put_u32(&wire, VDPA_ATTR_DEV_ID, class_id);
}

static void a_mgmtdev_on_a_bus_is_read_whole(void **state)
{
	struct vdpa_mgmtdev mgmtdev;

	(void)state;
	start(VDPA_CMD_MGMTDEV_NEW);
	wire_put_text(&wire, VDPA_ATTR_MGMTDEV_BUS_NAME, "pci");
	wire_put_text(&wire, VDPA_ATTR_MGMTDEV_DEV_NAME, "0000:03:00.2");
	wire_put_u64(&wire, VDPA_ATTR_MGMTDEV_SUPPORTED_CLASSES, 0x6);
	wire_put_u32(&wire, VDPA_ATTR_DEV_MGMTDEV_MAX_VQS, 17);
	wire_put_u64(&wire, VDPA_ATTR_DEV_SUPPORTED_FEATURES, 0x308830028);
	assert_int_equal(vdpa_decode_mgmtdev(wire_message(&wire), &mgmtdev), 0);
	assert_string_equal(mgmtdev.bus, "pci");
	assert_string_equal(mgmtdev.name, "0000:03:00.2");
	assert_int_equal(mgmtdev.classes, 0x6);
	assert_int_equal(mgmtdev.max_vqs, 17);
	assert_int_equal(mgmtdev.supported, 0x308830028);
	assert_int_equal(mgmtdev.valid,
			 VDPA_HAS_CLASSES | VDPA_HAS_SUPPORTED | VDPA_HAS_MGMTDEV_MAX_VQS);
}

static void a_mgmtdev_without_a_bus_has_an_empty_one_and_says_what_it_lacks(void **state)
{
	struct vdpa_mgmtdev mgmtdev;

	(void)state;
	start(VDPA_CMD_MGMTDEV_NEW);
	wire_put_text(&wire, VDPA_ATTR_MGMTDEV_DEV_NAME, "vdpasim_net");
	assert_int_equal(vdpa_decode_mgmtdev(wire_message(&wire), &mgmtdev), 0);
	assert_string_equal(mgmtdev.bus, "");
	assert_int_equal(mgmtdev.valid, 0);
}

static void a_mgmtdev_or_a_device_without_a_name_is_nothing(void **state)
{
	struct vdpa_mgmtdev mgmtdev;
	struct vdpa_device device;

	(void)state;
	start(VDPA_CMD_MGMTDEV_NEW);
	wire_put_u32(&wire, VDPA_ATTR_DEV_MGMTDEV_MAX_VQS, 17);
	assert_int_equal(vdpa_decode_mgmtdev(wire_message(&wire), &mgmtdev), -EBADMSG);
	assert_int_equal(vdpa_decode_device(wire_message(&wire), &device), -EBADMSG);
	start_config(VDPA_CLASS_NET);
	wire_put_text(&wire, VDPA_ATTR_MGMTDEV_DEV_NAME, "vdpasim_net");
	assert_int_equal(vdpa_decode_device(wire_message(&wire), &device), 0);
}

static void a_device_is_read_whole(void **state)
{
	struct vdpa_device device;

	(void)state;
	start(VDPA_CMD_DEV_NEW);
	wire_put_text(&wire, VDPA_ATTR_MGMTDEV_DEV_NAME, "vdpasim_net");
	wire_put_text(&wire, VDPA_ATTR_DEV_NAME, "foo0");
	wire_put_u32(&wire, VDPA_ATTR_DEV_ID, VDPA_CLASS_NET);
	wire_put_u32(&wire, VDPA_ATTR_DEV_VENDOR_ID, 0x15b3);
	wire_put_u32(&wire, VDPA_ATTR_DEV_MAX_VQS, 3);
	wire_put_u16(&wire, VDPA_ATTR_DEV_MAX_VQ_SIZE, 256);
	wire_put_u16(&wire, VDPA_ATTR_DEV_MIN_VQ_SIZE, 1);
	assert_int_equal(vdpa_decode_device(wire_message(&wire), &device), 0);
	assert_string_equal(device.name, "foo0");
	assert_string_equal(device.mgmtdev, "vdpasim_net");
	assert_string_equal(device.bus, "");
	assert_int_equal(device.class_id, VDPA_CLASS_NET);
	assert_int_equal(device.vendor, 0x15b3);
	assert_int_equal(device.max_vqs, 3);
	assert_int_equal(device.max_vq_size, 256);
	assert_int_equal(device.min_vq_size, 1);
	assert_int_equal(device.valid, VDPA_HAS_CLASS | VDPA_HAS_VENDOR | VDPA_HAS_MAX_VQS |
					       VDPA_HAS_MAX_VQ_SIZE | VDPA_HAS_MIN_VQ_SIZE);
}

static void a_net_config_is_read_whole(void **state)
{
	static const uint8_t mac[6] = { 2, 0, 0, 0, 0, 1 };
	struct vdpa_config config;

	(void)state;
	start_config(VDPA_CLASS_NET);
	wire_put_u64(&wire, VDPA_ATTR_DEV_NEGOTIATED_FEATURES, 0x300830028);
	wire_put_u64(&wire, VDPA_ATTR_DEV_FEATURES, 0x308830028);
	wire_put_u16(&wire, VDPA_ATTR_DEV_NET_CFG_MTU, 1500);
	wire_put(&wire, VDPA_ATTR_DEV_NET_CFG_MACADDR, mac, sizeof(mac));
	wire_put_u16(&wire, VDPA_ATTR_DEV_NET_STATUS, 1);
	wire_put_u16(&wire, VDPA_ATTR_DEV_NET_CFG_MAX_VQP, 8);
	config = decode_config();
	assert_int_equal(config.class_id, VDPA_CLASS_NET);
	assert_int_equal(config.negotiated, 0x300830028);
	assert_int_equal(config.features, 0x308830028);
	assert_int_equal(config.mtu, 1500);
	assert_memory_equal(config.mac, mac, sizeof(mac));
	assert_int_equal(config.status, 1);
	assert_int_equal(config.max_vqp, 8);
	assert_int_equal(config.valid, VDPA_HAS_CLASS | VDPA_HAS_NEGOTIATED | VDPA_HAS_FEATURES |
					       VDPA_HAS_MTU | VDPA_HAS_MAC | VDPA_HAS_STATUS |
					       VDPA_HAS_MAX_VQP);
	assert_int_equal(config.block.valid, 0);
}

static void a_config_before_negotiation_only_lacks_the_negotiated_features(void **state)
{
	struct vdpa_config config;

	(void)state;
	start_config(VDPA_CLASS_NET);
	wire_put_u64(&wire, VDPA_ATTR_DEV_FEATURES, 0x308830028);
	config = decode_config();
	assert_false(config.valid & VDPA_HAS_NEGOTIATED);
	assert_int_equal(config.negotiated, 0);
	assert_true(config.valid & VDPA_HAS_FEATURES);
}

static void attribute_21_of_a_net_device_is_its_features_as_on_6_1(void **state)
{
	struct vdpa_config config;

	(void)state;
	start_config(VDPA_CLASS_NET);
	wire_put_u16(&wire, VDPA_ATTR_DEV_NET_STATUS, 1);
	wire_put_u64(&wire, 21, 0x300820028);
	config = decode_config();
	assert_int_equal(config.features, 0x300820028);
	assert_true(config.valid & VDPA_HAS_FEATURES);
	assert_int_equal(config.block.valid, 0);
}

static void attribute_21_of_a_block_device_is_its_capacity_as_on_6_12(void **state)
{
	struct vdpa_config config;

	(void)state;
	start_config(VDPA_CLASS_BLOCK);
	wire_put_u64(&wire, VDPA_ATTR_DEV_FEATURES, 0x308007646);
	wire_put_u64(&wire, 21, 0x40000);
	config = decode_config();
	assert_int_equal(config.features, 0x308007646);
	assert_int_equal(config.block.capacity, 0x40000);
	assert_int_equal(config.block.valid, VDPA_BLOCK_BIT(21));
}

static void attribute_21_says_nothing_beside_attribute_20_or_in_another_class(void **state)
{
	struct vdpa_config config;

	(void)state;
	start_config(VDPA_CLASS_NET);
	wire_put_u64(&wire, 21, 1);
	wire_put_u64(&wire, VDPA_ATTR_DEV_FEATURES, 2);
	assert_int_equal(decode_config().features, 2);
	start_config(VDPA_CLASS_FS);
	wire_put_u64(&wire, 21, 1);
	config = decode_config();
	assert_false(config.valid & VDPA_HAS_FEATURES);
	assert_int_equal(config.block.valid, 0);
}

static void a_block_config_is_read_whole(void **state)
{
	struct vdpa_block_config block;

	(void)state;
	start_config(VDPA_CLASS_BLOCK);
	wire_put_u64(&wire, VDPA_ATTR_DEV_BLK_CFG_CAPACITY, 21);
	wire_put_u32(&wire, VDPA_ATTR_DEV_BLK_CFG_SIZE_MAX, 22);
	wire_put_u32(&wire, VDPA_ATTR_DEV_BLK_CFG_BLK_SIZE, 23);
	wire_put_u32(&wire, VDPA_ATTR_DEV_BLK_CFG_SEG_MAX, 24);
	wire_put_u16(&wire, VDPA_ATTR_DEV_BLK_CFG_NUM_QUEUES, 25);
	wire_put_u8(&wire, VDPA_ATTR_DEV_BLK_CFG_PHY_BLK_EXP, 26);
	wire_put_u8(&wire, VDPA_ATTR_DEV_BLK_CFG_ALIGN_OFFSET, 27);
	wire_put_u16(&wire, VDPA_ATTR_DEV_BLK_CFG_MIN_IO_SIZE, 28);
	wire_put_u32(&wire, VDPA_ATTR_DEV_BLK_CFG_OPT_IO_SIZE, 29);
	wire_put_u32(&wire, VDPA_ATTR_DEV_BLK_CFG_MAX_DISCARD_SEC, 30);
	wire_put_u32(&wire, VDPA_ATTR_DEV_BLK_CFG_MAX_DISCARD_SEG, 31);
	wire_put_u32(&wire, VDPA_ATTR_DEV_BLK_CFG_DISCARD_SEC_ALIGN, 32);
	wire_put_u32(&wire, VDPA_ATTR_DEV_BLK_CFG_MAX_WRITE_ZEROES_SEC, 33);
	wire_put_u32(&wire, VDPA_ATTR_DEV_BLK_CFG_MAX_WRITE_ZEROES_SEG, 34);
	wire_put_u8(&wire, VDPA_ATTR_DEV_BLK_READ_ONLY, 35);
	wire_put_u8(&wire, VDPA_ATTR_DEV_BLK_FLUSH, 36);
	block = decode_config().block;
	assert_int_equal(block.capacity, 21);
	assert_int_equal(block.size_max, 22);
	assert_int_equal(block.blk_size, 23);
	assert_int_equal(block.seg_max, 24);
	assert_int_equal(block.num_queues, 25);
	assert_int_equal(block.phy_blk_exp, 26);
	assert_int_equal(block.align_offset, 27);
	assert_int_equal(block.min_io_size, 28);
	assert_int_equal(block.opt_io_size, 29);
	assert_int_equal(block.max_discard_sec, 30);
	assert_int_equal(block.max_discard_seg, 31);
	assert_int_equal(block.discard_sec_align, 32);
	assert_int_equal(block.max_write_zeroes_sec, 33);
	assert_int_equal(block.max_write_zeroes_seg, 34);
	assert_int_equal(block.read_only, 35);
	assert_int_equal(block.flush, 36);
	assert_int_equal(block.valid, 0xffff);
}

/* 6.1 sends the status of a net device before attribute 21, 6.12 another order: none counts. */
static void the_order_of_attributes_does_not_matter(void **state)
{
	struct vdpa_config config;

	(void)state;
	start(VDPA_CMD_DEV_CONFIG_GET);
	wire_put_u64(&wire, 21, 7);
	wire_put_u32(&wire, VDPA_ATTR_DEV_ID, VDPA_CLASS_BLOCK);
	wire_put_text(&wire, VDPA_ATTR_DEV_NAME, "foo0");
	config = decode_config();
	assert_int_equal(config.block.capacity, 7);
	assert_false(config.valid & VDPA_HAS_FEATURES);
}

static void padding_and_unknown_attributes_are_passed_over(void **state)
{
	struct vdpa_config config;

	(void)state;
	start_config(VDPA_CLASS_NET);
	wire_put(&wire, VDPA_ATTR_UNSPEC, NULL, 0);
	wire_put_u64(&wire, VDPA_ATTR_DEV_FEATURES, 5);
	wire_put_u8(&wire, 37, 1);
	wire_put(&wire, 1000, "anything", 8);
	wire_put(&wire, 0x3fff, NULL, 0);
	config = decode_config();
	assert_int_equal(config.features, 5);
}

static void a_value_of_another_size_spoils_the_message(void **state)
{
	static const uint16_t numbers[] = {
		VDPA_ATTR_DEV_FEATURES, VDPA_ATTR_DEV_NEGOTIATED_FEATURES, VDPA_ATTR_DEV_NET_STATUS,
		VDPA_ATTR_DEV_NET_CFG_MACADDR, VDPA_ATTR_DEV_NET_CFG_MTU, VDPA_ATTR_DEV_NET_CFG_MAX_VQP,
		VDPA_ATTR_DEV_BLK_CFG_CAPACITY,
		/* of other replies, which a config does not look at */
		VDPA_ATTR_DEV_MAX_VQS, VDPA_ATTR_DEV_BLK_FLUSH, VDPA_ATTR_DEV_QUEUE_INDEX,
	};
	static const size_t sizes[] = { 0, 3, 5, 7, 9, 16 };

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		for (size_t k = 0; k < sizeof(sizes) / sizeof(sizes[0]); k++) {
			start_config(VDPA_CLASS_NET);
			wire_put(&wire, numbers[i], NULL, sizes[k]);
			expect_bad_config();
		}
	}
}

static void a_name_without_its_nul_spoils_the_message(void **state)
{
	(void)state;
	start(VDPA_CMD_DEV_CONFIG_GET);
	wire_put(&wire, VDPA_ATTR_DEV_NAME, "foo0", 4);
	expect_bad_config();
	start_config(VDPA_CLASS_NET);
	wire_put(&wire, VDPA_ATTR_MGMTDEV_DEV_NAME, "x", 1);
	expect_bad_config();
	start(VDPA_CMD_DEV_CONFIG_GET);
	wire_put(&wire, VDPA_ATTR_DEV_NAME, NULL, 0);
	expect_bad_config();
}

static void a_name_may_be_empty_or_of_any_length_and_hold_any_byte(void **state)
{
	struct vdpa_device device;
	char name[5001];

	(void)state;
	start(VDPA_CMD_DEV_NEW);
	wire_put_text(&wire, VDPA_ATTR_DEV_NAME, "");
	assert_int_equal(vdpa_decode_device(wire_message(&wire), &device), 0);
	assert_string_equal(device.name, "");
	memset(name, 0x1b, sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	start(VDPA_CMD_DEV_NEW);
	wire_put_text(&wire, VDPA_ATTR_DEV_NAME, name);
	assert_int_equal(vdpa_decode_device(wire_message(&wire), &device), 0);
	assert_string_equal(device.name, name);
}

static void a_message_cut_inside_an_attribute_gives_nothing(void **state)
{
	/* name: 20 to 29 (padded to 32), class: to 40, features: to 52, MTU: to 58 (60) */
	static const uint32_t insides[] = { 16, 19, 20, 21, 23, 24, 28, 33, 36, 39, 41, 44, 51, 53, 57 };
	uint32_t whole;

	(void)state;
	start_config(VDPA_CLASS_NET);
	wire_put_u64(&wire, VDPA_ATTR_DEV_FEATURES, 5);
	wire_put_u16(&wire, VDPA_ATTR_DEV_NET_CFG_MTU, 1500);
	whole = wire_message(&wire)->nlmsg_len;
	assert_int_equal(whole, 60);
	for (size_t i = 0; i < sizeof(insides) / sizeof(insides[0]); i++) {
		wire_message(&wire)->nlmsg_len = insides[i];
		expect_bad_config();
	}
	wire_message(&wire)->nlmsg_len = whole;
	assert_int_equal(decode_config().mtu, 1500);
}

static void an_attribute_that_reaches_past_the_message_spoils_it(void **state)
{
	(void)state;
	start_config(VDPA_CLASS_NET);
	wire_put_text(&wire, VDPA_ATTR_MGMTDEV_DEV_NAME, "abc");
	((struct nlattr *)(wire.data + wire.length - 8))->nla_len = 9;
	expect_bad_config();
	((struct nlattr *)(wire.data + wire.length - 8))->nla_len = 3;
	expect_bad_config();
	((struct nlattr *)(wire.data + wire.length - 8))->nla_len = 0;
	expect_bad_config();
}

#define TEST(name) cmocka_unit_test_setup(name, setup)

static const struct CMUnitTest tests[] = {
	TEST(a_mgmtdev_on_a_bus_is_read_whole),
	TEST(a_mgmtdev_without_a_bus_has_an_empty_one_and_says_what_it_lacks),
	TEST(a_mgmtdev_or_a_device_without_a_name_is_nothing),
	TEST(a_device_is_read_whole),
	TEST(a_net_config_is_read_whole),
	TEST(a_config_before_negotiation_only_lacks_the_negotiated_features),
	TEST(attribute_21_of_a_net_device_is_its_features_as_on_6_1),
	TEST(attribute_21_of_a_block_device_is_its_capacity_as_on_6_12),
	TEST(attribute_21_says_nothing_beside_attribute_20_or_in_another_class),
	TEST(a_block_config_is_read_whole),
	TEST(the_order_of_attributes_does_not_matter),
	TEST(padding_and_unknown_attributes_are_passed_over),
	TEST(a_value_of_another_size_spoils_the_message),
	TEST(a_name_without_its_nul_spoils_the_message),
	TEST(a_name_may_be_empty_or_of_any_length_and_hold_any_byte),
	TEST(a_message_cut_inside_an_attribute_gives_nothing),
	TEST(an_attribute_that_reaches_past_the_message_spoils_it),
};

UNIT_MAIN(message)
