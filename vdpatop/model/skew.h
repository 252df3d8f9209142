/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How unevenly the queues of a device work: whether one of several rx queues (or tx, or request
 * queues) does nearly all of their work while the others wait, so that one CPU carries what many
 * could. Pure: what it remembers, the caller keeps.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vdpa/queue.h"

struct skew {
	bool is_on;
	enum vdpa_role role;
	uint32_t queues; /* of that role */
	uint32_t queue;  /* index of the one that works */
	double share;    /* of the work of all of them, above 0, at most 1 */
};

/* One reading of the queues of one role, added up. */
struct skew_reading {
	uint32_t queues;
	uint32_t known;    /* of them, those whose rate is known this time */
	uint32_t most;     /* index of the queue with the largest rate */
	double largest, sum; /* per second */
};

/* What is remembered of one role from one sample to the next. */
struct skew_run {
	struct skew skew;
	uint32_t readings; /* in a row that said the opposite of skew.is_on */
	int64_t since;     /* the reading before them, ns */
};

/* Zeroed at first. */
struct skew_memory {
	struct skew_run runs[VDPA_ROLE_NONE]; /* by role */
};

/* Takes queue INDEX into READING; its rate only when it IS_KNOWN. */
void skew_add(struct skew_reading *reading, uint32_t index, bool is_known, double per_second);

/*
 * Judges the READINGS (by role, VDPA_ROLE_NONE of them) of a device that was read at TIME, INTERVAL
 * ns after the reading before. A role becomes skewed, or ceases to be, when three readings in a row
 * over three seconds say so; what is not known says nothing. The result is the worst role's.
 */
struct skew skew_judge(const struct skew_reading *readings, int64_t time, int64_t interval,
		       struct skew_memory *memory);

/* Writes "tx 0 (queue 1) does 97 % of the work of 8 tx queues", of a SKEW that is on. */
void skew_words(char *to, size_t size, const struct skew *skew);

/* Moves the times in MEMORY by DELTA ns. */
void skew_shift_time(struct skew_memory *memory, int64_t delta);
