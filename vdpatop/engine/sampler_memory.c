/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the sampler remembers from one sample to the next: who could not answer. Such a queue is not
 * asked again until the device's features change, since on some hardware every question is a
 * firmware command.
 */
#include "engine/sampler_private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct memory_name {
	const struct array *memory;
	const char *name;
};

static bool memory_is_named(const void *context, uint32_t number)
{
	const struct memory_name *wanted = context;

	return !strcmp(array_at(wanted->memory, struct memory_device, number)->name, wanted->name);
}

static struct memory_device *memory_add(struct sampler *sampler, const char *name)
{
	struct memory_device *memory = array_add(&sampler->memory, 1);

	if (!memory)
		return NULL;
	memory->refused = ARRAY_OF(bool);
	memory->name = strdup(name);
	if (memory->name && !index_add(&sampler->memory_index, index_hash_text(name),
				       (uint32_t)sampler->memory.count - 1))
		return memory;
	free(memory->name);
	sampler->memory.count--;
	return NULL;
}

static void memory_forget(struct memory_device *memory)
{
	memory->vstats_code = 0;
	memory->has_no_vendor = false;
	memory->refused.count = 0;
}

static struct memory_device *memory_find(const struct sampler *sampler, const char *name)
{
	uint32_t number = index_find(&sampler->memory_index, index_hash_text(name), memory_is_named,
				     &(struct memory_name){ &sampler->memory, name });

	return number == INDEX_NONE ? NULL : array_at(&sampler->memory, struct memory_device, number);
}

static struct memory_device *memory_of(struct sampler *sampler, const struct snapshot_device *device)
{
	const char *name = sampler_text(sampler, device->name);
	struct memory_device *memory = memory_find(sampler, name);

	return memory ? memory : memory_add(sampler, name);
}

/* It may have been made anew: what its configuration was is no help either. */
static void memory_renew(struct memory_device *memory)
{
	memory_forget(memory);
	memory->has_config = false;
}

void sampler_forget(struct sampler *sampler, const char *name)
{
	struct memory_device *memory = name ? memory_find(sampler, name) : NULL;

	if (memory)
		memory_renew(memory);
	for (size_t i = 0; !name && i < sampler->memory.count; i++)
		memory_renew(array_at(&sampler->memory, struct memory_device, i));
}

/* Without it the roles would be guessed anew, and queues be taken for gone. */
void sampler_keep_config(struct sampler *sampler, struct snapshot_device *device)
{
	struct memory_device *memory = memory_of(sampler, device);

	if (!memory)
		return;
	memory->seen = sampler->number;
	if (!device->config_code) {
		memory->has_config = true;
		memory->config = device->config;
	} else if (memory->has_config &&
		   (device->config_code == -ENODATA || device->config_code == -EBADMSG)) {
		device->config = memory->config;
	}
}

struct memory_device *sampler_recall(struct sampler *sampler, const struct snapshot_device *device)
{
	struct memory_device *memory = memory_of(sampler, device);
	bool is_negotiated = device->config.valid & VDPA_HAS_NEGOTIATED;

	if (!memory)
		return NULL;
	if (memory->is_negotiated != is_negotiated || memory->negotiated != device->config.negotiated)
		memory_forget(memory);
	memory->is_negotiated = is_negotiated;
	memory->negotiated = device->config.negotiated;
	memory->seen = sampler->number;
	return memory;
}

/* Devices that are gone are forgotten: one of the same name that comes later is another one. */
void sampler_forget_missing(struct sampler *sampler)
{
	size_t kept = 0;

	for (size_t i = 0; i < sampler->memory.count; i++) {
		struct memory_device *memory = array_at(&sampler->memory, struct memory_device, i);

		if (memory->seen == sampler->number) {
			*array_at(&sampler->memory, struct memory_device, kept++) = *memory;
			continue;
		}
		free(memory->name);
		array_free(&memory->refused);
	}
	if (kept == sampler->memory.count)
		return;
	sampler->memory.count = kept;
	index_clear(&sampler->memory_index);
	for (uint32_t i = 0; i < kept; i++)
		index_add(&sampler->memory_index,
			  index_hash_text(array_at(&sampler->memory, struct memory_device, i)->name), i);
}
