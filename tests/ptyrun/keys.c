/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of keys to bytes: a fixed few, the others as terminfo says. */
#include "keys.h"

#include <curses.h>
#include <stdint.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

const char *key_bytes(const char *name)
{
	static const struct {
		const char *name, *capability;
	} keys[] = {
		{ "Up", "kcuu1" }, { "Down", "kcud1" }, { "Left", "kcub1" }, { "Right", "kcuf1" },
		{ "Home", "khome" }, { "End", "kend" }, { "PgUp", "kpp" }, { "PgDn", "knp" },
		{ "F1", "kf1" }, { "F2", "kf2" }, { "F3", "kf3" }, { "F4", "kf4" }, { "F5", "kf5" },
		{ "F6", "kf6" }, { "F7", "kf7" }, { "F8", "kf8" }, { "F9", "kf9" }, { "F10", "kf10" },
	};
	static const struct {
		const char *name, *bytes;
	} plain[] = { { "Enter", "\r" }, { "Esc", "\033" }, { "Space", " " }, { "Tab", "\t" },
		      { "Backspace", "\177" }, { "^C", "\003" }, { "^Z", "\032" }, { "^L", "\014" },
		      { "^\\", "\034" } };
	int problem;

	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		if (strcmp(plain[i].name, name) == 0)
			return plain[i].bytes;
	if (!cur_term && setupterm(NULL, STDERR_FILENO, &problem) != OK)
		return NULL;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (strcmp(keys[i].name, name) == 0) {
			const char *bytes = tigetstr(keys[i].capability);

			return (intptr_t)bytes == -1 ? NULL : bytes; /* -1: not a text at all */
		}
	return strlen(name) == 1 ? name : NULL;
}

void keys_free(void)
{
	if (cur_term)
		del_curterm(cur_term);
}
