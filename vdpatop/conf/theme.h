/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Theme files: what styles look like.
 *
 *	colors = { red = "#dc322f"; };                        names for this file, may be left out
 *	styles = { bad = { text = "red"; ground = "default"; bold = true; mono = "bold reverse"; }; };
 *
 * A colour is "#rrggbb", a number from 0 to 255, a name of colors, or one of the eight that terminals
 * have ("red", "bright-red"), or "default". What a style does not say of its colours is as in the
 * theme's normal, and of its attributes as in the theme that is built in.
 */
#pragma once

#include <stddef.h>

struct complaints;
struct places;
struct theme;

/* The theme that is built in. */
#define THEME_NAME_BUILTIN "default"

/*
 * Reads theme NAME: THEME_NAME_BUILTIN, the path of a file when there is a slash in it, else NAME.conf
 * in the folders of themes. 0; or, after complaints, a negative errno when it was not found or
 * something in it is wrong: RET_THEME is then the one that is built in.
 */
int theme_load(struct theme *ret_theme, const char *name, const struct places *places,
	       struct complaints *complaints);

/*
 * Reads the theme file at PATH. 0, or a negative errno after complaints, but for -ENOENT, with
 * RET_THEME untouched.
 */
int theme_read(struct theme *ret_theme, const char *path, struct complaints *complaints);

/* The same of TEXT, as if it stood in PATH. */
int theme_parse(struct theme *ret_theme, const char *path, const char *text, size_t length,
		struct complaints *complaints);
