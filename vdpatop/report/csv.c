/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Samples as comma-separated values (RFC 4180), UTF-8: a line for each queue of each device that netlink
 * knows, in the model's order.
 *
 * Lines end in LF alone: what reads CSV takes both, and what reads lines wants this. A field is
 * quoted when it has a comma, a quotation mark, or a blank at an end. Text from outside is made
 * safe first (base/text.h), so a control character or a broken byte stands as \xNN, no field has a
 * line end, and nothing in a file harms the terminal that shows it. What is not known is empty, and
 * so is what was not read in this sample: a figure in a row is of that row's time.
 */
#include "report/format.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"

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
static int put_text(struct array *to, const char *text)
{
	size_t length = strlen(text);
	char safe[512];
	char *room;
	int result;

	if (length * 4 < sizeof(safe))
		return put_safe(to, safe, text_safe(safe, sizeof(safe), text, length));
	room = malloc(length * 4 + 1);
	if (!room)
		return -ENOMEM;
	result = put_safe(to, room, text_safe(room, length * 4 + 1, text, length));
	free(room);
	return result;
}

/* At most three decimals, and none that say nothing. */
static int put_real(struct array *to, double real)
{
	char digits[400]; /* the largest double has 309 digits before its point */
	size_t length = (size_t)snprintf(digits, sizeof(digits), "%.3f", real);

	while (digits[length - 1] == '0')
		length--;
	if (digits[length - 1] == '.')
		length--;
	return put(to, digits, length);
}

static int put_seconds(struct array *to, int64_t time)
{
	char digits[40];

	snprintf(digits, sizeof(digits), "%" PRId64 ".%09" PRId64, time / CLOCK_SECOND,
		 time % CLOCK_SECOND);
	return put_string(to, digits);
}

static int put_count(struct array *to, uint64_t count)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%" PRIu64, count);
	return put_string(to, digits);
}

static int put_time(struct array *to, int64_t time)
{
	char text[32];

	clock_iso8601(text, sizeof(text), time);
	return put_string(to, text);
}

static int put_value(struct array *to, const struct column_value *value)
{
	if (value->is_old)
		return 0;
	switch (value->kind) {
	case VALUE_NONE:
	case VALUE_GRAPH:
		return 0;
	case VALUE_TEXT:
		return put_text(to, value->text);
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
	result = put_text(to, name);
	free(name);
	return result;
}

static int put_separator(struct array *to, size_t place)
{
	return place ? put(to, ",", 1) : 0;
}

static int csv_put_header(struct array *to, const struct column_list *columns)
{
	for (size_t i = 0; i < column_list_count(columns); i++) {
		const struct column_choice *choice = column_list_at(columns, i);

		if (put_separator(to, i) < 0)
			return -ENOMEM;
		if ((choice->vendor ? put_vendor_name(to, choice) :
				      put_text(to, column_of(choice->id)->name)) < 0)
			return -ENOMEM;
	}
	return put(to, "\n", 1);
}

static int put_row(struct array *to, const struct column_list *columns, const struct column_row *row)
{
	struct column_value value;

	for (size_t i = 0; i < column_list_count(columns); i++) {
		column_list_get(column_list_at(columns, i), row, &value);
		if (put_separator(to, i) < 0 || put_value(to, &value) < 0)
			return -ENOMEM;
	}
	return put(to, "\n", 1);
}

static int csv_put_sample(struct array *to, const struct column_list *columns,
			  const struct model *model, const struct format_run *run)
{
	(void)run;
	for (size_t i = 0; i < model->queue_count; i++) {
		const struct column_row row = column_queue_row(model, i);

		if (put_row(to, columns, &row) < 0)
			return -ENOMEM;
	}
	return 0;
}

/* The columns are frozen: scripts rely on them. New ones are asked for with -c. */
const struct format format_csv = {
	.columns = "time,interval_s,mgmtdev,device,class,queue,role,health,kickdoorbells,"
		   "kickdoorbells_per_s,wqes,wqes_per_s,wqes_source",
	.put_header = csv_put_header,
	.put_sample = csv_put_sample,
};
