/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * JSON Lines: a sample is one object in one line. A management device, a device and a queue have the members
 * that one-shot commands show of it with -j (report/members.h), all of them in one object, and what takes
 * more than one sample: interval_s and the rates. What is not known, or was not read in this sample, is
 * absent.
 *
 *	{"time":"2026-11-22T14:03:07.250Z",
 *	 "mgmtdevs":[{"name":"pci/0000:03:00.2","supported_classes":["net"],…}],
 *	 "devices":[{"name":"web0","type":"network","mgmtdev":"pci/0000:03:00.2",…,
 *		     "queues":[{"index":0,"role":"rx",…,"counters":{"received_desc":12,…}},…]},…]}
 */
#include <errno.h>

#include "base/clock.h"
#include "report/format.h"
#include "report/json.h"
#include "report/members.h"
#include "report/sheet.h"

struct jsonl {
	struct json json;
	struct sheet sheet; /* straight to json */
	const struct model *model;
	struct array room;  /* char; for names of counters */
};

static void put_time(struct json *json, int64_t time)
{
	char text[32];

	json_key(json, "time");
	clock_iso8601(text, sizeof(text), time);
	json_text(json, text);
}

/* A member for column ID, if it is known: as in CSV. */
static void put_column(struct json *json, const struct column_row *row, enum column_id id)
{
	struct column_value value;

	column_get(id, row, &value);
	if (value.is_old || value.kind == VALUE_NONE)
		return;
	json_key(json, column_of(id)->name);
	if (value.kind == VALUE_SECONDS)
		json_seconds(json, value.time);
	else if (value.kind == VALUE_RATE)
		json_real(json, value.real);
	else
		json_text(json, value.text);
}

static void put_rates(struct json *json, const struct column_row *row)
{
	put_column(json, row, COLUMN_INTERVAL);
	put_column(json, row, COLUMN_KICKS_RATE);
	put_column(json, row, COLUMN_WQES_RATE);
}

static void put_queue(struct jsonl *jsonl, size_t place)
{
	const struct column_row row = column_queue_row(jsonl->model, place);
	const struct model_queue *queue = row.queue;
	struct sheet *sheet = &jsonl->sheet;

	sheet_begin_object(sheet, NULL, 0);
	sheet_count(sheet, "index", queue->index);
	members_put_queue(sheet, queue, members_kicks(queue), members_wqes(queue));
	put_rates(&jsonl->json, &row);
	if (queue->code)
		put_column(&jsonl->json, &row, COLUMN_REASON);
	else if (queue->counters)
		members_put_counters(sheet, jsonl->model, queue, false, NULL, &jsonl->room);
	sheet_end(sheet);
}

static void put_queues(struct jsonl *jsonl, const struct model_device *device)
{
	sheet_begin_array(&jsonl->sheet, "queues", 0);
	for (uint32_t i = 0; i < device->queues; i++)
		put_queue(jsonl, device->first_queue + i);
	sheet_end(&jsonl->sheet);
}

static void put_device(struct jsonl *jsonl, size_t place)
{
	const struct column_row row = column_device_row(jsonl->model, place);
	const struct model_device *device = row.device;
	struct sheet *sheet = &jsonl->sheet;

	sheet_begin_object(sheet, NULL, 0);
	sheet_text(sheet, "name", device->name);
	members_put_device(sheet, jsonl->model, device);
	members_put_config(sheet, device);
	members_put_host(sheet, device);
	members_put_users(sheet, jsonl->model, device);
	members_put_sums(sheet, device);
	put_rates(&jsonl->json, &row);
	if (device->vstats_code || !device->is_from_netlink)
		put_column(&jsonl->json, &row, COLUMN_REASON);
	put_queues(jsonl, device);
	sheet_end(sheet);
}

static void put_mgmtdev(struct jsonl *jsonl, const struct model_mgmtdev *mgmtdev)
{
	sheet_begin_object(&jsonl->sheet, NULL, 0);
	sheet_text(&jsonl->sheet, "name", mgmtdev->handle);
	members_put_mgmtdev(&jsonl->sheet, jsonl->model, mgmtdev);
	sheet_end(&jsonl->sheet);
}

static void put_sample(struct jsonl *jsonl)
{
	const struct model *model = jsonl->model;
	struct sheet *sheet = &jsonl->sheet;

	put_time(&jsonl->json, model->time);
	sheet_begin_array(sheet, "mgmtdevs", 0);
	for (size_t i = 0; i < model->mgmtdev_count; i++)
		put_mgmtdev(jsonl, &model->mgmtdevs[i]);
	sheet_end(sheet);
	sheet_begin_array(sheet, "devices", 0);
	for (size_t i = 0; i < model->device_count; i++)
		put_device(jsonl, i);
	sheet_end(sheet);
}

static int jsonl_put_sample(struct array *to, const struct column_list *columns,
			    const struct model *model, const struct format_run *run)
{
	struct jsonl jsonl = { .json = json_begin(to, false), .model = model, .room = ARRAY_OF(char) };

	(void)columns;
	(void)run;
	jsonl.sheet = sheet_straight(&jsonl.json);
	json_begin_object(&jsonl.json);
	put_sample(&jsonl);
	json_end_object(&jsonl.json);
	array_free(&jsonl.room);
	return json_end(&jsonl.json) < 0 || jsonl.sheet.has_failed ? -ENOMEM : 0;
}

const struct format format_jsonl = {
	.columns = "",
	.no_columns = "an object has all that is known",
	.first_line = "{*",
	.wants_vendor = true,
	.put_sample = jsonl_put_sample,
};
