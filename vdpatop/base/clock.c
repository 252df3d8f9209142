/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The program's clock. The pure floors get times as arguments and never call this. */
#include "base/clock.h"

#include <stdio.h>
#include <time.h>

static int64_t clock_read(clockid_t id)
{
	struct timespec now;

	clock_gettime(id, &now);
	return now.tv_sec * CLOCK_SECOND + now.tv_nsec;
}

int64_t clock_monotonic(void)
{
	return clock_read(CLOCK_MONOTONIC);
}

static int64_t clock_offset(void)
{
	return clock_read(CLOCK_REALTIME) - clock_monotonic();
}

void clock_start(struct clock *clock)
{
	clock->offset = clock_offset();
}

int64_t clock_now(const struct clock *clock)
{
	return clock_monotonic() + clock->offset;
}

int64_t clock_adjust(struct clock *clock)
{
	int64_t offset = clock_offset();
	int64_t apart = offset - clock->offset;

	if (apart > -CLOCK_SECOND / 2 && apart < CLOCK_SECOND / 2)
		return 0;
	clock->offset = offset;
	return apart;
}

void clock_iso8601(char *to, size_t size, int64_t time)
{
	int64_t seconds = time / CLOCK_SECOND - (time % CLOCK_SECOND < 0);
	int64_t rest = time - seconds * CLOCK_SECOND;
	time_t whole = (time_t)seconds;
	struct tm utc;
	char date[24];

	gmtime_r(&whole, &utc);
	strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%S", &utc);
	snprintf(to, size, "%s.%03dZ", date, (int)(rest / CLOCK_MILLISECOND));
}
