/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * In which order rows stand that belong to the same row: the host's, or by a column. Rows are sorted
 * when somebody looks at them, once for each state of the model: a host's 65,000 queues cost nothing
 * while their devices are folded or out of sight.
 *
 * While the order is frozen, rows that stay keep their places whatever their figures do; new ones
 * come behind them.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/index.h"
#include "view/column_list.h"
#include "view/row_name.h"

struct model;

struct order {
	struct column_choice by; /* its vendor is ours */
	bool is_sorted;          /* by a column; else the host's order */
	bool is_descending;
	bool is_frozen;
	const struct zero *zero; /* the screen's, as in struct column_row; borrowed */
	uint64_t changes;        /* of the model that members are indices of */
	struct array groups;     /* struct order_group: rows under one row, those that were looked at */
	struct array members;    /* struct order_member: the groups' one after the other */
	struct index parents;    /* of groups */
	struct array old_groups, old_members;
	struct array keys, texts; /* for sorting */
	struct index places;      /* for freezing */
};

/* What stands under ROW_NONE in a flat list: all queues of the host. */
#define ORDER_FLAT ((struct row_name){ ROW_QUEUE, 0 })

void order_init(struct order *order);
void order_free(struct order *order);

/*
 * Sorts by BY, which is copied, NULL for the host's order. What is not known comes last, ascending or
 * descending; what is equal stands in the host's order. 0 or -ENOMEM, all is then as it was.
 */
int order_by(struct order *order, const struct column_choice *by, bool is_descending);

/* Freezes the rows where they were last seen, or lets go of them. */
void order_freeze(struct order *order, bool is_frozen);

/* Rows under one row. Valid until the model changes. */
struct order_list {
	size_t first, count; /* in the model's array of their kind */
	size_t members;      /* the first in the order's; SIZE_MAX: they stand in the host's order */
};

/*
 * What stands under the row called PARENT, which is at INDEX of the model's array of its kind: under
 * ROW_NONE management devices, under ORDER_FLAT queues. Where memory is out, in the host's order.
 */
struct order_list order_list(struct order *order, const struct model *model, struct row_name parent,
			     uint32_t index);

/* How many there are; nothing is sorted for that. */
size_t order_count(const struct model *model, struct row_name parent, uint32_t index);

/* The index of row NTH of LIST, and where INDEX stands in LIST (it must be in it). */
uint32_t order_at(const struct order *order, const struct order_list *list, size_t nth);
size_t order_find(const struct order *order, const struct order_list *list, uint32_t index);
