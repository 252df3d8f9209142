/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tree's state: what is folded, where the window stands, what is selected. The selection is a
 * stable identity: rows come and go around it and it never moves by itself. When the selected thing is
 * gone, what it belonged to is selected.
 */
#pragma once

#include "view/folds.h"
#include "view/rows.h"
#include "view/target.h"
#include "view/view.h"

struct mode_ops;

struct tree {
	bool has_folds;           /* how devices start was decided */
	struct folds folds;
	struct rows rows;
	struct row_name path[3];  /* selected row, what it belongs to, what that belongs to */
	size_t position;          /* of the selected row when it was last seen */
	bool is_touched;          /* a key has been pressed: before, the first row is selected */
	size_t line;              /* rows of the tree above it on the screen */
	size_t height;            /* rows of the tree on the screen */
};

void tree_init(struct tree *tree);
void tree_free(struct tree *tree);

/* Makes the rows fit MODEL, and the selection the rows; HEIGHT rows of them show. 0 or -ENOMEM. */
int tree_settle(struct tree *tree, const struct model *model, size_t height);

/* The selected row; of kind ROW_NONE when there is none. */
struct row tree_selected(const struct tree *tree, const struct model *model);

/* TARGET, of kind TARGET_ROW, TARGET_FOLD or TARGET_TITLE, was clicked. */
enum view_wish tree_click(struct view *view, const struct model *model, const struct target *target,
			  bool is_double);

extern const struct mode_ops tree_ops;
