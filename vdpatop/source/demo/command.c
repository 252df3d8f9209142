/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The family's questions, one at a time: look up what is asked about, fill a reply, send it. What
 * changes the machine is in add.c and change.c.
 */
#include "source/demo/command.h"

#include <errno.h>

#include <libmnl/libmnl.h>

#include "source/demo/fill.h"
#include "source/demo/kernel.h"

/* A reply is written here, aligned as messages are. */
#define PLACE(name) _Alignas(NLMSG_ALIGNTO) char name[DEMO_MESSAGE_SIZE]

int demo_find_mgmtdev(struct demo_kernel *kernel, struct demo_request *request, const char *words)
{
	const char *name = demo_request_text(request, VDPA_ATTR_MGMTDEV_DEV_NAME);
	const char *bus = demo_request_text(request, VDPA_ATTR_MGMTDEV_BUS_NAME);
	int32_t found = name ? demo_machine_find_mgmtdev(&kernel->machine, bus, name) : -1;

	if (found < 0)
		demo_extack_say(&request->extack, words);
	if (!name)
		return -EINVAL;
	return found < 0 ? -ENODEV : found;
}

int demo_find_device(struct demo_kernel *kernel, struct demo_request *request,
		     const char *unmanaged, struct demo_device **ret_device)
{
	const char *name = demo_request_text(request, VDPA_ATTR_DEV_NAME);
	struct demo_device *device;

	if (!name)
		return -EINVAL;
	device = demo_machine_find(&kernel->machine, name);
	if (!device) {
		demo_extack_say(&request->extack, "vdpa: device not found");
		return -ENODEV;
	}
	if (device->mgmtdev < 0) {
		demo_extack_say(&request->extack, unmanaged);
		return -EINVAL;
	}
	*ret_device = device;
	return 0;
}

static int get_mgmtdev(struct demo_kernel *kernel, struct demo_request *request)
{
	PLACE(place);
	struct demo_message message = demo_reply_begin(request, place, VDPA_CMD_MGMTDEV_NEW);
	int found = demo_find_mgmtdev(kernel, request,
				      "vdpa: Fail to find the specified mgmt device");

	if (found < 0)
		return found;
	demo_fill_mgmtdev(array_at(&kernel->machine.mgmtdevs, struct demo_mgmtdev, found),
			  &message);
	return demo_reply_send(kernel, &message);
}

static int get_device(struct demo_kernel *kernel, struct demo_request *request)
{
	PLACE(place);
	struct demo_message message = demo_reply_begin(request, place, VDPA_CMD_DEV_NEW);
	struct demo_device *device;
	int result = demo_find_device(kernel, request, "", &device);

	if (result < 0)
		return result;
	demo_fill_device(kernel, device, &message);
	return demo_reply_send(kernel, &message);
}

static int get_config(struct demo_kernel *kernel, struct demo_request *request)
{
	PLACE(place);
	struct demo_message message = demo_reply_begin(request, place, VDPA_CMD_DEV_CONFIG_GET);
	struct demo_device *device;
	int result = demo_find_device(kernel, request, "vdpa: unmanaged vdpa device", &device);

	if (!result)
		result = demo_fill_config(device, &message);
	return result < 0 ? result : demo_reply_send(kernel, &message);
}

static int get_stats(struct demo_kernel *kernel, struct demo_request *request)
{
	PLACE(place);
	struct demo_message message = demo_reply_begin(request, place, VDPA_CMD_DEV_VSTATS_GET);
	const struct nlattr *index = request->attributes[VDPA_ATTR_DEV_QUEUE_INDEX];
	struct demo_device *device;
	int result;

	if (!request->attributes[VDPA_ATTR_DEV_NAME] || !index)
		return -EINVAL;
	result = demo_find_device(kernel, request, "vdpa: unmanaged vdpa device", &device);
	if (!result)
		result = demo_fill_stats(kernel, device, mnl_attr_get_u32(index), &message,
					 &request->extack);
	return result < 0 ? result : demo_reply_send(kernel, &message);
}

int demo_command_do(struct demo_kernel *kernel, uint8_t command, struct demo_request *request)
{
	static int (*const handlers[])(struct demo_kernel *, struct demo_request *) = {
		[VDPA_CMD_MGMTDEV_GET] = get_mgmtdev,
		[VDPA_CMD_DEV_NEW] = demo_add_device,
		[VDPA_CMD_DEV_DEL] = demo_delete_device,
		[VDPA_CMD_DEV_GET] = get_device,
		[VDPA_CMD_DEV_CONFIG_GET] = get_config,
		[VDPA_CMD_DEV_VSTATS_GET] = get_stats,
		[VDPA_CMD_DEV_ATTR_SET] = demo_set_attributes,
	};

	return handlers[command](kernel, request);
}
