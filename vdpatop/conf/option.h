/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of the command line's options. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "conf/setting.h"

enum option_id {
#define X(id, letter, name, argument, is_optional, setting, value, help) OPTION_##id,
#include "conf/option.def"
#undef X
	OPTION_COUNT,
};

struct option_info {
	int letter;           /* 0 for none */
	const char *name;     /* behind -- */
	const char *argument; /* what to call it, NULL when it takes none */
	bool is_optional;     /* the argument */
	enum setting setting; /* that it says, SETTING_COUNT for none */
	const char *value;    /* of the setting, when it takes no argument */
	const char *help;
};

/* Static. */
const struct option_info *option_info(enum option_id option);

/* Its help with range and default, where it says a setting: "time between samples, 0.1 to 3600 (default 1)". */
const char *option_help(enum option_id option, char *to, size_t size);
