/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sentences about jobs. Each is one format, so that a person who looks for its words finds them. */
#include "manage/job_words.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"
#include "manage/words.h"

#define HOLDER_SIZE 96

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

void job_note_holder(struct job *job, const struct model *model)
{
	const struct model_device *device = model_find_device(model, job->task.device);

	job->holder[0] = '\0';
	if (device && device->user_pid)
		text_format(job->holder, sizeof(job->holder), "%s (%d)",
			    words_name(*device->vm ? device->vm : device->user).text, device->user_pid);
}

void job_holder_words(const struct job *job, char *to, size_t size)
{
	text_format(to, size, "%s", *job->holder ? job->holder : "whoever holds it open");
}

void job_pending_words(const struct job *job, char *to, size_t size)
{
	struct words_name name = words_name(job->task.name);
	char holder[HOLDER_SIZE];

	job_holder_words(job, holder, sizeof(holder));
	if (job->state == JOB_UNBINDING)
		text_format(to, size, "%s is being unbound: the kernel waits until %s closes it",
			    name.text, holder);
	else
		text_format(to, size, "%s: %s takes the kernel long, and cannot be called off", name.text,
			    job_state_word(job->task.kind, job->state));
}

bool job_is_with_kernel(const struct job *job)
{
	return job->state == JOB_UNBINDING || job->state == JOB_ASKING || job->state == JOB_BINDING;
}

/* What was to come behind the step that JOB is at: ", and is then not deleted". */
static void missing_words(const struct job *job, char *to, size_t size)
{
	const struct task *task = &job->task;
	const char *driver = task_driver_name(task->driver);

	to[0] = '\0';
	if (job->state == JOB_UNBINDING && task->kind == TASK_DELETE)
		text_format(to, size, ". It will not be deleted then");
	else if (job->state == JOB_UNBINDING && *driver)
		text_format(to, size, ". It will not be bound to %s then", driver);
	else if (job->state == JOB_ASKING && task->kind == TASK_ADD && *driver)
		text_format(to, size, ". It will not be bound to %s", driver);
}

/* "adding vm0", "setting the MAC address of vm0". */
static const char *const requests[] = {
	[TASK_ADD] = "adding",
	[TASK_SET_MAC] = "setting the MAC address of",
	[TASK_REBIND] = "changing",
	[TASK_DELETE] = "deleting",
};

void job_leave_words(const struct job *job, char *to, size_t size)
{
	struct words_name name = words_name(job->task.name);
	char holder[HOLDER_SIZE], missing[96];

	missing_words(job, missing, sizeof(missing));
	if (job->state == JOB_UNBINDING) {
		job_holder_words(job, holder, sizeof(holder));
		text_format(to, size,
			    "%s is being unbound: that goes on in the kernel until %s closes it, and "
			    "cannot be undone%s",
			    name.text, holder, missing);
	} else if (job->state == JOB_BINDING) {
		text_format(to, size, "binding %s to %s went to the kernel and may still be done",
			    name.text, task_driver_name(job->task.driver));
	} else {
		text_format(to, size, "%s %s went to the kernel and may still be done%s",
			    requests[job->task.kind], name.text, missing);
	}
}
