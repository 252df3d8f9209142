/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The grammar of filters. What they match is in filter_apply.c. */
#include "view/filter.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "base/text.h"

/* What ends a value that is not quoted. */
#define ENDS " |"

struct reader {
	struct filter filter;
	const char *at;
	char *text; /* room for any value of the filter */
	uint32_t group;
	struct error *error;
};

void filter_free(struct filter *filter)
{
	for (size_t i = 0; i < filter->values.count; i++)
		pattern_free(&array_at(&filter->values, struct filter_value, i)->pattern);
	array_free(&filter->values);
	array_free(&filter->words);
}

bool filter_is_empty(const struct filter *filter)
{
	return !filter->words.count;
}

static bool is_number_kind(enum column_id id)
{
	return id < COLUMN_COUNT && column_of(id)->kind != VALUE_TEXT &&
	       column_of(id)->kind != VALUE_TIME;
}

/* The column that the LENGTH bytes of NAME call, by its name before any title. */
static enum column_id find_column(const char *name, size_t length)
{
	for (int by_title = 0; by_title < 2; by_title++)
		for (enum column_id id = 0; id < COLUMN_COUNT; id++) {
			const char *own = by_title ? column_of(id)->title : column_of(id)->name;

			if (column_of(id)->kind != VALUE_GRAPH && strlen(own) == length &&
			    !strncasecmp(own, name, length))
				return id;
		}
	return COLUMN_COUNT;
}

/* Whether it reads as the name of a column: addresses, which have colons too, have digits. */
static bool looks_like_column(const char *name, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!isalpha((unsigned char)name[i]) && !strchr("_/", name[i]))
			return false;
	return length > 2;
}

/* Reads "column:", if it stands there. 0 or -EINVAL. */
static int read_column(struct reader *reader, enum column_id *ret_column)
{
	size_t length = strcspn(reader->at, ":\"" ENDS);
	char safe[48];

	*ret_column = COLUMN_COUNT;
	if (reader->at[length] != ':' || *reader->at == '/')
		return 0;
	*ret_column = find_column(reader->at, length);
	if (*ret_column < COLUMN_COUNT) {
		reader->at += length + 1;
		return 0;
	}
	if (!looks_like_column(reader->at, length))
		return 0;
	text_safe(safe, sizeof(safe), reader->at, length);
	return error_set(reader->error, -EINVAL, "no column '%s': quote what is not one", safe);
}

static unsigned read_compare(struct reader *reader)
{
	unsigned compare = 0;

	if (*reader->at == '<' || *reader->at == '>')
		compare = *reader->at++ == '<' ? FILTER_LESS : FILTER_MORE;
	if (*reader->at == '=') {
		compare |= FILTER_EQUAL;
		reader->at++;
	}
	return compare;
}

/* Copies a value into the reader's room, without its quotes. Returns its bytes. */
static size_t read_text(struct reader *reader)
{
	const char *at = reader->at;
	size_t length = 0;

	if (*at == '"') {
		for (at++; *at && *at != '"'; at++) {
			at += *at == '\\' && (at[1] == '"' || at[1] == '\\');
			reader->text[length++] = *at;
		}
		at += *at == '"';
	}
	while (*at && !strchr(ENDS, *at))
		reader->text[length++] = *at++;
	reader->text[length] = '\0';
	reader->at = at;
	return length;
}

static double scale_of(char unit)
{
	static const char units[] = "kmgt";
	const char *at = strchr(units, tolower((unsigned char)unit));
	double scale = 1;

	for (const char *i = units; at && i <= at; i++)
		scale *= 1000;
	return scale;
}

/* Reads all of TEXT as a number. "2.1k" is equal to what is shown so: its slack is half of 0.1k. */
static bool parse_number(const char *text, double *ret_number, double *ret_slack)
{
	const char *dot = strchr(text, '.');
	char *end;
	double number;
	double slack = 0.5;

	if (!isdigit((unsigned char)text[text[0] == '-']))
		return false;
	number = strtod(text, &end);
	for (const char *at = dot ? dot + 1 : end; at < end; at++)
		slack /= 10;
	if (*end) {
		slack *= scale_of(*end);
		number *= scale_of(*end);
		end += scale_of(*end) > 1;
	}
	if (*end)
		return false;
	*ret_number = number;
	*ret_slack = slack;
	return true;
}

static int add_value(struct reader *reader, struct filter_value value)
{
	if (array_append(&reader->filter.values, &value, 1) < 0) {
		pattern_free(&value.pattern);
		return -ENOMEM;
	}
	return 0;
}

static int add_pattern(struct reader *reader, enum filter_test test, const char *text,
		       size_t length, bool is_regex)
{
	struct filter_value value = { .test = test };
	int result = pattern_make(&value.pattern, text, length, is_regex, reader->error);

	return result ? result : add_value(reader, value);
}

static int read_regex(struct reader *reader, size_t length)
{
	int result = add_pattern(reader, FILTER_IN, reader->at + 1, length - 1, true);

	reader->at += length + (reader->at[length] == '/');
	return result;
}

static int add_compared(struct reader *reader, enum column_id column, unsigned compare)
{
	struct filter_value value = { .test = FILTER_NUMBER, .compare = compare ? compare : FILTER_EQUAL };
	char safe[48];

	if (is_number_kind(column) && parse_number(reader->text, &value.number, &value.slack))
		return add_value(reader, value);
	if (!(compare & (FILTER_LESS | FILTER_MORE)))
		return add_pattern(reader, compare ? FILTER_ALL : FILTER_IN, reader->text,
				   strlen(reader->text), false);
	text_safe(safe, sizeof(safe), reader->text, strlen(reader->text));
	if (is_number_kind(column))
		return error_set(reader->error, -EINVAL, "'%s' is no number", safe);
	return error_set(reader->error, -EINVAL, "%s has texts: nothing to compare with '%s'",
			 column_of(column)->name, safe);
}

/* One value; what is empty or not finished yet adds none. */
static int read_value(struct reader *reader, enum column_id column)
{
	size_t regex = pattern_regex_length(reader->at, ENDS);
	unsigned compare;

	if (regex > 1)
		return read_regex(reader, regex);
	if (regex) {
		reader->at += 1 + (reader->at[1] == '/');
		return 0;
	}
	compare = column < COLUMN_COUNT ? read_compare(reader) : 0;
	if (!read_text(reader))
		return 0;
	return add_compared(reader, column, compare);
}

/* One word and what separates it from the next. */
static int read_word(struct reader *reader)
{
	struct filter_word word = { .group = reader->group };
	bool is_open;
	int result;

	word.first = reader->filter.values.count;
	word.is_inverted = *reader->at == '!';
	reader->at += word.is_inverted;
	result = read_column(reader, &word.column);
	is_open = word.column < COLUMN_COUNT && (!*reader->at || *reader->at == ' ');
	while (!result) {
		result = read_value(reader, word.column);
		if (*reader->at != '|' || !reader->at[1] || reader->at[1] == ' ')
			break;
		reader->at++;
	}
	if (!result && is_open)
		result = add_value(reader, (struct filter_value){ .test = FILTER_KNOWN });
	word.count = reader->filter.values.count - word.first;
	if (result || !word.count)
		return result;
	if (reader->filter.words.count == FILTER_MOST_WORDS)
		return error_set(reader->error, -EINVAL, "a filter has at most %d words",
				 FILTER_MOST_WORDS);
	return array_append(&reader->filter.words, &word, 1);
}

/* At a | that stands by itself: what follows is another group, unless this one is empty. */
static void read_separator(struct reader *reader)
{
	const struct array *words = &reader->filter.words;

	if (words->count &&
	    array_at(words, struct filter_word, words->count - 1)->group == reader->group)
		reader->group++;
	reader->at++;
}

static int read_words(struct reader *reader)
{
	int result = 0;

	while (!result) {
		reader->at += strspn(reader->at, " ");
		if (!*reader->at)
			break;
		if (*reader->at == '|')
			read_separator(reader);
		else
			result = read_word(reader);
	}
	return result;
}

int filter_parse(struct filter *ret_filter, const char *typed, struct error *error)
{
	struct reader reader = {
		.filter = { ARRAY_OF(struct filter_word), ARRAY_OF(struct filter_value) },
		.at = typed,
		.text = malloc(strlen(typed) + 1),
		.error = error,
	};
	int result = reader.text ? read_words(&reader) : -ENOMEM;

	free(reader.text);
	if (result < 0) {
		filter_free(&reader.filter);
		return result == -ENOMEM ? error_set(error, -ENOMEM, "the filter: out of memory") : result;
	}
	*ret_filter = reader.filter;
	return 0;
}
