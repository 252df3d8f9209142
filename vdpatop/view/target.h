/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a click means, by where it is: noted while a frame is drawn, forgotten with the next. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "view/frame.h"

enum target_kind {
	TARGET_NONE,
	TARGET_ACTION, /* number: enum action */
	TARGET_ROW,    /* number: position in the tree's rows */
	TARGET_FOLD,   /* number: the same; the sign before a name */
	TARGET_TITLE,  /* number: place in the list of the tree's columns */
	TARGET_ITEM,   /* number: of a menu or another list, its mode's own */
};

struct target {
	struct area area; /* of the frame */
	enum target_kind kind;
	size_t number;
};

struct targets {
	struct array list;
};

/* Zeroed at first. */
void targets_clear(struct targets *targets);
void targets_free(struct targets *targets);

/*
 * ROWS × COLUMNS cells at ROW and COLUMN of AREA, as far as they are inside it; a later target lies
 * over an earlier one. Without memory there is none.
 */
void target_add(struct targets *targets, const struct area *area, struct area part,
		enum target_kind kind, size_t number);

/* What a click at ROW and COLUMN of the frame means; of kind TARGET_NONE for nothing. */
struct target target_at(const struct targets *targets, int row, int column);
