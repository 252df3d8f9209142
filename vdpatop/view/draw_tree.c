/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree and the titles over it, from the table of its columns. */
#include "view/draw.h"

#include "view/tree_column.h"
#include "view/tree_plan.h"

static const struct column_choice *tree_choice(const struct draw *draw, const struct tree_cells *cells)
{
	return column_list_at(&draw->columns->list, cells->place);
}

/* At the end of the titles, where columns that were chosen do not fit. */
static void tree_draw_cut(const struct draw *draw, const struct area *area)
{
	struct pen pen = draw_pen(draw, area);

	pen.column = area->columns - 1;
	pen_glyph(&pen, STYLE_TITLE, GLYPH_MORE);
}

/* A graph beside its figure needs no words of its own. */
static bool tree_needs_title(const struct draw *draw, const struct tree_plan *plan, size_t nth)
{
	enum column_id id = tree_choice(draw, &plan->cells[nth])->id;
	enum column_id before = nth ? tree_choice(draw, &plan->cells[nth - 1])->id : COLUMN_COUNT;

	return !(id == COLUMN_KICKS_GRAPH && before == COLUMN_KICKS_RATE) &&
	       !(id == COLUMN_WQES_GRAPH && before == COLUMN_WQES_RATE);
}

void draw_titles(const struct draw *draw, const struct area *area)
{
	struct pen pen = draw_pen(draw, area);
	struct tree_plan plan;

	if (!draw->rows->count)
		return;
	tree_plan_make(&plan, draw->columns, area->columns);
	for (size_t i = 0; i < plan.count; i++) {
		const struct tree_cells *cells = &plan.cells[i];

		pen.column = cells->column;
		target_add(draw->targets, area, (struct area){ 0, pen.column, 1, cells->width },
			   TARGET_TITLE, cells->place);
		if (tree_needs_title(draw, &plan, i))
			tree_draw_title(tree_choice(draw, cells), cells->width, &pen);
	}
	if (plan.is_cut)
		tree_draw_cut(draw, area);
	frame_restyle(draw->frame, area, 0, STYLE_TITLE);
}

static void tree_draw_row(const struct draw *draw, const struct row *row, const struct tree_plan *plan,
			  struct pen *pen)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct tree_cells *cells = &plan->cells[i];

		pen->column = cells->column;
		tree_draw_cell(draw, row, tree_choice(draw, cells), cells->width, pen);
	}
}

void draw_tree(const struct draw *draw, const struct area *area)
{
	struct pen pen = draw_pen(draw, area);
	struct tree_plan plan;

	tree_plan_make(&plan, draw->columns, area->columns);
	for (; pen.row < area->rows; pen.row++) {
		size_t position = draw->top + (size_t)pen.row;
		struct row row;

		if (position >= draw->rows->count)
			break;
		row = rows_at(draw->rows, draw->model, position);
		tree_draw_row(draw, &row, &plan, &pen);
		target_add(draw->targets, area, (struct area){ pen.row, 0, 1, area->columns }, TARGET_ROW,
			   position);
		if (position != draw->selected)
			continue;
		frame_restyle(draw->frame, area, pen.row, STYLE_SELECTED);
		draw->frame->cursor_row = area->row + pen.row;
		draw->frame->cursor_column = area->column;
	}
}
