/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of keys: one table for those that have a word, a rule for the others. */
#include "tui/keys.h"

#include <curses.h>
#include <stdio.h>

static const struct {
	wint_t key;
	bool is_code;
	const char *name;
} names[] = {
	{ KEY_UP, true, "Up" },         { KEY_DOWN, true, "Down" },
	{ KEY_LEFT, true, "Left" },     { KEY_RIGHT, true, "Right" },
	{ KEY_PPAGE, true, "PgUp" },    { KEY_NPAGE, true, "PgDn" },
	{ KEY_HOME, true, "Home" },     { KEY_END, true, "End" },
	{ KEY_IC, true, "Ins" },        { KEY_DC, true, "Del" },
	{ KEY_ENTER, true, "Enter" },   { '\r', false, "Enter" },
	{ '\n', false, "Enter" },       { KEY_BACKSPACE, true, "Backspace" },
	{ 0x7f, false, "Backspace" },   { '\b', false, "Backspace" },
	{ '\t', false, "Tab" },         { KEY_BTAB, true, "BackTab" },
	{ ' ', false, "Space" },        { 0x1b, false, "Esc" },
};

static bool keys_name_function(wint_t key, char *to, size_t size)
{
	if (key < (wint_t)KEY_F(1) || key > (wint_t)KEY_F(12))
		return false;
	snprintf(to, size, "F%u", (unsigned)(key - (wint_t)KEY_F(0)));
	return true;
}

static bool keys_name_character(wint_t key, char *to, size_t size)
{
	if (key < 0x20)
		snprintf(to, size, "^%c", (int)key + '@');
	else if (snprintf(to, size, "%lc", key) < 1)
		return false;
	return true;
}

bool keys_name(wint_t key, bool is_code, char *to, size_t size)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (names[i].key != key || names[i].is_code != is_code)
			continue;
		snprintf(to, size, "%s", names[i].name);
		return true;
	}
	return is_code ? keys_name_function(key, to, size) : keys_name_character(key, to, size);
}
