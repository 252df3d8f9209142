/* SPDX-License-Identifier: GPL-2.0-or-later */
/* In which order rows stand, and how rows, folds and tags are kept. */
#include <stdio.h>
#include <string.h>

#include "view/filter.h"
#include "view/folds.h"
#include "view/order.h"
#include "view/rows.h"
#include "view/tags.h"

#include "unit.h"
#include "world.h"

struct shelf {
	struct fixture *fixture;
	struct order order;
	struct folds folds;
	struct rows rows;
};

/* Devices dev0, dev1, … of one management device, each with a queue that rings so often per second. */
static void tell(struct shelf *shelf, int64_t second, const int *rings, size_t count)
{
	struct world *world = &shelf->fixture->world;
	char name[16];

	world_begin(world, second * CLOCK_SECOND);
	world_mgmtdev(world, "pci", "0000:03:00.2");
	for (size_t i = 0; i < count; i++) {
		snprintf(name, sizeof(name), "dev%zu", i);
		world_device(world, name, 0);
		world_queue(world, VDPA_ROLE_RX);
		if (rings[i] >= 0)
			world_counter(world, "kickdoorbells", (uint64_t)(second * rings[i]));
	}
	world_tell(world, shelf->fixture->model);
}

static struct shelf open_shelf(void **state, const int *rings, size_t count)
{
	struct shelf shelf = { .fixture = *state };

	order_init(&shelf.order);
	folds_init(&shelf.folds, true);
	rows_init(&shelf.rows);
	tell(&shelf, 1, rings, count);
	tell(&shelf, 2, rings, count);
	return shelf;
}

static void close_shelf(struct shelf *shelf)
{
	order_free(&shelf->order);
	folds_free(&shelf->folds);
	rows_free(&shelf->rows);
}

static void sort_by(struct shelf *shelf, enum column_id id, bool is_descending)
{
	assert_int_equal(order_by(&shelf->order, &(struct column_choice){ .id = id }, is_descending), 0);
}

/* Numbers of the devices as they stand: "2 0 1". */
static const char *devices_of(struct shelf *shelf)
{
	static char names[128];
	const struct model *model = shelf->fixture->model;
	size_t at = 0;

	assert_int_equal(rows_build(&shelf->rows, model,
				    &(struct rows_recipe){ .folds = &shelf->folds, .order = &shelf->order }), 0);
	names[0] = '\0';
	for (size_t i = 1; i < shelf->rows.count; i++) {
		struct row row = rows_at(&shelf->rows, model, i);

		at += (size_t)snprintf(names + at, sizeof(names) - at, "%s%s", at ? " " : "",
				       model->devices[row.index].name + strlen("dev"));
	}
	return names;
}

static void what_is_equal_stands_as_the_host_has_it_both_ways(void **state)
{
	static const int rings[] = { 5, 7, 5, 9, 5 };
	struct shelf shelf = open_shelf(state, rings, 5);

	assert_string_equal(devices_of(&shelf), "0 1 2 3 4");
	sort_by(&shelf, COLUMN_KICKS_RATE, false);
	assert_string_equal(devices_of(&shelf), "0 2 4 1 3");
	sort_by(&shelf, COLUMN_KICKS_RATE, true);
	assert_string_equal(devices_of(&shelf), "3 1 0 2 4");
	order_by(&shelf.order, NULL, false);
	assert_string_equal(devices_of(&shelf), "0 1 2 3 4");
	close_shelf(&shelf);
}

static void what_is_not_known_comes_last_both_ways(void **state)
{
	static const int rings[] = { -1, 7, -1, 9, 0 };
	struct shelf shelf = open_shelf(state, rings, 5);

	sort_by(&shelf, COLUMN_KICKS_RATE, false);
	assert_string_equal(devices_of(&shelf), "4 1 3 0 2");
	sort_by(&shelf, COLUMN_KICKS_RATE, true);
	assert_string_equal(devices_of(&shelf), "3 1 4 0 2");
	close_shelf(&shelf);
}

/* Many of these values are made for the moment and gone with it. */
static void every_column_orders_as_its_values_compare(void **state)
{
	static const int rings[] = { 3, 7, -1, 9, 0, 3, 8, 2 };
	struct shelf shelf = open_shelf(state, rings, 8);
	const struct model *model = shelf.fixture->model;

	for (enum column_id id = 0; id < COLUMN_COUNT; id++) {
		struct column_value before = { 0 };
		struct column_value now;

		sort_by(&shelf, id, false);
		devices_of(&shelf);
		for (size_t i = 1; i < shelf.rows.count; i++) {
			struct row row = rows_at(&shelf.rows, model, i);
			struct column_row of = column_device_row(model, row.index);

			column_get(id, &of, &now);
			if (i > 1)
				assert_true(column_compare(&before, &now) <= 0);
			before = now;
			if (now.text == now.room)
				before.text = before.room;
		}
	}
	close_shelf(&shelf);
}

static void a_frozen_order_stays_and_new_rows_come_behind(void **state)
{
	static const int rings[] = { 1, 9, 5, 8 };
	static const int turned[] = { 900, 1, 100, 2, 50, 70 };
	struct shelf shelf = open_shelf(state, rings, 3);

	sort_by(&shelf, COLUMN_KICKS_RATE, true);
	assert_string_equal(devices_of(&shelf), "1 2 0");
	order_freeze(&shelf.order, true);
	tell(&shelf, 3, turned, 6);
	assert_string_equal(devices_of(&shelf), "1 2 0 3 4 5"); /* no rates of the new ones yet */
	tell(&shelf, 4, turned, 6);
	assert_string_equal(devices_of(&shelf), "1 2 0 3 4 5");
	order_freeze(&shelf.order, false);
	tell(&shelf, 5, turned, 6);
	assert_string_equal(devices_of(&shelf), "0 2 5 4 3 1");
	close_shelf(&shelf);
}

static void somebody_who_sorts_a_frozen_order_gets_it_sorted_once(void **state)
{
	static const int rings[] = { 1, 9, 5 };
	static const int turned[] = { 900, 1, 100 };
	struct shelf shelf = open_shelf(state, rings, 3);

	order_freeze(&shelf.order, true);
	assert_string_equal(devices_of(&shelf), "0 1 2");
	sort_by(&shelf, COLUMN_KICKS_RATE, true);
	assert_string_equal(devices_of(&shelf), "1 2 0");
	tell(&shelf, 3, turned, 3);
	assert_string_equal(devices_of(&shelf), "1 2 0");
	close_shelf(&shelf);
}

static void a_vendor_counter_can_be_sorted_by(void **state)
{
	static const int rings[] = { 1, 9, 5 };
	struct shelf shelf = open_shelf(state, rings, 3);
	char name[] = "kickdoorbells";
	struct column_choice by = { .id = COLUMN_COUNT, .vendor = name };

	assert_int_equal(order_by(&shelf.order, &by, true), 0);
	name[0] = 'x'; /* it was copied */
	assert_string_equal(devices_of(&shelf), "1 2 0");
	close_shelf(&shelf);
}

static void a_row_is_found_by_its_kind_too(void **state)
{
	struct model_mgmtdev mgmtdev = { .id = 7, .handle = "" };
	struct model_device device = { .id = 7, .name = "" };
	struct model model = {
		.mgmtdevs = &mgmtdev, .mgmtdev_count = 1, .devices = &device, .device_count = 1,
	};
	struct order order;
	struct rows rows;
	size_t position;

	(void)state;
	order_init(&order);
	rows_init(&rows);
	assert_int_equal(rows_build(&rows, &model, &(struct rows_recipe){ .order = &order }), 0);
	assert_int_equal(rows.count, 2);
	assert_true(rows_find(&rows, &model, (struct row_name){ ROW_DEVICE, 7 }, &position));
	assert_int_equal(position, 1);
	assert_int_equal(rows_at(&rows, &model, 1).parent, 0);
	assert_false(rows_find(&rows, &model, (struct row_name){ ROW_DEVICE, 8 }, &position));
	rows_free(&rows);
	order_free(&order);
}

static void folds_are_kept_by_name_in_whatever_order_they_come(void **state)
{
	static const char *const names[] = { "e", "a", "i", "c", "g" };
	struct folds folds;

	(void)state;
	folds_init(&folds, false);
	for (size_t i = 0; i < 5; i++)
		folds_set(&folds, names[i], true, true);
	folds_set(&folds, "a", true, true);
	for (char name[] = "a"; *name <= 'j'; ++*name)
		assert_int_equal(folds_is_folded(&folds, name, true), *name % 2);
	folds_set(&folds, "e", true, false);
	for (char name[] = "a"; *name <= 'j'; ++*name)
		assert_int_equal(folds_is_folded(&folds, name, true), *name % 2 && *name != 'e');
	assert_false(folds_is_folded(&folds, "a", false)); /* a management device of that name */
	folds_clear(&folds);
	assert_false(folds_is_folded(&folds, "a", true));
	folds_free(&folds);
}

static void tags_come_and_go_one_by_one(void **state)
{
	struct tags tags;

	(void)state;
	tags_init(&tags);
	for (uint64_t i = 0; i < 100; i++)
		tags_set(&tags, (struct row_name){ i % 2 ? ROW_DEVICE : ROW_QUEUE, i / 2 }, true);
	tags_set(&tags, (struct row_name){ ROW_DEVICE, 7 }, true);
	assert_int_equal(tags_count(&tags), 100);
	tags_set(&tags, (struct row_name){ ROW_DEVICE, 7 }, false);
	assert_int_equal(tags_count(&tags), 99);
	assert_false(tags_has(&tags, (struct row_name){ ROW_DEVICE, 7 }));
	for (uint64_t i = 0; i < 50; i++)
		assert_true(tags_has(&tags, (struct row_name){ ROW_QUEUE, i }));
	tags_clear(&tags);
	assert_false(tags_has(&tags, (struct row_name){ ROW_QUEUE, 7 }));
	tags_free(&tags);
}

static const struct CMUnitTest tests[] = {
	with_model(what_is_equal_stands_as_the_host_has_it_both_ways),
	with_model(what_is_not_known_comes_last_both_ways),
	with_model(every_column_orders_as_its_values_compare),
	with_model(a_frozen_order_stays_and_new_rows_come_behind),
	with_model(somebody_who_sorts_a_frozen_order_gets_it_sorted_once),
	with_model(a_vendor_counter_can_be_sorted_by),
	cmocka_unit_test(a_row_is_found_by_its_kind_too),
	cmocka_unit_test(folds_are_kept_by_name_in_whatever_order_they_come),
	cmocka_unit_test(tags_come_and_go_one_by_one),
};

UNIT_MAIN(order)
