/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * vDPA devices in sysfs: what they are bound to and what came of that. driver_override is never
 * read: some kernels take the device lock for it, which a stuck driver holds.
 */
#include "source/host/private.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <net/if.h>

#include "base/text.h"
#include "source/host/disk.h"
#include "source/host/tree.h"

#define DEVICES_FOLDER "sys/bus/vdpa/devices"
/* A subfunction's virtio device hangs below the PCI function two folders up. */
#define DEVICES_ANCESTORS 3

/* In the link "../../../devices/pci0000:00/0000:03:00.2/NAME" the device above is 0000:03:00.2. */
static void device_read_parent(struct found_device *device, int devices)
{
	char target[4096], *slash, *parent;

	if (tree_read_link(devices, device->name, target, sizeof(target)) < 0)
		return;
	slash = strrchr(target, '/');
	if (!slash)
		return;
	*slash = '\0';
	parent = strrchr(target, '/');
	/* Directly below sys/devices there is no device above. */
	if (parent && strcmp(parent, "/devices") != 0)
		text_copy(device->parent, sizeof(device->parent), parent + 1);
}

/* vhost-vdpa-N/dev is "MAJOR:MINOR": drivers/vhost/vdpa.c names the node so. */
static void device_read_node(struct found_device *device, int folder)
{
	char name[40], path[48], text[32];
	unsigned int major, minor;

	if (!tree_find(folder, ".", "vhost-vdpa-", name, sizeof(name)))
		return;
	snprintf(device->node, sizeof(device->node), "/dev/%s", name);
	snprintf(path, sizeof(path), "%s/dev", name);
	if (tree_read(folder, path, text, sizeof(text)) > 0 &&
	    sscanf(text, "%9u:%9u", &major, &minor) == 2)
		device->node_number = makedev(major, minor);
}

/* Somebody set it up and means to use it, whether it has a carrier at the moment or not. */
static bool netdev_is_up(int folder)
{
	int64_t flags;

	return tree_read_number(folder, "flags", &flags) >= 0 && flags & IFF_UP;
}

/* Opens the only entry of folder PATH; copies its name to TO. The descriptor, or a negative errno. */
static int device_open_first(int at, const char *path, char *to, size_t size)
{
	int folder = tree_open(at, path);
	int first;

	if (folder < 0)
		return folder;
	first = tree_find(folder, ".", "", to, size) ? tree_open(folder, to) : -ENOENT;
	close(folder);
	return first;
}

static void device_read_virtio(struct found_device *device, int root, int virtio)
{
	int child = device_open_first(virtio, "net", device->netdev, sizeof(device->netdev));

	if (child >= 0) {
		device->is_netdev_up = netdev_is_up(child);
		close(child);
	}
	child = device_open_first(virtio, "block", device->disk, sizeof(device->disk));
	if (child >= 0) {
		device->is_disk_mounted = disk_is_mounted(root, child);
		close(child);
	}
}

static bool is_virtio_name(const char *name)
{
	return !strncmp(name, "virtio", 6) && isdigit((unsigned char)name[6]);
}

/* Opens the last virtioN in FOLDER and counts them. The descriptor or -1. */
static int device_open_virtio(int folder, uint32_t *ret_count)
{
	struct tree_list list;
	const char *name;
	uint32_t count = 0;
	int virtio = -1;

	tree_list_open(&list, folder, ".");
	while ((name = tree_list_next(&list))) {
		if (!is_virtio_name(name))
			continue;
		if (virtio >= 0)
			close(virtio);
		virtio = tree_open(list.fd, name);
		count += virtio >= 0;
	}
	tree_list_close(&list);
	*ret_count = count;
	return virtio;
}

static bool is_pci(int folder)
{
	char subsystem[32];

	return !tree_read_link_name(folder, "subsystem", subsystem, sizeof(subsystem)) &&
	       !strcmp(subsystem, "pci");
}

/*
 * virtio_vdpa hangs virtioN below the device that does the DMA. For vdpa_sim and vduse that is the
 * vDPA device; for the others the PCI function above, and then nothing in sysfs says whose virtioN
 * it is. It is read all the same; scan_drop_doubtful() takes back what several may claim.
 */
static void device_read_virtio_above(struct found_device *device, int root, int folder)
{
	int above = tree_open(folder, "..");

	for (int i = 0; above >= 0 && i < DEVICES_ANCESTORS && !is_pci(above); i++) {
		int next = tree_open(above, "..");

		close(above);
		above = next;
	}
	if (above >= 0 && is_pci(above)) {
		int virtio = device_open_virtio(above, &device->virtio_count);

		device->virtio_folder = tree_inode(above);
		if (virtio >= 0) {
			device_read_virtio(device, root, virtio);
			close(virtio);
		}
	}
	if (above >= 0)
		close(above);
}

static void device_read(struct found_device *device, int root, int devices)
{
	int folder = tree_open(devices, device->name);
	uint32_t count;
	int virtio;

	device_read_parent(device, devices);
	if (folder < 0)
		return;
	device->identity = tree_inode(folder);
	tree_read_link_name(folder, "driver", device->driver, sizeof(device->driver));
	device_read_node(device, folder);
	virtio = device_open_virtio(folder, &count);
	if (virtio >= 0) {
		device_read_virtio(device, root, virtio);
		close(virtio);
	} else if (!strcmp(device->driver, "virtio_vdpa")) {
		device_read_virtio_above(device, root, folder);
	}
	close(folder);
}

static uint32_t count_claims(const struct scan *scan, uint64_t folder)
{
	uint32_t claims = 0;

	for (size_t i = 0; i < scan->devices.count; i++)
		claims += array_at(&scan->devices, struct found_device, i)->virtio_folder == folder;
	return claims;
}

/* Where two devices share a PCI function, or that has two virtioN, nobody can tell whose is whose. */
static void scan_drop_doubtful(struct scan *scan)
{
	for (size_t i = 0; i < scan->devices.count; i++) {
		struct found_device *device = array_at(&scan->devices, struct found_device, i);

		if (!device->virtio_folder ||
		    (device->virtio_count == 1 && count_claims(scan, device->virtio_folder) == 1))
			continue;
		device->netdev[0] = device->disk[0] = '\0';
		device->is_netdev_up = device->is_disk_mounted = false;
	}
}

struct found_device *scan_add_device(struct scan *scan, const char *name)
{
	char *copy = strdup(name);
	struct found_device *device = copy ? array_add(&scan->devices, 1) : NULL;

	if (device)
		device->name = copy;
	else
		free(copy);
	return device;
}

struct found_device *scan_find_node(const struct scan *scan, dev_t number)
{
	for (size_t i = 0; number && i < scan->devices.count; i++) {
		struct found_device *device = array_at(&scan->devices, struct found_device, i);

		if (device->node_number == number)
			return device;
	}
	return NULL;
}

int scan_collect_devices(struct scan *scan)
{
	struct tree_list list;
	const char *name;
	int code = tree_list_open(&list, scan->root, DEVICES_FOLDER);

	while ((name = tree_list_next(&list))) {
		struct found_device *device = scan_add_device(scan, name);

		if (!device) {
			code = -ENOMEM;
			break;
		}
		device_read(device, scan->root, list.fd);
	}
	tree_list_close(&list);
	scan_drop_doubtful(scan);
	return code;
}
