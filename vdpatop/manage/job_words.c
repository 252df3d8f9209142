/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sentences about jobs. Each is one format, so that a person who looks for its words finds them. */
#include "manage/job_words.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"
#include "manage/words.h"

#define REST_SIZE 64   /* of what is still to be done */
#define LEAVE_SIZE 512 /* of what goes on, without that */

enum model_event_kind job_event_kind(const struct job *job)
{
	if (job->state != JOB_DONE)
		return MODEL_EVENT_FAILED;
	return job->outcome.level == MODEL_INFO ? MODEL_EVENT_DONE : MODEL_EVENT_WARNED;
}

/* The kernel's own words, where the sentence does not have them already. */
static void kernel_words(const struct outcome *outcome, char *to, size_t size)
{
	char safe[2 * sizeof(outcome->kernel)];

	to[0] = '\0';
	text_safe(safe, sizeof(safe), outcome->kernel, strlen(outcome->kernel));
	if (*safe && !strstr(outcome->words, safe))
		text_format(to, size, "; the kernel said: %s", safe);
}

void job_duration(const struct job *job, char *to, size_t size)
{
	double seconds = (double)(job->since - job->began) / (double)CLOCK_SECOND;

	if (seconds < 1)
		snprintf(to, size, "%.2fs", seconds > 0 ? seconds : 0.0);
	else
		text_duration(to, size, seconds);
}

void job_result_words(const struct job *job, char *to, size_t size)
{
	const struct outcome *outcome = &job->outcome;
	bool has_name = outcome->code && !strstr(outcome->words, error_name(outcome->code));
	char kernel[300], duration[24] = "";

	kernel_words(outcome, kernel, sizeof(kernel));
	if (job->began)
		job_duration(job, duration, sizeof(duration));
	if (has_name && *duration)
		text_format(to, size, "%s%s (%s after %s)", outcome->words, kernel,
			    error_name(outcome->code), duration);
	else if (has_name || *duration)
		text_format(to, size, "%s%s (%s)", outcome->words, kernel,
			    has_name ? error_name(outcome->code) : duration);
	else
		text_format(to, size, "%s%s", outcome->words, kernel);
}

void job_given_up_words(const struct jobs_given_up *given, size_t all, char *to, size_t size)
{
	char first[128], last[128];

	task_describe(given->first, first, sizeof(first));
	task_describe(given->last, last, sizeof(last));
	if (given->count == 1)
		text_format(to, size, "%s was given up before it began", first);
	else
		text_format(to, size, "%zu of %zu were given up before they began: %s to %s", given->count, all,
			    first, last);
}

void job_note_holder(struct job *job, const struct model *model)
{
	const struct model_device *device = model_find_device(model, job->task.device);

	job->holder[0] = '\0';
	if (device && device->user_pid)
		text_format(job->holder, sizeof(job->holder), "%s (%d)",
			    words_name(*device->vm ? device->vm : device->user).text, device->user_pid);
}

/* Who has to let the device of JOB go, NULL where nobody is known to have it. */
static const char *holder_of(const struct job *job)
{
	if (*job->holder)
		return job->holder;
	return job->task.is_forced ? "whoever holds it open" : NULL;
}

void job_holder_words(const struct job *job, char *to, size_t size)
{
	const char *holder = holder_of(job);

	if (holder)
		text_format(to, size, "the kernel waits until %s closes it", holder);
	else
		text_format(to, size, "the kernel has not done it yet; something may hold it open");
}

/* What is still to be done with a device that was unbound, or added: "deleted", "bound to vhost_vdpa". */
static void rest_words(const struct task *task, char *to, size_t size)
{
	const char *driver = task_driver_name(task->driver);

	if (task->kind == TASK_DELETE)
		text_format(to, size, "deleted");
	else if (*driver)
		text_format(to, size, "bound to %s", driver);
	else
		text_format(to, size, "unbound");
}

/* "vm0 has no driver now" */
static void half_words(const struct job *job, char *to, size_t size)
{
	text_format(to, size, "%s %s", words_name(job->task.name).text,
		    job->task.kind == TASK_ADD ? "was added" : "has no driver now");
}

void job_pending_words(const struct job *job, char *to, size_t size)
{
	struct words_name name = words_name(job->task.name);
	char what[WORDS_NAME_SIZE + 64], rest[REST_SIZE];

	if (job->state == JOB_UNBINDING) {
		job_holder_words(job, what, sizeof(what));
		text_format(to, size, "%s is being unbound: %s", name.text, what);
	} else if (job_is_half_done(job)) {
		half_words(job, what, sizeof(what));
		rest_words(&job->task, rest, sizeof(rest));
		text_format(to, size, "%s, and waits to be %s", what, rest);
	} else {
		text_format(to, size, "%s: %s takes the kernel long, and cannot be called off", name.text,
			    job_state_word(job->task.kind, job->state));
	}
}

bool job_is_with_kernel(const struct job *job)
{
	return job->state == JOB_UNBINDING || job->state == JOB_ASKING || job->state == JOB_BINDING;
}

/* Whether something is to be done with the device once the step that the kernel has is done. */
static bool has_rest(const struct job *job)
{
	const struct task *task = &job->task;

	if (job->state == JOB_UNBINDING)
		return task->kind == TASK_DELETE || *task_driver_name(task->driver);
	return job->state == JOB_ASKING && task->kind == TASK_ADD && *task_driver_name(task->driver);
}

/* "adding vm0", "setting the MAC address of vm0". */
static const char *const requests[] = {
	[TASK_ADD] = "adding",
	[TASK_SET_MAC] = "setting the MAC address of",
	[TASK_REBIND] = "changing",
	[TASK_DELETE] = "deleting",
};

/* "web0 is being unbound: that goes on in the kernel until vm-web01 (4711) closes it, and cannot be undone" */
static void unbinding_words(const struct job *job, char *to, size_t size)
{
	const char *holder = holder_of(job);

	text_format(to, size, "%s is being unbound: that goes on in the kernel%s%s%s, and cannot be undone",
		    words_name(job->task.name).text, holder ? " until " : "", holder ? holder : "",
		    holder ? " closes it" : "");
}

void job_leave_words(const struct job *job, char *to, size_t size)
{
	struct words_name name = words_name(job->task.name);
	char what[LEAVE_SIZE], rest[REST_SIZE];

	rest_words(&job->task, rest, sizeof(rest));
	if (job_is_half_done(job)) {
		half_words(job, what, sizeof(what));
		text_format(to, size, "%s, and will not be %s", what, rest);
		return;
	}
	if (job->state == JOB_UNBINDING)
		unbinding_words(job, what, sizeof(what));
	else if (job->state == JOB_BINDING)
		text_format(what, sizeof(what), "binding %s to %s went to the kernel and may still be done",
			    name.text, task_driver_name(job->task.driver));
	else
		text_format(what, sizeof(what), "%s %s went to the kernel and may still be done",
			    requests[job->task.kind], name.text);
	if (has_rest(job))
		text_format(to, size, "%s. It will not be %s then", what, rest);
	else
		text_format(to, size, "%s", what);
}

bool job_has_more(const struct job *job)
{
	return job->state == JOB_WAITING || job->state == JOB_LOOKING || job->state == JOB_UNBINDING ||
	       has_rest(job);
}

void job_warn_words(const struct job *job, char *to, size_t size)
{
	struct words_name name = words_name(job->task.name);
	char rest[REST_SIZE];

	rest_words(&job->task, rest, sizeof(rest));
	if (job_is_half_done(job))
		job_leave_words(job, to, size);
	else if (job->state == JOB_UNBINDING && has_rest(job))
		text_format(to, size, "%s is being unbound, which goes on, and not %s then", name.text, rest);
	else if (job->state == JOB_UNBINDING)
		text_format(to, size, "%s is being unbound, which goes on", name.text);
	else if (has_rest(job))
		text_format(to, size, "%s is being added, which goes on, and not %s then", name.text, rest);
	else
		text_format(to, size, "%s %s has not begun, and will not", requests[job->task.kind],
			    name.text);
}
