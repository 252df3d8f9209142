/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's generic netlink socket as a source. It never waits: answers lie ready after send(). */
#include "source/source.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/netlink.h>

#include "base/clock.h"
#include "base/error.h"

struct kernel_source {
	int fd;
	const struct clock *clock;
};

static int kernel_send(void *self, const void *data, size_t length)
{
	struct kernel_source *kernel = self;
	struct sockaddr_nl to = { .nl_family = AF_NETLINK };
	ssize_t sent;

	do
		sent = sendto(kernel->fd, data, length, 0, (struct sockaddr *)&to, sizeof(to));
	while (sent < 0 && errno == EINTR);
	return sent < 0 ? -errno : 0;
}

/* A process may send to our port too: only what the kernel (port 0) sent is taken. */
static ssize_t kernel_receive(void *self, void *buffer, size_t size)
{
	struct kernel_source *kernel = self;
	struct sockaddr_nl from = { 0 };
	struct iovec part = { buffer, size };
	struct msghdr message = { .msg_name = &from, .msg_namelen = sizeof(from),
				  .msg_iov = &part, .msg_iovlen = 1 };

	for (;;) {
		ssize_t got = recvmsg(kernel->fd, &message, MSG_DONTWAIT);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -errno;
		if (from.nl_pid)
			continue;
		return message.msg_flags & MSG_TRUNC ? -EMSGSIZE : got;
	}
}

static int64_t kernel_now(void *self)
{
	struct kernel_source *kernel = self;

	return clock_now(kernel->clock);
}

static int64_t kernel_begin(void *self, int64_t due)
{
	(void)due;
	return kernel_now(self);
}

/* The family answers ENOENT in both cases (.netnsok is not set); sysfs tells them apart. */
static int kernel_find_missing(void *self)
{
	(void)self;
	return access("/sys/bus/vdpa", F_OK) ? -ENOENT : -ENONET;
}

static void kernel_close(void *self)
{
	struct kernel_source *kernel = self;

	close(kernel->fd);
	free(kernel);
}

static int kernel_socket(struct error *error)
{
	struct sockaddr_nl any = { .nl_family = AF_NETLINK };
	int receive_size = 1 << 20;
	int on = 1;
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC);

	if (fd < 0 || bind(fd, (struct sockaddr *)&any, sizeof(any)) < 0) {
		int code = error_set(error, -errno, "opening a netlink socket: %s", error_text(errno));

		if (fd >= 0)
			close(fd);
		return code;
	}
	/* Old kernels lack one or the other option; what they give is then read without it. */
	setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof(on));
	setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof(on));
	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &receive_size, sizeof(receive_size)) < 0)
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receive_size, sizeof(receive_size));
	return fd;
}

int source_open_kernel(struct source *ret_source, const struct clock *clock, struct error *error)
{
	struct kernel_source *kernel = calloc(1, sizeof(*kernel));
	int fd;

	if (!kernel)
		return error_set(error, -ENOMEM, "out of memory");
	fd = kernel_socket(error);
	if (fd < 0) {
		free(kernel);
		return fd;
	}
	*kernel = (struct kernel_source){ fd, clock };
	*ret_source = (struct source){
		.transport = { kernel_send, kernel_receive, kernel },
		.begin = kernel_begin,
		.now = kernel_now,
		.find_missing = kernel_find_missing,
		.close = kernel_close,
		.self = kernel,
	};
	return 0;
}
