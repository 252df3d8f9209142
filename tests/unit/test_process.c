/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Command lines, stat lines and maps: bytes that any process of the host may have chosen. */
#include "source/host/maps.h"
#include "source/host/process.h"
#include "source/host/representor.h"

#include <string.h>
#include <sys/sysmacros.h>

#include "unit.h"

#define ARGUMENTS(text) text, sizeof(text)

static const char *vm_name(const char *arguments, size_t length)
{
	static char name[64];
	bool has_name = process_vm_name(name, sizeof(name), arguments, length);

	assert_int_equal(has_name, *name != '\0');
	return name;
}

static void qemus_name_is_found_however_it_is_written(void **state)
{
	(void)state;
	assert_string_equal(vm_name(ARGUMENTS("qemu-system-x86_64\0-name\0vm1")), "vm1");
	assert_string_equal(vm_name(ARGUMENTS("qemu-system-x86_64\0--name\0vm1,debug-threads=on")), "vm1");
	assert_string_equal(vm_name(ARGUMENTS("/usr/libexec/qemu-kvm\0-m\0" "1G\0-name\0guest=vm1")), "vm1");
	assert_string_equal(vm_name(ARGUMENTS("kvm\0-name\0debug-threads=on,guest=vm1")), "vm1");
	assert_string_equal(vm_name(ARGUMENTS("qemu-x\0-name\0guest=a,,b=c,process=p")), "a,b=c");
	assert_string_equal(vm_name(ARGUMENTS("qemu-x\0-name\0a,,b,process=p")), "a,b");
	assert_string_equal(vm_name(ARGUMENTS("qemu-x\0-name\0one\0-name\0guest=two")), "two");
}

static void what_is_no_name_gives_none(void **state)
{
	(void)state;
	assert_string_equal(vm_name(ARGUMENTS("qemu-x\0-name=vm1")), "");
	assert_string_equal(vm_name(ARGUMENTS("qemu-x\0-name\0one\0-name\0guest=")), "");
	assert_string_equal(vm_name(ARGUMENTS("qemu-x\0-name\0debug-threads=on")), "");
	assert_string_equal(vm_name(ARGUMENTS("qemu-x\0-name")), "");
	assert_string_equal(vm_name(ARGUMENTS("testpmd\0-name\0vm1")), "");
	assert_string_equal(vm_name(ARGUMENTS("")), "");
	assert_string_equal(vm_name("", 0), "");
	assert_string_equal(vm_name("qemu-x\0-name\0vm1", 15), ""); /* cut before its end */
}

static void a_long_name_is_cut(void **state)
{
	char arguments[512] = "qemu-x\0-name\0";
	size_t begin = sizeof("qemu-x\0-name");

	(void)state;
	memset(arguments + begin, 'a', 400);
	assert_int_equal(strlen(vm_name(arguments, begin + 401)), 63);
}

static void a_command_that_deletes_a_device_names_it(void **state)
{
	(void)state;
	assert_string_equal(process_deletes(ARGUMENTS("vdpa\0dev\0del\0foo0")), "foo0");
	assert_string_equal(process_deletes(ARGUMENTS("/sbin/vdpa\0-j\0d\0d\0foo0")), "foo0");
	assert_string_equal(process_deletes(ARGUMENTS("vdpatop\0dev\0del\0foo0")), "foo0");
	assert_null(process_deletes(ARGUMENTS("vdpa\0dev\0del")));
	assert_null(process_deletes(ARGUMENTS("vdpa\0dev\0show\0foo0")));
	assert_null(process_deletes(ARGUMENTS("vdpa\0mgmtdev\0del\0foo0")));
	assert_null(process_deletes(ARGUMENTS("ip\0dev\0del\0foo0")));
	assert_null(process_deletes("", 0));
}

static void a_command_line_is_one_line(void **state)
{
	char line[16];

	(void)state;
	process_command_line(line, sizeof(line), ARGUMENTS("vdpa\0dev\0del\0foo0"));
	assert_string_equal(line, "vdpa dev del fo");
	process_command_line(line, sizeof(line), ARGUMENTS("vdpa\0\0\0"));
	assert_string_equal(line, "vdpa");
	process_command_line(line, sizeof(line), "", 0);
	assert_string_equal(line, "");
}

static void a_comm_may_hold_blanks_and_brackets(void **state)
{
	struct process_stat stat;

	(void)state;
	assert_true(process_parse_stat(
		"7 (a) R (b) D 1 1 1 0 -1 2129984 0 0 0 0 1 2 0 0 20 0 1 0 4321 9 9", &stat));
	assert_string_equal(stat.command, "a) R (b");
	assert_int_equal(stat.state, 'D');
	assert_int_equal(stat.start_time, 4321);
	assert_false(process_parse_stat("7 (a D 1", &stat));
	assert_false(process_parse_stat("7 )a( D 1 1 1 0 -1 0 0 0 0 0 1 2 0 0 20 0 1 0 1", &stat));
	assert_false(process_parse_stat("7 (a) D 1 1 1", &stat));
	assert_false(process_parse_stat("", &stat));
}

static void a_pid_is_digits_only(void **state)
{
	int32_t pid = -7;

	(void)state;
	assert_false(process_parse_pid("self", &pid));
	assert_false(process_parse_pid("12x", &pid));
	assert_false(process_parse_pid("0", &pid));
	assert_false(process_parse_pid("99999999999", &pid));
	assert_false(process_parse_pid("4294967297", &pid));
	assert_int_equal(pid, -7);
	assert_true(process_parse_pid("4194304", &pid));
	assert_int_equal(pid, 4194304);
}

static void a_line_of_maps_gives_pages_and_file(void **state)
{
	struct maps_line line;

	(void)state;
	assert_int_equal(maps_parse_line("7f0000000000-7f0000002000 -w-s 00003000 00:06 101 /dev/x",
					 4096, &line), 0);
	assert_int_equal(line.pages, 2);
	assert_int_equal(line.first_page, 3);
	assert_int_equal(line.file_system, makedev(0, 6));
	assert_int_equal(line.inode, 101);
	assert_true(maps_parse_line("7f0000002000-7f0000000000 -w-s 0 00:06 1", 4096, &line) < 0);
	assert_true(maps_parse_line("", 4096, &line) < 0);
	assert_true(maps_parse_line("7f-", 4096, &line) < 0);
}

static void a_port_is_named_by_function_and_number(void **state)
{
	const struct port vf = { PORT_VF, 0, 3 }, sf = { PORT_SF, 1, 88 };

	(void)state;
	assert_true(representor_is_port("pf0vf3", &vf));
	assert_true(representor_is_port("c1pf0vf3", &vf));
	assert_true(representor_is_port("pf1sf88", &sf));
	assert_false(representor_is_port("pf0vf33", &vf));
	assert_false(representor_is_port("pf1vf3", &vf));
	assert_false(representor_is_port("cpf0vf3", &vf));
	assert_false(representor_is_port("p0", &vf));
	assert_false(representor_is_port("", &vf));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(qemus_name_is_found_however_it_is_written),
	cmocka_unit_test(what_is_no_name_gives_none),
	cmocka_unit_test(a_long_name_is_cut),
	cmocka_unit_test(a_command_that_deletes_a_device_names_it),
	cmocka_unit_test(a_command_line_is_one_line),
	cmocka_unit_test(a_comm_may_hold_blanks_and_brackets),
	cmocka_unit_test(a_pid_is_digits_only),
	cmocka_unit_test(a_line_of_maps_gives_pages_and_file),
	cmocka_unit_test(a_port_is_named_by_function_and_number),
};

UNIT_MAIN(process)
