/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * DEV_NEW, with the kernel's checks in the kernel's order: those of drivers/vdpa/vdpa.c first, then
 * those of the management device's driver.
 */
#include "source/demo/command.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <libmnl/libmnl.h>

#include "source/demo/binding.h"
#include "source/demo/fault.h"
#include "source/demo/kernel.h"
#include "source/demo/ledger.h"
#include "vdpa/name.h"

#define SETS(attribute) DEMO_BIT(VDPA_ATTR_##attribute)
#define NET_SETTINGS (SETS(DEV_NET_CFG_MACADDR) | SETS(DEV_NET_CFG_MTU) | SETS(DEV_NET_CFG_MAX_VQP))
/* Features that belong to the class and not to the transport (bits 28 to 42). */
#define CLASS_FEATURES (~UINT64_C(0) << 43 | (DEMO_BIT(28) - 1))

/* What DEV_NEW wishes of the device. */
struct wish {
	uint64_t given; /* bit = attribute */
	uint64_t features;
	uint16_t pairs, mtu;
	uint8_t mac[DEMO_MAC_SIZE];
};

static struct wish read_wish(const struct demo_request *request)
{
	const struct nlattr *const *attributes = request->attributes;
	struct wish wish = { 0 };

	for (uint32_t i = 0; i <= DEMO_MAXATTR; i++)
		if (attributes[i] && (NET_SETTINGS | SETS(DEV_FEATURES)) & DEMO_BIT(i))
			wish.given |= DEMO_BIT(i);
	if (wish.given & SETS(DEV_NET_CFG_MACADDR))
		memcpy(wish.mac, mnl_attr_get_payload(attributes[VDPA_ATTR_DEV_NET_CFG_MACADDR]),
		       sizeof(wish.mac));
	if (wish.given & SETS(DEV_NET_CFG_MTU))
		wish.mtu = mnl_attr_get_u16(attributes[VDPA_ATTR_DEV_NET_CFG_MTU]);
	if (wish.given & SETS(DEV_NET_CFG_MAX_VQP))
		wish.pairs = mnl_attr_get_u16(attributes[VDPA_ATTR_DEV_NET_CFG_MAX_VQP]);
	if (wish.given & SETS(DEV_FEATURES))
		wish.features = mnl_attr_get_u64(attributes[VDPA_ATTR_DEV_FEATURES]);
	return wish;
}

/* A setting that is given with features must be among them. */
static uint64_t missing_features(const struct wish *wish)
{
	uint64_t needed = 0;

	if (!(wish->given & SETS(DEV_FEATURES)))
		return 0;
	if (wish->given & SETS(DEV_NET_CFG_MACADDR))
		needed |= DEMO_FEATURE(NET, MAC);
	if (wish->given & SETS(DEV_NET_CFG_MTU))
		needed |= DEMO_FEATURE(NET, MTU);
	if (wish->pairs > 1)
		needed |= DEMO_FEATURE(NET, MQ);
	return needed & ~wish->features;
}

static int check_wish(const struct wish *wish, struct demo_extack *extack)
{
	uint64_t missing = missing_features(wish);

	if (wish->given & SETS(DEV_NET_CFG_MAX_VQP) && !wish->pairs) {
		demo_extack_say(extack, "vdpa: At least one pair of VQs is required");
		return -EINVAL;
	}
	if (missing) {
		demo_extack_format(extack, "vdpa: Missing features 0x%llx for provided attributes",
				   (unsigned long long)missing);
		return -EINVAL;
	}
	return 0;
}

/* What the management device can be asked for at all. */
static int check_mgmtdev(const struct demo_kind *kind, const struct wish *wish,
			 struct demo_extack *extack)
{
	if (wish->given & ~kind->settable) {
		demo_extack_format(extack,
				   "vdpa: Some provided attributes are not supported: 0x%llx",
				   (unsigned long long)(wish->given & ~kind->settable));
		return -EOPNOTSUPP;
	}
	if (wish->given & NET_SETTINGS && !demo_kind_has_net(kind)) {
		demo_extack_say(extack, "vdpa: Network class attributes provided on unsupported "
					"management device");
		return -EINVAL;
	}
	if ((wish->given & (NET_SETTINGS | SETS(DEV_FEATURES))) == SETS(DEV_FEATURES) &&
	    demo_kind_has_net(kind) && kind->classes & (kind->classes - 1) &&
	    wish->features & CLASS_FEATURES) {
		demo_extack_say(extack, "vdpa: Management device supports multi-class while device "
					"features specified are ambiguous");
		return -EINVAL;
	}
	return 0;
}

static bool has_zero_mac(const struct wish *wish)
{
	static const uint8_t zero[DEMO_MAC_SIZE];

	return wish->given & SETS(DEV_NET_CFG_MACADDR) && !memcmp(wish->mac, zero, sizeof(zero));
}

/* drivers/vdpa/mlx5/net/mlx5_vnet.c mlx5_vdpa_dev_add() */
static int check_mlx5(const struct demo_mgmtdev *mgmtdev, const struct wish *wish)
{
	const uint64_t least = DEMO_FEATURE(ANY, VERSION_1) | DEMO_FEATURE(ANY, ACCESS_PLATFORM);

	if (mgmtdev->count >= mgmtdev->room)
		return -ENOSPC;
	if (wish->given & SETS(DEV_FEATURES)) {
		if (wish->features & ~mgmtdev->kind->reported)
			return -EINVAL;
		if (~wish->features & least)
			return -EOPNOTSUPP;
	}
	if (wish->pairs > mgmtdev->kind->most_pairs)
		return -EINVAL;
	return has_zero_mac(wish) && wish->features & DEMO_FEATURE(NET, MAC) ? -EINVAL : 0;
}

/* Names that stand in /sys/devices already, where a simulator's devices are put. */
static bool is_taken_in_sysfs(const char *name)
{
	static const char *const taken[] = { "virtual", "system", "platform", "vdpasim_net",
					     "vdpasim_blk", "vduse" };

	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
		if (!strcmp(name, taken[i]))
			return true;
	return false;
}

static int check_driver(struct demo_kernel *kernel, int32_t number, const struct wish *wish,
			const char *name)
{
	const struct demo_mgmtdev *mgmtdev =
		array_at(&kernel->machine.mgmtdevs, struct demo_mgmtdev, number);
	const struct demo_kind *kind = mgmtdev->kind;
	const struct demo_device *same = demo_machine_find(&kernel->machine, name);

	if (kind->is_hardware) {
		int result = check_mlx5(mgmtdev, wish);

		if (result < 0)
			return result;
	} else if (wish->given & SETS(DEV_FEATURES) && wish->features & ~kind->reported) {
		return -EINVAL;
	}
	if (kind->needs_daemon && !demo_machine_find_daemon(&kernel->machine, number, name))
		return -EINVAL;
	if (same)
		return -EEXIST;
	if (!name[0])
		return -EINVAL;
	return !kind->is_hardware && is_taken_in_sysfs(name) ? -EEXIST : 0;
}

static void grant_wish(struct demo_device *device, const struct demo_kind *kind,
		       const struct wish *wish)
{
	if (wish->given & SETS(DEV_FEATURES))
		device->features = wish->features;
	if (wish->given & SETS(DEV_NET_CFG_MTU))
		device->mtu = wish->mtu;
	if (wish->given & SETS(DEV_NET_CFG_MACADDR)) {
		memcpy(device->mac, wish->mac, sizeof(device->mac));
	} else if (kind->is_hardware) {
		const uint8_t mac[] = { 0x52, 0x54, 0x00, 0x13, (uint8_t)(device->identity >> 8),
					(uint8_t)device->identity };

		memcpy(device->mac, mac, sizeof(mac));
	}
	/* drivers/vdpa/mlx5/net/mlx5_vnet.c: a zero address is none, unless the feature was asked for. */
	if (kind->is_hardware && has_zero_mac(wish) && !(wish->given & SETS(DEV_FEATURES)))
		device->features &= ~DEMO_FEATURE(NET, MAC);
	if (kind->is_hardware) {
		device->max_vqp = wish->pairs ? wish->pairs : kind->default_pairs;
		device->nvqs = 2u * device->max_vqp + 1;
	}
}

/* device_add() has a driver of the bus take the device before it returns (drivers/base/dd.c). */
static void probe(struct demo_kernel *kernel, struct demo_device *device)
{
	const char *name = demo_driver_name(kernel->options.autoprobe);
	enum demo_driver driver = demo_driver_find(name, kernel->options.fault);

	/* That it fails is no failure of DEV_NEW. */
	if (driver == DEMO_UNBOUND || demo_fault_is_dead(kernel, device->mgmtdev))
		return;
	demo_device_bind(&kernel->machine, device, driver, kernel->traffic.elapsed);
	demo_news_tell(kernel, device, DEMO_TAKEN);
}

static int register_device(struct demo_kernel *kernel, int32_t number, const struct wish *wish,
		       const char *name)
{
	const struct demo_mgmtdev *mgmtdev =
		array_at(&kernel->machine.mgmtdevs, struct demo_mgmtdev, number);
	const struct demo_daemon *daemon = demo_machine_find_daemon(&kernel->machine, number, name);
	uint32_t class_id = demo_kind_has_net(mgmtdev->kind) ? VDPA_CLASS_NET : VDPA_CLASS_BLOCK;
	struct demo_device *device = demo_machine_add(&kernel->machine, number,
						      daemon ? daemon->class_id : class_id, name);

	if (!device)
		return -ENOMEM;
	if (daemon)
		demo_device_set_queues(device, daemon->queues);
	grant_wish(device, mgmtdev->kind, wish);
	demo_device_begin(device, kernel->traffic.elapsed);
	demo_news_tell(kernel, device, DEMO_ADDED);
	probe(kernel, device);
	demo_ledger_enter(&kernel->reader, device);
	return 0;
}

/* The driver's part: NAME is the device's as the bus will know it. Nobody else adds meanwhile. */
static int make_device(struct demo_kernel *kernel, struct demo_request *request, int32_t number,
		       const struct wish *wish, const char *name)
{
	int result = check_driver(kernel, number, wish, name);

	if (result < 0)
		return result;
	demo_fault_delay(kernel, DEMO_ADDED, number);
	demo_ledger_lock(&kernel->reader);
	if (demo_ledger_has_room(&kernel->reader, NULL))
		result = register_device(kernel, number, wish, name);
	else
		result = demo_refuse_full(request);
	demo_ledger_unlock(&kernel->reader);
	return result;
}

int demo_add_device(struct demo_kernel *kernel, struct demo_request *request)
{
	const char *asked = demo_request_text(request, VDPA_ATTR_DEV_NAME);
	struct wish wish = read_wish(request);
	const struct demo_mgmtdev *mgmtdev;
	int found, result;
	char *name;

	if (!asked)
		return -EINVAL;
	result = check_wish(&wish, &request->extack);
	if (result < 0)
		return result;
	found = demo_find_mgmtdev(kernel, request,
				  "vdpa: Fail to find the specified management device");
	if (found < 0)
		return found;
	mgmtdev = array_at(&kernel->machine.mgmtdevs, struct demo_mgmtdev, found);
	result = check_mgmtdev(mgmtdev->kind, &wish, &request->extack);
	if (result < 0)
		return result;
	name = strdup(asked);
	if (!name)
		return -ENOMEM;
	vdpa_name_in_kernel(name);
	result = make_device(kernel, request, found, &wish, name);
	free(name);
	return result;
}
