/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing text, fields, lines and sparklines into an area. */
#include "view/pen.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "model/history.h"

#define PEN_TEXT 1024 /* bytes; more than any line of a terminal shows */

int pen_room(const struct pen *pen)
{
	return pen->area.columns > pen->column ? pen->area.columns - pen->column : 0;
}

void pen_next_row(struct pen *pen, int column)
{
	pen->row++;
	pen->column = column;
}

void pen_put(struct pen *pen, enum style style, const char *text)
{
	pen->column = frame_put(pen->frame, &pen->area, pen->row, pen->column, style, text);
}

void pen_print(struct pen *pen, enum style style, const char *format, ...)
{
	char text[PEN_TEXT];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	pen_put(pen, style, text);
}

void pen_safe(char *to, size_t size, const char *raw)
{
	text_safe(to, size, raw, strnlen(raw, size));
}

void pen_raw(struct pen *pen, enum style style, const char *raw)
{
	char text[PEN_TEXT];

	pen_safe(text, sizeof(text), raw);
	pen_put(pen, style, text);
}

void pen_glyph(struct pen *pen, enum style style, enum glyph glyph)
{
	pen_put(pen, style, glyph_text(glyph, pen->is_ascii));
}

void pen_line(struct pen *pen, enum style style, enum glyph glyph, int count)
{
	for (int i = 0; i < count; i++)
		pen_glyph(pen, style, glyph);
}

static void pen_blanks(struct pen *pen, enum style style, int count)
{
	for (int i = 0; i < count; i++)
		pen_put(pen, style, " ");
}

void pen_field(struct pen *pen, enum style style, const char *text, int width, bool is_right)
{
	char cut[PEN_TEXT];
	int cells = (int)text_cut(cut, sizeof(cut), text, (size_t)width,
				  glyph_text(GLYPH_ELLIPSIS, pen->is_ascii));

	if (is_right)
		pen_blanks(pen, style, width - cells);
	pen_put(pen, style, cut);
	if (!is_right)
		pen_blanks(pen, style, width - cells);
}

/* Bytes of as many characters as stand in ROOM cells; one at least. */
static size_t pen_fit_characters(const char *text, int room)
{
	char row[PEN_TEXT];
	size_t fits = 0;

	for (size_t end = 0; text[end] && text[end] != ' '; fits = end) {
		do
			end++;
		while (((unsigned char)text[end] & 0xc0) == 0x80);
		if (end >= sizeof(row))
			break;
		text_copy(row, end + 1, text);
		if (fits && (int)text_width(row) > room)
			break;
	}
	return fits;
}

size_t pen_fit(const char *text, int room)
{
	char row[PEN_TEXT];
	size_t fits = 0;

	for (size_t end = 0; text[end];) {
		end += strspn(text + end, " ");
		end += strcspn(text + end, " ");
		if (end >= sizeof(row))
			break;
		text_copy(row, end + 1, text);
		if ((int)text_width(row) > room)
			break;
		fits = end;
	}
	return fits ? fits : pen_fit_characters(text, room);
}

/*
 * Nothing is the lowest level, the largest of those shown the highest. The full block is left out:
 * in a column of sparklines it would run into the row above.
 */
static enum glyph pen_level(double value, double most)
{
	int level = most > 0 ? (int)(value / most * 6 + 0.5) : 0;

	return (enum glyph)(GLYPH_LEVEL_1 + (level < 0 ? 0 : level > 6 ? 6 : level));
}

/* How many of the last WIDTH values there are, gaps between them included, and the largest. */
static int pen_measure(int width, pen_value *get, const void *context, double *ret_most)
{
	double most = 0;
	int count = 0;
	double value;

	for (int age = 0; age < width; age++) {
		if (!get(context, (size_t)age, &value))
			continue;
		most = value > most ? value : most;
		count = age + 1;
	}
	*ret_most = most;
	return count;
}

void pen_sparkline(struct pen *pen, enum style style, int width, pen_value *get,
		   const void *context)
{
	double most;
	double value;
	int count = pen_measure(width, get, context, &most);

	for (int age = count; age-- > 0;) {
		if (get(context, (size_t)age, &value))
			pen_glyph(pen, style, pen_level(value, most));
		else
			pen_put(pen, style, " ");
	}
	pen_blanks(pen, style, width - count);
}

static bool pen_history_value(const void *context, size_t age, double *ret_value)
{
	return history_get(context, age, ret_value);
}

void pen_history(struct pen *pen, enum style style, int width, const struct history *history)
{
	pen_sparkline(pen, style, width, pen_history_value, history);
}
