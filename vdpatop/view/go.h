/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Going to what is not well, wherever it stands and whatever it is folded into. */
#pragma once

#include "view/view.h"

struct model;
struct view;

/*
 * Goes to the next queue that is not well: the worst first, then as they stand in the tree; from the
 * last to the first again. Says so when all is well.
 */
enum view_wish go_to_trouble(struct view *view, const struct model *model);
