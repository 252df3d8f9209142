/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Editing one line of UTF-8. */
#include "view/line.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

static bool is_start(char byte)
{
	return ((unsigned char)byte & 0xc0) != 0x80;
}

static size_t line_before(const struct line *line, size_t at)
{
	if (at)
		at--;
	while (at && !is_start(line->text[at]))
		at--;
	return at;
}

static size_t line_behind(const struct line *line, size_t at)
{
	if (line->text[at])
		at++;
	while (!is_start(line->text[at]))
		at++;
	return at;
}

static size_t line_word_before(const struct line *line)
{
	size_t at = line->cursor;

	while (at && line->text[at - 1] == ' ')
		at--;
	while (at && line->text[at - 1] != ' ')
		at--;
	return at;
}

static bool line_insert(struct line *line, const char *text, size_t length)
{
	size_t used = strlen(line->text);

	if (used + length >= sizeof(line->text))
		return false;
	memmove(line->text + line->cursor + length, line->text + line->cursor,
		used - line->cursor + 1);
	memcpy(line->text + line->cursor, text, length);
	line->cursor += length;
	return true;
}

/* Whatever comes takes the place of what was only suggested. */
static void line_drop_suggestion(struct line *line)
{
	if (line->is_suggested)
		*line = (struct line){ 0 };
}

bool line_type(struct line *line, const char *character)
{
	bool fits;

	line_drop_suggestion(line);
	fits = line_insert(line, character, strlen(character));
	line->lacks |= !fits;
	return fits;
}

/* Bytes of the character at TEXT; 0 for one that may not stand in a line: text_safe() changes it. */
static size_t line_character(const char *text)
{
	char safe[20];
	uint32_t code;
	size_t length = text_decode(text, strnlen(text, 4), &code);

	if (!length || text_safe(safe, sizeof(safe), text, length) != length)
		return 0;
	return length;
}

void line_set(struct line *line, const char *text)
{
	size_t length;

	*line = (struct line){ 0 };
	for (; *text; text += length ? length : 1) {
		length = line_character(text);
		if (length && !line_insert(line, text, length))
			break;
	}
}

void line_suggest(struct line *line, const char *text)
{
	line_set(line, text);
	line->is_suggested = *line->text;
}

int line_paste(struct line *line, const char *text, struct error *error)
{
	size_t length = strlen(text);

	while (length && (text[length - 1] == '\n' || text[length - 1] == '\r'))
		length--;
	for (size_t at = 0, step; at < length; at += step) {
		step = line_character(text + at);
		if (text[at] == '\n' || text[at] == '\r')
			return error_set(error, -EINVAL, "not pasted: it is more than one line");
		if (!step && (unsigned char)text[at] < 0x80)
			return error_set(error, -EINVAL, "not pasted: it holds a control character (0x%02x), and "
					 "what a field takes is text", (unsigned char)text[at]);
		if (!step)
			return error_set(error, -EINVAL, "not pasted: it holds what is no visible text (byte "
					 "0x%02x)", (unsigned char)text[at]);
	}
	if (length && length < sizeof(line->text))
		line_drop_suggestion(line);
	if (!line_insert(line, text, length))
		return error_set(error, -ENOSPC, "not pasted: a field holds at most %d bytes",
				 LINE_SIZE - 1);
	return 0;
}

static bool line_cut(struct line *line, size_t start, size_t end)
{
	memmove(line->text + start, line->text + end, strlen(line->text + end) + 1);
	line->cursor = start;
	line->lacks &= start == end;
	return start != end;
}

static bool line_edit(struct line *line, enum action action, bool *ret_is_changed)
{
	size_t at = line->cursor;

	switch (action) {
	case ACTION_ERASE:
		*ret_is_changed = line_cut(line, line_before(line, at), at);
		return true;
	case ACTION_DELETE_CHARACTER:
		*ret_is_changed = line_cut(line, at, line_behind(line, at));
		return true;
	case ACTION_ERASE_WORD:
		*ret_is_changed = line_cut(line, line_word_before(line), at);
		return true;
	case ACTION_ERASE_LINE:
		*ret_is_changed = line_cut(line, 0, at);
		return true;
	case ACTION_CURSOR_LEFT:
		line->cursor = line_before(line, at);
		return true;
	case ACTION_CURSOR_RIGHT:
		line->cursor = line_behind(line, at);
		return true;
	case ACTION_CURSOR_START:
		line->cursor = 0;
		return true;
	case ACTION_CURSOR_END:
		line->cursor = strlen(line->text);
		return true;
	default:
		return false;
	}
}

bool line_act(struct line *line, enum action action, bool *ret_is_changed)
{
	*ret_is_changed = false;
	if (!line_edit(line, action, ret_is_changed))
		return false;
	line->is_suggested = false;
	return true;
}

static void line_copy(const struct line *line, size_t start, char *to, size_t size)
{
	snprintf(to, size, "%.*s", (int)(line->cursor - start), line->text + start);
}

/* From where on the text shows, so that its cursor is in WIDTH cells. */
static size_t line_start(const struct line *line, int width)
{
	size_t start = 0;
	char shown[LINE_SIZE];

	for (;;) {
		line_copy(line, start, shown, sizeof(shown));
		if ((int)text_width(shown) < width || start >= line->cursor)
			return start;
		start = line_behind(line, start);
	}
}

void line_draw(const struct line *line, struct pen *pen, enum style style, bool has_cursor)
{
	size_t start = has_cursor ? line_start(line, pen_room(pen)) : 0;
	char shown[LINE_SIZE];

	if (!has_cursor) {
		pen_put(pen, style, line->text);
		return;
	}
	style = line->is_suggested ? STYLE_SELECTED : style;
	line_copy(line, start, shown, sizeof(shown));
	pen_put(pen, style, shown);
	pen->frame->cursor_row = pen->area.row + pen->row;
	pen->frame->cursor_column = pen->area.column + pen->column;
	pen->frame->has_cursor = true;
	pen_put(pen, style, line->text + line->cursor);
}
