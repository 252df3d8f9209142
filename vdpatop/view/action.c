/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of actions. */
#include "view/action.h"

#include <string.h>

#define IN_TREE (1u << MODE_TREE)
#define IN_HELP (1u << MODE_HELP)
#define IN_DETAIL (1u << MODE_DETAIL)
#define IN_GRAPH (1u << MODE_GRAPH)
#define IN_LOG (1u << MODE_LOG)
#define IN_SETUP (1u << MODE_SETUP)
#define IN_SORT (1u << MODE_SORT)
#define IN_JOBS (1u << MODE_JOBS)
#define IN_ADD (1u << MODE_ADD)
#define IN_CHANGE (1u << MODE_CHANGE)
#define IN_DELETE (1u << MODE_DELETE)
#define IN_FORMS (IN_ADD | IN_CHANGE | IN_DELETE)
#define IN_PROMPT (1u << MODE_PROMPT)
#define IN_PLACES (IN_TREE | IN_DETAIL | IN_GRAPH | IN_LOG | IN_JOBS)
#define IN_PAGES (IN_PLACES | IN_HELP)
#define IN_ALL (IN_PAGES | IN_SETUP | IN_SORT)

static const struct action_info actions[] = {
#define ACTION(id, name, modes, keys, label, needs, help) \
	{ name, modes, keys, label, ACTION_NEEDS_##needs, help },
#include "view/action.def"
#undef ACTION
};

const struct action_info *action_info(enum action action)
{
	return &actions[action];
}

bool action_is_in(enum action action, enum mode mode)
{
	return actions[action].modes >> mode & 1;
}

enum mode action_opens(enum action action)
{
	switch (action) {
	case ACTION_HELP:
		return MODE_HELP;
	case ACTION_DETAIL:
		return MODE_DETAIL;
	case ACTION_GRAPH:
		return MODE_GRAPH;
	case ACTION_LOG:
		return MODE_LOG;
	case ACTION_JOBS:
		return MODE_JOBS;
	case ACTION_ADD:
		return MODE_ADD;
	case ACTION_CHANGE:
		return MODE_CHANGE;
	case ACTION_DELETE:
		return MODE_DELETE;
	case ACTION_SETUP:
		return MODE_SETUP;
	case ACTION_SORT:
		return MODE_SORT;
	default:
		return MODE_COUNT;
	}
}

enum action action_find(const char *name)
{
	enum action action = 0;

	while (action < ACTION_COUNT && strcmp(actions[action].name, name))
		action++;
	return action;
}
