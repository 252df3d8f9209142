/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A line of CSV for each counter of each queue, whoever counts it: for tools that want one figure in a
 * line. Which queue it is of stands before it, as in the format csv. A counter that was not read this
 * time has its line and no value, and so has one that says nothing: a doorbell that is mapped.
 */
#include <errno.h>
#include <string.h>

#include "report/counter_name.h"
#include "report/csv_line.h"
#include "report/format.h"

static int csv_long_put_header(struct array *to, const struct column_list *columns)
{
	static const char rest[] = ",counter,value,per_s\n";

	return csv_put_names(to, columns) < 0 ? -ENOMEM : array_append(to, rest, strlen(rest));
}

static int put_figure(struct array *to, const struct column_value *value)
{
	return array_append(to, ",", 1) < 0 ? -ENOMEM : csv_put_value(to, value);
}

static int put_figures(struct array *to, const struct model_queue *queue,
		       const struct model_counter *counter)
{
	struct column_value value, per_s;

	column_value_clear(&value);
	column_value_clear(&per_s);
	if (!model_counter_is_blind(queue, counter)) {
		column_put_count(&value, counter->value, &counter->rate);
		column_put_rate(&per_s, &counter->rate);
	}
	return put_figure(to, &value) < 0 ? -ENOMEM : put_figure(to, &per_s);
}

/* Appends LENGTH bytes of TO itself, from AT on. */
static int put_again(struct array *to, size_t at, size_t length)
{
	char *room = array_add(to, length);

	if (!room)
		return -ENOMEM;
	memcpy(room, (char *)to->data + at, length);
	return 0;
}

static int put_queue(struct array *to, const struct column_list *columns,
		     const struct column_row *row, struct array *room)
{
	const struct model_queue *queue = row->queue;
	size_t at = to->count;
	size_t length = 0;

	for (uint32_t i = 0; i < queue->counters; i++) {
		const char *name = counter_name(row->model, queue, i, room);

		if (!name || (length ? put_again(to, at, length) : csv_put_values(to, columns, row)) < 0)
			return -ENOMEM;
		if (!length)
			length = to->count - at;
		if (array_append(to, ",", 1) < 0 || csv_put_text(to, name) < 0 ||
		    put_figures(to, queue, &row->model->counters[queue->first_counter + i]) < 0 ||
		    array_append(to, "\n", 1) < 0)
			return -ENOMEM;
	}
	return 0;
}

static int csv_long_put_sample(struct array *to, const struct column_list *columns,
			       const struct model *model, const struct format_run *run)
{
	struct array room = ARRAY_OF(char);
	int result = 0;

	(void)run;
	for (size_t i = 0; !result && i < model->queue_count; i++) {
		const struct column_row row = column_queue_row(model, i);

		result = put_queue(to, columns, &row, &room);
	}
	array_free(&room);
	return result;
}

/* Frozen, too. */
const struct format format_csv_long = {
	.columns = "time,interval_s,mgmtdev,device,class,queue,role",
	.no_columns = "every counter has a line of its own",
	.wants_vendor = true,
	.put_header = csv_long_put_header,
	.put_sample = csv_long_put_sample,
};
