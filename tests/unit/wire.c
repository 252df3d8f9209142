/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Netlink messages written by hand. Nothing of the program is used here, so nothing is assumed. */
#include "wire.h"

#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <stdlib.h>
#include <string.h>

static char *wire_add(struct wire *wire, size_t length)
{
	char *added = wire->data + wire->length;
	struct nlmsghdr *message = (struct nlmsghdr *)(wire->data + wire->message_at);

	length = (length + 3) & ~(size_t)3;
	if (length > sizeof(wire->data) - wire->length)
		abort();
	memset(added, 0, length);
	wire->length += length;
	message->nlmsg_len = (uint32_t)(wire->length - wire->message_at);
	return added;
}

void wire_clear(struct wire *wire)
{
	wire->length = wire->message_at = 0;
}

struct nlmsghdr *wire_start(struct wire *wire, uint16_t type, uint16_t flags, uint32_t sequence)
{
	struct nlmsghdr *message;

	wire->message_at = wire->length;
	message = (struct nlmsghdr *)wire_add(wire, sizeof(*message));
	message->nlmsg_type = type;
	message->nlmsg_flags = flags;
	message->nlmsg_seq = sequence;
	return message;
}

struct nlmsghdr *wire_start_genl(struct wire *wire, uint8_t command, uint16_t flags,
				 uint32_t sequence)
{
	struct genlmsghdr header = { .cmd = command, .version = 1 };
	struct nlmsghdr *message = wire_start(wire, WIRE_FAMILY, flags, sequence);

	wire_put_raw(wire, &header, sizeof(header));
	return message;
}

void wire_put_raw(struct wire *wire, const void *data, size_t length)
{
	char *added = wire_add(wire, length);

	if (data && length)
		memcpy(added, data, length);
}

void wire_put(struct wire *wire, uint16_t type, const void *data, size_t length)
{
	struct nlattr attribute = { .nla_len = (uint16_t)(sizeof(attribute) + length),
				    .nla_type = type };

	wire_put_raw(wire, &attribute, sizeof(attribute));
	wire_put_raw(wire, data, length);
}

void wire_put_text(struct wire *wire, uint16_t type, const char *text)
{
	wire_put(wire, type, text, strlen(text) + 1);
}

void wire_put_u8(struct wire *wire, uint16_t type, uint8_t value)
{
	wire_put(wire, type, &value, sizeof(value));
}

void wire_put_u16(struct wire *wire, uint16_t type, uint16_t value)
{
	wire_put(wire, type, &value, sizeof(value));
}

void wire_put_u32(struct wire *wire, uint16_t type, uint32_t value)
{
	wire_put(wire, type, &value, sizeof(value));
}

void wire_put_u64(struct wire *wire, uint16_t type, uint64_t value)
{
	wire_put(wire, type, &value, sizeof(value));
}

size_t wire_nest(struct wire *wire, uint16_t type)
{
	size_t nest = wire->length;

	wire_put(wire, type | NLA_F_NESTED, NULL, 0);
	return nest;
}

void wire_end_nest(struct wire *wire, size_t nest)
{
	((struct nlattr *)(wire->data + nest))->nla_len = (uint16_t)(wire->length - nest);
}

void wire_start_error(struct wire *wire, int code, uint16_t flags, uint32_t sequence,
		      uint32_t echoed)
{
	struct nlmsgerr body = { .error = code };

	body.msg.nlmsg_len = echoed;
	body.msg.nlmsg_seq = sequence;
	wire_start(wire, NLMSG_ERROR, flags, sequence);
	wire_put_raw(wire, &body, sizeof(body));
	if (!(flags & NLM_F_CAPPED) && echoed > sizeof(body.msg))
		wire_put_raw(wire, NULL, echoed - sizeof(body.msg));
}

struct nlmsghdr *wire_message(struct wire *wire)
{
	return (struct nlmsghdr *)wire->data;
}
