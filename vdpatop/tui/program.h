/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The screen from start to end: an engine's model through a view onto the terminal. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "engine/engine.h"
#include "view/options.h"

struct error;
struct keymap;
struct program;
struct recording_start;
struct theme;

/* What may be otherwise while it runs. All it points to is borrowed while a call lasts. */
struct program_choices {
	struct view_options view;
	double delay;               /* seconds between samples */
	bool has_colour;
	const struct theme *theme;
	const struct keymap *keymap;
	const char *const *folds;   /* at the start and at the end only; words of view/fold_words.h */
	size_t fold_count;
};

/* Whoever keeps choices from run to run. */
struct program_keeper {
	/* The choices were taken; NOW says them in the view's own words. */
	void (*taken)(void *context, const struct program_choices *now);
	void (*save)(void *context, const struct program_choices *now);
	/* Fills in what is to be from now on, the other things being as they are NOW. */
	void (*reload)(void *context, struct program_choices *now);
	void (*ended)(void *context, const struct program_choices *now);
	void *context;
};

struct program_options {
	struct engine_options engine; /* its delay is that of the choices */
	const struct recording_start *replayed; /* how the recording was made that is shown, NULL: none is */
	struct program_choices choices;
	struct program_keeper keeper;
	const char *script; /* path of a script in place of the terminal, NULL for none */
	/*
	 * Says what the kernel still has of what was asked for and what will not be done, a line (any bytes)
	 * at a time, when the terminal is given back.
	 */
	void (*say)(const char *words);
};

/*
 * Takes the terminal over and starts ENGINE (borrowed). Run the engine's loop then; it stops when
 * the user is through. 0 or a negative errno, the terminal is then as it was.
 */
int program_start(struct program **ret_program, struct engine *engine,
		  const struct program_options *options, struct error *error);

/* Tells of something in the event log: good news, or what went wrong. WORDS may hold any bytes. */
void program_note(struct program *program, bool is_wrong, const char *words);

/*
 * Gives the terminal back. 0, or a negative errno with words for why the screen ended by itself, or for what
 * is wrong with the recording that it showed.
 */
int program_end(struct program *program, struct error *error);
