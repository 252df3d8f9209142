/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The dialog that deletes devices: the selected one, or all that are tagged. It is about the devices that
 * they were when it was opened, whatever becomes of their names and rows.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "manage/task.h"
#include "view/line.h"

struct mode_ops;

struct delete_target {
	struct task task;    /* deletes the device as it was when the dialog was opened */
	bool is_cut;         /* its name is longer than a task's */
	bool was_kept;       /* it was in use, or could not be deleted, while the dialog was open */
	bool is_left_out;    /* somebody ticked it off, or nobody has ticked it since it was kept */
	struct line typed;   /* what must be its name when it is in use */
};

struct delete_form {
	struct array targets;    /* struct delete_target, in the model's order */
	struct array tasks;      /* struct task: those that were sent last */
	uint64_t facts;          /* number of the host's facts when others were asked for: those are old */
	char blocked[16];        /* for how long netlink has not answered; "" while it does */
	size_t mgmtdevs, queues; /* that are tagged beside devices */
};

void delete_form_free(struct delete_form *dialog);

extern const struct mode_ops delete_form_ops;
