/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the terminal's type says, beside curses. <term.h> fills the name space and stays in here. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "tui/theme.h"

struct error;
struct input_sequence;

/* 0 when curses can drive the terminal that TERM names; else a negative errno and words. */
int terminfo_check(struct error *error);

/*
 * What goes around a frame so that it is shown at once: synchronized output (DEC private mode
 * 2026), "" for a terminal whose sequences have another form. Once curses runs. Static.
 */
const char *terminfo_begin_frame(void);
const char *terminfo_end_frame(void);

/* Whether it goes to a cell and along a row as ECMA-48 has it. Once curses runs. */
bool terminfo_has_columns(void);

/*
 * What curses sends with every change of looks and nobody needs: letters are letters again, where none
 * was ever made a line. "" for a terminal without. Once curses runs. Static.
 */
const char *terminfo_needless(void);

/*
 * What has the mouse's presses and wheel reported, and pasted text marked as such; and what ends it.
 * "" for a terminal that has no mouse, which then knows neither. Once curses runs. Static.
 */
const char *terminfo_mouse(bool is_on);
const char *terminfo_paste(bool is_on);

/* The colours it can show. Once curses runs with colours. */
struct theme_depth terminfo_depth(void);

/* Fills TO (ROOM of them) with what this terminal's keys send, ended by one without bytes. */
void terminfo_fill_keys(struct input_sequence *to, size_t room);

/* What leaves a screen of ROWS rows after a crash, whatever was on it. Returns the bytes. */
size_t terminfo_crash_sequence(char *to, size_t size, int rows);
