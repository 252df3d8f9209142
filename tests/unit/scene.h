/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A small host to draw: management devices, devices and queues with steady rates, told to a model
 * second by second up to 14:03:07 UTC, so that rates, history and health are the model's own.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "model/model.h"

#define SCENE_NOW INT64_C(1795356187000000000) /* 2026-11-22 14:03:07 UTC */
#define SCENE_MGMTDEVS 5
#define SCENE_DEVICES 6
#define SCENE_QUEUES 6

struct scene_queue {
	double kicks, wqes; /* per second; a negative one is not counted at all */
	bool is_stuck;      /* wqes stood still from the beginning */
	int code;           /* why it has no counters */
	int beat; /* so many seconds at these rates, then as many at half of them; 0: always at these */
};

struct scene_mgmtdev {
	const char *bus, *name, *driver;
	uint32_t class_id;
	uint64_t supported;
	const char *pci, *function; /* NULL: it is no PCI function, and on no NUMA node */
	int numa_node;
	const char *representor;
	bool is_representor_down;
};

struct scene_device {
	const char *name;
	uint32_t mgmtdev;
	uint32_t class_id;
	const char *driver, *vm, *netdev, *disk;
	int pid;
	const char *command, *node; /* of pid; NULL: QEMU, /dev/vhost-vdpa-0 */
	int vm_numa_node; /* where the management device has one */
	uint8_t mac_end;  /* 0: 0x56 */
	uint16_t pairs, ring; /* 0: not told */
	uint64_t features, negotiated;
	int code; /* why no queue of it has counters */
	bool is_mapped; /* its first queue's doorbell is */
	bool is_netdev_down, is_disk_mounted;
	struct scene_queue queues[SCENE_QUEUES];
	uint32_t queue_count;
};

struct scene {
	enum snapshot_family family;
	const char *reason;
	bool has_no_access;
	bool has_no_facts;
	bool hides_processes; /* users may be missing */
	bool is_old_kernel; /* one that cannot change a MAC address: before 6.12 */
	uint32_t errors;
	struct scene_mgmtdev mgmtdevs[SCENE_MGMTDEVS];
	struct scene_device devices[SCENE_DEVICES];
	uint32_t mgmtdev_count, device_count;
	const char *suspect; /* command of a process that waits in the kernel, deleting */
	int suspect_pid;
};

/* The host of design.md's figure, a little smaller. */
extern const struct scene scene_host;

/* One with something of every kind: VF, SF and simulator, net and block, VM, process, netdev and disk. */
extern const struct scene scene_rack;

/* Tells SCENE to a new model, SECONDS samples in all (0: not one). */
struct model *scene_model(const struct scene *scene, int seconds);

/* The second NUMBER of SCENE for MODEL; that of SCENE_NOW is BASE. */
void scene_tell(struct model *model, const struct scene *scene, int number, int base);

/* What the host alone says of SCENE. */
void scene_tell_facts(struct model *model, const struct scene *scene, int64_t time);
