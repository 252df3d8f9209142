/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the pages of all things have in common. */
#include "view/page.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "vdpa/feature.h"
#include "view/features.h"
#include "view/layout.h"
#include "view/wrap.h"

#define PAGE_WHY 200 /* bytes of a reason */

static int page_left(const struct pen *pen)
{
	return layout_margin(pen->area.columns) + pen->indent;
}

void page_section(struct pen *pen, const char *title)
{
	pen->indent = 0;
	pen->column = page_left(pen);
	pen_put(pen, STYLE_HEADING, title);
	pen->indent = PAGE_INDENT;
	pen_next_row(pen, page_left(pen));
}

void page_end_row(struct pen *pen)
{
	if (pen->column > page_left(pen))
		pen_next_row(pen, page_left(pen));
}

void page_words(struct pen *pen, enum style style, const char *words)
{
	wrap_put(pen, style, words, false);
	pen->column = page_left(pen);
}

void page_command(struct pen *pen, enum style style, const char *line)
{
	wrap_put(pen, style, line, true);
	pen->column = page_left(pen);
}

/* The rows of the screen that ROW is one of. */
static unsigned page_kind(const struct column_row *row)
{
	return row->queue ? COLUMN_ON_QUEUE : row->device ? COLUMN_ON_DEVICE : COLUMN_ON_MGMTDEV;
}

static bool page_is_unknown(const struct column_row *row, enum column_id id, char *why)
{
	if (!(column_of(id)->signs & page_kind(row)))
		return false;
	draw_why(row, id, why, PAGE_WHY);
	return *why;
}

/* The titles of all columns that lack a figure for the same reason as FIRST; false: one before does. */
static bool page_same_reason(const struct column_row *row, enum column_id first, const char *why,
			     char *to, size_t size)
{
	size_t at = 0;

	for (enum column_id id = 0; id < COLUMN_COUNT; id++) {
		char other[PAGE_WHY];

		if (!page_is_unknown(row, id, other) || strcmp(other, why))
			continue;
		if (id < first)
			return false;
		at += (size_t)snprintf(to + at, size - at, "%s%s", at ? ", " : "", column_of(id)->title);
		at = at < size ? at : size - 1;
	}
	return true;
}

void page_unknown(struct pen *pen, const struct column_row *row)
{
	bool is_first = true;

	for (enum column_id id = 0; id < COLUMN_COUNT; id++) {
		char why[PAGE_WHY], titles[PAGE_WHY], words[2 * PAGE_WHY + 4];

		if (!page_is_unknown(row, id, why) ||
		    !page_same_reason(row, id, why, titles, sizeof(titles)))
			continue;
		if (is_first)
			page_section(pen, "Not known");
		is_first = false;
		snprintf(words, sizeof(words), "%s: %s", titles, why);
		pen_glyph(pen, STYLE_NORMAL, GLYPH_UNKNOWN);
		pen->column++;
		page_words(pen, STYLE_NORMAL, words);
	}
}

#define PAGE_NAME 18 /* cells of a feature's name */

static void page_feature(struct pen *pen, const struct features_kind *kind, uint32_t class_id,
			 uint32_t bit)
{
	const struct vdpa_feature *feature = vdpa_feature_find(class_id, bit);
	char name[64], number[8];
	int width = PAGE_NAME;

	vdpa_feature_print(name, sizeof(name), class_id, bit);
	snprintf(number, sizeof(number), "%u", bit);
	pen_glyph(pen, kind->style, kind->glyph);
	pen->column++;
	width = (int)text_width(name) > width ? (int)text_width(name) : width;
	pen_field(pen, kind->style, name, width, false);
	pen_field(pen, STYLE_LABEL, number, 3, true);
	pen->column += 2;
	page_words(pen, STYLE_NORMAL, feature ? feature->meaning : "no name is known for this bit");
}

void page_features(struct pen *pen, uint32_t class_id, const struct features *features)
{
	if (!features->negotiated && !features->provisioned && !features->supported)
		return;
	pen->indent = 0;
	pen->column = page_left(pen);
	features_draw_legend(pen, STYLE_HEADING, "Features", features);
	pen->indent = PAGE_INDENT;
	pen_next_row(pen, page_left(pen));
	for (size_t i = 0; i < FEATURES_KINDS; i++) {
		uint64_t set = features_of_kind(features, i);

		for (uint32_t bit = 0; bit < 64; bit++)
			if (set >> bit & 1)
				page_feature(pen, &features_kinds[i], class_id, bit);
	}
}
