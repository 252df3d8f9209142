/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which columns the tree shows, in which order, and how wide on a screen of some width. Those that a
 * person chose stand in that person's order, as many from the left as fit. When nobody chose, a
 * screen shows what matters most, and a wider one more.
 */
#pragma once

#include "view/column_list.h"

struct error;

struct tree_columns {
	struct column_list list; /* "name" is at its place 0 */
	bool is_chosen;          /* by a person */
	size_t added;            /* nobody chose, but so many at the end are shown before all others */
};

/* Those for who did not choose. 0 or -ENOMEM. */
int tree_columns_init(struct tree_columns *columns);
void tree_columns_free(struct tree_columns *columns);

/*
 * Takes the LIST (view/column_parse.h) of a person, "" for none; with a leading + it is what stands there
 * in any case, beside as much of the rest as there is room for. 0; -EINVAL with words, or -ENOMEM,
 * COLUMNS are then as they were.
 */
int tree_columns_choose(struct tree_columns *columns, const char *list, struct error *error);

/* Appends what a person chose or added as words to TO (char), ended by a NUL. 0 or -ENOMEM. */
int tree_columns_format(const struct tree_columns *columns, struct array *to);

/* Whether a person wants to see what drivers count. */
bool tree_columns_want_vendor(const struct tree_columns *columns);

#define TREE_PLAN_MOST 128

struct tree_cells {
	size_t place; /* in the list */
	int column;   /* where it begins, from the left of the screen */
	int width;
};

struct tree_plan {
	size_t count; /* at least 1 */
	bool is_cut;  /* some of those that were chosen do not fit; the last cell is left to say so */
	struct tree_cells cells[TREE_PLAN_MOST]; /* the name first */
};

void tree_plan_make(struct tree_plan *ret_plan, const struct tree_columns *columns, int width);
