/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of columns to sort by: the host's own order, those of the tree, then all others. */
#pragma once

#include "view/menu.h"

struct mode_ops;

struct sort_menu {
	struct menu menu;
	bool is_placed;     /* the cursor was put onto what rows are sorted by at present */
	int width;          /* of the screen when it was last drawn */
	struct array items; /* struct column_choice, borrowed; id COLUMN_COUNT without a vendor: no column */
};

void sort_menu_init(struct sort_menu *sort);
void sort_menu_free(struct sort_menu *sort);

extern const struct mode_ops sort_menu_ops;
