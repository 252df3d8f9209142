/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the command line share. */
#pragma once

#include <stdbool.h>

#include "conf/option.h"
#include "conf/settings.h"

/* What was said of each option: its argument, "" when it has none; NULL: nothing. Points into argv. */
struct said {
	const char *words[OPTION_COUNT];
};

/* Whether -o names a file, and not standard output. */
bool settings_have_file(const struct settings *settings);

/* What must go together, or must not. 0, or -EINVAL as settings_parse(). */
int settings_check(const struct settings *settings, const struct said *said, struct error *error);
