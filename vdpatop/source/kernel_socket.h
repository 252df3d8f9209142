/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A netlink socket that hears the kernel alone. Any process may send to a netlink socket whose port
 * it knows; connected to port 0, the socket refuses them (net/netlink/af_netlink.c
 * netlink_getsockbyportid()), so that nobody can fill its buffer or wake who waits for it.
 */
#pragma once

#include <stdint.h>
#include <sys/types.h>

/* Opens one of PROTOCOL, a member of GROUPS (a mask). Its descriptor or a negative errno. */
int kernel_socket_open(int protocol, uint32_t groups);

/* As transport.receive() (netlink/transport.h). */
ssize_t kernel_socket_receive(int fd, void *buffer, size_t size);
