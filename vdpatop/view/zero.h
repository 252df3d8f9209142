/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Counting from a moment on: what every counter stood at then, so that the screen can show what has
 * come since. Rates are what they are, and reports know nothing of it.
 *
 * A counter that went back began anew: it is shown as it stands, all of which has come since. One that
 * was not read at the moment, because nobody looked at its device, has no known count since.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/index.h"

struct model;
struct model_device;
struct model_queue;

struct zero {
	int64_t time;    /* of the sample that is counted from, ns since 1970; 0: totals are shown */
	uint64_t number; /* of the sample that the arrays below are of */
	struct array queues, devices; /* in the same places as in the model */
	struct array counters;        /* of the queues */
	struct array old_queues, old_counters; /* of the sample before */
	struct index ids;             /* of the old queues, when it was needed */
	bool has_ids;
};

void zero_init(struct zero *zero);
void zero_free(struct zero *zero);

/* Counts from MODEL's newest sample on. 0 or -ENOMEM, totals are then shown. */
int zero_take(struct zero *zero, const struct model *model);

/* Shows totals again. */
void zero_drop(struct zero *zero);

/* Goes along with MODEL when it has a newer sample. 0 or -ENOMEM, totals are then shown. */
int zero_follow(struct zero *zero, const struct model *model);

/*
 * Makes of COUNT, a total, what has come since: the value of counter NTH of a QUEUE, or the kicks or
 * wqes of a queue or device of MODEL. With ZERO NULL, or showing totals, it stays what it is. False
 * when what has come is not known.
 */
bool zero_counter(const struct zero *zero, const struct model *model, const struct model_queue *queue,
		  uint32_t nth, uint64_t *count);
bool zero_queue(const struct zero *zero, const struct model *model, const struct model_queue *queue,
		bool is_kicks, uint64_t *count);
bool zero_device(const struct zero *zero, const struct model *model, const struct model_device *device,
		 bool is_kicks, uint64_t *count);
