/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages of the vdpa family into structs, each by one table of its fields. */
#include "vdpa/message.h"

#include <errno.h>
#include <string.h>

#include "netlink/attribute.h"
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

#define BLOCK(member, name)                                                                        \
	FIELD(struct vdpa_block_config, member, VDPA_ATTR_DEV_BLK_##name,                          \
	      VDPA_BLOCK_BIT(VDPA_ATTR_DEV_BLK_##name))

static const struct field block_fields[] = {
	BLOCK(capacity, CFG_CAPACITY),
	BLOCK(size_max, CFG_SIZE_MAX),
	BLOCK(blk_size, CFG_BLK_SIZE),
	BLOCK(seg_max, CFG_SEG_MAX),
	BLOCK(num_queues, CFG_NUM_QUEUES),
	BLOCK(phy_blk_exp, CFG_PHY_BLK_EXP),
	BLOCK(align_offset, CFG_ALIGN_OFFSET),
	BLOCK(min_io_size, CFG_MIN_IO_SIZE),
	BLOCK(opt_io_size, CFG_OPT_IO_SIZE),
	BLOCK(max_discard_sec, CFG_MAX_DISCARD_SEC),
	BLOCK(max_discard_seg, CFG_MAX_DISCARD_SEG),
	BLOCK(discard_sec_align, CFG_DISCARD_SEC_ALIGN),
	BLOCK(max_write_zeroes_sec, CFG_MAX_WRITE_ZEROES_SEC),
	BLOCK(max_write_zeroes_seg, CFG_MAX_WRITE_ZEROES_SEG),
	BLOCK(read_only, READ_ONLY),
	BLOCK(flush, FLUSH),
};

static const struct field vstats_fields[] = {
	FIELD(struct vdpa_vstats, class_id, VDPA_ATTR_DEV_ID, VDPA_HAS_CLASS),
	FIELD(struct vdpa_vstats, index, VDPA_ATTR_DEV_QUEUE_INDEX, VDPA_HAS_INDEX),
	FIELD(struct vdpa_vstats, max_vqp, VDPA_ATTR_DEV_NET_CFG_MAX_VQP, VDPA_HAS_MAX_VQP),
	FIELD(struct vdpa_vstats, negotiated, VDPA_ATTR_DEV_NEGOTIATED_FEATURES, VDPA_HAS_NEGOTIATED),
};

/* The attribute's text when it is ended by a NUL, else NULL. */
static const char *attribute_string(const struct nlattr *attribute)
{
	const char *text = mnl_attr_get_payload(attribute);

	return memchr(text, '\0', mnl_attr_get_payload_len(attribute)) ? text : NULL;
}

static int decoder_put(const struct decoder *decoder, const struct field *field,
		       const struct nlattr *attribute)
{
	char *to = (char *)decoder->to + field->at;

	if (!field->size) {
		const char *text = attribute_string(attribute);

		if (!text)
			return -EBADMSG;
		memcpy(to, &text, sizeof(text));
		return 0;
	}
	if (mnl_attr_get_payload_len(attribute) != field->size)
		return -EBADMSG;
	memcpy(to, mnl_attr_get_payload(attribute), field->size);
	*decoder->valid |= field->valid;
	return 0;
}

static int decoder_take(const struct decoder *decoder, const struct nlattr *attribute)
{
	for (size_t i = 0; i < decoder->count; i++)
		if (decoder->fields[i].attribute == mnl_attr_get_type(attribute))
			return decoder_put(decoder, &decoder->fields[i], attribute);
	return 0;
}

/*
 * Checks that the attributes fill the message to its last byte, so that a reply that was cut is
 * found out and not half read.
 */
static int message_check(const struct nlmsghdr *message)
{
	const char *end = attribute_end(message);
	const struct nlattr *attribute;
	const char *reached = mnl_nlmsg_get_payload_offset(message, sizeof(struct genlmsghdr));

	if (mnl_nlmsg_get_payload_len(message) < sizeof(struct genlmsghdr))
		return -EBADMSG;
	attribute_for_each_genl(attribute, message)
		reached = (const char *)attribute + NLMSG_ALIGN(attribute->nla_len);
	return reached >= end ? 0 : -EBADMSG;
}

static int decoder_run(const struct decoder *decoder, const struct nlmsghdr *message)
{
	const struct nlattr *attribute;
	int result = message_check(message);

	if (result < 0)
		return result;
	attribute_for_each_genl(attribute, message) {
		result = decoder_take(decoder, attribute);
		if (result < 0)
			return result;
	}
	return 0;
}

int vdpa_decode_mgmtdev(const struct nlmsghdr *message, struct vdpa_mgmtdev *ret_mgmtdev)
{
	struct vdpa_mgmtdev mgmtdev = { .bus = "" };
	int result = decoder_run(&(struct decoder){ mgmtdev_fields, COUNT(mgmtdev_fields), &mgmtdev,
						    &mgmtdev.valid }, message);

	if (result < 0)
		return result;
	if (!mgmtdev.name)
		return -EBADMSG;
	*ret_mgmtdev = mgmtdev;
	return 0;
}

int vdpa_decode_device(const struct nlmsghdr *message, struct vdpa_device *ret_device)
{
	struct vdpa_device device = { .bus = "", .mgmtdev = "" };
	int result = decoder_run(&(struct decoder){ device_fields, COUNT(device_fields), &device,
						    &device.valid }, message);

	if (result < 0)
		return result;
	if (!device.name)
		return -EBADMSG;
	*ret_device = device;
	return 0;
}

/* The device's name, wherever in the message it stands; NULL when it is missing or wrong. */
static const char *message_device_name(const struct nlmsghdr *message)
{
	const struct nlattr *attribute;

	attribute_for_each_genl(attribute, message)
		if (mnl_attr_get_type(attribute) == VDPA_ATTR_DEV_NAME)
			return attribute_string(attribute);
	return NULL;
}

int vdpa_decode_config(const struct nlmsghdr *message, struct vdpa_config *ret_config,
		       const char **ret_name)
{
	struct vdpa_config config = { 0 };
	struct decoder decoder = { config_fields, COUNT(config_fields), &config, &config.valid };
	int result = decoder_run(&decoder, message);
	const char *name;

	if (result < 0)
		return result;
	name = message_device_name(message);
	if (!name)
		return -EBADMSG;
	if (config.class_id == VDPA_CLASS_BLOCK)
		decoder = (struct decoder){ block_fields, COUNT(block_fields), &config.block,
					    &config.block.valid };
	else if (!(config.valid & VDPA_HAS_FEATURES))
		decoder = (struct decoder){ config_old_features, COUNT(config_old_features), &config,
					    &config.valid };
	result = decoder_run(&decoder, message);
	if (result < 0)
		return result;
	*ret_config = config;
	*ret_name = name;
	return 0;
}

/* Walks the name/value pairs; with ON_COUNTER NULL only checks them. */
static int message_walk_counters(const struct nlmsghdr *message, vdpa_on_counter *on_counter,
				 void *context)
{
	const struct nlattr *attribute;
	const char *name = NULL;
	uint64_t value;

	attribute_for_each_genl(attribute, message) {
		switch (mnl_attr_get_type(attribute)) {
		case VDPA_ATTR_DEV_VENDOR_ATTR_NAME:
			if (name || !(name = attribute_string(attribute)))
				return -EBADMSG;
			break;
		case VDPA_ATTR_DEV_VENDOR_ATTR_VALUE:
			if (!name || mnl_attr_get_payload_len(attribute) != sizeof(value))
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
	int result = decoder_run(&(struct decoder){ vstats_fields, COUNT(vstats_fields), &vstats,
						    &vstats.valid }, message);
	const char *name;

	if (result < 0)
		return result;
	name = message_device_name(message);
	if (!name || !(vstats.valid & VDPA_HAS_INDEX))
		return -EBADMSG;
	result = message_walk_counters(message, NULL, NULL);
	if (result < 0)
		return result;
	*ret_vstats = vstats;
	*ret_name = name;
	return message_walk_counters(message, on_counter, context);
}

static bool encode_string(struct nlmsghdr *message, size_t room, enum vdpa_attribute attribute,
			  const char *text)
{
	if (!text)
		return true;
	return mnl_attr_put_check(message, room, (uint16_t)attribute, strlen(text) + 1, text);
}

int vdpa_encode(struct nlmsghdr *message, size_t room, const struct vdpa_request *request)
{
	const char *bus = request->bus && request->bus[0] ? request->bus : NULL;

	if (!encode_string(message, room, VDPA_ATTR_MGMTDEV_BUS_NAME, bus) ||
	    !encode_string(message, room, VDPA_ATTR_MGMTDEV_DEV_NAME, request->mgmtdev) ||
	    !encode_string(message, room, VDPA_ATTR_DEV_NAME, request->device))
		return -EMSGSIZE;
	if (message->nlmsg_len + 64 > room) /* all of what follows, together */
		return -EMSGSIZE;
	if (request->valid & VDPA_HAS_MAC)
		mnl_attr_put(message, VDPA_ATTR_DEV_NET_CFG_MACADDR, sizeof(request->mac), request->mac);
	if (request->valid & VDPA_HAS_MTU)
		mnl_attr_put_u16(message, VDPA_ATTR_DEV_NET_CFG_MTU, request->mtu);
	if (request->valid & VDPA_HAS_MAX_VQP)
		mnl_attr_put_u16(message, VDPA_ATTR_DEV_NET_CFG_MAX_VQP, request->max_vqp);
	if (request->valid & VDPA_HAS_FEATURES)
		mnl_attr_put_u64(message, VDPA_ATTR_DEV_FEATURES, request->features);
	if (request->valid & VDPA_HAS_INDEX)
		mnl_attr_put_u32(message, VDPA_ATTR_DEV_QUEUE_INDEX, request->index);
	return 0;
}
