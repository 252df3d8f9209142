/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A list of areas, the topmost last. */
#include "view/target.h"

void targets_clear(struct targets *targets)
{
	targets->list.count = 0;
}

void targets_free(struct targets *targets)
{
	array_free(&targets->list);
}

static void clip(int *start, int *length, int limit)
{
	if (*start < 0) {
		*length += *start;
		*start = 0;
	}
	if (*length > limit - *start)
		*length = limit - *start;
}

void target_add(struct targets *targets, const struct area *area, struct area part,
		enum target_kind kind, size_t number)
{
	struct target target = { part, kind, number };

	clip(&target.area.row, &target.area.rows, area->rows);
	clip(&target.area.column, &target.area.columns, area->columns);
	if (target.area.rows <= 0 || target.area.columns <= 0)
		return;
	target.area.row += area->row;
	target.area.column += area->column;
	if (!targets->list.size)
		targets->list = ARRAY_OF(struct target);
	(void)array_append(&targets->list, &target, 1);
}

static bool area_holds(const struct area *area, int row, int column)
{
	return row >= area->row && row < area->row + area->rows && column >= area->column &&
	       column < area->column + area->columns;
}

struct target target_at(const struct targets *targets, int row, int column)
{
	for (size_t i = targets->list.count; i-- > 0;) {
		const struct target *target = array_at(&targets->list, struct target, i);

		if (area_holds(&target->area, row, column))
			return *target;
	}
	return (struct target){ .kind = TARGET_NONE };
}
