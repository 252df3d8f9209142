/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Colours as theme files write them. */
#include "conf/colour.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "conf/number.h"

static const char *const colour_names[] = {
	"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
};

static bool colour_parse_name(const char *word, struct theme_colour *colour)
{
	bool is_bright = !strncmp(word, "bright-", 7);

	for (uint32_t i = 0; i < 8; i++)
		if (!strcmp(word + (is_bright ? 7 : 0), colour_names[i])) {
			*colour = (struct theme_colour){ THEME_INDEXED, i + (is_bright ? 8 : 0) };
			return true;
		}
	return false;
}

bool colour_parse(const char *word, struct theme_colour *ret_colour)
{
	uint64_t index;

	if (!strcmp(word, "default")) {
		*ret_colour = (struct theme_colour){ THEME_DEFAULT, 0 };
		return true;
	}
	if (word[0] == '#') {
		if (strlen(word) != 7 || strspn(word + 1, "0123456789abcdefABCDEF") != 6)
			return false;
		*ret_colour = (struct theme_colour){ THEME_RGB, (uint32_t)strtoul(word + 1, NULL, 16) };
		return true;
	}
	if (number_parse("", word, 0, 255, &index, NULL) == 0) {
		*ret_colour = (struct theme_colour){ THEME_INDEXED, (uint32_t)index };
		return true;
	}
	return colour_parse_name(word, ret_colour);
}
