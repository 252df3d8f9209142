/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A host whose generic netlink is frozen, because someone deletes a device that is held open: who
 * waits, who holds, and which device it is. What sysfs and /proc show then was seen on Linux 6.12.
 */
#include "source/host.h"

#include <stdio.h>
#include <string.h>

#include "fake_host.h"
#include "unit.h"

#define look(fake) fake_look(fake, NULL, 0)

#define VM "qemu-system-x86_64 -name guest=vm-web01"

/* A process in D state with WCHAN. */
static void have_waiting(struct fake_host *fake, int pid, const char *command,
			 const char *arguments, const char *wchan)
{
	char path[64];

	fake_process(fake, pid, 'D', command, arguments);
	snprintf(path, sizeof(path), "proc/%d/wchan", pid);
	fake_file(fake, path, wchan);
}

static void have_deleter(struct fake_host *fake)
{
	have_waiting(fake, 277, "vdpa", "vdpa dev del foo0", "vhost_vdpa_remove");
}

/* PID, a QEMU, holds what was /dev/vhost-vdpa-3 or -5: /dev/null and /dev/zero stand for them. */
static void have_holder(struct fake_host *fake, int pid, unsigned int minor)
{
	fake_file(fake, "proc/devices", "Character devices:\n 10 misc\n  1 vhost-vdpa\n245 vhost-vdpas\n");
	fake_process(fake, pid, 'S', "qemu-system-x86", VM);
	fake_holds(fake, pid, 30, minor == 3 ? "/dev/null" : "/dev/zero");
}

/* NAME on vhost_vdpa, its node not yet taken away. */
static void have_bound(struct fake_host *fake, const char *name, unsigned int minor)
{
	char path[128], text[32];

	fake_device(fake, name, "vhost_vdpa");
	snprintf(path, sizeof(path), "sys/devices/%s/vhost-vdpa-%u/dev", name, minor);
	snprintf(text, sizeof(text), "1:%u\n", minor);
	fake_file(fake, path, text);
}

/* What the kernel takes away before it waits: of a device that is unbound, and of one deleted. */
static void take_node(struct fake_host *fake, const char *name, unsigned int minor)
{
	char path[128];

	snprintf(path, sizeof(path), "sys/devices/%s/vhost-vdpa-%u", name, minor);
	fake_remove(fake, path);
	snprintf(path, sizeof(path), "sys/devices/%s/driver", name);
	fake_remove(fake, path);
}

static void take_off_bus(struct fake_host *fake, const char *name)
{
	char path[128];

	snprintf(path, sizeof(path), "sys/bus/vdpa/devices/%s", name);
	fake_remove(fake, path);
}

static void who_waits_in_vdpa_or_generic_netlink_is_a_suspect(void **state)
{
	struct fake_host *fake = *state;

	have_deleter(fake);
	have_waiting(fake, 279, "vdpa", "vdpa dev show", "genl_rcv_msg");
	have_waiting(fake, 280, "vduse-tool", "tool", "vduse_dev_msg_sync");
	have_waiting(fake, 281, "kworker/0:1", "", "vdpasim_net_work");
	have_waiting(fake, 300, "dd", "dd if=/dev/sda", "io_schedule");
	fake_process(fake, 301, 'S', "vdpa", "vdpa monitor");
	assert_string_equal(look(fake),
			    "suspect 277 deleting in vhost_vdpa_remove: vdpa dev del foo0\n"
			    "suspect 279 in genl_rcv_msg: vdpa dev show\n"
			    "suspect 280 in vduse_dev_msg_sync: tool\n"
			    "suspect 281 in vdpasim_net_work: [kworker/0:1]\n");
}

static void our_own_workers_are_no_suspects_unless_they_delete(void **state)
{
	struct fake_host *fake = *state;

	have_waiting(fake, 284, "vdpatop-netlink", "vdpatop", "genl_rcv_msg");
	assert_string_equal(look(fake), "");
	have_waiting(fake, 285, "vdpatop-netlink", "vdpatop dev del foo0", "vhost_vdpa_remove");
	assert_string_equal(look(fake),
			    "suspect 285 deleting in vhost_vdpa_remove: vdpatop dev del foo0\n");
}

static void without_the_right_to_see_where_it_waits_its_command_line_speaks(void **state)
{
	struct fake_host *fake = *state;

	have_waiting(fake, 277, "vdpa", "vdpa dev del foo0", "0");
	have_waiting(fake, 278, "vdpa", "vdpa dev show", "0");
	have_waiting(fake, 300, "dd", "dd if=/dev/sda", "0");
	assert_string_equal(look(fake), "suspect 277 deleting: vdpa dev del foo0\n");
}

static void a_waiting_thread_of_a_process_that_speaks_generic_netlink_is_found(void **state)
{
	struct fake_host *fake = *state;

	fake_process(fake, 500, 'S', "lxd", "lxd --group lxd");
	fake_process(fake, 501, 'S', "other", "other");
	fake_file(fake, "proc/500/task/507/stat",
		  "507 (lxd) D 1 1 1 0 -1 0 0 0 0 0 1 2 0 0 20 0 9 0 77 9 9\n");
	fake_file(fake, "proc/500/task/507/wchan", "vhost_vdpa_remove");
	fake_bytes(fake, "proc/500/task/507/cmdline", "lxd\0--group\0lxd", 16);
	fake_file(fake, "proc/501/task/502/stat",
		  "502 (other) D 1 1 1 0 -1 0 0 0 0 0 1 2 0 0 20 0 9 0 77 9 9\n");
	fake_file(fake, "proc/501/task/502/wchan", "vhost_vdpa_remove");
	fake_file(fake, "proc/net/netlink",
		  "sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode\n"
		  "00000000a7a48ef6 16  0          00000000 3584     0        0     6        0        5\n"
		  "00000000a7a48ef6 0   501        00000000 0        0        0     2        0        6\n"
		  "00000000a7a48ef6 16  500        00000000 0        0        0     2        0        7\n");
	assert_string_equal(look(fake), "suspect 500 deleting in vhost_vdpa_remove: lxd --group lxd\n");
	/* A first thread that waits is the process itself, and counts once. */
	have_waiting(fake, 500, "lxd", "lxd", "genl_rcv_msg");
	fake_remove(fake, "proc/500/task/507");
	fake_link(fake, "proc/500/task/500", "../../500");
	assert_string_equal(look(fake), "suspect 500 in genl_rcv_msg: lxd\n");
}

static void a_device_that_is_being_deleted_is_told_with_who_holds_it(void **state)
{
	struct fake_host *fake = *state;

	have_deleter(fake);
	have_holder(fake, 273, 3);
	fake_folder(fake, "sys/devices/foo0");
	fake_folder(fake, "sys/devices/vdpasim_net/power");
	assert_string_equal(look(fake),
			    "device foo0 vhost_vdpa /dev/vhost-vdpa-3\n"
			    "suspect 277 deleting in vhost_vdpa_remove: vdpa dev del foo0\n"
			    "user foo0 273 qemu-system-x86 vm vm-web01\n");
}

static void the_same_whoever_deletes_it_and_wherever_its_parent_is(void **state)
{
	static const char *const folders[] = {
		"sys/devices/virtual/vduse/foo0/foo0",
		"sys/bus/pci/devices/0000:03:00.2/foo0",
		"sys/bus/auxiliary/devices/mlx5_core.sf.4/foo0",
	};
	static const char *const parents[] = { "foo0", "0000:03:00.2", "mlx5_core.sf.4" };
	struct fake_host *fake = *state;
	char expected[256];

	have_waiting(fake, 277, "lxd", "lxd", "vhost_vdpa_remove");
	have_holder(fake, 273, 3);
	fake_folder(fake, "sys/bus/pci/devices/0000:03:00.2/link");
	fake_folder(fake, "sys/bus/pci/devices/0000:03:00.3/link");
	for (size_t i = 0; i < 3; i++) {
		fake_folder(fake, folders[i]);
		snprintf(expected, sizeof(expected),
			 "device foo0 vhost_vdpa /dev/vhost-vdpa-3 below %s\n"
			 "suspect 277 deleting in vhost_vdpa_remove: lxd\n"
			 "user foo0 273 qemu-system-x86 vm vm-web01\n", parents[i]);
		assert_string_equal(look(fake), expected);
		fake_remove(fake, folders[i]);
	}
}

static void a_device_that_is_being_unbound_keeps_its_driver_until_the_close(void **state)
{
	struct fake_host *fake = *state;

	have_bound(fake, "foo0", 3);
	have_holder(fake, 273, 3);
	take_node(fake, "foo0", 3);
	fake_file(fake, "sys/devices/foo0/uevent", "");
	have_waiting(fake, 189, "sh", "sh unbind.sh", "vhost_vdpa_remove");
	assert_string_equal(look(fake),
			    "device foo0 vhost_vdpa /dev/vhost-vdpa-3\n"
			    "suspect 189 deleting in vhost_vdpa_remove: sh unbind.sh\n"
			    "user foo0 273 qemu-system-x86 vm vm-web01\n");
}

static void of_several_nodes_that_are_gone_only_those_seen_before_are_told(void **state)
{
	struct fake_host *fake = *state;

	have_bound(fake, "foo0", 3);
	have_bound(fake, "foo1", 5);
	have_holder(fake, 273, 3);
	have_holder(fake, 274, 5);
	look(fake);
	take_node(fake, "foo0", 3);
	take_off_bus(fake, "foo0");
	take_node(fake, "foo1", 5);
	fake_file(fake, "sys/devices/foo1/uevent", "");
	have_deleter(fake);
	assert_string_equal(look(fake),
			    "device foo0 vhost_vdpa /dev/vhost-vdpa-3\n"
			    "device foo1 vhost_vdpa /dev/vhost-vdpa-5\n"
			    "suspect 277 deleting in vhost_vdpa_remove: vdpa dev del foo0\n"
			    "user foo0 273 qemu-system-x86 vm vm-web01\n"
			    "user foo1 274 qemu-system-x86 vm vm-web01\n");
	fake_host_forget(fake);
	assert_string_equal(look(fake),
			    "device foo1\n"
			    "suspect 277 deleting in vhost_vdpa_remove: vdpa dev del foo0\n");
}

static void of_several_empty_folders_the_one_that_is_told_to_be_deleted_is_it(void **state)
{
	struct fake_host *fake = *state;

	have_deleter(fake);
	have_holder(fake, 273, 3);
	fake_folder(fake, "sys/devices/foo0");
	fake_folder(fake, "sys/devices/other");
	assert_string_equal(look(fake),
			    "device foo0 vhost_vdpa /dev/vhost-vdpa-3\n"
			    "suspect 277 deleting in vhost_vdpa_remove: vdpa dev del foo0\n"
			    "user foo0 273 qemu-system-x86 vm vm-web01\n");
}

static void of_several_that_may_be_it_none_is_told(void **state)
{
	struct fake_host *fake = *state;

	have_waiting(fake, 277, "lxd", "lxd", "vhost_vdpa_remove");
	have_holder(fake, 273, 3);
	fake_device(fake, "foo0", "");
	fake_device(fake, "foo1", "");
	fake_file(fake, "sys/devices/foo0/uevent", "");
	fake_file(fake, "sys/devices/foo1/uevent", "");
	assert_string_equal(look(fake), "device foo0\ndevice foo1\n"
					"suspect 277 deleting in vhost_vdpa_remove: lxd\n");
	fake_folder(fake, "sys/devices/foo2");
	fake_folder(fake, "sys/devices/foo3");
	assert_string_equal(look(fake), "device foo0\ndevice foo1\n"
					"suspect 277 deleting in vhost_vdpa_remove: lxd\n");
}

static void an_empty_folder_is_no_device_while_all_nodes_are_there(void **state)
{
	struct fake_host *fake = *state;

	have_bound(fake, "foo0", 3);
	have_holder(fake, 273, 3);
	fake_folder(fake, "sys/devices/empty");
	assert_string_equal(look(fake), "device foo0 vhost_vdpa /dev/vhost-vdpa-3\n"
					"user foo0 273 qemu-system-x86 vm vm-web01\n");
}

#define test(name) cmocka_unit_test_setup_teardown(name, fake_host_setup, fake_host_teardown)

static const struct CMUnitTest tests[] = {
	test(who_waits_in_vdpa_or_generic_netlink_is_a_suspect),
	test(our_own_workers_are_no_suspects_unless_they_delete),
	test(without_the_right_to_see_where_it_waits_its_command_line_speaks),
	test(a_waiting_thread_of_a_process_that_speaks_generic_netlink_is_found),
	test(a_device_that_is_being_deleted_is_told_with_who_holds_it),
	test(the_same_whoever_deletes_it_and_wherever_its_parent_is),
	test(a_device_that_is_being_unbound_keeps_its_driver_until_the_close),
	test(of_several_nodes_that_are_gone_only_those_seen_before_are_told),
	test(of_several_empty_folders_the_one_that_is_told_to_be_deleted_is_it),
	test(of_several_that_may_be_it_none_is_told),
	test(an_empty_folder_is_no_device_while_all_nodes_are_there),
};

UNIT_MAIN(host_frozen)
