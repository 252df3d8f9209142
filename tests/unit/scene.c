/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scenes as snapshots and facts, the way workers hand them over. */
#include "scene.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "vdpa/counter.h"
#include "vdpa/numbers.h"

#define NET_FEATURES (UINT64_C(1) << 15 | UINT64_C(1) << 17 | UINT64_C(1) << 32)
#define RING_PACKED (UINT64_C(1) << 34)
#define RSS (UINT64_C(1) << 60)

const struct scene scene_host = {
	.mgmtdevs = {
		{ "pci", "0000:03:00.2", "mlx5_core", VDPA_CLASS_NET, NET_FEATURES | RING_PACKED | RSS },
		{ "", "vdpasim_blk", "vdpa_sim", VDPA_CLASS_BLOCK, 0 },
	},
	.mgmtdev_count = 2,
	.devices = {
		{
			.name = "foo0", .mgmtdev = 0, .class_id = VDPA_CLASS_NET,
			.driver = "vhost_vdpa", .vm = "vm-web01", .netdev = "", .pid = 4711,
			.features = NET_FEATURES | RING_PACKED, .negotiated = NET_FEATURES,
			.queues = { { 2000, 190000, false, 0 }, { 2100, 0, true, 0 }, { 0, 0, false, 0 } },
			.queue_count = 3,
		},
		{
			.name = "foo1", .mgmtdev = 0, .class_id = VDPA_CLASS_NET,
			.driver = "virtio_vdpa", .vm = "", .netdev = "eth3",
			.features = NET_FEATURES, .negotiated = NET_FEATURES,
			.queues = { { 4300, 420000, false, 0 }, { 100, 1000, false, 0 }, { 0, 0, false, 0 } },
			.queue_count = 3,
		},
	},
	.device_count = 2,
};

static struct flat_text put(struct flat_writer *writer, const char *text)
{
	return text ? flat_put_text(writer, text, strlen(text)) : (struct flat_text){ 0, 0 };
}

static void add(struct flat_writer *writer, uint32_t section, const void *element)
{
	if (array_append(&writer->section[section], element, 1) < 0)
		abort();
}

static uint32_t count(const struct flat_writer *writer, uint32_t section)
{
	return (uint32_t)writer->section[section].count;
}

static void tell_counter(struct flat_writer *writer, uint32_t name, double per_second, int second)
{
	struct snapshot_counter counter = { .name = name, .value = 1000 };

	if (per_second < 0)
		return;
	counter.value += (uint64_t)(per_second * second);
	add(writer, SNAPSHOT_COUNTERS, &counter);
}

static void tell_queue(struct flat_writer *writer, const struct scene_device *device,
		       uint32_t index, int second)
{
	const struct scene_queue *from = &device->queues[index];
	struct snapshot_queue queue = {
		.index = index,
		.role = (uint32_t)vdpa_queue_role(device->class_id, index, 1, device->negotiated),
		.code = device->code ? device->code : from->code,
		.first_counter = count(writer, SNAPSHOT_COUNTERS),
	};

	if (!queue.code) {
		tell_counter(writer, 0, from->kicks, second);
		tell_counter(writer, 1, from->wqes, from->is_stuck ? 0 : second);
	}
	queue.counters = count(writer, SNAPSHOT_COUNTERS) - queue.first_counter;
	add(writer, SNAPSHOT_QUEUES, &queue);
}

static void tell_device(struct flat_writer *writer, const struct scene_device *from, int64_t time,
			int second)
{
	struct snapshot_device device = {
		.name = put(writer, from->name),
		.mgmtdev = from->mgmtdev,
		.class_id = from->class_id,
		.valid = VDPA_HAS_CLASS,
		.vstats_code = from->code,
		.read_at = time,
		.first_queue = count(writer, SNAPSHOT_QUEUES),
		.queues = from->queue_count,
		.config = {
			.class_id = from->class_id,
			.valid = VDPA_HAS_MAC | VDPA_HAS_MTU | VDPA_HAS_STATUS | VDPA_HAS_FEATURES |
				 (from->negotiated ? VDPA_HAS_NEGOTIATED : 0),
			.features = from->features,
			.negotiated = from->negotiated,
			.mac = { 0x52, 0x54, 0, 0x12, 0x34, 0x56 },
			.mtu = 9000,
			.status = 1,
		},
	};

	for (uint32_t i = 0; i < from->queue_count; i++)
		tell_queue(writer, from, i, second);
	add(writer, SNAPSHOT_DEVICES, &device);
}

static void tell_mgmtdev(struct flat_writer *writer, const struct scene_mgmtdev *from)
{
	struct snapshot_mgmtdev mgmtdev = {
		.bus = put(writer, from->bus),
		.name = put(writer, from->name),
		.classes = UINT64_C(1) << from->class_id,
		.supported = from->supported,
		.valid = VDPA_HAS_CLASSES | VDPA_HAS_SUPPORTED,
	};

	add(writer, SNAPSHOT_MGMTDEVS, &mgmtdev);
}

static void tell_names(struct flat_writer *writer)
{
	struct flat_text kicks = put(writer, VDPA_COUNTER_KICKS);
	struct flat_text wqes = put(writer, VDPA_COUNTER_WQES);

	add(writer, SNAPSHOT_NAMES, &kicks);
	add(writer, SNAPSHOT_NAMES, &wqes);
}

/* Writes what WRITER holds into memory of its own. */
static void *flatten(const struct flat_writer *writer, size_t *ret_bytes)
{
	size_t bytes = flat_bytes(writer);
	void *data = aligned_alloc(8, (bytes + 7) & ~(size_t)7);

	if (!data)
		abort();
	flat_write(writer, data);
	*ret_bytes = bytes;
	return data;
}

static void tell_snapshot(struct model *model, const struct scene *scene, int64_t time, int number)
{
	struct flat_writer writer;
	struct snapshot snapshot;
	struct snapshot_info info = {
		.number = (uint64_t)number + 1, .time = time, .family = scene->family,
		.errors = scene->errors, .no_access = scene->has_no_access,
	};
	size_t bytes;
	void *data;

	snapshot_writer_init(&writer);
	info.reason = put(&writer, scene->reason);
	add(&writer, SNAPSHOT_INFO, &info);
	tell_names(&writer);
	for (uint32_t i = 0; i < scene->mgmtdev_count; i++)
		tell_mgmtdev(&writer, &scene->mgmtdevs[i]);
	for (uint32_t i = 0; i < scene->device_count; i++)
		tell_device(&writer, &scene->devices[i], time, number);
	data = flatten(&writer, &bytes);
	if (snapshot_open(&snapshot, data, bytes) < 0 || model_update(model, &snapshot) < 0)
		abort();
	flat_writer_free(&writer);
	free(data);
}

static void tell_host_device(struct flat_writer *writer, const struct scene_device *from)
{
	struct facts_device device = {
		.name = put(writer, from->name), .identity = (uint64_t)(uintptr_t)from->name,
		.driver = put(writer, from->driver), .netdev = put(writer, from->netdev),
		.node = put(writer, from->pid ? "/dev/vhost-vdpa-0" : ""),
		.flags = FACTS_NETDEV_UP,
	};
	struct facts_user user = {
		.device = device.name, .command = put(writer, "qemu-system-x86"),
		.vm = put(writer, from->vm), .pid = from->pid, .numa_node = -1,
	};

	struct facts_mapping mapping = { .device = device.name, .queue = 0, .pid = from->pid };

	add(writer, FACTS_DEVICES, &device);
	if (from->pid)
		add(writer, FACTS_USERS, &user);
	if (from->is_mapped)
		add(writer, FACTS_MAPPINGS, &mapping);
}

static void tell_host_mgmtdev(struct flat_writer *writer, const struct scene_mgmtdev *from)
{
	struct facts_mgmtdev mgmtdev = {
		.bus = put(writer, from->bus), .name = put(writer, from->name),
		.driver = put(writer, from->driver), .numa_node = -1, .representor_link = -1,
	};

	add(writer, FACTS_MGMTDEVS, &mgmtdev);
}

static void tell_suspect(struct flat_writer *writer, const struct scene *scene)
{
	struct facts_suspect suspect = {
		.command = put(writer, scene->suspect), .wchan = put(writer, "vhost_vdpa_remove"),
		.pid = scene->suspect_pid, .is_deleting = 1,
	};

	if (scene->suspect)
		add(writer, FACTS_SUSPECTS, &suspect);
}

void scene_tell_facts(struct model *model, const struct scene *scene, int64_t time)
{
	struct flat_writer writer;
	struct facts_info info = { .number = 1, .time = time };
	struct facts facts;
	size_t bytes;
	void *data;

	facts_writer_init(&writer);
	info.reason = put(&writer, "");
	add(&writer, FACTS_INFO, &info);
	for (uint32_t i = 0; i < scene->device_count; i++)
		tell_host_device(&writer, &scene->devices[i]);
	for (uint32_t i = 0; i < scene->mgmtdev_count; i++)
		tell_host_mgmtdev(&writer, &scene->mgmtdevs[i]);
	tell_suspect(&writer, scene);
	data = flatten(&writer, &bytes);
	if (facts_open(&facts, data, bytes) < 0 || model_update_facts(model, &facts) < 0)
		abort();
	flat_writer_free(&writer);
	free(data);
}

void scene_tell(struct model *model, const struct scene *scene, int number, int base)
{
	int64_t time = SCENE_NOW + (int64_t)(number - base) * INT64_C(1000000000);

	if (!scene->has_no_facts)
		scene_tell_facts(model, scene, time);
	tell_snapshot(model, scene, time, number);
}

struct model *scene_model(const struct scene *scene, int seconds)
{
	struct model *model = model_new(60);

	if (!model)
		abort();
	for (int i = 1; i <= seconds; i++)
		scene_tell(model, scene, i, seconds);
	return model;
}
