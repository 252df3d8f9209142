/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A frame's bytes before and after: what they mean must not change. */
#include "tui/shorten.h"

#include <string.h>

#include "unit.h"

static const struct shorten_terms ansi = { "\033(B", true };
static const struct shorten_terms other = { "\017", false };

static void expect(const struct shorten_terms *terms, const char *from, const char *to)
{
	char bytes[256];
	size_t count = strlen(from);

	memcpy(bytes, from, count + 1);
	count = shorten(bytes, count, terms);
	bytes[count] = '\0';
	assert_string_equal(bytes, to);
}

static void in_its_row_the_cursor_goes_by_the_column_alone(void **state)
{
	(void)state;
	expect(&ansi, "\033[5;10Ha\033[5;102Hb\033[6;1Hc\033[6;80Hd",
	       "\033[5;10Ha\033[102Gb\033[6;1Hc\033[80Gd");
	expect(&ansi, "\033[5;10Ha\033[2X\033[m\033[40Gx\r\033[5;50Hb",
	       "\033[5;10Ha\033[2X\033[m\033[40Gx\r\033[50Gb");
}

static void when_the_row_is_not_known_it_goes_by_both(void **state)
{
	(void)state;
	expect(&ansi, "\033[5;10Ha\n\033[5;20Hb", "\033[5;10Ha\n\033[5;20Hb");
	expect(&ansi, "\033[5;10Ha\033[7d\033[5;20Hb", "\033[5;10Ha\033[7d\033[5;20Hb");
	expect(&ansi, "\033[5;10Ha\033M\033[5;20Hb", "\033[5;10Ha\033M\033[5;20Hb");
	expect(&ansi, "\033[5;10Ha\033[1;5r\033[5;20Hb", "\033[5;10Ha\033[1;5r\033[5;20Hb");
	expect(&ansi, "\033[Ha\033[1;20Hb", "\033[Ha\033[1;20Hb");
	expect(&ansi, "\033[5Ha\033[5;20Hb", "\033[5Ha\033[5;20Hb");
}

static void what_is_off_already_is_not_taken_off_again(void **state)
{
	(void)state;
	expect(&ansi, "\033[m \033[0;2mx\033[m\033[0;1my", "\033[m \033[2mx\033[m\033[1my");
	expect(&ansi, "\033[0;2mx\033[0;1my", "\033[0;2mx\033[0;1my");
	expect(&ansi, "\033[m\033[38;5;9m\033[0;1my", "\033[m\033[38;5;9m\033[0;1my");
	expect(&ansi, "\033[0m\033[0m\033[0;1my", "\033[0m\033[0m\033[1my");
}

static void what_is_needless_is_left_out_everywhere(void **state)
{
	(void)state;
	expect(&ansi, "\033(B\033[m\033(B\033[0;2mx\033(B", "\033[m\033[2mx");
	expect(&other, "\033[5;10Ha\017\033[5;102Hb\017", "\033[5;10Ha\033[5;102Hb");
	expect(&(struct shorten_terms){ "", false }, "\033(Bx", "\033(Bx");
}

static void text_and_half_sequences_stay(void **state)
{
	(void)state;
	expect(&ansi, "", "");
	expect(&ansi, "▇é▇\033[", "▇é▇\033[");
	expect(&ansi, "\033[5;1", "\033[5;1");
	expect(&ansi, "\033", "\033");
	expect(&ansi, "\033[?2026hx\033[?25l\033[5;1Hy", "\033[?2026hx\033[?25l\033[5;1Hy");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(in_its_row_the_cursor_goes_by_the_column_alone),
	cmocka_unit_test(when_the_row_is_not_known_it_goes_by_both),
	cmocka_unit_test(what_is_off_already_is_not_taken_off_again),
	cmocka_unit_test(what_is_needless_is_left_out_everywhere),
	cmocka_unit_test(text_and_half_sequences_stay),
};

UNIT_MAIN(shorten)
