/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dev config show, dev features show: how a device is set, and what its driver took of it. */
#include "oneshot/show_private.h"

#include <inttypes.h>
#include <stdio.h>

#include "report/session.h"
#include "vdpa/feature.h"
#include "vdpa/mac.h"
#include "vdpa/numbers.h"

static const struct sheet_column config_columns[] = {
	{ NULL, "DEVICE", true },     { "class", "CLASS", false },
	{ "mac", "MAC", false },      { "link", "LINK", false },
	{ "mtu", "MTU", false },      { "max_vq_pairs", "PAIRS", false },
	{ "capacity", "SECTORS", false }, { "reason", "", false },
};
const struct sheet_table show_config_table = { config_columns, 8 };

static const struct sheet_column feature_columns[] = {
	{ NULL, "DEVICE", true },
	{ "class", "CLASS", false },
	{ "supported_hex", "SUPPORTED", false },
	{ "provisioned_hex", "PROVISIONED", false },
	{ "negotiated_hex", "NEGOTIATED", false },
};
const struct sheet_table show_features_table = { feature_columns, 5 };

void show_put_features(struct sheet *sheet, const char *key, uint32_t class_id, uint64_t bits)
{
	sheet_begin_array(sheet, key, 0);
	for (uint32_t bit = 0; bit < 64; bit++) {
		const struct vdpa_feature *feature;

		if (!VDPA_HAS_FEATURE(bits, bit))
			continue;
		feature = vdpa_feature_find(class_id, bit);
		if (feature)
			sheet_text(sheet, NULL, feature->name);
		else
			sheet_count(sheet, NULL, bit);
	}
	sheet_end(sheet);
}

void show_put_hex(struct sheet *sheet, const char *key, uint64_t bits)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "0x%" PRIx64, bits);
	sheet_text(sheet, key, digits);
}

static void config_put_net(struct sheet *sheet, const struct vdpa_config *config)
{
	char mac[MAC_TEXT_SIZE];

	if (config->valid & VDPA_HAS_MAC) {
		mac_print(config->mac, mac);
		sheet_text(sheet, "mac", mac);
	}
	if (config->valid & VDPA_HAS_STATUS) {
		sheet_text(sheet, "link", config->status & 1 ? "up" : "down");
		sheet_bool(sheet, "link_announce", config->status & 2);
	}
	if (config->valid & VDPA_HAS_MAX_VQP)
		sheet_count(sheet, "max_vq_pairs", config->max_vqp);
	if (config->valid & VDPA_HAS_MTU)
		sheet_count(sheet, "mtu", config->mtu);
}

/* Names as in the virtio specification, section 5.2.4. */
static void config_put_block(struct sheet *sheet, const struct vdpa_block_config *block)
{
	const struct {
		enum vdpa_attribute attribute;
		const char *key;
		uint64_t value;
	} members[] = {
		{ VDPA_ATTR_DEV_BLK_CFG_CAPACITY, "capacity", block->capacity },
		{ VDPA_ATTR_DEV_BLK_CFG_SIZE_MAX, "size_max", block->size_max },
		{ VDPA_ATTR_DEV_BLK_CFG_SEG_MAX, "seg_max", block->seg_max },
		{ VDPA_ATTR_DEV_BLK_CFG_BLK_SIZE, "blk_size", block->blk_size },
		{ VDPA_ATTR_DEV_BLK_CFG_PHY_BLK_EXP, "physical_block_exp", block->phy_blk_exp },
		{ VDPA_ATTR_DEV_BLK_CFG_ALIGN_OFFSET, "alignment_offset", block->align_offset },
		{ VDPA_ATTR_DEV_BLK_CFG_MIN_IO_SIZE, "min_io_size", block->min_io_size },
		{ VDPA_ATTR_DEV_BLK_CFG_OPT_IO_SIZE, "opt_io_size", block->opt_io_size },
		{ VDPA_ATTR_DEV_BLK_CFG_NUM_QUEUES, "num_queues", block->num_queues },
		{ VDPA_ATTR_DEV_BLK_CFG_MAX_DISCARD_SEC, "max_discard_sectors", block->max_discard_sec },
		{ VDPA_ATTR_DEV_BLK_CFG_MAX_DISCARD_SEG, "max_discard_seg", block->max_discard_seg },
		{ VDPA_ATTR_DEV_BLK_CFG_DISCARD_SEC_ALIGN, "discard_sector_alignment",
		  block->discard_sec_align },
		{ VDPA_ATTR_DEV_BLK_CFG_MAX_WRITE_ZEROES_SEC, "max_write_zeroes_sectors",
		  block->max_write_zeroes_sec },
		{ VDPA_ATTR_DEV_BLK_CFG_MAX_WRITE_ZEROES_SEG, "max_write_zeroes_seg",
		  block->max_write_zeroes_seg },
	};

	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (block->valid & VDPA_BLOCK_BIT(members[i].attribute))
			sheet_count(sheet, members[i].key, members[i].value);
	if (block->valid & VDPA_BLOCK_BIT(VDPA_ATTR_DEV_BLK_READ_ONLY))
		sheet_bool(sheet, "read_only", block->read_only);
	if (block->valid & VDPA_BLOCK_BIT(VDPA_ATTR_DEV_BLK_FLUSH))
		sheet_bool(sheet, "flush", block->flush);
}

/* Why DEVICE has no configuration, "" when it has one. */
static const char *config_why(const struct model_device *device)
{
	if (!device->is_from_netlink)
		return show_why_silent(device);
	if (!device->config_code)
		return "";
	return *device->config_reason ? device->config_reason : error_text(device->config_code);
}

/* Asked for alone it is the answer; among others it is one of many. */
static void config_judge(struct show *show, const struct model_device *device)
{
	const char *why = config_why(device);

	sheet_text(&show->sheet, "reason", why);
	if (!*why || !show->command->device)
		return;
	if (device->config_code)
		show_complain(show, EXIT_FAILED, "the configuration of %s: %s (%s)", device->name, why,
			      error_name(device->config_code));
	else
		show_complain(show, EXIT_FAILED, "%s: %s", device->name, why);
}

void show_put_config(struct show *show, const struct model_device *device)
{
	struct sheet *sheet = &show->sheet;
	const struct vdpa_config *config = &device->config;

	config_put_net(sheet, config);
	if (config->valid & VDPA_HAS_NEGOTIATED)
		show_put_features(sheet, "negotiated_features", device->class_id, config->negotiated);
	if (config->valid & VDPA_HAS_FEATURES)
		show_put_features(sheet, "device_features", device->class_id, config->features);
	config_put_block(sheet, &config->block);
	show_put_class(sheet, device);
	if (config->valid && !(config->valid & VDPA_HAS_NEGOTIATED))
		sheet_text(sheet, "reason", "no driver has negotiated features");
	else
		config_judge(show, device);
}

static void features_put_set(struct sheet *sheet, const char *key, const char *hex,
			     const struct model_device *device, uint64_t bits)
{
	show_put_features(sheet, key, device->class_id, bits);
	show_put_hex(sheet, hex, bits);
}

void show_put_feature_sets(struct show *show, const struct model_device *device)
{
	struct sheet *sheet = &show->sheet;
	const struct vdpa_config *config = &device->config;
	const struct model_mgmtdev *mgmtdev =
		device->mgmtdev == FLAT_NONE ? NULL : &show->model->mgmtdevs[device->mgmtdev];

	show_put_class(sheet, device);
	if (mgmtdev && mgmtdev->valid & VDPA_HAS_SUPPORTED && mgmtdev->supported) /* 0: not reported */
		features_put_set(sheet, "supported", "supported_hex", device, mgmtdev->supported);
	if (config->valid & VDPA_HAS_FEATURES)
		features_put_set(sheet, "provisioned", "provisioned_hex", device, config->features);
	if (config->valid & VDPA_HAS_NEGOTIATED)
		features_put_set(sheet, "negotiated", "negotiated_hex", device, config->negotiated);
	if (config->valid && !(config->valid & VDPA_HAS_NEGOTIATED))
		sheet_text(sheet, "reason", "no driver has negotiated features");
	else
		config_judge(show, device);
}
