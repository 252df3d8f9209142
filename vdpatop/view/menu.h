/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A list in a panel over the lower part of the page, what is above staying in sight:
 *
 *	─ Title ─ note ────────────
 *	 items, one of them selected
 *	───────────────────────────
 *	 words about the selected one
 */
#pragma once

#include "view/action.h"
#include "view/column_list.h"
#include "view/draw.h"
#include "view/view.h"

struct menu {
	size_t cursor; /* item */
	size_t top;    /* the first that shows */
	size_t height; /* that show */
};

/* Moves the cursor over COUNT items; false for an action that does not move it. */
bool menu_move(struct menu *menu, size_t count, enum action action);

/* Draws one item on the row where PEN stands. */
typedef void menu_item(const void *context, const struct draw *draw, size_t item, struct pen *pen);

/* The sign before an item, GLYPH_COUNT for none, and a blank behind it; on a narrow screen its room is spared. */
void menu_mark(struct pen *pen, enum style style, enum glyph glyph);

/* What a list calls CHOICE: its title, or a longer one where another column has the same. As long as INFO. */
const char *menu_title(const struct column_choice *choice, const struct column_info *info);

struct menu_words {
	const char *title, *note; /* safe; the note may be "" */
	const char *about;        /* the selected item: safe, may be long */
};

/* Draws COUNT items and the rest of the panel in the lower part of AREA. */
void menu_draw(struct menu *menu, const struct draw *draw, const struct area *area,
	       const struct menu_words *words, size_t count, menu_item *item, const void *context);
