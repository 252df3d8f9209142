/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words quoted for a shell, given to a shell. */
#include "manage/shell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

static void expect_word(const char *raw, const char *expected)
{
	char text[2048];
	char safe[2048];
	struct words line;

	words_begin(&line, text, sizeof(text));
	shell_put_word(&line, raw);
	assert_int_equal(words_end(&line), strlen(expected));
	assert_string_equal(text, expected);
	text_safe(safe, sizeof(safe), text, strlen(text));
	assert_string_equal(text, safe);
}

static void plain_names_stay_as_they_are(void **state)
{
	(void)state;
	expect_word("vm0", "vm0");
	expect_word("pci/0000:03:00.2", "pci/0000:03:00.2");
	expect_word("-x", "-x");
}

static void what_a_shell_would_take_for_its_own_is_quoted(void **state)
{
	(void)state;
	expect_word("", "''");
	expect_word("a b", "'a b'");
	expect_word("$(reboot)", "'$(reboot)'");
	expect_word("it's", "'it'\\''s'");
	expect_word("a!b", "'a!b'");
	expect_word("back\\slash", "'back\\slash'");
	expect_word("gr\xc3\xbcn", "'gr\xc3\xbcn'");
}

static void what_is_no_text_is_spelled_out(void **state)
{
	(void)state;
	expect_word("\033[2J", "$'\\033[2J'");
	expect_word("a\nb'c!\\", "$'a\\012b\\047c\\041\\134'");
	expect_word("\xff\xc3", "$'\\377\\303'");
	/* A character that turns the direction of writing. */
	expect_word("\xe2\x80\xae", "$'\\342\\200\\256'");
}

/* What "printf %s WORD" prints in bash. */
static size_t printed_by_bash(const char *word, char *to, size_t size)
{
	char command[4096];
	FILE *pipe;
	size_t length;

	snprintf(command, sizeof(command), "exec bash -c 'eval \"printf %%s $1\"' - \"$WORD\"");
	assert_int_equal(setenv("WORD", word, 1), 0);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	length = fread(to, 1, size, pipe);
	assert_int_equal(pclose(pipe), 0);
	return length;
}

static void expect_bash_to_print(const char *raw)
{
	char text[2048];
	char printed[1024];
	struct words line;

	words_begin(&line, text, sizeof(text));
	shell_put_word(&line, raw);
	words_end(&line);
	assert_int_equal(printed_by_bash(text, printed, sizeof(printed)), strlen(raw));
	assert_memory_equal(printed, raw, strlen(raw));
}

static void a_shell_gives_back_every_byte(void **state)
{
	char raw[256];

	(void)state;
	for (int i = 0; i < 255; i++)
		raw[i] = (char)(i + 1);
	raw[255] = '\0';
	expect_bash_to_print(raw);
	for (int i = 0; i < 255; i++)
		raw[i] = (char)(255 - i);
	expect_bash_to_print(raw);
	/* Every printing character, in single quotes. */
	for (int i = 0; i < 95; i++)
		raw[i] = (char)(' ' + i);
	raw[95] = '\0';
	expect_bash_to_print(raw);
	expect_bash_to_print("$'x'\"y\" `z` $HOME ~ * {a,b} \\\\ ;&|<>");
}

static void echo_is_used_only_where_it_is_certain(void **state)
{
	static const struct {
		const char *raw, *expected;
	} cases[] = {
		{ "vm0", "echo vm0" },
		{ "-n", "printf %s -n" },
		{ "a\\c", "printf %s 'a\\c'" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char text[64];
		struct words line;

		words_begin(&line, text, sizeof(text));
		shell_put_echo(&line, cases[i].raw);
		words_end(&line);
		assert_string_equal(text, cases[i].expected);
	}
}

static void a_long_name_leaves_room_for_what_is_said_of_it(void **state)
{
	char name[300];

	(void)state;
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	assert_int_equal(strlen(words_name(name).text), WORDS_NAME_SIZE - 1);
	assert_string_equal(words_name(name).text + WORDS_NAME_SIZE - 4, "...");
	memset(name, '\033', sizeof(name) - 1);
	assert_true(strlen(words_name(name).text) < WORDS_NAME_SIZE);
	assert_string_equal(words_name("vm0").text, "vm0");
}

static void words_are_cut_before_a_whole_character(void **state)
{
	char text[8];
	struct words words;

	(void)state;
	words_begin(&words, text, sizeof(text));
	words_put(&words, "abc\xc3\xbc\xc3\xbc\xc3\xbc");
	words_put(&words, "more");
	assert_int_equal(words_end(&words), 6);
	assert_string_equal(text, "abc...");
	words_begin(&words, text, sizeof(text));
	words_print(&words, "%d%s", 1234, "567");
	assert_int_equal(words_end(&words), 7);
	assert_string_equal(text, "1234567");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(plain_names_stay_as_they_are),
	cmocka_unit_test(what_a_shell_would_take_for_its_own_is_quoted),
	cmocka_unit_test(what_is_no_text_is_spelled_out),
	cmocka_unit_test(a_shell_gives_back_every_byte),
	cmocka_unit_test(echo_is_used_only_where_it_is_certain),
	cmocka_unit_test(a_long_name_leaves_room_for_what_is_said_of_it),
	cmocka_unit_test(words_are_cut_before_a_whole_character),
};

UNIT_MAIN(manage_shell)
