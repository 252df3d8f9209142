/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines with words. */
#include "view/rule.h"

#include "base/text.h"
#include "view/layout.h"

void rule_begin(struct pen *pen)
{
	pen->column = layout_margin(pen->area.columns);
}

/* The blanks around words are the line's: a style that underlines ends with its words. */
void rule_words(struct pen *pen, enum style style, const char *words)
{
	pen_glyph(pen, STYLE_RULE, GLYPH_RULE);
	pen_put(pen, STYLE_RULE, " ");
	pen_put(pen, style, words);
	pen_put(pen, STYLE_RULE, " ");
}

#define RULE_NOTE 3 /* cells beside a note: a blank on either side, and the end of the line */

void rule_end(struct pen *pen, const char *note)
{
	int room = pen_room(pen) - layout_margin(pen->area.columns);
	int width = *note ? (int)text_width(note) + RULE_NOTE : 0;

	if (width >= room)
		width = 0;
	pen_line(pen, STYLE_RULE, GLYPH_RULE, room - width);
	if (width) {
		pen_print(pen, STYLE_LABEL, " %s ", note);
		pen_glyph(pen, STYLE_RULE, GLYPH_RULE);
	}
}
