/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One generation of the model's arrays, and how things in it are found. */
#include <string.h>

#include "model/private.h"

void generation_init(struct generation *generation)
{
	*generation = (struct generation){
		.mgmtdevs = ARRAY_OF(struct model_mgmtdev),
		.mgmtdev_states = ARRAY_OF(struct mgmtdev_state),
		.devices = ARRAY_OF(struct model_device),
		.states = ARRAY_OF(struct device_state),
		.queues = ARRAY_OF(struct model_queue),
		.counters = ARRAY_OF(struct model_counter),
	};
}

void generation_free(struct generation *generation)
{
	array_free(&generation->mgmtdevs);
	array_free(&generation->mgmtdev_states);
	array_free(&generation->devices);
	array_free(&generation->states);
	array_free(&generation->queues);
	array_free(&generation->counters);
	index_free(&generation->mgmtdev_names);
	index_free(&generation->device_names);
	index_free(&generation->device_ids);
}

int generation_reset(struct generation *generation, size_t mgmtdevs, size_t devices, size_t queues,
		     size_t counters)
{
	int result = array_reserve(&generation->mgmtdevs, mgmtdevs);

	result = result ? result : array_reserve(&generation->mgmtdev_states, mgmtdevs);
	result = result ? result : array_reserve(&generation->devices, devices);
	result = result ? result : array_reserve(&generation->states, devices);
	result = result ? result : array_reserve(&generation->queues, queues);
	result = result ? result : array_reserve(&generation->counters, counters);
	result = result ? result : index_reserve(&generation->mgmtdev_names, mgmtdevs);
	result = result ? result : index_reserve(&generation->device_names, devices);
	result = result ? result : index_reserve(&generation->device_ids, devices);
	index_clear(&generation->mgmtdev_names);
	index_clear(&generation->device_names);
	index_clear(&generation->device_ids);
	generation->mgmtdevs.count = generation->mgmtdev_states.count = 0;
	generation->devices.count = generation->states.count = 0;
	generation->queues.count = generation->counters.count = 0;
	return result;
}

struct model_mgmtdev *generation_mgmtdev(const struct generation *generation, size_t place)
{
	return array_at(&generation->mgmtdevs, struct model_mgmtdev, place);
}

struct model_device *generation_device(const struct generation *generation, size_t place)
{
	return array_at(&generation->devices, struct model_device, place);
}

struct device_state *generation_state(const struct generation *generation, size_t place)
{
	return array_at(&generation->states, struct device_state, place);
}

struct model_queue *generation_queue(const struct generation *generation, size_t place)
{
	return array_at(&generation->queues, struct model_queue, place);
}

struct model_counter *generation_counter(const struct generation *generation, size_t place)
{
	return array_at(&generation->counters, struct model_counter, place);
}

/* What is looked for, and where. */
struct wanted {
	const struct generation *generation;
	const char *bus, *name;
	uint64_t id;
};

static bool is_wanted_mgmtdev(const void *context, uint32_t place)
{
	const struct wanted *wanted = context;
	const struct model_mgmtdev *mgmtdev = generation_mgmtdev(wanted->generation, place);

	return !strcmp(mgmtdev->name, wanted->name) && !strcmp(mgmtdev->bus, wanted->bus);
}

uint32_t generation_find_mgmtdev(const struct generation *generation, const char *bus,
				 const char *name)
{
	const struct wanted wanted = { .generation = generation, .bus = bus, .name = name };

	return index_find(&generation->mgmtdev_names, index_hash_text(name), is_wanted_mgmtdev,
			  &wanted);
}

static bool is_wanted_device(const void *context, uint32_t place)
{
	const struct wanted *wanted = context;

	return !strcmp(generation_device(wanted->generation, place)->name, wanted->name);
}

uint32_t generation_find_device(const struct generation *generation, const char *name)
{
	const struct wanted wanted = { .generation = generation, .name = name };

	return index_find(&generation->device_names, index_hash_text(name), is_wanted_device,
			  &wanted);
}

static bool is_wanted_id(const void *context, uint32_t place)
{
	const struct wanted *wanted = context;

	return generation_device(wanted->generation, place)->id == wanted->id;
}

uint32_t generation_find_id(const struct generation *generation, uint64_t id)
{
	const struct wanted wanted = { .generation = generation, .id = id };

	return index_find(&generation->device_ids, index_hash(&id, sizeof(id)), is_wanted_id,
			  &wanted);
}

struct model_queue *generation_find_queue(const struct generation *generation,
					  const struct model_device *device, uint32_t index,
					  uint32_t guess)
{
	struct model_queue *guessed = NULL;
	uint32_t low = 0;
	uint32_t high = device->queues;

	if (guess < device->queues)
		guessed = generation_queue(generation, device->first_queue + guess);
	if (guessed && guessed->index == index)
		return guessed;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		struct model_queue *queue =
			generation_queue(generation, device->first_queue + middle);

		if (queue->index == index)
			return queue;
		if (queue->index < index)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

void generation_put_mgmtdev(struct generation *generation, uint32_t place)
{
	const char *name = generation_mgmtdev(generation, place)->name;

	index_add(&generation->mgmtdev_names, index_hash_text(name), place);
}

void generation_put_device(struct generation *generation, uint32_t place)
{
	const struct model_device *device = generation_device(generation, place);

	index_add(&generation->device_names, index_hash_text(device->name), place);
	index_add(&generation->device_ids, index_hash(&device->id, sizeof(device->id)), place);
}
