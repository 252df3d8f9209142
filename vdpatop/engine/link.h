/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One worker as main sees it: its process, its buffers, and the sample that is under way. Starting,
 * asking, and finding out that it died. What is in the buffers is not known here.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "engine/buffer.h"
#include "engine/child.h"
#include "engine/message.h"
#include "engine/progress.h"

struct link {
	const struct child_work *work;
	struct child child;
	struct buffer_set buffers;
	struct progress *progress;
	struct engine_start start;
	int file;           /* handed over with START, 0 for none; borrowed */
	bool is_told;       /* START was sent to the process that runs now */
	bool is_in_flight;
	uint64_t command;   /* number of the command under way, 0 for none */
	struct engine_result result; /* of the last one */
	char trouble[192];  /* why nothing more is recorded, "" while it is */
	int64_t sent_at;    /* monotonic ns */
	uint64_t number;    /* of the last sample asked for */
	uint32_t newest;    /* buffer that main reads, ENGINE_BUFFERS for none yet */
	uint32_t filling;
	uint32_t deaths;    /* in a row, without an answer in between */
	uint64_t answers;
};

/* Makes the buffers and forks the worker. 0 or a negative errno. */
int link_open(struct link *link, const struct child_work *work);
void link_close(struct link *link);

/* Forks the worker again after its death. 0 or a negative errno. */
int link_restart(struct link *link);

/*
 * Asks for SAMPLE, whose number and buffer are chosen here. 0, -EBUSY while one is under way, -EPIPE:
 * dead.
 */
int link_ask(struct link *link, struct engine_sample *sample);

/*
 * Asks for the sample under way in other words: for another time, or with other questions. They count
 * unless the worker has begun. 0, or -EPIPE: nothing is under way, or the worker does not listen.
 */
int link_ask_otherwise(struct link *link, struct engine_sample *sample);

/*
 * Has TASK carried out as command NUMBER (not 0), whatever else is under way. 0, -EBUSY while one is,
 * -EAGAIN: the worker listens too little to be told now, -EPIPE: dead.
 */
int link_command(struct link *link, uint64_t number, const struct task *task);

/*
 * Has FACTS recorded: a copy of their bytes, which DATA holds. 0, -EAGAIN: the worker listens too little to be
 * told now, -EPIPE: dead; or another negative errno.
 */
int link_facts(struct link *link, struct engine_facts *facts, const void *data);

/*
 * Says no more to the worker and waits, at most so many MILLISECONDS, until it has done what it was told. It
 * is let go of then. Returns whether there was trouble with the recording.
 */
bool link_finish(struct link *link, int milliseconds);

enum link_event {
	LINK_NOTHING,
	LINK_ANSWER, /* *ret_data holds RET_DONE->bytes, or is NULL when the worker failed */
	LINK_NEWS,   /* something changed: RET_DONE->news, and nothing else of it */
	LINK_RESULT, /* of the command: the link's result */
	LINK_TROUBLE, /* with the recording: the link's trouble */
	LINK_DEATH,  /* what was under way is not any more; the command's number still stands in result */
};

/* Reads what the worker said. DATA stays valid until the answer after the next. */
enum link_event link_receive(struct link *link, struct engine_done *ret_done, const void **ret_data);
