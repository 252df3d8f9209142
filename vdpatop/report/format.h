/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A format of batch mode: a sample into text. It opens and writes no file; report/report.c does. Every
 * format is one row of format.def and one file that has its struct format.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "view/column_list.h"

struct error;
struct model;

/* What a run counts beside its samples, for formats that tell. */
struct format_run {
	uint64_t samples; /* written before this one */
	uint64_t errors;  /* answers that made no sense or were lost, in all samples so far */
};

struct format {
	/* LIST that -c starts from, frozen; "" for none. */
	const char *columns;
	/*
	 * Whether CHOICE may stand in -c. NULL: all may, or with no_columns none, and -c is refused.
	 * no_columns says why, for a person: "it has a row for every counter".
	 */
	bool (*takes)(const struct column_choice *choice);
	const char *no_columns; /* NULL where all are taken */
	bool wants_vendor;      /* whatever the columns: every vendor counter is written */
	bool replaces;          /* each sample replaces the file, atomically */
	/*
	 * fnmatch(3) pattern of a file's first line, by which one that is appended to or replaced is known to be
	 * of this format. NULL: that line is the header.
	 */
	const char *first_line;
	/* Appends what stands before the first sample of a file; NULL: nothing. 0 or -ENOMEM. */
	int (*put_header)(struct array *to, const struct column_list *columns);
	/* Appends the model's newest sample. 0 or -ENOMEM. */
	int (*put_sample)(struct array *to, const struct column_list *columns,
			  const struct model *model, const struct format_run *run);
};

enum format_id {
#define X(id, identifier, name, help) FORMAT_##id,
#include "report/format.def"
#undef X
	FORMAT_COUNT,
};

#define X(id, identifier, name, help) extern const struct format format_##identifier;
#include "report/format.def"
#undef X

/* Static. */
const struct format *format_of(enum format_id id);
const char *format_name(enum format_id id);
const char *format_help(enum format_id id);

/* The format called NAME; false when there is none. */
bool format_find(const char *name, enum format_id *ret_id);
