/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page on which the netlink worker notes what it is about to ask. */
#include "engine/progress.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "base/clock.h"
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
	__atomic_store_n(&progress->time, clock_monotonic(), __ATOMIC_RELAXED);
	__atomic_fetch_add(&progress->requests, 1, __ATOMIC_RELEASE);
}

uint64_t progress_count(const struct progress *progress, int64_t *ret_time)
{
	uint64_t count = __atomic_load_n(&progress->requests, __ATOMIC_ACQUIRE);

	*ret_time = __atomic_load_n(&progress->time, __ATOMIC_RELAXED);
	return count;
}

static const struct request_words {
	uint32_t command;
	const char *verb;
	const char *joint; /* before the device's name */
	bool is_change;
} request_words[] = {
	{ VDPA_CMD_MGMTDEV_GET, "listing management devices", " of ", false },
	{ VDPA_CMD_DEV_GET, "listing devices", " of ", false },
	{ VDPA_CMD_DEV_CONFIG_GET, "asking for the configuration", " of ", false },
	{ VDPA_CMD_DEV_VSTATS_GET, "asking for counters", " of ", false },
	{ VDPA_CMD_DEV_NEW, "adding", " ", true },
	{ VDPA_CMD_DEV_ATTR_SET, "setting attributes", " of ", true },
	{ VDPA_CMD_DEV_DEL, "deleting", " ", true },
	{ VDPA_CMD_UNSPEC, "looking up the vdpa family", " of ", false },
};

static const struct request_words *progress_words(const struct progress *progress)
{
	const struct request_words *words = request_words;

	while (words->command != progress->command && words->command != VDPA_CMD_UNSPEC)
		words++;
	return words;
}

bool progress_is_change(const struct progress *progress)
{
	return progress_words(progress)->is_change;
}

void progress_describe(const struct progress *progress, char *to, size_t size)
{
	const struct request_words *words = progress_words(progress);
	char device[sizeof(progress->device) + 1];

	memcpy(device, progress->device, sizeof(progress->device));
	device[sizeof(progress->device)] = '\0';
	snprintf(to, size, "%s%s%s", words->verb, device[0] ? words->joint : "", device);
}
