/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Real time: set by somebody while rates are measured, and since when things are known. */
#include "world.h"

#include <errno.h>

#include "unit.h"

#define HOUR (3600 * CLOCK_SECOND)

static void tell(struct world *world, struct model *model, int64_t time, uint64_t kicks)
{
	world_begin(world, time);
	world_mgmtdev(world, "", "vdpasim_net");
	world_device(world, "foo0", 0);
	world_queue(world, VDPA_ROLE_TX);
	world_counter(world, "kickdoorbells", kicks);
	world_tell(world, model);
}

static void expect_rate_over_a_clock_that_moves_by(int64_t delta)
{
	struct model *model = model_new(10);
	struct world world;
	const struct model_queue *queue;

	assert_non_null(model);
	world_init(&world);
	tell(&world, model, 2 * HOUR, 100);
	tell(&world, model, 2 * HOUR + CLOCK_SECOND, 110);
	model_shift_time(model, delta);
	tell(&world, model, 2 * HOUR + 2 * CLOCK_SECOND + delta, 130);
	queue = world_find_queue(model, "foo0", 0);
	assert_int_equal(queue->kicks_rate.state, RATE_OK);
	assert_true(queue->kicks_rate.per_second > 19.9 && queue->kicks_rate.per_second < 20.1);
	assert_int_equal(world_find(model, "foo0")->interval, CLOCK_SECOND);
	world_free(&world);
	model_free(model);
}

static void a_clock_that_is_set_changes_no_rate(void **state)
{
	(void)state;
	expect_rate_over_a_clock_that_moves_by(HOUR);
	expect_rate_over_a_clock_that_moves_by(-HOUR);
}

static void what_happened_keeps_its_age_when_the_clock_is_set(void **state)
{
	struct model *model = model_new(10);

	(void)state;
	model_add_event(model, 5 * HOUR, MODEL_EVENT_ERROR, "a worker died");
	model_shift_time(model, -HOUR);
	model_add_event(model, 4 * HOUR, MODEL_EVENT_ERROR, "and another");
	assert_true(model->events[0].time == 4 * HOUR);
	assert_int_equal(model->events[0].number, 1);
	assert_int_equal(model->events[1].number, 2);
	model_free(model);
}

static void tell_device(struct fixture *fixture, int64_t seconds, const char *name, int queues)
{
	world_begin(&fixture->world, seconds * CLOCK_SECOND);
	world_mgmtdev(&fixture->world, "", "vdpasim_net");
	world_device(&fixture->world, "old0", 0);
	if (name)
		world_device(&fixture->world, name, 0);
	while (name && queues--)
		world_queue(&fixture->world, VDPA_ROLE_RX);
	world_tell(&fixture->world, fixture->model);
}

static void tell_identity(struct fixture *fixture, int64_t seconds, const char *name,
			  uint64_t identity)
{
	world_begin_facts(&fixture->world, seconds * CLOCK_SECOND);
	world_fact(&fixture->world, name, identity, "vhost_vdpa");
	world_tell_facts(&fixture->world, fixture->model);
}

static int64_t seconds_of(int64_t time)
{
	return time / CLOCK_SECOND;
}

static void devices_and_queues_know_when_they_were_first_seen(void **state)
{
	struct fixture *fixture = *state;
	const struct model *model = fixture->model;

	tell_device(fixture, 10, NULL, 0);
	tell_device(fixture, 20, "new0", 1);
	tell_device(fixture, 30, "new0", 2);
	assert_true(world_find(model, "old0")->was_there);
	assert_int_equal(seconds_of(world_find(model, "old0")->first_seen), 10);
	assert_false(world_find(model, "new0")->was_there);
	assert_int_equal(seconds_of(world_find(model, "new0")->first_seen), 20);
	assert_int_equal(seconds_of(world_find_queue(model, "new0", 0)->first_seen), 20);
	assert_int_equal(seconds_of(world_find_queue(model, "new0", 1)->first_seen), 30);
	model_shift_time(fixture->model, HOUR);
	assert_int_equal(seconds_of(world_find(model, "new0")->first_seen), 3620);
	assert_int_equal(seconds_of(world_find_queue(model, "new0", 1)->first_seen), 3630);
}

static void a_device_made_again_is_first_seen_anew(void **state)
{
	struct fixture *fixture = *state;
	const struct model *model = fixture->model;

	tell_device(fixture, 10, "foo0", 1);
	tell_identity(fixture, 10, "foo0", 7);
	assert_true(world_find(model, "foo0")->was_there);
	tell_identity(fixture, 40, "foo0", 8);
	tell_device(fixture, 50, "foo0", 1);
	assert_false(world_find(model, "foo0")->was_there);
	assert_int_equal(seconds_of(world_find(model, "foo0")->first_seen), 40);
	assert_int_equal(seconds_of(world_find_queue(model, "foo0", 0)->first_seen), 40);
}

static void what_a_first_round_that_broke_off_left_out_was_there_too(void **state)
{
	struct fixture *fixture = *state;

	world_begin(&fixture->world, CLOCK_SECOND);
	world_reason(&fixture->world, -EINTR, "interrupted");
	world_tell(&fixture->world, fixture->model);
	tell_device(fixture, 2, "foo0", 0);
	assert_true(world_find(fixture->model, "foo0")->was_there);
	tell_device(fixture, 3, "foo1", 0);
	assert_false(world_find(fixture->model, "foo1")->was_there);
}

static void what_the_host_saw_before_netlink_answered_keeps_its_time(void **state)
{
	struct fixture *fixture = *state;

	tell_identity(fixture, 10, "foo0", 7);
	tell_identity(fixture, 20, "foo0", 7);
	assert_int_equal(seconds_of(world_find(fixture->model, "foo0")->first_seen), 10);
	tell_device(fixture, 30, "foo0", 0);
	assert_int_equal(seconds_of(world_find(fixture->model, "foo0")->first_seen), 10);
	assert_true(world_find(fixture->model, "foo0")->was_there);
}

static const struct CMUnitTest tests[] = {
	with_model(devices_and_queues_know_when_they_were_first_seen),
	with_model(a_device_made_again_is_first_seen_anew),
	with_model(what_a_first_round_that_broke_off_left_out_was_there_too),
	with_model(what_the_host_saw_before_netlink_answered_keeps_its_time),
	cmocka_unit_test(what_happened_keeps_its_age_when_the_clock_is_set),
	cmocka_unit_test(a_clock_that_is_set_changes_no_rate),
};

UNIT_MAIN(model_time)
