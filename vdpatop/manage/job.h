/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A task on its way: how far it is, and what came of it. The engine writes, the screen reads. */
#pragma once

#include "manage/task.h"
#include "model/level.h"

enum job_state {
	JOB_WAITING,   /* for its turn */
	JOB_LOOKING,   /* the host is read: is it the same device still, who uses it */
	JOB_UNBINDING, /* the driver is letting it go; a holder of the node may make that last for days */
	JOB_ASKING,    /* netlink has the request */
	JOB_BINDING,   /* another driver is taking it */
	JOB_CHECKING,  /* the host is read again: is it usable */
	JOB_DONE,
	JOB_FAILED,
	JOB_SKIPPED,   /* never begun: one before it failed, or a person stopped it */
};

/* What came of it. */
struct outcome {
	int code;              /* 0, or the negative errno */
	bool is_unknown;       /* of a failure: no answer came, and nothing tells whether it was done */
	enum model_level level; /* of a success: INFO, or WARNING when it is not all that was wanted */
	enum task_field field; /* that the kernel's words or its extack's attribute are about */
	char kernel[256];      /* the kernel's own words (extack), raw bytes; "" for none */
	char words[480];       /* what happened, why, what to do next; safe text, no full stop at its end */
};

struct job {
	uint64_t number;     /* 1, 2, 3, … in a run */
	uint64_t submission; /* tasks that were sent together have the same */
	struct task task;
	enum job_state state;
	bool is_held;        /* WAITING, and one before it failed: a person says whether it goes on */
	int64_t submitted;   /* ns since 1970 */
	int64_t since;       /* when it came into this state */
	int64_t began;       /* when it first left WAITING; 0: it has not */
	char holder[96];     /* who had it when its unbinding began, safe text; "" for nobody known */
	struct outcome outcome; /* of DONE, FAILED, SKIPPED */
};

/* "waiting", "unbinding", "added" …: how STATE of a job of KIND is called. Static. */
const char *job_state_word(enum task_kind kind, enum job_state state);

static inline bool job_is_over(const struct job *job)
{
	return job->state >= JOB_DONE;
}

/* Whether JOB waits with a part of it done: the device was unbound, or added, and the rest is to come. */
static inline bool job_is_half_done(const struct job *job)
{
	return job->state == JOB_WAITING && job->began;
}

/*
 * The same of JOB, and more: "unbound" of one that waits to be deleted, "unknown" where no answer came and
 * nothing tells whether it was done. Static.
 */
const char *job_word(const struct job *job);

/*
 * Which of COUNT jobs, oldest first, keeps DEVICE (a model's id) busy: the newest that is at work on it,
 * else the newest that waits to be. NULL for none; a device that is being added has no id yet.
 */
const struct job *job_find_busy(const struct job *jobs, size_t count, uint64_t device);

/* Which of them is to add, or is adding, a device called NAME (as it was asked for). NULL for none. */
const struct job *job_find_adding(const struct job *jobs, size_t count, const char *name);
