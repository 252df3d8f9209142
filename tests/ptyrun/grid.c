/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The small terminal's cells. It is not where control sequences are understood (parse.c). */
#include "grid.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static int bounded(int value, int least, int most)
{
	return value < least ? least : value > most ? most : value;
}

static void cells_fill(uint32_t *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		cells[i] = CELL_BLANK;
}

void grid_move(struct screen *screen, int row, int column)
{
	screen->grid->cursor = (struct cursor){ .row = bounded(row, 0, screen->rows - 1),
						.column = bounded(column, 0, screen->columns - 1) };
}

void grid_blank(struct screen *screen, int from, int to)
{
	from = bounded(from, 0, screen->rows * screen->columns);
	to = bounded(to, from, screen->rows * screen->columns);
	cells_fill(screen->grid->cells + from, (size_t)(to - from));
}

void grid_scroll(struct screen *screen, int first, int count)
{
	int rows = screen->grid->bottom - first + 1;
	int lost = bounded(count < 0 ? -count : count, 0, rows);
	uint32_t *cells = grid_cell(screen, first, 0);
	uint32_t *second = grid_cell(screen, first + lost, 0);
	size_t kept = (size_t)(rows - lost) * (size_t)screen->columns;

	if (rows <= 0)
		return;
	memmove(count > 0 ? cells : second, count > 0 ? second : cells, kept * sizeof(*cells));
	cells_fill(count > 0 ? cells + kept : cells, (size_t)lost * (size_t)screen->columns);
}

void grid_line_feed(struct screen *screen)
{
	struct grid *grid = screen->grid;

	grid->cursor.wraps = false;
	if (grid->cursor.row == grid->bottom)
		grid_scroll(screen, grid->top, 1);
	else if (grid->cursor.row < screen->rows - 1)
		grid->cursor.row++;
}

void grid_reverse_line_feed(struct screen *screen)
{
	struct grid *grid = screen->grid;

	grid->cursor.wraps = false;
	if (grid->cursor.row == grid->top)
		grid_scroll(screen, grid->top, -1);
	else if (grid->cursor.row > 0)
		grid->cursor.row--;
}

void grid_shift(struct screen *screen, int count)
{
	const struct cursor *cursor = &screen->grid->cursor;
	uint32_t *cells = grid_cell(screen, cursor->row, cursor->column);
	int right = screen->columns - cursor->column;
	int gap = bounded(count < 0 ? -count : count, 0, right);
	size_t kept = (size_t)(right - gap);

	memmove(count > 0 ? cells + gap : cells, count > 0 ? cells : cells + gap,
		kept * sizeof(*cells));
	cells_fill(count > 0 ? cells : cells + kept, (size_t)gap);
}

void grid_put(struct screen *screen, uint32_t character)
{
	int width = wcwidth((wchar_t)character);
	struct cursor *cursor = &screen->grid->cursor;
	uint32_t *cell;

	if (width <= 0)
		return; /* combining characters are not kept */
	if (cursor->wraps || cursor->column + width > screen->columns) {
		cursor->column = 0;
		grid_line_feed(screen);
	}
	cell = grid_cell(screen, cursor->row, cursor->column);
	cell[0] = character;
	if (width == 2 && screen->columns > 1)
		cell[1] = CELL_COVERED;
	screen->last = character;
	cursor->wraps = cursor->column + width >= screen->columns;
	cursor->column = bounded(cursor->column + width, 0, screen->columns - 1);
}

void grid_use_alternate(struct screen *screen, bool alternate)
{
	screen->modes[MODE_ALTERNATE] = alternate;
	screen->grid = &screen->grids[alternate];
	if (alternate)
		grid_blank(screen, 0, screen->rows * screen->columns);
}

/* A grid of the new size with what fits of the old one. 0 or -ENOMEM. */
static int grid_resize(struct grid *grid, int old_rows, int old_columns, int rows, int columns)
{
	size_t width = (size_t)columns, count = (size_t)rows * width;
	uint32_t *cells = calloc(count, sizeof(*cells));
	size_t kept_rows = grid->cells ? (size_t)(old_rows < rows ? old_rows : rows) : 0;
	size_t kept_columns = (size_t)(old_columns < columns ? old_columns : columns);

	if (!cells)
		return -ENOMEM;
	cells_fill(cells, count);
	for (size_t row = 0; row < kept_rows; row++)
		memcpy(cells + row * width, grid->cells + row * (size_t)old_columns,
		       kept_columns * sizeof(*cells));
	free(grid->cells);
	grid->cells = cells;
	grid->top = 0;
	grid->bottom = rows - 1;
	grid->cursor.row = bounded(grid->cursor.row, 0, rows - 1);
	grid->cursor.column = bounded(grid->cursor.column, 0, columns - 1);
	return 0;
}

int screen_resize(struct screen *screen, int rows, int columns)
{
	for (int i = 0; i < 2; i++)
		if (grid_resize(&screen->grids[i], screen->rows, screen->columns, rows, columns) < 0)
			return -ENOMEM;
	screen->rows = rows;
	screen->columns = columns;
	return 0;
}

struct screen *screen_new(int rows, int columns)
{
	struct screen *screen = calloc(1, sizeof(*screen));

	if (!screen)
		return NULL;
	screen->grid = &screen->grids[0];
	if (screen_resize(screen, rows, columns) < 0) {
		screen_free(screen);
		return NULL;
	}
	return screen;
}

void screen_free(struct screen *screen)
{
	if (!screen)
		return;
	free(screen->grids[0].cells);
	free(screen->grids[1].cells);
	free(screen);
}

static void row_print(FILE *to, const uint32_t *cells, int columns)
{
	while (columns > 0 && cells[columns - 1] == CELL_BLANK)
		columns--;
	for (int i = 0; i < columns; i++)
		if (cells[i] != CELL_COVERED)
			fprintf(to, "%lc", (wint_t)cells[i]);
	fputc('\n', to);
}

char *screen_text(const struct screen *screen)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	if (!to)
		return NULL;
	for (int row = 0; row < screen->rows; row++)
		row_print(to, grid_cell(screen, row, 0), screen->columns);
	return fclose(to) == 0 ? text : NULL;
}

static const char *const mode_names[MODE_COUNT] = {
	[MODE_ALTERNATE] = "alternate", [MODE_HIDDEN_CURSOR] = "cursor", [MODE_MOUSE] = "mouse",
	[MODE_PASTE] = "paste", [MODE_SYNC] = "sync", [MODE_KEYPAD] = "keypad",
	[MODE_GRAPHICS] = "charset",
};

bool screen_has_mode(const struct screen *screen, const char *name)
{
	for (int i = 0; i < MODE_COUNT; i++)
		if (strcmp(mode_names[i], name) == 0)
			return screen->modes[i];
	return false;
}

void screen_leftovers(const struct screen *screen, char *to, size_t size)
{
	size_t used = 0;

	to[0] = '\0';
	for (int i = 0; i < MODE_COUNT; i++)
		if (screen->modes[i] && used < size)
			used += (size_t)snprintf(to + used, size - used, "%s%s", used ? " " : "",
						 mode_names[i]);
}
