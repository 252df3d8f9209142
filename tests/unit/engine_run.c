/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine_run.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"

#include "unit.h"

#define ENOUGH 30.0 /* seconds, for what takes milliseconds */

static void on_sample(void *context)
{
	struct run *run = context;

	run->samples++;
}

static void on_change(void *context)
{
	(void)context;
}

static void on_finish(void *context)
{
	struct run *run = context;

	run->is_finished = true;
}

static void on_guard(struct ev_loop *loop, ev_timer *timer, int events)
{
	(void)loop;
	(void)timer;
	(void)events;
	fprintf(stderr, "what was waited for did not happen\n");
	abort();
}

void run_start(struct run *run, enum demo_fault fault, struct engine_options options)
{
	const struct engine_handler handler = { on_sample, on_change, on_finish, on_change, run };
	struct error error = { 0 };

	*run = (struct run){ 0 };
	options.is_demo = true;
	if (!options.demo.mgmtdevs) {
		options.demo = DEMO_OPTIONS_DEFAULT;
		options.demo.mgmtdevs = 4;
	}
	options.demo.fault = fault;
	options.max_load = 20;
	assert_int_equal(engine_new(&run->engine, &error), 0);
	assert_int_equal(engine_start(run->engine, &options, &handler, &error), 0);
	ev_timer_init(&run->guard, on_guard, ENOUGH, 0);
	ev_timer_start(run->engine->loop, &run->guard);
}

void run_end(struct run *run)
{
	ev_timer_stop(run->engine->loop, &run->guard);
	engine_free(run->engine);
}

void run_until_samples(struct run *run, uint64_t samples)
{
	while (run->samples < samples)
		ev_run(run->engine->loop, EVRUN_ONCE);
}

double run_wait(const struct run *run)
{
	assert_true(engine_is_waiting(run->engine));
	return (double)(run->engine->next - clock_now(&run->engine->clock)) / 1e9;
}
