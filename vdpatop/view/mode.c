/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of modes. */
#include "view/mode.h"

#include <string.h>

static const struct mode_info modes[] = {
#define MODE(id, name, kind, title) { name, MODE_##kind, title },
#include "view/mode.def"
#undef MODE
};

const struct mode_info *mode_info(enum mode mode)
{
	return &modes[mode];
}

enum mode mode_find(const char *name)
{
	enum mode mode = 0;

	while (mode < MODE_COUNT && strcmp(modes[mode].name, name))
		mode++;
	return mode;
}
