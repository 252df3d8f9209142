/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a queue is doing: one table of rules, worst first; the first that applies is the answer.
 * Pure: what it remembers, the caller keeps.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "model/level.h"
#include "vdpa/queue.h"

enum health {
#define HEALTH(id, name, level, meaning) HEALTH_##id,
#include "model/health.def"
#undef HEALTH
	HEALTH_COUNT,
};

/* "stalled", "no_data", … as in CSV. Static. */
const char *health_name(enum health health);
/* One line for a person. Static. */
const char *health_meaning(enum health health);
/* MODEL_INFO for what is no trouble. */
enum model_level health_level(enum health health);

/* What the rules look at, for one queue or device and one sample. "Moved" is since the sample before. */
struct health_input {
	enum vdpa_role role;
	int code;            /* 0, or why its counters could not be read */
	bool is_stale;       /* not read this time for a reason that may pass */
	bool is_negotiated;  /* false only when it is known that no driver has negotiated features */
	bool has_counters;
	bool has_reset;      /* a counter went back */
	bool has_wqes;
	bool has_in_flight;
	bool kicks_moved, wqes_moved, completed_moved;
	bool is_skewed;      /* of a device: one of its queues does nearly all the work */
	bool any_moved;      /* any counter at all; in a first reading: since it was made */
	uint64_t in_flight;  /* submitted less completed, when known */
	int64_t time;        /* of this reading, ns */
};

/*
 * What the rules remember of a queue from one sample to the next; zeroed at first.
 *
 * A reading is well when elements were completed or a counter went back, and suspicious when
 * doorbells rose or submitted elements wait while none were completed. The run of suspicious
 * readings ends at a well one, and also in 3 s of silence while the run is too short to be called
 * stalled: a VMM rings every doorbell once when it starts. After that silence proves nothing, since
 * the driver of a stalled queue stops ringing when its ring is full.
 */
struct health_memory {
	bool has_reading;
	uint32_t suspicious;   /* readings of this run */
	int64_t well_at;       /* the reading before this run, ns */
	int64_t suspicious_at; /* the last reading of this run, ns */
};

/* Moves the times in MEMORY by DELTA ns. */
void health_shift_time(struct health_memory *memory, int64_t delta);

/* Judges INPUT and updates MEMORY. */
enum health health_judge(const struct health_input *input, struct health_memory *memory);

/* Whether A is worse than B. */
bool health_is_worse(enum health a, enum health b);
