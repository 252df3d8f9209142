/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words that say why a figure is missing. */
#include "view/draw.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "view/tree_column.h"

void draw_why(const struct column_row *row, enum column_id id, char *to, size_t size)
{
	struct column_value value;

	column_get(id, row, &value);
	if (value.kind != VALUE_NONE)
		text_copy(to, size, "");
	else if (!strcmp(value.why, "mapped"))
		text_copy(to, size, "doorbells go through a mapped page, no kernel code sees them");
	else
		pen_safe(to, size, value.why);
}

/* One for the row when it is the same for both figures, else each with its name. */
static void reason_of_row(const struct draw *draw, const struct column_row *row, char *to, size_t size)
{
	char kicks[200], wqes[200];
	bool is_same;

	draw_why(row, COLUMN_KICKS_RATE, kicks, sizeof(kicks));
	draw_why(row, COLUMN_WQES_RATE, wqes, sizeof(wqes));
	is_same = !strcmp(kicks, wqes);
	if (*kicks || *wqes)
		snprintf(to, size, "%s %s%s%s%s%s", glyph_text(GLYPH_UNKNOWN, draw->is_ascii),
			 *kicks && !is_same ? "kicks: " : "", kicks,
			 *kicks && *wqes && !is_same ? "; " : "",
			 *wqes && !is_same ? "wqes: " : "", is_same ? "" : wqes);
}

/* What no sum has, for want of a kernel that counts it. */
static void reason_no_doorbells(const struct draw *draw, char *to, size_t size)
{
	snprintf(to, size, "%s kicks/s: this kernel counts no doorbells; patched modules do, see vdpatop(1)",
		 glyph_text(GLYPH_UNKNOWN, draw->is_ascii));
}

static void reason_left_out(const struct draw *draw, char *to, size_t size)
{
	const struct model_totals *totals = &draw->model->totals;
	char kicks[48] = "", wqes[48] = "";

	if (totals->kicks_missing)
		snprintf(kicks, sizeof(kicks), "kicks of %" PRIu32, totals->kicks_missing);
	if (totals->wqes_missing)
		snprintf(wqes, sizeof(wqes), "wqes of %" PRIu32, totals->wqes_missing);
	snprintf(to, size, "%s left out: %s%s%s %s", glyph_text(GLYPH_AT_LEAST, draw->is_ascii), kicks,
		 *kicks && *wqes ? ", " : "", wqes,
		 totals->kicks_missing + totals->wqes_missing == 1
			 ? "queue in use; its row says why"
			 : "queues in use; their rows say why");
}

/* A management device has no figures of its own: what is said is of the totals at the top. */
static void reason_of_totals(const struct draw *draw, char *to, size_t size)
{
	const struct model *model = draw->model;
	const struct model_totals *totals = &model->totals;

	/* Before a second reading there is no rate, and a right that is missing is said of all. */
	if (!model->has_sample || model->info->no_access || (!totals->has_kicks && !totals->has_wqes))
		return;
	if (!totals->counts_kicks && !model->info->has_vstats_dump)
		reason_no_doorbells(draw, to, size);
	else if (totals->kicks_missing || totals->wqes_missing)
		reason_left_out(draw, to, size);
}

/* What is wrong with the device though each of its queues may be well. */
static void reason_of_skew(const struct draw *draw, const struct skew *skew, char *to, size_t size)
{
	char words[96];

	skew_words(words, sizeof(words), skew);
	snprintf(to, size, "%s %s: %s", draw_level_sign(MODEL_WARNING, draw->is_ascii),
		 health_name(HEALTH_SKEWED), words);
}

void draw_reason(const struct draw *draw, char *to, size_t size)
{
	struct column_row row;

	text_copy(to, size, "");
	if (draw->row.name.kind == ROW_NONE)
		return;
	row = tree_row(draw, &draw->row);
	if (row.device && !row.queue && row.device->skew.is_on)
		reason_of_skew(draw, &row.device->skew, to, size);
	else if (row.device)
		reason_of_row(draw, &row, to, size);
	else
		reason_of_totals(draw, to, size);
}
