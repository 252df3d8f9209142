/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of actions and the look-up by the name of a key. */
#include "view/action.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const struct action_info actions[] = {
#define ACTION(id, name, keys, label, help) { name, keys, label, help },
#include "view/action.def"
#undef ACTION
};

const struct action_info *action_info(enum action action)
{
	return &actions[action];
}

static bool action_has_key(const char *keys, const char *key)
{
	size_t length = strlen(key);

	while (*keys) {
		size_t name = strcspn(keys, " ");

		if (name == length && !memcmp(keys, key, length))
			return true;
		keys += name;
		keys += strspn(keys, " ");
	}
	return false;
}

enum action action_for_key(const char *key)
{
	enum action action = 0;

	while (action < ACTION_COUNT && !action_has_key(actions[action].keys, key))
		action++;
	return *key ? action : ACTION_COUNT;
}

void action_first_key(enum action action, char *to, size_t size)
{
	const char *keys = actions[action].keys;

	snprintf(to, size, "%.*s", (int)strcspn(keys, " "), keys);
}
