/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding rows by what they say, those that are folded away too. */
#pragma once

#include <stdbool.h>

#include "view/pattern.h"
#include "view/rows.h"

struct model;

/* Whether ROW says PATTERN. IS_FLAT: a queue is called by its device's name, too. */
bool search_is_hit(const struct pattern *pattern, const struct model *model, const struct row *row,
		   bool is_flat);

/*
 * The next row of ROWS, in which nothing is folded, that says PATTERN: from POSITION on, itself
 * included, downwards or upwards, and round the end. False when there is none. RET_WRAPPED says
 * whether it stands on the other side of the end.
 */
bool search_rows(const struct pattern *pattern, const struct rows *rows, const struct model *model,
		 size_t position, bool is_upward, size_t *ret_position, bool *ret_wrapped);
