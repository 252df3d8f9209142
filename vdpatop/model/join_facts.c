/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The host's facts put on the devices of this generation. Facts are older or newer than the
 * snapshot, so each entry remembers which device it describes: an entry of a device that netlink
 * has shown and that is gone describes no other of that name. Devices that netlink has never shown
 * (netlink is frozen, or they are unmanaged) follow behind the others, without queues.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "model/private.h"

static const char *text_of(const struct model_private *private, struct flat_text text)
{
	return facts_text(&private->facts, text);
}

static struct facts_owner *owner_of(const struct model_private *private, size_t entry)
{
	return array_at(&private->owners, struct facts_owner, entry);
}

static void forget_device(struct generation *now, size_t place)
{
	struct model_device *device = generation_device(now, place);

	device->driver = device->node = device->netdev = device->disk = "";
	device->vm = device->user = "";
	device->user_pid = 0;
	device->user_numa = -1;
	device->user_count = 0;
	device->is_netdev_up = device->is_disk_mounted = false;
	generation_state(now, place)->is_described = false;
	for (uint32_t i = 0; device->mapped_queues && i < device->queues; i++)
		generation_queue(now, device->first_queue + i)->is_mapped = false;
	device->mapped_queues = 0;
}

static void tell_driver(struct model *model, const struct model_device *device, const char *before)
{
	struct event_name name = event_name(device->name);
	struct event_name driver = event_name(*device->driver ? device->driver : before);
	const struct event_head head = {
		.time = model->private->facts.info->time,
		.kind = *device->driver ? MODEL_EVENT_BOUND : MODEL_EVENT_UNBOUND,
		.subject = { MODEL_DEVICE, device->id },
	};

	if (!strcmp(device->driver, before))
		return;
	event_add(model, &head, *device->driver ? "%s is bound to %s" : "%s is no longer bound to %s",
		  name.text, driver.text);
}

static void put_entry(struct model *model, const struct facts_device *entry, uint32_t place)
{
	const struct model_private *private = model->private;
	struct model_device *device = generation_device(&private->now, place);
	struct device_state *state = generation_state(&private->now, place);

	device->driver = text_of(private, entry->driver);
	device->node = text_of(private, entry->node);
	device->netdev = text_of(private, entry->netdev);
	device->disk = text_of(private, entry->disk);
	device->is_netdev_up = entry->flags & FACTS_NETDEV_UP;
	device->is_disk_mounted = entry->flags & FACTS_DISK_MOUNTED;
	if (state->driver)
		tell_driver(model, device, state->driver);
	state->driver = device->driver;
	state->has_facts = state->is_described = true;
	device->identity = entry->identity;
}

/* The device that only the host knows, as it was in generation BEFORE, or a new one. */
static uint64_t host_device_id(struct model_private *private, const struct generation *before,
			       const struct facts_device *entry, const char *name)
{
	uint32_t place = generation_find_device(before, name);

	if (place != INDEX_NONE && !generation_device(before, place)->is_from_netlink &&
	    generation_device(before, place)->identity == entry->identity)
		return generation_device(before, place)->id;
	return ++private->last_id;
}

static uint32_t add_host_device(struct model *model, const struct generation *before,
				const struct facts_device *entry)
{
	struct model_private *private = model->private;
	struct generation *now = &private->now;
	uint32_t place = (uint32_t)now->devices.count;
	struct model_device *device = array_add(&now->devices, 1);
	struct device_state *state = array_add(&now->states, 1);

	device->name = text_of(private, entry->name);
	device->id = host_device_id(private, before, entry, device->name);
	device->mgmtdev = FLAT_NONE;
	device->config_reason = device->vstats_reason = device->wqes_source = "";
	device->kicks_history = device->wqes_history = past_none();
	device->health = model->has_sample ? HEALTH_NO_DATA : HEALTH_STALE;
	device->first_queue = (uint32_t)now->queues.count;
	device->first_seen = private->facts.info->time;
	device->was_there = !model->has_facts;
	state->before = generation_find_id(before, device->id);
	if (state->before != INDEX_NONE) {
		device->first_seen = generation_device(before, state->before)->first_seen;
		device->was_there = generation_device(before, state->before)->was_there;
		state->driver = generation_state(before, state->before)->driver;
	}
	forget_device(now, place);
	generation_put_device(now, place);
	return place;
}

/*
 * Whether an entry that no device of netlink answers to is a device nobody manages. A new device is
 * seen by the host first: only when the next snapshot does not have it either is it one of those.
 */
static bool is_unmanaged(const struct model *model, const struct facts_device *fact,
			 const struct facts_owner *owner)
{
	const struct model_private *private = model->private;

	if (fact->flags & FACTS_HIDDEN)
		return false;
	if (owner->device || (owner->since && private->round <= owner->since))
		return false;
	return !(model->has_sample && private->facts.info->is_filtered);
}

static void join_entry(struct model *model, const struct generation *before, size_t entry)
{
	struct model_private *private = model->private;
	const struct facts_device *fact = &private->facts.devices[entry];
	struct facts_owner *owner = owner_of(private, entry);
	uint32_t place = generation_find_device(&private->now, text_of(private, fact->name));

	if (place == INDEX_NONE) {
		if (is_unmanaged(model, fact, owner))
			put_entry(model, fact, add_host_device(model, before, fact));
		return;
	}
	if (!owner->device)
		owner->device = generation_device(&private->now, place)->id;
	if (owner->device == generation_device(&private->now, place)->id)
		put_entry(model, fact, place);
}

static struct model_device *described_device(const struct model_private *private,
					     struct flat_text name)
{
	uint32_t place = generation_find_device(&private->now, text_of(private, name));

	if (place == INDEX_NONE || !generation_state(&private->now, place)->is_described)
		return NULL;
	return generation_device(&private->now, place);
}

static void join_user(struct model_private *private, const struct facts_user *fact)
{
	struct model_device *device = described_device(private, fact->device);
	struct model_user user = {
		.command = text_of(private, fact->command),
		.vm = text_of(private, fact->vm),
		.pid = fact->pid,
		.numa_node = fact->numa_node,
	};

	if (!device)
		return;
	user.device = (uint32_t)(device - generation_device(&private->now, 0));
	array_append(&private->users, &user, 1);
	if (device->user_count++)
		return;
	device->user = user.command;
	device->vm = user.vm;
	device->user_pid = user.pid;
	device->user_numa = user.numa_node;
}

static void join_mapping(struct model_private *private, const struct facts_mapping *mapping)
{
	struct model_device *device = described_device(private, mapping->device);
	struct model_queue *queue;

	if (!device)
		return;
	queue = generation_find_queue(&private->now, device, mapping->queue, mapping->queue);
	if (!queue || queue->is_mapped)
		return;
	queue->is_mapped = true;
	queue->has_kicks = false;
	queue->kicks_rate = (struct rate){ .state = RATE_NONE };
	device->mapped_queues++;
	device->has_kicks = false;
}

static void join_mgmtdev(struct model_private *private, const struct facts_mgmtdev *fact)
{
	uint32_t place = generation_find_mgmtdev(&private->now, text_of(private, fact->bus),
						 text_of(private, fact->name));
	struct model_mgmtdev *mgmtdev;

	if (place == INDEX_NONE)
		return;
	mgmtdev = generation_mgmtdev(&private->now, place);
	mgmtdev->driver = text_of(private, fact->driver);
	mgmtdev->pci = text_of(private, fact->pci);
	mgmtdev->function = text_of(private, fact->function);
	mgmtdev->representor = text_of(private, fact->representor);
	mgmtdev->numa_node = fact->numa_node;
	mgmtdev->representor_link = fact->representor_link;
	mgmtdev->vfs = fact->vfs;
	mgmtdev->most_vfs = fact->most_vfs;
}

static void join_suspects(struct model_private *private)
{
	private->suspects.count = 0;
	for (size_t i = 0; i < private->facts.suspect_count; i++) {
		const struct facts_suspect *fact = &private->facts.suspects[i];
		const struct model_suspect suspect = {
			.command = text_of(private, fact->command),
			.wchan = text_of(private, fact->wchan),
			.pid = fact->pid,
			.is_deleting = fact->is_deleting,
		};

		array_append(&private->suspects, &suspect, 1);
	}
}

static void forget_mgmtdev(struct model_mgmtdev *mgmtdev)
{
	mgmtdev->driver = mgmtdev->pci = mgmtdev->function = mgmtdev->representor = "";
	mgmtdev->numa_node = mgmtdev->representor_link = -1;
	mgmtdev->vfs = mgmtdev->most_vfs = 0;
}

void join_facts(struct model *model, const struct generation *before)
{
	struct model_private *private = model->private;
	const struct facts *facts = &private->facts;

	for (size_t i = 0; i < private->now.devices.count; i++)
		forget_device(&private->now, i);
	for (size_t i = 0; i < private->now.mgmtdevs.count; i++)
		forget_mgmtdev(generation_mgmtdev(&private->now, i));
	for (size_t i = 0; i < facts->device_count; i++)
		join_entry(model, before, i);
	private->users.count = 0;
	for (size_t i = 0; i < facts->user_count; i++)
		join_user(private, &facts->users[i]);
	for (size_t i = 0; i < facts->mapping_count; i++)
		join_mapping(private, &facts->mappings[i]);
	for (size_t i = 0; i < facts->mgmtdev_count; i++)
		join_mgmtdev(private, &facts->mgmtdevs[i]);
	join_suspects(private);
}

bool model_find_fact(const struct model *model, const char *name, struct model_fact *ret_fact)
{
	const struct model_private *private = model->private;

	for (size_t i = 0; model->has_facts && i < private->facts.device_count; i++) {
		const struct facts_device *fact = &private->facts.devices[i];

		if (strcmp(text_of(private, fact->name), name) != 0)
			continue;
		*ret_fact = (struct model_fact){
			.identity = fact->identity,
			.driver = text_of(private, fact->driver),
			.node = text_of(private, fact->node),
			.netdev = text_of(private, fact->netdev),
			.disk = text_of(private, fact->disk),
			.is_netdev_up = fact->flags & FACTS_NETDEV_UP,
			.is_disk_mounted = fact->flags & FACTS_DISK_MOUNTED,
			.is_hidden = fact->flags & FACTS_HIDDEN,
		};
		return true;
	}
	return false;
}
