/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "netlink/attribute.h"
#include "vdpa/numbers.h"

#define GROUP "config"

static void group_take(struct ask *ask, const struct nlattr *group)
{
	const struct nlattr *attribute;
	bool is_ours = false;
	uint32_t number = 0;

	attribute_for_each_nested(attribute, group) {
		if (mnl_attr_get_type(attribute) == CTRL_ATTR_MCAST_GRP_NAME)
			is_ours = !strcmp(mnl_attr_get_str(attribute), GROUP);
		if (mnl_attr_get_type(attribute) == CTRL_ATTR_MCAST_GRP_ID)
			number = mnl_attr_get_u32(attribute);
	}
	if (is_ours)
		ask->group = number;
}

static void family_take(struct ask *ask, const struct nlmsghdr *message)
{
	const struct nlattr *attribute, *group;

	attribute_for_each_genl(attribute, message) {
		if (mnl_attr_get_type(attribute) == CTRL_ATTR_FAMILY_ID)
			ask->family = mnl_attr_get_u16(attribute);
		if (mnl_attr_get_type(attribute) == CTRL_ATTR_MCAST_GROUPS)
			attribute_for_each_nested(group, attribute)
				group_take(ask, group);
	}
}

/* Whether the answer to SEQUENCE ends in this datagram; then with what. */
static bool datagram_take(struct ask *ask, const void *buffer, size_t left, uint32_t sequence, int *ret_error)
{
	const struct nlmsghdr *message;

	for (message = buffer; message_fits(message, left); message = message_next(message, &left)) {
		if (message->nlmsg_seq != sequence)
			continue; /* the rest of one that was given up, or an event */
		ask->is_interrupted |= (message->nlmsg_flags & NLM_F_DUMP_INTR) != 0;
		if (message->nlmsg_type == NLMSG_ERROR || message->nlmsg_type == NLMSG_DONE) {
			*ret_error = *(const int *)mnl_nlmsg_get_payload(message);
			return true;
		}
		ask->messages++;
		if (message->nlmsg_type == GENL_ID_CTRL)
			family_take(ask, message);
	}
	return false;
}

int ask_send(struct ask *ask, const struct nlmsghdr *request)
{
	ask->is_interrupted = false;
	return mnl_socket_sendto(ask->socket, request, request->nlmsg_len) < 0 ? -errno : 0;
}

int ask_receive(struct ask *ask, uint32_t sequence)
{
	char buffer[ASK_BYTES];
	int error = 0;

	for (;;) {
		ssize_t got = mnl_socket_recvfrom(ask->socket, buffer, sizeof(buffer));

		if (got < 0)
			return errno == EAGAIN ? -ETIMEDOUT : -errno;
		if (datagram_take(ask, buffer, (size_t)got, sequence, &error))
			return error;
	}
}

int ask_talk(struct ask *ask, const struct nlmsghdr *request)
{
	int error = ask_send(ask, request);

	return error ? error : ask_receive(ask, request->nlmsg_seq);
}

static struct nlmsghdr *message_begin(struct ask *ask, void *buffer, uint16_t type, uint8_t command,
				      uint16_t flags)
{
	struct nlmsghdr *message = mnl_nlmsg_put_header(buffer);
	struct genlmsghdr *header;

	message->nlmsg_type = type;
	message->nlmsg_flags = NLM_F_REQUEST | flags;
	message->nlmsg_seq = ++ask->sequence;
	header = mnl_nlmsg_put_extra_header(message, sizeof(*header));
	header->cmd = command;
	header->version = 1;
	return message;
}

struct nlmsghdr *ask_begin(struct ask *ask, void *buffer, uint8_t command, uint16_t flags)
{
	return message_begin(ask, buffer, ask->family, command, flags);
}

int ask_open(struct ask *ask)
{
	const struct timeval patience = { .tv_sec = ASK_PATIENCE };
	struct nlmsghdr *message;
	char buffer[256];
	int error;

	memset(ask, 0, sizeof(*ask));
	ask->socket = mnl_socket_open2(NETLINK_GENERIC, SOCK_CLOEXEC);
	if (!ask->socket)
		return -errno;
	if (mnl_socket_bind(ask->socket, 0, MNL_SOCKET_AUTOPID) < 0)
		return -errno;
	setsockopt(mnl_socket_get_fd(ask->socket), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	message = message_begin(ask, buffer, GENL_ID_CTRL, CTRL_CMD_GETFAMILY, NLM_F_ACK);
	mnl_attr_put_strz(message, CTRL_ATTR_FAMILY_NAME, VDPA_GENL_NAME);
	error = ask_talk(ask, message);
	ask->messages = 0;
	return error;
}

void ask_close(struct ask *ask)
{
	if (ask->socket)
		mnl_socket_close(ask->socket);
	ask->socket = NULL;
}

int ask_listen(struct ask *ask, int bytes)
{
	if (!ask->group)
		return -ENOENT;
	if (bytes)
		setsockopt(mnl_socket_get_fd(ask->socket), SOL_SOCKET, SO_RCVBUF, &bytes, sizeof(bytes));
	return mnl_socket_setsockopt(ask->socket, NETLINK_ADD_MEMBERSHIP, &ask->group, sizeof(ask->group)) < 0
		? -errno : 0;
}

int ask_add(struct ask *ask, const char *mgmtdev, const char *name, unsigned int number)
{
	const unsigned char mac[6] = { 0x02, 0, 0, 0, (unsigned char)(number >> 8), (unsigned char)number };
	char buffer[ASK_BYTES];
	struct nlmsghdr *message = ask_begin(ask, buffer, VDPA_CMD_DEV_NEW, NLM_F_ACK);

	mnl_attr_put_strz(message, VDPA_ATTR_MGMTDEV_DEV_NAME, mgmtdev);
	mnl_attr_put_strz(message, VDPA_ATTR_DEV_NAME, name);
	if (strstr(mgmtdev, "net"))
		mnl_attr_put(message, VDPA_ATTR_DEV_NET_CFG_MACADDR, sizeof(mac), mac);
	return ask_talk(ask, message);
}

int ask_delete(struct ask *ask, const char *name)
{
	char buffer[ASK_BYTES];
	struct nlmsghdr *message = ask_begin(ask, buffer, VDPA_CMD_DEV_DEL, NLM_F_ACK);

	mnl_attr_put_strz(message, VDPA_ATTR_DEV_NAME, name);
	return ask_talk(ask, message);
}
