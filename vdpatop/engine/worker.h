/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the worker processes do between their birth and the end of their socket. Both wait for
 * START, then answer each SAMPLE with a DONE. Nothing here runs in main.
 */
#pragma once

#include <stdint.h>

struct engine_start;
struct engine_sample;
struct error;
struct flat_writer;
struct news;
struct progress;

/* The netlink worker: samples the kernel or the demo host. */
void worker_run_netlink(struct progress *progress);

/* The host worker: reads sysfs and /proc, or invents them for the demo. */
void worker_run_host(struct progress *progress);

/* Waits for START; ends the process when the socket ends before. */
void worker_receive_start(struct engine_start *ret_start);

/*
 * Answers SAMPLE with what WRITER holds, written to the sample's buffer; CODE and WORDS other than 0
 * say why there is nothing. KERNEL_TIME is in ns, NEWS is NULL for none. Ends the process at the end of the socket.
 */
void worker_answer(const struct engine_sample *sample, const struct flat_writer *writer,
		   int64_t kernel_time, const struct news *news);
void worker_answer_failure(const struct engine_sample *sample, const struct error *error);

/* Waits for the next SAMPLE; ends the process at the end of the socket. */
void worker_receive_sample(struct engine_sample *ret_sample);
