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

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_thousand_late_samples_do_not_drift),
	cmocka_unit_test(a_clock_that_is_set_back_delays_no_sample),
	cmocka_unit_test(a_run_that_can_be_repeated_leaves_no_tick_out),
	cmocka_unit_test(a_missed_tick_is_left_out),
	cmocka_unit_test(sampling_takes_at_most_its_share_of_the_time),
};

UNIT_MAIN(schedule)
