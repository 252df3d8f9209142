/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of counters. */
#include "vdpa/counter.h"

#include <string.h>

static const struct vdpa_counter counters[] = {
#define X(word, driver, unit, purpose, meaning) \
	{ word, driver, unit, meaning, VDPA_COUNTER_##purpose },
#include "vdpa/counter.def"
};

#define COUNTER_COUNT (sizeof(counters) / sizeof(counters[0]))

const struct vdpa_counter *vdpa_counter_find(const char *name)
{
	for (size_t i = 0; i < COUNTER_COUNT; i++)
		if (!strcmp(counters[i].name, name))
			return &counters[i];
	return NULL;
}

const struct vdpa_counter *vdpa_counter_table(size_t *ret_count)
{
	*ret_count = COUNTER_COUNT;
	return counters;
}
