/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The checks in the kernel's order, each with its errno and words; see policy.h. */
#include "source/demo/policy.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>

#include "base/text.h"
#include "source/demo/message.h"
#include "vdpa/attribute.h"

/* Kinds of policy on the wire (include/uapi/linux/netlink.h enum netlink_attribute_type). */
static const struct {
	uint32_t type;
	uint16_t size;     /* bytes that the value must have, 0: they vary */
	uint64_t greatest;
} kinds[] = {
	[VDPA_POLICY_NUL_STRING] = { NL_ATTR_TYPE_NUL_STRING, 0, 0 },
	[VDPA_POLICY_STRING] = { NL_ATTR_TYPE_STRING, 0, 0 },
	[VDPA_POLICY_U16] = { NL_ATTR_TYPE_U16, 2, UINT16_MAX },
	[VDPA_POLICY_U16_MIN] = { NL_ATTR_TYPE_U16, 2, UINT16_MAX },
	[VDPA_POLICY_U32] = { NL_ATTR_TYPE_U32, 4, UINT32_MAX },
	[VDPA_POLICY_U64] = { NL_ATTR_TYPE_U64, 8, UINT64_MAX },
	[VDPA_POLICY_EXACT] = { NL_ATTR_TYPE_BINARY, 0, 0 },
};

void demo_extack_say(struct demo_extack *extack, const char *words)
{
	text_copy(extack->words, sizeof(extack->words), words);
}

void demo_extack_format(struct demo_extack *extack, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(extack->words, 80, format, arguments); /* NETLINK_MAX_FMTMSG_LEN */
	va_end(arguments);
}

int demo_extack_blame(struct demo_request *request, const struct nlattr *attribute,
		      const struct vdpa_attribute_info *policy, int code, const char *words)
{
	demo_extack_say(&request->extack, words);
	request->extack.has_offset = true;
	request->extack.offset =
		(uint32_t)((const char *)attribute - (const char *)request->header);
	request->extack.policy = policy;
	return code;
}

static int check_string(struct demo_request *request, const struct nlattr *attribute,
			const struct vdpa_attribute_info *info)
{
	static const char *const words = "Attribute failed policy validation";
	size_t length = mnl_attr_get_payload_len(attribute);
	bool is_ended = length && memchr(mnl_attr_get_payload(attribute), '\0', length);

	if (info->policy == VDPA_POLICY_NUL_STRING && !is_ended)
		return demo_extack_blame(request, attribute, info, -EINVAL, words);
	if (!length)
		return demo_extack_blame(request, attribute, info, -ERANGE, words);
	return 0;
}

static int check_value(struct demo_request *request, const struct nlattr *attribute,
		       const struct vdpa_attribute_info *info)
{
	switch (info->policy) {
	case VDPA_POLICY_NUL_STRING:
	case VDPA_POLICY_STRING:
		return check_string(request, attribute, info);
	case VDPA_POLICY_EXACT:
		if (mnl_attr_get_payload_len(attribute) != info->limit)
			return demo_extack_blame(request, attribute, info, -ERANGE,
						 "binary attribute size out of range");
		return 0;
	case VDPA_POLICY_U16_MIN:
		if (mnl_attr_get_u16(attribute) < info->limit)
			return demo_extack_blame(request, attribute, info, -ERANGE,
						 "integer out of range");
		return 0;
	default:
		return 0;
	}
}

static int check_attribute(struct demo_request *request, const struct nlattr *attribute)
{
	uint16_t type = mnl_attr_get_type(attribute), size;
	const struct vdpa_attribute_info *info = vdpa_attribute_find(type);

	if (!type || type > DEMO_MAXATTR)
		return demo_extack_blame(request, attribute, NULL, -EINVAL,
					 "Unknown attribute type");
	if (!info || info->policy == VDPA_POLICY_NONE)
		return demo_extack_blame(request, attribute, NULL, -EINVAL,
					 "Unsupported attribute");
	size = kinds[info->policy].size;
	if (size && mnl_attr_get_payload_len(attribute) != size)
		return demo_extack_blame(request, attribute, info, -EINVAL,
					 "invalid attribute length");
	if (attribute->nla_type & NLA_F_NESTED)
		return demo_extack_blame(request, attribute, info, -EINVAL,
					 "NLA_F_NESTED not expected");
	return check_value(request, attribute, info);
}

int demo_policy_parse(struct demo_request *request)
{
	const char *at = (const char *)request->header + NLMSG_HDRLEN + GENL_HDRLEN;
	int left = (int)(request->header->nlmsg_len - NLMSG_HDRLEN - GENL_HDRLEN);
	const struct nlattr *attribute = (const struct nlattr *)at;
	int result;

	for (; mnl_attr_ok(attribute, left); attribute = mnl_attr_next(attribute)) {
		result = check_attribute(request, attribute);
		if (result < 0)
			return result;
		request->attributes[mnl_attr_get_type(attribute)] = attribute;
		left -= (int)MNL_ALIGN(attribute->nla_len);
	}
	if (left > 0) {
		demo_extack_say(&request->extack, "bytes leftover after parsing attributes");
		return -EINVAL;
	}
	return 0;
}

/* net/netlink/policy.c: what the blamed attribute should have been. */
static void put_policy(const struct vdpa_attribute_info *info, struct demo_message *message)
{
	struct nlattr *nest = demo_nest_start(message, NLMSGERR_ATTR_POLICY | NLA_F_NESTED);

	if (kinds[info->policy].size) {
		demo_put_u64(message, NL_POLICY_TYPE_ATTR_MIN_VALUE_U, info->limit);
		demo_put_u64(message, NL_POLICY_TYPE_ATTR_MAX_VALUE_U,
			     kinds[info->policy].greatest);
	} else if (info->policy == VDPA_POLICY_EXACT) {
		demo_put_u32(message, NL_POLICY_TYPE_ATTR_MIN_LENGTH, info->limit);
		demo_put_u32(message, NL_POLICY_TYPE_ATTR_MAX_LENGTH, info->limit);
	}
	if (info->policy == VDPA_POLICY_NUL_STRING && info->limit)
		demo_put_u32(message, NL_POLICY_TYPE_ATTR_MAX_LENGTH, info->limit);
	demo_put_u32(message, NL_POLICY_TYPE_ATTR_TYPE, kinds[info->policy].type);
	demo_nest_end(message, nest);
}

bool demo_extack_is_empty(const struct demo_extack *extack, int code)
{
	return !extack->words[0] && (!code || (!extack->has_offset && !extack->policy));
}

void demo_extack_put(const struct demo_extack *extack, int code, struct demo_message *message)
{
	if (extack->words[0])
		demo_put_string(message, NLMSGERR_ATTR_MSG, extack->words);
	if (!code)
		return;
	if (extack->has_offset)
		demo_put_u32(message, NLMSGERR_ATTR_OFFS, extack->offset);
	if (extack->policy)
		put_policy(extack->policy, message);
}

const char *demo_request_text(const struct demo_request *request, enum vdpa_attribute attribute)
{
	const struct nlattr *found = request->attributes[attribute];

	return found ? mnl_attr_get_payload(found) : NULL;
}
