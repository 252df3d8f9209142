/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Requests to the vdpa family into messages. What comes back is message.c's. */
#include "vdpa/message.h"

#include <errno.h>
#include <linux/netlink.h>
#include <string.h>

#include "vdpa/numbers.h"

/* What stands in the request's fields behind its names. */
struct encode_field {
	enum vdpa_attribute type;
	uint32_t valid;
	size_t at, size;
};

#define ENCODE(member, attribute, bit) \
	{ attribute, bit, offsetof(struct vdpa_request, member), \
	  sizeof(((struct vdpa_request *)0)->member) }

static const struct encode_field encode_fields[] = {
	ENCODE(mac, VDPA_ATTR_DEV_NET_CFG_MACADDR, VDPA_HAS_MAC),
	ENCODE(mtu, VDPA_ATTR_DEV_NET_CFG_MTU, VDPA_HAS_MTU),
	ENCODE(max_vqp, VDPA_ATTR_DEV_NET_CFG_MAX_VQP, VDPA_HAS_MAX_VQP),
	ENCODE(features, VDPA_ATTR_DEV_FEATURES, VDPA_HAS_FEATURES),
	ENCODE(index, VDPA_ATTR_DEV_QUEUE_INDEX, VDPA_HAS_INDEX),
};

/*
 * Appends one attribute, its padding zeroed (libmnl leaves there what the buffer held before).
 * False when it does not fit: into the room, or its length into 16 bits.
 */
static bool encode_put(struct nlmsghdr *message, size_t room, enum vdpa_attribute type,
		       const void *data, size_t length)
{
	size_t at = NLMSG_ALIGN((size_t)message->nlmsg_len);
	size_t whole = sizeof(struct nlattr) + length;
	size_t padded = NLMSG_ALIGN(whole);
	struct nlattr *attribute = (struct nlattr *)((char *)message + at);

	if (whole > UINT16_MAX || at > room || padded > room - at)
		return false;
	memset(attribute, 0, padded);
	attribute->nla_len = (uint16_t)whole;
	attribute->nla_type = (uint16_t)type;
	memcpy(attribute + 1, data, length);
	message->nlmsg_len = (uint32_t)(at + padded);
	return true;
}

static bool encode_text(struct nlmsghdr *message, size_t room, enum vdpa_attribute type,
			const char *text)
{
	return !text || encode_put(message, room, type, text, strlen(text) + 1);
}

int vdpa_encode(struct nlmsghdr *message, size_t room, const struct vdpa_request *request)
{
	const char *bus = request->bus && request->bus[0] ? request->bus : NULL;

	if (!encode_text(message, room, VDPA_ATTR_MGMTDEV_BUS_NAME, bus) ||
	    !encode_text(message, room, VDPA_ATTR_MGMTDEV_DEV_NAME, request->mgmtdev) ||
	    !encode_text(message, room, VDPA_ATTR_DEV_NAME, request->device))
		return -EMSGSIZE;
	for (size_t i = 0; i < sizeof(encode_fields) / sizeof(encode_fields[0]); i++) {
		const struct encode_field *field = &encode_fields[i];

		if (request->valid & field->valid &&
		    !encode_put(message, room, field->type, (const char *)request + field->at, field->size))
			return -EMSGSIZE;
	}
	return 0;
}
