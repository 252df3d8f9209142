/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a person can do. Which keys do it is view/keymap.h's. */
#pragma once

#include "view/mode.h"

enum action {
#define ACTION(id, name, modes, keys, label, needs, help) ACTION_##id,
#include "view/action.def"
#undef ACTION
	ACTION_COUNT, /* also: no action */
};

enum action_need {
	ACTION_NEEDS_NOTHING,
	ACTION_NEEDS_ROW,     /* something must be selected */
	ACTION_NEEDS_REPLAY,  /* a recording is shown */
	ACTION_NEEDS_LIVE,    /* none is */
	ACTION_NEEDS_MGMTDEV, /* something may be changed (view/status.h, no_change), and there is one */
	ACTION_NEEDS_DEVICE,  /* the same, and a device is selected, or its queue is; or some are tagged */
};

struct action_info {
	const char *name;  /* as a configuration file says it */
	unsigned modes;    /* 1 << enum mode of those where it works */
	const char *keys;  /* names of keys between blanks, by default */
	const char *label; /* on the key bar, "" when it does not stand there */
	enum action_need needs;
	const char *help;
};

/* What ACTION is. Static. */
const struct action_info *action_info(enum action action);

bool action_is_in(enum action action, enum mode mode);

/* The mode that ACTION opens, and leaves where it has the keys; MODE_COUNT for none. */
enum mode action_opens(enum action action);

/* The action called NAME; ACTION_COUNT when there is none. */
enum action action_find(const char *name);
