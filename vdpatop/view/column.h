/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Columns: what can be said about a row, whoever shows it. The screen, CSV and the manual are
 * derived from the one table in column.def. A getter finds a value and formats nothing.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/model.h"
#include "view/style.h"

struct zero;

enum column_id {
#define X(id, name, title, width, most, align, kind, priority, rows, signs, style, meaning) COLUMN_##id,
#include "view/column.def"
#undef X
	COLUMN_COUNT,
};

enum column_align { COLUMN_LEFT, COLUMN_RIGHT };

enum column_kind {
	VALUE_NONE,    /* not known, see why; a column itself is never of this kind */
	VALUE_TEXT,
	VALUE_COUNT,   /* a quantity, exact; the screen may round it */
	VALUE_NUMBER,  /* a number that names or sets something: never rounded */
	VALUE_RATE,    /* per second */
	VALUE_RATIO,
	VALUE_PERCENT,
	VALUE_TIME,    /* ns since 1970 */
	VALUE_SECONDS, /* a duration, held in ns */
	VALUE_GRAPH,   /* drawn by the screen; no value is ever of this kind */
};

/* Rows of the screen that have a column. */
enum column_rows {
	COLUMN_ON_MGMTDEV = 1 << 0,
	COLUMN_ON_UNMANAGED = 1 << 1, /* the heading of devices without a management device */
	COLUMN_ON_DEVICE = 1 << 2,
	COLUMN_ON_QUEUE = 1 << 3,
};

/* What a row is about: a queue with its device, a device, or a management device alone. */
struct column_row {
	const struct model *model;
	const struct model_mgmtdev *mgmtdev; /* NULL when the device has none */
	const struct model_device *device;   /* NULL for a management device's row */
	const struct model_queue *queue;     /* NULL but for a queue's row */
	const struct zero *zero; /* counts are since then; NULL for totals, as in every report */
};

struct column_value {
	enum column_kind kind;
	bool is_old;      /* last known, not read this time: dimmed on the screen, empty in CSV */
	const char *text; /* VALUE_TEXT: raw bytes, of the model or in room */
	const char *why;  /* VALUE_NONE: words for a person, raw bytes; "" when there are none */
	uint64_t count;   /* VALUE_COUNT, _NUMBER; of a text, its rank when not ordered by letters */
	double real;      /* VALUE_RATE, VALUE_RATIO, VALUE_PERCENT */
	int64_t time;     /* VALUE_TIME, VALUE_SECONDS: ns */
	char room[192];
};

struct column {
	const char *name;  /* in lists of columns and in CSV headers */
	const char *title; /* on the screen */
	uint16_t width, most; /* cells: what a usual value needs, what it can make use of */
	enum column_align align;
	enum column_kind kind;
	uint16_t priority; /* 1, 2, 3, …: stands on the screen by itself while there is room; 0: never */
	unsigned rows, signs; /* enum column_rows: that have it; where a sign says "not known" */
	enum style style;
	const char *meaning;
};

/* Static. */
const struct column *column_of(enum column_id id);

/* The column called NAME; false when there is none. */
bool column_find(const char *name, enum column_id *ret_id);

/* The value of column ID in ROW. Always fills all of VALUE but the unused part of room. */
void column_get(enum column_id id, const struct column_row *row, struct column_value *value);

/* For values that are not in the table: not known; a rate; a count that is as old as its RATE. */
void column_value_clear(struct column_value *value);
void column_put_rate(struct column_value *value, const struct rate *rate);
void column_put_count(struct column_value *value, uint64_t count, const struct rate *rate);

/* Why nothing is known of a device that netlink does not name. */
extern const char column_not_named[];

/* Why there is no count since the moment that is counted from. */
extern const char column_not_since[];
/* The same of a sum that no 64-bit number holds. */
extern const char column_past_64_bits[];

/* The row of a queue, a device or a management device by its index in the model. */
struct column_row column_queue_row(const struct model *model, size_t queue);
struct column_row column_device_row(const struct model *model, size_t device);
struct column_row column_mgmtdev_row(const struct model *model, size_t mgmtdev);

/* Orders two values of one column, least first; not known comes after everything. */
int column_compare(const struct column_value *a, const struct column_value *b);
