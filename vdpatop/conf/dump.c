/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of settings and keys as a file. */
#include "conf/dump.h"

#include <string.h>

#include "conf/keys.h"
#include "conf/setting.h"
#include "view/keymap.h"

#define WIDTH 98

/* "# " and words in lines of at most WIDTH. */
static void dump_comment(const char *words, FILE *to)
{
	size_t used = 0;

	while (*words) {
		size_t length = strcspn(words, " ");

		if (used && used + 1 + length > WIDTH) {
			putc('\n', to);
			used = 0;
		}
		used += (size_t)fprintf(to, "%s%.*s", used ? " " : "# ", (int)length, words);
		words += length;
		words += strspn(words, " ");
	}
	putc('\n', to);
}

static void dump_setting(enum setting setting, FILE *to)
{
	char expected[128];

	putc('\n', to);
	dump_comment(setting_info(setting)->help, to);
	fprintf(to, "# (%s)\n%s = ", setting_expected(setting, expected, sizeof(expected)),
		setting_info(setting)->name);
	setting_write(setting, setting_info(setting)->initial, to);
	fputs(";\n", to);
}

void dump_config(FILE *to)
{
	static const struct keymap defaults;

	fputs("# vdpatop.conf: what vdpatop does when nothing else is said. Copy the lines that are to be\n"
	      "# otherwise into ~/.config/vdpatop/vdpatop.conf; see vdpatop.conf(5).\n", to);
	for (enum setting setting = 0; setting < SETTING_COUNT; setting++)
		dump_setting(setting, to);
	fputs("\n# The keys of every action, mode by mode: names between blanks, the first is the one shown,\n"
	      "# \"\" for none. A key that is given to one action is taken from the others of its mode.\n", to);
	keys_write(&defaults, to);
}
