/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A walk over all rows, round the end. */
#include "view/search.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "view/row_text.h"

#define TEXT_SIZE 1024

static struct column_row column_row_of(const struct model *model, const struct row *row)
{
	switch (row->name.kind) {
	case ROW_MGMTDEV:
		return column_mgmtdev_row(model, row->index);
	case ROW_DEVICE:
		return column_device_row(model, row->index);
	case ROW_QUEUE:
		return column_queue_row(model, row->index);
	default:
		return (struct column_row){ .model = model };
	}
}

/* There are many queues and few names of them: what was found of a name or a health is remembered. */
#define MEMO_QUEUES 512
#define ROLES (VDPA_ROLE_NONE + 1)

enum found { NOT_TRIED, NOT_FOUND, FOUND };

struct memo {
	uint8_t names[ROLES][MEMO_QUEUES], healths[HEALTH_COUNT]; /* enum found */
};

static bool says_text(const struct pattern *pattern, size_t nth, const struct column_row *row)
{
	struct column_value value;
	char text[TEXT_SIZE];

	if (!row_text_get(nth, row, &value))
		return false;
	text_safe(text, sizeof(text), value.text, strlen(value.text));
	return pattern_is_in(pattern, text);
}

/* A queue's name is made of its role and its index, see vdpa_queue_name(). */
static uint8_t *memo_of(struct memo *memo, size_t nth, const struct model_queue *queue)
{
	if (!queue)
		return NULL;
	if (row_texts[nth].column == COLUMN_HEALTH)
		return &memo->healths[queue->health];
	if (row_texts[nth].column == COLUMN_NAME && queue->index < MEMO_QUEUES)
		return &memo->names[queue->role][queue->index];
	return NULL;
}

static bool says_own(const struct pattern *pattern, const struct column_row *row, struct memo *memo)
{
	for (size_t i = 0; i < ROW_TEXTS; i++) {
		uint8_t *known = memo_of(memo, i, row->queue);
		bool says = known && *known ? *known == FOUND : says_text(pattern, i, row);

		if (known)
			*known = says ? FOUND : NOT_FOUND;
		if (says)
			return true;
	}
	return false;
}

static bool has_blank(const struct pattern *pattern)
{
	for (size_t i = 0; i < pattern->count; i++)
		if (pattern->characters[i] == ' ')
			return true;
	return false;
}

/* A queue that stands alone is called by its device's name first. */
static bool says_alone(const struct pattern *pattern, const struct column_row *row)
{
	struct column_value queue;
	char name[TEXT_SIZE];
	size_t length = text_safe(name, TEXT_SIZE / 2, row->device->name, strlen(row->device->name));

	if (pattern_is_in(pattern, name))
		return true;
	if (!pattern->regex && !has_blank(pattern))
		return false;
	column_get(COLUMN_NAME, row, &queue);
	snprintf(name + length, sizeof(name) - length, " %s", queue.text);
	return pattern_is_in(pattern, name);
}

static bool is_hit(const struct pattern *pattern, const struct model *model, const struct row *row,
		   bool is_flat, struct memo *memo)
{
	struct column_row from = column_row_of(model, row);

	return says_own(pattern, &from, memo) || (is_flat && from.device && says_alone(pattern, &from));
}

bool search_rows(const struct pattern *pattern, const struct rows *rows, const struct model *model,
		 size_t position, bool is_upward, size_t *ret_position, bool *ret_wrapped)
{
	size_t step = is_upward ? rows->count - 1 : 1;
	struct memo memo = { 0 };

	for (size_t i = 0; i < rows->count; i++) {
		size_t at = (position + i * step) % rows->count;
		struct row row = rows_at(rows, model, at);

		if (!is_hit(pattern, model, &row, rows->recipe.is_flat, &memo))
			continue;
		*ret_position = at;
		*ret_wrapped = is_upward ? at > position : at < position;
		return true;
	}
	return false;
}
