/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Samples formatted into one buffer and written whole. */
#include "report/report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "report/csv.h"
#include "report/output.h"
#include "view/column_list.h"

/* Frozen: scripts rely on it. New columns are asked for with -c. */
#define REPORT_COLUMNS                                                                       \
	"time,interval_s,mgmtdev,device,class,queue,role,health,kickdoorbells,kickdoorbells_per_s," \
	"wqes,wqes_per_s,wqes_source"

struct report {
	struct column_list columns;
	struct output output;
	struct array text; /* char; what is to be written, kept from one sample to the next */
	bool has_header;
};

/* An appended file goes on only with the columns it has. */
static int report_check_header(struct report *report, struct error *error)
{
	size_t length = report->text.count;
	const char *header = report->text.data;
	char *line = malloc(length + 1);
	int result;

	if (!line)
		return error_set(error, -ENOMEM, "out of memory");
	result = output_first_line(&report->output, line, length + 1, error);
	report->has_header = !result;
	if (!result && (strlen(line) != length - 1 || strncmp(line, header, length - 1)))
		result = error_set(error, -EBADMSG, "%s has other columns in its first line, or is no "
				   "table: --overwrite replaces it", report->output.name);
	free(line);
	return result < 0 ? result : 0;
}

static int report_open_output(struct report *report, const struct report_options *options,
			      struct error *error)
{
	int result = 0;

	if (options->output)
		result = output_open(&report->output, options->output, options->may_append,
				     options->may_overwrite, error);
	else
		output_open_standard(&report->output);
	report->output.stop = options->stop;
	if (result < 0 || !options->output || !options->may_append)
		return result;
	return report_check_header(report, error);
}

static int report_put_header(struct report *report, struct error *error)
{
	if (csv_put_header(&report->text, &report->columns) < 0)
		return error_set(error, -ENOMEM, "out of memory");
	return 0;
}

static void report_free(struct report *report)
{
	column_list_free(&report->columns);
	array_free(&report->text);
	free(report);
}

int report_open(struct report **ret_report, const struct report_options *options,
		struct error *error)
{
	struct report *report = calloc(1, sizeof(*report));
	int result;

	if (!report)
		return error_set(error, -ENOMEM, "out of memory");
	report->text = ARRAY_OF(char);
	report->output.fd = -1;
	result = column_list_parse(&report->columns, REPORT_COLUMNS, options->columns, error);
	if (!result)
		result = report_put_header(report, error);
	if (!result)
		result = report_open_output(report, options, error);
	if (result < 0) {
		output_close(&report->output, NULL);
		report_free(report);
		return result;
	}
	*ret_report = report;
	return 0;
}

bool report_wants_vendor(const struct report *report)
{
	return column_list_wants_vendor(&report->columns);
}

int report_sample(struct report *report, const struct model *model, struct error *error)
{
	int result;

	/* The header was made when the report was opened and waits for the first sample. */
	if (report->has_header)
		report->text.count = 0;
	if (csv_put_sample(&report->text, &report->columns, model) < 0)
		return error_set(error, -ENOMEM, "out of memory");
	result = output_write(&report->output, report->text.data, report->text.count, error);
	report->has_header = true;
	return result;
}

int report_close(struct report *report, struct error *error)
{
	int result = output_close(&report->output, error);

	report_free(report);
	return result;
}
