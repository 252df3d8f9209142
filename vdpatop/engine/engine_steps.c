/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The steps of a job. None of them waits: whatever takes time is asked of a worker or a child, and the
 * answer comes back here.
 *
 *   add      asking ─ checking ─┬─ binding or unbinding ─ checking ─ done
 *   set                asking ──┴─ done
 *   rebind   looking ─ unbinding ─ binding ─ checking ─ done
 *   delete   looking ─ unbinding ─ asking ─ done; without an answer: checking ─ done
 *
 * From "looking" on, everything goes by facts that are newer than the job's turn. A device is deleted
 * without being unbound only from virtio_vdpa: where sysfs shows no driver, vhost_vdpa may be letting go
 * of it still, and DEV_DEL would hold netlink until its node is closed.
 */
#include "engine/engine_private.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "manage/usage.h"
#include "manage/verdict.h"
#include "vdpa/name.h"


/* What the newest facts say of job INDEX's device; false: it is not there. */
static bool step_find_fact(struct engine *engine, size_t index, struct model_fact *ret_fact)
{
	char name[TASK_NAME_SIZE];

	text_copy(name, sizeof(name), engine_job(engine, index)->task.name);
	vdpa_name_in_kernel(name);
	return model_find_fact(engine->model, name, ret_fact);
}

/* Back into the line, for WANT. */
static void step_wait(struct engine *engine, size_t index, enum engine_want want)
{
	struct engine_step *step = engine_step_of(engine, index);
	struct job *job = engine_job(engine, index);

	step->want = want;
	if (job->state != JOB_WAITING)
		engine_job_enter(engine, index, JOB_WAITING);
	if (!step->has_unbound && (job->task.kind != TASK_ADD || want == ENGINE_WANT_NETLINK))
		job->began = 0; /* nothing was done yet */
}

/* Has the host looked at. What a scan that is under way finds may be older than the question. */
static void step_look(struct engine *engine, size_t index, enum job_state state)
{
	bool was_in_flight = engine->host.is_in_flight;

	engine_job_enter(engine, index, state);
	engine_ask_host(engine);
	engine_step_of(engine, index)->scan =
		engine->host.number + (was_in_flight || !engine->host.is_in_flight);
}

static void step_end_binding(struct engine *engine, size_t index, bool is_unbinding, int code,
			     const char *words)
{
	const struct verdict_answer answer = { .code = code, .kernel = words };
	struct outcome outcome = { 0 };

	verdict_of_binding(&engine_job(engine, index)->task, engine->model, is_unbinding, &answer, &outcome);
	engine_job_end(engine, index, &outcome);
}

/* Binds the device of job INDEX to its driver, or unbinds it, as soon as there is room for one more. */
static void step_bind(struct engine *engine, size_t index, bool is_unbinding)
{
	const struct job *job = engine_job(engine, index);
	int result;

	if (engine_setters_at_work(engine) >= ENGINE_SETTERS) {
		step_wait(engine, index, is_unbinding ? ENGINE_WANT_UNBIND : ENGINE_WANT_BIND);
		return;
	}
	result = engine_setter_start(engine, job, is_unbinding);
	if (!result)
		engine_job_enter(engine, index, is_unbinding ? JOB_UNBINDING : JOB_BINDING);
	else
		engine_job_fail(engine, index, result, "no process can be started for it: %s",
				error_text(result));
}

/* Facts are there, and the device, which FACT is about, may be touched. */
static void step_touch(struct engine *engine, size_t index, const struct model_fact *fact)
{
	struct engine_rights rights = engine_get_rights(engine);
	struct job *job = engine_job(engine, index);
	const char *wanted = task_driver_name(job->task.driver);
	bool is_delete = job->task.kind == TASK_DELETE;

	job->task.identity = fact->identity; /* when it was not known at first */
	if (is_delete && !strcmp(fact->driver, task_driver_name(TASK_DRIVER_VIRTIO)))
		step_wait(engine, index, ENGINE_WANT_NETLINK);
	else if (!is_delete && wanted[0] && !strcmp(fact->driver, wanted))
		step_look(engine, index, JOB_CHECKING);
	else if (rights.bind[0] && (!is_delete || fact->driver[0]))
		engine_job_fail(engine, index, -EPERM, "%s", rights.bind);
	else
		step_bind(engine, index, is_delete || !wanted[0] || fact->driver[0]);
}

/* Another job that has the same device in its hands, NULL for none. */
static const struct job *step_find_rival(struct engine *engine, size_t index)
{
	uint64_t device = engine_job(engine, index)->task.device;

	for (size_t i = 0; i < engine->jobs.count; i++) {
		const struct job *job = engine_job(engine, i);

		if (i != index && job->began && !job_is_over(job) && job->state != JOB_LOOKING &&
		    job->task.kind != TASK_ADD && job->task.device == device)
			return job;
	}
	return NULL;
}

/*
 * Whether job INDEX may begin with its device, RET_FACT (unless NULL) then is what the host says of it; if
 * not, it has failed.
 */
static bool step_may_touch(struct engine *engine, size_t index, struct model_fact *ret_fact)
{
	const struct job *rival = step_find_rival(engine, index);
	struct error error = { 0 };
	char other[128];

	if (rival) {
		task_describe(&rival->task, other, sizeof(other));
		engine_job_fail(engine, index, -EBUSY, "something else is under way with it: %s", other);
		return false;
	}
	if (usage_check(&engine_job(engine, index)->task, engine->model, &error) < 0) {
		engine_job_refuse(engine, index, error.code, error.words);
		return false;
	}
	if (ret_fact && !step_find_fact(engine, index, ret_fact)) {
		engine_job_fail(engine, index, -ENODEV, "sysfs does not have it");
		return false;
	}
	return true;
}

static void step_looked(struct engine *engine, size_t index, const char *words)
{
	struct model_fact fact = { .driver = "" };

	if (words)
		engine_job_fail(engine, index, -EIO,
				"nothing was done, because who uses it cannot be seen: %s", words);
	else if (step_may_touch(engine, index, &fact))
		step_touch(engine, index, &fact);
}

/* Whether a device that was just added has yet to be bound as was wished; it then is on its way. */
static bool step_bind_new(struct engine *engine, size_t index)
{
	const struct engine_step *step = engine_step_of(engine, index);
	struct job *job = engine_job(engine, index);
	const char *wanted = task_driver_name(job->task.driver);
	struct model_fact fact = { .driver = "" };

	if (job->task.kind != TASK_ADD || job->task.driver == TASK_DRIVER_AUTO || step->has_bound ||
	    step->has_unbound || !step_find_fact(engine, index, &fact) || !strcmp(fact.driver, wanted))
		return false;
	job->task.identity = fact.identity;
	step_bind(engine, index, !wanted[0]);
	return true;
}

static void step_checked(struct engine *engine, size_t index, const char *words)
{
	const struct engine_step *step = engine_step_of(engine, index);
	const struct task *it = &engine_job(engine, index)->task;
	struct outcome outcome = { .level = MODEL_WARNING };
	char task[128];

	if (words && step->lost) {
		verdict_of_unknown(it, step->lost, &outcome);
	} else if (step->lost && verdict_of_lost(it, engine->model, step->before, step->lost, &outcome)) {
		engine_note_change(engine);
	} else if (words) {
		task_describe(it, task, sizeof(task));
		text_format(outcome.words, sizeof(outcome.words),
			    "%s: done, but which driver has it cannot be seen: %s", task, words);
	} else if (step_bind_new(engine, index)) {
		return;
	} else {
		verdict_of_device(it, engine->model, &outcome);
		if (step->lost && !outcome.code)
			verdict_add_lost(step->lost, &outcome);
	}
	engine_job_end(engine, index, &outcome);
}

void engine_step_take_facts(struct engine *engine, size_t index, const char *words)
{
	if (engine_job(engine, index)->state == JOB_LOOKING)
		step_looked(engine, index, words);
	else if (engine_job(engine, index)->state == JOB_CHECKING)
		step_checked(engine, index, words);
}

void engine_jobs_take_facts(struct engine *engine, uint64_t number, const char *words)
{
	for (size_t i = 0; i < engine->jobs.count; i++)
		if (engine_step_of(engine, i)->scan <= number)
			engine_step_take_facts(engine, i, words);
	engine_jobs_go_on(engine);
}

/* The request of job INDEX went to the kernel, and no answer came: the host shows what it did. */
static void step_lose(struct engine *engine, size_t index, const char *why)
{
	const struct task *task = &engine_job(engine, index)->task;
	struct outcome outcome;

	engine_step_of(engine, index)->lost = why;
	if (task->kind != TASK_SET_MAC) {
		step_look(engine, index, JOB_CHECKING);
		return;
	}
	verdict_of_unknown(task, why, &outcome);
	engine_job_end(engine, index, &outcome);
}

/* The worker died while it was to carry out job INDEX. What never left it waits for the next one. */
static void step_mourn(struct engine *engine, size_t index)
{
	int64_t time;
	bool is_sent = progress_count(engine->netlink.progress, &time) != engine_step_of(engine, index)->sent &&
		       progress_is_change(engine->netlink.progress);

	if (is_sent)
		step_lose(engine, index, "the netlink worker died before it had the answer");
	else
		step_wait(engine, index, ENGINE_WANT_NETLINK);
}

static void step_take_answer(struct engine *engine, size_t index, const struct engine_result *result)
{
	const struct verdict_answer answer = { result->code, result->attribute, result->kernel };
	const struct task *task = &engine_job(engine, index)->task;
	struct outcome outcome = { 0 };

	verdict_of_request(task, engine->model, &answer, &outcome);
	if (outcome.code < 0 || task->kind != TASK_ADD)
		engine_job_end(engine, index, &outcome);
	else
		step_look(engine, index, JOB_CHECKING);
}

void engine_jobs_take_result(struct engine *engine, const struct engine_result *result, bool has_died)
{
	size_t index = engine_find_job(engine, result->number);

	if (index < engine->jobs.count) {
		if (has_died)
			step_mourn(engine, index);
		else if (!result->is_sent)
			engine_job_refuse(engine, index, result->code, result->words);
		else if (result->is_lost)
			step_lose(engine, index, "no answer came");
		else
			step_take_answer(engine, index, result);
		engine_note_change(engine);
	}
	engine_jobs_go_on(engine);
}

/* What comes after the device of job INDEX was bound or unbound. */
static void step_go_on_from_binding(struct engine *engine, size_t index, bool was_unbinding)
{
	struct engine_step *step = engine_step_of(engine, index);
	const struct task *task = &engine_job(engine, index)->task;

	step->has_unbound |= was_unbinding;
	engine_job(engine, index)->task.was_unbound |= was_unbinding;
	step->has_bound |= !was_unbinding;
	if (task->kind == TASK_DELETE)
		step_wait(engine, index, ENGINE_WANT_NETLINK);
	else if (was_unbinding && task_driver_name(task->driver)[0])
		step_bind(engine, index, false);
	else
		step_look(engine, index, JOB_CHECKING);
}

void engine_jobs_take_binding(struct engine *engine, uint64_t number, bool was_unbinding,
			      const struct setter_answer *answer)
{
	size_t index = engine_find_job(engine, number);

	if (answer->has_died)
		engine_job_fail(engine, index, -EPIPE, "the process that %s it died: whether it was done "
				"shows in the tree", was_unbinding ? "unbound" : "bound");
	else if (answer->code < 0)
		step_end_binding(engine, index, was_unbinding, answer->code, answer->words);
	else
		step_go_on_from_binding(engine, index, was_unbinding);
	engine_note_change(engine);
	engine_jobs_go_on(engine);
	engine_tell_changed(engine);
}

static void step_begin(struct engine *engine, size_t index)
{
	switch (engine_job(engine, index)->task.kind) {
	case TASK_ADD:
		step_wait(engine, index, ENGINE_WANT_NETLINK);
		break;
	case TASK_SET_MAC:
		if (step_may_touch(engine, index, NULL))
			step_wait(engine, index, ENGINE_WANT_NETLINK);
		break;
	case TASK_REBIND:
	case TASK_DELETE:
		step_look(engine, index, JOB_LOOKING);
		break;
	}
}

static bool step_send(struct engine *engine, size_t index)
{
	const struct job *job = engine_job(engine, index);
	struct engine_step *step = engine_step_of(engine, index);
	struct model_fact fact = { 0 };
	int64_t time;
	int result;

	/* A worker that is at a sample would take it only then: till then nothing of it is with the kernel. */
	if (engine_is_sampling(engine))
		return false;
	step->sent = progress_count(engine->netlink.progress, &time);
	result = engine_send_command(engine, job->number, &job->task);
	if (result == -EBUSY || result == -EAGAIN || result == -EPIPE)
		return false; /* a result or a death is to come */
	if (job->task.kind == TASK_ADD && step_find_fact(engine, index, &fact))
		step->before = fact.identity;
	if (!result)
		engine_job_enter(engine, index, JOB_ASKING);
	else if (result == -ECHILD)
		engine_job_fail(engine, index, result, "nothing was sent: %s", engine->words);
	else
		engine_job_fail(engine, index, result,
				"nothing was sent: the netlink worker cannot be started: %s",
				error_text(result));
	return true;
}

/* A device that waited for a child is looked at anew: what was seen of it is old. */
static bool step_find_room(struct engine *engine, size_t index)
{
	const struct engine_step *step = engine_step_of(engine, index);
	size_t taken = engine_setters_at_work(engine);

	for (size_t i = 0; i < engine->jobs.count; i++)
		taken += engine_job(engine, i)->state == JOB_LOOKING;
	if (taken >= ENGINE_SETTERS)
		return false;
	if (engine_job(engine, index)->task.kind == TASK_ADD || step->has_unbound)
		step_bind(engine, index, step->want == ENGINE_WANT_UNBIND);
	else
		step_look(engine, index, JOB_LOOKING);
	return true;
}

/* Takes job INDEX, which waits, a step further. Returns whether it could. */
bool engine_step_advance(struct engine *engine, size_t index)
{
	switch (engine_step_of(engine, index)->want) {
	case ENGINE_WANT_TURN:
		step_begin(engine, index);
		return true;
	case ENGINE_WANT_NETLINK:
		return step_send(engine, index);
	case ENGINE_WANT_UNBIND:
	case ENGINE_WANT_BIND:
		return step_find_room(engine, index);
	}
	return false;
}
