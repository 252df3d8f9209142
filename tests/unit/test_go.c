/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One key to what is not well: the worst first, then as it stands in the tree. */
#include "stage.h"

#include <errno.h>

#include "unit.h"

#define STATUS_ROW 22

/* The title over the details names what is selected. */
static void expect_at(struct stage *stage, const char *title)
{
	stage_draw(stage);
	expect_words(stage, title);
}

static void the_next_stalled_queue_is_selected_in_its_unfolded_device(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	press(&stage, "*");
	press(&stage, "Home");
	press(&stage, "Left");
	expect_no_words(&stage, "foo1");
	press(&stage, "!");
	expect_at(&stage, "─ foo0 tx 0 ─");
	assert_int_equal(style_of(&stage, "tx 0  "), STYLE_SELECTED);
	stage_end(&stage);
}

static void the_worst_come_first_and_the_last_is_followed_by_the_first(void **state)
{
	struct scene scene = scene_host;
	struct stage stage;

	(void)state;
	scene.devices[1].queues[1].is_stuck = true;
	stage = stage_of(scene, 30);
	stage.scene.devices[0].queues[0].code = -ENODATA;
	pass_a_second(&stage);
	press(&stage, "!");
	expect_at(&stage, "─ foo0 tx 0 ─");
	press(&stage, "!");
	expect_at(&stage, "─ foo1 tx 0 ─");
	press(&stage, "!");
	expect_at(&stage, "─ foo0 rx 0 ─");
	press(&stage, "!");
	expect_at(&stage, "─ foo0 tx 0 ─");
	stage_end(&stage);
}

/* Keys of a line of input, and Enter. */
static void type(struct stage *stage, const char *words)
{
	char key[2] = "";

	for (; *words; words++) {
		key[0] = *words;
		press(stage, key);
	}
	press(stage, "Enter");
}

static void what_a_filter_hides_is_not_gone_to(void **state)
{
	struct scene scene = scene_host;
	struct stage stage;

	(void)state;
	scene.devices[1].queues[1].is_stuck = true;
	stage = stage_of(scene, 30);
	press(&stage, "\\");
	type(&stage, "foo1");
	press(&stage, "!");
	expect_at(&stage, "─ foo1 tx 0 ─");
	press(&stage, "!");
	expect_at(&stage, "─ foo1 tx 0 ─");
	press(&stage, "\\");
	press(&stage, "^U");
	type(&stage, "sim_blk");
	press(&stage, "!");
	expect_row(&stage, STATUS_ROW, " 2 not well, but the filter hides them");
	stage_end(&stage);
}

static void they_come_as_they_stand_in_a_sorted_tree(void **state)
{
	struct view_options options = VIEW_OPTIONS_DEFAULT;
	struct scene scene = scene_host;
	struct stage stage;

	(void)state;
	scene.devices[1].queues[1].is_stuck = true;
	stage = stage_of(scene, 30);
	options.sort = "name";
	options.is_descending = true;
	view_configure(stage.view, &options);
	press(&stage, "!");
	expect_at(&stage, "─ foo1 tx 0 ─");
	press(&stage, "!");
	expect_at(&stage, "─ foo0 tx 0 ─");
	stage_end(&stage);
}

static void where_all_is_well_it_says_none_and_moves_nothing(void **state)
{
	struct scene scene = scene_host;
	struct stage stage;

	(void)state;
	scene.devices[0].queues[1] = (struct scene_queue){ .kicks = 100, .wqes = 1000 };
	stage = stage_of(scene, 30);
	press(&stage, "Down");
	press(&stage, "!");
	expect_row(&stage, STATUS_ROW, " none: no queue is stalled or stale, no device skewed");
	expect_at(&stage, "─ foo0 ─");
	stage_end(&stage);
}

static void what_is_only_idle_off_or_not_counted_is_no_trouble(void **state)
{
	struct scene scene = scene_host;
	struct stage stage;

	(void)state;
	scene.devices[0].code = -EPERM;
	scene.devices[1].negotiated = 0;
	stage = stage_of(scene, 30);
	press(&stage, "!");
	expect_row(&stage, STATUS_ROW, " none known: 3 of 6 queues cannot be read, their rows say why");
	stage_end(&stage);
}

/* web0 has two pairs of queues, of which the second sends next to nothing. */
static struct scene skewed_scene(void)
{
	struct scene scene = scene_rack;

	scene.devices[0].queues[1].wqes = 9500;
	scene.devices[0].queues[3].wqes = 500;
	return scene;
}

static void a_skewed_device_is_said_to_be_and_its_busy_queue_is_gone_to(void **state)
{
	struct stage stage = stage_of(skewed_scene(), 8);

	(void)state;
	expect_words(&stage, " △ skewed");
	expect_words(&stage, " △ web0: tx 0 (queue 1) does 95 % of the work of 2 tx queues");
	press(&stage, "!");
	expect_at(&stage, "─ web0 tx 0 ─");
	stage_end(&stage);
}

static void the_header_counts_skewed_devices(void **state)
{
	struct stage stage = stage_of(skewed_scene(), 30);

	(void)state;
	expect_words(&stage, "△ 1 skewed");
	stage_end(&stage);
}

static void a_skewed_device_says_which_queue_is_at_fault(void **state)
{
	struct stage stage = stage_of(skewed_scene(), 60);

	(void)state;
	press(&stage, "Down");
	expect_row(&stage, STATUS_ROW, " △ skewed: tx 0 (queue 1) does 95 % of the work of 2 tx queues");
	stage_end(&stage);
}

/*
 * The reader sees at once that web0 is not stalled and yet not well: one of its two tx queues sends
 * nearly all. The header counts it, the device is marked, ! went to that queue.
 */
static void a_skewed_device_on_80x24(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices            1.0s  14:03:07",
		" kicks/s ≥6.55k ▇▇▇▇▇▇▇▇▇  wqes/s   514k ▇▇▇▇▇▇▇▇▇    10 ok  3 idle  △ 1 skewed",
		" DEVICE               DRIVER      USED BY          VQS KICKS/s  WQES/s HEALTH",
		" ▾ pci/0000:03:00.2   mlx5_core   1 device",
		"   ▾ web0             vhost_vdpa  vm-web01 (4711)    5   4.00k    250k △ skewed",
		"       rx 0                                              2.00k    190k ok",
		"       tx 0                                              1.00k   9.50k ok",
		"       rx 1                                                500   50.0k ok",
		"       tx 1                                                500     500 ok",
		"       ctrl                                                  0       0 idle",
		NULL,
	};
	struct stage stage = stage_of(skewed_scene(), 30);

	(void)state;
	press(&stage, "!");
	stage_draw(&stage);
	for (int row = 0; picture[row]; row++)
		expect_row(&stage, row, picture[row]);
	assert_int_equal(style_of(&stage, "tx 0  "), STYLE_SELECTED);
	assert_int_equal(style_of(&stage, "△ skewed"), STYLE_CAUTION);
	stage_end(&stage);
}

static void that_others_work_while_one_is_stalled_is_no_skew(void **state)
{
	struct scene scene = scene_rack;
	struct stage stage;

	(void)state;
	scene.devices[0].queues[1].is_stuck = true;
	stage = stage_of(scene, 30);
	expect_words(&stage, "▲ 1 stalled");
	expect_no_words(&stage, "skewed");
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_next_stalled_queue_is_selected_in_its_unfolded_device),
	cmocka_unit_test(the_worst_come_first_and_the_last_is_followed_by_the_first),
	cmocka_unit_test(what_a_filter_hides_is_not_gone_to),
	cmocka_unit_test(they_come_as_they_stand_in_a_sorted_tree),
	cmocka_unit_test(where_all_is_well_it_says_none_and_moves_nothing),
	cmocka_unit_test(what_is_only_idle_off_or_not_counted_is_no_trouble),
	cmocka_unit_test(a_skewed_device_is_said_to_be_and_its_busy_queue_is_gone_to),
	cmocka_unit_test(the_header_counts_skewed_devices),
	cmocka_unit_test(a_skewed_device_on_80x24),
	cmocka_unit_test(that_others_work_while_one_is_stalled_is_no_skew),
	cmocka_unit_test(a_skewed_device_says_which_queue_is_at_fault),
};

UNIT_MAIN(go)
