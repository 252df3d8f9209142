/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Slots in blocks that stay where they are, and the budget of their rings. */
#include "model/slot.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS_BLOCK 256
#define SLOTS_RINGS 2 /* of each slot: kicks and wqes */

void slots_init(struct slots *slots, uint32_t most)
{
	*slots = (struct slots){
		.blocks = ARRAY_OF(struct model_slot *), .most = most, .share = most,
	};
}

static struct model_slot *slots_block(const struct slots *slots, size_t block)
{
	return *array_at(&slots->blocks, struct model_slot *, block);
}

void slots_free(struct slots *slots)
{
	for (size_t i = 0; i < slots->blocks.count; i++) {
		struct model_slot *block = slots_block(slots, i);

		for (size_t k = 0; k < SLOTS_BLOCK; k++)
			slots_clear(slots, &block[k]);
		free(block);
	}
	array_free(&slots->blocks);
}

static void slots_chain(struct slots *slots, struct model_slot *slot)
{
	slot->next_free = slots->free;
	slots->free = slot;
	slots->free_count++;
}

static int slots_grow(struct slots *slots)
{
	struct model_slot *block = calloc(SLOTS_BLOCK, sizeof(*block));

	if (!block)
		return -ENOMEM;
	if (array_append(&slots->blocks, &block, 1) < 0) {
		free(block);
		return -ENOMEM;
	}
	for (size_t i = SLOTS_BLOCK; i--;)
		slots_chain(slots, &block[i]);
	return 0;
}

int slots_reserve(struct slots *slots, size_t count)
{
	int result = 0;

	while (!result && slots->free_count < count)
		result = slots_grow(slots);
	return result;
}

struct model_slot *slots_take(struct slots *slots)
{
	struct model_slot *slot = slots->free;

	slots->free = slot->next_free;
	slots->free_count--;
	slot->next_free = NULL;
	return slot;
}

static size_t ring_bytes(const struct history *history)
{
	return history->values ? history->capacity * sizeof(*history->values) : 0;
}

static void free_ring(struct slots *slots, struct history *history)
{
	slots->rings -= history->values != NULL;
	slots->bytes -= ring_bytes(history);
	history_free(history);
}

void slots_drop_counters(struct slots *slots, struct model_slot *slot)
{
	for (uint32_t i = 0; i < slot->counter_count; i++) {
		slots->counter_bytes -= slots->most * sizeof(float);
		history_free(&slot->counters[i].history);
		free(slot->counters[i].name);
	}
	free(slot->counters);
	slot->counters = NULL;
	slot->counter_count = 0;
}

void slots_clear(struct slots *slots, struct model_slot *slot)
{
	free_ring(slots, &slot->kicks);
	free_ring(slots, &slot->wqes);
	slots_drop_counters(slots, slot);
	slot->memory = (struct health_memory){ 0 };
	slot->told_stalled = 0;
}

void slots_give(struct slots *slots, struct model_slot *slot)
{
	slots_clear(slots, slot);
	slots_chain(slots, slot);
}

void slots_share_out(struct slots *slots, size_t count)
{
	size_t without = SLOTS_RINGS * count > slots->rings ? SLOTS_RINGS * count - slots->rings : 1;
	size_t left = slots->bytes < SLOTS_BUDGET ? SLOTS_BUDGET - slots->bytes : 0;
	size_t share = left / without / sizeof(float);

	share = share < SLOTS_LEAST ? SLOTS_LEAST : share;
	slots->share = share < slots->most ? (uint32_t)share : slots->most;
}

void slots_add(struct slots *slots, struct history *history, bool has_value, double value)
{
	bool is_new = !history->values;

	if (is_new)
		history->capacity = slots->share;
	history_add(history, has_value, value);
	if (is_new && history->values) {
		slots->rings++;
		slots->bytes += ring_bytes(history);
	}
}

void slots_resize(struct slots *slots, struct history *history, uint32_t capacity)
{
	slots->bytes -= ring_bytes(history);
	history_resize(history, capacity);
	slots->bytes += ring_bytes(history);
}

struct counter_past *slots_find_counter(const struct model_slot *slot, const char *name)
{
	for (uint32_t i = 0; i < slot->counter_count; i++)
		if (!strcmp(slot->counters[i].name, name))
			return &slot->counters[i];
	return NULL;
}

void slots_make_counter(struct slots *slots, struct model_slot *slot, const char *name)
{
	struct counter_past *counters;
	struct counter_past counter = { .name = NULL };
	size_t bytes = slots->most * sizeof(float);

	if (slots->counter_bytes + bytes > SLOTS_COUNTERS)
		return;
	counters = reallocarray(slot->counters, slot->counter_count + 1, sizeof(*counters));
	if (!counters)
		return;
	slot->counters = counters;
	counter.name = strdup(name);
	if (!counter.name)
		return;
	history_init(&counter.history, slots->most);
	counters[slot->counter_count++] = counter;
	slots->counter_bytes += bytes; /* at once, though the ring takes it with its first value */
}
