/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a person chose about the screen: what a configuration sets at the start, what keys change, and
 * what is saved. Strings are raw bytes, never NULL.
 */
#pragma once

#include <stdbool.h>

struct view_options {
	bool is_ascii;      /* no glyph but ASCII */
	const char *columns; /* LIST as view/column_list.h takes it; "" for those that fit the width */
	const char *sort;   /* name of a column; "" for the host's own order */
	bool is_descending;
	bool is_flat;       /* queues alone, no tree */
	bool follows;       /* the window goes with the selected row */
	bool has_header;    /* totals at the top */
	bool has_pane;      /* details below the tree */
	bool has_mouse;
};

#define VIEW_OPTIONS_DEFAULT \
	((struct view_options){ .columns = "", .sort = "", .follows = true, .has_header = true, \
				.has_pane = true, .has_mouse = true })
