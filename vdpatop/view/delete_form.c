/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The dialog that deletes: which devices it is about, its fields, and what is sent. */
#include "view/delete_form.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "manage/words.h"
#include "view/delete_outlook.h"
#include "view/device_words.h"
#include "view/draw.h"
#include "view/form.h"
#include "view/tree_private.h"
#include "view/view_private.h"

#define DELETE_MOST 256 /* devices at once */
#define DELETE_LINES 2  /* of equivalent commands */

enum {
	DELETE_CANCEL = 1,
	DELETE_SEND,
	DELETE_FIRST, /* then one for each device */
};

void delete_form_free(struct delete_form *dialog)
{
	array_free(&dialog->targets);
	array_free(&dialog->tasks);
}

static struct delete_target *delete_at(const struct delete_form *dialog, size_t place)
{
	return array_at(&dialog->targets, struct delete_target, place);
}

static void delete_say_usage(struct form *form, const struct delete_target *target,
			     const struct delete_outlook *outlook)
{
	if (outlook->fate == DELETE_LOOKING)
		form_say(form, STYLE_LABEL, "looking who uses it ...");
	else if (outlook->fate == DELETE_REFUSED)
		form_say(form, STYLE_BAD, "Not deleted: %s", outlook->words);
	else if (outlook->fate == DELETE_FREE)
		form_say(form, STYLE_NORMAL, "%s", target->was_kept ?
			 "Nobody uses it now; it was in use when you were asked." : "Nobody uses it.");
	else
		form_say(form, STYLE_CAUTION, "%s: %s",
			 outlook->usage == USAGE_USED ? "In use" : "May be in use", outlook->words);
}

/* What is there is not the name, nor how it begins. */
static bool delete_is_wrong(const struct delete_target *target, const char *name)
{
	return strncmp(name, target->typed.text, strlen(target->typed.text)) != 0;
}

static struct form_field *delete_add_name(struct form *form, struct delete_target *target, unsigned id,
					  const char *name, const char *label, bool is_needed)
{
	struct form_field *field = form_add(form, id, FORM_TEXT, label);

	field->line = &target->typed;
	field->is_lacking = is_needed && strcmp(target->typed.text, name) != 0;
	text_format(field->hint, sizeof(field->hint), "its name, to delete it all the same");
	text_format(field->meaning, sizeof(field->meaning),
		    "A device in use is deleted only when its name is typed here exactly: %s", name);
	return field;
}

/* Of the only device it is asked for to the end: a button must not begin to work by itself. */
static bool delete_asks_name(const struct delete_target *target, const struct delete_outlook *outlook,
			     bool is_only)
{
	return outlook->fate == DELETE_GUARDED ||
	       (outlook->fate == DELETE_FREE && is_only && target->was_kept);
}

/* How many of the devices are to be what. */
struct delete_count {
	size_t will, guarded, left_out, refused, looking, held, unbound;
};

/* Unbinding takes no netlink: it would be done at once, and the rest perhaps never. */
static void delete_say_blocked(const struct delete_form *dialog, struct form *form,
			       const struct delete_count *count)
{
	bool is_only = dialog->targets.count == 1;

	if (!*dialog->blocked || count->refused + count->looking == dialog->targets.count)
		return;
	form_say(form, STYLE_CAUTION, "The kernel has not answered for %s: %s deleted only once "
		 "netlink answers.", dialog->blocked,
		 count->unbound ? is_only ? "it is unbound now, and" :
					    "what is bound to vhost_vdpa is unbound now, and all are" :
		 is_only ? "it is" : "they are");
}

/* The one device: everything about it in sentences. */
static void delete_describe_one(const struct delete_form *dialog, const struct model *model,
				struct form *form, const struct delete_outlook *outlook,
				const struct delete_count *count)
{
	struct delete_target *target = delete_at(dialog, 0);
	char name[LINE_SIZE], words[320];
	struct form_field *field;

	delete_name(target, name, sizeof(name));
	form_say(form, STYLE_DEVICE, "%s", name);
	if (outlook->device) {
		device_words(model, outlook->device, words, sizeof(words));
		form_say(form, STYLE_NORMAL, "%s", words);
	}
	delete_say_usage(form, target, outlook);
	delete_say_blocked(dialog, form, count);
	form_say(form, STYLE_NORMAL, "%s", "");
	for (int i = 0; delete_step(outlook, i, words, sizeof(words)); i++)
		form_say(form, STYLE_NORMAL, "%s", words);
	if (outlook->fate == DELETE_FREE || outlook->fate == DELETE_GUARDED)
		form_say(form, STYLE_NORMAL, "%s", "");
	if (!delete_asks_name(target, outlook, true))
		return;
	field = delete_add_name(form, target, DELETE_FIRST, name, "Type its name", true);
	if (delete_is_wrong(target, name))
		form_remark(field, MODEL_ERROR, "\"%s\" is not its name", words_name(target->typed.text).text);
}

/* One of several: a line with a box, or with a field for its name. */
static void delete_describe_row(const struct model *model, struct form *form,
				struct delete_target *target, unsigned id,
				const struct delete_outlook *outlook, bool is_needed)
{
	char name[LINE_SIZE], label[64], loss[128], about[320] = "";
	const char *use = outlook->usage == USAGE_USED ? "in use" : "may be in use";
	struct form_field *field;

	delete_name(target, name, sizeof(name));
	text_copy(label, sizeof(label), name);
	if (outlook->device)
		device_words(model, outlook->device, about, sizeof(about));
	delete_loss(outlook, loss, sizeof(loss));
	if (outlook->fate == DELETE_GUARDED) {
		field = delete_add_name(form, target, id, name, label, is_needed);
		if (delete_is_wrong(target, name))
			form_remark(field, MODEL_ERROR, "\"%s\" is not its name; %s: %s",
				    words_name(target->typed.text).text, use, outlook->words);
		form_remark(field, MODEL_WARNING, "%s; %s: %s%s%s", about, use, outlook->words,
			    *loss ? "; " : "", loss);
		return;
	}
	field = form_add(form, id, FORM_CHECK, label);
	field->is_on = delete_will(target, outlook);
	if (outlook->fate == DELETE_LOOKING)
		text_copy(field->value, sizeof(field->value), "looking who uses it ...");
	else
		text_copy(field->value, sizeof(field->value), about);
	if (outlook->fate == DELETE_REFUSED)
		text_format(field->off, sizeof(field->off), "%s", outlook->words);
	else if (outlook->fate == DELETE_FREE && target->was_kept && target->is_left_out)
		form_remark(field, MODEL_WARNING, "nobody uses it now: Space ticks it");
	else if (*loss)
		form_remark(field, MODEL_INFO, "%s", loss);
	text_copy(field->meaning, sizeof(field->meaning), "Space says whether it is deleted, too.");
}

static void delete_take_count(struct delete_count *count, const struct delete_target *target,
			      const struct delete_outlook *outlook)
{
	bool will = delete_will(target, outlook);

	count->will += will;
	count->guarded += outlook->fate == DELETE_GUARDED && !will;
	count->left_out += outlook->fate == DELETE_FREE && !will;
	count->refused += outlook->fate == DELETE_REFUSED;
	count->looking += outlook->fate == DELETE_LOOKING;
	count->unbound += outlook->is_unbound_first &&
			  (outlook->fate == DELETE_FREE || outlook->fate == DELETE_GUARDED);
	count->held += outlook->fate == DELETE_GUARDED && outlook->is_unbound_first;
}

/* Rows that were tagged and are no devices: whoever tagged them may think that they go, too. */
static void delete_say_others(const struct delete_form *dialog, struct form *form)
{
	size_t mgmtdevs = dialog->mgmtdevs, queues = dialog->queues;

	if (mgmtdevs && queues)
		form_say(form, STYLE_LABEL, "Tagged as well, and not deleted for that: %zu management device%s "
			 "and %zu queue%s", mgmtdevs, mgmtdevs == 1 ? "" : "s", queues, queues == 1 ? "" : "s");
	else if (mgmtdevs)
		form_say(form, STYLE_LABEL, "Tagged as well, and not deleted for that: %zu management device%s",
			 mgmtdevs, mgmtdevs == 1 ? "" : "s");
	else if (queues)
		form_say(form, STYLE_LABEL, "Tagged as well, and not deleted for that: %zu queue%s", queues,
			 queues == 1 ? "" : "s");
}

static void delete_put_part(struct words *words, size_t count, const char *one, const char *many)
{
	if (count)
		words_print(words, "%s%zu %s", words->used ? ", " : "", count, count == 1 ? one : many);
}

/* Of several devices: how many of them go, and what is true of all that somebody holds open. */
static void delete_say_rules(struct form *form, const struct delete_count *count, size_t devices)
{
	char parts[240];
	struct words words;

	words_begin(&words, parts, sizeof(parts));
	delete_put_part(&words, count->will, "is deleted", "are deleted");
	delete_put_part(&words, count->guarded, "is in use and stays unless its name is typed",
			"are in use and stay unless their names are typed");
	delete_put_part(&words, count->left_out, "is ticked off and stays", "are ticked off and stay");
	delete_put_part(&words, count->refused, "cannot be deleted", "cannot be deleted");
	words_end(&words);
	if (count->looking)
		form_say(form, STYLE_NORMAL, "%zu devices are tagged; looking who uses them ...", devices);
	else
		form_say(form, STYLE_NORMAL, "Of %zu tagged devices %s.", devices, parts);
	form_say(form, STYLE_NORMAL, "What is bound to vhost_vdpa is unbound first, then deleted.");
	if (count->held)
		form_say(form, STYLE_CAUTION, "When somebody holds it open: its node is gone at once and no VM can "
			 "open it again, which cannot be taken back; the unbinding waits until the holder closes "
			 "it, perhaps for days, and only then it is deleted.");
}

/* Why none is deleted. */
static void delete_say_none(const struct delete_form *dialog, const struct delete_count *count, char *to,
			    size_t size)
{
	const struct delete_target *only = delete_at(dialog, 0);

	if (dialog->targets.count > 1)
		text_copy(to, size, count->guarded ?
			  "they are in use: type a name to delete that one all the same" :
			  "nothing is ticked");
	else if (*only->typed.text)
		text_format(to, size, "\"%s\" is not its name", words_name(only->typed.text).text);
	else
		text_copy(to, size, count->guarded ?
			  "it is in use: type its name to delete it all the same" :
			  "it was in use: type its name to delete it now");
}

static void delete_add_buttons(const struct delete_form *dialog, struct form *form,
			       const struct delete_count *count)
{
	size_t devices = dialog->targets.count;
	bool is_hopeless = count->refused == devices;
	struct form_field *field;

	field = form_add(form, DELETE_CANCEL, FORM_BUTTON, is_hopeless ? "Back" : "Cancel");
	text_copy(field->meaning, sizeof(field->meaning), "Go back; nothing is changed.");
	if (is_hopeless)
		return;
	field = form_add(form, DELETE_SEND, FORM_BUTTON, "Delete");
	if (devices > 1)
		text_format(field->label, sizeof(field->label), "Delete %zu of %zu", count->will, devices);
	if (count->looking)
		text_format(field->off, sizeof(field->off), "who uses %s is not known yet",
			    devices == 1 ? "it" : "them");
	else if (!count->will)
		delete_say_none(dialog, count, field->off, sizeof(field->off));
	text_copy(field->meaning, sizeof(field->meaning),
		  devices > 1 && count->guarded ? "What is in use and was not named stays as it is." :
						  "It cannot be undone: a device is only ever added anew.");
}

/* The lines for a shell of what is deleted, or of the one that would be. */
static void delete_add_line(struct form *form, const struct delete_target *target,
			    const struct delete_outlook *outlook, size_t nth, size_t count)
{
	struct task task = target->task;
	char line[1024];

	task.driver = outlook->is_unbound_first ? TASK_DRIVER_VHOST : TASK_DRIVER_AUTO;
	if (nth < DELETE_LINES)
		task_command_line(&task, line, sizeof(line));
	else
		snprintf(line, sizeof(line), "(%zu more)", count - nth);
	if (nth < DELETE_LINES)
		form_foot_command(form, STYLE_LABEL, line);
	else if (nth == DELETE_LINES)
		form_foot(form, STYLE_LABEL, line);
}

#define DELETE_RANKS 4

/* How much a deletion does, 0 for the most: in use and unbound, in use, unbound, neither. */
static size_t delete_rank(const struct delete_outlook *outlook)
{
	return (outlook->fate == DELETE_GUARDED ? 0U : 2U) + (outlook->is_unbound_first ? 0U : 1U);
}

/* Those that take something from somebody first: there is room for few. */
static void delete_add_lines(const struct view *view, const struct model *model, struct form *form,
			     size_t count)
{
	const struct delete_form *dialog = &view->delete_form;
	size_t devices = dialog->targets.count, nth = 0;

	for (size_t i = 0; i < DELETE_RANKS * devices; i++) {
		const struct delete_target *target = delete_at(dialog, i % devices);
		struct delete_outlook outlook;

		delete_look(view, model, target, &outlook);
		if (delete_rank(&outlook) == i / devices &&
		    (delete_will(target, &outlook) || (devices == 1 && outlook.fate == DELETE_GUARDED)))
			delete_add_line(form, target, &outlook, nth++, count);
	}
}

/* The host may tell what it knows a device by only after the dialog was opened. */
static void delete_note_identity(struct delete_target *target, const struct model *model)
{
	const struct model_device *device = model_find_device(model, target->task.device);

	if (device && !target->task.identity)
		target->task.identity = device->identity;
}

/*
 * What was kept when somebody looked is deleted by a key of theirs alone, never because its user went
 * meanwhile: it stays ticked off, unless its name has been typed.
 */
static void delete_note_kept(struct delete_target *target, const struct delete_outlook *outlook, bool is_only)
{
	char name[LINE_SIZE];
	bool is_refused = outlook->fate == DELETE_REFUSED && !is_only;

	delete_name(target, name, sizeof(name));
	if (is_refused || delete_asks_name(target, outlook, is_only)) {
		target->was_kept = true;
		target->is_left_out = is_refused || strcmp(target->typed.text, name) != 0;
	}
}

static void delete_count_all(struct view *view, const struct model *model, struct delete_count *ret_count)
{
	struct delete_form *dialog = &view->delete_form;

	*ret_count = (struct delete_count){ 0 };
	for (size_t i = 0; i < dialog->targets.count; i++) {
		struct delete_target *target = delete_at(dialog, i);
		struct delete_outlook outlook;

		delete_note_identity(target, model);
		delete_look(view, model, target, &outlook);
		delete_note_kept(target, &outlook, dialog->targets.count == 1);
		delete_take_count(ret_count, target, &outlook);
	}
}

/* Several: what is decided comes first, as they may be more than the screen has rows. */
static void delete_describe_many(struct view *view, const struct model *model, struct form *form,
				 const struct delete_count *count)
{
	struct delete_form *dialog = &view->delete_form;

	delete_say_rules(form, count, dialog->targets.count);
	delete_say_blocked(dialog, form, count);
	delete_say_others(dialog, form);
	delete_add_buttons(dialog, form, count);
	for (size_t i = 0; i < dialog->targets.count; i++) {
		struct delete_target *target = delete_at(dialog, i);
		struct delete_outlook outlook;

		delete_look(view, model, target, &outlook);
		delete_describe_row(model, form, target, DELETE_FIRST + (unsigned)i, &outlook, !count->will);
	}
}

static void delete_describe(struct view *view, const struct model *model, struct form *form)
{
	struct delete_form *dialog = &view->delete_form;
	struct delete_outlook outlook;
	struct delete_count count;

	delete_count_all(view, model, &count);
	if (dialog->targets.count > 1) {
		delete_describe_many(view, model, form, &count);
	} else {
		delete_look(view, model, delete_at(dialog, 0), &outlook);
		delete_describe_one(dialog, model, form, &outlook, &count);
		delete_say_others(dialog, form);
		delete_add_buttons(dialog, form, &count);
	}
	delete_add_lines(view, model, form, count.will);
}

/* Tags have done what they were for. */
static void delete_untag(struct view *view, const struct task *task)
{
	tags_set(&view->tree.tags, (struct row_name){ ROW_DEVICE, task->device }, false);
}

static enum view_wish delete_send(struct view *view, const struct model *model)
{
	struct delete_form *dialog = &view->delete_form;
	char what[96];

	dialog->tasks.count = 0;
	for (size_t i = 0; i < dialog->targets.count; i++) {
		const struct delete_target *target = delete_at(dialog, i);
		struct delete_outlook outlook;
		struct task *task;

		delete_look(view, model, target, &outlook);
		if (!delete_will(target, &outlook))
			continue;
		task = array_add(&dialog->tasks, 1);
		if (!task)
			return view_notice(view, "no memory to delete anything");
		*task = target->task;
		task->driver = outlook.is_unbound_first ? TASK_DRIVER_VHOST : TASK_DRIVER_AUTO;
		task->is_forced = outlook.fate == DELETE_GUARDED;
	}
	for (size_t i = 0; i < dialog->tasks.count; i++)
		delete_untag(view, array_at(&dialog->tasks, struct task, i));
	view_leave_all(view);
	if (dialog->tasks.count > 1) {
		view_enter(view, MODE_JOBS);
	} else {
		snprintf(what, sizeof(what), "deleting %s",
			 words_name(array_at(&dialog->tasks, struct task, 0)->name).text);
		tree_advise(view, what, ACTION_JOBS, "shows how far it is");
		view_end_notice_with_news(view, model);
	}
	return view_submit_apart(view, dialog->tasks.data, dialog->tasks.count);
}

static enum view_wish delete_did(struct view *view, const struct model *model, unsigned id,
				 enum form_deed deed)
{
	struct delete_form *dialog = &view->delete_form;

	if (deed == FORM_PRESSED)
		return id == DELETE_SEND ? delete_send(view, model) : view_leave(view);
	if (deed == FORM_TOGGLED && id - DELETE_FIRST < dialog->targets.count) {
		struct delete_target *target = delete_at(dialog, id - DELETE_FIRST);

		target->is_left_out = !target->is_left_out;
		target->typed = (struct line){ 0 };
	}
	return VIEW_REDRAW;
}

/* What is typed on a button is meant for the name of the only device, where that is asked for. */
static void delete_go_name(struct view *view, const struct model *model)
{
	const struct delete_form *dialog = &view->delete_form;
	struct delete_outlook outlook;

	if (dialog->targets.count != 1 || view->form.focus >= DELETE_FIRST)
		return;
	delete_look(view, model, delete_at(dialog, 0), &outlook);
	if (delete_asks_name(delete_at(dialog, 0), &outlook, true))
		form_go(&view->form, DELETE_FIRST);
}

static enum view_wish delete_type(struct view *view, const struct model *model, const char *character)
{
	if (strcmp(character, " ") != 0)
		delete_go_name(view, model);
	return form_type(view, model, character);
}

static enum view_wish delete_paste(struct view *view, const struct model *model, const char *text)
{
	delete_go_name(view, model);
	return form_paste(view, model, text);
}

static const struct form_use delete_use = {
	.title = "Delete devices", .send = DELETE_SEND, .describe = delete_describe, .did = delete_did,
};

static void delete_add_target(struct delete_form *dialog, const struct model_device *device)
{
	struct delete_target *target = array_add(&dialog->targets, 1);

	if (!target)
		return;
	target->task = (struct task){
		.kind = TASK_DELETE, .class_id = device->class_id, .device = device->id,
		.identity = device->identity,
	};
	target->is_cut = !text_copy(target->task.name, sizeof(target->task.name), device->name);
}

static bool delete_is_tagged(const struct tags *tags, const struct model_device *device)
{
	return tags_has(tags, (struct row_name){ ROW_DEVICE, device->id });
}

/* A queue goes with its device; one whose device stays was tagged for nothing. */
static void delete_count_others(struct delete_form *dialog, const struct tags *tags,
				const struct model *model)
{
	dialog->mgmtdevs = dialog->queues = 0;
	for (size_t i = 0; i < tags_count(tags); i++) {
		struct row_name name = tags_at(tags, i);
		const struct model_queue *queue =
			name.kind == ROW_QUEUE ? model_find_queue(model, name.id) : NULL;

		dialog->mgmtdevs += name.kind == ROW_MGMTDEV;
		dialog->queues += queue && !delete_is_tagged(tags, &model->devices[queue->device]);
	}
}

/* What is tagged, or else what is selected. */
static void delete_collect(struct view *view, const struct model *model)
{
	struct delete_form *dialog = &view->delete_form;
	const struct tags *tags = &view->tree.tags;
	const struct model_device *selected = tree_find_device(&view->tree, model);

	delete_count_others(dialog, tags, model);
	for (size_t i = 0; i < model->device_count; i++)
		if (delete_is_tagged(tags, &model->devices[i]))
			delete_add_target(dialog, &model->devices[i]);
	if (!tags_count(tags) && selected)
		delete_add_target(dialog, selected);
}

static enum view_wish delete_open(struct view *view, const struct model *model)
{
	struct delete_form *dialog = &view->delete_form;

	delete_form_free(dialog);
	dialog->targets = ARRAY_OF(struct delete_target);
	dialog->tasks = ARRAY_OF(struct task);
	dialog->facts = model->facts_number;
	dialog->blocked[0] = '\0';
	delete_collect(view, model);
	if (!dialog->targets.count)
		return view_notice(view, "only devices can be deleted, and no device is tagged");
	if (dialog->targets.count > DELETE_MOST)
		return view_notice(view, "%zu devices are tagged: at most %d are deleted at once",
				   dialog->targets.count, DELETE_MOST);
	if (view_enter(view, MODE_DELETE) == VIEW_NOTHING)
		return VIEW_NOTHING;
	form_open(view, &delete_use, DELETE_CANCEL);
	return VIEW_LOOK;
}

static void delete_follow(struct view *view, const struct model *model, const struct view_status *status)
{
	struct delete_form *dialog = &view->delete_form;

	(void)model;
	dialog->blocked[0] = '\0';
	if (status->connection == VIEW_BLOCKED)
		draw_seconds(dialog->blocked, sizeof(dialog->blocked), status->since, status->now);
}

const struct mode_ops delete_form_ops = {
	.open = delete_open, .follow = delete_follow, .draw = form_draw, .act = form_act, .type = delete_type, .paste = delete_paste,
	.click = form_click,
};
