/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of the command line's options. */
#include "conf/option.h"

#include <stdio.h>

#define SETTING_NONE SETTING_COUNT

static const struct option_info options[] = {
#define X(id, letter, name, argument, is_optional, setting, value, use, help) \
	{ letter, name, argument, is_optional, SETTING_##setting, value, OPTION_FOR_##use, help },
#include "conf/option.def"
#undef X
};

const struct option_info *option_info(enum option_id option)
{
	return &options[option];
}

const char *option_name(enum option_id option, char *to, size_t size)
{
	const struct option_info *info = &options[option];

	if (info->letter)
		snprintf(to, size, "-%c", info->letter);
	else
		snprintf(to, size, "--%s", info->name);
	return to;
}

const char *option_help(enum option_id option, char *to, size_t size)
{
	const struct option_info *info = &options[option];
	const struct setting_info *setting;

	if (info->setting == SETTING_COUNT || !info->argument) {
		snprintf(to, size, "%s", info->help);
		return to;
	}
	setting = setting_info(info->setting);
	if (setting->most > setting->least)
		snprintf(to, size, "%s, %g to %g (default %s)", info->help, setting->least, setting->most,
			 setting->initial);
	else
		snprintf(to, size, "%s", info->help);
	return to;
}
