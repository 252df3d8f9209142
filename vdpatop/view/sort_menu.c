/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of columns to sort by. */
#include "view/sort_menu.h"

#include "view/draw.h"
#include "view/view_private.h"

static void sort_menu_draw(struct view *view, const struct draw *draw, const struct area *area)
{
	(void)view;
	(void)draw;
	(void)area;
}

const struct mode_ops sort_menu_ops = { .draw = sort_menu_draw };
