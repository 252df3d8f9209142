/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * When the last samples were taken. One ring for the whole model: every history gets a value or a
 * gap with each sample, so that the same AGE is the same sample in all of them.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct timeline {
	uint32_t capacity, count, next;
	uint64_t total;  /* samples so far; the newest is number TOTAL - 1, whatever its age later */
	int64_t first;   /* stamp of the very first one, which may have left the ring: ns since 1970 */
	int64_t *stamps; /* ns since 1970, each later than the one before it */
};

/* Makes an empty one that keeps CAPACITY stamps. 0 or -ENOMEM. */
int timeline_init(struct timeline *times, size_t capacity);
void timeline_free(struct timeline *times);

/*
 * Adds a sample. A STAMP that is not later than the newest one means that real time was set back
 * without a word: what lies before it moves with it, so that times keep their order and their
 * distances.
 */
void timeline_add(struct timeline *times, int64_t stamp);

/* Moves every stamp by DELTA ns. */
void timeline_shift(struct timeline *times, int64_t delta);

/* The stamp of the sample AGE samples ago (0: the newest). False past the end. */
bool timeline_get(const struct timeline *times, size_t age, int64_t *ret_stamp);

/*
 * The time since the sample before, ns, always more than 0: of the oldest one kept, whose time is
 * not known, as long as the next one's.
 */
int64_t timeline_span(const struct timeline *times, size_t age);
