/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The model as its users see it: made, updated, searched. How it is joined is in join*.c. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "model/private.h"

static struct model_private *private_new(size_t history)
{
	struct model_private *private = calloc(1, sizeof(*private));

	if (!private)
		return NULL;
	generation_init(&private->now);
	generation_init(&private->next);
	texts_init(&private->texts);
	slots_init(&private->slots, history);
	private->names = ARRAY_OF(struct known_name);
	private->candidates = private->sorted = ARRAY_OF(struct candidate);
	private->places = ARRAY_OF(uint32_t);
	private->suspects = ARRAY_OF(struct model_suspect);
	private->events = ARRAY_OF(struct model_event);
	private->owners = ARRAY_OF(struct facts_owner);
	private->reason = "";
	history_init(&private->kicks, history);
	history_init(&private->wqes, history);
	return private;
}

struct model *model_new(size_t history)
{
	struct model *model = calloc(1, sizeof(*model));

	if (!model)
		return NULL;
	model->private = private_new(history);
	if (!model->private) {
		free(model);
		return NULL;
	}
	model->reason = model->totals.wqes_source = "";
	model->totals.kicks_history = &model->private->kicks;
	model->totals.wqes_history = &model->private->wqes;
	return model;
}

static void private_free(struct model_private *private)
{
	generation_free(&private->now);
	generation_free(&private->next);
	texts_free(&private->texts);
	slots_free(&private->slots);
	array_free(&private->names);
	array_free(&private->candidates);
	array_free(&private->sorted);
	array_free(&private->places);
	array_free(&private->suspects);
	array_free(&private->events);
	array_free(&private->owners);
	history_free(&private->kicks);
	history_free(&private->wqes);
	free(private->facts_data);
	free(private);
}

void model_free(struct model *model)
{
	if (!model)
		return;
	private_free(model->private);
	free(model);
}

static void model_publish(struct model *model)
{
	const struct model_private *private = model->private;
	const struct generation *now = &private->now;

	model->mgmtdevs = now->mgmtdevs.data;
	model->mgmtdev_count = now->mgmtdevs.count;
	model->devices = now->devices.data;
	model->device_count = now->devices.count;
	model->queues = now->queues.data;
	model->queue_count = now->queues.count;
	model->counters = now->counters.data;
	model->counter_count = now->counters.count;
	model->suspects = private->suspects.data;
	model->suspect_count = private->suspects.count;
}

static void swap_generations(struct model_private *private)
{
	struct generation before = private->now;

	private->now = private->next;
	private->next = before;
}

/* Slots of queues that are gone; those that stay were marked when they were settled. */
static void give_slots(struct model_private *private, const struct generation *before)
{
	for (size_t i = 0; i < before->queues.count; i++) {
		struct model_slot *slot = generation_queue(before, i)->slot;

		if (slot->round == private->round)
			continue;
		slot->round = private->round; /* never given twice */
		slots_give(&private->slots, slot);
	}
}

static void take_info(struct model *model, const struct snapshot *snapshot)
{
	struct model_private *private = model->private;

	private->info = *snapshot->info;
	private->round++;
	model->info = &private->info;
	model->reason = private->reason;
	model->number = private->info.number;
	model->time = private->info.time;
	model->errors += private->info.errors;
}

static void shift(int64_t *time, int64_t delta)
{
	if (*time) /* 0: never read */
		*time += delta;
}

void model_shift_time(struct model *model, int64_t delta)
{
	struct generation *now = &model->private->now;

	shift(&model->time, delta);
	for (size_t i = 0; i < now->devices.count; i++)
		shift(&generation_device(now, i)->read_at, delta);
	for (size_t i = 0; i < now->queues.count; i++) {
		shift(&generation_queue(now, i)->read_at, delta);
		health_shift_time(&generation_queue(now, i)->slot->memory, delta);
	}
}

int model_update(struct model *model, const struct snapshot *snapshot)
{
	struct model_private *private = model->private;
	bool is_first = !model->has_sample;
	int result = join_snapshot(private, snapshot);

	if (result < 0)
		return result;
	swap_generations(private);
	take_info(model, snapshot);
	model->has_sample = true;
	join_facts(model, &private->next);
	settle(model);
	changes_tell(model, &private->next, is_first);
	give_slots(private, &private->next);
	texts_sweep(&private->texts);
	model_publish(model);
	return 0;
}

/* What model_update_facts() needs before it begins to change anything. */
struct facts_room {
	void *data;
	struct facts facts;
	struct array owners;
	struct index names, ids;
	size_t netlink_devices; /* those of now that come first */
};

static void facts_room_free(struct facts_room *room)
{
	free(room->data);
	array_free(&room->owners);
	index_free(&room->names);
	index_free(&room->ids);
}

static int facts_copy(struct facts_room *room, const struct facts *facts)
{
	size_t bytes = facts->flat.header->bytes;

	room->data = malloc(bytes);
	if (!room->data)
		return -ENOMEM;
	memcpy(room->data, facts->flat.header, bytes);
	return facts_open(&room->facts, room->data, bytes);
}

static size_t count_netlink_devices(const struct generation *now)
{
	size_t count = 0;

	while (count < now->devices.count && generation_device(now, count)->is_from_netlink)
		count++;
	return count;
}

static int facts_room_make(struct model_private *private, struct facts_room *room,
			   const struct facts *facts)
{
	struct generation *now = &private->now;
	size_t devices;

	*room = (struct facts_room){ .owners = ARRAY_OF(struct facts_owner) };
	if (facts_copy(room, facts) < 0)
		return -ENOMEM;
	room->netlink_devices = count_netlink_devices(now);
	devices = room->netlink_devices + room->facts.device_count;
	if (generation_reset(&private->next, 0, now->devices.count, 0, 0) < 0 ||
	    array_reserve(&now->devices, devices) < 0 || array_reserve(&now->states, devices) < 0 ||
	    array_reserve(&private->suspects, room->facts.suspect_count) < 0 ||
	    array_reserve(&room->owners, room->facts.device_count) < 0 ||
	    index_reserve(&room->names, devices) < 0 || index_reserve(&room->ids, devices) < 0)
		return -ENOMEM;
	return 0;
}

/* Moves the devices that only the host knows out of now, to be compared with afterwards. */
static void set_host_devices_aside(struct model_private *private, size_t netlink_devices)
{
	struct generation *now = &private->now;
	struct generation *aside = &private->next;

	for (size_t i = netlink_devices; i < now->devices.count; i++) {
		array_append(&aside->devices, generation_device(now, i), 1);
		array_append(&aside->states, generation_state(now, i), 1);
		generation_put_device(aside, (uint32_t)(i - netlink_devices));
	}
	now->devices.count = now->states.count = netlink_devices;
}

/* Its counters were another device's: nothing may be reckoned from them. */
static void renew_queue(struct generation *now, const struct model_device *device,
			struct model_queue *queue)
{
	const struct rate first = { .state = RATE_FIRST };

	queue->id = device->id << 32 | queue->index;
	queue->read_at = queue->interval = 0;
	slots_clear(queue->slot);
	for (uint32_t i = 0; i < queue->counters; i++)
		generation_counter(now, queue->first_counter + i)->rate = first;
	if (queue->has_kicks)
		queue->kicks_rate = first;
	if (queue->has_wqes)
		queue->wqes_rate = first;
}

static void renew_device(struct model *model, struct model_device *device, int64_t time)
{
	struct model_private *private = model->private;

	device->id = ++private->last_id;
	device->read_at = device->interval = 0;
	for (uint32_t i = 0; i < device->queues; i++)
		renew_queue(&private->now, device,
			    generation_queue(&private->now, device->first_queue + i));
	changes_tell_renewed(model, device, time);
}

/* Who is described by an entry of the new FACTS about a device that is not in now. */
static uint64_t owner_before(const struct model_private *private, const struct facts *facts,
			     const struct facts_device *fact)
{
	const char *name = facts_text(facts, fact->name);

	for (size_t i = 0; i < private->owners.count; i++) {
		const struct facts_device *old = &private->facts.devices[i];

		if (old->identity == fact->identity &&
		    !strcmp(facts_text(&private->facts, old->name), name))
			return array_at(&private->owners, struct facts_owner, i)->device;
	}
	return 0;
}

static void find_owner(struct model *model, struct facts_room *room, const struct facts_device *fact)
{
	struct model_private *private = model->private;
	const char *name = facts_text(&room->facts, fact->name);
	uint32_t place = generation_find_device(&private->now, name);
	struct facts_owner owner = { 0 };

	if (place != INDEX_NONE && place < room->netlink_devices) {
		struct model_device *device = generation_device(&private->now, place);
		const struct device_state *state = generation_state(&private->now, place);

		if (state->has_facts && state->identity != fact->identity)
			renew_device(model, device, room->facts.info->time);
		owner.device = device->id;
	} else if (place == INDEX_NONE) {
		owner.device = owner_before(private, &room->facts, fact);
	}
	array_append(&room->owners, &owner, 1);
}

static void install_facts(struct model_private *private, struct facts_room *room)
{
	struct facts_room before = {
		.data = private->facts_data,
		.owners = private->owners,
		.names = private->now.device_names,
		.ids = private->now.device_ids,
	};

	private->facts_data = room->data;
	private->facts = room->facts;
	private->owners = room->owners;
	private->now.device_names = room->names;
	private->now.device_ids = room->ids;
	for (uint32_t i = 0; i < private->now.devices.count; i++)
		generation_put_device(&private->now, i);
	*room = before;
}

static void forget_old_drivers(struct generation *now)
{
	for (size_t i = 0; i < now->states.count; i++)
		if (!generation_state(now, i)->is_described)
			generation_state(now, i)->driver = NULL;
}

int model_update_facts(struct model *model, const struct facts *facts)
{
	struct model_private *private = model->private;
	struct facts_room room;

	if (facts_room_make(private, &room, facts) < 0) {
		facts_room_free(&room);
		model_publish(model); /* what was reserved may have moved the arrays */
		return -ENOMEM;
	}
	for (size_t i = 0; i < room.facts.device_count; i++)
		find_owner(model, &room, &room.facts.devices[i]);
	set_host_devices_aside(private, room.netlink_devices);
	install_facts(private, &room);
	join_facts(model, &private->next);
	if (model->has_facts)
		changes_tell_host(model, &private->next);
	forget_old_drivers(&private->now);
	model->has_facts = true;
	model->hides_processes = private->facts.info->hides_processes;
	model_publish(model);
	private->next.devices.count = private->next.states.count = 0;
	facts_room_free(&room); /* holds what was installed before */
	return 0;
}

const struct model_device *model_find_device(const struct model *model, uint64_t id)
{
	uint32_t place = generation_find_id(&model->private->now, id);

	return place == INDEX_NONE ? NULL : generation_device(&model->private->now, place);
}

const struct model_queue *model_find_queue(const struct model *model, uint64_t id)
{
	const struct model_device *device = model_find_device(model, id >> 32);

	if (!device)
		return NULL;
	return generation_find_queue(&model->private->now, device, (uint32_t)id);
}
