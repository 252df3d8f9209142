/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fields and lines of CSV. */
#include "report/csv_line.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "report/figure.h"

static int put(struct array *to, const char *bytes, size_t length)
{
	return array_append(to, bytes, length);
}

static int put_string(struct array *to, const char *text)
{
	return put(to, text, strlen(text));
}

static bool wants_quotes(const char *text, size_t length)
{
	return length && (memchr(text, ',', length) || memchr(text, '"', length) || text[0] == ' ' ||
			  text[length - 1] == ' ');
}

static int put_quoted(struct array *to, const char *text, size_t length)
{
	if (put(to, "\"", 1) < 0)
		return -ENOMEM;
	for (size_t i = 0; i < length; i++)
		if (put(to, text[i] == '"' ? "\"\"" : text + i, text[i] == '"' ? 2 : 1) < 0)
			return -ENOMEM;
	return put(to, "\"", 1);
}

static int put_safe(struct array *to, const char *text, size_t length)
{
	return wants_quotes(text, length) ? put_quoted(to, text, length) : put(to, text, length);
}

/* A text of any length: what is safe can be four times as long, and is made behind the line. */
int csv_put_text(struct array *to, const char *text)
{
	size_t length = strlen(text);
	char safe[512];
	char *room;
	int result;

	if (length * 4 < sizeof(safe)) {
		length = text_exact(safe, sizeof(safe), text, length);
		return put_safe(to, safe, length);
	}
	room = malloc(length * 4 + 1);
	if (!room)
		return -ENOMEM;
	length = text_exact(room, length * 4 + 1, text, length);
	result = put_safe(to, room, length);
	free(room);
	return result;
}

static int put_seconds(struct array *to, int64_t time)
{
	char digits[FIGURE_SIZE];

	return put(to, digits, figure_seconds(digits, time));
}

static int put_count(struct array *to, uint64_t count)
{
	char digits[FIGURE_SIZE];

	return put(to, digits, figure_count(digits, count));
}

static int put_real(struct array *to, double real)
{
	char digits[FIGURE_SIZE];

	return put(to, digits, figure_real(digits, real));
}

static int put_time(struct array *to, int64_t time)
{
	char text[32];

	clock_iso8601(text, sizeof(text), time);
	return put_string(to, text);
}

int csv_put_value(struct array *to, const struct column_value *value)
{
	if (value->is_old)
		return 0;
	switch (value->kind) {
	case VALUE_NONE:
	case VALUE_GRAPH:
		return 0;
	case VALUE_TEXT:
		return csv_put_text(to, value->text);
	case VALUE_COUNT:
	case VALUE_NUMBER:
		return put_count(to, value->count);
	case VALUE_RATE:
	case VALUE_RATIO:
	case VALUE_PERCENT:
		return put_real(to, value->real);
	case VALUE_TIME:
		return put_time(to, value->time);
	case VALUE_SECONDS:
		return put_seconds(to, value->time);
	}
	return 0;
}

static int put_vendor_name(struct array *to, const struct column_choice *choice)
{
	char *name;
	int result;

	if (asprintf(&name, "vendor:%s%s", choice->vendor, choice->is_rate ? "/s" : "") < 0)
		return -ENOMEM;
	result = csv_put_text(to, name);
	free(name);
	return result;
}

static int put_separator(struct array *to, size_t place)
{
	return place ? put(to, ",", 1) : 0;
}

int csv_put_names(struct array *to, const struct column_list *columns)
{
	for (size_t i = 0; i < column_list_count(columns); i++) {
		const struct column_choice *choice = column_list_at(columns, i);

		if (put_separator(to, i) < 0)
			return -ENOMEM;
		if ((choice->vendor ? put_vendor_name(to, choice) :
				      csv_put_text(to, column_of(choice->id)->name)) < 0)
			return -ENOMEM;
	}
	return 0;
}

/* An empty line is none to many readers. */
int csv_put_values(struct array *to, const struct column_list *columns, const struct column_row *row)
{
	struct column_value value;
	size_t before = to->count;

	for (size_t i = 0; i < column_list_count(columns); i++) {
		column_list_get(column_list_at(columns, i), row, &value);
		if (put_separator(to, i) < 0 || csv_put_value(to, &value) < 0)
			return -ENOMEM;
	}
	return to->count == before ? put_string(to, "\"\"") : 0;
}
