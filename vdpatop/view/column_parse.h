/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lists of columns as words, for -c and for the screen's configuration:
 *
 *	LIST = [+]ITEM{,ITEM}     a leading + appends to the default, else LIST replaces it
 *	ITEM = NAME[=WIDTH]
 *	NAME = a column's name | vendor:TEXT | vendor:TEXT/s
 *
 * vendor:TEXT is the counter that a driver calls TEXT, with /s its rate. In TEXT "\," is a comma
 * and "\\" a backslash. A width, in cells, is the screen's only; there "\=" is an equals sign in TEXT.
 */
#pragma once

#include "view/column_list.h"

struct error;

enum column_use {
	COLUMN_FOR_REPORT, /* no widths, nothing drawn */
	COLUMN_FOR_SCREEN, /* the column "name" always comes first */
};

/*
 * Parses TEXT (NULL: the default alone). DEFAULTS is a LIST without +. 0; -EINVAL with ERROR naming
 * the word and the column that was probably meant; -ENOMEM.
 */
int column_list_parse(struct column_list *ret_list, const char *defaults, const char *text,
		      enum column_use use, struct error *error);

/* Appends LIST as words to TO (array of char) and ends it with a NUL. 0 or -ENOMEM. */
int column_list_format(const struct column_list *list, struct array *to);

/* One NAME without a width, for the screen. As column_list_parse(); free its vendor. */
int column_choice_parse(struct column_choice *ret_choice, const char *text, struct error *error);
