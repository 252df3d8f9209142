/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scrolling the help. Its words are draw_help.c's. */
#include "view/help.h"

#include "view/draw.h"
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

static void help_draw(struct view *view, const struct draw *draw, const struct area *area)
{
	view->help.height = area->rows * draw_help_columns(area);
	view->help.rows = draw_help(draw, area, view->help.first,
				    view->depth > 1 ? view->modes[view->depth - 2] : MODE_TREE);
}

const struct mode_ops help_ops = { .draw = help_draw, .act = help_act };
