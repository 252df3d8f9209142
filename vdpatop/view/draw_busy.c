/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is being done to a device, wherever the device is shown. */
#include "view/draw.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/text.h"
#include "manage/job_words.h"
#include "view/jobs_page.h"
#include "view/page.h"

/* A step by what it does to the device: nobody needs to know that the host is looked at before. */
static const char *busy_verb(const struct job *job)
{
	if (job->state == JOB_UNBINDING || job->state == JOB_BINDING)
		return job_state_word(job->task.kind, job->state);
	if (job_is_half_done(job))
		return "unbound, waits";
	if (job->task.kind == TASK_DELETE)
		return job->state == JOB_WAITING ? "to be deleted" : "deleting";
	return job->state == JOB_WAITING ? "to be changed" : "changing";
}

void draw_seconds(char *to, size_t size, int64_t since, int64_t now)
{
	int64_t seconds = (now > since ? now - since : 0) / CLOCK_SECOND;

	if (seconds < 60)
		snprintf(to, size, "%ds", (int)seconds);
	else
		text_duration(to, size, (double)seconds);
}

const struct job *draw_busy(const struct draw *draw, uint64_t device, char *to, size_t size)
{
	const struct job *job = job_find_busy(draw->status->jobs, draw->status->job_count, device);
	char seconds[24];

	if (!job || job->is_held)
		return NULL;
	draw_seconds(seconds, sizeof(seconds), job->since, draw->status->now);
	if (job->state == JOB_WAITING)
		snprintf(to, size, "%s", busy_verb(job));
	else
		snprintf(to, size, "%s %s", busy_verb(job), seconds);
	return job;
}

void draw_busy_row(const struct draw *draw, struct pen *pen, const struct model_device *device)
{
	char busy[DRAW_BUSY_SIZE], holder[JOB_WORDS_SIZE], words[DRAW_BUSY_SIZE + JOB_WORDS_SIZE + 64];
	const struct job *job = draw_busy(draw, device->id, busy, sizeof(busy));

	if (!job)
		return;
	job_holder_words(job, holder, sizeof(holder));
	if (job->state == JOB_UNBINDING && draw->status->now - job->since >= CLOCK_SECOND)
		snprintf(words, sizeof(words), "%s: %s", busy, holder);
	else
		snprintf(words, sizeof(words), "%s", busy);
	page_words(pen, STYLE_CAUTION, words);
}

#define NOTE_NAME 12 /* cells of a name */

void draw_jobs_note(const struct draw *draw, bool is_short, char *to, size_t size)
{
	const struct view_status *status = draw->status;
	char name[64], raw[96], waiting[48] = "", more[32] = "", seconds[24];
	const struct job *job;
	struct jobs_sum sum;

	jobs_sum(status->jobs, status->job_count, &sum);
	job = sum.oldest;
	if (sum.waiting + sum.held)
		snprintf(waiting, sizeof(waiting), "%zu %s", sum.waiting + sum.held,
			 sum.held ? "held" : sum.waiting == 1 ? "waits" : "wait");
	if (!job || is_short) {
		text_copy(to, size, job ? job_state_word(job->task.kind, job->state) : waiting);
		return;
	}
	pen_safe(raw, sizeof(raw), job->task.name);
	text_cut(name, sizeof(name), raw, NOTE_NAME, glyph_text(GLYPH_ELLIPSIS, draw->is_ascii));
	draw_seconds(seconds, sizeof(seconds), job->since, status->now);
	if (sum.working > 1)
		snprintf(more, sizeof(more), ", %zu more", sum.working - 1);
	snprintf(to, size, "%s %s %s%s%s%s", job_state_word(job->task.kind, job->state), name, seconds, more,
		 *waiting ? ", " : "", waiting);
}
