/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Going to a row by what it is, wherever it stands and whatever it is folded into. */
#pragma once

#include "view/rows.h"
#include "view/view.h"

struct model;
struct view;

/* Selects the row called NAME and unfolds what it is in. False when there is no such row to see. */
bool go_to(struct view *view, const struct model *model, struct row_name name);

/*
 * Goes to the next queue that is not well: the worst first, then as they stand in the tree; from the
 * last to the first again. Says so when all is well.
 */
enum view_wish go_to_trouble(struct view *view, const struct model *model);
