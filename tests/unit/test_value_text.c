/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values for people: shorter where there is less room, and never another number than they are. */
#include "view/value_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "view/column.h"

#include "unit.h"

static void expect(struct column_value value, int width, const char *expected)
{
	char text[64];

	value_text(text, sizeof(text), &value, width);
	assert_string_equal(text, expected);
}

static struct column_value count_of(uint64_t count)
{
	return (struct column_value){ .kind = VALUE_COUNT, .count = count };
}

static struct column_value real_of(enum column_kind kind, double real)
{
	return (struct column_value){ .kind = kind, .real = real };
}

static void a_count_is_exact_where_it_fits_and_rounded_where_not(void **state)
{
	(void)state;
	expect(count_of(32770), 5, "32770");
	expect(count_of(32770), 4, "33k");
	expect(count_of(8104), 4, "8104");
	expect(count_of(8104), 3, "8k");
	expect(count_of(81040), 5, "81040");
	expect(count_of(UINT64_MAX), 20, "18446744073709551615");
	expect(count_of(UINT64_MAX), 19, "18.4E");
	expect(count_of(UINT64_MAX), 3, "18E");
}

static void what_has_no_shorter_form_becomes_signs_and_no_other_number(void **state)
{
	const struct column_value pid = { .kind = VALUE_NUMBER, .count = 47110 };

	(void)state;
	expect(count_of(999), 2, "##");
	expect(count_of(760000), 3, "###");
	expect(pid, 5, "47110");
	expect(pid, 4, "####");
	expect(real_of(VALUE_PERCENT, 56), 2, "##");
	expect(count_of(5), 0, "");
}

static void a_rate_loses_digits_after_its_point_first(void **state)
{
	(void)state;
	expect(real_of(VALUE_RATE, 8104), 7, "8.10k");
	expect(real_of(VALUE_RATE, 8104), 4, "8.1k");
	expect(real_of(VALUE_RATE, 8104), 2, "8k");
	expect(real_of(VALUE_RATE, 9960), 4, "10k");
	expect(real_of(VALUE_RATIO, 93.75), 8, "93.8");
	expect(real_of(VALUE_RATIO, 93.75), 3, "94");
	expect(real_of(VALUE_RATIO, 123456), 8, "123k");
}

static void a_share_is_whole_percents_and_a_little_is_not_nothing(void **state)
{
	(void)state;
	expect(real_of(VALUE_PERCENT, 0), 5, "0%");
	expect(real_of(VALUE_PERCENT, 0.01), 5, "<1%");
	expect(real_of(VALUE_PERCENT, 55.9), 5, "56%");
	expect(real_of(VALUE_PERCENT, 100), 5, "100%");
}

static void a_duration_keeps_its_larger_unit(void **state)
{
	struct column_value age = { .kind = VALUE_SECONDS, .time = 11063 * CLOCK_SECOND };

	(void)state;
	expect(age, 5, "3h04m");
	expect(age, 4, "3h");
	expect(age, 1, "#");
	age.time = CLOCK_SECOND * 5 / 2;
	expect(age, 4, "2.5s");
	expect(age, 1, "2");
}

static void a_time_is_whole_or_that_of_the_day(void **state)
{
	const struct column_value time = { .kind = VALUE_TIME, .time = INT64_C(1795356187250) * 1000000 };

	(void)state;
	expect(time, 24, "2026-11-22T14:03:07.250Z");
	expect(time, 23, "14:03:07");
	expect(time, 7, "#######");
}

static void a_text_is_made_safe_and_left_to_be_cut(void **state)
{
	(void)state;
	expect((struct column_value){ .kind = VALUE_TEXT, .text = "a\x1b" "b" }, 2, "a\\x1bb");
	expect((struct column_value){ .kind = VALUE_NONE, .text = "x" }, 9, "");
}

/* However wide the column: not more cells than it has, and what is shown is the number, rounded. */
static void no_width_makes_another_number_of_one(void **state)
{
	static const double units[] = { ['k'] = 1e3, ['M'] = 1e6, ['G'] = 1e9, ['T'] = 1e12, ['P'] = 1e15,
					['E'] = 1e18 };
	uint64_t count = 1;

	(void)state;
	for (int i = 0; i < 400; i++, count = count * 21 / 20 + 1) {
		for (int width = 1; width <= 20; width++) {
			const struct column_value value = count_of(count);
			char text[64], *end;
			double shown, unit;

			value_text(text, sizeof(text), &value, width);
			assert_in_range(strlen(text), 1, width);
			if (*text == '#')
				continue;
			shown = strtod(text, &end);
			unit = *end ? units[(unsigned char)*end] : 1;
			assert_true(fabs(shown * unit - (double)count) <= unit / 2);
		}
	}
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_count_is_exact_where_it_fits_and_rounded_where_not),
	cmocka_unit_test(what_has_no_shorter_form_becomes_signs_and_no_other_number),
	cmocka_unit_test(a_rate_loses_digits_after_its_point_first),
	cmocka_unit_test(a_share_is_whole_percents_and_a_little_is_not_nothing),
	cmocka_unit_test(a_duration_keeps_its_larger_unit),
	cmocka_unit_test(a_time_is_whole_or_that_of_the_day),
	cmocka_unit_test(a_text_is_made_safe_and_left_to_be_cut),
	cmocka_unit_test(no_width_makes_another_number_of_one),
};

UNIT_MAIN(value_text)
