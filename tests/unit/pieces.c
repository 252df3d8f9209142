/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Snapshots and facts to be spoiled, and a reader that follows every index in them. */
#include "pieces.h"

#include <stdlib.h>
#include <string.h>

#include "model/facts.h"
#include "model/snapshot.h"
#include "vdpa/queue.h"

struct piece piece_of_writer(struct flat_writer *writer)
{
	struct piece piece = { .bytes = flat_bytes(writer) };

	piece.data = malloc(piece.bytes);
	if (!piece.data)
		abort();
	flat_write(writer, piece.data);
	flat_writer_free(writer);
	return piece;
}

void *piece_add(struct flat_writer *writer, uint32_t section, size_t count)
{
	void *added = array_add(&writer->section[section], count);

	if (!added)
		abort();
	return added;
}

struct flat_text piece_add_text(struct flat_writer *writer, const char *words)
{
	return flat_put_text(writer, words, strlen(words));
}

/* One mgmtdev, two devices, three queues, two counters by two names. */
struct piece piece_make_snapshot(void)
{
	struct flat_writer writer;
	struct snapshot_mgmtdev *mgmtdev;
	struct snapshot_device *devices;
	struct snapshot_queue *queues;
	struct snapshot_counter *counters;
	struct flat_text *names;

	snapshot_writer_init(&writer);
	((struct snapshot_info *)piece_add(&writer, SNAPSHOT_INFO, 1))->number = 7;
	mgmtdev = piece_add(&writer, SNAPSHOT_MGMTDEVS, 1);
	mgmtdev->name = piece_add_text(&writer, "sim");
	devices = piece_add(&writer, SNAPSHOT_DEVICES, 2);
	devices[0].name = piece_add_text(&writer, "foo0");
	devices[0].queues = 2;
	devices[1].name = piece_add_text(&writer, "foo1");
	devices[1].mgmtdev = FLAT_NONE;
	devices[1].first_queue = 2;
	devices[1].queues = 1;
	queues = piece_add(&writer, SNAPSHOT_QUEUES, 3);
	queues[1].index = 1;
	queues[1].role = VDPA_ROLE_TX;
	queues[1].counters = 2;
	names = piece_add(&writer, SNAPSHOT_NAMES, 2);
	names[0] = piece_add_text(&writer, "rx packets");
	names[1] = piece_add_text(&writer, "tx packets");
	counters = piece_add(&writer, SNAPSHOT_COUNTERS, 2);
	counters[0].value = 100;
	counters[1].value = 200;
	counters[1].name = 1;
	return piece_of_writer(&writer);
}

struct piece piece_make_facts(void)
{
	struct flat_writer writer;
	struct facts_device *device;
	struct facts_user *user;

	facts_writer_init(&writer);
	((struct facts_info *)piece_add(&writer, FACTS_INFO, 1))->number = 3;
	device = piece_add(&writer, FACTS_DEVICES, 1);
	device->name = piece_add_text(&writer, "foo0");
	device->driver = piece_add_text(&writer, "vhost_vdpa");
	user = piece_add(&writer, FACTS_USERS, 1);
	user->device = piece_add_text(&writer, "foo0");
	user->vm = piece_add_text(&writer, "vm-web01");
	piece_add(&writer, FACTS_MGMTDEVS, 1);
	piece_add(&writer, FACTS_SUSPECTS, 1);
	piece_add(&writer, FACTS_MAPPINGS, 1);
	return piece_of_writer(&writer);
}

static size_t read_text(const char *words)
{
	return strlen(words);
}

static uint64_t use_queue(const struct snapshot *snapshot, const struct snapshot_queue *queue)
{
	uint64_t sum = read_text(vdpa_role_name((enum vdpa_role)queue->role));

	for (uint32_t i = 0; i < queue->counters; i++) {
		const struct snapshot_counter *counter = &snapshot->counters[queue->first_counter + i];

		sum += counter->value + read_text(snapshot_counter_name(snapshot, counter));
	}
	return sum;
}

/* Reads all that the model reads, as it reads it. Returns something made of it. */
static uint64_t use_snapshot(const struct snapshot *snapshot)
{
	uint64_t sum = snapshot->info->number + read_text(snapshot_text(snapshot, snapshot->info->reason));

	for (size_t i = 0; i < snapshot->mgmtdev_count; i++)
		sum += read_text(snapshot_text(snapshot, snapshot->mgmtdevs[i].name));
	for (size_t i = 0; i < snapshot->device_count; i++) {
		const struct snapshot_device *device = &snapshot->devices[i];

		sum += read_text(snapshot_text(snapshot, device->name));
		if (device->mgmtdev != FLAT_NONE)
			sum += snapshot->mgmtdevs[device->mgmtdev].max_vqs;
		for (uint32_t k = 0; k < device->queues; k++)
			sum += use_queue(snapshot, &snapshot->queues[device->first_queue + k]);
	}
	return sum;
}

static uint64_t use_facts(const struct facts *facts)
{
	uint64_t sum = facts->info->number;

	for (size_t i = 0; i < facts->device_count; i++)
		sum += read_text(facts_text(facts, facts->devices[i].driver));
	for (size_t i = 0; i < facts->user_count; i++)
		sum += read_text(facts_text(facts, facts->users[i].vm));
	for (size_t i = 0; i < facts->mgmtdev_count; i++)
		sum += read_text(facts_text(facts, facts->mgmtdevs[i].pci));
	for (size_t i = 0; i < facts->suspect_count; i++)
		sum += read_text(facts_text(facts, facts->suspects[i].wchan));
	for (size_t i = 0; i < facts->mapping_count; i++)
		sum += read_text(facts_text(facts, facts->mappings[i].device));
	return sum;
}

/* So that what is read counts, and no compiler leaves the reading out. */
static volatile uint64_t seen;

/* Opens the piece as a snapshot and as facts and uses what opens. Returns how many did. */
int piece_try(const struct piece *piece)
{
	struct snapshot snapshot;
	struct facts facts;
	int opened = 0;

	if (!snapshot_open(&snapshot, piece->data, piece->bytes)) {
		seen += use_snapshot(&snapshot);
		opened++;
	}
	if (!facts_open(&facts, piece->data, piece->bytes)) {
		seen += use_facts(&facts);
		opened++;
	}
	return opened;
}
