/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cells of the tree, from the table of columns. How a row is drawn is not known here. */
#include "view/tree_column.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

#define TREE_VQS 4 /* cells */

struct column_row tree_row(const struct draw *draw, const struct row *row)
{
	switch (row->name.kind) {
	case ROW_MGMTDEV:
		return column_mgmtdev_row(draw->model, row->index);
	case ROW_DEVICE:
		return column_device_row(draw->model, row->index);
	case ROW_QUEUE:
		return column_queue_row(draw->model, row->index);
	default:
		return (struct column_row){ .model = draw->model };
	}
}

static void tree_ratio(double ratio, char *to, size_t size)
{
	if (ratio > 0 && ratio < 999.95)
		snprintf(to, size, "%.1f", ratio);
	else
		text_count(to, size, ratio);
}

static void tree_text(const struct column_value *value, char *to, size_t size)
{
	switch (value->kind) {
	case VALUE_TEXT:
		pen_safe(to, size, value->text);
		break;
	case VALUE_COUNT:
		text_count(to, size, (double)value->count);
		break;
	case VALUE_RATE:
		text_count(to, size, value->real);
		break;
	case VALUE_RATIO:
		tree_ratio(value->real, to, size);
		break;
	case VALUE_SECONDS:
		text_duration(to, size, (double)value->time / 1e9);
		break;
	case VALUE_TIME:
	case VALUE_NONE:
		*to = '\0';
	}
}

/* "mapped" is short enough to stand where the figure would. */
static void tree_unknown(const struct draw *draw, const struct column_value *value,
			 struct tree_cell *cell)
{
	bool is_mapped = !strcmp(value->why, "mapped");

	text_copy(cell->text, sizeof(cell->text),
		  is_mapped ? "mapped" : glyph_text(GLYPH_UNKNOWN, draw->is_ascii));
	cell->style = STYLE_UNKNOWN;
}

void tree_fill(const struct draw *draw, const struct row *row, const struct tree_column *column,
	       struct tree_cell *ret_cell)
{
	struct column_row from = tree_row(draw, row);
	struct column_value value;

	*ret_cell = (struct tree_cell){ "", column->style };
	if (!(column->kinds >> row->name.kind & 1))
		return;
	column_get(column->id, &from, &value);
	tree_text(&value, ret_cell->text, sizeof(ret_cell->text));
	if (value.is_old || (draw->is_old && column->style == STYLE_FIGURE))
		ret_cell->style = STYLE_STALE;
	if (value.kind == VALUE_NONE && column->signs >> row->name.kind & 1)
		tree_unknown(draw, &value, ret_cell);
	if (column->refine)
		column->refine(draw, row, ret_cell);
}

static void refine_name(const struct draw *draw, const struct row *row, struct tree_cell *cell)
{
	static const enum style styles[] = {
		[ROW_MGMTDEV] = STYLE_MGMTDEV, [ROW_UNMANAGED] = STYLE_MGMTDEV,
		[ROW_DEVICE] = STYLE_DEVICE,   [ROW_QUEUE] = STYLE_QUEUE,
	};
	char name[160];
	const char *sign = " ";

	if (row->has_children)
		sign = glyph_text(row->is_folded ? GLYPH_FOLDED : GLYPH_UNFOLDED, draw->is_ascii);
	text_copy(name, sizeof(name),
		  row->name.kind == ROW_UNMANAGED ? draw_unmanaged(draw->model) : cell->text);
	cell->style = styles[row->name.kind];
	snprintf(cell->text, sizeof(cell->text), "%*s%s %s", 2 * row->depth, "", sign, name);
}

/* In the cells of its column: 32770 is 33k. */
static void refine_vqs(const struct draw *draw, const struct row *row, struct tree_cell *cell)
{
	static const char units[] = "kMG";
	struct column_row from = tree_row(draw, row);
	struct column_value value;
	double count;
	size_t unit = 0;

	column_get(COLUMN_VQS, &from, &value);
	if (value.kind != VALUE_COUNT || text_width(cell->text) <= TREE_VQS)
		return;
	for (count = (double)value.count / 1000; count >= 999.5 && units[unit + 1]; unit++)
		count /= 1000;
	snprintf(cell->text, sizeof(cell->text), "%.0f%c", count, units[unit]);
}

/* What uses a management device are the devices made from it. */
static void refine_user(const struct draw *draw, const struct row *row, struct tree_cell *cell)
{
	uint32_t devices;

	if (row->name.kind != ROW_MGMTDEV)
		return;
	devices = draw->model->mgmtdevs[row->index].devices;
	snprintf(cell->text, sizeof(cell->text), "%u device%s", devices, devices == 1 ? "" : "s");
	cell->style = STYLE_DIM;
}

/* The worst of the devices that a folded row hides. */
static enum health tree_hidden_health(const struct draw *draw, const struct row *row)
{
	uint32_t mgmtdev = row->name.kind == ROW_MGMTDEV ? row->index : FLAT_NONE;
	enum health worst = HEALTH_COUNT;

	for (size_t i = 0; i < draw->model->device_count; i++) {
		const struct model_device *device = &draw->model->devices[i];

		if (device->mgmtdev == mgmtdev &&
		    (worst == HEALTH_COUNT || health_is_worse(device->health, worst)))
			worst = device->health;
	}
	return worst;
}

static void refine_health(const struct draw *draw, const struct row *row, struct tree_cell *cell)
{
	enum health health = HEALTH_COUNT;

	if (row->name.kind == ROW_QUEUE)
		health = draw->model->queues[row->index].health;
	else if (row->name.kind == ROW_DEVICE)
		health = draw->model->devices[row->index].health;
	else if (row->is_folded)
		health = tree_hidden_health(draw, row);
	if (health == HEALTH_COUNT)
		return;
	draw_health(cell->text, sizeof(cell->text), draw, health, 0);
	cell->style = draw->is_old ? STYLE_STALE : draw_health_style(health);
}

/* A device's past is the sum of its queues'. */
struct tree_past {
	const struct model_queue *queues;
	uint32_t count;
	bool is_kicks;
};

static bool tree_past_value(const void *context, size_t age, double *ret_value)
{
	const struct tree_past *past = context;
	double sum = 0;
	bool is_known = false;

	for (uint32_t i = 0; i < past->count; i++) {
		const struct model_queue *queue = &past->queues[i];
		double value;

		if (!history_get(past->is_kicks ? queue->kicks_history : queue->wqes_history, age,
				 &value))
			continue;
		sum += value;
		is_known = true;
	}
	if (is_known)
		*ret_value = sum;
	return is_known;
}

static void tree_graph(const struct draw *draw, const struct row *row, struct pen *pen, int width,
		       bool is_kicks)
{
	struct tree_past past = { NULL, 1, is_kicks };
	const struct model_device *device = &draw->model->devices[row->index];

	if (row->name.kind == ROW_QUEUE)
		past.queues = &draw->model->queues[row->index];
	else if (row->name.kind != ROW_DEVICE || !(is_kicks ? device->has_kicks : device->has_wqes))
		return;
	else
		past = (struct tree_past){ &draw->model->queues[device->first_queue],
					   device->queues, is_kicks };
	pen_sparkline(pen, draw->is_old ? STYLE_STALE : STYLE_GRAPH, width, tree_past_value, &past);
}

static void paint_kicks(const struct draw *draw, const struct row *row, struct pen *pen, int width)
{
	tree_graph(draw, row, pen, width, true);
}

static void paint_wqes(const struct draw *draw, const struct row *row, struct pen *pen, int width)
{
	tree_graph(draw, row, pen, width, false);
}

#define M (1u << ROW_MGMTDEV)
#define U (1u << ROW_UNMANAGED)
#define D (1u << ROW_DEVICE)
#define Q (1u << ROW_QUEUE)

/* Layout: width, most, priority, cells that the name keeps. */
const struct tree_column tree_columns[TREE_COLUMNS] = {
	{ COLUMN_NAME, M | U | D | Q, 0, STYLE_NORMAL, { 1, 26, 0, 0 }, refine_name, NULL },
	{ COLUMN_CLASS, M | D, D, STYLE_NORMAL, { 5, 5, 8, 21 }, NULL, NULL },
	{ COLUMN_DRIVER, M | D, 0, STYLE_NORMAL, { 11, 11, 6, 20 }, NULL, NULL },
	{ COLUMN_USED_BY, M | D, 0, STYLE_NORMAL, { 15, 28, 5, 18 }, refine_user, NULL },
	{ COLUMN_VQS, D, D, STYLE_NORMAL, { TREE_VQS, TREE_VQS, 4, 16 }, refine_vqs, NULL },
	{ COLUMN_KICKS_RATE, D | Q, D | Q, STYLE_FIGURE, { 7, 7, 2, 10 }, NULL, NULL },
	{ COLUMN_COUNT, 0, 0, STYLE_GRAPH, { 12, 16, 10, 25 }, NULL, paint_kicks },
	{ COLUMN_WQES_RATE, D | Q, D | Q, STYLE_FIGURE, { 7, 7, 3, 10 }, NULL, NULL },
	{ COLUMN_COUNT, 0, 0, STYLE_GRAPH, { 12, 16, 11, 25 }, NULL, paint_wqes },
	{ COLUMN_WQES_PER_KICK, D | Q, D | Q, STYLE_FIGURE, { 8, 8, 7, 21 }, NULL, NULL },
	{ COLUMN_IN_FLIGHT, Q, Q, STYLE_FIGURE, { 8, 8, 9, 22 }, NULL, NULL },
	{ COLUMN_WQES_SOURCE, D | Q, 0, STYLE_DIM, { 14, 20, 12, 25 }, NULL, NULL },
	{ COLUMN_HEALTH, M | U | D | Q, 0, STYLE_NORMAL, { 9, 9, 1, 8 }, refine_health, NULL },
};
