/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages of the vdpa family into structs, each by one table of its fields. Requests: request.c. */
#include "vdpa/message.h"

#include <errno.h>
#include <string.h>

#include "netlink/attribute.h"
#include "vdpa/attribute.h"
#include "vdpa/numbers.h"

/* Where an attribute goes. SIZE 0 is a string: the field is a pointer into the message. */
struct field {
	uint16_t attribute;
	uint16_t size;
	uint16_t at;
	uint32_t valid;
};

struct decoder {
	const struct field *fields;
	size_t count;
	void *to;
	uint32_t *valid;
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))
#define FIELD(type, member, attribute, bit) \
	{ attribute, sizeof(((type *)0)->member), offsetof(type, member), bit }
#define STRING(type, member, attribute) { attribute, 0, offsetof(type, member), 0 }

static const struct field mgmtdev_fields[] = {
	STRING(struct vdpa_mgmtdev, bus, VDPA_ATTR_MGMTDEV_BUS_NAME),
	STRING(struct vdpa_mgmtdev, name, VDPA_ATTR_MGMTDEV_DEV_NAME),
	FIELD(struct vdpa_mgmtdev, classes, VDPA_ATTR_MGMTDEV_SUPPORTED_CLASSES, VDPA_HAS_CLASSES),
	FIELD(struct vdpa_mgmtdev, supported, VDPA_ATTR_DEV_SUPPORTED_FEATURES, VDPA_HAS_SUPPORTED),
	FIELD(struct vdpa_mgmtdev, max_vqs, VDPA_ATTR_DEV_MGMTDEV_MAX_VQS, VDPA_HAS_MGMTDEV_MAX_VQS),
};

static const struct field device_fields[] = {
	STRING(struct vdpa_device, name, VDPA_ATTR_DEV_NAME),
	STRING(struct vdpa_device, bus, VDPA_ATTR_MGMTDEV_BUS_NAME),
	STRING(struct vdpa_device, mgmtdev, VDPA_ATTR_MGMTDEV_DEV_NAME),
	FIELD(struct vdpa_device, class_id, VDPA_ATTR_DEV_ID, VDPA_HAS_CLASS),
	FIELD(struct vdpa_device, vendor, VDPA_ATTR_DEV_VENDOR_ID, VDPA_HAS_VENDOR),
	FIELD(struct vdpa_device, max_vqs, VDPA_ATTR_DEV_MAX_VQS, VDPA_HAS_MAX_VQS),
	FIELD(struct vdpa_device, max_vq_size, VDPA_ATTR_DEV_MAX_VQ_SIZE, VDPA_HAS_MAX_VQ_SIZE),
	FIELD(struct vdpa_device, min_vq_size, VDPA_ATTR_DEV_MIN_VQ_SIZE, VDPA_HAS_MIN_VQ_SIZE),
};

static const struct field config_fields[] = {
	FIELD(struct vdpa_config, class_id, VDPA_ATTR_DEV_ID, VDPA_HAS_CLASS),
	FIELD(struct vdpa_config, features, VDPA_ATTR_DEV_FEATURES, VDPA_HAS_FEATURES),
	FIELD(struct vdpa_config, negotiated, VDPA_ATTR_DEV_NEGOTIATED_FEATURES, VDPA_HAS_NEGOTIATED),
	FIELD(struct vdpa_config, mac, VDPA_ATTR_DEV_NET_CFG_MACADDR, VDPA_HAS_MAC),
	FIELD(struct vdpa_config, status, VDPA_ATTR_DEV_NET_STATUS, VDPA_HAS_STATUS),
	FIELD(struct vdpa_config, max_vqp, VDPA_ATTR_DEV_NET_CFG_MAX_VQP, VDPA_HAS_MAX_VQP),
	FIELD(struct vdpa_config, mtu, VDPA_ATTR_DEV_NET_CFG_MTU, VDPA_HAS_MTU),
};

/* Attribute 21 of a kernel older than 6.2: a net device's features. */
static const struct field config_old_features[] = {
	FIELD(struct vdpa_config, features, VDPA_ATTR_DEV_BLK_CFG_CAPACITY, VDPA_HAS_FEATURES),
};

static const struct field block_fields[] = {
#define X(member, name, key)                                                                       \
	FIELD(struct vdpa_block_config, member, VDPA_ATTR_DEV_BLK_##name,                          \
	      VDPA_BLOCK_BIT(VDPA_ATTR_DEV_BLK_##name)),
#include "vdpa/block.def"
#undef X
};

static const struct field vstats_fields[] = {
	FIELD(struct vdpa_vstats, class_id, VDPA_ATTR_DEV_ID, VDPA_HAS_CLASS),
	FIELD(struct vdpa_vstats, index, VDPA_ATTR_DEV_QUEUE_INDEX, VDPA_HAS_INDEX),
	FIELD(struct vdpa_vstats, max_vqp, VDPA_ATTR_DEV_NET_CFG_MAX_VQP, VDPA_HAS_MAX_VQP),
	FIELD(struct vdpa_vstats, negotiated, VDPA_ATTR_DEV_NEGOTIATED_FEATURES, VDPA_HAS_NEGOTIATED),
};

static void decoder_put(const struct decoder *decoder, const struct field *field,
			const struct nlattr *attribute)
{
	char *to = (char *)decoder->to + field->at;
	const char *value = mnl_attr_get_payload(attribute);

	if (field->size)
		memcpy(to, value, field->size);
	else
		memcpy(to, &value, sizeof(value));
	*decoder->valid |= field->valid;
}

static void decoder_take(const struct decoder *decoder, const struct nlattr *attribute)
{
	for (size_t i = 0; i < decoder->count; i++)
		if (decoder->fields[i].attribute == mnl_attr_get_type(attribute))
			decoder_put(decoder, &decoder->fields[i], attribute);
}

/* Fills the fields from a message that message_check() has passed. */
static void decoder_run(const struct decoder *decoder, const struct nlmsghdr *message)
{
	const struct nlattr *attribute;

	attribute_for_each_genl(attribute, message)
		decoder_take(decoder, attribute);
}

/* Whether a known attribute is what its row says; what is not known may be anything. */
static bool attribute_is_sound(const struct nlattr *attribute)
{
	const struct vdpa_attribute_info *info = vdpa_attribute_find(mnl_attr_get_type(attribute));
	size_t length = mnl_attr_get_payload_len(attribute);

	if (!info)
		return true;
	if (info->wire == VDPA_WIRE_STRING)
		return memchr(mnl_attr_get_payload(attribute), '\0', length);
	return length == vdpa_wire_size(info->wire);
}

/*
 * Checks every attribute, also those that the reply is not asked for, and that they fill the
 * message to its last byte, so that one that was cut is found out and not half read.
 */
static int message_check(const struct nlmsghdr *message)
{
	const char *end = attribute_end(message);
	const struct nlattr *attribute;
	const char *reached;

	if (message->nlmsg_len < NLMSG_HDRLEN + sizeof(struct genlmsghdr))
		return -EBADMSG;
	reached = mnl_nlmsg_get_payload_offset(message, sizeof(struct genlmsghdr));
	attribute_for_each_genl(attribute, message) {
		if (!attribute_is_sound(attribute))
			return -EBADMSG;
		reached = (const char *)attribute + NLMSG_ALIGN((size_t)attribute->nla_len);
	}
	return reached >= end ? 0 : -EBADMSG;
}

int vdpa_decode_mgmtdev(const struct nlmsghdr *message, struct vdpa_mgmtdev *ret_mgmtdev)
{
	struct vdpa_mgmtdev mgmtdev = { .bus = "" };

	if (message_check(message) < 0)
		return -EBADMSG;
	decoder_run(&(struct decoder){ mgmtdev_fields, COUNT(mgmtdev_fields), &mgmtdev, &mgmtdev.valid },
		    message);
	if (!mgmtdev.name)
		return -EBADMSG;
	*ret_mgmtdev = mgmtdev;
	return 0;
}

int vdpa_decode_device(const struct nlmsghdr *message, struct vdpa_device *ret_device)
{
	struct vdpa_device device = { .bus = "", .mgmtdev = "" };

	if (message_check(message) < 0)
		return -EBADMSG;
	decoder_run(&(struct decoder){ device_fields, COUNT(device_fields), &device, &device.valid },
		    message);
	if (!device.name)
		return -EBADMSG;
	*ret_device = device;
	return 0;
}

/* The device's name, wherever in the checked message it stands; NULL when it is missing. */
static const char *message_device_name(const struct nlmsghdr *message)
{
	const struct nlattr *attribute;

	attribute_for_each_genl(attribute, message)
		if (mnl_attr_get_type(attribute) == VDPA_ATTR_DEV_NAME)
			return mnl_attr_get_payload(attribute);
	return NULL;
}

/* What depends on the class, which may stand behind it. */
static void config_take_class(struct vdpa_config *config, const struct nlmsghdr *message)
{
	if (config->class_id == VDPA_CLASS_BLOCK)
		decoder_run(&(struct decoder){ block_fields, COUNT(block_fields), &config->block,
					       &config->block.valid }, message);
	else if (config->class_id == VDPA_CLASS_NET && !(config->valid & VDPA_HAS_FEATURES))
		decoder_run(&(struct decoder){ config_old_features, COUNT(config_old_features), config,
					       &config->valid }, message);
}

int vdpa_decode_config(const struct nlmsghdr *message, struct vdpa_config *ret_config,
		       const char **ret_name)
{
	struct vdpa_config config = { 0 };
	const char *name;

	if (message_check(message) < 0)
		return -EBADMSG;
	name = message_device_name(message);
	if (!name)
		return -EBADMSG;
	decoder_run(&(struct decoder){ config_fields, COUNT(config_fields), &config, &config.valid },
		    message);
	config_take_class(&config, message);
	*ret_config = config;
	*ret_name = name;
	return 0;
}

/* Walks the name/value pairs of a checked message; with ON_COUNTER NULL only checks their order. */
static int message_walk_counters(const struct nlmsghdr *message, vdpa_on_counter *on_counter,
				 void *context)
{
	const struct nlattr *attribute;
	const char *name = NULL;
	uint64_t value;

	attribute_for_each_genl(attribute, message) {
		switch (mnl_attr_get_type(attribute)) {
		case VDPA_ATTR_DEV_VENDOR_ATTR_NAME:
			if (name)
				return -EBADMSG;
			name = mnl_attr_get_payload(attribute);
			break;
		case VDPA_ATTR_DEV_VENDOR_ATTR_VALUE:
			if (!name)
				return -EBADMSG;
			memcpy(&value, mnl_attr_get_payload(attribute), sizeof(value));
			if (on_counter)
				on_counter(context, name, value);
			name = NULL;
			break;
		}
	}
	return name ? -EBADMSG : 0;
}

int vdpa_decode_vstats(const struct nlmsghdr *message, struct vdpa_vstats *ret_vstats,
		       const char **ret_name, vdpa_on_counter *on_counter, void *context)
{
	struct vdpa_vstats vstats = { 0 };
	const char *name;

	if (message_check(message) < 0)
		return -EBADMSG;
	name = message_device_name(message);
	decoder_run(&(struct decoder){ vstats_fields, COUNT(vstats_fields), &vstats, &vstats.valid },
		    message);
	if (!name || !(vstats.valid & VDPA_HAS_INDEX) ||
	    message_walk_counters(message, NULL, NULL) < 0)
		return -EBADMSG;
	*ret_vstats = vstats;
	*ret_name = name;
	return message_walk_counters(message, on_counter, context);
}
