/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fuzz target: one netlink message, read by every decoder of floors 1 and 2. */
#include "fuzz.h"

#include <errno.h>
#include <string.h>

#include "netlink/answer.h"
#include "netlink/attribute.h"
#include "../unit/wire.h"
#include "vdpa/message.h"
#include "vdpa/numbers.h"

struct heard {
	size_t counters;
	size_t bytes; /* of their names, so that every one is read to its end */
};

static void on_counter(void *context, const char *name, uint64_t value)
{
	struct heard *heard = context;

	(void)value;
	heard->counters++;
	heard->bytes += strlen(name);
}

static void try_vstats(const struct nlmsghdr *message)
{
	struct vdpa_vstats vstats = { .index = 42 };
	struct heard heard = { 0 };
	const char *name = NULL;
	int result = vdpa_decode_vstats(message, &vstats, &name, on_counter, &heard);

	if (result) {
		FUZZ_REQUIRE(result == -EBADMSG && !heard.counters && !name && vstats.index == 42);
		return;
	}
	FUZZ_REQUIRE(name && strlen(name) + heard.bytes < message->nlmsg_len);
	FUZZ_REQUIRE(heard.counters <= message->nlmsg_len / 16);
}

static void try_config(const struct nlmsghdr *message)
{
	struct vdpa_config config = { .class_id = 42 };
	const char *name = NULL;
	int result = vdpa_decode_config(message, &config, &name);

	if (result)
		FUZZ_REQUIRE(result == -EBADMSG && !name && config.class_id == 42);
	else
		FUZZ_REQUIRE(strlen(name) < message->nlmsg_len &&
			     (!config.block.valid || config.class_id == VDPA_CLASS_BLOCK));
}

static void try_names(const struct nlmsghdr *message)
{
	struct vdpa_mgmtdev mgmtdev = { 0 };
	struct vdpa_device device = { 0 };

	if (!vdpa_decode_mgmtdev(message, &mgmtdev))
		FUZZ_REQUIRE(strlen(mgmtdev.bus) + strlen(mgmtdev.name) < message->nlmsg_len);
	if (!vdpa_decode_device(message, &device))
		FUZZ_REQUIRE(strlen(device.bus) + strlen(device.mgmtdev) + strlen(device.name) <
			     message->nlmsg_len);
}

static void try_answer(const struct nlmsghdr *message)
{
	struct answer answer = { .code = 42 };

	if (answer_parse(message, &answer))
		FUZZ_REQUIRE(answer.code == 42);
	else
		FUZZ_REQUIRE(answer.code <= 0 && strlen(answer.message) < sizeof(answer.message));
}

/* A message always fits where it is received (message_fits()), so a length that does not is mended. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct nlmsghdr *message;

	if (size < NLMSG_HDRLEN)
		return 0;
	message = malloc(size);
	FUZZ_REQUIRE(message);
	memcpy(message, data, size);
	if (!message_fits(message, size))
		message->nlmsg_len = (uint32_t)size;
	try_vstats(message);
	try_config(message);
	try_names(message);
	if (message->nlmsg_type == NLMSG_ERROR || message->nlmsg_type == NLMSG_DONE)
		try_answer(message);
	free(message);
	return 0;
}

static void put_vstats(struct wire *wire)
{
	wire_start_genl(wire, VDPA_CMD_DEV_VSTATS_GET, 0, 1);
	wire_put_text(wire, VDPA_ATTR_DEV_NAME, "foo0");
	wire_put_u32(wire, VDPA_ATTR_DEV_ID, VDPA_CLASS_NET);
	wire_put_u64(wire, VDPA_ATTR_DEV_NEGOTIATED_FEATURES, 0x300430028);
	wire_put_u16(wire, VDPA_ATTR_DEV_NET_CFG_MAX_VQP, 2);
	wire_put_u32(wire, VDPA_ATTR_DEV_QUEUE_INDEX, 1);
	wire_put_text(wire, VDPA_ATTR_DEV_VENDOR_ATTR_NAME, "tx packets");
	wire_put_u64(wire, VDPA_ATTR_DEV_VENDOR_ATTR_VALUE, 9);
	wire_put_text(wire, VDPA_ATTR_DEV_VENDOR_ATTR_NAME, "kickdoorbells");
	wire_put_u64(wire, VDPA_ATTR_DEV_VENDOR_ATTR_VALUE, 5);
}

static void put_net_config(struct wire *wire)
{
	wire_start_genl(wire, VDPA_CMD_DEV_CONFIG_GET, 0, 1);
	wire_put_text(wire, VDPA_ATTR_DEV_NAME, "foo0");
	wire_put_u32(wire, VDPA_ATTR_DEV_ID, VDPA_CLASS_NET);
	wire_put_u64(wire, VDPA_ATTR_DEV_FEATURES, 0x308830028);
	wire_put_u16(wire, VDPA_ATTR_DEV_NET_CFG_MTU, 1500);
	wire_put(wire, VDPA_ATTR_DEV_NET_CFG_MACADDR, "\2\0\0\0\0\1", 6);
	wire_put_u16(wire, VDPA_ATTR_DEV_NET_STATUS, 1);
}

static void put_block_config(struct wire *wire)
{
	wire_start_genl(wire, VDPA_CMD_DEV_CONFIG_GET, 0, 1);
	wire_put_text(wire, VDPA_ATTR_DEV_NAME, "blk0");
	wire_put_u32(wire, VDPA_ATTR_DEV_ID, VDPA_CLASS_BLOCK);
	wire_put_u64(wire, VDPA_ATTR_DEV_FEATURES, 0x308007646);
	wire_put_u64(wire, VDPA_ATTR_DEV_BLK_CFG_CAPACITY, 0x40000);
	wire_put_u32(wire, VDPA_ATTR_DEV_BLK_CFG_SEG_MAX, 32);
	wire_put_u16(wire, VDPA_ATTR_DEV_BLK_CFG_NUM_QUEUES, 1);
	wire_put_u8(wire, VDPA_ATTR_DEV_BLK_FLUSH, 1);
}

static void put_device(struct wire *wire)
{
	wire_start_genl(wire, VDPA_CMD_DEV_NEW, 0, 1);
	wire_put_text(wire, VDPA_ATTR_MGMTDEV_BUS_NAME, "pci");
	wire_put_text(wire, VDPA_ATTR_MGMTDEV_DEV_NAME, "0000:03:00.2");
	wire_put_text(wire, VDPA_ATTR_DEV_NAME, "foo0");
	wire_put_u32(wire, VDPA_ATTR_DEV_MAX_VQS, 3);
	wire_put(wire, VDPA_ATTR_UNSPEC, NULL, 0);
	wire_put_u64(wire, VDPA_ATTR_MGMTDEV_SUPPORTED_CLASSES, 2);
}

static void put_error(struct wire *wire)
{
	wire_start_error(wire, -EINVAL, NLM_F_ACK_TLVS, 1, 40);
	wire_put_text(wire, NLMSGERR_ATTR_MSG, "Unknown attribute type");
	wire_put_u32(wire, NLMSGERR_ATTR_OFFS, 28);
}

static void put_done(struct wire *wire)
{
	wire_start(wire, NLMSG_DONE, NLM_F_MULTI | NLM_F_ACK_TLVS, 1);
	wire_put_raw(wire, NULL, 4);
	wire_put_text(wire, NLMSGERR_ATTR_MSG, "done");
}

size_t fuzz_seed(unsigned int index, uint8_t *to, size_t room)
{
	static void (*const seeds[])(struct wire *) = {
		put_vstats, put_net_config, put_block_config, put_device, put_error, put_done,
	};
	static struct wire wire;

	if (index >= sizeof(seeds) / sizeof(seeds[0]))
		return 0;
	wire_clear(&wire);
	seeds[index](&wire);
	FUZZ_REQUIRE(wire.length <= room);
	memcpy(to, wire.data, wire.length);
	return wire.length;
}
