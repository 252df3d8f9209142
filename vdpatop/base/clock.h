/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One time for everything: CLOCK_MONOTONIC plus an offset to real time, fixed at start, so that
 * time never jumps while a rate is measured. Nanoseconds since 1970 in an int64_t.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define CLOCK_SECOND INT64_C(1000000000)
#define CLOCK_MILLISECOND INT64_C(1000000)

struct clock {
	int64_t offset; /* real time minus monotonic time, ns */
};

/* Nanoseconds of CLOCK_MONOTONIC. */
int64_t clock_monotonic(void);

/* Fixes the offset as real time is now. */
void clock_start(struct clock *clock);

/* The time now, ns since 1970. */
int64_t clock_now(const struct clock *clock);

/*
 * Fixes the offset again when it is off by more than half a second. Returns the nanoseconds by which
 * it moved, 0 when it did not.
 */
int64_t clock_adjust(struct clock *clock);

/* TIME in UTC as 2026-11-22T14:03:07.250Z; TO holds at least 32 bytes. */
void clock_iso8601(char *to, size_t size, int64_t time);
