/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the demo's machine shows in sysfs and /proc; made from the same scene as its netlink. */
#include "source/host.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "source/demo/binding.h"
#include "source/demo/host.h"

/*
 * A device that is leaving still has its driver and its node, as source/host/leaving.c tells of a real one:
 * whoever holds the node is the reason why it is there.
 */
static void tell_device(const struct demo_machine *machine, const struct demo_device *device,
			const struct host_visitor *visitor)
{
	const struct demo_mgmtdev *mgmtdev = demo_device_mgmtdev(machine, device);
	char node[32] = "";
	struct host_device told = {
		.name = device->name,
		.identity = demo_device_inode(device),
		.driver = demo_driver_name(device->driver),
		.node = node,
		.netdev = device->netdev,
		.disk = device->disk,
		.parent = mgmtdev ? mgmtdev->name : "0000:05:00.0",
		.is_netdev_up = device->netdev[0] && device->load,
		.is_disk_mounted = device->disk[0] && device->load,
	};

	if (device->node >= 0)
		snprintf(node, sizeof(node), "/dev/vhost-vdpa-%d", device->node);
	visitor->device(visitor->context, &told);
}

/* A machine of two nodes. */
static int32_t user_numa_node(const struct demo_machine *machine, const struct demo_device *device)
{
	const struct demo_mgmtdev *mgmtdev = demo_device_mgmtdev(machine, device);

	if (!mgmtdev || mgmtdev->numa_node < 0)
		return -1;
	return device->is_far ? !mgmtdev->numa_node : mgmtdev->numa_node;
}

static void tell_user(const struct demo_machine *machine, const struct demo_device *device,
		      const struct host_visitor *visitor)
{
	struct host_user user = {
		.device = device->name,
		.command = device->command,
		.vm = device->vm,
		.pid = device->pid,
		.numa_node = user_numa_node(machine, device),
	};

	visitor->user(visitor->context, &user);
}

static void tell_mappings(const struct demo_device *device, const struct host_visitor *visitor)
{
	for (uint32_t i = 0; i < 2u * device->max_vqp; i++) {
		struct host_mapping mapping = { device->name, i, device->pid };

		visitor->mapping(visitor->context, &mapping);
	}
}

static void tell_mgmtdev(const struct demo_mgmtdev *mgmtdev, const struct host_visitor *visitor)
{
	struct host_mgmtdev told = {
		.bus = mgmtdev->bus,
		.name = mgmtdev->name,
		.driver = mgmtdev->kind->driver,
		.pci = mgmtdev->pci,
		.function = mgmtdev->function,
		.representor = mgmtdev->representor,
		.numa_node = mgmtdev->numa_node,
		.representor_link = mgmtdev->representor[0] ? 1 : -1,
	};

	visitor->mgmtdev(visitor->context, &told);
}

/* Who freezes generic netlink, as source/host/suspects.c tells of a real one. */
static void tell_suspect(const struct host_visitor *visitor)
{
	static const struct host_suspect suspect = {
		.command = "vdpa dev del web0", .wchan = "vhost_vdpa_remove", .pid = 6021, .is_deleting = true,
	};

	visitor->suspect(visitor->context, &suspect);
}

static int demo_scan(void *self, const struct host_question *mgmtdevs, uint32_t count,
		     const struct host_visitor *visitor, struct error *error)
{
	struct demo_host *host = self;
	const struct demo_machine *machine = &host->machine;

	(void)error;
	if (host->options.fault == DEMO_FAULT_NO_MODULE)
		return 0;
	demo_ledger_sync(&host->reader);
	if (host->options.hides_users)
		visitor->hidden(visitor->context);
	if (host->options.fault == DEMO_FAULT_FROZEN || host->options.fault == DEMO_FAULT_HANG)
		tell_suspect(visitor);
	for (size_t i = 0; i < machine->devices.count; i++) {
		const struct demo_device *device =
			array_at(&machine->devices, struct demo_device, i);

		tell_device(machine, device, visitor);
		if (device->pid && !host->options.hides_users)
			tell_user(machine, device, visitor);
		if (device->is_mapped && !host->options.hides_users)
			tell_mappings(device, visitor);
	}
	for (uint32_t i = 0; i < count; i++) {
		const char *bus = mgmtdevs[i].bus && mgmtdevs[i].bus[0] ? mgmtdevs[i].bus : NULL;
		int32_t found = demo_machine_find_mgmtdev(machine, bus, mgmtdevs[i].name);

		if (found >= 0)
			tell_mgmtdev(array_at(&machine->mgmtdevs, struct demo_mgmtdev, found),
				     visitor);
	}
	return 0;
}

static void demo_close(void *self)
{
	struct demo_host *host = self;

	demo_reader_close(&host->reader);
	demo_machine_free(&host->machine);
	free(host);
}

int host_open_demo(struct host *ret_host, const struct demo_options *options, struct error *error)
{
	struct demo_host *host = calloc(1, sizeof(*host));

	if (!host)
		return error_set(error, -ENOMEM, "no memory for the demo host");
	host->options = *options;
	host->reader = (struct demo_reader){ .ledger = options->ledger, .machine = &host->machine };
	if (demo_machine_build(&host->machine, options) < 0) {
		demo_close(host);
		return error_set(error, -ENOMEM, "no memory for a demo host of this size");
	}
	*ret_host = (struct host){ .change = demo_host_change, .scan = demo_scan, .close = demo_close,
				   .self = host };
	return 0;
}
