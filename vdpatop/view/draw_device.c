/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The details of a device: its configuration, who has it, and its features. */
#include "view/draw.h"

#include "vdpa/class.h"
#include "vdpa/numbers.h"
#include "view/layout.h"

static void device_net(struct pen *pen, const struct vdpa_config *config)
{
	const uint8_t *mac = config->mac;

	if (config->valid & VDPA_HAS_MAC)
		draw_pair_of(pen, "mac", "%02x:%02x:%02x:%02x:%02x:%02x", mac[0], mac[1], mac[2],
			    mac[3], mac[4], mac[5]);
	if (config->valid & VDPA_HAS_MTU)
		draw_pair_of(pen, "mtu", "%u", config->mtu);
	if (config->valid & VDPA_HAS_STATUS)
		draw_pair_of(pen, "link", "%s", config->status & 1 ? "up" : "down");
	if (config->valid & VDPA_HAS_MAX_VQP)
		draw_pair_of(pen, "", "%u queue pair%s", config->max_vqp,
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
		draw_pair_of(pen, "capacity", "%.*f %ciB", size < 10, size, units[unit]);
	if (block->valid & VDPA_BLOCK_BIT(VDPA_ATTR_DEV_BLK_CFG_BLK_SIZE))
		draw_pair_of(pen, "block size", "%u", block->blk_size);
	if (block->valid & VDPA_BLOCK_BIT(VDPA_ATTR_DEV_BLK_CFG_NUM_QUEUES))
		draw_pair_of(pen, "queues", "%u", block->num_queues);
	if (block->valid & VDPA_BLOCK_BIT(VDPA_ATTR_DEV_BLK_READ_ONLY) && block->read_only)
		draw_pair_of(pen, "", "read-only");
}

/* What it became on this host, and its rings. */
static void device_place(struct pen *pen, const struct model_device *device)
{
	draw_pair(pen, "", device->node);
	draw_pair(pen, "netdev", device->netdev);
	if (*device->netdev)
		draw_pair(pen, "", device->is_netdev_up ? "up" : "down");
	draw_pair(pen, "disk", device->disk);
	if (*device->disk && device->is_disk_mounted)
		draw_pair(pen, "", "mounted");
	if (device->valid & VDPA_HAS_MAX_VQ_SIZE)
		draw_pair_of(pen, "rings of", "%u", device->max_vq_size);
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
