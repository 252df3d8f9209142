/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line that is typed and pasted into: what it takes, what it refuses, and in which words. */
#include "view/line.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"

#include "unit.h"

static void a_paste_goes_in_at_the_cursor_and_the_end_of_its_line_does_not(void **state)
{
	struct line line = { 0 };
	struct error error = { 0 };
	bool is_changed;

	(void)state;
	line_set(&line, "vm");
	assert_true(line_act(&line, ACTION_CURSOR_LEFT, &is_changed));
	assert_int_equal(line_paste(&line, "é1\r\n", &error), 0);
	assert_string_equal(line.text, "vé1m");
	assert_int_equal(line.cursor, strlen("vé1"));
}

static void a_paste_with_what_is_no_text_changes_nothing_and_says_why(void **state)
{
	static const struct {
		const char *paste, *words;
	} cases[] = {
		{ "x\x1b[31mred", "control character (0x1b)" },
		{ "a\tb", "control character (0x09)" },
		{ "a\nb", "more than one line" },
		{ "a\x7f", "control character (0x7f)" },
		{ "a\xc2\x9b", "no visible text" },         /* CSI as one character */
		{ "a\xe2\x80\xae" "b", "no visible text" }, /* right-to-left override */
		{ "a\xff", "no visible text" },
		{ "a\xc3", "no visible text" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct line line = { 0 };
		struct error error = { 0 };

		line_set(&line, "vm0");
		assert_int_equal(line_paste(&line, cases[i].paste, &error), -EINVAL);
		assert_non_null(strstr(error.words, cases[i].words));
		assert_string_equal(line.text, "vm0");
	}
}

static void a_paste_that_does_not_fit_is_refused_whole(void **state)
{
	struct line line = { 0 };
	struct error error = { 0 };
	char paste[5001];

	(void)state;
	memset(paste, 'a', 5000);
	paste[5000] = '\0';
	line_set(&line, "vm0");
	assert_int_equal(line_paste(&line, paste, &error), -ENOSPC);
	assert_non_null(strstr(error.words, "at most 511 bytes"));
	assert_string_equal(line.text, "vm0");
}

/* Typing and pasting take the place of a suggestion; keys that edit keep it. */
static void a_suggestion_gives_way_to_what_is_typed_and_stays_for_keys_that_edit(void **state)
{
	struct line line = { 0 };
	struct error error = { 0 };
	bool is_changed;

	(void)state;
	line_suggest(&line, "spare1");
	assert_int_equal(line_paste(&line, "a\tb", &error), -EINVAL);
	assert_string_equal(line.text, "spare1");
	assert_true(line_type(&line, "v"));
	assert_true(line_type(&line, "m"));
	assert_string_equal(line.text, "vm");
	line_suggest(&line, "spare1");
	assert_int_equal(line_paste(&line, "vm2", &error), 0);
	assert_string_equal(line.text, "vm2");
	line_suggest(&line, "spare1");
	assert_true(line_act(&line, ACTION_ERASE, &is_changed));
	assert_true(line_type(&line, "2"));
	assert_string_equal(line.text, "spare2");
	line_suggest(&line, "spare1");
	assert_true(line_act(&line, ACTION_CURSOR_START, &is_changed));
	assert_true(line_type(&line, "a"));
	assert_string_equal(line.text, "aspare1");
}

static void what_is_typed_past_the_end_is_remembered_until_something_is_erased(void **state)
{
	struct line line = { 0 };
	bool is_changed;

	(void)state;
	for (size_t i = 0; i < LINE_SIZE - 1; i++)
		assert_true(line_type(&line, "a"));
	assert_false(line.lacks);
	assert_false(line_type(&line, "b"));
	assert_true(line.lacks);
	assert_int_equal(strlen(line.text), LINE_SIZE - 1);
	line_act(&line, ACTION_CURSOR_START, &is_changed);
	assert_true(line.lacks);
	line_act(&line, ACTION_DELETE_CHARACTER, &is_changed);
	assert_true(is_changed);
	assert_false(line.lacks);
}

static void a_character_of_several_bytes_is_one_to_every_key(void **state)
{
	struct line line = { 0 };
	bool is_changed;

	(void)state;
	line_set(&line, "aé漢");
	line_act(&line, ACTION_ERASE, &is_changed);
	assert_string_equal(line.text, "aé");
	line_act(&line, ACTION_CURSOR_LEFT, &is_changed);
	assert_false(is_changed);
	line_act(&line, ACTION_DELETE_CHARACTER, &is_changed);
	assert_string_equal(line.text, "a");
	line_act(&line, ACTION_DELETE_CHARACTER, &is_changed);
	assert_false(is_changed);
	assert_false(line_act(&line, ACTION_QUIT, &is_changed));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_paste_goes_in_at_the_cursor_and_the_end_of_its_line_does_not),
	cmocka_unit_test(a_paste_with_what_is_no_text_changes_nothing_and_says_why),
	cmocka_unit_test(a_paste_that_does_not_fit_is_refused_whole),
	cmocka_unit_test(a_suggestion_gives_way_to_what_is_typed_and_stays_for_keys_that_edit),
	cmocka_unit_test(what_is_typed_past_the_end_is_remembered_until_something_is_erased),
	cmocka_unit_test(a_character_of_several_bytes_is_one_to_every_key),
};

UNIT_MAIN(line)
