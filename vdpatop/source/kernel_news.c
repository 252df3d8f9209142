/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sockets for what the kernel tells unasked; neither needs a privilege. */
#include "source/kernel_news.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/genetlink.h>
#include <linux/netlink.h>

#include "source/kernel_socket.h"

#define UEVENTS_OF_THE_KERNEL 1           /* the group; udev's own is 2 */
/* nlctrl's own group has a fixed number (net/netlink/genetlink.c genl_validate_assign_mc_groups()). */
#define FAMILIES_COME_AND_GO GENL_ID_CTRL

static void news_close_channel(struct kernel_news *news, enum source_channel channel)
{
	if (news->fd[channel] >= 0)
		close(news->fd[channel]);
	news->fd[channel] = -1;
}

/* Opens a socket that is a member of COUNT groups. */
static int news_open_messages(const uint32_t *groups, size_t count)
{
	int fd = kernel_socket_open(NETLINK_GENERIC, 0);

	for (size_t i = 0; i < count && fd >= 0; i++)
		if (setsockopt(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &groups[i],
			       sizeof(groups[i])) < 0) {
			int code = -errno;

			close(fd);
			return code;
		}
	return fd;
}

void kernel_news_open(struct kernel_news *news)
{
	int fd = kernel_socket_open(NETLINK_KOBJECT_UEVENT, UEVENTS_OF_THE_KERNEL);

	news->fd[SOURCE_MESSAGES] = -1;
	news->fd[SOURCE_UEVENTS] = fd < 0 ? -1 : fd;
	kernel_news_listen(news, 0);
}

void kernel_news_close(struct kernel_news *news)
{
	for (enum source_channel channel = 0; channel < SOURCE_CHANNELS; channel++)
		news_close_channel(news, channel);
}

/* A new socket each time: what the old one still holds is of a family that is gone. */
int kernel_news_listen(struct kernel_news *news, uint32_t group)
{
	const uint32_t groups[] = { FAMILIES_COME_AND_GO, group };
	int fd = news_open_messages(groups, group ? 2 : 1);

	news_close_channel(news, SOURCE_MESSAGES);
	if (fd < 0 && group) {
		kernel_news_listen(news, 0);
		return fd;
	}
	news->fd[SOURCE_MESSAGES] = fd < 0 ? -1 : fd;
	return fd < 0 ? fd : 0;
}

/* A channel that fails for good is closed: poll() would return for it without end. */
ssize_t kernel_news_receive(struct kernel_news *news, enum source_channel channel, void *buffer,
			    size_t size)
{
	ssize_t got = news->fd[channel] < 0 ? -EAGAIN :
					      kernel_socket_receive(news->fd[channel], buffer, size);

	if (got >= 0 || got == -EAGAIN || got == -ENOBUFS || got == -EMSGSIZE)
		return got;
	news_close_channel(news, channel);
	return -EAGAIN;
}
