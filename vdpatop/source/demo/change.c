/* SPDX-License-Identifier: GPL-2.0-or-later */
/* DEV_DEL and DEV_ATTR_SET, as in drivers/vdpa/vdpa.c. */
#include "source/demo/command.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include <libmnl/libmnl.h>

#include "source/demo/binding.h"
#include "source/demo/fault.h"
#include "source/demo/kernel.h"
#include "source/demo/ledger.h"

int demo_refuse_full(struct demo_request *request)
{
	demo_extack_say(&request->extack, demo_ledger_words());
	return -ENOSPC;
}

static int find_deletable(struct demo_kernel *kernel, struct demo_request *request,
			  struct demo_device **ret_device)
{
	return demo_find_device(kernel, request,
				"vdpa: Only user created device can be deleted by user", ret_device);
}

/* Locked. -EINPROGRESS: the kernel has to wait before it can go on. */
static int delete_device(struct demo_kernel *kernel, struct demo_request *request)
{
	struct demo_device *device;
	int result = find_deletable(kernel, request, &device);

	if (result < 0)
		return result;
	if (!demo_ledger_has_room(&kernel->reader, device))
		return demo_refuse_full(request);
	/* vhost_vdpa_remove() waits until the node is closed, and the demo's clock waits with it. */
	if (device->pid)
		return -EINPROGRESS;
	demo_ledger_enter_gone(&kernel->reader, device);
	if (device->driver != DEMO_UNBOUND)
		demo_news_tell(kernel, device, DEMO_LEFT);
	demo_news_tell(kernel, device, DEMO_GONE);
	demo_machine_remove(&kernel->machine, device);
	return 0;
}

int demo_delete_device(struct demo_kernel *kernel, struct demo_request *request)
{
	struct demo_device *device;
	int result = find_deletable(kernel, request, &device);

	if (result < 0)
		return result;
	demo_fault_delay(kernel, DEMO_GONE, device->mgmtdev);
	demo_ledger_lock(&kernel->reader);
	result = delete_device(kernel, request);
	demo_ledger_unlock(&kernel->reader);
	if (result == -EINPROGRESS)
		demo_fault_hang();
	return result;
}

static void close_node(struct demo_kernel *kernel, struct demo_device *device)
{
	struct demo_device before = *device;

	demo_device_close(device, kernel->traffic.elapsed);
	demo_ledger_enter(&kernel->reader, device);
	demo_news_tell_others(kernel, &before, device);
}

void demo_close_nodes(struct demo_kernel *kernel)
{
	struct demo_machine *machine = &kernel->machine;

	if (!isfinite(kernel->options.release))
		return;
	demo_ledger_lock(&kernel->reader);
	for (size_t i = 0; i < machine->devices.count; i++) {
		struct demo_device *device = array_at(&machine->devices, struct demo_device, i);

		if (device->is_leaving &&
		    (double)(kernel->due - device->leaving_since) >= kernel->options.release * 1e9)
			close_node(kernel, device);
	}
	demo_ledger_unlock(&kernel->reader);
}

static int set_mac(struct demo_kernel *kernel, struct demo_device *device,
		   struct demo_request *request)
{
	static const uint8_t zero[DEMO_MAC_SIZE];
	const struct nlattr *attribute = request->attributes[VDPA_ATTR_DEV_NET_CFG_MACADDR];
	const uint8_t *mac;

	if (!attribute)
		return -EOPNOTSUPP;
	mac = mnl_attr_get_payload(attribute);
	if (mac[0] & 1 || !memcmp(mac, zero, sizeof(zero))) {
		demo_extack_format(&request->extack, "vdpa: Invalid MAC address");
		return -EOPNOTSUPP;
	}
	if (!demo_device_kind(&kernel->machine, device)->has_attr_set) {
		demo_extack_format(&request->extack,
				   "vdpa: Operation not supported by the device.");
		return -EOPNOTSUPP;
	}
	if (!demo_ledger_has_room(&kernel->reader, device))
		return demo_refuse_full(request);
	memcpy(device->mac, mac, sizeof(device->mac));
	demo_ledger_enter(&kernel->reader, device);
	demo_news_tell(kernel, device, DEMO_CHANGED);
	return 0;
}

static int set_attributes(struct demo_kernel *kernel, struct demo_request *request)
{
	const struct demo_kind *kind;
	struct demo_device *device;
	int result = demo_find_device(kernel, request, "vdpa: unmanaged vdpa device", &device);

	if (result < 0)
		return result;
	kind = demo_device_kind(&kernel->machine, device);
	if (demo_kind_has_net(kind))
		return set_mac(kernel, device, request);
	/* Not done, but no error either: only the words tell (drivers/vdpa/vdpa.c). */
	demo_extack_format(&request->extack, "vdpa: %s device not supported",
			   demo_request_text(request, VDPA_ATTR_DEV_NAME));
	return 0;
}

int demo_set_attributes(struct demo_kernel *kernel, struct demo_request *request)
{
	int result;

	demo_ledger_lock(&kernel->reader);
	result = set_attributes(kernel, request);
	demo_ledger_unlock(&kernel->reader);
	return result;
}
