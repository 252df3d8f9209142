/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The dialog that changes a device: what keys do to it, what is sent, and what becomes of that. */
#include "view/change_form.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "manage/words.h"
#include "vdpa/numbers.h"
#include "view/change_private.h"
#include "view/form.h"
#include "view/tree_private.h"
#include "view/view_private.h"

void change_form_init(struct change_form *change)
{
	*change = (struct change_form){ .findings = ARRAY_OF(struct finding), .tasks = ARRAY_OF(struct task) };
}

void change_form_free(struct change_form *change)
{
	array_free(&change->findings);
	array_free(&change->tasks);
}

/* A device that is bound to something else may keep that. */
static enum task_driver change_next_driver(enum task_driver driver, enum task_driver now, int step)
{
	do {
		driver = (enum task_driver)(((int)driver + TASK_DRIVERS + step) % TASK_DRIVERS);
	} while (driver == TASK_DRIVER_AUTO && now != TASK_DRIVER_AUTO);
	return driver;
}

/* A correction takes away what the kernel said of it. */
static void change_touch(struct change_form *change, unsigned id)
{
	enum task_field field = id >= CHANGE_FEATURE ? TASK_FIELD_FEATURES : id;

	if (id < TASK_FIELDS)
		change->touched |= UINT32_C(1) << id;
	if (change->outcome.field == field || change->outcome.field == TASK_FIELD_NONE)
		change->outcome = (struct outcome){ 0 };
}

static void change_toggle(struct change_form *change, const struct model *model, unsigned id)
{
	struct wish wish;

	if (id >= CHANGE_FEATURE)
		change->features ^= UINT64_C(1) << (id - CHANGE_FEATURE);
	else if (id == TASK_FIELD_FEATURES)
		change->has_features = !change->has_features;
	else if (id == CHANGE_RECREATE)
		change->recreates = !change->recreates;
	change_wish(change, model, &wish);
	if (id == TASK_FIELD_FEATURES && !change->features)
		change->features = wish_supported(&wish, model);
}

/* Everything in one submission, whose rest is held when a part of it fails. */
static enum view_wish change_send(struct view *view)
{
	struct change_form *change = &view->change;

	if (!change->tasks.count)
		return view_notice(view, "nothing is changed yet");
	view_submit(view, change->tasks.data, change->tasks.count, true);
	view->command.gives_up = change->held;
	change->held = 0;
	change->outcome = (struct outcome){ 0 };
	change->submission = view->submissions;
	change->current = *array_at(&change->tasks, struct task, 0);
	change->state = JOB_WAITING;
	change->seconds = 0;
	form_go(&view->form, CHANGE_CANCEL);
	return VIEW_COMMAND;
}

/* What is on its way goes on; what was held since a part of it failed does not. */
static enum view_wish change_cancelled(struct view *view, const struct model *model)
{
	struct change_form *change = &view->change;

	(void)model;
	view_leave(view);
	if (change->submission)
		return tree_advise(view, "what was sent goes on", ACTION_JOBS, "shows how far it is");
	if (change->is_deleted)
		view_notice(view, "%s stays deleted; the event log has the line that adds it",
			    words_name(change->task.name).text);
	if (!change->held)
		return VIEW_REDRAW;
	view->command = (struct view_command){ .kind = VIEW_GIVE_UP, .submission = change->held };
	return VIEW_COMMAND;
}

static enum view_wish change_did(struct view *view, const struct model *model, unsigned id,
				 enum form_deed deed)
{
	struct change_form *change = &view->change;
	struct change_outlook outlook;

	switch (deed) {
	case FORM_EDITED:
		change_touch(change, id);
		break;
	case FORM_NEXT:
	case FORM_BEFORE:
		change_touch(change, id);
		change_look(view, model, &outlook);
		change->driver = change_next_driver(change->driver, outlook.driver, deed == FORM_NEXT ? 1 : -1);
		break;
	case FORM_TOGGLED:
		change_touch(change, id);
		change_toggle(change, model, id);
		break;
	case FORM_PRESSED:
		return id == CHANGE_SEND ? change_send(view) : change_cancelled(view, model);
	case FORM_VISITED: case FORM_SENDING:
		break;
	}
	return VIEW_REDRAW;
}

static enum view_wish change_act(struct view *view, const struct model *model, enum action action)
{
	struct change_form *change = &view->change;
	char off[200], mac[32];

	change_mac_off(change, model, off, sizeof(off));
	if (action != ACTION_RANDOM_MAC || change->submission)
		return VIEW_NOTHING;
	if (change->task.class_id != VDPA_CLASS_NET)
		return view_notice(view, "only net devices have a MAC address");
	if (*off)
		return view_notice(view, "MAC address: %s", off);
	view_propose_mac(view, model, mac, sizeof(mac));
	line_set(&change->mac, mac);
	change_touch(change, TASK_FIELD_MAC);
	form_go(&view->form, TASK_FIELD_MAC);
	return VIEW_REDRAW;
}

/* What is typed on a button is meant for the name, where that is asked for. */
static void change_go_name(struct view *view, const struct model *model)
{
	const struct change_form *change = &view->change;
	struct change_outlook outlook;
	unsigned focus = view->form.focus;

	change_look(view, model, &outlook);
	if ((focus == CHANGE_CANCEL || focus == CHANGE_SEND) && !change->submission && !*outlook.refused &&
	    outlook.is_guarded)
		form_go(&view->form, CHANGE_TYPED);
}

static enum view_wish change_type(struct view *view, const struct model *model, const char *character)
{
	if (strcmp(character, " ") != 0)
		change_go_name(view, model);
	return form_type(view, model, character);
}

static enum view_wish change_paste(struct view *view, const struct model *model, const char *text)
{
	change_go_name(view, model);
	return form_paste(view, model, text);
}

static const struct form_use change_use = {
	.title = "Change a device", .send = CHANGE_SEND, .describe = change_describe, .did = change_did,
	.act = change_act, .cancelled = change_cancelled,
};

static enum view_wish change_open(struct view *view, const struct model *model)
{
	struct change_form *change = &view->change;
	const struct model_device *device = tree_find_device(&view->tree, model);

	if (!device)
		return view_notice(view, "only the selected device can be changed, and none is selected");
	if (view_enter(view, MODE_CHANGE) == VIEW_NOTHING)
		return VIEW_NOTHING;
	change_form_free(change);
	change_form_init(change);
	change->facts = model->facts_number;
	change->task.device = device->id;
	change->task.identity = device->identity;
	change->task.class_id = device->valid & VDPA_HAS_CLASS ? device->class_id : 0;
	change->is_cut = !text_copy(change->task.name, sizeof(change->task.name), device->name);
	change_preset(change, model, device);
	form_open(view, &change_use, change->task.class_id == VDPA_CLASS_NET ? TASK_FIELD_MAC : TASK_FIELD_DRIVER);
	if (tags_have_other(&view->tree.tags, (struct row_name){ ROW_DEVICE, device->id }))
		view_notice(view, "one device at a time: this changes %s, tagged or not",
			    words_name(change->task.name).text);
	return VIEW_LOOK;
}

/* What went wrong is said where it can be put right; the rest is still there. */
static void change_take_failure(struct view *view, const struct job *job, bool is_deleted, bool is_held)
{
	struct change_form *change = &view->change;

	change->outcome = job->outcome;
	change->held = is_held ? change->submission : 0;
	change->is_deleted = change->is_deleted || is_deleted;
	change->submission = 0;
	form_go(&view->form, change->outcome.field ? (unsigned)change->outcome.field : (unsigned)CHANGE_SEND);
}

static void change_take_progress(struct change_form *change, const struct job *job, int64_t now)
{
	change->current = job->task;
	change->state = job->state;
	change->seconds = (double)(now - job->since) / (double)CLOCK_SECOND;
}

/* All is done: what was said of each part, the last one's words last. */
static void change_take_end(struct view *view, const struct view_status *status)
{
	char all[sizeof(view->notice)];
	struct words words;

	words_begin(&words, all, sizeof(all));
	for (size_t i = 0; i < status->job_count; i++)
		if (status->jobs[i].submission == view->change.submission)
			words_print(&words, "%s%s", words.used ? "; " : "", status->jobs[i].outcome.words);
	words_end(&words);
	view->change.submission = 0;
	view_leave(view);
	view_notice(view, "%s", all);
}

static void change_follow(struct view *view, const struct model *model, const struct view_status *status)
{
	struct change_form *change = &view->change;
	const struct job *failed = NULL, *current = NULL;
	bool is_held = false, is_deleted = false, is_known = false;

	(void)model;
	for (size_t i = 0; change->submission && i < status->job_count; i++) {
		const struct job *job = &status->jobs[i];

		if (job->submission != change->submission)
			continue;
		is_known = true;
		is_held = is_held || (job->is_held && !job_is_over(job));
		is_deleted = is_deleted || (job->state == JOB_DONE && job->task.kind == TASK_DELETE);
		failed = failed ? failed : job->state >= JOB_FAILED ? job : NULL;
		current = current ? current : !job_is_over(job) && !job->is_held ? job : NULL;
	}
	if (!change->submission)
		return;
	if (failed)
		change_take_failure(view, failed, is_deleted, is_held);
	else if (current)
		change_take_progress(change, current, status->now);
	else if (is_known)
		change_take_end(view, status);
	else
		change->submission = 0; /* it was refused as a whole, which was said */
}

const struct mode_ops change_form_ops = {
	.open = change_open, .follow = change_follow, .draw = form_draw, .act = form_act, .type = change_type,
	.paste = change_paste, .click = form_click,
};
