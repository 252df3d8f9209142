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

/* The name as it stands in a flat list. */
static bool says_alone(const struct pattern *pattern, const struct column_row *row)
{
	struct column_value queue;
	char name[TEXT_SIZE];
	size_t length = text_safe(name, TEXT_SIZE / 2, row->device->name, strlen(row->device->name));

	column_get(COLUMN_NAME, row, &queue);
	snprintf(name + length, sizeof(name) - length, " %s", queue.text);
	return pattern_is_in(pattern, name);
}

bool search_is_hit(const struct pattern *pattern, const struct model *model, const struct row *row,
		   bool is_flat)
{
	struct column_row from = column_row_of(model, row);

	if (!from.mgmtdev && !from.device)
		return false;
	if (is_flat && says_alone(pattern, &from))
		return true;
	for (size_t i = 0; i < ROW_TEXTS; i++) {
		struct column_value value;
		char text[TEXT_SIZE];

		if (!row_text_get(i, &from, &value))
			continue;
		text_safe(text, sizeof(text), value.text, strlen(value.text));
		if (pattern_is_in(pattern, text))
			return true;
	}
	return false;
}

bool search_rows(const struct pattern *pattern, const struct rows *rows, const struct model *model,
		 size_t position, bool is_upward, size_t *ret_position, bool *ret_wrapped)
{
	size_t step = is_upward ? rows->count - 1 : 1;

	for (size_t i = 0; i < rows->count; i++) {
		size_t at = (position + i * step) % rows->count;
		struct row row = rows_at(rows, model, at);

		if (!search_is_hit(pattern, model, &row, rows->recipe.is_flat))
			continue;
		*ret_position = at;
		*ret_wrapped = is_upward ? at > position : at < position;
		return true;
	}
	return false;
}
