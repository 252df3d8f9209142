/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was submitted: what may be, whose turn it is, what came of it. */
#include "engine/engine_private.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "manage/job_words.h"
#include "vdpa/numbers.h"

/* Jobs that are over and are remembered, and jobs that may wait. */
#define JOBS_REMEMBERED 1024
#define JOBS_WAITING 1024

struct job *engine_job(struct engine *engine, size_t index)
{
	return array_at(&engine->jobs, struct job, index);
}

struct engine_step *engine_step_of(struct engine *engine, size_t index)
{
	return array_at(&engine->steps, struct engine_step, index);
}

size_t engine_find_job(const struct engine *engine, uint64_t number)
{
	size_t index = 0;

	while (index < engine->jobs.count &&
	       array_at(&engine->jobs, struct job, index)->number != number)
		index++;
	return index;
}

/* Each fits on the status line of 80 columns behind "delete: ". */
static const char words_read_only[] = "vdpatop was started with --read-only";
static const char words_replay[] = "this is a recording: nothing can be changed in it";
static const char words_user[] = "needs CAP_NET_ADMIN: run as root, or see RIGHTS in vdpatop(1)";
static const char words_contained[] =
	"needs CAP_NET_ADMIN on the host, not in a container: see vdpatop(1)";
static const char words_bind[] = "only uid 0 can bind and unbind drivers: run as root";

struct engine_rights engine_get_rights(const struct engine *engine)
{
	const struct engine_options *options = &engine->options;
	bool may_administer = options->is_demo ? options->demo.fault != DEMO_FAULT_NO_ACCESS :
						 engine->may_administer;
	bool may_bind = options->is_demo ? may_administer : engine->may_bind;

	if (options->replay)
		return (struct engine_rights){ words_replay, words_replay };
	if (options->is_read_only)
		return (struct engine_rights){ words_read_only, words_read_only };
	if (!may_administer && engine->is_contained && !options->is_demo)
		return (struct engine_rights){ words_contained, words_contained };
	if (!may_administer)
		return (struct engine_rights){ words_user, words_user };
	return (struct engine_rights){ "", may_bind ? "" : words_bind };
}

void engine_scan_host(struct engine *engine)
{
	/* What a recording does not say, nobody can find out. */
	if (!engine->options.replay)
		engine_ask_host(engine);
}

/* Whether TASK cannot do without a change of the device's driver, as far as can be seen now. */
static bool task_binds(const struct task *task, const struct model *model)
{
	const struct model_device *device = model_find_device(model, task->device);

	switch (task->kind) {
	case TASK_ADD:
		return task->driver != TASK_DRIVER_AUTO;
	case TASK_SET_MAC:
		return false;
	case TASK_REBIND:
		return true;
	case TASK_DELETE:
		return device && !strcmp(device->driver, task_driver_name(TASK_DRIVER_VHOST));
	}
	return false;
}

static int engine_may_submit(const struct engine *engine, const struct task *tasks, size_t count,
			     struct error *error)
{
	struct engine_rights rights = engine_get_rights(engine);
	size_t waiting = 0;

	if (rights.change[0])
		return error_set(error, -EPERM, "%s", rights.change);
	for (size_t i = 0; i < count && rights.bind[0]; i++)
		if (task_binds(&tasks[i], engine->model))
			return error_set(error, -EPERM, "%s", rights.bind);
	for (size_t i = 0; i < engine->jobs.count; i++)
		waiting += !job_is_over(array_at(&engine->jobs, struct job, i));
	if (waiting + count > JOBS_WAITING)
		return error_set(error, -ENOSPC, "%zu changes wait already: let some of them end first",
				 waiting);
	return 0;
}

static void engine_add_job(struct engine *engine, uint64_t submission, const struct task *task,
			   bool stops)
{
	int64_t now = engine_time(engine);
	struct engine_step *step = array_add(&engine->steps, 1);
	struct job *job = array_add(&engine->jobs, 1);

	*step = (struct engine_step){ .stops = stops };
	*job = (struct job){ .number = ++engine->last_job, .submission = submission, .task = *task,
			     .submitted = now, .since = now };
}

int engine_submit(struct engine *engine, uint64_t submission, const struct task *tasks, size_t count,
		  bool stops, struct error *error)
{
	int result = engine_may_submit(engine, tasks, count, error);

	if (result < 0)
		return result;
	if (array_reserve(&engine->jobs, engine->jobs.count + count) < 0 ||
	    array_reserve(&engine->steps, engine->steps.count + count) < 0)
		return error_set(error, -ENOMEM, "out of memory");
	for (size_t i = 0; i < count; i++)
		engine_add_job(engine, submission, &tasks[i], stops);
	engine_jobs_go_on(engine);
	engine_tell_changed(engine);
	return 0;
}

void engine_go_on(struct engine *engine, uint64_t submission)
{
	for (size_t i = 0; i < engine->jobs.count; i++)
		if (engine_job(engine, i)->submission == submission)
			engine_job(engine, i)->is_held = false;
	engine_jobs_go_on(engine);
	engine_tell_changed(engine);
}

/* One line for all of a submission that were given up. */
static void engine_tell_given_up(struct engine *engine, uint64_t submission, const struct jobs_given_up *given)
{
	char words[JOB_WORDS_SIZE];
	size_t all = 0;

	for (size_t i = 0; i < engine->jobs.count; i++)
		all += engine_job(engine, i)->submission == submission;
	job_given_up_words(given, all, words, sizeof(words));
	model_add_event(engine->model, engine_time(engine), MODEL_EVENT_WARNED, words);
}

void engine_give_up(struct engine *engine, uint64_t submission)
{
	struct jobs_given_up given = { 0 };
	char task[128];

	for (size_t i = 0; i < engine->jobs.count; i++) {
		struct job *job = engine_job(engine, i);

		if (job->submission != submission || job->state != JOB_WAITING || job->began)
			continue;
		job->is_held = false;
		task_describe(&job->task, task, sizeof(task));
		job->outcome = (struct outcome){ .code = -ECANCELED };
		text_format(job->outcome.words, sizeof(job->outcome.words),
			    "%s: given up before it began", task);
		engine_job_enter(engine, i, JOB_SKIPPED);
		given.first = given.first ? given.first : &job->task;
		given.last = &job->task;
		given.count++;
	}
	if (given.count)
		engine_tell_given_up(engine, submission, &given);
	engine_jobs_go_on(engine);
	engine_tell_changed(engine);
}

const struct job *engine_jobs(const struct engine *engine, size_t *ret_count)
{
	*ret_count = engine->jobs.count;
	return engine->jobs.data;
}

void engine_job_enter(struct engine *engine, size_t index, enum job_state state)
{
	struct engine_step *step = engine_step_of(engine, index);
	struct job *job = engine_job(engine, index);

	job->state = state;
	job->since = engine_time(engine);
	if (state == JOB_UNBINDING)
		job_note_holder(job, engine->model);
	if (!job->began && state != JOB_WAITING && state != JOB_SKIPPED)
		job->began = job->since;
	step->entered = clock_monotonic();
	model_end_event(engine->model, step->told_slow);
	step->told_slow = 0;
}

/* What comes behind job INDEX waits for a person. */
static void engine_hold_rest(struct engine *engine, size_t index)
{
	uint64_t submission = engine_job(engine, index)->submission;

	if (!engine_step_of(engine, index)->stops)
		return;
	for (size_t i = index + 1; i < engine->jobs.count; i++)
		if (engine_job(engine, i)->submission == submission &&
		    engine_job(engine, i)->state == JOB_WAITING)
			engine_job(engine, i)->is_held = true;
}

static void engine_tell_outcome(struct engine *engine, size_t index)
{
	const struct job *job = engine_job(engine, index);
	char words[JOB_WORDS_SIZE], line[MODEL_EVENT_COMMAND];

	job_result_words(job, words, sizeof(words));
	task_command_line(&job->task, line, sizeof(line));
	model_add_result(engine->model, engine_time(engine), job_event_kind(job),
			 job->task.device, words, line);
}

void engine_job_end(struct engine *engine, size_t index, const struct outcome *outcome)
{
	struct job *job = engine_job(engine, index);

	job->outcome = *outcome;
	engine_job_enter(engine, index, outcome->code < 0 ? JOB_FAILED : JOB_DONE);
	if (outcome->code < 0)
		engine_hold_rest(engine, index);
	engine_tell_outcome(engine, index);
	engine_tell_changed(engine);
}

void engine_job_refuse(struct engine *engine, size_t index, int code, const char *words)
{
	struct outcome outcome = { .code = code };

	text_safe(outcome.words, sizeof(outcome.words), words, strlen(words));
	engine_job_end(engine, index, &outcome);
}

void engine_job_fail(struct engine *engine, size_t index, int code, const char *format, ...)
{
	char task[128], words[sizeof(engine->words) + 256], all[sizeof(task) + sizeof(words) + 2];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(words, sizeof(words), format, arguments);
	va_end(arguments);
	task_describe(&engine_job(engine, index)->task, task, sizeof(task));
	snprintf(all, sizeof(all), "%s: %s", task, words);
	engine_job_refuse(engine, index, code, all);
}

/* The oldest job that may be forgotten, a failed one only where there is no other; their count if none. */
static size_t engine_find_oldest(struct engine *engine, bool has_failed)
{
	uint64_t newest = engine_job(engine, engine->jobs.count - 1)->submission;

	for (size_t i = 0; i < engine->jobs.count; i++) {
		const struct job *job = engine_job(engine, i);

		if (job_is_over(job) && (job->state == JOB_FAILED) == has_failed && job->submission != newest)
			return i;
	}
	return engine->jobs.count;
}

void engine_jobs_forget(struct engine *engine)
{
	size_t over = 0;

	for (size_t i = 0; i < engine->jobs.count; i++)
		over += job_is_over(engine_job(engine, i));
	for (; over > JOBS_REMEMBERED; over--) {
		size_t oldest = engine_find_oldest(engine, false);

		if (oldest == engine->jobs.count)
			oldest = engine_find_oldest(engine, true);
		if (oldest == engine->jobs.count)
			return;
		array_remove(&engine->jobs, oldest);
		array_remove(&engine->steps, oldest);
	}
}

void engine_jobs_free(struct engine *engine)
{
	engine_setters_free(engine);
	array_free(&engine->jobs);
	array_free(&engine->steps);
}
