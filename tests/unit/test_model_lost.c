/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The model: what could not be read, was refused, or was left out of a round that ended early. */
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

/* The device of tell(), whose counters this time gave CODE. */
static void tell_code(struct fixture *fixture, int64_t time, int code, const char *reason)
{
	struct snapshot_queue *queue;

	world_begin(&fixture->world, time);
	world_mgmtdev(&fixture->world, "pci", "0000:03:00.2");
	world_device(&fixture->world, "foo0", 0);
	queue = world_queue(&fixture->world, VDPA_ROLE_TX);
	queue->code = code;
	queue->reason = world_text(&fixture->world, reason);
	world_tell(&fixture->world, fixture->model);
}

static void what_could_not_be_read_this_time_keeps_its_last_figures(void **state)
{
	struct fixture *fixture = *state;
	const struct model_queue *queue;

	tell(fixture, 1 * SECOND, 10, 1000);
	tell(fixture, 2 * SECOND, 20, 2000);
	tell_code(fixture, 3 * SECOND, -EBADMSG, "the answer is cut off");
	queue = world_find_queue(fixture->model, "foo0", 0);
	assert_int_equal(queue->health, HEALTH_STALE);
	assert_string_equal(queue->reason, "the answer is cut off");
	assert_int_equal(queue->kicks, 20);
	assert_int_equal(queue->wqes_rate.state, RATE_STALE);
	assert_float_equal(queue->wqes_rate.per_second, 1000, 1e-9);
	tell(fixture, 5 * SECOND, 50, 2300);
	queue = world_find_queue(fixture->model, "foo0", 0);
	assert_int_equal(queue->interval, 3 * SECOND);
	expect_rate(&queue->kicks_rate, RATE_OK, 10);
	expect_rate(&queue->wqes_rate, RATE_OK, 100);
}

static void a_first_reading_that_goes_stale_has_no_rate_to_show(void **state)
{
	struct fixture *fixture = *state;
	const struct model_queue *queue;

	tell(fixture, 1 * SECOND, 10, 1000);
	tell_code(fixture, 2 * SECOND, -ENODATA, "");
	queue = world_find_queue(fixture->model, "foo0", 0);
	assert_true(queue->has_wqes);
	assert_int_equal(queue->wqes_rate.state, RATE_STALE);
	assert_false(queue->wqes_rate.has_value);
}

static void a_reading_that_is_not_newer_is_no_reading(void **state)
{
	struct fixture *fixture = *state;
	const struct model_queue *queue;

	tell(fixture, 1 * SECOND, 10, 1000);
	tell(fixture, 2 * SECOND, 20, 2000);
	tell(fixture, 2 * SECOND, 20, 2000);
	queue = world_find_queue(fixture->model, "foo0", 0);
	assert_int_equal(queue->wqes_rate.state, RATE_STALE);
	assert_float_equal(queue->wqes_rate.per_second, 1000, 1e-9);
}

static void refused_counters_leave_no_figures_behind(void **state)
{
	struct fixture *fixture = *state;
	const struct model_queue *queue;

	tell(fixture, 1 * SECOND, 10, 1000);
	tell_code(fixture, 2 * SECOND, -EPERM, "");
	queue = world_find_queue(fixture->model, "foo0", 0);
	assert_int_equal(queue->health, HEALTH_NO_ACCESS);
	assert_false(queue->has_kicks || queue->has_wqes);
	assert_int_equal(queue->counters, 0);
}

static void a_devices_refusal_is_that_of_all_its_queues(void **state)
{
	struct fixture *fixture = *state;
	struct snapshot_device *device;

	world_begin(&fixture->world, SECOND);
	world_mgmtdev(&fixture->world, "", "m");
	device = world_device(&fixture->world, "blk0", 0);
	device->vstats_code = -EOPNOTSUPP;
	device->vstats_reason = world_text(&fixture->world, "no counters here");
	world_queue(&fixture->world, VDPA_ROLE_REQUEST);
	world_tell(&fixture->world, fixture->model);
	assert_int_equal(world_find_queue(fixture->model, "blk0", 0)->health, HEALTH_NO_DATA);
	assert_string_equal(world_find_queue(fixture->model, "blk0", 0)->reason, "no counters here");
	assert_int_equal(world_find(fixture->model, "blk0")->health, HEALTH_NO_DATA);
}

static void a_round_that_ended_early_takes_nothing_away(void **state)
{
	struct fixture *fixture = *state;
	uint64_t id;

	two_devices(fixture, 1 * SECOND, "foo", "bar");
	two_devices(fixture, 2 * SECOND, "foo", "bar");
	id = world_find(fixture->model, "bar")->id;
	world_begin(&fixture->world, 3 * SECOND);
	world_reason(&fixture->world, -ENOBUFS, "answers were lost");
	world_info(&fixture->world)->errors = 2;
	world_tell(&fixture->world, fixture->model);
	assert_int_equal(fixture->model->device_count, 2);
	assert_int_equal(fixture->model->mgmtdev_count, 1);
	assert_int_equal(world_find(fixture->model, "bar")->id, id);
	assert_int_equal(world_find_queue(fixture->model, "bar", 0)->health, HEALTH_STALE);
	assert_string_equal(fixture->model->reason, "answers were lost");
	assert_int_equal(fixture->model->errors, 2);
	two_devices(fixture, 5 * SECOND, "foo", "bar");
	assert_int_equal(world_find(fixture->model, "bar")->id, id);
	assert_int_equal(world_find_queue(fixture->model, "bar", 0)->interval, 3 * SECOND);
	expect_rate(&world_find_queue(fixture->model, "bar", 0)->wqes_rate, RATE_OK, 1);
	assert_int_equal(fixture->model->event_count, 1);
	assert_int_equal(fixture->model->events[0].kind, MODEL_EVENT_INCOMPLETE);
}

static void when_every_round_ends_early_a_device_is_not_kept_for_ever(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, 1 * SECOND, 10, 10);
	for (int64_t time = 2; time < 20; time++) {
		world_begin(&fixture->world, time * SECOND);
		world_reason(&fixture->world, -EBADMSG, "");
		world_tell(&fixture->world, fixture->model);
		assert_int_equal(fixture->model->device_count, time < 12 ? 1 : 0);
	}
	assert_string_equal(fixture->model->events[0].words, "foo0 was removed");
}

static void a_device_whose_mgmtdev_was_not_listed_this_time_stays_with_it(void **state)
{
	struct fixture *fixture = *state;
	uint64_t id;

	tell(fixture, 1 * SECOND, 10, 10);
	id = world_find(fixture->model, "foo0")->id;
	world_begin(&fixture->world, 2 * SECOND);
	world_reason(&fixture->world, -EINTR, "listing management devices was interrupted");
	world_device(&fixture->world, "foo0", FLAT_NONE);
	world_queue(&fixture->world, VDPA_ROLE_TX);
	world_counter(&fixture->world, "wqes", 15);
	world_tell(&fixture->world, fixture->model);
	assert_int_equal(world_find(fixture->model, "foo0")->id, id);
	assert_int_equal(world_find(fixture->model, "foo0")->mgmtdev, 0);
	assert_true(world_find(fixture->model, "foo0")->is_managed);
	expect_rate(&world_find_queue(fixture->model, "foo0", 0)->wqes_rate, RATE_OK, 5);
	assert_int_equal(fixture->model->event_count, 0);
}

static void without_the_family_nothing_is_left(void **state)
{
	struct fixture *fixture = *state;

	two_devices(fixture, 1 * SECOND, "foo", "bar");
	world_begin(&fixture->world, 2 * SECOND);
	world_reason(&fixture->world, -ENOENT, "the vdpa module is not loaded");
	world_info(&fixture->world)->family = SNAPSHOT_FAMILY_NO_MODULE;
	world_tell(&fixture->world, fixture->model);
	assert_int_equal(fixture->model->device_count, 0);
	assert_int_equal(fixture->model->mgmtdev_count, 0);
}

static void a_config_that_could_not_be_read_stays_what_it_was(void **state)
{
	struct fixture *fixture = *state;
	struct snapshot_device *device;

	tell(fixture, 1 * SECOND, 10, 10);
	world_begin(&fixture->world, 2 * SECOND);
	world_mgmtdev(&fixture->world, "pci", "0000:03:00.2");
	device = world_device(&fixture->world, "foo0", 0);
	device->config.valid = 0;
	device->config_code = -EBADMSG;
	world_tell(&fixture->world, fixture->model);
	assert_true(world_find(fixture->model, "foo0")->config.valid & VDPA_HAS_NEGOTIATED);
	assert_int_equal(world_find(fixture->model, "foo0")->config_code, -EBADMSG);
}

static void what_an_early_end_left_out_keeps_its_names_too(void **state)
{
	struct fixture *fixture = *state;
	char name[32];

	world_begin(&fixture->world, SECOND);
	world_mgmtdev(&fixture->world, "pci", "left out");
	world_device(&fixture->world, "kept", 0);
	world_queue(&fixture->world, VDPA_ROLE_TX);
	world_counter(&fixture->world, "its own counter", 5);
	world_tell(&fixture->world, fixture->model);
	for (int64_t time = 2; time < 6; time++) {
		world_begin(&fixture->world, time * SECOND);
		world_reason(&fixture->world, -ENOBUFS, "");
		for (int i = 0; i < 300; i++) {
			snprintf(name, sizeof(name), "device %d", i + (int)time * 300);
			world_device(&fixture->world, name, FLAT_NONE);
		}
		world_tell(&fixture->world, fixture->model);
	}
	assert_int_equal(world_find(fixture->model, "kept")->queues, 1);
	assert_string_equal(fixture->model->mgmtdevs[0].handle, "pci/left out");
	assert_string_equal(fixture->model->counters[0].name, "its own counter");
}

static const struct CMUnitTest tests[] = {
	with_model(what_could_not_be_read_this_time_keeps_its_last_figures),
	with_model(a_first_reading_that_goes_stale_has_no_rate_to_show),
	with_model(a_reading_that_is_not_newer_is_no_reading),
	with_model(refused_counters_leave_no_figures_behind),
	with_model(a_devices_refusal_is_that_of_all_its_queues),
	with_model(a_round_that_ended_early_takes_nothing_away),
	with_model(when_every_round_ends_early_a_device_is_not_kept_for_ever),
	with_model(a_device_whose_mgmtdev_was_not_listed_this_time_stays_with_it),
	with_model(without_the_family_nothing_is_left),
	with_model(a_config_that_could_not_be_read_stays_what_it_was),
	with_model(what_an_early_end_left_out_keeps_its_names_too),
};

UNIT_MAIN(model_lost)
