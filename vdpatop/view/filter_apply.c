/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a filter keeps of a model. Words are bits: a row's bits tell which words hold for it, and
 * those of words without a column are handed down to what belongs to it. There are many queues, so
 * what their names and their health say to a filter is found out once for each name and health.
 */
#include "view/filter.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "view/row_text.h"

#define TEXT_SIZE 1024
#define MEMO_QUEUES 512 /* names that are remembered, for each role */
#define ROLES (VDPA_ROLE_NONE + 1)

struct memo {
	uint32_t bits;
	bool is_known;
};

struct pass {
	const struct filter *filter;
	const struct model *model;
	struct filter_result *result;
	uint32_t plain;    /* words without a column */
	uint32_t inverted;
	uint32_t needed[FILTER_MOST_WORDS]; /* by group */
	uint32_t groups;
	struct memo names[ROLES][MEMO_QUEUES], healths[HEALTH_COUNT];
};

static const struct filter_word *word_at(const struct filter *filter, size_t place)
{
	return array_at(&filter->words, struct filter_word, place);
}

static void begin_pass(struct pass *pass)
{
	for (size_t i = 0; i < pass->filter->words.count; i++) {
		const struct filter_word *word = word_at(pass->filter, i);

		pass->plain |= (uint32_t)(word->column == COLUMN_COUNT) << i;
		pass->inverted |= (uint32_t)word->is_inverted << i;
		pass->needed[word->group] |= UINT32_C(1) << i;
		pass->groups = word->group + 1;
	}
}

static bool holds(const struct pass *pass, uint32_t bits)
{
	bits ^= pass->inverted;
	for (uint32_t i = 0; i < pass->groups; i++)
		if (!(pass->needed[i] & ~bits))
			return true;
	return !pass->groups;
}

static bool is_number(const struct column_value *value, double *ret_number)
{
	switch (value->kind) {
	case VALUE_COUNT:
	case VALUE_NUMBER:
		*ret_number = (double)value->count;
		return true;
	case VALUE_RATE:
	case VALUE_RATIO:
	case VALUE_PERCENT:
		*ret_number = value->real;
		return true;
	case VALUE_SECONDS:
		*ret_number = (double)value->time / 1e9;
		return true;
	default:
		return false;
	}
}

static bool compares(const struct filter_value *wanted, const struct column_value *value)
{
	double number;

	if (!is_number(value, &number))
		return false;
	if (wanted->compare == FILTER_EQUAL)
		return fabs(number - wanted->number) < wanted->slack;
	if (number < wanted->number)
		return wanted->compare & FILTER_LESS;
	return wanted->compare & (number > wanted->number ? FILTER_MORE : FILTER_EQUAL);
}

/* What patterns are held against: the value, or the words that stand where it is missing. */
static void value_text(const struct column_value *value, char *to, size_t size)
{
	const char *raw = value->kind == VALUE_NONE ? value->why : value->text;
	bool is_whole = value->kind == VALUE_COUNT || value->kind == VALUE_NUMBER;
	double number;

	if (value->kind == VALUE_TIME)
		clock_iso8601(to, size, value->time);
	else if (is_number(value, &number))
		snprintf(to, size, is_whole ? "%.0f" : "%.1f", number);
	else
		text_safe(to, size, raw, strlen(raw));
}

/* A value, and its text once somebody has asked for it. */
struct shown {
	const struct column_value *value;
	bool has_text;
	char text[TEXT_SIZE];
};

static const char *text_of(struct shown *shown)
{
	if (!shown->has_text)
		value_text(shown->value, shown->text, sizeof(shown->text));
	shown->has_text = true;
	return shown->text;
}

static bool value_holds(const struct filter_value *wanted, struct shown *shown)
{
	switch (wanted->test) {
	case FILTER_KNOWN:
		return shown->value->kind != VALUE_NONE;
	case FILTER_NUMBER:
		return compares(wanted, shown->value);
	case FILTER_ALL:
		return pattern_is_all(&wanted->pattern, text_of(shown));
	case FILTER_IN:
		break;
	}
	return pattern_is_in(&wanted->pattern, text_of(shown));
}

static bool word_holds(const struct filter *filter, const struct filter_word *word, struct shown *shown)
{
	for (size_t i = word->first; i < word->first + word->count; i++)
		if (value_holds(array_at(&filter->values, struct filter_value, i), shown))
			return true;
	return false;
}

/* The words among WANTED that hold for VALUE. */
static uint32_t bits_of_value(const struct pass *pass, uint32_t wanted,
			      const struct column_value *value)
{
	struct shown shown;
	uint32_t bits = 0;

	shown.value = value;
	shown.has_text = false;
	for (size_t i = 0; i < pass->filter->words.count; i++)
		if (wanted >> i & 1 && word_holds(pass->filter, word_at(pass->filter, i), &shown))
			bits |= UINT32_C(1) << i;
	return bits;
}

/* The words that have a column. */
static uint32_t bits_of_columns(const struct pass *pass, const struct column_row *row)
{
	struct column_value value;
	uint32_t bits = 0;

	for (size_t i = 0; i < pass->filter->words.count; i++) {
		if (pass->plain >> i & 1)
			continue;
		column_get(word_at(pass->filter, i)->column, row, &value);
		bits |= bits_of_value(pass, UINT32_C(1) << i, &value);
	}
	return bits;
}

/* The words without a column that hold for ROW, and those that it hands down. */
static uint32_t bits_of_texts(const struct pass *pass, const struct column_row *row,
			      uint32_t *handed_down)
{
	struct column_value value;
	uint32_t own = 0;

	for (size_t i = 0; pass->plain && i < ROW_TEXTS; i++) {
		uint32_t bits;

		if (!row_text_get(i, row, &value))
			continue;
		bits = bits_of_value(pass, pass->plain, &value);
		own |= bits;
		if (row_texts[i].is_handed_down)
			*handed_down |= bits;
	}
	return own;
}

static uint32_t bits_of_text(const struct pass *pass, enum column_id column,
			     const struct column_row *row, struct memo *memo)
{
	struct column_value value;
	uint32_t bits;

	if (memo->is_known)
		return memo->bits;
	column_get(column, row, &value);
	bits = value.kind == VALUE_TEXT ? bits_of_value(pass, pass->plain, &value) : 0;
	*memo = (struct memo){ bits, true };
	return bits;
}

/* A queue's name is made of its role and its index, see vdpa_queue_name(). */
static uint32_t bits_of_queue(struct pass *pass, const struct column_row *row)
{
	const struct model_queue *queue = row->queue;
	struct memo unusual = { 0 };
	struct memo *name = &unusual;

	if (queue->index < MEMO_QUEUES && (unsigned)queue->role < ROLES)
		name = &pass->names[queue->role][queue->index];
	return bits_of_text(pass, COLUMN_HEALTH, row, &pass->healths[queue->health]) |
	       bits_of_text(pass, COLUMN_NAME, row, name);
}

/* What was found of the rows that stand under one row. */
struct found {
	bool any_matches; /* at any depth */
	uint32_t kept;    /* right below it */
};

static uint8_t *flags_of(struct array *flags, size_t index)
{
	return array_at(flags, uint8_t, index);
}

/* Flags every row of one kind under a row that matches when nothing below it does. */
static void keep_all(uint8_t *flags, size_t count)
{
	memset(flags, FILTER_ABOVE, count);
}

static struct found match_queues(struct pass *pass, size_t device, uint32_t handed_down)
{
	const struct model *model = pass->model;
	const struct model_device *of = &model->devices[device];
	uint8_t *flags = pass->result->queues.data;
	struct found found = { 0 };

	for (size_t i = of->first_queue; i < of->first_queue + of->queues; i++) {
		struct column_row row = column_queue_row(model, i);
		uint32_t bits = handed_down | bits_of_columns(pass, &row);

		if (pass->plain & ~bits)
			bits |= bits_of_queue(pass, &row);
		flags[i] = holds(pass, bits) ? FILTER_SELF : 0;
		found.kept += flags[i] > 0;
	}
	found.any_matches = found.kept;
	return found;
}

static void keep_queues(struct pass *pass, size_t device)
{
	const struct model_device *of = &pass->model->devices[device];

	if (!of->queues)
		return;
	keep_all(flags_of(&pass->result->queues, of->first_queue), of->queues);
	*array_at(&pass->result->in_device, uint32_t, device) = of->queues;
}

/* Returns whether the device or a queue of it matches. */
static bool match_device(struct pass *pass, size_t device, uint32_t handed_down)
{
	struct column_row row = column_device_row(pass->model, device);
	uint32_t own = bits_of_texts(pass, &row, &handed_down);
	bool matches = holds(pass, handed_down | own | bits_of_columns(pass, &row));
	struct found below = match_queues(pass, device, handed_down);

	*array_at(&pass->result->in_device, uint32_t, device) = below.kept;
	*flags_of(&pass->result->devices, device) =
		(uint8_t)((matches ? FILTER_SELF : 0) | (below.any_matches ? FILTER_BELOW : 0));
	if (matches && !below.any_matches && !pass->inverted)
		keep_queues(pass, device);
	return matches || below.any_matches;
}

static struct found match_devices(struct pass *pass, size_t first, size_t end, uint32_t handed_down)
{
	struct found found = { 0 };

	for (size_t i = first; i < end; i++)
		found.kept += match_device(pass, i, handed_down);
	found.any_matches = found.kept;
	return found;
}

static void keep_devices(struct pass *pass, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++) {
		*flags_of(&pass->result->devices, i) = FILTER_ABOVE;
		keep_queues(pass, i);
	}
}

/* A management device, whose devices are FIRST … END - 1. */
static void match_mgmtdev(struct pass *pass, size_t mgmtdev, size_t first, size_t end)
{
	struct column_row row = column_mgmtdev_row(pass->model, mgmtdev);
	uint32_t handed_down = 0;
	uint32_t own = bits_of_texts(pass, &row, &handed_down);
	bool matches = holds(pass, own | bits_of_columns(pass, &row));
	struct found below = match_devices(pass, first, end, handed_down);

	*flags_of(&pass->result->mgmtdevs, mgmtdev) =
		(uint8_t)((matches ? FILTER_SELF : 0) | (below.any_matches ? FILTER_BELOW : 0));
	if (matches && !below.any_matches && !pass->inverted) {
		keep_devices(pass, first, end);
		below.kept = (uint32_t)(end - first);
	}
	*array_at(&pass->result->in_mgmtdev, uint32_t, mgmtdev) = below.kept;
}

static void match_all(struct pass *pass)
{
	const struct model *model = pass->model;
	struct filter_result *result = pass->result;
	size_t device = 0;
	struct found below;

	for (size_t i = 0; i < model->mgmtdev_count; i++) {
		size_t first = device;

		while (device < model->device_count && model->devices[device].mgmtdev == i)
			device++;
		match_mgmtdev(pass, i, first, device);
	}
	below = match_devices(pass, device, model->device_count, 0);
	result->unmanaged = below.any_matches ? FILTER_BELOW : 0;
	*array_at(&result->in_mgmtdev, uint32_t, model->mgmtdev_count) = below.kept;
}

static size_t count_kept(const struct array *flags)
{
	const uint8_t *flag = flags->data;
	size_t count = 0;

	for (size_t i = 0; i < flags->count; i++)
		count += flag[i] > 0;
	return count;
}

void filter_result_init(struct filter_result *result)
{
	*result = (struct filter_result){
		.mgmtdevs = ARRAY_OF(uint8_t), .devices = ARRAY_OF(uint8_t), .queues = ARRAY_OF(uint8_t),
		.in_device = ARRAY_OF(uint32_t), .in_mgmtdev = ARRAY_OF(uint32_t),
	};
}

void filter_result_free(struct filter_result *result)
{
	array_free(&result->mgmtdevs);
	array_free(&result->devices);
	array_free(&result->queues);
	array_free(&result->in_device);
	array_free(&result->in_mgmtdev);
}

/* Zeroed, COUNT elements. 0 or -ENOMEM. */
static int make_room(struct array *array, size_t count)
{
	array->count = 0;
	return !count || array_add(array, count) ? 0 : -ENOMEM;
}

int filter_apply(const struct filter *filter, const struct model *model,
		 struct filter_result *result)
{
	struct pass pass = { .filter = filter, .model = model, .result = result };

	if (make_room(&result->mgmtdevs, model->mgmtdev_count) < 0 ||
	    make_room(&result->devices, model->device_count) < 0 ||
	    make_room(&result->queues, model->queue_count) < 0 ||
	    make_room(&result->in_device, model->device_count) < 0 ||
	    make_room(&result->in_mgmtdev, model->mgmtdev_count + 1) < 0)
		return -ENOMEM;
	begin_pass(&pass);
	match_all(&pass);
	result->kept_devices = count_kept(&result->devices);
	result->kept_queues = count_kept(&result->queues);
	return 0;
}
