/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the dialog that adds devices shows: its fields, and what there is to say of each. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "manage/words.h"
#include "vdpa/class.h"
#include "vdpa/feature.h"
#include "vdpa/message.h"
#include "vdpa/numbers.h"
#include "vdpa/parent.h"
#include "view/add_private.h"
#include "view/view_private.h"

#define ADD_LISTED 6    /* management devices in sight at once */
#define ADD_HANDLE 28   /* cells of one's handle at most */

/* An error at a text that is empty waits until somebody has been there: a fresh form does not shout. */
static bool add_is_said(const struct add_form *add, const struct form_field *field, unsigned id)
{
	bool is_empty = field->kind == FORM_TEXT && !*field->line->text;

	return !is_empty || add->is_pressed || add->touched >> id & 1;
}

static void add_put_outcome(const struct add_form *add, struct form_field *field)
{
	const struct outcome *outcome = &add->outcome;
	char kernel[sizeof(outcome->kernel) * 2];

	text_safe(kernel, sizeof(kernel), outcome->kernel, strnlen(outcome->kernel, sizeof(outcome->kernel)));
	if (!*kernel || strstr(outcome->words, kernel))
		form_remark(field, MODEL_ERROR, "%s", outcome->words);
	else
		form_remark(field, MODEL_ERROR, "%s; the kernel: %s", outcome->words, kernel);
}

/* What there is to say of FIELD: of the kernel's answer first, then of what was found. */
static void add_remark(const struct view *view, struct form_field *field, enum task_field id)
{
	const struct add_form *add = &view->add;
	const struct finding *finding = finding_of(&add->findings, id);

	if (add->submission)
		return;
	if (add->outcome.code && add->outcome.field == id)
		add_put_outcome(add, field);
	if (id == TASK_FIELD_DRIVER && *view->no_bind && add->now.chosen.driver != TASK_DRIVER_AUTO)
		form_remark(field, MODEL_ERROR, "%s", view->no_bind);
	if (finding && (finding->level != MODEL_ERROR || add_is_said(add, field, id)))
		form_remark(field, finding->level, "%s", finding->words);
}

static struct form_field *add_text(const struct view *view, struct form *form, enum task_field id,
				   const char *label, struct line *line)
{
	struct form_field *field = form_add(form, id, FORM_TEXT, label);

	field->line = line;
	add_remark(view, field, id);
	return field;
}

/* ------------------------------------------------------------------ management device, class */

static void add_put_classes(struct words *words, const struct model_mgmtdev *mgmtdev)
{
	bool is_first = true;

	for (uint32_t id = 0; id < VDPA_CLASS_COUNT; id++)
		if (mgmtdev->classes >> id & 1) {
			words_print(words, "%s%s", is_first ? "" : ",", vdpa_class_name(id));
			is_first = false;
		}
}

static void add_put_devices(struct words *words, const struct model_mgmtdev *mgmtdev)
{
	const struct vdpa_parent *parent = vdpa_parent_find(mgmtdev->driver);

	if (parent && parent->most)
		words_print(words, "%" PRIu32 " of %" PRIu32 " device%s", mgmtdev->devices, parent->most,
			    parent->most == 1 ? "" : "s");
	else
		words_print(words, "%" PRIu32 " device%s", mgmtdev->devices,
			    mgmtdev->devices == 1 ? "" : "s");
}

static void add_put_limits(struct words *words, const struct model_mgmtdev *mgmtdev)
{
	uint32_t pairs = wish_most_pairs(mgmtdev);

	if (pairs)
		words_print(words, "up to %" PRIu32 " pair%s, ", pairs, pairs == 1 ? "" : "s");
	add_put_devices(words, mgmtdev);
}

/* Its handle in WIDTH cells, what it can make, and how many it has made. */
static void add_mgmtdev_words(const struct model_mgmtdev *mgmtdev, int width, bool is_ascii, char *to,
			      size_t size)
{
	char handle[256], cut[256];
	struct words words;
	int cells;

	text_safe(handle, sizeof(handle), mgmtdev->handle, strlen(mgmtdev->handle));
	cells = (int)text_cut(cut, sizeof(cut), handle, (size_t)width,
			      glyph_text(GLYPH_ELLIPSIS, is_ascii));
	words_begin(&words, to, size);
	words_print(&words, "%s%*s", cut, width - cells + 2, "");
	add_put_classes(&words, mgmtdev);
	words_put(&words, "  ");
	add_put_limits(&words, mgmtdev);
	words_end(&words);
}

static int add_handle_width(const struct model *model, size_t first, size_t count)
{
	int most = 0;

	for (size_t i = first; i < first + count; i++) {
		char handle[256];
		int width;

		text_safe(handle, sizeof(handle), model->mgmtdevs[i].handle, strlen(model->mgmtdevs[i].handle));
		width = (int)text_width(handle);
		most = width > most ? width : most;
	}
	return most < ADD_HANDLE ? most : ADD_HANDLE;
}

/* The list around the one that is chosen. */
static void add_list_mgmtdevs(const struct view *view, const struct model *model, struct form *form,
			      size_t chosen)
{
	size_t most = model->mgmtdev_count;
	size_t count = most < ADD_LISTED ? most : ADD_LISTED;
	size_t first = chosen < ADD_LISTED / 2 || chosen >= most ? 0 : chosen - ADD_LISTED / 2;
	int width;

	first = first + count > most ? most - count : first;
	width = add_handle_width(model, first, count);
	for (size_t i = first; i < first + count; i++) {
		struct form_field *option = form_add(form, (unsigned)(ADD_MGMTDEV + i), FORM_OPTION, "");

		option->is_on = i == chosen;
		add_mgmtdev_words(&model->mgmtdevs[i], width, view->is_ascii, option->value,
				  sizeof(option->value));
	}
}

static void add_mgmtdev(const struct view *view, const struct model *model, struct form *form)
{
	const struct wish *chosen = &view->add.now.chosen;
	const struct model_mgmtdev *mgmtdev = wish_mgmtdev(chosen, model);
	bool is_open = form->focus == TASK_FIELD_MGMTDEV && model->mgmtdev_count > 1;
	struct form_field *field = form_add(form, TASK_FIELD_MGMTDEV, FORM_CHOICE, "Management device");
	struct words words;

	words_begin(&words, field->value, sizeof(field->value));
	if (*chosen->bus)
		words_print(&words, "%s/", words_name(chosen->bus).text);
	words_put(&words, *chosen->mgmtdev ? words_name(chosen->mgmtdev).text : "none");
	if (!mgmtdev && *chosen->mgmtdev)
		words_put(&words, "  (gone)");
	if (mgmtdev && !is_open) {
		words_put(&words, "  ");
		add_put_classes(&words, mgmtdev);
		words_put(&words, "  ");
		add_put_devices(&words, mgmtdev);
	} else if (mgmtdev) {
		words_print(&words, "  %zu of %zu", (size_t)(mgmtdev - model->mgmtdevs) + 1,
			    model->mgmtdev_count);
	}
	words_end(&words);
	text_copy(field->meaning, sizeof(field->meaning), "Who makes the device. Left and Right choose another "
		  "one: what it can make stands beside it, and how many devices it has made.");
	add_remark(view, field, TASK_FIELD_MGMTDEV);
	if (is_open && !view->add.submission)
		add_list_mgmtdevs(view, model, form,
				  mgmtdev ? (size_t)(mgmtdev - model->mgmtdevs) : SIZE_MAX);
}

static void add_class(const struct view *view, const struct model *model, struct form *form)
{
	uint64_t classes = add_form_classes(&view->add, model);
	struct form_field *field;

	if (!(classes & (classes - 1)))
		return;
	field = form_add(form, TASK_FIELD_CLASS, FORM_CHOICE, "Class");
	text_copy(field->value, sizeof(field->value), vdpa_class_name(view->add.now.chosen.class_id));
	text_copy(field->meaning, sizeof(field->meaning), "What kind of device it is. The management device can "
		  "make several kinds.");
	add_remark(view, field, TASK_FIELD_CLASS);
}

/* The class that the device will have, 0 when it is not known. */
static uint32_t add_class_id(const struct add_form *add, const struct model *model)
{
	uint64_t classes = add_form_classes(add, model);
	uint32_t id = 0;

	if (add->now.chosen.class_id)
		return add->now.chosen.class_id;
	while (id < 63 && !(classes >> id & 1))
		id++;
	return classes ? id : 0;
}

/* ------------------------------------------------------------------ texts */

/* What is on its way is not in the model yet. */
static void add_note_pending(const struct view *view, struct form_field *field)
{
	for (size_t i = 0; i < view->jobs.count && !view->add.submission; i++) {
		const struct job *job = array_at(&view->jobs, struct job, i);

		if (job->task.kind != TASK_ADD || job_is_over(job))
			continue;
		for (size_t k = 0; k < view->add.tasks.count; k++)
			if (!strcmp(array_at(&view->add.tasks, struct task, k)->name, job->task.name))
				form_remark(field, MODEL_WARNING, "%s is being added already",
					    words_name(job->task.name).text);
	}
}

static void add_names(struct view *view, struct form *form)
{
	struct add_wish *now = &view->add.now;
	struct form_field *field = add_text(view, form, TASK_FIELD_NAME, "Name", &now->name);

	add_note_pending(view, field);
	text_copy(field->meaning, sizeof(field->meaning), "What it is called on this host. vm{0..7} makes eight "
		  "devices, vm0 to vm7.");
	field = add_text(view, form, TASK_FIELD_COUNT, "How many", &now->count);
	text_copy(field->hint, sizeof(field->hint), "1, or as many as names");
	text_copy(field->meaning, sizeof(field->meaning), "With more than one, the name and the MAC address are "
		  "the first one's, and count up.");
}

/* Why a field of a device of CLASS_ID cannot be filled in; what stands there already can be taken out. */
static void add_set_off(struct form_field *field, const struct model_mgmtdev *mgmtdev, uint32_t class_id,
			uint32_t needs)
{
	if (*field->line->text || !mgmtdev)
		return;
	if (class_id && class_id != VDPA_CLASS_NET)
		text_format(field->off, sizeof(field->off), "a %s device has none",
			    vdpa_class_name(class_id));
	else if (!(vdpa_parent_takes(mgmtdev->driver, class_id) & needs))
		text_format(field->off, sizeof(field->off), "%s decides this by itself",
			    words_name(mgmtdev->driver).text);
}

static void add_net_fields(struct view *view, const struct model *model, struct form *form)
{
	struct add_wish *now = &view->add.now;
	const struct model_mgmtdev *mgmtdev = wish_mgmtdev(&now->chosen, model);
	uint32_t class_id = add_class_id(&view->add, model);
	uint32_t most = mgmtdev ? wish_most_pairs(mgmtdev) : 0;
	struct form_field *field;
	char key[24];

	keymap_first_key(&view->keymap, MODE_ADD, ACTION_RANDOM_MAC, key, sizeof(key));
	field = add_text(view, form, TASK_FIELD_MAC, "MAC address", &now->mac);
	text_copy(field->hint, sizeof(field->hint), "the driver's default");
	text_format(field->meaning, sizeof(field->meaning), "The address of its interface; empty leaves it to "
		    "the driver.%s%s%s", *key ? " " : "", key, *key ? " makes a random one, locally administered." : "");
	add_set_off(field, mgmtdev, class_id, VDPA_HAS_MAC);
	field = add_text(view, form, TASK_FIELD_MTU, "MTU", &now->mtu);
	text_copy(field->hint, sizeof(field->hint), "the driver's default");
	text_copy(field->meaning, sizeof(field->meaning), "The most bytes of a packet that it takes, 68 to "
		  "65535; empty leaves it to the driver.");
	add_set_off(field, mgmtdev, class_id, VDPA_HAS_MTU);
	field = add_text(view, form, TASK_FIELD_PAIRS, "Queue pairs", &now->pairs);
	text_copy(field->hint, sizeof(field->hint), "the driver's default");
	if (most)
		text_format(field->meaning, sizeof(field->meaning), "Pairs of an rx and a tx queue, 1 to %" PRIu32
			    " here; empty leaves it to the driver.", most);
	else
		text_copy(field->meaning, sizeof(field->meaning), "Pairs of an rx and a tx queue; empty leaves it "
			  "to the driver. The management device does not say how many it can give.");
	add_set_off(field, mgmtdev, class_id, VDPA_HAS_MAX_VQP);
}

/* ------------------------------------------------------------------ driver, features */

static const struct {
	const char *name, *meaning;
} add_drivers[TASK_DRIVERS] = {
	[TASK_DRIVER_AUTO] = { "whichever takes it", "as the kernel does by itself" },
	[TASK_DRIVER_VHOST] = { "vhost_vdpa", "for a VM or DPDK, as /dev/vhost-vdpa-N" },
	[TASK_DRIVER_VIRTIO] = { "virtio_vdpa", "for this host, as an interface or a disk" },
	[TASK_DRIVER_NONE] = { "none", "nobody: it is bound later" },
};

static void add_driver(const struct view *view, struct form *form)
{
	enum task_driver chosen = view->add.now.chosen.driver;
	bool is_open = form->focus == TASK_FIELD_DRIVER && !view->add.submission;
	struct form_field *field = form_add(form, TASK_FIELD_DRIVER, FORM_CHOICE, "Bus driver");

	text_format(field->value, sizeof(field->value), "%s", add_drivers[chosen].name);
	text_copy(field->meaning, sizeof(field->meaning), "Who takes the device once it is there. Left and Right "
		  "choose.");
	add_remark(view, field, TASK_FIELD_DRIVER);
	for (enum task_driver i = 0; is_open && i < TASK_DRIVERS; i++) {
		struct form_field *option = form_add(form, ADD_DRIVER + i, FORM_OPTION, "");

		option->is_on = i == chosen;
		text_format(option->value, sizeof(option->value), "%-19s %s", add_drivers[i].name,
			    add_drivers[i].meaning);
	}
}

/* What in the form makes a feature necessary. */
static const char *add_why(uint32_t bit)
{
	switch (bit) {
	case VDPA_NET_F_MAC:
		return "a MAC address is given";
	case VDPA_NET_F_MTU:
		return "an MTU is given";
	case VDPA_NET_F_MQ:
		return "more than one pair is wanted";
	default:
		return "the kernel takes no device without it";
	}
}

static void add_feature(const struct add_form *add, struct form *form, const struct wish *wish,
			uint32_t class_id, uint64_t supported, uint32_t bit)
{
	const struct vdpa_feature *feature = vdpa_feature_find(class_id, bit);
	bool is_needed = wish_needed(wish) >> bit & 1;
	struct form_field *field;
	char name[64];

	vdpa_feature_print(name, sizeof(name), class_id, bit);
	field = form_add(form, ADD_FEATURE + bit, FORM_CHECK, name);
	field->is_on = add->now.chosen.features >> bit & 1;
	text_format(field->value, sizeof(field->value), "%s%s%s", is_needed ? "needed: " : "",
		    is_needed ? add_why(bit) : feature ? feature->meaning : "no name is known for this bit", "");
	text_format(field->meaning, sizeof(field->meaning), "%s (bit %" PRIu32 "): %s", name, bit,
		    feature ? feature->meaning : "no name is known for this bit");
	if (is_needed && !field->is_on)
		form_remark(field, MODEL_ERROR, "tick it: the kernel wants it, since %s", add_why(bit));
	if (field->is_on && !(supported >> bit & 1))
		form_remark(field, MODEL_ERROR, "take it out: the management device cannot give it");
}

static void add_features(const struct view *view, const struct model *model, struct form *form)
{
	const struct add_form *add = &view->add;
	const struct wish *chosen = &add->now.chosen;
	const struct model_mgmtdev *mgmtdev = wish_mgmtdev(chosen, model);
	uint32_t class_id = add_class_id(add, model);
	uint64_t supported = wish_supported(chosen, model);
	struct form_field *field = form_add(form, TASK_FIELD_FEATURES, FORM_CHECK, "provision features");
	struct wish wish;

	field->is_on = chosen->has_features;
	text_copy(field->meaning, sizeof(field->meaning), "Offer those features alone that are ticked; without "
		  "this, all that the driver has.");
	if (!field->is_on && mgmtdev && !(vdpa_parent_takes(mgmtdev->driver, class_id) & VDPA_HAS_FEATURES))
		text_format(field->off, sizeof(field->off), "%s decides this by itself",
			    words_name(mgmtdev->driver).text);
	else if (!field->is_on && !supported)
		text_copy(field->off, sizeof(field->off), "the management device does not say what it supports");
	add_remark(view, field, TASK_FIELD_FEATURES);
	if (!field->is_on)
		return;
	add_form_wish(add, &wish);
	for (uint32_t bit = 0; bit < 64; bit++)
		if ((supported | chosen->features | wish_needed(&wish)) >> bit & 1)
			add_feature(add, form, &wish, class_id, supported, bit);
}

/* ------------------------------------------------------------------ sending */

static void add_put_mac(struct words *words, const struct task *task)
{
	if (task->valid & VDPA_HAS_MAC)
		words_print(words, " (%02x:%02x:%02x:%02x:%02x:%02x)", task->mac[0], task->mac[1], task->mac[2],
			    task->mac[3], task->mac[4], task->mac[5]);
}

static void add_summary(const struct add_form *add, struct form *form)
{
	const struct task *first = array_at(&add->tasks, struct task, 0);
	char text[300];
	struct words words;
	struct form_field *field;

	words_begin(&words, text, sizeof(text));
	words_print(&words, "%zu devices, from ", add->tasks.count);
	words_put_name(&words, first->name);
	add_put_mac(&words, first);
	words_put(&words, " to ");
	words_put_name(&words, first[add->tasks.count - 1].name);
	add_put_mac(&words, &first[add->tasks.count - 1]);
	words_end(&words);
	form_say(form, STYLE_HEADING, "%s", text);
	field = form_add(form, ADD_STOPS, FORM_CHECK, "stop at the first that fails");
	field->is_on = add->now.stops;
	text_copy(field->meaning, sizeof(field->meaning), "The others then wait for you: go on, or give them up. "
		  "Without it they are tried all the same. What was made stays.");
}

/* What is under way, else what came of it when no field is to blame. */
static void add_state(const struct view *view, struct form *form)
{
	const struct add_form *add = &view->add;
	char seconds[16];

	if (add->submission) {
		text_duration(seconds, sizeof(seconds), add->seconds);
		form_say(form, STYLE_HEADING, "%s: %s, %s", words_name(add->now.name.text).text,
			 job_state_word(TASK_ADD, add->state), seconds);
		form_lock(form, "it is being sent; leaving the form does not stop it");
	} else if (add->outcome.code && !add->outcome.field) {
		struct form_field field = { 0 };

		add_put_outcome(add, &field);
		form_say(form, STYLE_BAD, "%s %s", glyph_text(GLYPH_ALERT, view->is_ascii), field.remark);
	}
}

static void add_buttons(const struct view *view, struct form *form)
{
	const struct add_form *add = &view->add;
	struct form_field *field;
	char label[32] = "Add";

	if (add->tasks.count > 1)
		text_format(label, sizeof(label), "Add %zu devices", add->tasks.count);
	if (!add->submission) {
		field = form_add(form, ADD_SEND, FORM_BUTTON, label);
		text_copy(field->meaning, sizeof(field->meaning), "Enter sends what stands below to the kernel.");
		text_format(field->off, sizeof(field->off), "%s", view->no_change);
	}
	field = form_add(form, ADD_CANCEL, FORM_BUTTON, add->submission ? "Leave" : "Cancel");
	text_copy(field->meaning, sizeof(field->meaning), add->submission ?
		  "Leave the form. The adding goes on, and the page of commands shows what becomes of it." :
		  "Leave the form. Nothing is changed, and what was typed can be brought back.");
	if (add->submission || !add->has_kept)
		return;
	field = form_add(form, ADD_RESTORE, FORM_BUTTON, "As the last time");
	text_format(field->meaning, sizeof(field->meaning), "Bring back what was in this form when it was last left "
		    "or sent: %s.", words_name(add->kept.name.text).text);
}

/* The first and the last line, and how many are between. */
static void add_foot(const struct add_form *add, struct form *form)
{
	size_t count = add->tasks.count;
	char line[1600];

	if (!count)
		form_foot(form, STYLE_DIM, "What is sent stands here once nothing is wrong.");
	for (size_t i = 0; i < count; i++) {
		if (count > 3 && i == 1) {
			text_format(line, sizeof(line), "(%zu more)", count - 2);
			form_foot(form, STYLE_DIM, line);
			i = count - 1;
		}
		task_command_line(array_at(&add->tasks, struct task, i), line, sizeof(line));
		form_foot(form, STYLE_NORMAL, line);
	}
}

static int add_own_errors(const struct view *view)
{
	return *view->no_bind && view->add.now.chosen.driver != TASK_DRIVER_AUTO;
}

/* What is under way is not judged again: the device may be there already. */
static void add_check(struct view *view, const struct model *model)
{
	struct add_form *add = &view->add;
	struct wish wish;

	if (add->submission)
		return;
	add->findings.count = add->tasks.count = 0;
	add_form_wish(add, &wish);
	add->errors = wish_check(&wish, model, &add->findings);
	if (!add->errors)
		wish_expand(&wish, model, &add->tasks);
	if (add->errors >= 0)
		add->errors += add_own_errors(view);
}

void add_form_describe(struct view *view, const struct model *model, struct form *form)
{
	add_check(view, model);
	add_mgmtdev(view, model, form);
	add_class(view, model, form);
	add_names(view, form);
	add_net_fields(view, model, form);
	add_driver(view, form);
	add_features(view, model, form);
	form_say(form, STYLE_NORMAL, "%s", "");
	if (view->add.tasks.count > 1)
		add_summary(&view->add, form);
	add_state(view, form);
	add_buttons(view, form);
	add_foot(&view->add, form);
}
