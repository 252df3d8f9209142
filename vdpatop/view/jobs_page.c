/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Moving about among what was asked for, going on with what is held and giving up what has not begun. */
#include "view/jobs_page.h"

#include <string.h>

#include "base/clock.h"
#include "model/model.h"
#include "view/draw.h"
#include "view/motion.h"
#include "view/view_private.h"

static bool is_failure(const struct job *job)
{
	return job->state == JOB_FAILED;
}

/* The last that failed of the submission that HELD belongs to. */
static const struct job *jobs_stopper(const struct job *jobs, size_t count, const struct job *held)
{
	const struct job *found = NULL;

	for (size_t i = 0; i < count; i++)
		if (jobs[i].submission == held->submission && is_failure(&jobs[i]))
			found = &jobs[i];
	return found;
}

/* From which of COUNT jobs on, at least one, they were asked for at once: a submission, or several. */
static size_t jobs_newest(const struct job *jobs, size_t count)
{
	size_t first = count - 1;

	while (first && (jobs[first - 1].submission == jobs[first].submission ||
			 jobs[first].submitted - jobs[first - 1].submitted < CLOCK_SECOND / 4))
		first--;
	return first;
}

void jobs_sum(const struct job *jobs, size_t count, struct jobs_sum *ret_sum)
{
	size_t newest = count ? jobs_newest(jobs, count) : 0;
	struct jobs_sum sum = { 0 };

	for (size_t i = 0; i < count; i++) {
		const struct job *job = &jobs[i];
		bool is_waiting = job->state == JOB_WAITING;

		sum.done[job->task.kind] += i >= newest && job->state == JOB_DONE;
		sum.failed += i >= newest && is_failure(job);
		sum.skipped += i >= newest && job->state == JOB_SKIPPED;
		sum.held += is_waiting && job->is_held;
		sum.waiting += is_waiting && !job->is_held;
		sum.working += !is_waiting && !job_is_over(job);
		if (!is_waiting && !job_is_over(job) && !sum.oldest)
			sum.oldest = job;
		if (is_waiting && job->is_held && !sum.stopped)
			sum.stopped = jobs_stopper(jobs, count, job);
	}
	*ret_sum = sum;
}

static uint64_t jobs_number(const void *context, size_t position)
{
	return ((const struct job *)context)[position].number;
}

/* Of the newest the one that held ones wait for, else the first at work, else the first that failed. */
static size_t jobs_of_interest(const struct job *jobs, size_t count)
{
	size_t newest = jobs_newest(jobs, count);
	size_t failed = count, working = count;
	const struct job *stopper = NULL;

	for (size_t i = count; i-- > newest;) {
		if (jobs[i].state == JOB_WAITING && jobs[i].is_held && !stopper)
			stopper = jobs_stopper(jobs, count, &jobs[i]);
		else if (is_failure(&jobs[i]))
			failed = i;
		else if (jobs[i].state != JOB_WAITING && !job_is_over(&jobs[i]))
			working = i;
	}
	if (stopper)
		return (size_t)(stopper - jobs);
	if (working < count)
		return working;
	return failed < count ? failed : count - 1;
}

void jobs_page_settle(struct jobs_page *page, const struct job *jobs, size_t count, size_t height)
{
	const struct stream_things things = { count, jobs_number, jobs };

	stream_settle(&page->list, &things, height);
	if (!count)
		return;
	if (jobs[count - 1].number != page->newest)
		page->is_moved = false;
	page->newest = jobs[count - 1].number;
	if (!page->is_moved)
		stream_show(&page->list, &things, jobs_of_interest(jobs, count));
}

static enum view_wish jobs_select(struct view *view, long position)
{
	const struct stream_things things = { view->jobs.count, jobs_number, view->jobs.data };

	view->jobs_page.is_moved = true;
	return stream_select(&view->jobs_page.list, &things, position) ? VIEW_REDRAW : VIEW_NOTHING;
}

/* The selected one; NULL for none. */
static const struct job *jobs_selected(const struct view *view)
{
	size_t position = view->jobs_page.list.position;

	return position < view->jobs.count ? array_at(&view->jobs, struct job, position) : NULL;
}

static bool waits(const struct job *job, bool is_held)
{
	return job->state == JOB_WAITING && (job->is_held || !is_held);
}

/* Of the submission of the selected job when something of it waits, else the oldest where something does. */
static const struct job *jobs_waiting(const struct view *view, bool is_held)
{
	const struct job *selected = jobs_selected(view);
	const struct job *found = NULL;

	for (size_t i = 0; i < view->jobs.count; i++) {
		const struct job *job = array_at(&view->jobs, struct job, i);

		if (!waits(job, is_held))
			continue;
		if (selected && job->submission == selected->submission)
			return job;
		if (!found)
			found = job;
	}
	return found;
}

static enum view_wish jobs_command(struct view *view, enum view_command_kind kind)
{
	bool is_held = kind == VIEW_GO_ON;
	const struct job *job = jobs_waiting(view, is_held);

	if (!job)
		return view_notice(view, is_held ? "nothing is held" : "nothing waits that could be given up");
	view->command = (struct view_command){ .kind = kind, .submission = job->submission };
	return VIEW_COMMAND;
}

/* By its id; a device that was made by the job, by its name. */
static const struct model_device *jobs_device(const struct model *model, const struct job *job)
{
	if (job->task.kind != TASK_ADD)
		return model_find_device(model, job->task.device);
	for (size_t i = 0; i < model->device_count; i++)
		if (!strcmp(model->devices[i].name, job->task.name))
			return &model->devices[i];
	return NULL;
}

/* Selects in the tree the device that the selected job is about; what was not added is offered again. */
static enum view_wish jobs_go(struct view *view, const struct model *model)
{
	const struct job *job = jobs_selected(view);
	const struct model_device *device = job ? jobs_device(model, job) : NULL;

	if (!job)
		return VIEW_NOTHING;
	if (!device && job->task.kind == TASK_ADD && (job->state == JOB_FAILED || job->state == JOB_SKIPPED))
		return add_form_again(view, model, job);
	if (!device)
		return view_notice(view, "this device is not there");
	if (!tree_reveal(view, model, (struct row_name){ ROW_DEVICE, device->id }))
		return view_notice(view, "the filter hides this device");
	view_leave_all(view);
	return VIEW_REDRAW;
}

static enum view_wish jobs_act(struct view *view, const struct model *model, enum action action)
{
	const struct stream *list = &view->jobs_page.list;
	struct motion motion = motion_of(list->height, (long)view->jobs.count);
	long position = (long)list->position;

	if (motion_take(&motion, action, &position))
		return jobs_select(view, position);
	switch (action) {
	case ACTION_GO_ON:
		return jobs_command(view, VIEW_GO_ON);
	case ACTION_GIVE_UP:
		return jobs_command(view, VIEW_GIVE_UP);
	case ACTION_GO_TO:
		return jobs_go(view, model);
	default:
		return VIEW_NOTHING;
	}
}

static enum view_wish jobs_click(struct view *view, const struct model *model, size_t item,
				 bool is_double)
{
	if (item >= view->jobs.count)
		return VIEW_NOTHING;
	jobs_select(view, (long)item);
	return is_double ? jobs_go(view, model) : VIEW_REDRAW;
}

static void jobs_draw(struct view *view, const struct draw *draw, const struct area *area)
{
	draw_jobs(draw, area, &view->jobs_page);
}

static void jobs_enter(struct view *view)
{
	view->jobs_page.is_moved = false;
}

const struct mode_ops jobs_page_ops = { .enter = jobs_enter, .draw = jobs_draw, .act = jobs_act,
					.click = jobs_click };
