/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fuzz target: a look-up, a batch or a dump over a transport that receives the input's bytes.
 *
 *   what (1 byte: 0 look-up, 1 batch, 2 dump) | requests (1 byte) |
 *   { length or failure (2 bytes) | that many bytes } …
 *
 * Sequence numbers start at 1 in a new conversation, so that the bytes can hit them.
 */
#include "fuzz.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <string.h>

#include "base/error.h"
#include "netlink/genl.h"
#include "../unit/wire.h"
#include "vdpa/message.h"
#include "vdpa/numbers.h"

#define LOSES 0xffff   /* receive() fails with -ENOBUFS */
#define TOO_LARGE 0xfffe
#define BREAKS 0xfffd

struct feed {
	const uint8_t *data;
	size_t left;
};

static int feed_send(void *self, const void *data, size_t length)
{
	(void)self;
	(void)data;
	FUZZ_REQUIRE(length >= NLMSG_HDRLEN);
	return 0;
}

static ssize_t feed_receive(void *self, void *buffer, size_t size)
{
	struct feed *feed = self;
	uint16_t length;

	if (feed->left < sizeof(length))
		return -EAGAIN;
	memcpy(&length, feed->data, sizeof(length));
	feed->data += sizeof(length);
	feed->left -= sizeof(length);
	if (length >= BREAKS)
		return length == LOSES ? -ENOBUFS : length == TOO_LARGE ? -EMSGSIZE : -EIO;
	if (length > feed->left)
		length = (uint16_t)feed->left;
	FUZZ_REQUIRE(length <= size);
	memcpy(buffer, feed->data, length);
	feed->data += length;
	feed->left -= length;
	return length;
}

struct batch {
	unsigned int answered[GENL_BATCH_MAX];
	size_t count;
};

static void on_answer(void *context, size_t request, const struct nlmsghdr *reply,
		      const struct answer *answer)
{
	struct batch *batch = context;
	struct vdpa_device device;

	FUZZ_REQUIRE(request < batch->count);
	FUZZ_REQUIRE(answer->code <= 0 && (!reply || !answer->code));
	batch->answered[request]++;
	if (reply && !vdpa_decode_device(reply, &device))
		FUZZ_REQUIRE(strlen(device.name) < GENL_RECEIVE_SIZE);
}

static void try_batch(struct genl *genl, unsigned int requests)
{
	static const struct genl_family family = { .id = WIRE_FAMILY, .version = 1 };
	struct batch batch = { .count = 1 + requests % GENL_BATCH_MAX };

	for (size_t i = 0; i < batch.count; i++) {
		FUZZ_REQUIRE(genl_add(genl, &family, VDPA_CMD_DEV_GET, i % 3 ? 0 : NLM_F_ACK));
		genl_commit(genl);
	}
	FUZZ_REQUIRE(genl_run(genl, on_answer, &batch) <= 0);
	for (size_t i = 0; i < batch.count; i++)
		FUZZ_REQUIRE(batch.answered[i] == 1);
	FUZZ_REQUIRE(!genl_pending(genl));
}

static void on_message(void *context, const struct nlmsghdr *message)
{
	struct vdpa_device device;

	(void)context;
	if (!vdpa_decode_device(message, &device))
		FUZZ_REQUIRE(strlen(device.name) < GENL_RECEIVE_SIZE);
}

static void try_dump(struct genl *genl)
{
	static const struct genl_family family = { .id = WIRE_FAMILY, .version = 1 };
	struct answer answer = { .code = 42 };
	int result = genl_dump(genl, &family, VDPA_CMD_DEV_GET, on_message, NULL, &answer);

	FUZZ_REQUIRE(result ? result < 0 && answer.code == 42 : answer.code <= 0);
	FUZZ_REQUIRE(!genl_pending(genl));
}

static void try_family(struct genl *genl)
{
	struct genl_family family = { .id = 42 };
	struct error error = { 0 };
	int result = genl_family_find(genl, VDPA_GENL_NAME, &family, &error);

	FUZZ_REQUIRE(result ? result < 0 && family.id == 42 && error.words[0] : family.id != 0);
	FUZZ_REQUIRE(family.operation_count <= 64 && family.group_count <= 16);
	for (size_t i = 0; i < family.group_count; i++)
		FUZZ_REQUIRE(strlen(family.groups[i].name) < sizeof(family.groups[i].name));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct feed feed = { data + 2, size - 2 };
	struct genl *genl;

	if (size < 2)
		return 0;
	genl = genl_new((struct transport){ feed_send, feed_receive, &feed });
	FUZZ_REQUIRE(genl);
	if (data[0] % 3 == 0)
		try_family(genl);
	else if (data[0] % 3 == 1)
		try_batch(genl, data[1]);
	else
		try_dump(genl);
	genl_free(genl);
	return 0;
}

static void put_device(struct wire *wire, uint32_t sequence, uint16_t flags)
{
	wire_start_genl(wire, VDPA_CMD_DEV_NEW, flags, sequence);
	wire_put_text(wire, VDPA_ATTR_DEV_NAME, "foo0");
}

static void put_family(struct wire *wire)
{
	struct genlmsghdr header = { .cmd = CTRL_CMD_NEWFAMILY, .version = 2 };
	size_t nest, inner;

	wire_start(wire, GENL_ID_CTRL, 0, 1);
	wire_put_raw(wire, &header, sizeof(header));
	wire_put_u16(wire, CTRL_ATTR_FAMILY_ID, WIRE_FAMILY);
	nest = wire_nest(wire, CTRL_ATTR_OPS);
	inner = wire_nest(wire, 1);
	wire_put_u32(wire, CTRL_ATTR_OP_ID, VDPA_CMD_DEV_GET);
	wire_put_u32(wire, CTRL_ATTR_OP_FLAGS, 14);
	wire_end_nest(wire, inner);
	wire_end_nest(wire, nest);
	nest = wire_nest(wire, CTRL_ATTR_MCAST_GROUPS);
	inner = wire_nest(wire, 1);
	wire_put_text(wire, CTRL_ATTR_MCAST_GRP_NAME, "config");
	wire_put_u32(wire, CTRL_ATTR_MCAST_GRP_ID, 3);
	wire_end_nest(wire, inner);
	wire_end_nest(wire, nest);
}

static void put_batch(struct wire *wire)
{
	wire_start_error(wire, -EINVAL, NLM_F_CAPPED | NLM_F_ACK_TLVS, 1, 40);
	wire_put_text(wire, NLMSGERR_ATTR_MSG, "no");
	put_device(wire, 3, 0);
	put_device(wire, 2, 0);
}

static void put_dump(struct wire *wire)
{
	put_device(wire, 1, NLM_F_MULTI);
	put_device(wire, 1, NLM_F_MULTI | NLM_F_DUMP_INTR);
	wire_start(wire, NLMSG_DONE, NLM_F_MULTI, 1);
	wire_put_raw(wire, NULL, 4);
}

/* Appends a datagram, or with LENGTH a failure, to what is written at AT. */
static size_t append(uint8_t *to, size_t at, const void *data, uint16_t length)
{
	memcpy(to + at, &length, sizeof(length));
	if (data)
		memcpy(to + at + sizeof(length), data, length);
	return at + sizeof(length) + (data ? length : 0);
}

size_t fuzz_seed(unsigned int index, uint8_t *to, size_t room)
{
	static void (*const seeds[])(struct wire *) = { put_family, put_batch, put_dump };
	static struct wire wire;
	size_t size = 2;

	if (index >= 6)
		return 0;
	wire_clear(&wire);
	seeds[index % 3](&wire);
	FUZZ_REQUIRE(2 * wire.length + 64 < room);
	to[0] = (uint8_t)(index % 3);
	to[1] = 2;
	if (index >= 3)
		size = append(to, size, NULL, LOSES);
	size = append(to, size, wire.data, (uint16_t)wire.length);
	return append(to, size, wire.data, (uint16_t)wire.length);
}
