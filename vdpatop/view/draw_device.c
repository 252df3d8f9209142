/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The details of a device: its configuration, who has it, and its features. */
#include "view/draw.h"

#include <inttypes.h>

#include "vdpa/class.h"
#include "vdpa/mac.h"
#include "vdpa/numbers.h"
#include "view/features.h"
#include "view/layout.h"

void draw_net_config(struct pen *pen, const struct vdpa_config *config)
{
	char mac[MAC_TEXT_SIZE];

	mac_print(config->mac, mac);
	if (config->valid & VDPA_HAS_MAC)
		draw_pair(pen, "mac", mac);
	if (config->valid & VDPA_HAS_MTU)
		draw_pair_of(pen, "mtu", "%u", config->mtu);
	if (config->valid & VDPA_HAS_STATUS)
		draw_pair_of(pen, "link", "%s", config->status & 1 ? "up" : "down");
	if (config->valid & VDPA_HAS_STATUS && config->status & 2)
		draw_pair(pen, "", "the guest is asked to announce itself");
	if (config->valid & VDPA_HAS_MAX_VQP)
		draw_pair_of(pen, "", "%u queue pair%s", config->max_vqp,
			    config->max_vqp == 1 ? "" : "s");
}

static bool block_has(const struct vdpa_block_config *block, enum vdpa_attribute attribute)
{
	return block->valid & VDPA_BLOCK_BIT(attribute);
}

static void block_capacity(struct pen *pen, const struct vdpa_block_config *block)
{
	static const char units[] = "KMGTPE";
	double size = (double)block->capacity / 2; /* sectors of 512 bytes, in KiB */
	size_t unit = 0;

	for (; size >= 1024 && units[unit + 1]; unit++)
		size /= 1024;
	if (block_has(block, VDPA_ATTR_DEV_BLK_CFG_CAPACITY))
		draw_pair_of(pen, "capacity", "%.*f %ciB", size < 10, size, units[unit]);
}

void draw_block_config(struct pen *pen, const struct vdpa_block_config *block)
{
	block_capacity(pen, block);
	if (block_has(block, VDPA_ATTR_DEV_BLK_CFG_BLK_SIZE))
		draw_pair_of(pen, "block size", "%u", block->blk_size);
	if (block_has(block, VDPA_ATTR_DEV_BLK_CFG_NUM_QUEUES))
		draw_pair_of(pen, "queues", "%u", block->num_queues);
	if (block_has(block, VDPA_ATTR_DEV_BLK_READ_ONLY) && block->read_only)
		draw_pair_of(pen, "", "read-only");
}

/* Fields that are a number after a word. */
#define BLOCK_LIMITS(X)                                                                       \
	X(DEV_BLK_CFG_SEG_MAX, seg_max, "segments of a request")                              \
	X(DEV_BLK_CFG_SIZE_MAX, size_max, "bytes of a segment")                               \
	X(DEV_BLK_CFG_ALIGN_OFFSET, align_offset, "first aligned block")                      \
	X(DEV_BLK_CFG_MIN_IO_SIZE, min_io_size, "least I/O in blocks")                        \
	X(DEV_BLK_CFG_OPT_IO_SIZE, opt_io_size, "best I/O in blocks")                         \
	X(DEV_BLK_CFG_MAX_DISCARD_SEC, max_discard_sec, "sectors of a discard")               \
	X(DEV_BLK_CFG_MAX_DISCARD_SEG, max_discard_seg, "segments of a discard")              \
	X(DEV_BLK_CFG_DISCARD_SEC_ALIGN, discard_sec_align, "discard alignment in sectors")   \
	X(DEV_BLK_CFG_MAX_WRITE_ZEROES_SEC, max_write_zeroes_sec, "sectors of a write-zeroes") \
	X(DEV_BLK_CFG_MAX_WRITE_ZEROES_SEG, max_write_zeroes_seg, "segments of a write-zeroes")

void draw_block_limits(struct pen *pen, const struct vdpa_block_config *block)
{
	if (block_has(block, VDPA_ATTR_DEV_BLK_READ_ONLY) && !block->read_only)
		draw_pair(pen, "", "writable");
	if (block_has(block, VDPA_ATTR_DEV_BLK_FLUSH))
		draw_pair(pen, "", block->flush ? "can be flushed" : "no flush");
	if (block_has(block, VDPA_ATTR_DEV_BLK_CFG_PHY_BLK_EXP))
		draw_pair_of(pen, "physical block", "%" PRIu64,
			     (uint64_t)block->blk_size << (block->phy_blk_exp & 31));
#define X(attribute, field, label)                          \
	if (block_has(block, VDPA_ATTR_##attribute))        \
		draw_pair_of(pen, label, "%u", block->field);
	BLOCK_LIMITS(X)
#undef X
}

/* What a driver may choose from; what it chose is not known. */
void draw_queue_size(struct pen *pen, const struct model_device *device)
{
	bool has_least = device->valid & VDPA_HAS_MIN_VQ_SIZE && device->min_vq_size;

	if (!(device->valid & VDPA_HAS_MAX_VQ_SIZE))
		return;
	if (has_least && device->min_vq_size == device->max_vq_size)
		draw_pair_of(pen, "queue size", "%u", device->max_vq_size);
	else if (has_least)
		draw_pair_of(pen, "queue size", "%u to %u", device->min_vq_size, device->max_vq_size);
	else
		draw_pair_of(pen, "queue size up to", "%u", device->max_vq_size);
}

/* What it became on this host, and its queues. */
static void device_place(struct pen *pen, const struct model_device *device)
{
	draw_pair(pen, "", device->node);
	draw_pair(pen, "netdev", device->netdev);
	if (*device->netdev)
		draw_pair(pen, "", device->is_netdev_up ? "up" : "down");
	draw_pair(pen, "disk", device->disk);
	if (*device->disk && device->is_disk_mounted)
		draw_pair(pen, "", "mounted");
	draw_queue_size(pen, device);
}

struct features draw_features_of(const struct draw *draw, const struct model_device *device)
{
	const struct vdpa_config *config = &device->config;
	struct features features = {
		.negotiated = config->valid & VDPA_HAS_NEGOTIATED ? config->negotiated : 0,
		.provisioned = config->valid & VDPA_HAS_FEATURES ? config->features : 0,
	};

	if (device->mgmtdev != FLAT_NONE && device->mgmtdev < draw->model->mgmtdev_count)
		features.supported = draw->model->mgmtdevs[device->mgmtdev].supported;
	return features;
}

void draw_device_detail(const struct draw *draw, struct pen *pen, const struct model_device *device)
{
	struct features features = draw_features_of(draw, device);
	int margin = layout_margin(pen->area.columns);

	draw_busy_row(draw, pen, device);
	if (device->class_id == VDPA_CLASS_NET)
		draw_net_config(pen, &device->config);
	else if (device->class_id == VDPA_CLASS_BLOCK)
		draw_block_config(pen, &device->config.block);
	device_place(pen, device);
	pen_next_row(pen, margin);
	if (device->config_code || *device->config_reason) {
		pen_put(pen, STYLE_CAUTION, "no configuration: ");
		pen_raw(pen, STYLE_NORMAL, device->config_reason);
		pen_next_row(pen, margin);
	}
	if (device->is_from_netlink)
		draw_features(pen, device->class_id, features.negotiated, features.provisioned,
			      features.supported);
	else
		pen_put(pen, STYLE_LABEL, "known from sysfs only: netlink has not named it");
}
