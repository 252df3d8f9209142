/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tree is sorted by, and whether it is a tree. */
#include "view/tree_private.h"

#include "view/column_list.h"
#include "view/tree_plan.h"

int tree_sort_by(struct tree *tree, const struct column_choice *by, bool is_descending)
{
	static const struct column_choice flat = { .id = COLUMN_WQES_RATE };
	struct column_choice rate;
	int result;

	tree->is_flat_order = !by && tree->is_flat;
	if (tree->is_flat_order) {
		by = &flat;
		is_descending = true;
	}
	/* A graph has no value of its own. */
	if (by && !by->vendor && (by->id == COLUMN_KICKS_GRAPH || by->id == COLUMN_WQES_GRAPH)) {
		rate = (struct column_choice){
			.id = by->id == COLUMN_KICKS_GRAPH ? COLUMN_KICKS_RATE : COLUMN_WQES_RATE,
		};
		by = &rate;
	}
	result = order_by(&tree->order, by, is_descending);
	tree->needs_rows = true;
	return result;
}

/* What there is most of comes first; names and numbers that name something from the least on. */
static bool suits_descending(const struct column_choice *by)
{
	struct column_info info;

	column_list_info(by, &info);
	switch (info.column.kind) {
	case VALUE_TEXT:
	case VALUE_NUMBER:
	case VALUE_TIME:
	case VALUE_NONE:
		return false;
	default:
		return true;
	}
}

static bool is_sorted_by(const struct tree *tree, const struct column_choice *by)
{
	return tree->order.is_sorted && column_choice_is(&tree->order.by, by);
}

int tree_sort_or_invert(struct tree *tree, const struct column_choice *by)
{
	bool is_descending = is_sorted_by(tree, by) ? !tree->order.is_descending : suits_descending(by);

	return tree_sort_by(tree, by, is_descending);
}

/* The place in PLAN of the column that rows are sorted by; the number of columns for none of them. */
static size_t find_sorted(const struct view *view, const struct tree_plan *plan)
{
	size_t place = 0;

	while (place < plan->count &&
	       !is_sorted_by(&view->tree,
			     column_list_at(&view->columns.list, plan->cells[place].place)))
		place++;
	return place;
}

static bool is_graph(const struct column_choice *choice)
{
	return !choice->vendor && column_of(choice->id)->kind == VALUE_GRAPH;
}

/* The next column on the screen in either direction; between the last and the first the host's order. */
static enum view_wish sort_by_neighbour(struct view *view, bool is_next)
{
	const struct column_choice *by = NULL;
	struct tree *tree = &view->tree;
	struct tree_plan plan;
	size_t places, place;

	tree_plan_make(&plan, &view->columns, tree->width);
	places = plan.count + 1;
	place = find_sorted(view, &plan);
	do {
		place = (place + (is_next ? 1 : places - 1)) % places;
		by = place < plan.count ?
			     column_list_at(&view->columns.list, plan.cells[place].place) : NULL;
	} while (by && is_graph(by));
	tree_sort_by(tree, by, by && suits_descending(by));
	return VIEW_REDRAW;
}

static enum view_wish invert(struct view *view)
{
	struct tree *tree = &view->tree;

	if (!tree->order.is_sorted)
		return tree_advise(view, "rows stand in the host's order", ACTION_SORT, "sorts by a column");
	tree_sort_by(tree, &tree->order.by, !tree->order.is_descending);
	return VIEW_REDRAW;
}

/* Who did not choose an order sees the busiest queues first in a flat list. */
static enum view_wish flatten(struct view *view)
{
	struct tree *tree = &view->tree;

	tree->is_flat = !tree->is_flat;
	tree->needs_rows = true;
	if (!tree->order.is_sorted || tree->is_flat_order)
		tree_sort_by(tree, NULL, false);
	return view_notice(view, tree->is_flat ? "all queues of the host in one list" : "the tree");
}

enum view_wish tree_act_on_order(struct view *view, enum action action)
{
	switch (action) {
	case ACTION_SORT_NEXT:
		return sort_by_neighbour(view, true);
	case ACTION_SORT_PREVIOUS:
		return sort_by_neighbour(view, false);
	case ACTION_INVERT:
		return invert(view);
	case ACTION_FLAT:
		return flatten(view);
	default:
		return VIEW_NOTHING;
	}
}
