/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What of a sample goes into the histories: of everything the kicks and wqes per second, of the
 * device that somebody looks at every counter. Only what is known goes in: an interval in which a
 * counter went back, or in which it could not be read, is a gap.
 */
#include <string.h>

#include "model/private.h"
#include "vdpa/counter.h"

const struct history *past_none(void)
{
	static const struct history none;

	return &none;
}

void model_watch(struct model *model, const char *device)
{
	struct model_private *private = model->private;
	uint32_t place = device ? generation_find_device(&private->now, device) : INDEX_NONE;

	if (place != INDEX_NONE)
		private->watched = generation_device(&private->now, place)->id;
}

/* Takes back what the device looked at before was given beyond its share. */
static void cut_back(struct model_private *private, const struct model_device *device)
{
	struct slots *slots = &private->slots;

	for (uint32_t i = 0; i < device->queues && slots->bytes > SLOTS_BUDGET; i++) {
		struct model_slot *slot =
			generation_queue(&private->now, device->first_queue + i)->slot;

		if (slot->kicks.capacity > slots->share)
			slots_resize(slots, &slot->kicks, slots->share);
		if (slot->wqes.capacity > slots->share)
			slots_resize(slots, &slot->wqes, slots->share);
	}
}

/* Whose counters are kept from before stays while there is as much room again. */
static void drop_counters(struct model_private *private)
{
	if (private->slots.counter_bytes <= SLOTS_COUNTERS / 2)
		return;
	for (size_t i = 0; i < private->now.queues.count; i++) {
		const struct model_queue *queue = generation_queue(&private->now, i);

		if (generation_device(&private->now, queue->device)->id != private->watched)
			slots_drop_counters(&private->slots, queue->slot);
	}
}

static void past_begin(struct model *model)
{
	struct model_private *private = model->private;
	uint32_t place = generation_find_id(&private->now, private->was_watched);

	timeline_add(&private->times, model->time);
	slots_share_out(&private->slots, private->now.queues.count);
	slots_share_out(&private->device_slots, private->now.devices.count);
	if (private->was_watched == private->watched)
		return;
	if (place != INDEX_NONE)
		cut_back(private, generation_device(&private->now, place));
	drop_counters(private);
	private->was_watched = private->watched;
}

static void grow(struct slots *slots, struct history *history)
{
	if (history->values && history->capacity < slots->most &&
	    slots->bytes < SLOTS_BUDGET + SLOTS_SPARE)
		slots_resize(slots, history, slots->most);
}

static void add_rate(struct slots *slots, struct history *history, const struct rate *rate)
{
	slots_add(slots, history, rate->state == RATE_OK, rate->per_second);
}

/* The kernel's two are the queue's kicks and wqes. */
static bool has_own_history(const struct model_counter *counter)
{
	return counter->known && (counter->known->use == VDPA_COUNTER_DOORBELLS ||
				  counter->known->use == VDPA_COUNTER_ELEMENTS);
}

static void make_counters(struct slots *slots, const struct model_queue *queue,
			  const struct model_counter *counters)
{
	for (uint32_t i = 0; i < queue->counters; i++)
		if (!has_own_history(&counters[i]) &&
		    !slots_find_counter(queue->slot, counters[i].name))
			slots_make_counter(slots, queue->slot, counters[i].name);
}

static void add_counter(const struct model_queue *queue, struct model_counter *counters,
			struct counter_past *past)
{
	const struct rate *rate = NULL;

	for (uint32_t i = 0; i < queue->counters; i++) {
		if (strcmp(counters[i].name, past->name))
			continue;
		counters[i].history = &past->history;
		rate = &counters[i].rate;
	}
	history_add(&past->history, rate && rate->state == RATE_OK, rate ? rate->per_second : 0);
}

static void link_own(const struct model_queue *queue, struct model_counter *counters)
{
	for (uint32_t i = 0; i < queue->counters; i++)
		if (has_own_history(&counters[i]))
			counters[i].history = counters[i].known->use == VDPA_COUNTER_DOORBELLS ?
						      queue->kicks_history : queue->wqes_history;
}

static void add_counters(struct model_private *private, const struct model_queue *queue,
			 bool is_watched)
{
	struct model_counter *counters = NULL;

	if (queue->counters)
		counters = generation_counter(&private->now, queue->first_counter);
	if (is_watched) {
		make_counters(&private->slots, queue, counters);
		link_own(queue, counters);
	}
	for (uint32_t i = 0; i < queue->slot->counter_count; i++)
		add_counter(queue, counters, &queue->slot->counters[i]);
}

static bool is_watched(const struct model_private *private, const struct model_device *device)
{
	return private->watched && device->id == private->watched;
}

static void add_queue(struct model_private *private, const struct model_queue *queue, bool is_grown)
{
	struct model_slot *slot = queue->slot;

	if (is_grown) {
		grow(&private->slots, &slot->kicks);
		grow(&private->slots, &slot->wqes);
	}
	add_rate(&private->slots, &slot->kicks, &queue->kicks_rate);
	add_rate(&private->slots, &slot->wqes, &queue->wqes_rate);
	if (is_grown || slot->counter_count)
		add_counters(private, queue, is_grown);
}

static void add_device(struct model_private *private, size_t place)
{
	const struct model_device *device = generation_device(&private->now, place);
	struct model_slot *slot = generation_state(&private->now, place)->slot;
	bool is_grown = is_watched(private, device);

	for (uint32_t i = 0; i < device->queues; i++)
		add_queue(private, generation_queue(&private->now, device->first_queue + i), is_grown);
	slots_add(&private->device_slots, &slot->kicks,
		  device->has_kicks && device->kicks_rate.state == RATE_OK,
		  device->kicks_rate.per_second);
	slots_add(&private->device_slots, &slot->wqes,
		  device->has_wqes && device->wqes_rate.state == RATE_OK,
		  device->wqes_rate.per_second);
}

void past_add(struct model *model)
{
	struct model_private *private = model->private;
	const struct model_totals *totals = &model->totals;

	past_begin(model);
	for (size_t i = 0; i < private->now.devices.count; i++)
		if (generation_device(&private->now, i)->is_from_netlink)
			add_device(private, i);
	history_add(&private->kicks, totals->has_kicks, totals->kicks_per_s);
	history_add(&private->wqes, totals->has_wqes, totals->wqes_per_s);
}

/* Those that are kept already; new ones come with past_add(). */
static void link_counters(const struct model_private *private, const struct model_queue *queue)
{
	for (uint32_t i = 0; i < queue->counters; i++) {
		struct model_counter *counter =
			generation_counter(&private->now, queue->first_counter + i);
		const struct counter_past *past = slots_find_counter(queue->slot, counter->name);

		if (past)
			counter->history = &past->history;
	}
}

void past_link_queue(struct model *model, struct model_queue *queue)
{
	if (queue->slot->counter_count)
		link_counters(model->private, queue);
	queue->slot->round = model->private->round;
	queue->kicks_history = &queue->slot->kicks;
	queue->wqes_history = &queue->slot->wqes;
}

void past_link_device(struct model *model, size_t place)
{
	struct model_private *private = model->private;
	struct model_device *device = generation_device(&private->now, place);
	struct model_slot *slot = generation_state(&private->now, place)->slot;

	slot->round = private->round;
	device->kicks_history = &slot->kicks;
	device->wqes_history = &slot->wqes;
}

void past_link_totals(struct model *model)
{
	model->totals.kicks_history = &model->private->kicks;
	model->totals.wqes_history = &model->private->wqes;
}
