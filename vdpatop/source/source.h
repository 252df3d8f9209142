/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who answers netlink requests: the kernel, a demo host, or (later) a recording. What stands above
 * cannot tell them apart. All of it runs in the netlink worker.
 */
#pragma once

#include <stdint.h>

#include "netlink/transport.h"

struct clock;
struct demo_options;
struct error;

/* The ways in which the kernel tells of changes unasked. */
enum source_channel {
	SOURCE_MESSAGES, /* netlink: nlctrl's of every family, and those of the family's group */
	SOURCE_UEVENTS,  /* kernel uevents (netlink/uevent.h), of every subsystem */
	SOURCE_CHANNELS,
};

struct source {
	struct transport transport;
	/*
	 * Called before a sample with the time at which it is due, ns since 1970; returns the
	 * sample's stamp. The kernel's source answers with the clock, the demo with DUE.
	 */
	int64_t (*begin)(void *self, int64_t due);
	/*
	 * Called behind a sample that spent KERNEL_TIME ns in the kernel; returns what is to be said of it:
	 * the same, but for a recording, which says what it did then. NULL: the same.
	 */
	int64_t (*end)(void *self, int64_t kernel_time);
	/*
	 * How many requests the next datagram is to have; NULL, or 0: as many as whoever asks likes. A recording
	 * has those that were sent.
	 */
	size_t (*batch)(void *self);
	/* The time of what was received last, ns since 1970. The demo's stands still in a sample. */
	int64_t (*now)(void *self);
	/*
	 * Why there is no vdpa family: -ENOENT the module is not loaded, -ENONET this is another
	 * network namespace than the initial one.
	 */
	int (*find_missing)(void *self);
	/*
	 * Joins multicast group GROUP of the family, 0 for none, and leaves the one before: a family
	 * that was unloaded let its members go. 0 or a negative errno; then the group is not heard.
	 */
	int (*listen)(void *self, uint32_t group);
	/* A descriptor that is readable while receive_news() has something, -1: there is none now. */
	int (*news_fd)(void *self, enum source_channel channel);
	/*
	 * Receives one datagram that the kernel sent unasked. Returns its bytes, or -EAGAIN when none is
	 * left, -ENOBUFS when some were lost, -EMSGSIZE when one was larger than SIZE. It never waits,
	 * and never touches the answers to requests.
	 */
	ssize_t (*receive_news)(void *self, enum source_channel channel, void *buffer, size_t size);
	/*
	 * What tells a device from another of its name, as host_device.identity, and the bus driver that it
	 * is bound to now: looked at right before it is deleted. 0 or a negative errno. "" is none, or one
	 * that is just letting it go: a delete then waits for it, so HOST_UNBIND (host.h) comes before.
	 */
	int (*identify)(void *self, const char *device, uint64_t *ret_identity, char *ret_driver,
			size_t size);
	void (*close)(void *self);
	void *self;
};

/* What a person does about find_missing()'s CODE. Returns CODE. */
int source_explain_missing(int code, struct error *error);

/* A socket to the kernel; stamps are taken from CLOCK (borrowed). 0 or a negative errno. */
int source_open_kernel(struct source *ret_source, const struct clock *clock, struct error *error);

/* A simulated host (source/demo/). OPTIONS are copied. 0 or a negative errno. */
int source_open_demo(struct source *ret_source, const struct demo_options *options,
		     struct error *error);
