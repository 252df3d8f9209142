/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keys by mode: the default ones, and those that a person gave. */
#include "view/keymap.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "unit.h"

static void no_key_starts_two_actions_in_one_mode(void **state)
{
	static const struct keymap map;

	(void)state;
	for (enum mode mode = 0; mode < MODE_COUNT; mode++) {
		for (enum action action = 0; action < ACTION_COUNT; action++) {
			char keys[64];
			char *rest = NULL;

			text_copy(keys, sizeof(keys), keymap_keys(&map, mode, action));
			for (char *key = strtok_r(keys, " ", &rest); key;
			     key = strtok_r(NULL, " ", &rest))
				if (keymap_find(&map, mode, key) != action)
					fail_msg("in %s, %s is not only %s", mode_info(mode)->name, key,
						 action_info(action)->name);
		}
	}
	assert_int_equal(keymap_find(&map, MODE_TREE, "x"), ACTION_COUNT);
	assert_int_equal(keymap_find(&map, MODE_TREE, ""), ACTION_COUNT);
}

static void a_key_that_is_given_anew_is_taken_from_what_had_it_in_that_mode_only(void **state)
{
	struct keymap map = { 0 };
	struct error error = { 0 };

	(void)state;
	assert_int_equal(keymap_bind(&map, MODE_TREE, ACTION_PAUSE, "q ^P", &error), 0);
	assert_int_equal(keymap_find(&map, MODE_TREE, "q"), ACTION_PAUSE);
	assert_int_equal(keymap_find(&map, MODE_TREE, "^P"), ACTION_PAUSE);
	assert_int_equal(keymap_find(&map, MODE_TREE, "Z"), ACTION_COUNT);
	assert_string_equal(keymap_keys(&map, MODE_TREE, ACTION_CLOSE), "");
	assert_int_equal(keymap_find(&map, MODE_HELP, "q"), ACTION_CLOSE);
	assert_int_equal(keymap_bind(&map, MODE_TREE, ACTION_PAUSE, "", &error), 0);
	assert_int_equal(keymap_find(&map, MODE_TREE, "q"), ACTION_COUNT);
	keymap_free(&map);
}

static void a_word_that_is_no_key_and_a_mode_where_it_does_nothing_are_refused(void **state)
{
	static const char *const wrong[] = { "Enterr", "F13", "ab", "^1x", "\x01", "k Upp" };
	struct keymap map = { 0 };
	struct error error = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		assert_int_equal(keymap_bind(&map, MODE_TREE, ACTION_PAUSE, wrong[i], &error), -EINVAL);
		assert_non_null(strstr(error.words, "is no key"));
		assert_int_equal(keymap_find(&map, MODE_TREE, "Z"), ACTION_PAUSE);
	}
	assert_int_equal(keymap_bind(&map, MODE_HELP, ACTION_FILTER, "x", &error), -EINVAL);
	assert_string_equal(error.words, "'filter' does nothing in mode help");
	keymap_free(&map);
}

static void characters_type_themselves_and_named_keys_do_not(void **state)
{
	char typed[8];

	(void)state;
	assert_true(key_types("é", typed));
	assert_string_equal(typed, "é");
	assert_true(key_types("Space", typed));
	assert_string_equal(typed, " ");
	assert_true(key_types("^", typed));
	assert_false(key_types("^L", typed));
	assert_false(key_types("Enter", typed));
	assert_false(key_types("", typed));
}

static void every_mode_and_action_is_found_by_its_name(void **state)
{
	(void)state;
	for (enum mode mode = 0; mode < MODE_COUNT; mode++)
		assert_int_equal(mode_find(mode_info(mode)->name), mode);
	for (enum action action = 0; action < ACTION_COUNT; action++)
		assert_int_equal(action_find(action_info(action)->name), action);
	assert_int_equal(action_find("fly"), ACTION_COUNT);
	assert_int_equal(mode_find("fly"), MODE_COUNT);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(no_key_starts_two_actions_in_one_mode),
	cmocka_unit_test(a_key_that_is_given_anew_is_taken_from_what_had_it_in_that_mode_only),
	cmocka_unit_test(a_word_that_is_no_key_and_a_mode_where_it_does_nothing_are_refused),
	cmocka_unit_test(characters_type_themselves_and_named_keys_do_not),
	cmocka_unit_test(every_mode_and_action_is_found_by_its_name),
};

UNIT_MAIN(keymap)
