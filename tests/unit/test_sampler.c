/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sampler over the demo host: what is asked, what comes into the snapshot, what goes wrong. */
#include "engine/sampler.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>

#include "base/error.h"
#include "engine/contact.h"
#include "model/snapshot.h"
#include "source/demo_options.h"
#include "source/source.h"
#include "vdpa/numbers.h"
#include "vdpa/queue.h"

#include "unit.h"

#define SECOND INT64_C(1000000000)

/* A demo host whose transport counts what is asked of it. */
struct probe {
	struct source demo;
	struct source source;
	struct contact contact;
	struct sampler *sampler;
	void *data;
	struct snapshot snapshot;
	uint64_t number;
	uint32_t datagrams;
	uint32_t requests[VDPA_CMD_COUNT];
	uint32_t named_dumps; /* of counters, of one device */
	bool is_old;          /* its kernel has no DEV_ATTR_SET */
	const char *closer;
	size_t closer_bytes;
};

static int probe_send(void *self, const void *data, size_t length)
{
	struct probe *probe = self;
	const struct nlmsghdr *message = data;
	const struct genlmsghdr *header = mnl_nlmsg_get_payload(message);

	probe->datagrams++;
	for (size_t at = 0; message->nlmsg_type != GENL_ID_CTRL && at < length;) {
		const struct nlmsghdr *each = (const void *)((const char *)data + at);

		probe->requests[((const struct genlmsghdr *)mnl_nlmsg_get_payload(each))->cmd]++;
		at += NLMSG_ALIGN(each->nlmsg_len);
	}
	probe->named_dumps += header->cmd == VDPA_CMD_DEV_VSTATS_GET &&
			      (message->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP &&
			      message->nlmsg_len > NLMSG_HDRLEN + GENL_HDRLEN;
	return probe->demo.transport.send(probe->demo.transport.self, data, length);
}

/* Gives the operation that sets attributes another number in what nlctrl says of the family. */
static void hide_attr_set(uint8_t *data, size_t bytes)
{
	struct {
		struct nlattr head;
		uint32_t command;
	} operation = { { sizeof(operation), CTRL_ATTR_OP_ID }, VDPA_CMD_DEV_ATTR_SET };
	const uint32_t other = 99;

	for (size_t at = 0; at + sizeof(operation) <= bytes; at += NLMSG_ALIGNTO)
		if (!memcmp(data + at, &operation, sizeof(operation)))
			memcpy(data + at + sizeof(operation.head), &other, sizeof(other));
}

static ssize_t probe_receive(void *self, void *buffer, size_t size)
{
	struct probe *probe = self;
	ssize_t bytes = probe->demo.transport.receive(probe->demo.transport.self, buffer, size);
	const struct nlmsghdr *message = buffer;

	if (probe->is_old && bytes > 0 && message->nlmsg_type == GENL_ID_CTRL)
		hide_attr_set(buffer, (size_t)bytes);
	return bytes;
}

static void probe_open(struct probe *probe, struct demo_options demo, struct sampler_options options)
{
	struct error error = { 0 };

	memset(probe, 0, sizeof(*probe));
	assert_int_equal(source_open_demo(&probe->demo, &demo, &error), 0);
	probe->source = probe->demo;
	probe->closer = "";
	probe->source.transport = (struct transport){ probe_send, probe_receive, probe };
	assert_int_equal(contact_open(&probe->contact, &probe->source, NULL), 0);
	probe->sampler = sampler_new(&probe->contact, &options);
	assert_non_null(probe->sampler);
}

static void probe_take(struct probe *probe)
{
	const struct flat_writer *writer;

	probe->datagrams = 0;
	probe->number++;
	writer = sampler_take(probe->sampler, probe->number, (int64_t)probe->number * SECOND,
			      probe->closer, probe->closer_bytes);
	free(probe->data);
	probe->data = aligned_alloc(64, (flat_bytes(writer) + 63) / 64 * 64);
	assert_non_null(probe->data);
	flat_write(writer, probe->data);
	assert_int_equal(snapshot_open(&probe->snapshot, probe->data, flat_bytes(writer)), 0);
}

static void probe_close(struct probe *probe)
{
	sampler_free(probe->sampler);
	contact_close(&probe->contact);
	probe->demo.close(probe->demo.self);
	free(probe->data);
}

static const struct snapshot_device *find_class(const struct probe *probe, uint32_t class_id,
						bool is_negotiated)
{
	for (size_t i = 0; i < probe->snapshot.device_count; i++) {
		const struct snapshot_device *device = &probe->snapshot.devices[i];
		bool has = device->config.valid & VDPA_HAS_NEGOTIATED;

		if (device->class_id == class_id && has == is_negotiated && device->queues)
			return device;
	}
	fail_msg("the demo host has no device of class %u", class_id);
	return NULL;
}

static const struct snapshot_queue *first_queue(const struct probe *probe,
						const struct snapshot_device *device)
{
	return &probe->snapshot.queues[device->first_queue];
}

static uint64_t counter(const struct probe *probe, const struct snapshot_queue *queue,
			const char *name)
{
	for (uint32_t i = 0; i < queue->counters; i++) {
		const struct snapshot_counter *found =
			&probe->snapshot.counters[queue->first_counter + i];

		if (!strcmp(snapshot_counter_name(&probe->snapshot, found), name))
			return found->value;
	}
	fail_msg("no counter %s", name);
	return 0;
}

static void everything_of_a_patched_host_is_in_the_snapshot(void **state)
{
	struct probe probe;
	const struct snapshot_device *net;
	uint64_t before;

	(void)state;
	probe_open(&probe, DEMO_OPTIONS_DEFAULT, (struct sampler_options){ 0 });
	probe_take(&probe);
	assert_int_equal(probe.snapshot.info->family, SNAPSHOT_FAMILY_PRESENT);
	assert_int_equal(probe.snapshot.info->errors, 0);
	assert_true(probe.snapshot.info->has_vstats_dump);
	assert_true(probe.snapshot.info->has_events);
	assert_true(probe.snapshot.info->has_attr_set);
	assert_int_equal(probe.snapshot.info->time, SECOND);
	assert_true(probe.snapshot.mgmtdev_count >= 3);
	net = find_class(&probe, 1, true);
	assert_int_equal(first_queue(&probe, net)->role, VDPA_ROLE_RX);
	before = counter(&probe, first_queue(&probe, net), "kickdoorbells");
	for (int i = 0; i < 20; i++)
		probe_take(&probe);
	net = find_class(&probe, 1, true);
	assert_true(counter(&probe, first_queue(&probe, net), "kickdoorbells") > before);
	assert_int_equal(find_class(&probe, 2, true)->vstats_code, 0);
	probe_close(&probe);
}

static void a_kernel_that_cannot_change_a_device_is_known_by_its_operations(void **state)
{
	struct probe probe;

	(void)state;
	probe_open(&probe, DEMO_OPTIONS_DEFAULT, (struct sampler_options){ 0 });
	probe.is_old = true;
	probe_take(&probe);
	assert_int_equal(probe.snapshot.info->family, SNAPSHOT_FAMILY_PRESENT);
	assert_false(probe.snapshot.info->has_attr_set);
	probe_close(&probe);
}

static void a_stock_kernel_counts_no_block_device_and_is_asked_only_once(void **state)
{
	struct demo_options stock = DEMO_OPTIONS_DEFAULT;
	const struct snapshot_device *block;
	uint32_t first;
	struct probe probe;

	(void)state;
	stock.is_patched = false;
	probe_open(&probe, stock, (struct sampler_options){ 0 });
	for (int i = 0; i < 8; i++) /* the batches have grown by then */
		probe_take(&probe);
	first = probe.datagrams;
	block = find_class(&probe, 2, true);
	assert_false(probe.snapshot.info->has_vstats_dump);
	assert_int_equal(block->vstats_code, -EOPNOTSUPP);
	assert_int_equal(first_queue(&probe, block)->code, -EOPNOTSUPP);
	assert_int_equal(first_queue(&probe, block)->counters, 0);
	probe_take(&probe);
	assert_true(probe.datagrams <= first);
	assert_int_equal(probe.snapshot.info->errors, 0);
	probe_close(&probe);
}

static void a_device_without_a_driver_is_not_asked_for_counters(void **state)
{
	struct demo_options stock = DEMO_OPTIONS_DEFAULT;
	const struct snapshot_device *idle;
	struct probe probe;

	(void)state;
	stock.is_patched = false;
	probe_open(&probe, stock, (struct sampler_options){ 0 });
	probe_take(&probe);
	idle = find_class(&probe, 1, false);
	assert_int_equal(idle->vstats_code, -EAGAIN);
	assert_int_equal(first_queue(&probe, idle)->counters, 0);
	probe_close(&probe);
}

static void a_user_without_rights_sees_devices_and_is_told_once(void **state)
{
	struct demo_options demo = DEMO_OPTIONS_DEFAULT;
	struct probe probe;

	(void)state;
	for (int patched = 0; patched < 2; patched++) {
		uint32_t asked;

		demo.fault = DEMO_FAULT_NO_ACCESS;
		demo.is_patched = patched;
		probe_open(&probe, demo, (struct sampler_options){ 0 });
		probe_take(&probe);
		asked = probe.datagrams;
		assert_true(probe.snapshot.info->no_access);
		assert_true(probe.snapshot.device_count > 0);
		assert_int_equal(find_class(&probe, 1, true)->vstats_code, -EPERM);
		assert_int_equal(first_queue(&probe, find_class(&probe, 1, true))->code, -EPERM);
		assert_int_equal(probe.snapshot.counter_count, 0);
		assert_int_equal(probe.snapshot.info->errors, 0);
		probe_take(&probe);
		assert_true(probe.datagrams < asked);
		probe_close(&probe);
	}
}

/* Counters of the first simulated net device's first queue: by a dump two, with the driver's more. */
static void what_is_looked_at_is_asked_of_its_driver_too(void **state)
{
	struct probe probe;
	char name[64] = "";
	uint32_t plain;

	(void)state;
	probe_open(&probe, DEMO_OPTIONS_DEFAULT, (struct sampler_options){ .mgmtdev_glob = "vdpasim_net" });
	probe_take(&probe);
	plain = first_queue(&probe, find_class(&probe, 1, true))->counters;
	assert_int_equal(plain, 2);
	strcpy(name, snapshot_text(&probe.snapshot, find_class(&probe, 1, true)->name));
	probe.closer = name;
	probe.closer_bytes = strlen(name) + 1;
	probe_take(&probe);
	assert_true(first_queue(&probe, find_class(&probe, 1, true))->counters > plain);
	counter(&probe, first_queue(&probe, find_class(&probe, 1, true)), "rx packets");
	probe_close(&probe);
}

/* Unknown names, and a name twice, do no harm. */
static void several_devices_are_looked_at_and_no_other(void **state)
{
	static const char names[] = "lab1\0nobody\0\0lab0\0lab1";
	const bool is_looked_at[] = { true, true, false }; /* lab0, lab1, spare0 */
	struct probe probe;

	(void)state;
	probe_open(&probe, DEMO_OPTIONS_DEFAULT, (struct sampler_options){ .mgmtdev_glob = "vdpasim_net" });
	probe.closer = names;
	probe.closer_bytes = sizeof(names);
	probe_take(&probe);
	assert_int_equal(probe.snapshot.device_count, 3);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(first_queue(&probe, &probe.snapshot.devices[i])->counters > 2,
				 is_looked_at[i]);
	probe_close(&probe);
}

/* Of a host's many devices the others would cost kernel time for nothing. */
static void of_one_device_only_its_own_counters_are_dumped(void **state)
{
	struct probe probe;

	(void)state;
	probe_open(&probe, DEMO_OPTIONS_DEFAULT, (struct sampler_options){ .device_glob = "db*" });
	probe_take(&probe);
	assert_int_equal(probe.snapshot.device_count, 1);
	assert_int_equal(probe.named_dumps, 1);
	assert_int_equal(probe.snapshot.info->errors, 0);
	counter(&probe, first_queue(&probe, &probe.snapshot.devices[0]), "kickdoorbells");
	probe_close(&probe);
	probe_open(&probe, DEMO_OPTIONS_DEFAULT, (struct sampler_options){ 0 });
	probe_take(&probe);
	assert_int_equal(probe.named_dumps, 0);
	probe_close(&probe);
}

static void a_dump_counts_for_a_device_without_a_driver_too(void **state)
{
	const struct snapshot_device *idle;
	struct probe probe;

	(void)state;
	probe_open(&probe, DEMO_OPTIONS_DEFAULT, (struct sampler_options){ .device_glob = "spare0" });
	probe_take(&probe);
	idle = find_class(&probe, 1, false);
	assert_int_equal(first_queue(&probe, idle)->code, 0);
	assert_int_equal(counter(&probe, first_queue(&probe, idle), "kickdoorbells"), 0);
	assert_int_equal(probe.snapshot.info->errors, 0);
	probe_close(&probe);
}

/* Its seconds are somebody else's: sleeping for them afterwards would blind the program. */
static void a_wait_behind_others_is_no_time_of_ours(void **state)
{
	struct demo_options late = DEMO_OPTIONS_DEFAULT;
	struct probe probe;

	(void)state;
	late.fault = DEMO_FAULT_LATE; /* one send of three samples takes more than a second */
	probe_open(&probe, late, (struct sampler_options){ .mgmtdev_glob = "vdpasim_net" });
	for (int i = 0; i < 3; i++) {
		probe_take(&probe);
		assert_true(sampler_kernel_time(probe.sampler) < SECOND);
	}
	probe_close(&probe);
}

static void globs_leave_the_others_out(void **state)
{
	struct demo_options demo = DEMO_OPTIONS_DEFAULT;
	struct probe probe;
	char name[64];

	(void)state;
	probe_open(&probe, demo, (struct sampler_options){ .mgmtdev_glob = "vdpasim_*" });
	probe_take(&probe);
	assert_true(probe.snapshot.mgmtdev_count > 0);
	for (size_t i = 0; i < probe.snapshot.mgmtdev_count; i++)
		assert_memory_equal(snapshot_text(&probe.snapshot, probe.snapshot.mgmtdevs[i].name),
				    "vdpasim_", 8);
	for (size_t i = 0; i < probe.snapshot.device_count; i++)
		assert_int_not_equal(probe.snapshot.devices[i].mgmtdev, FLAT_NONE);
	assert_true(probe.snapshot.device_count > 0);
	strcpy(name, snapshot_text(&probe.snapshot, probe.snapshot.devices[0].name));
	probe_close(&probe);
	probe_open(&probe, demo, (struct sampler_options){ .device_glob = name });
	probe_take(&probe);
	assert_int_equal(probe.snapshot.device_count, 1);
	probe_close(&probe);
}

static void a_missing_module_and_a_foreign_namespace_are_told_apart(void **state)
{
	struct demo_options demo = DEMO_OPTIONS_DEFAULT;
	struct probe probe;

	(void)state;
	demo.fault = DEMO_FAULT_NO_MODULE;
	probe_open(&probe, demo, (struct sampler_options){ 0 });
	probe_take(&probe);
	assert_int_equal(probe.snapshot.info->family, SNAPSHOT_FAMILY_NO_MODULE);
	assert_non_null(strstr(snapshot_text(&probe.snapshot, probe.snapshot.info->reason), "modprobe"));
	probe_close(&probe);
	demo.fault = DEMO_FAULT_NO_NETNS;
	probe_open(&probe, demo, (struct sampler_options){ 0 });
	probe_take(&probe);
	assert_int_equal(probe.snapshot.info->family, SNAPSHOT_FAMILY_NO_NETNS);
	probe_close(&probe);
}

/* Counters of the whole snapshot that are lower than in a host without the fault: none may be. */
static void a_host_that_misbehaves_gives_errors_but_no_wrong_figure(void **state)
{
	static const enum demo_fault faults[] = { DEMO_FAULT_VANISH, DEMO_FAULT_DROP,
						  DEMO_FAULT_INTERRUPT, DEMO_FAULT_OVERRUN,
						  DEMO_FAULT_GARBAGE };

	(void)state;
	for (size_t f = 0; f < 2 * sizeof(faults) / sizeof(faults[0]); f++) {
		struct demo_options sound = DEMO_OPTIONS_DEFAULT;
		struct demo_options broken = DEMO_OPTIONS_DEFAULT;
		struct probe good, bad;
		uint32_t errors = 0;

		broken.is_patched = sound.is_patched = f % 2;
		broken.fault = faults[f / 2];
		probe_open(&good, sound, (struct sampler_options){ .wants_vendor = true });
		probe_open(&bad, broken, (struct sampler_options){ .wants_vendor = true });
		for (int i = 0; i < 25; i++) {
			probe_take(&good);
			probe_take(&bad);
			errors += bad.snapshot.info->errors;
			assert_int_equal(good.snapshot.info->errors, 0);
			for (size_t d = 0; d < bad.snapshot.device_count; d++) {
				const struct snapshot_device *device = &bad.snapshot.devices[d];
				const struct snapshot_device *same = NULL;
				const char *name = snapshot_text(&bad.snapshot, device->name);

				for (size_t e = 0; e < good.snapshot.device_count && !same; e++)
					if (!strcmp(name, snapshot_text(&good.snapshot,
									good.snapshot.devices[e].name)))
						same = &good.snapshot.devices[e];
				if (!same)
					continue;
				for (uint32_t q = 0; q < device->queues && q < same->queues; q++) {
					const struct snapshot_queue *queue =
						&bad.snapshot.queues[device->first_queue + q];
					const struct snapshot_queue *twin =
						&good.snapshot.queues[same->first_queue + q];

					if (queue->index != twin->index)
						continue;
					for (uint32_t c = 0; c < queue->counters; c++) {
						const struct snapshot_counter *found =
							&bad.snapshot.counters[queue->first_counter + c];

						assert_int_equal(found->value,
								 counter(&good, twin,
									 snapshot_counter_name(&bad.snapshot, found)));
					}
				}
			}
		}
		if (faults[f / 2] == DEMO_FAULT_GARBAGE)
			assert_true(errors > 0);
		probe_close(&good);
		probe_close(&bad);
	}
}

static const struct snapshot_device *find(const struct probe *probe, const char *name)
{
	for (size_t i = 0; i < probe->snapshot.device_count; i++)
		if (!strcmp(snapshot_text(&probe->snapshot, probe->snapshot.devices[i].name), name))
			return &probe->snapshot.devices[i];
	return NULL;
}

static void lost_answers_take_no_device_and_no_queue_away_unsaid(void **state)
{
	struct demo_options demo = DEMO_OPTIONS_DEFAULT;
	struct probe probe;
	size_t devices = 0;
	int incomplete = 0;
	int lost_configs = 0;

	(void)state;
	demo.fault = DEMO_FAULT_DROP;
	probe_open(&probe, demo, (struct sampler_options){ 0 });
	for (int i = 0; i < 60; i++) {
		const struct snapshot_device *web;

		probe_take(&probe);
		web = find(&probe, "web0");
		if (probe.snapshot.device_count > devices)
			devices = probe.snapshot.device_count;
		if (probe.snapshot.device_count < devices) {
			assert_int_not_equal(probe.snapshot.info->code, 0);
			incomplete++;
		}
		if (!web)
			continue;
		assert_int_equal(web->queues, 17);
		lost_configs += web->config_code == -ENODATA;
	}
	assert_true(incomplete > 0 && lost_configs > 0);
	probe_close(&probe);
}

static const struct snapshot_device *find_named(const struct probe *probe, const char *name)
{
	for (size_t i = 0; i < probe->snapshot.device_count; i++)
		if (!strcmp(snapshot_text(&probe->snapshot, probe->snapshot.devices[i].name), name))
			return &probe->snapshot.devices[i];
	fail_msg("no device %s", name);
	return NULL;
}

static void a_scope_asks_no_more_than_it_says(void **state)
{
	struct probe probe;

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct sampler_options options = { .scope = i ? ENGINE_CONFIGS : ENGINE_LISTS };

		probe_open(&probe, DEMO_OPTIONS_DEFAULT, options);
		probe_take(&probe);
		assert_true(probe.snapshot.device_count > 2);
		assert_int_equal(probe.requests[VDPA_CMD_DEV_CONFIG_GET],
				 i ? probe.snapshot.device_count : 0);
		assert_int_equal(probe.requests[VDPA_CMD_DEV_VSTATS_GET], 0);
		probe_close(&probe);
	}
}

static void of_one_device_alone_more_is_asked_than_that_it_is_there(void **state)
{
	struct demo_options stock = DEMO_OPTIONS_DEFAULT;
	struct probe probe;

	(void)state;
	stock.is_patched = false;
	probe_open(&probe, stock, (struct sampler_options){ .only = "lab0" });
	probe_take(&probe);
	assert_int_equal(probe.requests[VDPA_CMD_DEV_CONFIG_GET], 1);
	assert_int_equal(probe.requests[VDPA_CMD_DEV_VSTATS_GET], 3);
	assert_int_equal(find_named(&probe, "lab1")->queues, 0);
	assert_int_equal(find_named(&probe, "lab1")->config.valid, 0);
	probe_close(&probe);
}

/* Everybody knows what it will say; who names the device wants it said. */
static void of_one_device_even_what_will_be_refused_is_asked(void **state)
{
	struct demo_options stock = DEMO_OPTIONS_DEFAULT;
	const struct snapshot_queue *queue;
	struct probe probe;

	(void)state;
	stock.is_patched = false;
	probe_open(&probe, stock, (struct sampler_options){ .only = "spare0" });
	probe_take(&probe);
	queue = first_queue(&probe, find_named(&probe, "spare0"));
	assert_non_null(strstr(snapshot_text(&probe.snapshot, queue->reason), "not complete"));
	probe_close(&probe);
}

static void of_one_queue_alone_the_counters_are_asked_for_whatever_its_index(void **state)
{
	struct sampler_options options = { .only = "lab0", .has_queue = true, .queue = 1 };
	const struct snapshot_device *device;
	struct probe probe;

	(void)state;
	probe_open(&probe, DEMO_OPTIONS_DEFAULT, options);
	probe_take(&probe);
	assert_int_equal(probe.requests[VDPA_CMD_DEV_VSTATS_GET], 1);
	device = find_named(&probe, "lab0");
	assert_int_equal(device->queues, 1);
	assert_int_equal(first_queue(&probe, device)->role, VDPA_ROLE_TX);
	counter(&probe, first_queue(&probe, device), "tx packets");
	probe_close(&probe);
	options.queue = UINT32_MAX;
	probe_open(&probe, DEMO_OPTIONS_DEFAULT, options);
	probe_take(&probe);
	device = find_named(&probe, "lab0");
	assert_int_equal(device->queues, 0);
	assert_int_equal(device->vstats_code, -ERANGE);
	assert_string_equal(snapshot_text(&probe.snapshot, device->vstats_reason),
			    "vdpa: queue index exceeds max value");
	probe_close(&probe);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(everything_of_a_patched_host_is_in_the_snapshot),
	cmocka_unit_test(a_kernel_that_cannot_change_a_device_is_known_by_its_operations),
	cmocka_unit_test(a_stock_kernel_counts_no_block_device_and_is_asked_only_once),
	cmocka_unit_test(a_device_without_a_driver_is_not_asked_for_counters),
	cmocka_unit_test(a_user_without_rights_sees_devices_and_is_told_once),
	cmocka_unit_test(what_is_looked_at_is_asked_of_its_driver_too),
	cmocka_unit_test(several_devices_are_looked_at_and_no_other),
	cmocka_unit_test(of_one_device_only_its_own_counters_are_dumped),
	cmocka_unit_test(a_dump_counts_for_a_device_without_a_driver_too),
	cmocka_unit_test(a_wait_behind_others_is_no_time_of_ours),
	cmocka_unit_test(globs_leave_the_others_out),
	cmocka_unit_test(a_missing_module_and_a_foreign_namespace_are_told_apart),
	cmocka_unit_test(a_scope_asks_no_more_than_it_says),
	cmocka_unit_test(of_one_device_alone_more_is_asked_than_that_it_is_there),
	cmocka_unit_test(of_one_device_even_what_will_be_refused_is_asked),
	cmocka_unit_test(of_one_queue_alone_the_counters_are_asked_for_whatever_its_index),
	cmocka_unit_test(lost_answers_take_no_device_and_no_queue_away_unsaid),
	cmocka_unit_test(a_host_that_misbehaves_gives_errors_but_no_wrong_figure),
};

UNIT_MAIN(sampler)
