/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of columns, and the values of what they hold. */
#include "view/column_list.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "vdpa/counter.h"
#include "view/zero.h"

#define VENDOR_WIDTH_LEAST 7
#define VENDOR_WIDTH 12
#define VENDOR_WIDTH_MOST 20

void column_list_init(struct column_list *list)
{
	*list = (struct column_list){ ARRAY_OF(struct column_choice) };
}

void column_list_free(struct column_list *list)
{
	for (size_t i = 0; i < list->choices.count; i++)
		free(column_list_at(list, i)->vendor);
	array_free(&list->choices);
}

size_t column_list_count(const struct column_list *list)
{
	return list->choices.count;
}

struct column_choice *column_list_at(const struct column_list *list, size_t place)
{
	return array_at(&list->choices, struct column_choice, place);
}

bool column_choice_is(const struct column_choice *a, const struct column_choice *b)
{
	if (!a->vendor || !b->vendor)
		return !a->vendor && !b->vendor && a->id == b->id;
	return a->is_rate == b->is_rate && !strcmp(a->vendor, b->vendor);
}

size_t column_list_find(const struct column_list *list, const struct column_choice *choice)
{
	size_t place = 0;

	while (place < column_list_count(list) && !column_choice_is(column_list_at(list, place), choice))
		place++;
	return place;
}

int column_list_insert(struct column_list *list, size_t place, const struct column_choice *choice)
{
	struct column_choice copy = *choice;

	if (choice->vendor)
		copy.vendor = strdup(choice->vendor);
	if ((choice->vendor && !copy.vendor) || array_append(&list->choices, &copy, 1) < 0) {
		free(copy.vendor);
		return -ENOMEM;
	}
	column_list_move(list, column_list_count(list) - 1, place);
	return 0;
}

void column_list_remove(struct column_list *list, size_t place)
{
	free(column_list_at(list, place)->vendor);
	array_remove(&list->choices, place);
}

void column_list_move(struct column_list *list, size_t from, size_t to)
{
	struct column_choice choice = *column_list_at(list, from);

	for (; from < to; from++)
		*column_list_at(list, from) = *column_list_at(list, from + 1);
	for (; from > to; from--)
		*column_list_at(list, from) = *column_list_at(list, from - 1);
	*column_list_at(list, to) = choice;
}

bool column_choice_wants_vendor(const struct column_choice *choice)
{
	return choice->vendor || choice->id == COLUMN_IN_FLIGHT;
}

bool column_list_wants_vendor(const struct column_list *list)
{
	for (size_t i = 0; i < column_list_count(list); i++)
		if (column_choice_wants_vendor(column_list_at(list, i)))
			return true;
	return false;
}

/* Counter *PLACE of QUEUE if it is called NAME, which queues of one device mostly agree on; else its place. */
static const struct model_counter *find_counter(const struct model *model,
						const struct model_queue *queue, const char *name,
						uint32_t *place)
{
	const struct model_counter *counters = &model->counters[queue->first_counter];

	if (*place < queue->counters && !strcmp(counters[*place].name, name))
		return &counters[*place];
	for (uint32_t i = 0; i < queue->counters; i++) {
		if (strcmp(counters[i].name, name))
			continue;
		*place = i;
		return &counters[i];
	}
	return NULL;
}

bool column_list_has_counter(const struct column_choice *choice, const struct model *model)
{
	for (size_t i = 0; i < model->counter_count; i++)
		if (!strcmp(model->counters[i].name, choice->vendor))
			return true;
	return false;
}

/* A sum is as good as the worst of its parts: a rate that lacks one of them is not known. */
static void add_counter(struct column_value *value, const struct column_choice *choice,
			const struct model_counter *counter, uint64_t count, bool is_blind, bool is_first)
{
	struct column_value part;

	column_value_clear(&part);
	if (is_blind)
		part.why = "mapped";
	else if (choice->is_rate)
		column_put_rate(&part, &counter->rate);
	else
		column_put_count(&part, count, &counter->rate);
	value->is_old |= part.is_old;
	if (__builtin_add_overflow(value->count, part.count, &value->count)) {
		part.kind = VALUE_NONE;
		part.why = column_past_64_bits;
	}
	value->real += part.real;
	if (is_first || (part.kind == VALUE_NONE && value->kind != VALUE_NONE)) {
		value->kind = part.kind;
		value->why = part.why;
	}
}

static void get_vendor(const struct column_choice *choice, const struct column_row *row,
		       struct column_value *value)
{
	const struct model *model = row->model;
	const struct model_queue *queue = row->queue;
	bool is_since = true;
	uint32_t count = 1;
	uint32_t place = 0;
	bool is_first = true;

	column_value_clear(value);
	if (!queue) {
		if (!row->device || !row->device->queues)
			return;
		queue = &model->queues[row->device->first_queue];
		count = row->device->queues;
	}
	for (uint32_t i = 0; i < count; i++) {
		const struct model_counter *counter =
			queue[i].counters ? find_counter(model, &queue[i], choice->vendor, &place) : NULL;
		uint64_t total;

		if (!counter)
			continue;
		total = counter->value;
		is_since &= zero_counter(row->zero, model, &queue[i],
					 (uint32_t)(counter - model->counters) - queue[i].first_counter,
					 &total);
		add_counter(value, choice, counter, total, model_counter_is_blind(&queue[i], counter),
			    is_first);
		is_first = false;
	}
	if (is_since || choice->is_rate)
		return;
	value->kind = VALUE_NONE;
	value->why = column_not_since;
}

void column_list_get(const struct column_choice *choice, const struct column_row *row,
		     struct column_value *value)
{
	if (choice->vendor)
		get_vendor(choice, row, value);
	else
		column_get(choice->id, row, value);
}

static uint16_t clamp(size_t width, uint16_t least, uint16_t most)
{
	return width < least ? least : width > most ? most : (uint16_t)width;
}

static void info_of_vendor(const struct column_choice *choice, struct column_info *info)
{
	const struct vdpa_counter *known = vdpa_counter_find(choice->vendor);
	char safe[96];
	size_t width;

	text_safe(safe, sizeof(safe), choice->vendor, strlen(choice->vendor));
	snprintf(info->name, sizeof(info->name), COLUMN_VENDOR "%s%s", safe, choice->is_rate ? "/s" : "");
	snprintf(info->title, sizeof(info->title), "%s%s", safe, choice->is_rate ? "/s" : "");
	if (known)
		snprintf(info->meaning, sizeof(info->meaning), "%s%s", known->meaning,
			 choice->is_rate ? ", per second" : "");
	else
		snprintf(info->meaning, sizeof(info->meaning), "what the driver counts as %s%s", safe,
			 choice->is_rate ? ", per second" : "");
	width = text_width(info->title);
	info->column = (struct column){
		.name = info->name,
		.title = info->title,
		.width = clamp(width, VENDOR_WIDTH_LEAST, VENDOR_WIDTH),
		.most = clamp(width, VENDOR_WIDTH_LEAST, VENDOR_WIDTH_MOST),
		.align = COLUMN_RIGHT,
		.kind = choice->is_rate ? VALUE_RATE : VALUE_COUNT,
		.rows = COLUMN_ON_DEVICE | COLUMN_ON_QUEUE,
		.style = STYLE_FIGURE,
		.meaning = info->meaning,
	};
}

void column_list_info(const struct column_choice *choice, struct column_info *ret_info)
{
	if (choice->vendor)
		info_of_vendor(choice, ret_info);
	else
		ret_info->column = *column_of(choice->id);
}
