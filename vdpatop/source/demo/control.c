/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * nlctrl, as far as a program asks it: what is the family "vdpa", and what can it do
 * (net/netlink/genetlink.c ctrl_getfamily(), ctrl_fill_info()).
 */
#include "source/demo/kernel.h"

#include <errno.h>
#include <string.h>

#include <linux/genetlink.h>

#include "netlink/attribute.h"
#include "vdpa/attribute.h"
#include "vdpa/command.h"

static uint32_t operation_flags(const struct demo_kernel *kernel, uint32_t command)
{
	const struct vdpa_command_info *info = vdpa_command_find(command);
	uint32_t flags = GENL_CMD_CAP_DO | GENL_CMD_CAP_HASPOL;

	if (demo_kernel_can_dump(kernel, command))
		flags |= GENL_CMD_CAP_DUMP;
	if (info->can & VDPA_CAN_ADMIN)
		flags |= GENL_ADMIN_PERM;
	return flags;
}

static void put_operations(const struct demo_kernel *kernel, struct demo_message *message)
{
	struct nlattr *operations = demo_nest_start(message, CTRL_ATTR_OPS), *nest;
	const struct vdpa_command_info *info;
	uint16_t number = 0;

	for (uint32_t command = 1; (info = vdpa_command_find(command)); command++) {
		if (!(info->can & VDPA_CAN_DO))
			continue;
		nest = demo_nest_start(message, ++number);
		demo_put_u32(message, CTRL_ATTR_OP_ID, command);
		demo_put_u32(message, CTRL_ATTR_OP_FLAGS, operation_flags(kernel, command));
		demo_nest_end(message, nest);
	}
	demo_nest_end(message, operations);
}

static void put_groups(const struct demo_kernel *kernel, struct demo_message *message)
{
	struct nlattr *groups = demo_nest_start(message, CTRL_ATTR_MCAST_GROUPS);
	struct nlattr *nest = demo_nest_start(message, 1);

	demo_put_u32(message, CTRL_ATTR_MCAST_GRP_ID, kernel->group_id);
	demo_put_string(message, CTRL_ATTR_MCAST_GRP_NAME, VDPA_GENL_GROUP);
	demo_nest_end(message, nest);
	demo_nest_end(message, groups);
}

static int reply_family(struct demo_kernel *kernel, const struct demo_request *request)
{
	_Alignas(NLMSG_ALIGNTO) char place[DEMO_MESSAGE_SIZE];
	struct demo_message message = demo_reply_begin(request, place, CTRL_CMD_NEWFAMILY);
	struct genlmsghdr *header;

	message.header->nlmsg_type = GENL_ID_CTRL;
	header = mnl_nlmsg_get_payload(message.header);
	header->version = 2;
	demo_put_string(&message, CTRL_ATTR_FAMILY_NAME, VDPA_GENL_NAME);
	demo_put_u16(&message, CTRL_ATTR_FAMILY_ID, kernel->family_id);
	demo_put_u32(&message, CTRL_ATTR_VERSION, 1);
	demo_put_u32(&message, CTRL_ATTR_HDRSIZE, 0);
	demo_put_u32(&message, CTRL_ATTR_MAXATTR, DEMO_MAXATTR);
	put_operations(kernel, &message);
	if (kernel->options.is_patched)
		put_groups(kernel, &message);
	return demo_reply_send(kernel, &message);
}

/* nlctrl checks liberally: only what it knows, and only that there is enough of it. */
static const struct vdpa_attribute_info id_policy = { .policy = VDPA_POLICY_U16 };
static const struct vdpa_attribute_info name_policy = { .policy = VDPA_POLICY_NUL_STRING,
							.limit = GENL_NAMSIZ - 1 };

static int check_attribute(struct demo_request *request, const struct nlattr *attribute)
{
	static const char *const words = "Attribute failed policy validation";
	size_t length = mnl_attr_get_payload_len(attribute);

	switch (mnl_attr_get_type(attribute)) {
	case CTRL_ATTR_FAMILY_ID:
		if (length < sizeof(uint16_t))
			return demo_extack_blame(request, attribute, &id_policy, -ERANGE, words);
		return 0;
	case CTRL_ATTR_FAMILY_NAME:
		if (!memchr(mnl_attr_get_payload(attribute), '\0',
			    length < GENL_NAMSIZ ? length : GENL_NAMSIZ))
			return demo_extack_blame(request, attribute, &name_policy, -EINVAL, words);
		return 0;
	default:
		return 0;
	}
}

static bool name_is_ours(const char *name)
{
	return !strcmp(name, VDPA_GENL_NAME);
}

/* Whether the request names our family: by its name, or else by its number. */
static int find_family(const struct demo_kernel *kernel, const struct demo_request *request)
{
	const struct nlattr *attribute;
	int by_name = -EINVAL, by_id = -EINVAL;

	attribute_for_each_genl(attribute, request->header) {
		if (mnl_attr_get_type(attribute) == CTRL_ATTR_FAMILY_NAME)
			by_name = name_is_ours(mnl_attr_get_payload(attribute)) ? 0 : -ENOENT;
		else if (mnl_attr_get_type(attribute) == CTRL_ATTR_FAMILY_ID)
			by_id = mnl_attr_get_u16(attribute) == kernel->family_id ? 0 : -ENOENT;
	}
	return by_name == -EINVAL ? by_id : by_name;
}

int demo_control_do(struct demo_kernel *kernel, struct demo_request *request)
{
	const struct genlmsghdr *header = mnl_nlmsg_get_payload(request->header);
	const struct nlattr *attribute;
	int result;

	if (header->cmd != CTRL_CMD_GETFAMILY ||
	    (request->header->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP)
		return -EOPNOTSUPP;
	attribute_for_each_genl(attribute, request->header) {
		result = check_attribute(request, attribute);
		if (result < 0)
			return result;
	}
	result = find_family(kernel, request);
	if (!result && !demo_kernel_has_family(kernel))
		result = -ENOENT;
	return result < 0 ? result : reply_family(kernel, request);
}
