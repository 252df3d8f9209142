/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When samples are due: nothing drifts, nothing is made up for, the load is kept. */
#include "engine/schedule.h"

#include "unit.h"

#define MS INT64_C(1000000)

static struct schedule every_second(void)
{
	struct schedule schedule = { .delay = 1000 * MS, .max_load = 20 };

	schedule_start(&schedule, 5000 * MS);
	return schedule;
}

static void a_thousand_late_samples_do_not_drift(void **state)
{
	struct schedule schedule = every_second();

	(void)state;
	for (int i = 1; i <= 1000; i++) {
		schedule.last = schedule_next(&schedule, schedule.last + 37 * MS);
		assert_int_equal(schedule.last, (5000 + 1000 * i) * MS);
	}
}

static void a_missed_tick_is_left_out(void **state)
{
	struct schedule schedule = every_second();

	(void)state;
	assert_int_equal(schedule_next(&schedule, 8400 * MS), 9000 * MS);
	assert_int_equal(schedule_current(&schedule, 6000 * MS, 6010 * MS), 6000 * MS);
	assert_int_equal(schedule_current(&schedule, 6000 * MS, 9400 * MS), 9000 * MS);
}

static void sampling_takes_at_most_its_share_of_the_time(void **state)
{
	struct schedule schedule = every_second();

	(void)state;
	schedule.kernel_time = 200 * MS;
	assert_int_equal(schedule_interval(&schedule), 1000 * MS);
	schedule.kernel_time = 201 * MS;
	assert_int_equal(schedule_interval(&schedule), 2000 * MS);
	schedule.kernel_time = 700 * MS;
	assert_int_equal(schedule_next(&schedule, 5700 * MS), 9000 * MS);
	schedule.max_load = 100;
	assert_int_equal(schedule_interval(&schedule), 1000 * MS);
}

static void a_clock_that_is_set_back_delays_no_sample(void **state)
{
	struct schedule schedule = every_second();
	int64_t hour = 3600 * 1000 * MS;

	(void)state;
	schedule.last = 9000 * MS;
	schedule_shift(&schedule, -hour);
	assert_int_equal(schedule_next(&schedule, 9100 * MS - hour), 10000 * MS - hour);
}

static void a_run_that_can_be_repeated_leaves_no_tick_out(void **state)
{
	struct schedule schedule = every_second();

	(void)state;
	schedule.keeps_every_tick = true;
	schedule.kernel_time = 5000 * MS;
	assert_int_equal(schedule_next(&schedule, 8400 * MS), 6000 * MS);
	assert_int_equal(schedule_current(&schedule, 6000 * MS, 9400 * MS), 6000 * MS);
	schedule.last = 6000 * MS;
	assert_int_equal(schedule_next(&schedule, 9400 * MS), 7000 * MS);
}

static void a_sample_between_two_ticks_comes_a_pause_after_the_last(void **state)
{
	struct schedule schedule = every_second();
	int64_t when = 0;

	(void)state;
	schedule.asked = 5000 * MS;
	assert_true(schedule_extra(&schedule, 5010 * MS, 6000 * MS, &when));
	assert_int_equal(when, 5000 * MS + SCHEDULE_PAUSE);
	assert_true(schedule_extra(&schedule, 5600 * MS, 6000 * MS, &when));
	assert_int_equal(when, 5600 * MS);
	/* So many changes as there may be, a minute has no more of them than pauses fit in. */
	for (int64_t now = 5000 * MS; now < 65000 * MS; now++) {
		assert_true(schedule_extra(&schedule, now, INT64_MAX / 2, &when));
		assert_true(when - schedule.asked >= SCHEDULE_PAUSE);
		now = schedule.asked = when;
	}
}

static void what_a_tick_will_show_in_a_moment_is_left_to_it(void **state)
{
	struct schedule schedule = every_second();
	int64_t when = 7;

	(void)state;
	schedule.asked = 5000 * MS;
	assert_false(schedule_extra(&schedule, 5800 * MS, 6000 * MS, &when));
	assert_int_equal(when, 7);
	schedule.asked = 5700 * MS;
	assert_false(schedule_extra(&schedule, 5700 * MS, 6000 * MS, &when));
	assert_true(schedule_extra(&schedule, 5700 * MS, 6200 * MS, &when));
}

static void samples_between_two_ticks_keep_within_the_load(void **state)
{
	struct schedule schedule = every_second();
	int64_t when = 0;

	(void)state;
	schedule.asked = 5000 * MS;
	schedule.kernel_time = 400 * MS;
	assert_true(schedule_extra(&schedule, 5010 * MS, 65000 * MS, &when));
	assert_int_equal(when, 7000 * MS);
	schedule.max_load = 0; /* no limit */
	assert_true(schedule_extra(&schedule, 5010 * MS, 65000 * MS, &when));
	assert_int_equal(when, 5000 * MS + SCHEDULE_PAUSE);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_thousand_late_samples_do_not_drift),
	cmocka_unit_test(a_clock_that_is_set_back_delays_no_sample),
	cmocka_unit_test(a_run_that_can_be_repeated_leaves_no_tick_out),
	cmocka_unit_test(a_missed_tick_is_left_out),
	cmocka_unit_test(sampling_takes_at_most_its_share_of_the_time),
	cmocka_unit_test(a_sample_between_two_ticks_comes_a_pause_after_the_last),
	cmocka_unit_test(what_a_tick_will_show_in_a_moment_is_left_to_it),
	cmocka_unit_test(samples_between_two_ticks_keep_within_the_load),
};

UNIT_MAIN(schedule)
