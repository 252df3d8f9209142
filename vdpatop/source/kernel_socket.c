/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening and reading netlink sockets. */
#include "source/kernel_socket.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/netlink.h>

#define KERNEL_SOCKET_BUFFER (1 << 20)

static int kernel_socket_set_up(int fd, uint32_t groups)
{
	struct sockaddr_nl here = { .nl_family = AF_NETLINK, .nl_groups = groups };
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	int size = KERNEL_SOCKET_BUFFER;

	if (bind(fd, (struct sockaddr *)&here, sizeof(here)) < 0 ||
	    connect(fd, (struct sockaddr *)&kernel, sizeof(kernel)) < 0)
		return -errno;
	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size)) < 0)
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size));
	return 0;
}

int kernel_socket_open(int protocol, uint32_t groups)
{
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);
	int result;

	if (fd < 0)
		return -errno;
	result = kernel_socket_set_up(fd, groups);
	if (!result)
		return fd;
	close(fd);
	return result;
}

/* What others sent before the socket was connected is passed over. */
ssize_t kernel_socket_receive(int fd, void *buffer, size_t size)
{
	struct sockaddr_nl from = { 0 };
	struct iovec part = { buffer, size };
	struct msghdr message = { .msg_name = &from, .msg_namelen = sizeof(from),
				  .msg_iov = &part, .msg_iovlen = 1 };

	for (;;) {
		ssize_t got = recvmsg(fd, &message, MSG_DONTWAIT);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -errno;
		if (from.nl_pid)
			continue;
		return message.msg_flags & MSG_TRUNC ? -EMSGSIZE : got;
	}
}
