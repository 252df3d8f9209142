/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Signs in two alphabets: Unicode, and ASCII for terminals and fonts without it. */
#pragma once

#include <stdbool.h>

enum glyph {
#define GLYPH(id, unicode, ascii) GLYPH_##id,
#include "view/glyph.def"
#undef GLYPH
	GLYPH_COUNT,
};

/* The sign as UTF-8, one cell wide. Static. */
const char *glyph_text(enum glyph glyph, bool is_ascii);
