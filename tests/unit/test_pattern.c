/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is looked for in a text: words and regular expressions. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "view/pattern.h"

#include "unit.h"

/* Where TYPED is found in TEXT, as "start+length"; "-" when it is not, "!" when it is refused. */
static const char *where(const char *typed, const char *text)
{
	static char answer[64];
	struct pattern pattern;
	size_t start, length;

	if (pattern_parse(&pattern, typed, NULL) < 0)
		return "!";
	if (pattern_find(&pattern, text, 0, &start, &length))
		snprintf(answer, sizeof(answer), "%zu+%zu", start, length);
	else
		strcpy(answer, "-");
	pattern_free(&pattern);
	return answer;
}

static void words_are_found_in_any_case(void **state)
{
	(void)state;
	assert_string_equal(where("WEB1", "vm-web12"), "3+4");
	assert_string_equal(where("web3", "vm-web12"), "-");
	assert_string_equal(where("", "vm"), "0+0");
	assert_string_equal(where("vm-web123", "vm-web12"), "-");
}

static void words_that_begin_twice_are_found_at_their_second_beginning(void **state)
{
	(void)state;
	assert_string_equal(where("aab", "aaab"), "1+3");
}

static void letters_beyond_ascii_are_found_in_any_case_and_never_in_the_middle(void **state)
{
	(void)state;
	assert_string_equal(where("GRÜN", "hellgrün"), "4+5");
	assert_string_equal(where("ü", "gr\xc3\xbcn"), "2+2");
	/* The last byte of "ü" alone is no character, and in no "ü". */
	assert_string_equal(where("\xbc", "gr\xc3\xbcn"), "-");
	assert_string_equal(where("字", "漢字"), "3+3");
}

static void what_stands_between_slashes_is_a_regular_expression(void **state)
{
	(void)state;
	assert_string_equal(where("/^web[0-9]+$/", "web12"), "0+5");
	assert_string_equal(where("/^web[0-9]+$/", "web12a"), "-");
	assert_string_equal(where("/WEB|db/", "old-db0"), "4+2");
	assert_string_equal(where("/a\\/b/", "xa/b"), "1+3");
	assert_string_equal(where("/x*/", "abc"), "0+0");
}

static void the_second_slash_may_not_be_typed_yet(void **state)
{
	(void)state;
	assert_string_equal(where("/^we", "web"), "0+2");
	assert_string_equal(where("/", "a/b"), "1+1");
}

static void a_path_is_no_regular_expression(void **state)
{
	(void)state;
	assert_string_equal(where("/dev/vhost-vdpa-1", "/dev/vhost-vdpa-12"), "0+17");
	assert_string_equal(where("/dev/vhost.vdpa", "/dev/vhost-vdpa-12"), "-");
}

static void a_broken_regular_expression_is_refused_with_words(void **state)
{
	static const char *const broken[] = { "/(/", "/[a/", "/a{3,1}/" };
	struct pattern pattern;

	(void)state;
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		struct error error = { 0 };

		assert_int_equal(pattern_parse(&pattern, broken[i], &error), -EINVAL);
		assert_non_null(strstr(error.words, broken[i]));
		assert_true(strlen(error.words) > strlen(broken[i]) + 2);
	}
}

/* glibc would be busy, or out of memory, for minutes. */
static void a_regular_expression_that_explodes_is_refused(void **state)
{
	char longest[PATTERN_REGEX_SIZE + 3];

	(void)state;
	assert_string_equal(where("/((a{200}){200}){200}/", "a"), "!");
	assert_string_equal(where("/a{99999999999999999999}/", "a"), "!");
	assert_string_equal(where("/(((((((((a?)+)+)+)+)+)+)+)+)+/", "a"), "!");
	assert_string_equal(where("/x++++++++++++++++++++++++/", "x"), "!");
	assert_string_equal(where("/a?+?+?+?+?+?+?+?+?+?+z/", "a"), "!");
	assert_string_equal(where("/[]+*]{2}[[:alpha:]*]+[^]a]/", "x+*ab"), "1+4");
	assert_string_equal(where("/(a*)*\\1/", "a"), "!");
	assert_string_equal(where("/a{3}/", "aaaa"), "0+3");
	memset(longest, 'a', sizeof(longest));
	longest[0] = '/';
	longest[sizeof(longest) - 1] = '\0';
	assert_string_equal(where(longest, "a"), "!");
	longest[sizeof(longest) - 2] = '\0';
	assert_string_equal(where(longest, "a"), "-");
}

static void every_place_is_found_one_after_the_other(void **state)
{
	struct pattern pattern;
	size_t start, length;

	(void)state;
	assert_int_equal(pattern_parse(&pattern, "/^a|b/", NULL), 0);
	assert_true(pattern_find(&pattern, "abab", 0, &start, &length));
	assert_int_equal(start, 0);
	assert_true(pattern_find(&pattern, "abab", 1, &start, &length));
	assert_int_equal(start, 1);
	assert_true(pattern_find(&pattern, "abab", 2, &start, &length)); /* that "a" begins nothing */
	assert_int_equal(start, 3);
	assert_false(pattern_find(&pattern, "abab", 4, &start, &length));
	assert_false(pattern_find(&pattern, "abab", 9, &start, &length));
	pattern_free(&pattern);
}

static void all_of_a_text_is_not_a_part_of_it(void **state)
{
	struct pattern pattern;

	(void)state;
	assert_int_equal(pattern_parse(&pattern, "foo1", NULL), 0);
	assert_true(pattern_is_all(&pattern, "Foo1"));
	assert_false(pattern_is_all(&pattern, "foo10"));
	assert_true(pattern_is_in(&pattern, "foo10"));
	pattern_free(&pattern);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(words_are_found_in_any_case),
	cmocka_unit_test(words_that_begin_twice_are_found_at_their_second_beginning),
	cmocka_unit_test(letters_beyond_ascii_are_found_in_any_case_and_never_in_the_middle),
	cmocka_unit_test(what_stands_between_slashes_is_a_regular_expression),
	cmocka_unit_test(the_second_slash_may_not_be_typed_yet),
	cmocka_unit_test(a_path_is_no_regular_expression),
	cmocka_unit_test(a_broken_regular_expression_is_refused_with_words),
	cmocka_unit_test(a_regular_expression_that_explodes_is_refused),
	cmocka_unit_test(every_place_is_found_one_after_the_other),
	cmocka_unit_test(all_of_a_text_is_not_a_part_of_it),
};

UNIT_MAIN(pattern)
