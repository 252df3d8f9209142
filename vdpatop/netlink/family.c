/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Look-up of a generic netlink family: what it can do is asked here, never guessed from a version. */
#include "netlink/genl.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "netlink/attribute.h"

/* nlctrl itself is the one family whose id is fixed (include/uapi/linux/genetlink.h). */
static const struct genl_family genl_controller = { .id = GENL_ID_CTRL, .version = 2 };

struct genl_lookup {
	struct genl_family family;
	int code;
	struct error *error;
};

static uint32_t genl_get_u32(const struct nlattr *attribute)
{
	uint32_t value = 0;

	if (mnl_attr_get_payload_len(attribute) == sizeof(value))
		memcpy(&value, mnl_attr_get_payload(attribute), sizeof(value));
	return value;
}

static void genl_take_operation(struct genl_family *family, const struct nlattr *nest)
{
	struct genl_operation operation = { 0 };
	const struct nlattr *attribute;

	attribute_for_each_nested(attribute, nest) {
		if (mnl_attr_get_type(attribute) == CTRL_ATTR_OP_ID)
			operation.command = genl_get_u32(attribute);
		else if (mnl_attr_get_type(attribute) == CTRL_ATTR_OP_FLAGS)
			operation.flags = genl_get_u32(attribute);
	}
	if (family->operation_count < sizeof(family->operations) / sizeof(operation))
		family->operations[family->operation_count++] = operation;
}

static void genl_take_group(struct genl_family *family, const struct nlattr *nest)
{
	struct genl_group group = { 0 };
	const struct nlattr *attribute;

	attribute_for_each_nested(attribute, nest) {
		if (mnl_attr_get_type(attribute) == CTRL_ATTR_MCAST_GRP_ID)
			group.id = genl_get_u32(attribute);
		else if (mnl_attr_get_type(attribute) == CTRL_ATTR_MCAST_GRP_NAME)
			strncpy(group.name, mnl_attr_get_payload(attribute),
				strnlen(mnl_attr_get_payload(attribute),
					mnl_attr_get_payload_len(attribute) < sizeof(group.name) ?
						mnl_attr_get_payload_len(attribute) :
						sizeof(group.name) - 1));
	}
	if (family->group_count < sizeof(family->groups) / sizeof(group))
		family->groups[family->group_count++] = group;
}

static void genl_take_attribute(struct genl_family *family, const struct nlattr *attribute)
{
	const struct nlattr *nest;

	switch (mnl_attr_get_type(attribute)) {
	case CTRL_ATTR_FAMILY_ID:
		if (mnl_attr_get_payload_len(attribute) == sizeof(uint16_t))
			family->id = mnl_attr_get_u16(attribute);
		break;
	case CTRL_ATTR_VERSION:
		family->version = genl_get_u32(attribute);
		break;
	case CTRL_ATTR_HDRSIZE:
		family->header_size = genl_get_u32(attribute);
		break;
	case CTRL_ATTR_MAXATTR:
		family->maxattr = genl_get_u32(attribute);
		break;
	case CTRL_ATTR_OPS:
		attribute_for_each_nested(nest, attribute)
			genl_take_operation(family, nest);
		break;
	case CTRL_ATTR_MCAST_GROUPS:
		attribute_for_each_nested(nest, attribute)
			genl_take_group(family, nest);
		break;
	}
}

static void genl_on_family(void *context, size_t request, const struct nlmsghdr *reply,
			   const struct answer *answer)
{
	struct genl_lookup *lookup = context;
	const struct nlattr *attribute;

	(void)request;
	lookup->code = answer_error(answer, lookup->error);
	if (lookup->code)
		return;
	if (reply)
		attribute_for_each_genl(attribute, reply)
			genl_take_attribute(&lookup->family, attribute);
	/* A user header would shift every attribute; the family has none and we read none. */
	if (!lookup->family.id || lookup->family.header_size)
		lookup->code = error_set(lookup->error, -EBADMSG,
					 "the description of the family makes no sense");
}

int genl_family_find(struct genl *genl, const char *name, struct genl_family *ret_family,
		     struct error *error)
{
	struct genl_lookup lookup = { .error = error };
	struct nlmsghdr *message;
	int result;

	if (genl_pending(genl))
		return error_set(error, -EBUSY, "requests are waiting");
	message = genl_add(genl, &genl_controller, CTRL_CMD_GETFAMILY, 0);
	mnl_attr_put_strz(message, CTRL_ATTR_FAMILY_NAME, name);
	genl_commit(genl);
	result = genl_run(genl, genl_on_family, &lookup);
	if (!result)
		result = lookup.code;
	else
		error_set(error, result, "%s", error_text(result));
	if (result < 0) {
		error_prefix(error, "looking up the generic netlink family %s", name);
		return result;
	}
	*ret_family = lookup.family;
	return 0;
}

uint32_t genl_family_flags(const struct genl_family *family, uint32_t command)
{
	for (size_t i = 0; i < family->operation_count; i++)
		if (family->operations[i].command == command)
			return family->operations[i].flags;
	return 0;
}

bool genl_family_can_dump(const struct genl_family *family, uint32_t command)
{
	return genl_family_flags(family, command) & GENL_CMD_CAP_DUMP;
}

uint32_t genl_family_group(const struct genl_family *family, const char *name)
{
	for (size_t i = 0; i < family->group_count; i++)
		if (!strcmp(family->groups[i].name, name))
			return family->groups[i].id;
	return 0;
}
