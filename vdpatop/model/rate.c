/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a counter did between two readings. */
#include "model/rate.h"

struct rate rate_between(uint64_t before, uint64_t now, int64_t interval)
{
	if (interval <= 0)
		return (struct rate){ .state = RATE_FIRST };
	if (now < before)
		return (struct rate){ .state = RATE_RESET };
	return (struct rate){
		.state = RATE_OK,
		.has_value = true,
		.per_second = (double)(now - before) * 1e9 / (double)interval,
	};
}

struct rate rate_stale(struct rate before)
{
	before.state = RATE_STALE;
	return before;
}
