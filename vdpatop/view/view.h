/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The screen as a state and two functions: one draws a frame from the model, one takes an action.
 * Pure: no terminal, no clock. The selection is a stable identity; rows come and go around it and
 * it never moves by itself. When the selected thing is gone, what it belonged to is selected.
 */
#pragma once

#include <stdbool.h>

#include "view/action.h"
#include "view/status.h"

struct frame;
struct model;
struct view;

struct view_options {
	bool is_ascii; /* no glyph but ASCII */
};

/* What an action asks of whoever called view_act(). */
enum view_wish {
	VIEW_NOTHING, /* nothing changed */
	VIEW_REDRAW,  /* draw again */
	VIEW_REPAINT, /* draw again, every cell of the terminal */
	VIEW_REFRESH, /* take a sample now */
	VIEW_PAUSE,   /* pause, or go on */
	VIEW_QUIT,
};

/* NULL when memory is out. */
struct view *view_new(const struct view_options *options);
void view_free(struct view *view);

/* Draws the whole screen into FRAME, in the size FRAME has. 0 or -ENOMEM. */
int view_draw(struct view *view, const struct model *model, const struct view_status *status,
	      struct frame *frame);

/*
 * When what was last drawn should be drawn again without anything new, ns since 1970: something waits
 * for its turn on the status line. 0 for never.
 */
int64_t view_turn_end(const struct view *view);

/* The name of the device that is selected, or whose queue is; raw bytes, NULL when there is none. */
const char *view_selected_device(const struct view *view, const struct model *model);

/* Does what ACTION says, as far as it concerns the screen. */
enum view_wish view_act(struct view *view, const struct model *model, enum action action);
