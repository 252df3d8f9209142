/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Loops over messages and attributes that may be wrong. libmnl's own take a length of 2 GiB and
 * more for a negative one and let it pass, round the end of a message up past what was received,
 * and leave conversions implicit.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>

/* Whether the LEFT bytes that begin at MESSAGE hold all of it. */
static inline bool message_fits(const struct nlmsghdr *message, size_t left)
{
	return left >= sizeof(*message) && message->nlmsg_len >= sizeof(*message) &&
	       message->nlmsg_len <= left;
}

/* The message behind one that fits; LEFT becomes the bytes from there on. */
static inline const struct nlmsghdr *message_next(const struct nlmsghdr *message, size_t *left)
{
	size_t step = NLMSG_ALIGN((size_t)message->nlmsg_len);

	*left -= step < *left ? step : *left;
	return (const struct nlmsghdr *)((const char *)message + step);
}

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
