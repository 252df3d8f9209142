/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One task, one request, one answer. */
#include "engine/commander.h"

#include <errno.h>
#include <string.h>

#include <linux/netlink.h>

#include "base/error.h"
#include "base/text.h"
#include "engine/contact.h"
#include "engine/message.h"
#include "source/source.h"
#include "vdpa/message.h"
#include "vdpa/numbers.h"

struct command {
	struct contact *contact;
	struct vdpa_request request;
	struct answer answer; /* of the kernel */
	bool is_sent;
};

/* What TASK is as a request; its command is VDPA_CMD_UNSPEC when netlink cannot do it. */
static struct vdpa_request command_request(const struct task *task)
{
	struct vdpa_request request = { .device = task->name };

	switch (task->kind) {
	case TASK_ADD:
		request.command = VDPA_CMD_DEV_NEW;
		request.valid = task->valid & (VDPA_HAS_MAC | VDPA_HAS_MTU | VDPA_HAS_MAX_VQP |
					       VDPA_HAS_FEATURES);
		request.bus = task->bus;
		request.mgmtdev = task->mgmtdev;
		request.features = task->features;
		request.max_vqp = task->max_vqp;
		request.mtu = task->mtu;
		break;
	case TASK_SET_MAC:
		request.command = VDPA_CMD_DEV_ATTR_SET;
		request.valid = VDPA_HAS_MAC;
		break;
	case TASK_DELETE:
		request.command = VDPA_CMD_DEV_DEL;
		break;
	case TASK_REBIND:
		break;
	}
	memcpy(request.mac, task->mac, sizeof(request.mac));
	return request;
}

/* The device that is to go is still the one that was meant, and nobody's node would be waited for. */
static int command_look(const struct contact *contact, const struct task *task, struct error *error)
{
	struct source *source = contact->source;
	char driver[64] = "";
	uint64_t identity;
	int result = source->identify(source->self, task->name, &identity, driver, sizeof(driver));

	if (result == -ENODEV)
		return error_set(error, result, "%s is gone already", task->name);
	if (result < 0)
		return error_set(error, result, "whether %s is still the same device cannot be seen: %s",
				 task->name, error_text(result));
	if (identity != task->identity)
		return error_set(error, -ESTALE, "%s was deleted meanwhile, and is another device now: it "
				 "was left alone", task->name);
	if (task->kind == TASK_DELETE && !strcmp(driver, task_driver_name(TASK_DRIVER_VHOST)))
		return error_set(error, -EBUSY, "vhost_vdpa has taken %s again meanwhile: it was not "
				 "deleted, try once more", task->name);
	/* Without our own unbinding nobody knows that another's has returned. */
	if (task->kind == TASK_DELETE && !*driver && !task->was_unbound)
		return error_set(error, -EBUSY, "somebody else unbinds %s meanwhile: it was not deleted, "
				 "try once more", task->name);
	return 0;
}

static void command_take_answer(void *context, size_t request, const struct nlmsghdr *reply,
				const struct answer *answer)
{
	struct command *command = context;

	(void)request;
	(void)reply;
	command->answer = *answer;
}

static int command_send(struct command *command, struct error *error)
{
	struct contact *contact = command->contact;
	struct nlmsghdr *message = genl_add(contact->genl, &contact->family, command->request.command,
					    NLM_F_ACK);
	int result = message ? vdpa_encode(message, GENL_REQUEST_SIZE, &command->request) : -EBUSY;

	if (result < 0)
		return error_set(error, result, "the request cannot be made: %s", error_text(result));
	genl_commit(contact->genl);
	progress_note(contact->progress, command->request.command, command->request.device);
	genl_run(contact->genl, command_take_answer, command);
	command->is_sent = true;
	return 0;
}

/*
 * A module that went and came again has another family id, and what is sent to the old one comes back as
 * ENOENT, not carried out. With the same id it was a driver that said so.
 */
static int command_ask(struct command *command, struct error *error)
{
	struct contact *contact = command->contact;
	uint16_t id;
	int result = contact->has_family ? 0 : contact_find_family(contact, error);

	if (!result)
		result = command_send(command, error);
	if (result < 0 || command->answer.is_missing || command->answer.code != -ENOENT)
		return result;
	id = contact->family.id;
	command->is_sent = false;
	result = contact_find_family(contact, error);
	if (result < 0)
		return result;
	if (contact->family.id != id)
		return command_send(command, error);
	command->is_sent = true;
	return 0;
}

static int command_carry_out(struct command *command, const struct task *task, struct error *error)
{
	int result = 0;

	if (command->request.command == VDPA_CMD_UNSPEC)
		return error_set(error, -EINVAL, "netlink cannot do this");
	if (task->kind == TASK_DELETE || (task->kind == TASK_SET_MAC && task->identity))
		result = command_look(command->contact, task, error);
	return result < 0 ? result : command_ask(command, error);
}

void commander_run(struct contact *contact, const struct task *task,
		   struct engine_result *ret_result)
{
	struct command command = { .contact = contact, .request = command_request(task) };
	struct error error = { 0 };
	int result = command_carry_out(&command, task, &error);

	ret_result->is_sent = command.is_sent;
	ret_result->is_lost = command.is_sent && command.answer.is_missing;
	ret_result->code = command.is_sent ? command.answer.code : result;
	ret_result->attribute = command.answer.attribute;
	text_copy(ret_result->kernel, sizeof(ret_result->kernel), command.answer.message);
	text_copy(ret_result->words, sizeof(ret_result->words), error.words);
}
