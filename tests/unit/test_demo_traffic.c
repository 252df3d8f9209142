/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The demo's traffic looks alive, never steps back, and is the same again for the same seed. */
#include <errno.h>
#include <stdlib.h>

#include "demo.h"

/* A queue of each kind of device that carries something. */
static const struct {
	const char *device;
	uint32_t index;
	const char *done;
} queues[] = {
	{ "web0", 0, "completed_desc" },
	{ "web0", 1, "completed_desc" },
	{ "db0", 3, "completed_desc" },
	{ "lab0", 0, "rx packets" },
	{ "lab0", 1, "tx packets" },
	{ "disk0", 0, VDPA_COUNTER_WQES },
	{ "dpdk0", 1, "completed_desc" },
};

#define QUEUES (sizeof(queues) / sizeof(queues[0]))

static struct demo_test *open_seed(uint64_t seed)
{
	struct demo_options options = demo_test_options(true);

	options.seed = seed;
	return demo_test_open(&options);
}

static uint64_t done(struct demo_test *test, size_t i)
{
	assert_int_equal(demo_test_ask_stats(test, queues[i].device, queues[i].index), 0);
	return demo_test_counter(test, queues[i].done);
}

static void the_same_seed_gives_the_same_figures(void **state)
{
	struct demo_test *first = open_seed(7), *second = open_seed(7), *other = open_seed(8);
	size_t differing = 0;

	(void)state;
	demo_test_begin(first, 0);
	demo_test_begin(first, 3.25);
	second->source.begin(second->source.self, 99);
	second->source.begin(second->source.self, 99 + 3 * SECOND + SECOND / 4);
	demo_test_begin(other, 0);
	demo_test_begin(other, 3.25);
	for (size_t i = 0; i < QUEUES; i++) {
		assert_int_equal(done(first, i), done(second, i));
		differing += done(first, i) != done(other, i);
	}
	assert_int_equal(differing, QUEUES);
	demo_test_close(first);
	demo_test_close(second);
	demo_test_close(other);
}

static void figures_do_not_depend_on_how_often_one_looks(void **state)
{
	struct demo_test *often = open_seed(1), *seldom = open_seed(1);

	(void)state;
	for (int i = 0; i <= 300; i++)
		demo_test_begin(often, i / 10.0);
	demo_test_begin(seldom, 0);
	demo_test_begin(seldom, 30);
	for (size_t i = 0; i < QUEUES; i++)
		assert_int_equal(done(often, i), done(seldom, i));
	demo_test_close(often);
	demo_test_close(seldom);
}

static void no_counter_ever_steps_back(void **state)
{
	struct demo_test *test = open_seed(3);
	uint64_t before[QUEUES][DEMO_TEST_PAIRS] = { 0 };

	(void)state;
	for (int step = 0; step < 3000; step++) {
		demo_test_begin(test, step * 0.0731);
		for (size_t i = 0; i < QUEUES; i++) {
			done(test, i);
			for (size_t k = 0; k < test->pair_count; k++) {
				assert_true(test->pairs[k].value >= before[i][k]);
				before[i][k] = test->pairs[k].value;
			}
		}
	}
	demo_test_close(test);
}

static void counters_had_a_life_before_the_demo_began(void **state)
{
	struct demo_test *test = open_seed(1);

	(void)state;
	demo_test_begin(test, 0);
	for (size_t i = 0; i < QUEUES; i++)
		assert_true(done(test, i) > 1000);
	demo_test_close(test);
}

/* The first device is what a newcomer looks at: its data queues work in every tenth of a second. */
static void the_first_device_never_rests(void **state)
{
	struct demo_test *test = open_seed(1);
	uint64_t before[16] = { 0 };

	(void)state;
	for (int step = 0; step < 600; step++) {
		demo_test_begin(test, step / 10.0);
		for (uint32_t i = 0; i < 16; i++) {
			assert_int_equal(demo_test_ask_stats(test, "web0", i), 0);
			assert_true(demo_test_counter(test, "completed_desc") > before[i]);
			before[i] = demo_test_counter(test, "completed_desc");
		}
	}
	demo_test_close(test);
}

static void others_come_in_bursts_with_idle_spells(void **state)
{
	struct demo_test *test;
	size_t bursty = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 8; seed++) {
		uint64_t before = 0;
		size_t idle = 0, busy = 0;

		test = open_seed(seed);
		for (int step = 0; step < 300; step++) {
			uint64_t now;

			demo_test_begin(test, step / 5.0);
			now = done(test, 2);
			idle += now == before;
			busy += now > before;
			before = now;
		}
		assert_true(busy > 100);
		bursty += idle > 10;
		demo_test_close(test);
	}
	assert_in_range(bursty, 1, 7);
}

static void a_doorbell_carries_several_elements(void **state)
{
	struct demo_test *test = open_seed(1);

	(void)state;
	demo_test_begin(test, 0);
	demo_test_begin(test, 12.5);
	for (size_t i = 0; i < QUEUES; i++)
		assert_true(done(test, i) > 2 * demo_test_counter(test, VDPA_COUNTER_KICKS));
	demo_test_close(test);
}

static void what_was_received_is_completed_or_in_flight(void **state)
{
	struct demo_test *test = open_seed(1);
	uint64_t in_flight;

	(void)state;
	demo_test_begin(test, 0);
	for (int step = 0; step < 100; step++) {
		demo_test_begin(test, step);
		assert_int_equal(demo_test_ask_stats(test, "web0", 0), 0);
		in_flight = demo_test_counter(test, "received_desc") -
			    demo_test_counter(test, "completed_desc");
		assert_int_equal(in_flight, 256); /* a receive queue's posted buffers */
		assert_int_equal(demo_test_ask_stats(test, "web0", 1), 0);
		in_flight = demo_test_counter(test, "received_desc") -
			    demo_test_counter(test, "completed_desc");
		assert_in_range(in_flight, 0, 256);
	}
	demo_test_close(test);
}

static void mapped_doorbells_pass_no_kernel(void **state)
{
	struct demo_test *test = open_seed(1);
	uint64_t kicks, elements;

	(void)state;
	demo_test_begin(test, 0);
	elements = done(test, 6);
	kicks = demo_test_counter(test, VDPA_COUNTER_KICKS);
	demo_test_begin(test, 600);
	assert_true(done(test, 6) > elements);
	assert_int_equal(demo_test_counter(test, VDPA_COUNTER_KICKS), kicks);
	demo_test_close(test);
}

static void without_traffic_everything_stands_still_and_nothing_waits(void **state)
{
	struct demo_options options = demo_test_options(true);
	struct demo_test *test;
	uint64_t before[QUEUES];

	(void)state;
	options.has_traffic = false;
	test = demo_test_open(&options);
	demo_test_begin(test, 0);
	for (size_t i = 0; i < QUEUES; i++)
		before[i] = done(test, i);
	demo_test_begin(test, 1000);
	for (size_t i = 0; i < QUEUES; i++)
		assert_int_equal(done(test, i), before[i]);
	for (uint32_t i = 1; i < 16; i += 2) {
		assert_int_equal(demo_test_ask_stats(test, "web0", i), 0);
		assert_int_equal(demo_test_counter(test, "received_desc"),
				 demo_test_counter(test, "completed_desc"));
	}
	demo_test_close(test);
}

static void a_sample_sees_one_moment(void **state)
{
	struct demo_test *test = open_seed(1);
	uint64_t first;

	(void)state;
	demo_test_begin(test, 0);
	demo_test_begin(test, 5);
	first = done(test, 0);
	assert_int_equal(done(test, 0), first);
	assert_int_equal(test->source.now(test->source.self), DEMO_TEST_START + 5 * SECOND);
	demo_test_close(test);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_same_seed_gives_the_same_figures),
	cmocka_unit_test(figures_do_not_depend_on_how_often_one_looks),
	cmocka_unit_test(no_counter_ever_steps_back),
	cmocka_unit_test(counters_had_a_life_before_the_demo_began),
	cmocka_unit_test(the_first_device_never_rests),
	cmocka_unit_test(others_come_in_bursts_with_idle_spells),
	cmocka_unit_test(a_doorbell_carries_several_elements),
	cmocka_unit_test(what_was_received_is_completed_or_in_flight),
	cmocka_unit_test(mapped_doorbells_pass_no_kernel),
	cmocka_unit_test(without_traffic_everything_stands_still_and_nothing_waits),
	cmocka_unit_test(a_sample_sees_one_moment),
};

UNIT_MAIN(demo_traffic)
