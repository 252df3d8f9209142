/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the screen asks to be carried out. */
#include "manage/wish.h"
#include "view/view_private.h"

enum view_wish view_submit(struct view *view, const struct task *tasks, size_t count, bool stops)
{
	view->command = (struct view_command){
		.kind = VIEW_SUBMIT, .submission = ++view->submissions, .tasks = tasks, .count = count,
		.stops = stops,
	};
	return VIEW_COMMAND;
}

enum view_wish view_submit_apart(struct view *view, const struct task *tasks, size_t count)
{
	view->command = (struct view_command){
		.kind = VIEW_SUBMIT, .submission = view->submissions + 1, .tasks = tasks, .count = count,
		.is_apart = true,
	};
	view->submissions += count;
	return VIEW_COMMAND;
}

void view_propose_mac(struct view *view, const struct model *model, char *to, size_t size)
{
	view->seed = view->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	wish_propose_mac(model, view->seed, to, size);
}

const struct view_command *view_get_command(const struct view *view)
{
	return &view->command;
}

void view_refuse_command(struct view *view, const char *words)
{
	view_tell(view, words);
}

void view_seed(struct view *view, uint64_t seed)
{
	view->seed = seed;
}
