/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "view/leave.h"

#include "view/view_private.h"

/* Jobs of which a step is still to come that is this program's: the kernel does none of these by itself. */
static size_t leave_undone(const struct view *view)
{
	size_t count = 0;

	for (size_t i = 0; i < view->jobs.count; i++) {
		enum job_state state = array_at(&view->jobs, struct job, i)->state;

		count += state == JOB_WAITING || state == JOB_LOOKING || state == JOB_UNBINDING;
	}
	return count;
}

enum view_wish leave_try(struct view *view)
{
	bool is_second = view->leave.asked && view->leave.keys == view->leave.asked + 1;
	size_t undone = leave_undone(view);
	char key[24], page[24];

	if (!undone || is_second)
		return VIEW_QUIT;
	view->leave.asked = view->leave.keys;
	keymap_first_key(&view->keymap, view_mode(view), ACTION_QUIT, key, sizeof(key));
	keymap_first_key(&view->keymap, MODE_TREE, ACTION_JOBS, page, sizeof(page));
	return view_notice(view, "%zu %s not done yet and will not be: %s again leaves, %s shows what", undone,
			   undone == 1 ? "command is" : "commands are", key, page);
}
