/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What vdpatop.conf says: settings into a layer, keys into a key map, mistakes into complaints. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "conf/setting.h"

struct complaints;
struct keymap;

struct config_file {
	struct setting_layer layer;
	bool is_included[SETTING_COUNT]; /* the value stands in a file that this one includes */
	bool is_wrong[SETTING_COUNT];    /* something stands there that is no value */
	bool has_wrong_keys;
	bool is_whole;                   /* nothing was left out for a mistake of grammar */
};

/*
 * Reads the file at PATH and binds its keys in KEYMAP. What is wrong is complained about and the rest
 * taken. 0, or a negative errno when nothing could be read; -ENOENT without a complaint.
 */
int config_file_read(struct config_file *ret_file, const char *path, struct keymap *keymap,
		     struct complaints *complaints);

/* The same of TEXT, as if it stood in PATH. */
int config_file_take(struct config_file *ret_file, const char *path, const char *text, size_t length,
		     struct keymap *keymap, struct complaints *complaints);
void config_file_free(struct config_file *file);
