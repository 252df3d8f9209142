/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The event log, on a page. */
#include "view/log.h"

#include "view/draw.h"
#include "view/view_private.h"

static void log_draw(struct view *view, const struct draw *draw, const struct area *area)
{
	(void)view;
	(void)draw;
	(void)area;
}

const struct mode_ops log_ops = { .draw = log_draw };
