/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ring of stamps. */
#include "model/timeline.h"

#include <errno.h>
#include <stdlib.h>

#include "base/clock.h"

int timeline_init(struct timeline *times, size_t capacity)
{
	*times = (struct timeline){ .capacity = (uint32_t)capacity };
	if (!capacity)
		return 0;
	times->stamps = calloc(capacity, sizeof(*times->stamps));
	return times->stamps ? 0 : -ENOMEM;
}

void timeline_free(struct timeline *times)
{
	free(times->stamps);
	*times = (struct timeline){ 0 };
}

bool timeline_get(const struct timeline *times, size_t age, int64_t *ret_stamp)
{
	if (age >= times->count)
		return false;
	*ret_stamp = times->stamps[(times->next + times->capacity - 1 - age) % times->capacity];
	return true;
}

int64_t timeline_span(const struct timeline *times, size_t age)
{
	int64_t stamp, before;

	if (age && age + 1 >= times->count)
		age = times->count > 1 ? times->count - 2 : 0;
	if (!timeline_get(times, age, &stamp) || !timeline_get(times, age + 1, &before))
		return CLOCK_SECOND;
	return stamp - before;
}

void timeline_shift(struct timeline *times, int64_t delta)
{
	times->first += delta;
	for (uint32_t i = 0; i < times->count; i++)
		times->stamps[i] += delta;
}

void timeline_add(struct timeline *times, int64_t stamp)
{
	int64_t newest;

	if (!times->capacity)
		return;
	if (timeline_get(times, 0, &newest) && stamp <= newest)
		timeline_shift(times, stamp - timeline_span(times, 0) - newest);
	if (!times->total++)
		times->first = stamp;
	times->stamps[times->next] = stamp;
	times->next = (times->next + 1) % times->capacity;
	if (times->count < times->capacity)
		times->count++;
}
