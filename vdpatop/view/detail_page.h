/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All there is to say of the selected row, on a page that scrolls. */
#pragma once

#include "view/rows.h"

struct detail_page {
	struct row_name of; /* what it was last drawn of: another thing begins at the top */
	int first;          /* row of the page that stands below its title */
	int rows;           /* of the whole page, when last drawn */
	int height;         /* of the area it was drawn in */
};

struct mode_ops;

extern const struct mode_ops detail_page_ops;
