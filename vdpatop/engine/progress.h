/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One page that the netlink worker writes and main reads: what is being asked right now. It tells a
 * kernel that holds one request from one that answers many, and names the request that hangs. A
 * torn reading is possible and harmless: it is for people, and main reads it as bytes.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
	uint64_t requests; /* datagrams sent so far */
	int64_t time;      /* when the last was sent, ns of CLOCK_MONOTONIC */
	uint32_t command;  /* enum vdpa_command of the last */
	char device[100];  /* its (first) device, cut; "" for none */
};

/* A page shared with every child forked later; NULL when memory is out. */
struct progress *progress_new(void);
void progress_free(struct progress *progress);

/* Worker: DEVICE may be NULL. */
void progress_note(struct progress *progress, uint32_t command, const char *device);

/* Main: how many datagrams the worker has sent; RET_TIME is when it sent the last. */
uint64_t progress_count(const struct progress *progress, int64_t *ret_time);

/* Main: whether what is being asked changes something: a person asked for it. */
bool progress_is_change(const struct progress *progress);

/* Main: "asking for … of DEVICE", "deleting DEVICE"; raw bytes of the device's name. */
void progress_describe(const struct progress *progress, char *to, size_t size);
