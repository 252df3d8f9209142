/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Floor 3: snapshots and facts as flat arrays, and that no corruption of them does any harm. */
#include "model/facts.h"
#include "model/snapshot.h"
#include "vdpa/queue.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

struct piece {
	char *data; /* exactly as large as it says, so that ASan sees a read past it */
	size_t bytes;
};

static struct piece piece_of(struct flat_writer *writer)
{
	struct piece piece = { .bytes = flat_bytes(writer) };

	piece.data = malloc(piece.bytes);
	assert_non_null(piece.data);
	flat_write(writer, piece.data);
	flat_writer_free(writer);
	return piece;
}

static void *add(struct flat_writer *writer, uint32_t section, size_t count)
{
	void *added = array_add(&writer->section[section], count);

	assert_non_null(added);
	return added;
}

static struct flat_text text(struct flat_writer *writer, const char *words)
{
	return flat_put_text(writer, words, strlen(words));
}

/* One mgmtdev, two devices, three queues, two counters by two names. */
static struct piece make_snapshot(void)
{
	struct flat_writer writer;
	struct snapshot_device *devices;
	struct snapshot_queue *queues;
	struct snapshot_counter *counters;
	struct flat_text *names;

	snapshot_writer_init(&writer);
	((struct snapshot_info *)add(&writer, SNAPSHOT_INFO, 1))->number = 7;
	((struct snapshot_mgmtdev *)add(&writer, SNAPSHOT_MGMTDEVS, 1))->name = text(&writer, "sim");
	devices = add(&writer, SNAPSHOT_DEVICES, 2);
	devices[0].name = text(&writer, "foo0");
	devices[0].queues = 2;
	devices[1].name = text(&writer, "foo1");
	devices[1].mgmtdev = FLAT_NONE;
	devices[1].first_queue = 2;
	devices[1].queues = 1;
	queues = add(&writer, SNAPSHOT_QUEUES, 3);
	queues[1].index = 1;
	queues[1].role = VDPA_ROLE_TX;
	queues[1].counters = 2;
	names = add(&writer, SNAPSHOT_NAMES, 2);
	names[0] = text(&writer, "rx packets");
	names[1] = text(&writer, "tx packets");
	counters = add(&writer, SNAPSHOT_COUNTERS, 2);
	counters[0].value = 100;
	counters[1].value = 200;
	counters[1].name = 1;
	return piece_of(&writer);
}

static struct piece make_facts(void)
{
	struct flat_writer writer;
	struct facts_device *device;
	struct facts_user *user;

	facts_writer_init(&writer);
	((struct facts_info *)add(&writer, FACTS_INFO, 1))->number = 3;
	device = add(&writer, FACTS_DEVICES, 1);
	device->name = text(&writer, "foo0");
	device->driver = text(&writer, "vhost_vdpa");
	user = add(&writer, FACTS_USERS, 1);
	user->device = text(&writer, "foo0");
	user->vm = text(&writer, "vm-web01");
	add(&writer, FACTS_MGMTDEVS, 1);
	add(&writer, FACTS_SUSPECTS, 1);
	add(&writer, FACTS_MAPPINGS, 1);
	return piece_of(&writer);
}

static size_t read_text(const char *words)
{
	return strlen(words);
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
		for (uint32_t q = 0; q < device->queues; q++) {
			const struct snapshot_queue *queue = &snapshot->queues[device->first_queue + q];

			sum += read_text(vdpa_role_name((enum vdpa_role)queue->role));
			for (uint32_t c = 0; c < queue->counters; c++) {
				const struct snapshot_counter *counter =
					&snapshot->counters[queue->first_counter + c];

				sum += counter->value;
				sum += read_text(snapshot_counter_name(snapshot, counter));
			}
		}
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
static int try_piece(const struct piece *piece)
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

static void a_snapshot_comes_back_as_it_was_written(void **state)
{
	struct piece piece = make_snapshot();
	struct snapshot snapshot;

	(void)state;
	assert_int_equal(snapshot_open(&snapshot, piece.data, piece.bytes), 0);
	assert_int_equal(snapshot.info->number, 7);
	assert_int_equal(snapshot.mgmtdev_count, 1);
	assert_int_equal(snapshot.device_count, 2);
	assert_int_equal(snapshot.queue_count, 3);
	assert_int_equal(snapshot.counter_count, 2);
	assert_string_equal(snapshot_text(&snapshot, snapshot.devices[1].name), "foo1");
	assert_string_equal(snapshot_counter_name(&snapshot, &snapshot.counters[1]), "tx packets");
	assert_int_equal(snapshot.queues[1].role, VDPA_ROLE_TX);
	free(piece.data);
}

static void facts_come_back_as_they_were_written(void **state)
{
	struct piece piece = make_facts();
	struct facts facts;

	(void)state;
	assert_int_equal(facts_open(&facts, piece.data, piece.bytes), 0);
	assert_int_equal(facts.info->number, 3);
	assert_string_equal(facts_text(&facts, facts.devices[0].driver), "vhost_vdpa");
	assert_string_equal(facts_text(&facts, facts.users[0].vm), "vm-web01");
	free(piece.data);
}

static void a_text_may_hold_any_byte_and_be_empty(void **state)
{
	struct flat_writer writer;
	struct snapshot_info *info;
	struct snapshot snapshot;
	struct piece piece;

	(void)state;
	snapshot_writer_init(&writer);
	info = add(&writer, SNAPSHOT_INFO, 1);
	info->reason = flat_put_text(&writer, "a\0b\x1b", 4);
	piece = piece_of(&writer);
	assert_int_equal(snapshot_open(&snapshot, piece.data, piece.bytes), 0);
	assert_int_equal(snapshot.info->reason.length, 4);
	assert_memory_equal(snapshot_text(&snapshot, snapshot.info->reason), "a\0b\x1b", 5);
	assert_string_equal(snapshot_text(&snapshot, (struct flat_text){ 0, 0 }), "");
	free(piece.data);
}

static void a_text_that_lies_outside_is_empty(void **state)
{
	static const struct flat_text outside[] = {
		{ 0, 1000 }, { 1000, 0 }, { 0, UINT32_MAX }, { UINT32_MAX, 1 },
		{ UINT32_MAX, UINT32_MAX }, { 1, UINT32_MAX }, { 0, 2 },
	};
	struct piece piece = make_snapshot();
	struct snapshot snapshot;

	(void)state;
	assert_int_equal(snapshot_open(&snapshot, piece.data, piece.bytes), 0);
	for (size_t i = 0; i < sizeof(outside) / sizeof(outside[0]); i++)
		assert_string_equal(snapshot_text(&snapshot, outside[i]), "");
	free(piece.data);
}

static void a_writer_that_is_cleared_starts_again_and_keeps_its_room(void **state)
{
	struct flat_writer writer;
	struct snapshot snapshot;
	struct piece piece;
	const void *room;

	(void)state;
	snapshot_writer_init(&writer);
	add(&writer, SNAPSHOT_QUEUES, 1000);
	text(&writer, "words");
	room = writer.section[SNAPSHOT_QUEUES].data;
	flat_writer_clear(&writer);
	add(&writer, SNAPSHOT_INFO, 1);
	add(&writer, SNAPSHOT_QUEUES, 1000);
	assert_ptr_equal(writer.section[SNAPSHOT_QUEUES].data, room);
	flat_writer_clear(&writer);
	add(&writer, SNAPSHOT_INFO, 1);
	piece = piece_of(&writer);
	assert_int_equal(snapshot_open(&snapshot, piece.data, piece.bytes), 0);
	assert_int_equal(snapshot.queue_count, 0);
	free(piece.data);
}

static void a_piece_of_another_kind_is_refused(void **state)
{
	struct piece snapshot_piece = make_snapshot();
	struct piece facts_piece = make_facts();
	struct snapshot snapshot;
	struct facts facts;

	(void)state;
	assert_int_equal(snapshot_open(&snapshot, facts_piece.data, facts_piece.bytes), -EBADMSG);
	assert_int_equal(facts_open(&facts, snapshot_piece.data, snapshot_piece.bytes), -EBADMSG);
	free(snapshot_piece.data);
	free(facts_piece.data);
}

static void a_piece_without_its_one_info_is_refused(void **state)
{
	(void)state;
	for (size_t infos = 0; infos < 3; infos++) {
		struct flat_writer writer;
		struct snapshot snapshot;
		struct piece piece;

		snapshot_writer_init(&writer);
		if (infos)
			add(&writer, SNAPSHOT_INFO, infos);
		piece = piece_of(&writer);
		assert_int_equal(snapshot_open(&snapshot, piece.data, piece.bytes),
				 infos == 1 ? 0 : -EBADMSG);
		free(piece.data);
	}
}

/* Each of these leads out of its array when the model follows it. */
static void an_index_out_of_its_array_is_refused(void **state)
{
	struct snapshot whole, snapshot;

	(void)state;
	for (int what = 0; what < 9; what++) {
		struct piece piece = make_snapshot();
		struct snapshot_device *device;
		struct snapshot_queue *queue;
		struct snapshot_counter *counter;

		assert_int_equal(snapshot_open(&whole, piece.data, piece.bytes), 0);
		device = (struct snapshot_device *)&whole.devices[0];
		queue = (struct snapshot_queue *)&whole.queues[1];
		counter = (struct snapshot_counter *)&whole.counters[1];
		switch (what) {
		case 0: device->mgmtdev = 1; break;
		case 1: device->first_queue = 2; break;
		case 2: device->queues = 4; break;
		case 3: device->first_queue = UINT32_MAX; break;
		case 4: queue->first_counter = 1; break;
		case 5: queue->counters = UINT32_MAX; break;
		case 6: counter->name = 2; break;
		case 7: queue->role = VDPA_ROLE_NONE + 1; break;
		case 8: ((struct snapshot_info *)whole.info)->family = SNAPSHOT_FAMILY_UNKNOWN + 1; break;
		}
		assert_int_equal(snapshot_open(&snapshot, piece.data, piece.bytes), -EBADMSG);
		free(piece.data);
	}
}

static void a_piece_shorter_or_longer_than_it_says_is_refused(void **state)
{
	struct piece whole = make_snapshot();

	(void)state;
	for (size_t bytes = 0; bytes <= whole.bytes + 8; bytes++) {
		struct piece piece = { calloc(1, bytes + !bytes), bytes };

		assert_non_null(piece.data);
		memcpy(piece.data, whole.data, bytes < whole.bytes ? bytes : whole.bytes);
		assert_int_equal(try_piece(&piece), bytes == whole.bytes);
		free(piece.data);
	}
	free(whole.data);
}

static void no_memory_at_all_is_refused(void **state)
{
	struct snapshot snapshot;
	struct facts facts;

	(void)state;
	assert_int_equal(snapshot_open(&snapshot, NULL, 0), -EBADMSG);
	assert_int_equal(facts_open(&facts, NULL, 0), -EBADMSG);
}

static void flip_each_byte(struct piece piece)
{
	static const unsigned char flips[] = { 0x01, 0x80, 0xff, 0x7f };

	for (size_t at = 0; at < piece.bytes; at++) {
		for (size_t i = 0; i < sizeof(flips); i++) {
			piece.data[at] = (char)(piece.data[at] ^ flips[i]);
			try_piece(&piece);
			piece.data[at] = (char)(piece.data[at] ^ flips[i]);
		}
	}
	assert_int_equal(try_piece(&piece), 1);
	free(piece.data);
}

static void any_byte_of_a_piece_may_be_wrong_without_harm(void **state)
{
	(void)state;
	flip_each_byte(make_snapshot());
	flip_each_byte(make_facts());
}

/* Numbers at the edges do more harm than random ones; every u32 of the piece gets each. */
static void any_number_of_a_piece_may_be_at_the_edge_without_harm(void **state)
{
	static const uint32_t edges[] = { 0, 1, 7, 8, UINT32_MAX, UINT32_MAX - 7, INT32_MAX,
					  UINT32_C(0x80000000), 0x10000 };
	struct piece pieces[] = { make_snapshot(), make_facts() };

	(void)state;
	for (size_t p = 0; p < 2; p++) {
		for (size_t at = 0; at + 4 <= pieces[p].bytes; at += 4) {
			uint32_t saved;

			memcpy(&saved, pieces[p].data + at, sizeof(saved));
			for (size_t i = 0; i < sizeof(edges) / sizeof(edges[0]); i++) {
				memcpy(pieces[p].data + at, &edges[i], sizeof(edges[i]));
				try_piece(&pieces[p]);
			}
			memcpy(pieces[p].data + at, &saved, sizeof(saved));
		}
		assert_int_equal(try_piece(&pieces[p]), 1);
		free(pieces[p].data);
	}
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_snapshot_comes_back_as_it_was_written),
	cmocka_unit_test(facts_come_back_as_they_were_written),
	cmocka_unit_test(a_text_may_hold_any_byte_and_be_empty),
	cmocka_unit_test(a_text_that_lies_outside_is_empty),
	cmocka_unit_test(a_writer_that_is_cleared_starts_again_and_keeps_its_room),
	cmocka_unit_test(a_piece_of_another_kind_is_refused),
	cmocka_unit_test(a_piece_without_its_one_info_is_refused),
	cmocka_unit_test(an_index_out_of_its_array_is_refused),
	cmocka_unit_test(a_piece_shorter_or_longer_than_it_says_is_refused),
	cmocka_unit_test(no_memory_at_all_is_refused),
	cmocka_unit_test(any_byte_of_a_piece_may_be_wrong_without_harm),
	cmocka_unit_test(any_number_of_a_piece_may_be_at_the_edge_without_harm),
};

UNIT_MAIN(flat)
