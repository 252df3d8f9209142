/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A sample as Prometheus's text exposition format 0.0.4, which node_exporter's textfile collector
 * reads: family after family, each with all its samples, and no time stamps, since that collector
 * refuses files that have some. What is not known has no sample. There is no series twice: devices
 * and management devices are told apart by their names (report/exposition.c keeps them apart), counters
 * of one name by counter_name().
 */
#include <errno.h>
#include <string.h>

#include "base/index.h"
#include "model/model.h"
#include "report/counter_name.h"
#include "report/exposition.h"
#include "report/format.h"
#include "report/metric.h"

struct families {
	struct exposition text;
	const struct column_list *columns;
	const struct model *model;
	const struct format_run *run;
	struct array name; /* char; room for the name of a counter */
};

/* What is old was not read for this sample, and is not known. */
static void put_column(struct families *families, enum column_id id)
{
	for (size_t i = 0; i < families->model->queue_count; i++) {
		const struct column_row row = column_queue_row(families->model, i);
		struct column_value value;

		column_get(id, &row, &value);
		if (value.kind == VALUE_COUNT && !value.is_old)
			exposition_count(&families->text, &row, "", value.count);
	}
}

static void put_kicks(struct families *families)
{
	put_column(families, COLUMN_KICKS);
}

static void put_wqes(struct families *families)
{
	put_column(families, COLUMN_WQES);
}

/* Counter PLACE of the queue of ROW, told apart from others of its name. */
static void put_counter(struct families *families, const struct column_row *row, uint32_t place)
{
	const struct model_counter *counter = &families->model->counters[row->queue->first_counter + place];
	const char *name;

	if (counter->rate.state == RATE_STALE || model_counter_is_blind(row->queue, counter))
		return;
	name = counter_name(families->model, row->queue, place, &families->name);
	if (name)
		exposition_count(&families->text, row, name, counter->value);
	else
		families->text.is_out = true;
}

static void put_counters(struct families *families, const struct column_row *row, const char *name)
{
	const struct model_counter *counters = &families->model->counters[row->queue->first_counter];

	for (uint32_t i = 0; i < row->queue->counters; i++)
		if (!strcmp(counters[i].name, name))
			put_counter(families, row, i);
}

static void put_vendor(struct families *families)
{
	for (size_t i = 0; i < families->model->queue_count; i++) {
		const struct column_row row = column_queue_row(families->model, i);

		for (size_t place = 0; place < column_list_count(families->columns); place++)
			put_counters(families, &row, column_list_at(families->columns, place)->vendor);
	}
}

/* Whether what the rule of `stalled` looks at is known of QUEUE (model/health.c). */
static bool is_judged(const struct model_queue *queue)
{
	switch (queue->health) {
	case HEALTH_STALE:
	case HEALTH_NO_DATA:
	case HEALTH_NO_ACCESS:
	case HEALTH_OFF:
		return false;
	default:
		return queue->interval > 0 &&
		       ((queue->has_kicks && queue->has_wqes) ||
			(queue->has_in_flight && queue->role != VDPA_ROLE_RX));
	}
}

static void put_stalled(struct families *families)
{
	for (size_t i = 0; i < families->model->queue_count; i++) {
		const struct column_row row = column_queue_row(families->model, i);

		if (is_judged(row.queue))
			exposition_count(&families->text, &row, "", row.queue->health == HEALTH_STALLED);
	}
}

static void put_queue_info(struct families *families)
{
	for (size_t i = 0; i < families->model->queue_count; i++) {
		const struct column_row row = column_queue_row(families->model, i);

		exposition_count(&families->text, &row, "", 1);
	}
}

static void put_device_info(struct families *families)
{
	for (size_t i = 0; i < families->model->device_count; i++) {
		const struct column_row row = column_device_row(families->model, i);

		exposition_count(&families->text, &row, "", 1);
	}
}

static void put_health(struct families *families, const struct column_row *row)
{
	const struct model_queue *queues = families->model->queues + row->device->first_queue;
	uint64_t count[HEALTH_COUNT] = { 0 };

	for (uint32_t i = 0; i < row->device->queues; i++)
		count[queues[i].health]++;
	for (int health = 0; health < HEALTH_COUNT; health++)
		if (health != HEALTH_SKEWED) /* a device's, and no queue's */
			exposition_count(&families->text, row, health_name((enum health)health), count[health]);
}

/* How many queues there are is netlink's to say. */
static void put_device_queues(struct families *families)
{
	for (size_t i = 0; i < families->model->device_count; i++) {
		const struct column_row row = column_device_row(families->model, i);

		if (row.device->is_from_netlink)
			put_health(families, &row);
	}
}

struct handle {
	const struct model *model;
	const char *handle;
};

static bool handle_is(const void *context, uint32_t number)
{
	const struct handle *wanted = context;

	return !strcmp(wanted->model->mgmtdevs[number].handle, wanted->handle);
}

/*
 * Whether the handle of management device NUMBER comes for the first time. Bus "a", name "b/c" and
 * bus "a/b", name "c" have the same.
 */
static bool is_first_handle(struct families *families, struct index *handles, uint32_t number)
{
	const struct handle wanted = { families->model, families->model->mgmtdevs[number].handle };
	uint32_t hash = index_hash_text(wanted.handle);

	if (index_find(handles, hash, handle_is, &wanted) != INDEX_NONE)
		return false;
	if (index_add(handles, hash, number) < 0)
		families->text.is_out = true;
	return true;
}

static void put_mgmtdev_info(struct families *families)
{
	struct index handles = { 0 };

	for (size_t i = 0; i < families->model->mgmtdev_count; i++) {
		const struct column_row row = column_mgmtdev_row(families->model, i);

		if (is_first_handle(families, &handles, (uint32_t)i))
			exposition_count(&families->text, &row, "", 1);
	}
	index_free(&handles);
}

static void put_scrape_duration(struct families *families)
{
	exposition_seconds(&families->text, families->model->info->kernel_time);
}

static void put_last_sample(struct families *families)
{
	exposition_seconds(&families->text, families->model->time);
}

static void put_scrape_errors(struct families *families)
{
	exposition_count(&families->text, NULL, "", families->run->errors);
}

static void (*const puts_family[METRIC_COUNT])(struct families *) = {
#define X(id, name, type, labels, put, help) [METRIC_##id] = put_##put,
#include "report/metric.def"
#undef X
};

static int prometheus_put_sample(struct array *to, const struct column_list *columns,
				 const struct model *model, const struct format_run *run)
{
	struct families families = { .text = EXPOSITION_INTO(to), .columns = columns, .model = model,
				     .run = run, .name = ARRAY_OF(char) };

	for (int id = 0; id < METRIC_COUNT && !families.text.is_out; id++) {
		exposition_begin(&families.text, metric_of((enum metric_id)id));
		puts_family[id](&families);
	}
	exposition_end(&families.text);
	array_free(&families.name);
	return families.text.is_out ? -ENOMEM : 0;
}

/* The kernel's own figures are families; a driver's are chosen, since they make many series. */
static bool prometheus_takes(const struct column_choice *choice)
{
	return choice->vendor && !choice->is_rate;
}

const struct format format_prometheus = {
	.columns = "",
	.takes = prometheus_takes,
	.no_columns = "only what a driver counts is chosen, as vendor:NAME; Prometheus makes rates itself",
	.first_line = "# HELP vdpa_*",
	.replaces = true,
	.put_sample = prometheus_put_sample,
};
