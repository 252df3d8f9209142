/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Decides what one sample asks, and writes the answers into a snapshot. Runs in the netlink worker,
 * over whatever source it is given; blocks as long as that does.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/engine.h"

struct contact;
struct flat_writer;
struct news;

struct sampler_options {
	const char *device_glob;  /* fnmatch(3) pattern, NULL or "" for all; borrowed */
	const char *mgmtdev_glob; /* matched against "bus/name", else "name" */
	bool wants_vendor;        /* ask for vendor counters even where a dump gives all else */
	enum engine_scope scope;
	const char *only;         /* the device that is asked about, NULL or "" for all; borrowed */
	bool has_queue;           /* counters of QUEUE alone, and by a request of its own */
	uint32_t queue;
};

struct sampler;

/* CONTACT is borrowed. NULL when memory is out. */
struct sampler *sampler_new(struct contact *contact, const struct sampler_options *options);
void sampler_free(struct sampler *sampler);

/*
 * Takes sample NUMBER, due at DUE (ns since 1970). Of the devices CLOSER (BYTES of
 * names, each ended by NUL) every counter is asked for, and before those of others. The snapshot stays valid until the next call.
 * Whatever went wrong is inside it: there is always one.
 */
const struct flat_writer *sampler_take(struct sampler *sampler, uint64_t number, int64_t due,
				       const char *closer, size_t bytes);

/*
 * Reads what the kernel told unasked since last time, and adds to NEWS what it amounts to. Devices
 * that it names are asked again about what they could not answer before. It never waits.
 */
void sampler_read_news(struct sampler *sampler, struct news *news);

/* Nanoseconds that the last sample spent inside the kernel. */
int64_t sampler_kernel_time(const struct sampler *sampler);
