/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All there is to say of one row, on a page. */
#include "view/detail_page.h"

#include "view/draw.h"
#include "view/view_private.h"

static void detail_page_draw(struct view *view, const struct draw *draw, const struct area *area)
{
	(void)view;
	(void)draw;
	(void)area;
}

const struct mode_ops detail_page_ops = { .draw = detail_page_draw };
