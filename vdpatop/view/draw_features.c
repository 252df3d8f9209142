/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Features with a sign for how far each one got, flowing over the rows there are. */
#include "view/draw.h"

#include "base/text.h"
#include "vdpa/feature.h"
#include "view/features.h"
#include "view/layout.h"

const struct features_kind features_kinds[FEATURES_KINDS] = {
	{ STYLE_NEGOTIATED, GLYPH_NEGOTIATED, "negotiated" },
	{ STYLE_PROVISIONED, GLYPH_PROVISIONED, "provisioned only" },
	{ STYLE_SUPPORTED, GLYPH_SUPPORTED, "supported only" },
};

uint64_t features_of_kind(const struct features *features, size_t kind)
{
	const uint64_t sets[FEATURES_KINDS] = {
		features->negotiated,
		features->provisioned & ~features->negotiated,
		features->supported & ~features->provisioned & ~features->negotiated,
	};

	return sets[kind];
}

uint32_t features_class(uint64_t classes)
{
	bool is_only = classes && !(classes & (classes - 1));

	return is_only ? (uint32_t)__builtin_ctzll(classes) : 0;
}

void features_draw_legend(struct pen *pen, enum style style, const char *word,
			  const struct features *features)
{
	pen_put(pen, style, word);
	for (size_t i = 0; i < FEATURES_KINDS; i++) {
		if (!features_of_kind(features, i))
			continue;
		pen->column += 2;
		pen_glyph(pen, features_kinds[i].style, features_kinds[i].glyph);
		pen_print(pen, STYLE_LABEL, " %s", features_kinds[i].meaning);
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
	const struct features features = { negotiated, provisioned, supported };
	int indent = layout_margin(pen->area.columns) + FEATURES_INDENT;
	int left_out = 0;

	if (!negotiated && !provisioned && !supported)
		return;
	features_draw_legend(pen, STYLE_LABEL, "features", &features);
	pen_next_row(pen, indent);
	for (size_t i = 0; i < FEATURES_KINDS; i++)
		for (uint32_t bit = 0; bit < 64; bit++)
			if (features_of_kind(&features, i) >> bit & 1)
				left_out += left_out || !features_put(pen, &features_kinds[i], class_id,
								      bit, indent);
	if (left_out && pen->row < pen->area.rows) {
		pen_glyph(pen, STYLE_LABEL, GLYPH_ELLIPSIS);
		pen_print(pen, STYLE_LABEL, " %d more", left_out);
	}
}
