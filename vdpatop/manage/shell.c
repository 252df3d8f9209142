/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a shell is told of bytes (POSIX.1-2024, XCU 2.2 Quoting). */
#include "manage/shell.h"

#include <stdint.h>
#include <string.h>

enum quoting {
	QUOTING_NONE,
	QUOTING_SINGLE, /* '...': also keeps an interactive shell from taking ! for history */
	QUOTING_DOLLAR, /* $'...' */
};

/* What means nothing to a shell, wherever it stands in a word that is not the first of its line. */
static bool is_plain(char byte)
{
	static const char others[] = "_-./:@%+=,";

	return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
	       (byte >= 'A' && byte <= 'Z') || (byte && strchr(others, byte));
}

/* Bytes of the character at RAW, 0 when it is none that may be shown as it is. */
static size_t shown_bytes(const char *raw)
{
	uint32_t character;
	char safe[32];
	size_t bytes = text_decode(raw, strlen(raw), &character);

	if (!bytes)
		return 0;
	return text_safe(safe, sizeof(safe), raw, bytes) == bytes ? bytes : 0;
}

static enum quoting quoting_of(const char *raw)
{
	enum quoting quoting = *raw ? QUOTING_NONE : QUOTING_SINGLE;

	while (*raw) {
		size_t bytes = shown_bytes(raw);

		if (!bytes)
			return QUOTING_DOLLAR;
		if (bytes > 1 || !is_plain(*raw))
			quoting = QUOTING_SINGLE;
		raw += bytes;
	}
	return quoting;
}

static void put_bytes(struct words *line, const char *raw, size_t bytes)
{
	char piece[5] = { 0 };

	memcpy(piece, raw, bytes);
	words_put(line, piece);
}

/* Three octal digits always end where they should; how many hexadecimal ones belong to \x differs. */
static void put_in_dollar(struct words *line, const char *raw)
{
	words_put(line, "$'");
	while (*raw) {
		size_t bytes = shown_bytes(raw);

		if (!bytes || strchr("\\'!", *raw))
			words_print(line, "\\%03o", (unsigned int)(unsigned char)*raw);
		else
			put_bytes(line, raw, bytes);
		raw += bytes ? bytes : 1;
	}
	words_put(line, "'");
}

static void put_in_quotes(struct words *line, const char *raw)
{
	words_put(line, "'");
	while (*raw) {
		size_t bytes = shown_bytes(raw);

		if (*raw == '\'')
			words_put(line, "'\\''");
		else
			put_bytes(line, raw, bytes);
		raw += bytes;
	}
	words_put(line, "'");
}

void shell_put_word(struct words *line, const char *raw)
{
	switch (quoting_of(raw)) {
	case QUOTING_NONE:
		words_put(line, raw);
		break;
	case QUOTING_SINGLE:
		put_in_quotes(line, raw);
		break;
	case QUOTING_DOLLAR:
		put_in_dollar(line, raw);
		break;
	}
}

void shell_put_echo(struct words *line, const char *raw)
{
	bool is_certain = quoting_of(raw) == QUOTING_NONE && raw[0] != '-';

	words_put(line, is_certain ? "echo " : "printf %s ");
	shell_put_word(line, raw);
}
