/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside the small terminal: its cells and what can be done to them; parse.c says when. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "screen.h"

#define CELL_BLANK ' '
#define CELL_COVERED 0 /* the right half of a wide character */

enum screen_mode { /* what a program can leave switched on */
	MODE_ALTERNATE,
	MODE_HIDDEN_CURSOR,
	MODE_MOUSE,
	MODE_PASTE,
	MODE_SYNC,
	MODE_KEYPAD,
	MODE_GRAPHICS, /* line drawing characters in place of letters */
	MODE_COUNT
};

struct cursor {
	int row, column;
	bool wraps; /* the last column was written: the next character begins a new row */
};

struct grid {
	uint32_t *cells;
	struct cursor cursor, saved;
	int top, bottom; /* the rows that scroll, the last one included */
};

enum parse_state { PARSE_TEXT, PARSE_ESCAPE, PARSE_CHARSET, PARSE_CSI, PARSE_STRING, PARSE_PALETTE };

struct parser {
	enum parse_state state;
	char private_mark;    /* '?', '>' or 0 */
	int parameters[16];   /* -1: not given */
	int parameter_count;
	int to_skip;          /* of a palette entry, which has no end mark */
	bool string_escaped;  /* ESC seen inside a string: a backslash ends it */
	char charset_slot;
	uint32_t character;   /* UTF-8 being put together */
	int character_left;
};

struct screen {
	int rows, columns;
	struct grid grids[2]; /* the shell's and the alternate one */
	struct grid *grid;    /* the one in use */
	bool modes[MODE_COUNT];
	bool graphics_slots[2]; /* G0 and G1 hold line drawing */
	int slot;
	uint32_t last; /* the last character written, for "repeat" */
	struct parser parser;
};

/* The cell at ROW and COLUMN of the grid in use; those of a row, and the rows, follow each other. */
static inline uint32_t *grid_cell(const struct screen *screen, int row, int column)
{
	return screen->grid->cells + (size_t)row * (size_t)screen->columns + (size_t)column;
}

void grid_put(struct screen *screen, uint32_t character);
void grid_move(struct screen *screen, int row, int column);
void grid_line_feed(struct screen *screen);
void grid_reverse_line_feed(struct screen *screen);
/* Moves COUNT rows out of the rows FIRST to the bottom margin: up (>0) or down (<0). */
void grid_scroll(struct screen *screen, int first, int count);
/* Blanks cells FROM up to and not with TO, counted from the upper left. */
void grid_blank(struct screen *screen, int from, int to);
/* Opens (>0) or closes (<0) COUNT cells in the cursor's row at the cursor. */
void grid_shift(struct screen *screen, int count);
void grid_use_alternate(struct screen *screen, bool alternate);
