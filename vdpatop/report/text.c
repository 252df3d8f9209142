/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Samples for people, in UTF-8 and safe for any terminal:
 *
 *	2026-11-22T14:03:07.250Z  1 device, 2 queues
 *	DEVICE           QUEUE ROLE    HEALTH          KICKS KICKS/s        WQES  WQES/s
 *	foo0                 0 rx      idle                0       0           -       -
 *	foo0                 1 tx      ok                 11       4        1333   1.33k
 *
 * and an empty line. A column is as wide as on the screen (view/column.def), so that it stays where it is
 * from one sample to the next; only a text that is longer, a device's name say, widens it in the samples
 * that have it, since nothing is cut. Figures are rounded where the column is too narrow for them, and
 * "-" is what is not known or was not read in this sample: what counts with them takes another format.
 * The default columns take 80 cells.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "report/format.h"
#include "view/value_text.h"

struct table {
	struct array *to; /* char */
	const struct model *model;
	const struct column_list *columns;
	size_t count;              /* of columns */
	struct column_info *infos; /* one for each column; its width is what the sample needs */
	struct array safe; /* char; room for a cell */
	bool is_out;       /* of memory: what is written is worth nothing */
};

static void put(struct table *table, const char *bytes, size_t length)
{
	if (array_append(table->to, bytes, length) < 0)
		table->is_out = true;
}

static void put_blanks(struct table *table, size_t count)
{
	char *blanks = array_add(table->to, count);

	if (blanks)
		memset(blanks, ' ', count);
	else
		table->is_out |= count > 0;
}

/* The cell of column PLACE in ROW as safe text, good until the next one. */
static const char *cell_text(struct table *table, size_t place, const struct column_row *row)
{
	struct column_value value;
	size_t size = 64;

	column_list_get(column_list_at(table->columns, place), row, &value);
	if (value.is_old || value.kind == VALUE_NONE)
		return "-";
	if (value.kind == VALUE_TEXT)
		size = 4 * strlen(value.text) + 1;
	if (array_reserve(&table->safe, size) < 0) {
		table->is_out = true;
		return "";
	}
	if (value.kind == VALUE_TEXT)
		text_exact(table->safe.data, size, value.text, strlen(value.text));
	else
		value_text(table->safe.data, size, &value, table->infos[place].column.width);
	return table->safe.data;
}

/* Nothing is put behind the last cell of a line. */
static void put_cell(struct table *table, size_t place, const char *text)
{
	const struct column *column = &table->infos[place].column;
	bool is_last = place + 1 == table->count;
	size_t width = text_width(text);
	size_t blanks = width < column->width ? column->width - width : 0;

	if (place)
		put(table, " ", 1);
	if (column->align == COLUMN_RIGHT)
		put_blanks(table, blanks);
	put(table, text, strlen(text));
	if (column->align == COLUMN_LEFT && !is_last)
		put_blanks(table, blanks);
}

static void widen(struct column *column, const char *text)
{
	size_t width = text_width(text);

	if (width > column->width)
		column->width = width < UINT16_MAX ? (uint16_t)width : UINT16_MAX;
}

/* As wide as the screen has it, or as the longest text in it. */
static void measure(struct table *table)
{
	for (size_t i = 0; i < table->count; i++) {
		struct column *column = &table->infos[i].column;

		column_list_info(column_list_at(table->columns, i), &table->infos[i]);
		widen(column, column->title);
		for (size_t j = 0; column->kind == VALUE_TEXT && j < table->model->queue_count; j++) {
			const struct column_row row = column_queue_row(table->model, j);

			widen(column, cell_text(table, i, &row));
		}
	}
}

static void put_plural(struct table *table, const char *before, size_t count, const char *word)
{
	char text[64];
	int length = snprintf(text, sizeof(text), "%s%zu %s%s", before, count, word,
			      count == 1 ? "" : "s");

	put(table, text, (size_t)length);
}

static void put_head(struct table *table)
{
	uint32_t stalled = table->model->totals.health[HEALTH_STALLED];
	char text[40];

	clock_iso8601(text, sizeof(text), table->model->time);
	put(table, text, strlen(text));
	put_plural(table, "  ", table->model->device_count, "device");
	put_plural(table, ", ", table->model->queue_count, "queue");
	if (stalled)
		put(table, text, (size_t)snprintf(text, sizeof(text), ", %u stalled", stalled));
	put(table, "\n", 1);
}

static void put_table(struct table *table)
{
	for (size_t i = 0; i < table->count; i++)
		put_cell(table, i, table->infos[i].column.title);
	put(table, "\n", 1);
	for (size_t i = 0; i < table->model->queue_count; i++) {
		const struct column_row row = column_queue_row(table->model, i);

		for (size_t j = 0; j < table->count; j++)
			put_cell(table, j, cell_text(table, j, &row));
		put(table, "\n", 1);
	}
}

static int text_put_sample(struct array *to, const struct column_list *columns,
			   const struct model *model, const struct format_run *run)
{
	struct table table = {
		.to = to,
		.model = model,
		.columns = columns,
		.count = column_list_count(columns),
		.safe = ARRAY_OF(char),
	};

	(void)run;
	table.infos = calloc(table.count, sizeof(*table.infos));
	if (!table.infos)
		return -ENOMEM;
	measure(&table);
	put_head(&table);
	if (model->queue_count)
		put_table(&table);
	put(&table, "\n", 1);
	free(table.infos);
	array_free(&table.safe);
	return table.is_out ? -ENOMEM : 0;
}

const struct format format_text = {
	.columns = "device,queue,role,health,kickdoorbells,kickdoorbells_per_s,wqes,wqes_per_s",
	.first_line = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*",
	.put_sample = text_put_sample,
};
