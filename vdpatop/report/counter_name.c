/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of counters, each once in its queue. */
#include "report/counter_name.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "model/model.h"

/* How many of COUNTERS, COUNT of them, are called NAME. */
static int count_called(const struct model_counter *counters, uint32_t count, const char *name)
{
	int called = 0;

	for (uint32_t i = 0; i < count; i++)
		called += counters[i].name == name || !strcmp(counters[i].name, name);
	return called;
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
		if (put_number(room, name, number) < 0)
			return NULL;
		nth -= !count_called(counters, count, room->data);
	}
	return room->data;
}

const char *counter_name(const struct model *model, const struct model_queue *queue, uint32_t place,
			 struct array *room)
{
	const struct model_counter *counters = &model->counters[queue->first_counter];
	const char *name = counters[place].name;
	int before = count_called(counters, place, name);

	if (!before)
		return name;
	return name_numbered(counters, queue->counters, name, before, room);
}
