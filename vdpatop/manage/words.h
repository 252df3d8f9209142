/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words for a person, or a line for a shell, put together piece by piece in the caller's buffer. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

#define WORDS_NAME_SIZE 72 /* bytes of a name in a sentence with its NUL: so that it is not all of it */

struct words {
	char *text;
	size_t size, used;
	bool is_cut;
};

/* Begins in TO, SIZE bytes (at least 4); what is there is always ended by NUL. */
void words_begin(struct words *words, char *to, size_t size);

/* Appends safe text. What does not fit is cut before a whole character, and all that follows. */
void words_put(struct words *words, const char *text);
void words_print(struct words *words, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Appends NAME, any bytes, made safe; a long one is cut and ends in "...". */
void words_put_name(struct words *words, const char *name);

/* Ends what was cut in "...". Returns the bytes without the NUL. */
size_t words_end(struct words *words);

/* NAME, any bytes, made safe and cut for a sentence. */
struct words_name {
	char text[WORDS_NAME_SIZE];
};
struct words_name words_name(const char *name);
