/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of events: safe words, a bounded number, newest last. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "model/private.h"

#define EVENTS_SHOWN 1000
#define EVENT_ROOM 1024 /* bytes of words, more than an event keeps */

static const struct {
	const char *name;
	enum model_level level;
	const char *meaning;
} kinds[] = {
#define EVENT(id, name, level, meaning) [MODEL_EVENT_##id] = { #name, MODEL_##level, meaning },
#include "model/event.def"
#undef EVENT
};

const char *model_event_name(enum model_event_kind kind)
{
	return kinds[kind].name;
}

enum model_level model_event_level(enum model_event_kind kind)
{
	return kinds[kind].level;
}

const char *model_event_meaning(enum model_event_kind kind)
{
	return kinds[kind].meaning;
}

const char *model_level_name(enum model_level level)
{
	static const char *const names[MODEL_LEVELS] = { "info", "warning", "error" };

	return names[level];
}

/* Full is twice what is shown: the older half goes at once, so that an event costs little. */
static struct model_event *event_room(struct array *events)
{
	if (events->count == 2 * EVENTS_SHOWN) {
		struct model_event *first = events->data;

		memcpy(first, first + EVENTS_SHOWN, EVENTS_SHOWN * sizeof(*first));
		events->count = EVENTS_SHOWN;
	}
	return array_add(events, 1);
}

static void event_publish(struct model *model)
{
	const struct array *events = &model->private->events;

	model->event_count = events->count < EVENTS_SHOWN ? events->count : EVENTS_SHOWN;
	model->events = (struct model_event *)events->data + (events->count - model->event_count);
}

static uint64_t event_put(struct model *model, const struct event_head *head, const char *words)
{
	struct model_event *event = event_room(&model->private->events);
	char safe[EVENT_ROOM]; /* before it is cut */

	if (!event)
		return 0; /* out of memory: an event is lost, the program lives */
	event->number = ++model->private->last_event;
	event->time = head->time;
	event->kind = head->kind;
	event->subject = head->subject;
	event->lasting = head->lasting;
	text_safe(safe, sizeof(safe), words, strlen(words));
	text_format(event->words, sizeof(event->words), "%s", safe);
	event_publish(model);
	return event->number;
}

uint64_t event_add(struct model *model, const struct event_head *head, const char *format, ...)
{
	char words[EVENT_ROOM];
	va_list arguments;

	va_start(arguments, format);
	text_vformat(words, sizeof(words), format, arguments);
	va_end(arguments);
	return event_put(model, head, words);
}

/* Numbers follow each other in the list. */
void event_end_one(struct model_private *private, uint64_t number)
{
	uint64_t back = private->last_event - number;
	struct model_event *event;

	if (!number || back >= private->events.count)
		return; /* of nobody, or too old to be listed */
	event = array_at(&private->events, struct model_event, private->events.count - 1 - back);
	if (event->lasting)
		event->is_over = !--event->lasting;
}

uint64_t model_add_event(struct model *model, int64_t time, enum model_event_kind kind,
			 const char *words)
{
	return event_put(model, &(struct event_head){ .time = time, .kind = kind, .lasting = 1 }, words);
}

void model_end_event(struct model *model, uint64_t number)
{
	event_end_one(model->private, number);
}

struct event_name event_name(const char *name)
{
	struct event_name safe;

	text_safe(safe.text, sizeof(safe.text), name, strlen(name));
	return safe;
}
