/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The host's facts as messages, in packets of a handy size. */
#include "source/recorder_private.h"

#define FACTS_PACKET 32768

static void facts_end_packet(struct recorder *recorder)
{
	recorder_end_packet(recorder, recorder->facts_time, RECORDING_CAME, RECORDING_PROTOCOL);
	recorder_begin_packet(recorder);
}

static void facts_put(struct recorder *recorder, enum recording_message message,
		      const struct recording_value *values, size_t count)
{
	recorder_append_message(recorder, message, values, count);
	if (recorder->packet.count >= FACTS_PACKET)
		facts_end_packet(recorder);
}

static void facts_device(void *context, const struct host_device *device)
{
	const struct recording_value values[] = {
		VALUE_TEXT(NAME, device->name),
		VALUE_NUMBER(IDENTITY, device->identity),
		VALUE_TEXT(DRIVER, device->driver),
		VALUE_TEXT(NODE, device->node),
		VALUE_TEXT(NETDEV, device->netdev),
		VALUE_TEXT(DISK, device->disk),
		VALUE_TEXT(PARENT, device->parent),
		VALUE_NUMBER(FLAGS, (device->is_netdev_up ? RECORDING_NETDEV_UP : 0u) |
				    (device->is_disk_mounted ? RECORDING_DISK_MOUNTED : 0u)),
	};

	facts_put(context, RECORDING_MSG_DEVICE, VALUES(values));
}

static void facts_user(void *context, const struct host_user *user)
{
	const struct recording_value values[] = {
		VALUE_TEXT(NAME, user->device),
		VALUE_TEXT(COMMAND, user->command),
		VALUE_TEXT(VM, user->vm),
		VALUE_NUMBER(PID, (uint32_t)user->pid),
		VALUE_NUMBER(NUMA_NODE, (uint32_t)user->numa_node),
	};

	facts_put(context, RECORDING_MSG_USER, VALUES(values));
}

static void facts_mgmtdev(void *context, const struct host_mgmtdev *mgmtdev)
{
	const struct recording_value values[] = {
		VALUE_TEXT(BUS, mgmtdev->bus),
		VALUE_TEXT(NAME, mgmtdev->name),
		VALUE_TEXT(DRIVER, mgmtdev->driver),
		VALUE_TEXT(PCI, mgmtdev->pci),
		VALUE_TEXT(FUNCTION, mgmtdev->function),
		VALUE_TEXT(REPRESENTOR, mgmtdev->representor),
		VALUE_NUMBER(NUMA_NODE, (uint32_t)mgmtdev->numa_node),
		VALUE_NUMBER(REPRESENTOR_LINK, (uint32_t)mgmtdev->representor_link),
		VALUE_NUMBER(VFS, mgmtdev->vfs),
		VALUE_NUMBER(MOST_VFS, mgmtdev->most_vfs),
	};

	facts_put(context, RECORDING_MSG_MGMTDEV, VALUES(values));
}

static void facts_suspect(void *context, const struct host_suspect *suspect)
{
	const struct recording_value values[] = {
		VALUE_TEXT(COMMAND, suspect->command),
		VALUE_TEXT(WCHAN, suspect->wchan),
		VALUE_NUMBER(PID, (uint32_t)suspect->pid),
		VALUE_NUMBER(IS_DELETING, suspect->is_deleting),
	};

	facts_put(context, RECORDING_MSG_SUSPECT, VALUES(values));
}

static void facts_mapping(void *context, const struct host_mapping *mapping)
{
	const struct recording_value values[] = {
		VALUE_TEXT(NAME, mapping->device),
		VALUE_NUMBER(QUEUE, mapping->queue),
		VALUE_NUMBER(PID, (uint32_t)mapping->pid),
	};

	facts_put(context, RECORDING_MSG_MAPPING, VALUES(values));
}

static void facts_hidden(void *context)
{
	struct recorder *recorder = context;

	recorder->hides_processes = true;
}

const struct host_visitor *recorder_begin_facts(struct recorder *recorder, int64_t time, uint64_t after,
						bool is_held)
{
	const struct recording_value values[] = {
		VALUE_NUMBER(TIME, (uint64_t)time),
		VALUE_NUMBER(AFTER, after),
		VALUE_NUMBER(IS_HELD, is_held),
	};

	recorder->visitor = (struct host_visitor){
		.device = facts_device, .user = facts_user, .mgmtdev = facts_mgmtdev,
		.suspect = facts_suspect, .mapping = facts_mapping, .hidden = facts_hidden,
		.context = recorder,
	};
	recorder->facts_time = recorder->number ? recorder->source->now(recorder->source->self) : time;
	recorder->hides_processes = false;
	recorder_begin_packet(recorder);
	facts_put(recorder, RECORDING_MSG_FACTS, VALUES(values));
	return &recorder->visitor;
}

void recorder_end_facts(struct recorder *recorder, uint32_t errors, const char *reason)
{
	const struct recording_value values[] = {
		VALUE_NUMBER(HIDES_PROCESSES, recorder->hides_processes),
		VALUE_NUMBER(ERRORS, errors),
		VALUE_TEXT(REASON, reason),
	};

	recorder_append_message(recorder, RECORDING_MSG_FACTS_END, VALUES(values));
	recorder_end_packet(recorder, recorder->facts_time, RECORDING_CAME, RECORDING_PROTOCOL);
	recorder_flush(recorder);
}
