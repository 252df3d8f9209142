/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Distance: how many bytes to insert, to delete or to change; case counts little. */
#include "base/nearest.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define LONGEST 63

static size_t least(size_t one, size_t other)
{
	return one < other ? one : other;
}

static int nearest_differs(char one, char other)
{
	return tolower((unsigned char)one) != tolower((unsigned char)other);
}

/* One row of the table of distances at a time. Neither is longer than LONGEST. */
static size_t nearest_distance(const char *word, const char *name)
{
	size_t length = strlen(name);
	uint8_t row[LONGEST + 1];

	for (size_t i = 0; i <= length; i++)
		row[i] = (uint8_t)i;
	for (; *word; word++) {
		size_t diagonal = row[0]++;

		for (size_t i = 0; i < length; i++) {
			size_t changed = diagonal + (size_t)nearest_differs(*word, name[i]);

			diagonal = row[i + 1];
			row[i + 1] = (uint8_t)least(changed, least(diagonal, row[i]) + 1);
		}
	}
	return row[length];
}

/* A name is near when most of it was said. */
void nearest_try(struct nearest *nearest, const char *name)
{
	size_t distance;

	if (strlen(nearest->word) > LONGEST || strlen(name) > LONGEST)
		return;
	distance = nearest_distance(nearest->word, name);
	if (distance >= nearest->distance || distance > 1 + strlen(name) / 3)
		return;
	nearest->name = name;
	nearest->distance = distance;
}

const char *nearest_ask(const struct nearest *nearest, char *to, size_t size)
{
	if (nearest->name)
		snprintf(to, size, "; did you mean %s?", nearest->name);
	else
		*to = '\0';
	return to;
}
