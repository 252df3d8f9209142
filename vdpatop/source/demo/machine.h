/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The demo's machine: management devices and vDPA devices as the kernel would hold them. It knows
 * nothing of netlink (commands.h) nor of what moves in its queues (traffic.h).
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "source/demo/kind.h"
#include "source/demo_options.h"
#include "vdpa/numbers.h"

#define DEMO_MAC_SIZE 6

struct demo_mgmtdev {
	const struct demo_kind *kind;
	char bus[16];  /* "" for none */
	char name[32];
	char pci[16];
	char function[8];
	char representor[16];
	int32_t numa_node;
	uint32_t room; /* devices that fit */
	uint32_t count;
};

struct demo_device {
	char *name;         /* owned; any bytes */
	uint64_t identity;  /* of this device, never used again */
	uint32_t row;       /* of the ledger, counted from 1; 0: it is as it was at the start */
	int32_t mgmtdev;    /* index, -1: unmanaged, as drivers make that register without one */
	uint32_t class_id;
	uint32_t vendor;
	uint64_t features;
	uint64_t negotiated; /* kept while its guest restarts */
	bool is_negotiated;  /* FEATURES_OK */
	bool is_mapped;     /* the doorbells of its data queues are mapped by who holds it */
	uint32_t nvqs;
	uint16_t max_vq_size;
	uint16_t max_vqp;
	uint16_t mtu;
	uint8_t mac[DEMO_MAC_SIZE];
	uint64_t off_since; /* µs of the demo: its guest restarts since then; 0: it does not */
	uint64_t off_for;   /* µs that its restarts took so far: nothing moved then */
	uint64_t reset_at;  /* µs without those: hardware began to count anew; 0: it never did */
	uint32_t load;      /* elements a second of a busy data queue; 0: it carries nothing */
	bool is_young;      /* it had counted nothing when the demo began */
	/* What the host says beside netlink. */
	enum demo_driver driver;
	uint32_t bindings;  /* to a driver, since the demo began */
	bool is_leaving;    /* its driver waits until the node is closed */
	int64_t leaving_since; /* ns since 1970 */
	int32_t node;       /* of /dev/vhost-vdpa-N, -1: none */
	int32_t pid;        /* who holds the node open, 0: nobody */
	bool is_far;        /* … and runs on another NUMA node than the device is at */
	char command[24];
	char vm[24];
	char netdev[16];
	char disk[16];
};

/* A userspace device that a daemon offers: DEV_NEW attaches what it made, under its name. */
struct demo_daemon {
	char name[32];
	int32_t mgmtdev;
	uint32_t class_id;
	uint32_t queues;
};

struct demo_machine {
	struct array mgmtdevs; /* struct demo_mgmtdev */
	struct array devices;  /* struct demo_device, in the order they were made */
	struct array taken;    /* struct demo_device, away for a while */
	struct array daemons;  /* struct demo_daemon */
	size_t last_found;     /* where the next search begins: questions come device by device */
	uint64_t identities;   /* given so far */
	uint64_t built;        /* of them, those of the devices that the demo began with */
};

/* Builds the machine that OPTIONS describe (scene.c). 0 or -ENOMEM; free it in either case. */
int demo_machine_build(struct demo_machine *machine, const struct demo_options *options);
void demo_machine_free(struct demo_machine *machine);

/* Appends a management device. NULL when memory is out. */
struct demo_mgmtdev *demo_machine_add_mgmtdev(struct demo_machine *machine,
					      const struct demo_kind *kind);

/*
 * Appends a device of MGMTDEV (-1: unmanaged) with what its driver gives to a device that nobody
 * wished anything of. NULL when memory is out.
 */
struct demo_device *demo_machine_add(struct demo_machine *machine, int32_t mgmtdev,
				     uint32_t class_id, const char *name);
/* Appends a copy of DEVICE under NAME. NULL when memory is out. */
struct demo_device *demo_machine_put(struct demo_machine *machine, const struct demo_device *device,
				     const char *name);
void demo_machine_remove(struct demo_machine *machine, struct demo_device *device);

/* Takes a device away until it is put back with all others that were taken. */
void demo_machine_take(struct demo_machine *machine, struct demo_device *device);
void demo_machine_put_back(struct demo_machine *machine);

struct demo_device *demo_machine_find(struct demo_machine *machine, const char *name);

/* Of those that were taken, too. */
struct demo_device *demo_machine_find_identity(const struct demo_machine *machine, uint64_t identity);

/* Whoever offers NAME to MGMTDEV, NULL for nobody. */
const struct demo_daemon *demo_machine_find_daemon(const struct demo_machine *machine, int32_t mgmtdev,
						   const char *name);

/* Index of the management device, or -1. BUS is NULL for one that sits on none. */
int32_t demo_machine_find_mgmtdev(const struct demo_machine *machine, const char *bus,
				  const char *name);

const struct demo_mgmtdev *demo_device_mgmtdev(const struct demo_machine *machine,
					       const struct demo_device *device);
/* How the device's driver behaves. */
const struct demo_kind *demo_device_kind(const struct demo_machine *machine,
					 const struct demo_device *device);

/* Gives a device so many data queues, a net device's in pairs and its control queue beside them. */
void demo_device_set_queues(struct demo_device *device, uint32_t queues);

/* Index of the control queue with the negotiated features, UINT32_MAX when there is none. */
uint32_t demo_device_ctrl_index(const struct demo_device *device);
