/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of events: safe words, a bounded number, newest last. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "model/private.h"

#define EVENTS_SHOWN 1000

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

static void event_put(struct model *model, int64_t time, enum model_event_kind kind,
		      const char *words, size_t length)
{
	struct model_event *event = event_room(&model->private->events);

	if (!event)
		return; /* out of memory: an event is lost, the program lives */
	event->number = ++model->private->last_event;
	event->time = time;
	event->kind = kind;
	text_safe(event->words, sizeof(event->words), words, length);
	event_publish(model);
}

void event_add(struct model *model, int64_t time, enum model_event_kind kind, const char *format,
	       ...)
{
	char words[sizeof(model->events->words)];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(words, sizeof(words), format, arguments);
	va_end(arguments);
	event_put(model, time, kind, words, strlen(words));
}

void model_add_event(struct model *model, int64_t time, enum model_event_kind kind,
		     const char *words)
{
	event_put(model, time, kind, words, strlen(words));
}

struct event_name event_name(const char *name)
{
	struct event_name safe;

	text_safe(safe.text, sizeof(safe.text), name, strlen(name));
	return safe;
}
