/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sentences about jobs: what the event log says of them, and what a person who leaves has to know. All
 * are safe text without a full stop at the end.
 */
#pragma once

#include "manage/job.h"
#include "model/model.h"

#define JOB_WORDS_SIZE MODEL_EVENT_WORDS

/* Of a job that is over: DONE, WARNED or FAILED. One that was skipped is no event by itself. */
enum model_event_kind job_event_kind(const struct job *job);

/* What came of JOB, which is over, and how long it took: "vm0 was added (0.02s)". */
void job_result_words(const struct job *job, char *to, size_t size);

/* Jobs of one submission that were given up before they began. */
struct jobs_given_up {
	size_t count;
	const struct task *first, *last;
};

/* Of all ALL of the submission: "252 of 256 were given up: add vm4 … add vm255". */
void job_given_up_words(const struct jobs_given_up *given, size_t all, char *to, size_t size);

/* How long JOB, which is over and had begun, took; hundredths of a second where it was less than one. */
void job_duration(const struct job *job, char *to, size_t size);

/* Notes who has the device of JOB, before its driver lets it go: later nobody can tell by its node. */
void job_note_holder(struct job *job, const struct model *model);

/* Of one that is being unbound: what the kernel waits for, as far as anybody can tell. */
void job_holder_words(const struct job *job, char *to, size_t size);

/* What it is that takes so long: of a job that is at work, or waits half done. */
void job_pending_words(const struct job *job, char *to, size_t size);

/* Whether something of JOB is with the kernel now, and goes on there when the program ends. */
bool job_is_with_kernel(const struct job *job);

/*
 * What becomes of a job that is with the kernel, or half done, when the program ends now: what goes on, what
 * it waits for, and what is not done any more.
 */
void job_leave_words(const struct job *job, char *to, size_t size);

/* Whether a step of JOB is still to come that is not the kernel's: who leaves does without it. */
bool job_has_more(const struct job *job);

/* What would become of such a job, in a line, before somebody leaves. */
void job_warn_words(const struct job *job, char *to, size_t size);
