/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The commands that show something: what they ask, and what they print of a model. Pure, but for memory.
 */
#pragma once

struct array;
struct engine_options;
struct error;
struct model;
struct oneshot_command;
struct oneshot_options;

/* Fills in what an engine is to ask for COMMAND, and no more. Strings of COMMAND are borrowed. */
void show_choose(const struct oneshot_command *command, struct engine_options *options);

/*
 * Appends to TO, char, what COMMAND is answered of MODEL, which has a sample of the vdpa family: JSON, a page or table for a
 * terminal of OPTIONS->width cells, or lines. Returns an enum exit_status (report/session.h). Other than
 * EXIT_DONE comes with one line in ERROR, raw bytes; what is known is in TO all the same.
 */
int show_print(struct array *to, const struct model *model, const struct oneshot_command *command,
	       const struct oneshot_options *options, struct error *error);
