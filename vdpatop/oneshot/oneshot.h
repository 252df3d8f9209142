/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A one-shot command from its first sample to its exit status: what it shows comes from one sample of an
 * engine, what it changes is a job of the engine, as from a dialog.
 */
#pragma once

#include <signal.h>
#include <stdbool.h>

#include "engine/engine.h"
#include "oneshot/command.h"

struct oneshot;

struct oneshot_options {
	struct engine_options engine; /* scope, queue, timeout and iterations are chosen here */
	bool is_json, is_pretty;
	bool is_forced;  /* --force */
	double timeout;  /* seconds that it is waited for, in all */
	int width;       /* cells of the terminal that standard output is; 0: it is none */
	const volatile sig_atomic_t *stop; /* set by a signal: ends a wait for a slow reader; or NULL */
};

/*
 * Starts COMMAND (borrowed) on ENGINE (borrowed). NULL after a failure, which was complained about. Run
 * the engine's loop then; it stops by itself when the command is over.
 */
struct oneshot *oneshot_start(struct engine *engine, const struct oneshot_command *command,
			      const struct oneshot_options *options);

/*
 * Frees it and returns enum exit_status (report/session.h). Of a command that is not over, because a signal
 * ended the loop, it says before what of it goes on in the kernel.
 */
int oneshot_end(struct oneshot *oneshot);
