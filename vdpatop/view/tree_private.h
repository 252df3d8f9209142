/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How the files of the tree work together. Nobody else sees this. */
#pragma once

#include "view/tree.h"
#include "view/view_private.h"

/* Makes the rows fit MODEL before a key acts on them. False when there is none. */
bool tree_prepare(struct view *view, const struct model *model);

/* Selects the row at POSITION, or the nearest there is; the window moves no more than it must. */
enum view_wish tree_select(struct tree *tree, const struct model *model, long position);

/* Folds or unfolds ROW, one of the tree's. */
void tree_fold(struct tree *tree, const struct model *model, const struct row *row, bool is_folded);

/* Makes ROWS hold what the tree would without a fold. 0 or -ENOMEM. */
int tree_unfolded(struct tree *tree, const struct model *model, struct rows *rows);

/* Lines of input for the filter and the search, and the next or the previous match. */
enum view_wish tree_open_filter(struct view *view);
enum view_wish tree_open_search(struct view *view);
enum view_wish tree_go_to_match(struct view *view, const struct model *model, bool is_upward);

/* Ends the search, else the filter. VIEW_NOTHING when there is neither. */
enum view_wish tree_end_search(struct tree *tree);
