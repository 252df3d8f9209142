/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A tick an hour: what comes before the second one comes because of news. */
#include <poll.h>
#include <signal.h>
#include <string.h>

#include "engine_run.h"
#include "unit.h"

static bool has_device(const struct run *run, const char *name)
{
	const struct model *model = run->engine->model;

	for (size_t i = 0; i < model->device_count; i++)
		if (!strcmp(model->devices[i].name, name) && model->devices[i].is_from_netlink)
			return true;
	return false;
}

static size_t events_of(const struct run *run, enum model_event_kind kind)
{
	const struct model *model = run->engine->model;
	size_t count = 0;

	for (size_t i = 0; i < model->event_count; i++)
		count += model->events[i].kind == kind;
	return count;
}

static void a_change_by_others_is_sampled_before_the_next_tick(void **state)
{
	struct run run;
	int64_t tick;

	(void)state;
	run_start(&run, DEMO_FAULT_CHURN, (struct engine_options){ .delay = HOUR, .wants_news = true });
	run_until_samples(&run, 1);
	assert_false(has_device(&run, "guest0"));
	tick = run.engine->schedule.last;
	run_until_samples(&run, 2);
	assert_true(has_device(&run, "guest0"));
	run_until_samples(&run, 3);
	assert_false(has_device(&run, "guest0"));
	assert_int_equal(run.engine->schedule.last, tick);
	run_end(&run);
}

static void a_flood_costs_one_sample_and_is_said(void **state)
{
	struct run run;

	(void)state;
	run_start(&run, DEMO_FAULT_FLOOD, (struct engine_options){ .delay = HOUR, .wants_news = true });
	run_until_samples(&run, 2);
	assert_true(has_device(&run, "guest0"));
	assert_int_equal(run.engine->extras, 1);
	assert_false(run.engine->has_news);
	assert_true(run_wait(&run) > HOUR / 2);
	assert_int_equal(events_of(&run, MODEL_EVENT_LOST), 1);
	run_end(&run);
}

static void while_paused_news_are_only_remembered(void **state)
{
	struct run run;

	(void)state;
	run_start(&run, DEMO_FAULT_CHURN, (struct engine_options){ .delay = HOUR, .wants_news = true });
	run_until_samples(&run, 1);
	engine_set_paused(run.engine, true);
	while (!run.engine->has_news)
		ev_run(run.engine->loop, EVRUN_ONCE);
	assert_int_equal(run.engine->begin, ENGINE_NEVER);
	assert_false(engine_is_under_way(run.engine));
	engine_set_paused(run.engine, false);
	run_until_samples(&run, 2);
	assert_true(has_device(&run, "guest0"));
	run_end(&run);
}

/* In batch every sample is on schedule; what changed is in the next one. */
static void whoever_wants_no_news_gets_no_sample_between_the_ticks(void **state)
{
	struct run run;

	(void)state;
	run_start(&run, DEMO_FAULT_CHURN, (struct engine_options){ .delay = HOUR });
	run_until_samples(&run, 1);
	assert_true(run_wait(&run) > HOUR / 2);
	engine_refresh(run.engine);
	run_until_samples(&run, 2);
	assert_true(has_device(&run, "guest0"));
	assert_int_equal(run.engine->extras, 0);
	assert_false(run.engine->has_news);
	run_end(&run);
}

static void samples_between_the_ticks_are_not_counted_as_iterations(void **state)
{
	struct run run;

	(void)state;
	run_start(&run, DEMO_FAULT_CHURN,
		  (struct engine_options){ .delay = 0.8, .iterations = 2, .wants_news = true });
	while (!run.is_finished)
		ev_run(run.engine->loop, EVRUN_ONCE);
	assert_int_equal(run.samples - run.engine->extras, 2);
	run_end(&run);
}

/* Its question is lost with it; the news are not. */
static void a_worker_that_dies_over_an_extra_sample_is_asked_again_soon(void **state)
{
	struct run run;

	(void)state;
	run_start(&run, DEMO_FAULT_CHURN, (struct engine_options){ .delay = HOUR, .wants_news = true });
	run_until_samples(&run, 1);
	while (!run.engine->is_extra)
		ev_run(run.engine->loop, EVRUN_ONCE);
	/* From before its time, or it might answer before it dies. */
	kill(run.engine->netlink.child.pid, SIGSTOP);
	while (!engine_is_under_way(run.engine))
		poll(NULL, 0, 10);
	kill(run.engine->netlink.child.pid, SIGKILL);
	run_until_samples(&run, 2);
	assert_int_equal(events_of(&run, MODEL_EVENT_ERROR), 1);
	assert_int_equal(run.engine->extras, 1);
	run_end(&run);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_change_by_others_is_sampled_before_the_next_tick),
	cmocka_unit_test(a_flood_costs_one_sample_and_is_said),
	cmocka_unit_test(while_paused_news_are_only_remembered),
	cmocka_unit_test(whoever_wants_no_news_gets_no_sample_between_the_ticks),
	cmocka_unit_test(samples_between_the_ticks_are_not_counted_as_iterations),
	cmocka_unit_test(a_worker_that_dies_over_an_extra_sample_is_asked_again_soon),
};

UNIT_MAIN(engine_news)
