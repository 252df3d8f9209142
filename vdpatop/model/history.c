/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A ring of the last values of one rate. */
#include "model/history.h"

#include <math.h>
#include <stdlib.h>

#include "model/timeline.h"

void history_init(struct history *history, uint32_t capacity)
{
	*history = (struct history){ .capacity = capacity };
}

void history_free(struct history *history)
{
	free(history->values);
	history_init(history, history->capacity);
}

void history_add(struct history *history, bool has_value, double value)
{
	/* Before the first value all is gap: nothing to remember, a queue without counters is free. */
	if (!history->values && has_value && history->capacity)
		history->values = calloc(history->capacity, sizeof(*history->values));
	if (!history->values)
		return;
	history->values[history->next] = has_value ? (float)value : NAN;
	history->next = (history->next + 1) % history->capacity;
	if (history->count < history->capacity)
		history->count++;
}

static float history_at(const struct history *history, size_t age)
{
	return history->values[(history->next + history->capacity - 1 - age) % history->capacity];
}

void history_resize(struct history *history, uint32_t capacity)
{
	uint32_t count = history->count < capacity ? history->count : capacity;
	float *values;

	if (!history->values || !capacity) {
		history_free(history);
		history->capacity = capacity;
		return;
	}
	values = calloc(capacity, sizeof(*values));
	if (!values)
		return;
	for (uint32_t age = 0; age < count; age++)
		values[count - 1 - age] = history_at(history, age);
	free(history->values);
	*history = (struct history){ capacity, count, count % capacity, values };
}

bool history_get(const struct history *history, size_t age, double *ret_value)
{
	float value;

	if (age >= history->count)
		return false;
	value = history_at(history, age);
	if (isnan(value))
		return false;
	*ret_value = (double)value;
	return true;
}

void history_summary_add(struct history_summary *summary, double value, int64_t span)
{
	int64_t time = summary->time + span;

	if (!summary->time) {
		*summary = (struct history_summary){ value, value, value, span };
		return;
	}
	summary->least = value < summary->least ? value : summary->least;
	summary->most = value > summary->most ? value : summary->most;
	summary->mean += (value - summary->mean) * ((double)span / (double)time);
	summary->time = time;
}

struct history_summary history_summarize(const struct history *history,
					 const struct timeline *times)
{
	struct history_summary summary = { 0 };

	for (size_t age = history->count; age-- > 0;) {
		double value;

		if (history_get(history, age, &value))
			history_summary_add(&summary, value, timeline_span(times, age));
	}
	return summary;
}
