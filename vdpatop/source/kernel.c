/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's generic netlink socket as a source. It never waits: answers lie ready after send(). */
#include "source/source.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/netlink.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"
#include "source/host/tree.h"
#include "source/kernel_news.h"
#include "source/kernel_socket.h"
#include "vdpa/name.h"

#define KERNEL_DEVICES "/sys/bus/vdpa/devices/"

struct kernel_source {
	int fd; /* for requests */
	const struct clock *clock;
	struct kernel_news news;
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

static ssize_t kernel_receive(void *self, void *buffer, size_t size)
{
	struct kernel_source *kernel = self;

	return kernel_socket_receive(kernel->fd, buffer, size);
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

static int kernel_listen(void *self, uint32_t group)
{
	struct kernel_source *kernel = self;

	return kernel_news_listen(&kernel->news, group);
}

static int kernel_news_fd(void *self, enum source_channel channel)
{
	struct kernel_source *kernel = self;

	return kernel->news.fd[channel];
}

static ssize_t kernel_receive_news(void *self, enum source_channel channel, void *buffer, size_t size)
{
	struct kernel_source *kernel = self;

	return kernel_news_receive(&kernel->news, channel, buffer, size);
}

/* sysfs answers while netlink does not; reading driver_override would wait for the device's lock. */
static int kernel_identify(void *self, const char *device, uint64_t *ret_identity, char *ret_driver,
			   size_t size)
{
	char path[sizeof(KERNEL_DEVICES) + NAME_MAX + 1];
	char name[NAME_MAX + 1];
	uint64_t identity;
	int folder, result;

	(void)self;
	if (!text_copy(name, sizeof(name), device))
		return -EINVAL;
	vdpa_name_in_kernel(name);
	if (!tree_is_name(name))
		return -EINVAL;
	snprintf(path, sizeof(path), "%s%s", KERNEL_DEVICES, name);
	folder = tree_open(AT_FDCWD, path);
	if (folder < 0)
		return folder == -ENOENT ? -ENODEV : folder;
	identity = tree_inode(folder);
	result = tree_read_link_name(folder, "driver", ret_driver, size);
	close(folder);
	if (result < 0 && result != -ENOENT)
		return result;
	*ret_identity = identity;
	return 0;
}

static void kernel_close(void *self)
{
	struct kernel_source *kernel = self;

	kernel_news_close(&kernel->news);
	close(kernel->fd);
	free(kernel);
}

static int kernel_open_requests(struct error *error)
{
	int on = 1;
	int fd = kernel_socket_open(NETLINK_GENERIC, 0);

	if (fd < 0)
		return error_set(error, fd, "opening a netlink socket: %s", error_text(fd));
	/* Old kernels lack one or the other option; what they give is then read without it. */
	setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof(on));
	setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof(on));
	return fd;
}

int source_open_kernel(struct source *ret_source, const struct clock *clock, struct error *error)
{
	struct kernel_source *kernel = calloc(1, sizeof(*kernel));
	int fd;

	if (!kernel)
		return error_set(error, -ENOMEM, "out of memory");
	fd = kernel_open_requests(error);
	if (fd < 0) {
		free(kernel);
		return fd;
	}
	*kernel = (struct kernel_source){ .fd = fd, .clock = clock };
	kernel_news_open(&kernel->news);
	*ret_source = (struct source){
		.transport = { kernel_send, kernel_receive, kernel },
		.begin = kernel_begin,
		.now = kernel_now,
		.find_missing = kernel_find_missing,
		.listen = kernel_listen,
		.news_fd = kernel_news_fd,
		.receive_news = kernel_receive_news,
		.identify = kernel_identify,
		.close = kernel_close,
		.self = kernel,
	};
	return 0;
}
