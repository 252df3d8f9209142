/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From what was typed to what is sent: which tasks, in which order, and what keeps them from it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "manage/words.h"
#include "vdpa/mac.h"
#include "vdpa/message.h"
#include "vdpa/numbers.h"
#include "vdpa/parent.h"
#include "view/change_private.h"
#include "view/pen.h"
#include "view/view_private.h"

static const struct model_mgmtdev *change_mgmtdev(const struct change_form *change,
						  const struct model *model)
{
	struct wish wish = { 0 };

	text_copy(wish.bus, sizeof(wish.bus), change->task.bus);
	text_copy(wish.mgmtdev, sizeof(wish.mgmtdev), change->task.mgmtdev);
	return wish_mgmtdev(&wish, model);
}

uint32_t change_takes(const struct change_form *change, const struct model *model)
{
	const struct model_mgmtdev *mgmtdev = change_mgmtdev(change, model);

	return mgmtdev ? vdpa_parent_takes(mgmtdev->driver, change->task.class_id) : 0;
}

void change_mac_off(const struct change_form *change, const struct model *model, char *to, size_t size)
{
	const struct model_mgmtdev *mgmtdev = change_mgmtdev(change, model);

	*to = '\0';
	if (change->recreates && !(change_takes(change, model) & VDPA_HAS_MAC))
		text_format(to, size, "its driver takes none");
	else if (change->recreates)
		return;
	else if (model->info && !model->info->has_attr_set)
		text_format(to, size, "this kernel cannot change a MAC address (6.12 and later can)");
	else if (mgmtdev && !vdpa_parent_sets_mac(mgmtdev->driver))
		text_format(to, size, "%s cannot change it after the device is added",
			    words_name(mgmtdev->driver).text);
}

static bool change_is_net(const struct change_form *change)
{
	return change->task.class_id == VDPA_CLASS_NET;
}

/* Nobody's address, which a simulator has that was told none, is none. */
static bool change_has_mac(const struct vdpa_config *config)
{
	static const uint8_t nobody[TASK_MAC_SIZE];

	return config->valid & VDPA_HAS_MAC && memcmp(config->mac, nobody, sizeof(nobody)) != 0;
}

static void change_preset_net(struct change_form *change, const struct vdpa_config *config)
{
	char text[32];

	if (change_has_mac(config)) {
		mac_print(config->mac, text);
		line_suggest(&change->mac, text);
	}
	if (config->valid & VDPA_HAS_MTU) {
		snprintf(text, sizeof(text), "%u", config->mtu);
		line_suggest(&change->mtu, text);
	}
	if (config->valid & VDPA_HAS_MAX_VQP) {
		snprintf(text, sizeof(text), "%u", config->max_vqp);
		line_suggest(&change->pairs, text);
	}
}

void change_preset(struct change_form *change, const struct model *model,
		   const struct model_device *device)
{
	const struct vdpa_config *config = &device->config;
	uint64_t supported = 0;

	if (device->mgmtdev != FLAT_NONE) {
		const struct model_mgmtdev *mgmtdev = &model->mgmtdevs[device->mgmtdev];

		text_copy(change->task.bus, sizeof(change->task.bus), mgmtdev->bus);
		text_copy(change->task.mgmtdev, sizeof(change->task.mgmtdev), mgmtdev->name);
		supported = mgmtdev->supported;
	}
	if (change_is_net(change))
		change_preset_net(change, config);
	if (config->valid & VDPA_HAS_FEATURES)
		change->features = supported ? config->features & supported : config->features;
	change->has_features = change->features && change->features != supported &&
			       change_takes(change, model) & VDPA_HAS_FEATURES;
	if (!task_driver_find(device->driver, &change->driver))
		change->driver = TASK_DRIVER_AUTO;
}

void change_wish(const struct change_form *change, const struct model *model, struct wish *ret_wish)
{
	uint32_t takes = change_takes(change, model);

	*ret_wish = (struct wish){ .class_id = change->task.class_id, .driver = change->driver };
	text_copy(ret_wish->bus, sizeof(ret_wish->bus), change->task.bus);
	text_copy(ret_wish->mgmtdev, sizeof(ret_wish->mgmtdev), change->task.mgmtdev);
	text_copy(ret_wish->name, sizeof(ret_wish->name), change->task.name);
	ret_wish->is_literal = true;
	if (takes & VDPA_HAS_MAC)
		text_copy(ret_wish->mac, sizeof(ret_wish->mac), change->mac.text);
	if (takes & VDPA_HAS_MTU)
		text_copy(ret_wish->mtu, sizeof(ret_wish->mtu), change->mtu.text);
	if (takes & VDPA_HAS_MAX_VQP)
		text_copy(ret_wish->pairs, sizeof(ret_wish->pairs), change->pairs.text);
	ret_wish->has_features = change->has_features && takes & VDPA_HAS_FEATURES;
	ret_wish->features = change->features;
	ret_wish->replaces = change->is_deleted ? 0 : change->task.device;
}

/* Whatever does not depend on who uses it. */
static void change_find_refusal(const struct view *view, const struct model *model,
				struct change_outlook *outlook)
{
	const struct change_form *change = &view->change;
	const struct job *job = job_find_busy(view->jobs.data, view->jobs.count, change->task.device);
	struct task task = change->task;
	struct error error = { 0 };

	task.kind = TASK_REBIND;
	task.is_forced = true;
	if (change->is_deleted || change->submission)
		return;
	if (job && job->submission != change->held)
		text_format(outlook->refused, sizeof(outlook->refused),
			    "something is being done to it already: %s",
			    job_word(job));
	else if (change->is_cut)
		text_format(outlook->refused, sizeof(outlook->refused),
			    "its name has more than %d bytes, so sysfs cannot tell who uses it",
			    TASK_NAME_SIZE - 1);
	else if (outlook->device && outlook->is_looking)
		return;
	else if (usage_check(&task, model, &error) < 0)
		pen_safe(outlook->refused, sizeof(outlook->refused), error.words);
}

/* What nobody chose stays as it is, whoever changes it meanwhile. */
static bool change_rebinds(const struct change_form *change, const struct change_outlook *outlook)
{
	return change_is_touched(change, TASK_FIELD_DRIVER) && change->driver != outlook->driver;
}

void change_look(const struct view *view, const struct model *model, struct change_outlook *ret_outlook)
{
	const struct change_form *change = &view->change;
	const struct model_device *device = model_find_device(model, change->task.device);
	char name[LINE_SIZE];

	*ret_outlook = (struct change_outlook){ .device = device };
	ret_outlook->is_looking = model->facts_number <= change->facts && !change->is_deleted;
	if (device && !task_driver_find(device->driver, &ret_outlook->driver))
		ret_outlook->driver = TASK_DRIVER_AUTO;
	change_find_refusal(view, model, ret_outlook);
	if (!device || ret_outlook->is_looking)
		return;
	ret_outlook->usage = usage_of(model, device, ret_outlook->users, sizeof(ret_outlook->users));
	ret_outlook->takes_away = change->recreates || change_rebinds(change, ret_outlook);
	ret_outlook->is_guarded = ret_outlook->takes_away && ret_outlook->usage != USAGE_FREE;
	text_safe(name, sizeof(name), change->task.name, strlen(change->task.name));
	ret_outlook->is_named = !strcmp(change->typed.text, name);
}

static void change_find(struct change_form *change, enum task_field field, const struct error *error)
{
	struct finding finding = { .field = field, .level = MODEL_ERROR };

	pen_safe(finding.words, sizeof(finding.words), error->words);
	if (array_append(&change->findings, &finding, 1) == 0)
		change->errors++;
}

static struct task change_task(const struct change_form *change, enum task_kind kind, bool is_forced)
{
	struct task task = change->task;

	task.kind = kind;
	task.is_forced = is_forced;
	return task;
}

/* Only another address than it has is sent. */
static void change_plan_mac(struct change_form *change, const struct model *model,
			    const struct model_device *device)
{
	const struct vdpa_config *config = &device->config;
	struct task task = change_task(change, TASK_SET_MAC, false);
	struct error error = { 0 };
	char off[200];

	change_mac_off(change, model, off, sizeof(off));
	if (*off || !change_is_net(change) || !change_is_touched(change, TASK_FIELD_MAC) ||
	    (!change_has_mac(config) && !*change->mac.text))
		return;
	if (wish_parse_mac(change->mac.text, task.mac, NULL) == 0 && config->valid & VDPA_HAS_MAC &&
	    !memcmp(task.mac, config->mac, sizeof(task.mac)))
		return;
	if (wish_check_mac(change->mac.text, model, device, task.mac, &error) < 0) {
		change_find(change, TASK_FIELD_MAC, &error);
		return;
	}
	task.valid = VDPA_HAS_MAC;
	array_append(&change->tasks, &task, 1);
}

/* The new address comes first: whoever takes the device afterwards reads it then. */
static void change_plan_changes(struct change_form *change, const struct model *model,
				const struct change_outlook *outlook)
{
	struct task task = change_task(change, TASK_REBIND, outlook->is_guarded && outlook->is_named);

	change_plan_mac(change, model, outlook->device);
	task.driver = change->driver;
	task.is_unbound = !*outlook->device->driver;
	if (change_rebinds(change, outlook))
		array_append(&change->tasks, &task, 1);
}

static void change_plan_anew(struct change_form *change, const struct model *model,
			     const struct change_outlook *outlook, bool may_bind)
{
	struct task task = change_task(change, TASK_DELETE, outlook->is_guarded && outlook->is_named);
	size_t tasks = change->is_deleted ? 1 : 2;
	struct wish wish;

	change_wish(change, model, &wish);
	if (!may_bind)
		wish.driver = TASK_DRIVER_AUTO;
	change->errors = wish_check(&wish, model, &change->findings);
	if (change->errors)
		return;
	task.driver = outlook->driver == TASK_DRIVER_VHOST ? TASK_DRIVER_VHOST : TASK_DRIVER_AUTO;
	if ((!change->is_deleted && array_append(&change->tasks, &task, 1) < 0) ||
	    wish_expand(&wish, model, &change->tasks) < 0 || change->tasks.count != tasks)
		change->tasks.count = 0;
}

void change_plan(struct view *view, const struct model *model, const struct change_outlook *outlook)
{
	struct change_form *change = &view->change;

	if (change->submission)
		return;
	change->findings.count = change->tasks.count = 0;
	change->errors = 0;
	if (outlook->device && !change_is_touched(change, TASK_FIELD_DRIVER))
		change->driver = outlook->driver;
	if (change->recreates && (outlook->device || change->is_deleted))
		change_plan_anew(change, model, outlook, !*view->no_bind);
	else if (outlook->device)
		change_plan_changes(change, model, outlook);
}
