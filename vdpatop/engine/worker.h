/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the worker processes do between their birth and the end of their socket. Both wait for
 * START, then answer each SAMPLE with a DONE. Nothing here runs in main. Each of these functions
 * ends the process at the end of the socket, and when main says what makes no sense.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "engine/buffer.h"
#include "engine/message.h"

struct error;
struct flat_writer;
struct news;
struct pollfd;

/* The worker's end of the socket. */
struct worker {
	struct buffer_set buffers;   /* mapped as they are used, and kept */
	struct engine_sample sample; /* the last one asked for */
	bool has_sample;             /* and not begun */
	struct engine_command command; /* the same of what is to be carried out; netlink's only */
	bool has_command;
	struct engine_facts facts;   /* that are to be recorded; netlink's only */
	int facts_file;              /* that holds them */
	bool has_facts;
	int file;                    /* that came with START, 0 for none */
	struct recording_place place; /* of what is replayed, and what is wrong with it: said with each answer */
	const char *trouble;         /* NULL for nothing */
};

/* What there is to do. */
enum worker_duty { WORKER_NOTHING, WORKER_SAMPLE, WORKER_COMMAND, WORKER_FACTS };

/*
 * The netlink worker: samples the kernel or the demo host, and carries out commands. PROGRESS is the
 * struct progress on which it notes what it asks.
 */
void worker_run_netlink(void *progress);

/* The same of a recording, which came with START; PROGRESS as above. */
void worker_replay(struct worker *worker, const struct engine_start *start, void *progress);

/* The host worker: reads sysfs and /proc, or invents them for the demo. */
void worker_run_host(void *progress);

/* Makes WORKER ready and waits for START. */
void worker_receive_start(struct worker *worker, struct engine_start *ret_start);

/*
 * Waits until something is to be read from one of the COUNT descriptors of WAIT, or until there is
 * something to do: WORKER's command or sample is then to be answered, or its facts recorded, whose file
 * whoever called closes. WAIT's first entry is the
 * socket's, filled and read here.
 */
enum worker_duty worker_wait(struct worker *worker, struct pollfd *wait, unsigned count);

/* Waits until it is time for a sample; it is then WORKER's, and to be answered. It obeys no command. */
void worker_await_sample(struct worker *worker);

/*
 * Answers the sample with what WRITER holds, written to the sample's buffer. KERNEL_TIME is in ns,
 * NEWS is NULL for none.
 */
void worker_answer(struct worker *worker, const struct flat_writer *writer, int64_t kernel_time,
		   const struct news *news);

/* Answers it with why there is nothing. */
void worker_answer_failure(const struct worker *worker, const struct error *error);
