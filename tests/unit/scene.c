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
#define SCENE_HISTORY 600 /* samples */

const struct scene scene_host = {
	.mgmtdevs = {
		{
			.bus = "pci", .name = "0000:03:00.2", .driver = "mlx5_core", .class_id = VDPA_CLASS_NET,
			.supported = NET_FEATURES | RING_PACKED | RSS,
		},
		{
			.bus = "", .name = "vdpasim_blk", .driver = "vdpa_sim", .class_id = VDPA_CLASS_BLOCK,
			.supported = 0,
		},
	},
	.mgmtdev_count = 2,
	.devices = {
		{
			.name = "foo0", .mgmtdev = 0, .class_id = VDPA_CLASS_NET,
			.driver = "vhost_vdpa", .vm = "vm-web01", .netdev = "", .pid = 4711,
			.features = NET_FEATURES | RING_PACKED, .negotiated = NET_FEATURES,
			.queues = {
				{ .kicks = 2000, .wqes = 190000 },
				{ .kicks = 2100, .wqes = 0, .is_stuck = true },
				{ .kicks = 0, .wqes = 0 },
			},
			.queue_count = 3,
		},
		{
			.name = "foo1", .mgmtdev = 0, .class_id = VDPA_CLASS_NET,
			.driver = "virtio_vdpa", .vm = "", .netdev = "eth3",
			.features = NET_FEATURES, .negotiated = NET_FEATURES,
			.queues = {
				{ .kicks = 4300, .wqes = 420000 },
				{ .kicks = 100, .wqes = 1000 },
				{ .kicks = 0, .wqes = 0 },
			},
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

/* What PER_SECOND adds up to in SECOND seconds, every other BEAT of them at half the rate. */
static double sum(double per_second, int second, int beat)
{
	int halves = 2 * second;
	int beats = beat ? second / beat : 0;
	int slow = beats / 2 * beat;

	if (beats % 2)
		slow += second - beats * beat;
	return per_second * (halves - slow) / 2;
}

static void tell_counter(struct flat_writer *writer, uint32_t name, double per_second, int second,
			 int beat)
{
	struct snapshot_counter counter = { .name = name, .value = 1000 };

	if (per_second < 0)
		return;
	counter.value += (uint64_t)sum(per_second, second, beat);
	add(writer, SNAPSHOT_COUNTERS, &counter);
}

static void tell_queue(struct flat_writer *writer, const struct scene_device *device,
		       uint32_t index, int second)
{
	const struct scene_queue *from = &device->queues[index];
	struct snapshot_queue queue = {
		.index = index,
		.role = (uint32_t)vdpa_queue_role(device->class_id, index, device->pairs ? device->pairs : 1,
						  device->negotiated),
		.code = device->code ? device->code : from->code,
		.first_counter = count(writer, SNAPSHOT_COUNTERS),
	};

	if (!queue.code) {
		tell_counter(writer, 0, from->kicks, second, from->beat);
		tell_counter(writer, 1, from->wqes, from->is_stuck ? 0 : second, from->beat);
	}
	queue.counters = count(writer, SNAPSHOT_COUNTERS) - queue.first_counter;
	add(writer, SNAPSHOT_QUEUES, &queue);
}

static void tell_net_config(const struct scene_device *from, struct vdpa_config *config)
{
	config->valid |= VDPA_HAS_MAC | VDPA_HAS_MTU | VDPA_HAS_STATUS | (from->pairs ? VDPA_HAS_MAX_VQP : 0);
	memcpy(config->mac, (const uint8_t[]){ 0x52, 0x54, 0, 0x12, 0x34, 0x56 }, sizeof(config->mac));
	if (from->mac_end)
		config->mac[5] = from->mac_end;
	config->mtu = 9000;
	config->status = 1;
	config->max_vqp = from->pairs;
}

static void tell_block_config(const struct scene_device *from, struct vdpa_config *config)
{
	config->block.valid = VDPA_BLOCK_BIT(VDPA_ATTR_DEV_BLK_CFG_CAPACITY) |
			      VDPA_BLOCK_BIT(VDPA_ATTR_DEV_BLK_CFG_NUM_QUEUES);
	config->block.capacity = UINT64_C(40) << 21; /* 40 GiB */
	config->block.num_queues = (uint16_t)from->queue_count;
}

static struct vdpa_config scene_config(const struct scene_device *from)
{
	struct vdpa_config config = {
		.class_id = from->class_id,
		.valid = VDPA_HAS_FEATURES | (from->negotiated ? VDPA_HAS_NEGOTIATED : 0),
		.features = from->features,
		.negotiated = from->negotiated,
	};

	if (from->class_id == VDPA_CLASS_NET)
		tell_net_config(from, &config);
	else
		tell_block_config(from, &config);
	return config;
}

static void tell_device(struct flat_writer *writer, const struct scene_device *from, int64_t time,
			int second)
{
	struct snapshot_device device = {
		.name = put(writer, from->name),
		.mgmtdev = from->mgmtdev,
		.class_id = from->class_id,
		.valid = VDPA_HAS_CLASS | (from->ring ? VDPA_HAS_MAX_VQ_SIZE : 0),
		.max_vq_size = from->ring,
		.vstats_code = from->code,
		.read_at = time,
		.first_queue = count(writer, SNAPSHOT_QUEUES),
		.queues = from->queue_count,
		.config = scene_config(from),
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
		.has_attr_set = !scene->is_old_kernel,
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

static void tell_user(struct flat_writer *writer, const struct scene *scene,
		      const struct scene_device *from, struct flat_text device)
{
	const char *pci = scene->mgmtdevs[from->mgmtdev].pci;
	struct facts_user user = {
		.device = device, .command = put(writer, from->command ? from->command : "qemu-system-x86"),
		.vm = put(writer, from->vm), .pid = from->pid, .numa_node = pci ? from->vm_numa_node : -1,
	};

	add(writer, FACTS_USERS, &user);
}

static void tell_host_device(struct flat_writer *writer, const struct scene *scene,
			     const struct scene_device *from)
{
	const char *node = from->node ? from->node : "/dev/vhost-vdpa-0";
	struct facts_device device = {
		.name = put(writer, from->name), .identity = (uint64_t)(uintptr_t)from->name,
		.driver = put(writer, from->driver), .netdev = put(writer, from->netdev),
		.disk = put(writer, from->disk), .node = put(writer, from->pid ? node : ""),
		.flags = from->is_disk_mounted ? FACTS_DISK_MOUNTED :
			 from->netdev && *from->netdev && !from->is_netdev_down ? FACTS_NETDEV_UP : 0,
	};
	struct facts_mapping mapping = { .device = device.name, .queue = 0, .pid = from->pid };

	add(writer, FACTS_DEVICES, &device);
	if (from->pid)
		tell_user(writer, scene, from, device.name);
	if (from->is_mapped)
		add(writer, FACTS_MAPPINGS, &mapping);
}

static void tell_host_mgmtdev(struct flat_writer *writer, const struct scene_mgmtdev *from)
{
	struct facts_mgmtdev mgmtdev = {
		.bus = put(writer, from->bus), .name = put(writer, from->name),
		.driver = put(writer, from->driver), .pci = put(writer, from->pci),
		.function = put(writer, from->function), .representor = put(writer, from->representor),
		.numa_node = from->pci ? from->numa_node : -1,
		.representor_link = from->representor ? !from->is_representor_down : -1,
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
	struct facts_info info = {
		.number = 1, .time = time, .hides_processes = scene->hides_processes,
	};
	struct facts facts;
	size_t bytes;
	void *data;

	facts_writer_init(&writer);
	info.reason = put(&writer, "");
	add(&writer, FACTS_INFO, &info);
	for (uint32_t i = 0; i < scene->device_count; i++)
		tell_host_device(&writer, scene, &scene->devices[i]);
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
	struct model *model = model_new(SCENE_HISTORY);

	if (!model)
		abort();
	for (int i = 1; i <= seconds; i++)
		scene_tell(model, scene, i, seconds);
	return model;
}
