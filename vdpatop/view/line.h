/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line of text that a person edits: of a prompt, of a form's field. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "manage/wish.h"
#include "view/action.h"
#include "view/pen.h"

#define LINE_SIZE WISH_TEXT_SIZE /* bytes, the NUL included */

struct line {
	char text[LINE_SIZE]; /* UTF-8 without control characters */
	size_t cursor;        /* bytes before it */
	bool is_suggested;    /* nobody typed it: what is typed or pasted first takes its place */
	bool lacks;           /* a character was typed that did not fit, and nothing was erased since */
};

/* The line becomes TEXT (any bytes), whatever is no character left out; the cursor stands at its end. */
void line_set(struct line *line, const char *text);

/* The same, as a suggestion: it stays when keys that edit a line come first. */
void line_suggest(struct line *line, const char *text);

/* Puts CHARACTER in at the cursor. False when there is no room for it, which the line remembers. */
bool line_type(struct line *line, const char *character);

/*
 * Puts TEXT (any bytes) in at the cursor, all of it or nothing: 0; -EINVAL with words for a person when it
 * holds control characters or is no UTF-8, -ENOSPC when it does not fit. Line ends behind it come
 * from copying a whole line, and are left out.
 */
int line_paste(struct line *line, const char *text, struct error *error);

/* Does what ACTION does to a line. False for what is nothing to it; *RET_IS_CHANGED: the text is another. */
bool line_act(struct line *line, enum action action, bool *ret_is_changed);

/* Draws it from the pen on to the end of the row, so that its cursor is in sight; a suggestion as selected. */
void line_draw(const struct line *line, struct pen *pen, enum style style, bool has_cursor);
