/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An absolute schedule that does not drift and does not catch up. */
#include "engine/schedule.h"

void schedule_start(struct schedule *schedule, int64_t now)
{
	schedule->start = now;
	schedule->last = now;
}

void schedule_set_delay(struct schedule *schedule, int64_t delay)
{
	schedule->start = schedule->last;
	schedule->delay = delay;
}

void schedule_shift(struct schedule *schedule, int64_t delta)
{
	schedule->start += delta;
	schedule->last += delta;
	schedule->asked += delta;
}

/* How far apart samples like the last one must be to keep within the load. */
static int64_t schedule_needed(const struct schedule *schedule)
{
	return schedule->max_load ? schedule->kernel_time / schedule->max_load * 100 : 0;
}

int64_t schedule_interval(const struct schedule *schedule)
{
	int64_t needed, ticks;

	if (!schedule->max_load || schedule->keeps_every_tick)
		return schedule->delay;
	needed = schedule_needed(schedule);
	ticks = (needed + schedule->delay - 1) / schedule->delay;
	return schedule->delay * (ticks > 1 ? ticks : 1);
}

int64_t schedule_next(const struct schedule *schedule, int64_t now)
{
	int64_t due = schedule->last + schedule_interval(schedule);

	if (due < now && !schedule->keeps_every_tick)
		due = schedule->start + (now - schedule->start + schedule->delay - 1) / schedule->delay *
						schedule->delay;
	return due;
}

int64_t schedule_current(const struct schedule *schedule, int64_t planned, int64_t now)
{
	if (now - planned < schedule->delay || schedule->keeps_every_tick)
		return planned;
	return schedule->start + (now - schedule->start) / schedule->delay * schedule->delay;
}

bool schedule_extra(const struct schedule *schedule, int64_t now, int64_t tick, int64_t *ret_when)
{
	int64_t needed = schedule_needed(schedule);
	int64_t when = schedule->asked + (needed > SCHEDULE_PAUSE ? needed : SCHEDULE_PAUSE);

	if (when < now)
		when = now;
	if (when + SCHEDULE_PAUSE > tick)
		return false;
	*ret_when = when;
	return true;
}
