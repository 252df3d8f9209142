/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The two sockets on which the kernel tells of changes. They are not the one that requests go out
 * on: there, what comes unasked would take the room that answers need, and be lost with them.
 */
#pragma once

#include "source/source.h"

struct kernel_news {
	int fd[SOURCE_CHANNELS]; /* -1: not open */
};

/* Opens both, the one for messages without a group of the family; what is not allowed is not heard. */
void kernel_news_open(struct kernel_news *news);
void kernel_news_close(struct kernel_news *news);

/* As source.listen() and source.receive_news(). */
int kernel_news_listen(struct kernel_news *news, uint32_t group);
ssize_t kernel_news_receive(struct kernel_news *news, enum source_channel channel, void *buffer,
			    size_t size);
