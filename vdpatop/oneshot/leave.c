/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A command that is not over when its time is, or that a signal ends: what of it goes on in the kernel. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "manage/job_words.h"
#include "manage/words.h"
#include "oneshot/change.h"
#include "report/session.h"
#include "report/trouble.h"

/* "add vm0", as task_describe() has it, of a command that has no task yet. */
static void describe(const struct oneshot *oneshot, char *to, size_t size)
{
	enum oneshot_verb verb = oneshot->command->verb;

	text_format(to, size, "%s %s", verb == ONESHOT_ADD ? "add" : verb == ONESHOT_SET ? "set" : "delete",
		    words_name(change_device(oneshot)).text);
}

static void job_words(const struct job *job, char *to, size_t size)
{
	struct words_name name = words_name(job->task.name);

	if (job_is_with_kernel(job) || job_is_half_done(job))
		job_leave_words(job, to, size);
	else if (job->state == JOB_CHECKING)
		text_format(to, size, "the request went to the kernel, and what came of it is not seen yet: see "
			    "vdpatop dev show %s", name.text);
	else if (job_is_over(job))
		text_format(to, size, "%s, but could not be shown", job->outcome.words);
	else
		text_format(to, size, "nothing was sent yet, nothing was done");
}

static void leave_job(const struct oneshot *oneshot, const struct job *job, bool is_left)
{
	const struct model *model = engine_model(oneshot->engine);
	char what[128], words[JOB_WORDS_SIZE];

	task_describe(&job->task, what, sizeof(what));
	job_words(job, words, sizeof(words));
	if (is_left)
		session_complain("%s: left: %s", what, words);
	else
		session_complain("%s: not done within %g s: %s", what, oneshot->options.timeout, words);
	/* Who holds a device that is being unbound stands in the words. */
	if (!is_left && job->state != JOB_UNBINDING && model->suspect_count)
		trouble_name_suspects(model);
}

/* The kernel has a question of ours, and will go on having it. */
static void leave_question(const struct oneshot *oneshot)
{
	struct engine_status status = engine_get_status(oneshot->engine);

	if (status.state == ENGINE_BLOCKED)
		session_complain("the kernel still holds a request (%s, for %.0f s); it ends there by itself, "
				 "unseen", status.request, status.seconds);
}

void oneshot_leave(const struct oneshot *oneshot, bool is_left)
{
	const struct job *job = change_job(oneshot);
	char what[128] = "";

	if (job) {
		leave_job(oneshot, job, is_left);
		return;
	}
	if (oneshot_is_change(oneshot->command->verb))
		describe(oneshot, what, sizeof(what));
	if (!is_left) {
		trouble_say_no_answer(oneshot->engine, oneshot->options.timeout, what);
		return;
	}
	if (*what)
		session_complain("%s: left: nothing was sent yet, nothing was done", what);
	leave_question(oneshot);
}
