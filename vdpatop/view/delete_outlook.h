/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What becomes of a device in the dialog that deletes, as things stand now. */
#pragma once

#include "manage/usage.h"
#include "view/delete_form.h"

struct view;

enum delete_fate {
	DELETE_REFUSED, /* whatever is typed */
	DELETE_LOOKING, /* who uses it is not known yet */
	DELETE_GUARDED, /* it is or may be in use: it is deleted only when its name is typed */
	DELETE_FREE,
};

struct delete_outlook {
	enum delete_fate fate;
	const struct model_device *device; /* NULL: it is gone, or another one has its name */
	enum usage usage;
	bool is_unbound_first; /* it is bound to vhost_vdpa */
	char words[400];       /* why it is refused, or who uses it: safe text */
};

/* How things stand with TARGET of VIEW's dialog. */
void delete_look(const struct view *view, const struct model *model,
		 const struct delete_target *target, struct delete_outlook *ret_outlook);

/* Whether TARGET is deleted when it is sent now. */
bool delete_will(const struct delete_target *target, const struct delete_outlook *outlook);

/* The name of the device as it is shown, and is to be typed. */
void delete_name(const struct delete_target *target, char *to, size_t size);

/*
 * "the interface eth5 goes with it": what is gone with the device; "" for nothing, and for a node that
 * is named with who holds it open. Safe text.
 */
void delete_loss(const struct delete_outlook *outlook, char *to, size_t size);

/* What happens to the device, for a person, step by step: STEP from 0; false when there is none such. */
bool delete_step(const struct delete_outlook *outlook, int step, char *to, size_t size);
