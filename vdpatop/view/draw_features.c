/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Features with a sign for how far each one got, flowing over the rows there are. */
#include "view/draw.h"

#include "base/text.h"
#include "vdpa/feature.h"
#include "view/layout.h"

static const struct features_kind {
	enum style style;
	enum glyph glyph;
	const char *meaning;
} kinds[] = {
	{ STYLE_NEGOTIATED, GLYPH_NEGOTIATED, "negotiated" },
	{ STYLE_PROVISIONED, GLYPH_PROVISIONED, "provisioned only" },
	{ STYLE_SUPPORTED, GLYPH_SUPPORTED, "supported only" },
};

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

/* Only the signs that are used are explained. */
static void features_legend(struct pen *pen, const uint64_t *sets)
{
	pen_put(pen, STYLE_LABEL, "features");
	for (size_t i = 0; i < KINDS; i++) {
		if (!sets[i])
			continue;
		pen->column += 2;
		pen_glyph(pen, kinds[i].style, kinds[i].glyph);
		pen_print(pen, STYLE_LABEL, " %s", kinds[i].meaning);
	}
}

#define FEATURES_INDENT 2
#define FEATURES_REST 10 /* cells for "… 99 more" on the last row */

/* Goes to where WIDTH cells fit; false when there is no such place. */
static bool features_make_room(struct pen *pen, int width, int indent)
{
	bool is_last = pen->row >= pen->area.rows - 1;

	if (width <= pen_room(pen) - (is_last ? FEATURES_REST : 0))
		return true;
	if (is_last)
		return false;
	pen_next_row(pen, indent);
	is_last = pen->row >= pen->area.rows - 1;
	return width <= pen_room(pen) - (is_last ? FEATURES_REST : 0);
}

static bool features_put(struct pen *pen, const struct features_kind *kind, uint32_t class_id,
			 uint32_t bit, int indent)
{
	char name[64];

	vdpa_feature_print(name, sizeof(name), class_id, bit);
	if (!features_make_room(pen, (int)text_width(name) + 2, indent))
		return false;
	pen_glyph(pen, kind->style, kind->glyph);
	pen_print(pen, kind->style, " %s", name);
	pen->column += 2;
	return true;
}

void draw_features(struct pen *pen, uint32_t class_id, uint64_t negotiated, uint64_t provisioned,
		   uint64_t supported)
{
	const uint64_t sets[KINDS] = {
		negotiated,
		provisioned & ~negotiated,
		supported & ~provisioned & ~negotiated,
	};
	int indent = layout_margin(pen->area.columns) + FEATURES_INDENT;
	int left_out = 0;

	if (!negotiated && !provisioned && !supported)
		return;
	features_legend(pen, sets);
	pen_next_row(pen, indent);
	for (size_t i = 0; i < KINDS; i++)
		for (uint32_t bit = 0; bit < 64; bit++)
			if (sets[i] >> bit & 1)
				left_out += left_out ||
					    !features_put(pen, &kinds[i], class_id, bit, indent);
	if (left_out && pen->row < pen->area.rows) {
		pen_glyph(pen, STYLE_LABEL, GLYPH_ELLIPSIS);
		pen_print(pen, STYLE_LABEL, " %d more", left_out);
	}
}
