/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The screen in the terminal, or the same screen driven by a script. It lives in main's event
 * loop: keys become actions of the view, what they ask of the program goes to a handler, and a
 * frame is drawn at most once in a turn of the loop, and only when something changed.
 *
 * SIGWINCH, SIGTSTP and SIGCONT are watched here; the signals that end the program are main's.
 */
#pragma once

#include <stdbool.h>

#include "tui/handler.h"

struct error;
struct ev_loop;
struct theme;
struct tui;
struct view;

struct tui_options {
	bool has_colour;
	const struct theme *theme; /* looks, not needed afterwards */
	const char *script; /* path of a script that takes the terminal's place, NULL for none */
};

/* 0 when standard input and output are a terminal that can be drawn on; else words on what to do. */
int tui_can_run(struct error *error);

/*
 * Takes the terminal over. LOOP and VIEW are borrowed, HANDLER is copied; its functions are called
 * from the loop only. 0 or a negative errno, the terminal is then as it was.
 */
int tui_new(struct tui **ret_tui, struct ev_loop *loop, struct view *view,
	    const struct tui_options *options, const struct tui_handler *handler,
	    struct error *error);

/* Other looks from now on; THEME is not needed afterwards. */
void tui_set_theme(struct tui *tui, const struct theme *theme, bool has_colour);

/* Something that is shown has changed; it is drawn before the loop waits again. */
void tui_redraw(struct tui *tui);

/* A sample has been taken in: drawn as by tui_redraw(), and a script that waits for it goes on. */
void tui_sampled(struct tui *tui);

/* Gives the terminal back as it was. NULL is fine. */
void tui_free(struct tui *tui);
