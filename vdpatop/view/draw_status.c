/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The status line. */
#include "view/draw.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "view/layout.h"

#define STATUS_EVENT (8 * CLOCK_SECOND) /* how long an event stays on the status line */
#define STATUS_GAP 3
#define STATUS_LEAST 16 /* cells that say something of a reason */

struct status_line {
	enum style style;
	char words[512]; /* safe */
};

static bool status_message(const struct draw *draw, struct status_line *line)
{
	static const enum style styles[] = {
		[VIEW_INFO] = STYLE_STATUS,
		[VIEW_WARNING] = STYLE_STATUS_WARNING,
		[VIEW_ERROR] = STYLE_STATUS_ERROR,
	};

	line->style = styles[draw->status->level];
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

static bool event_is_alarm(const struct model_event *event)
{
	return event->kind == MODEL_EVENT_STALLED || event->kind == MODEL_EVENT_ERROR ||
	       event->kind == MODEL_EVENT_LOST;
}

/* The event COUNT before the newest, NULL when there is none or it was shown long enough. */
static const struct model_event *status_recent(const struct draw *draw, size_t count)
{
	const struct model *model = draw->model;
	const struct model_event *event;

	if (count >= model->event_count)
		return NULL;
	event = &model->events[model->event_count - 1 - count];
	return draw->status->now - event->time > STATUS_EVENT ? NULL : event;
}

static void status_put_event(const struct draw *draw, const struct model_event *event,
			     struct status_line *line)
{
	char clock[16], more[32] = "";
	size_t others = 0;

	while (status_recent(draw, others + 1))
		others++;
	if (others)
		snprintf(more, sizeof(more), "  (+%zu more)", others);
	draw_clock(clock, sizeof(clock), draw->status, event->time);
	line->style = event_is_alarm(event) ? STYLE_STATUS_WARNING : STYLE_STATUS;
	snprintf(line->words, sizeof(line->words), "%s  %s%s", clock, event->words, more);
}

static bool status_event(const struct draw *draw, struct status_line *line)
{
	const struct model_event *event = status_recent(draw, 0);

	if (event)
		status_put_event(draw, event, line);
	return event;
}

/*
 * A stall or a trouble of the program goes before scrape errors, and is not hidden by other news; that
 * a queue recovered is what makes it old.
 */
static bool status_alarm(const struct draw *draw, struct status_line *line)
{
	const struct model_event *event;

	for (size_t i = 0; (event = status_recent(draw, i)); i++) {
		if (event->kind == MODEL_EVENT_RECOVERED)
			return false;
		if (!event_is_alarm(event))
			continue;
		status_put_event(draw, event, line);
		return true;
	}
	return false;
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

static void status_put(struct pen *pen, const struct status_line *line)
{
	pen_field(pen, line->style, line->words, pen_room(pen), false);
}

/*
 * News and the reason stand side by side where they fit. Else an alarm leaves the reason what is left
 * of the line, and other news take turns with it. Returns whether one of them is not shown.
 */
static bool status_put_both(const struct draw *draw, struct pen *pen, const struct status_line *news,
			    const struct status_line *reason, bool is_alarm)
{
	int width = (int)text_width(news->words);
	int left = pen_room(pen) - width - STATUS_GAP;
	bool fits = left >= (int)text_width(reason->words);

	if (!fits && !(is_alarm && left >= STATUS_LEAST)) {
		status_put(pen, draw->is_reasons_turn && !is_alarm ? reason : news);
		return true;
	}
	pen_field(pen, news->style, news->words, width + STATUS_GAP, false);
	status_put(pen, reason);
	return false;
}

bool draw_status(const struct draw *draw, const struct area *area)
{
	struct pen pen = draw_pen(draw, area);
	struct status_line news, reason;
	bool has_reason, is_alarm = false;

	pen.column = layout_margin(area->columns);
	/* What matters most first; the first that has something to say says it. */
	if (status_notice(draw, &news) || status_message(draw, &news)) {
		status_put(&pen, &news);
		return false;
	}
	has_reason = status_reason(draw, &reason);
	if ((is_alarm = status_alarm(draw, &news)) || status_errors(draw, &news) ||
	    status_event(draw, &news)) {
		if (has_reason)
			return status_put_both(draw, &pen, &news, &reason, is_alarm);
		status_put(&pen, &news);
	} else if (has_reason || status_access(draw, &reason) || status_hidden(draw, &reason)) {
		status_put(&pen, &reason);
	}
	return false;
}
