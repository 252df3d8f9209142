/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The way netlink datagrams go out and come in. The floor above gives one: the kernel's socket,
 * the demo host or a recording; what stands on this floor cannot tell them apart.
 *
 * As in the kernel, a request is carried out inside send(): when it returns, every answer to it
 * lies ready (a long dump is continued by receive()). So receive() never waits.
 */
#pragma once

#include <stddef.h>
#include <sys/types.h>

struct transport {
	/* Sends one datagram of whole netlink messages. 0 or a negative errno. */
	int (*send)(void *self, const void *data, size_t length);
	/*
	 * Receives one datagram into BUFFER. Returns its bytes, or -EAGAIN when none is left,
	 * -ENOBUFS when answers were lost, -EMSGSIZE when one was larger than SIZE.
	 */
	ssize_t (*receive)(void *self, void *buffer, size_t size);
	void *self;
};
