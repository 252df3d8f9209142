/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a person looks for in a text: words, found in any case and by whole characters, or a
 * regular expression. Filter, search and log share it, and what it finds can be highlighted.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct error;

/* The longest regular expression, in bytes: enough to type, too short to keep the program busy. */
#define PATTERN_REGEX_SIZE 256

struct pattern {
	void *regex;          /* compiled; NULL for words */
	uint32_t *characters; /* words in lower case */
	size_t count;
};

/*
 * Makes RET_PATTERN of LENGTH bytes of WORDS. A regular expression (POSIX extended, any case) has no
 * back-references, and what it repeats is not more than 256 characters written out. 0; -EINVAL, ERROR says what is
 * wrong with it; -ENOMEM.
 */
int pattern_make(struct pattern *ret_pattern, const char *words, size_t length, bool is_regex,
		 struct error *error);

/*
 * The same of what was typed as a whole: a regular expression when it stands between slashes, where
 * the second may be missing yet.
 */
int pattern_parse(struct pattern *ret_pattern, const char *typed, struct error *error);

void pattern_free(struct pattern *pattern);

/*
 * Whether TYPED begins a regular expression. Returns the bytes up to its second slash, or up to the
 * end where there is none; 0 when the first slash is one of a path (/dev/vhost): another follows
 * that does not end the word. What ends a word is a blank, the end, and any of ENDS.
 */
size_t pattern_regex_length(const char *typed, const char *ends);

/*
 * Looks for PATTERN in TEXT (safe text, see base/text.h), from byte FROM on. Empty words are found at
 * once. The place may be empty, too: /x*'/' matches everywhere.
 */
bool pattern_find(const struct pattern *pattern, const char *text, size_t from, size_t *ret_start,
		  size_t *ret_length);

/* Whether it is in TEXT at all; is all of TEXT. */
bool pattern_is_in(const struct pattern *pattern, const char *text);
bool pattern_is_all(const struct pattern *pattern, const char *text);
