/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The demo's machine: its parts, made, found and taken away. What stands in it is in scene.c. */
#include "source/demo/machine.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct demo_mgmtdev *demo_machine_add_mgmtdev(struct demo_machine *machine,
					      const struct demo_kind *kind)
{
	struct demo_mgmtdev *mgmtdev;

	machine->mgmtdevs.size = sizeof(*mgmtdev);
	mgmtdev = array_add(&machine->mgmtdevs, 1);
	if (!mgmtdev)
		return NULL;
	mgmtdev->kind = kind;
	mgmtdev->room = kind->room;
	mgmtdev->numa_node = -1;
	return mgmtdev;
}

void demo_device_set_queues(struct demo_device *device, uint32_t queues)
{
	if (device->class_id != VDPA_CLASS_NET) {
		device->nvqs = queues;
		return;
	}
	device->max_vqp = (uint16_t)((queues + 1) / 2);
	if (device->max_vqp > 1)
		device->features |= DEMO_FEATURE(NET, MQ);
	device->nvqs = 2u * device->max_vqp;
	if (device->features & DEMO_FEATURE(NET, CTRL_VQ))
		device->nvqs++;
}

uint32_t demo_device_ctrl_index(const struct demo_device *device)
{
	if (device->class_id != VDPA_CLASS_NET ||
	    !VDPA_HAS_FEATURE(device->negotiated, VDPA_NET_F_CTRL_VQ))
		return UINT32_MAX;
	/* drivers/vdpa/mlx5/net/mlx5_vnet.c ctrl_vq_idx() */
	return VDPA_HAS_FEATURE(device->negotiated, VDPA_NET_F_MQ) ? 2u * device->max_vqp : 2;
}

static void device_init(struct demo_device *device, const struct demo_kind *kind)
{
	bool is_net = device->class_id == VDPA_CLASS_NET;

	device->features = is_net ? kind->net_features : kind->block_features;
	device->vendor = kind->vendor;
	device->max_vq_size = kind->max_vq_size;
	device->mtu = 1500;
	device->node = -1;
	demo_device_set_queues(device, is_net ? 2u * kind->default_pairs : 1);
	if (kind == &demo_kind_mlx5)
		device->nvqs = 2u * device->max_vqp + 1; /* the ctrl slot, negotiated or not */
}

struct demo_device *demo_machine_add(struct demo_machine *machine, int32_t mgmtdev,
				     uint32_t class_id, const char *name)
{
	const struct demo_device fresh = { .mgmtdev = mgmtdev, .class_id = class_id,
					   .identity = machine->identities + 1 };
	struct demo_device *device = demo_machine_put(machine, &fresh, name);

	if (!device)
		return NULL;
	machine->identities++;
	device_init(device, demo_device_kind(machine, device));
	return device;
}

struct demo_device *demo_machine_put(struct demo_machine *machine, const struct demo_device *device,
				     const char *name)
{
	struct demo_device *put;
	char *copy = strdup(name);

	machine->devices.size = sizeof(*put);
	put = copy ? array_add(&machine->devices, 1) : NULL;
	if (!put) {
		free(copy);
		return NULL;
	}
	*put = *device;
	put->name = copy;
	if (put->mgmtdev >= 0)
		array_at(&machine->mgmtdevs, struct demo_mgmtdev, put->mgmtdev)->count++;
	return put;
}

static void machine_drop(struct demo_machine *machine, const struct demo_device *device)
{
	const struct demo_device *first = machine->devices.data;
	bool is_taken = device < first || device >= first + machine->devices.count;
	struct array *from = is_taken ? &machine->taken : &machine->devices;

	array_remove(from, (size_t)(device - array_at(from, struct demo_device, 0)));
}

void demo_machine_remove(struct demo_machine *machine, struct demo_device *device)
{
	if (device->mgmtdev >= 0)
		array_at(&machine->mgmtdevs, struct demo_mgmtdev, device->mgmtdev)->count--;
	free(device->name);
	machine_drop(machine, device);
}

void demo_machine_take(struct demo_machine *machine, struct demo_device *device)
{
	machine->taken.size = sizeof(*device);
	if (!array_append(&machine->taken, device, 1))
		machine_drop(machine, device);
}

void demo_machine_put_back(struct demo_machine *machine)
{
	if (!array_append(&machine->devices, machine->taken.data, machine->taken.count))
		machine->taken.count = 0;
}

struct demo_device *demo_machine_find(struct demo_machine *machine, const char *name)
{
	size_t count = machine->devices.count;

	for (size_t i = 0; i < count; i++) {
		size_t at = (machine->last_found + i) % count;
		struct demo_device *device = array_at(&machine->devices, struct demo_device, at);

		if (!strcmp(device->name, name)) {
			machine->last_found = at;
			return device;
		}
	}
	return NULL;
}

static struct demo_device *find_identity(const struct array *devices, uint64_t identity)
{
	for (size_t i = 0; i < devices->count; i++)
		if (array_at(devices, struct demo_device, i)->identity == identity)
			return array_at(devices, struct demo_device, i);
	return NULL;
}

struct demo_device *demo_machine_find_identity(const struct demo_machine *machine, uint64_t identity)
{
	struct demo_device *device = find_identity(&machine->devices, identity);

	return device ? device : find_identity(&machine->taken, identity);
}

int32_t demo_machine_find_mgmtdev(const struct demo_machine *machine, const char *bus,
				  const char *name)
{
	for (size_t i = 0; i < machine->mgmtdevs.count; i++) {
		const struct demo_mgmtdev *mgmtdev =
			array_at(&machine->mgmtdevs, struct demo_mgmtdev, i);

		if (!bus != !mgmtdev->bus[0] || (bus && strcmp(bus, mgmtdev->bus)))
			continue;
		if (!strcmp(mgmtdev->name, name))
			return (int32_t)i;
	}
	return -1;
}

const struct demo_daemon *demo_machine_find_daemon(const struct demo_machine *machine, int32_t mgmtdev,
						   const char *name)
{
	for (size_t i = 0; i < machine->daemons.count; i++) {
		const struct demo_daemon *daemon =
			array_at(&machine->daemons, struct demo_daemon, i);

		if (daemon->mgmtdev == mgmtdev && !strcmp(daemon->name, name))
			return daemon;
	}
	return NULL;
}

const struct demo_mgmtdev *demo_device_mgmtdev(const struct demo_machine *machine,
					       const struct demo_device *device)
{
	if (device->mgmtdev < 0)
		return NULL;
	return array_at(&machine->mgmtdevs, struct demo_mgmtdev, device->mgmtdev);
}

const struct demo_kind *demo_device_kind(const struct demo_machine *machine,
					 const struct demo_device *device)
{
	const struct demo_mgmtdev *mgmtdev = demo_device_mgmtdev(machine, device);

	return mgmtdev ? mgmtdev->kind : &demo_kind_unmanaged;
}

static void devices_free(struct array *devices)
{
	for (size_t i = 0; i < devices->count; i++)
		free(array_at(devices, struct demo_device, i)->name);
	array_free(devices);
}

void demo_machine_free(struct demo_machine *machine)
{
	devices_free(&machine->devices);
	devices_free(&machine->taken);
	array_free(&machine->mgmtdevs);
	array_free(&machine->daemons);
}
