/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the dialog that changes a device share. */
#pragma once

#include "manage/usage.h"
#include "manage/wish.h"
#include "model/model.h"
#include "view/change_form.h"

struct form;
struct view;

/* Fields, beside those of enum task_field. */
enum {
	CHANGE_RECREATE = TASK_FIELDS,
	CHANGE_TYPED,
	CHANGE_SEND,
	CHANGE_CANCEL,
	CHANGE_FEATURE = 100, /* and its bit */
};

/* How things stand with the device, and what would be sent. */
struct change_outlook {
	const struct model_device *device; /* NULL: it is gone, or another one has its name */
	enum task_driver driver; /* that it is bound to; AUTO: one that is not known here */
	enum usage usage;
	bool is_looking;       /* who uses it is not known yet */
	bool takes_away;       /* what is wanted takes it from whoever uses it */
	bool is_guarded;       /* and somebody may use it: only with its name typed */
	bool is_named;         /* which it is */
	char refused[400];     /* why nothing can be changed at all: safe text; "" when it can */
	char users[400];       /* who uses it */
};

static inline bool change_is_touched(const struct change_form *change, enum task_field field)
{
	return change->touched >> field & 1;
}

void change_look(const struct view *view, const struct model *model, struct change_outlook *ret_outlook);

/* Works out findings, errors and tasks of what is typed. */
void change_plan(struct view *view, const struct model *model, const struct change_outlook *outlook);

/* The device as it would be added anew. */
void change_wish(const struct change_form *change, const struct model *model, struct wish *ret_wish);

/* What the device's management device can be told when it makes one, as VDPA_HAS_… bits. */
uint32_t change_takes(const struct change_form *change, const struct model *model);

/* Why the MAC address cannot be changed while the device is there; "" when it can. */
void change_mac_off(const struct change_form *change, const struct model *model, char *to, size_t size);

/* Fills the lines with what the device has. */
void change_preset(struct change_form *change, const struct model *model,
		   const struct model_device *device);

void change_describe(struct view *view, const struct model *model, struct form *form);
