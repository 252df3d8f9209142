/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of columns and what is done with any of them; the getters are in column_get.c. */
#include "view/column.h"

#include <string.h>

#include "base/text.h"
#include "view/column_get.h"

struct column_entry {
	struct column column;
	column_getter *get;
};

#define M COLUMN_ON_MGMTDEV
#define U COLUMN_ON_UNMANAGED
#define D COLUMN_ON_DEVICE
#define Q COLUMN_ON_QUEUE

static const struct column_entry columns[COLUMN_COUNT] = {
#define X(id, name, title, width, most, align, kind, priority, rows, signs, style, meaning)     \
	[COLUMN_##id] = { { #name, title, width, most, COLUMN_##align, VALUE_##kind, priority,   \
			    rows, signs, STYLE_##style, meaning }, get_##name },
#include "view/column.def"
#undef X
};

#undef M
#undef U
#undef D
#undef Q

const struct column *column_of(enum column_id id)
{
	return &columns[id].column;
}

bool column_find(const char *name, enum column_id *ret_id)
{
	for (enum column_id id = 0; id < COLUMN_COUNT; id++) {
		if (strcmp(columns[id].column.name, name))
			continue;
		*ret_id = id;
		return true;
	}
	return false;
}

void column_value_clear(struct column_value *value)
{
	value->kind = VALUE_NONE;
	value->is_old = false;
	value->text = value->why = "";
	value->count = 0;
	value->real = 0;
	value->time = 0;
}

void column_put_text(struct column_value *value, const char *text)
{
	value->kind = *text ? VALUE_TEXT : VALUE_NONE;
	value->text = text;
}

void column_put_ranked(struct column_value *value, const char *text, uint64_t rank)
{
	column_put_text(value, text);
	value->count = rank;
}

void column_put_number(struct column_value *value, enum column_kind kind, uint64_t number)
{
	value->kind = kind;
	value->count = number;
}

void column_put_real(struct column_value *value, enum column_kind kind, double real)
{
	value->kind = kind;
	value->real = real;
}

void column_put_rate(struct column_value *value, const struct rate *rate)
{
	value->is_old = rate->state == RATE_STALE;
	if (rate->has_value) {
		value->kind = VALUE_RATE;
		value->real = rate->per_second;
	} else if (rate->state == RATE_FIRST) {
		value->why = "there is one reading only";
	} else if (rate->state == RATE_RESET) {
		value->why = "its counter went back";
	} else if (rate->state == RATE_STALE) {
		value->why = "it could not be read this time";
	}
}

void column_put_count(struct column_value *value, uint64_t count, const struct rate *rate)
{
	value->kind = VALUE_COUNT;
	value->count = count;
	value->is_old = rate->state == RATE_STALE;
}

void column_get(enum column_id id, const struct column_row *row, struct column_value *value)
{
	column_value_clear(value);
	columns[id].get(row, value);
}

struct column_row column_mgmtdev_row(const struct model *model, size_t mgmtdev)
{
	return (struct column_row){ .model = model, .mgmtdev = &model->mgmtdevs[mgmtdev] };
}

struct column_row column_device_row(const struct model *model, size_t device)
{
	struct column_row row = { .model = model, .device = &model->devices[device] };

	if (row.device->mgmtdev != FLAT_NONE)
		row.mgmtdev = &model->mgmtdevs[row.device->mgmtdev];
	return row;
}

struct column_row column_queue_row(const struct model *model, size_t queue)
{
	struct column_row row = column_device_row(model, model->queues[queue].device);

	row.queue = &model->queues[queue];
	return row;
}

static int compare_counts(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int compare_reals(double a, double b)
{
	return (a > b) - (a < b);
}

int column_compare(const struct column_value *a, const struct column_value *b)
{
	if (a->kind == VALUE_NONE || b->kind == VALUE_NONE)
		return (a->kind == VALUE_NONE) - (b->kind == VALUE_NONE);
	switch (a->kind) {
	case VALUE_TEXT:
		return a->count != b->count ? compare_counts(a->count, b->count) :
					      text_compare(a->text, b->text);
	case VALUE_RATE:
	case VALUE_RATIO:
	case VALUE_PERCENT:
		return compare_reals(a->real, b->real);
	case VALUE_TIME:
	case VALUE_SECONDS:
		return (a->time > b->time) - (a->time < b->time);
	case VALUE_COUNT:
	case VALUE_NUMBER:
	case VALUE_GRAPH:
	case VALUE_NONE:
		break;
	}
	return compare_counts(a->count, b->count);
}
