/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * New facts of the host taken in between two snapshots: whose they are, who was made again under
 * the same name, and the memory for it all before anything changes.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "model/private.h"

/* What model_update_facts() needs before it begins to change anything. */
struct facts_room {
	struct facts facts; /* in a copy of our own */
	struct array owners;
	struct index names, ids;
	size_t netlink_devices; /* those of now that come first */
};

static void facts_room_free(struct facts_room *room)
{
	array_free(&room->owners);
	index_free(&room->names);
	index_free(&room->ids);
}

static void *copy_of(const void *from, size_t bytes)
{
	void *copy = malloc(bytes);

	return copy ? memcpy(copy, from, bytes) : NULL;
}

static size_t count_netlink_devices(const struct generation *now)
{
	size_t count = 0;

	while (count < now->devices.count && generation_device(now, count)->is_from_netlink)
		count++;
	return count;
}

static int facts_room_make(struct model_private *private, struct facts_room *room)
{
	struct generation *now = &private->now;
	size_t devices;

	room->netlink_devices = count_netlink_devices(now);
	devices = room->netlink_devices + room->facts.device_count;
	if (generation_reset(&private->next, 0, now->devices.count, 0, 0) < 0 ||
	    array_reserve(&now->devices, devices) < 0 || array_reserve(&now->states, devices) < 0 ||
	    array_reserve(&private->users, room->facts.user_count) < 0 ||
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
static void renew_queue(struct model_private *private, const struct model_device *device,
			struct model_queue *queue)
{
	struct generation *now = &private->now;
	const struct rate first = { .state = RATE_FIRST };

	queue->id = device->id << 32 | queue->index;
	queue->first_seen = device->first_seen;
	queue->read_at = queue->interval = 0;
	changes_end_stall(private, queue->slot);
	slots_clear(&private->slots, queue->slot);
	for (uint32_t i = 0; i < queue->counters; i++) {
		struct model_counter *counter = generation_counter(now, queue->first_counter + i);

		counter->rate = first;
		counter->history = NULL;
	}
	if (queue->has_kicks)
		queue->kicks_rate = first;
	if (queue->has_wqes)
		queue->wqes_rate = first;
}

static void renew_device(struct model *model, uint32_t place, int64_t time)
{
	struct model_private *private = model->private;
	struct model_device *device = generation_device(&private->now, place);
	struct device_state *state = generation_state(&private->now, place);

	changes_end_skew(private, state);
	state->skew = (struct skew_memory){ 0 };
	device->skew = (struct skew){ 0 };
	device->id = ++private->last_id;
	device->first_seen = time;
	device->was_there = false;
	device->read_at = device->interval = 0;
	slots_clear(&private->device_slots, state->slot);
	for (uint32_t i = 0; i < device->queues; i++)
		renew_queue(private, device,
			    generation_queue(&private->now, device->first_queue + i));
	changes_tell_renewed(model, device, time);
}

/* What was known of an entry of the new FACTS about a device that is not in now. */
static struct facts_owner owner_before(const struct model *model, const struct facts *facts,
				       const struct facts_device *fact)
{
	const struct model_private *private = model->private;
	const char *name = facts_text(facts, fact->name);

	for (size_t i = 0; i < private->owners.count; i++) {
		const struct facts_device *old = &private->facts.devices[i];

		if (old->identity == fact->identity &&
		    !strcmp(facts_text(&private->facts, old->name), name))
			return *array_at(&private->owners, struct facts_owner, i);
	}
	return (struct facts_owner){ .since = model->has_facts ? private->round : 0 };
}

static struct facts_owner find_owner(struct model *model, const struct facts_room *room,
				     const struct facts_device *fact)
{
	struct model_private *private = model->private;
	const char *name = facts_text(&room->facts, fact->name);
	uint32_t place = generation_find_device(&private->now, name);
	struct model_device *device;
	struct device_state *state;

	if (place == INDEX_NONE)
		return owner_before(model, &room->facts, fact);
	if (place >= room->netlink_devices)
		return (struct facts_owner){ 0 };
	device = generation_device(&private->now, place);
	state = generation_state(&private->now, place);
	if (state->has_facts && device->identity != fact->identity)
		renew_device(model, place, room->facts.info->time);
	return (struct facts_owner){ .device = device->id };
}

static void install_facts(struct model_private *private, struct facts_room *room)
{
	struct facts_room before = {
		.owners = private->owners,
		.names = private->now.device_names,
		.ids = private->now.device_ids,
	};

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

/* Nothing fails any more from here on. The facts before are still there to be compared with. */
static void take_facts(struct model *model, struct facts_room *room)
{
	struct model_private *private = model->private;

	for (size_t i = 0; i < room->facts.device_count; i++) {
		const struct facts_owner owner = find_owner(model, room, &room->facts.devices[i]);

		array_append(&room->owners, &owner, 1);
	}
	set_host_devices_aside(private, room->netlink_devices);
	install_facts(private, room);
	join_facts(model, &private->next);
	if (model->has_facts)
		changes_tell_host(model, &private->next);
	forget_old_drivers(&private->now);
	private->next.devices.count = private->next.states.count = 0;
	model->has_facts = true;
	model->hides_processes = private->facts.info->hides_processes;
	model->facts_number++;
}

int model_update_facts(struct model *model, const struct facts *facts)
{
	struct model_private *private = model->private;
	struct facts_room room = { .owners = ARRAY_OF(struct facts_owner) };
	size_t bytes = facts->flat.header->bytes;
	void *data = copy_of(facts->flat.header, bytes);
	void *unused = data;
	int result = -ENOMEM;

	if (data && !facts_open(&room.facts, data, bytes) && !facts_room_make(private, &room)) {
		take_facts(model, &room);
		unused = private->facts_data;
		private->facts_data = data;
		result = 0;
	}
	free(unused);
	facts_room_free(&room);
	model_publish(model); /* what was reserved may have moved the arrays, used or not */
	return result;
}
