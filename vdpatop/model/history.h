/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A ring of the last values of one rate. A sample without a value is a gap, not a 0. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct history {
	size_t capacity;
	size_t count;  /* values and gaps kept, at most capacity */
	size_t next;   /* where the next goes */
	float *values; /* NAN for a gap; NULL before the first value */
};

/* Keeps the last CAPACITY samples. Memory is taken with the first value. */
void history_init(struct history *history, size_t capacity);

/* Gives the memory back; the history is empty and can be used again. */
void history_free(struct history *history);

/* Adds a value or a gap. When memory is out, nothing is kept. */
void history_add(struct history *history, bool has_value, double value);

/* The value AGE samples ago (0: the newest). False for a gap or past the end. */
bool history_get(const struct history *history, size_t age, double *ret_value);

/* The largest value of the last COUNT samples; false when there is none. */
bool history_max(const struct history *history, size_t count, double *ret_value);
