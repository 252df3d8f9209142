/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The column picker: a list of all columns, those of the tree first and in its order. What is changed
 * in the list changes in the tree above it at once.
 */
#pragma once

#include "view/menu.h"

struct mode_ops;

struct setup {
	struct menu menu;
	int width;          /* of the screen when it was last drawn */
	struct array items; /* struct setup_item */
};

void setup_init(struct setup *setup);
void setup_free(struct setup *setup);

extern const struct mode_ops setup_ops;
