/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Datagrams in the order they were queued, each with what it costs. */
#include "source/demo/outbox.h"

#include <errno.h>
#include <string.h>

/*
 * A buffer's bookkeeping (struct sk_buff) and its tail (struct skb_shared_info) on 64-bit machines;
 * what is small comes from a cache of one size (net/core/skbuff.c).
 */
#define BUFFER_HEAD 256
#define BUFFER_TAIL 320
#define BUFFER_SMALL 640

struct datagram {
	size_t at, length;
	uint32_t cost;
};

void demo_outbox_init(struct demo_outbox *outbox)
{
	*outbox = (struct demo_outbox){
		.bytes = ARRAY_OF(char),
		.datagrams = ARRAY_OF(struct datagram),
		.limit = DEMO_RECEIVE_BUFFER,
	};
}

void demo_outbox_free(struct demo_outbox *outbox)
{
	array_free(&outbox->bytes);
	array_free(&outbox->datagrams);
}

static uint32_t datagram_cost(size_t room)
{
	size_t size = BUFFER_SMALL;

	while (size < room + BUFFER_TAIL)
		size = size == BUFFER_SMALL ? 1024 : size * 2;
	return (uint32_t)(size + BUFFER_HEAD);
}

static int outbox_append(struct demo_outbox *outbox, const void *data, size_t length, uint32_t cost)
{
	struct datagram datagram = { outbox->bytes.count, length, cost };

	if (array_append(&outbox->bytes, data, length) < 0 ||
	    array_append(&outbox->datagrams, &datagram, 1) < 0)
		return -ENOBUFS;
	outbox->held += cost;
	return 0;
}

int demo_outbox_put(struct demo_outbox *outbox, const void *data, size_t length)
{
	uint32_t cost = datagram_cost(length);

	if (!outbox->is_congested && (!outbox->held || outbox->held + cost <= outbox->limit))
		return outbox_append(outbox, data, length, cost);
	if (!outbox->is_congested)
		outbox->failure = -ENOBUFS;
	outbox->is_congested = true;
	return -EAGAIN;
}

int demo_outbox_put_dump(struct demo_outbox *outbox, const void *data, size_t length, size_t room)
{
	uint32_t cost = datagram_cost(room);

	if (outbox->held && outbox->held + cost >= outbox->limit)
		return -ENOBUFS;
	return outbox_append(outbox, data, length, cost);
}

static void outbox_note_receive(struct demo_outbox *outbox, size_t size)
{
	if (size > outbox->largest)
		outbox->largest = size > DEMO_DUMP_SIZE ? DEMO_DUMP_SIZE : size;
}

static void outbox_rewind(struct demo_outbox *outbox)
{
	if (outbox->first < outbox->datagrams.count)
		return;
	outbox->first = outbox->datagrams.count = outbox->bytes.count = 0;
	outbox->is_congested = false;
}

ssize_t demo_outbox_take(struct demo_outbox *outbox, void *buffer, size_t size)
{
	const struct datagram *datagram;
	ssize_t result = outbox->failure;

	outbox->failure = 0;
	if (!result && outbox->first == outbox->datagrams.count)
		result = -EAGAIN;
	if (!result) {
		datagram = array_at(&outbox->datagrams, struct datagram, outbox->first);
		outbox->first++;
		outbox->held -= datagram->cost;
		result = datagram->length > size ? -EMSGSIZE : (ssize_t)datagram->length;
		if (result > 0)
			memcpy(buffer, array_at(&outbox->bytes, char, datagram->at),
			       datagram->length);
		outbox_note_receive(outbox, size);
	}
	outbox_rewind(outbox);
	return result;
}

size_t demo_outbox_dump_room(const struct demo_outbox *outbox)
{
	return outbox->largest > DEMO_MESSAGE_SIZE ? outbox->largest : DEMO_MESSAGE_SIZE;
}

bool demo_outbox_has_room(const struct demo_outbox *outbox)
{
	return outbox->held <= outbox->limit / 2;
}
