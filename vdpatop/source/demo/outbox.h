/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The receive queue of the demo's socket: datagrams that wait to be received, with the kernel's
 * accounting of memory, so that it overruns where the kernel's would (net/netlink/af_netlink.c
 * netlink_attachskb(), netlink_overrun(), netlink_recvmsg()).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/array.h"

/* A socket's default receive buffer (net.core.rmem_default). */
#define DEMO_RECEIVE_BUFFER 212992
/* What a reply may hold: a page without the kernel's own header (NLMSG_GOODSIZE on 4 KiB pages). */
#define DEMO_MESSAGE_SIZE 3776
/* What a dump's datagram may hold at most, whatever the receiver has room for. */
#define DEMO_DUMP_SIZE (32768 - 320)

struct demo_outbox {
	struct array bytes;
	struct array datagrams;
	size_t first;     /* of the datagrams that were not received yet */
	uint32_t held;    /* bytes of memory that they cost */
	uint32_t limit;
	size_t largest;   /* receive seen so far */
	bool is_congested;
	int failure;      /* reported by the next receive, before any datagram */
};

void demo_outbox_init(struct demo_outbox *outbox);
void demo_outbox_free(struct demo_outbox *outbox);

/* Queues a datagram. 0, or -EAGAIN when the buffer overruns: the next receive then says so. */
int demo_outbox_put(struct demo_outbox *outbox, const void *data, size_t length);

/*
 * The same for a datagram of a dump, for which so much room was set aside. -ENOBUFS when it
 * overruns.
 */
int demo_outbox_put_dump(struct demo_outbox *outbox, const void *data, size_t length, size_t room);

/* As transport.receive(). */
ssize_t demo_outbox_take(struct demo_outbox *outbox, void *buffer, size_t size);

/* Bytes that the next datagram of a dump may have. */
size_t demo_outbox_dump_room(const struct demo_outbox *outbox);

/* Whether a running dump may go on. */
bool demo_outbox_has_room(const struct demo_outbox *outbox);
