/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is remembered of a rate, when it was taken, how much memory that takes, and of whom. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "model/slot.h"
#include "unit.h"
#include "world.h"

#define HOUR (3600 * CLOCK_SECOND)

static double value_of(const struct history *history, size_t age)
{
	double value;

	return history_get(history, age, &value) ? value : -1;
}

static void a_ring_keeps_the_newest(void **state)
{
	struct history history;

	(void)state;
	history_init(&history, 3);
	for (int i = 1; i <= 5; i++)
		history_add(&history, true, i);
	assert_float_equal(value_of(&history, 0), 5, 0);
	assert_float_equal(value_of(&history, 2), 3, 0);
	assert_float_equal(value_of(&history, 3), -1, 0);
	history_free(&history);
}

static void a_gap_is_no_value(void **state)
{
	struct history history;

	(void)state;
	history_init(&history, 4);
	assert_float_equal(value_of(&history, 0), -1, 0);
	history_add(&history, true, 8);
	history_add(&history, false, 99);
	assert_float_equal(value_of(&history, 0), -1, 0);
	assert_float_equal(value_of(&history, 1), 8, 0);
	history_free(&history);
}

static void without_a_value_a_ring_takes_no_memory(void **state)
{
	struct history history;

	(void)state;
	history_init(&history, UINT32_MAX);
	history_add(&history, false, 0);
	assert_null(history.values);
	history_init(&history, 0);
	history_add(&history, true, 1);
	assert_null(history.values);
}

static void a_ring_of_another_length_keeps_the_newest_in_their_places(void **state)
{
	static const uint32_t lengths[] = { 1, 2, 3, 5, 4, 9 };
	struct history history;

	(void)state;
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		uint32_t kept = lengths[i] < 4 ? lengths[i] : 4;

		history_init(&history, 4);
		for (int k = 1; k <= 6; k++)
			history_add(&history, true, k);
		history_resize(&history, lengths[i]);
		for (uint32_t age = 0; age < kept; age++)
			assert_int_equal(value_of(&history, age), 6 - age);
		assert_float_equal(value_of(&history, kept), -1, 0);
		history_add(&history, true, 7);
		assert_float_equal(value_of(&history, 0), 7, 0);
		assert_int_equal(history.count, kept + (lengths[i] > kept));
		history_free(&history);
	}
}

static void samples_keep_the_time_they_were_taken_at(void **state)
{
	static const int64_t seconds[] = { 1, 2, 3, 63, 64 }; /* a pause of a minute */
	struct timeline times;
	int64_t stamp;

	(void)state;
	assert_int_equal(timeline_init(&times, 4), 0);
	assert_false(timeline_get(&times, 0, &stamp));
	for (size_t i = 0; i < 5; i++)
		timeline_add(&times, seconds[i] * CLOCK_SECOND);
	for (size_t age = 0; age < 4; age++) {
		assert_true(timeline_get(&times, age, &stamp));
		assert_int_equal(stamp, seconds[4 - age] * CLOCK_SECOND);
	}
	assert_false(timeline_get(&times, 4, &stamp));
	assert_int_equal(timeline_span(&times, 1), 60 * CLOCK_SECOND);
	assert_int_equal(times.total, 5);
	assert_int_equal(times.first, CLOCK_SECOND);
	timeline_free(&times);
}

static void the_oldest_sample_kept_is_as_long_as_the_next_one(void **state)
{
	struct timeline times;

	(void)state;
	assert_int_equal(timeline_init(&times, 4), 0);
	assert_int_equal(timeline_span(&times, 0), CLOCK_SECOND);
	timeline_add(&times, 10 * CLOCK_SECOND);
	assert_int_equal(timeline_span(&times, 0), CLOCK_SECOND);
	timeline_add(&times, 15 * CLOCK_SECOND);
	timeline_add(&times, 18 * CLOCK_SECOND);
	assert_int_equal(timeline_span(&times, 1), 5 * CLOCK_SECOND);
	assert_int_equal(timeline_span(&times, 2), 5 * CLOCK_SECOND);
	timeline_free(&times);
}

static void a_clock_set_back_leaves_order_and_distances_as_they_were(void **state)
{
	struct timeline times;
	int64_t stamp;

	(void)state;
	assert_int_equal(timeline_init(&times, 8), 0);
	for (int64_t second = 1; second <= 3; second++)
		timeline_add(&times, HOUR + second * CLOCK_SECOND);
	timeline_add(&times, 4 * CLOCK_SECOND);
	for (size_t age = 0; age < 4; age++) {
		assert_true(timeline_get(&times, age, &stamp));
		assert_int_equal(stamp, (int64_t)(4 - age) * CLOCK_SECOND);
		assert_int_equal(timeline_span(&times, age), CLOCK_SECOND);
	}
	assert_int_equal(times.first, CLOCK_SECOND);
	timeline_free(&times);
}

static void the_mean_is_over_time_and_not_over_samples(void **state)
{
	struct timeline times;
	struct history history;
	struct history_summary summary;

	(void)state;
	assert_int_equal(timeline_init(&times, 8), 0);
	history_init(&history, 8);
	assert_int_equal(history_summarize(&history, &times).time, 0);
	for (int64_t second = 1; second <= 4; second++) {
		timeline_add(&times, second * CLOCK_SECOND);
		history_add(&history, second != 3, second == 3 ? 1000 : 10); /* the third is a gap */
	}
	timeline_add(&times, 11 * CLOCK_SECOND); /* 7 s later */
	history_add(&history, true, 110);
	summary = history_summarize(&history, &times);
	assert_float_equal(summary.least, 10, 0);
	assert_float_equal(summary.most, 110, 0);
	assert_float_equal(summary.mean, (3 * 10 + 7 * 110) / 10.0, 1e-6);
	assert_int_equal(summary.time, 10 * CLOCK_SECOND);
	history_free(&history);
	timeline_free(&times);
}

/* Bytes that rings for COUNT queues take, all made at once, and the samples each has. */
static size_t bytes_of(uint32_t count, uint32_t *ret_share)
{
	struct slots slots;

	slots_init(&slots, 600);
	slots_share_out(&slots, count);
	assert_int_equal(slots_reserve(&slots, count), 0);
	for (uint32_t i = 0; i < count; i++) {
		struct model_slot *slot = slots_take(&slots);

		slots_add(&slots, &slot->kicks, true, 1);
		slots_add(&slots, &slot->wqes, true, 1);
	}
	*ret_share = slots.share;
	count = (uint32_t)slots.bytes;
	slots_free(&slots);
	return count;
}

static void many_queues_share_a_budget_and_few_have_the_full_length(void **state)
{
	uint32_t share;

	(void)state;
	assert_int_equal(bytes_of(500, &share), 500 * 2 * 600 * 4);
	assert_int_equal(share, 600);
	assert_true(bytes_of(20000, &share) <= SLOTS_BUDGET);
	assert_in_range(share, 200, 210);
	assert_true(bytes_of(65000, &share) <= SLOTS_BUDGET);
	assert_in_range(share, SLOTS_LEAST, 65);
}

static void queues_that_come_later_get_what_is_left_and_at_least_a_minute(void **state)
{
	struct slots slots;
	uint32_t count = 0;

	(void)state;
	slots_init(&slots, 600);
	assert_int_equal(slots_reserve(&slots, 65000), 0);
	for (; count < 65000; count++) {
		struct model_slot *slot = slots_take(&slots);

		if (count % 1000 == 0)
			slots_share_out(&slots, count + 1000);
		slots_add(&slots, &slot->kicks, true, 1);
		slots_add(&slots, &slot->wqes, true, 1);
		assert_in_range(slot->kicks.capacity, SLOTS_LEAST, 600);
	}
	assert_int_equal(slots.share, SLOTS_LEAST);
	assert_true(slots.bytes <= SLOTS_BUDGET + (size_t)count * 2 * SLOTS_LEAST * sizeof(float));
	slots_free(&slots);
	assert_int_equal(slots.bytes, 0);
	assert_int_equal(slots.rings, 0);
}

/* foo0 and foo1 with a queue each, whose wqes and packets rise by STEP a second. */
static void tell_second(struct fixture *fixture, int64_t second, uint64_t value)
{
	static const char *const names[] = { "foo0", "foo1" };

	world_begin(&fixture->world, second * CLOCK_SECOND);
	world_mgmtdev(&fixture->world, "", "vdpasim_net");
	for (size_t i = 0; i < 2; i++) {
		world_device(&fixture->world, names[i], 0);
		world_queue(&fixture->world, VDPA_ROLE_TX);
		world_counter(&fixture->world, "wqes", value);
		world_counter(&fixture->world, "tx packets", 2 * value);
	}
	world_tell(&fixture->world, fixture->model);
}

static const struct model_counter *counter_of(const struct fixture *fixture, const char *device,
					      uint32_t place)
{
	const struct model_queue *queue = world_find_queue(fixture->model, device, 0);

	return &fixture->model->counters[queue->first_counter + place];
}

static void of_the_device_looked_at_every_counter_is_kept(void **state)
{
	struct fixture *fixture = *state;

	tell_second(fixture, 1, 100);
	model_watch(fixture->model, "foo1");
	tell_second(fixture, 2, 110);
	tell_second(fixture, 3, 130);
	assert_null(counter_of(fixture, "foo0", 1)->history);
	assert_non_null(counter_of(fixture, "foo1", 1)->history);
	assert_float_equal(value_of(counter_of(fixture, "foo1", 1)->history, 0), 40, 0);
	assert_float_equal(value_of(counter_of(fixture, "foo1", 1)->history, 1), 20, 0);
	assert_ptr_equal(counter_of(fixture, "foo1", 0)->history,
			 world_find_queue(fixture->model, "foo1", 0)->wqes_history);
}

static void what_was_looked_at_before_goes_on_while_there_is_room(void **state)
{
	struct fixture *fixture = *state;

	tell_second(fixture, 1, 100);
	model_watch(fixture->model, "foo1");
	tell_second(fixture, 2, 110);
	model_watch(fixture->model, "foo0");
	tell_second(fixture, 3, 130);
	model_watch(fixture->model, NULL);
	tell_second(fixture, 4, 131);
	assert_float_equal(value_of(counter_of(fixture, "foo0", 1)->history, 0), 2, 0);
	assert_float_equal(value_of(counter_of(fixture, "foo1", 1)->history, 0), 2, 0);
	assert_float_equal(value_of(counter_of(fixture, "foo1", 1)->history, 2), 20, 0);
}

static void a_counter_that_went_back_leaves_a_gap_of_one_sample(void **state)
{
	struct fixture *fixture = *state;
	const struct history *wqes, *packets;

	model_watch(fixture->model, "foo0"); /* not there yet: nobody is looked at */
	tell_second(fixture, 1, 100);
	model_watch(fixture->model, "foo0");
	tell_second(fixture, 2, 110);
	tell_second(fixture, 3, 5);
	tell_second(fixture, 4, 7);
	wqes = world_find_queue(fixture->model, "foo0", 0)->wqes_history;
	packets = counter_of(fixture, "foo0", 1)->history;
	for (int i = 0; i < 2; i++) {
		assert_float_equal(value_of(i ? packets : wqes, 0), (i ? 4 : 2), 0);
		assert_float_equal(value_of(i ? packets : wqes, 1), -1, 0);
		assert_float_equal(value_of(i ? packets : wqes, 2), (i ? 20 : 10), 0);
	}
}

/* A key may be answered after each of the three parts of an update. */
static void between_the_parts_of_an_update_no_history_is_lost(void **state)
{
	struct fixture *fixture = *state;
	struct snapshot snapshot;
	void *data;

	tell_second(fixture, 1, 100);
	model_watch(fixture->model, "foo0");
	tell_second(fixture, 2, 110);
	data = malloc(flat_bytes(&fixture->world.snapshot));
	assert_non_null(data);
	flat_write(&fixture->world.snapshot, data);
	assert_int_equal(snapshot_open(&snapshot, data, flat_bytes(&fixture->world.snapshot)), 0);
	assert_int_equal(model_update_join(fixture->model, &snapshot), 0);
	model_update_settle(fixture->model, &snapshot);
	assert_float_equal(value_of(world_find(fixture->model, "foo0")->wqes_history, 0), 10, 0);
	assert_float_equal(value_of(counter_of(fixture, "foo0", 1)->history, 0), 20, 0);
	model_update_past(fixture->model);
	free(data);
}

static void without_a_length_nothing_is_remembered(void **state)
{
	struct fixture *fixture = *state;

	model_free(fixture->model);
	fixture->model = model_new(0);
	assert_non_null(fixture->model);
	for (int64_t second = 1; second <= 3; second++)
		tell_second(fixture, second, (uint64_t)(100 * second));
	assert_int_equal(fixture->model->times->count, 0);
	assert_null(world_find_queue(fixture->model, "foo0", 0)->wqes_history->values);
}

static void a_device_has_the_history_of_its_sum(void **state)
{
	struct fixture *fixture = *state;

	for (int64_t second = 1; second <= 3; second++) {
		world_begin(&fixture->world, second * CLOCK_SECOND);
		world_mgmtdev(&fixture->world, "", "vdpasim_net");
		world_device(&fixture->world, "foo0", 0);
		for (int i = 0; i < 2; i++) {
			world_queue(&fixture->world, VDPA_ROLE_TX);
			world_counter(&fixture->world, "wqes", (uint64_t)(second * 10));
		}
		if (second == 2)
			world_queue(&fixture->world, VDPA_ROLE_TX)->code = -ENODATA;
		world_tell(&fixture->world, fixture->model);
	}
	assert_float_equal(value_of(world_find(fixture->model, "foo0")->wqes_history, 0), 20, 0);
	assert_float_equal(value_of(world_find(fixture->model, "foo0")->kicks_history, 0), -1, 0);
}

static void a_device_made_again_under_its_name_begins_anew(void **state)
{
	struct fixture *fixture = *state;

	for (int64_t second = 1; second <= 3; second++) {
		world_begin_facts(&fixture->world, second * CLOCK_SECOND);
		world_fact(&fixture->world, "foo0", second < 3 ? 1 : 2, "vhost_vdpa");
		tell_second(fixture, second, (uint64_t)(100 * second));
		model_watch(fixture->model, "foo0");
		world_tell_facts(&fixture->world, fixture->model);
	}
	assert_int_equal(world_find(fixture->model, "foo0")->wqes_history->count, 0);
	assert_null(counter_of(fixture, "foo0", 1)->history);
	assert_float_equal(value_of(world_find(fixture->model, "foo1")->wqes_history, 0), 100, 0);
}

static void a_clock_that_is_set_moves_the_samples_with_it(void **state)
{
	struct fixture *fixture = *state;
	int64_t stamp;

	tell_second(fixture, 3600, 100);
	tell_second(fixture, 3601, 110);
	model_shift_time(fixture->model, HOUR);
	tell_second(fixture, 7202, 110);
	for (size_t age = 0; age < 3; age++) {
		assert_true(timeline_get(fixture->model->times, age, &stamp));
		assert_int_equal(stamp, (7202 - (int64_t)age) * CLOCK_SECOND);
	}
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_ring_keeps_the_newest),
	cmocka_unit_test(a_gap_is_no_value),
	cmocka_unit_test(without_a_value_a_ring_takes_no_memory),
	cmocka_unit_test(a_ring_of_another_length_keeps_the_newest_in_their_places),
	cmocka_unit_test(samples_keep_the_time_they_were_taken_at),
	cmocka_unit_test(the_oldest_sample_kept_is_as_long_as_the_next_one),
	cmocka_unit_test(a_clock_set_back_leaves_order_and_distances_as_they_were),
	cmocka_unit_test(the_mean_is_over_time_and_not_over_samples),
	cmocka_unit_test(many_queues_share_a_budget_and_few_have_the_full_length),
	cmocka_unit_test(queues_that_come_later_get_what_is_left_and_at_least_a_minute),
	with_model(of_the_device_looked_at_every_counter_is_kept),
	with_model(what_was_looked_at_before_goes_on_while_there_is_room),
	with_model(a_counter_that_went_back_leaves_a_gap_of_one_sample),
	with_model(between_the_parts_of_an_update_no_history_is_lost),
	with_model(without_a_length_nothing_is_remembered),
	with_model(a_device_has_the_history_of_its_sum),
	with_model(a_device_made_again_under_its_name_begins_anew),
	with_model(a_clock_that_is_set_moves_the_samples_with_it),
};

UNIT_MAIN(history)
