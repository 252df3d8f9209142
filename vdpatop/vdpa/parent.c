/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of drivers behind management devices. */
#include "vdpa/parent.h"

#include <stddef.h>
#include <string.h>

static const struct vdpa_parent parents[] = {
#define X(driver, most, words) { driver, most, words },
#include "vdpa/parent.def"
};

const struct vdpa_parent *vdpa_parent_find(const char *driver)
{
	for (size_t i = 0; i < sizeof(parents) / sizeof(parents[0]); i++)
		if (!strcmp(parents[i].driver, driver))
			return &parents[i];
	return NULL;
}
