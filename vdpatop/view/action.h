/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Actions and the names of the keys that start them. How a terminal sends a key is not known here. */
#pragma once

#include <stddef.h>

enum action {
#define ACTION(id, name, keys, label, help) ACTION_##id,
#include "view/action.def"
#undef ACTION
	ACTION_COUNT, /* also: no action */
};

struct action_info {
	const char *name;  /* as a configuration file says it */
	const char *keys;  /* names of keys between blanks; the first is the one to show */
	const char *label; /* on the key bar, "" when it does not stand there */
	const char *help;
};

/* What ACTION is. Static. */
const struct action_info *action_info(enum action action);

/* The action of the key called KEY ("F1", "Up", "q", "^L", "Space"), or ACTION_COUNT. */
enum action action_for_key(const char *key);

/* Writes the name of the action's first key. */
void action_first_key(enum action action, char *to, size_t size);
