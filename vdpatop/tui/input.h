/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a terminal sends becomes keys, pasted text and clicks. Bytes only: no terminal, no clock, no
 * curses. What is no key is never one: a sequence that nobody knows, half a sequence, a report that
 * nobody asked for, a character that is broken go away whole, not as the letters they are made of.
 *
 * Not curses' own: it gives such a sequence as Esc and some letters, and those are keys here.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#define INPUT_KEY_SIZE 24     /* bytes that hold the name of every key */
#define INPUT_PASTE_SIZE 4096 /* bytes of pasted text that are kept, the NUL included */

enum input_kind { INPUT_KEY, INPUT_PASTE, INPUT_PRESS, INPUT_WHEEL_UP, INPUT_WHEEL_DOWN };

struct input_event {
	enum input_kind kind;
	char key[INPUT_KEY_SIZE]; /* of INPUT_KEY: "Down", "^L", "é" */
	const char *text;         /* of INPUT_PASTE: raw bytes, until the next call */
	int row, column;          /* of the mouse's, from 0 */
};

/* A sequence of this terminal, and the key's name. Both borrowed. */
struct input_sequence {
	const char *bytes, *name;
};

enum input_skip { INPUT_SKIP_NOTHING, INPUT_SKIP_CONTROL, INPUT_SKIP_STRING };

/* Zeroed at first; then SEQUENCES may be set, ended by one without bytes. */
struct input {
	const struct input_sequence *sequences;
	char bytes[256];
	size_t count;
	enum input_skip skip; /* the rest of a sequence that is too long to be one */
	bool is_pasting;
	char paste[INPUT_PASTE_SIZE];
	size_t paste_count;
};

/* Bytes that input_feed() takes at least once input_next() has returned false. */
#define INPUT_ROOM 128

/* Takes COUNT bytes, at most as many as there is room for. Returns how many were taken. */
size_t input_feed(struct input *input, const char *bytes, size_t count);

/* The next thing that is whole; false when there is none. */
bool input_next(struct input *input, struct input_event *ret_event);

/*
 * Seconds after which input_give_up() is to be called when no byte came; 0: nothing is begun. An Esc by
 * itself is told from the start of a sequence by the silence behind it.
 */
double input_patience(const struct input *input);

/* What was begun does not go on: an Esc is a key, a paste is through, the rest is dropped. */
bool input_give_up(struct input *input, struct input_event *ret_event);
