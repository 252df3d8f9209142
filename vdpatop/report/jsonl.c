/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A sample as a line of JSON: its frame, and its queues. */
#include "report/jsonl.h"

#include "base/clock.h"
#include "report/counter_name.h"
#include "report/format.h"
#include "report/json.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static void put_time(struct json *json, int64_t time)
{
	char text[32];

	clock_iso8601(text, sizeof(text), time);
	json_text(json, text);
}

static void put_value(struct json *json, const struct column_value *value)
{
	switch (value->kind) {
	case VALUE_TEXT:
		json_text(json, value->text);
		break;
	case VALUE_COUNT:
	case VALUE_NUMBER:
		json_count(json, value->count);
		break;
	case VALUE_RATE:
	case VALUE_RATIO:
	case VALUE_PERCENT:
		json_real(json, value->real);
		break;
	case VALUE_TIME:
		put_time(json, value->time);
		break;
	case VALUE_SECONDS:
		json_seconds(json, value->time);
		break;
	case VALUE_NONE:
	case VALUE_GRAPH:
		break;
	}
}

void jsonl_put_columns(struct json *json, const struct column_row *row, const unsigned char *ids,
		       size_t count)
{
	struct column_value value;

	for (size_t i = 0; i < count; i++) {
		column_get((enum column_id)ids[i], row, &value);
		if (value.is_old || value.kind == VALUE_NONE)
			continue;
		json_key(json, column_of((enum column_id)ids[i])->name);
		put_value(json, &value);
	}
}

static void put_counters(struct json *json, const struct model *model,
			 const struct model_queue *queue, struct array *room)
{
	json_key(json, "counters");
	json_begin_object(json);
	for (uint32_t i = 0; i < queue->counters; i++) {
		const struct model_counter *counter = &model->counters[queue->first_counter + i];
		const char *name;

		if (counter->rate.state == RATE_STALE || model_counter_is_blind(queue, counter))
			continue;
		name = counter_name(model, queue, i, room);
		if (name)
			json_put_count(json, name, counter->value);
		else
			json->has_failed = true;
	}
	json_end_object(json);
}

static void put_queue(struct json *json, const struct model *model, size_t place, struct array *room)
{
	static const unsigned char ids[] = {
		COLUMN_ROLE, COLUMN_HEALTH, COLUMN_INTERVAL, COLUMN_KICKS, COLUMN_KICKS_RATE, COLUMN_WQES,
		COLUMN_WQES_RATE, COLUMN_WQES_SOURCE, COLUMN_IN_FLIGHT,
	};
	static const unsigned char reason[] = { COLUMN_REASON };
	const struct column_row row = column_queue_row(model, place);
	const struct model_queue *queue = row.queue;

	json_begin_object(json);
	json_put_count(json, "index", queue->index);
	jsonl_put_columns(json, &row, ids, COUNT_OF(ids));
	if (queue->is_mapped)
		json_put_bool(json, "mapped", true);
	if (queue->code)
		jsonl_put_columns(json, &row, reason, 1);
	if (!queue->code && queue->counters)
		put_counters(json, model, queue, room);
	json_end_object(json);
}

static void put_queues(struct json *json, const struct model *model,
		       const struct model_device *device, struct array *room)
{
	json_key(json, "queues");
	json_begin_array(json);
	for (uint32_t i = 0; i < device->queues; i++)
		put_queue(json, model, device->first_queue + i, room);
	json_end_array(json);
}

static void put_devices(struct json *json, const struct model *model)
{
	struct array room = ARRAY_OF(char);

	json_key(json, "devices");
	json_begin_array(json);
	for (size_t i = 0; i < model->device_count; i++) {
		json_begin_object(json);
		jsonl_put_device(json, model, i);
		put_queues(json, model, &model->devices[i], &room);
		json_end_object(json);
	}
	json_end_array(json);
	array_free(&room);
}

static int jsonl_put_sample(struct array *to, const struct column_list *columns,
			    const struct model *model, const struct format_run *run)
{
	struct json json = json_begin(to, false);

	(void)columns;
	(void)run;
	json_begin_object(&json);
	json_key(&json, "time");
	put_time(&json, model->time);
	json_key(&json, "mgmtdevs");
	json_begin_array(&json);
	for (size_t i = 0; i < model->mgmtdev_count; i++) {
		json_begin_object(&json);
		jsonl_put_mgmtdev(&json, model, i);
		json_end_object(&json);
	}
	json_end_array(&json);
	put_devices(&json, model);
	json_end_object(&json);
	return json_end(&json);
}

const struct format format_jsonl = {
	.columns = "",
	.no_columns = "an object has all that is known",
	.wants_vendor = true,
	.put_sample = jsonl_put_sample,
};
