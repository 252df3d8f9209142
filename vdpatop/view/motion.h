/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the keys that move go to, in whatever has rows: a list, a text, the tree. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "view/action.h"

struct motion {
	long page, half; /* rows that a screen and half of one move by */
	long last;       /* where the last row is */
};

/* Of HEIGHT rows in sight; a page leaves one of them there. */
struct motion motion_of(size_t height, long last);

/*
 * Takes *POSITION to where ACTION goes, which may be before the first or behind the last: the caller
 * keeps it in. False for an action that does not move.
 */
bool motion_take(const struct motion *motion, enum action action, long *position);
