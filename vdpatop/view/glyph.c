/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The signs, from the table. */
#include "view/glyph.h"

static const char *const glyphs[][2] = {
#define GLYPH(id, unicode, ascii) { unicode, ascii },
#include "view/glyph.def"
#undef GLYPH
};

const char *glyph_text(enum glyph glyph, bool is_ascii)
{
	return glyphs[glyph][is_ascii];
}
