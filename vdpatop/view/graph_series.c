/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the histories of a thing are. */
#include "view/graph_series.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "vdpa/counter.h"
#include "view/tree_column.h"

/* Of several devices, those whose value is known: at least half of those that have any. */
static bool series_sum(const struct graph_series *series, size_t age, double *ret_value)
{
	size_t known = 0, missing = 0;
	double sum = 0, value;

	for (size_t i = 0; i < series->device_count; i++) {
		const struct model_device *device = &series->devices[i];
		const struct history *history = series->is_kicks ? device->kicks_history :
								   device->wqes_history;

		if (age >= history->count)
			continue;
		if (!history_get(history, age, &value)) {
			missing++;
			continue;
		}
		known++;
		sum += value;
	}
	if (!known || missing > known)
		return false;
	*ret_value = sum;
	return true;
}

bool graph_series_get(const void *context, size_t age, double *ret_value)
{
	const struct graph_series *series = context;

	if (series->history)
		return history_get(series->history, age, ret_value);
	return series_sum(series, age, ret_value);
}

bool graph_series_is_empty(const struct graph_series *series)
{
	bool is_empty = !series->history || !series->history->count;

	for (size_t i = 0; is_empty && i < series->device_count; i++)
		is_empty = !(series->is_kicks ? series->devices[i].kicks_history :
						series->devices[i].wqes_history)->count;
	return is_empty;
}

struct series_list {
	const struct draw *draw;
	struct graph_series *series;
	size_t count;
};

static struct graph_series *series_add(struct series_list *list, const char *unit, const char *source)
{
	struct graph_series *series;
	char safe[64];

	if (list->count == GRAPH_SERIES)
		return NULL;
	series = &list->series[list->count++];
	*series = (struct graph_series){ .is_kicks = list->count == 1 };
	pen_safe(safe, sizeof(safe), source);
	snprintf(series->unit, sizeof(series->unit), "%s/s%s%s%s", unit, *safe ? " (" : "", safe,
		 *safe ? ")" : "");
	text_copy(series->why, sizeof(series->why), "no rate yet: that takes a second sample");
	return series;
}

/* "wqes" from the counter of the same name goes without saying. */
static const char *series_source(const char *source)
{
	return strcmp(source, VDPA_COUNTER_WQES) ? source : "";
}

static void series_explain(struct graph_series *series, const struct column_row *row,
			   enum column_id id)
{
	char why[sizeof(series->why)];

	draw_why(row, id, why, sizeof(why));
	if (*why)
		text_copy(series->why, sizeof(series->why), why);
}

/* Kicks and wqes of a queue or a device. */
static void series_pair(struct series_list *list, const struct column_row *row,
			const struct history *kicks, const struct history *wqes, const char *source)
{
	struct graph_series *series = series_add(list, "kicks", "");

	series->history = kicks;
	series_explain(series, row, COLUMN_KICKS_RATE);
	series = series_add(list, "wqes", series_source(source));
	series->history = wqes;
	series_explain(series, row, COLUMN_WQES_RATE);
}

static bool is_drawn_already(const struct model_queue *queue, const struct model_counter *counter)
{
	return counter->history == queue->kicks_history || counter->history == queue->wqes_history ||
	       !strcmp(counter->name, queue->wqes_source);
}

static void series_of_queue(struct series_list *list, const struct model_queue *queue)
{
	const struct model *model = list->draw->model;
	struct column_row row = column_queue_row(model, (size_t)(queue - model->queues));

	series_pair(list, &row, queue->kicks_history, queue->wqes_history, queue->wqes_source);
	for (uint32_t i = 0; i < queue->counters; i++) {
		const struct model_counter *counter = &model->counters[queue->first_counter + i];
		struct graph_series *series;
		char name[64];

		if (!counter->history || is_drawn_already(queue, counter))
			continue;
		pen_safe(name, sizeof(name), counter->name);
		series = series_add(list, name, "");
		if (series)
			series->history = counter->history;
	}
}

static void series_of_device(struct series_list *list, const struct model_device *device)
{
	const struct model *model = list->draw->model;
	struct column_row row = column_device_row(model, (size_t)(device - model->devices));

	series_pair(list, &row, device->kicks_history, device->wqes_history, device->wqes_source);
}

static void series_of_mgmtdev(struct series_list *list, uint32_t mgmtdev)
{
	const struct model *model = list->draw->model;
	size_t first = 0;

	while (first < model->device_count && model->devices[first].mgmtdev != mgmtdev)
		first++;
	for (int i = 0; i < 2; i++) {
		struct graph_series *series = series_add(list, i ? "wqes" : "kicks", "");

		series->devices = &model->devices[first];
		while (first + series->device_count < model->device_count &&
		       model->devices[first + series->device_count].mgmtdev == mgmtdev)
			series->device_count++;
		text_copy(series->why, sizeof(series->why), series->device_count ?
				  "its devices are not counted; their rows say why" :
				  "no device was made from it");
	}
}

static void series_of_host(struct series_list *list)
{
	const struct model_totals *totals = &list->draw->model->totals;
	struct graph_series *series = series_add(list, "kicks", "");

	series->history = totals->kicks_history;
	if (!totals->counts_kicks && list->draw->model->has_sample)
		text_copy(series->why, sizeof(series->why), "this kernel does not count doorbells");
	series = series_add(list, "wqes", series_source(totals->wqes_source));
	series->history = totals->wqes_history;
}

size_t graph_series_of(const struct draw *draw, struct graph_series *ret_series)
{
	struct series_list list = { draw, ret_series, 0 };
	const struct model *model = draw->model;
	uint32_t index = draw->row.index;

	switch (draw->row.name.kind) {
	case ROW_QUEUE:
		series_of_queue(&list, &model->queues[index]);
		break;
	case ROW_DEVICE:
		series_of_device(&list, &model->devices[index]);
		break;
	case ROW_MGMTDEV:
		series_of_mgmtdev(&list, index);
		break;
	case ROW_UNMANAGED:
		series_of_mgmtdev(&list, FLAT_NONE);
		break;
	case ROW_NONE:
		series_of_host(&list);
	}
	return list.count;
}
