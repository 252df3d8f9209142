/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Floor 3: snapshots and facts as flat arrays, and that no corruption of them does any harm. */
#include "model/facts.h"
#include "model/snapshot.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "pieces.h"
#include "unit.h"
#include "vdpa/queue.h"

static void a_snapshot_comes_back_as_it_was_written(void **state)
{
	struct piece piece = piece_make_snapshot();
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
	struct piece piece = piece_make_facts();
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
	info = piece_add(&writer, SNAPSHOT_INFO, 1);
	info->reason = flat_put_text(&writer, "a\0b\x1b", 4);
	piece = piece_of_writer(&writer);
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
	struct piece piece = piece_make_snapshot();
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
	piece_add(&writer, SNAPSHOT_QUEUES, 1000);
	piece_add_text(&writer, "words");
	room = writer.section[SNAPSHOT_QUEUES].data;
	flat_writer_clear(&writer);
	piece_add(&writer, SNAPSHOT_INFO, 1);
	piece_add(&writer, SNAPSHOT_QUEUES, 1000);
	assert_ptr_equal(writer.section[SNAPSHOT_QUEUES].data, room);
	flat_writer_clear(&writer);
	piece_add(&writer, SNAPSHOT_INFO, 1);
	piece = piece_of_writer(&writer);
	assert_int_equal(snapshot_open(&snapshot, piece.data, piece.bytes), 0);
	assert_int_equal(snapshot.queue_count, 0);
	free(piece.data);
}

static void a_piece_of_another_kind_is_refused(void **state)
{
	struct piece snapshot_piece = piece_make_snapshot();
	struct piece facts_piece = piece_make_facts();
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
			piece_add(&writer, SNAPSHOT_INFO, infos);
		piece = piece_of_writer(&writer);
		assert_int_equal(snapshot_open(&snapshot, piece.data, piece.bytes),
				 infos == 1 ? 0 : -EBADMSG);
		free(piece.data);
	}
}

/* The first lead out of their arrays when the model follows them. */
static void an_index_out_of_its_array_or_a_value_that_is_none_is_refused(void **state)
{
	struct snapshot whole, snapshot;

	(void)state;
	for (int what = 0; what < 13; what++) {
		struct piece piece = piece_make_snapshot();
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
		case 8: device->read_at = -1; break;
		case 9: ((struct snapshot_info *)whole.info)->time = INT64_MIN; break;
		case 10: ((struct snapshot_info *)whole.info)->family = SNAPSHOT_FAMILY_UNKNOWN + 1; break;
		case 11: device->read_at = INT64_MAX; break;
		case 12: ((struct snapshot_info *)whole.info)->time = INT64_C(1) << 62; break;
		}
		assert_int_equal(snapshot_open(&snapshot, piece.data, piece.bytes), -EBADMSG);
		free(piece.data);
	}
}

static void a_piece_that_does_not_end_in_a_nul_is_refused(void **state)
{
	struct piece piece = piece_make_snapshot();

	(void)state;
	piece.data[piece.bytes - 1] = 'x';
	assert_int_equal(piece_try(&piece), 0);
	free(piece.data);
}

/* The NUL at the end is nobody's text: one more byte of text would leave the last one without. */
static void a_text_that_takes_the_last_nul_is_refused(void **state)
{
	struct piece piece = piece_make_snapshot();
	struct flat_header *header = (struct flat_header *)piece.data;

	(void)state;
	assert_int_equal(header->text.at + header->text.count, piece.bytes - 1);
	header->text.count++;
	assert_int_equal(piece_try(&piece), 0);
	free(piece.data);
}

static void a_section_that_is_not_aligned_is_refused(void **state)
{
	struct piece piece = piece_make_snapshot();
	struct flat_header *header = (struct flat_header *)piece.data;

	(void)state;
	header->section[SNAPSHOT_NAMES].at -= 4;
	assert_int_equal(piece_try(&piece), 0);
	free(piece.data);
}

static void a_piece_shorter_or_longer_than_it_says_is_refused(void **state)
{
	struct piece whole = piece_make_snapshot();

	(void)state;
	for (size_t bytes = 0; bytes <= whole.bytes + 8; bytes++) {
		struct piece piece = { calloc(1, bytes + !bytes), bytes };

		assert_non_null(piece.data);
		memcpy(piece.data, whole.data, bytes < whole.bytes ? bytes : whole.bytes);
		assert_int_equal(piece_try(&piece), bytes == whole.bytes);
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
			piece_try(&piece);
			piece.data[at] = (char)(piece.data[at] ^ flips[i]);
		}
	}
	assert_int_equal(piece_try(&piece), 1);
	free(piece.data);
}

static void any_byte_of_a_piece_may_be_wrong_without_harm(void **state)
{
	(void)state;
	flip_each_byte(piece_make_snapshot());
	flip_each_byte(piece_make_facts());
}

/* Numbers at the edges do more harm than random ones; every u32 of the piece gets each. */
static void any_number_of_a_piece_may_be_at_the_edge_without_harm(void **state)
{
	static const uint32_t edges[] = { 0, 1, 7, 8, UINT32_MAX, UINT32_MAX - 7, INT32_MAX,
					  UINT32_C(0x80000000), 0x10000 };
	struct piece pieces[] = { piece_make_snapshot(), piece_make_facts() };

	(void)state;
	for (size_t p = 0; p < 2; p++) {
		for (size_t at = 0; at + 4 <= pieces[p].bytes; at += 4) {
			uint32_t saved;

			memcpy(&saved, pieces[p].data + at, sizeof(saved));
			for (size_t i = 0; i < sizeof(edges) / sizeof(edges[0]); i++) {
				memcpy(pieces[p].data + at, &edges[i], sizeof(edges[i]));
				piece_try(&pieces[p]);
			}
			memcpy(pieces[p].data + at, &saved, sizeof(saved));
		}
		assert_int_equal(piece_try(&pieces[p]), 1);
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
	cmocka_unit_test(an_index_out_of_its_array_or_a_value_that_is_none_is_refused),
	cmocka_unit_test(a_piece_that_does_not_end_in_a_nul_is_refused),
	cmocka_unit_test(a_text_that_takes_the_last_nul_is_refused),
	cmocka_unit_test(a_section_that_is_not_aligned_is_refused),
	cmocka_unit_test(a_piece_shorter_or_longer_than_it_says_is_refused),
	cmocka_unit_test(no_memory_at_all_is_refused),
	cmocka_unit_test(any_byte_of_a_piece_may_be_wrong_without_harm),
	cmocka_unit_test(any_number_of_a_piece_may_be_at_the_edge_without_harm),
};

UNIT_MAIN(flat)
