/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All there is to say of one row, on a page. */
#pragma once

struct mode_ops;

extern const struct mode_ops detail_page_ops;
