/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Floor 2's tables of commands and attributes, against the kernel's include/uapi/linux/vdpa.h. */
#include "vdpa/attribute.h"
#include "vdpa/command.h"
#include "vdpa/numbers.h"

#include <string.h>

#include "unit.h"

static void the_numbers_are_those_of_the_kernels_header(void **state)
{
	(void)state;
	assert_int_equal(VDPA_CMD_MGMTDEV_GET, 2);
	assert_int_equal(VDPA_CMD_DEV_ATTR_SET, 8);
	assert_int_equal(VDPA_CMD_COUNT, 9);
	assert_int_equal(VDPA_ATTR_DEV_NAME, 4);
	assert_int_equal(VDPA_ATTR_DEV_NET_CFG_MACADDR, 10);
	assert_int_equal(VDPA_ATTR_DEV_VENDOR_ATTR_VALUE, 19);
	assert_int_equal(VDPA_ATTR_DEV_BLK_FLUSH, 36);
	assert_int_equal(VDPA_ATTR_COUNT, 37);
}

static void every_number_has_a_row_and_no_other_has(void **state)
{
	(void)state;
	assert_null(vdpa_command_find(0));
	for (uint32_t number = 1; number < VDPA_CMD_COUNT; number++)
		assert_non_null(vdpa_command_find(number));
	assert_null(vdpa_command_find(VDPA_CMD_COUNT));
	assert_null(vdpa_attribute_find(VDPA_ATTR_UNSPEC));
	for (uint32_t number = 1; number < VDPA_ATTR_COUNT; number++)
		assert_non_null(vdpa_attribute_find(number));
	assert_null(vdpa_attribute_find(VDPA_ATTR_COUNT));
	assert_null(vdpa_attribute_find(UINT32_MAX));
}

/* Written down by hand from the tables of drivers/vdpa/vdpa.c. */
static void a_request_may_carry_eight_attributes_and_no_more(void **state)
{
	static const uint8_t expected[VDPA_ATTR_COUNT] = {
		[1] = VDPA_POLICY_NUL_STRING, [2] = VDPA_POLICY_STRING, [4] = VDPA_POLICY_STRING,
		[10] = VDPA_POLICY_EXACT,     [12] = VDPA_POLICY_U16,   [13] = VDPA_POLICY_U16_MIN,
		[17] = VDPA_POLICY_U32,       [20] = VDPA_POLICY_U64,
	};

	(void)state;
	for (uint32_t number = 1; number < VDPA_ATTR_COUNT; number++)
		assert_int_equal(vdpa_attribute_find(number)->policy, expected[number]);
	assert_int_equal(vdpa_attribute_find(10)->limit, 6);
	assert_int_equal(vdpa_attribute_find(13)->limit, 68);
}

static void a_value_has_one_size_on_the_wire(void **state)
{
	(void)state;
	assert_int_equal(vdpa_wire_size(vdpa_attribute_find(VDPA_ATTR_DEV_NAME)->wire), 0);
	assert_int_equal(vdpa_wire_size(vdpa_attribute_find(VDPA_ATTR_DEV_NET_STATUS)->wire), 2);
	assert_int_equal(vdpa_wire_size(vdpa_attribute_find(VDPA_ATTR_DEV_BLK_FLUSH)->wire), 1);
	assert_int_equal(vdpa_wire_size(vdpa_attribute_find(VDPA_ATTR_DEV_FEATURES)->wire), 8);
	assert_int_equal(vdpa_wire_size(vdpa_attribute_find(VDPA_ATTR_DEV_NET_CFG_MACADDR)->wire), 6);
}

static void attribute_21_has_two_meanings(void **state)
{
	const struct vdpa_attribute_info *info = vdpa_attribute_find(21);

	(void)state;
	assert_string_equal(info->name, "DEV_BLK_CFG_CAPACITY");
	assert_string_equal(info->old_name, "VDPA_DEV_SUPPORTED_FEATURES");
	assert_non_null(strstr(info->old_meaning, "6.1"));
	assert_null(vdpa_attribute_find(20)->old_name);
}

static void what_changes_a_host_needs_a_privilege_and_what_lists_it_does_not(void **state)
{
	static const uint32_t expected[VDPA_CMD_COUNT] = {
		[VDPA_CMD_MGMTDEV_GET] = VDPA_CAN_DO | VDPA_CAN_DUMP,
		[VDPA_CMD_DEV_NEW] = VDPA_CAN_DO | VDPA_CAN_ADMIN,
		[VDPA_CMD_DEV_DEL] = VDPA_CAN_DO | VDPA_CAN_ADMIN,
		[VDPA_CMD_DEV_GET] = VDPA_CAN_DO | VDPA_CAN_DUMP,
		[VDPA_CMD_DEV_CONFIG_GET] = VDPA_CAN_DO | VDPA_CAN_DUMP,
		[VDPA_CMD_DEV_VSTATS_GET] = VDPA_CAN_DO | VDPA_CAN_ADMIN,
		[VDPA_CMD_DEV_ATTR_SET] = VDPA_CAN_DO | VDPA_CAN_ADMIN,
	};

	(void)state;
	for (uint32_t number = 1; number < VDPA_CMD_COUNT; number++)
		assert_int_equal(vdpa_command_find(number)->can, expected[number]);
}

static void two_requests_are_answered_under_another_command(void **state)
{
	(void)state;
	assert_int_equal(vdpa_command_find(VDPA_CMD_MGMTDEV_GET)->reply, VDPA_CMD_MGMTDEV_NEW);
	assert_int_equal(vdpa_command_find(VDPA_CMD_DEV_GET)->reply, VDPA_CMD_DEV_NEW);
	assert_int_equal(vdpa_command_find(VDPA_CMD_DEV_VSTATS_GET)->reply, VDPA_CMD_DEV_VSTATS_GET);
	assert_int_equal(vdpa_command_find(VDPA_CMD_DEV_DEL)->reply, VDPA_CMD_UNSPEC);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_numbers_are_those_of_the_kernels_header),
	cmocka_unit_test(every_number_has_a_row_and_no_other_has),
	cmocka_unit_test(a_request_may_carry_eight_attributes_and_no_more),
	cmocka_unit_test(a_value_has_one_size_on_the_wire),
	cmocka_unit_test(attribute_21_has_two_meanings),
	cmocka_unit_test(what_changes_a_host_needs_a_privilege_and_what_lists_it_does_not),
	cmocka_unit_test(two_requests_are_answered_under_another_command),
};

UNIT_MAIN(numbers)
