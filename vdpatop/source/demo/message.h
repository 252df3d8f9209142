/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing of netlink messages into a bounded place, as the kernel does into its buffers. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct nlattr;
struct nlmsghdr;

struct demo_message {
	struct nlmsghdr *header;
	size_t room;  /* bytes there are from the header on */
	bool is_full; /* something did not fit: the message is void (EMSGSIZE) */
};

/* Who asked: what a message must carry back. */
struct demo_address {
	uint32_t sequence;
	uint32_t port;
};

/* Begins a message of TYPE at a place with ROOM bytes. */
struct demo_message demo_message_begin(void *at, size_t room, uint16_t type, uint16_t flags,
				       struct demo_address to);

/* The same with a generic netlink header for COMMAND. */
struct demo_message demo_message_begin_genl(void *at, size_t room, uint16_t type, uint16_t flags,
					    struct demo_address to, uint8_t command);

/* Bytes from outside an attribute. */
void demo_message_append(struct demo_message *message, const void *data, size_t length);

void demo_put(struct demo_message *message, uint16_t attribute, const void *data, size_t length);
void demo_put_string(struct demo_message *message, uint16_t attribute, const char *text);
void demo_put_u8(struct demo_message *message, uint16_t attribute, uint8_t value);
void demo_put_u16(struct demo_message *message, uint16_t attribute, uint16_t value);
void demo_put_u32(struct demo_message *message, uint16_t attribute, uint32_t value);
void demo_put_u64(struct demo_message *message, uint16_t attribute, uint64_t value);

/* Opens a nest; NULL when it does not fit. demo_nest_end() takes either. */
struct nlattr *demo_nest_start(struct demo_message *message, uint16_t attribute);
void demo_nest_end(struct demo_message *message, struct nlattr *nest);
