/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One sample from start to end: the family, the list, the configs, the counters, the snapshot. */
#include "engine/sampler_private.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/error.h"
#include "source/source.h"
#include "vdpa/message.h"
#include "vdpa/numbers.h"

/* A batch may grow while the last took less than this; no signal is seen inside one. */
#define SAMPLER_BATCH_TIME (2 * CLOCK_MILLISECOND)

struct sampler *sampler_new(struct contact *contact, const struct sampler_options *options)
{
	struct sampler *sampler = calloc(1, sizeof(*sampler));

	if (!sampler)
		return NULL;
	sampler->contact = contact;
	sampler->options = *options;
	sampler->batch = 1;
	sampler->memory = ARRAY_OF(struct memory_device);
	sampler->vanished = sampler->is_asked = ARRAY_OF(bool);
	sampler->asked = ARRAY_OF(struct sampler_asked);
	snapshot_writer_init(&sampler->writer);
	return sampler;
}

void sampler_free(struct sampler *sampler)
{
	if (!sampler)
		return;
	for (size_t i = 0; i < sampler->memory.count; i++) {
		struct memory_device *memory = array_at(&sampler->memory, struct memory_device, i);

		free(memory->name);
		array_free(&memory->refused);
	}
	array_free(&sampler->memory);
	array_free(&sampler->vanished);
	array_free(&sampler->is_asked);
	index_free(&sampler->names);
	index_free(&sampler->devices);
	index_free(&sampler->memory_index);
	array_free(&sampler->asked);
	flat_writer_free(&sampler->writer);
	free(sampler);
}

int64_t sampler_kernel_time(const struct sampler *sampler)
{
	return sampler->kernel_time;
}

struct flat_text sampler_put(struct sampler *sampler, const char *text)
{
	return flat_put_text(&sampler->writer, text, strlen(text));
}

const char *sampler_text(const struct sampler *sampler, struct flat_text text)
{
	return text.at < sampler->writer.text.count ?
		       (const char *)sampler->writer.text.data + text.at : "";
}

void sampler_note(struct sampler *sampler, const char *format, ...)
{
	char words[256];
	va_list arguments;

	if (sampler->info.errors++ || sampler->info.reason.length)
		return;
	va_start(arguments, format);
	vsnprintf(words, sizeof(words), format, arguments);
	va_end(arguments);
	sampler->info.reason = sampler_put(sampler, words);
}

/*
 * What counts as the kernel's work for us. A datagram that took longer than a second waited behind
 * somebody else's lock: sleeping after that would only blind us when it is over.
 */
void sampler_count_time(struct sampler *sampler, int64_t took)
{
	if (took < CLOCK_SECOND)
		sampler->kernel_time += took;
}

static void sampler_measure_batch(struct sampler *sampler, int64_t took)
{
	if (took < SAMPLER_BATCH_TIME && sampler->batch < GENL_BATCH_MAX)
		sampler->batch *= 2;
	else if (took >= SAMPLER_BATCH_TIME && sampler->batch > 1)
		sampler->batch /= 2;
}

int sampler_dump_once(struct sampler *sampler, uint8_t command, const char *device,
		      genl_on_message *on_message, struct answer *ret_answer)
{
	const struct vdpa_request request = { .device = device };
	int64_t start = clock_monotonic();
	struct nlmsghdr *message;
	int result;

	progress_note(sampler->contact->progress, command, device);
	message = genl_dump_begin(sampler->contact->genl, &sampler->contact->family, command);
	if (!message)
		return -EBUSY;
	result = vdpa_encode(message, GENL_REQUEST_SIZE, &request);
	if (result < 0)
		return result;
	result = genl_dump_run(sampler->contact->genl, on_message, sampler, ret_answer);
	sampler_count_time(sampler, clock_monotonic() - start);
	return result;
}

/* The device of the batch's first request. */
static const char *sampler_asked_device(const struct sampler *sampler)
{
	uint32_t device;

	if (!sampler->asked.count)
		return NULL;
	device = array_at(&sampler->asked, struct sampler_asked, 0)->device;
	return sampler_text(sampler, sampler_device(sampler, device)->name);
}

int sampler_run(struct sampler *sampler, uint8_t command, genl_on_answer *on_answer)
{
	int64_t start = clock_monotonic();
	int64_t took;
	int result;

	progress_note(sampler->contact->progress, command, sampler_asked_device(sampler));
	result = genl_run(sampler->contact->genl, on_answer, sampler);
	took = clock_monotonic() - start;
	sampler->asked.count = 0;
	sampler_count_time(sampler, took);
	sampler_measure_batch(sampler, took);
	if (result < 0)
		sampler_note(sampler, "sending requests: %s", error_text(result));
	return result;
}

bool sampler_is_full(const struct sampler *sampler)
{
	struct source *source = sampler->contact->source;
	size_t batch = source->batch ? source->batch(source->self) : 0;

	return genl_pending(sampler->contact->genl) >= (batch ? batch : sampler->batch);
}

struct nlmsghdr *sampler_add(struct sampler *sampler, uint8_t command)
{
	if (sampler_is_full(sampler))
		return NULL;
	return genl_add(sampler->contact->genl, &sampler->contact->family, command, 0);
}

static int sampler_find_family(struct sampler *sampler)
{
	struct snapshot_info *info = &sampler->info;
	struct error error = { 0 };
	int64_t start = clock_monotonic();
	int result = contact_find_family(sampler->contact, &error);

	sampler_count_time(sampler, clock_monotonic() - start);
	if (!result)
		return 0;
	info->family = result == -ENONET ? SNAPSHOT_FAMILY_NO_NETNS :
		       result == -ENOENT ? SNAPSHOT_FAMILY_NO_MODULE : SNAPSHOT_FAMILY_UNKNOWN;
	info->code = result;
	info->reason = sampler_put(sampler, error.words);
	return result;
}

/* A module that went and came again has another family id: the old one then answers ENOENT. */
static void sampler_take_all(struct sampler *sampler)
{
	int result = 0;

	for (int attempt = 0; attempt < 2; attempt++) {
		if (!sampler->contact->has_family && sampler_find_family(sampler) < 0)
			return;
		result = sampler_list(sampler);
		if (result != -ENOENT)
			break;
		sampler->contact->has_family = false;
	}
	if (result < 0) {
		sampler->info.code = result;
		sampler->info.family = SNAPSHOT_FAMILY_UNKNOWN;
		return;
	}
	sampler->info.has_vstats_dump = genl_family_can_dump(&sampler->contact->family, VDPA_CMD_DEV_VSTATS_GET);
	sampler->info.has_attr_set = genl_family_flags(&sampler->contact->family, VDPA_CMD_DEV_ATTR_SET) != 0;
	sampler->info.has_events = genl_family_group(&sampler->contact->family, VDPA_GENL_GROUP) != 0;
	if (sampler->options.scope != ENGINE_LISTS)
		sampler_ask_configs(sampler);
	if (sampler->options.scope == ENGINE_COUNTERS)
		sampler_ask_counters(sampler);
	sampler_forget_missing(sampler);
}

const struct flat_writer *sampler_take(struct sampler *sampler, uint64_t number, int64_t due,
				       const char *closer, size_t bytes)
{
	struct source *source = sampler->contact->source;
	struct snapshot_info *info = &sampler->info;
	struct snapshot_info *written;

	flat_writer_clear(&sampler->writer);
	index_clear(&sampler->names);
	sampler->number = number;
	sampler->closer = closer;
	sampler->closer_bytes = bytes;
	sampler->kernel_time = 0;
	sampler->strays = genl_strays(sampler->contact->genl);
	*info = (struct snapshot_info){ .number = number };
	info->time = source->begin(source->self, due);
	sampler_take_all(sampler);
	if (genl_strays(sampler->contact->genl) > sampler->strays)
		sampler_note(sampler, "answers that nobody had asked for, or that were cut");
	if (source->end)
		sampler->kernel_time = source->end(source->self, sampler->kernel_time);
	info->kernel_time = sampler->kernel_time;
	info->no_access = sampler->is_refused;
	written = array_add(sampler_section(sampler, SNAPSHOT_INFO), 1);
	if (written)
		*written = *info;
	return &sampler->writer;
}
