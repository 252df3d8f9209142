/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page on which the netlink worker notes what it is about to ask. */
#include "engine/progress.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "base/text.h"
#include "vdpa/numbers.h"

struct progress *progress_new(void)
{
	void *page = mmap(NULL, sizeof(struct progress), PROT_READ | PROT_WRITE,
			  MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return page == MAP_FAILED ? NULL : page;
}

void progress_free(struct progress *progress)
{
	if (progress)
		munmap(progress, sizeof(*progress));
}

void progress_note(struct progress *progress, uint32_t command, const char *device)
{
	if (!progress)
		return;
	progress->command = command;
	text_copy(progress->device, sizeof(progress->device), device ? device : "");
	__atomic_fetch_add(&progress->requests, 1, __ATOMIC_RELEASE);
}

uint64_t progress_count(const struct progress *progress)
{
	return __atomic_load_n(&progress->requests, __ATOMIC_ACQUIRE);
}

static const char *progress_verb(uint32_t command)
{
	switch (command) {
	case VDPA_CMD_MGMTDEV_GET:
		return "listing management devices";
	case VDPA_CMD_DEV_GET:
		return "listing devices";
	case VDPA_CMD_DEV_CONFIG_GET:
		return "asking for the configuration";
	case VDPA_CMD_DEV_VSTATS_GET:
		return "asking for counters";
	default:
		return "looking up the vdpa family";
	}
}

void progress_describe(const struct progress *progress, char *to, size_t size)
{
	char device[sizeof(progress->device) + 1];

	memcpy(device, progress->device, sizeof(progress->device));
	device[sizeof(progress->device)] = '\0';
	snprintf(to, size, "%s%s%s", progress_verb(progress->command), device[0] ? " of " : "", device);
}
