/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Netlink messages written by hand, right or wrong, one behind the other in one datagram. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define WIRE_SIZE 65536
#define WIRE_FAMILY 28 /* id of the family in all tests */

struct nlmsghdr;

struct wire {
	_Alignas(8) char data[WIRE_SIZE];
	size_t length;     /* bytes in use, whole messages and the open one */
	size_t message_at; /* where the open message begins */
};

void wire_clear(struct wire *wire);

/* Starts a message of any TYPE without a body. */
struct nlmsghdr *wire_start(struct wire *wire, uint16_t type, uint16_t flags, uint32_t sequence);

/* Starts a message of the family with its generic header. */
struct nlmsghdr *wire_start_genl(struct wire *wire, uint8_t command, uint16_t flags,
				 uint32_t sequence);

/* Appends raw bytes to the message, padded to 4; DATA NULL gives zeroes. */
void wire_put_raw(struct wire *wire, const void *data, size_t length);

/* Appends an attribute of LENGTH bytes. */
void wire_put(struct wire *wire, uint16_t type, const void *data, size_t length);
void wire_put_text(struct wire *wire, uint16_t type, const char *text); /* with its NUL */
void wire_put_u8(struct wire *wire, uint16_t type, uint8_t value);
void wire_put_u16(struct wire *wire, uint16_t type, uint16_t value);
void wire_put_u32(struct wire *wire, uint16_t type, uint32_t value);
void wire_put_u64(struct wire *wire, uint16_t type, uint64_t value);

/* Attributes put between the two go into one of TYPE. */
size_t wire_nest(struct wire *wire, uint16_t type);
void wire_end_nest(struct wire *wire, size_t nest);

/*
 * A whole NLMSG_ERROR with CODE (0 or negative) for a request of ECHOED bytes, which it echoes
 * whole unless FLAGS has NLM_F_CAPPED. TLVs may be put behind it with wire_put().
 */
void wire_start_error(struct wire *wire, int code, uint16_t flags, uint32_t sequence,
		      uint32_t echoed);

/* The message at the start of the datagram. */
struct nlmsghdr *wire_message(struct wire *wire);
