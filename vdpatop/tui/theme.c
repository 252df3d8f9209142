/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The theme that is built in: legible on dark and light grounds, so it sets no ground. */
#include "tui/theme.h"

#define PLAIN { THEME_DEFAULT, 0 }
#define RED { THEME_INDEXED, 160 }
#define YELLOW { THEME_INDEXED, 136 } /* dark enough for a white ground, light enough for a black one */

static const struct theme builtin = { {
	[STYLE_NORMAL] = { PLAIN, PLAIN, 0, 0 },
	[STYLE_DIM] = { PLAIN, PLAIN, THEME_DIM, 0 },
	[STYLE_PROGRAM] = { PLAIN, PLAIN, THEME_BOLD, THEME_BOLD },
	[STYLE_LABEL] = { PLAIN, PLAIN, 0, 0 },
	[STYLE_FIGURE] = { PLAIN, PLAIN, THEME_BOLD, THEME_BOLD },
	[STYLE_UNKNOWN] = { PLAIN, PLAIN, THEME_DIM, 0 },
	[STYLE_STALE] = { PLAIN, PLAIN, THEME_DIM, THEME_DIM },
	[STYLE_GRAPH] = { PLAIN, PLAIN, THEME_DIM, 0 },
	[STYLE_TITLE] = { PLAIN, PLAIN, THEME_UNDERLINE, THEME_UNDERLINE },
	[STYLE_MGMTDEV] = { PLAIN, PLAIN, 0, 0 },
	[STYLE_DEVICE] = { PLAIN, PLAIN, THEME_BOLD, THEME_BOLD },
	[STYLE_QUEUE] = { PLAIN, PLAIN, 0, 0 },
	[STYLE_OK] = { PLAIN, PLAIN, 0, 0 },
	[STYLE_CAUTION] = { YELLOW, PLAIN, THEME_BOLD, THEME_BOLD },
	[STYLE_BAD] = { RED, PLAIN, THEME_BOLD, THEME_BOLD },
	[STYLE_SELECTED] = { PLAIN, PLAIN, THEME_REVERSE, THEME_REVERSE },
	[STYLE_RULE] = { PLAIN, PLAIN, THEME_DIM, 0 },
	[STYLE_NEGOTIATED] = { PLAIN, PLAIN, 0, 0 },
	[STYLE_PROVISIONED] = { PLAIN, PLAIN, 0, 0 },
	[STYLE_SUPPORTED] = { PLAIN, PLAIN, THEME_DIM, 0 },
	[STYLE_PAUSED] = { YELLOW, PLAIN, THEME_REVERSE, THEME_REVERSE },
	[STYLE_BANNER] = { YELLOW, PLAIN, THEME_BOLD, THEME_BOLD },
	[STYLE_BANNER_TEXT] = { PLAIN, PLAIN, 0, 0 },
	[STYLE_STATUS] = { PLAIN, PLAIN, 0, 0 },
	[STYLE_STATUS_WARNING] = { YELLOW, PLAIN, THEME_BOLD, THEME_BOLD },
	[STYLE_STATUS_ERROR] = { RED, PLAIN, THEME_BOLD, THEME_REVERSE },
	[STYLE_KEY] = { PLAIN, PLAIN, THEME_BOLD, THEME_BOLD },
	[STYLE_INPUT] = { PLAIN, PLAIN, THEME_BOLD, THEME_BOLD },
	[STYLE_MATCH] = { YELLOW, PLAIN, THEME_UNDERLINE, THEME_UNDERLINE },
	[STYLE_TAGGED] = { YELLOW, PLAIN, THEME_BOLD, THEME_BOLD },
	[STYLE_TITLE_SORTED] = { PLAIN, PLAIN, THEME_UNDERLINE | THEME_BOLD, THEME_UNDERLINE | THEME_BOLD },
	[STYLE_CURSOR] = { PLAIN, PLAIN, THEME_REVERSE, THEME_REVERSE },
	[STYLE_AXIS] = { PLAIN, PLAIN, THEME_DIM, 0 },
	[STYLE_KEY_LABEL] = { PLAIN, PLAIN, THEME_REVERSE, THEME_REVERSE },
} };

const struct theme *theme_builtin(void)
{
	return &builtin;
}

/* The sixteen as xterm shows them: what somebody set them to is not known. */
static const uint32_t theme_sixteen[] = {
	0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
	0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
};

/* A step of xterm's cube of 6 x 6 x 6 colours. */
static uint32_t theme_step(uint32_t level)
{
	return level ? 55 + 40 * level : 0;
}

/* Number INDEX of xterm's palette as 0xrrggbb. */
static uint32_t theme_palette(uint32_t index)
{
	uint32_t cube = index - 16;

	if (index < 16)
		return theme_sixteen[index];
	if (index >= 232)
		return (8 + 10 * (index - 232)) * 0x010101;
	return theme_step(cube / 36) << 16 | theme_step(cube / 6 % 6) << 8 | theme_step(cube % 6);
}

static int theme_distance(uint32_t one, uint32_t other)
{
	int sum = 0;

	for (int shift = 0; shift < 24; shift += 8) {
		int difference = (int)(one >> shift & 0xff) - (int)(other >> shift & 0xff);

		sum += difference * difference;
	}
	return sum;
}

/* The nearest of numbers FIRST to END - 1. */
static short theme_nearest(uint32_t rgb, uint32_t first, uint32_t end)
{
	uint32_t best = first;

	for (uint32_t index = first; index < end; index++)
		if (theme_distance(rgb, theme_palette(index)) < theme_distance(rgb, theme_palette(best)))
			best = index;
	return (short)best;
}

short theme_reduce(struct theme_colour colour, int colours)
{
	uint32_t count = colours >= 256 ? 256 : colours >= 16 ? 16 : 8;

	if (colour.kind == THEME_DEFAULT)
		return -1;
	if (colour.kind == THEME_INDEXED && colour.value < count)
		return (short)colour.value;
	if (colour.kind == THEME_INDEXED && colour.value < 16)
		return (short)(colour.value & 7);
	return theme_nearest(colour.kind == THEME_RGB ? colour.value : theme_palette(colour.value),
			     count == 256 ? 16 : 0, count);
}
