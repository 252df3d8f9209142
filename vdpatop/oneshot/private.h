/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the files of a one-shot command share: oneshot.c has its life and its end, show*.c print what there
 * is, change.c makes tasks of words and follows them.
 */
#pragma once

#include "base/array.h"
#include "oneshot/oneshot.h"

enum oneshot_stage {
	ONESHOT_STARTING, /* the first sample is to come, with the host's facts */
	ONESHOT_CHANGING, /* a job is under way */
	ONESHOT_SHOWING,  /* it is done; the sample that shows what came of it is to come */
	ONESHOT_OVER,
};

struct oneshot {
	struct engine *engine;
	const struct oneshot_command *command;
	struct oneshot_options options;
	enum oneshot_stage stage;
	int status;          /* of OVER */
	uint64_t said_until; /* number of the last event that was said */
	bool said_pending;   /* that the kernel takes long with the job */
};

/* It is over, and the loop ends. */
void oneshot_finish(struct oneshot *oneshot, int status);

/* Has the next sample look at the device that was added or set, and with -j show it; then it is over. */
void oneshot_show_later(struct oneshot *oneshot);

/* Writes LINES to standard output. Returns STATUS, or EXIT_FAILED when that could not be done. */
int oneshot_write(const struct oneshot *oneshot, const struct array *lines, int status);

/* change.c: the first sample is there. */
void change_begin(struct oneshot *oneshot);

/* The device that was added is in the model: says when it is of another class than was asked for. */
void change_check_class(const struct oneshot *oneshot);

/* The job changed. */
void change_go_on(struct oneshot *oneshot);

/* leave.c: time is up, or (IS_LEFT) a signal ends it. Says what goes on in the kernel, and what is not done. */
void oneshot_leave(const struct oneshot *oneshot, bool is_left);

/*
 * show.c: appends to TO, an array of char, what COMMAND (one that shows) has to show of the engine's model,
 * as ONESHOT's options want it: text, or JSON with its line end. Returns enum exit_status; what is not
 * there has been complained about by then (session_complain()), what is there stands in TO all the same.
 * It is called once, with the first sample; after an ADD or SET with -j it is called for ONESHOT_DEVICES and
 * the device's name, with a later one.
 */
int show_run(struct oneshot *oneshot, const struct oneshot_command *command, struct array *to);
