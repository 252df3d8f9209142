/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What form.c and form_draw.c share. */
#pragma once

#include "view/form.h"

struct form_foot {
	enum style style;
	bool is_command; /* WORDS are a line for a shell */
	char words[1600];
};

static inline struct form_field *form_at(const struct form *form, size_t place)
{
	return array_at(&form->fields, struct form_field, place);
}

static inline bool form_takes_focus(const struct form_field *field)
{
	return field->kind == FORM_TEXT || field->kind == FORM_CHOICE || field->kind == FORM_CHECK ||
	       field->kind == FORM_BUTTON;
}

/* Describes the form anew and finds the field that has the focus; NULL when none takes it. */
struct form_field *form_settle(struct view *view, const struct model *model);
