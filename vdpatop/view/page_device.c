/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page of a device: what it is, who has it, its whole configuration, and its features. */
#include "view/page.h"

#include <stdio.h>

#include "vdpa/class.h"
#include "vdpa/numbers.h"
#include "view/features.h"

/* The text of column ID after a word. */
static void device_pair(struct pen *pen, const struct column_row *row, enum column_id id,
			const char *label)
{
	struct column_value value;

	column_get(id, row, &value);
	if (value.kind == VALUE_TEXT)
		draw_pair(pen, label, value.text);
}

static void device_users(struct pen *pen, const struct column_row *row)
{
	const struct model_device *device = row->device;

	draw_pair(pen, "netdev", device->netdev);
	if (*device->netdev)
		draw_pair(pen, "", device->is_netdev_up ? "up" : "down");
	draw_pair(pen, "disk", device->disk);
	if (*device->disk)
		draw_pair(pen, "", device->is_disk_mounted ? "mounted" : "not mounted");
	if (device->user_pid)
		device_pair(pen, row, COLUMN_USED_BY, "used by");
	else if (row->model->hides_processes)
		draw_pair(pen, "", "whether a process holds it, other users' rights would tell");
}

/* Each of several; a single one stands beside the driver. */
static void device_processes(struct pen *pen, const struct column_row *row)
{
	uint32_t place = (uint32_t)(row->device - row->model->devices);

	if (row->device->user_count < 2)
		return;
	page_section(pen, "Processes that hold it");
	for (size_t i = 0; i < row->model->user_count; i++) {
		const struct model_user *user = &row->model->users[i];

		if (user->device != place)
			continue;
		draw_pair(pen, "", user->command);
		draw_pair_of(pen, "pid", "%d", user->pid);
		draw_pair(pen, "VM", user->vm);
		if (user->numa_node >= 0)
			draw_pair_of(pen, "NUMA node", "%d", user->numa_node);
		page_end_row(pen);
	}
}

static void device_origin(struct pen *pen, const struct column_row *row)
{
	const struct model_device *device = row->device;

	if (row->mgmtdev) {
		draw_pair(pen, "from", row->mgmtdev->handle);
		if (row->mgmtdev->numa_node >= 0)
			draw_pair_of(pen, "NUMA node", "%d", row->mgmtdev->numa_node);
	} else {
		draw_pair(pen, "", "no management device is known to have made it");
	}
	if (device->user_numa >= 0)
		draw_pair_of(pen, *device->vm ? "VM on node" : "user on node", "%d", device->user_numa);
}

static void device_queues(struct pen *pen, const struct model_device *device)
{
	bool has_most = device->valid & VDPA_HAS_MAX_VQS;

	if (device->queues)
		draw_pair_of(pen, "", "%u queue%s", device->queues, device->queues == 1 ? "" : "s");
	if (has_most && device->max_vqs != device->queues)
		draw_pair_of(pen, "room for", "%u", device->max_vqs);
	draw_queue_size(pen, device);
	if (device->valid & VDPA_HAS_VENDOR && device->vendor)
		draw_pair_of(pen, "vendor id", "0x%04x", device->vendor);
	if (device->mapped_queues)
		draw_pair_of(pen, "mapped doorbells", "%u", device->mapped_queues);
}

static void device_health(const struct draw *draw, struct pen *pen, const struct model_device *device)
{
	char words[256], health[32];

	if (device->health == HEALTH_OK)
		return;
	draw_health(health, sizeof(health), draw, device->health, 0);
	snprintf(words, sizeof(words), "%s: %s", health, health_meaning(device->health));
	page_words(pen, draw->is_old ? STYLE_STALE : draw_health_style(device->health), words);
}

static void device_config(struct pen *pen, const struct model_device *device)
{
	const struct vdpa_config *config = &device->config;

	page_section(pen, "Configuration");
	if (device->config_code || *device->config_reason) {
		pen_put(pen, STYLE_CAUTION, "could not be read: ");
		pen_raw(pen, STYLE_NORMAL, device->config_reason);
		page_end_row(pen);
	}
	if (device->class_id == VDPA_CLASS_NET)
		draw_net_config(pen, config);
	else if (device->class_id == VDPA_CLASS_BLOCK)
		draw_block_config(pen, &config->block);
	page_end_row(pen);
	if (device->class_id == VDPA_CLASS_BLOCK)
		draw_block_limits(pen, &config->block);
	page_end_row(pen);
	if (model_device_is_off(device))
		page_words(pen, STYLE_LABEL, "no driver has negotiated features");
}

void page_device(const struct draw *draw, struct pen *pen, const struct model_device *device)
{
	struct column_row row = column_device_row(draw->model, (size_t)(device - draw->model->devices));
	struct features features = draw_features_of(draw, device);

	row.zero = draw->zero;
	page_section(pen, "Device");
	draw_busy_row(draw, pen, device);
	device_pair(pen, &row, COLUMN_CLASS, "class");
	draw_pair(pen, "driver", *device->driver ? device->driver : "none");
	draw_pair(pen, "", device->node);
	device_users(pen, &row);
	page_end_row(pen);
	device_origin(pen, &row);
	page_end_row(pen);
	device_queues(pen, device);
	page_end_row(pen);
	if (device->is_from_netlink)
		device_health(draw, pen, device); /* else nobody knows what it counts */
	device_processes(pen, &row);
	if (device->is_from_netlink)
		device_config(pen, device);
	else
		page_words(pen, STYLE_LABEL, "known from sysfs only: netlink has not named it");
	page_unknown(pen, &row);
	page_features(pen, device->class_id, &features);
}
