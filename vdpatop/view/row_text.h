/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The texts that say what a row is: what a filter's words and a search look for. Figures are not
 * among them.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "view/column.h"

struct row_text {
	enum column_id column;
	bool is_of_mgmtdev, is_of_device, is_of_queue;
	bool is_handed_down; /* what belongs to the row is found by it, too */
};

#define ROW_TEXTS 12

/* Static. */
extern const struct row_text row_texts[ROW_TEXTS];

/* The value of text NTH of ROW; false when it has none. */
bool row_text_get(size_t nth, const struct column_row *row, struct column_value *value);
