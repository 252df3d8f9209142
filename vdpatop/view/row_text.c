/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of texts that say what a row is. */
#include "view/row_text.h"

const struct row_text row_texts[ROW_TEXTS] = {
	{ COLUMN_NAME, true, true, true, true },
	{ COLUMN_DRIVER, true, true, false, true },
	{ COLUMN_PCI, true, false, false, true },
	{ COLUMN_FUNCTION, true, false, false, true },
	{ COLUMN_REPRESENTOR, true, false, false, true },
	{ COLUMN_CLASS, false, true, false, true },
	{ COLUMN_USED_BY, false, true, false, true },
	{ COLUMN_NETDEV, false, true, false, true },
	{ COLUMN_DISK, false, true, false, true },
	{ COLUMN_NODE, false, true, false, true },
	{ COLUMN_MAC, false, true, false, true },
	{ COLUMN_HEALTH, false, true, true, false },
};

bool row_text_get(size_t nth, const struct column_row *row, struct column_value *value)
{
	const struct row_text *text = &row_texts[nth];

	if (row->queue ? !text->is_of_queue :
	    row->device ? !text->is_of_device : !text->is_of_mgmtdev)
		return false;
	column_get(text->column, row, value);
	return value->kind == VALUE_TEXT;
}
