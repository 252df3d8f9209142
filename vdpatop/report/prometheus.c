/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A sample as Prometheus's text exposition format 0.0.4, which node_exporter's textfile collector
 * reads: family after family, each with all its samples, and no time stamps, since that collector
 * refuses files that have some. What is not known has no sample. There is no series twice: devices
 * and management devices are told apart by their names, which put_value() keeps apart, and counters
 * of one name by counter_name().
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/index.h"
#include "base/text.h"
#include "model/model.h"
#include "report/counter_name.h"
#include "report/figure.h"
#include "report/format.h"
#include "report/metric.h"

#define LABELS_MOST 10

/* A label of the family that is no column of its row; its value comes with each sample. */
#define LABEL_EXTRA COLUMN_COUNT

struct label {
	char name[24];
	enum column_id column; /* or LABEL_EXTRA */
};

struct sheet {
	struct array *to;
	const struct column_list *columns;
	const struct model *model;
	const struct format_run *run;
	struct array safe; /* char; room for a label's value that takes more than a copy */
	struct array name; /* char; the same for the name of a counter */
	bool is_out;       /* of memory: what is written is worth nothing */
	const struct metric *metric; /* the family that is being written, and its labels */
	struct label labels[LABELS_MOST];
	size_t label_count;
	bool has_head;     /* its HELP and TYPE */
};

static void put(struct sheet *sheet, const char *bytes, size_t length)
{
	if (array_append(sheet->to, bytes, length) < 0)
		sheet->is_out = true;
}

static void put_string(struct sheet *sheet, const char *text)
{
	put(sheet, text, strlen(text));
}

/* Bytes that are the same in a label's value, in safe text and outside. */
static bool is_plain(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] < ' ' || text[i] > '~' || text[i] == '\\' || text[i] == '"')
			return false;
	return true;
}

/* Safe text, with what the format wants before a backslash and a quotation mark. */
static void put_escaped(struct sheet *sheet, const char *safe, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (safe[i] == '\\' || safe[i] == '"')
			put(sheet, "\\", 1);
		put(sheet, safe + i, 1);
	}
}

static void put_piece(struct sheet *sheet, const char *text, size_t length)
{
	size_t room = 4 * length + 1;

	if (is_plain(text, length)) {
		put(sheet, text, length);
	} else if (array_reserve(&sheet->safe, room) < 0) {
		sheet->is_out = true;
	} else {
		char *safe = sheet->safe.data;

		put_escaped(sheet, safe, text_safe(safe, room, text, length));
	}
}

static bool is_digit(char character)
{
	return character && strchr("0123456789abcdef", character);
}

/*
 * A backslash of TEXT itself that would be read as one of text_safe()'s stands as \x5c, so that no
 * two names look alike: two devices would be one series, and the whole file refused.
 */
static void put_backslash(struct sheet *sheet, const char *text)
{
	bool looks_safe = text[1] == 'x' && is_digit(text[2]) && is_digit(text[3]);

	put_string(sheet, looks_safe ? "\\\\x5c" : "\\\\");
}

/* TEXT, any bytes, as a label's value. */
static void put_value(struct sheet *sheet, const char *text)
{
	for (;;) {
		size_t length = strcspn(text, "\\");

		put_piece(sheet, text, length);
		text += length;
		if (!*text)
			return;
		put_backslash(sheet, text++);
	}
}

static void put_head(struct sheet *sheet)
{
	const struct metric *metric = sheet->metric;

	if (sheet->has_head)
		return;
	sheet->has_head = true;
	put_string(sheet, "# HELP ");
	put_string(sheet, metric->name);
	put_string(sheet, " ");
	put_string(sheet, metric->help);
	put_string(sheet, "\n# TYPE ");
	put_string(sheet, metric->name);
	put_string(sheet, " ");
	put_string(sheet, metric->type);
	put_string(sheet, "\n");
}

/* An empty label is the same as none. */
static void put_label(struct sheet *sheet, const struct label *label, const char *value,
		      bool *has_any)
{
	if (!*value)
		return;
	put_string(sheet, *has_any ? "," : "{");
	put_string(sheet, label->name);
	put_string(sheet, "=\"");
	put_value(sheet, value);
	put_string(sheet, "\"");
	*has_any = true;
}

static void put_labels(struct sheet *sheet, const struct column_row *row, const char *extra)
{
	bool has_any = false;

	for (size_t i = 0; i < sheet->label_count; i++) {
		const struct label *label = &sheet->labels[i];
		struct column_value value;
		char digits[24];

		if (label->column == LABEL_EXTRA) {
			put_label(sheet, label, extra, &has_any);
			continue;
		}
		column_get(label->column, row, &value);
		if (value.kind == VALUE_TEXT) {
			put_label(sheet, label, value.text, &has_any);
		} else if (value.kind == VALUE_NUMBER) {
			snprintf(digits, sizeof(digits), "%" PRIu64, value.count);
			put_label(sheet, label, digits, &has_any);
		}
	}
	if (has_any)
		put_string(sheet, "}");
}

/*
 * All of a sample but its value. ROW may be NULL in a family without labels; EXTRA is the value of a label
 * that is no column, "" where there is none.
 */
static void put_series(struct sheet *sheet, const struct column_row *row, const char *extra)
{
	put_head(sheet);
	put_string(sheet, sheet->metric->name);
	put_labels(sheet, row, extra);
	put_string(sheet, " ");
}

static void put_count(struct sheet *sheet, const struct column_row *row, const char *extra,
		      uint64_t count)
{
	char figure[FIGURE_SIZE];

	put_series(sheet, row, extra);
	put(sheet, figure, figure_count(figure, count));
	put_string(sheet, "\n");
}

/* What is old was not read for this sample, and is not known. */
static void put_column(struct sheet *sheet, enum column_id id)
{
	for (size_t i = 0; i < sheet->model->queue_count; i++) {
		const struct column_row row = column_queue_row(sheet->model, i);
		struct column_value value;

		column_get(id, &row, &value);
		if (value.kind == VALUE_COUNT && !value.is_old)
			put_count(sheet, &row, "", value.count);
	}
}

static void put_kicks(struct sheet *sheet)
{
	put_column(sheet, COLUMN_KICKS);
}

static void put_wqes(struct sheet *sheet)
{
	put_column(sheet, COLUMN_WQES);
}

/* Counter PLACE of the queue of ROW, told apart from others of its name. */
static void put_counter(struct sheet *sheet, const struct column_row *row, uint32_t place)
{
	const struct model_counter *counter = &sheet->model->counters[row->queue->first_counter + place];
	const char *name;

	if (counter->rate.state == RATE_STALE || model_counter_is_blind(row->queue, counter))
		return;
	name = counter_name(sheet->model, row->queue, place, &sheet->name);
	if (name)
		put_count(sheet, row, name, counter->value);
	else
		sheet->is_out = true;
}

static void put_counters(struct sheet *sheet, const struct column_row *row, const char *name)
{
	const struct model_counter *counters = &sheet->model->counters[row->queue->first_counter];

	for (uint32_t i = 0; i < row->queue->counters; i++)
		if (!strcmp(counters[i].name, name))
			put_counter(sheet, row, i);
}

static void put_vendor(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->model->queue_count; i++) {
		const struct column_row row = column_queue_row(sheet->model, i);

		for (size_t place = 0; place < column_list_count(sheet->columns); place++)
			put_counters(sheet, &row, column_list_at(sheet->columns, place)->vendor);
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

static void put_stalled(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->model->queue_count; i++) {
		const struct column_row row = column_queue_row(sheet->model, i);

		if (is_judged(row.queue))
			put_count(sheet, &row, "", row.queue->health == HEALTH_STALLED);
	}
}

static void put_queue_info(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->model->queue_count; i++) {
		const struct column_row row = column_queue_row(sheet->model, i);

		put_count(sheet, &row, "", 1);
	}
}

static void put_device_info(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->model->device_count; i++) {
		const struct column_row row = column_device_row(sheet->model, i);

		put_count(sheet, &row, "", 1);
	}
}

static void put_health(struct sheet *sheet, const struct column_row *row)
{
	const struct model_queue *queues = sheet->model->queues + row->device->first_queue;
	uint64_t count[HEALTH_COUNT] = { 0 };

	for (uint32_t i = 0; i < row->device->queues; i++)
		count[queues[i].health]++;
	for (int health = 0; health < HEALTH_COUNT; health++)
		if (health != HEALTH_SKEWED) /* a device's, and no queue's */
			put_count(sheet, row, health_name((enum health)health), count[health]);
}

/* How many queues there are is netlink's to say. */
static void put_device_queues(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->model->device_count; i++) {
		const struct column_row row = column_device_row(sheet->model, i);

		if (row.device->is_from_netlink)
			put_health(sheet, &row);
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
static bool is_first_handle(struct sheet *sheet, struct index *handles, uint32_t number)
{
	const struct handle wanted = { sheet->model, sheet->model->mgmtdevs[number].handle };
	uint32_t hash = index_hash_text(wanted.handle);

	if (index_find(handles, hash, handle_is, &wanted) != INDEX_NONE)
		return false;
	if (index_add(handles, hash, number) < 0)
		sheet->is_out = true;
	return true;
}

static void put_mgmtdev_info(struct sheet *sheet)
{
	struct index handles = { 0 };

	for (size_t i = 0; i < sheet->model->mgmtdev_count; i++) {
		const struct column_row row = column_mgmtdev_row(sheet->model, i);

		if (is_first_handle(sheet, &handles, (uint32_t)i))
			put_count(sheet, &row, "", 1);
	}
	index_free(&handles);
}

static void put_seconds(struct sheet *sheet, int64_t time)
{
	char figure[FIGURE_SIZE];

	put_series(sheet, NULL, "");
	put(sheet, figure, figure_seconds(figure, time));
	put_string(sheet, "\n");
}

static void put_scrape_duration(struct sheet *sheet)
{
	put_seconds(sheet, sheet->model->info->kernel_time);
}

static void put_last_sample(struct sheet *sheet)
{
	put_seconds(sheet, sheet->model->time);
}

static void put_scrape_errors(struct sheet *sheet)
{
	put_count(sheet, NULL, "", sheet->run->errors);
}

static void (*const puts_family[METRIC_COUNT])(struct sheet *) = {
#define X(id, name, type, labels, put, help) [METRIC_##id] = put_##put,
#include "report/metric.def"
#undef X
};

/* The labels of the family, by the columns that are called so. */
static void take_labels(struct sheet *sheet)
{
	const char *words = sheet->metric->labels;

	sheet->label_count = 0;
	while (*words && sheet->label_count < LABELS_MOST) {
		struct label *label = &sheet->labels[sheet->label_count++];
		size_t length = strcspn(words, ", ");

		snprintf(label->name, sizeof(label->name), "%.*s", (int)length, words);
		words += length;
		words += strspn(words, ", ");
		if (!column_find(label->name, &label->column) || label->column == COLUMN_HEALTH)
			label->column = LABEL_EXTRA;
	}
}

static int prometheus_put_sample(struct array *to, const struct column_list *columns,
				 const struct model *model, const struct format_run *run)
{
	struct sheet sheet = { .to = to, .columns = columns, .model = model, .run = run,
			       .safe = ARRAY_OF(char), .name = ARRAY_OF(char) };

	for (int id = 0; id < METRIC_COUNT && !sheet.is_out; id++) {
		sheet.metric = metric_of((enum metric_id)id);
		sheet.has_head = false;
		take_labels(&sheet);
		puts_family[id](&sheet);
	}
	array_free(&sheet.safe);
	array_free(&sheet.name);
	return sheet.is_out ? -ENOMEM : 0;
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
