/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One pass over a frame: which row the cursor is in, and whether all attributes are off. */
#include "tui/shorten.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct shortening {
	const char *at, *end;
	char *to;
	long row;      /* as the terminal counts, 0 when it is not known */
	bool is_plain; /* the last attributes that were set are none */
};

static void shorten_copy(struct shortening *all, size_t count)
{
	memmove(all->to, all->at, count);
	all->to += count;
	all->at += count;
}

/* The bytes of the control sequence at the front; 0 when there is none that is whole. */
static size_t shorten_sequence(const struct shortening *all)
{
	const char *at = all->at + 2;

	if (all->end - all->at < 3 || all->at[0] != '\033' || all->at[1] != '[')
		return 0;
	while (at < all->end && *at >= ' ' && *at <= '?')
		at++;
	return at < all->end ? (size_t)(at - all->at) + 1 : 0;
}

/* CSI row;column H in the row where the cursor is already. */
static void shorten_move(struct shortening *all, size_t length)
{
	const char *semicolon = memchr(all->at, ';', length);
	long row = strtol(all->at + 2, NULL, 10);
	char *to = all->to;

	if (!semicolon || !row || row != all->row) {
		all->row = semicolon ? row : 0;
		shorten_copy(all, length);
		return;
	}
	all->at += length;
	length -= (size_t)(semicolon - (all->at - length)) + 1; /* "column H" is left */
	memmove(to + 2, semicolon + 1, length);
	to[0] = '\033';
	to[1] = '[';
	to[1 + length] = 'G';
	all->to += 2 + length;
}

/* CSI 0;… m after CSI m: there is nothing to take back. */
static void shorten_looks(struct shortening *all, size_t length)
{
	bool is_none = length == 3 || (length == 4 && all->at[2] == '0');

	if (all->is_plain && length > 5 && all->at[2] == '0' && all->at[3] == ';') {
		shorten_copy(all, 2);
		all->at += 2;
		length -= 4;
	}
	all->is_plain = is_none;
	shorten_copy(all, length);
}

static void shorten_step(struct shortening *all)
{
	size_t length = shorten_sequence(all);

	if (!length) {
		/* Another escape sequence, or a control character that leaves the row. */
		if (*all->at == '\033' || *all->at == '\n')
			all->row = 0;
		shorten_copy(all, 1);
	} else if (all->at[length - 1] == 'H') {
		shorten_move(all, length);
	} else if (all->at[length - 1] == 'm') {
		shorten_looks(all, length);
	} else {
		if (!strchr("GCDKXPb", all->at[length - 1]))
			all->row = 0;
		shorten_copy(all, length);
	}
}

size_t shorten(char *bytes, size_t count, const struct shorten_terms *terms)
{
	struct shortening all = { .at = bytes, .end = bytes + count, .to = bytes };
	size_t needless = strlen(terms->needless);

	while (all.at < all.end) {
		if (needless && (size_t)(all.end - all.at) >= needless &&
		    !memcmp(all.at, terms->needless, needless))
			all.at += needless;
		else if (terms->is_ansi)
			shorten_step(&all);
		else
			shorten_copy(&all, 1);
	}
	return (size_t)(all.to - bytes);
}
