/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What keys do in the dialog that adds devices, and what becomes of what it sends. */
#include "view/add_form.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "manage/words.h"
#include "vdpa/mac.h"
#include "vdpa/message.h"
#include "vdpa/numbers.h"
#include "view/add_private.h"
#include "view/view_private.h"

void add_form_init(struct add_form *add)
{
	*add = (struct add_form){
		.tasks = ARRAY_OF(struct task), .findings = ARRAY_OF(struct finding),
	};
}

void add_form_free(struct add_form *add)
{
	array_free(&add->tasks);
	array_free(&add->findings);
}

void add_form_wish(const struct add_form *add, struct wish *ret_wish)
{
	*ret_wish = add->now.chosen;
	text_copy(ret_wish->name, sizeof(ret_wish->name), add->now.name.text);
	text_copy(ret_wish->count, sizeof(ret_wish->count), add->now.count.text);
	text_copy(ret_wish->mac, sizeof(ret_wish->mac), add->now.mac.text);
	text_copy(ret_wish->mtu, sizeof(ret_wish->mtu), add->now.mtu.text);
	text_copy(ret_wish->pairs, sizeof(ret_wish->pairs), add->now.pairs.text);
}

uint64_t add_form_classes(const struct add_form *add, const struct model *model)
{
	const struct model_mgmtdev *mgmtdev = wish_mgmtdev(&add->now.chosen, model);

	return mgmtdev && mgmtdev->valid & VDPA_HAS_CLASSES ? mgmtdev->classes : 0;
}

/* The next bit of SET from BIT on in steps of STEP, round at its ends; BIT when there is no other. */
static uint32_t add_next_bit(uint64_t set, uint32_t bit, int step)
{
	for (int i = 1; i <= 64; i++) {
		uint32_t next = (uint32_t)((int)bit + i * step) & 63;

		if (set >> next & 1)
			return next;
	}
	return bit;
}

/* Of several classes one is to be chosen; of one alone there is nothing to say. */
static void add_settle_class(struct add_form *add, const struct model *model)
{
	uint64_t classes = add_form_classes(add, model);
	bool is_there = classes >> (add->now.chosen.class_id & 63) & 1;

	if (!(classes & (classes - 1)))
		add->now.chosen.class_id = 0;
	else if (!add->now.chosen.class_id || !is_there)
		add->now.chosen.class_id = classes >> VDPA_CLASS_NET & 1 ? VDPA_CLASS_NET :
									  add_next_bit(classes, 0, 1);
}

static void add_choose_mgmtdev(struct view *view, const struct model *model, size_t index)
{
	struct add_form *add = &view->add;
	const struct model_mgmtdev *mgmtdev = &model->mgmtdevs[index];
	char name[TASK_NAME_SIZE];

	text_copy(add->now.chosen.bus, sizeof(add->now.chosen.bus), mgmtdev->bus);
	text_copy(add->now.chosen.mgmtdev, sizeof(add->now.chosen.mgmtdev), mgmtdev->name);
	add_settle_class(add, model);
	if (add->now.has_own_name)
		return;
	wish_propose_name(model, mgmtdev, view->jobs.data, view->jobs.count, name, sizeof(name));
	line_suggest(&add->now.name, name);
}

/* The mgmtdev of the selected row, else the first. */
static uint32_t add_selected_mgmtdev(const struct view *view, const struct model *model)
{
	struct row row = tree_selected(&view->tree, model);
	uint32_t index = 0;

	if (row.name.kind == ROW_MGMTDEV)
		index = row.index;
	else if (row.name.kind == ROW_DEVICE)
		index = model->devices[row.index].mgmtdev;
	else if (row.name.kind == ROW_QUEUE)
		index = model->devices[model->queues[row.index].device].mgmtdev;
	return index < model->mgmtdev_count ? index : 0;
}

/* Where SELECTED has no room: the first that has, of the same driver before others; SELECTED for none. */
static uint32_t add_mgmtdev_with_room(const struct model *model, uint32_t selected)
{
	const struct model_mgmtdev *full = &model->mgmtdevs[selected];
	uint32_t found = selected;

	for (uint32_t i = 0; i < model->mgmtdev_count && !wish_has_room(full); i++) {
		if (!wish_has_room(&model->mgmtdevs[i]))
			continue;
		if (!strcmp(model->mgmtdevs[i].driver, full->driver))
			return i;
		found = found == selected ? i : found;
	}
	return found;
}

static void add_begin(struct add_form *add)
{
	add->now = (struct add_wish){ .stops = true };
	add->is_changed = add->is_pressed = false;
	add->touched = 0;
	add->submission = 0;
	add->outcome = (struct outcome){ 0 };
}

bool add_form_is_wrong(const struct view *view, enum task_field field)
{
	const struct finding *finding = finding_of(&view->add.findings, field);
	enum task_driver driver = view->add.now.chosen.driver;

	if (field == TASK_FIELD_DRIVER && *view->no_bind && driver != TASK_DRIVER_AUTO)
		return true;
	return finding && finding->level == MODEL_ERROR;
}

static enum view_wish add_did(struct view *view, const struct model *model, unsigned id,
			      enum form_deed deed);
static enum view_wish add_act(struct view *view, const struct model *model, enum action action);
static enum view_wish add_cancelled(struct view *view, const struct model *model);

static const struct form_use add_use = {
	.title = "Add devices", .send = ADD_SEND, .describe = add_form_describe, .did = add_did,
	.act = add_act, .cancelled = add_cancelled,
};

/* Who tagged several management devices may think that each makes one. */
static void add_note_tags(struct view *view, const struct model *model)
{
	const struct model_mgmtdev *mgmtdev = wish_mgmtdev(&view->add.now.chosen, model);

	if (mgmtdev && tags_have_other(&view->tree.tags, (struct row_name){ ROW_MGMTDEV, mgmtdev->id }))
		view_notice(view, "one management device at a time: this adds to %s, tagged or not",
			    words_name(mgmtdev->handle).text);
}

/* Another mgmtdev than the selected one, which can make no more, is the first thing to look at. */
static enum view_wish add_form_open(struct view *view, const struct model *model)
{
	uint32_t selected, index;
	bool has_room;

	if (!model->mgmtdev_count)
		return view_notice(view, "no sample has come yet: who could make a device is not known");
	selected = add_selected_mgmtdev(view, model);
	index = add_mgmtdev_with_room(model, selected);
	has_room = wish_has_room(&model->mgmtdevs[index]);
	add_begin(&view->add);
	add_choose_mgmtdev(view, model, index);
	form_open(view, &add_use, index == selected && has_room ? TASK_FIELD_NAME : TASK_FIELD_MGMTDEV);
	add_note_tags(view, model);
	if (index != selected)
		view_notice(view, "%s can make no more devices: another one is chosen here",
			    words_name(model->mgmtdevs[selected].handle).text);
	return view_enter(view, MODE_ADD);
}

static void add_take_task(struct add_wish *to, const struct task *task)
{
	char text[32];

	text_copy(to->chosen.bus, sizeof(to->chosen.bus), task->bus);
	text_copy(to->chosen.mgmtdev, sizeof(to->chosen.mgmtdev), task->mgmtdev);
	to->chosen.class_id = task->class_id;
	to->chosen.driver = task->driver;
	to->chosen.has_features = task->valid & VDPA_HAS_FEATURES;
	to->chosen.features = task->features;
	to->has_own_name = true;
	line_set(&to->name, task->name);
	if (task->valid & VDPA_HAS_MAC) {
		mac_print(task->mac, text);
		line_set(&to->mac, text);
	}
	snprintf(text, sizeof(text), "%u", task->mtu);
	line_set(&to->mtu, task->valid & VDPA_HAS_MTU ? text : "");
	snprintf(text, sizeof(text), "%u", task->max_vqp);
	line_set(&to->pairs, task->valid & VDPA_HAS_MAX_VQP ? text : "");
}

enum view_wish add_form_again(struct view *view, const struct model *model, const struct job *job)
{
	struct add_form *add = &view->add;

	add_begin(add);
	add_take_task(&add->now, &job->task);
	add_settle_class(add, model);
	add->is_changed = add->is_pressed = true;
	add->outcome = job->outcome;
	form_open(view, &add_use, job->outcome.field);
	return view_enter(view, MODE_ADD);
}

static size_t add_mgmtdev_index(const struct add_form *add, const struct model *model)
{
	const struct model_mgmtdev *mgmtdev = wish_mgmtdev(&add->now.chosen, model);

	return mgmtdev ? (size_t)(mgmtdev - model->mgmtdevs) : SIZE_MAX;
}

static void add_step(struct view *view, const struct model *model, unsigned id, int step)
{
	struct add_form *add = &view->add;
	struct wish *chosen = &add->now.chosen;
	size_t count = model->mgmtdev_count;
	size_t index = add_mgmtdev_index(add, model);

	if (id == TASK_FIELD_MGMTDEV && count)
		add_choose_mgmtdev(view, model, index == SIZE_MAX ? 0 : (index + count + (size_t)step) % count);
	else if (id == TASK_FIELD_CLASS)
		chosen->class_id = add_next_bit(add_form_classes(add, model), chosen->class_id, step);
	else if (id == TASK_FIELD_DRIVER)
		chosen->driver = (enum task_driver)(((int)chosen->driver + TASK_DRIVERS + step) %
						    TASK_DRIVERS);
}

/* At first all is ticked: what the driver would give by itself. */
static void add_toggle(struct add_form *add, const struct model *model, unsigned id)
{
	struct wish *chosen = &add->now.chosen;

	if (id == ADD_STOPS)
		add->now.stops = !add->now.stops;
	else if (id >= ADD_FEATURE)
		chosen->features ^= UINT64_C(1) << (id - ADD_FEATURE);
	else
		chosen->has_features = !chosen->has_features;
	if (id == TASK_FIELD_FEATURES && !chosen->features)
		chosen->features = wish_supported(chosen, model);
}

/* A correction takes away what the kernel said of it. */
static void add_touch(struct add_form *add, unsigned id)
{
	enum task_field field = id >= ADD_FEATURE ? TASK_FIELD_FEATURES : id;

	if (field >= TASK_FIELDS)
		return;
	add->touched |= UINT32_C(1) << field;
	add->is_changed = true;
	if (add->outcome.field == field || !add->outcome.field)
		add->outcome = (struct outcome){ 0 };
	if (field == TASK_FIELD_NAME)
		add->now.has_own_name = true;
}

/* One device is waited for; of many the page of commands tells. */
static enum view_wish add_send(struct view *view)
{
	struct add_form *add = &view->add;
	const struct task *tasks = add->tasks.data;

	if (add->errors || !add->tasks.count)
		return view_notice(view, "nothing was sent: %d %s to be put right first", add->errors,
				   add->errors == 1 ? "thing is" : "things are");
	add->outcome = (struct outcome){ 0 };
	add->kept = add->now;
	add->has_kept = true;
	if (add->tasks.count > 1) {
		view_leave(view);
		view_enter(view, MODE_JOBS);
		return view_submit(view, tasks, add->tasks.count, add->now.stops);
	}
	add->state = JOB_WAITING;
	add->seconds = 0;
	view_submit(view, tasks, 1, true);
	add->submission = view->submissions;
	form_go(&view->form, ADD_CANCEL);
	return VIEW_COMMAND;
}

/* What is in the form now is offered in turn. */
static enum view_wish add_restore(struct view *view, const struct model *model)
{
	struct add_form *add = &view->add;
	struct add_wish now = add->now;

	add->now = add->kept;
	add->kept = now;
	add->has_kept = add->is_changed;
	add->is_changed = true;
	add_settle_class(add, model);
	form_go(&view->form, TASK_FIELD_NAME);
	return VIEW_REDRAW;
}

static enum view_wish add_press(struct view *view, const struct model *model, unsigned id)
{
	struct add_form *add = &view->add;

	if (id == ADD_SEND)
		return add_send(view);
	if (id == ADD_CANCEL)
		return add_cancelled(view, model);
	if (id == ADD_RESTORE)
		return add_restore(view, model);
	add->is_changed = true;
	if (id >= ADD_DRIVER && id < ADD_DRIVER + TASK_DRIVERS)
		add->now.chosen.driver = (enum task_driver)(id - ADD_DRIVER);
	else if (id >= ADD_CLASS)
		add->now.chosen.class_id = id - ADD_CLASS;
	else if (id >= ADD_MGMTDEV && id - ADD_MGMTDEV < model->mgmtdev_count)
		add_choose_mgmtdev(view, model, id - ADD_MGMTDEV);
	return VIEW_REDRAW;
}

static enum view_wish add_did(struct view *view, const struct model *model, unsigned id,
			      enum form_deed deed)
{
	struct add_form *add = &view->add;

	switch (deed) {
	case FORM_EDITED:
		add_touch(add, id);
		break;
	case FORM_NEXT:
	case FORM_BEFORE:
		add_touch(add, id);
		add_step(view, model, id, deed == FORM_NEXT ? 1 : -1);
		break;
	case FORM_TOGGLED:
		add_touch(add, id);
		add_toggle(add, model, id);
		break;
	case FORM_VISITED:
		if (id < TASK_FIELDS)
			add->touched |= UINT32_C(1) << id;
		break;
	case FORM_SENDING:
		add->is_pressed = true;
		break;
	case FORM_PRESSED:
		return add_press(view, model, id);
	}
	return VIEW_REDRAW;
}

static enum view_wish add_act(struct view *view, const struct model *model, enum action action)
{
	struct add_form *add = &view->add;
	char mac[32];

	if (action != ACTION_RANDOM_MAC || add->submission)
		return VIEW_NOTHING;
	view_propose_mac(view, model, mac, sizeof(mac));
	line_set(&add->now.mac, mac);
	add_touch(add, TASK_FIELD_MAC);
	form_go(&view->form, TASK_FIELD_MAC);
	return VIEW_REDRAW;
}

/* What was typed is not lost, and what was sent goes on. */
static enum view_wish add_cancelled(struct view *view, const struct model *model)
{
	struct add_form *add = &view->add;

	char key[24];

	(void)model;
	view_leave(view);
	keymap_first_key(&view->keymap, MODE_TREE, ACTION_JOBS, key, sizeof(key));
	if (add->submission)
		return view_notice(view, "%s is being added all the same: %s shows what becomes of it",
				   words_name(add->now.name.text).text, *key ? key : "the page of commands");
	if (!add->is_changed)
		return VIEW_REDRAW;
	add->kept = add->now;
	add->has_kept = true;
	return view_notice(view, "nothing was sent; the form can bring back what was typed");
}

static const struct job *add_job(const struct add_form *add, const struct view_status *status)
{
	for (size_t i = status->job_count; i-- > 0;)
		if (status->jobs[i].submission == add->submission)
			return &status->jobs[i];
	return NULL;
}

/* An identity is only known of what is there: whatever went wrong then, nothing is to be added again. */
static bool add_was_made(const struct job *job)
{
	return job->state == JOB_DONE || job->task.identity;
}

/* The form closes when its device is there; what went wrong is said where it can be put right. */
static void add_form_follow(struct view *view, const struct model *model,
			    const struct view_status *status)
{
	struct add_form *add = &view->add;
	const struct job *job = add->submission ? add_job(add, status) : NULL;

	(void)model;
	if (!add->submission)
		return;
	if (job && !job_is_over(job)) {
		add->state = job->state;
		add->seconds = (double)(status->now - job->submitted) / (double)CLOCK_SECOND;
		return;
	}
	add->submission = 0;
	if (job && add_was_made(job)) {
		text_copy(add->made, sizeof(add->made), job->task.name);
		view_leave(view);
		view_notice(view, "%s", job->outcome.words);
		return;
	}
	add->is_pressed = true;
	form_go(&view->form, ADD_SEND);
	if (!job)
		return;
	add->outcome = job->outcome;
	if (add->outcome.field)
		form_go(&view->form, add->outcome.field);
}

void add_form_select(struct view *view, const struct model *model)
{
	struct add_form *add = &view->add;

	for (size_t i = 0; *add->made && i < model->device_count; i++) {
		const struct model_device *device = &model->devices[i];

		if (strcmp(device->name, add->made))
			continue;
		tree_reveal(view, model, (struct row_name){ ROW_DEVICE, device->id });
		add->made[0] = '\0';
	}
}

void add_form_forget(struct view *view)
{
	view->add.made[0] = '\0';
}

const struct mode_ops add_form_ops = {
	.open = add_form_open, .follow = add_form_follow, .draw = form_draw, .act = form_act,
	.type = form_type, .paste = form_paste, .click = form_click,
};
