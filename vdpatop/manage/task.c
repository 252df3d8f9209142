/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a task is called, and the same request as a line for a shell. */
#include "manage/task.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "manage/shell.h"
#include "vdpa/mac.h"
#include "vdpa/message.h"
#include "vdpa/name.h"

#define BUS_VDPA "/sys/bus/vdpa/"

static const char *const driver_names[TASK_DRIVERS] = {
	[TASK_DRIVER_AUTO] = "",
	[TASK_DRIVER_VHOST] = "vhost_vdpa",
	[TASK_DRIVER_VIRTIO] = "virtio_vdpa",
	[TASK_DRIVER_NONE] = "",
};

static const char *const field_words[TASK_FIELDS] = {
	[TASK_FIELD_NONE] = "",
	[TASK_FIELD_MGMTDEV] = "mgmtdev",
	[TASK_FIELD_NAME] = "name",
	[TASK_FIELD_COUNT] = "count",
	[TASK_FIELD_CLASS] = "type",
	[TASK_FIELD_MAC] = "mac",
	[TASK_FIELD_MTU] = "mtu",
	[TASK_FIELD_PAIRS] = "max_vqp",
	[TASK_FIELD_FEATURES] = "device_features",
	[TASK_FIELD_DRIVER] = "driver",
};

const char *task_driver_name(enum task_driver driver)
{
	return driver_names[driver];
}

bool task_driver_find(const char *name, enum task_driver *ret_driver)
{
	if (!*name) {
		*ret_driver = TASK_DRIVER_NONE;
		return true;
	}
	for (enum task_driver driver = 0; driver < TASK_DRIVERS; driver++)
		if (!strcmp(driver_names[driver], name)) {
			*ret_driver = driver;
			return true;
		}
	return false;
}

const char *task_field_word(enum task_field field)
{
	return field_words[field];
}

/* A device's name as sysfs has it. */
static void sysfs_name(const char *name, char to[static TASK_NAME_SIZE])
{
	text_copy(to, TASK_NAME_SIZE, name);
	vdpa_name_in_kernel(to);
}

/* "/sys/bus/vdpa/BEFOREnameAFTER" */
static void put_path(struct words *line, const char *before, const char *name, const char *after)
{
	char path[sizeof(BUS_VDPA) + TASK_NAME_SIZE + 64];

	snprintf(path, sizeof(path), BUS_VDPA "%s%s%s", before, name, after);
	shell_put_word(line, path);
}

static void put_target(struct words *line, const char *before, const char *name, const char *after)
{
	words_put(line, " > ");
	put_path(line, before, name, after);
}

static void put_unbind(struct words *line, const char *name)
{
	shell_put_echo(line, name);
	put_target(line, "devices/", name, "/driver/unbind");
}

/* Whichever driver took it, if one did: only the shell that runs the line will know. */
static void put_unbind_if_bound(struct words *line, const char *name)
{
	words_put(line, "{ test ! -e ");
	put_path(line, "devices/", name, "/driver");
	words_put(line, " || ");
	put_unbind(line, name);
	words_put(line, "; }");
}

static void put_release(struct words *line, const struct task *task, const char *name)
{
	if (task->kind == TASK_ADD)
		put_unbind_if_bound(line, name);
	else
		put_unbind(line, name);
}

/*
 * By driver_override, so that no other driver takes it in between. That takes any word: whether the
 * driver is there is asked first, so that nothing is unbound for one that is not.
 */
static void put_bind(struct words *line, const struct task *task, const char *name)
{
	const char *driver = task_driver_name(task->driver);

	words_put(line, "test -d ");
	put_path(line, "drivers/", driver, "");
	words_put(line, " && ");
	shell_put_echo(line, driver);
	put_target(line, "devices/", name, "/driver_override");
	words_put(line, " && ");
	if (!task->is_unbound) {
		put_release(line, task, name);
		words_put(line, " && ");
	}
	shell_put_echo(line, name);
	put_target(line, "drivers/", driver, "/bind");
}

static void put_rebind(struct words *line, const struct task *task)
{
	char name[TASK_NAME_SIZE];

	sysfs_name(task->name, name);
	if (*task_driver_name(task->driver))
		put_bind(line, task, name);
	else
		put_release(line, task, name);
}

static void put_mac(struct words *line, const uint8_t *mac)
{
	char text[MAC_TEXT_SIZE];

	mac_print(mac, text);
	words_print(line, " mac %s", text);
}

/* A word that looks like an option is taken for one wherever it stands, but behind "--". */
static void put_vdpa(struct words *line, const struct task *task, const char *command)
{
	bool has_dash = task->name[0] == '-' || task->bus[0] == '-' ||
			(!task->bus[0] && task->mgmtdev[0] == '-');

	words_print(line, "vdpa %sdev %s ", has_dash ? "-- " : "", command);
}

static void put_add(struct words *line, const struct task *task)
{
	char handle[TASK_BUS_SIZE + TASK_MGMTDEV_SIZE];

	snprintf(handle, sizeof(handle), "%s%s%s", task->bus, *task->bus ? "/" : "", task->mgmtdev);
	put_vdpa(line, task, "add name");
	shell_put_word(line, task->name);
	words_put(line, " mgmtdev ");
	shell_put_word(line, handle);
	if (task->valid & VDPA_HAS_MAC)
		put_mac(line, task->mac);
	if (task->valid & VDPA_HAS_MTU)
		words_print(line, " mtu %u", task->mtu);
	if (task->valid & VDPA_HAS_MAX_VQP)
		words_print(line, " max_vqp %u", task->max_vqp);
	if (task->valid & VDPA_HAS_FEATURES)
		words_print(line, " device_features 0x%" PRIx64, task->features);
	if (task->driver != TASK_DRIVER_AUTO) {
		words_put(line, " && ");
		put_rebind(line, task);
	}
}

/* One that a process holds open would freeze netlink until it is closed; letting go of it does not. */
static void put_delete(struct words *line, const struct task *task)
{
	char name[TASK_NAME_SIZE];

	if (task->driver == TASK_DRIVER_VHOST) {
		sysfs_name(task->name, name);
		put_unbind(line, name);
		words_put(line, " && ");
	}
	put_vdpa(line, task, "del");
	shell_put_word(line, task->name);
}

static void put_set_mac(struct words *line, const struct task *task)
{
	put_vdpa(line, task, "set name");
	shell_put_word(line, task->name);
	put_mac(line, task->mac);
}

size_t task_command_line(const struct task *task, char *to, size_t size)
{
	struct words line;

	words_begin(&line, to, size);
	switch (task->kind) {
	case TASK_ADD:
		put_add(&line, task);
		break;
	case TASK_SET_MAC:
		put_set_mac(&line, task);
		break;
	case TASK_REBIND:
		put_rebind(&line, task);
		break;
	case TASK_DELETE:
		put_delete(&line, task);
		break;
	}
	return words_end(&line);
}

void task_describe(const struct task *task, char *to, size_t size)
{
	struct words_name name = words_name(task->name);
	const char *driver = task_driver_name(task->driver);
	struct words words;

	words_begin(&words, to, size);
	switch (task->kind) {
	case TASK_ADD:
		words_print(&words, "add %s", name.text);
		break;
	case TASK_SET_MAC:
		words_print(&words, "set %s", name.text);
		put_mac(&words, task->mac);
		break;
	case TASK_REBIND:
		if (*driver)
			words_print(&words, "bind %s to %s", name.text, driver);
		else
			words_print(&words, "unbind %s", name.text);
		break;
	case TASK_DELETE:
		words_print(&words, "delete %s", name.text);
		break;
	}
	words_end(&words);
}
