/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the bytes of a value and puts others in their place. */
#include "conf/edit.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf/scan.h"

struct span {
	size_t begin, end;
};

static bool piece_is(const struct scan *scan, const struct scan_piece *piece, const char *word)
{
	size_t length = strlen(word);

	return piece->end - piece->begin == length && !memcmp(scan->text + piece->begin, word, length);
}

/* A value is one word, strings behind each other, or all that a pair of brackets holds. */
static struct span edit_find_value(struct scan *scan)
{
	struct scan_piece piece = scan_next(scan);
	struct span span = { piece.begin, piece.end };

	if (piece.kind == SCAN_SIGN)
		while (scan->depth > piece.depth && (piece.kind != SCAN_END)) {
			struct scan_piece next = scan_next(scan);

			span.end = next.end;
			piece.kind = next.kind;
		}
	while (piece.kind == SCAN_STRING) {
		span.end = piece.end;
		piece = scan_next(scan);
	}
	return span;
}

/* The value of NAME at the top; nothing, at the end of the text, when it is not there. */
static struct span edit_find(const char *text, size_t length, const char *name)
{
	struct scan scan = { .text = text, .length = length };
	struct scan_piece piece;

	while ((piece = scan_next(&scan)).kind != SCAN_END) {
		if (piece.depth || piece.kind != SCAN_WORD || !piece_is(&scan, &piece, name))
			continue;
		piece = scan_next(&scan);
		if (piece_is(&scan, &piece, "=") || piece_is(&scan, &piece, ":"))
			return edit_find_value(&scan);
	}
	return (struct span){ length, length };
}

static void edit_write(FILE *to, const char *text, size_t length, enum setting setting,
		       const char *value)
{
	const char *name = setting_info(setting)->name;
	struct span span = edit_find(text, length, name);

	fwrite(text, 1, span.begin, to);
	if (span.begin == length)
		fprintf(to, "%s%s = ", length && text[length - 1] != '\n' ? "\n" : "", name);
	setting_write(setting, value, to);
	if (span.begin == length)
		fputs(";\n", to);
	fwrite(text + span.end, 1, length - span.end, to);
}

int edit_setting(struct array *text, enum setting setting, const char *value)
{
	char *bytes = NULL;
	size_t length = 0;
	FILE *to = open_memstream(&bytes, &length);
	int result;

	if (!to)
		return -ENOMEM;
	edit_write(to, text->count ? text->data : "", text->count, setting, value);
	result = fclose(to) ? -ENOMEM : array_reserve(text, length);
	if (!result) {
		memcpy(text->data, bytes, length);
		text->count = length;
	}
	free(bytes);
	return result;
}
