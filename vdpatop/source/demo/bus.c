/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a write to the demo's sysfs does: bus/vdpa/drivers/DRIVER/bind and unbind, with the errnos of
 * drivers/base/bus.c and dd.c and the words of source/host/change.c. It runs in a child of its own and
 * waits, as the kernel does, until a node that somebody holds open is closed.
 */
#include "source/demo/host.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "source/demo/binding.h"
#include "source/host.h"

struct change {
	struct demo_host *host;
	const struct host_request *request;
	struct error *error;
	char shown[256]; /* the device's name, for people */
};

/* The device that was meant; locked. NULL and a code (-ENODEV, -ESTALE) when it is not there. */
static struct demo_device *change_find(const struct change *change, int *ret_code)
{
	struct demo_device *device =
		demo_machine_find(&change->host->machine, change->request->device);

	if (device && demo_device_inode(device) == change->request->identity)
		return device;
	if (device)
		*ret_code = error_set(change->error, -ESTALE,
				      "%s was made anew since: this is another device", change->shown);
	else
		*ret_code = error_set(change->error, -ENODEV, "%s is gone", change->shown);
	return NULL;
}

static uint64_t change_elapsed(const struct change *change)
{
	const struct demo_options *options = &change->host->options;

	return options->has_traffic ? demo_ledger_elapsed(options->ledger) : 0;
}

/* Lets DEVICE go, or has it leave; what is entered the others see at once. */
static int change_begin_unbind(const struct change *change, struct demo_device *device)
{
	struct demo_reader *reader = &change->host->reader;

	if (!demo_ledger_has_room(reader, device))
		return error_set(change->error, -ENOSPC, "%s", demo_ledger_words());
	demo_device_unbind(device, demo_ledger_now(reader->ledger), change_elapsed(change));
	demo_ledger_enter(reader, device);
	return 0;
}

/* Waits, locked between, until the device is bound to nothing or gone. */
static int change_unbind(const struct change *change)
{
	int result = 0, gone;
	const struct demo_device *left;
	struct demo_device *device = change_find(change, &result);

	if (device && device->driver != DEMO_UNBOUND && !device->is_leaving)
		result = change_begin_unbind(change, device);
	for (left = result ? NULL : device; left && left->is_leaving; left = change_find(change, &gone))
		demo_ledger_wait(&change->host->reader);
	return result;
}

static int change_attach(const struct change *change, enum demo_driver driver)
{
	struct demo_reader *reader = &change->host->reader;
	int result = 0;
	struct demo_device *device = change_find(change, &result);

	if (!device)
		return result;
	if (device->driver != DEMO_UNBOUND)
		return error_set(change->error, -EBUSY, "%s did not take %s, which has %s now: %s",
				 demo_driver_name(driver), change->shown,
				 demo_driver_name(device->driver), error_text(EBUSY));
	if (!demo_ledger_has_room(reader, device))
		return error_set(change->error, -ENOSPC, "%s", demo_ledger_words());
	demo_device_bind(&change->host->machine, device, driver, change_elapsed(change));
	demo_ledger_enter(reader, device);
	return 0;
}

static int change_bind(const struct change *change)
{
	enum demo_driver driver = demo_driver_find(change->request->driver, change->host->options.fault);
	const struct demo_device *device;
	int result = 0;

	device = change_find(change, &result);
	if (!device || (device->driver == driver && !device->is_leaving))
		return result;
	result = change_unbind(change);
	return result ? result : change_attach(change, driver);
}

/* Nobody but uid 0 may write there, and without the module nothing is there. */
static int change_check(const struct change *change)
{
	const char *file = change->request->change == HOST_BIND ? "bind" : "unbind";
	const char *driver = change->request->driver;

	if (change->host->options.fault == DEMO_FAULT_NO_MODULE)
		return error_set(change->error, -ENODEV, "%s is gone", change->shown);
	if (change->host->options.fault == DEMO_FAULT_NO_ACCESS)
		return error_set(change->error, -EACCES,
				 "%s: only uid 0 may write /sys/bus/vdpa/drivers/*/%s (%s)",
				 change->shown, file, error_text(EACCES));
	if (driver && driver[0] &&
	    demo_driver_find(driver, change->host->options.fault) == DEMO_UNBOUND)
		return error_set(change->error, -ENOENT, "%s is not loaded: modprobe %s", driver, driver);
	return 0;
}

int demo_host_change(void *self, const struct host_request *request, struct error *error)
{
	struct change change = { .host = self, .request = request, .error = error };
	struct demo_reader *reader = &change.host->reader;
	int result;

	text_safe(change.shown, sizeof(change.shown), request->device, strlen(request->device));
	result = change_check(&change);
	if (result < 0)
		return result;
	demo_ledger_lock(reader);
	result = request->change == HOST_BIND ? change_bind(&change) : change_unbind(&change);
	demo_ledger_unlock(reader);
	return result;
}
