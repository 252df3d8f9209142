/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line of CSV for each queue of each device that netlink knows, in the model's order. */
#include <errno.h>

#include "report/csv_line.h"
#include "report/format.h"

static int csv_put_header(struct array *to, const struct column_list *columns)
{
	return csv_put_names(to, columns) < 0 ? -ENOMEM : array_append(to, "\n", 1);
}

static int csv_put_sample(struct array *to, const struct column_list *columns,
			  const struct model *model, const struct format_run *run)
{
	(void)run;
	for (size_t i = 0; i < model->queue_count; i++) {
		const struct column_row row = column_queue_row(model, i);

		if (csv_put_values(to, columns, &row) < 0 || array_append(to, "\n", 1) < 0)
			return -ENOMEM;
	}
	return 0;
}

/* The columns are frozen: scripts rely on them. New ones are asked for with -c. */
const struct format format_csv = {
	.columns = "time,interval_s,mgmtdev,device,class,queue,role,health,kickdoorbells,"
		   "kickdoorbells_per_s,wqes,wqes_per_s,wqes_source",
	.put_header = csv_put_header,
	.put_sample = csv_put_sample,
};
