/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rates between two readings. */
#include "model/rate.h"

#include "base/clock.h"
#include "unit.h"

static void expect_state(uint64_t before, uint64_t now, int64_t interval, enum rate_state state)
{
	struct rate rate = rate_between(before, now, interval);

	assert_int_equal(rate.state, state);
	assert_int_equal(rate.has_value, state == RATE_OK);
}

static void a_rate_is_the_difference_over_the_interval(void **state)
{
	(void)state;
	assert_float_equal(rate_between(100, 150, CLOCK_SECOND / 4).per_second, 200, 1e-9);
	assert_float_equal(rate_between(100, 100, CLOCK_SECOND).per_second, 0, 0);
	assert_float_equal(rate_between(0, 1, 3600 * CLOCK_SECOND).per_second, 1.0 / 3600, 1e-12);
}

static void without_an_interval_there_is_one_reading_only(void **state)
{
	(void)state;
	expect_state(1, 2, 0, RATE_FIRST);
	expect_state(1, 2, -CLOCK_SECOND, RATE_FIRST);
	expect_state(2, 1, 0, RATE_FIRST);
}

static void a_counter_that_went_down_was_reset_and_did_not_wrap(void **state)
{
	(void)state;
	expect_state(5, 4, CLOCK_SECOND, RATE_RESET);
	expect_state(UINT32_MAX, 3, CLOCK_SECOND, RATE_RESET);
	expect_state(UINT64_MAX, 0, CLOCK_SECOND, RATE_RESET);
}

static void the_largest_step_is_a_finite_rate(void **state)
{
	struct rate rate = rate_between(0, UINT64_MAX, 1);

	(void)state;
	assert_int_equal(rate.state, RATE_OK);
	assert_true(rate.per_second > 1.8446744e28 && rate.per_second < 1.8446745e28);
}

static void a_stale_rate_is_the_last_known_if_any(void **state)
{
	struct rate rate = rate_stale(rate_between(0, 10, CLOCK_SECOND));

	(void)state;
	assert_int_equal(rate.state, RATE_STALE);
	assert_true(rate.has_value);
	assert_float_equal(rate.per_second, 10, 1e-9);
	assert_false(rate_stale((struct rate){ .state = RATE_FIRST }).has_value);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_rate_is_the_difference_over_the_interval),
	cmocka_unit_test(without_an_interval_there_is_one_reading_only),
	cmocka_unit_test(a_counter_that_went_down_was_reset_and_did_not_wrap),
	cmocka_unit_test(the_largest_step_is_a_finite_rate),
	cmocka_unit_test(a_stale_rate_is_the_last_known_if_any),
};

UNIT_MAIN(rate)
