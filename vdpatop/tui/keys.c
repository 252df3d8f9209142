/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of keys: tables for those that have a word, a rule for the others. */
#include "tui/keys.h"

#include <stdio.h>

static const struct {
	const char *capability, *name;
} capabilities[] = {
	{ "kcuu1", "Up" },   { "kcud1", "Down" },  { "kcub1", "Left" },   { "kcuf1", "Right" },
	{ "kpp", "PgUp" },   { "knp", "PgDn" },    { "khome", "Home" },   { "kend", "End" },
	{ "kich1", "Ins" },  { "kdch1", "Del" },   { "kcbt", "BackTab" }, { "kent", "Enter" },
	{ "kbs", "Backspace" }, { "kf1", "F1" },   { "kf2", "F2" },       { "kf3", "F3" },
	{ "kf4", "F4" },     { "kf5", "F5" },      { "kf6", "F6" },       { "kf7", "F7" },
	{ "kf8", "F8" },     { "kf9", "F9" },      { "kf10", "F10" },     { "kf11", "F11" },
	{ "kf12", "F12" },
};

/* xterm's "Control Sequences": PC-style function keys; 7 and 8 are rxvt's. */
static const char *const numbers[] = {
	[1] = "Home", [2] = "Ins",  [3] = "Del",  [4] = "End",   [5] = "PgUp",  [6] = "PgDn",
	[7] = "Home", [8] = "End",  [11] = "F1",  [12] = "F2",   [13] = "F3",   [14] = "F4",
	[15] = "F5",  [17] = "F6",  [18] = "F7",  [19] = "F8",   [20] = "F9",   [21] = "F10",
	[23] = "F11", [24] = "F12",
};

static const char *const controls['Z' - 'A' + 1] = {
	['A' - 'A'] = "Up",   ['B' - 'A'] = "Down", ['C' - 'A'] = "Right", ['D' - 'A'] = "Left",
	['F' - 'A'] = "End",  ['H' - 'A'] = "Home", ['P' - 'A'] = "F1",    ['Q' - 'A'] = "F2",
	['R' - 'A'] = "F3",   ['S' - 'A'] = "F4",   ['Z' - 'A'] = "BackTab",
};

/* The keypad in application mode, which terminfo switches on with the function keys. */
static const char *const keypad['y' - 'j' + 1] = {
	['j' - 'j'] = "*", ['k' - 'j'] = "+", ['l' - 'j'] = ",", ['m' - 'j'] = "-", ['n' - 'j'] = ".",
	['o' - 'j'] = "/", ['p' - 'j'] = "0", ['q' - 'j'] = "1", ['r' - 'j'] = "2", ['s' - 'j'] = "3",
	['t' - 'j'] = "4", ['u' - 'j'] = "5", ['v' - 'j'] = "6", ['w' - 'j'] = "7", ['x' - 'j'] = "8",
	['y' - 'j'] = "9",
};

bool keys_capability(size_t index, const char **ret_capability, const char **ret_name)
{
	if (index >= sizeof(capabilities) / sizeof(capabilities[0]))
		return false;
	*ret_capability = capabilities[index].capability;
	*ret_name = capabilities[index].name;
	return true;
}

const char *keys_for_number(int number)
{
	if (number < 0 || number >= (int)(sizeof(numbers) / sizeof(numbers[0])))
		return NULL;
	return numbers[number];
}

const char *keys_for_control(char letter)
{
	return letter >= 'A' && letter <= 'Z' ? controls[letter - 'A'] : NULL;
}

const char *keys_for_shift(char letter)
{
	if (letter == 'M')
		return "Enter";
	if (letter >= 'j' && letter <= 'y')
		return keypad[letter - 'j'];
	return keys_for_control(letter);
}

const char *keys_for_console(char letter)
{
	static const char *const names[] = { "F1", "F2", "F3", "F4", "F5" };

	return letter >= 'A' && letter <= 'E' ? names[letter - 'A'] : NULL;
}

/* Those that have a key of their own, and a word. */
static const char *keys_word(char character)
{
	switch (character) {
	case '\r':
	case '\n':
		return "Enter";
	case 0x7f:
	case '\b':
		return "Backspace";
	case '\t':
		return "Tab";
	case ' ':
		return "Space";
	case 0x1b:
		return "Esc";
	}
	return NULL;
}

void keys_for_character(const char *bytes, size_t count, char *to, size_t size)
{
	const char *word = count == 1 ? keys_word(bytes[0]) : NULL;

	if (word)
		snprintf(to, size, "%s", word);
	else if (count == 1 && (unsigned char)bytes[0] < 0x20)
		snprintf(to, size, "^%c", bytes[0] + '@');
	else
		snprintf(to, size, "%.*s", (int)count, bytes);
}
