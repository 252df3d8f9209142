/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whose turn it is on the status line: news, or why figures of the selected row are missing. On a
 * host where something happens all the time both must be readable. Pure.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "view/rows.h"

struct model;

/* Zeroed at first. */
struct turns {
	bool is_news;
	int64_t since;       /* when this turn began, ns since 1970 */
	uint64_t told;       /* number of the newest event that had its turn */
	struct row_name row; /* that was selected */
};

/*
 * Takes note that MODEL is drawn at NOW with ROW selected. Returns whether it is the reason's turn: a
 * turn lasts four seconds at least, a row that was just selected has its reason said first, and an
 * event that had its turn gets no second one.
 */
bool turns_take(struct turns *turns, const struct model *model, struct row_name row, int64_t now);

/*
 * The same in a replay, of which a sample is NOW that was so many ns BEHIND the first: turns go by these
 * alone, so that a sample has the same line each time it is shown; but for a row that was selected at it.
 */
bool turns_take_replayed(struct turns *turns, struct row_name row, int64_t now, int64_t behind);

/*
 * When the line should be looked at again while one waits for the other at NOW, ns since 1970: at the
 * end of the turn; after a while where what is shown takes no turns and becomes old (a stall).
 */
int64_t turns_end(const struct turns *turns, const struct model *model, int64_t now);
