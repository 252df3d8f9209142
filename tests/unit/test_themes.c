/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The themes that come with the program: every text can be read on its ground, on a terminal with all
 * colours and on those with fewer, and nothing is said by colour alone. The folder is $THEMES.
 */
#include <glob.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf/complaint.h"
#include "conf/theme.h"
#include "tui/colour.h"
#include "tui/theme.h"

#include "unit.h"

#define BLACK 0x000000
#define WHITE 0xffffff

static const struct theme_depth depths[] = { { THEME_DIRECT, 8 }, { 256, 0 }, { 16, 0 }, { 8, 0 } };

#define DEPTHS (sizeof(depths) / sizeof(depths[0]))

/* TEXT and GROUND are what the terminal's own are taken for. */
static const struct expected {
	const char *name;
	uint32_t text, ground;
	double least, least_faint; /* contrast, WCAG 2.1: 4.5 is its AA, 7 its AAA */
} themes[] = {
	{ "dark", WHITE, BLACK, 4.5, 3 },
	{ "light", BLACK, WHITE, 4.5, 3 },
	{ "high-contrast", WHITE, BLACK, 7, 7 },
	{ "solarized", WHITE, BLACK, 4.5, 3 },
	{ "solarized-light", BLACK, WHITE, 4.5, 3 },
	{ "mono", WHITE, BLACK, 4.5, 3 },
	{ "mono", BLACK, WHITE, 4.5, 3 },
};

#define THEMES (sizeof(themes) / sizeof(themes[0]))

static const char *folder(void)
{
	const char *path = getenv("THEMES");

	assert_non_null(path);
	return path;
}

static struct theme theme_named(const char *name)
{
	struct complaints complaints = COMPLAINTS_NONE;
	char path[PATH_MAX];
	struct theme theme;

	snprintf(path, sizeof(path), "%s/%s.conf", folder(), name);
	if (theme_read(&theme, path, &complaints) < 0)
		fail_msg("%s: %s", path, complaints_count(&complaints) ? complaints_at(&complaints, 0) : "none");
	complaints_free(&complaints);
	return theme;
}

/* What matters little, and what is seen by its place and shape. */
static bool is_faint(enum style style)
{
	return style == STYLE_DIM || style == STYLE_UNKNOWN || style == STYLE_STALE ||
	       style == STYLE_GRAPH || style == STYLE_RULE || style == STYLE_AXIS ||
	       style == STYLE_SUPPORTED;
}

static uint32_t shown(int number, struct theme_depth depth, uint32_t own)
{
	if (number < 0)
		return own;
	return depth.colours == THEME_DIRECT && number >= depth.indexed ? (uint32_t)number :
									  colour_of_index((uint32_t)number);
}

static void expect_legible(const struct expected *expected, const struct theme *theme,
			   enum style style, struct theme_depth depth)
{
	struct theme_reduced reduced = theme_reduce(&theme->looks[style], depth);
	double contrast = colour_contrast(shown(reduced.text, depth, expected->text),
					  shown(reduced.ground, depth, expected->ground));
	double least = is_faint(style) ? expected->least_faint : expected->least;

	/* Of eight there is one red, and it is dark: bold makes it brighter where there are no more. */
	if (depth.colours == 8 && reduced.ground < 0 && least > 3.5)
		least = 3.5;
	if (contrast < least)
		fail_msg("%s, %s, %d colours: text %d on %d has a contrast of %.2f, %.1f is asked for",
			 expected->name, style_name(style), depth.colours, reduced.text, reduced.ground,
			 contrast, least);
}

static void every_style_can_be_read_with_every_number_of_colours(void **state)
{
	(void)state;
	for (size_t i = 0; i < THEMES; i++) {
		struct theme theme = theme_named(themes[i].name);

		for (size_t depth = 0; depth < DEPTHS; depth++)
			for (enum style style = 0; style < STYLE_COUNT; style++)
				expect_legible(&themes[i], &theme, style, depths[depth]);
	}
}

static void every_theme_is_looked_at_here(void **state)
{
	char pattern[PATH_MAX];
	glob_t found;

	(void)state;
	snprintf(pattern, sizeof(pattern), "%s/*.conf", folder());
	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		const char *name = strrchr(found.gl_pathv[i], '/') + 1;
		size_t known = 0;

		while (known < THEMES && strncmp(themes[known].name, name, strlen(name) - 5))
			known++;
		if (known == THEMES)
			fail_msg("%s is in no list here", name);
	}
	globfree(&found);
}

static bool looks_equal(const struct theme *theme, enum style one, enum style other, bool has_colour)
{
	const struct theme_look *a = &theme->looks[one], *b = &theme->looks[other];

	if (!has_colour)
		return a->mono == b->mono;
	return a->attributes == b->attributes && !memcmp(&a->text, &b->text, sizeof(a->text)) &&
	       !memcmp(&a->ground, &b->ground, sizeof(a->ground));
}

/* With colours and without. That a state is a sign or a word as well, pictures of screens say. */
static void what_must_differ_differs(void **state)
{
	static const enum style pairs[][2] = {
		{ STYLE_SELECTED, STYLE_NORMAL }, { STYLE_SELECTED, STYLE_TAGGED },
		{ STYLE_SELECTED, STYLE_MATCH },  { STYLE_SELECTED, STYLE_BAD },
		{ STYLE_TAGGED, STYLE_NORMAL },   { STYLE_TAGGED, STYLE_MATCH },
		{ STYLE_MATCH, STYLE_NORMAL },	  { STYLE_BAD, STYLE_NORMAL },
		{ STYLE_CAUTION, STYLE_NORMAL },  { STYLE_TITLE, STYLE_TITLE_SORTED },
		{ STYLE_CURSOR, STYLE_NORMAL },	  { STYLE_STATUS_ERROR, STYLE_STATUS },
		{ STYLE_STATUS_WARNING, STYLE_STATUS }, { STYLE_KEY_LABEL, STYLE_NORMAL },
		{ STYLE_PAUSED, STYLE_NORMAL },
	};

	(void)state;
	for (size_t i = 0; i < THEMES; i++) {
		struct theme theme = theme_named(themes[i].name);

		for (size_t pair = 0; pair < sizeof(pairs) / sizeof(pairs[0]); pair++)
			for (int has_colour = 0; has_colour < 2; has_colour++)
				if (looks_equal(&theme, pairs[pair][0], pairs[pair][1], has_colour))
					fail_msg("%s: %s looks like %s", themes[i].name,
						 style_name(pairs[pair][0]), style_name(pairs[pair][1]));
	}
}

static void the_one_without_colour_has_none(void **state)
{
	struct theme theme = theme_named("mono");

	(void)state;
	for (enum style style = 0; style < STYLE_COUNT; style++) {
		assert_int_equal(theme.looks[style].text.kind, THEME_DEFAULT);
		assert_int_equal(theme.looks[style].ground.kind, THEME_DEFAULT);
		assert_int_equal(theme.looks[style].attributes, theme.looks[style].mono);
	}
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(every_style_can_be_read_with_every_number_of_colours),
	cmocka_unit_test(every_theme_is_looked_at_here),
	cmocka_unit_test(what_must_differ_differs),
	cmocka_unit_test(the_one_without_colour_has_none),
};

UNIT_MAIN(themes)
