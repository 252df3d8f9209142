/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Samples as comma-separated values (RFC 4180), UTF-8.
 *
 * Lines end in LF alone: what reads CSV takes both, and what reads lines wants this. A field is
 * quoted when it has a comma, a quotation mark, or a blank at an end. Text from outside is made
 * safe first (base/text.h), so a control character or a broken byte stands as \xNN, no field has a
 * line end, and nothing in a file harms the terminal that shows it. What is not known is empty, and
 * so is what was not read in this sample: a figure in a row is of that row's time.
 */
#pragma once

#include "base/array.h"
#include "view/column_list.h"

struct model;

/* Appends the header line to TO, an array of char. 0 or -ENOMEM. */
int csv_put_header(struct array *to, const struct column_list *columns);

/*
 * Appends a line for each queue of each device that netlink knows, in the model's order. 0 or
 * -ENOMEM.
 */
int csv_put_sample(struct array *to, const struct column_list *columns, const struct model *model);
