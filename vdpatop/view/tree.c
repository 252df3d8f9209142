/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folds, selection and scroll of the tree. What it looks like is draw_tree.c's. */
#include "view/tree.h"

#include "model/model.h"
#include "view/draw.h"
#include "view/go.h"
#include "view/layout.h"
#include "view/view_private.h"

#define TREE_PATH (sizeof(((struct tree *)0)->path) / sizeof(struct row_name))

void tree_init(struct tree *tree)
{
	*tree = (struct tree){ 0 };
	folds_init(&tree->folds, false);
	rows_init(&tree->rows);
}

void tree_free(struct tree *tree)
{
	folds_free(&tree->folds);
	rows_free(&tree->rows);
}

/* Devices start unfolded where everything fits at first sight, else folded. */
static void tree_decide_folds(struct tree *tree, const struct model *model)
{
	size_t all = model->mgmtdev_count + model->device_count + model->queue_count;

	if (tree->has_folds || !model->queue_count)
		return;
	tree->folds.devices_start_folded = all > tree->height;
	tree->has_folds = true;
}

static void tree_remember(struct tree *tree, const struct model *model)
{
	struct row row = rows_at(&tree->rows, model, tree->position);

	for (size_t i = 0; i < TREE_PATH; i++) {
		tree->path[i] = row.name;
		row = rows_at(&tree->rows, model, row.parent);
	}
}

/* Where the selected row is now, else what it belonged to, else what stands in its place. */
static void tree_find(struct tree *tree, const struct model *model)
{
	if (!tree->is_touched) {
		tree->position = 0;
		return;
	}
	for (size_t i = 0; i < TREE_PATH; i++)
		if (tree->path[i].kind != ROW_NONE &&
		    rows_find(&tree->rows, model, tree->path[i], &tree->position))
			return;
	if (tree->position >= tree->rows.count)
		tree->position = tree->rows.count - 1;
}

/* Rows above the selected one: as many as before, but no more than there are, or than show. */
static void tree_scroll(struct tree *tree)
{
	size_t last = tree->rows.count > tree->height ? tree->rows.count - tree->height : 0;
	size_t top;

	if (tree->line >= tree->height)
		tree->line = tree->height ? tree->height - 1 : 0;
	if (tree->line > tree->position)
		tree->line = tree->position;
	top = tree->position - tree->line;
	if (top > last)
		tree->line = tree->position - last;
}

int tree_settle(struct tree *tree, const struct model *model, size_t height)
{
	int result;

	tree->height = height;
	tree_decide_folds(tree, model);
	result = rows_build(&tree->rows, model, &tree->folds);
	if (result < 0 || !tree->rows.count)
		return result;
	tree_find(tree, model);
	tree_remember(tree, model);
	tree_scroll(tree);
	return 0;
}

struct row tree_selected(const struct tree *tree, const struct model *model)
{
	if (!tree->rows.count)
		return (struct row){ .name = { ROW_NONE, 0 } };
	return rows_at(&tree->rows, model, tree->position);
}

/* Selects the row at POSITION, or the nearest there is; the window moves no more than it must. */
static enum view_wish tree_select(struct tree *tree, const struct model *model, long position)
{
	size_t top = tree->position - tree->line;
	long last = (long)tree->rows.count - 1;
	size_t before = tree->position;

	position = position > last ? last : position;
	tree->position = position < 0 ? 0 : (size_t)position;
	tree->line = tree->position > top ? tree->position - top : 0;
	tree_remember(tree, model);
	tree_scroll(tree);
	return tree->position == before ? VIEW_NOTHING : VIEW_REDRAW;
}

static enum view_wish tree_fold(struct tree *tree, const struct row *row, bool is_folded)
{
	folds_set(&tree->folds, row_fold_key(row->name), row->name.kind == ROW_DEVICE, is_folded);
	return VIEW_REDRAW;
}

/* On a row that cannot be folded, goes to what it belongs to. */
static enum view_wish tree_fold_or_leave(struct tree *tree, const struct model *model,
					 const struct row *row)
{
	if (row->has_children && !row->is_folded)
		return tree_fold(tree, row, true);
	return tree_select(tree, model, (long)row->parent);
}

static enum view_wish tree_unfold_or_enter(struct tree *tree, const struct model *model,
					   const struct row *row)
{
	if (!row->has_children)
		return VIEW_NOTHING;
	if (row->is_folded)
		return tree_fold(tree, row, false);
	return tree_select(tree, model, (long)tree->position + 1);
}

/* Folds all devices, or unfolds them when none is left to fold. Management devices open. */
static enum view_wish tree_fold_all(struct tree *tree, const struct model *model)
{
	bool any_open = false;

	for (size_t i = 0; i < model->device_count && !any_open; i++) {
		struct row_name name = { ROW_DEVICE, model->devices[i].id };

		any_open = model->devices[i].queues &&
			   !folds_is_folded(&tree->folds, row_fold_key(name), true);
	}
	tree->folds.exceptions.count = 0;
	tree->folds.devices_start_folded = any_open;
	return VIEW_REDRAW;
}

/* Where a key that moves goes to from POSITION; false for a key that does not move. */
static bool tree_move(const struct tree *tree, enum action action, long *position)
{
	long page = tree->height > 1 ? (long)tree->height - 1 : 1;
	long half = tree->height > 1 ? (long)tree->height / 2 : 1;

	switch (action) {
	case ACTION_UP:
		*position -= 1;
		return true;
	case ACTION_DOWN:
		*position += 1;
		return true;
	case ACTION_PAGE_UP:
		*position -= page;
		return true;
	case ACTION_PAGE_DOWN:
		*position += page;
		return true;
	case ACTION_HALF_UP:
		*position -= half;
		return true;
	case ACTION_HALF_DOWN:
		*position += half;
		return true;
	case ACTION_HOME:
		*position = 0;
		return true;
	case ACTION_END:
		*position = (long)tree->rows.count - 1;
		return true;
	default:
		return false;
	}
}

static enum view_wish tree_act_on_row(struct tree *tree, const struct model *model,
				      enum action action)
{
	struct row row = tree_selected(tree, model);

	switch (action) {
	case ACTION_FOLD:
		return tree_fold_or_leave(tree, model, &row);
	case ACTION_UNFOLD:
		return tree_unfold_or_enter(tree, model, &row);
	case ACTION_PARENT:
		return tree_select(tree, model, (long)row.parent);
	case ACTION_FOLD_ALL:
		return tree_fold_all(tree, model);
	default:
		return VIEW_NOTHING;
	}
}

static enum view_wish tree_act(struct view *view, const struct model *model, enum action action)
{
	struct tree *tree = &view->tree;
	long position;

	if (action == ACTION_PANE) {
		view->has_pane = !view->has_pane;
		return VIEW_REDRAW;
	}
	if (tree_settle(tree, model, tree->height) < 0 || !tree->rows.count)
		return VIEW_NOTHING;
	if (action == ACTION_TROUBLE)
		return go_to_trouble(view, model);
	tree->is_touched = true;
	position = (long)tree->position;
	if (tree_move(tree, action, &position))
		return tree_select(tree, model, position);
	return tree_act_on_row(tree, model, action);
}

enum view_wish tree_click(struct view *view, const struct model *model, const struct target *target,
			  bool is_double)
{
	struct tree *tree = &view->tree;
	bool is_row = target->kind == TARGET_ROW || target->kind == TARGET_FOLD;
	struct row row;

	if (!is_row || tree_settle(tree, model, tree->height) < 0 || target->number >= tree->rows.count)
		return VIEW_NOTHING;
	tree->is_touched = true;
	tree_select(tree, model, (long)target->number);
	if (is_double)
		return view_enter(view, MODE_DETAIL);
	row = tree_selected(tree, model);
	if (target->kind == TARGET_FOLD && row.has_children)
		tree_fold(tree, &row, !row.is_folded);
	return VIEW_REDRAW;
}

/* Titles, rows and the details of the selected one. */
static void tree_draw(struct view *view, const struct draw *draw, const struct area *area)
{
	struct layout_body body = layout_body(area, view->has_pane);

	draw_titles(draw, &body.titles);
	draw_tree(draw, &body.tree);
	draw_detail(draw, &body.detail);
}

const struct mode_ops tree_ops = { .draw = tree_draw, .act = tree_act };
