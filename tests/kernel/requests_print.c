/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Printing of answers; see requests_print.h. Bytes are printed as they are on the wire. */
#include "requests_print.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>

#include "base/error.h"
#include "netlink/attribute.h"
#include "vdpa/attribute.h"
#include "vdpa/numbers.h"

void requests_print_name(const char *name)
{
	printf("%s:", name);
}

static void print_bytes(const struct nlattr *attribute)
{
	const unsigned char *bytes = mnl_attr_get_payload(attribute);

	for (size_t i = 0; i < mnl_attr_get_payload_len(attribute); i++)
		printf("%02x", bytes[i]);
}

/* Quoted; what is not printable as \xNN, the end's NUL too. */
static void print_text(const struct nlattr *attribute)
{
	const unsigned char *bytes = mnl_attr_get_payload(attribute);

	putchar('"');
	for (size_t i = 0; i < mnl_attr_get_payload_len(attribute); i++)
		printf(isprint(bytes[i]) ? "%c" : "\\x%02x", bytes[i]);
	putchar('"');
}

static void print_attribute(const struct nlattr *attribute)
{
	uint16_t type = mnl_attr_get_type(attribute);
	const struct vdpa_attribute_info *info = vdpa_attribute_find(type);

	printf(" %u=", type);
	if (type == VDPA_ATTR_DEV_VENDOR_ATTR_VALUE)
		printf("(%u bytes)", mnl_attr_get_payload_len(attribute));
	else if (info && info->wire == VDPA_WIRE_STRING)
		print_text(attribute);
	else
		print_bytes(attribute);
}

static const char *text_of(const struct nlmsghdr *message, uint16_t type)
{
	const struct nlattr *attribute;

	attribute_for_each_genl(attribute, message)
		if (mnl_attr_get_type(attribute) == type)
			return mnl_attr_get_payload(attribute);
	return NULL;
}

/* The two that are bound to drivers: their counters in a dump are of matter. */
static bool is_bound(const struct nlmsghdr *message, const char *device)
{
	const struct genlmsghdr *header = mnl_nlmsg_get_payload(message);

	return header->cmd == VDPA_CMD_DEV_VSTATS_GET &&
	       (!strcmp(device, "lab0") || !strcmp(device, "disk0"));
}

/* Other devices than the table's may be on the host; they are of no matter. */
static bool is_ours(const struct nlmsghdr *message)
{
	const char *device = text_of(message, VDPA_ATTR_DEV_NAME);
	const char *mgmtdev = text_of(message, VDPA_ATTR_MGMTDEV_DEV_NAME);

	if (!(message->nlmsg_flags & NLM_F_MULTI))
		return true;
	if (device)
		return !strncmp(device, "rq-", 3) || is_bound(message, device);
	return mgmtdev && (!strncmp(mgmtdev, "vdpasim_", 8) || !strcmp(mgmtdev, "vduse"));
}

static void print_reply(const struct nlmsghdr *message)
{
	const struct genlmsghdr *header = mnl_nlmsg_get_payload(message);
	const struct nlattr *attribute;

	if (!is_ours(message))
		return;
	printf(" - reply %u version %u flags %x", header->cmd, header->version,
	       message->nlmsg_flags);
	attribute_for_each_genl(attribute, message)
		print_attribute(attribute);
}

/* The groups' names; their numbers are the kernel's own. */
static void print_groups(const struct nlattr *groups)
{
	const struct nlattr *group, *part;

	attribute_for_each_nested(group, groups) {
		attribute_for_each_nested(part, group) {
			if (mnl_attr_get_type(part) == CTRL_ATTR_MCAST_GRP_NAME)
				print_text(part);
			else
				printf("%u=(%u bytes)", part->nla_type, mnl_attr_get_payload_len(part));
		}
	}
}

/* nlctrl's attributes are others; the family's number is the kernel's own. */
static void print_family(const struct nlmsghdr *message)
{
	const struct genlmsghdr *header = mnl_nlmsg_get_payload(message);
	const struct nlattr *attribute;

	printf(" - family %u version %u", header->cmd, header->version);
	attribute_for_each_genl(attribute, message) {
		printf(" %u=", attribute->nla_type);
		if (mnl_attr_get_type(attribute) == CTRL_ATTR_FAMILY_ID)
			printf("(%u bytes)", mnl_attr_get_payload_len(attribute));
		else if (mnl_attr_get_type(attribute) == CTRL_ATTR_MCAST_GROUPS)
			print_groups(attribute);
		else
			print_bytes(attribute);
	}
}

static void print_extack(const struct nlmsghdr *message, size_t offset)
{
	const struct nlattr *attribute;

	attribute_for_each(attribute, message, (unsigned int)offset) {
		switch (mnl_attr_get_type(attribute)) {
		case NLMSGERR_ATTR_MSG:
			printf(" says ");
			print_text(attribute);
			break;
		case NLMSGERR_ATTR_OFFS:
			printf(" offset %u", mnl_attr_get_u32(attribute));
			break;
		case NLMSGERR_ATTR_MISS_TYPE:
			printf(" misses %u", mnl_attr_get_u32(attribute));
			break;
		default:
			printf(" %u=", attribute->nla_type);
			print_bytes(attribute);
		}
	}
}

static void print_end(const struct nlmsghdr *message)
{
	bool is_done = message->nlmsg_type == NLMSG_DONE;
	const int *code = mnl_nlmsg_get_payload(message);

	printf(" - %s %s flags %x length %u", is_done ? "done" : "ack",
	       *code ? error_name(*code) : "0", message->nlmsg_flags, message->nlmsg_len);
	if (message->nlmsg_flags & NLM_F_ACK_TLVS)
		print_extack(message, is_done ? sizeof(int) : sizeof(struct nlmsgerr));
}

void requests_print_datagram(const struct nlmsghdr *message, size_t length)
{
	int left = (int)length;

	printf(" |");
	for (; mnl_nlmsg_ok(message, left); message = mnl_nlmsg_next(message, &left)) {
		if (message->nlmsg_type == NLMSG_ERROR || message->nlmsg_type == NLMSG_DONE)
			print_end(message);
		else if (message->nlmsg_type == GENL_ID_CTRL)
			print_family(message);
		else
			print_reply(message);
	}
	if (left > 0)
		printf(" - %d bytes left over", left);
}
