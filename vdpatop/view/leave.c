/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "view/leave.h"

#include <stdio.h>

#include "manage/job_words.h"
#include "view/view_private.h"

/* What is not done by itself when the program ends, and how much of it is being unbound. */
struct undone {
	size_t count, unbinding;
	const struct job *one;
};

static struct undone leave_undone(const struct view *view)
{
	struct undone undone = { 0 };

	for (size_t i = 0; i < view->jobs.count; i++) {
		const struct job *job = array_at(&view->jobs, struct job, i);

		if (!job_has_more(job))
			continue;
		undone.count++;
		undone.unbinding += job->state == JOB_UNBINDING;
		undone.one = job;
	}
	return undone;
}

static void leave_words(const struct undone *undone, const char *page, char *to, size_t size)
{
	char unbinding[64] = "";

	if (undone->count == 1) {
		job_warn_words(undone->one, to, size);
		return;
	}
	if (undone->unbinding)
		snprintf(unbinding, sizeof(unbinding), "; %zu being unbound, which goes on", undone->unbinding);
	snprintf(to, size, "%zu commands will not be done (%s)%s", undone->count, page, unbinding);
}

enum view_wish leave_try(struct view *view)
{
	bool is_second = view->leave.asked && view->leave.keys == view->leave.asked + 1;
	struct undone undone = leave_undone(view);
	char key[24], page[24], words[JOB_WORDS_SIZE];

	if (!undone.count || is_second)
		return VIEW_QUIT;
	view->leave.asked = view->leave.keys;
	keymap_first_key(&view->keymap, view_mode(view), ACTION_QUIT, key, sizeof(key));
	keymap_first_key(&view->keymap, MODE_TREE, ACTION_JOBS, page, sizeof(page));
	leave_words(&undone, page, words, sizeof(words));
	return view_notice(view, "%s again leaves: %s", key, words);
}
