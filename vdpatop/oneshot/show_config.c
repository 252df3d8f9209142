/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dev config show, dev features show: how a device is set, and what its driver took of it. */
#include "oneshot/show_private.h"

#include <inttypes.h>
#include <stdio.h>

#include "manage/words.h"
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

static void config_put_block(struct sheet *sheet, const struct vdpa_block_config *block)
{
#define X(member, attribute, key)                                         \
	if (block->valid & VDPA_BLOCK_BIT(VDPA_ATTR_DEV_BLK_##attribute)) \
		sheet_count(sheet, key, block->member);
#define FLAG(member, attribute, key)                                      \
	if (block->valid & VDPA_BLOCK_BIT(VDPA_ATTR_DEV_BLK_##attribute)) \
		sheet_bool(sheet, key, block->member);
#include "vdpa/block.def"
#undef X
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
		show_complain(show, EXIT_FAILED, "the configuration of %s: %s (%s)",
			      words_name(device->name).text, why,
			      error_name(device->config_code));
	else
		show_complain_silent(show, device);
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
