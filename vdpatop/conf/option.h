/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of the command line's options. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "conf/setting.h"

#define OPTION_NAME_SIZE 32

/* What an option is for. */
enum option_use {
	OPTION_FOR_SCREEN = 1,
	OPTION_FOR_BATCH = 2,
	OPTION_FOR_COMMAND = 4,
	OPTION_FOR_SAMPLES = OPTION_FOR_SCREEN | OPTION_FOR_BATCH,
	OPTION_FOR_ANSWERS = OPTION_FOR_BATCH | OPTION_FOR_COMMAND,
	OPTION_FOR_ALL = OPTION_FOR_SAMPLES | OPTION_FOR_COMMAND,
};

enum option_id {
#define X(id, letter, name, argument, is_optional, setting, value, use, help) OPTION_##id,
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
	enum option_use use;
	const char *help;
};

/* Static. */
const struct option_info *option_info(enum option_id option);

/* "-d", or "--demo" where there is no letter. */
const char *option_name(enum option_id option, char *to, size_t size);

/* Its help with range and default, where it says a setting: "time between samples, 0.1 to 3600 (default 1)". */
const char *option_help(enum option_id option, char *to, size_t size);
