/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fuzz target: requests of any bytes to the demo host, which stands in for the kernel and must be as
 * hard to upset. Each datagram is answered by whole messages that end, and a well-formed question
 * afterwards is answered as ever.
 *
 *   { length (2 bytes) | that many bytes: a datagram } …
 */
#include "fuzz.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <string.h>

#include "base/error.h"
#include "netlink/attribute.h"
#include "netlink/genl.h"
#include "source/demo_options.h"
#include "source/source.h"
#include "vdpa/message.h"
#include "vdpa/numbers.h"

#include "../unit/wire.h"

#define ANSWERS_MAX 100000

static void drain(struct source *source)
{
	static _Alignas(8) char buffer[GENL_RECEIVE_SIZE];
	unsigned int answers = 0;
	ssize_t got;

	while ((got = source->transport.receive(source->transport.self, buffer, sizeof(buffer))) != -EAGAIN) {
		const struct nlmsghdr *message = (const struct nlmsghdr *)buffer;
		size_t left = got > 0 ? (size_t)got : 0;

		FUZZ_REQUIRE(got > 0 || got == -ENOBUFS);
		for (; message_fits(message, left); message = message_next(message, &left))
			;
		FUZZ_REQUIRE(!left && ++answers < ANSWERS_MAX);
	}
}

/* The demo waits for ever, as the kernel does, when one of these is deleted: they are held open. */
static bool names_held_device(const char *datagram, size_t length)
{
	static const char *const held[] = { "web0", "store0", "dpdk0" };

	for (size_t i = 0; i < sizeof(held) / sizeof(held[0]); i++)
		if (memmem(datagram, length, held[i], strlen(held[i])))
			return true;
	return false;
}

static void on_answer(void *context, size_t request, const struct nlmsghdr *reply,
		      const struct answer *answer)
{
	(void)request;
	(void)reply;
	*(int *)context = answer->code;
}

/* The host still answers what makes sense. */
static void expect_sane(struct source *source)
{
	struct genl *genl = genl_new(source->transport);
	struct genl_family family;
	struct error error = { 0 };
	int code = 42;

	FUZZ_REQUIRE(genl && !genl_family_find(genl, VDPA_GENL_NAME, &family, &error));
	FUZZ_REQUIRE(genl_add(genl, &family, VDPA_CMD_DEV_GET, 0));
	genl_commit(genl);
	FUZZ_REQUIRE(!genl_run(genl, on_answer, &code) && code == -EINVAL);
	genl_free(genl);
}

static struct source open_demo(void)
{
	struct demo_options options = DEMO_OPTIONS_DEFAULT;
	struct error error = { 0 };
	struct source source;

	FUZZ_REQUIRE(!source_open_demo(&source, &options, &error));
	source.begin(source.self, INT64_C(1000000000));
	return source;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static _Alignas(8) char datagram[65536];
	struct source source = open_demo();

	while (size > sizeof(uint16_t)) {
		uint16_t length;

		memcpy(&length, data, sizeof(length));
		data += sizeof(length);
		size -= sizeof(length);
		if (length > size)
			length = (uint16_t)size;
		memcpy(datagram, data, length);
		if (!names_held_device(datagram, length))
			source.transport.send(source.transport.self, datagram, length);
		drain(&source);
		data += length;
		size -= length;
	}
	expect_sane(&source);
	source.close(source.self);
	return 0;
}

static uint16_t demo_family_id(void)
{
	struct source source = open_demo();
	struct genl *genl = genl_new(source.transport);
	struct genl_family family;
	struct error error = { 0 };

	FUZZ_REQUIRE(genl && !genl_family_find(genl, VDPA_GENL_NAME, &family, &error));
	genl_free(genl);
	source.close(source.self);
	return family.id;
}

static void put_request(struct wire *wire, uint16_t family, uint8_t command, uint16_t flags)
{
	wire_start_genl(wire, command, NLM_F_REQUEST | flags, 1)->nlmsg_type = family;
}

/* One request of each command with what it needs; every second one is a dump. */
size_t fuzz_seed(unsigned int index, uint8_t *to, size_t room)
{
	static struct wire wire;
	uint8_t command = (uint8_t)(index / 2);
	uint16_t length;

	if (command >= VDPA_CMD_COUNT)
		return 0;
	wire_clear(&wire);
	put_request(&wire, demo_family_id(), command, index % 2 ? NLM_F_DUMP : NLM_F_ACK);
	wire_put_text(&wire, VDPA_ATTR_MGMTDEV_DEV_NAME, "vdpasim_net");
	wire_put_text(&wire, VDPA_ATTR_DEV_NAME, command == VDPA_CMD_DEV_NEW ? "new0" : "lab0");
	wire_put_u32(&wire, VDPA_ATTR_DEV_QUEUE_INDEX, 1);
	wire_put(&wire, VDPA_ATTR_DEV_NET_CFG_MACADDR, "\2\0\0\0\0\7", 6);
	wire_put_u16(&wire, VDPA_ATTR_DEV_NET_CFG_MTU, 1500);
	length = (uint16_t)wire.length;
	FUZZ_REQUIRE(sizeof(length) + length <= room);
	memcpy(to, &length, sizeof(length));
	memcpy(to + sizeof(length), wire.data, length);
	return sizeof(length) + length;
}
