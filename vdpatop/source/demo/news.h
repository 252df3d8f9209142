/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the demo's kernel tells unasked: kernel uevents, nlctrl's messages, and on our kernel those of
 * the group "config" to who joined it. Each channel has a receive buffer of its own, which overruns as the kernel's does.
 */
#pragma once

#include "source/demo/outbox.h"
#include "source/source.h"

struct demo_device;
struct demo_kernel;

enum demo_change {
	DEMO_ADDED,
	DEMO_TAKEN, /* a bus driver took it */
	DEMO_CHANGED,
	DEMO_LEFT,  /* its bus driver let it go */
	DEMO_GONE,
};

struct demo_news {
	struct demo_outbox box[SOURCE_CHANNELS];
	bool is_member;  /* of the group */
	int fd;          /* readable while something waits: an eventfd, -1 when there is none to have */
	uint64_t number; /* of the last uevent */
};

void demo_news_open(struct demo_news *news);
void demo_news_close(struct demo_news *news);

/* As source.listen(). */
int demo_news_listen(struct demo_kernel *kernel, uint32_t group);

/* Tells of DEVICE, which is still or already in the machine. */
void demo_news_tell(struct demo_kernel *kernel, const struct demo_device *device,
		    enum demo_change change);

/* As demo_reader.tell(), of KERNEL: tells of what was written to sysfs. */
void demo_news_tell_others(void *kernel, const struct demo_device *before,
			   const struct demo_device *after);

/* Tells as nlctrl does that the family came, or that it went. */
void demo_news_tell_family(struct demo_kernel *kernel, bool is_there);

/* Makes the descriptor readable as it should be. */
void demo_news_raise(struct demo_kernel *kernel);

/* As source.receive_news(). */
ssize_t demo_news_take(struct demo_kernel *kernel, enum source_channel channel, void *buffer,
		       size_t size);
