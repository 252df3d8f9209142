/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What puts the terminal in order when the program crashes: handlers of the deadly signals write
 * the sequence that leaves the screen, set the modes back, and let the signal have its way. After a
 * fault of ours what was last on the screen is printed there as text, then what was said on standard
 * error, then what to do. A process has one terminal and one set of handlers, so there is one of this.
 */
#pragma once

#include <stddef.h>
#include <termios.h>

struct frame;

struct crash_plan {
	int terminal;          /* where to write */
	int standard_error;    /* what fd 2 was, -1 when it was not touched */
	int kept_error;        /* what was written to it since (tui/capture.h) */
	const struct frame *last; /* what the terminal shows; borrowed, and read in the handler */
	struct termios modes;
	char leave[256];       /* the sequence that leaves the screen */
	size_t leave_bytes;
};

/* Takes PLAN over and sets the handlers. */
void crash_prepare(const struct crash_plan *plan);

/* Sets the handlers back that were there before. */
void crash_forget(void);
