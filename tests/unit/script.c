/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A transport that plays a script. */
#include "script.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <stdlib.h>
#include <string.h>

#include "vdpa/numbers.h"

struct script *script_new(void)
{
	struct script *script = calloc(1, sizeof(*script));

	if (!script)
		abort();
	return script;
}

void script_free(struct script *script)
{
	for (size_t i = 0; i < script->step_count; i++)
		free(script->steps[i].data);
	free(script);
}

void script_after(struct script *script, size_t sends)
{
	script->after = sends;
}

static struct script_step *script_add(struct script *script)
{
	if (script->step_count == SCRIPT_STEPS)
		abort();
	script->steps[script->step_count].after = script->after;
	return &script->steps[script->step_count++];
}

void script_failure(struct script *script, int code)
{
	script_add(script)->code = code;
}

void script_datagram(struct script *script)
{
	struct script_step *step = script_add(script);

	step->length = script->wire.length;
	step->data = malloc(step->length + 1);
	if (!step->data)
		abort();
	memcpy(step->data, script->wire.data, step->length);
	wire_clear(&script->wire);
}

void script_reply(struct script *script, uint32_t request, const char *name)
{
	wire_start_genl(&script->wire, VDPA_CMD_DEV_NEW, 0, request);
	wire_put_text(&script->wire, VDPA_ATTR_DEV_NAME, name);
	script_datagram(script);
}

void script_answer(struct script *script, uint32_t request, int code, const char *words)
{
	uint16_t flags = words ? NLM_F_CAPPED | NLM_F_ACK_TLVS : NLM_F_CAPPED;

	wire_start_error(&script->wire, code, flags, request, 20);
	if (words)
		wire_put_text(&script->wire, NLMSGERR_ATTR_MSG, words);
	script_datagram(script);
}

static void script_keep(struct script *script, const struct nlmsghdr *message)
{
	const struct genlmsghdr *header = NLMSG_DATA(message);

	if (script->sent_count == SCRIPT_SENT)
		abort();
	script->sent[script->sent_count].sequence = message->nlmsg_seq;
	script->sent[script->sent_count].type = message->nlmsg_type;
	script->sent[script->sent_count].flags = message->nlmsg_flags;
	script->sent[script->sent_count++].command = header->cmd;
}

static int script_send(void *self, const void *data, size_t length)
{
	struct script *script = self;
	const char *at = data;

	if (script->send_code)
		return script->send_code;
	script->sends++;
	while (length >= sizeof(struct nlmsghdr)) {
		const struct nlmsghdr *message = (const void *)at;
		size_t step = NLMSG_ALIGN(message->nlmsg_len);

		script_keep(script, message);
		at += step;
		length -= step;
	}
	return length ? -EINVAL : 0;
}

/* Puts the requests' sequence numbers where the script has their places. */
static void script_number(struct script *script, char *data, size_t length)
{
	for (size_t at = 0; length - at >= sizeof(struct nlmsghdr);) {
		struct nlmsghdr *message = (struct nlmsghdr *)(data + at);
		size_t step = NLMSG_ALIGN(message->nlmsg_len);

		if (message->nlmsg_seq < script->sent_count)
			message->nlmsg_seq = script->sent[message->nlmsg_seq].sequence;
		if (step < sizeof(struct nlmsghdr) || step > length - at)
			break;
		at += step;
	}
}

static ssize_t script_receive(void *self, void *buffer, size_t size)
{
	struct script *script = self;
	struct script_step *step = &script->steps[script->next];

	if (script->next == script->step_count || step->after > script->sends)
		return -EAGAIN;
	script->next++;
	if (step->code)
		return step->code;
	if (step->length > size)
		return -EMSGSIZE;
	memcpy(buffer, step->data, step->length);
	script_number(script, buffer, step->length);
	return (ssize_t)step->length;
}

struct transport script_transport(struct script *script)
{
	return (struct transport){ script_send, script_receive, script };
}
