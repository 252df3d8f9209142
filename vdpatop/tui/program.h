/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The screen from start to end: an engine's model through a view onto the terminal. */
#pragma once

#include <stdbool.h>

#include "engine/engine.h"

struct error;
struct program;

struct program_options {
	struct engine_options engine;
	bool has_colour;
	bool is_ascii;
	const char *script; /* path of a script in place of the terminal, NULL for none */
};

/*
 * Takes the terminal over and starts ENGINE (borrowed). Run the engine's loop then; it stops when
 * the user is through. 0 or a negative errno, the terminal is then as it was.
 */
int program_start(struct program **ret_program, struct engine *engine,
		  const struct program_options *options, struct error *error);

/* Gives the terminal back. 0, or a negative errno with words for why the screen ended by itself. */
int program_end(struct program *program, struct error *error);
