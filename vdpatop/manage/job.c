/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What jobs are called, and which of them keeps a device busy. */
#include "manage/job.h"

#include <string.h>

static const char *const state_words[] = {
	[JOB_WAITING] = "waiting",     [JOB_LOOKING] = "looking",   [JOB_UNBINDING] = "unbinding",
	[JOB_ASKING] = "asking",       [JOB_BINDING] = "binding",   [JOB_CHECKING] = "checking",
	[JOB_DONE] = "done",           [JOB_FAILED] = "failed",     [JOB_SKIPPED] = "skipped",
};

/* What the two that matter most are called. */
static const struct {
	const char *asking, *done;
} kind_words[] = {
	[TASK_ADD] = { "adding", "added" },
	[TASK_SET_MAC] = { "setting", "set" },
	[TASK_REBIND] = { "rebinding", "rebound" },
	[TASK_DELETE] = { "deleting", "deleted" },
};

const char *job_state_word(enum task_kind kind, enum job_state state)
{
	if (state == JOB_ASKING)
		return kind_words[kind].asking;
	if (state == JOB_DONE)
		return kind_words[kind].done;
	return state_words[state];
}

const char *job_word(const struct job *job)
{
	if (job_is_half_done(job))
		return job->task.kind == TASK_ADD ? "unfinished" : "unbound";
	if (job->state == JOB_FAILED && job->outcome.is_unknown)
		return "unknown";
	return job_state_word(job->task.kind, job->state);
}

const struct job *job_find_busy(const struct job *jobs, size_t count, uint64_t device)
{
	const struct job *waiting = NULL;

	for (size_t i = count; i-- > 0;) {
		const struct job *job = &jobs[i];

		if (job->task.kind == TASK_ADD || job->task.device != device || job_is_over(job))
			continue;
		if (job->state != JOB_WAITING)
			return job;
		if (!waiting)
			waiting = job;
	}
	return waiting;
}

const struct job *job_find_adding(const struct job *jobs, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (jobs[i].task.kind == TASK_ADD && !job_is_over(&jobs[i]) && !strcmp(jobs[i].task.name, name))
			return &jobs[i];
	return NULL;
}
