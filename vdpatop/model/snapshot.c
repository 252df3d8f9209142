/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The snapshot's sections, and the checks that let the main process trust their indexes. */
#include "model/snapshot.h"

#include <errno.h>
#include <stdbool.h>

#include "vdpa/queue.h"

static const uint32_t snapshot_sizes[SNAPSHOT_SECTIONS] = {
	[SNAPSHOT_INFO] = sizeof(struct snapshot_info),
	[SNAPSHOT_MGMTDEVS] = sizeof(struct snapshot_mgmtdev),
	[SNAPSHOT_DEVICES] = sizeof(struct snapshot_device),
	[SNAPSHOT_QUEUES] = sizeof(struct snapshot_queue),
	[SNAPSHOT_COUNTERS] = sizeof(struct snapshot_counter),
	[SNAPSHOT_NAMES] = sizeof(struct flat_text),
};

void snapshot_writer_init(struct flat_writer *writer)
{
	flat_writer_init(writer, SNAPSHOT_KIND, snapshot_sizes, SNAPSHOT_SECTIONS);
}

static bool range_is_inside(uint32_t first, uint32_t count, size_t all)
{
	return count <= all && first <= all - count;
}

static uint64_t device_counters(const struct snapshot *snapshot,
				const struct snapshot_device *device)
{
	uint64_t counters = 0;

	for (uint32_t i = 0; i < device->queues; i++)
		counters += snapshot->queues[device->first_queue + i].counters;
	return counters;
}

static bool snapshot_times_are_sound(const struct snapshot *snapshot)
{
	if (!flat_is_time(snapshot->info->time) || snapshot->info->kernel_time < 0)
		return false;
	for (size_t i = 0; i < snapshot->device_count; i++)
		if (!flat_is_time(snapshot->devices[i].read_at))
			return false;
	return true;
}

/* Nothing is said to belong to many, or what is made of it would outgrow the snapshot. */
static bool snapshot_devices_are_sound(const struct snapshot *snapshot)
{
	uint64_t queues = 0;
	uint64_t counters = 0;

	for (size_t i = 0; i < snapshot->device_count; i++) {
		const struct snapshot_device *device = &snapshot->devices[i];

		if (device->mgmtdev != FLAT_NONE && device->mgmtdev >= snapshot->mgmtdev_count)
			return false;
		if (!range_is_inside(device->first_queue, device->queues, snapshot->queue_count))
			return false;
		queues += device->queues;
		if (queues > snapshot->queue_count)
			return false;
		counters += device_counters(snapshot, device);
	}
	return counters <= snapshot->counter_count;
}

static bool snapshot_queues_are_sound(const struct snapshot *snapshot)
{
	for (size_t i = 0; i < snapshot->queue_count; i++) {
		const struct snapshot_queue *queue = &snapshot->queues[i];

		if (!range_is_inside(queue->first_counter, queue->counters, snapshot->counter_count) ||
		    queue->role > VDPA_ROLE_NONE)
			return false;
	}
	for (size_t i = 0; i < snapshot->counter_count; i++)
		if (snapshot->counters[i].name >= snapshot->name_count)
			return false;
	return true;
}

int snapshot_open(struct snapshot *ret_snapshot, const void *data, size_t bytes)
{
	struct snapshot snapshot;
	struct flat *flat = &snapshot.flat;
	size_t infos;
	int result = flat_open(flat, data, bytes, SNAPSHOT_KIND, snapshot_sizes, SNAPSHOT_SECTIONS);

	if (result < 0)
		return result;
	snapshot.info = flat_section(flat, SNAPSHOT_INFO, &infos);
	snapshot.mgmtdevs = flat_section(flat, SNAPSHOT_MGMTDEVS, &snapshot.mgmtdev_count);
	snapshot.devices = flat_section(flat, SNAPSHOT_DEVICES, &snapshot.device_count);
	snapshot.queues = flat_section(flat, SNAPSHOT_QUEUES, &snapshot.queue_count);
	snapshot.counters = flat_section(flat, SNAPSHOT_COUNTERS, &snapshot.counter_count);
	snapshot.names = flat_section(flat, SNAPSHOT_NAMES, &snapshot.name_count);
	if (infos != 1 || snapshot.info->family > SNAPSHOT_FAMILY_UNKNOWN ||
	    !snapshot_times_are_sound(&snapshot) || !snapshot_queues_are_sound(&snapshot) ||
	    !snapshot_devices_are_sound(&snapshot))
		return -EBADMSG;
	*ret_snapshot = snapshot;
	return 0;
}

const char *snapshot_text(const struct snapshot *snapshot, struct flat_text text)
{
	return flat_get_text(&snapshot->flat, text);
}

const char *snapshot_counter_name(const struct snapshot *snapshot,
				  const struct snapshot_counter *counter)
{
	return snapshot_text(snapshot, snapshot->names[counter->name]);
}
