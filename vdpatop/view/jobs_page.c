/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How far everything is that was asked for. */
#include "view/jobs_page.h"

#include "view/draw.h"
#include "view/rule.h"
#include "view/view_private.h"

static void jobs_page_draw(struct view *view, const struct draw *draw, const struct area *area)
{
	struct pen pen = draw_pen(draw, area);

	(void)view;
	rule_begin(&pen);
	rule_words(&pen, STYLE_HEADING, mode_info(MODE_JOBS)->title);
	rule_end(&pen, "");
}

const struct mode_ops jobs_page_ops = { .draw = jobs_page_draw };
