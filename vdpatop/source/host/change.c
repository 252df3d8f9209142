/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Binding a device to another driver of the vdpa bus, by writes to sysfs (drivers/base/bus.c):
 *
 *   bus/vdpa/drivers/DRIVER/unbind            NAME; ENODEV when DRIVER does not have it
 *   bus/vdpa/devices/NAME/driver_override     DRIVER: no other takes it any more
 *   bus/vdpa/drivers/DRIVER/bind              NAME; EBUSY when another has it
 *
 * vhost_vdpa lets go of a device once its node is closed, and the write waits for that. From the start
 * of it the link "driver" is gone, as if no driver had the device. So where there is no link, vhost_vdpa
 * is asked to let go all the same: that waits for one who does already, and is ENODEV at once when
 * nobody does. What returned 0 here can be deleted without netlink having to wait. Meanwhile, seen in
 * a guest (tests/kernel/guest/47-bind.sh):
 *
 *                                                       6.12     6.1
 *   vdpa netlink, about this device and all others      answers  answers
 *   DEV_DEL of the device                               waits, and all of netlink with it
 *   reading uevent or driver_override of the device     answers  waits
 *   unbinding it again, binding it to another driver    waits    waits
 *
 * Who waits cannot be killed. Uid 0 needs no capability for any of this.
 *
 * Drivers find a device by its name only. That it is the one that was meant is looked at right before.
 */
#include "source/host/private.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/openat2.h>

#include "base/error.h"
#include "base/text.h"
#include "source/host/tree.h"
#include "vdpa/name.h"

/* The driver that waits for whoever has its node open (drivers/vhost/vdpa.c vhost_vdpa_remove()). */
#define WAITING_DRIVER "vhost_vdpa"
/* Somebody else who binds it again and again wins in the end. */
#define MOST_TRIES 8

struct change {
	int root;
	uint64_t identity;
	char name[NAME_MAX + 1]; /* as sysfs has it */
	char shown[NAME_MAX + 1];
	struct error *error;
};

/* Opens PATH below the root, wherever its links lead. The descriptor or a negative errno. */
static int change_open(const struct change *change, const char *path, uint64_t flags)
{
	struct open_how how = {
		.flags = flags | O_CLOEXEC,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
	};
	long fd;

	/* EAGAIN: something was renamed meanwhile, so the kernel could not be sure. */
	do
		fd = syscall(SYS_openat2, change->root, path, &how, sizeof(how));
	while (fd < 0 && (errno == EAGAIN || errno == EINTR));
	return fd < 0 ? -errno : (int)fd;
}

/* Writes TEXT and a newline at once, as sysfs wants it, to FD, which is closed. 0 or a negative errno. */
static int write_line(int fd, const char *text)
{
	char line[NAME_MAX + 2];
	size_t length = (size_t)snprintf(line, sizeof(line), "%s\n", text);
	ssize_t written;
	int code;

	do
		written = write(fd, line, length);
	while (written < 0 && errno == EINTR);
	code = written < 0 ? -errno : (size_t)written < length ? -EIO : 0;
	close(fd);
	return code;
}

static int change_write(const struct change *change, const char *path, const char *text)
{
	int fd = change_open(change, path, O_WRONLY | O_NOCTTY);

	return fd < 0 ? fd : write_line(fd, text);
}

static int change_take_name(struct change *change, const char *name)
{
	if (!text_copy(change->name, sizeof(change->name), name))
		return error_set(change->error, -ENAMETOOLONG,
				 "sysfs cannot find a device whose name has more than %d bytes", NAME_MAX);
	vdpa_name_in_kernel(change->name);
	text_safe(change->shown, sizeof(change->shown), change->name, strlen(change->name));
	if (!tree_is_name(change->name))
		return error_set(change->error, -EINVAL, "sysfs cannot find a device called \"%s\"",
				 change->shown);
	return 0;
}

/*
 * Drivers take "a" for "a\n" as well (lib/string_helpers.c sysfs_streq()), and the first that they
 * find. A line of ours can only mean a device of its text or one with a newline more.
 */
static bool change_has_twin(const struct change *change, int devices)
{
	char twin[NAME_MAX + 2];
	struct stat status;

	snprintf(twin, sizeof(twin), "%s\n", change->name);
	return !fstatat(devices, twin, &status, AT_SYMLINK_NOFOLLOW);
}

static int change_check_twin(const struct change *change)
{
	int devices = change_open(change, "sys/bus/vdpa/devices", O_PATH | O_DIRECTORY);
	bool has_twin = devices >= 0 && change_has_twin(change, devices);

	if (devices >= 0)
		close(devices);
	if (has_twin)
		return error_set(change->error, -ENOTUNIQ,
				 "there is a second device called %s, with a newline at its end: "
				 "the kernel cannot tell them apart here", change->shown);
	return 0;
}

/* Opens the folder of the device, if it is still the one that was meant. */
static int change_find(const struct change *change)
{
	char path[NAME_MAX + 32];
	int folder;

	snprintf(path, sizeof(path), "sys/bus/vdpa/devices/%s", change->name);
	folder = change_open(change, path, O_RDONLY | O_DIRECTORY);
	if (folder == -ENOENT)
		return error_set(change->error, -ENODEV, "%s is gone", change->shown);
	if (folder < 0)
		return error_set(change->error, folder, "opening /%s: %s", path, error_text(folder));
	if (tree_inode(folder) == change->identity)
		return folder;
	close(folder);
	return error_set(change->error, -ESTALE, "%s was made anew since: this is another device",
			 change->shown);
}

/* Which driver has it now, "" for none. 0 or a negative errno. */
static int change_find_driver(const struct change *change, char *to, size_t size)
{
	int folder = change_find(change);
	int code;

	to[0] = '\0';
	if (folder < 0)
		return folder;
	code = tree_read_link_name(folder, "driver", to, size);
	close(folder);
	if (!code || code == -ENOENT)
		return 0;
	return error_set(change->error, code, "%s: reading which driver it has: %s", change->shown,
			 error_text(code));
}

/* Says why DRIVER's FILE ("bind") could not be written, or what it answered. */
static int change_explain(const struct change *change, int code, const char *driver, const char *file)
{
	if (code == -EACCES || code == -EPERM)
		return error_set(change->error, code,
				 "%s: only uid 0 may write /sys/bus/vdpa/drivers/%s/%s (%s)",
				 change->shown, driver, file, error_text(code));
	return error_set(change->error, code, "%s: writing /sys/bus/vdpa/drivers/%s/%s: %s",
			 change->shown, driver, file, error_text(code));
}

/* DRIVER lets go of the device, which may last. 0, -ENODEV when it does not have it, or another errno. */
static int change_release(const struct change *change, const char *driver)
{
	char path[NAME_MAX + 64];

	snprintf(path, sizeof(path), "sys/bus/vdpa/drivers/%s/unbind", driver);
	return change_write(change, path, change->name);
}

/* A node that is open counts as a use of its driver's module, and so does one that is gone since. */
static bool has_no_open_node(const struct change *change)
{
	int64_t uses;

	return !tree_read_number(change->root, "sys/module/" WAITING_DRIVER "/refcnt", &uses) && !uses;
}

/* Waits for whoever unbinds the device from vhost_vdpa just now. */
static int change_wait(const struct change *change)
{
	int code = change_release(change, WAITING_DRIVER);

	/* ENOENT: the driver is not loaded. */
	if (!code || code == -ENODEV || code == -ENOENT)
		return 0;
	if (has_no_open_node(change))
		return 0;
	return change_explain(change, code, WAITING_DRIVER, "unbind");
}

static int change_unbind(const struct change *change)
{
	char driver[NAME_MAX + 1];

	for (int i = 0; i < MOST_TRIES; i++) {
		int code = change_find_driver(change, driver, sizeof(driver));

		if (code < 0)
			return code;
		if (!driver[0])
			return change_wait(change);
		code = change_release(change, driver);
		/* ENODEV: another let it go meanwhile, or took it. */
		if (code != -ENODEV)
			return code ? change_explain(change, code, driver, "unbind") : 0;
	}
	return error_set(change->error, -EBUSY, "%s is bound again as often as it is unbound",
			 change->shown);
}

/* The device that was meant takes no other driver than DRIVER from now on. */
static int change_override(const struct change *change, const char *driver)
{
	int folder = change_find(change);
	int fd, code;

	if (folder < 0)
		return folder;
	fd = openat(folder, "driver_override", O_WRONLY | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC);
	code = fd < 0 ? -errno : write_line(fd, driver);
	close(folder);
	if (code < 0)
		return error_set(change->error, code,
				 "%s: writing /sys/bus/vdpa/devices/%s/driver_override%s: %s",
				 change->shown, change->shown,
				 code == -EACCES ? ", which only uid 0 may" : "", error_text(code));
	return 0;
}

static int change_attach(const struct change *change, const char *driver)
{
	char path[NAME_MAX + 64], now[NAME_MAX + 1];
	int code = change_override(change, driver);
	int bound, found;

	if (code < 0)
		return code;
	snprintf(path, sizeof(path), "sys/bus/vdpa/drivers/%s/bind", driver);
	bound = change_write(change, path, change->name);
	if (!bound)
		return 0;
	if (bound == -EACCES || bound == -EPERM)
		return change_explain(change, bound, driver, "bind");
	found = change_find_driver(change, now, sizeof(now));
	if (found < 0)
		return found;
	/* Another made it take the device in between. */
	if (!strcmp(now, driver))
		return 0;
	return error_set(change->error, bound, "%s did not take %s, which has %s now: %s", driver,
			 change->shown, now[0] ? now : "no driver", error_text(bound));
}

static int change_check_driver(const struct change *change, const char *driver)
{
	char path[NAME_MAX + 32];
	int fd;

	if (!tree_is_name(driver) || strlen(driver) > NAME_MAX)
		return error_set(change->error, -EINVAL, "no driver can have the name \"%s\"", driver);
	snprintf(path, sizeof(path), "sys/bus/vdpa/drivers/%s", driver);
	fd = change_open(change, path, O_PATH | O_DIRECTORY);
	if (fd == -ENOENT)
		return error_set(change->error, fd, "%s is not loaded: modprobe %s", driver, driver);
	if (fd < 0)
		return error_set(change->error, fd, "opening /%s: %s", path, error_text(fd));
	close(fd);
	return 0;
}

static int change_bind(const struct change *change, const char *driver)
{
	char now[NAME_MAX + 1];
	int code = change_check_driver(change, driver);

	if (!code)
		code = change_find_driver(change, now, sizeof(now));
	if (code < 0)
		return code;
	if (!strcmp(now, driver))
		return change_override(change, driver);
	code = change_unbind(change);
	return code ? code : change_attach(change, driver);
}

int system_change(void *self, const struct host_request *request, struct error *error)
{
	const struct host_system *system = self;
	struct change change = {
		.root = system->root,
		.identity = request->identity,
		.error = error,
	};
	bool has_next = request->change == HOST_UNBIND && request->driver && request->driver[0];
	int code = change_take_name(&change, request->device);

	if (!code)
		code = change_check_twin(&change);
	if (!code && has_next)
		code = change_check_driver(&change, request->driver);
	if (code < 0)
		return code;
	return request->change == HOST_BIND ? change_bind(&change, request->driver)
					    : change_unbind(&change);
}
