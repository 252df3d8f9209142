/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Time divided into cells, cells turned into bars. */
#include "view/chart.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "model/history.h"
#include "model/timeline.h"
#include "view/draw.h"
#include "view/layout.h"
#include "view/rule.h"

#define CHART_LABEL 7  /* cells */
#define CHART_AXIS 9   /* cells left of the bars: a margin, a label and a blank */
#define CHART_LEVELS 8 /* of a cell */

struct chart_cells {
	int count;
	float values[CHART_CELLS]; /* from the left; NAN for a gap */
	struct history_summary summary; /* of the samples that are shown */
};

double chart_scale(double most)
{
	static const double steps[] = { 1, 1.5, 2, 3, 4, 5, 6, 8 };
	double power;

	if (!(most > 0) || !isfinite(most))
		return 1;
	power = pow(10, floor(log10(most)));
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (most <= steps[i] * power * (1 + 1e-9))
			return steps[i] * power;
	return 10 * power;
}

static int chart_axis(int columns)
{
	return layout_margin(columns) ? CHART_AXIS : 0;
}

int chart_width(int columns)
{
	int width = columns - chart_axis(columns) - layout_margin(columns);

	return width < 1 ? 1 : width > CHART_CELLS ? CHART_CELLS : width;
}

static int64_t chart_cell_time(const struct chart *chart)
{
	return chart->unit_time * chart->zoom;
}

/*
 * The number of the cell that STAMP lies in. They are counted from the first sample ever, which lies
 * in the middle of a unit: samples that are a hair early or late stay in their cells, and no bar
 * changes because newer ones came.
 */
static int64_t chart_cell(const struct chart *chart, int64_t stamp)
{
	int64_t since = stamp - chart->times->first + chart->unit_time / 2;
	int64_t cell = since / chart_cell_time(chart);

	return since % chart_cell_time(chart) < 0 ? cell - 1 : cell;
}

/*
 * Whether the time before a sample was no interval between samples but a pause, or a kernel that did
 * not answer: the mean over it is drawn as the one sample it is.
 */
static bool chart_is_break(const struct chart *chart, size_t age)
{
	int64_t usual = chart->unit_time;

	if (age + 2 < chart->times->count && timeline_span(chart->times, age + 1) > usual)
		usual = timeline_span(chart->times, age + 1);
	return timeline_span(chart->times, age) / 5 * 2 > usual;
}

/* The cell behind those that a sample's value holds for, as chart_cell(). */
static int64_t chart_cell_before(const struct chart *chart, size_t age, int64_t cell)
{
	int64_t before;

	if (chart_is_break(chart, age) || !timeline_get(chart->times, age + 1, &before))
		return cell - 1;
	before = chart_cell(chart, before);
	return before < cell ? before : cell - 1;
}

static void chart_put_value(struct chart_cells *cells, int64_t from_right, double value)
{
	float *to;

	if (from_right < 0 || from_right >= cells->count)
		return;
	to = &cells->values[cells->count - 1 - from_right];
	if (isnan(*to) || (float)value > *to)
		*to = (float)value;
}

static void chart_fill(const struct chart *chart, struct chart_cells *cells, int count)
{
	int64_t right, stamp;

	cells->count = count;
	cells->summary = (struct history_summary){ 0 };
	for (int i = 0; i < count; i++)
		cells->values[i] = NAN;
	if (!timeline_get(chart->times, chart->age, &right))
		return;
	right = chart_cell(chart, right);
	for (size_t age = chart->age; timeline_get(chart->times, age, &stamp); age++) {
		int64_t cell = chart_cell(chart, stamp);
		int64_t before = chart_cell_before(chart, age, cell);
		double value;

		if (right - cell >= count)
			break;
		if (!chart->get(chart->context, age, &value))
			continue;
		for (; cell > before && right - cell < count; cell--)
			chart_put_value(cells, right - cell, value);
		history_summary_add(&cells->summary, value,
				    chart_is_break(chart, age) ? chart->unit_time :
								 timeline_span(chart->times, age));
	}
}

/* A rate with as much behind the point as its size calls for. */
static void chart_figure(char *to, size_t size, double value)
{
	if (value < 9.95 && value != floor(value))
		snprintf(to, size, "%.2g", value);
	else
		text_count(to, size, value);
}

#define CHART_FIGURES 4

struct chart_title {
	char words[CHART_FIGURES][32]; /* now, min, avg, max */
};

static void chart_now(const struct chart *chart, const struct view_status *status, bool is_ascii,
		      char *to, size_t size)
{
	char clock[16] = "now", figure[16];
	int64_t stamp;
	double value;

	if (chart->age && timeline_get(chart->times, chart->age, &stamp))
		draw_clock(clock, sizeof(clock), status, stamp);
	if (chart->get(chart->context, chart->age, &value))
		chart_figure(figure, sizeof(figure), value);
	else
		text_copy(figure, sizeof(figure), glyph_text(GLYPH_UNKNOWN, is_ascii));
	snprintf(to, size, "%s %s", clock, figure);
}

static struct chart_title chart_title_of(const struct chart *chart, const struct chart_cells *cells,
					 const struct view_status *status, bool is_ascii)
{
	static const char *const names[] = { "min", "avg", "max" };
	const double values[] = { cells->summary.least, cells->summary.mean, cells->summary.most };
	struct chart_title title = { 0 };

	chart_now(chart, status, is_ascii, title.words[0], sizeof(title.words[0]));
	for (size_t i = 0; cells->summary.time && i < 3; i++) {
		char figure[16];

		chart_figure(figure, sizeof(figure), values[i]);
		snprintf(title.words[i + 1], sizeof(title.words[i + 1]), "%s %s", names[i], figure);
	}
	return title;
}

/* The figures that fit into ROOM cells: all, or what is and what was at most, or what is, or none. */
static unsigned chart_choose(const struct chart_title *title, int room)
{
	static const unsigned choices[] = { 0xf, 0x9, 0x1 };

	for (size_t i = 0; i < sizeof(choices) / sizeof(choices[0]); i++) {
		int width = 0;

		for (int k = 0; k < CHART_FIGURES; k++)
			if (choices[i] >> k & 1 && *title->words[k])
				width += (int)text_width(title->words[k]) + 2;
		if (width <= room)
			return choices[i];
	}
	return 0;
}

static void chart_draw_title(struct pen *pen, const struct chart *chart,
			     const struct chart_title *title)
{
	char name[256];
	unsigned chosen;

	text_cut(name, sizeof(name), chart->name, (size_t)(pen->area.columns / 2),
		 glyph_text(GLYPH_ELLIPSIS, pen->is_ascii));
	rule_begin(pen);
	rule_words(pen, STYLE_DEVICE, name);
	rule_words(pen, STYLE_HEADING, chart->unit);
	chosen = chart_choose(title, pen_room(pen) - layout_margin(pen->area.columns) - 1);
	if (chosen)
		pen_glyph(pen, STYLE_RULE, GLYPH_RULE);
	for (int i = 0; i < CHART_FIGURES; i++) {
		if (!(chosen >> i & 1) || !*title->words[i])
			continue;
		pen->column += i ? 2 : 1;
		pen_put(pen, chart->is_old ? STYLE_STALE : STYLE_FIGURE, title->words[i]);
	}
	pen->column += chosen != 0;
	rule_end(pen, chart->note);
}

/* The scale at the left of plot row ROW of ROWS, counted from the top. */
static void chart_draw_axis(struct pen *pen, double scale, int row, int rows)
{
	char label[16] = "";

	pen->column = CHART_AXIS - CHART_LABEL - 1;
	if (row == 0)
		chart_figure(label, sizeof(label), scale);
	else if (row == rows - 1)
		text_copy(label, sizeof(label), "0");
	else if (row == rows / 2)
		chart_figure(label, sizeof(label), scale / 2);
	pen_field(pen, STYLE_LABEL, label, CHART_LABEL, true);
	pen->column = CHART_AXIS;
}

static void chart_draw_bar(struct pen *pen, enum style style, int levels)
{
	if (levels <= 0)
		pen->column++;
	else if (levels >= CHART_LEVELS)
		pen_glyph(pen, style, GLYPH_FULL);
	else
		pen_glyph(pen, style, (enum glyph)(GLYPH_LEVEL_1 + levels - 1));
}

/* Levels of the bar for VALUE in a plot of ROWS rows: at least one. */
static int chart_levels(double value, double scale, int rows)
{
	double levels = value / scale * rows * CHART_LEVELS;

	return levels < 1.5 ? 1 : levels > rows * CHART_LEVELS ? rows * CHART_LEVELS : (int)lround(levels);
}

static void chart_draw_plot(struct pen *pen, const struct chart *chart,
			    const struct chart_cells *cells)
{
	int rows = pen->area.rows - 1;
	double scale = chart_scale(cells->summary.most);
	enum style style = chart->is_old ? STYLE_STALE : STYLE_GRAPH;

	for (int row = 0; row < rows; row++) {
		pen->row = row + 1;
		pen->column = 0;
		if (chart_axis(pen->area.columns))
			chart_draw_axis(pen, scale, row, rows);
		for (int i = 0; i < cells->count; i++) {
			int below = (rows - 1 - row) * CHART_LEVELS;

			if (isnan(cells->values[i]))
				pen->column++;
			else
				chart_draw_bar(pen, style,
					       chart_levels((double)cells->values[i], scale, rows) - below);
		}
	}
}

void chart_draw(struct pen *pen, const struct chart *chart, const struct view_status *status)
{
	struct chart_cells cells;
	struct chart_title title;

	if (pen->area.rows < 1 || pen->area.columns < 1)
		return;
	chart_fill(chart, &cells, chart_width(pen->area.columns));
	title = chart_title_of(chart, &cells, status, pen->is_ascii);
	pen->row = 0;
	chart_draw_title(pen, chart, &title);
	if (cells.summary.time) {
		chart_draw_plot(pen, chart, &cells);
		return;
	}
	pen_next_row(pen, layout_margin(pen->area.columns));
	pen_put(pen, STYLE_LABEL, chart->why);
}

#define CHART_STEP 20 /* cells from one label to the next, at least */

/* The least step between labels, in seconds, that leaves each WIDTH cells of CELL ns. */
static int64_t chart_step(int64_t cell, int width)
{
	static const int64_t steps[] = {
		1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400,
	};
	size_t i = 0;

	while (i + 1 < sizeof(steps) / sizeof(steps[0]) && steps[i] * CLOCK_SECOND < cell * width)
		i++;
	return steps[i] * CLOCK_SECOND;
}

static void chart_ago(char *to, size_t size, int64_t time)
{
	int64_t seconds = time / CLOCK_SECOND;

	if (!seconds)
		text_copy(to, size, "now");
	else if (seconds < 60)
		snprintf(to, size, "-%ds", (int)seconds);
	else if (seconds % 3600 == 0)
		snprintf(to, size, "-%dh", (int)(seconds / 3600));
	else if (seconds % 60 == 0)
		snprintf(to, size, "-%dm", (int)(seconds / 60));
	else
		snprintf(to, size, "-%dm%02ds", (int)(seconds / 60), (int)(seconds % 60));
}

/* How long a bar is, "10s/bar". */
static void chart_bar(char *to, size_t size, int64_t cell)
{
	if (cell % (60 * CLOCK_SECOND) == 0)
		snprintf(to, size, "%dm/bar", (int)(cell / CLOCK_SECOND / 60));
	else
		snprintf(to, size, "%.3gs/bar", (double)cell / (double)CLOCK_SECOND);
}

/* Under the bar that is FROM_RIGHT bars before the last, as far as it does not pass END. */
static int chart_label_column(int end, int from_right, int width)
{
	int column = end - 1 - from_right;

	return column + width > end ? end - width : column;
}

void chart_draw_times(struct pen *pen, const struct chart *chart, const struct view_status *status)
{
	int64_t cell = chart_cell_time(chart);
	int64_t step = chart_step(cell, CHART_STEP);
	int left = chart_axis(pen->area.columns);
	int end = left + chart_width(pen->area.columns);
	int taken = left;
	char bar[24];
	int64_t right;

	if (!timeline_get(chart->times, chart->age, &right))
		return;
	pen->row = pen->column = 0;
	if (left && chart->zoom > 1) {
		chart_bar(bar, sizeof(bar), cell);
		pen->column = layout_margin(pen->area.columns);
		pen_put(pen, STYLE_LABEL, bar);
		taken = pen->column + 1;
	}
	for (int64_t ago = 0; ago / cell < end - left; ago += step) {
		char label[16];

		if (chart->age)
			draw_clock(label, sizeof(label), status, right - ago);
		else
			chart_ago(label, sizeof(label), ago);
		pen->column = chart_label_column(end, (int)(ago / cell), (int)text_width(label));
		if (pen->column >= taken)
			pen_put(pen, STYLE_LABEL, label);
	}
}
