/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Uevents as lib/kobject_uevent.c writes them, group messages as kernel/ does. */
#include "source/demo/news.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>

#include "source/demo/binding.h"
#include "source/demo/fault.h"
#include "source/demo/fill.h"
#include "source/demo/kernel.h"

/* A larger uevent is not sent at all (include/linux/kobject.h). */
#define UEVENT_BUFFER_SIZE 2048

void demo_news_open(struct demo_news *news)
{
	*news = (struct demo_news){ .fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK) };
	for (enum source_channel channel = 0; channel < SOURCE_CHANNELS; channel++)
		demo_outbox_init(&news->box[channel]);
}

void demo_news_close(struct demo_news *news)
{
	for (enum source_channel channel = 0; channel < SOURCE_CHANNELS; channel++)
		demo_outbox_free(&news->box[channel]);
	if (news->fd >= 0)
		close(news->fd);
}

int demo_news_listen(struct demo_kernel *kernel, uint32_t group)
{
	struct demo_outbox *box = &kernel->news.box[SOURCE_MESSAGES];

	demo_outbox_free(box);
	demo_outbox_init(box);
	kernel->news.is_member = false;
	if (!group)
		return 0;
	if (!kernel->options.is_patched || group != kernel->group_id || !demo_kernel_has_family(kernel))
		return -ENOENT;
	kernel->news.is_member = true;
	return 0;
}

static void tell_group(struct demo_kernel *kernel, const struct demo_device *device,
		       enum demo_change change)
{
	_Alignas(NLMSG_ALIGNTO) char place[DEMO_MESSAGE_SIZE];
	const struct demo_address nobody = { 0, 0 };
	struct demo_message message =
		demo_message_begin_genl(place, sizeof(place), kernel->family_id, 0, nobody,
					change == DEMO_GONE ? VDPA_CMD_DEV_DEL : VDPA_CMD_DEV_NEW);
	int result = change == DEMO_GONE ? demo_fill_gone(kernel, device, &message) :
					   demo_fill_change(kernel, device, &message);

	/* As genl_set_err() does: who listens is told that something is missing. */
	if (result < 0)
		kernel->news.box[SOURCE_MESSAGES].failure = -ENOBUFS;
	else
		demo_outbox_put(&kernel->news.box[SOURCE_MESSAGES], place, message.header->nlmsg_len);
}

void demo_news_tell_family(struct demo_kernel *kernel, bool is_there)
{
	_Alignas(NLMSG_ALIGNTO) char place[DEMO_MESSAGE_SIZE];
	const struct demo_address nobody = { 0, 0 };
	struct demo_message message =
		demo_message_begin_genl(place, sizeof(place), GENL_ID_CTRL, 0, nobody,
					is_there ? CTRL_CMD_NEWFAMILY : CTRL_CMD_DELFAMILY);

	demo_put_string(&message, CTRL_ATTR_FAMILY_NAME, VDPA_GENL_NAME);
	demo_put_u16(&message, CTRL_ATTR_FAMILY_ID, kernel->family_id);
	demo_outbox_put(&kernel->news.box[SOURCE_MESSAGES], place, message.header->nlmsg_len);
	demo_news_raise(kernel);
}

/* The driver is named while the device has one (drivers/base/core.c dev_uevent()). */
static void tell_uevent(struct demo_kernel *kernel, const struct demo_device *device,
			const char *action, const char *driver)
{
	char text[2 * UEVENT_BUFFER_SIZE];
	int length = snprintf(text, sizeof(text),
			      "%s@/devices/%s%cACTION=%s%cDEVPATH=/devices/%s%cSUBSYSTEM=vdpa%c", action,
			      device->name, 0, action, 0, device->name, 0, 0);

	if (length < UEVENT_BUFFER_SIZE && driver[0])
		length += snprintf(text + length, sizeof(text) - (size_t)length, "DRIVER=%s%c", driver, 0);
	if (length < UEVENT_BUFFER_SIZE)
		length += snprintf(text + length, sizeof(text) - (size_t)length, "SEQNUM=%" PRIu64,
				   ++kernel->news.number);
	if (length < UEVENT_BUFFER_SIZE)
		demo_outbox_put(&kernel->news.box[SOURCE_UEVENTS], text, (size_t)length + 1);
}

void demo_news_tell(struct demo_kernel *kernel, const struct demo_device *device,
		    enum demo_change change)
{
	static const char *const actions[] = {
		[DEMO_ADDED] = "add", [DEMO_TAKEN] = "bind", [DEMO_CHANGED] = NULL,
		[DEMO_LEFT] = "unbind", [DEMO_GONE] = "remove",
	};
	bool is_binding = change == DEMO_TAKEN || change == DEMO_LEFT;

	if (kernel->news.is_member && device->mgmtdev >= 0 && !is_binding)
		tell_group(kernel, device, change);
	if (actions[change])
		tell_uevent(kernel, device, actions[change], change == DEMO_TAKEN ?
			    demo_driver_name(device->driver) : "");
	demo_news_raise(kernel);
}

static void tell_difference(struct demo_kernel *kernel, const struct demo_device *before,
			    const struct demo_device *after)
{
	if (before->is_negotiated != after->is_negotiated)
		demo_news_tell(kernel, after, DEMO_CHANGED);
	if (before->driver == after->driver && before->bindings == after->bindings)
		return;
	if (before->driver != DEMO_UNBOUND)
		demo_news_tell(kernel, after, DEMO_LEFT);
	if (after->driver != DEMO_UNBOUND)
		demo_news_tell(kernel, after, DEMO_TAKEN);
}

void demo_news_tell_others(void *kernel, const struct demo_device *before,
			   const struct demo_device *after)
{
	if (before && after)
		tell_difference(kernel, before, after);
	else if (after)
		demo_news_tell(kernel, after, DEMO_ADDED);
	else if (before)
		demo_news_tell(kernel, before, DEMO_GONE);
}

static bool news_wait(const struct demo_kernel *kernel)
{
	bool does_wait = kernel->is_change_due;

	for (enum source_channel channel = 0; channel < SOURCE_CHANNELS; channel++) {
		const struct demo_outbox *box = &kernel->news.box[channel];

		does_wait |= box->failure || box->first < box->datagrams.count;
	}
	return does_wait;
}

void demo_news_raise(struct demo_kernel *kernel)
{
	eventfd_t count = 0;

	eventfd_read(kernel->news.fd, &count);
	if (news_wait(kernel))
		eventfd_write(kernel->news.fd, 1);
}

ssize_t demo_news_take(struct demo_kernel *kernel, enum source_channel channel, void *buffer,
		       size_t size)
{
	ssize_t got;

	demo_ledger_hush(&kernel->reader);
	demo_ledger_sync(&kernel->reader);
	demo_fault_change(kernel);
	got = demo_outbox_take(&kernel->news.box[channel], buffer, size);
	demo_news_raise(kernel);
	return got;
}
