/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The screen driven by a file instead of a terminal, for tests: frames go to standard output as
 * text. One command a line, "#" begins a comment:
 *
 *   key NAME            press a key ("Down", "F1", "q", "Space")
 *   type TEXT           press the keys of its characters
 *   paste TEXT          paste TEXT as a whole; \xNN is a byte
 *   click COLUMNxROW    press the mouse there, both from 0
 *   tick                take the next sample, and go on when it is there; at the end of a replay the
 *                       last one stays
 *   wake                take the sample that a change told of by the kernel is worth, and go on
 *                       when it is there; the change may still have to come
 *   resize COLUMNSxROWS 80x24 at first
 *   frame               print what the screen shows
 *   print TEXT          print TEXT
 *   await WORDS         go on when a row of the screen shows WORDS, drawn again whenever something
 *                       changes: an answer of a worker, a sample of a replay that was gone to, but no
 *                       other sample (that takes a tick). When it lasts too long, print the screen and
 *                       fail
 *   await-not WORDS     the same, when no row shows them (any more)
 *   tick-until WORDS    the same as await, and take a sample each time before looking again
 *   patience SECONDS    how long is too long, of real time; 20 at first
 *
 * Nothing waits for mere time to pass. The end of the script is the end of the program.
 */
#pragma once

struct error;
struct ev_loop;
struct script;
struct tui_handler;
struct view;

/* Reads the script at PATH. 0 or a negative errno; the words name the line that is wrong. */
int script_new(struct script **ret_script, struct ev_loop *loop, struct view *view,
	       const char *path, const struct tui_handler *handler, struct error *error);

/* A sample has been taken in, asked for by a tick or by a key. */
void script_sampled(struct script *script);

/* Something that is shown may have changed. */
void script_changed(struct script *script);
void script_free(struct script *script);
