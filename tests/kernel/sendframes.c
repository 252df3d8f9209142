/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sendframes INTERFACE COUNT: sends exactly COUNT raw Ethernet frames, to everyone, of an
 * EtherType kept for experiments (IEEE 802, 0x88b5). A test program for the guest: a counter that
 * then reads anything but +COUNT is wrong. It is not a load generator.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define ETHERTYPE_EXPERIMENT 0x88b5
#define FRAME_BYTES 60 /* the shortest frame, without its checksum */
#define MOST_TRIES 1000

/* Sends one frame; waits a bounded while for room. 0 or a negative errno. */
static int frame_send(int fd, const struct sockaddr_ll *to, const unsigned char *frame)
{
	for (int tries = 0; tries < MOST_TRIES; tries++) {
		struct pollfd writable = { .fd = fd, .events = POLLOUT };

		if (sendto(fd, frame, FRAME_BYTES, 0, (const void *)to, sizeof(*to)) == FRAME_BYTES)
			return 0;
		if (errno != ENOBUFS && errno != EAGAIN && errno != EINTR)
			return -errno;
		poll(&writable, 1, 10);
	}
	return -ETIMEDOUT;
}

static int frames_send(int fd, unsigned int interface, long count)
{
	struct sockaddr_ll to = {
		.sll_family = AF_PACKET,
		.sll_ifindex = (int)interface,
		.sll_protocol = htons(ETHERTYPE_EXPERIMENT),
		.sll_halen = 6,
		.sll_addr = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff },
	};
	unsigned char frame[FRAME_BYTES] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02 };

	frame[12] = ETHERTYPE_EXPERIMENT >> 8;
	frame[13] = ETHERTYPE_EXPERIMENT & 0xff;
	for (long i = 0; i < count; i++) {
		int status = frame_send(fd, &to, frame);

		if (status < 0)
			return status;
	}
	return 0;
}

int main(int argc, char **argv)
{
	unsigned int interface = argc == 3 ? if_nametoindex(argv[1]) : 0;
	long count = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
	int fd, status;

	if (interface == 0 || count <= 0 || count > 1000000) {
		fprintf(stderr, "usage: sendframes INTERFACE COUNT (1 to 1000000)\n");
		return 2;
	}
	fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
	status = fd < 0 ? -errno : frames_send(fd, interface, count);
	if (status < 0)
		fprintf(stderr, "sendframes: %s: %s\n", argv[1], strerror(-status));
	if (fd >= 0)
		close(fd);
	return status < 0;
}
