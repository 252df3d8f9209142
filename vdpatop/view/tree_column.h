/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which columns (view/column.h) stand in the tree, in which order and how wide, and how a value
 * becomes the text of a cell.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "view/column.h"
#include "view/draw.h"
#include "view/layout.h"

struct tree_cell {
	char text[192]; /* safe */
	enum style style;
};

/* Makes of one cell what its value alone does not say. */
typedef void tree_refine(const struct draw *draw, const struct row *row, struct tree_cell *cell);

/* Draws a cell that is no text, in WIDTH cells. */
typedef void tree_paint(const struct draw *draw, const struct row *row, struct pen *pen, int width);

struct tree_column {
	enum column_id id;   /* COLUMN_COUNT for one that is painted */
	unsigned kinds;      /* rows that have it: 1 << enum row_kind */
	unsigned signs;      /* rows where the sign says that a value is not known */
	enum style style;
	struct layout_column layout; /* width 0: the column's own */
	tree_refine *refine; /* NULL for none */
	tree_paint *paint;   /* NULL but for one that is painted */
};

#define TREE_COLUMNS 13

/* In the order of the screen. */
extern const struct tree_column tree_columns[TREE_COLUMNS];

/* What the column table knows of a row; its device and queue are NULL for an unmanaged group. */
struct column_row tree_row(const struct draw *draw, const struct row *row);

/* What stands in COLUMN of ROW. */
void tree_fill(const struct draw *draw, const struct row *row, const struct tree_column *column,
	       struct tree_cell *ret_cell);
