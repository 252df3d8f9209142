/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Moving about in the event log. */
#include "view/log.h"

#include "base/text.h"
#include "model/model.h"
#include "view/draw.h"
#include "view/motion.h"
#include "view/view_private.h"

void log_free(struct log *log)
{
	array_free(&log->shown);
	pattern_free(&log->pattern);
}

const struct model_event *log_at(const struct log *log, const struct model *model, size_t position)
{
	return &model->events[*array_at(&log->shown, uint32_t, position)];
}

bool log_matches(const struct log *log, const struct model_event *event)
{
	const char *const texts[] = {
		event->words, event->command, model_event_name(event->kind),
		model_level_name(model_event_level(event->kind)),
	};

	for (size_t i = 0; *log->search && i < sizeof(texts) / sizeof(texts[0]); i++)
		if (pattern_is_in(&log->pattern, texts[i]))
			return true;
	return false;
}

const char *log_level_words(const struct log *log)
{
	static const char *const words[MODEL_LEVELS] = { "", "warnings and errors", "errors" };

	return words[log->least];
}

static void log_list(struct log *log, const struct model *model)
{
	if (!log->shown.size)
		log->shown = ARRAY_OF(uint32_t);
	log->shown.count = 0;
	for (uint32_t i = 0; i < model->event_count; i++)
		if (model_event_level(model->events[i].kind) >= log->least &&
		    array_append(&log->shown, &i, 1) < 0)
			return;
}

/* What log_number() asks. */
struct log_shown {
	const struct log *log;
	const struct model *model;
};

static uint64_t log_number(const void *context, size_t position)
{
	const struct log_shown *shown = context;

	return log_at(shown->log, shown->model, position)->number;
}

void log_settle(struct log *log, const struct model *model, size_t height)
{
	const struct log_shown shown = { log, model };

	log_list(log, model);
	stream_settle(&log->list, &(struct stream_things){ log->shown.count, log_number, &shown }, height);
}

static enum view_wish log_select(struct log *log, const struct model *model, long position)
{
	const struct log_shown shown = { log, model };
	const struct stream_things things = { log->shown.count, log_number, &shown };

	return stream_select(&log->list, &things, position) ? VIEW_REDRAW : VIEW_NOTHING;
}

/*
 * Selects the first match STEP by step from POSITION on, around the end. Who has found something reads
 * it: the log does not follow what comes, even from the last line.
 */
static bool log_seek(struct log *log, const struct model *model, size_t position, size_t step)
{
	size_t count = log->shown.count;

	for (size_t i = 0; i < count; i++, position = (position + step) % count) {
		if (!log_matches(log, log_at(log, model, position)))
			continue;
		log_select(log, model, (long)position);
		log->list.selected = log_at(log, model, position)->number;
		return true;
	}
	return false;
}

static enum view_wish log_next(struct view *view, const struct model *model, bool is_newer)
{
	struct log *log = &view->log;
	size_t count = log->shown.count;
	size_t step = is_newer ? 1 : count - 1;

	if (!*log->search)
		return view_notice(view, "nothing is searched for yet");
	if (!count || !log_seek(log, model, (log->list.position + step) % count, step))
		return view_notice(view, "no event matches");
	return VIEW_REDRAW;
}

/* Looks from what was selected before towards older events: the newest are of most interest. */
static int log_search_changed(struct view *view, const struct model *model, const char *text,
			      struct error *error)
{
	struct log *log = &view->log;
	struct pattern pattern;
	int result = pattern_parse(&pattern, text, error);

	if (result < 0)
		return result;
	pattern_free(&log->pattern);
	log->pattern = pattern;
	text_copy(log->search, sizeof(log->search), text);
	log->list.selected = log->searched_from;
	log_settle(log, model, log->list.height);
	if (*text && log->shown.count)
		log_seek(log, model, log->list.position, log->shown.count - 1);
	return 0;
}

static enum view_wish log_search_accepted(struct view *view, const struct model *model,
					  const char *text)
{
	const struct log *log = &view->log;

	if (*text && (!log->shown.count || !log_matches(log, log_at(log, model, log->list.position))))
		return view_notice(view, "no event matches");
	return VIEW_REDRAW;
}

static void log_search_cancelled(struct view *view, const struct model *model, const char *text)
{
	struct error error;

	log_search_changed(view, model, text, &error);
	view->log.list.selected = view->log.searched_from;
}

static const struct prompt_use log_search_use = {
	.label = "Search",
	.hint = "words or /regex/",
	.changed = log_search_changed,
	.accepted = log_search_accepted,
	.cancelled = log_search_cancelled,
};

static enum view_wish log_search(struct view *view)
{
	view->log.searched_from = view->log.list.selected;
	return prompt_open(view, &log_search_use, view->log.search);
}

static enum view_wish log_end_search(struct log *log)
{
	if (!*log->search)
		return VIEW_NOTHING;
	log->search[0] = '\0';
	return VIEW_REDRAW;
}

static enum view_wish log_change_level(struct log *log, const struct model *model)
{
	if (log->shown.count && log->list.selected)
		log->list.selected = log_at(log, model, log->list.position)->number;
	log->least = (log->least + 1) % MODEL_LEVELS;
	return VIEW_REDRAW;
}

/* Selects in the tree what the selected event is about. */
static enum view_wish log_go(struct view *view, const struct model *model)
{
	static const enum row_kind kinds[] = {
		[MODEL_NOTHING] = ROW_NONE, [MODEL_MGMTDEV] = ROW_MGMTDEV, [MODEL_DEVICE] = ROW_DEVICE,
		[MODEL_QUEUE] = ROW_QUEUE,
	};
	const struct model_event *event;

	if (!view->log.shown.count)
		return VIEW_NOTHING;
	event = log_at(&view->log, model, view->log.list.position);
	if (event->subject.thing == MODEL_NOTHING)
		return view_notice(view, "this event is about nothing that stands in the tree");
	if (!tree_reveal(view, model, (struct row_name){ kinds[event->subject.thing], event->subject.id }))
		return view_notice(view, "what this event is about is gone%s",
				   filter_is_empty(&view->tree.filter) ? "" : ", or the filter hides it");
	view_leave_all(view);
	return VIEW_REDRAW;
}

static enum view_wish log_act(struct view *view, const struct model *model, enum action action)
{
	struct log *log = &view->log;
	struct motion motion;
	long position;

	log_settle(log, model, log->list.height);
	motion = motion_of(log->list.height, (long)log->shown.count);
	position = (long)log->list.position;
	if (motion_take(&motion, action, &position))
		return log_select(log, model, position);
	switch (action) {
	case ACTION_SEARCH:
		return log_search(view);
	case ACTION_NEXT:
		return log_next(view, model, true);
	case ACTION_PREVIOUS:
		return log_next(view, model, false);
	case ACTION_LEVEL:
		return log_change_level(log, model);
	case ACTION_GO_TO:
		return log_go(view, model);
	case ACTION_BACK:
		return log_end_search(log);
	default:
		return VIEW_NOTHING;
	}
}

static enum view_wish log_click(struct view *view, const struct model *model, size_t item,
				bool is_double)
{
	log_settle(&view->log, model, view->log.list.height);
	if (item >= view->log.shown.count)
		return VIEW_NOTHING;
	log_select(&view->log, model, (long)item);
	return is_double ? log_go(view, model) : VIEW_REDRAW;
}

static void log_draw(struct view *view, const struct draw *draw, const struct area *area)
{
	draw_log(draw, area, &view->log);
}

const struct mode_ops log_ops = { .draw = log_draw, .act = log_act, .click = log_click };
