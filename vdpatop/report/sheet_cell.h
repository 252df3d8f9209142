/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values of a sheet in the cells of a terminal, in rows below each other where they are too wide. */
#pragma once

#include "report/sheet.h"

struct sheet_cells {
	const struct sheet *sheet;
	struct array *to;    /* char; borrowed */
	struct array value;  /* char; of the member at hand: safe words, a line end between each two */
	struct array line;   /* char; the one being written */
	struct array room, cut; /* char; for measuring and cutting */
	int width;           /* of the terminal */
	int used;            /* cells of the line */
	bool has_failed;
};

struct sheet_cells sheet_cells_begin(const struct sheet *sheet, struct array *to, int width);
/* 0 or -ENOMEM. */
int sheet_cells_end(struct sheet_cells *cells);

/* Makes field NUMBER the value at hand. Returns its cells were it in one row. */
int sheet_cells_take(struct sheet_cells *cells, size_t number);
/* The same of a text, made safe. */
int sheet_cells_take_text(struct sheet_cells *cells, const char *text);

/* Puts what fits of the value at hand from *PLACE (0 at first) into ROOM cells. */
void sheet_cells_put(struct sheet_cells *cells, size_t *place, int room);
/* Whether anything is left of it. */
bool sheet_cells_has_more(const struct sheet_cells *cells, size_t place);

/* Puts all of it, cut to ROOM cells. */
void sheet_cells_put_cut(struct sheet_cells *cells, int room);

/* Blanks up to COLUMN of the line. */
void sheet_cells_pad(struct sheet_cells *cells, int column);

/* Ends the line, which is cut to the terminal's width and has no blanks at its end. */
void sheet_cells_end_line(struct sheet_cells *cells);
