/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libmnl's attribute loops, with the conversion that its macros leave implicit. */
#pragma once

#include <stdbool.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>

#define attribute_fits(attribute, end) \
	mnl_attr_ok((attribute), (int)((const char *)(end) - (const char *)(attribute)))

/* The first byte behind MESSAGE. libmnl's payload tail is rounded up, past what was received. */
#define attribute_end(message) ((const char *)(message) + (message)->nlmsg_len)

/* Every attribute behind OFFSET bytes of MESSAGE's payload; stops at the first that is cut. */
#define attribute_for_each(attribute, message, offset)                                   \
	for ((attribute) = (const struct nlattr *)((const char *)(message) +             \
						   NLMSG_HDRLEN + NLMSG_ALIGN(offset));  \
	     attribute_fits((attribute), attribute_end(message));                        \
	     (attribute) = mnl_attr_next(attribute))

/* Every attribute of a generic netlink message. */
#define attribute_for_each_genl(attribute, message) \
	attribute_for_each((attribute), (message), sizeof(struct genlmsghdr))

#define attribute_for_each_nested(attribute, nest)                                              \
	for ((attribute) = mnl_attr_get_payload(nest);                                          \
	     attribute_fits((attribute),                                                        \
			    (const char *)mnl_attr_get_payload(nest) + mnl_attr_get_payload_len(nest)); \
	     (attribute) = mnl_attr_next(attribute))

/*
 * Whether a whole message lies in the LEFT bytes at MESSAGE. libmnl 1.0.4's mnl_nlmsg_ok() compares
 * signed numbers, so a length of 2 GiB and more passes it.
 */
static inline bool message_fits(const struct nlmsghdr *message, int left)
{
	return left >= (int)sizeof(*message) && message->nlmsg_len >= sizeof(*message) &&
	       message->nlmsg_len <= (uint32_t)left;
}
