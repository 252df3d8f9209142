/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Theme files: what they say, and that one with a mistake is not used. */
#include "conf/theme.h"

#include <errno.h>
#include <string.h>

#include "tui/theme.h"

#include "home.h"
#include "unit.h"

#define THEME ".config/vdpatop/themes/mine.conf"

static int load(struct theme *theme, const char *name, struct complaints *complaints)
{
	struct places places;

	*complaints = COMPLAINTS_NONE;
	places_find(&places, true);
	return theme_load(theme, name, &places, complaints);
}

static void expect_colour(struct theme_colour colour, enum theme_kind kind, uint32_t value)
{
	assert_int_equal(colour.kind, kind);
	assert_int_equal(colour.value, value);
}

static void a_theme_gives_colours_by_name_number_and_rgb(void **state)
{
	struct complaints complaints;
	struct theme theme;

	(void)state;
	home_put(THEME, "colors = { sand = \"#fdf6e3\"; sky = 33; };\n"
			"styles = {\n"
			"  normal = { text = \"black\"; ground = \"sand\"; };\n"
			"  bad = { text = \"#DC322f\"; bold = false; underline = true; mono = \"reverse  bold\"; };\n"
			"  caution = { text = 136; }; figure = { text = \"bright-cyan\"; ground = \"sky\"; };\n"
			"  key-label = { text = \"default\"; ground = \"255\"; };\n"
			"};\n");
	assert_int_equal(load(&theme, "mine", &complaints), 0);
	expect_colour(theme.looks[STYLE_NORMAL].text, THEME_INDEXED, 0);
	expect_colour(theme.looks[STYLE_NORMAL].ground, THEME_RGB, 0xfdf6e3);
	expect_colour(theme.looks[STYLE_BAD].text, THEME_RGB, 0xdc322f);
	assert_int_equal(theme.looks[STYLE_BAD].mono, THEME_BOLD | THEME_REVERSE);
	assert_int_equal(theme.looks[STYLE_BAD].attributes & (THEME_BOLD | THEME_UNDERLINE), THEME_UNDERLINE);
	expect_colour(theme.looks[STYLE_CAUTION].text, THEME_INDEXED, 136);
	expect_colour(theme.looks[STYLE_FIGURE].text, THEME_INDEXED, 14);
	expect_colour(theme.looks[STYLE_FIGURE].ground, THEME_INDEXED, 33);
	expect_colour(theme.looks[STYLE_KEY_LABEL].text, THEME_DEFAULT, 0);
	expect_colour(theme.looks[STYLE_KEY_LABEL].ground, THEME_INDEXED, 255);
}

static void what_a_theme_does_not_say_is_of_its_normal_and_of_the_built_in_attributes(void **state)
{
	struct complaints complaints;
	struct theme theme;

	(void)state;
	home_put(THEME, "styles = { normal = { text = 1; ground = 2; bold = true; }; };");
	assert_int_equal(load(&theme, "mine", &complaints), 0);
	expect_colour(theme.looks[STYLE_SELECTED].text, THEME_INDEXED, 1);
	expect_colour(theme.looks[STYLE_SELECTED].ground, THEME_INDEXED, 2);
	assert_int_equal(theme.looks[STYLE_SELECTED].attributes,
			 theme_builtin()->looks[STYLE_SELECTED].attributes);
	assert_int_equal(theme.looks[STYLE_SELECTED].mono, theme_builtin()->looks[STYLE_SELECTED].mono);
}

static const struct {
	const char *text, *words;
} wrong[] = {
	{ "styles = { bda = {}; };", "mine.conf:1: styles.bda: no such style; did you mean bad?" },
	{ "styles = {\n bad = { text = \"rde\"; }; };", "mine.conf:2: styles.bad.text: 'rde' is no colour, expected" },
	{ "styles = { bad = { text = \"#12345\"; }; };", "'#12345' is no colour" },
	{ "styles = { bad = { text = \"#12345g\"; }; };", "'#12345g' is no colour" },
	{ "styles = { bad = { text = 256; }; };", "styles.bad.text: a number, expected" },
	{ "styles = { bad = { text = -1; }; };", "styles.bad.text: a number, expected" },
	{ "styles = { bad = { ground = true; }; };", "styles.bad.ground: a truth value, expected" },
	{ "styles = { bad = { txet = 1; }; };", "styles.bad.txet: a style has no such part; did you mean text?" },
	{ "styles = { bad = { bold = 1; }; };", "styles.bad.bold: a number, expected true or false" },
	{ "styles = { bad = { mono = \"bold blink\"; }; };", "'blink' is no attribute" },
	{ "styles = { bad = { mono = true; }; };", "styles.bad.mono: a truth value, expected" },
	{ "styles = { bad = 1; };", "styles.bad: a number, expected {" },
	{ "styles = 1;", "there is no styles = {" },
	{ "", "there is no styles = {" },
	{ "stiles = {};", "mine.conf:1: stiles: a theme has colors and styles only" },
	{ "colors = { a = \"b\"; b = 1; }; styles = { bad = { text = \"a\"; }; };", "colors.a: is no colour" },
	{ "styles = { bad = { text = 1; };", "mine.conf:1: this is no" },
};

static void a_theme_with_a_mistake_is_not_used_and_the_mistake_is_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct complaints complaints;
		struct theme theme;

		home_put(THEME, wrong[i].text);
		assert_true(load(&theme, "mine", &complaints) < 0);
		assert_memory_equal(&theme, theme_builtin(), sizeof(theme));
		assert_true(complaints_count(&complaints) > 0);
		if (!strstr(complaints_at(&complaints, 0), wrong[i].words))
			fail_msg("%s: '%s' does not hold '%s'", wrong[i].text, complaints_at(&complaints, 0),
				 wrong[i].words);
		complaints_free(&complaints);
	}
}

static void a_theme_is_found_by_name_or_by_path(void **state)
{
	struct complaints complaints;
	struct theme theme;

	(void)state;
	assert_int_equal(load(&theme, "default", &complaints), 0);
	assert_int_equal(load(&theme, "mine", &complaints), -ENOENT);
	assert_non_null(strstr(complaints_at(&complaints, 0), "theme 'mine': there is no mine.conf in "));
	complaints_free(&complaints);
	home_put("any", "styles = { bad = { text = 7; }; };");
	assert_int_equal(load(&theme, home_path("any"), &complaints), 0);
	expect_colour(theme.looks[STYLE_BAD].text, THEME_INDEXED, 7);
	assert_int_equal(load(&theme, home_path("none"), &complaints), -ENOENT);
	assert_int_equal(complaints_count(&complaints), 1);
	complaints_free(&complaints);
	assert_true(load(&theme, "/dev/zero", &complaints) < 0);
	complaints_free(&complaints);
}

static void with_borrowed_rights_no_path_is_read(void **state)
{
	struct complaints complaints = COMPLAINTS_NONE;
	struct places places;
	struct theme theme;

	(void)state;
	home_put("any", "styles = { bad = { text = 7; }; };");
	places_find(&places, false);
	assert_int_equal(theme_load(&theme, home_path("any"), &places, &complaints), -EPERM);
	assert_memory_equal(&theme, theme_builtin(), sizeof(theme));
	assert_int_equal(complaints_count(&complaints), 1);
	complaints_free(&complaints);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, home_open, home_close)

static const struct CMUnitTest tests[] = {
	TEST(a_theme_gives_colours_by_name_number_and_rgb),
	TEST(what_a_theme_does_not_say_is_of_its_normal_and_of_the_built_in_attributes),
	TEST(a_theme_with_a_mistake_is_not_used_and_the_mistake_is_named),
	TEST(a_theme_is_found_by_name_or_by_path),
	TEST(with_borrowed_rights_no_path_is_read),
};

UNIT_MAIN(theme_file)
