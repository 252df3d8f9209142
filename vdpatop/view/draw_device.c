/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The details of a device: its configuration, who has it, and its features. */
#include "view/draw.h"

#include <stdarg.h>
#include <stdio.h>

#include "vdpa/class.h"
#include "vdpa/numbers.h"
#include "view/layout.h"

__attribute__((format(printf, 3, 4)))
static void device_pair(struct pen *pen, const char *label, const char *format, ...)
{
	char value[160];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(value, sizeof(value), format, arguments);
	va_end(arguments);
	pen_print(pen, STYLE_LABEL, "%s%s", label, *label ? " " : "");
	pen_put(pen, STYLE_NORMAL, value);
	pen->column += 2;
}

static void device_net(struct pen *pen, const struct vdpa_config *config)
{
	const uint8_t *mac = config->mac;

	if (config->valid & VDPA_HAS_MAC)
		device_pair(pen, "mac", "%02x:%02x:%02x:%02x:%02x:%02x", mac[0], mac[1], mac[2],
			    mac[3], mac[4], mac[5]);
	if (config->valid & VDPA_HAS_MTU)
		device_pair(pen, "mtu", "%u", config->mtu);
	if (config->valid & VDPA_HAS_STATUS)
		device_pair(pen, "link", "%s", config->status & 1 ? "up" : "down");
	if (config->valid & VDPA_HAS_MAX_VQP)
		device_pair(pen, "", "%u queue pair%s", config->max_vqp,
			    config->max_vqp == 1 ? "" : "s");
}

static void device_block(struct pen *pen, const struct vdpa_block_config *block)
{
	static const char units[] = "KMGTPE";
	double size = (double)block->capacity / 2; /* sectors of 512 bytes, in KiB */
	size_t unit = 0;

	for (; size >= 1024 && units[unit + 1]; unit++)
		size /= 1024;
	if (block->valid & VDPA_BLOCK_BIT(VDPA_ATTR_DEV_BLK_CFG_CAPACITY))
		device_pair(pen, "capacity", "%.*f %ciB", size < 10, size, units[unit]);
	if (block->valid & VDPA_BLOCK_BIT(VDPA_ATTR_DEV_BLK_CFG_BLK_SIZE))
		device_pair(pen, "block size", "%u", block->blk_size);
	if (block->valid & VDPA_BLOCK_BIT(VDPA_ATTR_DEV_BLK_CFG_NUM_QUEUES))
		device_pair(pen, "queues", "%u", block->num_queues);
	if (block->valid & VDPA_BLOCK_BIT(VDPA_ATTR_DEV_BLK_READ_ONLY) && block->read_only)
		device_pair(pen, "", "read-only");
}

/* What a sibling on this host sees of it. */
static void device_place(struct pen *pen, const struct model_device *device)
{
	if (*device->node)
		pen_raw(pen, STYLE_NORMAL, device->node);
	pen->column += *device->node ? 2 : 0;
	if (*device->netdev) {
		pen_put(pen, STYLE_LABEL, "netdev ");
		pen_raw(pen, STYLE_NORMAL, device->netdev);
		pen_put(pen, STYLE_NORMAL, device->is_netdev_up ? " up  " : " down  ");
	}
	if (*device->disk) {
		pen_put(pen, STYLE_LABEL, "disk ");
		pen_raw(pen, STYLE_NORMAL, device->disk);
		pen_put(pen, STYLE_NORMAL, device->is_disk_mounted ? " mounted  " : "  ");
	}
	if (device->valid & VDPA_HAS_MAX_VQ_SIZE)
		device_pair(pen, "ring", "%u%s", device->max_vq_size,
			    device->valid & VDPA_HAS_MIN_VQ_SIZE &&
					    device->min_vq_size < device->max_vq_size ?
				    " at most" : "");
}

static void device_features(const struct draw *draw, struct pen *pen,
			    const struct model_device *device)
{
	const struct vdpa_config *config = &device->config;
	uint64_t negotiated = config->valid & VDPA_HAS_NEGOTIATED ? config->negotiated : 0;
	uint64_t provisioned = config->valid & VDPA_HAS_FEATURES ? config->features : 0;
	uint64_t supported = 0;

	if (device->mgmtdev != FLAT_NONE && device->mgmtdev < draw->model->mgmtdev_count)
		supported = draw->model->mgmtdevs[device->mgmtdev].supported;
	draw_features(pen, device->class_id, negotiated, provisioned, supported);
}

void draw_device_detail(const struct draw *draw, struct pen *pen, const struct model_device *device)
{
	int margin = layout_margin(pen->area.columns);

	if (device->class_id == VDPA_CLASS_NET)
		device_net(pen, &device->config);
	else if (device->class_id == VDPA_CLASS_BLOCK)
		device_block(pen, &device->config.block);
	device_place(pen, device);
	pen_next_row(pen, margin);
	if (device->config_code || *device->config_reason) {
		pen_put(pen, STYLE_CAUTION, "no configuration: ");
		pen_raw(pen, STYLE_NORMAL, device->config_reason);
		pen_next_row(pen, margin);
	}
	if (device->is_from_netlink)
		device_features(draw, pen, device);
	else
		pen_put(pen, STYLE_LABEL, "known from sysfs only: netlink has not named it");
}
