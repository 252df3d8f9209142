/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Colours, what is left of them on terminals that have fewer, and whether it can still be read. */
#include "tui/theme.h"

#include <stdbool.h>

#include "tui/colour.h"

#include "unit.h"

#define BLACK 0x000000
#define WHITE 0xffffff

static const struct theme_depth depths[] = { { THEME_DIRECT, 8 }, { 256, 0 }, { 16, 0 }, { 8, 0 } };

#define DEPTHS (sizeof(depths) / sizeof(depths[0]))

static struct theme_look look_of(uint32_t text, uint32_t ground)
{
	return (struct theme_look){ .text = { THEME_RGB, text }, .ground = { THEME_RGB, ground } };
}

static void the_palette_is_xterms(void **state)
{
	(void)state;
	assert_int_equal(colour_of_index(9), 0xff0000);
	assert_int_equal(colour_of_index(16), 0x000000);
	assert_int_equal(colour_of_index(130), 0xaf5f00);
	assert_int_equal(colour_of_index(231), 0xffffff);
	assert_int_equal(colour_of_index(232), 0x080808);
	assert_int_equal(colour_of_index(255), 0xeeeeee);
}

static void contrast_is_from_1_to_21_and_the_same_both_ways(void **state)
{
	(void)state;
	assert_float_equal(colour_contrast(BLACK, WHITE), 21, 0.01);
	assert_float_equal(colour_contrast(WHITE, WHITE), 1, 0.01);
	assert_float_equal(colour_contrast(0x767676, WHITE), 4.54, 0.01);
	assert_float_equal(colour_contrast(WHITE, 0x767676), 4.54, 0.01);
}

static void a_number_that_the_terminal_has_stays_what_it_is(void **state)
{
	const struct theme_look look = { .text = { THEME_INDEXED, 3 }, .ground = { THEME_INDEXED, 4 } };

	(void)state;
	for (size_t i = 0; i < DEPTHS; i++) {
		assert_int_equal(theme_reduce(&look, depths[i]).text, 3);
		assert_int_equal(theme_reduce(&look, depths[i]).ground, 4);
	}
}

static void the_terminals_own_stays_its_own(void **state)
{
	const struct theme_look look = { 0 };

	(void)state;
	for (size_t i = 0; i < DEPTHS; i++) {
		assert_int_equal(theme_reduce(&look, depths[i]).text, -1);
		assert_int_equal(theme_reduce(&look, depths[i]).ground, -1);
	}
}

static void any_other_becomes_the_nearest(void **state)
{
	const struct theme_look red = { .text = { THEME_RGB, 0xee0000 } };
	const struct theme_look orange = { .text = { THEME_INDEXED, 208 } };

	(void)state;
	assert_int_equal(theme_reduce(&red, depths[0]).text, 0xee0000);
	assert_int_equal(theme_reduce(&red, depths[1]).text, 196);
	assert_int_equal(theme_reduce(&red, depths[2]).text, 9);
	assert_int_equal(theme_reduce(&red, depths[3]).text, 1);
	assert_int_equal(theme_reduce(&orange, depths[0]).text, 0xff8700);
	assert_int_equal(theme_reduce(&orange, depths[1]).text, 208);
	assert_int_equal(theme_reduce(&orange, depths[3]).text, 3);
}

static void by_red_green_and_blue_black_is_not_a_number_of_the_palette(void **state)
{
	const struct theme_look look = look_of(BLACK, 0x000005);

	(void)state;
	assert_int_equal(theme_reduce(&look, depths[0]).text, 0x010101);
	assert_int_equal(theme_reduce(&look, depths[0]).ground, 0x010101);
}

/* Of 8 colours, the nearest to both of these is the same one. */
static void a_text_is_not_lost_in_its_ground(void **state)
{
	const struct theme_look look = look_of(0x657b83, 0xfdf6e3);

	(void)state;
	for (size_t i = 1; i < DEPTHS; i++) {
		struct theme_reduced reduced = theme_reduce(&look, depths[i]);

		assert_true(colour_contrast(colour_of_index((uint32_t)reduced.text),
					    colour_of_index((uint32_t)reduced.ground)) >= 4);
	}
	assert_int_equal(theme_reduce(&look, depths[3]).ground, 7);
	assert_int_equal(theme_reduce(&look, depths[3]).text, 0);
}

/* What is built in knows nothing of its ground, so it sets none. */
static void what_is_built_in_is_read_on_black_and_on_white(void **state)
{
	(void)state;
	for (enum style style = 0; style < STYLE_COUNT; style++) {
		const struct theme_look *look = &theme_builtin()->looks[style];

		assert_int_equal(look->ground.kind, THEME_DEFAULT);
		for (size_t i = 0; i < DEPTHS; i++) {
			int text = theme_reduce(look, depths[i]).text;
			uint32_t rgb = i ? colour_of_index((uint32_t)text) : (uint32_t)text;
			double least = i ? 3.5 : 4.4;

			if (text < 0)
				continue;
			assert_true(colour_contrast(rgb, BLACK) >= least);
			assert_true(colour_contrast(rgb, WHITE) >= least);
		}
	}
}

static bool looks_differ(enum style one, enum style other)
{
	return theme_builtin()->looks[one].mono != theme_builtin()->looks[other].mono;
}

static void without_colour_what_matters_stands_out(void **state)
{
	static const enum style loud[] = { STYLE_SELECTED, STYLE_CURSOR, STYLE_BAD, STYLE_CAUTION, STYLE_MATCH,
					   STYLE_TAGGED, STYLE_PAUSED, STYLE_TITLE, STYLE_STATUS_WARNING,
					   STYLE_STATUS_ERROR, STYLE_BANNER, STYLE_KEY_LABEL };

	(void)state;
	for (size_t i = 0; i < sizeof(loud) / sizeof(loud[0]); i++)
		assert_true(looks_differ(loud[i], STYLE_NORMAL));
	assert_true(looks_differ(STYLE_SELECTED, STYLE_TAGGED));
	assert_true(looks_differ(STYLE_SELECTED, STYLE_MATCH));
	assert_true(looks_differ(STYLE_SELECTED, STYLE_BAD));
	assert_true(looks_differ(STYLE_MATCH, STYLE_TAGGED));
	assert_true(looks_differ(STYLE_TITLE, STYLE_TITLE_SORTED));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_palette_is_xterms),
	cmocka_unit_test(contrast_is_from_1_to_21_and_the_same_both_ways),
	cmocka_unit_test(a_number_that_the_terminal_has_stays_what_it_is),
	cmocka_unit_test(the_terminals_own_stays_its_own),
	cmocka_unit_test(any_other_becomes_the_nearest),
	cmocka_unit_test(by_red_green_and_blue_black_is_not_a_number_of_the_palette),
	cmocka_unit_test(a_text_is_not_lost_in_its_ground),
	cmocka_unit_test(what_is_built_in_is_read_on_black_and_on_white),
	cmocka_unit_test(without_colour_what_matters_stands_out),
};

UNIT_MAIN(theme)
