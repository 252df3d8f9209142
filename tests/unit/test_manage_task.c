/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A task as a line for a shell, and in words. */
#include "manage/task.h"
#include "vdpa/message.h"

#include <string.h>

#include "unit.h"

#define LINE_SIZE 8192

static void expect_line(const struct task *task, const char *expected)
{
	char line[LINE_SIZE];
	size_t length = task_command_line(task, line, sizeof(line));

	assert_string_equal(line, expected);
	assert_int_equal(length, strlen(expected));
}

static void expect_description(const struct task *task, const char *expected)
{
	char words[128];

	task_describe(task, words, sizeof(words));
	assert_string_equal(words, expected);
}

static void an_add_is_what_vdpa_takes(void **state)
{
	struct task task = { .kind = TASK_ADD, .name = "vm0", .mgmtdev = "vdpasim_net" };

	(void)state;
	expect_line(&task, "vdpa dev add name vm0 mgmtdev vdpasim_net");
	task = (struct task){
		.kind = TASK_ADD, .name = "vm0", .bus = "pci", .mgmtdev = "0000:03:00.2",
		.valid = VDPA_HAS_MAC | VDPA_HAS_MTU | VDPA_HAS_MAX_VQP | VDPA_HAS_FEATURES,
		.mac = { 0x52, 0x54, 0, 0x12, 0x34, 0x5f }, .mtu = 9000, .max_vqp = 8,
		.features = 0x300020028,
	};
	expect_line(&task, "vdpa dev add name vm0 mgmtdev pci/0000:03:00.2 mac 52:54:00:12:34:5f "
			   "mtu 9000 max_vqp 8 device_features 0x300020028");
}

static void an_add_with_a_driver_also_binds_it(void **state)
{
	struct task task = { .kind = TASK_ADD, .name = "a/b", .mgmtdev = "vdpasim_net",
			     .driver = TASK_DRIVER_VHOST };

	(void)state;
	expect_line(&task, "vdpa dev add name a/b mgmtdev vdpasim_net && "
			   "test -d /sys/bus/vdpa/drivers/vhost_vdpa && "
			   "echo vhost_vdpa > '/sys/bus/vdpa/devices/a!b/driver_override' && "
			   "{ test ! -e '/sys/bus/vdpa/devices/a!b/driver' || "
			   "printf %s 'a!b' > '/sys/bus/vdpa/devices/a!b/driver/unbind'; } && "
			   "printf %s 'a!b' > /sys/bus/vdpa/drivers/vhost_vdpa/bind");
	task.driver = TASK_DRIVER_NONE;
	strcpy(task.name, "vm0");
	expect_line(&task, "vdpa dev add name vm0 mgmtdev vdpasim_net && "
			   "{ test ! -e /sys/bus/vdpa/devices/vm0/driver || echo vm0 > /sys/bus/vdpa/devices/vm0/driver/unbind; }");
}

static void a_mac_is_set_by_name(void **state)
{
	struct task task = { .kind = TASK_SET_MAC, .name = "vm0", .mac = { 2, 0, 0, 0, 0, 0xff } };

	(void)state;
	expect_line(&task, "vdpa dev set name vm0 mac 02:00:00:00:00:ff");
}

static void a_rebind_is_the_shells_own(void **state)
{
	struct task task = { .kind = TASK_REBIND, .name = "vm0", .driver = TASK_DRIVER_VIRTIO };

	(void)state;
	expect_line(&task, "test -d /sys/bus/vdpa/drivers/virtio_vdpa && "
			   "echo virtio_vdpa > /sys/bus/vdpa/devices/vm0/driver_override && "
			   "echo vm0 > /sys/bus/vdpa/devices/vm0/driver/unbind && "
			   "echo vm0 > /sys/bus/vdpa/drivers/virtio_vdpa/bind");
	task.is_unbound = true;
	expect_line(&task, "test -d /sys/bus/vdpa/drivers/virtio_vdpa && "
			   "echo virtio_vdpa > /sys/bus/vdpa/devices/vm0/driver_override && "
			   "echo vm0 > /sys/bus/vdpa/drivers/virtio_vdpa/bind");
	task.driver = TASK_DRIVER_NONE;
	expect_line(&task, "echo vm0 > /sys/bus/vdpa/devices/vm0/driver/unbind");
}

static void a_delete_lets_go_of_vhost_vdpa_first(void **state)
{
	struct task task = { .kind = TASK_DELETE, .name = "vm0" };

	(void)state;
	expect_line(&task, "vdpa dev del vm0");
	task.driver = TASK_DRIVER_VHOST;
	expect_line(&task, "echo vm0 > /sys/bus/vdpa/devices/vm0/driver/unbind && vdpa dev del vm0");
}

static void a_name_like_an_option_stands_behind_two_dashes(void **state)
{
	struct task task = { .kind = TASK_DELETE, .name = "-j" };

	(void)state;
	expect_line(&task, "vdpa -- dev del -j");
	task.kind = TASK_ADD;
	strcpy(task.mgmtdev, "vdpasim_net");
	expect_line(&task, "vdpa -- dev add name -j mgmtdev vdpasim_net");
	task.kind = TASK_REBIND;
	task.driver = TASK_DRIVER_NONE;
	expect_line(&task, "printf %s -j > /sys/bus/vdpa/devices/-j/driver/unbind");
}

/* Half a name is another name: the line must not look whole. */
static void a_line_that_does_not_fit_says_so(void **state)
{
	struct task task = { .kind = TASK_DELETE, .name = "vm10000" };
	char line[20];

	(void)state;
	assert_int_equal(task_command_line(&task, line, sizeof(line)), 19);
	assert_string_equal(line, "vdpa dev del vm1...");
}

static void tasks_are_told_in_a_few_words(void **state)
{
	struct task task = { .kind = TASK_ADD, .name = "vm0", .mac = { 2, 0, 0, 0, 0, 1 } };

	(void)state;
	expect_description(&task, "add vm0");
	task.kind = TASK_SET_MAC;
	expect_description(&task, "set vm0 mac 02:00:00:00:00:01");
	task.kind = TASK_DELETE;
	expect_description(&task, "delete vm0");
	task.kind = TASK_REBIND;
	task.driver = TASK_DRIVER_VHOST;
	expect_description(&task, "bind vm0 to vhost_vdpa");
	task.driver = TASK_DRIVER_NONE;
	expect_description(&task, "unbind vm0");
	strcpy(task.name, "\033[2Jx");
	expect_description(&task, "unbind \\x1b[2Jx");
}

static void a_driver_is_found_by_its_name(void **state)
{
	enum task_driver driver = TASK_DRIVERS;

	(void)state;
	assert_true(task_driver_find("vhost_vdpa", &driver));
	assert_int_equal(driver, TASK_DRIVER_VHOST);
	assert_true(task_driver_find("virtio_vdpa", &driver));
	assert_int_equal(driver, TASK_DRIVER_VIRTIO);
	assert_true(task_driver_find("", &driver));
	assert_int_equal(driver, TASK_DRIVER_NONE);
	assert_false(task_driver_find("vfio", &driver));
	assert_int_equal(driver, TASK_DRIVER_NONE);
	assert_string_equal(task_driver_name(TASK_DRIVER_VHOST), "vhost_vdpa");
	assert_string_equal(task_driver_name(TASK_DRIVER_AUTO), "");
}

static void fields_are_called_as_on_the_command_line(void **state)
{
	(void)state;
	assert_string_equal(task_field_word(TASK_FIELD_NONE), "");
	assert_string_equal(task_field_word(TASK_FIELD_PAIRS), "max_vqp");
	for (enum task_field field = TASK_FIELD_MGMTDEV; field < TASK_FIELDS; field++)
		assert_true(*task_field_word(field));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(an_add_is_what_vdpa_takes),
	cmocka_unit_test(an_add_with_a_driver_also_binds_it),
	cmocka_unit_test(a_mac_is_set_by_name),
	cmocka_unit_test(a_rebind_is_the_shells_own),
	cmocka_unit_test(a_delete_lets_go_of_vhost_vdpa_first),
	cmocka_unit_test(a_name_like_an_option_stands_behind_two_dashes),
	cmocka_unit_test(a_line_that_does_not_fit_says_so),
	cmocka_unit_test(tasks_are_told_in_a_few_words),
	cmocka_unit_test(a_driver_is_found_by_its_name),
	cmocka_unit_test(fields_are_called_as_on_the_command_line),
};

UNIT_MAIN(manage_task)
