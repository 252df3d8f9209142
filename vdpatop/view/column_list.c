/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The grammar of -c, and the values of what it chose. */
#include "view/column_list.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

#define VENDOR "vendor:"

static void choice_free(struct column_choice *choice)
{
	free(choice->vendor);
}

void column_list_free(struct column_list *list)
{
	for (size_t i = 0; i < list->choices.count; i++)
		choice_free(array_at(&list->choices, struct column_choice, i));
	array_free(&list->choices);
}

/*
 * Copies the next word of *TEXT without its escapes into WORD, which has room for all of it, and
 * moves *TEXT behind its comma; NULL there says that it was the last. 0 or -EINVAL.
 */
static int next_word(const char **text, char *word)
{
	const char *at = *text;

	for (; *at && *at != ','; at++) {
		if (*at == '\\' && at[1] != ',' && at[1] != '\\')
			return -EINVAL;
		at += *at == '\\';
		*word++ = *at;
	}
	*word = '\0';
	*text = *at ? at + 1 : NULL;
	return 0;
}

/* The names that there are, as much of them as fits. */
static void join_names(char *to, size_t size)
{
	size_t at = 0;

	for (enum column_id id = 0; id < COLUMN_COUNT; id++) {
		const char *name = column_of(id)->name;

		if (at + strlen(name) + 3 > size)
			break;
		at = (size_t)(stpcpy(stpcpy(to + at, id ? ", " : ""), name) - to);
	}
}

static int refuse(struct error *error, const char *word)
{
	char names[sizeof(error->words) - 100];
	char safe[48];

	text_safe(safe, sizeof(safe), word, strlen(word));
	join_names(names, sizeof(names));
	return error_set(error, -EINVAL, "no column '%s': there are %s, " VENDOR "NAME", safe, names);
}

static int take_vendor(struct column_choice *choice, const char *name)
{
	size_t length = strlen(name);

	choice->is_rate = length > 2 && !strcmp(name + length - 2, "/s");
	choice->vendor = strndup(name, choice->is_rate ? length - 2 : length);
	return choice->vendor ? 0 : -ENOMEM;
}

static bool is_same(const struct column_choice *a, const struct column_choice *b)
{
	if (!a->vendor || !b->vendor)
		return !a->vendor && !b->vendor && a->id == b->id;
	return a->is_rate == b->is_rate && !strcmp(a->vendor, b->vendor);
}

/* The place of CHOICE in LIST, or the number of columns when it is not there. */
static size_t find_choice(const struct column_list *list, const struct column_choice *choice)
{
	size_t place = 0;

	while (place < list->choices.count &&
	       !is_same(array_at(&list->choices, struct column_choice, place), choice))
		place++;
	return place;
}

/* A column that stands twice is a slip, and breaks readers that know columns by their names. */
static int refuse_twice(struct error *error, const char *word, bool is_default)
{
	if (is_default)
		return error_set(error, -EINVAL, "'%s' is one of the default columns already", word);
	return error_set(error, -EINVAL, "the column '%s' stands twice in the list", word);
}

/* The first DEFAULTS columns of LIST are those that a + adds to. */
static int take_word(struct column_list *list, const char *word, size_t defaults,
		     struct error *error)
{
	struct column_choice choice = { .id = COLUMN_COUNT, .vendor = NULL };
	const char *vendor = word + strlen(VENDOR);
	size_t place;
	int result = 0;

	if (!*word)
		return error_set(error, -EINVAL, "empty name in the list of columns");
	if (!strncmp(word, VENDOR, strlen(VENDOR)) && *vendor)
		result = take_vendor(&choice, vendor);
	else if (!column_find(word, &choice.id))
		return refuse(error, word);
	place = result ? 0 : find_choice(list, &choice);
	if (!result && place < list->choices.count) {
		choice_free(&choice);
		return refuse_twice(error, word, place < defaults);
	}
	if (result < 0 || array_append(&list->choices, &choice, 1) < 0) {
		choice_free(&choice);
		return error_set(error, -ENOMEM, "the list of columns: out of memory");
	}
	return 0;
}

static int take_words(struct column_list *list, const char *text, struct error *error)
{
	char *word = calloc(strlen(text) + 1, 1);
	size_t defaults = list->choices.count;
	int result = 0;

	if (!word)
		return error_set(error, -ENOMEM, "the list of columns: out of memory");
	while (!result && text) {
		result = next_word(&text, word);
		if (result < 0)
			error_set(error, result, "'%s': in a list of columns a backslash stands only "
				  "before a comma or a backslash", text);
		else
			result = take_word(list, word, defaults, error);
	}
	free(word);
	return result;
}

int column_list_parse(struct column_list *ret_list, const char *defaults, const char *text,
		      struct error *error)
{
	struct column_list list = { .choices = ARRAY_OF(struct column_choice) };
	bool appends = text && *text == '+';
	int result = 0;

	if (!text || appends)
		result = take_words(&list, defaults, error);
	if (!result && text)
		result = take_words(&list, text + appends, error);
	if (result < 0)
		column_list_free(&list);
	else
		*ret_list = list;
	return result;
}

size_t column_list_count(const struct column_list *list)
{
	return list->choices.count;
}

const struct column_choice *column_list_at(const struct column_list *list, size_t place)
{
	return array_at(&list->choices, struct column_choice, place);
}

bool column_list_wants_vendor(const struct column_list *list)
{
	for (size_t i = 0; i < column_list_count(list); i++) {
		const struct column_choice *choice = column_list_at(list, i);

		if (choice->vendor || choice->id == COLUMN_IN_FLIGHT)
			return true;
	}
	return false;
}

static const struct model_counter *find_counter(const struct column_row *row, const char *name)
{
	const struct model_queue *queue = row->queue;

	for (uint32_t i = 0; queue && i < queue->counters; i++)
		if (!strcmp(row->model->counters[queue->first_counter + i].name, name))
			return &row->model->counters[queue->first_counter + i];
	return NULL;
}

bool column_list_has_counter(const struct column_choice *choice, const struct model *model)
{
	for (size_t i = 0; i < model->counter_count; i++)
		if (!strcmp(model->counters[i].name, choice->vendor))
			return true;
	return false;
}

void column_list_get(const struct column_choice *choice, const struct column_row *row,
		     struct column_value *value)
{
	const struct model_counter *counter;

	if (!choice->vendor) {
		column_get(choice->id, row, value);
		return;
	}
	column_value_clear(value);
	counter = find_counter(row, choice->vendor);
	if (!counter)
		return;
	if (choice->is_rate)
		column_put_rate(value, &counter->rate);
	else
		column_put_count(value, counter->value, &counter->rate);
}
