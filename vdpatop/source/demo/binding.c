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

/* What a driver gives a device, one of a kind on the host: the lowest number that is free. */
struct offer {
	enum { OFFER_NODE, OFFER_NETDEV, OFFER_DISK } kind;
	int32_t number;
	char name[16]; /* of an interface or a disk */
};

/* vda to vdz, vdaa to vdzz, and so on (drivers/block/virtio_blk.c virtblk_name_format()). */
static void name_disk(char *name, size_t size, int32_t number)
{
	char letters[8];
	size_t at = sizeof(letters) - 1;

	letters[at] = '\0';
	for (; number >= 0 && at > 0; number = number / 26 - 1)
		letters[--at] = (char)('a' + number % 26);
	snprintf(name, size, "vd%s", letters + at);
}

static void offer_name(struct offer *offer)
{
	if (offer->kind == OFFER_NETDEV)
		snprintf(offer->name, sizeof(offer->name), "eth%d", HOST_NETDEVS + offer->number);
	else
		name_disk(offer->name, sizeof(offer->name), offer->number);
}

static bool offer_is_taken(const struct offer *offer, const struct demo_device *device)
{
	if (offer->kind == OFFER_NODE)
		return device->node == offer->number;
	return !strcmp(offer->name, offer->kind == OFFER_NETDEV ? device->netdev : device->disk);
}

/* Devices mostly have their numbers in the order of their making, so that one more look is enough. */
static struct offer make_offer(const struct demo_machine *machine, struct offer offer)
{
	int32_t before;

	offer_name(&offer);
	do {
		before = offer.number;
		for (size_t i = 0; i < machine->devices.count; i++) {
			if (!offer_is_taken(&offer, array_at(&machine->devices, struct demo_device, i)))
				continue;
			offer.number++;
			offer_name(&offer);
		}
	} while (offer.number != before);
	return offer;
}

static void give_interface(const struct demo_machine *machine, struct demo_device *device)
{
	bool is_net = device->class_id == VDPA_CLASS_NET;
	struct offer offer = make_offer(machine, (struct offer){ is_net ? OFFER_NETDEV : OFFER_DISK,
								 0, "" });

	memcpy(is_net ? device->netdev : device->disk, offer.name, sizeof(offer.name));
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
		device->node = make_offer(machine, (struct offer){ OFFER_NODE, 0, "" }).number;
		return;
	}
	give_interface(machine, device);
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
