/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands in a recording, read with libpcap as anybody would. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define READ_PACKETS 4096

struct read_packet {
	int64_t time;
	uint16_t direction, hardware, protocol;
	uint16_t type;   /* of the first message, when it is netlink */
	size_t length;   /* of the datagram */
	const char *data;
};

struct read_file {
	char error[256]; /* what libpcap says of its end, "" for a whole file */
	int linktype;
	size_t count;
	struct read_packet packets[READ_PACKETS];
	char *text;      /* what the packets point into */
};

/* Reads PATH; to be freed with read_free(). */
struct read_file *read_recording(const char *path);
void read_free(struct read_file *file);

/* Attribute NUMBER of the first message of PACKET that has the type TYPE. */
uint64_t read_number(const struct read_packet *packet, uint16_t type, uint16_t number);
/* "" when it is not there. */
const char *read_text(const struct read_packet *packet, uint16_t type, uint16_t number);

/* One letter a packet: S START, B BEGIN, E END, F facts, X FAILED, M MISSING; > sent, < came, ! a uevent, * unasked. */
void read_picture(const struct read_file *file, char *to, size_t size);
