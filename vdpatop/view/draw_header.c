/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The two lines at the top: who, what and when; and the totals. */
#include "view/draw.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "view/order.h"
#include "view/tree_plan.h"

struct header_part {
	enum style style;
	char text[96];
	int gap; /* blanks before it */
};

/* A count, once it is known. */
static struct header_part header_count(bool is_known, size_t count, const char *one,
				       const char *many)
{
	struct header_part part = { STYLE_LABEL, "", 2 };

	if (is_known)
		snprintf(part.text, sizeof(part.text), "%zu %s", count,
			 count == 1 ? one : many);
	return part;
}

static struct header_part header_text(enum style style, int gap, const char *before, const char *raw)
{
	struct header_part part = { style, "", gap };
	char safe[80];

	pen_safe(safe, sizeof(safe), raw);
	if (*safe)
		snprintf(part.text, sizeof(part.text), "%s%s", before, safe);
	return part;
}

static bool header_fits(const struct pen *pen, const struct header_part *part, int end)
{
	return pen->column + part->gap + (int)text_width(part->text) <= end;
}

static void header_put(struct pen *pen, const struct header_part *part)
{
	pen->column += part->gap;
	pen_put(pen, part->style, part->text);
}

/* Writes parts as long as they fit before END. */
static void header_parts(struct pen *pen, const struct header_part *parts, size_t count, int end)
{
	for (size_t i = 0; i < count; i++) {
		if (!*parts[i].text)
			continue;
		if (!header_fits(pen, &parts[i], end))
			return;
		header_put(pen, &parts[i]);
	}
}

static int header_parts_width(const struct header_part *parts, size_t count)
{
	int width = 0;

	for (size_t i = 0; i < count; i++)
		if (*parts[i].text)
			width += parts[i].gap + (int)text_width(parts[i].text);
	return width;
}

#define HEADER_RIGHT 3
#define HEADER_LEAST 9 /* cells of the program's name with a blank on either side */

/* What stands at the right: paused, the interval, the time of what is shown. */
static void header_right(const struct draw *draw, struct header_part *parts)
{
	const struct view_status *status = draw->status;
	bool is_past = status->is_paused && draw->model->has_sample;

	memset(parts, 0, HEADER_RIGHT * sizeof(*parts));
	parts[0] = (struct header_part){ STYLE_PAUSED, "", 2 };
	if (status->is_paused)
		text_copy(parts[0].text, sizeof(parts[0].text), "PAUSED");
	parts[1] = (struct header_part){ status->is_stretched ? STYLE_CAUTION : STYLE_LABEL, "", 2 };
	if (status->interval)
		snprintf(parts[1].text, sizeof(parts[1].text), "%s%.1fs",
			 status->is_stretched ? "stretched to " : "",
			 (double)status->interval / (double)CLOCK_SECOND);
	parts[2] = (struct header_part){ STYLE_LABEL, "", 2 };
	draw_clock(parts[2].text, sizeof(parts[2].text), status,
		   is_past ? draw->model->time : status->now);
}

#define NOTES 6
#define NOTES_FILTER 24 /* cells of its words */

static struct header_part note_filter(const struct draw *draw, bool says_rows)
{
	const struct draw_notes *notes = &draw->notes;
	struct header_part part = { STYLE_CAUTION, "", 2 };
	char safe[256], cut[64];

	if (!notes->filter || !*notes->filter)
		return part;
	pen_safe(safe, sizeof(safe), notes->filter);
	text_cut(cut, sizeof(cut), safe, NOTES_FILTER, glyph_text(GLYPH_ELLIPSIS, draw->is_ascii));
	snprintf(part.text, sizeof(part.text), "filter: %s (%zu of %zu%s%s)", cut, notes->matches,
		 notes->among, says_rows ? " " : "", says_rows ? notes->rows : "");
	return part;
}

static struct header_part note_jobs(const struct draw *draw, bool is_short)
{
	struct header_part part = { STYLE_CAUTION, "", 2 };

	draw_jobs_note(draw, is_short, part.text, sizeof(part.text));
	return part;
}

static struct header_part note_since(const struct draw *draw)
{
	struct header_part part = { STYLE_CAUTION, "", 2 };
	char clock[16];

	if (!draw->notes.since)
		return part;
	draw_clock(clock, sizeof(clock), draw->status, draw->notes.since);
	snprintf(part.text, sizeof(part.text), "since %s", clock);
	return part;
}

/* What rows are sorted by, where no title on the screen says so. */
static struct header_part note_order(const struct draw *draw)
{
	const struct order *order = draw->order;
	struct header_part part = { STYLE_CAUTION, "", 2 };
	struct column_info info;
	struct tree_plan plan;
	char cut[64];

	if (!order || !order->is_sorted)
		return part;
	tree_plan_make(&plan, draw->columns, draw->frame->columns);
	for (size_t i = 0; i < plan.count; i++)
		if (column_choice_is(&order->by, column_list_at(&draw->columns->list, plan.cells[i].place)))
			return part;
	column_list_info(&order->by, &info);
	text_cut(cut, sizeof(cut), info.column.name, NOTES_FILTER, glyph_text(GLYPH_ELLIPSIS, draw->is_ascii));
	snprintf(part.text, sizeof(part.text), "sorted by %s %s", cut,
		 glyph_text(order->is_descending ? GLYPH_DESCENDING : GLYPH_ASCENDING, draw->is_ascii));
	return part;
}

/* What is not as it is by default. What does not fit is left out, and what is shorter may still fit. */
static void header_notes(const struct draw *draw, struct pen *pen, int end)
{
	struct header_part notes[NOTES] = {
		note_jobs(draw, false),
		note_filter(draw, true),
		note_since(draw),
		header_count(draw->notes.tagged, draw->notes.tagged, "tagged", "tagged"),
		header_text(STYLE_CAUTION, 2, "", draw->notes.is_frozen ? "order frozen" : ""),
		note_order(draw),
	};

	notes[3].style = STYLE_TAGGED;
	if (pen->column + header_parts_width(notes, NOTES) > end)
		notes[1] = note_filter(draw, false);
	if (!header_fits(pen, &notes[0], end))
		notes[0] = note_jobs(draw, true);
	for (size_t i = 0; i < NOTES; i++)
		if (*notes[i].text && header_fits(pen, &notes[i], end))
			header_put(pen, &notes[i]);
}

static void header_left(const struct draw *draw, struct pen *pen, int end)
{
	const struct model *model = draw->model;
	bool is_demo = draw->status->is_demo;
	bool is_told = model->has_sample && (model->info->family == SNAPSHOT_FAMILY_PRESENT ||
					     model->info->family == SNAPSHOT_FAMILY_NO_MODULE);
	const struct header_part who[] = {
		header_text(STYLE_PROGRAM, 1, "", "vdpatop"),
		header_text(STYLE_CAUTION, 2, "", is_demo ? "DEMO" : ""),
		header_text(STYLE_LABEL, 2, "", is_demo ? "" : draw->status->host),
	};
	const struct header_part what[] = {
		header_text(STYLE_LABEL, 2, "Linux ", is_demo ? "" : draw->status->kernel),
		header_count(is_told, model->mgmtdev_count, "mgmtdev", "mgmtdevs"),
		header_count(is_told || model->device_count, model->device_count, "device", "devices"),
		header_count(is_told, model->queue_count, "queue", "queues"),
	};

	header_parts(pen, who, sizeof(who) / sizeof(who[0]), end);
	header_notes(draw, pen, end);
	header_parts(pen, what, sizeof(what) / sizeof(what[0]), end);
}

void draw_header(const struct draw *draw, const struct area *area)
{
	struct header_part right[HEADER_RIGHT];
	struct pen pen = draw_pen(draw, area);
	size_t count = HEADER_RIGHT;
	int start;

	header_right(draw, right);
	while (count > 0 && header_parts_width(right, count) + HEADER_LEAST > area->columns)
		count--;
	start = area->columns - 1 - header_parts_width(right, count);
	header_left(draw, &pen, start);
	pen.column = start;
	header_parts(&pen, right, count, area->columns);
}

#define TOTALS_FIGURE 6 /* cells, one of them for the sign of a sum that is not whole */

static void totals_rate(const struct draw *draw, struct pen *pen, const char *label, bool is_known,
			bool is_partial, double per_second)
{
	const char *mark = is_known && is_partial ? glyph_text(GLYPH_AT_LEAST, pen->is_ascii) : "";
	enum style style = draw->is_old ? STYLE_STALE : STYLE_FIGURE;
	char figure[16] = "", text[24];

	if (is_known)
		text_count(figure, sizeof(figure), per_second);
	else
		text_copy(figure, sizeof(figure), glyph_text(GLYPH_UNKNOWN, pen->is_ascii));
	snprintf(text, sizeof(text), "%s%s", mark, figure);
	/* A figure that is cut is another figure. */
	if ((int)text_width(label) + 1 + TOTALS_FIGURE > pen_room(pen)) {
		pen->column = pen->area.columns;
		return;
	}
	pen_put(pen, STYLE_LABEL, label);
	pen->column++;
	pen_field(pen, is_known ? style : STYLE_UNKNOWN, text, TOTALS_FIGURE, true);
}

static bool totals_have_past(const struct history *history, int width)
{
	bool is_known = false;
	double value;

	for (int age = 0; age < width && !is_known; age++)
		is_known = history_get(history, (size_t)age, &value);
	return is_known;
}

static void totals_graph(const struct draw *draw, struct pen *pen, int width,
			 const struct history *history)
{
	if (!totals_have_past(history, width))
		return;
	pen->column++;
	pen_history(pen, draw->is_old ? STYLE_STALE : STYLE_GRAPH, width, history);
}

#define TOTALS_RATES 30 /* cells of the two figures, with their labels and gaps */
#define TOTALS_GRAPH 60 /* a sparkline says no more than this */

/* Queues of HEALTH; that one does all the work is said of devices. */
static uint32_t totals_count(const struct draw *draw, enum health health)
{
	const struct model_totals *totals = &draw->model->totals;

	return health == HEALTH_SKEWED ? totals->skewed_devices : totals->health[health];
}

static struct header_part totals_part(const struct draw *draw, enum health health)
{
	struct header_part part = {
		draw->is_old ? STYLE_STALE : draw_health_style(health), "", 2,
	};

	draw_health(part.text, sizeof(part.text), draw, health, totals_count(draw, health));
	return part;
}

/* The counts by health, best first; RET_PARTS holds HEALTH_COUNT. */
static size_t totals_parts(const struct draw *draw, struct header_part *ret_parts)
{
	size_t count = 0;

	for (enum health health = HEALTH_COUNT; health-- > 0;)
		if (totals_count(draw, health))
			ret_parts[count++] = totals_part(draw, health);
	return count;
}

/* Cells that figures leave to queues in trouble, however narrow the screen is. */
static int totals_trouble_width(const struct draw *draw, const struct header_part *parts, size_t count)
{
	const uint32_t *health = draw->model->totals.health;

	return count && health[HEALTH_STALLED] ? header_parts_width(&parts[count - 1], 1) + 1 : 0;
}

void draw_totals(const struct draw *draw, const struct area *area)
{
	const struct model_totals *totals = &draw->model->totals;
	struct header_part parts[HEALTH_COUNT];
	size_t count = totals_parts(draw, parts);
	struct pen pen = draw_pen(draw, area);
	int graph = (area->columns - TOTALS_RATES - header_parts_width(parts, count) - 1) / 2 - 2;
	size_t first = 0;

	if (!draw->model->has_sample || draw->model->info->family != SNAPSHOT_FAMILY_PRESENT)
		return;
	pen.area.columns -= totals_trouble_width(draw, parts, count);
	graph = graph > TOTALS_GRAPH ? TOTALS_GRAPH : graph < 4 ? 0 : graph;
	pen.column = 1;
	totals_rate(draw, &pen, "kicks/s", totals->has_kicks, totals->kicks_missing,
		    totals->kicks_per_s);
	totals_graph(draw, &pen, graph, totals->kicks_history);
	pen.column += 2;
	totals_rate(draw, &pen, "wqes/s", totals->has_wqes, totals->wqes_missing,
		    totals->wqes_per_s);
	totals_graph(draw, &pen, graph, totals->wqes_history);
	pen.area.columns = area->columns;
	/* The worst stay when there is not room for all. */
	while (first < count && header_parts_width(parts + first, count - first) + 1 > pen_room(&pen))
		first++;
	pen.column = area->columns - 1 - header_parts_width(parts + first, count - first);
	header_parts(&pen, parts + first, count - first, area->columns);
}
