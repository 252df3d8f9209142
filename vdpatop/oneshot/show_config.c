/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dev config show, dev features show: how a device is set, and what its driver took of it. */
#include "oneshot/show_private.h"

#include "manage/words.h"
#include "report/members.h"
#include "report/session.h"
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
static void config_complain(struct show *show, const struct model_device *device, const char *why)
{
	if (!*why || !show->command->device)
		return;
	if (device->config_code)
		show_complain(show, EXIT_FAILED, "the configuration of %s: %s (%s)",
			      words_name(device->name).text, why,
			      error_name(device->config_code));
	else
		show_complain_silent(show, device);
}

/* What keeps members from being there. */
static void config_judge(struct show *show, const struct model_device *device)
{
	bool is_off = model_device_is_off(device);
	const char *why = is_off ? "no driver has negotiated features" : config_why(device);

	sheet_text(&show->sheet, "reason", why);
	if (!is_off)
		config_complain(show, device, why);
}

void show_put_config(struct show *show, const struct model_device *device)
{
	members_put_config(&show->sheet, device);
	members_put_class(&show->sheet, device);
	config_judge(show, device);
}

static void features_put_set(struct sheet *sheet, const char *key, const char *hex,
			     const struct model_device *device, uint64_t bits)
{
	members_put_features(sheet, key, device->class_id, bits);
	members_put_hex(sheet, hex, bits);
}

void show_put_feature_sets(struct show *show, const struct model_device *device)
{
	struct sheet *sheet = &show->sheet;
	const struct vdpa_config *config = &device->config;
	const struct model_mgmtdev *mgmtdev =
		device->mgmtdev == FLAT_NONE ? NULL : &show->model->mgmtdevs[device->mgmtdev];

	members_put_class(sheet, device);
	if (mgmtdev && mgmtdev->valid & VDPA_HAS_SUPPORTED && mgmtdev->supported) /* 0: not reported */
		features_put_set(sheet, "supported", "supported_hex", device, mgmtdev->supported);
	if (config->valid & VDPA_HAS_FEATURES)
		features_put_set(sheet, "provisioned", "provisioned_hex", device, config->features);
	if (config->valid & VDPA_HAS_NEGOTIATED)
		features_put_set(sheet, "negotiated", "negotiated_hex", device, config->negotiated);
	config_judge(show, device);
}
