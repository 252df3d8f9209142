/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The rows of the tree: management device → device → queue, what is folded away or filtered out left
 * out; or all queues of the host as a flat list. Rows are counted by device and made one at a time,
 * so that a hundred thousand queues cost what the visible ones cost.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "view/row_name.h"

struct filter_result;
struct folds;
struct model;
struct order;

/* What rows are made of beside the model. It is kept by whoever builds rows, as long as they are used. */
struct rows_recipe {
	const struct folds *folds;         /* NULL: nothing is folded */
	struct order *order;
	const struct filter_result *filter; /* NULL: everything is kept */
	/*
	 * Folds of rows that are kept for what matches below them: they start unfolded, so that it shows.
	 */
	const struct folds *filter_folds;
	bool is_flat;
};

struct row {
	struct row_name name;
	uint32_t index; /* into the model's array of its kind */
	int depth;
	bool is_folded;
	bool has_children;
	bool is_kept_open; /* its folds are the filter's */
	size_t parent;     /* position of the row it belongs to; its own for a row of depth 0 */
};

struct rows {
	size_t count;
	struct rows_recipe recipe;
	struct array blocks; /* struct rows_block: one for each management device and device that shows */
	struct array lists;  /* uint32_t: queues of blocks where not all are kept, found when asked for */
};

void rows_init(struct rows *rows);
void rows_free(struct rows *rows);

/* Lays MODEL out anew. 0 or -ENOMEM, there are then no rows. */
int rows_build(struct rows *rows, const struct model *model, const struct rows_recipe *recipe);

/* The row at POSITION, which is less than the count. MODEL is what the rows were built of. */
struct row rows_at(const struct rows *rows, const struct model *model, size_t position);

/* Where the row called NAME is; false when it is gone, folded away or filtered out. */
bool rows_find(const struct rows *rows, const struct model *model, struct row_name name,
	       size_t *ret_position);

/* The name that folds know a row by, see view/folds.h; raw bytes. */
const char *rows_fold_name(const struct model *model, const struct row *row);
