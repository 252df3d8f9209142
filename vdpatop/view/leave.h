/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Leaving vdpatop by a key. */
#pragma once

#include "view/view.h"

/* Zeroed at first. */
struct leave {
	uint64_t keys;  /* pressed and clicked so far */
	uint64_t asked; /* which of them was told what would not be done, from 1; 0: none */
};

/*
 * A key to leave by: VIEW_QUIT. Where something that was asked for would not be done then, the first one is
 * told so, and the next key leaves when it is such a one as well.
 */
enum view_wish leave_try(struct view *view);
