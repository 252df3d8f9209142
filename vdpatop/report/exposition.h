/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prometheus's text exposition format 0.0.4: a family's head, and its samples with their labels. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "view/column.h"

struct metric;

#define EXPOSITION_LABELS_MOST 10

/* A label of the family that is no column of its row; its value comes with each sample. */
#define LABEL_EXTRA COLUMN_COUNT

struct label {
	char name[24];
	enum column_id column; /* or LABEL_EXTRA */
};

struct exposition {
	struct array *to;            /* char; borrowed */
	struct array safe;           /* char; room for a label's value that takes more than a copy */
	bool is_out;                 /* of memory: what is written is worth nothing */
	const struct metric *metric; /* the family that is being written, and its labels */
	struct label labels[EXPOSITION_LABELS_MOST];
	size_t label_count;
	bool has_head; /* its HELP and TYPE: they stand once it has a sample */
};

#define EXPOSITION_INTO(array) ((struct exposition){ .to = (array), .safe = ARRAY_OF(char) })

void exposition_end(struct exposition *exposition);

/* What follows is of family METRIC. */
void exposition_begin(struct exposition *exposition, const struct metric *metric);

/*
 * A sample with the labels of ROW. EXTRA, any bytes, is the value of a label that is no column, "" where
 * there is none.
 */
void exposition_count(struct exposition *exposition, const struct column_row *row, const char *extra,
		      uint64_t count);

/* A sample of a family without labels: TIME ns as seconds. */
void exposition_seconds(struct exposition *exposition, int64_t time);
