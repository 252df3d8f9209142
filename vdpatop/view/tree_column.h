/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a column's value becomes what stands in one cell of the tree, and its title what stands over it. */
#pragma once

#include "view/column_list.h"
#include "view/draw.h"

/* What the column table knows of a row; its device and queue are NULL for an unmanaged group. */
struct column_row tree_row(const struct draw *draw, const struct row *row);

/* Whether rows like ROW ever have something in COLUMN. */
bool tree_column_has(const struct row *row, const struct column_choice *column);

/* Draws what COLUMN says of ROW in exactly WIDTH cells. */
void tree_draw_cell(const struct draw *draw, const struct row *row, const struct column_choice *column,
		    int width, struct pen *pen);

/* Draws its title in the same way. */
void tree_draw_title(const struct column_choice *column, int width, struct pen *pen);
