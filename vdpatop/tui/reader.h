/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the terminal sends, read in the event loop: when bytes come, and when none come any more. */
#pragma once

#include <ev.h>
#include <stdint.h>

#include "tui/input.h"

struct tty;

enum reader_kind { READER_KEY, READER_PASTE, READER_PRESS, READER_DOUBLE, READER_WHEEL_UP, READER_WHEEL_DOWN };

struct reader_event {
	enum reader_kind kind;
	const char *text; /* a key's name, or what was pasted; as long as the call lasts */
	int row, column;  /* of the mouse's, from 0 */
};

struct reader_handler {
	void (*heard)(void *context, const struct reader_event *event);
	void (*gone)(void *context, int code); /* nobody is at the other end; -EIO and the like */
	void *context;
};

#define READER_SEQUENCES 32

struct reader {
	struct ev_loop *loop;
	const struct tty *tty;
	struct reader_handler handler;
	struct input input;
	struct input_sequence sequences[READER_SEQUENCES];
	struct ev_io readable;
	struct ev_timer silence; /* behind what was begun */
	int64_t pressed;         /* when, CLOCK_MONOTONIC; 0 for not */
	int row, column;         /* where */
};

/* LOOP and TTY are borrowed. Curses runs already: it knows the terminal's keys. */
void reader_start(struct reader *reader, struct ev_loop *loop, const struct tty *tty,
		  const struct reader_handler *handler);
void reader_stop(struct reader *reader);
