/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The queues of every device and their counters: by one dump where the kernel has it (it asks no
 * driver), else and for what only drivers know by one request per queue.
 */
#include "engine/sampler_private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "source/source.h"
#include "vdpa/counter.h"
#include "vdpa/numbers.h"
#include "vdpa/queue.h"

/* The kernel answers about indexes up to 0x8000 (drivers/vdpa/vdpa.c), whatever a device claims. */
#define SAMPLER_QUEUES_MAX 0x8001

struct counter_name {
	const struct sampler *sampler;
	const char *name;
};

static bool counter_is_named(const void *context, uint32_t number)
{
	const struct counter_name *wanted = context;
	const struct flat_text *names = wanted->sampler->writer.section[SNAPSHOT_NAMES].data;

	return !strcmp(sampler_text(wanted->sampler, names[number]), wanted->name);
}

/* The number of the counter's name, which every sample keeps once. */
static uint32_t sampler_intern(struct sampler *sampler, const char *name)
{
	struct array *names = sampler_section(sampler, SNAPSHOT_NAMES);
	uint32_t hash = index_hash_text(name);
	uint32_t number = index_find(&sampler->names, hash, counter_is_named,
				     &(struct counter_name){ sampler, name });
	struct flat_text put;

	if (number != INDEX_NONE)
		return number;
	put = sampler_put(sampler, name);
	if (array_append(names, &put, 1) < 0)
		return INDEX_NONE;
	number = (uint32_t)names->count - 1;
	return index_add(&sampler->names, hash, number) < 0 ? INDEX_NONE : number;
}

static void sampler_on_counter(void *context, const char *name, uint64_t value)
{
	struct sampler *sampler = context;
	struct snapshot_counter counter = { .value = value, .name = sampler_intern(sampler, name) };

	if (counter.name == INDEX_NONE ||
	    array_append(sampler_section(sampler, SNAPSHOT_COUNTERS), &counter, 1) < 0)
		sampler_note(sampler, "out of memory");
}

/* Role of queue INDEX: by what the driver accepted, else by what the device offers. */
static enum vdpa_role device_role(const struct snapshot_device *device, uint32_t index)
{
	const struct vdpa_config *config = &device->config;
	uint32_t max_vqp = config->valid & VDPA_HAS_MAX_VQP ? config->max_vqp : 0;
	uint64_t features = config->valid & VDPA_HAS_NEGOTIATED ? config->negotiated : config->features;

	return vdpa_queue_role(device->class_id, index, max_vqp, features);
}

static bool device_is_negotiated(const struct snapshot_device *device)
{
	return device->config.valid & VDPA_HAS_NEGOTIATED;
}

static bool memory_refuses(const struct memory_device *memory, uint32_t index)
{
	return index < memory->refused.count && *array_at(&memory->refused, bool, index);
}

static void memory_refuse(struct memory_device *memory, uint32_t index)
{
	size_t count = memory->refused.count;

	if (index >= count && !array_add(&memory->refused, index + 1 - count))
		return;
	*array_at(&memory->refused, bool, index) = true;
}

/* Why no queue of DEVICE will be asked; 0 when they will. */
static int device_refusal(const struct sampler *sampler, const struct snapshot_device *device,
			  const struct memory_device *memory)
{
	bool insists = sampler->options.has_queue || (sampler->options.only && sampler->options.only[0]);

	/* It would say so itself; who asks for this device alone wants its own words. */
	if (!insists && !device_is_negotiated(device) && !device->config_code)
		return -EAGAIN;
	if (sampler->is_refused)
		return -EPERM;
	return memory->vstats_code;
}

/*
 * Whether INDEX is shown: what the driver is asked about decides it itself, by answering EINVAL;
 * else the role decides.
 */
static bool queue_is_candidate(const struct sampler *sampler, const struct snapshot_device *device,
			       const struct memory_device *memory, uint32_t index)
{
	if (memory_refuses(memory, index))
		return false;
	if (!device->vstats_code && !sampler->info.has_vstats_dump)
		return true;
	return device_role(device, index) != VDPA_ROLE_NONE;
}

static int64_t counters_now(const struct sampler *sampler)
{
	struct source *source = sampler->contact->source;

	return source->now(source->self);
}

static int sampler_list_queue(struct sampler *sampler, struct snapshot_device *device, uint32_t index)
{
	const struct snapshot_queue queue = {
		.index = index,
		.code = device->vstats_code,
		.role = device_role(device, index),
	};

	if (array_append(sampler_section(sampler, SNAPSHOT_QUEUES), &queue, 1) < 0)
		return -ENOMEM;
	device->queues++;
	return 0;
}

static void sampler_list_queues(struct sampler *sampler, uint32_t number)
{
	struct snapshot_device *device = sampler_device(sampler, number);
	const struct memory_device *memory = sampler_recall(sampler, device);
	uint32_t last = device->max_vqs < SAMPLER_QUEUES_MAX ? device->max_vqs : SAMPLER_QUEUES_MAX;

	device->first_queue = (uint32_t)sampler_section(sampler, SNAPSHOT_QUEUES)->count;
	device->queues = 0;
	device->read_at = sampler->info.time;
	if (!memory || !sampler_asks_about(sampler, number))
		return;
	device->vstats_code = device_refusal(sampler, device, memory);
	if (sampler->options.has_queue)
		sampler_list_queue(sampler, device, sampler->options.queue);
	for (uint32_t i = 0; i < last && !sampler->options.has_queue; i++)
		if (queue_is_candidate(sampler, device, memory, i) &&
		    sampler_list_queue(sampler, device, i) < 0)
			return;
}

static struct snapshot_queue *device_find_queue(const struct sampler *sampler,
						const struct snapshot_device *device, uint32_t index)
{
	uint32_t low = 0;
	uint32_t high = device->queues;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		struct snapshot_queue *queue = sampler_queue(sampler, device->first_queue + middle);

		if (queue->index == index)
			return queue;
		if (queue->index < index)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static bool queue_has_counter(const struct sampler *sampler, const struct snapshot_queue *queue,
			      const char *name)
{
	const struct flat_text *names = sampler_section(sampler, SNAPSHOT_NAMES)->data;

	for (uint32_t i = 0; i < queue->counters; i++) {
		const struct snapshot_counter *counter =
			array_at(sampler_section(sampler, SNAPSHOT_COUNTERS), struct snapshot_counter,
				 queue->first_counter + i);

		if (!strcmp(sampler_text(sampler, names[counter->name]), name))
			return true;
	}
	return false;
}

/* Reads one answer's pairs behind the others; RET_FIRST and RET_COUNT say where they are. */
static int sampler_read_pairs(struct sampler *sampler, const struct nlmsghdr *message,
			      struct vdpa_vstats *ret_vstats, const char **ret_name,
			      uint32_t *ret_first, uint32_t *ret_count)
{
	struct array *counters = sampler_section(sampler, SNAPSHOT_COUNTERS);
	uint32_t first = (uint32_t)counters->count;
	int result = vdpa_decode_vstats(message, ret_vstats, ret_name, sampler_on_counter, sampler);

	*ret_first = first;
	*ret_count = (uint32_t)counters->count - first;
	return result;
}

static void sampler_on_dumped(void *context, const struct nlmsghdr *message)
{
	struct sampler *sampler = context;
	struct snapshot_device *device;
	struct snapshot_queue *queue;
	struct vdpa_vstats vstats;
	uint32_t first, count, number;
	const char *name;

	if (sampler_read_pairs(sampler, message, &vstats, &name, &first, &count) < 0) {
		sampler_note(sampler, "a queue's counters in the dump make no sense");
		return;
	}
	number = sampler_find_device(sampler, name);
	if (number == INDEX_NONE)
		return;
	device = sampler_device(sampler, number);
	queue = device_find_queue(sampler, device, vstats.index);
	if (!queue)
		return;
	queue->first_counter = first;
	queue->counters = count;
	queue->code = 0;
	device->read_at = counters_now(sampler);
}

/*
 * The only device that is asked about, NULL when there are several: a host's others cost time too.
 * It holds until something is put into the snapshot.
 */
static const char *sampler_only_device(const struct sampler *sampler)
{
	const char *only = sampler->options.only;

	if (only && only[0])
		return only;
	if (sampler_section(sampler, SNAPSHOT_DEVICES)->count != 1)
		return NULL;
	return sampler_text(sampler, sampler_device(sampler, 0)->name);
}

/* The device called NAME was deleted between the list and the question. */
static void sampler_lose(struct sampler *sampler, const char *name)
{
	uint32_t number = sampler_find_device(sampler, name);

	if (number != INDEX_NONE)
		*array_at(&sampler->vanished, bool, number) = true;
}

static void sampler_dump_counters(struct sampler *sampler)
{
	struct answer answer = { 0 };
	struct error error = { 0 };
	int result = -EINTR;
	int tries = 0;

	for (; tries < SAMPLER_DUMP_TRIES && (result == -EINTR || result == -ENOBUFS); tries++)
		result = sampler_dump_once(sampler, VDPA_CMD_DEV_VSTATS_GET,
					   sampler_only_device(sampler), sampler_on_dumped, &answer);
	if (!result)
		result = answer_error(&answer, &error);
	else
		error_set(&error, result, "%s", error_text(result));
	if (result == -EPERM)
		sampler->is_refused = true;
	else if (result == -ENODEV && sampler_only_device(sampler))
		sampler_lose(sampler, sampler_only_device(sampler));
	else if (result == -EINTR || result == -ENOBUFS)
		sampler_note(sampler, "dumping counters was interrupted %d times", tries);
	else if (result < 0)
		sampler_note(sampler, "dumping counters: %s", error.words);
}

static void queue_fail(struct sampler *sampler, const struct sampler_asked *asked, int code,
		       const char *words)
{
	struct snapshot_queue *queue = sampler_queue(sampler, asked->queue);

	/* What the dump gave stays good when only the driver had nothing to say. */
	if (queue->counters)
		return;
	queue->code = code;
	if (words[0])
		queue->reason = sampler_put(sampler, words);
}

static void queue_take_refusal(struct sampler *sampler, const struct sampler_asked *asked,
			       const struct answer *answer)
{
	struct snapshot_device *device = sampler_device(sampler, asked->device);
	struct memory_device *memory = sampler_recall(sampler, device);
	const char *name = sampler_text(sampler, device->name);

	queue_fail(sampler, asked, answer->code, answer->message);
	switch (answer->code) {
	case -EPERM:
		sampler->is_refused = true;
		device->vstats_code = -EPERM;
		break;
	case -EOPNOTSUPP:
		device->vstats_code = -EOPNOTSUPP;
		if (memory)
			memory->vstats_code = -EOPNOTSUPP;
		break;
	case -EINVAL:
	case -ERANGE:
		if (memory && !sampler->options.has_queue) /* that may be any number */
			memory_refuse(memory, sampler_queue(sampler, asked->queue)->index);
		break;
	case -ENODEV:
		*array_at(&sampler->vanished, bool, asked->device) = true;
		break;
	case -EAGAIN:
		break;
	default:
		/* A recording says so of what was not asked then. */
		if (answer->code == -ENODATA && !answer->is_missing)
			break;
		sampler_note(sampler, "the counters of %.64s, queue %u: %s", name,
			     sampler_queue(sampler, asked->queue)->index,
			     answer->code == -ENODATA ? "no answer came" :
			     answer->code == -EBADMSG ? "the answer makes no sense" :
							error_text(answer->code));
	}
}

static void queue_take_pairs(struct sampler *sampler, const struct sampler_asked *asked,
			     const struct nlmsghdr *reply)
{
	struct snapshot_device *device = sampler_device(sampler, asked->device);
	struct snapshot_queue *queue = sampler_queue(sampler, asked->queue);
	struct memory_device *memory = sampler_recall(sampler, device);
	struct vdpa_vstats vstats;
	uint32_t first, count;
	const char *name;

	if (sampler_read_pairs(sampler, reply, &vstats, &name, &first, &count) < 0 ||
	    vstats.index != queue->index || strcmp(name, sampler_text(sampler, device->name))) {
		queue_fail(sampler, asked, -EBADMSG, "");
		sampler_note(sampler, "the counters of %.64s, queue %u make no sense",
			     sampler_text(sampler, device->name), queue->index);
		return;
	}
	if (memory && queue->counters && count <= queue->counters)
		memory->has_no_vendor = true;
	queue->first_counter = first;
	queue->counters = count;
	queue->code = 0;
	device->read_at = counters_now(sampler);
}

static void sampler_on_vstats(void *context, size_t request, const struct nlmsghdr *reply,
			      const struct answer *answer)
{
	struct sampler *sampler = context;
	const struct sampler_asked *asked = array_at(&sampler->asked, struct sampler_asked, request);

	if (reply)
		queue_take_pairs(sampler, asked, reply);
	else
		queue_take_refusal(sampler, asked, answer);
}

/* Whether the driver has to be asked about QUEUE, after what the dump gave. */
static bool queue_needs_driver(const struct sampler *sampler, const struct memory_device *memory,
			       const struct snapshot_queue *queue, bool is_closer)
{
	if (!sampler->info.has_vstats_dump || !queue->counters)
		return true;
	if (memory->has_no_vendor)
		return false;
	return sampler->options.wants_vendor || is_closer || !queue_has_counter(sampler, queue, VDPA_COUNTER_WQES);
}

static void sampler_ask_queue(struct sampler *sampler, uint32_t device_number, uint32_t queue_number)
{
	struct vdpa_request request = {
		.device = sampler_text(sampler, sampler_device(sampler, device_number)->name),
		.index = sampler_queue(sampler, queue_number)->index,
		.valid = VDPA_HAS_INDEX,
	};
	struct sampler_asked asked = { device_number, queue_number };
	struct nlmsghdr *message = sampler_add(sampler, VDPA_CMD_DEV_VSTATS_GET);

	if (!message || vdpa_encode(message, GENL_REQUEST_SIZE, &request) < 0)
		return;
	if (!array_append(&sampler->asked, &asked, 1))
		genl_commit(sampler->contact->genl);
}

static void sampler_ask_device(struct sampler *sampler, uint32_t number, bool is_closer)
{
	bool *is_asked = array_at(&sampler->is_asked, bool, number);

	if (*is_asked)
		return;
	*is_asked = true;
	for (uint32_t i = 0; i < sampler_device(sampler, number)->queues; i++) {
		struct snapshot_device *device = sampler_device(sampler, number);
		const struct memory_device *memory = sampler_recall(sampler, device);
		uint32_t queue = device->first_queue + i;

		if (sampler_is_full(sampler))
			sampler_run(sampler, VDPA_CMD_DEV_VSTATS_GET, sampler_on_vstats);
		if (!memory || device->vstats_code || sampler->is_refused)
			return;
		if (queue_needs_driver(sampler, memory, sampler_queue(sampler, queue), is_closer))
			sampler_ask_queue(sampler, number, queue);
	}
}

/* The queue that was asked for is none: there is nothing else to say of the device. */
static void device_blame(struct snapshot_device *device, const struct snapshot_queue *queue)
{
	device->vstats_code = queue->code;
	device->vstats_reason = queue->reason;
}

/* What the device as a whole refused, its queues that got nothing refuse too. */
static void device_settle_queues(struct sampler *sampler, struct snapshot_device *device)
{
	struct array *queues = sampler_section(sampler, SNAPSHOT_QUEUES);
	uint32_t first = device->first_queue;
	uint32_t last = first + device->queues;
	uint32_t kept = first;

	if (sampler->is_refused && device_is_negotiated(device))
		device->vstats_code = -EPERM;
	for (uint32_t i = first; i < last; i++) {
		struct snapshot_queue queue = *sampler_queue(sampler, i);

		if (queue.code == -EINVAL || queue.code == -ERANGE) {
			if (sampler->options.has_queue)
				device_blame(device, &queue);
			continue;
		}
		if (!queue.counters && !queue.code)
			queue.code = device->vstats_code;
		*array_at(queues, struct snapshot_queue, kept++) = queue;
	}
	device->queues = kept - first;
}

/* What a person looks at goes first, in that person's order. */
static void sampler_ask_closer(struct sampler *sampler)
{
	const char *name = sampler->closer;
	const char *end = name + sampler->closer_bytes;

	for (; name < end; name += strlen(name) + 1) {
		uint32_t number = sampler_find_device(sampler, name);

		if (number != INDEX_NONE)
			sampler_ask_device(sampler, number, true);
	}
}

void sampler_ask_counters(struct sampler *sampler)
{
	struct array *devices = sampler_section(sampler, SNAPSHOT_DEVICES);

	sampler->vanished.count = sampler->is_asked.count = 0;
	if (devices->count && (!array_add(&sampler->vanished, devices->count) ||
			       !array_add(&sampler->is_asked, devices->count)))
		return;
	for (uint32_t i = 0; i < devices->count; i++)
		sampler_list_queues(sampler, i);
	if (sampler->info.has_vstats_dump && !sampler->is_refused && !sampler->options.has_queue)
		sampler_dump_counters(sampler);
	sampler_ask_closer(sampler);
	for (uint32_t i = 0; i < devices->count; i++)
		sampler_ask_device(sampler, i, false);
	sampler_run(sampler, VDPA_CMD_DEV_VSTATS_GET, sampler_on_vstats);
	for (uint32_t i = 0; i < devices->count; i++)
		device_settle_queues(sampler, sampler_device(sampler, i));
	sampler_drop_vanished(sampler);
}
