/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Steps and limits of the time between samples. */
#include "view/delay.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "view/view_private.h"

#define DELAY_LEAST 0.1
#define DELAY_MOST 3600.0

static const double steps[] = { 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 600, 3600 };

#define STEPS (sizeof(steps) / sizeof(steps[0]))

static enum view_wish delay_set(struct view *view, double seconds)
{
	view->delay = seconds;
	return VIEW_DELAY;
}

/* The next step beyond what it is; a hair's breadth is no step. */
static enum view_wish delay_step(struct view *view, bool is_longer)
{
	for (size_t i = 0; i < STEPS && is_longer; i++)
		if (steps[i] > view->interval * 1.01)
			return delay_set(view, steps[i]);
	for (size_t i = STEPS; i-- > 0 && !is_longer;)
		if (steps[i] < view->interval * 0.99)
			return delay_set(view, steps[i]);
	return view_notice(view, "the time between samples is %g to %g seconds", DELAY_LEAST, DELAY_MOST);
}

static int delay_changed(struct view *view, const struct model *model, const char *text,
			 struct error *error)
{
	char *end;
	double seconds = strtod(text, &end);

	(void)view;
	(void)model;
	if (end == text || *end || !(seconds >= DELAY_LEAST && seconds <= DELAY_MOST))
		return error_set(error, -EINVAL, "expected %g to %g seconds", DELAY_LEAST, DELAY_MOST);
	return 0;
}

static enum view_wish delay_accepted(struct view *view, const struct model *model, const char *text)
{
	(void)model;
	return delay_set(view, strtod(text, NULL));
}

static const struct prompt_use delay_use = {
	.label = "Seconds between samples",
	.hint = "0.1 to 3600",
	.changed = delay_changed,
	.accepted = delay_accepted,
};

bool delay_act(struct view *view, enum action action, enum view_wish *ret_wish)
{
	char text[32];

	switch (action) {
	case ACTION_DELAY:
		snprintf(text, sizeof(text), "%g", view->interval);
		*ret_wish = prompt_open(view, &delay_use, text);
		return true;
	case ACTION_SLOWER:
	case ACTION_FASTER:
		*ret_wish = delay_step(view, action == ACTION_SLOWER);
		return true;
	default:
		return false;
	}
}
