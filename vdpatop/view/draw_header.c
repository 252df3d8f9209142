/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The two lines at the top: who, what and when; and the totals. */
#include "view/draw.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "view/order.h"
#include "view/player.h"
#include "view/tree_plan.h"

struct header_part {
	enum style style;
	char text[96];
	int gap;  /* blanks before it */
	int rank; /* at the right: what has the highest goes first where there is no room */
};

static struct header_part header_empty(enum style style, int gap, int rank)
{
	return (struct header_part){ style, "", gap, rank };
}

/* A count, once it is known. */
static struct header_part header_count(bool is_known, size_t count, const char *one,
				       const char *many)
{
	struct header_part part = header_empty(STYLE_LABEL, 2, 0);

	if (is_known)
		snprintf(part.text, sizeof(part.text), "%zu %s", count,
			 count == 1 ? one : many);
	return part;
}

static struct header_part header_text(enum style style, int gap, const char *before, const char *raw)
{
	struct header_part part = header_empty(style, gap, 0);
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

#define HEADER_RIGHT 4
#define HEADER_LEAST 9   /* cells of the program's name with a blank on either side */
#define HEADER_REPLAY 8  /* that REPLAY takes beside it */
#define HEADER_HOST 12   /* that the name of a replay's host has at most before it is cut */

static struct header_part header_record(const struct draw *draw)
{
	struct header_part part = header_empty(STYLE_CAUTION, 2, 1);
	const char *sign = glyph_text(GLYPH_RECORDS, draw->is_ascii);
	const char *rec = draw->is_ascii ? "" : sign;

	if (draw->status->record == VIEW_RECORDS)
		snprintf(part.text, sizeof(part.text), "%s%srec", rec, *rec ? " " : "");
	if (draw->status->record != VIEW_RECORDS_NO_MORE)
		return part;
	part.style = STYLE_BAD;
	snprintf(part.text, sizeof(part.text), "%s rec", glyph_text(GLYPH_ALERT, draw->is_ascii));
	return part;
}

/* What stands at the right: paused, recorded, the interval, the time of what is shown. */
static void header_right_live(const struct draw *draw, struct header_part *parts)
{
	const struct view_status *status = draw->status;
	bool is_past = status->is_paused && draw->model->has_sample;

	parts[0] = header_empty(STYLE_PAUSED, 2, 0);
	if (status->is_paused)
		text_copy(parts[0].text, sizeof(parts[0].text), "PAUSED");
	parts[1] = header_record(draw);
	parts[2] = header_empty(status->is_stretched ? STYLE_CAUTION : STYLE_LABEL, 2, 2);
	if (status->interval)
		snprintf(parts[2].text, sizeof(parts[2].text), "%s%.1fs",
			 status->is_stretched ? "stretched to " : "",
			 (double)status->interval / (double)CLOCK_SECOND);
	parts[3] = header_empty(STYLE_LABEL, 2, 3);
	draw_clock(parts[3].text, sizeof(parts[3].text), status,
		   is_past ? draw->model->time : status->now);
}

#define HEADER_SHORT 2 /* how much shorter it can be said in a replay without leaving anything out but the date */

/*
 * The same in a replay: how it goes, which sample is shown, when it was. SHORTNESS is 0 for all of it; with 1 the
 * sample is said in fewer cells, with HEADER_SHORT the time without its date, too.
 */
static void header_right_replay(const struct draw *draw, int shortness, struct header_part *parts)
{
	const struct view_status *status = draw->status;
	const struct model *model = draw->model;
	char date[16] = "", clock[16];

	parts[0] = header_empty(STYLE_PAUSED, 2, 0);
	player_state(parts[0].text, sizeof(parts[0].text), status);
	parts[1] = header_empty(STYLE_CAUTION, 2, 2);
	player_speed(parts[1].text, sizeof(parts[1].text), &status->replay, draw->is_ascii);
	parts[2] = header_empty(STYLE_LABEL, 2, 1);
	player_position(parts[2].text, sizeof(parts[2].text), &status->replay, shortness > 0);
	parts[3] = header_empty(STYLE_LABEL, 2, 3);
	if (!model->has_sample)
		return;
	if (shortness < HEADER_SHORT)
		draw_date(date, sizeof(date), status, model->time);
	draw_clock(clock, sizeof(clock), status, model->time);
	snprintf(parts[3].text, sizeof(parts[3].text), "%s%s%s", date, *date ? " " : "", clock);
}

/* Takes away what can be done without best. False when nothing is left. */
static bool header_drop(struct header_part *parts)
{
	struct header_part *last = NULL;

	for (size_t i = 0; i < HEADER_RIGHT; i++)
		if (*parts[i].text && (!last || parts[i].rank > last->rank))
			last = &parts[i];
	if (last)
		last->text[0] = '\0';
	return last;
}

/* Cells that are kept for the left: where a replay says when, it says of whom. */
static int header_least(const struct draw *draw, const struct header_part *parts)
{
	const struct view_status *status = draw->status;
	char host[256];
	int width;

	if (!status->replay.is_replay)
		return HEADER_LEAST;
	pen_safe(host, sizeof(host), status->is_demo ? "DEMO" : status->host);
	width = (int)text_width(host);
	width = !*host || !*parts[3].text ? 0 : 2 + (width < HEADER_HOST ? width : HEADER_HOST);
	return HEADER_LEAST + HEADER_REPLAY + width;
}

#define NOTES 6
#define NOTES_FILTER 24 /* cells of its words */

static struct header_part note_filter(const struct draw *draw, bool says_rows)
{
	const struct draw_notes *notes = &draw->notes;
	struct header_part part = header_empty(STYLE_CAUTION, 2, 0);
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
	struct header_part part = header_empty(STYLE_CAUTION, 2, 0);

	draw_jobs_note(draw, is_short, part.text, sizeof(part.text));
	return part;
}

static struct header_part note_since(const struct draw *draw)
{
	struct header_part part = header_empty(STYLE_CAUTION, 2, 0);
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
	struct header_part part = header_empty(STYLE_CAUTION, 2, 0);
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

static void header_list_notes(const struct draw *draw, struct header_part *notes)
{
	notes[0] = note_jobs(draw, false);
	notes[1] = note_filter(draw, true);
	notes[2] = note_since(draw);
	notes[3] = header_count(draw->notes.tagged, draw->notes.tagged, "tagged", "tagged");
	notes[3].style = STYLE_TAGGED;
	notes[4] = header_text(STYLE_CAUTION, 2, "", draw->notes.is_frozen ? "order frozen" : "");
	notes[5] = note_order(draw);
}

/* What is not as it is by default. What does not fit is left out, and what is shorter may still fit. */
static void header_notes(const struct draw *draw, struct pen *pen, int end)
{
	struct header_part notes[NOTES];

	header_list_notes(draw, notes);
	if (pen->column + header_parts_width(notes, NOTES) > end)
		notes[1] = note_filter(draw, false);
	if (!header_fits(pen, &notes[0], end))
		notes[0] = note_jobs(draw, true);
	for (size_t i = 0; i < NOTES; i++)
		if (*notes[i].text && header_fits(pen, &notes[i], end))
			header_put(pen, &notes[i]);
}

/* The name of a replay's host is cut rather than left out: it is not this one. */
static struct header_part header_host(const struct draw *draw, int room)
{
	const struct view_status *status = draw->status;
	struct header_part part = header_text(STYLE_LABEL, 2, "", status->is_demo ? "" : status->host);
	char whole[sizeof(part.text)];

	room -= part.gap;
	if (status->replay.is_replay && (int)text_width(part.text) > room && room >= HEADER_HOST / 2) {
		text_copy(whole, sizeof(whole), part.text);
		text_cut(part.text, sizeof(part.text), whole, (size_t)room,
			 glyph_text(GLYPH_ELLIPSIS, draw->is_ascii));
	}
	return part;
}

/* What is shown, and of whom. Where there is no room for the program's name, that it is a replay is said. */
static void header_who(const struct draw *draw, struct pen *pen, int end)
{
	const struct view_status *status = draw->status;
	bool is_replay = status->replay.is_replay;
	bool is_crowded = is_replay && end < HEADER_LEAST + HEADER_REPLAY - 1;
	const struct header_part who[] = {
		header_text(STYLE_PROGRAM, 1, "", is_crowded ? "" : "vdpatop"),
		header_text(STYLE_CAUTION, is_crowded ? 1 : 2, "", is_replay ? "REPLAY" : ""),
		header_text(STYLE_CAUTION, 2, "", status->is_demo ? "DEMO" : ""),
	};
	struct header_part host;

	header_parts(pen, who, sizeof(who) / sizeof(who[0]), end);
	host = header_host(draw, end - pen->column);
	header_parts(pen, &host, 1, end);
}

static bool header_fits_right(const struct draw *draw, const struct header_part *parts, int columns)
{
	return header_parts_width(parts, HEADER_RIGHT) + header_least(draw, parts) <= columns;
}

/* Fills in as much as there is room for beside what the left needs: a replay says less where there are notes. */
static void header_right(const struct draw *draw, int columns, struct header_part *parts)
{
	struct header_part notes[NOTES];
	int shortness;

	memset(parts, 0, HEADER_RIGHT * sizeof(*parts));
	if (draw->status->replay.is_replay) {
		header_list_notes(draw, notes);
		shortness = header_parts_width(notes, NOTES) > 0;
		header_right_replay(draw, shortness, parts);
		while (shortness < HEADER_SHORT && !header_fits_right(draw, parts, columns))
			header_right_replay(draw, ++shortness, parts);
	} else {
		header_right_live(draw, parts);
	}
	while (!header_fits_right(draw, parts, columns) && header_drop(parts))
		;
}

static void header_left(const struct draw *draw, struct pen *pen, int end)
{
	const struct model *model = draw->model;
	bool is_demo = draw->status->is_demo;
	bool is_told = model->has_sample && (model->info->family == SNAPSHOT_FAMILY_PRESENT ||
					     model->info->family == SNAPSHOT_FAMILY_NO_MODULE);
	const struct header_part what[] = {
		header_text(STYLE_LABEL, 2, "Linux ", is_demo ? "" : draw->status->kernel),
		header_count(is_told, model->mgmtdev_count, "mgmtdev", "mgmtdevs"),
		header_count(is_told || model->device_count, model->device_count, "device", "devices"),
		header_count(is_told, model->queue_count, "queue", "queues"),
	};

	header_who(draw, pen, end);
	header_notes(draw, pen, end);
	header_parts(pen, what, sizeof(what) / sizeof(what[0]), end);
}

void draw_header(const struct draw *draw, const struct area *area)
{
	struct header_part right[HEADER_RIGHT];
	struct pen pen = draw_pen(draw, area);
	int start;

	header_right(draw, area->columns, right);
	start = area->columns - 1 - header_parts_width(right, HEADER_RIGHT);
	header_left(draw, &pen, start);
	pen.column = start;
	header_parts(&pen, right, HEADER_RIGHT, area->columns);
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
	struct header_part part = header_empty(draw->is_old ? STYLE_STALE : draw_health_style(health), 2, 0);

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
