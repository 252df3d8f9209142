/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A program on a terminal of its own, for measuring it: when something stood on the screen. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct screen;

struct pty {
	struct screen *screen;
	int master;
	pid_t pid;
	int64_t started; /* ns of CLOCK_MONOTONIC, just before the program's process was made */
	int64_t first;   /* of its first byte, 0 before */
	int64_t last;    /* of its last byte */
	uint64_t bytes;  /* that it wrote */
	uint64_t bursts; /* of bytes with a millisecond of silence before */
};

int64_t pty_now(void);

/* Starts ARGUMENTS[0] on a terminal of 50 × 200. 0 or a negative errno. */
int pty_start(struct pty *pty, char **arguments);

/*
 * Reads until every one of TEXTS, separated by '|', stands on the screen. Returns the time of the read
 * that put the last one there, or -1 after SECONDS and when the program ends.
 */
int64_t pty_await(struct pty *pty, const char *texts, double seconds);

/* Reads and discards for so many SECONDS. */
void pty_read_for(struct pty *pty, double seconds);

/* Presses KEY ("q", "F1", "Down"). Returns when, or -1. */
int64_t pty_press(struct pty *pty, const char *key);

/* Kills the program and gives everything back. */
void pty_end(struct pty *pty);
