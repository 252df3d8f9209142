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

/* An error at a text that is empty waits until somebody has been there: a fresh form does not shout. */
static bool add_is_said(const struct add_form *add, const struct form_field *field, unsigned id)
{
	bool is_empty = field->kind == FORM_TEXT && !*field->line->text;

	return !is_empty || add->is_pressed || add->touched >> id & 1;
}

void add_form_put_outcome(const struct add_form *add, struct form_field *field)
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
void add_form_remark(const struct view *view, struct form_field *field, enum task_field id)
{
	const struct add_form *add = &view->add;
	const struct finding *finding = finding_of(&add->findings, id);

	if (add->submission)
		return;
	if (add->outcome.code && add->outcome.field == id)
		add_form_put_outcome(add, field);
	if (id == TASK_FIELD_DRIVER && *view->no_bind && add->now.chosen.driver != TASK_DRIVER_AUTO)
		form_remark(field, MODEL_ERROR, "%s", view->no_bind);
	field->is_lacking = add_form_is_wrong(view, id);
	if (finding && (finding->level != MODEL_ERROR || add_is_said(add, field, id)))
		form_remark(field, finding->level, "%s", finding->words);
}

static struct form_field *add_text(const struct view *view, struct form *form, enum task_field id,
				   const char *label, struct line *line)
{
	struct form_field *field = form_add(form, id, FORM_TEXT, label);

	field->line = line;
	add_form_remark(view, field, id);
	return field;
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

/* What is on its way is not in the model yet. */
static void add_note_pending(const struct view *view, struct form_field *field)
{
	for (size_t i = 0; i < view->add.tasks.count && !view->add.submission; i++) {
		const char *name = array_at(&view->add.tasks, struct task, i)->name;

		if (job_find_adding(view->jobs.data, view->jobs.count, name))
			form_remark(field, MODEL_WARNING, "%s is being added already", words_name(name).text);
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
	add_form_remark(view, field, TASK_FIELD_DRIVER);
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
	add_form_remark(view, field, TASK_FIELD_FEATURES);
	if (!field->is_on)
		return;
	add_form_wish(add, &wish);
	for (uint32_t bit = 0; bit < 64; bit++)
		if ((supported | chosen->features | wish_needed(&wish)) >> bit & 1)
			add_feature(add, form, &wish, class_id, supported, bit);
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
	add_form_mgmtdev(view, model, form);
	add_form_class(view, model, form);
	add_names(view, form);
	add_net_fields(view, model, form);
	add_driver(view, form);
	add_features(view, model, form);
	form_say(form, STYLE_NORMAL, "%s", "");
	if (view->add.tasks.count > 1)
		add_form_summary(&view->add, form);
	add_form_state(view, form);
	add_form_buttons(view, form);
	add_form_foot(&view->add, form);
}
