/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the model keeps of a queue as long as it lives: its histories and what the rules of health
 * remember. Slots never move and are used again, so nothing is allocated for each refresh.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "model/health.h"
#include "model/history.h"

struct model_slot {
	struct history kicks, wqes;
	struct health_memory memory;
	uint32_t round;       /* of the newest update that has this queue */
	bool is_told_stalled; /* an event has said so, and none that it recovered */
	struct model_slot *next_free;
};

struct slots {
	struct array blocks; /* struct model_slot *, each of SLOTS_BLOCK */
	struct model_slot *free;
	size_t free_count;
	size_t history; /* samples kept */
};

void slots_init(struct slots *slots, size_t history);
void slots_free(struct slots *slots);

/* Makes sure that COUNT slots can be taken. 0 or -ENOMEM. */
int slots_reserve(struct slots *slots, size_t count);

/* Takes one that was reserved. */
struct model_slot *slots_take(struct slots *slots);

/* Empties SLOT, as if its queue were new. */
void slots_clear(struct model_slot *slot);

void slots_give(struct slots *slots, struct model_slot *slot);
