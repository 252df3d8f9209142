/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which charts stand on the page, and which part of the past they show. */
#include "view/graph.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "model/model.h"
#include "view/chart.h"
#include "view/draw.h"
#include "view/graph_series.h"
#include "view/layout.h"
#include "view/view_private.h"

#define GRAPH_LEAST 3 /* rows of a chart that is worth it, with its title */
#define GRAPH_EMPTY 2 /* rows of one that can only say why it has no value */

/* Samples to a cell. */
static const int zooms[] = { 1, 2, 5, 10, 30 };

#define ZOOMS (sizeof(zooms) / sizeof(zooms[0]))

static size_t graph_age(const struct graph *graph, const struct timeline *times)
{
	uint64_t age = graph->end && graph->end < times->total ? times->total - graph->end : 0;

	if (!times->count)
		return 0;
	return age < times->count ? (size_t)age : times->count - 1;
}

/*
 * Rows of each chart that is shown: two for one that has nothing but a reason to show; the others get
 * as many each.
 */
static void graph_share_rows(const struct graph *graph, const struct graph_series *series, int rows,
			     int *ret_heights)
{
	int full = 0;

	for (size_t i = 0; i < graph->shown; i++)
		full += !graph_series_is_empty(&series[i]);
	rows -= full ? GRAPH_EMPTY * ((int)graph->shown - full) : 0;
	full = full ? full : (int)graph->shown;
	for (size_t i = 0; i < graph->shown; i++) {
		if (graph_series_is_empty(&series[i]) && full < (int)graph->shown) {
			ret_heights[i] = GRAPH_EMPTY;
			continue;
		}
		ret_heights[i] = rows / full;
	}
}

/* Where one is in the list. */
static void graph_note(const struct graph *graph, char *to, size_t size)
{
	*to = '\0';
	if (graph->shown < graph->count && graph->shown == 1)
		snprintf(to, size, "%zu of %zu", graph->first + 1, graph->count);
	else if (graph->shown < graph->count)
		snprintf(to, size, "%zu-%zu of %zu", graph->first + 1,
			 graph->first + graph->shown, graph->count);
}

/* What ROW belongs to, whether that has a row in the tree or not; of kind ROW_NONE for the whole host. */
static struct row graph_row_above(const struct model *model, const struct row *row)
{
	struct row above = { .name = { ROW_NONE, 0 } };

	if (row->name.kind == ROW_QUEUE) {
		above.index = model->queues[row->index].device;
		above.name = (struct row_name){ ROW_DEVICE, model->devices[above.index].id };
	} else if (row->name.kind == ROW_DEVICE) {
		above.index = model->devices[row->index].mgmtdev;
		above.name.kind = ROW_UNMANAGED;
		if (above.index != FLAT_NONE)
			above.name = (struct row_name){ ROW_MGMTDEV, model->mgmtdevs[above.index].id };
	}
	return above;
}

/* The selection is the tree's and stays where it is. */
static struct row graph_subject(const struct graph *graph, const struct model *model,
				const struct row *selected)
{
	struct row row = *selected;

	for (int i = 0; i < graph->above; i++)
		row = graph_row_above(model, &row);
	return row;
}

static void graph_settle(struct graph *graph, const struct draw *draw, size_t count, int rows)
{
	size_t fit = rows / GRAPH_LEAST > 1 ? (size_t)(rows / GRAPH_LEAST) : 1;

	if (!graph->unit || !draw->status->is_stretched)
		graph->unit = draw->status->interval > 0 ? draw->status->interval : CLOCK_SECOND;
	graph->count = count;
	graph->chosen = graph->chosen > count ? 0 : graph->chosen;
	graph->shown = graph->chosen ? 1 : fit < count ? fit : count;
	if (graph->chosen)
		graph->first = graph->chosen - 1;
	if (graph->first + graph->shown > count)
		graph->first = count - graph->shown;
}

static void graph_draw_charts(const struct graph *graph, const struct draw *draw,
			      const struct area *area, const struct graph_series *series)
{
	struct area part = *area;
	char name[192], note[80];
	struct chart chart = {
		.times = draw->model->times, .get = graph_series_get, .name = name, .note = note,
		.unit_time = graph->unit, .zoom = zooms[graph->zoom],
		.age = graph_age(graph, draw->model->times), .is_old = draw->is_old,
	};
	int rows = area->rows > GRAPH_LEAST ? area->rows - 1 : area->rows;
	int heights[GRAPH_SERIES];

	if (draw->row.name.kind == ROW_NONE)
		text_copy(name, sizeof(name), "all devices");
	else
		draw_row_name(draw, name, sizeof(name));
	graph_note(graph, note, sizeof(note));
	graph_share_rows(graph, series + graph->first, rows, heights);
	for (size_t i = 0; i < graph->shown; i++) {
		struct pen pen;

		part.rows = heights[i];
		pen = draw_pen(draw, &part);
		chart.context = &series[graph->first + i];
		chart.unit = series[graph->first + i].unit;
		chart.why = series[graph->first + i].why;
		chart_draw(&pen, &chart, draw->status);
		part.row += part.rows;
		note[0] = '\0';
	}
	part.rows = area->rows > rows;
	if (part.rows) {
		struct pen pen = draw_pen(draw, &part);

		chart_draw_times(&pen, &chart, draw->status);
	}
}

static void graph_draw(struct view *view, const struct draw *draw, const struct area *area)
{
	struct graph_series series[GRAPH_SERIES];
	struct graph *graph = &view->graph;
	struct draw of = *draw;
	size_t count;

	of.row = graph_subject(graph, draw->model, &draw->row);
	count = graph_series_of(&of, series);
	graph_settle(graph, &of, count, area->rows - 1);
	graph->width = chart_width(area->columns);
	graph_draw_charts(graph, &of, area, series);
}

/* Shows the part of the past whose newest sample is AGE samples old. */
static void graph_go(struct graph *graph, const struct timeline *times, size_t age)
{
	graph->end = age ? times->total - age : 0;
}

/* The sample at the right edge when the oldest one stands at the left. */
static size_t graph_oldest_age(const struct graph *graph, const struct timeline *times)
{
	int64_t window = graph->unit * zooms[graph->zoom] * (graph->width - 1);
	int64_t oldest, stamp;
	size_t age = times->count ? times->count - 1 : 0;

	if (!timeline_get(times, age, &oldest))
		return 0;
	while (age && timeline_get(times, age, &stamp) && stamp < oldest + window)
		age--;
	return age;
}

/* A quarter of the window into the past (DIRECTION 1) or out of it (-1), by a sample at least. */
static enum view_wish graph_scroll(struct view *view, const struct model *model, int direction)
{
	struct graph *graph = &view->graph;
	const struct timeline *times = model->times;
	size_t oldest = graph_oldest_age(graph, times);
	size_t age = graph_age(graph, times);
	int64_t step = graph->unit * zooms[graph->zoom] * (graph->width / 4 + 1);
	int64_t from, stamp;

	if (!timeline_get(times, age, &from) || (direction > 0 && age >= oldest))
		return view_notice(view, "all that is remembered stands on the screen");
	do {
		age = direction > 0 ? age + 1 : age - (age > 0);
		timeline_get(times, age, &stamp);
	} while (age && age < oldest && (from - stamp) * direction < step);
	graph_go(graph, times, age);
	return VIEW_REDRAW;
}

static enum view_wish graph_zoom(struct graph *graph, int direction)
{
	if (direction > 0 ? graph->zoom + 1 == ZOOMS : !graph->zoom)
		return VIEW_NOTHING;
	graph->zoom += direction > 0 ? 1 : (size_t)-1;
	return VIEW_REDRAW;
}

static enum view_wish graph_choose(struct graph *graph, size_t chosen)
{
	if (chosen > graph->count)
		return VIEW_NOTHING;
	graph->chosen = chosen;
	graph->first = 0;
	return VIEW_REDRAW;
}

static enum view_wish graph_page(struct graph *graph, int direction)
{
	size_t first = graph->first + graph->shown;

	if (graph->chosen || graph->shown == graph->count)
		return VIEW_NOTHING;
	if (direction < 0)
		first = graph->first > graph->shown ? graph->first - graph->shown : 0;
	graph->first = first;
	return VIEW_REDRAW;
}

static enum view_wish graph_climb(struct view *view, const struct model *model)
{
	struct graph *graph = &view->graph;
	struct row selected = tree_selected(&view->tree, model);

	if (graph_subject(graph, model, &selected).name.kind == ROW_NONE)
		return VIEW_NOTHING;
	graph->above++;
	graph->first = 0;
	return VIEW_REDRAW;
}

/* The other row is selected in the tree, too. */
static enum view_wish graph_select(struct view *view, const struct model *model, enum action action)
{
	view->graph.above = 0;
	view->graph.first = 0;
	tree_ops.act(view, model, action);
	return VIEW_REDRAW;
}

/* It begins with what is selected. */
static void graph_enter(struct view *view)
{
	view->graph.above = 0;
}

static enum view_wish graph_act(struct view *view, const struct model *model, enum action action)
{
	struct graph *graph = &view->graph;

	switch (action) {
	case ACTION_UP:
	case ACTION_DOWN:
		return graph_select(view, model, action);
	case ACTION_PARENT:
		return graph_climb(view, model);
	case ACTION_EARLIER:
		return graph_scroll(view, model, 1);
	case ACTION_LATER:
		return graph->end ? graph_scroll(view, model, -1) : VIEW_NOTHING;
	case ACTION_HOME:
		graph_go(graph, model->times, graph_oldest_age(graph, model->times));
		return VIEW_REDRAW;
	case ACTION_END:
		graph->end = 0;
		return VIEW_REDRAW;
	case ACTION_ZOOM_IN:
		return graph_zoom(graph, -1);
	case ACTION_ZOOM_OUT:
		return graph_zoom(graph, 1);
	case ACTION_NEXT_COUNTER:
		return graph_choose(graph, graph->chosen < graph->count ? graph->chosen + 1 : 0);
	case ACTION_COUNTER:
		return graph_choose(graph, view->nth_key);
	case ACTION_ALL_COUNTERS:
		return graph_choose(graph, 0);
	case ACTION_PAGE_UP:
	case ACTION_PAGE_DOWN:
		return graph_page(graph, action == ACTION_PAGE_UP ? -1 : 1);
	default:
		return VIEW_NOTHING;
	}
}

const struct mode_ops graph_ops = { .enter = graph_enter, .draw = graph_draw, .act = graph_act };
