/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A choice of columns, as -c takes it:
 *
 *	LIST = [+]NAME{,NAME}     a leading + appends to the default, else LIST replaces it
 *	NAME = a column's name | vendor:TEXT | vendor:TEXT/s
 *
 * vendor:TEXT is the counter that a driver calls TEXT, with /s its rate. In TEXT "\," is a comma
 * and "\\" a backslash.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "view/column.h"

struct error;

struct column_choice {
	enum column_id id; /* COLUMN_COUNT for a vendor counter */
	char *vendor;      /* its name, NULL for a column of the table */
	bool is_rate;
};

struct column_list {
	struct array choices; /* struct column_choice */
};

/*
 * Parses TEXT (NULL: the default alone). DEFAULTS is a LIST without +. 0; -EINVAL with ERROR naming
 * the word and the columns there are; -ENOMEM.
 */
int column_list_parse(struct column_list *ret_list, const char *defaults, const char *text,
		      struct error *error);
void column_list_free(struct column_list *list);

size_t column_list_count(const struct column_list *list);
const struct column_choice *column_list_at(const struct column_list *list, size_t place);

/* Whether a column asks for more than the kernel's own counters. */
bool column_list_wants_vendor(const struct column_list *list);

/* Whether any queue of MODEL has the counter of CHOICE, which is a vendor's. */
bool column_list_has_counter(const struct column_choice *choice, const struct model *model);

/* The value of CHOICE in ROW, as column_get(). */
void column_list_get(const struct column_choice *choice, const struct column_row *row,
		     struct column_value *value);
