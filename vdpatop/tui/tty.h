/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The terminal as a device: its modes, its size, and output that never waits. Curses is not known
 * here. The device is opened anew, so that making it non-blocking changes nothing for the shell
 * and for others who share our standard input and output.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

struct error;

struct tty {
	int fd;
	bool is_ours; /* opened anew; else it is standard output itself, and blocks */
	struct termios before; /* as we found it */
	char *pending;         /* bytes that the terminal has not taken yet */
	size_t pending_count, pending_capacity;
};

/* Opens the terminal that is standard output. 0 or a negative errno. */
int tty_open(struct tty *tty, struct error *error);
void tty_close(struct tty *tty);

/*
 * Bytes come one by one and without echo. ^C, ^Z and ^\ are keys, too: the kernel would take them out
 * of what is pasted as well. tty_signal_for() says what they stand for.
 */
int tty_make_raw(struct tty *tty);

/* The modes as they were found. */
void tty_make_cooked(struct tty *tty);

/* 24 × 80 where the terminal does not say. */
void tty_get_size(const struct tty *tty, int *ret_rows, int *ret_columns);

/*
 * Sends BYTES without waiting; what the terminal does not take now is kept. Only when nothing is
 * pending. 0, or a negative errno: the terminal is gone.
 */
int tty_send(struct tty *tty, const char *bytes, size_t count);

/* Sends what is pending, as far as it goes without waiting. 0 or a negative errno. */
int tty_flush(struct tty *tty);

/* Waits a little for the terminal to take what is pending, then drops the rest. */
void tty_drain(struct tty *tty);

/* Whether tty_read() would find something. */
bool tty_has_input(const struct tty *tty);

/*
 * Reads what is there. Returns how many bytes, 0 for none, or a negative errno: nobody is at the other
 * end any more.
 */
int tty_read(const struct tty *tty, char *to, size_t size);

/* The signal that CHARACTER stands for in the modes as they were found: ^C for SIGINT. 0 for none. */
int tty_signal_for(const struct tty *tty, char character);
