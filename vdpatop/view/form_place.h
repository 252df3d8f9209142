/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a form's fields stand in columns and rows: arithmetic, nothing is drawn. */
#pragma once

#include "view/form.h"

#define FORM_SIGN 2 /* cells of the sign before the focused field */
#define FORM_GAP 2  /* cells between a label, its value and a remark */

static inline int form_most(int a, int b)
{
	return a > b ? a : b;
}

/* Columns of everything in an area. */
struct form_grid {
	int columns; /* without the margin at the right */
	int sign, label, value, note; /* where they begin; the note is a check's value */
};

struct form_grid form_grid(const struct form *form, int columns);

/* What stands beside or below a field, and the sign before it: why it is off goes before all else. */
const char *form_remark_of(const struct form_field *field);
const char *form_sign_of(const struct form_field *field, bool is_ascii);

/* Cells of a text's field, as long as what is typed while there is room, none of one that is off; of a button. */
int form_text_width(const struct form_field *field, int room);
int form_button_width(const struct form_field *field);

/* Where the value of FIELD begins, and where a remark beside it does. */
int form_value_column(const struct form_field *field, const struct form_grid *grid);
int form_note_column(const struct form_field *field, const struct form_grid *grid);

/* Whether the remark stands beside the value; else below it, from which column on. */
bool form_is_beside(const struct form_field *field, const struct form_grid *grid);
int form_below_column(const struct form_field *field, const struct form_grid *grid);

/* Gives every field its rows. Returns how many there are in all. */
int form_place(const struct form *form, const struct form_grid *grid);

/* Scrolls FIELD, which may be NULL, into HEIGHT of TOTAL rows. */
void form_scroll(struct form *form, const struct form_field *field, int total, int height);
