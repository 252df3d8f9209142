/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A small terminal: eats what a program writes and knows what a person would then see. As much of
 * ECMA-48 and xterm's control sequences as ncurses writes for TERM=linux, vt100 and xterm; colours
 * are dropped. It is not a terminal emulator for people.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct screen;

/* An empty screen, or NULL when memory is out. */
struct screen *screen_new(int rows, int columns);

void screen_free(struct screen *screen);

/* What still fits stays, as in xterm. 0 or -ENOMEM, the screen then as it was. */
int screen_resize(struct screen *screen, int rows, int columns);

void screen_feed(struct screen *screen, const char *bytes, size_t count);

/* All rows as UTF-8, each ended by a newline, blanks at their ends cut. The caller frees it. */
char *screen_text(const struct screen *screen);

/* Whether what is called NAME there is switched on. */
bool screen_has_mode(const struct screen *screen, const char *name);

/*
 * Names, blank-separated, what a program has switched on and not off again: "alternate", "cursor"
 * (hidden), "mouse", "paste", "sync", "keypad", "charset". Empty once the terminal is restored.
 */
void screen_leftovers(const struct screen *screen, char *to, size_t size);
