/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scrolling the help. Its words are draw_help.c's. */
#include "view/help.h"

#include <stdio.h>

#include "view/draw.h"
#include "view/motion.h"
#include "view/rule.h"
#include "view/view_private.h"

static enum view_wish help_act(struct view *view, const struct model *model, enum action action)
{
	struct help *help = &view->help;
	const struct motion motion = { help->height, help->height / 2, help->rows };
	long last = help->rows > help->height ? help->rows - help->height : 0;
	long first = help->first;

	(void)model;
	if (!motion_take(&motion, action, &first))
		return VIEW_NOTHING;
	help->first = (int)(first < 0 ? 0 : first > last ? last : first);
	return VIEW_REDRAW;
}

#define HELP_TITLED 4 /* rows from which on one of them is a title */

/* Says which rows of the text there are where not all of them are. */
static void help_draw_title(const struct help *help, const struct draw *draw, const struct area *area)
{
	struct pen pen = draw_pen(draw, area);
	int last = help->first + help->height;
	char note[64] = "";

	if (help->rows > help->height)
		snprintf(note, sizeof(note), "rows %d-%d of %d", help->first + 1,
			 last < help->rows ? last : help->rows, help->rows);
	rule_begin(&pen);
	rule_words(&pen, STYLE_HEADING, mode_info(MODE_HELP)->title);
	rule_end(&pen, note);
}

static void help_draw(struct view *view, const struct draw *draw, const struct area *area)
{
	struct help *help = &view->help;
	struct area body = *area;

	if (area->rows >= HELP_TITLED) {
		body.row++;
		body.rows--;
	}
	help->height = body.rows * draw_help_columns(&body);
	help->rows = draw_help(draw, &body, help->first,
			       view->depth > 1 ? view->modes[view->depth - 2] : MODE_TREE);
	if (body.rows < area->rows)
		help_draw_title(help, draw, area);
}

const struct mode_ops help_ops = { .draw = help_draw, .act = help_act };
