/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What styles look like, as a theme says it: plain values, for a terminal that can show everything.
 * What a terminal shows instead is found when it is drawn on. Colour says what is wrong or needs a
 * look, and is never the only signal: every look has attributes for a terminal without colour.
 */
#pragma once

#include <stdint.h>

#include "view/style.h"

enum theme_kind {
	THEME_DEFAULT, /* the terminal's own */
	THEME_INDEXED, /* 0 to 255; below 16 the user's palette, above it xterm's */
	THEME_RGB,     /* 0xrrggbb */
};

struct theme_colour {
	enum theme_kind kind;
	uint32_t value; /* 0 for THEME_DEFAULT */
};

enum theme_attribute_bit {
#define ATTRIBUTE(id, name) THEME_BIT_##id,
#include "tui/attribute.def"
#undef ATTRIBUTE
};

enum theme_attribute {
#define ATTRIBUTE(id, name) THEME_##id = 1 << THEME_BIT_##id,
#include "tui/attribute.def"
#undef ATTRIBUTE
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

/* What a terminal can show. */
struct theme_depth {
	int colours; /* 8, 16, 256, or THEME_DIRECT: by red, green and blue */
	int indexed; /* with THEME_DIRECT: numbers below this one are of the user's palette all the same */
};

#define THEME_DIRECT (1 << 24)

/* Colours as curses takes them, -1 for the terminal's own. */
struct theme_reduced {
	int text, ground;
};

/*
 * LOOK's colours on a terminal of DEPTH. A number that the terminal has stays as it is; for any other
 * the nearest one is taken, for a text the nearest that is as legible on the ground that it gets.
 */
struct theme_reduced theme_reduce(const struct theme_look *look, struct theme_depth depth);
