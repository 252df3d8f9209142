/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fuzz target: words from outside. What a terminal or a file gets of any bytes is whole UTF-8 without
 * a control character, and fits; and the words of the command line are read without harm.
 *
 *   size of the place (1 byte) | cells (1 byte) | the bytes
 */
#include "fuzz.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "conf/settings.h"
#include "view/column_parse.h"

/* Every character is decoded, printable, and neither moves a cursor nor changes a direction. */
static void expect_safe(const char *text)
{
	size_t length = strlen(text);

	while (length) {
		uint32_t character = 0;
		size_t bytes = text_decode(text, length, &character);

		FUZZ_REQUIRE(bytes && bytes <= length);
		FUZZ_REQUIRE(character >= 0x20 && !(character >= 0x7f && character <= 0x9f));
		FUZZ_REQUIRE(!(character >= 0x2028 && character <= 0x202e));
		FUZZ_REQUIRE(!(character >= 0x2066 && character <= 0x2069));
		text += bytes;
		length -= bytes;
	}
}

static void try_safe(const char *words, size_t length, size_t size, size_t cells)
{
	char *safe = malloc(size);
	char *cut = malloc(size);
	size_t written, used;

	FUZZ_REQUIRE(safe && cut);
	written = text_safe(safe, size, words, length);
	FUZZ_REQUIRE(written < size && strlen(safe) == written);
	expect_safe(safe);
	used = text_cut(cut, size, safe, cells, "~");
	FUZZ_REQUIRE(used <= cells && strlen(cut) < size && text_width(cut) == used);
	expect_safe(cut);
	free(safe);
	free(cut);
}

/* What was chosen for the screen is the same again after it was saved and read. */
static void try_screen_list(const char *words)
{
	struct array text = ARRAY_OF(char), again = ARRAY_OF(char);
	struct column_list list;

	if (column_list_parse(&list, "name,class", words, COLUMN_FOR_SCREEN, NULL))
		return;
	FUZZ_REQUIRE(!column_list_format(&list, &text));
	column_list_free(&list);
	FUZZ_REQUIRE(!column_list_parse(&list, "", text.data, COLUMN_FOR_SCREEN, NULL));
	FUZZ_REQUIRE(!column_list_format(&list, &again));
	column_list_free(&list);
	FUZZ_REQUIRE(!strcmp(text.data, again.data));
	array_free(&text);
	array_free(&again);
}

static void try_words(const char *words)
{
	struct column_list list;
	struct demo_options options = DEMO_OPTIONS_DEFAULT;
	struct error error = { 0 };
	int result = column_list_parse(&list, "time,device,queue", words, COLUMN_FOR_REPORT, &error);

	try_screen_list(words);
	if (!result) {
		FUZZ_REQUIRE(column_list_count(&list));
		column_list_free(&list);
	} else {
		FUZZ_REQUIRE(result == -EINVAL && error.words[0]);
	}
	error.words[0] = '\0';
	result = settings_parse_demo(&options, words, &error);
	FUZZ_REQUIRE(!result || (result == -EINVAL && error.words[0]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *words;

	if (size < 2)
		return 0;
	words = malloc(size - 1);
	FUZZ_REQUIRE(words);
	memcpy(words, data + 2, size - 2);
	words[size - 2] = '\0';
	try_safe(words, size - 2, 1 + data[0], data[1]);
	try_words(words);
	free(words);
	return 0;
}

size_t fuzz_seed(unsigned int index, uint8_t *to, size_t room)
{
	static const char *const seeds[] = {
		"foo0", "a\x1b[31mb\xc2\x9b", "gr\xc3\xbcn \xe6\xbc\xa2\xe5\xad\x97 e\xcc\x81",
		"\xe2\x80\xae evil \xf0\x9f\x90\x8d", "+vendor:rx packets,vendor:a\\,b/s",
		"time,kickdoorbells,wqes_per_s", "mgmtdevs=2,devices=3,queues=8,seed=1,kernel=stock",
		"traffic=off,fault=drop,add-delay=0.5",
	};
	size_t length;

	if (index >= sizeof(seeds) / sizeof(seeds[0]))
		return 0;
	length = strlen(seeds[index]);
	FUZZ_REQUIRE(length + 2 <= room);
	to[0] = 40;
	to[1] = 12;
	memcpy(to + 2, seeds[index], length);
	return length + 2;
}
