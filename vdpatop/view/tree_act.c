/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What keys and clicks do to rows: going, folding, tagging. */
#include "view/tree_private.h"

#include "model/model.h"
#include "view/draw.h"
#include "view/go.h"
#include "view/layout.h"
#include "view/motion.h"

void tree_fold(struct tree *tree, const struct model *model, const struct row *row, bool is_folded)
{
	folds_set(row->is_kept_open ? &tree->filter_folds : &tree->folds, rows_fold_name(model, row),
		  row->name.kind == ROW_DEVICE, is_folded);
	tree->needs_rows = true;
}

/* On a row that cannot be folded, goes to what it belongs to. */
static enum view_wish tree_fold_or_leave(struct tree *tree, const struct model *model,
					 const struct row *row)
{
	if (!row->has_children || row->is_folded)
		return tree_select(tree, model, (long)row->parent);
	tree_fold(tree, model, row, true);
	return VIEW_REDRAW;
}

static enum view_wish tree_unfold_or_enter(struct tree *tree, const struct model *model,
					   const struct row *row)
{
	if (!row->has_children)
		return VIEW_NOTHING;
	if (!row->is_folded)
		return tree_select(tree, model, (long)tree->position + 1);
	tree_fold(tree, model, row, false);
	return VIEW_REDRAW;
}

/* Folds all devices, or unfolds them when none is left to fold. Management devices open. */
static enum view_wish tree_fold_all(struct tree *tree, const struct model *model)
{
	bool any_open = false;

	if (tree->is_flat)
		return VIEW_NOTHING;
	for (size_t i = 0; i < tree->rows.count && !any_open; i++) {
		struct row row = rows_at(&tree->rows, model, i);

		any_open = row.name.kind == ROW_DEVICE && row.has_children && !row.is_folded;
	}
	folds_clear(&tree->folds);
	folds_clear(&tree->filter_folds);
	tree->folds.devices_start_folded = any_open;
	tree->folds.is_start_chosen = true;
	tree->filter_folds.devices_start_folded = any_open;
	tree->needs_rows = true;
	return VIEW_REDRAW;
}

/* Tags the selected row or takes its tag away, and goes on to the next. */
static enum view_wish tree_tag(struct tree *tree, const struct model *model, const struct row *row)
{
	tags_set(&tree->tags, row->name, !tags_has(&tree->tags, row->name));
	tree_select(tree, model, (long)tree->position + 1);
	return VIEW_REDRAW;
}

/* Tags the selected row and all inside that the filter does not hide, folded away or not. */
static enum view_wish tree_tag_inside(struct view *view, const struct model *model,
				      const struct row *row)
{
	struct tree *tree = &view->tree;
	struct rows rows;
	size_t at;

	rows_init(&rows);
	if (tree_unfolded(tree, model, &rows) < 0 || !rows_find(&rows, model, row->name, &at)) {
		rows_free(&rows);
		return VIEW_NOTHING;
	}
	do {
		tags_set(&tree->tags, rows_at(&rows, model, at).name, true);
		at++;
	} while (at < rows.count && rows_at(&rows, model, at).depth > row->depth);
	rows_free(&rows);
	return VIEW_REDRAW;
}

enum view_wish tree_advise(struct view *view, const char *words, enum action action, const char *does)
{
	char key[24];

	keymap_first_key(&view->keymap, MODE_TREE, action, key, sizeof(key));
	return *key ? view_notice(view, "%s: %s %s", words, key, does) : view_notice(view, "%s", words);
}

static enum view_wish tree_untag(struct view *view)
{
	if (!tags_count(&view->tree.tags))
		return tree_advise(view, "nothing is tagged", ACTION_TAG, "tags a row");
	tags_clear(&view->tree.tags);
	return VIEW_REDRAW;
}

static enum view_wish tree_follow(struct view *view)
{
	struct tree *tree = &view->tree;

	tree->follows = !tree->follows;
	return view_notice(view, tree->follows ? "the window goes with the selected row" :
						 "the window stands still, wherever the selected row goes");
}

static enum view_wish tree_act_on_row(struct view *view, const struct model *model,
				      enum action action)
{
	struct tree *tree = &view->tree;
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
	case ACTION_TAG:
		return tree_tag(tree, model, &row);
	case ACTION_TAG_TREE:
		return tree_tag_inside(view, model, &row);
	case ACTION_NEXT:
		return tree_go_to_match(view, model, false);
	case ACTION_PREVIOUS:
		return tree_go_to_match(view, model, true);
	case ACTION_TROUBLE:
		return go_to_trouble(view, model);
	default:
		return VIEW_NOTHING;
	}
}

/* What needs no row. VIEW_NOTHING for all else. */
static enum view_wish tree_act_anyway(struct view *view, enum action action)
{
	switch (action) {
	case ACTION_PANE:
		view->has_pane = !view->has_pane;
		return VIEW_REDRAW;
	case ACTION_FILTER:
		return tree_open_filter(view);
	case ACTION_SEARCH:
		return tree_open_search(view);
	case ACTION_UNTAG:
		return tree_untag(view);
	case ACTION_FOLLOW:
		return tree_follow(view);
	case ACTION_BACK:
		return tree_end_search(&view->tree);
	default:
		return tree_act_on_order(view, action);
	}
}

static enum view_wish tree_act(struct view *view, const struct model *model, enum action action)
{
	struct tree *tree = &view->tree;
	bool has_rows = tree_prepare(view, model);
	long position = (long)tree->position;
	struct motion motion;
	enum view_wish wish;

	tree->is_touched |= has_rows;
	wish = tree_act_anyway(view, action);
	if (wish != VIEW_NOTHING || !has_rows)
		return wish;
	motion = motion_of(tree->height, (long)tree->rows.count - 1);
	if (motion_take(&motion, action, &position))
		return tree_select(tree, model, position);
	return tree_act_on_row(view, model, action);
}

static enum view_wish tree_click_title(struct view *view, size_t place)
{
	const struct column_list *list = &view->columns.list;

	if (place >= column_list_count(list))
		return VIEW_NOTHING;
	tree_sort_or_invert(&view->tree, column_list_at(list, place));
	return VIEW_REDRAW;
}

/* A click is about the row that was drawn there, wherever that stands by now; false when it is gone. */
static bool find_drawn(const struct tree *tree, const struct model *model, size_t position,
		       size_t *ret_position)
{
	size_t line = position - tree->drawn_top;

	return position >= tree->drawn_top && line < tree->drawn.count &&
	       rows_find(&tree->rows, model, *array_at(&tree->drawn, struct row_name, line), ret_position);
}

enum view_wish tree_click(struct view *view, const struct model *model, const struct target *target,
			  bool is_double)
{
	struct tree *tree = &view->tree;
	size_t position;
	struct row row;

	if (target->kind == TARGET_TITLE)
		return tree_click_title(view, target->number);
	if (target->kind != TARGET_ROW && target->kind != TARGET_FOLD)
		return VIEW_NOTHING;
	if (!tree_prepare(view, model) || !find_drawn(tree, model, target->number, &position))
		return view_notice(view, "the row that was clicked is gone");
	tree->is_touched = true;
	tree_select(tree, model, (long)position);
	if (is_double && target->kind == TARGET_ROW)
		return view_enter(view, MODE_DETAIL);
	row = tree_selected(tree, model);
	if (target->kind == TARGET_FOLD && row.has_children)
		tree_fold(tree, model, &row, !row.is_folded);
	return VIEW_REDRAW;
}

static void note_drawn(struct tree *tree, const struct model *model)
{
	tree->drawn.count = 0;
	tree->drawn_top = tree->top;
	for (size_t i = tree->top; i < tree->rows.count && i - tree->top < tree->height; i++) {
		struct row row = rows_at(&tree->rows, model, i);

		if (array_append(&tree->drawn, &row.name, 1) < 0)
			return;
	}
}

/* Titles, rows and the details of the selected one. */
static void tree_draw(struct view *view, const struct draw *draw, const struct area *area)
{
	struct layout_body body = layout_body(area, view->has_pane, view->pane.spare);

	view->tree.width = body.tree.columns;
	note_drawn(&view->tree, draw->model);
	draw_titles(draw, &body.titles);
	draw_tree(draw, &body.tree);
	draw_detail(draw, &body.detail, body.detail.rows + view->pane.spare);
}

const struct mode_ops tree_ops = { .draw = tree_draw, .act = tree_act };
