/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scrolling the help. Its words are draw_help.c's. */
#include "view/help.h"

#include <stdio.h>

#include "view/draw.h"
#include "view/rule.h"
#include "view/view_private.h"

static enum view_wish help_scroll(struct help *help, int first)
{
	int last = help->rows > help->height ? help->rows - help->height : 0;

	help->first = first < 0 ? 0 : first > last ? last : first;
	return VIEW_REDRAW;
}

static enum view_wish help_act(struct view *view, const struct model *model, enum action action)
{
	struct help *help = &view->help;

	(void)model;
	switch (action) {
	case ACTION_UP:
		return help_scroll(help, help->first - 1);
	case ACTION_DOWN:
		return help_scroll(help, help->first + 1);
	case ACTION_PAGE_UP:
		return help_scroll(help, help->first - help->height);
	case ACTION_PAGE_DOWN:
		return help_scroll(help, help->first + help->height);
	case ACTION_HALF_UP:
		return help_scroll(help, help->first - help->height / 2);
	case ACTION_HALF_DOWN:
		return help_scroll(help, help->first + help->height / 2);
	case ACTION_HOME:
		return help_scroll(help, 0);
	case ACTION_END:
		return help_scroll(help, help->rows);
	default:
		return VIEW_NOTHING;
	}
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
