/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the host itself says about its vDPA devices, from sysfs and /proc: flat arrays like a
 * snapshot's, filled by the host worker. They stay readable while netlink is frozen.
 */
#pragma once

#include "model/flat.h"

#define FACTS_KIND FLAT_KIND('v', 'f', 'c', '1')

enum facts_section {
	FACTS_INFO, /* exactly one */
	FACTS_DEVICES,
	FACTS_USERS,
	FACTS_MGMTDEVS,
	FACTS_SUSPECTS,
	FACTS_MAPPINGS,
	FACTS_SECTIONS,
};

struct facts_info {
	uint64_t number;
	int64_t time; /* ns since 1970 */
	uint32_t errors;
	uint32_t hides_processes; /* some processes' files could not be read: users may be missing */
	uint32_t is_filtered; /* only some mgmtdevs are asked about: what netlink does not show is no news */
	uint32_t unused;
	struct flat_text reason;
};

enum facts_flag {
	FACTS_NETDEV_UP = 1 << 0,
	FACTS_DISK_MOUNTED = 1 << 1,
	FACTS_HIDDEN = 1 << 2, /* nobody asked to see it; known for what is done to it */
};

struct facts_device {
	struct flat_text name;
	uint64_t identity;       /* differs when a device is made again under the same name */
	struct flat_text driver; /* bus driver it is bound to: "vhost_vdpa", "virtio_vdpa", "" */
	struct flat_text node;   /* "/dev/vhost-vdpa-0" or "" */
	struct flat_text netdev; /* "eth3" or "" */
	struct flat_text disk;   /* "vda" or "" */
	struct flat_text parent; /* name of the device above it in sysfs: "0000:03:00.2", "vdpasim_net" … */
	uint32_t flags;          /* enum facts_flag */
	uint32_t unused;
};

struct facts_user { /* a process that holds the device's node open */
	struct flat_text device;
	struct flat_text command; /* its comm */
	struct flat_text vm;      /* QEMU's -name, or "" */
	int32_t pid;
	int32_t numa_node;        /* -1: not known */
};

struct facts_mgmtdev {
	struct flat_text bus, name; /* as the kernel names the mgmtdev */
	struct flat_text driver;    /* "mlx5_core", … */
	struct flat_text pci;       /* PCI address, or "" */
	struct flat_text function;  /* "PF", "VF 3", "SF 88", or "" */
	struct flat_text representor;
	int32_t numa_node;          /* -1: not known */
	int32_t representor_link;   /* 1 up, 0 down, -1 not known */
	uint32_t vfs, most_vfs;     /* of a PF: that it was split into, of so many; most 0: not known */
};

struct facts_suspect { /* a process in D state whose wchan is in vdpa or generic netlink */
	struct flat_text command;   /* its command line, cut */
	struct flat_text wchan;
	int32_t pid;
	uint32_t is_deleting;       /* it waits for a vhost_vdpa node to be closed */
};

struct facts_mapping { /* a doorbell page of the device's node that a process has mapped */
	struct flat_text device;
	uint32_t queue;
	int32_t pid;
};

void facts_writer_init(struct flat_writer *writer);

struct facts {
	struct flat flat;
	const struct facts_info *info;
	const struct facts_device *devices;
	const struct facts_user *users;
	const struct facts_mgmtdev *mgmtdevs;
	const struct facts_suspect *suspects;
	const struct facts_mapping *mappings;
	size_t device_count, user_count, mgmtdev_count, suspect_count, mapping_count;
};

/* As snapshot_open(). 0 or -EBADMSG. */
int facts_open(struct facts *ret_facts, const void *data, size_t bytes);

/* A text of the facts, ended by NUL; raw bytes from outside. */
const char *facts_text(const struct facts *facts, struct flat_text text);
