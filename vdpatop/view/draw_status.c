/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The status line. */
#include "view/draw.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "view/layout.h"
#include "view/player.h"

#define STATUS_GAP 3
#define STATUS_LEAST 16 /* cells that say something of a reason */

struct status_line {
	enum style style;
	char words[512]; /* safe */
	char more[32];   /* behind the words, which are cut rather than this; "" for nothing */
	int64_t until;   /* when it becomes old, ns since 1970; 0: it does not by itself */
};

/* What is over is no trouble any more. */
static enum model_level event_level(const struct model_event *event)
{
	return event->is_over ? MODEL_INFO : model_event_level(event->kind);
}

#define STATUS_LONGEST (20 * CLOCK_SECOND)

/* The last moment at which it stands there: the worse, the later. */
static int64_t event_end(const struct model_event *event)
{
	static const int64_t stays[MODEL_LEVELS] = {
		[MODEL_INFO] = 6 * CLOCK_SECOND,
		[MODEL_WARNING] = 12 * CLOCK_SECOND,
		[MODEL_ERROR] = STATUS_LONGEST,
	};

	return event->time + stays[event_level(event)];
}

/* The newest of the worst recent events, and how many others are recent; NULL when none is. */
static const struct model_event *status_find(const struct draw *draw, size_t *ret_others)
{
	const struct model *model = draw->model;
	const struct model_event *found = NULL;
	int64_t now = draw->status->now;
	size_t recent = 0;

	for (size_t i = model->event_count; i-- > 0;) {
		const struct model_event *event = &model->events[i];

		if (now - event->time > STATUS_LONGEST)
			break;
		if (now > event_end(event))
			continue;
		recent++;
		if (!found || event_level(event) > event_level(found))
			found = event;
	}
	*ret_others = recent ? recent - 1 : 0;
	return found;
}

static enum style level_style(enum model_level level)
{
	static const enum style styles[MODEL_LEVELS] = {
		[MODEL_INFO] = STYLE_STATUS,
		[MODEL_WARNING] = STYLE_STATUS_WARNING,
		[MODEL_ERROR] = STYLE_STATUS_ERROR,
	};

	return styles[level];
}

static bool status_message(const struct draw *draw, struct status_line *line)
{
	line->style = level_style(draw->status->level);
	pen_safe(line->words, sizeof(line->words), draw->status->message);
	return *line->words;
}

/* What the person has just done and did not work comes before all. */
static bool status_notice(const struct draw *draw, struct status_line *line)
{
	line->style = STYLE_STATUS_WARNING;
	text_copy(line->words, sizeof(line->words), draw->notice);
	return *line->words;
}

static void status_put_event(const struct draw *draw, const struct model_event *event, size_t others,
			     struct status_line *line)
{
	enum model_level level = event_level(event);
	char clock[16];

	if (others)
		snprintf(line->more, sizeof(line->more), "  (+%zu more)", others);
	draw_clock(clock, sizeof(clock), draw->status, event->time);
	line->style = level_style(level);
	line->until = event_end(event) + 1;
	snprintf(line->words, sizeof(line->words), "%s %s %s", clock,
		 draw_level_sign(level, draw->is_ascii), event->words);
}

/* The newest of the worst events; only trouble goes before scrape errors. */
static bool status_event(const struct draw *draw, bool wants_trouble, struct status_line *line)
{
	size_t others;
	const struct model_event *event = status_find(draw, &others);

	if (!event || (wants_trouble && event_level(event) == MODEL_INFO))
		return false;
	status_put_event(draw, event, others, line);
	return true;
}

static bool status_errors(const struct draw *draw, struct status_line *line)
{
	const struct model *model = draw->model;
	char reason[256];

	if (!model->info || !model->info->errors || model->info->family != SNAPSHOT_FAMILY_PRESENT)
		return false;
	pen_safe(reason, sizeof(reason), model->reason);
	line->style = STYLE_STATUS_WARNING;
	snprintf(line->words, sizeof(line->words), "%u scrape error%s: %s", model->info->errors,
		 model->info->errors == 1 ? "" : "s", reason);
	return true;
}

static bool status_reason(const struct draw *draw, struct status_line *line)
{
	line->style = STYLE_STATUS;
	draw_reason(draw, line->words, sizeof(line->words));
	return *line->words;
}

static bool status_access(const struct draw *draw, struct status_line *line)
{
	line->style = STYLE_STATUS;
	text_copy(line->words, sizeof(line->words), "counters need CAP_NET_ADMIN: run vdpatop as root");
	return draw->model->info && draw->model->info->no_access;
}

static bool status_hidden(const struct draw *draw, struct status_line *line)
{
	line->style = STYLE_STATUS;
	text_copy(line->words, sizeof(line->words),
		  "users may be missing: other users' processes cannot be looked at");
	return draw->model->hides_processes;
}

static bool status_replay(const struct draw *draw, struct status_line *line)
{
	line->style = STYLE_STATUS;
	player_hint(draw, line->words, sizeof(line->words));
	return *line->words;
}

static int status_width(const struct status_line *line)
{
	return (int)(text_width(line->words) + text_width(line->more));
}

static void status_put(struct pen *pen, const struct status_line *line)
{
	int width = (int)text_width(line->words);
	int room = pen_room(pen) - (int)text_width(line->more);
	bool has_more = room >= (width < STATUS_LEAST ? width : STATUS_LEAST);

	if (!has_more)
		room += (int)text_width(line->more);
	pen_field(pen, line->style, line->words, width < room ? width : room, false);
	if (has_more)
		pen_put(pen, line->style, line->more);
	pen_field(pen, line->style, "", pen_room(pen), false);
}

/*
 * News and the reason stand side by side where they fit. Else an alarm leaves the reason what is left
 * of the line, and other news take turns with it. Returns whether one of them is not shown.
 */
static bool status_put_both(const struct draw *draw, struct pen *pen, const struct status_line *news,
			    const struct status_line *reason, bool is_alarm)
{
	int width = status_width(news);
	int left = pen_room(pen) - width - STATUS_GAP;
	bool fits = left >= status_width(reason);

	if (!fits && !(is_alarm && left >= STATUS_LEAST)) {
		status_put(pen, draw->is_reasons_turn && !is_alarm ? reason : news);
		return true;
	}
	pen_put(pen, news->style, news->words);
	pen_put(pen, news->style, news->more);
	pen_field(pen, news->style, "", STATUS_GAP, false);
	status_put(pen, reason);
	return false;
}

bool draw_status(const struct draw *draw, const struct area *area, int64_t *ret_until)
{
	struct pen pen = draw_pen(draw, area);
	struct status_line news = { .until = 0 }, reason = { .until = 0 };
	bool has_reason, is_alarm = false;

	*ret_until = 0;
	pen.column = layout_margin(area->columns);
	/* What matters most first; the first that has something to say says it. */
	if (status_notice(draw, &news) || status_message(draw, &news)) {
		status_put(&pen, &news);
		return false;
	}
	/* Events stand in the log, right above; a reason is one of the tree. */
	if (draw->mode == MODE_LOG) {
		if (status_errors(draw, &news))
			status_put(&pen, &news);
		return false;
	}
	has_reason = draw->mode != MODE_JOBS && mode_info(draw->mode)->kind != MODE_FORM &&
		     status_reason(draw, &reason);
	if ((is_alarm = status_event(draw, true, &news)) || status_errors(draw, &news) ||
	    status_event(draw, false, &news)) {
		*ret_until = news.until;
		if (has_reason)
			return status_put_both(draw, &pen, &news, &reason, is_alarm);
		status_put(&pen, &news);
	} else if (has_reason || status_access(draw, &reason) || status_hidden(draw, &reason) ||
		   status_replay(draw, &reason)) {
		status_put(&pen, &reason);
	}
	return false;
}
