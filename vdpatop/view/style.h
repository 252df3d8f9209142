/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The names of styles. What they look like is not known here. */
#pragma once

enum style {
#define STYLE(id, name, meaning) STYLE_##id,
#include "view/style.def"
#undef STYLE
	STYLE_COUNT,
};

/* "normal", "key-label", … Static. */
const char *style_name(enum style style);

/* One line for a person. Static. */
const char *style_meaning(enum style style);
