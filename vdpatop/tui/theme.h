/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What styles look like. Colour says what is wrong or needs a look, and is never the only signal:
 * every look has attributes for a terminal without colour.
 */
#pragma once

#include <stddef.h>

#include "view/style.h"

/* A colour by what the terminal can do; -1 is the terminal's own. */
struct theme_colour {
	short of_256, of_16, of_8;
};

enum theme_attribute {
	THEME_BOLD = 1 << 0,
	THEME_DIM = 1 << 1,
	THEME_UNDERLINE = 1 << 2,
	THEME_REVERSE = 1 << 3,
};

struct theme_look {
	struct theme_colour text, ground;
	unsigned attributes; /* enum theme_attribute */
	unsigned mono;       /* the same where there is no colour */
};

struct theme {
	struct theme_look looks[STYLE_COUNT];
};

/* The one that is built in. Static. */
const struct theme *theme_builtin(void);
