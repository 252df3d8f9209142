/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Dumps: as many messages as the receiver's buffer holds in each datagram, the next one when the
 * last was received, and a DONE at the end (net/netlink/af_netlink.c netlink_dump()). Like the
 * kernel's, a dump of configurations ends at the first device that has none to show, without a
 * word about it.
 */
#include "source/demo/kernel.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <libmnl/libmnl.h>
#include <linux/netlink.h>

#include "source/demo/fault.h"
#include "source/demo/fill.h"
#include "vdpa/command.h"

static int fill_entry(const struct demo_kernel *kernel, const struct demo_device *device,
		      struct demo_message *message)
{
	const struct demo_dump *dump = &kernel->dump;

	switch (dump->command) {
	case VDPA_CMD_MGMTDEV_GET:
		return demo_fill_mgmtdev(array_at(&kernel->machine.mgmtdevs, struct demo_mgmtdev,
						  dump->device), message);
	case VDPA_CMD_DEV_GET:
		return demo_fill_device(kernel, device, message);
	case VDPA_CMD_DEV_CONFIG_GET:
		return demo_fill_config(device, message);
	default:
		return demo_fill_stats_dump(kernel, device, dump->queue, message);
	}
}

static bool is_wanted(const struct demo_dump *dump, const struct demo_device *device)
{
	return device->mgmtdev >= 0 && (!dump->only || !strcmp(dump->only, device->name));
}

/* The entry at which the dump stands; NULL for a mgmtdev, which is no device. */
static bool find_entry(struct demo_kernel *kernel, const struct demo_device **ret_device)
{
	struct demo_dump *dump = &kernel->dump;

	*ret_device = NULL;
	if (dump->command == VDPA_CMD_MGMTDEV_GET)
		return dump->device < kernel->machine.mgmtdevs.count;
	for (; dump->device < kernel->machine.devices.count; dump->device++, dump->queue = 0) {
		const struct demo_device *device =
			array_at(&kernel->machine.devices, struct demo_device, dump->device);

		*ret_device = device;
		if (is_wanted(dump, device) &&
		    (dump->command != VDPA_CMD_DEV_VSTATS_GET || dump->queue < device->nvqs))
			return true;
	}
	return false;
}

static void step(struct demo_dump *dump)
{
	if (dump->command == VDPA_CMD_DEV_VSTATS_GET)
		dump->queue++;
	else
		dump->device++;
}

/* One datagram's worth of entries into PLACE. Returns its bytes. */
static size_t fill_datagram(struct demo_kernel *kernel, char *place, size_t room)
{
	struct demo_dump *dump = &kernel->dump;
	uint8_t reply = vdpa_command_find(dump->command)->reply;
	const struct demo_device *device;
	size_t length = 0;

	while (find_entry(kernel, &device)) {
		struct demo_message message =
			demo_message_begin_genl(place + length, room - length, kernel->family_id,
						NLM_F_MULTI, dump->to, reply);

		if (message.is_full || fill_entry(kernel, device, &message) < 0)
			break;
		if (dump->is_interrupted)
			message.header->nlmsg_flags |= NLM_F_DUMP_INTR;
		dump->is_interrupted = false;
		length += NLMSG_ALIGN(message.header->nlmsg_len);
		step(dump);
	}
	return length;
}

/* The one device that a dump of counters may name must be there, each time that it goes on. */
static int check_name(struct demo_kernel *kernel, const char **ret_words)
{
	const struct demo_device *device;

	if (!kernel->dump.only)
		return 0;
	device = demo_machine_find(&kernel->machine, kernel->dump.only);
	if (device && device->mgmtdev >= 0)
		return 0;
	*ret_words = device ? "vdpa: unmanaged vdpa device" : "vdpa: device not found";
	return device ? -EINVAL : -ENODEV;
}

static size_t fill_done(struct demo_kernel *kernel, char *place, size_t room, int32_t code,
			const char *words)
{
	uint16_t flags = (uint16_t)(NLM_F_MULTI | (words ? NLM_F_ACK_TLVS : 0));
	struct demo_message message = demo_message_begin(place, room, NLMSG_DONE, flags,
							 kernel->dump.to);

	demo_message_append(&message, &code, sizeof(code));
	if (words)
		demo_put_string(&message, NLMSGERR_ATTR_MSG, words);
	return message.header->nlmsg_len;
}

static void dump_end(struct demo_kernel *kernel)
{
	free(kernel->dump.only);
	kernel->dump.only = NULL;
	kernel->dump.is_running = false;
	demo_fault_dump_ended(kernel);
}

int demo_dump_continue(struct demo_kernel *kernel)
{
	size_t room = demo_outbox_dump_room(&kernel->outbox), length;
	const char *words = NULL;
	int code = check_name(kernel, &words);

	if (array_reserve(&kernel->scratch, room) < 0)
		return -ENOBUFS;
	length = code ? 0 : fill_datagram(kernel, kernel->scratch.data, room);
	if (!length) {
		length = fill_done(kernel, kernel->scratch.data, room, code, words);
		dump_end(kernel);
	}
	length = demo_fault_spoil(kernel, kernel->scratch.data, length);
	if (!length)
		return 0;
	return demo_outbox_put_dump(&kernel->outbox, kernel->scratch.data, length, room);
}

int demo_dump_start(struct demo_kernel *kernel, uint8_t command, struct demo_request *request)
{
	const char *only = demo_request_text(request, VDPA_ATTR_DEV_NAME);
	struct demo_dump *dump = &kernel->dump;
	int result;

	kernel->dumps++;
	*dump = (struct demo_dump){
		.is_running = true,
		.command = command,
		.to = { request->header->nlmsg_seq, kernel->port },
		.is_interrupted = demo_fault_interrupts(kernel),
	};
	/* Only our kernel's dump of counters heeds what the request names. */
	if (only && command == VDPA_CMD_DEV_VSTATS_GET) {
		dump->only = strdup(only);
		if (!dump->only)
			return -ENOMEM;
	}
	result = demo_dump_continue(kernel);
	if (kernel->options.fault == DEMO_FAULT_OVERRUN && kernel->dumps & 1)
		kernel->outbox.failure = -ENOBUFS;
	return result < 0 ? result : -EINTR;
}
