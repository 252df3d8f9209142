/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the event log looks like: a line for each event, the newest last; below, what the selected one
 * says where its line is too short for it.
 *
 *    ─ Event log ─ errors ─────────────────────
 *    14:02:56   11s ▲ foo0: tx 0 (queue 1) st…
 *    ──────────────────────────────────────────
 *    foo0: tx 0 (queue 1) stalled
 */
#include "view/log.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "model/model.h"
#include "view/draw.h"
#include "view/layout.h"
#include "view/rule.h"
#include "view/wrap.h"

#define LOG_CLOCK 9    /* cells of a time and the blank behind it */
#define LOG_AGE 6      /* the same of an age */
#define LOG_WORDS 24   /* cells that words keep before a time or an age is shown */
#define LOG_WHOLE 12   /* rows at most for what the selected event says */
#define LOG_MORE_ROWS 6 /* rows that the list keeps beside them */

/* At most five cells; tenths of a second while they can be read. */
static void log_age(char *to, size_t size, int64_t age)
{
	long seconds = age > 0 ? (long)(age / CLOCK_SECOND) : 0;

	if (seconds < 600)
		text_duration(to, size, age > 0 ? (double)age / (double)CLOCK_SECOND : 0);
	else if (seconds < 3600)
		snprintf(to, size, "%ldm", seconds / 60);
	else if (seconds < 86400)
		snprintf(to, size, "%ldh", seconds / 3600);
	else
		snprintf(to, size, "%ldd", seconds / 86400);
}

static enum style level_style(enum model_level level)
{
	static const enum style styles[MODEL_LEVELS] = {
		[MODEL_INFO] = STYLE_NORMAL, [MODEL_WARNING] = STYLE_CAUTION, [MODEL_ERROR] = STYLE_BAD,
	};

	return styles[level];
}

/* Writes LENGTH bytes of TEXT. */
static void put_bytes(struct pen *pen, enum style style, const char *text, size_t length)
{
	char part[MODEL_EVENT_COMMAND];

	if (length >= sizeof(part))
		length = sizeof(part) - 1;
	memcpy(part, text, length);
	part[length] = '\0';
	pen_put(pen, style, part);
}

/* Writes TEXT with what the search finds in it highlighted. */
static void put_found(struct pen *pen, enum style style, const struct log *log, const char *text)
{
	size_t at = 0, start, length;

	while (*log->search && pattern_find(&log->pattern, text, at, &start, &length) && length) {
		put_bytes(pen, style, text + at, start - at);
		put_bytes(pen, STYLE_MATCH, text + start, length);
		at = start + length;
	}
	pen_put(pen, style, text + at);
}

/* Cells of a line before its words. */
static int log_indent(int columns)
{
	int indent = layout_margin(columns) + 2;

	indent += columns - indent >= LOG_CLOCK + LOG_WORDS ? LOG_CLOCK : 0;
	indent += columns - indent >= LOG_AGE + LOG_WORDS ? LOG_AGE : 0;
	return indent;
}

static void draw_event(const struct draw *draw, struct pen *pen, const struct log *log,
		       const struct model_event *event, bool is_selected)
{
	enum model_level level = model_event_level(event->kind);
	int indent = log_indent(pen->area.columns);
	enum style plain = is_selected ? STYLE_SELECTED : STYLE_NORMAL;
	enum style label = is_selected ? STYLE_SELECTED : STYLE_LABEL;
	char clock[16], age[16], words[MODEL_EVENT_WORDS + 8];

	if (is_selected)
		frame_restyle(draw->frame, &pen->area, pen->row, STYLE_SELECTED);
	pen->column = layout_margin(pen->area.columns);
	draw_clock(clock, sizeof(clock), draw->status, event->time);
	log_age(age, sizeof(age), draw->status->now - event->time);
	if (indent > LOG_CLOCK)
		pen_field(pen, label, clock, LOG_CLOCK, false);
	if (indent > LOG_CLOCK + LOG_AGE) {
		pen_field(pen, label, age, LOG_AGE - 1, true);
		pen_put(pen, label, " ");
	}
	pen_put(pen, is_selected ? plain : level_style(level),
		level ? draw_level_sign(level, draw->is_ascii) : " ");
	pen_put(pen, plain, " ");
	text_cut(words, sizeof(words), event->words, (size_t)(pen_room(pen) > 0 ? pen_room(pen) : 0),
		 glyph_text(GLYPH_ELLIPSIS, draw->is_ascii));
	put_found(pen, plain, log, words);
}

static void draw_title(const struct draw *draw, const struct area *area, const struct log *log)
{
	struct pen pen = draw_pen(draw, area);
	size_t all = draw->model->event_count;
	char safe[96], cut[128], words[160];

	rule_begin(&pen);
	rule_words(&pen, STYLE_HEADING, mode_info(MODE_LOG)->title);
	if (*log_level_words(log)) {
		snprintf(words, sizeof(words), "%s (%zu of %zu)", log_level_words(log), log->shown.count, all);
		rule_words(&pen, STYLE_CAUTION, words);
	}
	if (*log->search) {
		pen_safe(safe, sizeof(safe), log->search);
		text_cut(cut, sizeof(cut), safe, 24, glyph_text(GLYPH_ELLIPSIS, draw->is_ascii));
		snprintf(words, sizeof(words), "search: %s", cut);
		rule_words(&pen, STYLE_CAUTION, words);
	}
	rule_end(&pen, "");
}

static void draw_nothing(const struct draw *draw, struct pen *pen, const struct log *log)
{
	char key[24], words[128] = "Nothing has happened since vdpatop was started.";

	keymap_first_key(draw->keymap, MODE_LOG, ACTION_LEVEL, key, sizeof(key));
	if (draw->model->event_count)
		snprintf(words, sizeof(words), "No %s among %zu events. %s shows others.",
			 log_level_words(log), draw->model->event_count, key);
	pen->column = layout_margin(pen->area.columns);
	pen_field(pen, STYLE_LABEL, words, pen_room(pen), false);
}

/* Writes TEXT on as many rows as it takes. */
static void draw_wrapped(struct pen *pen, const char *text, bool is_command, const struct log *log)
{
	struct wrap wrap = { .text = text, .is_command = is_command };
	int margin = layout_margin(pen->area.columns);
	struct wrap_row row;

	while (wrap_next(&wrap, pen->area.columns - 2 * margin, &row)) {
		char line[MODEL_EVENT_COMMAND];

		snprintf(line, sizeof(line), "%.*s%s", row.bytes, row.text, row.end);
		pen_next_row(pen, margin);
		put_found(pen, STYLE_NORMAL, log, line);
	}
}

/* Rows for what the selected event says, a line above them included; 0 where its line says it all. */
static int whole_rows(const struct draw *draw, const struct area *area, const struct log *log)
{
	const struct model_event *event;
	int rows, width;

	if (!log->shown.count || area->columns < LOG_WORDS)
		return 0;
	event = log_at(log, draw->model, log->list.position);
	if (!*event->command &&
	    (int)text_width(event->words) <= area->columns - log_indent(area->columns))
		return 0;
	width = area->columns - 2 * layout_margin(area->columns);
	rows = 1 + wrap_count(event->words, false, width) + wrap_count(event->command, true, width);
	rows = rows > LOG_WHOLE ? LOG_WHOLE : rows;
	rows = rows > area->rows - 1 - LOG_MORE_ROWS ? area->rows - 1 - LOG_MORE_ROWS : rows;
	return rows > 1 ? rows : 0;
}

/* A command begins a row of its own, so that it can be copied from there without anything else. */
static void draw_whole(const struct draw *draw, const struct area *area, const struct log *log)
{
	const struct model_event *event = log_at(log, draw->model, log->list.position);
	struct pen pen = draw_pen(draw, area);

	rule_begin(&pen);
	rule_end(&pen, "");
	draw_wrapped(&pen, event->words, false, log);
	draw_wrapped(&pen, event->command, true, log);
}

void draw_log(const struct draw *draw, const struct area *area, struct log *log)
{
	struct area title = *area, list = *area, whole = *area;
	struct pen pen;

	if (area->rows < 1)
		return;
	title.rows = area->rows > 1;
	log_settle(log, draw->model, log->list.height);
	whole.rows = whole_rows(draw, area, log);
	list.row += title.rows;
	list.rows -= title.rows + whole.rows;
	whole.row = list.row + list.rows;
	log_settle(log, draw->model, (size_t)list.rows);
	if (title.rows)
		draw_title(draw, &title, log);
	if (whole.rows)
		draw_whole(draw, &whole, log);
	pen = draw_pen(draw, &list);
	if (!log->shown.count)
		draw_nothing(draw, &pen, log);
	for (size_t at = log->list.position - log->list.line; at < log->shown.count && pen.row < list.rows; at++) {
		target_add(draw->targets, &list, (struct area){ pen.row, 0, 1, list.columns }, TARGET_ITEM, at);
		draw_event(draw, &pen, log, log_at(log, draw->model, at), at == log->list.position);
		pen.row++;
	}
}
