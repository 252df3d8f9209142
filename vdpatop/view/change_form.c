/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The dialog that changes a device. */
#include "view/change_form.h"

#include "view/draw.h"
#include "view/rule.h"
#include "view/view_private.h"

static void change_form_draw(struct view *view, const struct draw *draw, const struct area *area)
{
	struct pen pen = draw_pen(draw, area);

	(void)view;
	rule_begin(&pen);
	rule_words(&pen, STYLE_HEADING, mode_info(MODE_CHANGE)->title);
	rule_end(&pen, "");
}

const struct mode_ops change_form_ops = { .draw = change_form_draw };
