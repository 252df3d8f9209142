/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Batch mode from its first sample to its exit status: an engine's samples through a report. */
#pragma once

#include "engine/engine.h"
#include "report/report.h"

enum exit_status {
#define X(id, status, meaning) EXIT_##id = status,
#include "report/exit.def"
#undef X
};

struct session;

/* Prints one line for a person to standard error, made safe for a terminal. */
void session_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Starts ENGINE (borrowed) so that its samples go to REPORT (borrowed). NULL after a failure, which
 * was complained about. Run the engine's loop then; it stops by itself when the session is over.
 */
struct session *session_start(struct engine *engine, struct report *report,
			      const struct engine_options *options);

/* The exit status so far, EXIT_DONE while nothing went wrong. */
int session_status(const struct session *session);
void session_free(struct session *session);
