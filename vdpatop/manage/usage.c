/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who uses a device, and whether that leaves room for what is asked. */
#include "manage/usage.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "manage/words.h"
#include "vdpa/class.h"
#include "vdpa/numbers.h"
#include "vdpa/parent.h"

#define USERS_NAMED 2 /* the others are counted */
#define WORDS_SIZE 384

static bool is_bound_to(const struct model_device *device, enum task_driver driver)
{
	return !strcmp(device->driver, task_driver_name(driver));
}

static bool has_negotiated(const struct model_device *device)
{
	return device->config.valid & VDPA_HAS_NEGOTIATED;
}

/* "QEMU vm-web01 (pid 4711)", "dpdk-testpmd (pid 5120)" */
static void put_user(struct words *words, const struct model_user *user)
{
	if (*user->vm)
		words_put(words, "QEMU ");
	words_put_name(words, *user->vm ? user->vm : user->command);
	words_print(words, " (pid %d)", user->pid);
}

static size_t count_users(const struct model *model, const struct model_device *device)
{
	size_t count = 0;

	for (size_t i = 0; i < model->user_count; i++)
		count += &model->devices[model->users[i].device] == device;
	return count;
}

static void put_users(struct words *words, const struct model *model,
		      const struct model_device *device, size_t count)
{
	size_t named = 0;

	for (size_t i = 0; i < model->user_count && named < USERS_NAMED; i++) {
		if (&model->devices[model->users[i].device] != device)
			continue;
		if (named++)
			words_put(words, named == count ? " and " : ", ");
		put_user(words, &model->users[i]);
	}
	if (count > named)
		words_print(words, " and %zu more", count - named);
	words_put(words, count > 1 ? " hold " : " holds ");
	words_put_name(words, *device->node ? device->node : "it");
	words_put(words, " open");
}

/* Nobody seen, nor anything that somebody would leave. */
static enum usage usage_of_unseen(const struct model *model, struct words *words)
{
	if (!model->hides_processes)
		return USAGE_FREE;
	words_put(words, "its users cannot all be seen (hidepid, a pid namespace or no CAP_SYS_PTRACE): "
			 "taken as in use");
	return USAGE_UNKNOWN;
}

/* vhost_vdpa and nobody seen. */
static enum usage usage_of_vhost(const struct model *model, const struct model_device *device,
				 struct words *words)
{
	if (has_negotiated(device)) {
		words_put(words, "vhost_vdpa has negotiated features, so a VM or a DPDK process is using "
				 "it, although no process can be seen");
		return USAGE_USED;
	}
	return usage_of_unseen(model, words);
}

/*
 * Bound to nothing, and nobody seen. sysfs takes the driver's link away before vhost_vdpa waits for
 * whoever still holds the node open (drivers/base/dd.c, drivers/vhost/vdpa.c: vhost_vdpa_remove()).
 */
static enum usage usage_of_unbound(const struct model *model, const struct model_device *device,
				   struct words *words)
{
	if (has_negotiated(device)) {
		words_put(words, "no driver has it, but its features are still negotiated, so a VM or a DPDK "
				 "process may hold it while it is being unbound");
		return USAGE_USED;
	}
	return usage_of_unseen(model, words);
}

static enum usage usage_of_virtio(const struct model_device *device, struct words *words)
{
	if (device->is_netdev_up || device->is_disk_mounted) {
		words_put_name(words, device->is_netdev_up ? device->netdev : device->disk);
		words_put(words, device->is_netdev_up ? " is up" : " is mounted");
		return USAGE_USED;
	}
	if (has_negotiated(device) && !*device->netdev && !*device->disk) {
		words_put(words, "virtio_vdpa has negotiated features, but no interface or disk of it is "
				 "seen here (in a container's network namespace?): taken as in use");
		return USAGE_UNKNOWN;
	}
	return USAGE_FREE;
}

static enum usage find_usage(const struct model *model, const struct model_device *device,
			     struct words *words)
{
	size_t users = count_users(model, device);

	if (users) {
		put_users(words, model, device, users);
		return USAGE_USED;
	}
	if (!device->identity) {
		words_put(words, "sysfs has not told of it, so its driver and its users are not known: "
				 "taken as in use");
		return USAGE_UNKNOWN;
	}
	if (is_bound_to(device, TASK_DRIVER_VHOST))
		return usage_of_vhost(model, device, words);
	if (is_bound_to(device, TASK_DRIVER_VIRTIO))
		return usage_of_virtio(device, words);
	if (!*device->driver)
		return usage_of_unbound(model, device, words);
	words_put(words, "it is bound to ");
	words_put_name(words, device->driver);
	words_put(words, ", whose users cannot be seen: taken as in use");
	return USAGE_UNKNOWN;
}

enum usage usage_of(const struct model *model, const struct model_device *device, char *ret_words,
		    size_t size)
{
	struct words words;
	enum usage usage;

	words_begin(&words, ret_words, size);
	usage = find_usage(model, device, &words);
	words_end(&words);
	return usage;
}

static bool has_namesake(const struct model *model, const char *name)
{
	for (size_t i = 0; i < model->device_count; i++)
		if (!strcmp(model->devices[i].name, name))
			return true;
	return false;
}

/* The device that TASK means, NULL with words when it is not there or is another one. */
static const struct model_device *find_device(const struct task *task, const struct model *model,
					      struct error *error)
{
	const struct model_device *device = model_find_device(model, task->device);
	struct words_name name = words_name(task->name);

	if (!device && !has_namesake(model, task->name)) {
		error_set(error, -ENODEV, "%s is gone", name.text);
		return NULL;
	}
	if (!device || (task->identity && device->identity && device->identity != task->identity)) {
		error_set(error, -ESTALE,
			  "%s was deleted and made again meanwhile: the one there now is another device, "
			  "which is left alone",
			  name.text);
		return NULL;
	}
	return device;
}

static int check_set_mac(const struct model *model, const struct model_device *device,
			 struct error *error)
{
	struct words_name name = words_name(device->name);

	if (device->valid & VDPA_HAS_CLASS && device->class_id != VDPA_CLASS_NET)
		return error_set(error, -EOPNOTSUPP,
				 "%s is a %s device: only net devices have a MAC address", name.text,
				 vdpa_class_name(device->class_id));
	if (device->mgmtdev != FLAT_NONE &&
	    !vdpa_parent_sets_mac(model->mgmtdevs[device->mgmtdev].driver))
		return error_set(error, -EOPNOTSUPP,
				 "%s cannot change the MAC address of a device that is there: delete %s and "
				 "add it anew",
				 words_name(model->mgmtdevs[device->mgmtdev].driver).text, name.text);
	if (model->info && !model->info->has_attr_set)
		return error_set(error, -EOPNOTSUPP,
				 "this kernel cannot change the MAC address of a device that is there "
				 "(Linux 6.12 and later can): delete %s and add it anew",
				 name.text);
	return 0;
}

/* What takes the device away from whoever has it. */
static int check_users(const struct task *task, const struct model *model,
		       const struct model_device *device, struct error *error)
{
	struct words_name name = words_name(device->name);
	char words[WORDS_SIZE];

	if (!device->identity)
		return error_set(error, -EOPNOTSUPP,
				 "sysfs has not told of %s: without it nobody knows who uses the device, "
				 "so it is left alone",
				 name.text);
	if (usage_of(model, device, words, sizeof(words)) == USAGE_FREE || task->is_forced)
		return 0;
	return error_set(error, -EBUSY, "%s is in use: %s", name.text, words);
}

int usage_check(const struct task *task, const struct model *model, struct error *error)
{
	const struct model_device *device;
	struct error found = { 0 };

	if (task->kind == TASK_ADD)
		return 0;
	device = find_device(task, model, &found);
	if (!device)
		return error_set(error, found.code, "%s", found.words);
	if (task->kind != TASK_REBIND && !device->is_managed)
		return error_set(error, -EOPNOTSUPP,
				 "%s is not on netlink's list: its driver made it and not a management "
				 "device, so the kernel neither changes nor deletes it",
				 words_name(device->name).text);
	if (task->kind == TASK_SET_MAC)
		return check_set_mac(model, device, error);
	return check_users(task, model, device, error);
}
