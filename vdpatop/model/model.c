/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The model as its users see it: made, updated, searched. How it is joined is in join*.c. */
#include <stdlib.h>

#include "model/private.h"
#include "vdpa/counter.h"
#include "vdpa/numbers.h"

static struct model_private *private_new(uint32_t history)
{
	struct model_private *private = calloc(1, sizeof(*private));

	if (!private)
		return NULL;
	if (timeline_init(&private->times, history) < 0) {
		free(private);
		return NULL;
	}
	generation_init(&private->now);
	generation_init(&private->next);
	texts_init(&private->texts);
	slots_init(&private->slots, history);
	slots_init(&private->device_slots, history);
	private->names = ARRAY_OF(struct known_name);
	private->candidates = private->sorted = ARRAY_OF(struct candidate);
	private->places = ARRAY_OF(uint32_t);
	private->users = ARRAY_OF(struct model_user);
	private->suspects = ARRAY_OF(struct model_suspect);
	private->events = ARRAY_OF(struct model_event);
	private->event_texts = ARRAY_OF(char);
	private->owners = ARRAY_OF(struct facts_owner);
	private->reason = "";
	history_init(&private->kicks, history);
	history_init(&private->wqes, history);
	return private;
}

struct model *model_new(uint32_t history)
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
	model->times = &model->private->times;
	return model;
}

static void private_free(struct model_private *private)
{
	generation_free(&private->now);
	generation_free(&private->next);
	texts_free(&private->texts);
	slots_free(&private->slots);
	slots_free(&private->device_slots);
	timeline_free(&private->times);
	array_free(&private->names);
	array_free(&private->candidates);
	array_free(&private->sorted);
	array_free(&private->places);
	array_free(&private->users);
	array_free(&private->suspects);
	array_free(&private->events);
	array_free(&private->event_texts);
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

void model_publish(struct model *model)
{
	const struct model_private *private = model->private;
	const struct generation *now = &private->now;

	model->changes++;
	model->mgmtdevs = now->mgmtdevs.data;
	model->mgmtdev_count = now->mgmtdevs.count;
	model->devices = now->devices.data;
	model->device_count = now->devices.count;
	model->queues = now->queues.data;
	model->queue_count = now->queues.count;
	model->counters = now->counters.data;
	model->counter_count = now->counters.count;
	model->users = private->users.data;
	model->user_count = private->users.count;
	model->suspects = private->suspects.data;
	model->suspect_count = private->suspects.count;
}

static void swap_generations(struct model_private *private)
{
	struct generation before = private->now;

	private->now = private->next;
	private->next = before;
}

/* Gives SLOT back when what it is of is gone; what stays was marked when it was settled. */
static void give_slot(struct model_private *private, struct slots *slots, struct model_slot *slot)
{
	if (!slot || slot->round == private->round)
		return;
	slot->round = private->round; /* never given twice */
	changes_end_stall(private, slot);
	slots_give(slots, slot);
}

static void give_slots(struct model_private *private, const struct generation *before)
{
	for (size_t i = 0; i < before->queues.count; i++)
		give_slot(private, &private->slots, generation_queue(before, i)->slot);
	for (size_t i = 0; i < before->states.count; i++)
		give_slot(private, &private->device_slots, generation_state(before, i)->slot);
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
	timeline_shift(&model->private->times, delta);
	for (size_t i = 0; i < now->devices.count; i++) {
		shift(&generation_device(now, i)->first_seen, delta);
		shift(&generation_device(now, i)->read_at, delta);
		skew_shift_time(&generation_state(now, i)->skew, delta);
	}
	for (size_t i = 0; i < now->queues.count; i++) {
		shift(&generation_queue(now, i)->first_seen, delta);
		shift(&generation_queue(now, i)->read_at, delta);
		health_shift_time(&generation_queue(now, i)->slot->memory, delta);
	}
	for (size_t i = 0; i < model->event_count; i++)
		model->events[i].time += delta;
}

int model_update_join(struct model *model, const struct snapshot *snapshot)
{
	return join_snapshot(model->private, snapshot);
}

void model_update_settle(struct model *model, const struct snapshot *snapshot)
{
	struct model_private *private = model->private;
	bool is_first = !model->has_sample;
	uint32_t family = private->info.family;

	swap_generations(private);
	take_info(model, snapshot);
	model->has_sample = true;
	join_facts(model, &private->next);
	settle(model);
	if (!is_first)
		changes_tell_family(model, family);
	changes_tell(model, &private->next, is_first);
	changes_tell_errors(model);
	give_slots(private, &private->next);
	texts_sweep(&private->texts);
	model_publish(model);
}

void model_update_past(struct model *model)
{
	past_add(model);
}

int model_update(struct model *model, const struct snapshot *snapshot)
{
	int result = model_update_join(model, snapshot);

	if (result < 0)
		return result;
	model_update_settle(model, snapshot);
	model_update_past(model);
	return 0;
}

const char *model_counter_name(const struct model *model, size_t nth)
{
	const struct array *names = &model->private->names;

	return nth < names->count ? array_at(names, struct known_name, nth)->text : NULL;
}

bool model_device_is_off(const struct model_device *device)
{
	return device->config.valid && !(device->config.valid & VDPA_HAS_NEGOTIATED);
}

bool model_counter_is_blind(const struct model_queue *queue, const struct model_counter *counter)
{
	return queue->is_mapped && counter->known && counter->known->use == VDPA_COUNTER_DOORBELLS;
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
	return generation_find_queue(&model->private->now, device, (uint32_t)id, (uint32_t)id);
}
