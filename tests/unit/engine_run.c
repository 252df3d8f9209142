/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

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

static void on_timeout(void *context)
{
	struct run *run = context;

	run->timeouts++;
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
	const struct engine_handler handler = { on_sample, on_change, on_finish, on_timeout, run };
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

struct task run_add(const char *name, const char *mgmtdev)
{
	struct task task = { .kind = TASK_ADD };

	text_copy(task.name, sizeof(task.name), name);
	text_copy(task.mgmtdev, sizeof(task.mgmtdev), mgmtdev);
	return task;
}

const struct model_device *run_device(const struct run *run, const char *name)
{
	const struct model *model = run->engine->model;

	for (size_t i = 0; i < model->device_count; i++)
		if (!strcmp(model->devices[i].name, name))
			return &model->devices[i];
	return NULL;
}

struct task run_task(const struct run *run, enum task_kind kind, const char *name)
{
	const struct model_device *device = run_device(run, name);
	struct task task = { .kind = kind };

	assert_non_null(device);
	assert_true(device->identity);
	task.device = device->id;
	task.identity = device->identity;
	text_copy(task.name, sizeof(task.name), name);
	return task;
}

void run_submit(struct run *run, uint64_t submission, const struct task *tasks, size_t count, bool stops)
{
	struct error error = { 0 };
	int result = engine_submit(run->engine, submission, tasks, count, stops, &error);

	if (result < 0)
		fail_msg("refused: %s", error.words);
}

const struct job *run_job(const struct run *run, uint64_t number)
{
	size_t count;
	const struct job *jobs = engine_jobs(run->engine, &count);

	for (size_t i = 0; i < count; i++)
		if (jobs[i].number == number)
			return &jobs[i];
	fail_msg("job %u is forgotten", (unsigned)number);
	return NULL;
}

void run_until_state(struct run *run, uint64_t number, enum job_state state)
{
	while (run_job(run, number)->state < state)
		ev_run(run->engine->loop, EVRUN_ONCE);
}

void run_until_over(struct run *run, uint64_t number)
{
	run_until_state(run, number, JOB_DONE);
}

void run_until_bound(struct run *run, const char *name, const char *driver)
{
	const struct model_device *device;

	do {
		ev_run(run->engine->loop, EVRUN_ONCE);
		device = run_device(run, name);
	} while (!device || !device->identity || strcmp(device->driver, driver));
}
