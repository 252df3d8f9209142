/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What can be drawn over time of a thing: its kicks and wqes, and each counter of its driver. */
#pragma once

#include "view/draw.h"

#define GRAPH_SERIES 64 /* of one thing; those beyond are not drawn */

struct graph_series {
	const struct history *history; /* NULL: the sum of what follows */
	const struct model_device *devices; /* of one management device */
	size_t device_count;
	bool is_kicks;
	char unit[96]; /* safe text: "kicks/s", "wqes/s (completed_desc)" */
	char why[200]; /* when there is no value: safe words */
};

/*
 * Fills RET_SERIES (GRAPH_SERIES of them) for DRAW's row, for the whole host where that is of kind
 * ROW_NONE. Returns how many there are. They hold as long as DRAW's model.
 */
size_t graph_series_of(const struct draw *draw, struct graph_series *ret_series);

/* Whether it never had a value. */
bool graph_series_is_empty(const struct graph_series *series);

/* Of a struct graph_series, as pen_value. */
bool graph_series_get(const void *series, size_t age, double *ret_value);
