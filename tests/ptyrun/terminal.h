/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A command in a pseudo-terminal, and the small screen that it draws on. Every wait has an end:
 * the deadline given at the start. What happens is driven by poll(), never by sleeping.
 */
#pragma once

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>
#include <termios.h>

#include "screen.h"

struct terminal {
	struct screen *screen;
	FILE *raw;             /* every byte that the command wrote goes here too; may be NULL */
	long deadline;         /* CLOCK_MONOTONIC, ms */
	int master, slave;     /* -1 once hung up; the slave is kept open, so that its settings stay */
	int process;           /* pidfd of the command */
	pid_t pid;
	bool is_deaf;          /* nothing is read: what the command writes stays where it is */
	bool ended;
	int status;            /* as of waitpid(), once ended */
	struct termios before; /* the settings that the command found */
	struct termios after;  /* and the last ones seen */
};

/* Starts ARGUMENTS[0] in a new session on a terminal of that size. 0 or a negative errno. */
int terminal_start(struct terminal *terminal, char **arguments, int rows, int columns, int seconds);

/* Waits for one thing to happen: bytes, the command's end, or OTHER (a pidfd, or -1) becoming
 * readable. Returns false when the deadline has come first. */
bool terminal_pump(struct terminal *terminal, int other);

/* Writes bytes as a keyboard would. 0 or a negative errno. */
int terminal_type(const struct terminal *terminal, const char *bytes, size_t count);

/* Gives the terminal another size, as a window manager would. 0 or a negative errno. */
int terminal_resize(struct terminal *terminal, int rows, int columns);

/* The terminal goes away, as when its window is closed or the line drops. */
void terminal_hang_up(struct terminal *terminal);

/* Prints how the command ended, and what it left switched on or changed. */
void terminal_report(const struct terminal *terminal, FILE *to);

/* Kills the command if it still runs, and gives everything back. */
void terminal_end(struct terminal *terminal);
