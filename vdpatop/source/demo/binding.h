/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What becomes of a device when a driver of the vdpa bus takes it or lets it go, and when a virtual machine
 * closes its node (drivers/virtio/virtio_vdpa.c, drivers/vhost/vdpa.c). ELAPSED are µs of the demo.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "source/demo_options.h"

struct demo_device;
struct demo_machine;

/* "virtio_vdpa"; "" for DEMO_UNBOUND. Static. */
const char *demo_driver_name(enum demo_driver driver);

/* The driver called NAME that a host with FAULT has loaded, DEMO_UNBOUND when it has none such. */
enum demo_driver demo_driver_find(const char *name, enum demo_fault fault);

/* The device's driver and the device agree on features. */
void demo_device_negotiate(struct demo_device *device);

/*
 * DRIVER takes the device, which none has: vhost_vdpa gives it the lowest node that is free; virtio_vdpa an
 * interface, which comes up where the device has a MAC address that it can have, or a disk.
 */
void demo_device_bind(const struct demo_machine *machine, struct demo_device *device,
		      enum demo_driver driver, uint64_t elapsed);

/*
 * Its driver lets it go. While somebody holds its node open it is only leaving, since NOW (ns since 1970):
 * the node cannot be opened again, and the rest follows when it is closed.
 */
void demo_device_unbind(struct demo_device *device, int64_t now, uint64_t elapsed);

/* Whoever holds the node closes it. */
void demo_device_close(struct demo_device *device, uint64_t elapsed);

/* A device that is made now has counted nothing yet. */
void demo_device_begin(struct demo_device *device, uint64_t elapsed);
