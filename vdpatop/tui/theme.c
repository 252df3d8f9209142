/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The theme that is built in: legible on dark and light grounds, so it sets no ground. */
#include "tui/theme.h"

#include <stdbool.h>

#include "tui/colour.h"

#define PLAIN { THEME_DEFAULT, 0 }
/*
 * Dark enough for a white ground and light enough for a black one: a contrast of 4.5 on both leaves
 * little room, and no yellow in it.
 */
#define RED { THEME_RGB, 0xee0000 }
#define ORANGE { THEME_RGB, 0xbd5300 }

static const struct theme builtin = { {
	[STYLE_NORMAL] = { PLAIN, PLAIN, 0, 0 },
	[STYLE_DIM] = { PLAIN, PLAIN, THEME_DIM, 0 },
	[STYLE_PROGRAM] = { PLAIN, PLAIN, THEME_BOLD, THEME_BOLD },
	[STYLE_LABEL] = { PLAIN, PLAIN, 0, 0 },
	[STYLE_FIGURE] = { PLAIN, PLAIN, 0, 0 }, /* most of what changes: a change of looks costs bytes */
	[STYLE_UNKNOWN] = { PLAIN, PLAIN, THEME_DIM, 0 },
	[STYLE_STALE] = { PLAIN, PLAIN, THEME_DIM, THEME_DIM },
	[STYLE_GRAPH] = { PLAIN, PLAIN, THEME_DIM, 0 },
	[STYLE_TITLE] = { PLAIN, PLAIN, THEME_UNDERLINE, THEME_UNDERLINE },
	[STYLE_HEADING] = { PLAIN, PLAIN, THEME_BOLD, THEME_BOLD },
	[STYLE_MGMTDEV] = { PLAIN, PLAIN, 0, 0 },
	[STYLE_DEVICE] = { PLAIN, PLAIN, THEME_BOLD, THEME_BOLD },
	[STYLE_QUEUE] = { PLAIN, PLAIN, 0, 0 },
	[STYLE_OK] = { PLAIN, PLAIN, 0, 0 },
	[STYLE_CAUTION] = { ORANGE, PLAIN, THEME_BOLD, THEME_BOLD },
	[STYLE_BAD] = { RED, PLAIN, THEME_BOLD, THEME_BOLD },
	[STYLE_SELECTED] = { PLAIN, PLAIN, THEME_REVERSE, THEME_REVERSE },
	[STYLE_RULE] = { PLAIN, PLAIN, THEME_DIM, 0 },
	[STYLE_NEGOTIATED] = { PLAIN, PLAIN, 0, 0 },
	[STYLE_PROVISIONED] = { PLAIN, PLAIN, 0, 0 },
	[STYLE_SUPPORTED] = { PLAIN, PLAIN, THEME_DIM, 0 },
	[STYLE_PAUSED] = { ORANGE, PLAIN, THEME_REVERSE, THEME_REVERSE },
	[STYLE_BANNER] = { ORANGE, PLAIN, THEME_BOLD, THEME_BOLD },
	[STYLE_BANNER_TEXT] = { PLAIN, PLAIN, 0, 0 },
	[STYLE_STATUS] = { PLAIN, PLAIN, 0, 0 },
	[STYLE_STATUS_WARNING] = { ORANGE, PLAIN, THEME_BOLD, THEME_BOLD },
	[STYLE_STATUS_ERROR] = { RED, PLAIN, THEME_BOLD, THEME_REVERSE },
	[STYLE_KEY] = { PLAIN, PLAIN, THEME_BOLD, THEME_BOLD },
	[STYLE_KEY_LABEL] = { PLAIN, PLAIN, THEME_REVERSE, THEME_REVERSE },
	[STYLE_INPUT] = { PLAIN, PLAIN, THEME_BOLD, THEME_BOLD },
	[STYLE_MATCH] = { ORANGE, PLAIN, THEME_BOLD | THEME_UNDERLINE, THEME_BOLD | THEME_UNDERLINE },
	[STYLE_TAGGED] = { ORANGE, PLAIN, THEME_BOLD, THEME_BOLD },
	[STYLE_TITLE_SORTED] = { PLAIN, PLAIN, THEME_BOLD | THEME_UNDERLINE, THEME_BOLD | THEME_UNDERLINE },
	[STYLE_CURSOR] = { PLAIN, PLAIN, THEME_REVERSE, THEME_REVERSE },
	[STYLE_AXIS] = { PLAIN, PLAIN, THEME_DIM, 0 },
} };

const struct theme *theme_builtin(void)
{
	return &builtin;
}

/* Below this contrast a text is hard to read (WCAG 2.1, 1.4.3); above it any is good enough. */
#define THEME_LEGIBLE 4.5

static uint32_t theme_rgb(struct theme_colour colour)
{
	return colour.kind == THEME_RGB ? colour.value : colour_of_index(colour.value);
}

/* Whether the terminal shows it by its number. */
static bool theme_has_number(struct theme_colour colour, struct theme_depth depth)
{
	int numbers = depth.colours >= THEME_DIRECT ? depth.indexed : depth.colours;

	return colour.kind == THEME_INDEXED && (int)colour.value < numbers;
}

/* Black and its neighbours have the numbers of the palette: one step further is as dark. */
static int theme_direct(uint32_t rgb, struct theme_depth depth)
{
	return rgb < (uint32_t)depth.indexed ? 0x010101 : (int)rgb;
}

/* Of 256, the first sixteen are the user's: nobody knows how they look. */
static uint32_t theme_first(struct theme_depth depth)
{
	return depth.colours >= 256 ? 16 : 0;
}

static int theme_reduce_ground(struct theme_colour ground, struct theme_depth depth)
{
	if (ground.kind == THEME_DEFAULT)
		return -1;
	if (theme_has_number(ground, depth))
		return (int)ground.value;
	if (depth.colours >= THEME_DIRECT)
		return theme_direct(theme_rgb(ground), depth);
	return (int)colour_nearest(theme_rgb(ground), theme_first(depth), (uint32_t)depth.colours);
}

struct theme_reduced theme_reduce(const struct theme_look *look, struct theme_depth depth)
{
	struct theme_reduced reduced = { -1, theme_reduce_ground(look->ground, depth) };
	uint32_t ground = 0;
	double contrast = 0;

	if (look->text.kind == THEME_DEFAULT)
		return reduced;
	if (theme_has_number(look->text, depth)) {
		reduced.text = (int)look->text.value;
	} else if (depth.colours >= THEME_DIRECT) {
		reduced.text = theme_direct(theme_rgb(look->text), depth);
	} else {
		if (reduced.ground >= 0) {
			ground = colour_of_index((uint32_t)reduced.ground);
			contrast = colour_contrast(theme_rgb(look->text), theme_rgb(look->ground));
		}
		reduced.text = (int)colour_nearest_text(theme_rgb(look->text), theme_first(depth),
							(uint32_t)depth.colours, ground,
							contrast < THEME_LEGIBLE ? contrast : THEME_LEGIBLE);
	}
	return reduced;
}
