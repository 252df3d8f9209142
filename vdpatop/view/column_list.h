/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A choice of columns in an order: those of the table, and counters of drivers by their names. Reports
 * and the screen use the same kind of list; as words it is in view/column_parse.h.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "view/column.h"

#define COLUMN_VENDOR "vendor:"
#define COLUMN_WIDTH_MOST 200 /* cells */

struct column_choice {
	enum column_id id; /* COLUMN_COUNT for a vendor counter */
	char *vendor;      /* its name, raw bytes; NULL for a column of the table */
	bool is_rate;      /* of a vendor counter: its rate */
	int width;         /* cells that somebody gave it, 0: as wide as suits it */
};

struct column_list {
	struct array choices; /* struct column_choice; each stands there once, whatever its width */
};

/* Whether both name the same column, whatever their widths. */
bool column_choice_is(const struct column_choice *a, const struct column_choice *b);

void column_list_init(struct column_list *list);
void column_list_free(struct column_list *list);

size_t column_list_count(const struct column_list *list);
struct column_choice *column_list_at(const struct column_list *list, size_t place);

/* The place of what CHOICE names, or the number of columns when it is not there. */
size_t column_list_find(const struct column_list *list, const struct column_choice *choice);

/* Puts a copy of CHOICE at PLACE (at most the count). 0 or -ENOMEM. */
int column_list_insert(struct column_list *list, size_t place, const struct column_choice *choice);
void column_list_remove(struct column_list *list, size_t place);
/* Moves what is at FROM to the place TO; what is between makes room. */
void column_list_move(struct column_list *list, size_t from, size_t to);

/* Whether a column asks for more than the kernel's own counters; whether any of them does. */
bool column_choice_wants_vendor(const struct column_choice *choice);
bool column_list_wants_vendor(const struct column_list *list);

/* Whether any queue of MODEL has the counter of CHOICE, which is a vendor's. */
bool column_list_has_counter(const struct column_choice *choice, const struct model *model);

/*
 * The value of CHOICE in ROW, as column_get(). A device's vendor counter is the sum over those of its
 * queues that have it.
 */
void column_list_get(const struct column_choice *choice, const struct column_row *row,
		     struct column_value *value);

/* What the table says of a column of it, and what it would say of a vendor counter. */
struct column_info {
	struct column column; /* its strings may be in the room below */
	char name[128], title[128], meaning[192]; /* safe text, cut */
};

void column_list_info(const struct column_choice *choice, struct column_info *ret_info);
