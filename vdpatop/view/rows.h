/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The rows of the tree: management device → device → queue, what is folded away left out.
 * Rows are counted by device and made one at a time, so that a hundred thousand queues cost what
 * the visible ones cost.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"

struct folds;
struct model;

enum row_kind {
	ROW_NONE,
	ROW_MGMTDEV,
	ROW_UNMANAGED, /* what devices without a management device stand under; its id is 0 */
	ROW_DEVICE,
	ROW_QUEUE,
};

/* A stable identity: what a row is, wherever it stands. */
struct row_name {
	enum row_kind kind;
	uint64_t id;
};

struct row {
	struct row_name name;
	uint32_t index; /* into the model's array of its kind */
	int depth;
	bool is_folded;
	bool has_children;
	size_t parent; /* position of the row it belongs to; its own for a row of depth 0 */
};

struct rows {
	size_t count;
	struct array blocks; /* one for each management device and device that is visible */
};

void rows_init(struct rows *rows);
void rows_free(struct rows *rows);

/* Lays MODEL out anew. 0 or -ENOMEM, there are then no rows. */
int rows_build(struct rows *rows, const struct model *model, const struct folds *folds);

/* The row at POSITION, which is less than the count. */
struct row rows_at(const struct rows *rows, const struct model *model, size_t position);

/* Where the row called NAME is; false when it is gone or folded away. */
bool rows_find(const struct rows *rows, const struct model *model, struct row_name name,
	       size_t *ret_position);

/* The key of a row in struct folds. */
uint64_t row_fold_key(struct row_name name);
