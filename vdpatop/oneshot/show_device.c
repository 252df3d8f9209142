/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mgmtdev show, dev show: what there is, and who has it. */
#include "oneshot/show_private.h"

#include "vdpa/class.h"
#include "vdpa/numbers.h"
#include "view/column.h"

static const struct sheet_column mgmtdev_columns[] = {
	{ NULL, "MGMTDEV", true },	       { "supported_classes", "CLASSES", false },
	{ "max_supported_vqs", "VQS", false }, { "driver", "DRIVER", true },
	{ "function", "FUNCTION", false },     { "numa_node", "NODE", false },
	{ "devices", "DEVICES", false },
};
const struct sheet_table show_mgmtdev_table = { mgmtdev_columns, 7 };

static const struct sheet_column device_columns[] = {
	{ NULL, "DEVICE", true },      { "type", "TYPE", false },	   { "mgmtdev", "MGMTDEV", true },
	{ "driver", "DRIVER", true },  { "max_vqs", "VQS", false },
	{ "max_vq_size", "SIZE", false }, { "used_by", "USED BY", false },
};
const struct sheet_table show_device_table = { device_columns, 7 };

void show_put_class(struct sheet *sheet, const struct model_device *device)
{
	if (device->valid & VDPA_HAS_CLASS)
		sheet_text(sheet, "class", vdpa_class_name(device->class_id));
}

const char *show_why_silent(const struct model_device *device)
{
	return device->is_from_netlink ? "" :
	       "known from sysfs only: netlink has not named it";
}

static void mgmtdev_put_classes(struct sheet *sheet, uint64_t classes)
{
	sheet_begin_array(sheet, "supported_classes", 0);
	for (uint32_t id = 0; id < VDPA_CLASS_COUNT; id++)
		if (VDPA_HAS_FEATURE(classes, id))
			sheet_text(sheet, NULL, vdpa_class_name(id));
	sheet_end(sheet);
}

/* Whose names the bits have: vdpa(8) takes a net device's where that is one of several. */
static uint32_t mgmtdev_class(const struct model_mgmtdev *mgmtdev)
{
	uint64_t classes = mgmtdev->classes;

	if (VDPA_HAS_FEATURE(classes, VDPA_CLASS_NET))
		return VDPA_CLASS_NET;
	return classes && !(classes & (classes - 1)) ? (uint32_t)__builtin_ctzll(classes) : VDPA_CLASS_ANY;
}

static void mgmtdev_put_place(struct sheet *sheet, const struct model_mgmtdev *mgmtdev)
{
	sheet_text(sheet, "driver", mgmtdev->driver);
	sheet_text(sheet, "pci", mgmtdev->pci);
	sheet_text(sheet, "function", mgmtdev->function);
	if (mgmtdev->numa_node >= 0)
		sheet_count(sheet, "numa_node", (uint64_t)mgmtdev->numa_node);
	if (mgmtdev->most_vfs) {
		sheet_count(sheet, "vfs", mgmtdev->vfs);
		sheet_count(sheet, "max_vfs", mgmtdev->most_vfs);
	}
	sheet_text(sheet, "representor", mgmtdev->representor);
	if (mgmtdev->representor_link >= 0)
		sheet_text(sheet, "representor_link", mgmtdev->representor_link ? "up" : "down");
}

void show_put_mgmtdev(struct show *show, const struct model_mgmtdev *mgmtdev)
{
	struct sheet *sheet = &show->sheet;
	uint32_t place = (uint32_t)(mgmtdev - show->model->mgmtdevs);

	if (mgmtdev->valid & VDPA_HAS_CLASSES)
		mgmtdev_put_classes(sheet, mgmtdev->classes);
	if (mgmtdev->valid & VDPA_HAS_MGMTDEV_MAX_VQS)
		sheet_count(sheet, "max_supported_vqs", mgmtdev->max_vqs);
	if (mgmtdev->valid & VDPA_HAS_SUPPORTED) {
		show_put_features(sheet, "dev_features", mgmtdev_class(mgmtdev), mgmtdev->supported);
		show_put_hex(sheet, "dev_features_hex", mgmtdev->supported);
	}
	mgmtdev_put_place(sheet, mgmtdev);
	sheet_begin_array(sheet, "devices", 0);
	for (size_t i = 0; i < show->model->device_count; i++)
		if (show->model->devices[i].mgmtdev == place)
			sheet_text(sheet, NULL, show->model->devices[i].name);
	sheet_end(sheet);
	if (!mgmtdev->is_from_netlink)
		sheet_text(sheet, "reason", "netlink has not said what it supports");
}

/* vdpa(8)'s word for a class, which is not the one that it has for those of a management device. */
static const char *device_type(const struct model_device *device)
{
	return device->class_id == VDPA_CLASS_NET ? "network" : vdpa_class_name(device->class_id);
}

static void device_put_limits(struct sheet *sheet, const struct model_device *device)
{
	if (device->valid & VDPA_HAS_VENDOR)
		sheet_count(sheet, "vendor_id", device->vendor);
	if (device->valid & VDPA_HAS_MAX_VQS)
		sheet_count(sheet, "max_vqs", device->max_vqs);
	if (device->valid & VDPA_HAS_MAX_VQ_SIZE)
		sheet_count(sheet, "max_vq_size", device->max_vq_size);
	if (device->valid & VDPA_HAS_MIN_VQ_SIZE)
		sheet_count(sheet, "min_vq_size", device->min_vq_size);
}

static void device_put_user(struct sheet *sheet, const struct model_user *user)
{
	sheet_begin_object(sheet, NULL, 0);
	sheet_count(sheet, "pid", (uint64_t)user->pid);
	sheet_text(sheet, "command", user->command);
	sheet_text(sheet, "vm", user->vm);
	if (user->numa_node >= 0)
		sheet_count(sheet, "numa_node", (uint64_t)user->numa_node);
	sheet_end(sheet);
}

/* Who has it. No list at all: nobody could look. */
static void device_put_users(struct show *show, const struct model_device *device)
{
	struct sheet *sheet = &show->sheet;
	uint32_t place = (uint32_t)(device - show->model->devices);
	const struct column_row row = column_device_row(show->model, place);
	struct column_value used_by;

	column_get(COLUMN_USED_BY, &row, &used_by);
	if (used_by.kind == VALUE_TEXT)
		sheet_text_as(sheet, "used_by", used_by.text, SHEET_WORDS);
	if (!show->model->has_facts)
		return;
	sheet_begin_array(sheet, "users", SHEET_JSON);
	for (size_t i = 0; i < show->model->user_count; i++)
		if (show->model->users[i].device == place)
			device_put_user(sheet, &show->model->users[i]);
	sheet_end(sheet);
	if (show->model->hides_processes)
		sheet_bool(sheet, "users_may_be_missing", true);
}

static void device_put_host(struct show *show, const struct model_device *device)
{
	struct sheet *sheet = &show->sheet;

	sheet_text(sheet, "driver", device->driver);
	sheet_text(sheet, "node", device->node);
	sheet_text(sheet, "netdev", device->netdev);
	if (*device->netdev)
		sheet_bool(sheet, "netdev_up", device->is_netdev_up);
	sheet_text(sheet, "disk", device->disk);
	if (*device->disk)
		sheet_bool(sheet, "disk_mounted", device->is_disk_mounted);
	device_put_users(show, device);
}

void show_put_device(struct show *show, const struct model_device *device)
{
	struct sheet *sheet = &show->sheet;

	if (device->valid & VDPA_HAS_CLASS)
		sheet_text(sheet, "type", device_type(device));
	if (device->mgmtdev != FLAT_NONE)
		sheet_text(sheet, "mgmtdev", show->model->mgmtdevs[device->mgmtdev].handle);
	device_put_limits(sheet, device);
	show_put_class(sheet, device);
	device_put_host(show, device);
	sheet_text(sheet, "reason", show_why_silent(device));
}
