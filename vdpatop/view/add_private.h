/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the add dialog share. */
#pragma once

#include "model/model.h"
#include "view/add_form.h"
#include "view/form.h"

/* Ids of fields, beside those of enum task_field. */
enum {
	ADD_STOPS = TASK_FIELDS,
	ADD_SEND,
	ADD_CANCEL,
	ADD_RESTORE,
	ADD_FEATURE = 100,  /* and its bit */
	ADD_MGMTDEV = 1000, /* options: and the index, class, driver */
	ADD_CLASS = 100000,
	ADD_DRIVER = 101000,
};

/* The wish as a whole. */
void add_form_wish(const struct add_form *add, struct wish *ret_wish);

/* Whether FIELD keeps it from being sent, as last described. */
bool add_form_is_wrong(const struct view *view, enum task_field field);

void add_form_describe(struct view *view, const struct model *model, struct form *form);

/* The classes that the chosen mgmtdev has, as a bitmap. */
uint64_t add_form_classes(const struct add_form *add, const struct model *model);

/* What came of FIELD's last try, as a remark; and that, or else what was found, where there is something. */
void add_form_put_outcome(const struct add_form *add, struct form_field *field);
void add_form_remark(const struct view *view, struct form_field *field, enum task_field id);

/* Parts of the form, from top to bottom. */
void add_form_mgmtdev(const struct view *view, const struct model *model, struct form *form);
void add_form_class(const struct view *view, const struct model *model, struct form *form);
void add_form_summary(const struct add_form *add, struct form *form);
void add_form_state(const struct view *view, struct form *form);
void add_form_buttons(const struct view *view, struct form *form);
void add_form_foot(const struct add_form *add, struct form *form);
