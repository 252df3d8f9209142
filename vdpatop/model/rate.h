/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a counter did between two readings. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum rate_state {
	RATE_NONE,  /* there is no such counter, or it cannot be read */
	RATE_FIRST, /* one reading only */
	RATE_OK,
	RATE_RESET, /* it went down: the interval says nothing (never taken for a wrap) */
	RATE_STALE, /* not read this time; per_second is the last known, if any was */
};

struct rate {
	enum rate_state state;
	bool has_value;    /* per_second is known: while RATE_OK, perhaps while RATE_STALE */
	double per_second;
};

/* From BEFORE to NOW over INTERVAL ns. An interval of 0 or less gives RATE_FIRST. */
struct rate rate_between(uint64_t before, uint64_t now, int64_t interval);

/* What BEFORE is when the counter is not read this time: its last known figure, if any. */
struct rate rate_stale(struct rate before);
