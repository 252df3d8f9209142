/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Graphs over time of what is selected. */
#include "view/graph.h"

#include "view/draw.h"
#include "view/view_private.h"

static void graph_draw(struct view *view, const struct draw *draw, const struct area *area)
{
	(void)view;
	(void)draw;
	(void)area;
}

const struct mode_ops graph_ops = { .draw = graph_draw };
