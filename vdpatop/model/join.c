/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The next generation of management devices and devices, out of a snapshot and the generation
 * before. A device is the same when its name, its management device and its class are; whether it
 * was made again under the same name, the host's facts tell (join_facts.c).
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/private.h"
#include "vdpa/counter.h"
#include "vdpa/message.h"

/* When rounds end early again and again, what none of them mentions is gone after all. */
#define ROUNDS_KEPT 10

/* What goes through all of this file. */
struct join {
	struct model_private *private;
	struct texts *texts;
	const struct snapshot *snapshot;
	const struct generation *now;
	struct generation *next;
	bool is_partial; /* the round ended early: what it does not mention may still be there */
};

static int keep_text(const struct join *join, struct flat_text from, const char **ret_text)
{
	const char *kept = texts_keep(join->texts, snapshot_text(join->snapshot, from));

	if (!kept)
		return -ENOMEM;
	*ret_text = kept;
	return 0;
}

static int keep_names(const struct join *join)
{
	struct array *names = &join->private->names;

	names->count = 0;
	for (size_t i = 0; i < join->snapshot->name_count; i++) {
		struct known_name name;

		if (keep_text(join, join->snapshot->names[i], &name.text) < 0)
			return -ENOMEM;
		name.known = vdpa_counter_find(name.text);
		if (array_append(names, &name, 1) < 0)
			return -ENOMEM;
	}
	return 0;
}

/* "bus/name" as vdpa(8) writes it. */
static int keep_handle(const struct join *join, struct model_mgmtdev *mgmtdev)
{
	char *handle;

	mgmtdev->handle = mgmtdev->name;
	if (!*mgmtdev->bus)
		return 0;
	if (asprintf(&handle, "%s/%s", mgmtdev->bus, mgmtdev->name) < 0)
		return -ENOMEM;
	mgmtdev->handle = texts_keep(join->texts, handle);
	free(handle);
	return mgmtdev->handle ? 0 : -ENOMEM;
}

/* Puts MGMTDEV into the next generation; its id is that of the one BEFORE, if there was one. */
static uint32_t add_mgmtdev(const struct join *join, struct model_mgmtdev mgmtdev, uint32_t before)
{
	uint32_t place = (uint32_t)join->next->mgmtdevs.count;
	const struct mgmtdev_state state = { .after = INDEX_NONE };

	mgmtdev.devices = 0;
	mgmtdev.driver = mgmtdev.pci = mgmtdev.function = mgmtdev.representor = "";
	mgmtdev.numa_node = mgmtdev.representor_link = -1;
	if (before != INDEX_NONE) {
		mgmtdev.id = generation_mgmtdev(join->now, before)->id;
		array_at(&join->now->mgmtdev_states, struct mgmtdev_state, before)->after = place;
	} else {
		mgmtdev.id = ++join->private->last_id;
	}
	array_append(&join->next->mgmtdevs, &mgmtdev, 1);
	array_append(&join->next->mgmtdev_states, &state, 1);
	generation_put_mgmtdev(join->next, place);
	return place;
}

static int take_mgmtdev(const struct join *join, const struct snapshot_mgmtdev *from,
			uint32_t *ret_place)
{
	struct model_mgmtdev mgmtdev = {
		.classes = from->classes,
		.supported = from->supported,
		.max_vqs = from->max_vqs,
		.valid = from->valid,
		.is_from_netlink = true,
	};
	uint32_t place;

	if (keep_text(join, from->bus, &mgmtdev.bus) < 0 ||
	    keep_text(join, from->name, &mgmtdev.name) < 0 || keep_handle(join, &mgmtdev) < 0)
		return -ENOMEM;
	place = generation_find_mgmtdev(join->next, mgmtdev.bus, mgmtdev.name);
	if (place == INDEX_NONE)
		place = add_mgmtdev(join, mgmtdev,
				    generation_find_mgmtdev(join->now, mgmtdev.bus, mgmtdev.name));
	*ret_place = place;
	return 0;
}

static void keep_unmentioned_mgmtdevs(const struct join *join)
{
	for (uint32_t i = 0; i < join->now->mgmtdevs.count; i++) {
		const struct model_mgmtdev *before = generation_mgmtdev(join->now, i);

		if (array_at(&join->now->mgmtdev_states, struct mgmtdev_state, i)->after != INDEX_NONE)
			continue;
		texts_mark(join->texts, before->bus);
		texts_mark(join->texts, before->name);
		texts_mark(join->texts, before->handle);
		add_mgmtdev(join, *before, i);
	}
}

/* PLACES gets the place in the next generation of each management device of the snapshot. */
static int take_mgmtdevs(const struct join *join, struct array *places)
{
	places->count = 0;
	for (size_t i = 0; i < join->now->mgmtdevs.count; i++)
		array_at(&join->now->mgmtdev_states, struct mgmtdev_state, i)->after = INDEX_NONE;
	for (size_t i = 0; i < join->snapshot->mgmtdev_count; i++) {
		uint32_t place;

		if (take_mgmtdev(join, &join->snapshot->mgmtdevs[i], &place) < 0 ||
		    array_append(places, &place, 1) < 0)
			return -ENOMEM;
	}
	if (join->is_partial)
		keep_unmentioned_mgmtdevs(join);
	return 0;
}

static bool is_same_device(const struct join *join, const struct model_device *before,
			   const struct snapshot_device *from, uint32_t mgmtdev)
{
	if (before->valid & from->valid & VDPA_HAS_CLASS && before->class_id != from->class_id)
		return false;
	if (before->mgmtdev == FLAT_NONE || mgmtdev == FLAT_NONE)
		return !before->is_from_netlink || before->mgmtdev == mgmtdev;
	return generation_mgmtdev(join->now, before->mgmtdev)->id ==
	       generation_mgmtdev(join->next, mgmtdev)->id;
}

/* Deleted between the list and the questions about it. */
static bool has_vanished(const struct snapshot_device *from)
{
	return from->config_code == -ENODEV || from->vstats_code == -ENODEV;
}

static int add_candidate(const struct join *join, uint32_t mgmtdev, uint32_t from, uint32_t before)
{
	const struct candidate candidate = { mgmtdev, from, before };

	return array_append(&join->private->candidates, &candidate, 1);
}

/* Where the management device of the device at BEFORE stands in the next generation. */
static uint32_t mgmtdev_after(const struct join *join, uint32_t before)
{
	uint32_t mgmtdev = generation_device(join->now, before)->mgmtdev;

	if (mgmtdev == FLAT_NONE)
		return FLAT_NONE;
	return array_at(&join->now->mgmtdev_states, struct mgmtdev_state, mgmtdev)->after;
}

static int consider_device(const struct join *join, uint32_t place)
{
	const struct snapshot_device *from = &join->snapshot->devices[place];
	const char *name = snapshot_text(join->snapshot, from->name);
	uint32_t before = generation_find_device(join->now, name);
	uint32_t mgmtdev = from->mgmtdev;

	if (before != INDEX_NONE)
		generation_state(join->now, before)->was_mentioned = true;
	if (has_vanished(from))
		return 0;
	if (mgmtdev != FLAT_NONE)
		mgmtdev = *array_at(&join->private->places, uint32_t, mgmtdev);
	else if (join->is_partial && before != INDEX_NONE)
		mgmtdev = mgmtdev_after(join, before); /* its management device was not listed */
	if (before != INDEX_NONE &&
	    !is_same_device(join, generation_device(join->now, before), from, mgmtdev))
		before = INDEX_NONE;
	return add_candidate(join, mgmtdev, place, before);
}

static int consider_unmentioned_device(const struct join *join, uint32_t before)
{
	const struct device_state *state = generation_state(join->now, before);

	if (!generation_device(join->now, before)->is_from_netlink || state->was_mentioned ||
	    state->rounds_kept >= ROUNDS_KEPT)
		return 0;
	return add_candidate(join, mgmtdev_after(join, before), INDEX_NONE, before);
}

static int consider_devices(const struct join *join)
{
	join->private->candidates.count = 0;
	for (uint32_t i = 0; i < join->now->states.count; i++)
		generation_state(join->now, i)->was_mentioned = false;
	for (uint32_t i = 0; i < join->snapshot->device_count; i++)
		if (consider_device(join, i) < 0)
			return -ENOMEM;
	for (uint32_t i = 0; join->is_partial && i < join->now->devices.count; i++)
		if (consider_unmentioned_device(join, i) < 0)
			return -ENOMEM;
	return 0;
}

/* Where candidates of a management device go: those of none come last. */
static size_t rank_of(const struct join *join, const struct candidate *candidate)
{
	return candidate->mgmtdev == FLAT_NONE ? join->next->mgmtdevs.count : candidate->mgmtdev;
}

/* A counting sort: by management device, the kernel's order within each. */
static int sort_candidates(const struct join *join)
{
	const struct array *from = &join->private->candidates;
	struct array *to = &join->private->sorted;
	struct array *places = &join->private->places;
	size_t ranks = join->next->mgmtdevs.count + 2;

	places->count = to->count = 0;
	if (!array_add(places, ranks) || (from->count && !array_add(to, from->count)))
		return -ENOMEM;
	for (size_t i = 0; i < from->count; i++)
		++*array_at(places, uint32_t, rank_of(join, array_at(from, struct candidate, i)) + 1);
	for (size_t rank = 1; rank < ranks; rank++)
		*array_at(places, uint32_t, rank) += *array_at(places, uint32_t, rank - 1);
	for (size_t i = 0; i < from->count; i++) {
		const struct candidate *candidate = array_at(from, struct candidate, i);
		uint32_t *place = array_at(places, uint32_t, rank_of(join, candidate));

		*array_at(to, struct candidate, (*place)++) = *candidate;
	}
	return 0;
}

/* A config that could not be read this time stays what it was. */
static void take_config(struct model_device *device, const struct snapshot_device *from,
			const struct model_device *before)
{
	bool is_lost = from->config_code && from->config_code != -EOPNOTSUPP;

	device->config = is_lost && before ? before->config : from->config;
	device->config_code = from->config_code;
}

static int take_device(const struct join *join, const struct snapshot_device *from,
		       const struct model_device *before, struct model_device *device)
{
	device->is_from_netlink = true;
	device->is_managed = device->mgmtdev != FLAT_NONE;
	device->valid = from->valid;
	device->class_id = from->class_id;
	device->vendor = from->vendor;
	device->max_vqs = from->max_vqs;
	device->max_vq_size = from->max_vq_size;
	device->min_vq_size = from->min_vq_size;
	device->vstats_code = from->vstats_code;
	device->read_at = from->read_at;
	if (before && before->read_at && from->read_at > before->read_at)
		device->interval = from->read_at - before->read_at;
	take_config(device, from, before);
	if (keep_text(join, from->name, &device->name) < 0 ||
	    keep_text(join, from->config_reason, &device->config_reason) < 0 ||
	    keep_text(join, from->vstats_reason, &device->vstats_reason) < 0)
		return -ENOMEM;
	return join_queues(join->private, join->snapshot, from, device, before);
}

/* The round ended before it came to this device: what was known of it stands. */
static void keep_device(const struct join *join, const struct model_device *before,
			struct model_device *device)
{
	uint32_t mgmtdev = device->mgmtdev;

	*device = *before;
	device->mgmtdev = mgmtdev;
	device->interval = 0;
	texts_mark(join->texts, before->name);
	texts_mark(join->texts, before->config_reason);
	texts_mark(join->texts, before->vstats_reason);
	join_kept_queues(join->private, device, before);
}

static struct device_state state_from(const struct join *join, const struct candidate *candidate)
{
	struct device_state state = { .before = candidate->before };

	if (candidate->before != INDEX_NONE) {
		const struct device_state *before = generation_state(join->now, candidate->before);

		state.has_facts = before->has_facts;
		state.driver = before->driver;
		state.slot = before->slot;
		state.skew = before->skew;
		state.told_skewed = before->told_skewed;
		if (candidate->from == INDEX_NONE)
			state.rounds_kept = before->rounds_kept + 1;
	}
	return state;
}

static int add_device(const struct join *join, const struct candidate *candidate)
{
	uint32_t place = (uint32_t)join->next->devices.count;
	const struct model_device *before = NULL;
	struct device_state state = state_from(join, candidate);
	struct model_device *device = array_add(&join->next->devices, 1);
	int result = 0;

	if (candidate->before != INDEX_NONE)
		before = generation_device(join->now, candidate->before);
	device->mgmtdev = candidate->mgmtdev;
	device->id = before ? before->id : ++join->private->last_id;
	device->identity = before ? before->identity : 0;
	device->first_seen = before ? before->first_seen : join->snapshot->info->time;
	device->was_there = before ? before->was_there : !join->private->has_listed;
	if (candidate->from != INDEX_NONE)
		result = take_device(join, &join->snapshot->devices[candidate->from], before, device);
	else if (before)
		keep_device(join, before, device);
	if (result < 0)
		return result;
	array_append(&join->next->states, &state, 1);
	generation_put_device(join->next, place);
	if (device->mgmtdev != FLAT_NONE)
		generation_mgmtdev(join->next, device->mgmtdev)->devices++;
	return 0;
}

/* A dump that was disturbed can name a device twice: the first counts. */
static bool is_there_already(const struct join *join, const struct candidate *candidate)
{
	const char *name;

	if (candidate->from == INDEX_NONE)
		return false;
	name = snapshot_text(join->snapshot, join->snapshot->devices[candidate->from].name);
	return generation_find_device(join->next, name) != INDEX_NONE;
}

static int add_devices(const struct join *join)
{
	const struct array *sorted = &join->private->sorted;

	for (size_t i = 0; i < sorted->count; i++) {
		const struct candidate *candidate = array_at(sorted, struct candidate, i);

		if (!is_there_already(join, candidate) && add_device(join, candidate) < 0)
			return -ENOMEM;
	}
	return 0;
}

static int reserve_slots(const struct join *join)
{
	struct model_private *private = join->private;
	size_t queues = 0, devices = 0;

	for (size_t i = 0; i < join->next->queues.count; i++)
		queues += !generation_queue(join->next, i)->slot;
	for (size_t i = 0; i < join->next->states.count; i++)
		devices += !generation_state(join->next, i)->slot;
	if (slots_reserve(&private->slots, queues) < 0)
		return -ENOMEM;
	return slots_reserve(&private->device_slots, devices);
}

/* New queues and devices get their slots last, when nothing else can fail any more. */
static int take_slots(const struct join *join)
{
	struct model_private *private = join->private;

	if (reserve_slots(join) < 0)
		return -ENOMEM;
	for (size_t i = 0; i < join->next->queues.count; i++) {
		struct model_queue *queue = generation_queue(join->next, i);

		if (!queue->slot)
			queue->slot = slots_take(&private->slots);
	}
	for (size_t i = 0; i < join->next->states.count; i++) {
		struct device_state *state = generation_state(join->next, i);

		if (!state->slot)
			state->slot = slots_take(&private->device_slots);
	}
	return 0;
}

static bool round_is_partial(const struct snapshot_info *info)
{
	return info->code && info->family != SNAPSHOT_FAMILY_NO_MODULE &&
	       info->family != SNAPSHOT_FAMILY_NO_NETNS;
}

static int reset_next(const struct join *join)
{
	const struct snapshot *snapshot = join->snapshot;
	const struct generation *now = join->now;

	return generation_reset(join->next, snapshot->mgmtdev_count + now->mgmtdevs.count,
				snapshot->device_count + now->devices.count +
					join->private->facts.device_count,
				snapshot->queue_count + now->queues.count,
				snapshot->counter_count + now->counters.count);
}

int join_snapshot(struct model_private *private, const struct snapshot *snapshot)
{
	const struct join join = {
		.private = private,
		.texts = &private->texts,
		.snapshot = snapshot,
		.now = &private->now,
		.next = &private->next,
		.is_partial = round_is_partial(snapshot->info),
	};

	texts_begin(&private->texts);
	if (reset_next(&join) < 0 || keep_text(&join, snapshot->info->reason, &private->reason) < 0 ||
	    keep_names(&join) < 0 ||
	    take_mgmtdevs(&join, &private->places) < 0 || consider_devices(&join) < 0 ||
	    sort_candidates(&join) < 0 || add_devices(&join) < 0)
		return -ENOMEM;
	if (take_slots(&join) < 0)
		return -ENOMEM;
	private->has_listed |= !join.is_partial;
	return 0;
}
