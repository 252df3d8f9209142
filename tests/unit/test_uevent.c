/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Uevents: what is read of them, and that nothing of a wrong one is. */
#include "netlink/uevent.h"

#include <errno.h>
#include <string.h>

#include "unit.h"

/* A literal's bytes with the NUL behind it, which ends its last text. */
#define PARSE(literal, to) uevent_parse(literal, sizeof(literal), to)

static void a_device_that_comes_is_named_with_its_subsystem(void **state)
{
	struct uevent uevent;

	(void)state;
	assert_int_equal(PARSE("add@/devices/pci0000:00/0000:03:00.2/foo0\0ACTION=add\0"
			       "DEVPATH=/devices/pci0000:00/0000:03:00.2/foo0\0SUBSYSTEM=vdpa\0"
			       "SEQNUM=4711", &uevent), 0);
	assert_string_equal(uevent.action, "add");
	assert_string_equal(uevent.path, "/devices/pci0000:00/0000:03:00.2/foo0");
	assert_string_equal(uevent.name, "foo0");
	assert_string_equal(uevent.subsystem, "vdpa");
}

static void texts_may_come_in_any_order_and_with_others_between(void **state)
{
	struct uevent uevent;

	(void)state;
	assert_int_equal(PARSE("bind@/devices/foo0\0SUBSYSTEM=vdpa\0DRIVER=virtio_vdpa\0\0X\0=\0"
			       "DEVPATHS=/no\0DEVPATH=/devices/foo0\0ACTION=bind", &uevent), 0);
	assert_string_equal(uevent.action, "bind");
	assert_string_equal(uevent.name, "foo0");
}

static void an_event_without_a_subsystem_is_of_none(void **state)
{
	struct uevent uevent;

	(void)state;
	assert_int_equal(PARSE("add@/module\0ACTION=add\0DEVPATH=/module", &uevent), 0);
	assert_string_equal(uevent.subsystem, "");
	assert_string_equal(uevent.name, "module");
}

static void what_udev_sends_is_not_taken_for_the_kernels(void **state)
{
	struct uevent uevent;

	(void)state;
	assert_int_equal(PARSE("libudev\0ACTION=add\0DEVPATH=/devices/foo0\0SUBSYSTEM=vdpa", &uevent),
			 -EBADMSG);
}

static void a_head_that_says_otherwise_is_wrong(void **state)
{
	struct uevent uevent;

	(void)state;
	assert_int_equal(PARSE("add@/devices/foo1\0ACTION=add\0DEVPATH=/devices/foo0", &uevent), -EBADMSG);
	assert_int_equal(PARSE("remove@/devices/foo0\0ACTION=add\0DEVPATH=/devices/foo0", &uevent),
			 -EBADMSG);
	assert_int_equal(PARSE("add@\0ACTION=add\0DEVPATH=", &uevent), -EBADMSG);
	assert_int_equal(PARSE("@/x\0ACTION=\0DEVPATH=/x", &uevent), -EBADMSG);
	assert_int_equal(PARSE("add@/devices/foo0", &uevent), -EBADMSG);
}

static void a_text_without_its_end_is_wrong_and_leaves_the_result_alone(void **state)
{
	static const char event[] = "add@/x\0ACTION=add\0DEVPATH=/x\0SUBSYSTEM=vdpa";
	struct uevent uevent = { .name = "before" };

	(void)state;
	assert_int_equal(uevent_parse(event, sizeof(event) - 1, &uevent), -EBADMSG);
	assert_int_equal(uevent_parse(event, 0, &uevent), -EBADMSG);
	assert_string_equal(uevent.name, "before");
	assert_int_equal(uevent_parse(event, sizeof(event), &uevent), 0);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_device_that_comes_is_named_with_its_subsystem),
	cmocka_unit_test(texts_may_come_in_any_order_and_with_others_between),
	cmocka_unit_test(an_event_without_a_subsystem_is_of_none),
	cmocka_unit_test(what_udev_sends_is_not_taken_for_the_kernels),
	cmocka_unit_test(a_head_that_says_otherwise_is_wrong),
	cmocka_unit_test(a_text_without_its_end_is_wrong_and_leaves_the_result_alone),
};

UNIT_MAIN(uevent)
