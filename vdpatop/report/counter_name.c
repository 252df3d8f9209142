/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of counters, each once in its queue. */
#include "report/counter_name.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/model.h"

/* Bytes that are the same in safe text, and into which no other becomes. */
static bool is_plain(const char *name)
{
	for (; *name; name++)
		if (*name < ' ' || *name > '~' || *name == '\\')
			return false;
	return true;
}

static char *make_safe(const char *name)
{
	size_t length = strlen(name);
	char *safe = malloc(4 * length + 1);

	if (safe)
		text_safe(safe, 4 * length + 1, name, length);
	return safe;
}

/* 1: A and B look the same; 0: they do not; -ENOMEM. */
static int look_alike(const char *a, const char *b)
{
	char *safe_a, *safe_b;
	int result = -ENOMEM;

	if (is_plain(a) || is_plain(b))
		return !strcmp(a, b);
	safe_a = make_safe(a);
	safe_b = make_safe(b);
	if (safe_a && safe_b)
		result = !strcmp(safe_a, safe_b);
	free(safe_a);
	free(safe_b);
	return result;
}

/* How many of COUNTERS, COUNT of them, look like NAME; -ENOMEM. */
static int count_alike(const struct model_counter *counters, uint32_t count, const char *name)
{
	int alike = 0;

	for (uint32_t i = 0; i < count; i++) {
		int result = counters[i].name == name ? 1 : look_alike(counters[i].name, name);

		if (result < 0)
			return result;
		alike += result;
	}
	return alike;
}

static int put_number(struct array *room, const char *name, unsigned number)
{
	char digits[16];
	int length = snprintf(digits, sizeof(digits), "#%u", number);

	room->count = 0;
	if (array_append(room, name, strlen(name)) < 0)
		return -ENOMEM;
	return array_append(room, digits, (size_t)length + 1);
}

/* The name with a number behind it, the Nth that is no counter's own name. */
static const char *name_numbered(const struct model_counter *counters, uint32_t count,
				 const char *name, int nth, struct array *room)
{
	for (unsigned number = 2; nth; number++) {
		int taken;

		if (put_number(room, name, number) < 0)
			return NULL;
		taken = count_alike(counters, count, room->data);
		if (taken < 0)
			return NULL;
		nth -= !taken;
	}
	return room->data;
}

const char *counter_name(const struct model *model, const struct model_queue *queue, uint32_t place,
			 struct array *room)
{
	const struct model_counter *counters = &model->counters[queue->first_counter];
	const char *name = counters[place].name;
	int before = count_alike(counters, place, name);

	if (before <= 0)
		return before < 0 ? NULL : name;
	return name_numbered(counters, queue->counters, name, before, room);
}
