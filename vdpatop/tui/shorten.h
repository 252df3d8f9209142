/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The bytes of a frame in fewer bytes that mean the same. Curses goes to any cell that is not near by row
 * and column, and takes all attributes back before it sets one: most of a frame in which figures change
 * here and there is made of that.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct shorten_terms {
	const char *needless; /* to leave out wherever it stands, "" for nothing */
	bool is_ansi;         /* CSI row;column H goes to a cell, CSI column G along the row (ECMA-48) */
};

/* Shortens COUNT bytes in place, which begin anywhere and in any looks. Returns how many are left. */
size_t shorten(char *bytes, size_t count, const struct shorten_terms *terms);
