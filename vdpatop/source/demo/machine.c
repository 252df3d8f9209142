/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The demo's machine: its parts, made, found and taken away. What stands in it is in scene.c. */
#include "source/demo/machine.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ANY_LAYOUT, VERSION_1, ACCESS_PLATFORM */
#define RING (DEMO_BIT(27) | DEMO_BIT(32) | DEMO_BIT(33))
#define SETS(attribute) DEMO_BIT(VDPA_ATTR_##attribute)

/* MTU MAC STATUS CTRL_VQ CTRL_MAC_ADDR (drivers/vdpa/vdpa_sim/vdpa_sim_net.c). */
#define SIM_NET_FEATURES                                                                           \
	(RING | DEMO_BIT(3) | DEMO_BIT(5) | DEMO_BIT(16) | DEMO_BIT(17) | DEMO_BIT(23))

/* SIZE_MAX SEG_MAX BLK_SIZE FLUSH TOPOLOGY MQ DISCARD WRITE_ZEROES (vdpa_sim_blk.c). */
#define SIM_BLOCK_FEATURES                                                                         \
	(RING | DEMO_BIT(1) | DEMO_BIT(2) | DEMO_BIT(6) | DEMO_BIT(9) | DEMO_BIT(10) |             \
	 DEMO_BIT(12) | DEMO_BIT(13) | DEMO_BIT(14))

/*
 * CSUM GUEST_CSUM MTU MAC HOST_TSO4 HOST_TSO6 MRG_RXBUF STATUS CTRL_VQ CTRL_VLAN MQ CTRL_MAC_ADDR
 * VERSION_1 ACCESS_PLATFORM (drivers/vdpa/mlx5/net/mlx5_vnet.c get_supported_features()).
 */
#define MLX5_FEATURES                                                                           \
	(DEMO_BIT(0) | DEMO_BIT(1) | DEMO_BIT(3) | DEMO_BIT(5) | DEMO_BIT(11) | DEMO_BIT(12) |  \
	 DEMO_BIT(15) | DEMO_BIT(16) | DEMO_BIT(17) | DEMO_BIT(19) | DEMO_BIT(22) | DEMO_BIT(23) | \
	 DEMO_BIT(32) | DEMO_BIT(33))

const struct demo_kind demo_kind_mlx5 = {
	.driver = "mlx5_core",
	.classes = DEMO_BIT(VDPA_CLASS_NET),
	.reported = MLX5_FEATURES,
	.reported_vqs = 129,
	.net_features = MLX5_FEATURES & ~DEMO_BIT(15), /* MRG_RXBUF only for who asks for it */
	.settable = SETS(DEV_NET_CFG_MACADDR) | SETS(DEV_NET_CFG_MAX_VQP) | SETS(DEV_NET_CFG_MTU) |
		    SETS(DEV_FEATURES),
	.vendor = 0x15b3,
	.max_vq_size = 256,
	.default_pairs = 1,
	.most_pairs = 64,
	.room = 1,
	.has_vendor_counters = true,
	.has_attr_set = true,
	.is_hardware = true,
};

const struct demo_kind demo_kind_sim_net = {
	.driver = "vdpa_sim",
	.classes = DEMO_BIT(VDPA_CLASS_NET),
	.reported = SIM_NET_FEATURES,
	.reported_vqs = 3,
	.net_features = SIM_NET_FEATURES,
	.settable = SETS(DEV_NET_CFG_MACADDR) | SETS(DEV_NET_CFG_MTU) | SETS(DEV_FEATURES),
	.max_vq_size = 256,
	.default_pairs = 1,
	.room = UINT32_MAX,
	.has_vendor_counters = true,
	.has_attr_set = true,
	.counts_wqes = true,
};

const struct demo_kind demo_kind_sim_block = {
	.driver = "vdpa_sim",
	.classes = DEMO_BIT(VDPA_CLASS_BLOCK),
	.block_features = SIM_BLOCK_FEATURES,
	.max_vq_size = 256,
	.room = UINT32_MAX,
	.counts_wqes = true,
};

/* Its devices are what their daemons say; these are the demo's daemons'. */
const struct demo_kind demo_kind_vduse = {
	.driver = "vduse",
	.classes = DEMO_BIT(VDPA_CLASS_NET) | DEMO_BIT(VDPA_CLASS_BLOCK),
	.net_features = DEMO_BIT(3) | DEMO_BIT(5) | DEMO_BIT(16) | DEMO_BIT(32) | DEMO_BIT(33),
	.block_features = SIM_BLOCK_FEATURES & ~(DEMO_BIT(13) | DEMO_BIT(14) | DEMO_BIT(27)),
	.max_vq_size = 128,
	.default_pairs = 1,
	.room = UINT32_MAX,
	.needs_daemon = true,
};

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
		device->features |= DEMO_BIT(VDPA_NET_F_MQ);
	device->nvqs = 2u * device->max_vqp;
	if (device->features & DEMO_BIT(VDPA_NET_F_CTRL_VQ))
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
	struct demo_device *device;
	char *copy = strdup(name);

	machine->devices.size = sizeof(*device);
	device = copy ? array_add(&machine->devices, 1) : NULL;
	if (!device) {
		free(copy);
		return NULL;
	}
	device->name = copy;
	device->identity = ++machine->identities;
	device->mgmtdev = mgmtdev;
	device->class_id = class_id;
	device_init(device, demo_device_kind(machine, device));
	if (mgmtdev >= 0)
		array_at(&machine->mgmtdevs, struct demo_mgmtdev, mgmtdev)->count++;
	return device;
}

static void machine_drop(struct demo_machine *machine, struct demo_device *device)
{
	array_remove(&machine->devices,
		     (size_t)(device - array_at(&machine->devices, struct demo_device, 0)));
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
	static const struct demo_kind unmanaged = { .driver = "snet-vdpa", .net_features = RING,
						    .default_pairs = 1, .max_vq_size = 256 };
	const struct demo_mgmtdev *mgmtdev = demo_device_mgmtdev(machine, device);

	return mgmtdev ? mgmtdev->kind : &unmanaged;
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
}
