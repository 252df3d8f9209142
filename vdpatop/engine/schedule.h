/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * When samples are due: start, start + delay, start + 2 × delay, … so that nothing drifts. A tick
 * that was missed is not made up for. When sampling takes more than its share of the time, ticks
 * are left out. Pure: times are arguments, ns of one clock.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Between two ticks, samples that something asked for stay at least so far apart, ns. */
#define SCHEDULE_PAUSE (INT64_C(250) * 1000000)

struct schedule {
	int64_t start;
	int64_t delay;
	int64_t last;        /* the last tick that was taken */
	int64_t asked;       /* when the last sample was asked for, a tick's or not */
	int64_t kernel_time; /* ns that the last one took inside the kernel */
	uint32_t max_load;   /* percent */
	bool keeps_every_tick; /* a late one is taken late: the run can be repeated */
};

/* Starts anew: the first sample is due NOW. */
void schedule_start(struct schedule *schedule, int64_t now);

/* From the last tick on they are DELAY ns apart. */
void schedule_set_delay(struct schedule *schedule, int64_t delay);

/* Moves all ticks by DELTA ns: the clock that they are told by was set. */
void schedule_shift(struct schedule *schedule, int64_t delta);

/* The first tick after the last one that is still ahead at NOW and within the load. */
int64_t schedule_next(const struct schedule *schedule, int64_t now);

/*
 * The tick that is taken at NOW when PLANNED was waited for: PLANNED itself, or, when the program
 * was held up for longer than a delay (a suspended machine, ^Z), the last one that has passed.
 */
int64_t schedule_current(const struct schedule *schedule, int64_t planned, int64_t now);

/* The interval, ns, that the load asks for: the delay or a multiple of it. */
int64_t schedule_interval(const struct schedule *schedule);

/*
 * Whether a sample can be taken before the next tick, which is at TICK, because something changed;
 * *ret_when is then the time for it, NOW at the earliest: a pause after the last sample, longer when
 * the load asks for it. It is left to a tick that comes within a pause anyhow.
 */
bool schedule_extra(const struct schedule *schedule, int64_t now, int64_t tick, int64_t *ret_when);
