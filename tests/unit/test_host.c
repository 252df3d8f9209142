/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the host says of its devices, users and waiting processes, on hosts made of files. */
#include "source/host.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "base/error.h"
#include "fake_host.h"
#include "unit.h"

#define look(fake) fake_look(fake, NULL, 0)

/* foo0 on vhost_vdpa with node /dev/vhost-vdpa-0, for which /dev/null stands. */
static void have_vhost_device(struct fake_host *fake)
{
	fake_device(fake, "foo0", "vhost_vdpa");
	fake_file(fake, "sys/devices/foo0/vhost-vdpa-0/dev", "1:3\n");
}

static void have_vm(struct fake_host *fake)
{
	have_vhost_device(fake);
	fake_process(fake, 4711, 'S', "qemu-system-x86",
		     "/usr/bin/qemu-system-x86_64 -name guest=vm-web01,debug-threads=on -m 1024");
	fake_holds(fake, 4711, 0, "/dev/zero");
	fake_holds(fake, 4711, 30, "/dev/null");
}

#define VM_LINES \
	"device foo0 vhost_vdpa /dev/vhost-vdpa-0\n" \
	"user foo0 4711 qemu-system-x86 vm vm-web01\n"

static void a_host_without_the_vdpa_module_has_nothing_to_say(void **state)
{
	struct fake_host *fake = *state;

	fake_folder(fake, "sys/bus");
	assert_string_equal(look(fake), "");
}

static void a_host_without_sysfs_and_proc_is_an_error(void **state)
{
	fake_remove(*state, "proc");
	assert_string_equal(look(*state), "error: cannot read sysfs (No such file or directory) "
					  "nor /proc (No such file or directory)\n");
}

static void a_root_that_does_not_exist_is_named(void **state)
{
	struct error error;
	struct host host;

	(void)state;
	assert_int_equal(host_open_system(&host, "/nonexistent", &error), -ENOENT);
	assert_string_equal(error.words, "cannot open /nonexistent: No such file or directory");
}

static void a_device_of_a_simulator_has_its_interface_below_itself(void **state)
{
	struct fake_host *fake = *state;

	fake_device(fake, "foo0", "virtio_vdpa");
	fake_file(fake, "sys/devices/foo0/virtio3/net/eth3/flags", "0x1003\n");
	fake_file(fake, "sys/devices/foo0/virtio3/net/eth3/operstate", "up\n");
	assert_string_equal(look(fake), "device foo0 virtio_vdpa eth3 up\n");
}

static void an_interface_is_up_by_its_flag_whether_it_has_a_carrier_or_not(void **state)
{
	struct fake_host *fake = *state;

	fake_device(fake, "foo0", "virtio_vdpa");
	fake_file(fake, "sys/devices/foo0/virtio3/net/eth3/flags", "0x1002\n");
	fake_file(fake, "sys/devices/foo0/virtio3/net/eth3/operstate", "up\n");
	assert_string_equal(look(fake), "device foo0 virtio_vdpa eth3\n");
	fake_file(fake, "sys/devices/foo0/virtio3/net/eth3/flags", "0x1003\n");
	fake_file(fake, "sys/devices/foo0/virtio3/net/eth3/operstate", "down\n");
	assert_string_equal(look(fake), "device foo0 virtio_vdpa eth3 up\n");
}

static void a_device_of_a_pci_function_has_its_interface_beside_itself(void **state)
{
	struct fake_host *fake = *state;

	fake_link(fake, "sys/devices/pci0000:00/0000:03:00.2/subsystem", "../../../bus/pci");
	fake_device(fake, "pci0000:00/0000:03:00.2/foo0", "virtio_vdpa");
	fake_folder(fake, "sys/devices/pci0000:00/0000:03:00.2/virtio3/net/eth3");
	assert_string_equal(look(fake), "device foo0 virtio_vdpa eth3 below 0000:03:00.2\n");
}

static void a_subfunction_has_its_interface_below_the_pci_function(void **state)
{
	struct fake_host *fake = *state;

	fake_link(fake, "sys/devices/pci0000:00/0000:03:00.0/subsystem", "../../../bus/pci");
	fake_link(fake, "sys/devices/pci0000:00/0000:03:00.0/mlx5_core.sf.4/subsystem",
		  "../../../../bus/auxiliary");
	fake_device(fake, "pci0000:00/0000:03:00.0/mlx5_core.sf.4/foo0", "virtio_vdpa");
	fake_folder(fake, "sys/devices/pci0000:00/0000:03:00.0/virtio3/net/eth3");
	assert_string_equal(look(fake), "device foo0 virtio_vdpa eth3 below mlx5_core.sf.4\n");
}

static void of_two_devices_on_one_pci_function_nobody_knows_whose_interface_is_whose(void **state)
{
	struct fake_host *fake = *state;

	fake_link(fake, "sys/devices/pci0000:00/0000:03:00.2/subsystem", "../../../bus/pci");
	fake_device(fake, "pci0000:00/0000:03:00.2/foo0", "virtio_vdpa");
	fake_device(fake, "pci0000:00/0000:03:00.2/foo1", "virtio_vdpa");
	fake_folder(fake, "sys/devices/pci0000:00/0000:03:00.2/virtio3/net/eth3");
	fake_folder(fake, "sys/devices/pci0000:00/0000:03:00.2/virtio4/net/eth4");
	assert_string_equal(look(fake), "device foo0 virtio_vdpa below 0000:03:00.2\n"
					"device foo1 virtio_vdpa below 0000:03:00.2\n");
	fake_remove(fake, "sys/bus/vdpa/devices/foo1");
	assert_string_equal(look(fake), "device foo0 virtio_vdpa below 0000:03:00.2\n");
}

static void a_device_without_a_driver_takes_no_interface_from_beside_it(void **state)
{
	struct fake_host *fake = *state;

	fake_link(fake, "sys/devices/pci0000:00/0000:03:00.2/subsystem", "../../../bus/pci");
	fake_device(fake, "pci0000:00/0000:03:00.2/foo0", "");
	fake_folder(fake, "sys/devices/pci0000:00/0000:03:00.2/virtio3/net/eth3");
	assert_string_equal(look(fake), "device foo0 below 0000:03:00.2\n");
}

static void a_disk_is_mounted_when_it_or_a_partition_or_what_holds_that_is(void **state)
{
	struct fake_host *fake = *state;
	static const char line[] = "36 35 98:0 / / rw - ext4 /dev/root rw\n"
				   "37 36 %s / /srv rw - ext4 /dev/x rw\n";
	static const char *const mounted[] = { "254:0", "254:1", "253:7" };
	char text[128];

	fake_device(fake, "disk0", "virtio_vdpa");
	fake_file(fake, "sys/devices/disk0/virtio1/block/vda/dev", "254:0\n");
	fake_file(fake, "sys/devices/disk0/virtio1/block/vda/vda1/dev", "254:1\n");
	fake_file(fake, "sys/devices/virtual/block/dm-7/dev", "253:7\n");
	fake_link(fake, "sys/devices/disk0/virtio1/block/vda/vda1/holders/dm-7",
		  "../../../../../../virtual/block/dm-7");
	for (size_t i = 0; i < 3; i++) {
		snprintf(text, sizeof(text), line, mounted[i]);
		fake_file(fake, "proc/self/mountinfo", text);
		assert_string_equal(look(fake), "device disk0 virtio_vdpa vda mounted\n");
	}
	snprintf(text, sizeof(text), line, "254:2");
	fake_file(fake, "proc/self/mountinfo", text);
	assert_string_equal(look(fake), "device disk0 virtio_vdpa vda\n");
}

static void a_disk_that_only_init_has_mounted_is_mounted(void **state)
{
	struct fake_host *fake = *state;

	fake_device(fake, "disk0", "virtio_vdpa");
	fake_file(fake, "sys/devices/disk0/virtio1/block/vda/dev", "254:0\n");
	fake_file(fake, "proc/self/mountinfo", "36 35 98:0 / / rw - ext4 /dev/root rw\n");
	assert_string_equal(look(fake), "device disk0 virtio_vdpa vda\n");
	fake_file(fake, "proc/1/mountinfo", "36 35 254:0 / /srv rw - ext4 /dev/vda rw\n");
	assert_string_equal(look(fake), "device disk0 virtio_vdpa vda mounted\n");
}

static void a_name_with_a_newline_and_an_escape_comes_through_as_it_is(void **state)
{
	struct fake_host *fake = *state;

	fake_device(fake, "a\n\x1b[31m%n", "vhost_vdpa");
	assert_string_equal(look(fake), "device a\n\x1b[31m%n vhost_vdpa\n");
}

/* Watches PATH for being opened; the answer is asked of with was_opened(). */
static int watch(struct fake_host *fake, const char *path)
{
	int watcher = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	char full[256];

	snprintf(full, sizeof(full), "%s/%s", fake->root, path);
	assert_true(watcher >= 0);
	assert_true(inotify_add_watch(watcher, full, IN_OPEN) >= 0);
	return watcher;
}

static bool was_opened(int watcher)
{
	char events[4096];
	ssize_t got = read(watcher, events, sizeof(events));

	close(watcher);
	return got > 0;
}

static void driver_override_is_never_read(void **state)
{
	struct fake_host *fake = *state;
	int override, node;

	have_vhost_device(fake);
	fake_file(fake, "sys/devices/foo0/driver_override", "(null)\n");
	override = watch(fake, "sys/devices/foo0/driver_override");
	node = watch(fake, "sys/devices/foo0/vhost-vdpa-0/dev");
	look(fake);
	assert_true(was_opened(node));
	assert_false(was_opened(override));
}

static void the_vm_that_holds_a_node_is_named(void **state)
{
	struct fake_host *fake = *state;

	have_vm(fake);
	assert_string_equal(look(fake), VM_LINES);
}

static void a_node_under_another_path_is_known_by_its_number(void **state)
{
	struct fake_host *fake = *state;

	have_vhost_device(fake);
	fake_process(fake, 7, 'R', "dpdk (x) y", "testpmd -l 0-3");
	fake_holds(fake, 7, 12, "/dev/null");
	assert_string_equal(look(fake), "device foo0 vhost_vdpa /dev/vhost-vdpa-0\n"
					"user foo0 7 dpdk (x) y\n");
}

static void other_devices_and_files_are_not_taken_for_it(void **state)
{
	struct fake_host *fake = *state;

	have_vhost_device(fake);
	fake_process(fake, 7, 'S', "cat", "cat");
	fake_holds(fake, 7, 3, "/dev/zero");
	fake_holds(fake, 7, 4, "/etc/passwd");
	fake_holds(fake, 7, 5, "socket:[1234]");
	assert_string_equal(look(fake), "device foo0 vhost_vdpa /dev/vhost-vdpa-0\n");
}

static void a_process_that_holds_a_node_twice_is_one_user(void **state)
{
	struct fake_host *fake = *state;

	have_vm(fake);
	fake_holds(fake, 4711, 31, "/dev/null");
	assert_string_equal(look(fake), VM_LINES);
}

static void the_only_numa_node_of_a_user_is_told(void **state)
{
	struct fake_host *fake = *state;

	have_vm(fake);
	fake_file(fake, "proc/4711/status", "Name:\tqemu\nMems_allowed:\t2\nMems_allowed_list:\t1\nx:\t0\n");
	assert_string_equal(look(fake), "device foo0 vhost_vdpa /dev/vhost-vdpa-0\n"
					"user foo0 4711 qemu-system-x86 vm vm-web01 node 1\n");
	fake_file(fake, "proc/4711/status", "Name:\tqemu\nMems_allowed_list:\t0-1\n");
	assert_string_equal(look(fake), VM_LINES);
}

static void a_command_line_is_read_once_for_a_pid_and_start_time(void **state)
{
	struct fake_host *fake = *state;

	have_vm(fake);
	assert_string_equal(look(fake), VM_LINES);
	fake_file(fake, "proc/4711/cmdline", "changed");
	assert_string_equal(look(fake), VM_LINES);
	fake_file(fake, "proc/4711/stat",
		  "4711 (qemu) S 1 1 1 0 -1 0 0 0 0 0 1 2 0 0 20 0 1 0 999999 9 9\n");
	assert_string_equal(look(fake), "device foo0 vhost_vdpa /dev/vhost-vdpa-0\n"
					"user foo0 4711 qemu\n");
}

static void mapped_doorbells_are_told_by_queue(void **state)
{
	struct fake_host *fake = *state;
	struct stat status;
	char text[512];
	long page = sysconf(_SC_PAGESIZE);

	have_vm(fake);
	assert_int_equal(stat("/dev/null", &status), 0);
	snprintf(text, sizeof(text),
		 "55d0c0000000-55d0c0021000 rw-p 00000000 00:00 0          [heap]\n"
		 "7f0000000000-%lx -w-s 00000000 %02x:%02x %lu /dev/vhost-vdpa-0\n"
		 "7f0000010000-%lx -w-s %08lx %02x:%02x %lu /dev/vhost-vdpa-0 (deleted)\n"
		 "7f0000020000-7f0000021000 r--s 00000000 %02x:%02x 99999999 /usr/lib/x\n",
		 0x7f0000000000 + page, major(status.st_dev), minor(status.st_dev), status.st_ino,
		 0x7f0000010000 + page, 3 * page, major(status.st_dev), minor(status.st_dev),
		 status.st_ino, major(status.st_dev), minor(status.st_dev));
	fake_file(fake, "proc/4711/maps", text);
	assert_string_equal(look(fake), "device foo0 vhost_vdpa /dev/vhost-vdpa-0\n"
					"mapping foo0 queue 0 by 4711\n"
					"mapping foo0 queue 3 by 4711\n"
					"user foo0 4711 qemu-system-x86 vm vm-web01\n");
}

/* Mappings of 0 to 3 pages, some of the node, cut anywhere and with bytes changed. */
static void no_change_of_maps_leads_its_reader_out_of_them(void **state)
{
	static const char line[] = "7f0000000000-7f0000001000 -w-s 00003000 00:06 101 /dev/vhost-vdpa-0\n";
	struct fake_host *fake = *state;
	uint32_t seed = 7;
	size_t size = 40000;
	char *text = malloc(size);

	assert_non_null(text);
	have_vm(fake);
	for (int round = 0; round < 100; round++) {
		size_t length = size - (size_t)round * 300;

		for (size_t i = 0; i < length; i++)
			text[i] = line[i % strlen(line)];
		for (int i = 0; i < 40; i++) {
			seed = seed * 1664525u + 1013904223u;
			text[(seed >> 8) % length] = "\0\n-: fF9"[(seed >> 4) % 8];
		}
		/* A line longer than any buffer, at the beginning or in the middle. */
		memset(text + (round % 2) * 3000, 'f', (size_t)(round % 5) * 4500);
		fake_bytes(fake, "proc/4711/maps", text, length);
		assert_non_null(strstr(look(fake), "user foo0 4711 qemu-system-x86 vm vm-web01\n"));
	}
	free(text);
}

static void without_the_first_process_others_are_hidden_too(void **state)
{
	struct fake_host *fake = *state;

	have_vm(fake);
	fake_remove(fake, "proc/1");
	assert_string_equal(look(fake), "device foo0 vhost_vdpa /dev/vhost-vdpa-0\nhidden\n"
					"user foo0 4711 qemu-system-x86 vm vm-web01\n");
}

static void in_a_container_the_hosts_processes_are_hidden(void **state)
{
	struct fake_host *fake = *state;

	have_vm(fake);
	fake_link(fake, "proc/self/ns/pid", "pid:[4026531836]");
	assert_string_equal(look(fake), VM_LINES);
	fake_link(fake, "proc/self/ns/pid", "pid:[4026532208]");
	assert_string_equal(look(fake), "device foo0 vhost_vdpa /dev/vhost-vdpa-0\nhidden\n"
					"user foo0 4711 qemu-system-x86 vm vm-web01\n");
}

static void without_a_node_nobodys_files_are_looked_at(void **state)
{
	struct fake_host *fake = *state;
	int files;

	fake_process(fake, 5, 'S', "sh", "sh");
	fake_device(fake, "foo0", "virtio_vdpa");
	files = watch(fake, "proc/5/fd");
	look(fake);
	assert_false(was_opened(files));
	have_vhost_device(fake);
	files = watch(fake, "proc/5/fd");
	look(fake);
	assert_true(was_opened(files));
}

static void files_that_may_not_be_read_are_said_to_be_hidden(void **state)
{
	struct fake_host *fake = *state;
	char path[128];

	have_vhost_device(fake);
	fake_process(fake, 5, 'S', "sh", "sh");
	snprintf(path, sizeof(path), "%s/proc/5/fd", fake->root);
	assert_int_equal(chmod(path, 0), 0);
	if (!geteuid())
		assert_int_equal(seteuid(65534), 0);
	look(fake);
	if (!getuid())
		assert_int_equal(seteuid(0), 0);
	assert_string_equal(fake->said, "device foo0 vhost_vdpa /dev/vhost-vdpa-0\nhidden\n");
}

/* As with CAP_DAC_READ_SEARCH alone, or as uid 0 without CAP_SYS_PTRACE. */
static void files_that_are_only_listed_are_said_to_be_hidden(void **state)
{
	struct fake_host *fake = *state;
	char path[128];

	have_vm(fake);
	snprintf(path, sizeof(path), "%s/proc/4711/fd", fake->root);
	assert_int_equal(chmod(path, 0444), 0);
	if (!geteuid())
		assert_int_equal(seteuid(65534), 0);
	look(fake);
	if (!getuid())
		assert_int_equal(seteuid(0), 0);
	assert_int_equal(chmod(path, 0755), 0);
	assert_string_equal(fake->said, "device foo0 vhost_vdpa /dev/vhost-vdpa-0\nhidden\n");
}

/* As a file of another user's FUSE mount, which not even root can look at. */
static void a_file_that_lies_where_nobody_may_look_hides_no_user(void **state)
{
	struct fake_host *fake = *state;
	char path[128], target[256];

	have_vhost_device(fake);
	fake_process(fake, 5, 'S', "sh", "sh");
	fake_file(fake, "mnt/file", "");
	snprintf(target, sizeof(target), "%s/mnt/file", fake->root);
	fake_holds(fake, 5, 3, target);
	snprintf(path, sizeof(path), "%s/mnt", fake->root);
	assert_int_equal(chmod(path, 0), 0);
	if (!geteuid())
		assert_int_equal(seteuid(65534), 0);
	look(fake);
	if (!getuid())
		assert_int_equal(seteuid(0), 0);
	assert_int_equal(chmod(path, 0755), 0);
	assert_string_equal(fake->said, "device foo0 vhost_vdpa /dev/vhost-vdpa-0\n");
}

#define test(name) cmocka_unit_test_setup_teardown(name, fake_host_setup, fake_host_teardown)

static const struct CMUnitTest tests[] = {
	test(a_host_without_the_vdpa_module_has_nothing_to_say),
	test(a_host_without_sysfs_and_proc_is_an_error),
	cmocka_unit_test(a_root_that_does_not_exist_is_named),
	test(a_device_of_a_simulator_has_its_interface_below_itself),
	test(an_interface_is_up_by_its_flag_whether_it_has_a_carrier_or_not),
	test(a_device_of_a_pci_function_has_its_interface_beside_itself),
	test(a_subfunction_has_its_interface_below_the_pci_function),
	test(of_two_devices_on_one_pci_function_nobody_knows_whose_interface_is_whose),
	test(a_device_without_a_driver_takes_no_interface_from_beside_it),
	test(a_disk_is_mounted_when_it_or_a_partition_or_what_holds_that_is),
	test(a_disk_that_only_init_has_mounted_is_mounted),
	test(a_name_with_a_newline_and_an_escape_comes_through_as_it_is),
	test(driver_override_is_never_read),
	test(the_vm_that_holds_a_node_is_named),
	test(a_node_under_another_path_is_known_by_its_number),
	test(other_devices_and_files_are_not_taken_for_it),
	test(a_process_that_holds_a_node_twice_is_one_user),
	test(the_only_numa_node_of_a_user_is_told),
	test(a_command_line_is_read_once_for_a_pid_and_start_time),
	test(mapped_doorbells_are_told_by_queue),
	test(no_change_of_maps_leads_its_reader_out_of_them),
	test(without_the_first_process_others_are_hidden_too),
	test(in_a_container_the_hosts_processes_are_hidden),
	test(without_a_node_nobodys_files_are_looked_at),
	test(files_that_may_not_be_read_are_said_to_be_hidden),
	test(files_that_are_only_listed_are_said_to_be_hidden),
	test(a_file_that_lies_where_nobody_may_look_hides_no_user),
};

UNIT_MAIN(host)
