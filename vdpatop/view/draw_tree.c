/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree and the titles over it, from the table of its columns. */
#include "view/draw.h"

#include "view/layout.h"
#include "view/tree_column.h"

static void tree_widths(int width, int *ret_widths)
{
	struct layout_column layout[TREE_COLUMNS];

	for (size_t i = 0; i < TREE_COLUMNS; i++)
		layout[i] = tree_columns[i].layout;
	layout_columns(width, layout, TREE_COLUMNS, ret_widths);
}

static bool tree_is_right(const struct tree_column *column)
{
	return column->id < COLUMN_COUNT && column_of(column->id)->align == COLUMN_RIGHT;
}

void draw_titles(const struct draw *draw, const struct area *area)
{
	struct pen pen = draw_pen(draw, area);
	int widths[TREE_COLUMNS];

	if (!draw->rows->count)
		return;
	tree_widths(area->columns, widths);
	pen.column = layout_margin(area->columns);
	for (size_t i = 0; i < TREE_COLUMNS; i++) {
		const struct tree_column *column = &tree_columns[i];

		if (widths[i] <= 0)
			continue;
		pen.column += i > 0;
		target_add(draw->targets, area, (struct area){ 0, pen.column, 1, widths[i] }, TARGET_TITLE, i);
		pen_field(&pen, STYLE_TITLE,
			  column->id < COLUMN_COUNT ? column_of(column->id)->title : "", widths[i],
			  tree_is_right(column));
	}
	frame_restyle(draw->frame, area, 0, STYLE_TITLE);
}

static void tree_draw_cell(const struct draw *draw, const struct row *row,
			   const struct tree_column *column, int width, struct pen *pen)
{
	struct pen inside = *pen;
	struct tree_cell cell;

	if (column->paint) {
		column->paint(draw, row, &inside, width);
	} else {
		tree_fill(draw, row, column, &cell);
		pen_field(&inside, cell.style, cell.text, width, tree_is_right(column));
	}
	pen->column += width;
}

static void tree_draw_row(const struct draw *draw, const struct row *row, const int *widths,
			  struct pen *pen)
{
	for (size_t i = 0; i < TREE_COLUMNS; i++) {
		if (widths[i] <= 0)
			continue;
		pen->column += i > 0;
		tree_draw_cell(draw, row, &tree_columns[i], widths[i], pen);
	}
}

void draw_tree(const struct draw *draw, const struct area *area)
{
	struct pen pen = draw_pen(draw, area);
	int widths[TREE_COLUMNS];

	tree_widths(area->columns, widths);
	for (; pen.row < area->rows; pen.row++) {
		size_t position = draw->top + (size_t)pen.row;
		struct row row;

		if (position >= draw->rows->count)
			break;
		row = rows_at(draw->rows, draw->model, position);
		pen.column = layout_margin(area->columns);
		tree_draw_row(draw, &row, widths, &pen);
		target_add(draw->targets, area, (struct area){ pen.row, 0, 1, area->columns }, TARGET_ROW,
			   position);
		if (position != draw->selected)
			continue;
		frame_restyle(draw->frame, area, pen.row, STYLE_SELECTED);
		draw->frame->cursor_row = area->row + pen.row;
		draw->frame->cursor_column = area->column;
	}
}
