/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding rows by what they say, those that are folded away too. */
#pragma once

#include <stdbool.h>

#include "view/pattern.h"
#include "view/rows.h"

struct model;

/*
 * The next row of ROWS, in which nothing is folded, that says PATTERN in one of the texts of
 * view/row_text.h, or in a flat list by the name of its device: from POSITION on, itself
 * included, downwards or upwards, and round the end. False when there is none. RET_WRAPPED says
 * whether it stands on the other side of the end.
 */
bool search_rows(const struct pattern *pattern, const struct rows *rows, const struct model *model,
		 size_t position, bool is_upward, size_t *ret_position, bool *ret_wrapped);
