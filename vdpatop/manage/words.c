/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A text that grows in a buffer of fixed size, and says at its end when it was cut. */
#include "manage/words.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define PIECE_SIZE 1024 /* of words_print() */

/* The bytes of TEXT that fit into ROOM without cutting a character; at most ROOM. */
static size_t whole_bytes(const char *text, size_t room)
{
	while (room && ((unsigned char)text[room] & 0xc0) == 0x80)
		room--;
	return room;
}

void words_begin(struct words *words, char *to, size_t size)
{
	*words = (struct words){ .text = to, .size = size };
	to[0] = '\0';
}

void words_put(struct words *words, const char *text)
{
	size_t length = strlen(text);
	size_t room = words->size - words->used - 1;

	if (words->is_cut)
		return;
	if (length > room) {
		length = whole_bytes(text, room);
		words->is_cut = true;
	}
	memcpy(words->text + words->used, text, length);
	words->used += length;
	words->text[words->used] = '\0';
}

void words_print(struct words *words, const char *format, ...)
{
	char piece[PIECE_SIZE];
	va_list arguments;

	va_start(arguments, format);
	text_vformat(piece, sizeof(piece), format, arguments);
	va_end(arguments);
	words_put(words, piece);
}

struct words_name words_name(const char *name)
{
	/* Room for every byte of what can be shown, each as \xNN. */
	char safe[4 * WORDS_NAME_SIZE];
	struct words_name ret = { "" };

	text_safe(safe, sizeof(safe), name, strnlen(name, WORDS_NAME_SIZE));
	text_format(ret.text, sizeof(ret.text), "%s", safe);
	return ret;
}

void words_put_name(struct words *words, const char *name)
{
	words_put(words, words_name(name).text);
}

size_t words_end(struct words *words)
{
	static const char end[] = "...";

	if (words->is_cut) {
		size_t room = words->size - sizeof(end);

		words->used = whole_bytes(words->text, words->used < room ? words->used : room);
		strcpy(words->text + words->used, end);
		words->used += sizeof(end) - 1;
	}
	return words->used;
}
