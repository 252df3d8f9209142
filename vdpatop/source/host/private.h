/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the parts of the system host share. A scan collects first and tells then, because what a
 * process holds may say more about a device that is just being taken away.
 *
 *   devices.c   sysfs: devices, drivers, nodes, interfaces, disks
 *   suspects.c  /proc: who waits in the kernel, in vdpa or generic netlink
 *   users.c     /proc: who holds a node open, which doorbells are mapped
 *   leaving.c   which device it was whose node is gone and still held
 *   mgmtdevs.c  sysfs: what stands behind a management device
 *   change.c    sysfs: binding a device to another driver, beside all scans
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/array.h"
#include "source/host.h"

/* A device as found in sysfs. */
struct found_device {
	char *name; /* owned */
	uint64_t identity;
	dev_t node_number; /* of its /dev/vhost-vdpa-N, 0 when it has none */
	char node[48], driver[64], netdev[32], disk[64], parent[256];
	bool is_netdev_up, is_disk_mounted;
	bool is_dying;   /* no longer on the bus: its folder is empty */
	/* Where else its virtioN may be: the folder above it, and how many that has. */
	uint64_t virtio_folder;
	uint32_t virtio_count;
};

/* A process that holds a node open. */
struct found_user {
	dev_t node_number;
	int32_t pid, numa_node;
	char command[64], vm[256];
};

struct found_mapping {
	dev_t node_number;
	uint32_t queue;
	int32_t pid;
};

struct found_suspect {
	int32_t pid;
	bool is_deleting;
	char device[256]; /* what "vdpa dev del" on its command line names, or "" */
	char command[256], wchan[64];
};

/* What a process was started with does not change while its pid and start time do not. */
struct known_command {
	int32_t pid;
	uint64_t start_time; /* clock ticks since boot */
	bool is_used;        /* in this scan */
	char vm[256];
};

/* Whose node a number was in the scan before. */
struct known_node {
	dev_t number;
	uint64_t identity;
};

struct host_system {
	int root;
	struct array nodes;    /* struct known_node */
	struct array commands; /* struct known_command */
};

struct scan {
	struct host_system *system;
	int root;
	struct array devices;  /* struct found_device */
	struct array users;    /* struct found_user */
	struct array mappings; /* struct found_mapping */
	struct array suspects; /* struct found_suspect */
	unsigned int node_major; /* of all nodes, 0 when not known */
	bool has_hidden;         /* some processes' files could not be read */
};

/* A device of that NAME, otherwise empty, or NULL when memory is out. */
struct found_device *scan_add_device(struct scan *scan, const char *name);

/* The device whose node has NUMBER, or NULL. */
struct found_device *scan_find_node(const struct scan *scan, dev_t number);

/* 0, or a negative errno when sysfs has no vdpa bus or it cannot be read. */
int scan_collect_devices(struct scan *scan);

/* 0, or a negative errno when /proc cannot be read. */
int scan_collect_suspects(struct scan *scan);

/* Of the devices that were collected before. Also finds has_hidden and mappings. */
void scan_collect_users(struct scan *scan);

/* Of the users that were collected before: finds devices for nodes that are gone. */
void scan_match_leaving(struct scan *scan);

void scan_tell_mgmtdevs(const struct scan *scan, const struct host_question *mgmtdevs,
			uint32_t count, const struct host_visitor *visitor);

/* host.change() of the system: see host.h. */
int system_change(void *self, const struct host_request *request, struct error *error);
