/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Heads, labels and values. */
#include "report/exposition.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "report/figure.h"
#include "report/metric.h"

static void put(struct exposition *exposition, const char *bytes, size_t length)
{
	if (array_append(exposition->to, bytes, length) < 0)
		exposition->is_out = true;
}

static void put_string(struct exposition *exposition, const char *text)
{
	put(exposition, text, strlen(text));
}

/* Bytes that are the same in a label's value, in safe text and outside. */
static bool is_plain(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] < ' ' || text[i] > '~' || text[i] == '\\' || text[i] == '"')
			return false;
	return true;
}

/* Safe text, with what the format wants before a backslash and a quotation mark. */
static void put_escaped(struct exposition *exposition, const char *safe, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (safe[i] == '\\' || safe[i] == '"')
			put(exposition, "\\", 1);
		put(exposition, safe + i, 1);
	}
}

/* TEXT, any bytes, as a label's value. */
static void put_value(struct exposition *exposition, const char *text)
{
	size_t length = strlen(text);
	size_t room = 4 * length + 1;

	if (is_plain(text, length)) {
		put(exposition, text, length);
	} else if (array_reserve(&exposition->safe, room) < 0) {
		exposition->is_out = true;
	} else {
		char *safe = exposition->safe.data;

		put_escaped(exposition, safe, text_exact(safe, room, text, length));
	}
}

static void put_head(struct exposition *exposition)
{
	const struct metric *metric = exposition->metric;

	if (exposition->has_head)
		return;
	exposition->has_head = true;
	put_string(exposition, "# HELP ");
	put_string(exposition, metric->name);
	put_string(exposition, " ");
	put_string(exposition, metric->help);
	put_string(exposition, "\n# TYPE ");
	put_string(exposition, metric->name);
	put_string(exposition, " ");
	put_string(exposition, metric->type);
	put_string(exposition, "\n");
}

/* An empty label is the same as none. */
static void put_label(struct exposition *exposition, const struct label *label, const char *value,
		      bool *has_any)
{
	if (!*value)
		return;
	put_string(exposition, *has_any ? "," : "{");
	put_string(exposition, label->name);
	put_string(exposition, "=\"");
	put_value(exposition, value);
	put_string(exposition, "\"");
	*has_any = true;
}

static void put_labels(struct exposition *exposition, const struct column_row *row, const char *extra)
{
	bool has_any = false;

	for (size_t i = 0; i < exposition->label_count; i++) {
		const struct label *label = &exposition->labels[i];
		struct column_value value;
		char digits[24];

		if (label->column == LABEL_EXTRA) {
			put_label(exposition, label, extra, &has_any);
			continue;
		}
		column_get(label->column, row, &value);
		if (value.kind == VALUE_TEXT) {
			put_label(exposition, label, value.text, &has_any);
		} else if (value.kind == VALUE_NUMBER) {
			snprintf(digits, sizeof(digits), "%" PRIu64, value.count);
			put_label(exposition, label, digits, &has_any);
		}
	}
	if (has_any)
		put_string(exposition, "}");
}

/*
 * All of a sample but its value. ROW may be NULL in a family without labels; EXTRA is the value of a label
 * that is no column, "" where there is none.
 */
static void put_series(struct exposition *exposition, const struct column_row *row, const char *extra)
{
	put_head(exposition);
	put_string(exposition, exposition->metric->name);
	put_labels(exposition, row, extra);
	put_string(exposition, " ");
}

void exposition_count(struct exposition *exposition, const struct column_row *row, const char *extra,
		      uint64_t count)
{
	char figure[FIGURE_SIZE];

	put_series(exposition, row, extra);
	put(exposition, figure, figure_count(figure, count));
	put_string(exposition, "\n");
}

void exposition_seconds(struct exposition *exposition, int64_t time)
{
	char figure[FIGURE_SIZE];

	put_series(exposition, NULL, "");
	put(exposition, figure, figure_seconds(figure, time));
	put_string(exposition, "\n");
}

/* The labels of the family, by the columns that are called so. */
static void take_labels(struct exposition *exposition)
{
	const char *words = exposition->metric->labels;

	exposition->label_count = 0;
	while (*words && exposition->label_count < EXPOSITION_LABELS_MOST) {
		struct label *label = &exposition->labels[exposition->label_count++];
		size_t length = strcspn(words, ", ");

		snprintf(label->name, sizeof(label->name), "%.*s", (int)length, words);
		words += length;
		words += strspn(words, ", ");
		if (!column_find(label->name, &label->column) || label->column == COLUMN_HEALTH)
			label->column = LABEL_EXTRA;
	}
}

void exposition_begin(struct exposition *exposition, const struct metric *metric)
{
	exposition->metric = metric;
	exposition->has_head = false;
	take_labels(exposition);
}

void exposition_end(struct exposition *exposition)
{
	array_free(&exposition->safe);
}
