/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words of a value, packed into rows. */
#include "report/sheet_cell.h"

#include <errno.h>
#include <string.h>

#include "base/text.h"

struct sheet_cells sheet_cells_begin(const struct sheet *sheet, struct array *to, int width)
{
	return (struct sheet_cells){
		.sheet = sheet, .to = to, .width = width, .value = ARRAY_OF(char),
		.line = ARRAY_OF(char), .room = ARRAY_OF(char), .cut = ARRAY_OF(char),
	};
}

int sheet_cells_end(struct sheet_cells *cells)
{
	array_free(&cells->value);
	array_free(&cells->line);
	array_free(&cells->room);
	array_free(&cells->cut);
	return cells->has_failed ? -ENOMEM : 0;
}

static void cells_append(struct sheet_cells *cells, struct array *to, const char *text, size_t length)
{
	if (array_append(to, text, length) < 0)
		cells->has_failed = true;
}

/* Cells that LENGTH bytes of safe TEXT take. */
static int cells_measure(struct sheet_cells *cells, const char *text, size_t length)
{
	cells->room.count = 0;
	cells_append(cells, &cells->room, text, length);
	cells_append(cells, &cells->room, "", 1);
	return cells->has_failed ? 0 : (int)text_width(cells->room.data);
}

static void value_put(struct sheet_cells *cells, const struct sheet_field *field)
{
	if (sheet_put_value(cells->sheet, field, &cells->value) < 0)
		cells->has_failed = true;
}

static void value_put_safe(struct sheet_cells *cells, const char *text)
{
	if (sheet_put_safe(&cells->value, text) < 0)
		cells->has_failed = true;
}

static void value_put_members(struct sheet_cells *cells, size_t group)
{
	const struct sheet *sheet = cells->sheet;
	bool is_pair = sheet_at(sheet, group)->kind == SHEET_OBJECT;
	size_t end = sheet_at(sheet, group)->end;

	for (size_t i = group + 1; i < end; i = sheet_next(sheet, i)) {
		if (sheet_at(sheet, i)->flags & SHEET_JSON)
			continue;
		if (cells->value.count)
			cells_append(cells, &cells->value, is_pair ? ",\n" : "\n", is_pair ? 2 : 1);
		if (is_pair) {
			value_put_safe(cells, sheet_key(sheet, sheet_at(sheet, i)));
			cells_append(cells, &cells->value, " ", 1);
		}
		value_put(cells, sheet_at(sheet, i));
	}
}

static int value_end(struct sheet_cells *cells)
{
	const char *value;
	int width = 0;

	cells_append(cells, &cells->value, "", 1);
	value = cells->value.data;
	for (size_t at = 0; !cells->has_failed && value[at];) {
		size_t length = strcspn(value + at, "\n");

		width += cells_measure(cells, value + at, length) + (at ? 1 : 0);
		at += length + (value[at + length] == '\n');
	}
	return width;
}

/* A row may end between two words. */
static void value_split(struct sheet_cells *cells)
{
	char *value = cells->value.data;

	for (size_t i = 0; i < cells->value.count; i++)
		if (value[i] == ' ')
			value[i] = '\n';
}

int sheet_cells_take(struct sheet_cells *cells, size_t number)
{
	const struct sheet_field *field = sheet_at(cells->sheet, number);

	cells->value.count = 0;
	if (field->kind == SHEET_OBJECT || field->kind == SHEET_ARRAY) {
		value_put_members(cells, number);
		return value_end(cells);
	}
	value_put(cells, field);
	value_split(cells);
	return value_end(cells);
}

int sheet_cells_take_text(struct sheet_cells *cells, const char *text)
{
	cells->value.count = 0;
	value_put_safe(cells, text);
	value_split(cells);
	return value_end(cells);
}

static void line_put(struct sheet_cells *cells, const char *text, size_t length)
{
	int width = cells_measure(cells, text, length);

	cells_append(cells, &cells->line, text, length);
	cells->used += width;
}

/* As many characters of the word TEXT as fit, one at least. Returns their bytes. */
static size_t line_put_part(struct sheet_cells *cells, const char *text, size_t length, int room)
{
	const char *blank;
	size_t fits = 0;

	while (fits < length) {
		uint32_t character;
		size_t bytes = text_decode(text + fits, length - fits, &character);

		if (fits && cells_measure(cells, text, fits + bytes) > room)
			break;
		fits += bytes ? bytes : 1;
	}
	blank = fits < length ? memrchr(text, ' ', fits) : NULL;
	if (blank) /* a number is not torn when its name can be */
		fits = (size_t)(blank - text) + 1;
	line_put(cells, text, fits);
	return fits;
}

bool sheet_cells_has_more(const struct sheet_cells *cells, size_t place)
{
	return !cells->has_failed && *array_at(&cells->value, char, place);
}

void sheet_cells_put(struct sheet_cells *cells, size_t *place, int room)
{
	const char *value = cells->value.data;
	int left = cells->used;
	bool has_word = false;

	while (sheet_cells_has_more(cells, *place)) {
		size_t length = strcspn(value + *place, "\n");
		int width = cells_measure(cells, value + *place, length);
		int free = room - (cells->used - left) - has_word;

		if (has_word && width > free)
			break;
		if (has_word)
			line_put(cells, " ", 1);
		has_word = true;
		if (width > free) {
			*place += line_put_part(cells, value + *place, length, free);
			break;
		}
		line_put(cells, value + *place, length);
		*place += length + (value[*place + length] == '\n');
	}
}

void sheet_cells_put_cut(struct sheet_cells *cells, int room)
{
	size_t size = cells->value.count + 8;
	char *value = cells->value.data;
	char *cut;

	cells->cut.count = 0;
	cut = cells->has_failed ? NULL : array_add(&cells->cut, size);
	if (!cut) {
		cells->has_failed = true;
		return;
	}
	for (size_t i = 0; i < cells->value.count; i++)
		if (value[i] == '\n')
			value[i] = ' ';
	text_cut(cut, size, value, (size_t)room, "~");
	line_put(cells, cut, strlen(cut));
}

void sheet_cells_pad(struct sheet_cells *cells, int column)
{
	while (!cells->has_failed && cells->used < column)
		line_put(cells, " ", 1);
}

void sheet_cells_end_line(struct sheet_cells *cells)
{
	struct array *line = &cells->line;
	size_t size;

	while (line->count && *array_at(line, char, line->count - 1) == ' ')
		line->count--;
	cells_append(cells, line, "", 1);
	size = line->count + 8;
	cells->cut.count = 0;
	if (!cells->has_failed && array_add(&cells->cut, size)) {
		text_cut(cells->cut.data, size, line->data, (size_t)cells->width, "~");
		cells_append(cells, cells->to, cells->cut.data, strlen(cells->cut.data));
		cells_append(cells, cells->to, "\n", 1);
	} else {
		cells->has_failed = true;
	}
	line->count = 0;
	cells->used = 0;
}
