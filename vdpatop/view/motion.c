/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one place that knows how far each key moves. */
#include "view/motion.h"

struct motion motion_of(size_t height, long last)
{
	return (struct motion){
		.page = height > 1 ? (long)height - 1 : 1,
		.half = height > 1 ? (long)height / 2 : 1,
		.last = last,
	};
}

bool motion_take(const struct motion *motion, enum action action, long *position)
{
	switch (action) {
	case ACTION_UP:
		*position -= 1;
		return true;
	case ACTION_DOWN:
		*position += 1;
		return true;
	case ACTION_PAGE_UP:
		*position -= motion->page;
		return true;
	case ACTION_PAGE_DOWN:
		*position += motion->page;
		return true;
	case ACTION_HALF_UP:
		*position -= motion->half;
		return true;
	case ACTION_HALF_DOWN:
		*position += motion->half;
		return true;
	case ACTION_HOME:
		*position = 0;
		return true;
	case ACTION_END:
		*position = motion->last;
		return true;
	default:
		return false;
	}
}
