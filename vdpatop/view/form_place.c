/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a form's fields stand.
 *
 *	margin, sign, label,    value, remark
 *	|      |      |         |
 *	 ▏      ›      Name      vm0▁▁▁▁▁▁▁▁▁▁  ▲ web0 has this name already
 */
#include "view/form_place.h"

#include <string.h>

#include "base/text.h"
#include "view/draw.h"
#include "view/form_private.h"
#include "view/layout.h"
#include "view/wrap.h"

#define FORM_FIELD 24 /* cells of a text, at least */
#define FORM_LEAST 24 /* cells of a remark below its value; else it begins at the left */
#define FORM_BOX 4    /* "[x] " */
#define FORM_APART 3  /* cells between buttons: the sign before the focused one has its blanks */

static int form_label_width(const struct form *form, bool of_checks)
{
	int width = 0;

	for (size_t i = 0; i < form->fields.count; i++) {
		const struct form_field *field = form_at(form, i);
		bool is_check = field->kind == FORM_CHECK;

		if (is_check == of_checks &&
		    (is_check || field->kind == FORM_TEXT || field->kind == FORM_CHOICE))
			width = form_most(width, (int)text_width(field->label));
	}
	return width;
}

struct form_grid form_grid(const struct form *form, int columns)
{
	int margin = layout_margin(columns);
	struct form_grid grid = { .columns = columns - margin, .sign = margin };
	int most = margin ? columns / 2 : columns / 3;
	int width;

	grid.label = margin + (margin ? FORM_SIGN : 0);
	width = form_label_width(form, false);
	grid.value = grid.label + (width < most ? width : most) + FORM_GAP;
	width = form_label_width(form, true) + FORM_BOX;
	grid.note = grid.label + (width < most ? width : most) + FORM_GAP;
	return grid;
}

/* What stands beside or below a field: why it is off goes before all else. */
const char *form_remark_of(const struct form_field *field)
{
	return *field->off ? field->off : field->remark;
}

const char *form_sign_of(const struct form_field *field, bool is_ascii)
{
	return *field->off ? glyph_text(GLYPH_UNKNOWN, is_ascii) :
			     draw_level_sign(field->level, is_ascii);
}

/* Cells of a text's field, which is never shorter than what is typed when there is room. */
int form_text_width(const struct form_field *field, int room)
{
	int width = form_most((int)text_width(field->line->text) + 1, FORM_FIELD);

	if (*field->off && !*field->line->text)
		return 0;
	if (!*field->line->text)
		width = form_most(width, (int)text_width(field->hint) + 3);
	return width < room ? width : room;
}

int form_button_width(const struct form_field *field)
{
	return (int)text_width(field->label) + 4;
}

/* Where the value of FIELD begins. */
int form_value_column(const struct form_field *field, const struct form_grid *grid)
{
	switch (field->kind) {
	case FORM_TEXT: case FORM_CHOICE:
		return grid->value;
	case FORM_CHECK:
		return grid->note;
	default:
		return grid->label;
	}
}

/* Behind the value. */
static int form_value_end(const struct form_field *field, const struct form_grid *grid)
{
	int at = form_value_column(field, grid);

	switch (field->kind) {
	case FORM_TEXT:
		return at + form_text_width(field, grid->columns - at);
	case FORM_CHOICE:
		return at + (int)text_width(field->value) + 4;
	case FORM_CHECK:
		if (!*field->value)
			at = grid->label + FORM_BOX + (int)text_width(field->label);
		return at + (int)text_width(field->value);
	default:
		return grid->columns;
	}
}

/* Cells of a remark with its sign. */
static int form_remark_width(const struct form_field *field)
{
	int sign = (int)text_width(form_sign_of(field, false));

	return (int)text_width(form_remark_of(field)) + (sign ? sign + 1 : 0);
}

int form_note_column(const struct form_field *field, const struct form_grid *grid)
{
	int end = form_value_end(field, grid);

	return end > form_value_column(field, grid) || field->kind == FORM_CHECK ? end + FORM_GAP : end;
}

bool form_is_beside(const struct form_field *field, const struct form_grid *grid)
{
	return form_note_column(field, grid) + form_remark_width(field) <= grid->columns;
}

int form_below_column(const struct form_field *field, const struct form_grid *grid)
{
	int column = form_value_column(field, grid);

	return grid->columns - column >= FORM_LEAST ? column : grid->label;
}

static int form_below_rows(const struct form_field *field, const struct form_grid *grid)
{
	int column = form_below_column(field, grid);
	int sign = *form_sign_of(field, false) ? 2 : 0;

	if (!*form_remark_of(field) || form_is_beside(field, grid))
		return 0;
	return wrap_count(form_remark_of(field), false, form_most(grid->columns - column - sign, 1));
}

/* A button goes beside the one before while there is room and no remark below that. */
static bool form_joins(const struct form_field *before, const struct form_field *field,
		       const struct form_grid *grid)
{
	return before && before->kind == FORM_BUTTON && field->kind == FORM_BUTTON &&
	       before->rows == 1 &&
	       before->column + form_button_width(before) + FORM_APART + form_button_width(field) <=
		       grid->columns;
}

/* Gives every field its rows. Returns how many there are in all. */
int form_place(const struct form *form, const struct form_grid *grid)
{
	const struct form_field *before = NULL;
	int row = 0;

	for (size_t i = 0; i < form->fields.count; i++) {
		struct form_field *field = form_at(form, i);
		bool joins = form_joins(before, field, grid);

		field->column = joins ? before->column + form_button_width(before) + FORM_APART :
					grid->label;
		field->rows = 1 + form_below_rows(field, grid);
		if (field->kind == FORM_WORDS && *field->value)
			field->rows = wrap_count(field->value, false, form_most(grid->columns - grid->label, 1));
		field->row = joins ? before->row : row;
		row = form_most(row, field->row + field->rows);
		before = field;
	}
	return row;
}

/* The rows that are to be seen with FIELD: its options, and whatever takes no focus at either end. */
static void form_extent(const struct form *form, const struct form_field *field, int total,
			int *ret_first, int *ret_last)
{
	size_t place = (size_t)(field - form_at(form, 0));
	size_t next = place + 1, first = 0;

	*ret_first = field->row;
	*ret_last = field->row + field->rows - 1;
	for (; next < form->fields.count && form_at(form, next)->kind == FORM_OPTION; next++)
		*ret_last = form_at(form, next)->row;
	while (next < form->fields.count && !form_takes_focus(form_at(form, next)))
		next++;
	if (next == form->fields.count)
		*ret_last = total - 1;
	while (first < place && !form_takes_focus(form_at(form, first)))
		first++;
	if (first == place)
		*ret_first = 0;
}

/* What has the focus comes into sight with the least movement; its own row before all. */
void form_scroll(struct form *form, const struct form_field *field, int total, int height)
{
	int first, last;

	if (field) {
		form_extent(form, field, total, &first, &last);
		if (last >= form->top + height)
			form->top = last - height + 1;
		if (first < form->top)
			form->top = first;
		if (field->row >= form->top + height)
			form->top = field->row - height + 1;
		if (field->row < form->top)
			form->top = field->row;
	}
	if (form->top > total - height)
		form->top = total - height;
	if (form->top < 0)
		form->top = 0;
}
