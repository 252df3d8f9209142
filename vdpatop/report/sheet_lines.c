/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A sheet as lines for scripts: the same whatever the screen and the locale. */
#include "report/sheet.h"

#include <errno.h>
#include <string.h>

struct lines {
	const struct sheet *sheet;
	struct array *to;
	const char *label;
	bool has_failed;
};

static void lines_put(struct lines *lines, const char *text)
{
	if (array_append(lines->to, text, strlen(text)) < 0)
		lines->has_failed = true;
}

static void lines_put_safe(struct lines *lines, const char *text)
{
	if (sheet_put_safe(lines->to, text) < 0)
		lines->has_failed = true;
}

static void lines_put_value(struct lines *lines, const struct sheet_field *field)
{
	if (sheet_put_value(lines->sheet, field, lines->to) < 0)
		lines->has_failed = true;
}

static void lines_put_list(struct lines *lines, size_t number)
{
	const struct sheet *sheet = lines->sheet;
	size_t end = sheet_at(sheet, number)->end;

	if (number + 1 == end)
		lines_put(lines, "-");
	for (size_t i = number + 1; i < end; i = sheet_next(sheet, i)) {
		if (i > number + 1)
			lines_put(lines, ",");
		lines_put_value(lines, sheet_at(sheet, i));
	}
}

static void lines_put_members(struct lines *lines, size_t number);

static void lines_put_member(struct lines *lines, size_t number)
{
	const struct sheet_field *field = sheet_at(lines->sheet, number);

	if (field->flags & (SHEET_JSON | SHEET_LINES))
		return;
	if (field->kind == SHEET_OBJECT) {
		lines_put_members(lines, number);
		return;
	}
	lines_put(lines, " ");
	lines_put_safe(lines, sheet_key(lines->sheet, field));
	lines_put(lines, " ");
	if (field->kind == SHEET_ARRAY)
		lines_put_list(lines, number);
	else
		lines_put_value(lines, field);
}

static void lines_put_members(struct lines *lines, size_t number)
{
	size_t end = sheet_at(lines->sheet, number)->end;

	for (size_t i = number + 1; i < end; i = sheet_next(lines->sheet, i))
		lines_put_member(lines, i);
}

/* The elements of the arrays of the thing NAME that have lines of their own. */
static void lines_put_below(struct lines *lines, size_t thing)
{
	const struct sheet *sheet = lines->sheet;

	for (size_t i = thing + 1; i < sheet_at(sheet, thing)->end; i = sheet_next(sheet, i)) {
		if (!(sheet_at(sheet, i)->flags & SHEET_LINES))
			continue;
		for (size_t j = i + 1; j < sheet_at(sheet, i)->end; j = sheet_next(sheet, j)) {
			lines_put_safe(lines, sheet_key(sheet, sheet_at(sheet, thing)));
			lines_put(lines, " ");
			lines_put(lines, lines->label);
			lines_put(lines, " ");
			lines_put_value(lines, sheet_find(sheet, j, "index"));
			lines_put(lines, ":");
			lines_put_members(lines, j);
			lines_put(lines, "\n");
		}
	}
}

int sheet_print_lines(const struct sheet *sheet, struct array *to, const char *label)
{
	struct lines lines = { .sheet = sheet, .to = to, .label = label };

	if (sheet->has_failed)
		return -ENOMEM;
	for (size_t i = 0; i < sheet_count_fields(sheet); i = sheet_next(sheet, i)) {
		lines_put_safe(&lines, sheet_key(sheet, sheet_at(sheet, i)));
		lines_put(&lines, ":");
		lines_put_members(&lines, i);
		lines_put(&lines, "\n");
		lines_put_below(&lines, i);
	}
	return lines.has_failed ? -ENOMEM : 0;
}
