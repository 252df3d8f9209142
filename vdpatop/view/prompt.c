/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line on the status line, and telling whoever asked for it of every change. */
#include "view/prompt.h"

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "view/draw.h"
#include "view/layout.h"
#include "view/view_private.h"

static enum view_wish prompt_changed(struct view *view, const struct model *model)
{
	struct prompt *prompt = &view->prompt;

	prompt->error = (struct error){ 0 };
	if (prompt->use->changed &&
	    prompt->use->changed(view, model, prompt->line.text, &prompt->error) == 0)
		prompt->error = (struct error){ 0 };
	return VIEW_REDRAW;
}

static enum view_wish prompt_type(struct view *view, const struct model *model,
				  const char *character)
{
	return line_type(&view->prompt.line, character) ? prompt_changed(view, model) : VIEW_NOTHING;
}

enum view_wish prompt_open(struct view *view, const struct prompt_use *use, const char *text)
{
	struct prompt *prompt = &view->prompt;

	*prompt = (struct prompt){ .use = use };
	line_set(&prompt->line, text);
	strcpy(prompt->before, prompt->line.text);
	return view_enter(view, MODE_PROMPT);
}

static enum view_wish prompt_accept(struct view *view, const struct model *model)
{
	const struct prompt *prompt = &view->prompt;

	if (prompt->error.code && prompt->error.code != -ENOENT)
		return VIEW_NOTHING;
	view_leave(view);
	return prompt->use->accepted ? prompt->use->accepted(view, model, prompt->line.text) : VIEW_REDRAW;
}

static enum view_wish prompt_cancel(struct view *view, const struct model *model)
{
	const struct prompt *prompt = &view->prompt;

	view_leave(view);
	if (prompt->use->cancelled)
		prompt->use->cancelled(view, model, prompt->before);
	return VIEW_REDRAW;
}

static enum view_wish prompt_act(struct view *view, const struct model *model, enum action action)
{
	bool is_changed;

	if (action == ACTION_ACCEPT)
		return prompt_accept(view, model);
	if (action == ACTION_CANCEL)
		return prompt_cancel(view, model);
	if (!line_act(&view->prompt.line, action, &is_changed))
		return VIEW_NOTHING;
	return is_changed ? prompt_changed(view, model) : VIEW_REDRAW;
}

/* What is wrong with the line, else what it can be: safe text. What keys do stands on the key bar. */
static void prompt_hint(const struct prompt *prompt, char *to, size_t size)
{
	if (prompt->error.code)
		pen_safe(to, size, prompt->error.words);
	else
		text_copy(to, size, prompt->use->hint ? prompt->use->hint : "");
}

/* Cells for the hint at the right: what is wrong is said on half of the line at least. */
static int prompt_hint_width(const struct prompt *prompt, const char *hint, int room)
{
	int width = (int)text_width(hint);
	int left = room - (int)text_width(prompt->line.text) - 3;

	if (width <= left)
		return width;
	if (!prompt->error.code)
		return 0;
	return width < room / 2 ? width : left > room / 2 ? left : room / 2;
}

#define PROMPT_LEAST 8 /* cells of the text; they matter more than its label */

static void prompt_label(const struct prompt *prompt, struct pen *pen)
{
	if ((int)text_width(prompt->use->label) + 2 + PROMPT_LEAST <= pen_room(pen))
		pen_print(pen, STYLE_LABEL, "%s: ", prompt->use->label);
}

static void prompt_draw(struct view *view, const struct draw *draw, const struct area *area)
{
	const struct prompt *prompt = &view->prompt;
	struct area line = { area->row, area->column, area->rows, area->columns - layout_margin(area->columns) };
	struct pen pen = draw_pen(draw, &line);
	char hint[sizeof(prompt->error.words)];
	int width, end;

	if (line.rows < 1)
		return;
	pen.column = layout_margin(area->columns);
	prompt_label(prompt, &pen);
	prompt_hint(prompt, hint, sizeof(hint));
	width = prompt_hint_width(prompt, hint, pen_room(&pen));
	end = line.columns;
	pen.area.columns = end - width - (width ? 2 : 0);
	line_draw(&prompt->line, &pen, STYLE_INPUT, true);
	pen.area.columns = end;
	pen.column = end - width;
	pen_field(&pen, prompt->error.code ? STYLE_STATUS_ERROR : STYLE_LABEL, hint, width, false);
}

const struct mode_ops prompt_ops = { .draw = prompt_draw, .act = prompt_act, .type = prompt_type };
