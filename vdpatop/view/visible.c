/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of the devices on the screen, each once in a row. */
#include "view/visible.h"

#include <string.h>

#include "base/array.h"
#include "model/model.h"
#include "view/rows.h"

/* The device of ROW, or FLAT_NONE. */
static uint32_t visible_device(const struct row *row, const struct model *model)
{
	if (row->name.kind == ROW_DEVICE)
		return row->index;
	return row->name.kind == ROW_QUEUE ? model->queues[row->index].device : FLAT_NONE;
}

void visible_devices(const struct rows *rows, const struct model *model, size_t top, size_t count,
		     struct array *names)
{
	uint32_t last = FLAT_NONE;

	names->count = 0;
	for (size_t i = top; i < top + count && i < rows->count; i++) {
		struct row row = rows_at(rows, model, i);
		uint32_t device = visible_device(&row, model);
		const char *name;

		if (device == last || device == FLAT_NONE)
			continue;
		name = model->devices[device].name;
		array_append(names, name, strlen(name) + 1);
		last = device;
	}
}
