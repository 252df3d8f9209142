/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A text on rows below each other: words, or a line for a shell that stays one when it is copied. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "view/pen.h"

struct wrap {
	const char *text; /* safe */
	bool is_command;  /* it ends a row only between two words of a shell, with a backslash */
	size_t at;        /* bytes that rows were made of */
};

struct wrap_row {
	const char *text; /* BYTES of it */
	int bytes;
	const char *end;  /* and behind them: "", or " \\" */
};

/* The next row of ROOM cells, of one character at least; false when there is none. */
bool wrap_next(struct wrap *wrap, int room, struct wrap_row *ret_row);

/* Writes TEXT from the pen's column on, in rows below each other. */
void wrap_put(struct pen *pen, enum style style, const char *text, bool is_command);

/* How many rows of ROOM cells TEXT takes. */
int wrap_count(const char *text, bool is_command, int room);
