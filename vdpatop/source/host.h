/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The host's own facts about its vDPA devices, beside netlink: from sysfs and /proc under a root
 * that tests can replace, or invented by the demo host. All of it runs in the host worker: reading
 * driver_override waits for the device lock on some kernels, so it is never read here.
 *
 * A scan calls the visitor once for each thing found; strings are borrowed for the call, "" when
 * not known, and hold any bytes.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct demo_options;
struct error;

struct host_device {
	const char *name;
	uint64_t identity; /* inode of its sysfs folder: differs when it is made again */
	const char *driver;
	const char *node;
	const char *netdev;
	const char *disk;
	const char *parent;
	bool is_netdev_up;
	bool is_disk_mounted;
};

struct host_user {
	const char *device;
	const char *command;
	const char *vm;
	int32_t pid;
	int32_t numa_node;
};

struct host_mgmtdev {
	const char *bus;
	const char *name;
	const char *driver;
	const char *pci;
	const char *function;
	const char *representor;
	int32_t numa_node;
	int32_t representor_link; /* 1 up, 0 down, -1 not known */
	uint32_t vfs, most_vfs;   /* of a PF: that it was split into, of so many; most 0: not known */
};

struct host_suspect {
	const char *command;
	const char *wchan;
	int32_t pid;
	bool is_deleting;
};

struct host_mapping {
	const char *device;
	uint32_t queue;
	int32_t pid;
};

struct host_visitor {
	void (*device)(void *context, const struct host_device *device);
	void (*user)(void *context, const struct host_user *user);
	void (*mgmtdev)(void *context, const struct host_mgmtdev *mgmtdev);
	void (*suspect)(void *context, const struct host_suspect *suspect);
	void (*mapping)(void *context, const struct host_mapping *mapping);
	/* Some processes' files could not be read, so users may be missing. */
	void (*hidden)(void *context);
	void *context;
};

/* Which mgmtdevs netlink knows of, so that the host can say more about them. */
struct host_question {
	const char *bus;
	const char *name;
};

enum host_change {
	HOST_UNBIND, /* from whichever driver it is bound to, if any; see change() */
	HOST_BIND,   /* to DRIVER, by driver_override, so that no other takes it; unbound before if need be */
};

/* A write to sysfs. */
struct host_request {
	enum host_change change;
	const char *device;  /* its name; raw bytes */
	uint64_t identity;   /* as host_device.identity: another one of that name is left alone */
	/*
	 * "vhost_vdpa": the driver that takes it; of HOST_UNBIND, that is to take it next (NULL or "" for none):
	 * unless that is loaded the device stays with the one it has.
	 */
	const char *driver;
};

struct host {
	/*
	 * Changes a device's binding. Blocks as long as the kernel does, which may be days: only a child
	 * of its own calls it. 0, or a negative errno with words in ERROR: -ENODEV no such device,
	 * -ESTALE it is another one, -ENOENT no such driver is loaded, -EACCES who is not uid 0 may not,
	 * or what the kernel said.
	 *
	 * A device that vhost_vdpa is still letting go of has no driver to be seen, in host_device nor in
	 * sysfs: only HOST_UNBIND knows, by waiting with the other. So it comes before DEV_DEL of a device
	 * without a driver, too. It is 0 at once when nobody is at it.
	 */
	int (*change)(void *self, const struct host_request *request, struct error *error);
	/*
	 * Looks once. MGMTDEVS are those to say more about (may be none). 0, or a negative errno
	 * when nothing at all could be read; a part that cannot be read is left out.
	 */
	int (*scan)(void *self, const struct host_question *mgmtdevs, uint32_t count,
		    const struct host_visitor *visitor, struct error *error);
	void (*close)(void *self);
	void *self;
};

/* The real host, or what stands under ROOT ("" for /): ROOT/sys and ROOT/proc. */
int host_open_system(struct host *ret_host, const char *root, struct error *error);

/* The demo's: agrees with source_open_demo() of the same OPTIONS. */
int host_open_demo(struct host *ret_host, const struct demo_options *options, struct error *error);
