/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one list of members of each thing. */
#include "report/members.h"

#include <inttypes.h>
#include <stdio.h>

#include "model/model.h"
#include "report/counter_name.h"
#include "report/sheet.h"
#include "vdpa/class.h"
#include "vdpa/feature.h"
#include "vdpa/mac.h"
#include "vdpa/numbers.h"
#include "vdpa/queue.h"

void members_put_features(struct sheet *sheet, const char *key, uint32_t class_id, uint64_t bits)
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

void members_put_hex(struct sheet *sheet, const char *key, uint64_t bits)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "0x%" PRIx64, bits);
	sheet_text(sheet, key, digits);
}

static void put_node(struct sheet *sheet, int32_t node)
{
	if (node >= 0)
		sheet_count(sheet, "numa_node", (uint64_t)node);
}

static void put_classes(struct sheet *sheet, uint64_t classes)
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

static void put_place(struct sheet *sheet, const struct model_mgmtdev *mgmtdev)
{
	sheet_text(sheet, "driver", mgmtdev->driver);
	sheet_text(sheet, "pci", mgmtdev->pci);
	sheet_text(sheet, "function", mgmtdev->function);
	put_node(sheet, mgmtdev->numa_node);
	if (mgmtdev->most_vfs) {
		sheet_count(sheet, "vfs", mgmtdev->vfs);
		sheet_count(sheet, "max_vfs", mgmtdev->most_vfs);
	}
	sheet_text(sheet, "representor", mgmtdev->representor);
	if (mgmtdev->representor_link >= 0)
		sheet_text(sheet, "representor_link", mgmtdev->representor_link ? "up" : "down");
}

static void put_devices(struct sheet *sheet, const struct model *model, const struct model_mgmtdev *mgmtdev)
{
	uint32_t place = (uint32_t)(mgmtdev - model->mgmtdevs);

	sheet_begin_array(sheet, "devices", 0);
	for (size_t i = 0; i < model->device_count; i++)
		if (model->devices[i].mgmtdev == place)
			sheet_text(sheet, NULL, model->devices[i].name);
	sheet_end(sheet);
}

void members_put_mgmtdev(struct sheet *sheet, const struct model *model, const struct model_mgmtdev *mgmtdev)
{
	if (mgmtdev->valid & VDPA_HAS_CLASSES)
		put_classes(sheet, mgmtdev->classes);
	if (mgmtdev->valid & VDPA_HAS_MGMTDEV_MAX_VQS)
		sheet_count(sheet, "max_supported_vqs", mgmtdev->max_vqs);
	if (mgmtdev->valid & VDPA_HAS_SUPPORTED) {
		members_put_features(sheet, "dev_features", mgmtdev_class(mgmtdev), mgmtdev->supported);
		members_put_hex(sheet, "dev_features_hex", mgmtdev->supported);
	}
	put_place(sheet, mgmtdev);
	put_devices(sheet, model, mgmtdev);
	if (!mgmtdev->is_from_netlink)
		sheet_text(sheet, "reason", "netlink has not said what it supports");
}

void members_put_class(struct sheet *sheet, const struct model_device *device)
{
	if (device->valid & VDPA_HAS_CLASS)
		sheet_text(sheet, "class", vdpa_class_name(device->class_id));
}

/* vdpa(8)'s word for a class, which is not the one that it has for those of a management device. */
static const char *device_type(const struct model_device *device)
{
	return device->class_id == VDPA_CLASS_NET ? "network" : vdpa_class_name(device->class_id);
}

void members_put_device(struct sheet *sheet, const struct model *model, const struct model_device *device)
{
	if (device->valid & VDPA_HAS_CLASS)
		sheet_text(sheet, "type", device_type(device));
	if (device->mgmtdev != FLAT_NONE)
		sheet_text(sheet, "mgmtdev", model->mgmtdevs[device->mgmtdev].handle);
	if (device->valid & VDPA_HAS_VENDOR)
		sheet_count(sheet, "vendor_id", device->vendor);
	if (device->valid & VDPA_HAS_MAX_VQS)
		sheet_count(sheet, "max_vqs", device->max_vqs);
	if (device->valid & VDPA_HAS_MAX_VQ_SIZE)
		sheet_count(sheet, "max_vq_size", device->max_vq_size);
	if (device->valid & VDPA_HAS_MIN_VQ_SIZE)
		sheet_count(sheet, "min_vq_size", device->min_vq_size);
	members_put_class(sheet, device);
}

void members_put_host(struct sheet *sheet, const struct model_device *device)
{
	sheet_text(sheet, "driver", device->driver);
	sheet_text(sheet, "node", device->node);
	sheet_text(sheet, "netdev", device->netdev);
	if (*device->netdev)
		sheet_bool(sheet, "netdev_up", device->is_netdev_up);
	sheet_text(sheet, "disk", device->disk);
	if (*device->disk)
		sheet_bool(sheet, "disk_mounted", device->is_disk_mounted);
}

static void put_user(struct sheet *sheet, const struct model_user *user)
{
	sheet_begin_object(sheet, NULL, 0);
	sheet_count(sheet, "pid", (uint64_t)user->pid);
	sheet_text(sheet, "command", user->command);
	sheet_text(sheet, "vm", user->vm);
	put_node(sheet, user->numa_node);
	sheet_end(sheet);
}

/* No list at all: nobody could look. */
void members_put_users(struct sheet *sheet, const struct model *model, const struct model_device *device)
{
	uint32_t place = (uint32_t)(device - model->devices);

	if (!model->has_facts)
		return;
	sheet_begin_array(sheet, "users", SHEET_JSON);
	for (size_t i = 0; i < model->user_count; i++)
		if (model->users[i].device == place)
			put_user(sheet, &model->users[i]);
	sheet_end(sheet);
	if (model->hides_processes)
		sheet_bool(sheet, "users_may_be_missing", true);
}

static void put_net(struct sheet *sheet, const struct vdpa_config *config)
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

static void put_block(struct sheet *sheet, const struct vdpa_block_config *block)
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

void members_put_config(struct sheet *sheet, const struct model_device *device)
{
	const struct vdpa_config *config = &device->config;

	put_net(sheet, config);
	if (config->valid & VDPA_HAS_NEGOTIATED)
		members_put_features(sheet, "negotiated_features", device->class_id, config->negotiated);
	if (config->valid & VDPA_HAS_FEATURES)
		members_put_features(sheet, "device_features", device->class_id, config->features);
	put_block(sheet, &config->block);
}

static const uint64_t *known(bool has, const uint64_t *count, const struct rate *rate)
{
	return has && rate->state != RATE_STALE ? count : NULL;
}

const uint64_t *members_kicks(const struct model_queue *queue)
{
	return known(queue->has_kicks, &queue->kicks, &queue->kicks_rate);
}

const uint64_t *members_wqes(const struct model_queue *queue)
{
	return known(queue->has_wqes, &queue->wqes, &queue->wqes_rate);
}

static void put_figures(struct sheet *sheet, const uint64_t *kicks, const uint64_t *wqes, const char *source)
{
	if (kicks)
		sheet_count(sheet, "kickdoorbells", *kicks);
	if (wqes)
		sheet_count(sheet, "wqes", *wqes);
	sheet_text(sheet, "wqes_source", source);
}

void members_put_sums(struct sheet *sheet, const struct model_device *device)
{
	const uint64_t *wqes = known(device->has_wqes, &device->wqes, &device->wqes_rate);

	sheet_text(sheet, "health", health_name(device->health));
	if (device->mapped_queues)
		sheet_count(sheet, "mapped_queues", device->mapped_queues);
	put_figures(sheet, known(device->has_kicks, &device->kicks, &device->kicks_rate), wqes,
		    wqes ? device->wqes_source : "");
}

void members_put_queue(struct sheet *sheet, const struct model_queue *queue, const uint64_t *kicks,
		       const uint64_t *wqes)
{
	sheet_text(sheet, "role", vdpa_role_name(queue->role));
	sheet_text(sheet, "health", health_name(queue->health));
	if (queue->is_mapped)
		sheet_bool(sheet, "mapped", true);
	put_figures(sheet, kicks, wqes, members_wqes(queue) ? queue->wqes_source : "");
	if (queue->has_in_flight && queue->health != HEALTH_STALE)
		sheet_count(sheet, "in_flight", queue->in_flight);
}

void members_put_counters(struct sheet *sheet, const struct model *model, const struct model_queue *queue,
			  bool all, members_flags *flags, struct array *room)
{
	sheet_begin_object(sheet, "counters", 0);
	for (uint32_t i = 0; i < queue->counters; i++) {
		const struct model_counter *counter = &model->counters[queue->first_counter + i];
		const char *name;

		if (counter->rate.state == RATE_STALE || (!all && model_counter_is_blind(queue, counter)))
			continue;
		name = counter_name(model, queue, i, room);
		if (name)
			sheet_count_name(sheet, name, counter->value, flags ? flags(name) : 0);
		else
			sheet->has_failed = true;
	}
	sheet_end(sheet);
}
