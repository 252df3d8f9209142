/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who waits for a sample's time, what may change until then, and what is noticed meanwhile. */
#include <poll.h>
#include <signal.h>
#include <string.h>

#include "engine_run.h"
#include "unit.h"

/* Counted are the turns of the loop: each is a wake-up. The host's facts come once, at the start. */
static void main_is_woken_once_for_a_sample(void **state)
{
	unsigned before;
	struct run run;

	(void)state;
	run_start(&run, DEMO_FAULT_NONE, (struct engine_options){ .delay = 0.1 });
	while (!run.engine->host.answers || run.samples < 2)
		ev_run(run.engine->loop, EVRUN_ONCE);
	before = ev_iteration(run.engine->loop);
	run_until_samples(&run, run.samples + 20);
	assert_in_range(ev_iteration(run.engine->loop) - before, 20, 21);
	run_end(&run);
}

static void a_paused_engine_wakes_for_nothing(void **state)
{
	struct run run;

	(void)state;
	run_start(&run, DEMO_FAULT_NONE, (struct engine_options){ .delay = 0.1 });
	while (!run.engine->host.answers || run.samples < 2)
		ev_run(run.engine->loop, EVRUN_ONCE);
	engine_set_paused(run.engine, true);
	while (engine_is_under_way(run.engine))
		ev_run(run.engine->loop, EVRUN_ONCE);
	assert_int_equal(run.engine->begin, ENGINE_NEVER);
	assert_false(ev_is_active(&run.engine->due));
	assert_false(ev_is_active(&run.engine->patience));
	assert_false(ev_is_active(&run.engine->host_patience));
	engine_set_paused(run.engine, false);
	run_until_samples(&run, run.samples + 2);
	run_end(&run);
}

static void what_is_asked_for_now_does_not_wait_for_the_tick(void **state)
{
	struct run run;

	(void)state;
	run_start(&run, DEMO_FAULT_NONE, (struct engine_options){ .delay = HOUR });
	run_until_samples(&run, 1);
	for (uint64_t samples = 2; samples < 5; samples++) {
		assert_true(run_wait(&run) > HOUR / 2);
		engine_refresh(run.engine);
		run_until_samples(&run, samples);
	}
	run_end(&run);
}

static uint32_t counters_of_first_queue(const struct run *run, const char *device)
{
	const struct model *model = run->engine->model;

	for (size_t i = 0; i < model->device_count; i++)
		if (!strcmp(model->devices[i].name, device))
			return model->queues[model->devices[i].first_queue].counters;
	fail();
	return 0;
}

/* How many devices are asked about more than that they are there, where ONLY one is to be. */
static size_t count_asked(const char *only, char *ret_first)
{
	size_t asked = 0;
	struct run run;

	run_start(&run, DEMO_FAULT_NONE, (struct engine_options){ .delay = HOUR, .only = only });
	run_until_samples(&run, 1);
	assert_true(run.engine->model->device_count > 2);
	strcpy(ret_first, run.engine->model->devices[0].name);
	for (size_t i = 0; i < run.engine->model->device_count; i++)
		asked += run.engine->model->devices[i].config.valid != 0;
	run_end(&run);
	return asked;
}

static void only_one_device_is_asked_about_when_one_is_named(void **state)
{
	char first[64];

	(void)state;
	assert_true(count_asked(NULL, first) > 2);
	assert_int_equal(count_asked(first, first), 1);
	assert_int_equal(count_asked("none of them", first), 0);
}

/* It was chosen after the worker was told when to begin. */
static void what_is_looked_at_closer_is_so_at_the_next_tick(void **state)
{
	uint32_t before;
	struct run run;

	(void)state;
	run_start(&run, DEMO_FAULT_NONE, (struct engine_options){ .delay = 1 });
	run_until_samples(&run, 1);
	before = counters_of_first_queue(&run, "lab0");
	engine_look_closer(run.engine, "lab0", NULL, 0);
	run_until_samples(&run, 2);
	assert_true(counters_of_first_queue(&run, "lab0") > before);
	run_end(&run);
}

static void a_new_delay_counts_for_the_tick_that_is_waited_for(void **state)
{
	struct run run;

	(void)state;
	run_start(&run, DEMO_FAULT_NONE, (struct engine_options){ .delay = HOUR });
	run_until_samples(&run, 1);
	engine_set_delay(run.engine, 0.1);
	run_until_samples(&run, 3);
	engine_set_delay(run.engine, HOUR);
	run_until_samples(&run, run.samples + engine_is_under_way(run.engine));
	assert_true(run_wait(&run) > HOUR / 2);
	run_end(&run);
}

static void a_worker_that_stops_before_its_time_is_noticed(void **state)
{
	struct run run;

	(void)state;
	run_start(&run, DEMO_FAULT_NONE, (struct engine_options){ .delay = 0.5 });
	run_until_samples(&run, 1);
	kill(run.engine->netlink.child.pid, SIGSTOP);
	while (engine_get_status(run.engine).state != ENGINE_BLOCKED)
		ev_run(run.engine->loop, EVRUN_ONCE);
	kill(run.engine->netlink.child.pid, SIGCONT);
	run_until_samples(&run, 3);
	assert_int_equal(engine_get_status(run.engine).state, ENGINE_LIVE);
	run_end(&run);
}

/* A sample that takes longer than a delay: what was due meanwhile is left out, and the times say so. */
static void a_tick_that_was_missed_shows_in_the_times(void **state)
{
	const int64_t delay = CLOCK_SECOND / 2;
	int64_t gap, most = 0;
	struct run run;

	(void)state;
	run_start(&run, DEMO_FAULT_LATE, (struct engine_options){ .delay = 0.5 });
	run.engine->schedule.max_load = 0; /* or it would stretch the schedule */
	run_until_samples(&run, 1);
	for (uint64_t sample = 2; sample <= 3; sample++) {
		int64_t before = run.engine->model->time;

		run_until_samples(&run, sample);
		gap = run.engine->model->time - before;
		assert_true(gap > 0 && gap % delay == 0);
		most = gap > most ? gap : most;
	}
	assert_true(most > delay);
	run_end(&run);
}

static void with_a_fast_clock_every_tick_is_taken_and_none_waited_for(void **state)
{
	struct engine_options options = { .delay = HOUR, .demo = DEMO_OPTIONS_DEFAULT };
	int64_t begin;
	struct run run;

	(void)state;
	options.demo.mgmtdevs = 4;
	options.demo.is_fast = true;
	options.keeps_every_tick = true;
	options.iterations = 1000;
	run_start(&run, DEMO_FAULT_NONE, options);
	run_until_samples(&run, 1);
	begin = run.engine->model->time;
	run_until_samples(&run, 1000);
	assert_int_equal(run.engine->model->time - begin, 999 * (int64_t)HOUR * CLOCK_SECOND);
	assert_true(run.is_finished);
	run_end(&run);
}

/* ^Z and fg: the worker's answer is old by then. */
static void who_was_stopped_itself_asks_again_at_once(void **state)
{
	struct pollfd answer = { .events = POLLIN };
	struct run run;

	(void)state;
	run_start(&run, DEMO_FAULT_NONE, (struct engine_options){ .delay = 2 });
	run_until_samples(&run, 1);
	answer.fd = run.engine->netlink.child.socket;
	assert_int_equal(poll(&answer, 1, 20000), 1);
	poll(NULL, 0, 2500);
	run_until_samples(&run, 2);
	assert_true(engine_is_under_way(run.engine));
	run_end(&run);
}

/* What comes between the parts is answered, and finds a model that shows the sample before. */
static void a_big_sample_is_taken_in_by_parts(void **state)
{
	struct engine_options options = { .delay = HOUR, .demo = DEMO_OPTIONS_DEFAULT };
	unsigned turns = 0;
	struct run run;

	(void)state;
	options.demo.mgmtdevs = 1;
	options.demo.devices = 20;
	options.demo.queues = 512;
	run_start(&run, DEMO_FAULT_NONE, options);
	run_until_samples(&run, 1);
	assert_true(run.engine->model->queue_count > ENGINE_PARTS_FROM);
	engine_refresh(run.engine);
	while (run.engine->part == ENGINE_TAKEN)
		ev_run(run.engine->loop, EVRUN_ONCE);
	while (run.samples < 2) {
		assert_int_equal(run.engine->model->number, run.engine->part == ENGINE_SETTLING ? 1 : 2);
		assert_true(engine_is_under_way(run.engine));
		engine_refresh(run.engine);
		ev_run(run.engine->loop, EVRUN_ONCE);
		turns++;
	}
	assert_true(turns >= 2);
	assert_true(run_wait(&run) > HOUR / 2);
	run_end(&run);
}

/* Which driver makes its devices the host tells only of a management device that netlink named. */
static void a_first_sample_that_waits_for_the_host_has_all_its_facts(void **state)
{
	struct run run;

	(void)state;
	run_start(&run, DEMO_FAULT_NONE, (struct engine_options){ .delay = HOUR, .waits_for_host = true });
	run_until_samples(&run, 1);
	assert_true(run.engine->model->mgmtdev_count);
	for (size_t i = 0; i < run.engine->model->mgmtdev_count; i++)
		assert_string_not_equal(run.engine->model->mgmtdevs[i].driver, "");
	assert_true(run_device(&run, "web0")->identity);
	run_end(&run);
}

static void a_deadline_passes_once_although_samples_come(void **state)
{
	struct run run;

	(void)state;
	run_start(&run, DEMO_FAULT_NONE, (struct engine_options){ .delay = HOUR, .timeout = HOUR });
	run_until_samples(&run, 1);
	assert_false(ev_is_active(&run.engine->timeout));
	engine_set_timeout(run.engine, 0.01);
	engine_refresh(run.engine);
	run_until_samples(&run, 2);
	while (!run.timeouts)
		ev_run(run.engine->loop, EVRUN_ONCE);
	engine_refresh(run.engine);
	run_until_samples(&run, 3);
	assert_int_equal(run.timeouts, 1);
	engine_set_timeout(run.engine, HOUR);
	assert_true(ev_is_active(&run.engine->timeout));
	engine_set_timeout(run.engine, 0);
	assert_false(ev_is_active(&run.engine->timeout));
	run_end(&run);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(main_is_woken_once_for_a_sample),
	cmocka_unit_test(a_paused_engine_wakes_for_nothing),
	cmocka_unit_test(what_is_asked_for_now_does_not_wait_for_the_tick),
	cmocka_unit_test(only_one_device_is_asked_about_when_one_is_named),
	cmocka_unit_test(what_is_looked_at_closer_is_so_at_the_next_tick),
	cmocka_unit_test(a_new_delay_counts_for_the_tick_that_is_waited_for),
	cmocka_unit_test(a_worker_that_stops_before_its_time_is_noticed),
	cmocka_unit_test(a_tick_that_was_missed_shows_in_the_times),
	cmocka_unit_test(with_a_fast_clock_every_tick_is_taken_and_none_waited_for),
	cmocka_unit_test(a_big_sample_is_taken_in_by_parts),
	cmocka_unit_test(who_was_stopped_itself_asks_again_at_once),
	cmocka_unit_test(a_first_sample_that_waits_for_the_host_has_all_its_facts),
	cmocka_unit_test(a_deadline_passes_once_although_samples_come),
};

UNIT_MAIN(engine)
