/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Positions of rows, from blocks: one head row and the queues under it. A flat list is one block
 * without a head.
 */
#include "view/rows.h"

#include <errno.h>

#include "model/model.h"
#include "view/filter.h"
#include "view/folds.h"
#include "view/order.h"

#define NO_LIST SIZE_MAX

struct rows_block {
	size_t position; /* of its first row */
	size_t parent;   /* position of the row it belongs to */
	struct row_name name;
	uint32_t index;
	uint32_t queues;  /* rows that follow the first */
	size_t list;      /* where its queues' list begins; NO_LIST: all are kept */
	bool is_listed;   /* the list has been filled */
	bool is_folded;
	bool has_children;
	bool is_kept_open;
};

void rows_init(struct rows *rows)
{
	*rows = (struct rows){ .blocks = ARRAY_OF(struct rows_block), .lists = ARRAY_OF(uint32_t) };
}

void rows_free(struct rows *rows)
{
	array_free(&rows->blocks);
	array_free(&rows->lists);
	rows->count = 0;
}

/* Why the filter keeps a row; FILTER_SELF where there is none. */
static uint8_t keep_of(const struct array *flags, size_t index)
{
	return *array_at(flags, uint8_t, index);
}

static uint8_t keep_device(const struct rows *rows, uint32_t index)
{
	return rows->recipe.filter ? keep_of(&rows->recipe.filter->devices, index) : FILTER_SELF;
}

static uint8_t keep_head(const struct rows *rows, struct row_name name, uint32_t index)
{
	const struct filter_result *filter = rows->recipe.filter;

	if (!filter)
		return FILTER_SELF;
	return name.kind == ROW_UNMANAGED ? filter->unmanaged : keep_of(&filter->mgmtdevs, index);
}

/* Queues of a device that are kept. */
static uint32_t count_queues(const struct rows *rows, const struct model *model, uint32_t device)
{
	const struct filter_result *filter = rows->recipe.filter;

	return filter ? *array_at(&filter->in_device, uint32_t, device) : model->devices[device].queues;
}

/* Devices under a head that are kept. */
static size_t count_devices(const struct rows *rows, const struct model *model, struct row_name name,
			    uint32_t index)
{
	const struct filter_result *filter = rows->recipe.filter;

	if (!filter)
		return order_count(model, name, index);
	if (name.kind == ROW_UNMANAGED)
		index = (uint32_t)filter->in_mgmtdev.count - 1;
	return *array_at(&filter->in_mgmtdev, uint32_t, index);
}

/* Says of BLOCK, kept for KEEP, whether it is folded. */
static void set_fold(const struct rows *rows, struct rows_block *block, uint8_t keep,
		     const char *name)
{
	const struct folds *folds = rows->recipe.folds;

	block->is_kept_open = !(keep & (FILTER_SELF | FILTER_ABOVE));
	if (block->is_kept_open)
		folds = rows->recipe.filter_folds;
	block->is_folded = folds && folds_is_folded(folds, name, block->name.kind == ROW_DEVICE);
}

/* Adds BLOCK with QUEUES of ALL there are below its first row. */
static int add_block(struct rows *rows, struct rows_block block, uint32_t all, size_t heads)
{
	block.position = rows->count;
	block.list = NO_LIST;
	if (block.queues < all) {
		block.list = rows->lists.count;
		if (block.queues && !array_add(&rows->lists, block.queues))
			return -ENOMEM;
	}
	if (array_append(&rows->blocks, &block, 1) < 0)
		return -ENOMEM;
	rows->count += heads + block.queues;
	return 0;
}

static int add_device(struct rows *rows, const struct model *model, uint32_t index, size_t parent)
{
	uint32_t queues = count_queues(rows, model, index);
	struct rows_block block = {
		.parent = parent,
		.name = { ROW_DEVICE, model->devices[index].id },
		.index = index,
		.has_children = queues > 0,
	};

	set_fold(rows, &block, keep_device(rows, index), model->devices[index].name);
	if (block.is_folded)
		return add_block(rows, block, 0, 1);
	block.queues = queues;
	return add_block(rows, block, model->devices[index].queues, 1);
}

static int add_devices(struct rows *rows, const struct model *model, struct row_name name,
		       uint32_t index, size_t parent)
{
	struct order *order = rows->recipe.order;
	struct order_list list = order_list(order, model, name, index);

	for (size_t i = 0; i < list.count; i++) {
		uint32_t device = order_at(order, &list, i);

		if (keep_device(rows, device) && add_device(rows, model, device, parent) < 0)
			return -ENOMEM;
	}
	return 0;
}

/* The head row called NAME and the devices under it. */
static int add_group(struct rows *rows, const struct model *model, struct row_name name,
		     uint32_t index)
{
	struct rows_block block = { .parent = rows->count, .name = name, .index = index };
	uint8_t keep = keep_head(rows, name, index);

	if (!keep)
		return 0;
	block.has_children = count_devices(rows, model, name, index) > 0;
	set_fold(rows, &block, keep, name.kind == ROW_UNMANAGED ? "" : model->mgmtdevs[index].handle);
	if (add_block(rows, block, 0, 1) < 0)
		return -ENOMEM;
	return block.is_folded ? 0 : add_devices(rows, model, name, index, block.parent);
}

static int fill_tree(struct rows *rows, const struct model *model)
{
	struct order *order = rows->recipe.order;
	struct order_list list = order_list(order, model, (struct row_name){ ROW_NONE, 0 }, 0);
	size_t managed = model->device_count;

	for (size_t i = 0; i < list.count; i++) {
		uint32_t index = order_at(order, &list, i);

		if (add_group(rows, model, (struct row_name){ ROW_MGMTDEV, model->mgmtdevs[index].id },
			      index) < 0)
			return -ENOMEM;
	}
	if (!managed || model->devices[managed - 1].mgmtdev != FLAT_NONE)
		return 0;
	return add_group(rows, model, (struct row_name){ ROW_UNMANAGED, 0 }, 0);
}

static int fill_flat(struct rows *rows, const struct model *model)
{
	uint32_t kept = (uint32_t)model->queue_count;

	for (uint32_t i = 0; rows->recipe.filter && i < model->device_count; i++)
		kept -= model->devices[i].queues - count_queues(rows, model, i);
	return add_block(rows, (struct rows_block){ .name = ORDER_FLAT, .queues = kept },
			 (uint32_t)model->queue_count, 0);
}

int rows_build(struct rows *rows, const struct model *model, const struct rows_recipe *recipe)
{
	int result;

	rows->recipe = *recipe;
	rows->blocks.count = 0;
	rows->lists.count = 0;
	rows->count = 0;
	result = recipe->is_flat ? fill_flat(rows, model) : fill_tree(rows, model);
	if (result < 0) {
		rows->blocks.count = 0;
		rows->count = 0;
	}
	return result;
}

/* The last block that begins at POSITION or before. */
static struct rows_block *block_at(const struct rows *rows, size_t position)
{
	size_t low = 0;
	size_t high = rows->blocks.count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (array_at(&rows->blocks, struct rows_block, middle)->position <= position)
			low = middle;
		else
			high = middle;
	}
	return array_at(&rows->blocks, struct rows_block, low);
}

/* The kept queues of BLOCK, in their order; NULL when all are. */
static const uint32_t *block_list(const struct rows *rows, const struct model *model,
				  struct rows_block *block)
{
	struct order *order = rows->recipe.order;
	struct order_list list;
	uint32_t *kept;

	if (block->list == NO_LIST)
		return NULL;
	kept = array_at(&rows->lists, uint32_t, block->list);
	if (block->is_listed)
		return kept;
	block->is_listed = true;
	list = order_list(order, model, block->name, block->index);
	for (size_t i = 0, count = 0; i < list.count && count < block->queues; i++) {
		kept[count] = order_at(order, &list, i);
		count += keep_of(&rows->recipe.filter->queues, kept[count]) > 0;
	}
	return kept;
}

static uint32_t queue_at(const struct rows *rows, const struct model *model,
			 struct rows_block *block, size_t nth)
{
	const uint32_t *kept = block_list(rows, model, block);
	struct order_list list;

	if (kept)
		return kept[nth];
	list = order_list(rows->recipe.order, model, block->name, block->index);
	return order_at(rows->recipe.order, &list, nth);
}

struct row rows_at(const struct rows *rows, const struct model *model, size_t position)
{
	struct rows_block *block = block_at(rows, position);
	size_t heads = !rows->recipe.is_flat;
	struct row row = { .parent = rows->recipe.is_flat ? position : block->position };

	if (position < block->position + heads)
		return (struct row){
			.name = block->name,
			.index = block->index,
			.depth = block->name.kind == ROW_DEVICE,
			.is_folded = block->is_folded,
			.has_children = block->has_children,
			.is_kept_open = block->is_kept_open,
			.parent = block->parent,
		};
	row.index = queue_at(rows, model, block, position - block->position - heads);
	row.name = (struct row_name){ ROW_QUEUE, model->queues[row.index].id };
	row.depth = rows->recipe.is_flat ? 0 : 2;
	return row;
}

static struct rows_block *find_block(const struct rows *rows, struct row_name name)
{
	struct rows_block *block = rows->blocks.data;

	for (size_t i = 0; i < rows->blocks.count; i++)
		if (row_name_is(block[i].name, name))
			return &block[i];
	return NULL;
}

/* Where queue INDEX of the model stands among the queues of BLOCK; their number when it does not. */
static size_t find_in_block(const struct rows *rows, const struct model *model,
			    struct rows_block *block, uint32_t index)
{
	const uint32_t *kept = block_list(rows, model, block);
	struct order_list list;
	size_t nth = 0;

	if (!kept) {
		list = order_list(rows->recipe.order, model, block->name, block->index);
		return order_find(rows->recipe.order, &list, index);
	}
	while (nth < block->queues && kept[nth] != index)
		nth++;
	return nth;
}

static bool find_queue(const struct rows *rows, const struct model *model, uint64_t id,
		       size_t *ret_position)
{
	const struct model_queue *queue = model_find_queue(model, id);
	struct rows_block *block = NULL;
	size_t nth;

	if (queue)
		block = find_block(rows, rows->recipe.is_flat ? ORDER_FLAT :
					 (struct row_name){ ROW_DEVICE, model->devices[queue->device].id });
	if (!block || block->is_folded)
		return false;
	nth = find_in_block(rows, model, block, (uint32_t)(queue - model->queues));
	if (nth >= block->queues)
		return false;
	*ret_position = block->position + !rows->recipe.is_flat + nth;
	return true;
}

bool rows_find(const struct rows *rows, const struct model *model, struct row_name name,
	       size_t *ret_position)
{
	const struct rows_block *block;

	if (name.kind == ROW_QUEUE)
		return find_queue(rows, model, name.id, ret_position);
	block = rows->recipe.is_flat ? NULL : find_block(rows, name);
	if (block)
		*ret_position = block->position;
	return block;
}

const char *rows_fold_name(const struct model *model, const struct row *row)
{
	switch (row->name.kind) {
	case ROW_MGMTDEV:
		return model->mgmtdevs[row->index].handle;
	case ROW_DEVICE:
		return model->devices[row->index].name;
	default:
		return "";
	}
}
