/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which files of sysfs a change of a device's driver writes, and when it writes none. */
#include "source/host.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "fake_host.h"
#include "unit.h"

#define DRIVERS "sys/bus/vdpa/drivers/"

static void have_driver(struct fake_host *fake, const char *driver)
{
	char path[128];

	snprintf(path, sizeof(path), DRIVERS "%s/bind", driver);
	fake_file(fake, path, "");
	snprintf(path, sizeof(path), DRIVERS "%s/unbind", driver);
	fake_file(fake, path, "");
}

/* Device NAME, bound to DRIVER; both drivers are loaded. */
static void have_device(struct fake_host *fake, const char *name, const char *driver)
{
	char path[512];

	have_driver(fake, "vhost_vdpa");
	have_driver(fake, "virtio_vdpa");
	fake_device(fake, name, driver);
	snprintf(path, sizeof(path), "sys/devices/%s/driver_override", name);
	fake_file(fake, path, "");
}

/* What was written into PATH; "(no file)" when there is none. Holds until the next call. */
static const char *written(const struct fake_host *fake, const char *path)
{
	static char text[512];
	char full[1024];
	FILE *file;

	snprintf(full, sizeof(full), "%s/%s", fake->root, path);
	file = fopen(full, "r");
	if (!file)
		return "(no file)";
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	fclose(file);
	return text;
}

static void nothing_is_written(const struct fake_host *fake)
{
	assert_string_equal(written(fake, DRIVERS "vhost_vdpa/bind"), "");
	assert_string_equal(written(fake, DRIVERS "vhost_vdpa/unbind"), "");
	assert_string_equal(written(fake, DRIVERS "virtio_vdpa/bind"), "");
	assert_string_equal(written(fake, DRIVERS "virtio_vdpa/unbind"), "");
}

static uint64_t identity_of(const struct fake_host *fake, const char *name)
{
	struct stat status;
	char path[512];

	snprintf(path, sizeof(path), "%s/sys/devices/%s", fake->root, name);
	return stat(path, &status) ? 0 : status.st_ino;
}

static int change(struct fake_host *fake, enum host_change what, const char *name, const char *driver,
		  struct error *ret_error)
{
	const struct host_request request = {
		.change = what,
		.device = name,
		.identity = identity_of(fake, name),
		.driver = driver,
	};

	*ret_error = (struct error){ 0 };
	return fake->host.change(fake->host.self, &request, ret_error);
}

/* The same as a user who owns nothing here. */
static int change_as_user(struct fake_host *fake, enum host_change what, const char *name,
			  const char *driver, struct error *ret_error)
{
	static const char *const files[] = { DRIVERS "vhost_vdpa/unbind", DRIVERS "virtio_vdpa/unbind" };
	char path[256];
	int code;

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", fake->root, files[i]);
		assert_int_equal(chmod(path, 0444), 0);
	}
	if (!geteuid())
		assert_int_equal(seteuid(65534), 0);
	code = change(fake, what, name, driver, ret_error);
	if (!getuid())
		assert_int_equal(seteuid(0), 0);
	return code;
}

static void unbinding_tells_the_driver_that_has_the_device(void **state)
{
	struct fake_host *fake = *state;
	struct error error;

	have_device(fake, "vm0", "virtio_vdpa");
	assert_int_equal(change(fake, HOST_UNBIND, "vm0", NULL, &error), 0);
	assert_string_equal(written(fake, DRIVERS "virtio_vdpa/unbind"), "vm0\n");
	assert_string_equal(written(fake, DRIVERS "vhost_vdpa/unbind"), "");
}

static void a_device_without_a_driver_may_still_be_with_vhost_vdpa_which_is_asked(void **state)
{
	struct fake_host *fake = *state;
	struct error error;

	have_device(fake, "vm0", "");
	assert_int_equal(change(fake, HOST_UNBIND, "vm0", NULL, &error), 0);
	assert_string_equal(written(fake, DRIVERS "vhost_vdpa/unbind"), "vm0\n");
	assert_string_equal(written(fake, DRIVERS "virtio_vdpa/unbind"), "");
}

static void a_device_without_a_driver_is_unbound_where_vhost_vdpa_is_not_loaded(void **state)
{
	struct error error;

	fake_device(*state, "vm0", "");
	assert_int_equal(change(*state, HOST_UNBIND, "vm0", NULL, &error), 0);
}

static void a_device_that_is_gone_is_not_looked_for_elsewhere(void **state)
{
	struct fake_host *fake = *state;
	struct error error;

	have_device(fake, "vm0", "vhost_vdpa");
	fake_remove(fake, "sys/devices/vm0");
	fake_remove(fake, "sys/bus/vdpa/devices/vm0");
	assert_int_equal(change(fake, HOST_UNBIND, "vm0", NULL, &error), -ENODEV);
	assert_string_equal(error.words, "vm0 is gone");
	nothing_is_written(fake);
}

static void another_device_of_that_name_is_left_alone(void **state)
{
	struct fake_host *fake = *state;
	struct host_request request = { HOST_UNBIND, "vm0", 0, NULL };
	struct error error;

	have_device(fake, "vm0", "vhost_vdpa");
	request.identity = identity_of(fake, "vm0") + 1;
	assert_int_equal(fake->host.change(fake->host.self, &request, &error), -ESTALE);
	assert_string_equal(error.words, "vm0 was made anew since: this is another device");
	request.change = HOST_BIND, request.driver = "virtio_vdpa";
	assert_int_equal(fake->host.change(fake->host.self, &request, &error), -ESTALE);
	nothing_is_written(fake);
	assert_string_equal(written(fake, "sys/devices/vm0/driver_override"), "");
}

static void binding_to_a_driver_that_is_not_loaded_leaves_the_device_where_it_is(void **state)
{
	struct fake_host *fake = *state;
	struct error error;

	have_device(fake, "vm0", "virtio_vdpa");
	fake_remove(fake, DRIVERS "vhost_vdpa");
	assert_int_equal(change(fake, HOST_BIND, "vm0", "vhost_vdpa", &error), -ENOENT);
	assert_string_equal(error.words, "vhost_vdpa is not loaded: modprobe vhost_vdpa");
	/* Nor is it let go by the one that has it, for that one. */
	assert_int_equal(change(fake, HOST_UNBIND, "vm0", "vhost_vdpa", &error), -ENOENT);
	assert_string_equal(error.words, "vhost_vdpa is not loaded: modprobe vhost_vdpa");
	assert_string_equal(written(fake, DRIVERS "virtio_vdpa/unbind"), "");
	assert_string_equal(written(fake, "sys/devices/vm0/driver_override"), "");
}

static void binding_unbinds_then_overrides_then_binds(void **state)
{
	struct fake_host *fake = *state;
	struct error error;

	have_device(fake, "vm0", "virtio_vdpa");
	assert_int_equal(change(fake, HOST_BIND, "vm0", "vhost_vdpa", &error), 0);
	assert_string_equal(written(fake, DRIVERS "virtio_vdpa/unbind"), "vm0\n");
	assert_string_equal(written(fake, "sys/devices/vm0/driver_override"), "vhost_vdpa\n");
	assert_string_equal(written(fake, DRIVERS "vhost_vdpa/bind"), "vm0\n");
	assert_string_equal(written(fake, DRIVERS "vhost_vdpa/unbind"), "");
}

static void a_device_that_cannot_be_unbound_is_not_bound(void **state)
{
	struct fake_host *fake = *state;
	struct error error;

	have_device(fake, "vm0", "virtio_vdpa");
	fake_remove(fake, DRIVERS "virtio_vdpa/unbind");
	fake_folder(fake, DRIVERS "virtio_vdpa/unbind");
	assert_int_equal(change(fake, HOST_BIND, "vm0", "vhost_vdpa", &error), -EISDIR);
	assert_string_equal(error.words,
			    "vm0: writing /sys/bus/vdpa/drivers/virtio_vdpa/unbind: Is a directory");
	assert_string_equal(written(fake, "sys/devices/vm0/driver_override"), "");
	assert_string_equal(written(fake, DRIVERS "vhost_vdpa/bind"), "");
}

static void a_device_that_cannot_be_overridden_is_not_bound(void **state)
{
	struct fake_host *fake = *state;
	struct error error;

	have_device(fake, "vm0", "");
	fake_remove(fake, "sys/devices/vm0/driver_override");
	assert_int_equal(change(fake, HOST_BIND, "vm0", "vhost_vdpa", &error), -ENOENT);
	assert_string_equal(error.words, "vm0: writing /sys/bus/vdpa/devices/vm0/driver_override: "
					 "No such file or directory");
	assert_string_equal(written(fake, DRIVERS "vhost_vdpa/bind"), "");
}

static void a_driver_that_does_not_take_a_device_leaves_it_without_any(void **state)
{
	struct fake_host *fake = *state;
	struct error error;

	have_device(fake, "vm0", "");
	fake_remove(fake, DRIVERS "vhost_vdpa/bind");
	fake_folder(fake, DRIVERS "vhost_vdpa/bind");
	assert_int_equal(change(fake, HOST_BIND, "vm0", "vhost_vdpa", &error), -EISDIR);
	assert_string_equal(error.words,
			    "vhost_vdpa did not take vm0, which has no driver now: Is a directory");
}

static void a_device_that_the_driver_has_already_only_stays_with_it(void **state)
{
	struct fake_host *fake = *state;
	struct error error;

	have_device(fake, "vm0", "vhost_vdpa");
	assert_int_equal(change(fake, HOST_BIND, "vm0", "vhost_vdpa", &error), 0);
	assert_string_equal(written(fake, "sys/devices/vm0/driver_override"), "vhost_vdpa\n");
	nothing_is_written(fake);
}

static void a_slash_in_a_name_is_what_sysfs_has_for_it(void **state)
{
	struct fake_host *fake = *state;
	struct host_request request = { HOST_UNBIND, "rack/0", 0, NULL };
	struct error error;

	have_device(fake, "rack!0", "vhost_vdpa");
	request.identity = identity_of(fake, "rack!0");
	assert_int_equal(fake->host.change(fake->host.self, &request, &error), 0);
	assert_string_equal(written(fake, DRIVERS "vhost_vdpa/unbind"), "rack!0\n");
}

static void names_that_no_path_can_hold_are_refused(void **state)
{
	struct fake_host *fake = *state;
	struct error error;
	char name[300];

	have_device(fake, "vm0", "vhost_vdpa");
	assert_int_equal(change(fake, HOST_UNBIND, "", NULL, &error), -EINVAL);
	assert_int_equal(change(fake, HOST_UNBIND, ".", NULL, &error), -EINVAL);
	assert_int_equal(change(fake, HOST_UNBIND, "..", NULL, &error), -EINVAL);
	assert_string_equal(error.words, "sysfs cannot find a device called \"..\"");
	memset(name, 'a', sizeof(name) - 1);
	name[256] = '\0';
	assert_int_equal(change(fake, HOST_UNBIND, name, NULL, &error), -ENAMETOOLONG);
	assert_int_equal(change(fake, HOST_BIND, "vm0", "../vhost_vdpa", &error), -EINVAL);
	nothing_is_written(fake);
}

static void the_longest_name_is_written_whole(void **state)
{
	struct fake_host *fake = *state;
	struct error error;
	char name[256], line[257];

	memset(name, 'a', sizeof(name) - 1);
	name[255] = '\0';
	snprintf(line, sizeof(line), "%s\n", name);
	have_device(fake, name, "vhost_vdpa");
	assert_int_equal(change(fake, HOST_UNBIND, name, NULL, &error), 0);
	assert_string_equal(written(fake, DRIVERS "vhost_vdpa/unbind"), line);
}

static void a_name_is_not_taken_for_the_same_with_a_newline(void **state)
{
	struct fake_host *fake = *state;
	struct error error;

	have_device(fake, "vm0\n", "vhost_vdpa");
	assert_int_equal(change(fake, HOST_UNBIND, "vm0\n", NULL, &error), 0);
	assert_string_equal(written(fake, DRIVERS "vhost_vdpa/unbind"), "vm0\n\n");
	have_device(fake, "vm0", "vhost_vdpa");
	assert_int_equal(change(fake, HOST_UNBIND, "vm0", NULL, &error), -ENOTUNIQ);
	assert_string_equal(written(fake, DRIVERS "vhost_vdpa/unbind"), "");
	assert_string_equal(error.words, "there is a second device called vm0, with a newline at its "
					 "end: the kernel cannot tell them apart here");
}

static void links_out_of_the_root_are_not_followed(void **state)
{
	struct fake_host *fake = *state;
	struct error error;
	char outside[128];

	have_device(fake, "vm0", "vhost_vdpa");
	snprintf(outside, sizeof(outside), "%s/sys/devices/vm0", fake->root);
	fake_link(fake, "sys/bus/vdpa/devices/vm0", outside);
	assert_int_equal(change(fake, HOST_UNBIND, "vm0", NULL, &error), -EXDEV);
	assert_string_equal(error.words,
			    "opening /sys/bus/vdpa/devices/vm0: Invalid cross-device link");
	nothing_is_written(fake);
}

static void who_may_not_write_is_told_that_it_takes_uid_0(void **state)
{
	struct fake_host *fake = *state;
	struct error error;

	have_device(fake, "vm0", "vhost_vdpa");
	assert_int_equal(change_as_user(fake, HOST_UNBIND, "vm0", NULL, &error), -EACCES);
	assert_string_equal(error.words, "vm0: only uid 0 may write /sys/bus/vdpa/drivers/vhost_vdpa/unbind "
					 "(Permission denied)");
	assert_int_equal(change_as_user(fake, HOST_BIND, "vm0", "virtio_vdpa", &error), -EACCES);
	nothing_is_written(fake);
	assert_string_equal(written(fake, "sys/devices/vm0/driver_override"), "");
}

static void who_may_not_write_knows_that_nobody_lets_go_while_no_node_is_open(void **state)
{
	struct fake_host *fake = *state;
	struct error error;

	have_device(fake, "vm0", "");
	fake_file(fake, "sys/module/vhost_vdpa/refcnt", "0\n");
	assert_int_equal(change_as_user(fake, HOST_UNBIND, "vm0", NULL, &error), 0);
	fake_file(fake, "sys/module/vhost_vdpa/refcnt", "1\n");
	assert_int_equal(change_as_user(fake, HOST_UNBIND, "vm0", NULL, &error), -EACCES);
	fake_remove(fake, "sys/module");
	assert_int_equal(change_as_user(fake, HOST_UNBIND, "vm0", NULL, &error), -EACCES);
}

#define test(name) cmocka_unit_test_setup_teardown(name, fake_host_setup, fake_host_teardown)

static const struct CMUnitTest tests[] = {
	test(unbinding_tells_the_driver_that_has_the_device),
	test(a_device_without_a_driver_may_still_be_with_vhost_vdpa_which_is_asked),
	test(a_device_without_a_driver_is_unbound_where_vhost_vdpa_is_not_loaded),
	test(a_device_that_is_gone_is_not_looked_for_elsewhere),
	test(another_device_of_that_name_is_left_alone),
	test(binding_to_a_driver_that_is_not_loaded_leaves_the_device_where_it_is),
	test(binding_unbinds_then_overrides_then_binds),
	test(a_device_that_cannot_be_unbound_is_not_bound),
	test(a_device_that_cannot_be_overridden_is_not_bound),
	test(a_driver_that_does_not_take_a_device_leaves_it_without_any),
	test(a_device_that_the_driver_has_already_only_stays_with_it),
	test(a_slash_in_a_name_is_what_sysfs_has_for_it),
	test(names_that_no_path_can_hold_are_refused),
	test(the_longest_name_is_written_whole),
	test(a_name_is_not_taken_for_the_same_with_a_newline),
	test(links_out_of_the_root_are_not_followed),
	test(who_may_not_write_is_told_that_it_takes_uid_0),
	test(who_may_not_write_knows_that_nobody_lets_go_while_no_node_is_open),
};

UNIT_MAIN(host_change)
