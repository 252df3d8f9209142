/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Attributes by their kind in recording.def. */
#include "source/replay_message.h"

#include <errno.h>
#include <string.h>

#include "netlink/attribute.h"

static int message_take(struct replay_message *to, const struct nlattr *attribute)
{
	uint16_t type = mnl_attr_get_type(attribute);
	size_t length = mnl_attr_get_payload_len(attribute);
	const char *payload = mnl_attr_get_payload(attribute);
	uint32_t small;

	switch (recording_attribute_kind(type)) {
	case RECORDING_U32:
		if (length != sizeof(small))
			return -EBADMSG;
		memcpy(&small, payload, sizeof(small));
		to->number[type] = small;
		break;
	case RECORDING_U64:
		if (length != sizeof(uint64_t))
			return -EBADMSG;
		memcpy(&to->number[type], payload, sizeof(uint64_t));
		break;
	case RECORDING_TEXT:
		if (!length || payload[length - 1])
			return -EBADMSG;
		to->text[type] = payload;
		break;
	case RECORDING_UNKNOWN:
		break;
	}
	return 0;
}

int replay_message_read(const struct nlmsghdr *message, struct replay_message *ret_message)
{
	const struct nlattr *attribute;
	int result = 0;

	for (int i = 0; i < RECORDING_ATTRS; i++) {
		ret_message->number[i] = 0;
		ret_message->text[i] = "";
	}
	attribute_for_each(attribute, message, 0) {
		result = message_take(ret_message, attribute);
		if (result < 0)
			break;
	}
	return result;
}
