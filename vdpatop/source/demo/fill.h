/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the family's messages hold, attribute by attribute, in the order of drivers/vdpa/vdpa.c.
 * All return 0, -EMSGSIZE when the message is full, or the errno with which the kernel would
 * give up that message.
 */
#pragma once

#include <stdint.h>

struct demo_device;
struct demo_extack;
struct demo_kernel;
struct demo_message;
struct demo_mgmtdev;

int demo_fill_mgmtdev(const struct demo_mgmtdev *mgmtdev, struct demo_message *message);
int demo_fill_device(const struct demo_kernel *kernel, const struct demo_device *device,
		     struct demo_message *message);
/* The group's messages: a device that was made or changed, and one that is gone. */
int demo_fill_change(const struct demo_kernel *kernel, const struct demo_device *device,
		     struct demo_message *message);
int demo_fill_gone(const struct demo_kernel *kernel, const struct demo_device *device,
		   struct demo_message *message);
int demo_fill_config(const struct demo_device *device, struct demo_message *message);

/* stats.c: the answer about one queue. */
int demo_fill_stats(const struct demo_kernel *kernel, const struct demo_device *device,
		    uint32_t index, struct demo_message *message, struct demo_extack *extack);
/* The message about one queue in a dump of our own kernel: its own counters only. */
int demo_fill_stats_dump(const struct demo_kernel *kernel, const struct demo_device *device,
			 uint32_t index, struct demo_message *message);
