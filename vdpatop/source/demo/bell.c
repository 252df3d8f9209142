/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bells and words that are waited for. */
#include "source/demo/bell.h"

#include <limits.h>
#include <linux/futex.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

static int bell_socket(void)
{
	return socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

/* Lets the kernel choose an address for FD. Whether it did, and it fits. */
static int bell_bind(int fd, struct demo_bell *bell)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	socklen_t length = sizeof(address);

	if (bind(fd, (struct sockaddr *)&address, sizeof(address.sun_family)) < 0 ||
	    getsockname(fd, (struct sockaddr *)&address, &length) < 0)
		return -1;
	length -= (socklen_t)offsetof(struct sockaddr_un, sun_path);
	if (length > sizeof(bell->address))
		return -1;
	bell->length = length;
	memcpy(bell->address, address.sun_path, length);
	return 0;
}

int demo_bell_open(struct demo_bell *ret_bell)
{
	struct demo_bell bell = { 0 };
	int fd = bell_socket();

	if (fd >= 0 && bell_bind(fd, &bell) < 0) {
		close(fd);
		return -1;
	}
	*ret_bell = bell;
	return fd;
}

/* That it is not heard, or has been rung already and not been hushed, is no error. */
void demo_bell_ring(const struct demo_bell *bell)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = bell->length ? bell_socket() : -1;

	if (fd < 0)
		return;
	memcpy(address.sun_path, bell->address, bell->length);
	sendto(fd, "", 1, MSG_NOSIGNAL, (struct sockaddr *)&address,
	       (socklen_t)(offsetof(struct sockaddr_un, sun_path) + bell->length));
	close(fd);
}

void demo_bell_hush(int fd)
{
	char byte;

	while (recv(fd, &byte, sizeof(byte), 0) >= 0)
		;
}

void demo_bell_await(_Atomic uint32_t *word, uint32_t value)
{
	syscall(SYS_futex, word, FUTEX_WAIT, value, NULL, NULL, 0);
}

void demo_bell_wake(_Atomic uint32_t *word)
{
	syscall(SYS_futex, word, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}
