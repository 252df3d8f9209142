/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The getters behind column.def, which only column.c calls, and what they put values with. */
#pragma once

#include "view/column.h"

/* Fills VALUE, which comes as "not known", with what ROW has; leaves it so when it has nothing. */
typedef void column_getter(const struct column_row *row, struct column_value *value);

#define X(id, name, title, width, most, align, kind, priority, rows, signs, style, meaning) column_getter get_##name;
#include "view/column.def"
#undef X

/* An empty text is no value. It is not copied. RANK orders it before its letters do. */
void column_put_text(struct column_value *value, const char *text);
void column_put_ranked(struct column_value *value, const char *text, uint64_t rank);
/* KIND is VALUE_COUNT or VALUE_NUMBER; a kind of real. */
void column_put_number(struct column_value *value, enum column_kind kind, uint64_t number);
void column_put_real(struct column_value *value, enum column_kind kind, double real);
