/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The columns that a person chooses: what the tree makes of a list, the picker, and the menu to sort by. */
#include "stage.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "view/column_list.h"

#include "screens.h"
#include "unit.h"
#include "world.h"

#define KEYS_SETUP " F1 Help Space In/out K Up J Down + Wider r Reset Enter Done Esc Back F10 Quit"

static struct stage stage_with(const char *columns, int width)
{
	struct stage stage = stage_sized(scene_rack, 30, 24, width);
	struct view_options options = VIEW_OPTIONS_DEFAULT;

	options.columns = columns;
	view_configure(stage.view, &options);
	return stage;
}

static void expect_columns(struct stage *stage, const char *expected)
{
	struct view_options options;

	view_get_options(stage->view, &options);
	assert_string_equal(options.columns, expected);
}

static void a_persons_list_stands_in_that_persons_order(void **state)
{
	struct stage stage = stage_with("health,wqes_per_s,mac,name,numa_node", 80);

	(void)state;
	expect_row(&stage, 2, " DEVICE                     HEALTH     WQES/s MAC               NUMA");
	expect_row(&stage, 3, " ▾ pci/0000:03:00.2                                             0");
	expect_row(&stage, 4, "   ▸ web0                   ok           350k 52:54:00:12:34:56 0/1");
	assert_int_equal(style_of(&stage, "0/1"), STYLE_CAUTION);
	expect_row(&stage, 6, "   ▸ db0                    ok           180k 52:54:00:12:34:57");
	expect_columns(&stage, "name,health,wqes_per_s,mac,numa_node");
	stage_end(&stage);
}

static void a_width_that_was_given_is_kept_and_numbers_get_shorter_in_it(void **state)
{
	struct stage stage = stage_with("name=14,driver=6,vqs,wqes_per_s=4,kickdoorbells_per_s=2,used_by", 60);

	(void)state;
	expect_row(&stage, 2, " DEVICE         DRIVER  VQS WQE… K… USED BY");
	expect_row(&stage, 4, "   ▸ web0       vhost…    5 350k 4k vm-web01 (4711)");
	expect_row(&stage, 6, "   ▸ db0        virti…    3 180k 2k eth3");
	expect_row(&stage, 10, "   ▸ disk0      virti…    2 4.0k 50 vda");
	stage_end(&stage);
}

/* As many as fit, from the left; the titles say that there are more. A wider screen has them. */
static void what_does_not_fit_is_left_out_from_the_right_and_said(void **state)
{
	static const char list[] = "name,used_by,mac,kickdoorbells_per_s,wqes_per_s,health";
	struct stage stage = stage_with(list, 60);

	(void)state;
	expect_row(&stage, 2, " DEVICE                  USED BY         MAC               ›");
	expect_row(&stage, 4, "   ▸ web0                vm-web01 (4711) 52:54:00:12:34:56");
	assert_int_equal(frame_resize(&stage.frame, 24, 70), 0);
	expect_row(&stage, 2, " DEVICE                    USED BY         MAC               KICKS/s ›");
	assert_int_equal(frame_resize(&stage.frame, 24, 80), 0);
	expect_row(&stage, 2, " DEVICE              USED BY         MAC               KICKS/s  WQES/s HEALTH");
	expect_row(&stage, 4, "   ▸ web0            vm-web01 (4711) 52:54:00:12:34:56   4.00k    350k ok");
	assert_int_equal(frame_resize(&stage.frame, 24, 9), 0);
	expect_row(&stage, 2, "DEVICE  ›");
	stage_end(&stage);
}

/* One that is there in any case, and beside it what matters most; a wider screen shows more of the rest. */
static void what_is_added_stands_beside_as_much_of_the_rest_as_fits(void **state)
{
	struct stage stage = stage_with("+mac,vendor:rx packets", 80);

	(void)state;
	expect_row(&stage, 2, " DEVICE               VQS KICKS/s  WQES/s HEALTH    MAC               rx packets");
	stage_end(&stage);
	stage = stage_with("+mac", 80);
	expect_row(&stage, 2, " DEVICE                      VQS KICKS/s  WQES/s HEALTH    MAC");
	expect_row(&stage, 4, "   ▸ web0                      5   4.00k    350k ok        52:54:00:12:34:56");
	expect_columns(&stage, "+mac");
	assert_int_equal(frame_resize(&stage.frame, 24, 40), 0);
	expect_row(&stage, 2, " DEVICE      HEALTH    MAC");
	press(&stage, "F2");
	press(&stage, "Down");
	press(&stage, "K");
	expect_columns(&stage, "name,health,mac");
	stage_end(&stage);
	stage = stage_with("+name=30,numa_node=9", 80);
	expect_columns(&stage, "+name=30,numa_node=9");
	stage_end(&stage);
}

static void a_list_that_is_wrong_leaves_the_columns_as_they_were(void **state)
{
	struct stage stage = stage_with("name,vqs", 80);
	struct view_options options = VIEW_OPTIONS_DEFAULT;

	(void)state;
	options.columns = "name,nonsense";
	view_configure(stage.view, &options);
	expect_row(&stage, 2, " DEVICE                      VQS");
	options.columns = "";
	view_configure(stage.view, &options);
	expect_words(&stage, "HEALTH");
	expect_columns(&stage, "");
	stage_end(&stage);
}

/* What is on the screen comes first and is marked; what each column means stands beside it and below. */
static void the_picker_on_80x24_has_the_trees_columns_first_and_the_tree_above(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  order frozen  Linux 6.12.117  4 mgmtdevs         1.0s  14:03:07",
		" kicks/s ≥6.55k ▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇  wqes/s   614k ▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇    10 ok  3 idle",
		" DEVICE               DRIVER      USED BY          VQS KICKS/s  WQES/s HEALTH",
		" ▾ pci/0000:03:00.2   mlx5_core   1 device",
		"   ▸ web0             vhost_vdpa  vm-web01 (4711)    5   4.00k    350k ok",
		" ▾ pci/0000:03:00.3   mlx5_core   1 device",
		"   ▸ db0              virtio_vdpa eth3               3   2.20k    180k ok",
		" ▾ auxiliary/mlx5_co… mlx5_core   1 device",
		" ─ Columns ─ as many as the screen is wide for ────────────── rows 1-10 of 39 ─",
		" ● DEVICE (tree)   name                        20  the row itself: a managemen…",
		" ● DRIVER          driver                      11  vDPA bus driver that the de…",
		" ● USED BY         used_by                     15  the VM and process that hol…",
		" ● VQS             vqs                          4  virtqueues of the device",
		" ● KICKS/s         kickdoorbells_per_s          7  doorbells per second",
		" ● WQES/s          wqes_per_s                   7  queue elements completed pe…",
		" ● HEALTH          health                       9  how the queue is doing, or …",
		"   TIME            time                            when the sample was taken, …",
		"   SECONDS         interval_s                      seconds between the two rea…",
		"   MGMTDEV         mgmtdev                         management device that the …",
		" ──────────────────────────────────────────────────────────────────────────────",
		" USED BY: the VM and process that hold the device, or its netdev or disk",
		"",
		" ≥ left out: kicks of 1 queue in use; its row says why",
		KEYS_SETUP,
		NULL,
	};
	struct stage stage = stage_of(scene_rack, 30);

	(void)state;
	press(&stage, "F2");
	press(&stage, "Down");
	press(&stage, "Down");
	expect_picture(&stage, picture);
	assert_int_equal(style_of(&stage, "● USED BY"), STYLE_SELECTED);
	stage_end(&stage);
}

static void a_column_taken_out_leaves_the_tree_at_once_and_comes_back_at_its_end(void **state)
{
	struct stage stage = stage_of(scene_rack, 30);

	(void)state;
	press(&stage, "F2");
	press(&stage, "Down");
	press(&stage, "Space");
	expect_row(&stage, 2, " DEVICE                     USED BY                VQS KICKS/s  WQES/s HEALTH");
	expect_words(&stage, "─ Columns ─ 6 chosen ─");
	assert_int_equal(style_of(&stage, "● USED BY"), STYLE_SELECTED);
	while (row_with(&stage, " DRIVER: ") < 0)
		press(&stage, "Down");
	press(&stage, "Space");
	expect_columns(&stage, "name,used_by,vqs,kickdoorbells_per_s,wqes_per_s,health,driver");
	assert_int_equal(style_of(&stage, "● DRIVER"), STYLE_SELECTED);
	stage_end(&stage);
}

static void columns_are_moved_and_the_cursor_goes_with_them(void **state)
{
	struct stage stage = stage_with("name,vqs,health,mtu", 80);

	(void)state;
	press(&stage, "S");
	press(&stage, "Down");
	press(&stage, "J");
	press(&stage, "J");
	expect_columns(&stage, "name,health,mtu,vqs");
	press(&stage, "J");
	expect_columns(&stage, "name,health,mtu,vqs");
	press(&stage, "K");
	press(&stage, "K");
	press(&stage, "K");
	expect_columns(&stage, "name,vqs,health,mtu");
	assert_int_equal(style_of(&stage, "● VQS"), STYLE_SELECTED);
	stage_end(&stage);
}

static void the_column_of_names_stays_where_it_is_and_says_so(void **state)
{
	struct stage stage = stage_with("", 80);

	(void)state;
	press(&stage, "F2");
	press(&stage, "Space");
	expect_words(&stage, "the column of names always stands at the left");
	press(&stage, "J");
	expect_words(&stage, "the column of names always stands at the left");
	expect_columns(&stage, "");
	press(&stage, "End");
	press(&stage, "+");
	expect_words(&stage, "it is not among the chosen: put it there first");
	stage_end(&stage);
}

static void a_column_is_resized_by_the_cell_and_goes_back_to_what_suits_it(void **state)
{
	struct stage stage = stage_with("name,vqs,health", 80);

	(void)state;
	press(&stage, "F2");
	press(&stage, "Down");
	press(&stage, "+");
	press(&stage, "+");
	expect_columns(&stage, "name,vqs=6,health");
	expect_words(&stage, " =6  virtqueues of the device");
	for (int i = 0; i < 9; i++)
		press(&stage, "-");
	expect_columns(&stage, "name,vqs=1,health");
	press(&stage, "=");
	expect_columns(&stage, "name,vqs,health");
	stage_end(&stage);
}

static void what_there_is_no_room_for_is_marked_and_says_what_to_do(void **state)
{
	struct stage stage = stage_with("name,used_by,mac,kickdoorbells_per_s,wqes_per_s,health", 60);

	(void)state;
	press(&stage, "F2");
	expect_words(&stage, "6 chosen, no room for 3 of them");
	for (int i = 0; i < 5; i++)
		press(&stage, "Down");
	expect_words(&stage, "○ HEALTH");
	expect_words(&stage, " There is no room for it: move it up, or take others out.");
	stage_end(&stage);
}

static void the_default_comes_back_with_one_key(void **state)
{
	struct stage stage = stage_with("name,vqs", 80);

	(void)state;
	press(&stage, "F2");
	press(&stage, "r");
	expect_columns(&stage, "");
	expect_row(&stage, 2, " DEVICE               DRIVER      USED BY          VQS KICKS/s  WQES/s HEALTH");
	stage_end(&stage);
}

static void the_picker_is_left_by_four_keys_and_keeps_what_was_chosen(void **state)
{
	static const char *const keys[] = { "Enter", "Esc", "F2", "q" };

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct stage stage = stage_with("name,vqs,health", 80);

		press(&stage, "F2");
		press(&stage, "Down");
		press(&stage, "Space");
		expect_words(&stage, "─ Columns ─");
		press(&stage, keys[i]);
		expect_no_words(&stage, "─ Columns ─");
		expect_columns(&stage, "name,health");
		stage_end(&stage);
	}
}

static void a_click_goes_to_a_column_and_a_second_takes_it_out(void **state)
{
	struct stage stage = stage_with("name,vqs,health", 80);
	struct view_mouse mouse = { .column = 5, .kind = VIEW_MOUSE_PRESS };

	(void)state;
	press(&stage, "F2");
	mouse.row = row_with(&stage, "● HEALTH");
	assert_int_equal(view_mouse(stage.view, stage.model, &mouse), VIEW_REDRAW);
	assert_int_equal(style_of(&stage, "● HEALTH"), STYLE_SELECTED);
	mouse.kind = VIEW_MOUSE_DOUBLE;
	view_mouse(stage.view, stage.model, &mouse);
	expect_columns(&stage, "name,vqs");
	stage_end(&stage);
}

static void in_ascii_the_picker_has_stand_ins(void **state)
{
	struct stage stage = stage_with("name,used_by,mac,vqs", 52);

	(void)state;
	stage_in_ascii(&stage);
	press(&stage, "F2");
	press(&stage, "Space");
	for (int row = 0; row < 24; row++)
		for (const char *text = row_text(&stage, row); *text; text++)
			assert_in_range(*text, 0x20, 0x7e);
	stage_end(&stage);
}

/* A driver's counters, of two devices with two queues each. */
static void tell(struct fixture *fixture, int64_t seconds)
{
	world_begin(&fixture->world, seconds * CLOCK_SECOND);
	world_mgmtdev(&fixture->world, "", "m");
	for (int i = 0; i < 2; i++) {
		world_device(&fixture->world, i ? "foo1" : "foo0", 0);
		for (int queue = 0; queue < 2; queue++) {
			world_queue(&fixture->world, queue ? VDPA_ROLE_TX : VDPA_ROLE_RX);
			world_counter(&fixture->world, "wqes", 0);
			if (!i)
				world_counter(&fixture->world, "a\x1b" "counter of frames",
					      (uint64_t)seconds * (queue ? 30 : 12));
		}
	}
	world_tell(&fixture->world, fixture->model);
}

/* A stage whose model is FIXTURE's. */
static struct stage stage_on(struct fixture *fixture, const char *columns)
{
	struct stage stage = stage_with(columns, 80);

	model_free(stage.model);
	stage.model = fixture->model;
	return stage;
}

static void stage_off(struct stage *stage)
{
	view_free(stage->view);
	frame_free(&stage->frame);
}

static void a_drivers_counter_and_its_rate_are_columns_and_a_device_has_the_sum(void **state)
{
	struct stage stage;

	tell(*state, 1);
	tell(*state, 3);
	stage = stage_on(*state, "name,vendor:a\x1b" "counter of frames,vendor:a\x1b" "counter of frames/s=12,"
				 "health");
	expect_row(&stage, 2, " DEVICE                     a\\x1bcounter of fra… a\\x1bcoun…/s HEALTH");
	expect_row(&stage, 4, "   ▾ foo0                                    126           42 ok");
	expect_row(&stage, 5, "       rx 0                                   36           12 ok");
	expect_row(&stage, 6, "       tx 0                                   90           30 ok");
	expect_row(&stage, 7, "   ▾ foo1                                                     idle");
	stage_off(&stage);
}

static void drivers_counters_that_are_known_can_be_picked(void **state)
{
	struct stage stage;

	tell(*state, 1);
	stage = stage_on(*state, "name");
	press(&stage, "F2");
	press(&stage, "End");
	expect_words(&stage, "vendor:a\\x1bcounter of fr…");
	press(&stage, "Space");
	expect_columns(&stage, "name,vendor:a\x1b" "counter of frames/s");
	stage_off(&stage);
}

/* Which devices' drivers are to be asked, each name ended by a comma. */
static const char *visible_of(struct stage *stage)
{
	static char text[256];
	size_t bytes;
	const char *names;

	stage_draw(stage);
	names = view_visible_devices(stage->view, &bytes);
	assert_true(bytes < sizeof(text));
	for (size_t i = 0; i < bytes; i++)
		text[i] = names[i] ? names[i] : ',';
	text[bytes] = '\0';
	return text;
}

static void drivers_are_asked_for_what_is_seen_of_them_only(void **state)
{
	struct stage stage = stage_with("", 200);

	(void)state;
	assert_string_equal(visible_of(&stage), "");
	stage_end(&stage);
	stage = stage_with("name,vendor:x", 80);
	assert_string_equal(visible_of(&stage), "web0,db0,dpdk0,disk0,");
	press(&stage, "-");
	assert_string_equal(visible_of(&stage), "db0,dpdk0,disk0,");
	assert_int_equal(frame_resize(&stage.frame, 8, 80), 0);
	assert_string_equal(visible_of(&stage), "db0,");
	stage_end(&stage);
}

static void a_wide_or_composed_name_is_cut_by_its_cells(void **state)
{
	static const struct {
		const char *name, *row;
	} cases[] = {
		{ "漢字漢字漢字漢字", "   ▸ 漢字漢字漢…  5" },
		{ "x漢字漢字漢字漢字", "   ▸ x漢字漢字漢… 5" },
		{ "e\xcc\x81" "e\xcc\x81" "e\xcc\x81" "e\xcc\x81", "   ▸ e\xcc\x81" "e\xcc\x81" "e\xcc\x81" "e\xcc\x81         5" },
		{ "abcdefghijk\xcc\x81lmn", "   ▸ abcdefghijk\xcc\x81… 5" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scene scene = scene_rack;
		struct stage stage;
		struct view_options options = VIEW_OPTIONS_DEFAULT;

		scene.devices[0].name = cases[i].name;
		stage = stage_of(scene, 5);
		options.columns = "name=16,vqs=1";
		view_configure(stage.view, &options);
		expect_row(&stage, 4, cases[i].row);
		stage_end(&stage);
	}
}

/* The host's order and the tree's columns first, the cursor on what rows are sorted by. */
static void the_sort_menu_on_80x24_has_the_trees_columns_first_and_the_tree_above(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  order frozen  Linux 6.12.117  4 mgmtdevs         1.0s  14:03:07",
		" kicks/s ≥6.55k ▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇  wqes/s   614k ▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇    10 ok  3 idle",
		" DEVICE               DRIVER      USED BY          VQS KICKS/s ▾WQES/s HEALTH",
		" ▾ pci/0000:03:00.2   mlx5_core   1 device",
		"   ▸ web0             vhost_vdpa  vm-web01 (4711)    5   4.00k    350k ok",
		" ▾ pci/0000:03:00.3   mlx5_core   1 device",
		"   ▸ db0              virtio_vdpa eth3               3   2.20k    180k ok",
		" ▾ auxiliary/mlx5_co… mlx5_core   1 device",
		" ─ Sort by ─ descending ───────────────────────────────────── rows 1-10 of 38 ─",
		"   host's order                               management devices, devices and …",
		"   DEVICE (tree)   name                       the row itself: a management dev…",
		"   DRIVER          driver                     vDPA bus driver that the device …",
		"   USED BY         used_by                    the VM and process that hold the…",
		"   VQS             vqs                        virtqueues of the device",
		"   KICKS/s         kickdoorbells_per_s        doorbells per second",
		" ▾ WQES/s          wqes_per_s                 queue elements completed per sec…",
		"   HEALTH          health                     how the queue is doing, or the w…",
		"   CLASS           class                      class of the device: net, block,…",
		"   NODE            node                       the device's node: /dev/vhost-vd…",
		" ──────────────────────────────────────────────────────────────────────────────",
		" WQES/s: queue elements completed per second (again: the other way round)",
		"",
		" ≥ left out: kicks of 1 queue in use; its row says why",
		" F1 Help Enter Choose Z Pause Esc Back F10 Quit",
		NULL,
	};
	struct stage stage = stage_of(scene_rack, 30);
	struct view_options options = VIEW_OPTIONS_DEFAULT;

	(void)state;
	options.sort = "wqes_per_s";
	options.is_descending = true;
	view_configure(stage.view, &options);
	press(&stage, "F6");
	expect_picture(&stage, picture);
	assert_int_equal(style_of(&stage, "▾ WQES/s "), STYLE_SELECTED);
	stage_end(&stage);
}

static void expect_sorted(struct stage *stage, const char *by, bool is_descending)
{
	struct view_options options;

	view_get_options(stage->view, &options);
	assert_string_equal(options.sort, by);
	assert_int_equal(options.is_descending, is_descending);
}

static void the_same_column_chosen_again_is_sorted_the_other_way_round(void **state)
{
	struct stage stage = stage_of(scene_rack, 30);

	(void)state;
	press(&stage, "F6");
	for (int i = 0; i < 5; i++)
		press(&stage, "Down");
	press(&stage, "Enter");
	expect_no_words(&stage, "─ Sort by ─");
	expect_sorted(&stage, "kickdoorbells_per_s", true);
	press(&stage, "F6");
	expect_words(&stage, " KICKS/s: doorbells per second");
	press(&stage, "Enter");
	expect_sorted(&stage, "kickdoorbells_per_s", false);
	press(&stage, "F6");
	press(&stage, "Home");
	press(&stage, "Space");
	expect_sorted(&stage, "", false);
	stage_end(&stage);
}

static void the_order_is_inverted_while_the_menu_stays(void **state)
{
	struct stage stage = stage_of(scene_rack, 30);

	(void)state;
	press(&stage, "F6");
	press(&stage, "Down");
	press(&stage, "Enter");
	press(&stage, "F6");
	press(&stage, "I");
	expect_words(&stage, "─ Sort by ─ descending ─");
	expect_sorted(&stage, "name", true);
	press(&stage, "Esc");
	expect_sorted(&stage, "name", true);
	stage_end(&stage);
}

static void a_double_click_sorts_and_a_graph_is_not_offered(void **state)
{
	struct stage stage = stage_of(scene_rack, 30);
	struct view_mouse mouse = { .column = 5, .kind = VIEW_MOUSE_PRESS };

	(void)state;
	press(&stage, "F6");
	mouse.row = row_with(&stage, "   HEALTH ");
	view_mouse(stage.view, stage.model, &mouse);
	mouse.kind = VIEW_MOUSE_DOUBLE;
	view_mouse(stage.view, stage.model, &mouse);
	expect_sorted(&stage, "health", false);
	press(&stage, "F6");
	for (int i = 0; i < 60; i++) {
		expect_no_words(&stage, "_graph");
		press(&stage, "Down");
	}
	expect_words(&stage, " REASON: ");
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_persons_list_stands_in_that_persons_order),
	cmocka_unit_test(a_width_that_was_given_is_kept_and_numbers_get_shorter_in_it),
	cmocka_unit_test(what_does_not_fit_is_left_out_from_the_right_and_said),
	cmocka_unit_test(what_is_added_stands_beside_as_much_of_the_rest_as_fits),
	cmocka_unit_test(a_list_that_is_wrong_leaves_the_columns_as_they_were),
	cmocka_unit_test(the_picker_on_80x24_has_the_trees_columns_first_and_the_tree_above),
	cmocka_unit_test(a_column_taken_out_leaves_the_tree_at_once_and_comes_back_at_its_end),
	cmocka_unit_test(columns_are_moved_and_the_cursor_goes_with_them),
	cmocka_unit_test(the_column_of_names_stays_where_it_is_and_says_so),
	cmocka_unit_test(a_column_is_resized_by_the_cell_and_goes_back_to_what_suits_it),
	cmocka_unit_test(what_there_is_no_room_for_is_marked_and_says_what_to_do),
	cmocka_unit_test(the_default_comes_back_with_one_key),
	cmocka_unit_test(the_picker_is_left_by_four_keys_and_keeps_what_was_chosen),
	cmocka_unit_test(a_click_goes_to_a_column_and_a_second_takes_it_out),
	cmocka_unit_test(in_ascii_the_picker_has_stand_ins),
	with_model(a_drivers_counter_and_its_rate_are_columns_and_a_device_has_the_sum),
	with_model(drivers_counters_that_are_known_can_be_picked),
	cmocka_unit_test(drivers_are_asked_for_what_is_seen_of_them_only),
	cmocka_unit_test(a_wide_or_composed_name_is_cut_by_its_cells),
	cmocka_unit_test(the_sort_menu_on_80x24_has_the_trees_columns_first_and_the_tree_above),
	cmocka_unit_test(the_same_column_chosen_again_is_sorted_the_other_way_round),
	cmocka_unit_test(the_order_is_inverted_while_the_menu_stays),
	cmocka_unit_test(a_double_click_sorts_and_a_graph_is_not_offered),
};

UNIT_MAIN(setup)
