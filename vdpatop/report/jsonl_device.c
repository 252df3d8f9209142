/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a line of JSON says of a management device, and of a device beside its queues. */
#include "report/jsonl.h"

#include "report/json.h"
#include "vdpa/class.h"
#include "vdpa/feature.h"
#include "vdpa/numbers.h"
#include "view/column.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Names, and numbers for bits that have none, as vdpa(8) has them. */
static void put_features(struct json *json, const char *key, uint32_t class_id, uint64_t bits)
{
	json_key(json, key);
	json_begin_array(json);
	for (uint32_t bit = 0; bit < 64; bit++) {
		const struct vdpa_feature *feature = vdpa_feature_find(class_id, bit);

		if (!VDPA_HAS_FEATURE(bits, bit))
			continue;
		if (feature)
			json_text(json, feature->name);
		else
			json_count(json, bit);
	}
	json_end_array(json);
}

static void put_text(struct json *json, const char *key, const char *text)
{
	if (*text)
		json_put_text(json, key, text);
}

static void put_node(struct json *json, int32_t node)
{
	if (node >= 0)
		json_put_count(json, "numa_node", (uint64_t)node);
}

static void put_classes(struct json *json, uint64_t classes)
{
	json_key(json, "supported_classes");
	json_begin_array(json);
	for (uint32_t id = 0; id < VDPA_CLASS_COUNT; id++)
		if (VDPA_HAS_FEATURE(classes, id))
			json_text(json, vdpa_class_name(id));
	json_end_array(json);
}

/* Whose names its feature bits have: vdpa(8) takes a net device's where that is one of several. */
static uint32_t mgmtdev_class(const struct model_mgmtdev *mgmtdev)
{
	uint64_t classes = mgmtdev->classes;

	if (VDPA_HAS_FEATURE(classes, VDPA_CLASS_NET))
		return VDPA_CLASS_NET;
	return classes && !(classes & (classes - 1)) ? (uint32_t)__builtin_ctzll(classes) : VDPA_CLASS_ANY;
}

void jsonl_put_mgmtdev(struct json *json, const struct model *model, size_t place)
{
	static const unsigned char ids[] = { COLUMN_DRIVER, COLUMN_PCI, COLUMN_FUNCTION, COLUMN_NUMA,
					     COLUMN_REPRESENTOR, COLUMN_REPRESENTOR_LINK };
	const struct column_row row = column_mgmtdev_row(model, place);
	const struct model_mgmtdev *mgmtdev = row.mgmtdev;

	json_put_text(json, "name", mgmtdev->handle);
	if (mgmtdev->valid & VDPA_HAS_CLASSES)
		put_classes(json, mgmtdev->classes);
	if (mgmtdev->valid & VDPA_HAS_MGMTDEV_MAX_VQS)
		json_put_count(json, "max_supported_vqs", mgmtdev->max_vqs);
	if (mgmtdev->valid & VDPA_HAS_SUPPORTED)
		put_features(json, "dev_features", mgmtdev_class(mgmtdev), mgmtdev->supported);
	jsonl_put_columns(json, &row, ids, COUNT_OF(ids));
	if (!mgmtdev->most_vfs)
		return;
	json_put_count(json, "vfs", mgmtdev->vfs);
	json_put_count(json, "max_vfs", mgmtdev->most_vfs);
}

static void put_limits(struct json *json, const struct model_device *device)
{
	if (device->valid & VDPA_HAS_VENDOR)
		json_put_count(json, "vendor_id", device->vendor);
	if (device->valid & VDPA_HAS_MAX_VQS)
		json_put_count(json, "max_vqs", device->max_vqs);
	if (device->valid & VDPA_HAS_MAX_VQ_SIZE)
		json_put_count(json, "max_vq_size", device->max_vq_size);
	if (device->valid & VDPA_HAS_MIN_VQ_SIZE)
		json_put_count(json, "min_vq_size", device->min_vq_size);
}

static void put_block(struct json *json, const struct vdpa_block_config *block)
{
#define X(member, attribute, key)                                         \
	if (block->valid & VDPA_BLOCK_BIT(VDPA_ATTR_DEV_BLK_##attribute)) \
		json_put_count(json, key, block->member);
#define FLAG(member, attribute, key)                                      \
	if (block->valid & VDPA_BLOCK_BIT(VDPA_ATTR_DEV_BLK_##attribute)) \
		json_put_bool(json, key, block->member);
#include "vdpa/block.def"
#undef X
}

static void put_config(struct json *json, const struct column_row *row)
{
	static const unsigned char ids[] = { COLUMN_MAC, COLUMN_LINK, COLUMN_MTU };
	const struct model_device *device = row->device;
	const struct vdpa_config *config = &device->config;

	jsonl_put_columns(json, row, ids, COUNT_OF(ids));
	if (config->valid & VDPA_HAS_STATUS)
		json_put_bool(json, "link_announce", config->status & 2);
	if (config->valid & VDPA_HAS_MAX_VQP)
		json_put_count(json, "max_vq_pairs", config->max_vqp);
	put_block(json, &config->block);
	if (config->valid & VDPA_HAS_NEGOTIATED)
		put_features(json, "negotiated_features", device->class_id, config->negotiated);
	if (config->valid & VDPA_HAS_FEATURES)
		put_features(json, "device_features", device->class_id, config->features);
}

/* No list at all: nobody could look. */
static void put_users(struct json *json, const struct model *model, size_t device)
{
	if (!model->has_facts)
		return;
	json_key(json, "users");
	json_begin_array(json);
	for (size_t i = 0; i < model->user_count; i++) {
		const struct model_user *user = &model->users[i];

		if (user->device != device)
			continue;
		json_begin_object(json);
		json_put_count(json, "pid", (uint64_t)user->pid);
		put_text(json, "command", user->command);
		put_text(json, "vm", user->vm);
		put_node(json, user->numa_node);
		json_end_object(json);
	}
	json_end_array(json);
	if (model->hides_processes)
		json_put_bool(json, "users_may_be_missing", true);
}

static void put_host(struct json *json, const struct column_row *row, size_t place)
{
	const struct model_device *device = row->device;

	put_text(json, "driver", device->driver);
	put_text(json, "node", device->node);
	put_text(json, "netdev", device->netdev);
	if (*device->netdev)
		json_put_bool(json, "netdev_up", device->is_netdev_up);
	put_text(json, "disk", device->disk);
	if (*device->disk)
		json_put_bool(json, "disk_mounted", device->is_disk_mounted);
	put_users(json, row->model, place);
}

void jsonl_put_device(struct json *json, const struct model *model, size_t place)
{
	static const unsigned char names[] = { COLUMN_MGMTDEV, COLUMN_CLASS };
	static const unsigned char figures[] = {
		COLUMN_HEALTH, COLUMN_INTERVAL, COLUMN_KICKS, COLUMN_KICKS_RATE,
		COLUMN_WQES, COLUMN_WQES_RATE, COLUMN_WQES_SOURCE,
	};
	static const unsigned char reason[] = { COLUMN_REASON };
	const struct column_row row = column_device_row(model, place);
	const struct model_device *device = row.device;

	json_put_text(json, "name", device->name);
	jsonl_put_columns(json, &row, names, COUNT_OF(names));
	put_limits(json, device);
	put_config(json, &row);
	put_host(json, &row, place);
	jsonl_put_columns(json, &row, figures, COUNT_OF(figures));
	if (device->mapped_queues)
		json_put_count(json, "mapped_queues", device->mapped_queues);
	if (device->vstats_code || !device->is_from_netlink)
		jsonl_put_columns(json, &row, reason, 1);
}
