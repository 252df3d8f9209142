/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A ring of the last values of one rate. */
#include "model/history.h"

#include <math.h>
#include <stdlib.h>

void history_init(struct history *history, size_t capacity)
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

bool history_get(const struct history *history, size_t age, double *ret_value)
{
	float value;

	if (age >= history->count)
		return false;
	value = history->values[(history->next + history->capacity - 1 - age) % history->capacity];
	if (isnan(value))
		return false;
	*ret_value = (double)value;
	return true;
}

bool history_max(const struct history *history, size_t count, double *ret_value)
{
	double most = 0;
	bool found = false;

	for (size_t age = 0; age < count && age < history->count; age++) {
		double value;

		if (!history_get(history, age, &value) || (found && value <= most))
			continue;
		most = value;
		found = true;
	}
	if (found)
		*ret_value = most;
	return found;
}
