/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The screen as a state and a few functions: one draws a frame from the model, the others take keys
 * and the mouse. Pure: no terminal, no clock. Modes lie on each other (view/mode.def); each is a file.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "view/options.h"
#include "view/status.h"

struct frame;
struct keymap;
struct model;
struct view;

/* What a key asks of whoever passed it on. */
enum view_wish {
	VIEW_NOTHING, /* nothing changed */
	VIEW_REDRAW,  /* draw again, as for all that follow */
	VIEW_REPAINT, /* every cell of the terminal */
	VIEW_REFRESH, /* take a sample now */
	VIEW_PAUSE,   /* pause, or go on */
	VIEW_DELAY,   /* take samples every view_get_delay() seconds */
	VIEW_SEEK,    /* of a replay: go to view_get_seek() */
	VIEW_SPEED,   /* of a replay: go on at view_get_speed() */
	VIEW_MOUSE,   /* take the mouse or leave it to the terminal: view_get_options() */
	VIEW_SAVE,    /* save view_get_options() in the configuration */
	VIEW_RELOAD,  /* read configuration and theme again */
	VIEW_LOOK,    /* look at the host now: who uses what */
	VIEW_COMMAND, /* carry out view_get_command() */
	VIEW_QUIT,
};

enum view_mouse_kind { VIEW_MOUSE_PRESS, VIEW_MOUSE_DOUBLE, VIEW_MOUSE_WHEEL_UP, VIEW_MOUSE_WHEEL_DOWN };

struct view_mouse {
	int row, column; /* of the frame, from 0 */
	enum view_mouse_kind kind;
};

/* What VIEW_SEEK asks for. */
struct view_seek {
	bool is_time;
	bool pauses;     /* and stands still there */
	uint64_t sample; /* 1 is the first */
	int64_t time;    /* the last sample up to then, ns since 1970 */
};

enum view_command_kind {
	VIEW_SUBMIT,  /* carry out the tasks */
	VIEW_GO_ON,   /* with what is held of the submission */
	VIEW_GIVE_UP, /* what has not begun of it */
};

/* What VIEW_COMMAND asks for; TASKS hold until the next key. */
struct view_command {
	enum view_command_kind kind;
	uint64_t submission; /* that the jobs will have */
	const struct task *tasks;
	size_t count;
	bool stops; /* at the first that fails */
	uint64_t gives_up; /* a submission of which nothing more is to be begun, 0 for none */
	bool is_apart; /* no task waits for another: they are submissions from SUBMISSION on, each one's own */
};

/* OPTIONS are copied. NULL when memory is out. */
struct view *view_new(const struct view_options *options);
void view_free(struct view *view);

/* Takes other options; what is selected stays. */
void view_configure(struct view *view, const struct view_options *options);

/* As they are now, keys having changed some. Strings hold until the next call of any function here. */
void view_get_options(struct view *view, struct view_options *ret_options);

/* Folds what COUNT words say (view/fold_words.h), at the first sample; before it. 0 or -ENOMEM. */
int view_set_folds(struct view *view, const char *const *words, size_t count);

/* What is folded, as such words; they hold until the next call. 0 or -ENOMEM. */
int view_get_folds(struct view *view, const char *const **ret_words, size_t *ret_count);

/* Whether it takes the mouse: else the terminal is to keep it. */
bool view_has_mouse(const struct view *view);

/* Copies KEYMAP. 0 or -ENOMEM. */
int view_set_keymap(struct view *view, const struct keymap *keymap);

/* Says WORDS (raw bytes) on the status line until the next key: what came of the last one. */
void view_tell(struct view *view, const char *words);

/* Draws the whole screen into FRAME, in the size FRAME has. 0 or -ENOMEM. */
int view_draw(struct view *view, const struct model *model, const struct view_status *status,
	      struct frame *frame);

/*
 * When what was last drawn should be drawn again without anything new, ns since 1970: something waits
 * for its turn on the status line, or becomes old there long before the next sample. 0 for never.
 */
int64_t view_turn_end(const struct view *view);

/* The name of the device that is selected, or whose queue is; raw bytes, NULL when there is none. */
const char *view_selected_device(const struct view *view, const struct model *model);

/*
 * The names of devices whose drivers' counters the last frame showed, as columns that were chosen: raw
 * bytes, each name ended by NUL, RET_BYTES in all. They hold until the next frame.
 */
const char *view_visible_devices(const struct view *view, size_t *ret_bytes);

/* What VIEW_COMMAND asks for. */
const struct view_command *view_get_command(const struct view *view);

/* The submission of the last VIEW_COMMAND was refused as a whole: WORDS (raw bytes) say why. */
void view_refuse_command(struct view *view, const char *words);

/* What random MAC addresses are made of from now on. */
void view_seed(struct view *view, uint64_t seed);

/* Seconds between samples that VIEW_DELAY asks for, 0.1 to 3600. */
double view_get_delay(const struct view *view);

/* Where VIEW_SEEK goes. */
const struct view_seek *view_get_seek(const struct view *view);

/* How many times as fast as it was recorded VIEW_SPEED asks for, 1/64 to 64. */
double view_get_speed(const struct view *view);

/* The key called NAME (view/keymap.h) was pressed. */
enum view_wish view_key(struct view *view, const struct model *model, const char *name);

/* TEXT (raw bytes) was pasted: goes into a line of input, and is no keys anywhere else. */
enum view_wish view_paste(struct view *view, const struct model *model, const char *text);

/* Something happened with the mouse where the last frame was drawn. */
enum view_wish view_mouse(struct view *view, const struct model *model,
			  const struct view_mouse *mouse);
