/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counting from a moment on (z): what the screen shows of every count, and what it never says. */
#include <errno.h>
#include <string.h>

#include "stage.h"
#include "unit.h"
#include "view/column_list.h"
#include "view/zero.h"
#include "world.h"

static struct stage tx0(int seconds)
{
	struct stage stage = stage_of(scene_host, seconds);

	for (int i = 0; i < 3; i++)
		press(&stage, "Down");
	return stage;
}

static void from_then_on_counts_are_what_has_come_since(void **state)
{
	struct stage stage = tx0(30);

	(void)state;
	expect_words(&stage, " kicks 64000  2.10k/s");
	press(&stage, "z");
	expect_words(&stage, "since 14:03:07");
	expect_words(&stage, " kicks 0  2.10k/s");
	pass_a_second(&stage);
	pass_a_second(&stage);
	expect_words(&stage, " kicks 4200  2.10k/s");
	expect_words(&stage, " kickdoorbells                     4200 2.10k/s");
	press(&stage, "Enter");
	expect_words(&stage, "since then  now/s");
	expect_words(&stage, "   kickdoorbells              4200  2.10k");
	press(&stage, "z");
	expect_no_words(&stage, "since");
	expect_words(&stage, "   kickdoorbells             68200  2.10k");
	stage_end(&stage);
}

/* It began anew at 0 after the moment: all that it says has come since. */
static void a_counter_that_goes_back_below_shows_no_negative_number(void **state)
{
	struct fixture *fixture = *state;
	const struct model_queue *queue;
	struct zero zero;
	uint64_t count;

	zero_init(&zero);
	for (int64_t second = 1; second <= 5; second++) {
		static const uint64_t values[] = { 1000, 1500, 20, 2000, 2001 };

		world_begin(&fixture->world, second * CLOCK_SECOND);
		world_mgmtdev(&fixture->world, "", "vdpasim_net");
		world_device(&fixture->world, "foo0", 0);
		world_queue(&fixture->world, VDPA_ROLE_TX);
		world_counter(&fixture->world, "wqes", values[second - 1]);
		world_tell(&fixture->world, fixture->model);
		assert_int_equal(second == 1 ? zero_take(&zero, fixture->model) :
					       zero_follow(&zero, fixture->model), 0);
		queue = world_find_queue(fixture->model, "foo0", 0);
		count = queue->wqes;
		assert_true(zero_queue(&zero, fixture->model, queue, false, &count));
		assert_int_equal(count, second < 3 ? values[second - 1] - 1000 : values[second - 1]);
		count = world_find(fixture->model, "foo0")->wqes;
		assert_true(zero_device(&zero, fixture->model, world_find(fixture->model, "foo0"), false,
					&count));
		assert_int_equal(count, second < 3 ? values[second - 1] - 1000 : values[second - 1]);
	}
	zero_free(&zero);
}

static void tell(struct fixture *fixture, int64_t second, bool has_second_device, bool has_packets)
{
	world_begin(&fixture->world, second * CLOCK_SECOND);
	world_mgmtdev(&fixture->world, "", "vdpasim_net");
	if (has_second_device) {
		world_device(&fixture->world, "early", 0);
		world_queue(&fixture->world, VDPA_ROLE_TX);
		world_counter(&fixture->world, "wqes", 70);
	}
	world_device(&fixture->world, "foo0", 0);
	world_queue(&fixture->world, VDPA_ROLE_TX);
	world_counter(&fixture->world, "wqes", (uint64_t)(100 * second));
	if (has_packets)
		world_counter(&fixture->world, "tx packets", (uint64_t)(10 * second));
	world_tell(&fixture->world, fixture->model);
}

static void what_came_later_counts_in_full_and_what_moves_keeps_its_base(void **state)
{
	struct fixture *fixture = *state;
	struct zero zero;
	uint64_t count;

	zero_init(&zero);
	tell(fixture, 1, false, false);
	assert_int_equal(zero_take(&zero, fixture->model), 0);
	tell(fixture, 2, true, false);
	assert_int_equal(zero_follow(&zero, fixture->model), 0);
	count = 70;
	assert_true(zero_device(&zero, fixture->model, world_find(fixture->model, "early"), false, &count));
	assert_int_equal(count, 70);
	count = 200;
	assert_true(zero_device(&zero, fixture->model, world_find(fixture->model, "foo0"), false, &count));
	assert_int_equal(count, 100);
	zero_free(&zero);
}

static void a_counter_nobody_read_at_that_moment_has_no_count_since(void **state)
{
	struct fixture *fixture = *state;
	const struct model_queue *queue;
	struct zero zero;
	uint64_t count = 20;

	zero_init(&zero);
	tell(fixture, 1, false, false);
	assert_int_equal(zero_take(&zero, fixture->model), 0);
	tell(fixture, 2, false, true);
	assert_int_equal(zero_follow(&zero, fixture->model), 0);
	queue = world_find_queue(fixture->model, "foo0", 0);
	assert_false(zero_counter(&zero, fixture->model, queue, 1, &count));
	assert_int_equal(zero_take(&zero, fixture->model), 0);
	tell(fixture, 3, false, false); /* looked at another device for a while */
	assert_int_equal(zero_follow(&zero, fixture->model), 0);
	tell(fixture, 4, false, true);
	assert_int_equal(zero_follow(&zero, fixture->model), 0);
	queue = world_find_queue(fixture->model, "foo0", 0);
	count = 40;
	assert_true(zero_counter(&zero, fixture->model, queue, 1, &count));
	assert_int_equal(count, 20);
	zero_free(&zero);
}

static void columns_of_a_report_stay_totals(void **state)
{
	struct fixture *fixture = *state;
	struct column_value value;
	struct column_row row;
	struct zero zero;

	zero_init(&zero);
	tell(fixture, 1, false, false);
	assert_int_equal(zero_take(&zero, fixture->model), 0);
	tell(fixture, 2, false, false);
	assert_int_equal(zero_follow(&zero, fixture->model), 0);
	row = column_queue_row(fixture->model, 0);
	column_get(COLUMN_WQES, &row, &value);
	assert_int_equal(value.count, 200);
	row.zero = &zero;
	column_get(COLUMN_WQES, &row, &value);
	assert_int_equal(value.count, 100);
	column_get(COLUMN_WQES_RATE, &row, &value);
	assert_float_equal(value.real, 100, 0);
	zero_free(&zero);
}

static void without_a_sample_there_is_nothing_to_count_from(void **state)
{
	struct stage stage = stage_of(scene_host, 0);

	(void)state;
	press(&stage, "z");
	expect_words(&stage, "no sample has come yet");
	expect_no_words(&stage, "since");
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(from_then_on_counts_are_what_has_come_since),
	with_model(a_counter_that_goes_back_below_shows_no_negative_number),
	with_model(what_came_later_counts_in_full_and_what_moves_keeps_its_base),
	with_model(a_counter_nobody_read_at_that_moment_has_no_count_since),
	with_model(columns_of_a_report_stay_totals),
	cmocka_unit_test(without_a_sample_there_is_nothing_to_count_from),
};

UNIT_MAIN(zero)
