/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Slots in blocks that stay where they are. */
#include "model/slot.h"

#include <errno.h>
#include <stdlib.h>

#define SLOTS_BLOCK 256

void slots_init(struct slots *slots, size_t history)
{
	*slots = (struct slots){ .blocks = ARRAY_OF(struct model_slot *), .history = history };
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
			slots_clear(&block[k]);
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
	for (size_t i = SLOTS_BLOCK; i--;) {
		history_init(&block[i].kicks, slots->history);
		history_init(&block[i].wqes, slots->history);
		slots_chain(slots, &block[i]);
	}
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

void slots_clear(struct model_slot *slot)
{
	history_free(&slot->kicks);
	history_free(&slot->wqes);
	slot->memory = (struct health_memory){ 0 };
	slot->is_told_stalled = false;
}

void slots_give(struct slots *slots, struct model_slot *slot)
{
	slots_clear(slot);
	slots_chain(slots, slot);
}
