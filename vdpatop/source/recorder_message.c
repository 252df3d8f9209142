/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages of our own, by the table of recording.def. */
#include "source/recorder_private.h"

#include <errno.h>
#include <string.h>

#include <libmnl/libmnl.h>

#include "base/text.h"

/* Longer than any name that the kernel lets through; what is longer is cut. */
#define MESSAGE_TEXT_MOST 16384

static size_t value_length(const struct recording_value *value)
{
	switch (recording_attribute_kind(value->attribute)) {
	case RECORDING_U32:
		return sizeof(uint32_t);
	case RECORDING_U64:
		return sizeof(uint64_t);
	case RECORDING_TEXT:
		return value->text && value->text[0] ? strnlen(value->text, MESSAGE_TEXT_MOST) + 1 : 0;
	case RECORDING_UNKNOWN:
		break;
	}
	return 0;
}

static size_t message_align(size_t length)
{
	return (length + NLMSG_ALIGNTO - 1) / NLMSG_ALIGNTO * NLMSG_ALIGNTO;
}

static void value_put(struct nlmsghdr *message, const struct recording_value *value)
{
	struct nlattr *attribute = mnl_nlmsg_get_payload_tail(message);
	uint16_t type = (uint16_t)value->attribute;
	size_t length = value_length(value);

	if (!length)
		return;
	if (value->text) {
		mnl_attr_put(message, type, length, value->text);
		((char *)mnl_attr_get_payload(attribute))[length - 1] = '\0';
	} else if (length == sizeof(uint32_t)) {
		mnl_attr_put_u32(message, type, (uint32_t)value->number);
	} else {
		mnl_attr_put_u64(message, type, value->number);
	}
}

void recorder_append_message(struct recorder *recorder, enum recording_message message,
			     const struct recording_value *values, size_t count)
{
	size_t room = sizeof(struct nlmsghdr);
	struct nlmsghdr *header;
	void *to;

	for (size_t i = 0; i < count; i++)
		if (value_length(&values[i]))
			room += sizeof(struct nlattr) + message_align(value_length(&values[i]));
	to = array_add(&recorder->packet, room);
	if (!to) {
		recorder_fail(recorder, -ENOMEM);
		return;
	}
	header = mnl_nlmsg_put_header(to);
	header->nlmsg_type = (uint16_t)message;
	for (size_t i = 0; i < count; i++)
		value_put(header, &values[i]);
}

void recorder_put(struct recorder *recorder, int64_t time, enum recording_direction direction,
		  enum recording_message message, const struct recording_value *values, size_t count)
{
	recorder_begin_packet(recorder);
	recorder_append_message(recorder, message, values, count);
	recorder_end_packet(recorder, time, direction, RECORDING_PROTOCOL);
}

void recorder_put_start(struct recorder *recorder, int64_t time)
{
	const struct recording_start *start = &recorder->start;
	const struct recording_value values[] = {
		VALUE_NUMBER(VERSION, RECORDING_VERSION),
		VALUE_TEXT(PROGRAM, start->program),
		VALUE_TEXT(HOST, start->host),
		VALUE_TEXT(KERNEL, start->kernel),
		VALUE_NUMBER(DELAY, (uint64_t)start->delay),
		VALUE_TEXT(DEVICE_GLOB, start->device_glob),
		VALUE_TEXT(MGMTDEV_GLOB, start->mgmtdev_glob),
		VALUE_NUMBER(WANTS_VENDOR, start->wants_vendor),
		VALUE_NUMBER(IS_DEMO, start->is_demo),
	};

	recorder_put(recorder, time, RECORDING_CAME, RECORDING_MSG_START, VALUES(values));
}
