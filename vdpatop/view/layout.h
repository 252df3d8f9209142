/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a screen of any size is divided. Pure arithmetic: what stands in an area is not known here. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "view/frame.h"

struct layout {
	struct area header;  /* who, what, when */
	struct area totals;
	struct area banner;  /* what is wrong with the whole */
	struct area body;    /* the tree, or another page in its place */
	struct area status;
	struct area keys;
};

/*
 * Divides ROWS × COLUMNS from top to bottom; areas never overlap and cover everything. BANNER is
 * the number of rows that the banner wants; without HAS_HEADER there are no totals. An area that has
 * no room has no rows; the banner's first row goes before the tree, the tree's first row before
 * everything else; but with HAS_INPUT, as someone is typing there, the status line goes first of all.
 */
struct layout layout_divide(int rows, int columns, bool has_header, int banner,
			     bool has_input);

struct layout_body {
	struct area titles;  /* over the tree's columns */
	struct area tree;
	struct area detail;  /* its first row is a line with a title */
};

/* Divides the tree's page in the same way. The details leave SPARE rows of their share to the tree. */
struct layout_body layout_body(const struct area *body, bool has_pane, int spare);

/* Blank cells at the left: one, but for screens that have none to spare. */
int layout_margin(int columns);

struct layout_column {
	int width;    /* cells it needs, without the gap before it */
	int most;     /* cells it can make use of */
	int priority; /* 0 is always there, then one after the other, the least first, while there is room */
	int keep;     /* cells that the column of priority 0 keeps when this one is added */
};

/*
 * Chooses which of COUNT columns stand in WIDTH cells, after the margin and with a gap of one cell
 * between them, and writes the width each gets: 0 for none. A wider screen never shows less.
 */
void layout_columns(int width, const struct layout_column *columns, size_t count, int *ret_widths);

/*
 * The same for columns in an order that is kept: as many from the first on as fit, the first being as
 * narrow as its width only for others. Returns how many; unless that is all, the last cell stays free.
 */
size_t layout_columns_in_order(int width, const struct layout_column *columns, size_t count,
			       int *ret_widths);
