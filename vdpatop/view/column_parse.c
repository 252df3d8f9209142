/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The grammar of lists of columns, both ways. */
#include "view/column_parse.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"

/* What goes through all of this file. */
struct parse {
	struct column_list *list;
	enum column_use use;
	size_t defaults; /* so many columns of the list are those that a + adds to */
	struct error *error;
};

/* One item without its escapes. */
struct item {
	char *text;
	char *width; /* where the screen's width begins in text, NULL for none */
};

static int out_of_memory(struct error *error)
{
	return error_set(error, -ENOMEM, "the list of columns: out of memory");
}

static bool is_escaped(const struct parse *parse, char character)
{
	return character == ',' || character == '\\' ||
	       (character == '=' && parse->use == COLUMN_FOR_SCREEN);
}

/*
 * Copies the next item of *TEXT into ITEM, whose text has room for all of it, and moves *TEXT behind
 * its comma; NULL there says that it was the last. 0 or -EINVAL.
 */
static int next_item(const struct parse *parse, const char **text, struct item *item)
{
	const char *at = *text;
	char *to = item->text;

	item->width = NULL;
	for (; *at && *at != ','; at++) {
		if (*at == '\\' && !is_escaped(parse, at[1]))
			return -EINVAL;
		if (*at == '\\')
			at++;
		else if (*at == '=')
			item->width = to + 1;
		*to++ = *at;
	}
	*to = '\0';
	*text = *at ? at + 1 : NULL;
	return 0;
}

/* Those of the table that USE has. */
static bool is_offered(enum column_id id, enum column_use use)
{
	return use == COLUMN_FOR_SCREEN || column_of(id)->kind != VALUE_GRAPH;
}

/* "; there are time, device … and vendor:NAME" */
static void list_names(char *to, size_t size)
{
	size_t used = (size_t)snprintf(to, size, "; there are ");

	for (enum column_id id = 0; id < COLUMN_COUNT && used < size; id++)
		if (is_offered(id, COLUMN_FOR_REPORT))
			used += (size_t)snprintf(to + used, size - used, "%s, ", column_of(id)->name);
	if (used < size)
		snprintf(to + used, size - used, "%sNAME and %sNAME/s", COLUMN_VENDOR, COLUMN_VENDOR);
}

static int refuse_name(const struct parse *parse, const char *word)
{
	struct nearest nearest = NEAREST_TO(word);
	char names[768] = "; vdpatop -c help lists them";
	char safe[48];
	char ask[96];

	for (enum column_id id = 0; id < COLUMN_COUNT; id++)
		if (is_offered(id, parse->use))
			nearest_try(&nearest, column_of(id)->name);
	if (parse->use == COLUMN_FOR_REPORT)
		list_names(names, sizeof(names));
	text_safe(safe, sizeof(safe), word, strlen(word));
	nearest_ask(&nearest, ask, sizeof(ask));
	/* Last, where a long line ends, is what is most likely wanted. */
	return error_set(parse->error, -EINVAL, "no column '%s'%s%s", safe, names, ask);
}

static int refuse_drawn(const struct parse *parse, const char *word)
{
	return error_set(parse->error, -EINVAL, "the column '%s' is drawn, so the screen alone has it",
			 word);
}

/* A column that stands twice is a slip, and breaks readers that know columns by their names. */
static int refuse_twice(const struct parse *parse, const char *word, size_t place)
{
	char safe[160];

	text_safe(safe, sizeof(safe), word, strlen(word));
	if (place < parse->defaults)
		return error_set(parse->error, -EINVAL, "'%s' is one of the default columns already",
				 safe);
	return error_set(parse->error, -EINVAL, "the column '%s' stands twice in the list", safe);
}

static int take_vendor(struct column_choice *choice, const char *name)
{
	size_t length = strlen(name);

	choice->is_rate = length > 2 && !strcmp(name + length - 2, "/s");
	choice->vendor = strndup(name, choice->is_rate ? length - 2 : length);
	return choice->vendor ? 0 : -ENOMEM;
}

static bool is_vendor(const char *word)
{
	return !strncmp(word, COLUMN_VENDOR, strlen(COLUMN_VENDOR)) && word[strlen(COLUMN_VENDOR)];
}

/* CHOICE without a width from the name WORD. */
static int take_name(const struct parse *parse, struct column_choice *choice, const char *word)
{
	*choice = (struct column_choice){ .id = COLUMN_COUNT };
	if (!*word)
		return error_set(parse->error, -EINVAL, "empty name in the list of columns");
	if (is_vendor(word))
		return take_vendor(choice, word + strlen(COLUMN_VENDOR)) < 0 ?
			       out_of_memory(parse->error) : 0;
	if (!column_find(word, &choice->id))
		return refuse_name(parse, word);
	if (parse->use == COLUMN_FOR_REPORT && column_of(choice->id)->kind == VALUE_GRAPH)
		return refuse_drawn(parse, word);
	return 0;
}

static int take_width(const struct parse *parse, struct item *item, int *ret_width)
{
	char *end;
	long width = strtol(item->width, &end, 10);

	if (parse->use == COLUMN_FOR_REPORT)
		return error_set(parse->error, -EINVAL, "'%.48s': a width is for the columns of the "
				 "screen, a report has none", item->text);
	item->width[-1] = '\0';
	if (!isdigit((unsigned char)*item->width) || *end || width < 1 || width > COLUMN_WIDTH_MOST)
		return error_set(parse->error, -EINVAL, "the width of the column '%.48s' is to be a number "
				 "of cells from 1 to %d", item->text, COLUMN_WIDTH_MOST);
	*ret_width = (int)width;
	return 0;
}

/* In a report an equals sign may be part of a vendor's name, as it always was. */
static bool has_width(const struct parse *parse, const struct item *item)
{
	return item->width && (parse->use == COLUMN_FOR_SCREEN || !is_vendor(item->text));
}

static int take_item(const struct parse *parse, struct item *item)
{
	struct column_choice choice = { .vendor = NULL };
	int width = 0;
	int result = has_width(parse, item) ? take_width(parse, item, &width) : 0;
	size_t place;

	if (!result)
		result = take_name(parse, &choice, item->text);
	if (result < 0)
		return result;
	choice.width = width;
	place = column_list_find(parse->list, &choice);
	if (place < column_list_count(parse->list))
		result = refuse_twice(parse, item->text, place);
	else if (column_list_insert(parse->list, place, &choice) < 0)
		result = out_of_memory(parse->error);
	free(choice.vendor);
	return result;
}

static int take_items(struct parse *parse, const char *text)
{
	struct item item = { .text = calloc(strlen(text) + 1, 1) };
	int result = 0;

	if (!item.text)
		return out_of_memory(parse->error);
	parse->defaults = column_list_count(parse->list);
	while (!result && text) {
		result = next_item(parse, &text, &item);
		if (result < 0)
			error_set(parse->error, result, "'%s': in a list of columns a backslash stands "
				  "only before %s", text, parse->use == COLUMN_FOR_REPORT ?
				  "a comma or a backslash" : "a comma, an equals sign or a backslash");
		else
			result = take_item(parse, &item);
	}
	free(item.text);
	return result;
}

/* The tree needs the column of its lines, and that at its left. */
static int put_name_first(const struct parse *parse)
{
	const struct column_choice name = { .id = COLUMN_NAME };
	size_t place = column_list_find(parse->list, &name);

	if (place < column_list_count(parse->list))
		column_list_move(parse->list, place, 0);
	else if (column_list_insert(parse->list, 0, &name) < 0)
		return out_of_memory(parse->error);
	return 0;
}

int column_list_parse(struct column_list *ret_list, const char *defaults, const char *text,
		      enum column_use use, struct error *error)
{
	struct column_list list;
	struct error unused;
	struct parse parse = { &list, use, 0, error ? error : &unused };
	bool appends = text && *text == '+';
	int result = 0;

	column_list_init(&list);
	if (!text || appends)
		result = take_items(&parse, defaults);
	if (!result && text)
		result = take_items(&parse, text + appends);
	if (!result && use == COLUMN_FOR_SCREEN)
		result = put_name_first(&parse);
	if (result < 0)
		column_list_free(&list);
	else
		*ret_list = list;
	return result;
}

int column_choice_parse(struct column_choice *ret_choice, const char *text, struct error *error)
{
	struct error unused;
	const struct parse parse = { NULL, COLUMN_FOR_SCREEN, 0, error ? error : &unused };

	return take_name(&parse, ret_choice, text);
}

static int put(struct array *to, const char *text)
{
	return array_append(to, text, strlen(text));
}

static int put_escaped(struct array *to, const char *text)
{
	for (; *text; text++)
		if ((strchr(",\\=", *text) && put(to, "\\") < 0) || array_append(to, text, 1) < 0)
			return -ENOMEM;
	return 0;
}

static int put_choice(struct array *to, const struct column_choice *choice)
{
	char width[16] = "";

	if (choice->width)
		snprintf(width, sizeof(width), "=%d", choice->width);
	if (!choice->vendor)
		return put(to, column_of(choice->id)->name) < 0 ? -ENOMEM : put(to, width);
	if (put(to, COLUMN_VENDOR) < 0 || put_escaped(to, choice->vendor) < 0 ||
	    put(to, choice->is_rate ? "/s" : "") < 0)
		return -ENOMEM;
	return put(to, width);
}

int column_list_format(const struct column_list *list, struct array *to)
{
	for (size_t i = 0; i < column_list_count(list); i++)
		if (put(to, i ? "," : "") < 0 || put_choice(to, column_list_at(list, i)) < 0)
			return -ENOMEM;
	return array_append(to, "", 1);
}
