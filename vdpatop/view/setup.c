/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The column picker. */
#include "view/setup.h"

#include "view/draw.h"
#include "view/view_private.h"

static void setup_draw(struct view *view, const struct draw *draw, const struct area *area)
{
	(void)view;
	(void)draw;
	(void)area;
}

const struct mode_ops setup_ops = { .draw = setup_draw };
