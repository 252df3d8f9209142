/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where lines for a shell go on: between its words, never inside quotes. */
#include "view/wrap.h"

#include <stdio.h>
#include <string.h>

#include "manage/words.h"

#include "unit.h"

/* The rows of LINE, each ended by a line feed. */
static const char *rows_of(const char *line, int room)
{
	static char rows[1024];
	struct wrap wrap = { .text = line, .is_command = true };
	struct wrap_row row;
	struct words words;
	int count = 0;

	words_begin(&words, rows, sizeof(rows));
	for (; wrap_next(&wrap, room, &row); count++)
		words_print(&words, "%.*s%s\n", row.bytes, row.text, row.end);
	words_end(&words);
	assert_int_equal(count, wrap_count(line, true, room));
	return rows;
}

static void a_row_ends_between_words_with_a_backslash_that_fits(void **state)
{
	(void)state;
	assert_string_equal(rows_of("echo web0 > /sys/x", 18), "echo web0 > /sys/x\n");
	assert_string_equal(rows_of("echo web0 > /sys/x", 17), "echo web0 > \\\n/sys/x\n");
	assert_string_equal(rows_of("echo web0 > /sys/x", 12), "echo web0 \\\n> /sys/x\n");
}

static void no_row_ends_in_quotes_with_a_backslash(void **state)
{
	(void)state;
	assert_string_equal(rows_of("add 'a b c' on x", 11), "add \\\n'a b c' \\\non x\n");
	assert_string_equal(rows_of("add 'a'\\''b c' x", 14), "add \\\n'a'\\''b c' x\n");
	assert_string_equal(rows_of("add $'a\\' b' x", 10), "add \\\n$'a\\' b' x\n");
}

/* There is no way to copy it then; what stands behind it still goes on as it should. */
static void a_word_that_is_wider_than_the_screen_is_cut_without_one(void **state)
{
	(void)state;
	assert_string_equal(rows_of("'a b c d e f' on x y", 8), "'a b c d\ne f' \\\non x y\n");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_row_ends_between_words_with_a_backslash_that_fits),
	cmocka_unit_test(no_row_ends_in_quotes_with_a_backslash),
	cmocka_unit_test(a_word_that_is_wider_than_the_screen_is_cut_without_one),
};

UNIT_MAIN(wrap)
