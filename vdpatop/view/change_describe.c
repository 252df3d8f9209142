/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the dialog that changes a device shows: its fields, and what there is to say of each. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "manage/words.h"
#include "vdpa/feature.h"
#include "vdpa/message.h"
#include "vdpa/numbers.h"
#include "view/change_private.h"
#include "view/device_words.h"
#include "view/form.h"
#include "view/view_private.h"

#define CHANGE_FIXED "fixed when it is added"

static void change_say_outcome(const struct change_form *change, struct form_field *field,
			       enum task_field id)
{
	char kernel[sizeof(change->outcome.kernel)];

	if (!change->outcome.code || change->outcome.field != id || change->submission)
		return;
	text_safe(kernel, sizeof(kernel), change->outcome.kernel,
		  strnlen(change->outcome.kernel, sizeof(change->outcome.kernel)));
	if (!*kernel || strstr(change->outcome.words, kernel))
		form_remark(field, MODEL_ERROR, "%s", change->outcome.words);
	else
		form_remark(field, MODEL_ERROR, "%s; the kernel: %s", change->outcome.words, kernel);
}

/* What the kernel said of it last, then what is wrong with it or worth knowing. */
static void change_remark(const struct change_form *change, struct form_field *field, enum task_field id)
{
	const struct finding *finding = finding_of(&change->findings, id);

	change_say_outcome(change, field, id);
	field->is_lacking = finding && finding->level == MODEL_ERROR && !change->submission;
	if (finding && !change->submission)
		form_remark(field, finding->level, "%s", finding->words);
}

static void change_say_device(const struct change_form *change, const struct model *model,
			      const struct change_outlook *outlook, struct form *form)
{
	char words[400];

	text_safe(words, sizeof(words), change->task.name, strlen(change->task.name));
	form_say(form, STYLE_DEVICE, "%s", words);
	if (outlook->device) {
		device_words(model, outlook->device, words, sizeof(words));
		form_say(form, STYLE_NORMAL, "%s", words);
	}
	if (change->submission)
		return;
	if (*outlook->refused)
		form_say(form, STYLE_BAD, "Not to be changed: %s", outlook->refused);
	else if (outlook->device && outlook->is_looking)
		form_say(form, STYLE_LABEL, "looking who uses it ...");
	else if (outlook->device && outlook->usage == USAGE_FREE)
		form_say(form, STYLE_NORMAL, "Nobody uses it.");
	else if (outlook->device)
		form_say(form, STYLE_CAUTION, "%s: %s", outlook->usage == USAGE_USED ? "In use" :
			 "May be in use", outlook->users);
}

/* Whoever has the device already goes on with the address it has read. */
static void change_say_old_mac(const struct change_form *change, const struct change_outlook *outlook,
			       struct form_field *field)
{
	const struct model_device *device = outlook->device;
	bool is_sent = false;

	for (size_t i = 0; i < change->tasks.count; i++)
		is_sent = is_sent || array_at(&change->tasks, struct task, i)->kind == TASK_SET_MAC;
	if (!is_sent || !device || (outlook->takes_away && outlook->driver != change->driver))
		return;
	if (*device->netdev)
		form_remark(field, MODEL_INFO, "%s keeps its old address until the device is bound anew",
			    words_name(device->netdev).text);
	else if (outlook->usage != USAGE_FREE)
		form_remark(field, MODEL_INFO, "whoever uses the device keeps the old address until its driver "
			    "begins anew");
}

static void change_add_mac(const struct view *view, struct change_form *change, const struct model *model,
			   const struct change_outlook *outlook, struct form *form)
{
	struct form_field *field = form_add(form, TASK_FIELD_MAC, FORM_TEXT, "MAC address");
	char key[24];

	keymap_first_key(&view->keymap, MODE_CHANGE, ACTION_RANDOM_MAC, key, sizeof(key));
	field->line = &change->mac;
	text_copy(field->hint, sizeof(field->hint), change->recreates ? "the driver's default" : "none");
	text_format(field->meaning, sizeof(field->meaning), "The address in the device's configuration.%s%s%s",
		    *key ? " " : "", key, *key ? " makes a random one, locally administered." : "");
	change_mac_off(change, model, field->off, sizeof(field->off));
	change_remark(change, field, TASK_FIELD_MAC);
	change_say_old_mac(change, outlook, field);
}

static const struct {
	const char *name, *meaning;
} change_drivers[TASK_DRIVERS] = {
	[TASK_DRIVER_AUTO] = { "as it is", "the driver that it has stays" },
	[TASK_DRIVER_VHOST] = { "vhost_vdpa", "for a VM or DPDK, as /dev/vhost-vdpa-N" },
	[TASK_DRIVER_VIRTIO] = { "virtio_vdpa", "for this host, as an interface or a disk" },
	[TASK_DRIVER_NONE] = { "none", "nobody has it" },
};

static void change_add_driver(const struct view *view, struct form *form)
{
	const struct change_form *change = &view->change;
	struct form_field *field = form_add(form, TASK_FIELD_DRIVER, FORM_CHOICE, "Bus driver");

	text_copy(field->value, sizeof(field->value), change_drivers[change->driver].name);
	text_format(field->meaning, sizeof(field->meaning), "Who has the device: %s. Left and Right choose "
		    "another one.", change_drivers[change->driver].meaning);
	if (*view->no_bind)
		text_format(field->off, sizeof(field->off), "%s", view->no_bind);
	change_remark(change, field, TASK_FIELD_DRIVER);
}

/* A field that only a new device can have another value in. */
static void change_add_fixed(struct change_form *change, struct form *form, enum task_field id,
			     const char *label, struct line *line, bool is_taken)
{
	struct form_field *field = form_add(form, id, FORM_TEXT, label);

	field->line = line;
	text_copy(field->hint, sizeof(field->hint), change->recreates ? "the driver's default" : "not told");
	if (!change->recreates)
		text_copy(field->off, sizeof(field->off), CHANGE_FIXED);
	else if (!is_taken)
		text_copy(field->off, sizeof(field->off), "its driver takes none");
	text_copy(field->meaning, sizeof(field->meaning), "What the device is to have when it is added anew; empty "
		  "leaves it to the driver.");
	change_remark(change, field, id);
}

/* "MRG_RXBUF, CTRL_VQ": what the device offers at present. */
static void change_say_features(const struct change_form *change, struct form *form)
{
	char names[400];
	struct words words;
	bool is_first = true;

	words_begin(&words, names, sizeof(names));
	for (uint32_t bit = 0; bit < 64; bit++) {
		char name[64];

		if (!(change->features >> bit & 1))
			continue;
		vdpa_feature_print(name, sizeof(name), change->task.class_id, bit);
		words_print(&words, "%s%s", is_first ? "" : " ", name);
		is_first = false;
	}
	words_end(&words);
	if (change->features)
		form_say(form, STYLE_DIM, "Features, " CHANGE_FIXED ": %s", names);
}

static void change_add_feature(const struct change_form *change, struct form *form, uint32_t bit,
			       bool is_supported)
{
	const struct vdpa_feature *feature = vdpa_feature_find(change->task.class_id, bit);
	char name[64];
	struct form_field *field;

	vdpa_feature_print(name, sizeof(name), change->task.class_id, bit);
	field = form_add(form, CHANGE_FEATURE + bit, FORM_CHECK, name);
	field->is_on = change->features >> bit & 1;
	text_copy(field->value, sizeof(field->value), feature ? feature->meaning : "no name is known for this bit");
	if (!is_supported)
		form_remark(field, MODEL_WARNING, "the management device does not say that it can");
}

/* What the new device is to offer: those of the management device, and those that it has now. */
static void change_add_features(const struct change_form *change, const struct model *model,
				struct form *form)
{
	struct form_field *field = form_add(form, TASK_FIELD_FEATURES, FORM_CHECK, "features");
	struct wish wish;
	uint64_t supported;

	change_wish(change, model, &wish);
	supported = wish_supported(&wish, model);
	field->is_on = change->has_features;
	text_copy(field->value, sizeof(field->value), change->has_features ? "only those that are ticked below" :
		  "the driver's own choice; Space chooses");
	if (!(change_takes(change, model) & VDPA_HAS_FEATURES))
		text_copy(field->off, sizeof(field->off), "its driver takes none");
	change_remark(change, field, TASK_FIELD_FEATURES);
	for (uint32_t bit = 0; wish.has_features && bit < 64; bit++)
		if ((supported | change->features) >> bit & 1)
			change_add_feature(change, form, bit, supported >> bit & 1);
}

static void change_add_recreate(const struct view *view, const struct model *model,
				const struct change_outlook *outlook, struct form *form)
{
	const struct change_form *change = &view->change;
	struct form_field *field = form_add(form, CHANGE_RECREATE, FORM_CHECK, "recreate");

	field->is_on = change->recreates;
	text_copy(field->value, sizeof(field->value), "delete it and add it anew with other values");
	text_copy(field->meaning, sizeof(field->meaning), "The kernel cannot change the rest of a device that is "
		  "there. Deleted and added anew under its name, it can have other values.");
	if (!*change->task.mgmtdev)
		text_copy(field->off, sizeof(field->off), "its driver made it, and no management device can add it");
	else if (strchr(change->task.name, '{'))
		text_copy(field->off, sizeof(field->off), "the { in its name would stand for several names when it is added");
	else if (!change_takes(change, model))
		text_copy(field->off, sizeof(field->off), "it would be as it is: its driver takes no values");
	else if (outlook->driver == TASK_DRIVER_VHOST && *view->no_bind)
		text_format(field->off, sizeof(field->off), "it must be unbound from vhost_vdpa before it is "
			    "deleted, and %s", view->no_bind);
	if (change->recreates && !change->is_deleted && !change->submission)
		form_remark(field, MODEL_WARNING, "In between it is gone, with its node or interface: whoever uses it is "
			    "cut off, and its counters begin at 0. If adding it fails it stays deleted.");
}

/* What is set once, and how it can be had otherwise. */
static void change_add_rest(const struct view *view, struct change_form *change, const struct model *model,
			    const struct change_outlook *outlook, struct form *form)
{
	uint32_t takes = change_takes(change, model);
	bool is_net = change->task.class_id == VDPA_CLASS_NET;

	if (!change->is_deleted)
		change_add_recreate(view, model, outlook, form);
	if (is_net) {
		change_add_fixed(change, form, TASK_FIELD_MTU, "MTU", &change->mtu, takes & VDPA_HAS_MTU);
		change_add_fixed(change, form, TASK_FIELD_PAIRS, "Queue pairs", &change->pairs,
				 takes & VDPA_HAS_MAX_VQP);
	}
	if (change->recreates)
		change_add_features(change, model, form);
	else
		change_say_features(change, form);
}

static void change_add_typed(struct change_form *change, bool is_named, struct form *form)
{
	struct form_field *field = form_add(form, CHANGE_TYPED, FORM_TEXT, "Type its name");
	char name[LINE_SIZE];

	text_safe(name, sizeof(name), change->task.name, strlen(change->task.name));
	field->line = &change->typed;
	field->is_lacking = !is_named;
	text_copy(field->hint, sizeof(field->hint), "its name, to take it away all the same");
	text_format(field->meaning, sizeof(field->meaning), "A device in use is taken from whoever uses it only "
		    "when its name is typed here exactly: %s", name);
}

/* What the rebind of a device that is held open means, step by step. */
static void change_say_unbinding(const struct change_outlook *outlook, bool is_sent, struct form *form)
{
	if (outlook->is_guarded && outlook->driver == TASK_DRIVER_VHOST && !is_sent)
		form_say(form, STYLE_CAUTION, "It is unbound from vhost_vdpa first: %s is gone at once and no VM can "
			 "open it again, which cannot be taken back. The unbinding waits until whoever holds it "
			 "open closes it, perhaps for days; only then comes the rest.",
			 *outlook->device->node ? words_name(outlook->device->node).text : "its node");
}

/* Why nothing can be sent now; "" when it can. */
static void change_send_off(const struct view *view, const struct change_outlook *outlook, char *to,
			    size_t size)
{
	const struct change_form *change = &view->change;

	if (outlook->is_looking && change->tasks.count &&
	    array_at(&change->tasks, struct task, change->tasks.count - 1)->kind != TASK_SET_MAC)
		text_format(to, size, "who uses it is not known yet");
	else if (change->errors)
		text_format(to, size, "%d %s to be put right first", change->errors,
			    change->errors == 1 ? "thing is" : "things are");
	else if (!change->tasks.count)
		text_format(to, size, "nothing is changed yet");
	else if (outlook->is_guarded && !outlook->is_named)
		text_format(to, size, "it is in use: type its name to take it away all the same");
}

/* What is wrong with what the form has no field for. */
static void change_say_others(const struct change_form *change, struct form *form)
{
	for (size_t i = 0; i < change->findings.count && !change->submission; i++) {
		const struct finding *finding = array_at(&change->findings, struct finding, i);

		if (finding->level == MODEL_ERROR && finding->field >= TASK_FIELD_MGMTDEV &&
		    finding->field <= TASK_FIELD_CLASS)
			form_say(form, STYLE_BAD, "It cannot be added anew: %s", finding->words);
	}
}

static void change_add_buttons(const struct view *view, const struct change_outlook *outlook,
			       struct form *form)
{
	const struct change_form *change = &view->change;
	const char *send = change->is_deleted ? "Add it" : change->recreates ? "Delete and add" : "Change";
	bool is_back = change->submission || *outlook->refused;
	struct form_field *field;

	field = form_add(form, CHANGE_CANCEL, FORM_BUTTON, is_back ? "Back" : "Cancel");
	text_copy(field->meaning, sizeof(field->meaning), change->submission ?
		  "Go back to the tree; what was sent goes on." : "Go back; nothing is changed.");
	if (is_back)
		return;
	field = form_add(form, CHANGE_SEND, FORM_BUTTON, send);
	change_send_off(view, outlook, field->off, sizeof(field->off));
	change_remark(change, field, TASK_FIELD_NONE);
	text_copy(field->meaning, sizeof(field->meaning), "Send what stands below.");
}

static void change_add_lines(const struct change_form *change, struct form *form)
{
	char words[256];

	text_format(words, sizeof(words), "%s is deleted and was not added anew: nothing is left of it but this form",
		    words_name(change->task.name).text);
	if (change->is_deleted && !change->submission)
		form_foot(form, STYLE_BAD, words);
	for (size_t i = 0; i < change->tasks.count; i++) {
		char line[2048];

		task_command_line(array_at(&change->tasks, struct task, i), line, sizeof(line));
		form_foot_command(form, STYLE_LABEL, line);
	}
}

static void change_say_progress(const struct change_form *change, struct form *form)
{
	char what[160], time[32], words[240];

	task_describe(&change->current, what, sizeof(what));
	text_duration(time, sizeof(time), change->seconds);
	text_format(words, sizeof(words), "%s: %s %s", what,
		    job_state_word(change->current.kind, change->state), time);
	form_say(form, STYLE_CAUTION, "%s", words);
	form_lock(form, words);
}

void change_describe(struct view *view, const struct model *model, struct form *form)
{
	struct change_form *change = &view->change;
	struct change_outlook outlook;

	change_look(view, model, &outlook);
	change_plan(view, model, &outlook);
	change_say_device(change, model, &outlook, form);
	if (!*outlook.refused) {
		form_say(form, STYLE_NORMAL, "%s", "");
		if (change->task.class_id == VDPA_CLASS_NET)
			change_add_mac(view, change, model, &outlook, form);
		change_add_driver(view, form);
		change_add_rest(view, change, model, &outlook, form);
		change_say_unbinding(&outlook, change->submission, form);
		if (outlook.is_guarded && !change->submission)
			change_add_typed(change, outlook.is_named, form);
	}
	if (change->submission)
		change_say_progress(change, form);
	change_say_others(change, form);
	change_add_buttons(view, &outlook, form);
	change_add_lines(change, form);
}
