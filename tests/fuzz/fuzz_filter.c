/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fuzz target: what a person types into the filter, or pastes. It is read without harm, refused with
 * words or held against a small host; what is kept hangs together.
 *
 *   the bytes
 */
#include "fuzz.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "base/error.h"
#include "model/flat.h"
#include "view/filter.h"

#define QUEUES 3

/* A model of one management device, two devices and six queues, without a word of how it came to be. */
static void make_model(struct model *model)
{
	static struct model_mgmtdev mgmtdev = {
		.id = 1, .bus = "pci", .name = "0000:03:00.2", .handle = "pci/0000:03:00.2",
		.driver = "mlx5_core", .pci = "0000:03:00.2", .function = "VF 3", .representor = "",
	};
	static struct model_device devices[] = {
		{ .id = 2, .name = "web1", .driver = "vhost_vdpa", .node = "/dev/vhost-vdpa-0",
		  .netdev = "", .disk = "", .vm = "vm-web01", .user = "qemu", .user_pid = 7,
		  .config_reason = "", .vstats_reason = "", .wqes_source = "", .queues = QUEUES },
		{ .id = 3, .name = "gr\xc3\xbcn\xff", .driver = "", .node = "", .netdev = "eth3",
		  .disk = "", .vm = "", .user = "", .config_reason = "", .vstats_reason = "no",
		  .wqes_source = "", .mgmtdev = FLAT_NONE, .first_queue = QUEUES, .queues = QUEUES },
	};
	static struct model_queue queues[2 * QUEUES];

	for (uint32_t i = 0; i < 2 * QUEUES; i++)
		queues[i] = (struct model_queue){
			.id = i, .device = i / QUEUES, .index = i % QUEUES, .role = 1 + i % QUEUES,
			.health = i % HEALTH_COUNT, .reason = "", .wqes_source = "", .wqes_by = "",
			.has_kicks = i % 2, .kicks = 1000 * i,
		};
	*model = (struct model){
		.mgmtdevs = &mgmtdev, .mgmtdev_count = 1, .devices = devices, .device_count = 2,
		.queues = queues, .queue_count = 2 * QUEUES,
	};
}

/* No queue stands without its device; what counts the kept ones counts them. */
static void expect_whole(const struct model *model, const struct filter_result *result)
{
	size_t devices = 0;
	size_t all_queues = 0;

	for (size_t i = 0; i < model->device_count; i++) {
		uint32_t queues = 0;

		for (size_t k = 0; k < QUEUES; k++)
			queues += *array_at(&result->queues, uint8_t, i * QUEUES + k) > 0;
		FUZZ_REQUIRE(queues == *array_at(&result->in_device, uint32_t, i));
		FUZZ_REQUIRE(!queues || *array_at(&result->devices, uint8_t, i));
		devices += *array_at(&result->devices, uint8_t, i) > 0;
		all_queues += queues;
	}
	FUZZ_REQUIRE(devices == result->kept_devices && all_queues == result->kept_queues);
}

static void try_filter(const char *typed)
{
	struct filter filter;
	struct filter_result result;
	struct model model;
	struct error error = { 0 };
	int code = filter_parse(&filter, typed, &error);

	if (code < 0) {
		FUZZ_REQUIRE(code == -EINVAL && error.words[0]);
		return;
	}
	make_model(&model);
	filter_result_init(&result);
	FUZZ_REQUIRE(!filter_apply(&filter, &model, &result));
	expect_whole(&model, &result);
	FUZZ_REQUIRE(!filter_is_empty(&filter) || result.kept_queues == model.queue_count);
	filter_result_free(&result);
	filter_free(&filter);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *typed = malloc(size + 1);

	FUZZ_REQUIRE(typed);
	memcpy(typed, data, size);
	typed[size] = '\0';
	try_filter(typed);
	free(typed);
	return 0;
}

size_t fuzz_seed(unsigned int index, uint8_t *to, size_t room)
{
	static const char *const seeds[] = {
		"web1", "!web1 tx", "health:stalled|stale", "/^(rx|tx) [0-9]+$/", "kicks/s:>1k",
		"\"rx 0\" | name:=web1 !mapped", "vqs:3 kickdoorbells:<=2.5k", "/a{3}(b[c-e]*|\\/)+/",
		"gr\xc3\xbcn|\xff", "vm: !pid:7 time:2026", "/dev/vhost-vdpa-0", "name:/^[[:alpha:]]/",
		"/(((a+)?)*){3,7}[]^+*]b|[^]-]{2}/",
	};
	size_t length;

	if (index >= sizeof(seeds) / sizeof(seeds[0]))
		return 0;
	length = strlen(seeds[index]);
	FUZZ_REQUIRE(length <= room);
	memcpy(to, seeds[index], length);
	return length;
}
