/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a configuration file says, what is wrong in one, and what is over what. */
#include "conf/configuration.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "conf/dump.h"
#include "conf/text_file.h"

#include "home.h"
#include "unit.h"

/* A file of one line, and what is then said of it; NULL for nothing. */
static void expect_words(const char *text, const char *words)
{
	struct configuration configuration;

	home_put(HOME_CONFIG, text);
	home_load(&configuration);
	if (words && !home_complains(&configuration, words))
		fail_msg("%s: '%s' is not said, but '%s'", text, words,
			 complaints_count(&configuration.complaints) ?
				 complaints_at(&configuration.complaints, 0) : "nothing");
	if (!words && complaints_count(&configuration.complaints))
		fail_msg("%s: %s", text, complaints_at(&configuration.complaints, 0));
	configuration_free(&configuration);
}

static void expect_setting(const char *text, enum setting setting, const char *value)
{
	struct configuration configuration;

	home_put(HOME_CONFIG, text);
	home_load(&configuration);
	assert_string_equal(configuration_get(&configuration, setting), value);
	configuration_free(&configuration);
}

static void without_a_file_the_defaults_hold_and_nothing_is_said(void **state)
{
	struct configuration configuration;

	(void)state;
	home_load(&configuration);
	assert_int_equal(complaints_total(&configuration.complaints), 0);
	for (enum setting setting = 0; setting < SETTING_COUNT; setting++)
		assert_string_equal(configuration_get(&configuration, setting), setting_info(setting)->initial);
	configuration_free(&configuration);
}

static const struct {
	const char *text;
	enum setting setting;
	const char *value;
} taken[] = {
	{ "delay = 2;", SETTING_DELAY, "2" },
	{ "delay = 0.50;", SETTING_DELAY, "0.5" },
	{ "delay : 1e2", SETTING_DELAY, "100" },
	{ "max_load = 0x10;", SETTING_MAX_LOAD, "16" },
	{ "theme = \"a \" \"b\";", SETTING_THEME, "a b" },
	{ "color = \"never\"", SETTING_COLOR, "never" },
	{ "glyphs = \"utf8\"", SETTING_GLYPHS, "utf8" },
	{ "mouse = FALSE;", SETTING_MOUSE, "false" },
	{ "columns = \"name,mac=20\";", SETTING_COLUMNS, "name,mac=20" },
	{ "sort = \"wqes_per_s\";", SETTING_SORT, "wqes_per_s" },
	{ "descending = true;", SETTING_DESCENDING, "true" },
	{ "flat = true;", SETTING_FLAT, "true" },
	{ "follow = false;", SETTING_FOLLOW, "false" },
	{ "header = false;", SETTING_HEADER, "false" },
	{ "pane = false;", SETTING_PANE, "false" },
	{ "remember = false;", SETTING_REMEMBER, "false" },
	{ "autosave = true;", SETTING_AUTOSAVE, "true" },
	{ "# a\n/* b */ delay /* c */ = // d\n 3 ;", SETTING_DELAY, "3" },
	{ "\r\ndelay = 3;\r\n", SETTING_DELAY, "3" },
};

static void every_setting_is_taken_from_the_file(void **state)
{
	bool is_tried[SETTING_COUNT] = { false };

	(void)state;
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++) {
		expect_setting(taken[i].text, taken[i].setting, taken[i].value);
		is_tried[taken[i].setting] = true;
	}
	for (int i = 0; i < SETTING_COUNT; i++)
		assert_true(is_tried[i]);
}

static const struct {
	const char *text, *words;
} wrong[] = {
	{ "delay = \"2\";", "vdpatop.conf:1: delay: a text, expected a number of seconds from 0.1 to 3600" },
	{ "\n\ndelay = 0;", "vdpatop.conf:3: delay: '0' is not a number of seconds from 0.1 to 3600" },
	{ "delay = -1;", "'-1'" },
	{ "delay = 1e99;", "delay: '1e+99'" },
	{ "delay = {};", "a group, expected" },
	{ "max_load = 101;", "max_load: '101' is not a whole number from 1 to 100" },
	{ "max_load = 1.5;", "max_load: a number, expected a whole number" },
	{ "max_load = 99999999999999L;", "'99999999999999'" },
	{ "theme = \"\";", "theme: is empty" },
	{ "theme = true;", "theme: a truth value, expected a text" },
	{ "color = \"red\";", "color: 'red' is not auto, always or never" },
	{ "glyphs = 1;", "glyphs: a number, expected auto, utf8 or ascii" },
	{ "mouse = \"no\";", "mouse: a text, expected true or false" },
	{ "columns = (\"name\");", "columns: a list, expected" },
	{ "columns = \"nonsense\";", "nonsense" },
	{ "sort = \"nonsense\";", "nonsense" },
	{ "pane = 1;", "pane: a number, expected true or false" },
	{ "dellay = 2;", "vdpatop.conf:1: dellay: no such setting; did you mean delay?" },
	{ "Autosave = true;", "did you mean autosave?" },
	{ "kyes = {};", "did you mean keys?" },
	{ "xyzzy = 1;", "xyzzy: no such setting" },
	{ "delay = 2", NULL },
	{ "delay 2;", "vdpatop.conf:1: this is no NAME = VALUE;" },
	{ "delay = 2;\nmouse = maybe;\n", "vdpatop.conf:2: this is no NAME = VALUE;" },
	{ "theme = \"dark;\n", "vdpatop.conf:" },
	{ "delay = 2;\ndelay = 3;\n", "vdpatop.conf:2: duplicate" },
	{ "keys = 1;", "keys: a number, expected { MODE" },
	{ "keys = { tree = \"x\"; };", "keys.tree: a text, expected { ACTION" },
	{ "keys = { tree = { quit = \"\";\nclose = \"\"; }; };",
	  "vdpatop.conf:2: keys.tree.close: no key would be left that leaves mode tree" },
	{ "keys = { tree = { quit = \"\";\npause = \"q\"; }; };",
	  "vdpatop.conf:2: keys.tree.pause: no key would be left that leaves mode tree" },
	{ "keys = { tree = { quit = \"\"; }; };", NULL },
	{ "keys = { tree = { close = \"\"; back = \"\"; }; };", NULL },
	{ "keys = { help = { quit = \"\"; close = \"\"; }; };", NULL },
	{ "keys = { prompt = { accept = \"\"; cancel = \"\"; }; };", "that leaves mode prompt" },
	{ "keys = { tree = { pause = \"F8\";\nzero = \"F8\"; }; };",
	  "keys.tree.zero: takes the key F8 from pause, which line" },
	{ "keys = { tree = { zero = \"Z\"; pause = \"P\"; }; };", NULL },
	{ "keys = { trea = {}; };", "keys.trea: no such mode; did you mean tree?" },
	{ "keys = { tree = { paus = \"x\"; }; };", "keys.tree.paus: no such action; did you mean pause?" },
	{ "keys = { tree = { pause = 1; }; };", "keys.tree.pause: a number, expected names of keys" },
	{ "keys = { tree = { pause = \"Bogus\"; }; };", "keys.tree.pause: 'Bogus' is no key" },
	{ "keys = { log = { fold = \"x\"; }; };", "keys.log.fold: 'fold' does nothing in mode log" },
	{ "@include \"none\"", "vdpatop.conf:1: @include of " },
	{ "\n@include \"none", "vdpatop.conf:2: @include lacks its closing quote" },
	{ "\xff\xfe", "vdpatop.conf:1: this is no" },
};

static void what_is_wrong_is_named_with_file_line_and_what_was_expected(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		expect_words(wrong[i].text, wrong[i].words);
}

static void what_is_right_beside_something_wrong_is_taken(void **state)
{
	(void)state;
	expect_setting("delay = \"x\";\nmax_load = 5;\nbogus = 1;\n", SETTING_MAX_LOAD, "5");
	expect_setting("delay = 2;\nmouse = ;\nmax_load = 5;\n", SETTING_DELAY, "2");
	expect_setting("delay = \"x\";", SETTING_DELAY, "1");
}

static void a_hundred_mistakes_are_counted_and_some_are_kept(void **state)
{
	struct configuration configuration;
	char text[4096] = "";
	size_t used = 0;

	(void)state;
	for (int i = 0; i < 100; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "name%d = 1;\n", i);
	home_put(HOME_CONFIG, text);
	home_load(&configuration);
	assert_int_equal(complaints_count(&configuration.complaints), COMPLAINTS_MOST);
	assert_int_equal(complaints_total(&configuration.complaints), 100);
	configuration_free(&configuration);
}

static void included_files_say_their_own_names_and_lines(void **state)
{
	(void)state;
	home_put(".config/vdpatop/more.conf", "max_load = 7;\nbogus = 1;\n");
	expect_words("delay = 2;\n@include \"more.conf\"\nalso = 1;\n", "more.conf:2: bogus");
	expect_words("delay = 2;\n@include \"more.conf\"\nalso = 1;\n", "vdpatop.conf:3: also");
	expect_setting("@include \"more.conf\"\n", SETTING_MAX_LOAD, "7");
	expect_setting("# @include \"more.conf\"\n", SETTING_MAX_LOAD, "20");
	expect_setting("theme = \"\n@include \\\"more.conf\\\"\";\n", SETTING_MAX_LOAD, "20");
	home_put(".config/vdpatop/open.conf", "max_load = 7");
	expect_setting("@include \"open.conf\"\n;delay = 2;\n", SETTING_DELAY, "2");
}

static void files_that_include_each_other_come_to_an_end(void **state)
{
	(void)state;
	expect_words("@include \"vdpatop.conf\"\n", "more than 10 deep");
	home_put(".config/vdpatop/a", "@include \"b\"\n@include \"b\"\n");
	home_put(".config/vdpatop/b", "@include \"a\"\n@include \"a\"\n");
	expect_words("@include \"a\"\n", "more than 10 deep");
}

static void what_is_no_file_is_not_waited_for(void **state)
{
	char *large = malloc(TEXT_FILE_MOST + 100);

	(void)state;
	assert_non_null(large);
	expect_words("@include \"/dev/zero\"\n", "/dev/zero: is no text file");
	expect_words("@include \"/dev/full\"\n", "/dev/full");
	expect_words("@include \"/\"\n", "/: Is a directory");
	expect_words("@include \"/dev/null\"\n", NULL);
	assert_int_equal(mkfifo(home_path("fifo"), 0600), 0);
	expect_words("@include \"../../fifo\"\n", "is no text file");
	memset(large, ' ', TEXT_FILE_MOST + 99);
	large[TEXT_FILE_MOST + 99] = '\0';
	expect_words(large, "is larger than 1048576 bytes");
	free(large);
}

static void brackets_without_an_end_are_refused_before_they_are_parsed(void **state)
{
	char text[4000];

	(void)state;
	memset(text, '(', sizeof(text));
	memcpy(text, "delay = ", 8);
	text[sizeof(text) - 1] = '\0';
	expect_words(text, "vdpatop.conf:1: groups and lists lie more than 32 deep");
}

static void keys_are_bound_by_mode_and_action(void **state)
{
	struct configuration configuration;

	(void)state;
	home_put(HOME_CONFIG, "keys = { tree = { pause = \"q F8\"; close = \"Z\"; }; };");
	home_load(&configuration);
	assert_int_equal(complaints_total(&configuration.complaints), 0);
	assert_int_equal(keymap_find(&configuration.keymap, MODE_TREE, "q"), ACTION_PAUSE);
	assert_int_equal(keymap_find(&configuration.keymap, MODE_TREE, "F8"), ACTION_PAUSE);
	assert_int_equal(keymap_find(&configuration.keymap, MODE_TREE, "Z"), ACTION_CLOSE);
	assert_int_equal(keymap_find(&configuration.keymap, MODE_LOG, "q"), ACTION_CLOSE);
	configuration_free(&configuration);
}

static void the_dump_is_a_file_that_says_what_holds_without_it(void **state)
{
	struct configuration configuration;
	char *text = NULL;
	size_t length = 0;
	FILE *to = open_memstream(&text, &length);

	(void)state;
	dump_config(to);
	fclose(to);
	home_put(HOME_CONFIG, text);
	home_load(&configuration);
	if (complaints_total(&configuration.complaints))
		fail_msg("%s", complaints_at(&configuration.complaints, 0));
	for (enum setting setting = 0; setting < SETTING_COUNT; setting++) {
		assert_non_null(configuration.user.layer.values[setting]);
		assert_string_equal(configuration.user.layer.values[setting], setting_info(setting)->initial);
		assert_non_null(strstr(text, setting_info(setting)->name));
	}
	for (enum mode mode = 0; mode < MODE_COUNT; mode++)
		for (enum action action = 0; action < ACTION_COUNT; action++)
			if (action_is_in(action, mode))
				assert_string_equal(keymap_keys(&configuration.keymap, mode, action),
						    action_info(action)->keys);
	configuration_free(&configuration);
	free(text);
}

static void the_command_line_is_over_the_file(void **state)
{
	struct configuration configuration;
	struct setting_layer command = { 0 };
	struct error error = { 0 };

	(void)state;
	home_put(HOME_CONFIG, "delay = 2; max_load = 5;");
	assert_int_equal(setting_layer_set(&command, SETTING_DELAY, "7"), 0);
	assert_int_equal(configuration_load(&configuration, &command, NULL, true, &error), 0);
	assert_true(configuration_number(&configuration, SETTING_DELAY) == 7);
	assert_true(configuration_number(&configuration, SETTING_MAX_LOAD) == 5);
	configuration_free(&configuration);
	setting_layer_free(&command);
}

static void a_file_that_was_named_must_be_there(void **state)
{
	struct configuration configuration;
	struct setting_layer command = { 0 };
	struct error error = { 0 };

	(void)state;
	assert_int_equal(configuration_load(&configuration, &command, home_path("none"), true, &error), -ENOENT);
	assert_non_null(strstr(error.words, "--config: "));
	assert_int_equal(configuration_load(&configuration, &command, home_path(""), true, &error), -EISDIR);
	home_put(HOME_CONFIG, "delay = 2;");
	home_put("other", "delay = 3;");
	assert_int_equal(configuration_load(&configuration, &command, home_path("other"), true, &error), 0);
	assert_true(configuration_number(&configuration, SETTING_DELAY) == 3);
	configuration_free(&configuration);
}

static void with_borrowed_rights_the_environment_names_no_file(void **state)
{
	struct configuration configuration;
	struct setting_layer command = { 0 };
	struct error error = { 0 };

	(void)state;
	home_put(HOME_CONFIG, "delay = 2;");
	assert_int_equal(configuration_load(&configuration, &command, NULL, false, &error), 0);
	assert_true(configuration_number(&configuration, SETTING_DELAY) == 1);
	assert_string_equal(configuration.places.user, "");
	assert_string_equal(configuration.places.state, "");
	configuration_free(&configuration);
	assert_int_equal(configuration_load(&configuration, &command, "/dev/null", false, &error), -EPERM);
}

static void a_relative_folder_in_the_environment_counts_as_none(void **state)
{
	struct places places;

	(void)state;
	setenv("XDG_CONFIG_HOME", "relative", 1);
	setenv("XDG_STATE_HOME", "/absolute", 1);
	places_find(&places, true);
	assert_string_equal(places.user, home_path(HOME_CONFIG));
	assert_string_equal(places.state, "/absolute/vdpatop/state");
	unsetenv("HOME");
	places_find(&places, true);
	assert_string_equal(places.user, "");
}

static void a_home_that_is_not_there_is_not_made(void **state)
{
	struct places places;

	(void)state;
	setenv("HOME", home_path("none"), 1);
	places_find(&places, true);
	assert_string_equal(places.user, "");
	assert_string_equal(places.state, "");
}

static void the_person_is_over_the_system_setting_by_setting_and_key_by_key(void **state)
{
	struct configuration configuration;
	struct setting_layer now = { 0 };

	(void)state;
	home_put("system.conf", "delay = 5; max_load = 6; bogus = 1;\n"
				"keys = { tree = { pause = \"F8\"; refresh = \"F9\"; }; };");
	home_put(HOME_CONFIG, "delay = 2; keys = { tree = { pause = \"F7\"; }; };");
	home_load(&configuration);
	strcpy(configuration.places.system, home_path("system.conf"));
	assert_int_equal(configuration_reload(&configuration, &now), 0);
	assert_string_equal(configuration_get(&configuration, SETTING_DELAY), "2");
	assert_string_equal(configuration_get(&configuration, SETTING_MAX_LOAD), "6");
	assert_true(home_complains(&configuration, "system.conf:1: bogus"));
	assert_int_equal(keymap_find(&configuration.keymap, MODE_TREE, "F7"), ACTION_PAUSE);
	assert_int_equal(keymap_find(&configuration.keymap, MODE_TREE, "F8"), ACTION_COUNT);
	assert_int_equal(keymap_find(&configuration.keymap, MODE_TREE, "F9"), ACTION_REFRESH);
	configuration_free(&configuration);
	setting_layer_free(&now);
}

/* RELOAD */

static void what_is_wrong_after_a_reload_stays_as_it_was(void **state)
{
	struct configuration configuration;
	struct setting_layer now = { 0 };

	(void)state;
	home_put(HOME_CONFIG, "delay = 2; max_load = 5; pane = false; keys = { tree = { pause = \"F8\"; }; };");
	home_load(&configuration);
	home_put(HOME_CONFIG, "delay = \"x\"; max_load = 6; keys = { tree = { pause = \"Bogus\"; }; };");
	assert_int_equal(configuration_reload(&configuration, &now), 0);
	assert_int_equal(complaints_total(&configuration.complaints), 2);
	assert_string_equal(configuration_get(&configuration, SETTING_DELAY), "2");
	assert_string_equal(configuration_get(&configuration, SETTING_MAX_LOAD), "6");
	assert_string_equal(configuration_get(&configuration, SETTING_PANE), "true");
	assert_int_equal(keymap_find(&configuration.keymap, MODE_TREE, "F8"), ACTION_PAUSE);
	home_put(HOME_CONFIG, "max_load = ;\ndelay = 9;");
	assert_int_equal(configuration_reload(&configuration, &now), 0);
	assert_string_equal(configuration_get(&configuration, SETTING_DELAY), "2");
	assert_string_equal(configuration_get(&configuration, SETTING_MAX_LOAD), "6");
	configuration_free(&configuration);
	setting_layer_free(&now);
}

static void a_reload_changes_on_the_screen_what_the_file_changed_and_nothing_else(void **state)
{
	struct configuration configuration;
	struct setting_layer now = { 0 };

	(void)state;
	home_put(HOME_CONFIG, "delay = 2;");
	home_load(&configuration);
	assert_int_equal(setting_layer_set(&now, SETTING_FLAT, "true"), 0); /* by a key */
	assert_int_equal(setting_layer_set(&now, SETTING_DELAY, "2"), 0);
	home_put(HOME_CONFIG, "delay = 3;");
	assert_int_equal(configuration_reload(&configuration, &now), 0);
	assert_string_equal(now.values[SETTING_DELAY], "3");
	assert_string_equal(now.values[SETTING_FLAT], "true");
	unlink(home_path(HOME_CONFIG));
	assert_int_equal(configuration_reload(&configuration, &now), 0);
	assert_string_equal(now.values[SETTING_DELAY], "1");
	assert_int_equal(complaints_total(&configuration.complaints), 0);
	configuration_free(&configuration);
	setting_layer_free(&now);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, home_open, home_close)

static const struct CMUnitTest tests[] = {
	TEST(without_a_file_the_defaults_hold_and_nothing_is_said),
	TEST(every_setting_is_taken_from_the_file),
	TEST(what_is_wrong_is_named_with_file_line_and_what_was_expected),
	TEST(what_is_right_beside_something_wrong_is_taken),
	TEST(a_hundred_mistakes_are_counted_and_some_are_kept),
	TEST(included_files_say_their_own_names_and_lines),
	TEST(files_that_include_each_other_come_to_an_end),
	TEST(what_is_no_file_is_not_waited_for),
	TEST(brackets_without_an_end_are_refused_before_they_are_parsed),
	TEST(keys_are_bound_by_mode_and_action),
	TEST(the_dump_is_a_file_that_says_what_holds_without_it),
	TEST(the_person_is_over_the_system_setting_by_setting_and_key_by_key),
	TEST(the_command_line_is_over_the_file),
	TEST(a_file_that_was_named_must_be_there),
	TEST(with_borrowed_rights_the_environment_names_no_file),
	TEST(a_relative_folder_in_the_environment_counts_as_none),
	TEST(a_home_that_is_not_there_is_not_made),
	TEST(what_is_wrong_after_a_reload_stays_as_it_was),
	TEST(a_reload_changes_on_the_screen_what_the_file_changed_and_nothing_else),
};

UNIT_MAIN(configuration)
