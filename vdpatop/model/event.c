/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of events: safe words, a bounded number, newest last. */
#include <stdarg.h>
#include <string.h>

#include "base/text.h"
#include "model/private.h"

#define EVENTS_SHOWN 1000

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

/* Points the events from FIRST on to their texts. */
static void events_point(struct model_private *private, size_t first)
{
	for (size_t i = first; i < private->events.count; i++) {
		struct model_event *event = array_at(&private->events, struct model_event, i);

		event->words = array_at(&private->event_texts, char, event->place);
		event->command = event->words + strlen(event->words) + 1;
	}
}

/* Takes the first COUNT events away, of more. */
static void events_forget(struct model_private *private, size_t count)
{
	struct model_event *first = private->events.data;
	struct array *texts = &private->event_texts;
	size_t bytes = first[count].place;

	private->events.count -= count;
	texts->count -= bytes;
	memmove(first, first + count, private->events.count * sizeof(*first));
	memmove(texts->data, (char *)texts->data + bytes, texts->count);
	for (size_t i = 0; i < private->events.count; i++)
		first[i].place -= bytes;
	events_point(private, 0);
}

/* Full is twice what is shown: the older half goes at once, so that an event costs little. */
static struct model_event *event_room(struct model_private *private)
{
	if (private->events.count == 2 * EVENTS_SHOWN)
		events_forget(private, EVENTS_SHOWN);
	return array_add(&private->events, 1);
}

/* Keeps both texts of the newest event, one behind the other. 0 or -ENOMEM. */
static int event_keep(struct model_private *private, const char *words, const char *command)
{
	struct array *texts = &private->event_texts;
	size_t newest = private->events.count - 1;
	size_t room = texts->capacity, place = texts->count;
	int result = array_reserve(texts, place + strlen(words) + 1 + strlen(command) + 1);

	if (result < 0)
		return result;
	array_append(texts, words, strlen(words) + 1);
	array_append(texts, command, strlen(command) + 1);
	array_at(&private->events, struct model_event, newest)->place = place;
	events_point(private, texts->capacity == room ? newest : 0);
	return 0;
}

static void event_publish(struct model *model)
{
	const struct array *events = &model->private->events;

	model->event_count = events->count < EVENTS_SHOWN ? events->count : EVENTS_SHOWN;
	model->events = (struct model_event *)events->data + (events->count - model->event_count);
}

/* What fits of RAW into TO's SIZE bytes, made safe; what is cut ends in dots. */
static void event_text(char *to, size_t size, const char *raw)
{
	char safe[2 * MODEL_EVENT_COMMAND];

	text_safe(safe, sizeof(safe), raw, strlen(raw));
	text_format(to, size, "%s", safe);
}

/*
 * When the newest event is told. What a sample shows bears the time at which that was due; when something was
 * told since, it was seen after that.
 */
static int64_t event_time(const struct model_private *private, int64_t time)
{
	size_t newest = private->events.count - 1;
	int64_t before = newest ? array_at(&private->events, struct model_event, newest - 1)->time : time;

	return time > before ? time : before;
}

static uint64_t event_put(struct model *model, const struct event_head *head, const char *words,
			  const char *command)
{
	struct model_private *private = model->private;
	char safe_words[MODEL_EVENT_WORDS], safe_command[MODEL_EVENT_COMMAND];
	struct model_event *event = event_room(private);

	event_text(safe_words, sizeof(safe_words), words);
	event_text(safe_command, sizeof(safe_command), command);
	if (!event)
		return 0; /* out of memory: an event is lost, the program lives */
	if (event_keep(private, safe_words, safe_command) < 0) {
		private->events.count--;
		event_publish(model);
		return 0;
	}
	event->number = ++private->last_event;
	event->time = event_time(private, head->time);
	event->kind = head->kind;
	event->subject = head->subject;
	event->lasting = head->lasting;
	event_publish(model);
	return event->number;
}

uint64_t event_add(struct model *model, const struct event_head *head, const char *format, ...)
{
	char words[2 * MODEL_EVENT_WORDS]; /* before they are made safe, and cut */
	va_list arguments;

	va_start(arguments, format);
	text_vformat(words, sizeof(words), format, arguments);
	va_end(arguments);
	return event_put(model, head, words, "");
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
	return event_put(model, &(struct event_head){ .time = time, .kind = kind, .lasting = 1 }, words, "");
}

uint64_t model_add_result(struct model *model, int64_t time, enum model_event_kind kind, uint64_t device,
			  const char *words, const char *command)
{
	const struct event_head head = {
		.time = time,
		.kind = kind,
		.subject = { device ? MODEL_DEVICE : MODEL_NOTHING, device },
		.lasting = 1,
	};

	return event_put(model, &head, words, command);
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
