/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What stands in the demo's machine: by default a small host that shows a newcomer one of each
 * kind, else as much of the same as the options ask for. Nothing is random here but the loads.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "source/demo/binding.h"
#include "source/demo/hash.h"
#include "source/demo/machine.h"
#include "source/demo_options.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

struct scene_mgmtdev {
	const struct demo_kind *kind;
	const char *bus, *name, *pci, *function, *representor;
	int32_t numa_node;
};

static const struct scene_mgmtdev scene_mgmtdevs[] = {
	{ &demo_kind_mlx5, "pci", "0000:03:00.2", "0000:03:00.2", "VF 0", "enp3s0f0npf0vf0", 0 },
	{ &demo_kind_mlx5, "pci", "0000:03:00.3", "0000:03:00.3", "VF 1", "enp3s0f0npf0vf1", 0 },
	{ &demo_kind_sim_net, "", "vdpasim_net", "", "", "", -1 },
	{ &demo_kind_sim_block, "", "vdpasim_blk", "", "", "", -1 },
	{ &demo_kind_vduse, "", "vduse", "", "", "", -1 },
	{ &demo_kind_mlx5, "auxiliary", "mlx5_core.sf.4", "0000:03:00.0", "SF 88", "en3f0pf0sf88",
	  0 },
};

struct scene_device {
	int32_t mgmtdev; /* row above, -1: it has none */
	uint32_t class_id;
	const char *name;
	uint32_t queues;
	uint32_t load; /* elements a second on a busy queue */
	enum demo_driver driver;
	bool is_negotiated, is_mapped;
	bool is_far; /* who holds it runs on the other NUMA node */
	int32_t pid;
	const char *command, *vm, *netdev, *disk; /* NULL for none */
};

static const struct scene_device scene_devices[] = {
	{ .mgmtdev = 0, .class_id = VDPA_CLASS_NET, .name = "web0", .queues = 16, .load = 90000,
	  .driver = DEMO_VHOST_VDPA, .is_negotiated = true,
	  .pid = 4711, .command = "qemu-system-x86", .vm = "vm-web01" },
	{ .mgmtdev = 1, .class_id = VDPA_CLASS_NET, .name = "db0", .queues = 8, .load = 42000,
	  .driver = DEMO_VIRTIO_VDPA, .is_negotiated = true, .netdev = "ens3f0v1" },
	{ .mgmtdev = 2, .class_id = VDPA_CLASS_NET, .name = "lab0", .queues = 2, .load = 1800,
	  .driver = DEMO_VIRTIO_VDPA, .is_negotiated = true, .netdev = "eth4" },
	{ .mgmtdev = 2, .class_id = VDPA_CLASS_NET, .name = "lab1", .queues = 2,
	  .driver = DEMO_VIRTIO_VDPA, .is_negotiated = true, .netdev = "eth5" },
	{ .mgmtdev = 2, .class_id = VDPA_CLASS_NET, .name = "spare0", .queues = 2,
	  .driver = DEMO_VHOST_VDPA },
	{ .mgmtdev = 3, .class_id = VDPA_CLASS_BLOCK, .name = "disk0", .queues = 1, .load = 2500,
	  .driver = DEMO_VIRTIO_VDPA, .is_negotiated = true, .disk = "vda" },
	{ .mgmtdev = 3, .class_id = VDPA_CLASS_BLOCK, .name = "disk1", .queues = 1 },
	{ .mgmtdev = 4, .class_id = VDPA_CLASS_BLOCK, .name = "store0", .queues = 4, .load = 9000,
	  .driver = DEMO_VHOST_VDPA, .is_negotiated = true,
	  .pid = 4890, .command = "qemu-system-x86", .vm = "vm-db02" },
	{ .mgmtdev = 5, .class_id = VDPA_CLASS_NET, .name = "dpdk0", .queues = 4, .load = 600000,
	  .driver = DEMO_VHOST_VDPA, .is_negotiated = true, .is_mapped = true, .is_far = true,
	  .pid = 5120, .command = "dpdk-testpmd" },
};

/* What a daemon offers beside those that have a device: "vdpa dev add name store1 mgmtdev vduse". */
static const struct scene_device scene_offer = {
	.mgmtdev = 4, .class_id = VDPA_CLASS_BLOCK, .name = "store1", .queues = 2,
};

/* Netlink does not list it and answers nothing about it: only the host knows that it is there. */
static const struct scene_device scene_unmanaged = {
	.mgmtdev = -1, .class_id = VDPA_CLASS_NET, .name = "snet0", .queues = 2, .load = 3000,
	.driver = DEMO_VIRTIO_VDPA, .is_negotiated = true, .netdev = "eth9",
};

struct scene {
	struct demo_machine *machine;
	const struct demo_options *options;
	uint32_t made;  /* devices that were made by rule and not by the table */
	int32_t nodes;  /* /dev/vhost-vdpa-N so far */
};

static int scene_add_mgmtdev(struct demo_machine *machine, const struct scene_mgmtdev *from)
{
	struct demo_mgmtdev *mgmtdev = demo_machine_add_mgmtdev(machine, from->kind);

	if (!mgmtdev)
		return -ENOMEM;
	text_copy(mgmtdev->bus, sizeof(mgmtdev->bus), from->bus);
	text_copy(mgmtdev->name, sizeof(mgmtdev->name), from->name);
	text_copy(mgmtdev->pci, sizeof(mgmtdev->pci), from->pci);
	text_copy(mgmtdev->function, sizeof(mgmtdev->function), from->function);
	text_copy(mgmtdev->representor, sizeof(mgmtdev->representor), from->representor);
	mgmtdev->numa_node = from->numa_node;
	return 0;
}

/* Beyond the table every management device is one more subfunction of the network card. */
static int scene_add_subfunction(struct demo_machine *machine, uint32_t number)
{
	char name[32], function[8], representor[16];
	struct scene_mgmtdev from = { &demo_kind_mlx5, "auxiliary", name, "0000:03:00.1", function,
				      representor, (int32_t)(number & 1) };

	snprintf(name, sizeof(name), "mlx5_core.sf.%u", number);
	snprintf(function, sizeof(function), "SF %u", (number + 84) % 10000);
	snprintf(representor, sizeof(representor), "en3f1pf1sf%u", (number + 84) % 10000);
	return scene_add_mgmtdev(machine, &from);
}

static void copy_text(char *to, size_t size, const char *from)
{
	text_copy(to, size, from ? from : "");
}

static int scene_add_daemon(struct scene *scene, const struct scene_device *from)
{
	uint32_t queues = scene->options->queues ? scene->options->queues : from->queues;
	struct demo_daemon daemon = { .mgmtdev = from->mgmtdev, .class_id = from->class_id,
				      .queues = queues };

	text_copy(daemon.name, sizeof(daemon.name), from->name);
	scene->machine->daemons.size = sizeof(daemon);
	return array_append(&scene->machine->daemons, &daemon, 1);
}

static int scene_add_device(struct scene *scene, const struct scene_device *from)
{
	struct demo_device *device = demo_machine_add(scene->machine, from->mgmtdev, from->class_id,
						      from->name);
	uint32_t queues = scene->options->queues ? scene->options->queues : from->queues;
	uint8_t mac[DEMO_MAC_SIZE] = { 0x52, 0x54, 0x00, 0x12 };

	if (!device)
		return -ENOMEM;
	mac[4] = (uint8_t)(device->identity >> 8);
	mac[5] = (uint8_t)device->identity;
	memcpy(device->mac, mac, sizeof(mac));
	demo_device_set_queues(device, queues);
	if (demo_device_kind(scene->machine, device)->is_hardware)
		device->mtu = 9000;
	device->load = from->load;
	device->driver = demo_driver_find(demo_driver_name(from->driver), scene->options->fault);
	if (device->driver != from->driver)
		return 0;
	device->is_mapped = from->is_mapped;
	device->is_far = from->is_far;
	device->pid = from->pid;
	if (device->driver == DEMO_VHOST_VDPA)
		device->node = scene->nodes++;
	copy_text(device->command, sizeof(device->command), from->command);
	copy_text(device->vm, sizeof(device->vm), from->vm);
	copy_text(device->netdev, sizeof(device->netdev), from->netdev);
	copy_text(device->disk, sizeof(device->disk), from->disk);
	if (from->is_negotiated)
		demo_device_negotiate(device);
	if (demo_device_kind(scene->machine, device)->needs_daemon)
		return scene_add_daemon(scene, from);
	return 0;
}

/* One more device by rule: most are busy and in a virtual machine, some idle, some waiting. */
static int scene_make_device(struct scene *scene, int32_t mgmtdev)
{
	const struct demo_kind *kind =
		array_at(&scene->machine->mgmtdevs, struct demo_mgmtdev, mgmtdev)->kind;
	uint32_t number = scene->made++;
	uint64_t dice = demo_hash(scene->options->seed, number, 0);
	char name[32], vm[24] = "", netdev[16] = "", disk[16] = "";
	struct scene_device device = {
		.mgmtdev = mgmtdev, .class_id = VDPA_CLASS_NET, .name = name, .queues = 4,
		.driver = DEMO_VHOST_VDPA, .vm = vm, .netdev = netdev, .disk = disk,
	};

	if (!demo_kind_has_net(kind))
		device.class_id = VDPA_CLASS_BLOCK;
	if (kind == &demo_kind_sim_net || kind == &demo_kind_sim_block)
		device.queues = kind == &demo_kind_sim_net ? 2 : 1;
	snprintf(name, sizeof(name), "vdpa%u", number);
	device.is_negotiated = dice % 11 != 0;
	device.load = dice % 7 && device.is_negotiated ? (uint32_t)(500 + dice % 30000) : 0;
	if (number % 3 == 2) {
		device.driver = DEMO_VIRTIO_VDPA;
		if (device.class_id == VDPA_CLASS_NET)
			snprintf(netdev, sizeof(netdev), "eth%u", 10 + number);
		else
			snprintf(disk, sizeof(disk), "vdz%u", number);
	} else if (device.is_negotiated) {
		device.pid = (int32_t)(10000 + number % 4000000);
		device.command = "qemu-system-x86";
		snprintf(vm, sizeof(vm), "vm-%05u", number);
	}
	return scene_add_device(scene, &device);
}

/* One management device's: at most LIMIT of the table, then others until there are COUNT. */
static int scene_fill(struct scene *scene, int32_t mgmtdev, uint32_t limit, uint32_t count)
{
	uint32_t done = 0;
	int result = 0;

	for (size_t i = 0; i < COUNT(scene_devices) && done < limit && !result; i++)
		if (scene_devices[i].mgmtdev == mgmtdev) {
			result = scene_add_device(scene, &scene_devices[i]);
			done++;
		}
	while (done < count && !result) {
		result = scene_make_device(scene, mgmtdev);
		done++;
	}
	return result;
}

static int scene_add_mgmtdevs(struct demo_machine *machine, uint32_t count)
{
	int result = 0;

	for (uint32_t i = 0; i < count && !result; i++)
		if (i < COUNT(scene_mgmtdevs))
			result = scene_add_mgmtdev(machine, &scene_mgmtdevs[i]);
		else
			result = scene_add_subfunction(machine, i);
	return result;
}

int demo_machine_build(struct demo_machine *machine, const struct demo_options *options)
{
	struct scene scene = { machine, options, 0, 0 };
	bool is_default = options->devices == UINT32_MAX;
	uint32_t mgmtdevs = options->mgmtdevs ? options->mgmtdevs : COUNT(scene_mgmtdevs);
	int result;

	*machine = (struct demo_machine){ 0 };
	result = scene_add_mgmtdevs(machine, mgmtdevs);
	for (uint32_t i = 0; i < mgmtdevs && !result; i++) {
		struct demo_mgmtdev *mgmtdev = array_at(&machine->mgmtdevs, struct demo_mgmtdev, i);

		result = scene_fill(&scene, (int32_t)i, options->devices,
				    is_default ? 1 : options->devices);
		/* Whoever asks for several devices per mgmtdev gets them, but not one more. */
		if (mgmtdev->count > mgmtdev->room)
			mgmtdev->room = mgmtdev->count;
	}
	if (!result && mgmtdevs > (uint32_t)scene_offer.mgmtdev)
		result = scene_add_daemon(&scene, &scene_offer);
	if (!result && is_default && !options->mgmtdevs)
		result = scene_add_device(&scene, &scene_unmanaged);
	machine->built = machine->identities;
	return result;
}
