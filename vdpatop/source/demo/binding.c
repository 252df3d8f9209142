/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Drivers of the demo's vdpa bus, as far as their devices show what they do. */
#include "source/demo/binding.h"

#include <stdio.h>
#include <string.h>

#include "source/demo/hash.h"
#include "source/demo/machine.h"

/* Interfaces that the host has beside those of its vDPA devices: eth0 to eth3. */
#define HOST_NETDEVS 4
/* Elements a second on a queue of a device that comes to work: from, and how many more at most. */
#define LEAST_LOAD 500
#define MORE_LOAD 30000

static const char *const driver_names[] = {
	[DEMO_UNBOUND] = "",
	[DEMO_VIRTIO_VDPA] = "virtio_vdpa",
	[DEMO_VHOST_VDPA] = "vhost_vdpa",
};

const char *demo_driver_name(enum demo_driver driver)
{
	return driver_names[driver];
}

enum demo_driver demo_driver_find(const char *name, enum demo_fault fault)
{
	if (!strcmp(name, driver_names[DEMO_VHOST_VDPA]))
		return DEMO_VHOST_VDPA;
	if (!strcmp(name, driver_names[DEMO_VIRTIO_VDPA]) && fault != DEMO_FAULT_NO_DRIVER)
		return DEMO_VIRTIO_VDPA;
	return DEMO_UNBOUND;
}

void demo_device_negotiate(struct demo_device *device)
{
	/* No driver takes the legacy ANY_LAYOUT; those of virtual machines leave out CTRL_VLAN. */
	uint64_t refused = DEMO_FEATURE(ANY, ANY_LAYOUT);

	if (device->driver == DEMO_VHOST_VDPA && device->class_id == VDPA_CLASS_NET)
		refused |= DEMO_FEATURE(NET, CTRL_VLAN);
	device->is_negotiated = true;
	device->negotiated = device->features & ~refused;
}

/* Its driver resets it: what it counted stays. */
static void device_stop(struct demo_device *device, uint64_t elapsed)
{
	device->is_negotiated = false;
	if (!device->off_since)
		device->off_since = elapsed ? elapsed : 1;
}

static void device_go_on(struct demo_device *device, uint64_t elapsed)
{
	if (device->off_since && elapsed > device->off_since)
		device->off_for += elapsed - device->off_since;
	device->off_since = 0;
}

void demo_device_begin(struct demo_device *device, uint64_t elapsed)
{
	device->is_young = true;
	device->off_since = elapsed ? elapsed : 1;
	device->off_for = device->off_since;
}

static bool is_taken(const struct demo_machine *machine, const char *netdev, const char *disk,
		     int32_t node)
{
	for (size_t i = 0; i < machine->devices.count; i++) {
		const struct demo_device *device =
			array_at(&machine->devices, struct demo_device, i);

		if (!strcmp(device->netdev, netdev) || !strcmp(device->disk, disk) ||
		    device->node == node)
			return true;
	}
	return false;
}

static void give_netdev(const struct demo_machine *machine, struct demo_device *device)
{
	char name[sizeof(device->netdev)];
	uint32_t number = HOST_NETDEVS;

	do
		snprintf(name, sizeof(name), "eth%u", number++);
	while (is_taken(machine, name, "-", INT32_MAX));
	memcpy(device->netdev, name, sizeof(name));
}

/* vda to vdz, vdaa to vdzz: more are not to be had here. */
static void give_disk(const struct demo_machine *machine, struct demo_device *device)
{
	char name[sizeof(device->disk)];
	unsigned number = 0;

	do {
		char first = (char)('a' + number / 26 % 26 - 1), last = (char)('a' + number % 26);

		if (number < 26)
			snprintf(name, sizeof(name), "vd%c", last);
		else
			snprintf(name, sizeof(name), "vd%c%c", first, last);
	} while (is_taken(machine, "-", name, INT32_MAX) && ++number < 26 * 26);
	memcpy(device->disk, name, sizeof(name));
}

/* An interface with such an address stays down (net/ethernet/eth.c eth_validate_addr()). */
static bool has_bad_mac(const struct demo_device *device)
{
	static const uint8_t zero[DEMO_MAC_SIZE];

	return VDPA_HAS_FEATURE(device->features, VDPA_NET_F_MAC) &&
	       (device->mac[0] & 1 || !memcmp(device->mac, zero, sizeof(zero)));
}

/* Somebody sets a new interface up, if it can be; nobody mounts a new disk. */
static void set_up(struct demo_device *device, uint64_t elapsed)
{
	if (device->load || device->class_id != VDPA_CLASS_NET || has_bad_mac(device))
		return;
	if (!device->is_young && device->negotiated)
		return; /* one that nobody ever set up */
	demo_device_begin(device, elapsed);
	device->load = (uint32_t)(LEAST_LOAD + demo_hash(device->identity, 0, 0) % MORE_LOAD);
}

void demo_device_bind(const struct demo_machine *machine, struct demo_device *device,
		      enum demo_driver driver, uint64_t elapsed)
{
	device->driver = driver;
	device->bindings++;
	if (driver == DEMO_VHOST_VDPA) {
		int32_t node = 0;

		while (is_taken(machine, "-", "-", node))
			node++;
		device->node = node;
		return;
	}
	if (device->class_id == VDPA_CLASS_NET)
		give_netdev(machine, device);
	else
		give_disk(machine, device);
	set_up(device, elapsed);
	demo_device_negotiate(device);
	device_go_on(device, elapsed);
	/* Its counters are objects that come and go with the queues (mlx5_vnet.c setup_vq()). */
	if (demo_device_kind(machine, device)->is_hardware)
		device->reset_at = elapsed - device->off_for;
}

/* vhost_vdpa_release(): the device is reset, and what was mapped of it is gone with who mapped it. */
static void drop_holder(struct demo_device *device)
{
	device->pid = 0;
	device->is_mapped = false;
	device->is_far = false;
	memset(device->command, 0, sizeof(device->command));
	memset(device->vm, 0, sizeof(device->vm));
}

void demo_device_unbind(struct demo_device *device, int64_t now, uint64_t elapsed)
{
	if (device->pid) {
		device->is_leaving = true;
		device->leaving_since = now;
		return;
	}
	device_stop(device, elapsed);
	device->is_leaving = false;
	device->driver = DEMO_UNBOUND;
	device->node = -1;
	memset(device->netdev, 0, sizeof(device->netdev));
	memset(device->disk, 0, sizeof(device->disk));
}

void demo_device_close(struct demo_device *device, uint64_t elapsed)
{
	drop_holder(device);
	device_stop(device, elapsed);
	if (device->is_leaving)
		demo_device_unbind(device, 0, elapsed);
}
