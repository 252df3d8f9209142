/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Editing one line of UTF-8, and telling whoever asked for it of every change. */
#include "view/prompt.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "view/draw.h"
#include "view/layout.h"
#include "view/view_private.h"

static bool is_start(char byte)
{
	return ((unsigned char)byte & 0xc0) != 0x80;
}

static size_t prompt_before(const struct prompt *prompt, size_t at)
{
	if (at)
		at--;
	while (at && !is_start(prompt->text[at]))
		at--;
	return at;
}

static size_t prompt_behind(const struct prompt *prompt, size_t at)
{
	if (prompt->text[at])
		at++;
	while (!is_start(prompt->text[at]))
		at++;
	return at;
}

static size_t prompt_word_before(const struct prompt *prompt)
{
	size_t at = prompt->cursor;

	while (at && prompt->text[at - 1] == ' ')
		at--;
	while (at && prompt->text[at - 1] != ' ')
		at--;
	return at;
}

/* Takes the bytes from START to END out; the cursor stands where they were. */
static void prompt_cut(struct prompt *prompt, size_t start, size_t end)
{
	memmove(prompt->text + start, prompt->text + end, strlen(prompt->text + end) + 1);
	prompt->cursor = start;
}

/* False when there is no room for it. */
static bool prompt_insert(struct prompt *prompt, const char *character)
{
	size_t length = strlen(character);
	size_t used = strlen(prompt->text);

	if (used + length >= sizeof(prompt->text))
		return false;
	memmove(prompt->text + prompt->cursor + length, prompt->text + prompt->cursor,
		used - prompt->cursor + 1);
	memcpy(prompt->text + prompt->cursor, character, length);
	prompt->cursor += length;
	return true;
}

static enum view_wish prompt_changed(struct view *view, const struct model *model)
{
	struct prompt *prompt = &view->prompt;

	prompt->error = (struct error){ 0 };
	if (prompt->use->changed &&
	    prompt->use->changed(view, model, prompt->text, &prompt->error) == 0)
		prompt->error = (struct error){ 0 };
	return VIEW_REDRAW;
}

static enum view_wish prompt_type(struct view *view, const struct model *model,
				  const char *character)
{
	return prompt_insert(&view->prompt, character) ? prompt_changed(view, model) : VIEW_NOTHING;
}

enum view_wish prompt_open(struct view *view, const struct prompt_use *use, const char *text)
{
	struct prompt *prompt = &view->prompt;

	*prompt = (struct prompt){ .use = use };
	for (size_t length; *text; text += length) {
		char character[8] = "";
		uint32_t code;

		length = text_decode(text, strlen(text), &code);
		if (length && code >= 0x20)
			prompt_insert(prompt, memcpy(character, text, length));
		length += !length;
	}
	strcpy(prompt->before, prompt->text);
	return view_enter(view, MODE_PROMPT);
}

static enum view_wish prompt_accept(struct view *view, const struct model *model)
{
	const struct prompt *prompt = &view->prompt;

	if (prompt->error.code && prompt->error.code != -ENOENT)
		return VIEW_NOTHING;
	view_leave(view);
	return prompt->use->accepted ? prompt->use->accepted(view, model, prompt->text) : VIEW_REDRAW;
}

static enum view_wish prompt_cancel(struct view *view, const struct model *model)
{
	const struct prompt *prompt = &view->prompt;

	view_leave(view);
	if (prompt->use->cancelled)
		prompt->use->cancelled(view, model, prompt->before);
	return VIEW_REDRAW;
}

static enum view_wish prompt_erase(struct view *view, const struct model *model, size_t start,
				   size_t end)
{
	if (start == end)
		return VIEW_NOTHING;
	prompt_cut(&view->prompt, start, end);
	return prompt_changed(view, model);
}

static enum view_wish prompt_go(struct prompt *prompt, size_t to)
{
	prompt->cursor = to;
	return VIEW_REDRAW;
}

static enum view_wish prompt_act(struct view *view, const struct model *model, enum action action)
{
	struct prompt *prompt = &view->prompt;
	size_t at = prompt->cursor;

	switch (action) {
	case ACTION_ACCEPT:
		return prompt_accept(view, model);
	case ACTION_CANCEL:
		return prompt_cancel(view, model);
	case ACTION_ERASE:
		return prompt_erase(view, model, prompt_before(prompt, at), at);
	case ACTION_DELETE_CHARACTER:
		return prompt_erase(view, model, at, prompt_behind(prompt, at));
	case ACTION_ERASE_WORD:
		return prompt_erase(view, model, prompt_word_before(prompt), at);
	case ACTION_ERASE_LINE:
		return prompt_erase(view, model, 0, at);
	case ACTION_CURSOR_LEFT:
		return prompt_go(prompt, prompt_before(prompt, at));
	case ACTION_CURSOR_RIGHT:
		return prompt_go(prompt, prompt_behind(prompt, at));
	case ACTION_CURSOR_START:
		return prompt_go(prompt, 0);
	case ACTION_CURSOR_END:
		return prompt_go(prompt, strlen(prompt->text));
	default:
		return VIEW_NOTHING;
	}
}

/* From where on the text shows, so that its cursor is in WIDTH cells. */
static size_t prompt_start(const struct prompt *prompt, int width)
{
	size_t start = 0;
	char shown[PROMPT_SIZE];

	for (;;) {
		snprintf(shown, sizeof(shown), "%.*s", (int)(prompt->cursor - start),
			 prompt->text + start);
		if ((int)text_width(shown) < width || start >= prompt->cursor)
			return start;
		start = prompt_behind(prompt, start);
	}
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
	int left = room - (int)text_width(prompt->text) - 3;

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
	char shown[PROMPT_SIZE], hint[sizeof(prompt->error.words)];
	int width, end;
	size_t start;

	if (line.rows < 1)
		return;
	pen.column = layout_margin(area->columns);
	prompt_label(prompt, &pen);
	prompt_hint(prompt, hint, sizeof(hint));
	width = prompt_hint_width(prompt, hint, pen_room(&pen));
	end = line.columns;
	pen.area.columns = end - width - (width ? 2 : 0);
	start = prompt_start(prompt, pen_room(&pen));
	snprintf(shown, sizeof(shown), "%.*s", (int)(prompt->cursor - start), prompt->text + start);
	pen_put(&pen, STYLE_INPUT, shown);
	draw->frame->cursor_row = line.row;
	draw->frame->cursor_column = line.column + pen.column;
	draw->frame->has_cursor = true;
	pen_put(&pen, STYLE_INPUT, prompt->text + prompt->cursor);
	pen.area.columns = end;
	pen.column = end - width;
	pen_field(&pen, prompt->error.code ? STYLE_STATUS_ERROR : STYLE_LABEL, hint, width, false);
}

const struct mode_ops prompt_ops = { .draw = prompt_draw, .act = prompt_act, .type = prompt_type };
