/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which known name somebody probably meant. */
#pragma once

#include <stddef.h>

struct nearest {
	const char *word;
	const char *name; /* the nearest one so far, NULL when none is near */
	size_t distance;
};

#define NEAREST_TO(text) ((struct nearest){ .word = (text), .distance = (size_t)-1 })

/* Looks at NAME, which is kept by reference. */
void nearest_try(struct nearest *nearest, const char *name);

/* Writes "; did you mean NAME?", or nothing. Returns TO. */
const char *nearest_ask(const struct nearest *nearest, char *to, size_t size);
