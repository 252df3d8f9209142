/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of columns to sort by. */
#pragma once

struct mode_ops;

extern const struct mode_ops sort_menu_ops;
