/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The names of styles, from the table. */
#include "view/style.h"

static const struct {
	const char *name;
	const char *meaning;
} styles[] = {
#define STYLE(id, name, meaning) { name, meaning },
#include "view/style.def"
#undef STYLE
};

const char *style_name(enum style style)
{
	return styles[style].name;
}

const char *style_meaning(enum style style)
{
	return styles[style].meaning;
}
