/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/skew.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"

#define SKEW_READINGS 3
#define SKEW_TIME (3 * CLOCK_SECOND)
#define SKEW_BEGINS 0.8 /* above this share of the work */
#define SKEW_ENDS 0.7   /* at this share or below, so that one that sways is told once */
#define SKEW_LEAST 100  /* elements or doorbells per second; below, one flow is all there is */

void skew_add(struct skew_reading *reading, uint32_t index, bool is_known, double per_second)
{
	reading->queues++;
	if (!is_known)
		return;
	if (!reading->known++ || per_second > reading->largest) {
		reading->largest = per_second;
		reading->most = index;
	}
	reading->sum += per_second;
}

/* Data queues: a control queue has no siblings, and of unknown ones nobody knows what they are for. */
static bool role_can_skew(enum vdpa_role role)
{
	return role == VDPA_ROLE_RX || role == VDPA_ROLE_TX || role == VDPA_ROLE_REQUEST;
}

static bool reading_is_skewed(const struct skew_reading *reading, bool was_skewed)
{
	return reading->queues > 1 && reading->sum >= SKEW_LEAST &&
	       reading->largest / reading->sum > (was_skewed ? SKEW_ENDS : SKEW_BEGINS);
}

static void run_take(struct skew_run *run, enum vdpa_role role, const struct skew_reading *reading,
		     bool is_skewed)
{
	if (is_skewed)
		run->skew = (struct skew){ run->skew.is_on, role, reading->queues, reading->most,
					   reading->largest / reading->sum };
}

static void run_judge(struct skew_run *run, enum vdpa_role role, const struct skew_reading *reading,
		      int64_t time, int64_t interval)
{
	bool is_skewed = reading_is_skewed(reading, run->skew.is_on);

	run_take(run, role, reading, is_skewed);
	if (is_skewed == run->skew.is_on) {
		run->readings = 0;
		return;
	}
	if (!run->readings++)
		run->since = time - interval;
	if (run->readings < SKEW_READINGS || time - run->since < SKEW_TIME)
		return;
	run->skew.is_on = is_skewed;
	run->readings = 0;
}

struct skew skew_judge(const struct skew_reading *readings, int64_t time, int64_t interval,
		       struct skew_memory *memory)
{
	struct skew worst = { 0 };

	for (enum vdpa_role role = 0; role < VDPA_ROLE_NONE; role++) {
		struct skew_run *run = &memory->runs[role];

		if (!role_can_skew(role))
			continue;
		/* A queue that is missing this time may be the one that works. */
		if (readings[role].known == readings[role].queues)
			run_judge(run, role, &readings[role], time, interval);
		if (run->skew.is_on && run->skew.share > worst.share)
			worst = run->skew;
	}
	return worst;
}

void skew_words(char *to, size_t size, const struct skew *skew)
{
	char queue[32];

	vdpa_queue_name(queue, sizeof(queue), skew->role, skew->queue);
	snprintf(to, size, "%s (queue %" PRIu32 ") does %.0f %% of the work of %" PRIu32 " %s queues", queue,
		 skew->queue, skew->share * 100, skew->queues, vdpa_role_name(skew->role));
}

void skew_shift_time(struct skew_memory *memory, int64_t delta)
{
	for (enum vdpa_role role = 0; role < VDPA_ROLE_NONE; role++)
		memory->runs[role].since += delta;
}
