/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Real time that somebody sets, while rates are measured. */
#include "world.h"

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

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(what_happened_keeps_its_age_when_the_clock_is_set),
	cmocka_unit_test(a_clock_that_is_set_changes_no_rate),
};

UNIT_MAIN(model_time)
