/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why an action cannot be done now: its key is dimmed then, and says so. */
#pragma once

#include <stdbool.h>

#include "view/action.h"
#include "view/status.h"

struct model;

/* What there is for actions. */
struct lacks {
	bool has_row;          /* one is selected */
	bool has_device;       /* the same of a device or its queue, or devices are tagged */
	bool is_replay;        /* a recording is shown */
	const char *no_change; /* as in struct view_status */
	const struct model *model;
};

/* What an action that NEEDS something lacks. Static, or NO_CHANGE itself; NULL for nothing. */
const char *lacks_words(const struct lacks *lacks, enum action_need needs);

/* STATUS, in which no_change says it as well where MODEL has no vdpa family. */
struct view_status lacks_status(const struct model *model, const struct view_status *status);
