/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whose turn it is, and what takes too long. The steps themselves are engine_steps.c's. */
#include "engine/engine_private.h"

#include "manage/job_words.h"

/* The host's facts come in milliseconds; after this long nothing is done without them. */
#define TURNS_LOOK_PATIENCE (10 * CLOCK_SECOND)
/* Longer than this is worth an event. */
#define TURNS_PATIENCE (5 * CLOCK_SECOND)

static bool turn_is_at_work(const struct job *job)
{
	return job->state > JOB_WAITING && job->state < JOB_DONE;
}

/* The one before it in its submission is over, and nobody has to be asked. */
static bool turn_is_its(struct engine *engine, size_t index)
{
	const struct job *job = engine_job(engine, index);
	const struct job *before = index ? job - 1 : NULL;

	return !job->is_held &&
	       (!before || before->submission != job->submission || job_is_over(before));
}

static bool turn_advance(struct engine *engine, size_t index)
{
	if (engine_step_of(engine, index)->want == ENGINE_WANT_TURN && !turn_is_its(engine, index))
		return false;
	return engine_step_advance(engine, index);
}

/* Facts that somebody waits for and that nobody looks for any more: a worker died. */
static void turns_ask_host(struct engine *engine)
{
	for (size_t i = 0; i < engine->jobs.count; i++) {
		enum job_state state = engine_job(engine, i)->state;

		if ((state != JOB_LOOKING && state != JOB_CHECKING) || engine->host.is_in_flight)
			continue;
		if (engine->host.deaths >= ENGINE_DEATHS)
			engine_step_take_facts(engine, i, engine->words);
		else
			engine_ask_host(engine);
	}
}

static bool turns_are_at_work(struct engine *engine)
{
	for (size_t i = 0; i < engine->jobs.count; i++)
		if (turn_is_at_work(engine_job(engine, i)))
			return true;
	return false;
}

/* Whether something more comes at once: what was done until then is shown with that. */
static bool turns_come(struct engine *engine)
{
	for (size_t i = 0; i < engine->jobs.count; i++) {
		const struct job *job = engine_job(engine, i);

		if (job->state == JOB_ASKING || (job->state == JOB_WAITING && !job->is_held))
			return true;
	}
	return false;
}

void engine_jobs_go_on(struct engine *engine)
{
	bool has_moved = true;

	engine_setters_reap(engine);
	while (has_moved) {
		has_moved = false;
		turns_ask_host(engine);
		for (size_t i = 0; i < engine->jobs.count; i++)
			if (engine_job(engine, i)->state == JOB_WAITING)
				has_moved |= turn_advance(engine, i);
	}
	engine_jobs_forget(engine);
	if (engine->is_paused && engine->has_changed && !turns_come(engine))
		engine_refresh(engine);
	if (!turns_are_at_work(engine))
		ev_timer_stop(engine->loop, &engine->work);
	else if (!ev_is_active(&engine->work))
		engine_set_timer(engine, &engine->work, 1);
}

static void turn_tell_slow(struct engine *engine, size_t index)
{
	const struct job *job = engine_job(engine, index);
	char words[JOB_WORDS_SIZE], line[MODEL_EVENT_COMMAND];

	job_pending_words(job, words, sizeof(words));
	task_command_line(&job->task, line, sizeof(line));
	engine_step_of(engine, index)->told_slow =
		model_add_result(engine->model, engine_time(engine), MODEL_EVENT_PENDING,
				 job->task.device, words, line);
}

/* Whether the kernel has what job INDEX is about: a request may still be behind a sample. */
static bool turn_is_in_kernel(const struct engine *engine, const struct job *job)
{
	if (job->state == JOB_ASKING)
		return progress_is_change(engine->netlink.progress);
	return job->state == JOB_UNBINDING || job->state == JOB_BINDING;
}

void engine_on_work(struct ev_loop *loop, ev_timer *timer, int events)
{
	struct engine *engine = timer->data;
	int64_t now = clock_monotonic();

	(void)loop;
	(void)events;
	for (size_t i = 0; i < engine->jobs.count; i++) {
		const struct engine_step *step = engine_step_of(engine, i);
		const struct job *job = engine_job(engine, i);

		if (now - step->entered >= TURNS_LOOK_PATIENCE)
			engine_step_take_facts(engine, i, "sysfs and /proc have not answered for 10 s");
		else if (now - step->entered >= TURNS_PATIENCE && !step->told_slow &&
			 turn_is_in_kernel(engine, job))
			turn_tell_slow(engine, i);
	}
	engine_jobs_go_on(engine);
	engine_tell_changed(engine);
}
