/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Samples formatted into one buffer and written whole. */
#include "report/report.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "base/error.h"
#include "report/output.h"
#include "report/session.h"
#include "view/column_parse.h"

struct report {
	const struct format *format;
	struct column_list columns;
	struct report_options options; /* its strings are borrowed */
	struct output output;
	struct array text; /* char; what is to be written, kept from one sample to the next */
	int watch;         /* as report_watch() has it */
	bool has_header;   /* the output has it */
	bool said_torn;
};

static int report_out_of_memory(struct error *error)
{
	return error_set(error, -ENOMEM, "writing a sample: out of memory");
}

/* An appended file goes on only with the columns it has; HEADER is LENGTH bytes with its end. */
static int check_first_line(struct report *report, const char *header, size_t length,
			    struct error *error)
{
	char *line = calloc(length + 1, 1);
	int result;

	if (!line)
		return report_out_of_memory(error);
	result = output_first_line(&report->output, line, length + 1, error);
	report->has_header = !result;
	if (!result && (strlen(line) != length - 1 || strncmp(line, header, length - 1) != 0))
		result = error_set(error, -EBADMSG, "%s has other columns in its first line, or is no "
				   "table: --overwrite replaces it", report->output.name);
	free(line);
	return result < 0 ? result : 0;
}

static int report_check_header(struct report *report, struct error *error)
{
	struct array header = ARRAY_OF(char);
	int result = report->format->put_header(&header, &report->columns);

	if (result < 0)
		report_out_of_memory(error);
	else
		result = check_first_line(report, header.data, header.count, error);
	array_free(&header);
	return result;
}

/* A file that is no table is known by how it begins. */
static int report_check_kind(const struct report *report, struct error *error)
{
	const char *name = report->output.name;
	const char *format = format_name(report->options.format);
	char line[64];
	int result = output_first_line(&report->output, line, sizeof(line), error);

	if (result || !fnmatch(report->format->first_line, line, 0))
		return result < 0 ? result : 0;
	if (report->output.is_replaced)
		return error_set(error, -EEXIST, "%s exists, and -f %s did not write it: --overwrite replaces it",
				 name, format);
	return error_set(error, -EBADMSG, "%s was not written by -f %s: --overwrite replaces it", name, format);
}

/* What may be touched is looked at before: it may be somebody else's. */
static int report_check_file(struct report *report, bool may_append, struct error *error)
{
	bool is_replaced = report->output.is_replaced && !report->options.may_overwrite;

	if (!may_append && !is_replaced)
		return 0;
	return report->format->first_line ? report_check_kind(report, error) :
					    report_check_header(report, error);
}

static int report_open_output(struct report *report, bool may_append, struct error *error)
{
	const struct report_options *options = &report->options;
	struct output output;
	int result = 0;

	report->has_header = false;
	if (options->output && report->format->replaces)
		result = output_open_replaced(&output, options->output, error);
	else if (options->output)
		result = output_open(&output, options->output, may_append, options->may_overwrite, error);
	else
		output_open_standard(&output);
	if (result < 0)
		return result;
	report->output = output;
	report->output.stop = options->stop;
	return report_check_file(report, may_append, error);
}

/* What moves a log away tells its writer: the rest goes to a file of the same name. */
static int report_reopen(struct report *report, struct error *error)
{
	const struct report_options *options = &report->options;
	bool is_begun = !report->output.holds_old;
	int result;

	if (!options->reopen || !*options->reopen)
		return 0;
	*options->reopen = 0;
	if (!report->output.is_file || !report->output.is_ours)
		return 0; /* standard output is the shell's: it has no name to be opened by */
	result = output_close(&report->output, error);
	return result < 0 ? result : report_open_output(report, is_begun, error);
}

static void report_free(struct report *report)
{
	column_list_free(&report->columns);
	array_free(&report->text);
	free(report);
}

static int report_check_columns(const struct report *report, struct error *error)
{
	const struct format *format = report->format;

	for (size_t i = 0; format->takes && i < column_list_count(&report->columns); i++) {
		struct column_info info;

		if (format->takes(column_list_at(&report->columns, i)))
			continue;
		column_list_info(column_list_at(&report->columns, i), &info);
		return error_set(error, -EINVAL, "-f %s has no column '%s': %s",
				 format_name(report->options.format), info.column.name, format->no_columns);
	}
	return 0;
}

/* Fills the list of columns, which is empty after a failure. */
static int report_parse_columns(struct report *report, struct error *error)
{
	const struct format *format = report->format;
	const char *list = report->options.columns;
	const char *defaults = format->columns;
	int result = 0;

	if (list && format->no_columns && !format->takes)
		return error_set(error, -EINVAL, "-f %s takes no -c: %s",
				 format_name(report->options.format), format->no_columns);
	if (!*defaults && list && *list == '+')
		list++;
	if (*defaults || list)
		result = column_list_parse(&report->columns, defaults, list, COLUMN_FOR_REPORT,
					   error);
	if (result < 0)
		column_list_init(&report->columns);
	else
		result = report_check_columns(report, error);
	return result;
}

int report_open(struct report **ret_report, const struct report_options *options,
		struct error *error)
{
	struct report *report = calloc(1, sizeof(*report));
	int result;

	if (!report)
		return error_set(error, -ENOMEM, "out of memory");
	report->text = ARRAY_OF(char);
	report->options = *options;
	report->output.fd = report->watch = -1;
	column_list_init(&report->columns);
	report->format = format_of(options->format);
	result = report_parse_columns(report, error);
	if (!result)
		result = report_open_output(report, options->output && options->may_append, error);
	if (result < 0) {
		output_close(&report->output, NULL);
		report_free(report);
		return result;
	}
	report->watch = output_watch(&report->output);
	*ret_report = report;
	return 0;
}

int report_watch(const struct report *report)
{
	return report->watch;
}

bool report_wants_vendor(const struct report *report)
{
	return report->format->wants_vendor || column_list_wants_vendor(&report->columns);
}

const char *report_missing_counter(const struct report *report, const struct model *model,
				   size_t *place)
{
	while (*place < column_list_count(&report->columns)) {
		const struct column_choice *choice = column_list_at(&report->columns, (*place)++);

		if (choice->vendor && !column_list_has_counter(choice, model))
			return choice->vendor;
	}
	return NULL;
}

/* Somebody else's torn line stays as it is; ours begin on one of their own. */
static int report_end_line(struct report *report)
{
	if (output_ends_line(&report->output))
		return 0;
	if (!report->said_torn)
		session_complain("%s ends with a torn line: it stays, and samples go on behind it",
				 report->output.name);
	report->said_torn = true;
	return array_append(&report->text, "\n", 1);
}

static int report_format(struct report *report, const struct model *model,
			 const struct format_run *run)
{
	const struct format *format = report->format;
	struct array *text = &report->text;

	text->count = 0;
	if (report_end_line(report) < 0)
		return -ENOMEM;
	if (!report->has_header && format->put_header && format->put_header(text, &report->columns) < 0)
		return -ENOMEM;
	return format->put_sample(text, &report->columns, model, run);
}

int report_sample(struct report *report, const struct model *model, const struct format_run *run,
		  struct error *error)
{
	int result = report_reopen(report, error);

	if (result < 0)
		return result;
	if (report_format(report, model, run) < 0)
		return report_out_of_memory(error);
	result = output_write(&report->output, report->text.data, report->text.count, error);
	report->has_header = true;
	return result;
}

int report_close(struct report *report, struct error *error)
{
	int result;

	if (report->watch >= 0)
		close(report->watch);
	result = output_close(&report->output, error);
	report_free(report);
	return result;
}
