/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rows, selection and window of the tree. What keys do to them is in tree_act.c, tree_find.c and
 * tree_sort.c, what they look like in draw_tree.c.
 */
#include "view/tree.h"

#include <stdlib.h>

#include "model/model.h"
#include "view/column_parse.h"
#include "view/draw.h"
#include "view/tree_private.h"

void tree_init(struct tree *tree)
{
	*tree = (struct tree){ .follows = true, .sort_words = ARRAY_OF(char) };
	tree->drawn = ARRAY_OF(struct row_name);
	folds_init(&tree->folds, false);
	fold_words_init(&tree->fold_words);
	folds_init(&tree->filter_folds, false);
	rows_init(&tree->rows);
	order_init(&tree->order);
	filter_result_init(&tree->kept);
	tags_init(&tree->tags);
}

void tree_free(struct tree *tree)
{
	folds_free(&tree->folds);
	fold_words_free(&tree->fold_words);
	folds_free(&tree->filter_folds);
	rows_free(&tree->rows);
	order_free(&tree->order);
	filter_free(&tree->filter);
	filter_result_free(&tree->kept);
	tags_free(&tree->tags);
	pattern_free(&tree->search);
	array_free(&tree->sort_words);
	array_free(&tree->drawn);
}

void tree_configure(struct tree *tree, const struct view_options *options)
{
	struct column_choice by = { .id = COLUMN_COUNT };

	tree->follows = options->follows;
	tree->is_flat = options->is_flat;
	tree->needs_rows = true;
	if (!*options->sort)
		tree_sort_by(tree, NULL, false);
	else if (!column_choice_parse(&by, options->sort, NULL))
		tree_sort_by(tree, &by, options->is_descending);
	free(by.vendor);
}

void tree_get_options(struct tree *tree, struct view_options *options)
{
	struct column_list list;

	options->follows = tree->follows;
	options->is_flat = tree->is_flat;
	options->is_descending =
		tree->order.is_sorted && !tree->is_flat_order && tree->order.is_descending;
	tree->sort_words.count = 0;
	column_list_init(&list);
	if (tree->order.is_sorted && !tree->is_flat_order &&
	    !column_list_insert(&list, 0, &tree->order.by) &&
	    !column_list_format(&list, &tree->sort_words))
		options->sort = tree->sort_words.data;
	column_list_free(&list);
}

/* Devices start unfolded where everything fits at first sight, else folded. */
static void tree_decide_folds(struct tree *tree, const struct model *model)
{
	size_t all = model->mgmtdev_count + model->device_count + model->queue_count;

	if (tree->has_folds || !model->queue_count)
		return;
	tree->folds.devices_start_folded = all > tree->height;
	fold_words_apply(&tree->fold_words, &tree->folds);
	tree->has_folds = true;
	tree->needs_rows = true;
}

static struct tree_step step_of_head(const struct model *model, uint32_t mgmtdev)
{
	if (mgmtdev == FLAT_NONE)
		return (struct tree_step){ .name = { ROW_UNMANAGED, 0 } };
	return (struct tree_step){ .name = { ROW_MGMTDEV, model->mgmtdevs[mgmtdev].id } };
}

/* The row and all that it belongs to, whether that has rows or not. */
static struct tree_path path_of(const struct model *model, const struct row *row)
{
	struct tree_path path = { 0 };
	struct tree_step *step = path.steps;
	uint32_t device = row->index;

	if (row->name.kind == ROW_QUEUE) {
		device = model->queues[row->index].device;
		*step++ = (struct tree_step){ row->name, index_hash_text(model->devices[device].name),
					      model->queues[row->index].index };
	}
	if (row->name.kind == ROW_QUEUE || row->name.kind == ROW_DEVICE) {
		*step++ = (struct tree_step){ { ROW_DEVICE, model->devices[device].id },
					      index_hash_text(model->devices[device].name), 0 };
		*step = step_of_head(model, model->devices[device].mgmtdev);
	} else {
		step->name = row->name;
	}
	return path;
}

static void tree_remember(struct tree *tree, const struct model *model)
{
	struct row row = rows_at(&tree->rows, model, tree->position);

	tree->path = path_of(model, &row);
}

/* What bears the name of the device, or is the queue, that STEP called, when that is gone. */
static bool find_successor(const struct model *model, const struct tree_step *step,
			   struct row_name *ret_name)
{
	const struct model_device *device = model->devices;

	if (step->name.kind == ROW_DEVICE ? !!model_find_device(model, step->name.id) :
	    step->name.kind != ROW_QUEUE || model_find_queue(model, step->name.id))
		return false;
	for (size_t i = 0; i < model->device_count; i++, device++) {
		if (index_hash_text(device->name) != step->device)
			continue;
		*ret_name = (struct row_name){ ROW_DEVICE, device->id };
		if (step->name.kind == ROW_DEVICE)
			return true;
		for (size_t k = device->first_queue; k < device->first_queue + device->queues; k++)
			if (model->queues[k].index == step->queue) {
				*ret_name = (struct row_name){ ROW_QUEUE, model->queues[k].id };
				return true;
			}
	}
	return false;
}

/* In a flat list the first of its queues stands for a device, and for a management device. */
static bool find_stand_in(const struct tree *tree, const struct model *model, struct row_name name,
			  size_t *ret_position)
{
	for (size_t i = 0; i < model->queue_count; i++) {
		const struct model_device *device = &model->devices[model->queues[i].device];
		struct row_name head = step_of_head(model, device->mgmtdev).name;

		if (!row_name_is(name, (struct row_name){ ROW_DEVICE, device->id }) &&
		    !row_name_is(name, head))
			continue;
		if (!filter_is_empty(&tree->filter) && !*array_at(&tree->kept.queues, uint8_t, i))
			continue;
		return rows_find(&tree->rows, model, (struct row_name){ ROW_QUEUE, model->queues[i].id },
				 ret_position);
	}
	return false;
}

bool tree_find_name(const struct tree *tree, const struct model *model, struct row_name name,
		    size_t *ret_position)
{
	if (rows_find(&tree->rows, model, name, ret_position))
		return true;
	return tree->is_flat && name.kind != ROW_QUEUE &&
	       find_stand_in(tree, model, name, ret_position);
}

static bool find_step(const struct tree *tree, const struct model *model,
		      const struct tree_step *step, size_t *ret_position)
{
	struct row_name successor;

	if (tree_find_name(tree, model, step->name, ret_position))
		return true;
	return find_successor(model, step, &successor) &&
	       tree_find_name(tree, model, successor, ret_position);
}

/* Where the selected row is now, else what stands in its place. */
static void tree_find(struct tree *tree, const struct model *model)
{
	if (!tree->is_touched) {
		tree->position = 0;
		return;
	}
	for (size_t i = 0; i < TREE_STEPS; i++)
		if (tree->path.steps[i].name.kind != ROW_NONE &&
		    find_step(tree, model, &tree->path.steps[i], &tree->position))
			return;
	if (tree->position >= tree->rows.count)
		tree->position = tree->rows.count - 1;
}

/* No blank rows below the last one. */
static void tree_fill_window(struct tree *tree)
{
	size_t last = tree->rows.count > tree->height ? tree->rows.count - tree->height : 0;

	if (tree->top > last)
		tree->top = last;
}

static void tree_show_selected(struct tree *tree)
{
	if (tree->position < tree->top)
		tree->top = tree->position;
	else if (tree->height && tree->position - tree->top >= tree->height)
		tree->top = tree->position - tree->height + 1;
	tree_fill_window(tree);
}

static struct rows_recipe tree_recipe(struct tree *tree)
{
	return (struct rows_recipe){
		.folds = &tree->folds,
		.filter_folds = &tree->filter_folds,
		.order = &tree->order,
		.filter = filter_is_empty(&tree->filter) ? NULL : &tree->kept,
		.is_flat = tree->is_flat,
	};
}

int tree_unfolded(struct tree *tree, const struct model *model, struct rows *rows)
{
	struct rows_recipe recipe = tree_recipe(tree);

	recipe.folds = recipe.filter_folds = NULL;
	return rows_build(rows, model, &recipe);
}

/* Makes the rows anew and finds the selected one in them. */
static int tree_rebuild(struct tree *tree, const struct model *model)
{
	struct rows_recipe recipe = tree_recipe(tree);
	long line = (long)tree->position - (long)tree->top;
	long top;
	int result = 0;

	if (tree->needs_filter && recipe.filter)
		result = filter_apply(&tree->filter, model, &tree->kept);
	if (!result)
		result = rows_build(&tree->rows, model, &recipe);
	if (result < 0)
		return result;
	tree->changes = model->changes;
	tree->needs_rows = tree->needs_filter = false;
	if (!tree->rows.count)
		return 0;
	tree_find(tree, model);
	tree_remember(tree, model);
	top = (long)tree->position - line;
	if (tree->follows)
		tree->top = top > 0 ? (size_t)top : 0;
	return 0;
}

int tree_settle(struct tree *tree, const struct model *model, size_t height, bool is_held)
{
	bool is_frozen;
	int result;

	tree->height = height;
	tree_decide_folds(tree, model);
	if (tree->changes != model->changes) {
		tags_prune(&tree->tags, model);
		tree->needs_rows = tree->needs_filter = true;
	}
	is_frozen = is_held || tags_count(&tree->tags);
	if (tree->order.is_frozen != is_frozen) {
		order_freeze(&tree->order, is_frozen);
		tree->needs_rows = true;
	}
	result = tree->needs_rows ? tree_rebuild(tree, model) : 0;
	if (result < 0)
		tree->rows.count = 0;
	if (tree->follows)
		tree_show_selected(tree);
	else
		tree_fill_window(tree);
	return result;
}

bool tree_prepare(struct view *view, const struct model *model)
{
	struct tree *tree = &view->tree;
	bool is_held = mode_info(view_mode(view))->kind != MODE_PAGE;

	return tree_settle(tree, model, tree->height, is_held) == 0 && tree->rows.count;
}

struct row tree_selected(const struct tree *tree, const struct model *model)
{
	if (!tree->rows.count)
		return (struct row){ .name = { ROW_NONE, 0 } };
	return rows_at(&tree->rows, model, tree->position);
}

const struct model_device *tree_find_device(const struct tree *tree, const struct model *model)
{
	for (size_t i = 0; i < TREE_STEPS; i++)
		if (tree->path.steps[i].name.kind == ROW_DEVICE)
			return model_find_device(model, tree->path.steps[i].name.id);
	return NULL;
}

const char *tree_selected_device(const struct tree *tree, const struct model *model)
{
	const struct model_device *device = tree_find_device(tree, model);

	return device ? device->name : NULL;
}

enum view_wish tree_select(struct tree *tree, const struct model *model, long position)
{
	long last = (long)tree->rows.count - 1;
	size_t before = tree->position;
	size_t top = tree->top;

	position = position > last ? last : position;
	tree->position = position < 0 ? 0 : (size_t)position;
	tree_remember(tree, model);
	tree_show_selected(tree);
	return tree->position == before && tree->top == top ? VIEW_NOTHING : VIEW_REDRAW;
}

void tree_describe(const struct tree *tree, struct draw *draw)
{
	bool is_filtered = !filter_is_empty(&tree->filter);
	const struct model *model = draw->model;

	draw->rows = &tree->rows;
	draw->selected = tree->position;
	draw->top = tree->top;
	draw->height = tree->height;
	draw->row = tree_selected(tree, model);
	draw->order = &tree->order;
	draw->tags = &tree->tags;
	draw->search = *tree->search_words ? &tree->search : NULL;
	draw->notes.filter = is_filtered ? tree->filter_words : "";
	draw->notes.matches = tree->is_flat ? tree->kept.kept_queues : tree->kept.kept_devices;
	draw->notes.among = tree->is_flat ? model->queue_count : model->device_count;
	draw->notes.rows = tree->is_flat ? "queues" : "devices";
	draw->notes.tagged = tags_count(&tree->tags);
	draw->notes.is_frozen = tree->order.is_frozen;
}
