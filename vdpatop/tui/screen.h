/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Frames into the bytes that a terminal wants, through curses. Curses writes into memory, so that
 * a frame leaves in one piece, and the terminal's modes with it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct error;
struct frame;
struct screen;
struct theme;
struct tty;

/* Sets curses up on TTY (borrowed). 0 or a negative errno. */
int screen_new(struct screen **ret_screen, const struct tty *tty, const struct theme *theme,
	       bool has_colour, struct error *error);
void screen_free(struct screen *screen);

/*
 * Makes the terminal show FRAME, whose size is the screen's from now on. Writes the bytes for it,
 * none when it shows that already; they hold until the next call. 0 or a negative errno.
 */
int screen_show(struct screen *screen, const struct frame *frame, const char **ret_bytes,
		size_t *ret_count);

/* The next screen_show() sends every cell. */
void screen_repaint(struct screen *screen);

/* Other looks, from the next screen_show() on. */
void screen_set_theme(struct screen *screen, const struct theme *theme, bool wants_colour);

/* Somebody else may have used the terminal: the next screen_show() takes it anew, with its modes. */
void screen_retake(struct screen *screen);

/* Whether the terminal reports the mouse, from the next screen_show() on. Off at first. */
void screen_set_mouse(struct screen *screen, bool is_on);

/* What the terminal shows, of no size when nothing was shown yet. As long as SCREEN lives. */
const struct frame *screen_shown(const struct screen *screen);

/* The bytes that leave the screen to others; screen_show() takes it back, every cell anew. */
int screen_leave(struct screen *screen, const char **ret_bytes, size_t *ret_count);
