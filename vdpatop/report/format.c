/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of formats. */
#include "report/format.h"

#include <string.h>

static const struct {
	const char *name, *help;
	const struct format *format;
} formats[] = {
#define X(id, identifier, name, help) { name, help, &format_##identifier },
#include "report/format.def"
#undef X
};

const struct format *format_of(enum format_id id)
{
	return formats[id].format;
}

const char *format_name(enum format_id id)
{
	return formats[id].name;
}

const char *format_help(enum format_id id)
{
	return formats[id].help;
}

bool format_find(const char *name, enum format_id *ret_id)
{
	for (enum format_id id = 0; id < FORMAT_COUNT; id++) {
		if (strcmp(formats[id].name, name))
			continue;
		*ret_id = id;
		return true;
	}
	return false;
}
