/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One pass over the bytes, with no memory but where it is and how deep. */
#include "conf/scan.h"

#include <stdbool.h>
#include <string.h>

static char scan_byte(const struct scan *scan, size_t ahead)
{
	return scan->at + ahead < scan->length ? scan->text[scan->at + ahead] : '\0';
}

static bool scan_is_at(const struct scan *scan, const char *word)
{
	size_t length = strlen(word);

	return scan->length - scan->at >= length && !memcmp(scan->text + scan->at, word, length);
}

static bool is_blank(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static bool scan_is_comment(const struct scan *scan)
{
	return scan_byte(scan, 0) == '#' || scan_is_at(scan, "//") || scan_is_at(scan, "/*");
}

static void scan_skip_comment(struct scan *scan)
{
	const char *end = scan_is_at(scan, "/*") ? "*/" : "\n";

	scan->at += scan_byte(scan, 0) == '#' ? 1 : 2;
	while (scan->at < scan->length && !scan_is_at(scan, end))
		scan->at++;
	if (scan->at < scan->length)
		scan->at += strlen(end);
}

static void scan_skip_string(struct scan *scan)
{
	scan->at++;
	while (scan->at < scan->length && scan->text[scan->at] != '"')
		scan->at += scan->text[scan->at] == '\\' && scan->at + 1 < scan->length ? 2 : 1;
	if (scan->at < scan->length)
		scan->at++;
}

static bool scan_begins_line(const struct scan *scan)
{
	size_t at = scan->at;

	while (at && (scan->text[at - 1] == ' ' || scan->text[at - 1] == '\t'))
		at--;
	return !at || scan->text[at - 1] == '\n';
}

/* Takes @include with its path; false, having moved nowhere, when it is no such line. */
static bool scan_take_include(struct scan *scan)
{
	size_t before = scan->at;
	size_t quote;

	if (!scan_is_at(scan, "@include") || !scan_begins_line(scan))
		return false;
	scan->at += strlen("@include");
	while (scan_byte(scan, 0) == ' ' || scan_byte(scan, 0) == '\t')
		scan->at++;
	quote = scan->at;
	if (scan_byte(scan, 0) == '"')
		scan_skip_string(scan);
	if (quote > before + strlen("@include") && scan->at > quote)
		return true;
	scan->at = before;
	return false;
}

static bool scan_ends_word(const struct scan *scan)
{
	char byte = scan->text[scan->at];

	return is_blank(byte) || strchr("=:;,{}()[]\"", byte) || scan_is_comment(scan);
}

static void scan_take_sign(struct scan *scan, struct scan_piece *piece)
{
	char sign = scan->text[scan->at++];

	piece->kind = SCAN_SIGN;
	if (strchr("{([", sign))
		scan->depth++;
	else if (strchr("})]", sign) && scan->depth)
		piece->depth = --scan->depth;
}

struct scan_piece scan_next(struct scan *scan)
{
	struct scan_piece piece;

	while (scan->at < scan->length && (is_blank(scan->text[scan->at]) || scan_is_comment(scan)))
		if (is_blank(scan->text[scan->at]))
			scan->at++;
		else
			scan_skip_comment(scan);
	piece = (struct scan_piece){ .begin = scan->at, .depth = scan->depth };
	if (scan->at == scan->length) {
		piece.kind = SCAN_END;
	} else if (scan_take_include(scan)) {
		piece.kind = SCAN_INCLUDE;
	} else if (scan->text[scan->at] == '"') {
		piece.kind = SCAN_STRING;
		scan_skip_string(scan);
	} else if (scan->text[scan->at] && strchr("=:;,{}()[]", scan->text[scan->at])) {
		scan_take_sign(scan, &piece);
	} else {
		piece.kind = SCAN_WORD;
		do
			scan->at++;
		while (scan->at < scan->length && !scan_ends_word(scan));
	}
	piece.end = scan->at;
	return piece;
}
