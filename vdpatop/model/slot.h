/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the model keeps of a queue or a device as long as it lives: its histories and what the rules
 * of health remember. Slots never move and are used again, so nothing is allocated for each refresh.
 *
 * The rings of a store share a budget. While all fit, each has the full length; beyond, those made
 * next share what is left, and get the least length when nothing is. 65,000 queues at once take 32
 * MiB with a minute each, in place of 300 MB with ten.
 */
#pragma once

#include <stdint.h>

#include "base/array.h"
#include "model/health.h"
#include "model/history.h"

#define SLOTS_BUDGET (32 << 20) /* bytes for the rings of all queues, and as much for all devices */
#define SLOTS_SPARE (8 << 20)   /* more of it, for the queues of the device that somebody looks at */
#define SLOTS_COUNTERS (8 << 20) /* bytes for the rings of counters under their drivers' names */
#define SLOTS_LEAST 60          /* samples that a ring has even when the budget is used up */

/* One counter of a queue, under the driver's name. */
struct counter_past {
	char *name; /* its own copy */
	struct history history;
};

struct model_slot {
	struct history kicks, wqes;
	struct counter_past *counters; /* of a queue that somebody looks at or looked at, else none */
	uint32_t counter_count;
	struct health_memory memory;
	uint32_t round;       /* of the newest update that has this queue */
	uint64_t told_stalled; /* number of the event that said so; 0: none has, or it is over */
	struct model_slot *next_free;
};

struct slots {
	struct array blocks; /* struct model_slot *, each of SLOTS_BLOCK */
	struct model_slot *free;
	size_t free_count;
	uint32_t most;  /* samples of a ring at full length */
	uint32_t share; /* samples of a ring that is made now */
	size_t rings;   /* that hold memory, the counters' aside */
	size_t bytes;   /* that they hold */
	size_t counter_bytes; /* that the counters' rings hold */
};

void slots_init(struct slots *slots, uint32_t most);
void slots_free(struct slots *slots);

/* Makes sure that COUNT slots can be taken. 0 or -ENOMEM. */
int slots_reserve(struct slots *slots, size_t count);

/* Takes one that was reserved. */
struct model_slot *slots_take(struct slots *slots);

/* Empties SLOT, as if its queue were new. */
void slots_clear(struct slots *slots, struct model_slot *slot);

void slots_give(struct slots *slots, struct model_slot *slot);

/* Says how long rings are that are made from now on, when COUNT slots are in use. */
void slots_share_out(struct slots *slots, size_t count);

/* Adds to HISTORY, which is a slot's kicks or wqes. */
void slots_add(struct slots *slots, struct history *history, bool has_value, double value);

/* Makes HISTORY, which is a slot's kicks or wqes and holds something, this long. */
void slots_resize(struct slots *slots, struct history *history, uint32_t capacity);

/*
 * The ring of the counter NAME, or NULL; slots_make_counter() makes one while SLOTS_COUNTERS has
 * room. Making one moves those that SLOT has.
 */
struct counter_past *slots_find_counter(const struct model_slot *slot, const char *name);
void slots_make_counter(struct slots *slots, struct model_slot *slot, const char *name);
void slots_drop_counters(struct slots *slots, struct model_slot *slot);
