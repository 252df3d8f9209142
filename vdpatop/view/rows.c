/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Positions of rows, from blocks: one head row and the queues under it. */
#include "view/rows.h"

#include <errno.h>

#include "model/model.h"
#include "view/folds.h"

struct rows_block {
	size_t position; /* of its first row */
	size_t parent;   /* position of the row it belongs to */
	struct row_name name;
	uint32_t index;
	uint32_t queues; /* rows that follow the first */
	bool is_folded;
	bool has_children;
};

void rows_init(struct rows *rows)
{
	*rows = (struct rows){ .blocks = ARRAY_OF(struct rows_block) };
}

void rows_free(struct rows *rows)
{
	array_free(&rows->blocks);
	rows->count = 0;
}

/* Ids are unique in a kind only, as far as anyone promised. */
uint64_t row_fold_key(struct row_name name)
{
	return name.id << 2 | (uint64_t)name.kind % 4;
}

static struct rows_block *rows_add_block(struct rows *rows, struct rows_block block)
{
	block.position = rows->count;
	if (array_append(&rows->blocks, &block, 1) < 0)
		return NULL;
	rows->count += 1 + block.queues;
	return array_at(&rows->blocks, struct rows_block, rows->blocks.count - 1);
}

static int rows_add_device(struct rows *rows, const struct model_device *device, uint32_t index,
			   const struct folds *folds, size_t parent)
{
	struct row_name name = { ROW_DEVICE, device->id };
	bool is_folded = folds_is_folded(folds, row_fold_key(name), true);
	struct rows_block block = {
		.parent = parent,
		.name = name,
		.index = index,
		.queues = is_folded ? 0 : device->queues,
		.is_folded = is_folded,
		.has_children = device->queues > 0,
	};

	return rows_add_block(rows, block) ? 0 : -ENOMEM;
}

/* The head row called NAME and the devices FIRST … END - 1 under it. */
static int rows_add_group(struct rows *rows, const struct model *model, const struct folds *folds,
			  struct row_name name, uint32_t index, size_t first, size_t end)
{
	struct rows_block block = {
		.parent = rows->count,
		.name = name,
		.index = index,
		.is_folded = folds_is_folded(folds, row_fold_key(name), false),
		.has_children = end > first,
	};
	size_t parent = rows->count;

	if (!rows_add_block(rows, block))
		return -ENOMEM;
	if (block.is_folded)
		return 0;
	for (size_t i = first; i < end; i++)
		if (rows_add_device(rows, &model->devices[i], (uint32_t)i, folds, parent) < 0)
			return -ENOMEM;
	return 0;
}

static int rows_fill(struct rows *rows, const struct model *model, const struct folds *folds)
{
	size_t device = 0;
	int result = 0;

	for (size_t i = 0; i < model->mgmtdev_count && !result; i++) {
		struct row_name name = { ROW_MGMTDEV, model->mgmtdevs[i].id };
		size_t first = device;

		while (device < model->device_count && model->devices[device].mgmtdev == i)
			device++;
		result = rows_add_group(rows, model, folds, name, (uint32_t)i, first, device);
	}
	if (device < model->device_count && !result)
		result = rows_add_group(rows, model, folds, (struct row_name){ ROW_UNMANAGED, 0 }, 0,
					device, model->device_count);
	return result;
}

int rows_build(struct rows *rows, const struct model *model, const struct folds *folds)
{
	int result;

	rows->blocks.count = 0;
	rows->count = 0;
	result = rows_fill(rows, model, folds);
	if (result < 0) {
		rows->blocks.count = 0;
		rows->count = 0;
	}
	return result;
}

/* The last block that begins at POSITION or before. */
static const struct rows_block *rows_block_at(const struct rows *rows, size_t position)
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

static struct row rows_queue_row(const struct rows_block *block, const struct model *model,
				 uint32_t nth)
{
	uint32_t index = model->devices[block->index].first_queue + nth;

	return (struct row){
		.name = { ROW_QUEUE, model->queues[index].id },
		.index = index,
		.depth = 2,
		.parent = block->position,
	};
}

struct row rows_at(const struct rows *rows, const struct model *model, size_t position)
{
	const struct rows_block *block = rows_block_at(rows, position);

	if (position > block->position)
		return rows_queue_row(block, model, (uint32_t)(position - block->position - 1));
	return (struct row){
		.name = block->name,
		.index = block->index,
		.depth = block->name.kind == ROW_DEVICE ? 1 : 0,
		.is_folded = block->is_folded,
		.has_children = block->has_children,
		.parent = block->parent,
	};
}

static const struct rows_block *rows_find_block(const struct rows *rows, struct row_name name)
{
	const struct rows_block *block = rows->blocks.data;

	for (size_t i = 0; i < rows->blocks.count; i++)
		if (block[i].name.kind == name.kind && block[i].name.id == name.id)
			return &block[i];
	return NULL;
}

static bool rows_find_queue(const struct rows *rows, const struct model *model, uint64_t id,
			    size_t *ret_position)
{
	const struct model_queue *queue = model_find_queue(model, id);
	const struct model_device *device = queue ? &model->devices[queue->device] : NULL;
	const struct rows_block *block =
		device ? rows_find_block(rows, (struct row_name){ ROW_DEVICE, device->id }) : NULL;

	if (!block || block->is_folded)
		return false;
	*ret_position = block->position + 1 +
			(size_t)(queue - &model->queues[device->first_queue]);
	return true;
}

bool rows_find(const struct rows *rows, const struct model *model, struct row_name name,
	       size_t *ret_position)
{
	const struct rows_block *block;

	if (name.kind == ROW_QUEUE)
		return rows_find_queue(rows, model, name.id, ret_position);
	block = rows_find_block(rows, name);
	if (block)
		*ret_position = block->position;
	return block;
}
