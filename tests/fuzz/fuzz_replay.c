/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fuzz target: any bytes as a recording. What opens is replayed to its end, twice, as the workers and main
 * would: every sample comes to its end and is taken into a model, with the clock as it was set, and the
 * host's facts are visited. The seeds are recordings of the demo host.
 */
#include "fuzz.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/error.h"
#include "engine/contact.h"
#include "engine/news.h"
#include "engine/sampler.h"
#include "model/model.h"
#include "source/demo_options.h"
#include "source/recording.h"

#define SAMPLES 16 /* of a file that has more */
#define SECOND INT64_C(1000000000)
#define SEEDS 10
#define SEED_MOST 8192

static size_t seen; /* so that what is visited is read */

static void see(const char *text)
{
	seen += strlen(text);
}

static void see_device(void *context, const struct host_device *device)
{
	(void)context;
	see(device->name);
	see(device->driver);
	see(device->node);
	see(device->netdev);
	see(device->disk);
	see(device->parent);
}

static void see_user(void *context, const struct host_user *user)
{
	(void)context;
	see(user->device);
	see(user->command);
	see(user->vm);
}

static void see_mgmtdev(void *context, const struct host_mgmtdev *mgmtdev)
{
	(void)context;
	see(mgmtdev->bus);
	see(mgmtdev->name);
	see(mgmtdev->driver);
	see(mgmtdev->pci);
	see(mgmtdev->function);
	see(mgmtdev->representor);
}

static void see_suspect(void *context, const struct host_suspect *suspect)
{
	(void)context;
	see(suspect->command);
	see(suspect->wchan);
}

static void see_mapping(void *context, const struct host_mapping *mapping)
{
	(void)context;
	see(mapping->device);
}

static void see_hidden(void *context)
{
	(void)context;
	seen++;
}

static void look(struct replay *replay)
{
	const struct host_visitor visitor = {
		.device = see_device, .user = see_user, .mgmtdev = see_mgmtdev, .suspect = see_suspect,
		.mapping = see_mapping, .hidden = see_hidden,
	};
	struct error error = { 0 };
	struct host host;

	host_replay(&host, replay);
	for (int i = 0; i < SAMPLES && host.scan(host.self, NULL, 0, &visitor, &error) != -ENODATA; i++)
		FUZZ_REQUIRE(replay_facts_time(replay) >= 0);
}

static void take_in(struct model *model, const struct flat_writer *writer, const struct recording_place *place)
{
	size_t bytes = flat_bytes(writer);
	struct snapshot snapshot;
	char *data = malloc(bytes);

	FUZZ_REQUIRE(data);
	flat_write(writer, data);
	FUZZ_REQUIRE(!snapshot_open(&snapshot, data, bytes));
	if (place->shift)
		model_shift_time(model, place->shift);
	model_update(model, &snapshot);
	free(data);
}

static void play(struct replay *replay, bool wants_vendor)
{
	const struct sampler_options options = { .wants_vendor = wants_vendor };
	struct recording_place place = replay_place(replay);
	struct model *model = model_new(4);
	struct sampler *sampler;
	struct contact contact;
	struct source source;

	source_replay(&source, replay);
	FUZZ_REQUIRE(!contact_open(&contact, &source, NULL));
	sampler = sampler_new(&contact, &options);
	FUZZ_REQUIRE(model && sampler);
	while (place.number < place.samples && place.number < SAMPLES) {
		const struct flat_writer *writer;
		struct news news = { 0 };

		sampler_read_news(sampler, &news);
		writer = sampler_take(sampler, place.number + 1, 0, "web0\0db0\0", 9);
		FUZZ_REQUIRE(replay_place(replay).number == place.number + 1);
		place = replay_place(replay);
		take_in(model, writer, &place);
	}
	sampler_free(sampler);
	contact_close(&contact);
	model_free(model);
}

/* The same file for all inputs. */
static int file_of(const void *data, size_t size)
{
	static int fd;

	if (!fd)
		fd = memfd_create("replay", MFD_CLOEXEC);
	FUZZ_REQUIRE(fd > 0 && !ftruncate(fd, 0) && pwrite(fd, data, size, 0) == (ssize_t)size);
	return fd;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct error error = { 0 };
	struct replay *replay;

	if (replay_open(&replay, file_of(data, size), &error) < 0) {
		FUZZ_REQUIRE(error.words[0]);
		return 0;
	}
	FUZZ_REQUIRE(replay_place(replay).samples <= size);
	play(replay, false);
	look(replay);
	replay_rewind(replay);
	play(replay, true);
	look(replay);
	replay_close(replay);
	return 0;
}

/* Records what a small demo host says in three samples. Returns the bytes of the file. */
static size_t record(const struct demo_options *options, uint8_t *to, size_t room)
{
	static const struct recording_start start = { .program = "vdpatop", .delay = SECOND };
	int fd = memfd_create("seed", MFD_CLOEXEC);
	struct source source, recorded;
	struct recorder *recorder;
	struct error error = { 0 };
	struct sampler *sampler;
	struct contact contact;
	struct host host;
	ssize_t got;

	FUZZ_REQUIRE(fd > 0 && !source_open_demo(&source, options, &error));
	FUZZ_REQUIRE(!host_open_demo(&host, options, &error));
	FUZZ_REQUIRE(!recorder_open(&recorder, fd, &start, &error));
	source_record(&recorded, &source, recorder);
	FUZZ_REQUIRE(!contact_open(&contact, &recorded, NULL));
	sampler = sampler_new(&contact, &(struct sampler_options){ .wants_vendor = options->seed % 2 });
	FUZZ_REQUIRE(sampler);
	for (int64_t i = 1; i <= 3; i++) {
		struct news news = { 0 };

		sampler_read_news(sampler, &news);
		recorder_plan(recorder, (uint64_t)i, i > 2 ? -SECOND : 0, i == 2);
		sampler_take(sampler, (uint64_t)i, i * SECOND, "", 0);
		if (i > 1)
			continue;
		host.scan(host.self, NULL, 0, recorder_begin_facts(recorder, SECOND, 1, true), &error);
		recorder_end_facts(recorder, 0, "");
	}
	sampler_free(sampler);
	contact_close(&contact);
	recorder_close(recorder);
	source.close(source.self);
	host.close(host.self);
	got = pread(fd, to, room, 0);
	FUZZ_REQUIRE(got > 0);
	close(fd);
	return (size_t)got;
}

/* A small host of each kind of kernel, well and ill; what is too long for a seed is cut, as a file can be. */
size_t fuzz_seed(unsigned int index, uint8_t *to, size_t room)
{
	static const enum demo_fault faults[] = {
		DEMO_FAULT_NONE, DEMO_FAULT_OVERRUN, DEMO_FAULT_CHURN, DEMO_FAULT_GARBAGE, DEMO_FAULT_NO_MODULE,
	};
	static uint8_t seeds[SEEDS][SEED_MOST];
	static size_t sizes[SEEDS];
	struct demo_options options = DEMO_OPTIONS_DEFAULT;

	if (index >= SEEDS)
		return 0;
	if (!sizes[index]) {
		options.mgmtdevs = options.devices = options.queues = 1;
		options.is_patched = index % 2;
		options.seed = index % 2;
		options.fault = faults[index / 2];
		sizes[index] = record(&options, seeds[index], SEED_MOST);
	}
	FUZZ_REQUIRE(sizes[index] <= room);
	memcpy(to, seeds[index], sizes[index]);
	return sizes[index];
}
