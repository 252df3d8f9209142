/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A sheet for a person: a table of many things, or a page for each. */
#include <errno.h>
#include <string.h>

#include "report/sheet_cell.h"

#define GAP 2
#define LEAST 8      /* cells that a column of names keeps when there is too little room */
#define INDENT 4
#define PAIR_LEAST 20 /* cells for the value behind a title: every number fits */

struct screen {
	struct sheet_cells cells;
	const struct sheet_table *table;
	int widths[SHEET_COLUMNS];
	bool is_count[SHEET_COLUMNS];
	bool is_below; /* the last column stands below the others */
	bool is_pairs; /* there is no room for columns: each value stands on a line, behind its title */
};

/* Makes what column COLUMN shows of row ROW the value at hand. Returns its cells. */
static int screen_take(struct screen *screen, size_t row, size_t column)
{
	const struct sheet *sheet = screen->cells.sheet;
	const char *key = screen->table->columns[column].key;
	const struct sheet_field *field;
	size_t last = screen->table->count - 1;

	if (!key)
		return sheet_cells_take_text(&screen->cells, sheet_key(sheet, sheet_at(sheet, row)));
	field = sheet_find(sheet, row, key);
	if (!field && column == last)
		field = sheet_find(sheet, row, "reason");
	if (!field) /* under no title there is a note, or none */
		return sheet_cells_take_text(&screen->cells, *screen->table->columns[column].title ? "-" : "");
	screen->is_count[column] |= field->kind == SHEET_COUNT;
	return sheet_cells_take(&screen->cells, (size_t)(field - sheet_at(sheet, 0)));
}

static int screen_width(const struct screen *screen, size_t count)
{
	int width = 0;

	for (size_t i = 0; i < count; i++)
		width += screen->widths[i] + GAP;
	return width;
}

/* Takes a cell from the widest column of names but the last. False when none can give one. */
static bool screen_squeeze(struct screen *screen)
{
	size_t widest = SHEET_COLUMNS;

	for (size_t i = 0; i + 1 < screen->table->count; i++)
		if (screen->table->columns[i].is_name && screen->widths[i] > LEAST &&
		    (widest == SHEET_COLUMNS || screen->widths[i] > screen->widths[widest]))
			widest = i;
	if (widest == SHEET_COLUMNS)
		return false;
	screen->widths[widest]--;
	return true;
}

/* Measures the rows from FIRST to END. */
static void screen_measure(struct screen *screen, size_t first, size_t end)
{
	size_t count = screen->table->count;

	memset(screen->is_count, 0, sizeof(screen->is_count));
	for (size_t i = 0; i < count; i++)
		screen->widths[i] = (int)strlen(screen->table->columns[i].title);
	for (size_t row = first; row < end; row = sheet_next(screen->cells.sheet, row)) {
		for (size_t i = 0; i < count; i++) {
			int width = screen_take(screen, row, i);

			if (width > screen->widths[i])
				screen->widths[i] = width;
		}
	}
}

/* Makes room for LAST cells behind all columns but the last. False when there is none to be had. */
static bool screen_fit(struct screen *screen, int last)
{
	while (screen_width(screen, screen->table->count - 1) + last > screen->cells.width)
		if (!screen_squeeze(screen))
			return false;
	return true;
}

/* Whether the last column has names with figures: a number is not torn. */
static bool screen_has_lists(const struct screen *screen, size_t first, size_t end)
{
	const char *key = screen->table->columns[screen->table->count - 1].key;

	for (size_t row = first; row < end; row = sheet_next(screen->cells.sheet, row)) {
		const struct sheet_field *field = sheet_find(screen->cells.sheet, row, key);

		if (field && field->kind == SHEET_OBJECT)
			return true;
	}
	return false;
}

/*
 * Says how wide each column is, and where the last one goes: beside the others as long as it keeps some
 * cells there, however much they have to give, else below them.
 */
static void screen_plan(struct screen *screen, size_t first, size_t end)
{
	const int leasts[] = { 24, screen_has_lists(screen, first, end) ? PAIR_LEAST + 2 : 16 };
	size_t last = screen->table->count - 1;
	int widths[SHEET_COLUMNS];

	screen->is_pairs = false;
	screen_measure(screen, first, end);
	memcpy(widths, screen->widths, sizeof(widths));
	for (size_t i = 0; i < sizeof(leasts) / sizeof(leasts[0]); i++) {
		int least = widths[last] < leasts[i] ? widths[last] : leasts[i];

		memcpy(screen->widths, widths, sizeof(widths));
		screen->is_below = !screen_fit(screen, least);
		if (!screen->is_below)
			return;
	}
	memcpy(screen->widths, widths, sizeof(widths));
	screen->is_pairs = !screen_fit(screen, -GAP);
}

/* The value at hand, in column COLUMN of the line. */
static void screen_put_cell(struct screen *screen, size_t column, int width)
{
	int left = screen_width(screen, column);

	if (screen->is_count[column])
		left += screen->widths[column] - width;
	sheet_cells_pad(&screen->cells, left);
	sheet_cells_put_cut(&screen->cells, screen->widths[column]);
}

/* What is left of the value at hand from PLACE on, in lines that begin at LEFT; the present one goes first. */
static void screen_put_rest(struct sheet_cells *cells, int left)
{
	int room = cells->width - left;
	size_t place = 0;

	do {
		sheet_cells_pad(cells, left);
		sheet_cells_put(cells, &place, room > 0 ? room : 1);
		sheet_cells_end_line(cells);
	} while (sheet_cells_has_more(cells, place));
}

static void screen_put_titles(struct screen *screen)
{
	size_t last = screen->table->count - 1;

	for (size_t i = 0; i < last + !screen->is_below; i++)
		screen_put_cell(screen, i,
				sheet_cells_take_text(&screen->cells, screen->table->columns[i].title));
	sheet_cells_end_line(&screen->cells);
}

/* Below the others no title stands above it; what is no list of names and figures has it in front. */
static void screen_put_below(struct screen *screen, size_t row)
{
	size_t last = screen->table->count - 1;
	const struct sheet_column *column = &screen->table->columns[last];
	const struct sheet_field *field = sheet_find(screen->cells.sheet, row, column->key);
	int left = INDENT;

	if (field && field->kind != SHEET_OBJECT && *column->title) {
		sheet_cells_pad(&screen->cells, left);
		left += sheet_cells_take_text(&screen->cells, column->title) + GAP;
		sheet_cells_put_cut(&screen->cells, screen->cells.width);
	}
	if (screen_take(screen, row, last))
		screen_put_rest(&screen->cells, left);
}

/* Title and value of each column, on a line of its own. */
static void screen_put_pairs(struct screen *screen, size_t row)
{
	struct sheet_cells *cells = &screen->cells;

	for (size_t i = 0; i < screen->table->count; i++) {
		int left = i ? GAP : 0;
		int width = screen_take(screen, row, i);

		if (!width)
			continue;
		sheet_cells_pad(cells, left);
		left += sheet_cells_take_text(cells, screen->table->columns[i].title) + GAP;
		sheet_cells_put_cut(cells, cells->width);
		if (left + PAIR_LEAST > cells->width && left + width > cells->width) {
			sheet_cells_end_line(cells);
			left = 0;
		}
		screen_take(screen, row, i);
		screen_put_rest(cells, left);
	}
}

static void screen_put_row(struct screen *screen, size_t row)
{
	size_t last = screen->table->count - 1;
	int width;

	for (size_t i = 0; i < last; i++)
		screen_put_cell(screen, i, screen_take(screen, row, i));
	if (screen->is_below)
		sheet_cells_end_line(&screen->cells);
	width = screen_take(screen, row, last);
	if (screen->is_below) {
		screen_put_below(screen, row);
	} else if (screen->is_count[last]) {
		screen_put_cell(screen, last, width);
		sheet_cells_end_line(&screen->cells);
	} else {
		screen_put_rest(&screen->cells, screen_width(screen, last));
	}
}

static void screen_put_table(struct screen *screen, size_t first, size_t end)
{
	screen_plan(screen, first, end);
	if (!screen->is_pairs)
		screen_put_titles(screen);
	for (size_t row = first; row < end; row = sheet_next(screen->cells.sheet, row)) {
		if (screen->is_pairs)
			screen_put_pairs(screen, row);
		else
			screen_put_row(screen, row);
	}
}

static struct screen screen_begin(const struct sheet *sheet, struct array *to,
				  const struct sheet_table *table, int width)
{
	return (struct screen){ .cells = sheet_cells_begin(sheet, to, width), .table = table };
}

int sheet_print_table(const struct sheet *sheet, struct array *to, const struct sheet_table *table,
		      int width)
{
	struct screen screen = screen_begin(sheet, to, table, width);

	if (sheet->has_failed) /* groups may lack their ends */
		return -ENOMEM;
	if (sheet_count_fields(sheet))
		screen_put_table(&screen, 0, sheet_count_fields(sheet));
	return sheet_cells_end(&screen.cells);
}

static bool page_shows(const struct sheet_field *field)
{
	return !(field->flags & (SHEET_JSON | SHEET_LINES));
}

/* The widest key of GROUP and of the objects in it. */
static int page_measure(struct screen *screen, size_t group)
{
	const struct sheet *sheet = screen->cells.sheet;
	int widest = 0;

	for (size_t i = group + 1; i < sheet_at(sheet, group)->end; i = sheet_next(sheet, i)) {
		const struct sheet_field *field = sheet_at(sheet, i);
		int width;

		if (!page_shows(field))
			continue;
		width = field->kind == SHEET_OBJECT ? page_measure(screen, i) :
			sheet_cells_take_text(&screen->cells, sheet_key(sheet, field));
		if (width > widest)
			widest = width;
	}
	return widest;
}

static void page_put_member(struct screen *screen, size_t number, int left)
{
	struct sheet_cells *cells = &screen->cells;
	int width = sheet_cells_take_text(cells, sheet_key(cells->sheet, sheet_at(cells->sheet, number)));

	sheet_cells_pad(cells, GAP);
	sheet_cells_put_cut(cells, cells->width > GAP ? cells->width - GAP : 1);
	if (width > left - 2 * GAP)
		sheet_cells_end_line(cells);
	width = sheet_cells_take(cells, number);
	if (width > cells->width - left && sheet_at(cells->sheet, number)->kind == SHEET_COUNT) {
		sheet_cells_end_line(cells); /* no number is torn */
		left = 0;
		width = sheet_cells_take(cells, number);
	}
	if (width)
		screen_put_rest(cells, left);
	else
		sheet_cells_end_line(cells);
}

static void page_put_members(struct screen *screen, size_t group, int left)
{
	const struct sheet *sheet = screen->cells.sheet;

	for (size_t i = group + 1; i < sheet_at(sheet, group)->end; i = sheet_next(sheet, i)) {
		if (!page_shows(sheet_at(sheet, i)))
			continue;
		if (sheet_at(sheet, i)->kind == SHEET_OBJECT)
			page_put_members(screen, i, left);
		else
			page_put_member(screen, i, left);
	}
}

static void page_put_tables(struct screen *screen, size_t thing)
{
	const struct sheet *sheet = screen->cells.sheet;

	for (size_t i = thing + 1; i < sheet_at(sheet, thing)->end; i = sheet_next(sheet, i))
		if (sheet_at(sheet, i)->flags & SHEET_LINES && i + 1 < sheet_at(sheet, i)->end) {
			sheet_cells_end_line(&screen->cells);
			screen_put_table(screen, i + 1, sheet_at(sheet, i)->end);
		}
}

static void page_put(struct screen *screen, size_t thing)
{
	struct sheet_cells *cells = &screen->cells;
	int widest = page_measure(screen, thing);

	if (widest > cells->width / 3)
		widest = cells->width / 3;
	sheet_cells_take_text(cells, sheet_key(cells->sheet, sheet_at(cells->sheet, thing)));
	screen_put_rest(cells, 0);
	page_put_members(screen, thing, widest + 2 * GAP);
	page_put_tables(screen, thing);
}

int sheet_print_pages(const struct sheet *sheet, struct array *to, const struct sheet_table *table,
		      int width)
{
	struct screen screen = screen_begin(sheet, to, table, width);

	if (sheet->has_failed)
		return -ENOMEM;
	for (size_t i = 0; i < sheet_count_fields(sheet); i = sheet_next(sheet, i))
		page_put(&screen, i);
	return sheet_cells_end(&screen.cells);
}
