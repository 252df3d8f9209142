/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fuzz target: a uevent. What is read of it lies inside the datagram, ends there, and agrees with the
 * head; a datagram that is refused leaves no trace.
 */
#include "fuzz.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "netlink/uevent.h"

/* Whether TEXT begins and ends inside the LENGTH bytes at DATA. */
static bool is_inside(const char *text, const char *data, size_t length)
{
	return text >= data && text < data + length &&
	       memchr(text, '\0', length - (size_t)(text - data));
}

static void expect_sound(const struct uevent *uevent, const char *data, size_t length)
{
	size_t action = strlen(uevent->action);

	FUZZ_REQUIRE(is_inside(uevent->action, data, length) && action);
	FUZZ_REQUIRE(is_inside(uevent->path, data, length) && *uevent->path);
	FUZZ_REQUIRE(is_inside(uevent->name, data, length) && !strchr(uevent->name, '/'));
	FUZZ_REQUIRE(!*uevent->subsystem || is_inside(uevent->subsystem, data, length));
	FUZZ_REQUIRE(!memcmp(data, uevent->action, action) && data[action] == '@');
	FUZZ_REQUIRE(!strcmp(data + action + 1, uevent->path));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct uevent uevent = { 0 };
	/* Of its own, so that a byte read behind it is found. */
	char *copy = malloc(size ? size : 1);
	int result;

	FUZZ_REQUIRE(copy);
	memcpy(copy, data, size);
	result = uevent_parse(copy, size, &uevent);
	FUZZ_REQUIRE(!result || result == -EBADMSG);
	if (!result)
		expect_sound(&uevent, copy, size);
	else
		FUZZ_REQUIRE(!uevent.action && !uevent.path && !uevent.name && !uevent.subsystem);
	free(copy);
	return 0;
}

#define SEED(literal) { literal, sizeof(literal) }

size_t fuzz_seed(unsigned int index, uint8_t *to, size_t room)
{
	static const struct {
		const char *data;
		size_t length;
	} seeds[] = {
		SEED("add@/devices/foo0\0ACTION=add\0DEVPATH=/devices/foo0\0SUBSYSTEM=vdpa\0SEQNUM=4711"),
		SEED("bind@/devices/foo0\0ACTION=bind\0DEVPATH=/devices/foo0\0SUBSYSTEM=vdpa\0"
		     "DRIVER=virtio_vdpa\0MODALIAS=vdpa:\0SEQNUM=1"),
		SEED("remove@/a/b\0SUBSYSTEM=\0DEVPATH=/a/b\0ACTION=remove\0ACTION=remove"),
		SEED("libudev\0\xfe\xed\xca\xfe"),
		SEED("add@x\0ACTION=add\0DEVPATH=x"),
	};

	if (index >= sizeof(seeds) / sizeof(seeds[0]))
		return 0;
	FUZZ_REQUIRE(seeds[index].length <= room);
	memcpy(to, seeds[index].data, seeds[index].length);
	return seeds[index].length;
}
