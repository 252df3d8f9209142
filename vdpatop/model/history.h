/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A ring of the last values of one rate. A sample without a value is a gap, not a 0. When each was
 * taken, the model's timeline knows.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct timeline;

struct history {
	uint32_t capacity;
	uint32_t count;  /* values and gaps kept, at most capacity */
	uint32_t next;   /* where the next goes */
	float *values;   /* NAN for a gap; NULL before the first value */
};

/* Keeps the last CAPACITY samples. Memory is taken with the first value. */
void history_init(struct history *history, uint32_t capacity);

/* Gives the memory back; the history is empty and can be used again. */
void history_free(struct history *history);

/* Adds a value or a gap. When memory is out, nothing is kept. */
void history_add(struct history *history, bool has_value, double value);

/*
 * Keeps CAPACITY samples from now on, the newest of those there are among them. When memory is out
 * it stays as it is.
 */
void history_resize(struct history *history, uint32_t capacity);

/* The value AGE samples ago (0: the newest). False for a gap or past the end. */
bool history_get(const struct history *history, size_t age, double *ret_value);

struct history_summary {
	double least, mean, most; /* per second; the mean is over time, not over samples */
	int64_t time;             /* that the values are over, ns; 0 when there is none */
};

/* What the values of HISTORY, whose samples were taken at TIMES, amount to. */
struct history_summary history_summarize(const struct history *history,
					 const struct timeline *times);

/* Takes one more value, which held for SPAN ns, into SUMMARY; one of zeroes is empty. */
void history_summary_add(struct history_summary *summary, double value, int64_t span);
