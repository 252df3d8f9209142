/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tree's state: what is folded, filtered out, sorted and tagged, where the window stands, what is
 * selected. The selection is a stable identity: rows come and go around it, are sorted anew and
 * folded, and it never moves by itself. When the selected thing is gone, what stands in its place is
 * selected: what bears its name, else what it belonged to, else what comes next.
 */
#pragma once

#include "view/action.h"
#include "view/filter.h"
#include "view/fold_words.h"
#include "view/folds.h"
#include "view/order.h"
#include "view/prompt.h"
#include "view/rows.h"
#include "view/search.h"
#include "view/tags.h"
#include "view/target.h"
#include "view/view.h"

struct draw;
struct mode_ops;

/* One row of a path from the selected row up. */
struct tree_step {
	struct row_name name;
	uint32_t device; /* a hash of its device's name, for one made again under the same */
	uint32_t queue;  /* a queue's index */
};

#define TREE_STEPS 3

struct tree_path {
	struct tree_step steps[TREE_STEPS]; /* the selected row first, ROW_NONE behind the last */
};

struct tree {
	bool has_folds;           /* how devices start was decided */
	struct folds folds;
	struct fold_words fold_words; /* to be done once it is; then for who asks for them */
	struct folds filter_folds; /* of rows kept open by the filter, as long as it stays */
	struct rows rows;
	uint64_t changes;         /* of the model that rows were built of */
	bool needs_rows, needs_filter; /* to be made anew */
	struct order order;
	bool is_flat;
	bool is_flat_order;       /* nobody chose the order: it comes with the flat list */
	struct array sort_words;  /* char: name of the column to sort by, for who asks for options */
	struct filter filter;
	struct filter_result kept;
	char filter_words[PROMPT_SIZE];
	struct tags tags;
	struct pattern search;    /* what is highlighted, as long as there are words */
	char search_words[PROMPT_SIZE];
	bool is_missed;           /* no row says what is being typed */
	struct row_name opened[2]; /* folded rows that the search opened as it was typed */
	struct tree_path path;    /* to the selected row */
	struct tree_path anchor;  /* what was selected when a line of input was opened */
	size_t position;          /* of the selected row when it was last seen */
	bool is_touched;          /* a key has been pressed: before, the first row is selected */
	bool follows;             /* the window goes with the selected row */
	size_t top;               /* position of the first row on the screen */
	size_t height;            /* rows of the tree on the screen */
	int width;                /* cells of the tree on the screen */
	struct array drawn;       /* struct row_name: rows of the last frame, */
	size_t drawn_top;         /* from this position on */
};

void tree_init(struct tree *tree);
void tree_free(struct tree *tree);

/* Takes what concerns the tree, and gives it; strings hold as long as nothing changes. */
void tree_configure(struct tree *tree, const struct view_options *options);
void tree_get_options(struct tree *tree, struct view_options *options);

/*
 * Makes the rows fit MODEL, and the selection the rows; HEIGHT rows of them show. IS_HELD: somebody
 * is choosing or typing, and no row may change its place. 0 or -ENOMEM.
 */
int tree_settle(struct tree *tree, const struct model *model, size_t height, bool is_held);

/* Says in DRAW what is shown of the tree. */
void tree_describe(const struct tree *tree, struct draw *draw);

/* The selected row; of kind ROW_NONE when there is none. */
struct row tree_selected(const struct tree *tree, const struct model *model);

/* The selected device, or the selected queue's; NULL for none. */
const struct model_device *tree_find_device(const struct tree *tree, const struct model *model);

/* Its name; raw bytes, NULL for none. */
const char *tree_selected_device(const struct tree *tree, const struct model *model);

/*
 * Selects what NAME calls, and unfolds what it is folded away in. False when it is gone or filtered
 * out: nothing changes then.
 */
bool tree_reveal(struct view *view, const struct model *model, struct row_name name);

/* Sorts by BY, which is copied; NULL for the host's order. 0 or -ENOMEM, all is then as it was. */
int tree_sort_by(struct tree *tree, const struct column_choice *by, bool is_descending);

/* The same the way that suits BY, or the other way round when rows are sorted by it already. */
int tree_sort_or_invert(struct tree *tree, const struct column_choice *by);

/* What keys do to the order: ACTION_INVERT and its like. */
enum view_wish tree_act_on_order(struct view *view, enum action action);

/* TARGET, of kind TARGET_ROW, TARGET_FOLD or TARGET_TITLE, was clicked. */
enum view_wish tree_click(struct view *view, const struct model *model, const struct target *target,
			  bool is_double);

extern const struct mode_ops tree_ops;
