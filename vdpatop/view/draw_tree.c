/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree and the titles over it, from the table of its columns. */
#include "view/draw.h"

#include "base/text.h"
#include "view/layout.h"
#include "view/order.h"
#include "view/pattern.h"
#include "view/tags.h"
#include "view/tree_column.h"
#include "view/tree_plan.h"

#define TREE_TEXT_SIZE 1024

static const struct column_choice *tree_choice(const struct draw *draw, const struct tree_cells *cells)
{
	return column_list_at(&draw->columns->list, cells->place);
}

/* Whether nothing stands in a cell of the titles, as outside of them. */
static bool tree_is_blank(const struct draw *draw, const struct area *area, int column)
{
	return column < 0 || column >= area->columns ||
	       *frame_at(draw->frame, area->row, area->column + column)->glyph == ' ';
}

/* Where the sign stands beside a title of WIDTH cells and touches no other; -1 for nowhere. */
static int tree_sign_place(const struct draw *draw, const struct area *area,
			   const struct tree_cells *cells, bool is_right, int width)
{
	int before = cells->column - 1 + (is_right ? cells->width - width : 0);
	int behind = before + width + 1;
	bool fits_before = before >= 0 && tree_is_blank(draw, area, before) &&
			   tree_is_blank(draw, area, before - 1);
	bool fits_behind = behind < area->columns && tree_is_blank(draw, area, behind) &&
			   tree_is_blank(draw, area, behind + 1);

	if (fits_before && (is_right || !fits_behind))
		return before;
	return fits_behind ? behind : -1;
}

/* Makes the title shorter by the cell of the sign. Returns where that is. */
static int tree_shorten_title(const struct draw *draw, const struct area *area,
			      const struct tree_cells *cells, bool is_right)
{
	struct area title = { area->row, area->column + cells->column, 1, cells->width };
	struct pen pen = draw_pen(draw, area);

	frame_erase(draw->frame, &title);
	pen.column = cells->column + is_right;
	if (cells->width > 1)
		tree_draw_title(tree_choice(draw, cells), cells->width - 1, &pen);
	return cells->column + (is_right ? 0 : cells->width - 1);
}

/*
 * The sign of the column that rows are sorted by: behind a title at the left of its cells, before one at
 * the right, else at its other side; a blank parts it from its neighbour. Where there is none the title is
 * cut for it.
 */
static void tree_draw_sorted(const struct draw *draw, const struct area *area,
			     const struct tree_cells *cells)
{
	const struct column_choice *choice = tree_choice(draw, cells);
	struct area part = { area->row, area->column + cells->column, area->rows, cells->width };
	struct pen pen = draw_pen(draw, area);
	struct column_info info;
	bool is_right;
	int width;

	if (area->rows < 1)
		return;
	column_list_info(choice, &info);
	is_right = info.column.align == COLUMN_RIGHT;
	width = (int)text_width(info.column.title);
	width = width < cells->width ? width : cells->width;
	pen.column = tree_sign_place(draw, area, cells, is_right, width);
	if (pen.column < 0)
		pen.column = tree_shorten_title(draw, area, cells, is_right);
	frame_restyle(draw->frame, &part, 0, STYLE_TITLE_SORTED);
	pen_glyph(&pen, STYLE_TITLE_SORTED,
		  draw->order->is_descending ? GLYPH_DESCENDING : GLYPH_ASCENDING);
}

/* At the end of the titles, where columns that were chosen do not fit; a title goes before it. */
static void tree_draw_cut(const struct draw *draw, const struct area *area)
{
	struct pen pen = draw_pen(draw, area);

	pen.column = area->columns - 1;
	if (area->rows && *frame_at(draw->frame, area->row, area->column + pen.column)->glyph == ' ')
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

	if (!draw->rows->count && !*draw->notes.filter)
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
	for (size_t i = 0; i < plan.count && draw->order->is_sorted; i++)
		if (column_choice_is(&draw->order->by, tree_choice(draw, &plan.cells[i])))
			tree_draw_sorted(draw, area, &plan.cells[i]);
}

/* The cell up to which the name of ROW reaches: it may take the place of cells that such rows never fill. */
static size_t tree_name_end(const struct draw *draw, const struct row *row, const struct tree_plan *plan)
{
	size_t end = 0;

	while (end + 1 < plan->count &&
	       !tree_column_has(row, tree_choice(draw, &plan->cells[end + 1])))
		end++;
	return end;
}

#define TREE_BUSY_LEAST 4 /* cells that say something of what is done to a device */

/*
 * Where the WIDTH cells begin that say what is done to a device: as far to the right as they fit, in place
 * of whole figures, and never of its name. END, where the row ends, when there is no room.
 */
static int tree_busy_start(const struct draw *draw, const struct row *row, const struct tree_plan *plan,
			   int width, int end)
{
	const struct tree_cells *name = &plan->cells[0];
	char safe[256];
	int least;

	for (size_t i = plan->count - 1; i > 0; i--)
		if (end - plan->cells[i].column >= width)
			return plan->cells[i].column;
	pen_safe(safe, sizeof(safe), draw->model->devices[row->index].name);
	least = name->column + 2 * row->depth + 2 + (int)text_width(safe) + 1;
	if (plan->count > 1 && least > plan->cells[1].column)
		least = plan->cells[1].column;
	least = end - width > least ? end - width : least;
	return end - least >= TREE_BUSY_LEAST ? least : end;
}

/* Says what is done to the device of ROW. Returns the cell from which on its row has no other cells. */
static int tree_draw_busy(const struct draw *draw, const struct row *row, const struct tree_plan *plan,
			  struct pen *pen)
{
	const struct tree_cells *last = &plan->cells[plan->count - 1];
	int end = last->column + last->width;
	char words[DRAW_BUSY_SIZE];

	if (row->name.kind != ROW_DEVICE || !draw_busy(draw, row->name.id, words, sizeof(words)))
		return end + 1;
	pen->column = tree_busy_start(draw, row, plan, (int)text_width(words), end);
	if (pen->column == end)
		return end + 1;
	end -= pen->column;
	pen_field(pen, STYLE_CAUTION, words, end, false);
	return pen->column - end;
}

static void tree_draw_row(const struct draw *draw, const struct row *row, const struct tree_plan *plan,
			  struct pen *pen)
{
	const struct tree_cells *name = &plan->cells[0];
	size_t end = tree_name_end(draw, row, plan);
	int free = tree_draw_busy(draw, row, plan, pen) - 1;
	int width = plan->cells[end].column + plan->cells[end].width - name->column;

	pen->column = name->column;
	tree_draw_cell(draw, row, tree_choice(draw, name), width < free - name->column ? width : free - name->column,
		       pen);
	for (size_t i = end + 1; i < plan->count && plan->cells[i].column + plan->cells[i].width <= free; i++) {
		const struct tree_cells *cells = &plan->cells[i];

		pen->column = cells->column;
		tree_draw_cell(draw, row, tree_choice(draw, cells), cells->width, pen);
	}
}

/* The text of the cells from FIRST to END - 1 of a row, without the blanks at its end. */
struct tree_text {
	char bytes[TREE_TEXT_SIZE];
	int columns[TREE_TEXT_SIZE]; /* of the cell that each byte stands in */
	size_t length;
};

static void tree_read_cells(const struct frame *frame, int row, int first, int end,
			    struct tree_text *text)
{
	text->length = 0;
	for (int column = first; column < end && column < frame->columns; column++) {
		const char *glyph = frame_at(frame, row, column)->glyph;

		for (; *glyph && text->length < TREE_TEXT_SIZE - 1; text->length++) {
			text->bytes[text->length] = *glyph++;
			text->columns[text->length] = column;
		}
	}
	while (text->length && text->bytes[text->length - 1] == ' ')
		text->length--;
	text->bytes[text->length] = '\0';
}

/* Shows what was searched for in the cells from FIRST to END - 1 of row LINE. */
static void tree_highlight(const struct draw *draw, const struct area *area, int line, int first,
			   int end)
{
	struct tree_text text;
	size_t start = 0;
	size_t bytes = 0;

	if (line + area->row >= draw->frame->rows)
		return;
	tree_read_cells(draw->frame, area->row + line, area->column + first, area->column + end, &text);
	while (start < text.length && pattern_find(draw->search, text.bytes, start, &start, &bytes)) {
		for (size_t i = start; i < start + bytes; i++)
			frame_restyle(draw->frame, &(struct area){ area->row + line, text.columns[i], 1, 1 },
				      0, STYLE_MATCH);
		start += bytes ? bytes : 1;
	}
}

/* Figures say nothing that can be searched for. */
static bool tree_has_text(const struct draw *draw, const struct tree_cells *cells)
{
	const struct column_choice *choice = tree_choice(draw, cells);

	return !choice->vendor && column_of(choice->id)->kind == VALUE_TEXT;
}

static void tree_mark_row(const struct draw *draw, const struct area *area, int line,
			  const struct row *row, const struct tree_plan *plan)
{
	struct pen pen = draw_pen(draw, area);
	bool is_tagged = tags_has(draw->tags, row->name);

	pen.row = line;
	if (is_tagged)
		frame_restyle(draw->frame, area, line, STYLE_TAGGED);
	if (draw->top + (size_t)line == draw->selected)
		frame_restyle(draw->frame, area, line, STYLE_SELECTED);
	if (is_tagged && plan->cells[0].column > 0)
		pen_glyph(&pen, STYLE_TAGGED, GLYPH_TAG);
	for (size_t i = 0; i < plan->count && draw->search; i++) {
		const struct tree_cells *cells = &plan->cells[i];
		int indent = i ? 0 : 2 * row->depth + 2; /* and the sign before the name */

		if (tree_has_text(draw, cells))
			tree_highlight(draw, area, line, cells->column + indent, cells->column + cells->width);
	}
}

/* What a click on the row means; on the sign before its name it folds. */
static void tree_add_targets(const struct draw *draw, const struct area *area, int line,
			     const struct row *row, const struct tree_plan *plan)
{
	size_t position = draw->top + (size_t)line;
	struct area sign = { line, plan->cells[0].column + 2 * row->depth, 1, 1 };

	target_add(draw->targets, area, (struct area){ line, 0, 1, area->columns }, TARGET_ROW, position);
	if (row->has_children)
		target_add(draw->targets, area, sign, TARGET_FOLD, position);
}

/* Nothing is not left without a word. */
static void tree_draw_nothing(const struct draw *draw, const struct area *area)
{
	struct pen pen = draw_pen(draw, area);
	char key[24];

	keymap_first_key(draw->keymap, MODE_TREE, ACTION_BACK, key, sizeof(key));
	pen.column = layout_margin(area->columns);
	pen_put(&pen, STYLE_DIM, "no row matches the filter");
	if (draw->mode == MODE_TREE && *key)
		pen_print(&pen, STYLE_DIM, ": %s shows all rows again", key);
}

void draw_tree(const struct draw *draw, const struct area *area)
{
	struct pen pen = draw_pen(draw, area);
	struct tree_plan plan;

	if (!draw->rows->count && *draw->notes.filter)
		tree_draw_nothing(draw, area);
	tree_plan_make(&plan, draw->columns, area->columns);
	for (; pen.row < area->rows; pen.row++) {
		size_t position = draw->top + (size_t)pen.row;
		struct row row;

		if (position >= draw->rows->count)
			break;
		row = rows_at(draw->rows, draw->model, position);
		tree_draw_row(draw, &row, &plan, &pen);
		tree_mark_row(draw, area, pen.row, &row, &plan);
		tree_add_targets(draw, area, pen.row, &row, &plan);
		if (position != draw->selected)
			continue;
		draw->frame->cursor_row = area->row + pen.row;
		draw->frame->cursor_column = area->column;
	}
}
