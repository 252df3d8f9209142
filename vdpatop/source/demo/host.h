/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files that play the demo's sysfs share: facts.c reads it, bus.c writes it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "source/demo/ledger.h"
#include "source/demo/machine.h"
#include "source/demo_options.h"

struct error;
struct host_request;

struct demo_host {
	struct demo_options options;
	struct demo_machine machine;
	struct demo_reader reader;
};

/* The inode of the device's folder, which tells it from another of its name. */
static inline uint64_t demo_device_inode(const struct demo_device *device)
{
	return 31000 + device->identity;
}

/* As host.change(). */
int demo_host_change(void *self, const struct host_request *request, struct error *error);
