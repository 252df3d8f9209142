/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pieces of lines of comma-separated values (RFC 4180), for the formats that have them; UTF-8.
 *
 * Lines end in LF alone: what reads CSV takes both, and what reads lines wants this. A field is
 * quoted when it has a comma, a quotation mark, or a blank at an end. Text from outside is made
 * safe first (base/text.h), so a control character or a broken byte stands as \xNN, no field has a
 * line end, and nothing in a file harms the terminal that shows it. What is not known is empty, and
 * so is what was not read in this sample: a figure in a row is of that row's time.
 *
 * All of them append to an array of char, and give 0 or -ENOMEM.
 */
#pragma once

#include "base/array.h"
#include "view/column_list.h"

/* A field: TEXT is any bytes. */
int csv_put_text(struct array *to, const char *text);
int csv_put_value(struct array *to, const struct column_value *value);

/* The names of COLUMNS, or their values in ROW, with commas in between and no line end. */
int csv_put_names(struct array *to, const struct column_list *columns);
int csv_put_values(struct array *to, const struct column_list *columns, const struct column_row *row);
