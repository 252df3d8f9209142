/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line of input on the status line: a filter, a search, a number. */
#pragma once

#include <stddef.h>

#include "base/error.h"
#include "view/line.h"
#include "view/view.h"

#define PROMPT_SIZE LINE_SIZE

/* What a line is for. Each function may be NULL. */
struct prompt_use {
	const char *label;
	const char *hint; /* what can be typed, where there is room for it; NULL for nothing */
	/*
	 * The line is TEXT now. 0; or -EINVAL with words for what is wrong with it, which are shown.
	 * What is wrong is not taken in. -ENOENT: it is right and nothing is like it; the words are
	 * shown and the line may be left with it.
	 */
	int (*changed)(struct view *view, const struct model *model, const char *text,
		       struct error *error);
	/* The line is through. Not called while something is wrong with it. */
	enum view_wish (*accepted)(struct view *view, const struct model *model, const char *text);
	/* The line was left: TEXT is what it began with. */
	void (*cancelled)(struct view *view, const struct model *model, const char *text);
};

struct prompt {
	const struct prompt_use *use;
	struct line line;
	char before[LINE_SIZE];
	struct error error; /* code 0: nothing is wrong */
};

/* Opens the line for USE (static) with TEXT in it, whatever is no character left out. */
enum view_wish prompt_open(struct view *view, const struct prompt_use *use, const char *text);

extern const struct mode_ops prompt_ops;
