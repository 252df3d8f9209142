/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The host as it was found when it was recorded: each scan is the next FACTS of the file. */
#include "source/replay_private.h"

#include <errno.h>

#include "base/error.h"
#include "netlink/attribute.h"
#include "source/replay_message.h"

/* What a scan came to. */
struct replay_scan {
	const struct host_visitor *visitor;
	struct error *error;
	int64_t time;
	bool is_over;
	int code;
};

static void scan_device(const struct host_visitor *visitor, const struct replay_message *message)
{
	uint64_t flags = replay_number(message, FLAGS);

	visitor->device(visitor->context, &(struct host_device){
		.name = replay_text(message, NAME),
		.identity = replay_number(message, IDENTITY),
		.driver = replay_text(message, DRIVER),
		.node = replay_text(message, NODE),
		.netdev = replay_text(message, NETDEV),
		.disk = replay_text(message, DISK),
		.parent = replay_text(message, PARENT),
		.is_netdev_up = flags & RECORDING_NETDEV_UP,
		.is_disk_mounted = flags & RECORDING_DISK_MOUNTED,
	});
}

static void scan_user(const struct host_visitor *visitor, const struct replay_message *message)
{
	visitor->user(visitor->context, &(struct host_user){
		.device = replay_text(message, NAME),
		.command = replay_text(message, COMMAND),
		.vm = replay_text(message, VM),
		.pid = (int32_t)(uint32_t)replay_number(message, PID),
		.numa_node = (int32_t)(uint32_t)replay_number(message, NUMA_NODE),
	});
}

static void scan_mgmtdev(const struct host_visitor *visitor, const struct replay_message *message)
{
	visitor->mgmtdev(visitor->context, &(struct host_mgmtdev){
		.bus = replay_text(message, BUS),
		.name = replay_text(message, NAME),
		.driver = replay_text(message, DRIVER),
		.pci = replay_text(message, PCI),
		.function = replay_text(message, FUNCTION),
		.representor = replay_text(message, REPRESENTOR),
		.numa_node = (int32_t)(uint32_t)replay_number(message, NUMA_NODE),
		.representor_link = (int32_t)(uint32_t)replay_number(message, REPRESENTOR_LINK),
		.vfs = (uint32_t)replay_number(message, VFS),
		.most_vfs = (uint32_t)replay_number(message, MOST_VFS),
	});
}

static void scan_suspect(const struct host_visitor *visitor, const struct replay_message *message)
{
	visitor->suspect(visitor->context, &(struct host_suspect){
		.command = replay_text(message, COMMAND),
		.wchan = replay_text(message, WCHAN),
		.pid = (int32_t)(uint32_t)replay_number(message, PID),
		.is_deleting = replay_number(message, IS_DELETING),
	});
}

static void scan_mapping(const struct host_visitor *visitor, const struct replay_message *message)
{
	visitor->mapping(visitor->context, &(struct host_mapping){
		.device = replay_text(message, NAME),
		.queue = (uint32_t)replay_number(message, QUEUE),
		.pid = (int32_t)(uint32_t)replay_number(message, PID),
	});
}

static void scan_end(struct replay_scan *scan, const struct replay_message *message)
{
	scan->is_over = true;
	if (replay_number(message, HIDES_PROCESSES))
		scan->visitor->hidden(scan->visitor->context);
	if (replay_number(message, ERRORS))
		scan->code = error_set(scan->error, -EIO, "%s", replay_text(message, REASON));
}

static void scan_take(struct replay_scan *scan, const struct nlmsghdr *header)
{
	struct replay_message message;

	if (replay_message_read(header, &message) < 0)
		return;
	switch (header->nlmsg_type) {
	case RECORDING_MSG_FACTS:
		scan->time = (int64_t)replay_number(&message, TIME);
		break;
	case RECORDING_MSG_DEVICE:
		scan_device(scan->visitor, &message);
		break;
	case RECORDING_MSG_USER:
		scan_user(scan->visitor, &message);
		break;
	case RECORDING_MSG_MGMTDEV:
		scan_mgmtdev(scan->visitor, &message);
		break;
	case RECORDING_MSG_SUSPECT:
		scan_suspect(scan->visitor, &message);
		break;
	case RECORDING_MSG_MAPPING:
		scan_mapping(scan->visitor, &message);
		break;
	case RECORDING_MSG_FACTS_END:
		scan_end(scan, &message);
		break;
	}
}

static int scan_run(struct replay *replay, struct replay_scan *scan)
{
	while (!scan->is_over) {
		const struct nlmsghdr *header;
		struct replay_packet packet = { 0 };
		size_t left;
		int result = replay_file_next(replay->file, &packet, scan->error);

		if (result <= 0)
			return result ? result : error_set(scan->error, -ENODATA, "the recording ends there");
		header = packet.data;
		left = packet.protocol == RECORDING_PROTOCOL ? packet.length : 0;
		for (; !scan->is_over && message_fits(header, left); header = message_next(header, &left))
			scan_take(scan, header);
	}
	return scan->code;
}

static int host_scan(void *self, const struct host_question *mgmtdevs, uint32_t count,
		     const struct host_visitor *visitor, struct error *error)
{
	struct replay *replay = self;
	struct replay_scan scan = { .visitor = visitor, .error = error };
	int result;

	(void)mgmtdevs;
	(void)count;
	if (replay->fact >= replay->facts.count)
		return error_set(error, -ENODATA, "the recording says no more of the host");
	result = replay_file_seek(replay->file,
				  array_at(&replay->facts, struct replay_facts, replay->fact++)->at);
	if (result < 0)
		return error_set(error, result, "%s", error_text(result));
	result = scan_run(replay, &scan);
	replay->facts_time = scan.time >= 0 && scan.time <= REPLAY_TIME_MOST ? scan.time : 0;
	return result;
}

static int host_change(void *self, const struct host_request *request, struct error *error)
{
	(void)self;
	(void)request;
	return error_set(error, -EPERM, "nothing can be changed in a recording");
}

static void host_close(void *self)
{
	(void)self;
}

int64_t replay_facts_time(const struct replay *replay)
{
	return replay->facts_time;
}

void host_replay(struct host *ret_host, struct replay *replay)
{
	*ret_host = (struct host){ .change = host_change, .scan = host_scan, .close = host_close,
				   .self = replay };
}
