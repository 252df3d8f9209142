/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bounded writing with libmnl: what does not fit voids the message and is never half there. */
#include "source/demo/message.h"

#include <string.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>

/* The longest value whose length an attribute's header can say. */
#define VALUE_MAX (UINT16_MAX - sizeof(struct nlattr))

struct demo_message demo_message_begin(void *at, size_t room, uint16_t type, uint16_t flags,
				       struct demo_address to)
{
	struct demo_message message = { .room = room };

	if (room < NLMSG_HDRLEN) {
		message.is_full = true;
		return message;
	}
	message.header = mnl_nlmsg_put_header(at);
	message.header->nlmsg_type = type;
	message.header->nlmsg_flags = flags;
	message.header->nlmsg_seq = to.sequence;
	message.header->nlmsg_pid = to.port;
	return message;
}

struct demo_message demo_message_begin_genl(void *at, size_t room, uint16_t type, uint16_t flags,
					    struct demo_address to, uint8_t command)
{
	struct genlmsghdr header = { .cmd = command, .version = 1 };
	struct demo_message message = demo_message_begin(at, room, type, flags, to);

	demo_message_append(&message, &header, sizeof(header));
	return message;
}

void demo_message_append(struct demo_message *message, const void *data, size_t length)
{
	size_t aligned = (length + NLMSG_ALIGNTO - 1) & ~((size_t)NLMSG_ALIGNTO - 1);

	if (message->is_full || message->header->nlmsg_len + aligned > message->room) {
		message->is_full = true;
		return;
	}
	memcpy(mnl_nlmsg_put_extra_header(message->header, length), data, length);
}

void demo_put(struct demo_message *message, uint16_t attribute, const void *data, size_t length)
{
	if (message->is_full || length > VALUE_MAX ||
	    !mnl_attr_put_check(message->header, message->room, attribute, length, data))
		message->is_full = true;
}

void demo_put_string(struct demo_message *message, uint16_t attribute, const char *text)
{
	demo_put(message, attribute, text, strlen(text) + 1);
}

void demo_put_u8(struct demo_message *message, uint16_t attribute, uint8_t value)
{
	demo_put(message, attribute, &value, sizeof(value));
}

void demo_put_u16(struct demo_message *message, uint16_t attribute, uint16_t value)
{
	demo_put(message, attribute, &value, sizeof(value));
}

void demo_put_u32(struct demo_message *message, uint16_t attribute, uint32_t value)
{
	demo_put(message, attribute, &value, sizeof(value));
}

void demo_put_u64(struct demo_message *message, uint16_t attribute, uint64_t value)
{
	demo_put(message, attribute, &value, sizeof(value));
}

struct nlattr *demo_nest_start(struct demo_message *message, uint16_t attribute)
{
	struct nlattr *nest;

	if (message->is_full)
		return NULL;
	nest = mnl_nlmsg_get_payload_tail(message->header);
	demo_put(message, attribute, NULL, 0);
	return message->is_full ? NULL : nest;
}

void demo_nest_end(struct demo_message *message, struct nlattr *nest)
{
	if (!message->is_full)
		mnl_attr_nest_end(message->header, nest);
}
