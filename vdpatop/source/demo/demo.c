/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The demo host as a source: its kernel behind the transport, its clock that of the samples. */
#include "source/source.h"

#include <errno.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/text.h"
#include "source/demo/binding.h"
#include "source/demo/host.h"
#include "source/demo/kernel.h"

static int demo_send(void *self, const void *data, size_t length)
{
	return demo_kernel_send(self, data, length);
}

static ssize_t demo_receive(void *self, void *buffer, size_t size)
{
	return demo_kernel_receive(self, buffer, size);
}

static int64_t demo_begin(void *self, int64_t due)
{
	demo_kernel_begin(self, due);
	return due;
}

static int64_t demo_now(void *self)
{
	const struct demo_kernel *kernel = self;

	return kernel->due;
}

static int demo_find_missing(void *self)
{
	const struct demo_kernel *kernel = self;

	return kernel->options.fault == DEMO_FAULT_NO_NETNS ? -ENONET : -ENOENT;
}

static int demo_listen(void *self, uint32_t group)
{
	return demo_news_listen(self, group);
}

/* One descriptor stands for what the kernel tells in both channels, the other for what others did. */
static int demo_news_fd(void *self, enum source_channel channel)
{
	struct demo_kernel *kernel = self;

	return channel == SOURCE_UEVENTS ? kernel->news.fd : demo_ledger_bell(&kernel->reader);
}

static ssize_t demo_receive_news(void *self, enum source_channel channel, void *buffer, size_t size)
{
	return demo_news_take(self, channel, buffer, size);
}

/* A device that is leaving has its driver until that is done. */
static int demo_identify(void *self, const char *name, uint64_t *ret_identity, char *ret_driver,
			 size_t size)
{
	struct demo_kernel *kernel = self;
	const struct demo_device *device;

	demo_ledger_sync(&kernel->reader);
	device = demo_machine_find(&kernel->machine, name);
	if (!device || kernel->options.fault == DEMO_FAULT_NO_MODULE)
		return -ENODEV;
	*ret_identity = demo_device_inode(device);
	text_copy(ret_driver, size, demo_driver_name(device->driver));
	return 0;
}

static void demo_close(void *self)
{
	demo_kernel_close(self);
	free(self);
}

int source_open_demo(struct source *ret_source, const struct demo_options *options,
		     struct error *error)
{
	struct demo_kernel *kernel = malloc(sizeof(*kernel));

	if (!kernel)
		return error_set(error, -ENOMEM, "no memory for the demo host");
	if (demo_kernel_open(kernel, options) < 0) {
		demo_close(kernel);
		return error_set(error, -ENOMEM, "no memory for a demo host of this size");
	}
	*ret_source = (struct source){
		.transport = { demo_send, demo_receive, kernel },
		.begin = demo_begin,
		.now = demo_now,
		.find_missing = demo_find_missing,
		.listen = demo_listen,
		.news_fd = demo_news_fd,
		.receive_news = demo_receive_news,
		.identify = demo_identify,
		.close = demo_close,
		.self = kernel,
	};
	return 0;
}
