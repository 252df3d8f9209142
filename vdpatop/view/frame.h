/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A frame: what one screen shows, as a grid of cells. A cell is a glyph (one character with its
 * combining ones), its width in cells and the name of a style. A glyph of width 2 is followed by
 * a cell of width 0. No control character and no broken UTF-8 is ever in a frame.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "view/style.h"

#define FRAME_GLYPH_SIZE 16

struct frame_cell {
	char glyph[FRAME_GLYPH_SIZE]; /* UTF-8 ended by NUL; "" only where width is 0 */
	uint8_t width;                /* 0, 1 or 2 */
	uint8_t style;                /* enum style */
};

struct frame {
	int rows, columns;
	struct frame_cell *cells; /* row by row */
	size_t capacity;
	int cursor_row, cursor_column; /* where the cursor is parked, for screen readers */
	bool has_cursor;               /* it is to be seen: text is typed there */
	size_t overwritten; /* glyphs written over another since it was blank: parts that got in each other's way */
};

/* A part of a frame; one that has no rows or no columns holds nothing. */
struct area {
	int row, column;
	int rows, columns;
};

/* Makes FRAME (zeroed, or used before) this large, at least 1×1, and blank. 0 or -ENOMEM. */
int frame_resize(struct frame *frame, int rows, int columns);
void frame_free(struct frame *frame);

void frame_clear(struct frame *frame);

/* The cell, which must lie inside. */
const struct frame_cell *frame_at(const struct frame *frame, int row, int column);

/*
 * Writes TEXT at ROW and COLUMN of AREA and keeps inside it; what stands outside is lost. A byte
 * that is not text becomes "?". Returns the column behind the last cell written.
 */
int frame_put(struct frame *frame, const struct area *area, int row, int column, enum style style,
	      const char *text);

/* Makes AREA blank, for what lies over what was drawn there. */
void frame_erase(struct frame *frame, const struct area *area);

/* Gives every cell of one row of AREA this style. */
void frame_restyle(struct frame *frame, const struct area *area, int row, enum style style);

/*
 * Writes one row as text without the blanks at its end, ended by NUL; TO holds at least
 * frame_row_size() bytes. Returns its length.
 */
size_t frame_row_text(const struct frame *frame, int row, char *to);
size_t frame_row_size(const struct frame *frame);
