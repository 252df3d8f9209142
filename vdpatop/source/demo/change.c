/* SPDX-License-Identifier: GPL-2.0-or-later */
/* DEV_DEL and DEV_ATTR_SET, as in drivers/vdpa/vdpa.c. */
#include "source/demo/command.h"

#include <errno.h>
#include <string.h>

#include <libmnl/libmnl.h>

#include "source/demo/fault.h"
#include "source/demo/kernel.h"
#include "source/demo/ledger.h"

int demo_delete_device(struct demo_kernel *kernel, struct demo_request *request)
{
	struct demo_device *device;
	int result = demo_find_device(kernel, request,
				      "vdpa: Only user created device can be deleted by user",
				      &device);

	if (result < 0)
		return result;
	/* vhost_vdpa_remove() waits until the node is closed, and the demo's holder never does. */
	if (device->pid)
		demo_fault_hang();
	demo_ledger_enter_gone(kernel->options.ledger, device);
	demo_news_tell(kernel, device, DEMO_GONE);
	demo_machine_remove(&kernel->machine, device);
	return 0;
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
	memcpy(device->mac, mac, sizeof(device->mac));
	demo_ledger_enter(kernel->options.ledger, device);
	demo_news_tell(kernel, device, DEMO_CHANGED);
	return 0;
}

int demo_set_attributes(struct demo_kernel *kernel, struct demo_request *request)
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
