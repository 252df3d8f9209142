/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dividing the screen, and choosing columns. */
#include "view/layout.h"

/* Takes up to WANT of the rows that are LEFT. */
static int layout_take(int *left, int want)
{
	int taken = want < *left ? want : *left;

	*left -= taken;
	return taken;
}

/* The details get three tenths of the page, where that leaves a tree worth the name. */
static int layout_detail_rows(int rows)
{
	return rows < 14 ? 0 : rows * 3 / 10;
}

static struct area layout_next(int *row, int rows, int columns)
{
	struct area area = { *row, 0, rows, columns };

	*row += rows;
	return area;
}

struct layout layout_divide(int rows, int columns, bool has_header, int banner,
			     bool has_input)
{
	struct layout layout;
	int left = rows;
	int row = 0;
	int status = layout_take(&left, has_input);
	int banner_rows = layout_take(&left, banner > 0);
	int body = layout_take(&left, 1);
	int more_banner = layout_take(&left, banner > 1 ? banner - 1 : 0);
	int totals = layout_take(&left, has_header);
	int keys, header;

	body += layout_take(&left, 3);
	status += layout_take(&left, !has_input);
	keys = layout_take(&left, 1);
	header = layout_take(&left, 1);
	body += left;

	layout.header = layout_next(&row, header, columns);
	layout.totals = layout_next(&row, totals, columns);
	layout.banner = layout_next(&row, banner_rows + more_banner, columns);
	layout.body = layout_next(&row, body, columns);
	layout.status = layout_next(&row, status, columns);
	layout.keys = layout_next(&row, keys, columns);
	return layout;
}

struct layout_body layout_body(const struct area *body, bool has_pane, int spare)
{
	struct layout_body layout;
	int left = body->rows;
	int row = body->row;
	int tree = layout_take(&left, 1);
	int titles = layout_take(&left, 1);
	int detail = layout_take(&left, has_pane ? layout_detail_rows(body->rows) - spare : 0);

	layout.titles = layout_next(&row, titles, body->columns);
	layout.tree = layout_next(&row, tree + left, body->columns);
	layout.detail = layout_next(&row, detail, body->columns);
	return layout;
}

int layout_margin(int columns)
{
	return columns >= 20;
}

/* The first of the columns with the least priority above AFTER, or COUNT. */
static size_t layout_find(const struct layout_column *columns, size_t count, int after)
{
	size_t found = count;

	for (size_t i = 0; i < count; i++)
		if (columns[i].priority > after &&
		    (found == count || columns[i].priority < columns[found].priority))
			found = i;
	return found;
}

static int layout_grow(int width, int most, int *left)
{
	int more = most - width < *left ? most - width : *left;

	*left -= more > 0 ? more : 0;
	return width + (more > 0 ? more : 0);
}

/* Gives the cells that are LEFT to column FIRST, then to the others that are shown. */
static void layout_share(const struct layout_column *columns, size_t count, size_t first, int left,
			 int *widths)
{
	widths[first] = layout_grow(0, columns[first].most, &left);
	for (size_t i = 0; i < count; i++)
		if (widths[i])
			widths[i] = layout_grow(widths[i], columns[i].most, &left);
}

void layout_columns(int width, const struct layout_column *columns, size_t count, int *ret_widths)
{
	size_t first = layout_find(columns, count, -1);
	int left = width - layout_margin(width);
	size_t next = first;

	for (size_t i = 0; i < count; i++)
		ret_widths[i] = 0;
	while ((next = layout_find(columns, count, columns[next].priority)) < count) {
		if (left - columns[next].width - 1 < columns[next].keep)
			break;
		ret_widths[next] = columns[next].width;
		left -= columns[next].width + 1;
	}
	layout_share(columns, count, first, left, ret_widths);
}

/* How many columns fit beside the first in LEFT cells, and the cells they leave. */
static size_t layout_fit(const struct layout_column *columns, size_t count, int *left)
{
	size_t fit = 1;

	while (fit < count && *left - columns[fit].width - 1 >= columns[0].width)
		*left -= columns[fit++].width + 1;
	return fit;
}

size_t layout_columns_in_order(int width, const struct layout_column *columns, size_t count,
			       int *ret_widths)
{
	int room = width - layout_margin(width);
	int left = room;
	size_t fit = layout_fit(columns, count, &left);

	if (fit < count && room > 1) {
		left = room - 2; /* a gap and the sign that says so */
		fit = layout_fit(columns, count, &left);
	}
	for (size_t i = 0; i < count; i++)
		ret_widths[i] = i && i < fit ? columns[i].width : 0;
	layout_share(columns, count, 0, left, ret_widths);
	return fit;
}
