/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The dialog that adds devices. */
#include "view/add_form.h"

#include "view/draw.h"
#include "view/rule.h"
#include "view/view_private.h"

static void add_form_draw(struct view *view, const struct draw *draw, const struct area *area)
{
	struct pen pen = draw_pen(draw, area);

	(void)view;
	rule_begin(&pen);
	rule_words(&pen, STYLE_HEADING, mode_info(MODE_ADD)->title);
	rule_end(&pen, "");
}

const struct mode_ops add_form_ops = { .draw = add_form_draw };
