/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The help: the keys of every mode as they are now, and what words and signs mean. */
#pragma once

struct help {
	int first;  /* row of the text that stands at the top */
	int rows;   /* of the whole text, when last drawn */
	int height; /* rows of it that fit the area it was drawn in */
};

struct mode_ops;

extern const struct mode_ops help_ops;
