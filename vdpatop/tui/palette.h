/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A theme as this terminal can show it: curses' attributes and colour pairs, one for each style.
 *
 * Where terminfo says that the terminal takes colours by their red, green and blue (RGB, as in
 * xterm-direct), it gets them so; any other gets the nearest of its 256, 16 or 8, and none where it has
 * none. COLORTERM is not asked: curses has no way to send what terminfo does not describe. The user's
 * palette is never changed (init_color).
 */
#pragma once

#include <curses.h>
#include <stdbool.h>

#include "tui/theme.h"

struct palette {
	bool has_colour; /* wanted, and there */
	attr_t attributes[STYLE_COUNT];
	int pairs[STYLE_COUNT]; /* 0: the terminal's own */
};

/* Once curses runs; again for another theme. */
void palette_set(struct palette *palette, const struct theme *theme, bool wants_colour);

/* GLYPH (UTF-8, one cell's) in a style's looks. */
void palette_cell(const struct palette *palette, enum style style, const char *glyph, cchar_t *to);
