/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether a device may be deleted, by whom it is used, and what happens then. */
#include "view/delete_outlook.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "manage/words.h"
#include "view/pen.h"
#include "view/view_private.h"

void delete_name(const struct delete_target *target, char *to, size_t size)
{
	text_safe(to, size, target->task.name, strlen(target->task.name));
}

/* Whatever does not depend on who uses it. False when that refuses it, with words. */
static bool delete_is_possible(const struct view *view, const struct model *model,
			       const struct delete_target *target, struct delete_outlook *outlook)
{
	const struct job *job = job_find_busy(view->jobs.data, view->jobs.count, target->task.device);
	struct task task = target->task;
	struct error error = { 0 };

	task.is_forced = true;
	if (job)
		text_format(outlook->words, sizeof(outlook->words), "something is being done to it already: %s",
			    job_word(job));
	else if (target->is_cut)
		text_format(outlook->words, sizeof(outlook->words),
			    "its name has more than %d bytes, so sysfs cannot tell who uses it",
			    TASK_NAME_SIZE - 1);
	else if (usage_check(&task, model, &error) < 0)
		pen_safe(outlook->words, sizeof(outlook->words), error.words);
	else if (outlook->is_unbound_first && *view->no_bind)
		text_format(outlook->words, sizeof(outlook->words),
			    "it must be unbound from vhost_vdpa before it is deleted, and %s", view->no_bind);
	return !*outlook->words;
}

void delete_look(const struct view *view, const struct model *model,
		 const struct delete_target *target, struct delete_outlook *ret_outlook)
{
	const struct model_device *device = model_find_device(model, target->task.device);

	*ret_outlook = (struct delete_outlook){ .fate = DELETE_REFUSED, .device = device };
	if (device && model->facts_number <= view->delete_form.facts) {
		ret_outlook->fate = DELETE_LOOKING;
		return;
	}
	ret_outlook->is_unbound_first =
		device && !strcmp(device->driver, task_driver_name(TASK_DRIVER_VHOST));
	if (!delete_is_possible(view, model, target, ret_outlook))
		return;
	ret_outlook->usage = usage_of(model, device, ret_outlook->words, sizeof(ret_outlook->words));
	ret_outlook->fate = ret_outlook->usage == USAGE_FREE ? DELETE_FREE : DELETE_GUARDED;
}

bool delete_will(const struct delete_target *target, const struct delete_outlook *outlook)
{
	char name[LINE_SIZE];

	if (outlook->fate == DELETE_FREE)
		return !target->is_left_out;
	delete_name(target, name, sizeof(name));
	return outlook->fate == DELETE_GUARDED && !strcmp(target->typed.text, name);
}

void delete_loss(const struct delete_outlook *outlook, char *to, size_t size)
{
	const struct model_device *device = outlook->device;
	bool is_some = outlook->fate == DELETE_FREE || outlook->fate == DELETE_GUARDED;

	*to = '\0';
	if (!device || !is_some)
		return;
	if (outlook->is_unbound_first && outlook->fate == DELETE_FREE && *device->node)
		text_format(to, size, "%s goes with it", words_name(device->node).text);
	else if (*device->netdev)
		text_format(to, size, "the interface %s goes with it", words_name(device->netdev).text);
	else if (*device->disk)
		text_format(to, size, "the disk %s goes with it", words_name(device->disk).text);
}

/* What goes with a device that virtio_vdpa has. */
static bool delete_step_of_virtio(const struct delete_outlook *outlook, int step, char *to, size_t size)
{
	const struct model_device *device = outlook->device;
	bool is_disk = !*device->netdev && *device->disk;
	const char *what = is_disk ? device->disk : device->netdev;
	bool is_lost = outlook->fate == DELETE_GUARDED;

	if (step || !*what) {
		text_format(to, size, "It is deleted.");
		return !step;
	}
	text_format(to, size, "It is deleted, and the %s %s with it%s.", is_disk ? "disk" : "interface",
		    words_name(what).text, !is_lost ? "" : is_disk ?
		    ": file systems on it stop working, and what is not written yet is lost" :
		    ": connections through it break");
	return true;
}

/* What is unbound from vhost_vdpa: somebody may have it open. */
static bool delete_step_of_vhost(const struct delete_outlook *outlook, int step, char *to, size_t size)
{
	const char *node = *outlook->device->node ? outlook->device->node : "its node";

	if (outlook->fate == DELETE_FREE) {
		text_format(to, size, "It is unbound from vhost_vdpa, which takes %s away, then deleted.",
			    words_name(node).text);
		return !step;
	}
	if (step == 0)
		text_format(to, size, "1. It is unbound from vhost_vdpa: %s is gone at once and no VM can open "
			    "it again. This cannot be taken back.", words_name(node).text);
	else if (step == 1)
		text_format(to, size, "2. The unbinding waits until whoever holds it open closes it, perhaps for "
			    "days. It goes on when vdpatop is left.");
	else
		text_format(to, size, "3. Only then it is deleted.");
	return step < 3;
}

bool delete_step(const struct delete_outlook *outlook, int step, char *to, size_t size)
{
	if (outlook->fate != DELETE_FREE && outlook->fate != DELETE_GUARDED)
		return false;
	return outlook->is_unbound_first ? delete_step_of_vhost(outlook, step, to, size) :
					   delete_step_of_virtio(outlook, step, to, size);
}
