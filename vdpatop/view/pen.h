/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A pen writes into one area of a frame, from left to right, and never leaves the area. */
#pragma once

#include <stdbool.h>

#include "view/frame.h"
#include "view/glyph.h"

struct history;

struct pen {
	struct frame *frame;
	struct area area;
	bool is_ascii;
	int row, column; /* where it writes next, in the area */
	int indent;      /* cells beside the margin at which rows of pairs begin */
};

/* Cells from the pen to the end of its row. */
int pen_room(const struct pen *pen);

/* The next row, at COLUMN. */
void pen_next_row(struct pen *pen, int column);

/* Writes safe text (base/text.h). */
void pen_put(struct pen *pen, enum style style, const char *text);
void pen_print(struct pen *pen, enum style style, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Writes text of any bytes, made safe. */
void pen_raw(struct pen *pen, enum style style, const char *raw);

void pen_glyph(struct pen *pen, enum style style, enum glyph glyph);

/* Writes COUNT times the same glyph. */
void pen_line(struct pen *pen, enum style style, enum glyph glyph, int count);

/* Writes safe text in exactly WIDTH cells, cut or filled up with blanks. */
void pen_field(struct pen *pen, enum style style, const char *text, int width, bool is_right);

/* Bytes of safe TEXT that stand on a row of ROOM cells: whole words, or as much of one as fits; not 0 but for "". */
size_t pen_fit(const char *text, int room);

/* Makes RAW safe in TO. */
void pen_safe(char *to, size_t size, const char *raw);

/*
 * Draws the last WIDTH values as a sparkline, from the left, the newest last; GET(CONTEXT, AGE,
 * &value) is false where there is none. Takes WIDTH cells.
 */
typedef bool pen_value(const void *context, size_t age, double *ret_value);
void pen_sparkline(struct pen *pen, enum style style, int width, pen_value *get,
		   const void *context);

/* The same of one history. */
void pen_history(struct pen *pen, enum style style, int width, const struct history *history);
