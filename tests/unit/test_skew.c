/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One queue of several that does all the work: when that is said, and when no more. */
#include <errno.h>
#include <string.h>

#include "model/skew.h"

#include "unit.h"
#include "world.h"

#define SECOND CLOCK_SECOND

/* What a judge remembers and the time of the next reading. */
struct bench {
	struct skew_memory memory;
	int64_t time;
};

/* One more reading, a second later: tx queues 1 and 3 with these rates. Returns what is judged. */
static struct skew judge(struct bench *bench, double one, double other)
{
	struct skew_reading readings[VDPA_ROLE_NONE] = { 0 };

	bench->time += SECOND;
	skew_add(&readings[VDPA_ROLE_TX], 1, one >= 0, one);
	skew_add(&readings[VDPA_ROLE_TX], 3, other >= 0, other);
	return skew_judge(readings, bench->time, SECOND, &bench->memory);
}

static bool judge_times(struct bench *bench, int times, double one, double other)
{
	bool is_on = bench->memory.runs[VDPA_ROLE_TX].skew.is_on;

	for (int i = 0; i < times; i++)
		is_on = judge(bench, one, other).is_on;
	return is_on;
}

static void three_readings_over_three_seconds_make_it_so(void **state)
{
	struct bench bench = { .time = SECOND };
	struct skew skew;

	(void)state;
	assert_false(judge_times(&bench, 2, 50, 950));
	skew = judge(&bench, 50, 950);
	assert_true(skew.is_on);
	assert_int_equal(skew.role, VDPA_ROLE_TX);
	assert_int_equal(skew.queue, 3);
	assert_int_equal(skew.queues, 2);
	assert_float_equal(skew.share, 0.95, 1e-9);
}

static void fast_samples_do_not_make_it_so_sooner(void **state)
{
	struct skew_memory memory = { 0 };
	struct skew skew = { 0 };
	int count = 0;

	(void)state;
	for (int64_t time = SECOND; !skew.is_on && count < 100; count++, time += SECOND / 10) {
		struct skew_reading readings[VDPA_ROLE_NONE] = { 0 };

		skew_add(&readings[VDPA_ROLE_RX], 0, true, 1000);
		skew_add(&readings[VDPA_ROLE_RX], 2, true, 0);
		skew = skew_judge(readings, time, SECOND / 10, &memory);
	}
	assert_int_equal(count, 30);
}

static void four_fifths_and_less_are_no_skew(void **state)
{
	struct bench bench = { .time = SECOND };

	(void)state;
	assert_false(judge_times(&bench, 20, 200, 800));
	assert_true(judge_times(&bench, 3, 199, 801));
}

static void it_lasts_until_the_share_is_clearly_lower(void **state)
{
	struct bench bench = { .time = SECOND };

	(void)state;
	assert_true(judge_times(&bench, 3, 100, 900));
	assert_true(judge_times(&bench, 20, 290, 710));
	assert_true(judge_times(&bench, 2, 310, 690));
	assert_true(judge_times(&bench, 1, 100, 900));
	assert_true(judge_times(&bench, 2, 310, 690));
	assert_false(judge_times(&bench, 1, 310, 690));
}

static void one_busy_moment_is_no_skew(void **state)
{
	struct bench bench = { .time = SECOND };

	(void)state;
	for (int i = 0; i < 10; i++) {
		assert_false(judge_times(&bench, 2, 0, 1000));
		assert_false(judge_times(&bench, 1, 500, 500));
	}
}

static void next_to_no_work_is_no_skew(void **state)
{
	struct bench bench = { .time = SECOND };

	(void)state;
	assert_false(judge_times(&bench, 10, 0, 99));
	assert_true(judge_times(&bench, 3, 0, 100));
	assert_false(judge_times(&bench, 3, 0, 0));
}

static void a_reading_that_misses_a_queue_says_nothing(void **state)
{
	struct bench bench = { .time = SECOND };

	(void)state;
	assert_false(judge_times(&bench, 10, -1, 1000));
	assert_true(judge_times(&bench, 3, 0, 1000));
	assert_true(judge_times(&bench, 10, -1, 10));
}

static void a_control_queue_and_a_single_pair_have_nothing_to_share(void **state)
{
	struct skew_memory memory = { 0 };

	(void)state;
	for (int i = 1; i < 10; i++) {
		struct skew_reading readings[VDPA_ROLE_NONE] = { 0 };

		skew_add(&readings[VDPA_ROLE_RX], 0, true, 0);
		skew_add(&readings[VDPA_ROLE_TX], 1, true, 1000);
		skew_add(&readings[VDPA_ROLE_CTRL], 2, true, 1000);
		skew_add(&readings[VDPA_ROLE_CTRL], 3, true, 0);
		assert_false(skew_judge(readings, i * SECOND, SECOND, &memory).is_on);
	}
}

static void the_worst_direction_is_named(void **state)
{
	struct skew_memory memory = { 0 };
	struct skew skew = { 0 };

	(void)state;
	for (int i = 1; i < 5; i++) {
		struct skew_reading readings[VDPA_ROLE_NONE] = { 0 };

		skew_add(&readings[VDPA_ROLE_RX], 0, true, 900);
		skew_add(&readings[VDPA_ROLE_RX], 2, true, 100);
		skew_add(&readings[VDPA_ROLE_TX], 1, true, 970);
		skew_add(&readings[VDPA_ROLE_TX], 3, true, 30);
		skew = skew_judge(readings, i * SECOND, SECOND, &memory);
	}
	assert_true(skew.is_on);
	assert_int_equal(skew.queue, 1);
}

static void a_clock_that_is_set_neither_begins_nor_ends_it(void **state)
{
	struct bench bench = { .time = SECOND };

	(void)state;
	assert_false(judge_times(&bench, 2, 0, 1000));
	skew_shift_time(&bench.memory, -3600 * SECOND);
	bench.time -= 3600 * SECOND;
	assert_true(judge_times(&bench, 1, 0, 1000));
}

/* foo0 with tx queues that completed so many a second; a queue of -1 answers that it is not started. */
static void tell(struct fixture *fixture, int64_t seconds, const int *rates, int queues)
{
	world_begin(&fixture->world, seconds * SECOND);
	world_mgmtdev(&fixture->world, "", "m");
	world_device(&fixture->world, "foo0", 0);
	for (int i = 0; i < queues; i++) {
		struct snapshot_queue *queue = world_queue(&fixture->world, VDPA_ROLE_TX);

		if (rates[i] < 0)
			queue->code = -EAGAIN;
		else
			world_counter(&fixture->world, "wqes", (uint64_t)(rates[i] * seconds));
	}
	world_tell(&fixture->world, fixture->model);
}

static void the_device_says_so_and_its_queues_do_not(void **state)
{
	struct fixture *fixture = *state;
	static const int rates[] = { 10, 970, 20, -1 };

	for (int i = 1; i < 8; i++)
		tell(fixture, i, rates, 4);
	assert_string_equal(health_name(world_find(fixture->model, "foo0")->health), "skewed");
	assert_string_equal(health_name(world_find_queue(fixture->model, "foo0", 1)->health), "ok");
	assert_int_equal(fixture->model->totals.health[HEALTH_OK], 3);
	assert_int_equal(fixture->model->totals.health[HEALTH_SKEWED], 0);
}

static void it_is_told_once_and_its_end_too(void **state)
{
	struct fixture *fixture = *state;
	static const int skewed[] = { 10, 970, 20 }, even[] = { 300, 400, 300 };

	for (int i = 1; i < 10; i++)
		tell(fixture, i, skewed, 3);
	assert_int_equal(fixture->model->event_count, 1);
	assert_string_equal(fixture->model->events[0].words,
			    "foo0: tx 0 (queue 1) does 97 % of the work of 3 tx queues");
	assert_int_equal(fixture->model->events[0].kind, MODEL_EVENT_SKEWED);
	assert_false(fixture->model->events[0].is_over);
	assert_int_equal(fixture->model->events[0].subject.id,
			 world_find_queue(fixture->model, "foo0", 1)->id);
	for (int i = 100; i < 110; i++)
		tell(fixture, i, even, 3);
	assert_int_equal(fixture->model->event_count, 2);
	assert_string_equal(fixture->model->events[1].words, "foo0: its queues share their work again");
	assert_true(fixture->model->events[0].is_over);
	assert_string_equal(health_name(world_find(fixture->model, "foo0")->health), "ok");
}

static void a_stall_is_worse_and_what_only_cannot_be_counted_is_not(void **state)
{
	(void)state;
	assert_true(health_is_worse(HEALTH_STALLED, HEALTH_SKEWED));
	assert_true(health_is_worse(HEALTH_SKEWED, HEALTH_NO_DATA));
	assert_true(health_is_worse(HEALTH_SKEWED, HEALTH_OFF));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(three_readings_over_three_seconds_make_it_so),
	cmocka_unit_test(fast_samples_do_not_make_it_so_sooner),
	cmocka_unit_test(four_fifths_and_less_are_no_skew),
	cmocka_unit_test(it_lasts_until_the_share_is_clearly_lower),
	cmocka_unit_test(one_busy_moment_is_no_skew),
	cmocka_unit_test(next_to_no_work_is_no_skew),
	cmocka_unit_test(a_reading_that_misses_a_queue_says_nothing),
	cmocka_unit_test(a_control_queue_and_a_single_pair_have_nothing_to_share),
	cmocka_unit_test(the_worst_direction_is_named),
	cmocka_unit_test(a_clock_that_is_set_neither_begins_nor_ends_it),
	with_model(the_device_says_so_and_its_queues_do_not),
	with_model(it_is_told_once_and_its_end_too),
	cmocka_unit_test(a_stall_is_worse_and_what_only_cannot_be_counted_is_not),
};

UNIT_MAIN(skew)
