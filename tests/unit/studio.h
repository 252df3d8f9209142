/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For tests of what is recorded: a file, a recorder that writes into it, and a source that does as it is told. */
#pragma once

#include <linux/netlink.h>

#include "source/recorder_private.h"

#include "recording_read.h"

#define SECOND INT64_C(1000000000)
#define BEGINNING (INT64_C(1795356187) * SECOND)

/* A source whose clock goes on with every look. */
struct scripted {
	struct source source;
	int64_t time;
	int send_result;
	ssize_t receive_result; /* below 0: of the next receive; else bytes that it gives once */
	ssize_t news_result;    /* the same of news */
	const char *data;
	bool was_closed;
};

struct studio {
	char path[64];
	int fd;
	struct recorder *recorder;
	struct scripted scripted;
	struct source source; /* that is recorded */
	uint64_t samples;
};

/* In a file of its own, which studio_close() takes away. */
void studio_open(struct studio *studio);
void studio_close(struct studio *studio);
/* Another recorder on the same file; whoever had it is left alone. */
void studio_attach(struct studio *studio);

/* The parts of a sample: what is asked and heard passes the recorded source and must come out unchanged. */
void studio_begin(struct studio *studio);
void studio_send(struct studio *studio, const void *data, size_t length, int result);
void studio_receive(struct studio *studio, const char *data, ssize_t result);
void studio_hear(struct studio *studio, enum source_channel channel, const char *data, ssize_t result);
void studio_end(struct studio *studio);
/* A whole one that asks one thing and hears one. */
void studio_sample(struct studio *studio);

/* A netlink message of TYPE. */
struct nlmsghdr message_of(uint16_t type);

/* The letters of what the file holds (read_picture()), which has to be whole. */
void assert_picture(const struct studio *studio, const char *picture);

/* How the recording was made. */
extern const struct recording_start studio_start;
