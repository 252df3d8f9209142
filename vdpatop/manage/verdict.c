/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What came of a task: what was done, or not, then why and what to do. */
#include "manage/verdict.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "manage/mac.h"
#include "manage/names.h"
#include "manage/verdict_why.h"
#include "vdpa/name.h"
#include "vdpa/numbers.h"

static const char *const not_done[] = {
	[TASK_ADD] = " was not added: ",
	[TASK_SET_MAC] = " keeps its MAC address: ",
	[TASK_REBIND] = " was left as it is: ",
	[TASK_DELETE] = " was not deleted: ",
};

/* The node, interface or disk that comes of a device that is bound. */
struct usable {
	const char *driver, *node, *netdev, *disk;
};

static void begin(struct outcome *outcome, struct words *words, const struct task *task,
		  const char *kernel)
{
	*outcome = (struct outcome){ 0 };
	text_copy(outcome->kernel, sizeof(outcome->kernel), kernel);
	words_begin(words, outcome->words, sizeof(outcome->words));
	words_put_name(words, task->name);
}

static void put_set_mac_done(const struct task *task, const struct model *model, struct words *words,
			     struct outcome *outcome)
{
	const struct model_device *device = model_find_device(model, task->device);
	char mac[MAC_TEXT_SIZE];

	mac_print(task->mac, mac);
	words_print(words, " has the MAC address %s now", mac);
	if (!device || !*device->driver)
		return;
	outcome->level = MODEL_WARNING;
	words_put(words, ", but ");
	if (*device->netdev)
		words_put_name(words, device->netdev);
	else
		words_put(words, "who uses it");
	words_put(words, " keeps the old one until it is bound anew");
}

static void put_done(const struct task *task, const struct model *model, struct words *words,
		     struct outcome *outcome)
{
	switch (task->kind) {
	case TASK_ADD:
		words_put(words, " was added");
		break;
	case TASK_SET_MAC:
		put_set_mac_done(task, model, words, outcome);
		break;
	case TASK_REBIND:
		words_put(words, " was bound anew");
		break;
	case TASK_DELETE:
		words_put(words, " was deleted");
		break;
	}
}

void verdict_of_request(const struct task *task, const struct model *model,
			const struct verdict_answer *answer, struct outcome *ret_outcome)
{
	bool is_ignored = !answer->code && task->kind == TASK_SET_MAC && *answer->kernel;
	int code = is_ignored ? -EOPNOTSUPP : answer->code;
	struct words words;

	begin(ret_outcome, &words, task, answer->kernel);
	ret_outcome->code = code;
	if (code < 0) {
		words_put(&words, not_done[task->kind]);
		ret_outcome->field = verdict_put_why(&words, task, model, code, answer);
	} else {
		put_done(task, model, &words, ret_outcome);
	}
	words_end(&words);
}

/* "… was added, but not bound to vhost_vdpa: " */
static void put_not_bound(const struct task *task, bool is_unbinding, struct words *words)
{
	static const char *const beginnings[] = {
		[TASK_ADD] = " was added, but not ",
		[TASK_SET_MAC] = " was not ",
		[TASK_REBIND] = " was not ",
		[TASK_DELETE] = " was not deleted, because it was not ",
	};

	words_put(words, beginnings[task->kind]);
	if (is_unbinding)
		words_put(words, "unbound: ");
	else
		words_print(words, "bound to %s%s: ", task_driver_name(task->driver),
			    task->kind == TASK_REBIND ? " and may have no driver now" : "");
}

void verdict_of_binding(const struct task *task, const struct model *model, bool is_unbinding,
			const struct verdict_answer *answer, struct outcome *ret_outcome)
{
	const char *why = *answer->kernel ? answer->kernel : error_text(answer->code);
	char safe[2 * sizeof(ret_outcome->kernel)];
	struct words words;

	(void)model;
	begin(ret_outcome, &words, task, answer->kernel);
	ret_outcome->code = answer->code;
	if (answer->code < 0) {
		ret_outcome->field = is_unbinding ? TASK_FIELD_NONE : TASK_FIELD_DRIVER;
		put_not_bound(task, is_unbinding, &words);
		text_safe(safe, sizeof(safe), why, strnlen(why, sizeof(ret_outcome->kernel)));
		words_put(&words, safe);
	} else if (is_unbinding) {
		words_put(&words, " was unbound");
	} else {
		words_print(&words, " was bound to %s", task_driver_name(task->driver));
	}
	words_end(&words);
}

static uint32_t class_of(const struct task *task, const struct model *model)
{
	const struct model_device *device = model_find_device(model, task->device);

	if (task->kind == TASK_ADD)
		return task->class_id;
	return device && device->valid & VDPA_HAS_CLASS ? device->class_id : 0;
}

/* Whether TASK made a simulator's device that nobody gave a MAC address (wish_check() warned of it). */
static bool has_zero_mac(const struct task *task, const struct model *model)
{
	const struct model_mgmtdev *mgmtdev = verdict_mgmtdev(task, model);
	bool has_feature = !(task->valid & VDPA_HAS_FEATURES) ||
			   VDPA_HAS_FEATURE(task->features, VDPA_NET_F_MAC);

	return task->kind == TASK_ADD && !(task->valid & VDPA_HAS_MAC) && has_feature && mgmtdev &&
	       !strcmp(mgmtdev->driver, "vdpa_sim");
}

static bool is_driver(const struct usable *usable, enum task_driver driver)
{
	return !strcmp(usable->driver, task_driver_name(driver));
}

/* What a device of CLASS_ID must have when it is bound so, and has not; NULL when nothing is wrong. */
static const char *missing_part(const struct usable *usable, uint32_t class_id)
{
	if (*usable->node || *usable->netdev || *usable->disk)
		return NULL;
	if (is_driver(usable, TASK_DRIVER_VHOST))
		return "node in /dev";
	if (!is_driver(usable, TASK_DRIVER_VIRTIO))
		return NULL;
	if (class_id == VDPA_CLASS_NET)
		return "interface";
	return class_id == VDPA_CLASS_BLOCK ? "disk" : NULL;
}

/* ": interface eth5"; nothing when there is none. */
static void put_part(const struct usable *usable, struct words *words)
{
	static const char *const names[] = { "", "interface ", "disk " };
	const char *const parts[] = { usable->node, usable->netdev, usable->disk };

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (!*parts[i])
			continue;
		words_put(words, ": ");
		words_put(words, names[i]);
		words_put_name(words, parts[i]);
		return;
	}
}

/* What it is good for comes first where there is no room for all. */
static void put_driver(const struct task *task, const struct model *model, const struct usable *usable,
		       struct words *words, struct outcome *outcome)
{
	const char *missing = missing_part(usable, class_of(task, model));
	struct words_name driver = words_name(usable->driver);

	if (task->kind != TASK_ADD)
		words_print(words, " is bound to %s", driver.text);
	put_part(usable, words);
	if (task->kind == TASK_ADD)
		words_print(words, " (%s)", driver.text);
	if (missing) {
		outcome->level = MODEL_WARNING;
		words_print(words, ", but has no %s: see the kernel's log (dmesg)", missing);
	} else if (*usable->netdev && has_zero_mac(task, model)) {
		outcome->level = MODEL_WARNING;
		words_put(words, ", which cannot come up: its MAC address is 00:00:00:00:00:00, give "
				 "it another");
	}
}

/* Nothing has it, though it was to have a driver. */
static void put_no_driver(const struct task *task, const struct model *model, struct words *words,
			  struct outcome *outcome)
{
	const char *wanted = task_driver_name(task->driver);
	const struct model_mgmtdev *mgmtdev = verdict_mgmtdev(task, model);

	outcome->level = MODEL_WARNING;
	outcome->field = TASK_FIELD_DRIVER;
	words_put(words, task->kind == TASK_ADD ? ", but no driver took it: " : " has no driver: ");
	if (mgmtdev && !strcmp(mgmtdev->driver, "vduse"))
		words_put(words, "its vduse daemon may not answer; once it does, bind it");
	else if (*wanted)
		words_print(words, "%s let it go again, see the kernel's log (dmesg)", wanted);
	else
		words_put(words, "load vhost_vdpa or virtio_vdpa, or bind it");
}

static void put_found(const struct task *task, const struct model *model, const struct usable *usable,
		      struct words *words, struct outcome *outcome)
{
	const char *wanted = task_driver_name(task->driver);

	if (task->kind == TASK_ADD)
		words_put(words, " was added");
	if (!*usable->driver && task->driver == TASK_DRIVER_NONE) {
		words_put(words, task->kind == TASK_ADD ? ", bound to no driver" :
							  " is bound to no driver");
		return;
	}
	if (!*usable->driver) {
		put_no_driver(task, model, words, outcome);
		return;
	}
	put_driver(task, model, usable, words, outcome);
	if (task->driver == TASK_DRIVER_AUTO || !strcmp(wanted, usable->driver))
		return;
	outcome->level = MODEL_WARNING;
	outcome->field = TASK_FIELD_DRIVER;
	words_print(words, ", though %s was asked for: something else binds devices here",
		    *wanted ? wanted : "no driver");
}

void verdict_of_device(const struct task *task, const struct model *model,
		       struct outcome *ret_outcome)
{
	struct model_fact fact;
	struct words words;
	struct name name;

	begin(ret_outcome, &words, task, "");
	text_copy(name.raw, sizeof(name.raw), task->name);
	vdpa_name_in_kernel(name.raw);
	if (!model_find_fact(model, name.raw, &fact)) {
		ret_outcome->code = -ENODEV;
		words_put(&words, task->kind == TASK_ADD ? " was added, but" : "");
		words_put(&words, " is not there any more: something else deleted it");
	} else if (task->identity && fact.identity != task->identity) {
		ret_outcome->code = -ESTALE;
		words_put(&words, " was deleted and made again meanwhile: the one there now is another "
				  "device");
	} else {
		const struct usable usable = { fact.driver, fact.node, fact.netdev, fact.disk };

		put_found(task, model, &usable, &words, ret_outcome);
	}
	words_end(&words);
}
