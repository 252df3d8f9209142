/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The getters behind column.def; only column.c calls them. */
#pragma once

#include "view/column.h"

/* Fills VALUE, which comes as "not known", with what ROW has; leaves it so when it has nothing. */
typedef void column_getter(const struct column_row *row, struct column_value *value);

#define X(id, name, title, width, align, kind, meaning) column_getter get_##name;
#include "view/column.def"
#undef X
