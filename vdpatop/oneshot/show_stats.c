/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dev stats show: the counters of a device and of each queue, or of one queue as vdpa(8) shows it.
 *
 * Names of counters are the driver's own. They stand in "counters", where each has its place whatever it
 * is called. Beside our keys, where vdpa(8) has them, stand those alone that are none of ours, so that
 * a counter called "reason" is not taken for one.
 */
#include "oneshot/show_private.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "manage/words.h"
#include "report/members.h"
#include "report/session.h"
#include "vdpa/counter.h"
#include "vdpa/numbers.h"
#include "vdpa/queue.h"
#include "view/column.h"

static const struct sheet_column stats_columns[] = {
	{ "index", "QIDX", false },	    { "role", "ROLE", false }, { "health", "HEALTH", false },
	{ "kickdoorbells", "KICKS", false }, { "wqes", "WQES", false },
	{ "counters", "COUNTERS", false },
};
const struct sheet_table show_stats_table = { stats_columns, 6 };

/* Every key that an object of a queue may have of ours. */
static const char *const queue_keys[] = {
	"queue_type", "index", "role", "health", "mapped", "kickdoorbells", "wqes", "wqes_source",
	"in_flight", "counters", "reason",
};

static bool is_queue_key(const char *name)
{
	for (size_t i = 0; i < sizeof(queue_keys) / sizeof(queue_keys[0]); i++)
		if (!strcmp(queue_keys[i], name))
			return true;
	return false;
}

static const struct model_counter *queue_counter(const struct model *model,
						 const struct model_queue *queue, uint32_t place)
{
	return &model->counters[queue->first_counter + place];
}

/* The value that the kernel gave under NAME, else *KNOWN; NULL for neither. */
static const uint64_t *queue_find(const struct model *model, const struct model_queue *queue,
				  const char *name, const uint64_t *known)
{
	for (uint32_t i = 0; i < queue->counters; i++)
		if (!strcmp(queue_counter(model, queue, i)->name, name))
			return &queue_counter(model, queue, i)->value;
	return known;
}

/* In text, those that stand beside it already are not told again. */
static unsigned counter_flags(const char *name)
{
	bool is_figure = !strcmp(name, VDPA_COUNTER_KICKS) || !strcmp(name, VDPA_COUNTER_WQES);

	return is_figure ? SHEET_JSON : 0;
}

/* As the kernel gives them, whatever they are worth. */
static void queue_put_counters(struct show *show, const struct model_queue *queue)
{
	struct array room = ARRAY_OF(char);

	if (queue->counters)
		members_put_counters(&show->sheet, show->model, queue, true, counter_flags, &room);
	array_free(&room);
}

/* Why a figure of ROW is missing, in VALUE; "" when none is. */
static const char *stats_why(const struct column_row *row, struct column_value *value)
{
	column_get(COLUMN_REASON, row, value);
	return value->kind == VALUE_TEXT ? value->text : "";
}

static struct column_row queue_row(const struct show *show, const struct model_queue *queue)
{
	return column_queue_row(show->model, (size_t)(queue - show->model->queues));
}

static void put_reason(struct show *show, const struct column_row *row)
{
	struct column_value value;

	sheet_text(&show->sheet, "reason", stats_why(row, &value));
}

static void put_queue(struct show *show, const struct model_queue *queue)
{
	const struct column_row row = queue_row(show, queue);

	sheet_begin_object(&show->sheet, NULL, 0);
	sheet_count_as(&show->sheet, "index", queue->index, SHEET_JSON);
	members_put_queue(&show->sheet, queue, members_kicks(queue), members_wqes(queue));
	queue_put_counters(show, queue);
	if (queue->code)
		put_reason(show, &row);
	sheet_end(&show->sheet);
}

/* A sum of what queues count under one name. */
struct total {
	const char *name;
	uint64_t count;
	bool is_known; /* it fits into 64 bits, and every queue could count */
};

static int total_add(struct array *totals, const struct model_queue *queue,
		     const struct model_counter *counter)
{
	bool is_blind = model_counter_is_blind(queue, counter);
	struct total *total;

	for (size_t i = 0; i < totals->count; i++) {
		total = array_at(totals, struct total, i);
		if (strcmp(total->name, counter->name) != 0)
			continue;
		total->is_known &= !__builtin_add_overflow(total->count, counter->value, &total->count) &&
				   !is_blind;
		return 0;
	}
	total = array_add(totals, 1);
	if (!total)
		return -ENOMEM;
	*total = (struct total){ counter->name, counter->value, !is_blind };
	return 0;
}

static void device_put_totals(struct show *show, const struct model_device *device)
{
	struct array totals = ARRAY_OF(struct total);

	for (uint32_t i = 0; i < device->queues; i++) {
		const struct model_queue *queue = &show->model->queues[device->first_queue + i];

		for (uint32_t j = 0; j < queue->counters; j++)
			if (total_add(&totals, queue, queue_counter(show->model, queue, j)) < 0)
				show->sheet.has_failed = true;
	}
	sheet_begin_object(&show->sheet, "counters", 0);
	for (size_t i = 0; i < totals.count; i++) {
		const struct total *total = array_at(&totals, struct total, i);

		if (total->is_known)
			sheet_count_name(&show->sheet, total->name, total->count,
					 counter_flags(total->name));
	}
	sheet_end(&show->sheet);
	array_free(&totals);
}

static void device_put_queues(struct show *show, const struct model_device *device)
{
	sheet_begin_array(&show->sheet, "queues", SHEET_LINES);
	for (uint32_t i = 0; i < device->queues; i++)
		put_queue(show, &show->model->queues[device->first_queue + i]);
	sheet_end(&show->sheet);
}

static bool has_reading(const struct show *show, const struct model_device *device)
{
	for (uint32_t i = 0; i < device->queues; i++)
		if (!show->model->queues[device->first_queue + i].code)
			return true;
	return false;
}

/* What no queue has, a reason of the device tells of. */
static void device_put_sums(struct show *show, const struct model_device *device)
{
	const struct column_row row =
		column_device_row(show->model, (size_t)(device - show->model->devices));
	struct sheet *sheet = &show->sheet;

	members_put_class(sheet, device);
	members_put_sums(sheet, device);
	device_put_totals(show, device);
	if (has_reading(show, device))
		put_reason(show, &row);
	device_put_queues(show, device);
}

/* vdpa(8)'s word for the role of a queue. */
static const char *queue_type(const struct model_queue *queue, const struct model_device *device)
{
	if (queue->role == VDPA_ROLE_CTRL)
		return "control_vq";
	if (queue->role == VDPA_ROLE_NONE && device->class_id == VDPA_CLASS_NET)
		return queue->index & 1 ? "tx" : "rx";
	return vdpa_role_name(queue->role);
}

/* vdpa(8)'s object, and ours behind it. */
static void put_one_queue(struct show *show, const struct model_device *device,
			  const struct model_queue *queue)
{
	const struct column_row row = queue_row(show, queue);
	const uint64_t *kicks = queue_find(show->model, queue, VDPA_COUNTER_KICKS, members_kicks(queue));
	const uint64_t *wqes = queue_find(show->model, queue, VDPA_COUNTER_WQES, members_wqes(queue));
	struct sheet *sheet = &show->sheet;

	if (!queue->code)
		sheet_text(sheet, "queue_type", queue_type(queue, device));
	for (uint32_t i = 0; i < queue->counters; i++) {
		const struct model_counter *counter = queue_counter(show->model, queue, i);

		if (!is_queue_key(counter->name))
			sheet_count_once(sheet, counter->name, counter->value, SHEET_JSON);
	}
	sheet_count(sheet, "index", queue->index);
	members_put_queue(sheet, queue, kicks, wqes);
	queue_put_counters(show, queue);
	if (queue->code || !kicks || !wqes)
		put_reason(show, &row);
}

/* What somebody can do about CODE, "" for nothing that is known. */
static const char *hint_for(const struct model_device *device, int code)
{
	if (code == -EAGAIN && model_device_is_off(device))
		return ": it counts once a driver has negotiated features: bind it to one, or start "
		       "what uses it";
	if (code == -EINVAL || code == -ERANGE)
		return ": it has no such queue";
	return "";
}

static void stats_complain(struct show *show, const struct model_device *device, int code,
			   const char *why)
{
	char number[24] = "";

	if (code == -EPERM || code == -EACCES) {
		show_complain(show, EXIT_PERMISSION, "reading counters needs CAP_NET_ADMIN in the initial "
						     "user namespace (run as root)");
		return;
	}
	if (show->command->has_queue)
		snprintf(number, sizeof(number), ", queue %u", show->command->queue);
	show_complain(show, EXIT_FAILED, "the counters of %s%s: %s (%s)%s",
		      words_name(device->name).text, number, why, error_name(code), hint_for(device, code));
}

/* No queue was named: why. */
static void stats_blame_device(struct show *show, const struct model_device *device)
{
	int code = device->vstats_code;
	const char *why = !device->is_from_netlink ? show_why_silent(device) :
			  !code ? "the kernel names no virtqueue of it" :
			  *device->vstats_reason ? device->vstats_reason : error_text(code);

	sheet_text(&show->sheet, "reason", why);
	show->is_unknown = show->command->has_queue;
	if (!device->is_from_netlink)
		show_complain_silent(show, device);
	else if (code)
		stats_complain(show, device, code, why);
	else
		show_complain(show, EXIT_FAILED, "%s: %s", words_name(device->name).text, why);
}

/* It has failed when no queue could be read. */
static void stats_judge(struct show *show, const struct model_device *device)
{
	const struct model_queue *queues = &show->model->queues[device->first_queue];
	struct column_value value;
	struct column_row row;

	if (has_reading(show, device))
		return;
	row = queue_row(show, queues);
	stats_complain(show, device, queues->code, stats_why(&row, &value));
}

void show_put_stats(struct show *show, const struct model_device *device)
{
	bool has_queues = device->is_from_netlink && device->queues;

	if (has_queues && show->command->has_queue)
		put_one_queue(show, device, &show->model->queues[device->first_queue]);
	else if (device->is_from_netlink && !show->command->has_queue)
		device_put_sums(show, device);
	if (has_queues)
		stats_judge(show, device);
	else
		stats_blame_device(show, device);
}
