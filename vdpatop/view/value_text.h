/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A column's value as a person reads it, in the cells there are. */
#pragma once

#include <stddef.h>

struct column_value;

/*
 * Writes VALUE as safe text; "" when it is not known. A text may be longer than WIDTH cells, and is cut
 * by whoever draws it. A number never is: where there is less room it has fewer digits, and where it
 * would become another number, # stand in its place.
 */
void value_text(char *to, size_t size, const struct column_value *value, int width);
