/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The file of a recording as packets, each with the byte at which it begins. libpcap reads it, through
 * pread(2): the descriptor's own offset is shared with other processes and is left alone. Nothing is
 * believed of what it holds.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct error;
struct replay_file;

/* Times lie between 1970 and 2116, ns. */
#define REPLAY_TIME_MOST (INT64_MAX / 2)

struct replay_packet {
	int64_t time;       /* ns since 1970 */
	uint64_t at;        /* byte of the file */
	uint16_t direction; /* enum recording_direction, or another */
	uint16_t protocol;  /* NETLINK_…, or RECORDING_PROTOCOL */
	const void *data;   /* the datagram, aligned for netlink; until the next one is read */
	size_t length;
};

/* Reads from FD (borrowed), from its first packet on. 0, or a negative errno with words. */
int replay_file_open(struct replay_file **ret_file, int fd, struct error *error);
void replay_file_close(struct replay_file *file);

/*
 * The next packet. 1; 0: there are no more; or a negative errno with words, -ENODATA for a file that ends in
 * the middle of one. Packets of other families that a capture may hold come, too.
 */
int replay_file_next(struct replay_file *file, struct replay_packet *ret_packet, struct error *error);

/* The next one is then what begins at byte AT, which a packet said of itself. 0 or a negative errno. */
int replay_file_seek(struct replay_file *file, uint64_t at);

/* The byte behind what was read. */
uint64_t replay_file_at(const struct replay_file *file);
