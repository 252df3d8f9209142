/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a queue is doing: one table of rules, worst first (design: section 4). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "vdpa/queue.h"

/* Worst first, so that the least value is the worst. id, name, mark, meaning */
#define HEALTH_TABLE(X)                                                                            \
	X(STALLED, "stalled", '!', "doorbells are rung and nothing is completed")                  \
	X(STALE, "stale", '?', "it could not be read this time; figures are old")                  \
	X(RESET, "reset", 'r', "its counters went back since the last sample")                     \
	X(NO_DATA, "no_data", '-', "the driver or this kernel counts nothing here")                \
	X(NO_ACCESS, "no_access", '#', "reading counters needs CAP_NET_ADMIN")                     \
	X(OFF, "off", 'o', "no driver has negotiated features")                                    \
	X(IDLE, "idle", '.', "readable, and nothing moves")                                        \
	X(OK, "ok", ' ', "elements are completed")

enum health {
#define X(id, name, mark, meaning) HEALTH_##id,
	HEALTH_TABLE(X)
#undef X
	HEALTH_COUNT,
};

/* "stalled", "no_data", … as in CSV. Static. */
const char *health_name(enum health health);
/* One line for a person. Static. */
const char *health_meaning(enum health health);

/* What the rules look at, for one queue and one sample. */
struct health_input {
	enum vdpa_role role;
	int code;              /* 0, or why its counters could not be read */
	bool is_stale;         /* it was readable before and is not this time */
	bool is_negotiated;
	bool has_reset;
	bool has_kicks, has_wqes, has_in_flight;
	bool kicks_moved, wqes_moved; /* since the sample before */
	bool any_counter_moved;
	bool has_counters;
	uint64_t in_flight;    /* submitted less completed, when known */
	int64_t time;          /* of this reading, ns */
};

/* What the rules remember of a queue from one sample to the next; zeroed at first. */
struct health_memory {
	uint32_t suspicious;     /* samples in a row in which it looked stalled */
	int64_t suspicious_since; /* time of the last reading that looked well, ns */
};

/* Judges INPUT and updates MEMORY. */
enum health health_judge(const struct health_input *input, struct health_memory *memory);

/* Whether A is worse than B. */
bool health_is_worse(enum health a, enum health b);
