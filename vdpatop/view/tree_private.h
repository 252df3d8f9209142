/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How the files of the tree work together. Nobody else sees this. */
#pragma once

#include "view/tree.h"
#include "view/view_private.h"

/* Makes the rows fit MODEL before a key acts on them. False when there is none. */
bool tree_prepare(struct view *view, const struct model *model);

/* Where the row called NAME is; in a flat list the first queue of a device stands for it. */
bool tree_find_name(const struct tree *tree, const struct model *model, struct row_name name,
		    size_t *ret_position);

/* Selects the row at POSITION, or the nearest there is; the window moves no more than it must. */
enum view_wish tree_select(struct tree *tree, const struct model *model, long position);

/* Folds or unfolds ROW, one of the tree's. */
void tree_fold(struct tree *tree, const struct model *model, const struct row *row, bool is_folded);

/* Makes ROWS hold what the tree would without a fold. 0 or -ENOMEM. */
int tree_unfolded(struct tree *tree, const struct model *model, struct rows *rows);

/* Says WORDS and which key of the tree does what is missing: "nothing is tagged: Space tags". */
enum view_wish tree_advise(struct view *view, const char *words, enum action action, const char *does);

/* Lines of input for the filter and the search, and the next or the previous match. */
enum view_wish tree_open_filter(struct view *view);
enum view_wish tree_open_search(struct view *view);
enum view_wish tree_go_to_match(struct view *view, const struct model *model, bool is_upward);

/* Ends the search, else the filter. VIEW_NOTHING when there is neither. */
enum view_wish tree_end_search(struct tree *tree);
