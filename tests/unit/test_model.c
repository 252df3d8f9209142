/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The model: snapshots joined over time. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"
#include "world.h"

#define SECOND CLOCK_SECOND

/* One device with one tx queue that has counted KICKS doorbells and WQES elements at TIME. */
static void tell(struct fixture *fixture, int64_t time, uint64_t kicks, uint64_t wqes)
{
	world_begin(&fixture->world, time);
	world_mgmtdev(&fixture->world, "pci", "0000:03:00.2");
	world_device(&fixture->world, "foo0", 0);
	world_queue(&fixture->world, VDPA_ROLE_TX);
	world_counter(&fixture->world, "kickdoorbells", kicks);
	world_counter(&fixture->world, "wqes", wqes);
	world_tell(&fixture->world, fixture->model);
}

static void expect_rate(const struct rate *rate, enum rate_state state, double per_second)
{
	assert_int_equal(rate->state, state);
	assert_int_equal(rate->has_value, state == RATE_OK);
	if (rate->has_value)
		assert_float_equal(rate->per_second, per_second, 1e-9);
}

static void a_new_model_is_empty(void **state)
{
	struct fixture *fixture = *state;
	const struct model *model = fixture->model;

	assert_false(model->has_sample);
	assert_int_equal(model->device_count, 0);
	assert_null(model->info);
	assert_string_equal(model->reason, "");
	assert_null(model_find_device(model, 1));
	assert_null(model_find_queue(model, 1));
}

static void a_first_reading_has_figures_and_no_rates(void **state)
{
	struct fixture *fixture = *state;
	const struct model_queue *queue;

	tell(fixture, 10 * SECOND, 100, 1000);
	queue = world_find_queue(fixture->model, "foo0", 0);
	assert_true(queue->has_kicks && queue->has_wqes);
	assert_int_equal(queue->kicks, 100);
	assert_int_equal(queue->wqes, 1000);
	assert_string_equal(queue->wqes_source, "wqes");
	assert_int_equal(queue->interval, 0);
	expect_rate(&queue->kicks_rate, RATE_FIRST, 0);
	expect_rate(&queue->wqes_rate, RATE_FIRST, 0);
}

static void rates_are_over_the_time_that_really_passed(void **state)
{
	struct fixture *fixture = *state;
	const struct model_queue *queue;

	tell(fixture, 10 * SECOND, 100, 1000);
	tell(fixture, 10 * SECOND + SECOND / 4, 110, 1500);
	queue = world_find_queue(fixture->model, "foo0", 0);
	assert_int_equal(queue->interval, SECOND / 4);
	expect_rate(&queue->kicks_rate, RATE_OK, 40);
	expect_rate(&queue->wqes_rate, RATE_OK, 2000);
	assert_int_equal(queue->health, HEALTH_OK);
}

static void a_counter_that_went_back_has_no_rate_for_that_interval(void **state)
{
	struct fixture *fixture = *state;
	const struct model_queue *queue;

	tell(fixture, 10 * SECOND, 100, 1000);
	tell(fixture, 11 * SECOND, 110, 4);
	queue = world_find_queue(fixture->model, "foo0", 0);
	expect_rate(&queue->kicks_rate, RATE_OK, 10);
	expect_rate(&queue->wqes_rate, RATE_RESET, 0);
	assert_int_equal(queue->health, HEALTH_RESET);
	tell(fixture, 12 * SECOND, 120, 54);
	queue = world_find_queue(fixture->model, "foo0", 0);
	expect_rate(&queue->wqes_rate, RATE_OK, 50);
	assert_int_equal(queue->health, HEALTH_OK);
}

static void mlx5(struct fixture *fixture, int64_t time, uint64_t received, uint64_t completed)
{
	world_begin(&fixture->world, time);
	world_mgmtdev(&fixture->world, "pci", "0000:03:00.2");
	world_device(&fixture->world, "foo0", 0);
	world_queue(&fixture->world, VDPA_ROLE_TX);
	world_counter(&fixture->world, "received_desc", received);
	world_counter(&fixture->world, "completed_desc", completed);
	world_tell(&fixture->world, fixture->model);
}

static void when_one_counter_of_a_driver_began_anew_none_of_its_rates_holds(void **state)
{
	struct fixture *fixture = *state;
	const struct model_queue *queue;

	mlx5(fixture, 1 * SECOND, 100, 2);
	mlx5(fixture, 2 * SECOND, 7, 6);
	queue = world_find_queue(fixture->model, "foo0", 0);
	expect_rate(&queue->wqes_rate, RATE_RESET, 0);
}

static void what_is_in_flight_is_submitted_less_completed(void **state)
{
	struct fixture *fixture = *state;
	const struct model_queue *queue;

	mlx5(fixture, 1 * SECOND, 100, 60);
	queue = world_find_queue(fixture->model, "foo0", 0);
	assert_false(queue->has_kicks);
	assert_string_equal(queue->wqes_source, "completed_desc");
	assert_true(queue->has_in_flight);
	assert_int_equal(queue->in_flight, 40);
	mlx5(fixture, 2 * SECOND, 100, 101);
	assert_false(world_find_queue(fixture->model, "foo0", 0)->has_in_flight);
}

static void our_kernels_wqes_go_before_a_drivers_counter(void **state)
{
	struct fixture *fixture = *state;
	const struct model_queue *queue;

	world_begin(&fixture->world, SECOND);
	world_mgmtdev(&fixture->world, "", "vdpasim_net");
	world_device(&fixture->world, "sim0", 0);
	world_queue(&fixture->world, VDPA_ROLE_TX);
	world_counter(&fixture->world, "tx packets", 5);
	world_counter(&fixture->world, "wqes", 7);
	world_counter(&fixture->world, "something new", 9);
	world_tell(&fixture->world, fixture->model);
	queue = world_find_queue(fixture->model, "sim0", 0);
	assert_int_equal(queue->wqes, 7);
	assert_string_equal(queue->wqes_source, "wqes");
	assert_int_equal(queue->counters, 3);
	assert_string_equal(fixture->model->counters[queue->first_counter + 2].name, "something new");
	assert_null(fixture->model->counters[queue->first_counter + 2].known);
}

static void counters_are_joined_by_name_wherever_they_stand(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, 1 * SECOND, 10, 1000);
	world_begin(&fixture->world, 2 * SECOND);
	world_mgmtdev(&fixture->world, "pci", "0000:03:00.2");
	world_device(&fixture->world, "foo0", 0);
	world_queue(&fixture->world, VDPA_ROLE_TX);
	world_counter(&fixture->world, "wqes", 1010);
	world_counter(&fixture->world, "brand new", 3);
	world_counter(&fixture->world, "kickdoorbells", 11);
	world_tell(&fixture->world, fixture->model);
	expect_rate(&world_find_queue(fixture->model, "foo0", 0)->kicks_rate, RATE_OK, 1);
	expect_rate(&world_find_queue(fixture->model, "foo0", 0)->wqes_rate, RATE_OK, 10);
	expect_rate(&fixture->model->counters[1].rate, RATE_FIRST, 0);
}

static void two_devices(struct fixture *fixture, int64_t time, const char *first,
			const char *second)
{
	const char *names[] = { first, second };

	world_begin(&fixture->world, time);
	world_mgmtdev(&fixture->world, "pci", "0000:03:00.2");
	for (size_t i = 0; i < 2; i++) {
		world_device(&fixture->world, names[i], 0);
		world_queue(&fixture->world, VDPA_ROLE_RX);
		world_counter(&fixture->world, "wqes", (uint64_t)(time / SECOND));
	}
	world_tell(&fixture->world, fixture->model);
}

static void identities_survive_another_order(void **state)
{
	struct fixture *fixture = *state;
	uint64_t foo, bar, queue;

	two_devices(fixture, 1 * SECOND, "foo", "bar");
	foo = world_find(fixture->model, "foo")->id;
	bar = world_find(fixture->model, "bar")->id;
	queue = world_find_queue(fixture->model, "bar", 0)->id;
	assert_int_not_equal(foo, bar);
	two_devices(fixture, 2 * SECOND, "bar", "foo");
	assert_int_equal(world_find(fixture->model, "foo")->id, foo);
	assert_string_equal(model_find_device(fixture->model, bar)->name, "bar");
	assert_int_equal(model_find_queue(fixture->model, queue)->id, queue);
	expect_rate(&model_find_queue(fixture->model, queue)->wqes_rate, RATE_OK, 1);
}

static void a_device_that_left_and_came_back_is_another_one(void **state)
{
	struct fixture *fixture = *state;
	uint64_t device, queue;

	tell(fixture, 1 * SECOND, 10, 10);
	device = world_find(fixture->model, "foo0")->id;
	queue = world_find_queue(fixture->model, "foo0", 0)->id;
	world_begin(&fixture->world, 2 * SECOND);
	world_tell(&fixture->world, fixture->model);
	assert_null(model_find_device(fixture->model, device));
	assert_int_equal(fixture->model->device_count, 0);
	tell(fixture, 3 * SECOND, 20, 20);
	assert_int_not_equal(world_find(fixture->model, "foo0")->id, device);
	assert_null(model_find_queue(fixture->model, queue));
	expect_rate(&world_find_queue(fixture->model, "foo0", 0)->kicks_rate, RATE_FIRST, 0);
}

static void the_same_name_from_another_mgmtdev_is_another_device(void **state)
{
	struct fixture *fixture = *state;
	uint64_t before;

	tell(fixture, 1 * SECOND, 10, 10);
	before = world_find(fixture->model, "foo0")->id;
	world_begin(&fixture->world, 2 * SECOND);
	world_mgmtdev(&fixture->world, "", "vdpasim_net");
	world_mgmtdev(&fixture->world, "pci", "0000:03:00.2");
	world_device(&fixture->world, "foo0", 0);
	world_tell(&fixture->world, fixture->model);
	assert_int_not_equal(world_find(fixture->model, "foo0")->id, before);
}

static void the_same_name_of_another_class_is_another_device(void **state)
{
	struct fixture *fixture = *state;
	uint64_t before;

	tell(fixture, 1 * SECOND, 10, 10);
	before = world_find(fixture->model, "foo0")->id;
	world_begin(&fixture->world, 2 * SECOND);
	world_mgmtdev(&fixture->world, "pci", "0000:03:00.2");
	world_device(&fixture->world, "foo0", 0)->class_id = VDPA_CLASS_BLOCK;
	world_tell(&fixture->world, fixture->model);
	assert_int_not_equal(world_find(fixture->model, "foo0")->id, before);
}

static void devices_stand_with_their_mgmtdev_and_those_of_none_last(void **state)
{
	struct fixture *fixture = *state;
	const struct model *model = fixture->model;

	world_begin(&fixture->world, SECOND);
	world_mgmtdev(&fixture->world, "", "a");
	world_mgmtdev(&fixture->world, "pci", "b");
	world_device(&fixture->world, "none", FLAT_NONE);
	world_device(&fixture->world, "b1", 1);
	world_device(&fixture->world, "a1", 0);
	world_device(&fixture->world, "b2", 1);
	world_tell(&fixture->world, fixture->model);
	assert_int_equal(model->device_count, 4);
	assert_string_equal(model->devices[0].name, "a1");
	assert_string_equal(model->devices[1].name, "b1");
	assert_string_equal(model->devices[2].name, "b2");
	assert_string_equal(model->devices[3].name, "none");
	assert_false(model->devices[3].is_managed);
	assert_string_equal(model->mgmtdevs[0].handle, "a");
	assert_string_equal(model->mgmtdevs[1].handle, "pci/b");
	assert_int_equal(model->mgmtdevs[1].devices, 2);
}

static void a_device_that_is_listed_twice_counts_once(void **state)
{
	struct fixture *fixture = *state;

	two_devices(fixture, 1 * SECOND, "foo", "foo");
	assert_int_equal(fixture->model->device_count, 1);
	assert_int_equal(fixture->model->mgmtdevs[0].devices, 1);
	assert_int_equal(fixture->model->totals.health[HEALTH_OK], 1);
}

static void a_device_deleted_before_it_could_be_asked_is_gone(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, 1 * SECOND, 10, 10);
	world_begin(&fixture->world, 2 * SECOND);
	world_mgmtdev(&fixture->world, "pci", "0000:03:00.2");
	world_device(&fixture->world, "foo0", 0)->config_code = -ENODEV;
	world_tell(&fixture->world, fixture->model);
	assert_int_equal(fixture->model->device_count, 0);
}

static void queues_are_put_in_order_and_each_index_once(void **state)
{
	struct fixture *fixture = *state;
	const uint32_t indexes[] = { 4, 1, 4, 0 };
	const struct model_device *device;

	world_begin(&fixture->world, SECOND);
	world_mgmtdev(&fixture->world, "", "m");
	world_device(&fixture->world, "d", 0);
	for (size_t i = 0; i < 4; i++)
		world_queue(&fixture->world, VDPA_ROLE_RX)->index = indexes[i];
	world_device(&fixture->world, "e", 0);
	world_queue(&fixture->world, VDPA_ROLE_RX);
	world_tell(&fixture->world, fixture->model);
	device = world_find(fixture->model, "d");
	assert_int_equal(device->queues, 3);
	assert_int_equal(world_find_queue(fixture->model, "d", 0)->index, 0);
	assert_int_equal(world_find_queue(fixture->model, "d", 2)->index, 4);
	assert_int_equal(fixture->model->queue_count, 4);
	assert_ptr_equal(fixture->model->devices + world_find_queue(fixture->model, "e", 0)->device,
			 world_find(fixture->model, "e"));
}

static void a_slot_that_the_driver_does_not_know_is_no_queue(void **state)
{
	struct fixture *fixture = *state;

	world_begin(&fixture->world, SECOND);
	world_mgmtdev(&fixture->world, "", "m");
	world_device(&fixture->world, "d", 0);
	world_queue(&fixture->world, VDPA_ROLE_RX)->code = -EPERM;
	world_queue(&fixture->world, VDPA_ROLE_TX)->code = -EINVAL;
	world_queue(&fixture->world, VDPA_ROLE_TX)->code = -ERANGE;
	world_tell(&fixture->world, fixture->model);
	assert_int_equal(world_find(fixture->model, "d")->queues, 1);
}

static void names_that_changed_between_samples_are_given_back(void **state)
{
	struct fixture *fixture = *state;
	char name[32];

	for (int i = 0; i < 2000; i++) {
		snprintf(name, sizeof(name), "device %d", i);
		two_devices(fixture, (i + 1) * SECOND, name, "stays");
		assert_int_equal(world_find(fixture->model, name)->queues, 1);
	}
	assert_string_equal(world_find(fixture->model, "stays")->name, "stays");
}

static void the_history_of_a_queue_follows_it(void **state)
{
	struct fixture *fixture = *state;
	const struct model_queue *queue;
	double value;

	two_devices(fixture, 1 * SECOND, "foo", "bar");
	two_devices(fixture, 2 * SECOND, "bar", "foo");
	two_devices(fixture, 4 * SECOND, "foo", "bar");
	queue = world_find_queue(fixture->model, "bar", 0);
	assert_true(history_get(queue->wqes_history, 0, &value));
	assert_float_equal(value, 1, 1e-9);
	assert_true(history_get(queue->wqes_history, 1, &value));
	assert_false(history_get(queue->wqes_history, 2, &value));
	assert_false(history_get(queue->kicks_history, 0, &value));
}

static const struct CMUnitTest tests[] = {
	with_model(a_new_model_is_empty),
	with_model(a_first_reading_has_figures_and_no_rates),
	with_model(rates_are_over_the_time_that_really_passed),
	with_model(a_counter_that_went_back_has_no_rate_for_that_interval),
	with_model(when_one_counter_of_a_driver_began_anew_none_of_its_rates_holds),
	with_model(what_is_in_flight_is_submitted_less_completed),
	with_model(our_kernels_wqes_go_before_a_drivers_counter),
	with_model(counters_are_joined_by_name_wherever_they_stand),
	with_model(identities_survive_another_order),
	with_model(a_device_that_left_and_came_back_is_another_one),
	with_model(the_same_name_from_another_mgmtdev_is_another_device),
	with_model(the_same_name_of_another_class_is_another_device),
	with_model(devices_stand_with_their_mgmtdev_and_those_of_none_last),
	with_model(a_device_that_is_listed_twice_counts_once),
	with_model(a_device_deleted_before_it_could_be_asked_is_gone),
	with_model(queues_are_put_in_order_and_each_index_once),
	with_model(a_slot_that_the_driver_does_not_know_is_no_queue),
	with_model(names_that_changed_between_samples_are_given_back),
	with_model(the_history_of_a_queue_follows_it),
};

UNIT_MAIN(model)
