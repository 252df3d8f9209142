/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Places in a recording as people say them. Pure. */
#pragma once

#include <stdint.h>

#include "view/status.h"
#include "view/view.h"

struct error;

/* Where a replay stands, for who says where it is to go. */
struct player_now {
	const struct view_replay *replay;
	int64_t time;       /* of the sample that is shown, ns since 1970 */
	int32_t utc_offset; /* of local time, s */
};

/*
 * Reads TEXT: a time of day (14:03 or 14:03:07, of the day that is shown or else of one beside it), one
 * with its date (2026-11-22T14:03:07, UTC with a Z behind it), seconds from what is shown (+30, -1.5;
 * +5m, -1h), or the number of a sample (#45). 0, or -EINVAL with words: TEXT is none of them, or lies
 * outside of the recording.
 */
int player_place_parse(struct view_seek *ret_seek, const char *text, const struct player_now *now,
		       struct error *error);

/* When the recording begins and ends: "14:03:07 to 14:13:06", with dates where they differ. */
void player_place_span(char *to, size_t size, const struct player_now *now);
