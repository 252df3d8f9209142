/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the screen remembers from one run to the next, in a file that is vdpatop's own:
 *
 *	sort = { value = "wqes"; beside = ""; };       BESIDE is what the configuration said then
 *	folds = [ "pci/0000:03:00.2", "web0" ];
 *
 * A value counts only while the configuration still says what stands beside it.
 */
#pragma once

#include "base/array.h"
#include "conf/setting.h"

struct complaints;
struct error;

struct state {
	struct setting_layer values, beside; /* of settings that are remembered */
	struct array folds;                  /* char *, names of rows; raw bytes */
};

#define STATE_NONE ((struct state){ .folds = ARRAY_OF(char *) })

/* Folds that are kept; a name longer than this is not. */
#define STATE_FOLDS_MOST 1000
#define STATE_NAME_MOST 255

/* Reads the file at PATH; there need not be one. What is wrong in it is complained about and left out. */
void state_read(struct state *ret_state, const char *path, struct complaints *complaints);

/* Writes it, unless the file says so already. 0 or a negative errno with words. */
int state_write(const struct state *state, const char *path, struct error *error);

/* Adds a fold. 0 or -ENOMEM; what is too long or too much is left out. */
int state_add_fold(struct state *state, const char *name);
void state_clear_folds(struct state *state);
void state_free(struct state *state);
