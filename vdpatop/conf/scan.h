/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The pieces of a text in libconfig's grammar, as far as finding a setting's value and @include
 * needs them. Blanks and comments lie between pieces. Whether the text is right libconfig says.
 */
#pragma once

#include <stddef.h>

enum scan_kind {
	SCAN_END,
	SCAN_WORD,    /* a name, a number or anything else that is nothing below */
	SCAN_STRING,  /* with its quotes */
	SCAN_SIGN,    /* one of = : ; , { } ( ) [ ] */
	SCAN_INCLUDE, /* @include "PATH" at the beginning of its line; the text may end before the path does */
};

struct scan_piece {
	enum scan_kind kind;
	size_t begin, end; /* offsets; the bytes are text[begin] to text[end - 1] */
	size_t depth;      /* brackets open around it */
};

struct scan {
	const char *text;
	size_t length;
	size_t at;    /* 0 at first */
	size_t depth; /* 0 at first */
};

/* The next piece; SCAN_END at the end, then always. */
struct scan_piece scan_next(struct scan *scan);
