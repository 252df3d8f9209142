/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The live filter: which rows of the model are worth showing.
 *
 *	filter = words { " | " words }                      one group is enough
 *	words  = word { " " word }                          all of them must hold
 *	word   = ["!"] [column ":"] value { "|" value }     "!" inverts, one value is enough
 *	value  = text | "text with blanks" | /regular expression/
 *	       | > number | >= number | < number | <= number | = number | = text
 *
 * A column goes by its name or by its title on the screen, in any case; a number may end in k, M, G
 * or T. A word without a column holds when it is in one of the texts that say what a row is, or what
 * it belongs to: "web1 tx" finds the tx queues of web1. "column:" alone holds where the column has
 * a value.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "view/column.h"
#include "view/pattern.h"

struct error;

#define FILTER_MOST_WORDS 32

enum filter_test {
	FILTER_KNOWN,  /* there is a value */
	FILTER_IN,     /* the pattern is in its text, or in the words that stand for it */
	FILTER_ALL,    /* the pattern is all of its text */
	FILTER_NUMBER, /* it compares so with the number */
};

/* How a value may compare: bits. */
enum { FILTER_LESS = 1 << 0, FILTER_EQUAL = 1 << 1, FILTER_MORE = 1 << 2 };

struct filter_value {
	enum filter_test test;
	struct pattern pattern;
	unsigned compare;
	double number, slack; /* what differs by less than the slack is equal */
};

struct filter_word {
	bool is_inverted;
	enum column_id column; /* COLUMN_COUNT for a word without one */
	uint32_t group;        /* 0, 1, … */
	size_t first, count;   /* in values */
};

/* Zeroed is empty: it lets everything through. */
struct filter {
	struct array words;  /* struct filter_word, FILTER_MOST_WORDS at most */
	struct array values; /* struct filter_value */
};

/*
 * Parses TYPED. What is not finished yet ("health:", "kicks/s:>", an open quote, "/") is no error. 0;
 * -EINVAL, ERROR says what is wrong and RET_FILTER is untouched; -ENOMEM.
 */
int filter_parse(struct filter *ret_filter, const char *typed, struct error *error);
void filter_free(struct filter *filter);

bool filter_is_empty(const struct filter *filter);

/* Why a row is kept. A row with no flag is hidden. */
enum filter_keep {
	FILTER_SELF = 1 << 0,  /* it matches */
	FILTER_BELOW = 1 << 1, /* something below it matches */
	FILTER_ABOVE = 1 << 2, /* what it belongs to matches, and nothing below that does */
};

/* What a filter makes of a model, by the indices of the model's arrays. Used again and again. */
struct filter_result {
	struct array mgmtdevs, devices, queues; /* uint8_t: enum filter_keep */
	uint8_t unmanaged;     /* of the row that devices without a management device stand under */
	struct array in_device; /* uint32_t: queues kept of each device */
	struct array in_mgmtdev; /* uint32_t: devices kept of each management device, then unmanaged */
	size_t kept_devices, kept_queues;
};

void filter_result_init(struct filter_result *result);
void filter_result_free(struct filter_result *result);

/*
 * Finds what of MODEL is kept. What a row belongs to is kept with it. Below a row that matches, the
 * rows that match are kept; or all, when none of them does and no word of FILTER is inverted. 0 or
 * -ENOMEM.
 */
int filter_apply(const struct filter *filter, const struct model *model,
		 struct filter_result *result);
