/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The status line and the key bar: the two lines at the bottom. */
#include "view/draw.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "view/action.h"
#include "view/layout.h"
#include "view/tree_column.h"

#define STATUS_EVENT (8 * CLOCK_SECOND) /* how long an event stays on the status line */

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

static bool event_is_alarm(const struct model_event *event)
{
	return event->kind == MODEL_EVENT_STALLED || event->kind == MODEL_EVENT_ERROR ||
	       event->kind == MODEL_EVENT_LOST;
}

static void status_put_event(const struct draw *draw, const struct model_event *event,
			     struct status_line *line)
{
	char clock[16];

	draw_clock(clock, sizeof(clock), draw->status, event->time);
	line->style = event_is_alarm(event) ? STYLE_STATUS_WARNING : STYLE_STATUS;
	snprintf(line->words, sizeof(line->words), "%s  %s", clock, event->words);
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

/* Why COLUMN of the selected row is not known, "" when it is. */
static void status_why(const struct draw *draw, enum column_id id, char *to, size_t size)
{
	struct column_row row = tree_row(draw, &draw->row);
	struct column_value value = { .kind = VALUE_COUNT };

	if (row.device)
		column_get(id, &row, &value);
	if (value.kind != VALUE_NONE)
		text_copy(to, size, "");
	else if (!strcmp(value.why, "mapped"))
		text_copy(to, size, "doorbells go through a mapped page, no kernel code sees them");
	else
		pen_safe(to, size, value.why);
}

static bool status_reason(const struct draw *draw, struct status_line *line)
{
	char kicks[200], wqes[200];
	bool is_same;

	status_why(draw, COLUMN_KICKS_RATE, kicks, sizeof(kicks));
	status_why(draw, COLUMN_WQES_RATE, wqes, sizeof(wqes));
	is_same = !strcmp(kicks, wqes);
	line->style = STYLE_STATUS;
	if (!*kicks && !*wqes)
		return false;
	snprintf(line->words, sizeof(line->words), "%s %s%s%s%s%s",
		 glyph_text(GLYPH_UNKNOWN, draw->is_ascii), *kicks && !is_same ? "kicks: " : "", kicks,
		 *kicks && *wqes && !is_same ? "; " : "", *wqes && !is_same ? "wqes: " : "",
		 is_same ? "" : wqes);
	return true;
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

void draw_status(const struct draw *draw, const struct area *area)
{
	/* What matters most first; the first that has something to say says it. */
	static bool (*const speakers[])(const struct draw *, struct status_line *) = {
		status_message, status_alarm,  status_errors, status_event,
		status_reason,  status_access, status_hidden,
	};
	struct pen pen = draw_pen(draw, area);
	struct status_line line;
	size_t i = 0;

	while (i < sizeof(speakers) / sizeof(speakers[0]) && !speakers[i](draw, &line))
		i++;
	if (i == sizeof(speakers) / sizeof(speakers[0]))
		return;
	pen.column = layout_margin(area->columns);
	pen_field(&pen, line.style, line.words, pen_room(&pen), false);
}

static int keys_width(enum action action)
{
	char key[16];

	action_first_key(action, key, sizeof(key));
	return (int)(text_width(key) + 1 + text_width(action_info(action)->label));
}

static void keys_put(struct pen *pen, enum action action)
{
	char key[16];

	action_first_key(action, key, sizeof(key));
	pen_put(pen, STYLE_KEY, key);
	pen_put(pen, STYLE_NORMAL, " ");
	pen_put(pen, STYLE_KEY_LABEL, action_info(action)->label);
	pen->column += 2;
}

void draw_keys(const struct draw *draw, const struct area *area)
{
	struct pen pen = draw_pen(draw, area);

	pen.column = layout_margin(area->columns);
	for (enum action action = 0; action < ACTION_COUNT; action++) {
		if (!*action_info(action)->label)
			continue;
		/* The way out is always shown when anything is. */
		if (action != ACTION_QUIT &&
		    pen_room(&pen) < keys_width(action) + 2 + keys_width(ACTION_QUIT))
			continue;
		keys_put(&pen, action);
	}
}
