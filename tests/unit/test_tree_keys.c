/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tree's keys and clicks do: sort, flat list, tags, follow. */
#include "tree_stage.h"
#include "view/view_private.h"

#include "unit.h"

static void rows_sort_under_what_they_belong_to(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	for (int i = 0; i < 5; i++)
		press(&stage, ">");
	expect_words(&stage, "KICKS/s▾");
	assert_string_equal(shown(&stage),
			    ">" PCI ", foo1, rx 0, tx 0, ctrl, foo0, tx 0, rx 0, ctrl, vdpasim_blk");
	press(&stage, "I");
	expect_words(&stage, "KICKS/s▴");
	assert_string_equal(shown(&stage),
			    ">" PCI ", foo0, ctrl, rx 0, tx 0, foo1, ctrl, tx 0, rx 0, vdpasim_blk");
	stage_end(&stage);
}

static void the_sign_of_the_sorted_column_is_at_its_title_and_the_host_has_none(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	expect_row(&stage, 2, " DEVICE               DRIVER      USED BY          VQS KICKS/s  WQES/s HEALTH");
	press(&stage, ">");
	expect_row(&stage, 2, " DEVICE▴              DRIVER      USED BY          VQS KICKS/s  WQES/s HEALTH");
	assert_int_equal(style_of(&stage, "DEVICE▴"), STYLE_TITLE_SORTED);
	press(&stage, ">");
	expect_row(&stage, 2, " DEVICE               DRIVER▴     USED BY          VQS KICKS/s  WQES/s HEALTH");
	press(&stage, "<");
	press(&stage, "<");
	expect_row(&stage, 2, " DEVICE               DRIVER      USED BY          VQS KICKS/s  WQES/s HEALTH");
	press(&stage, "<");
	expect_row(&stage, 2, " DEVICE               DRIVER      USED BY          VQS KICKS/s  WQES/s HEALTH▴");
	stage_end(&stage);
}

static void the_sign_of_the_sorted_column_touches_no_other_title(void **state)
{
	struct stage stage = stage_of(scene_host, 30);
	struct view_options options = VIEW_OPTIONS_DEFAULT;

	(void)state;
	options.sort = "kickdoorbells_per_s";
	options.is_descending = true;
	view_configure(stage.view, &options);
	expect_row(&stage, 2, " DEVICE               DRIVER      USED BY          VQS KICKS/s▾ WQES/s HEALTH");
	options.columns = "name=20,vqs,kickdoorbells_per_s,health";
	view_configure(stage.view, &options);
	expect_row(&stage, 2, " DEVICE                VQS ▾KIC…/s HEALTH");
	options.sort = "health";
	options.columns = "name=20,vqs,health=6,driver";
	view_configure(stage.view, &options);
	expect_row(&stage, 2, " DEVICE                VQS HEAL…▾ DRIVER");
	options.is_ascii = true;
	view_configure(stage.view, &options);
	expect_row(&stage, 2, " DEVICE                VQS HEAL~- DRIVER");
	stage_end(&stage);
}

static void what_rows_are_sorted_by_is_said_where_no_title_does(void **state)
{
	struct stage stage = stage_of(scene_host, 30);
	struct view_options options = VIEW_OPTIONS_DEFAULT;

	(void)state;
	options.sort = "mac";
	options.is_descending = true;
	view_configure(stage.view, &options);
	expect_row(&stage, 0, " vdpatop  hv17  sorted by mac ▾  Linux 6.12.117  2 mgmtdevs      1.0s  14:03:07");
	options.columns = "name,mac";
	view_configure(stage.view, &options);
	expect_no_words(&stage, "sorted by");
	expect_words(&stage, "MAC▾");
	stage_end(&stage);
}

static void nobody_inverts_the_hosts_own_order(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	press(&stage, "I");
	expect_words(&stage, "rows stand in the host's order: F6 sorts by a column");
	assert_string_equal(shown(&stage), ">" PCI ", foo0, foo1, vdpasim_blk");
	stage_end(&stage);
}

static void the_selection_goes_where_its_row_is_sorted_to(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	for (int i = 0; i < 5; i++)
		press(&stage, ">");
	go_down(&stage, 1);
	assert_string_equal(shown(&stage), PCI ", >foo1, foo0, vdpasim_blk");
	stage.scene.devices[0].queues[0].kicks = 9000;
	for (int i = 0; i < 2; i++)
		pass_a_second(&stage);
	assert_string_equal(shown(&stage), PCI ", foo0, >foo1, vdpasim_blk");
	stage_end(&stage);
}

static void a_flat_list_has_the_busiest_queues_of_all_devices_first(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	go_down(&stage, 2); /* rx 0 of foo0 */
	press(&stage, "F5");
	assert_string_equal(shown(&stage), "foo1 rx 0, >foo0 rx 0, foo1 tx 0, foo0 tx 0, foo0 ctrl, foo1 ctrl");
	expect_words(&stage, "▾WQES/s");
	press(&stage, "F5");
	assert_string_equal(shown(&stage),
			    PCI ", foo0, >rx 0, tx 0, ctrl, foo1, rx 0, tx 0, ctrl, vdpasim_blk");
	stage_end(&stage);
}

static void a_device_that_was_selected_is_its_first_queue_in_a_flat_list(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	go_down(&stage, 2);
	press(&stage, "t");
	assert_string_equal(shown(&stage), ">foo1 rx 0, foo0 rx 0, foo1 tx 0, foo0 tx 0, foo0 ctrl, foo1 ctrl");
	press(&stage, "t");
	assert_string_equal(shown(&stage), PCI ", foo0, >foo1, vdpasim_blk");
	stage_end(&stage);
}

static void a_flat_list_keeps_a_sorting_that_somebody_chose(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	press(&stage, ">"); /* by name */
	press(&stage, "F5");
	assert_string_equal(shown(&stage), ">foo0 rx 0, foo0 tx 0, foo0 ctrl, foo1 rx 0, foo1 tx 0, foo1 ctrl");
	press(&stage, "I");
	assert_string_equal(shown(&stage), "foo1 rx 0, foo1 tx 0, foo1 ctrl, >foo0 rx 0, foo0 tx 0, foo0 ctrl");
	stage_end(&stage);
}

static void space_tags_a_row_and_goes_on(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	go_down(&stage, 1);
	press(&stage, "Space");
	assert_string_equal(shown(&stage), PCI ", *foo0, >foo1, vdpasim_blk");
	assert_int_equal(style_of(&stage, "foo0"), STYLE_TAGGED);
	expect_words(&stage, "1 tagged");
	expect_words(&stage, "order frozen");
	press(&stage, "Up");
	press(&stage, "Space");
	assert_string_equal(shown(&stage), PCI ", foo0, >foo1, vdpasim_blk");
	expect_no_words(&stage, "order frozen");
	stage_end(&stage);
}

static void c_tags_a_row_with_all_inside_and_u_takes_all_tags_away(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	go_down(&stage, 1);
	press(&stage, "c");
	expect_words(&stage, "4 tagged");
	press(&stage, "Right");
	assert_string_equal(shown(&stage), PCI ", >*foo0, *rx 0, *tx 0, *ctrl, foo1, vdpasim_blk");
	press(&stage, "U");
	expect_no_words(&stage, "tagged");
	press(&stage, "U");
	expect_words(&stage, "nothing is tagged: Space tags a row");
	stage_end(&stage);
}

static void a_tag_goes_with_its_device_and_not_to_the_next_of_that_name(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	go_down(&stage, 2);
	press(&stage, "Space");
	stage.scene.device_count = 1;
	scene_tell(stage.model, &stage.scene, ++stage.seconds, stage.base);
	stage.scene.device_count = 2;
	pass_a_second(&stage);
	expect_no_words(&stage, "tagged");
	assert_string_equal(shown(&stage), PCI ", foo0, foo1, >vdpasim_blk");
	stage_end(&stage);
}

static void while_something_is_tagged_rows_keep_their_order_whatever_their_figures_do(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	for (int i = 0; i < 5; i++)
		press(&stage, ">");
	go_down(&stage, 1);
	press(&stage, "Space");
	assert_string_equal(shown(&stage), PCI ", *foo1, >foo0, vdpasim_blk");
	stage.scene.devices[0].queues[0].kicks = 9000;
	for (int i = 0; i < 2; i++)
		pass_a_second(&stage);
	assert_string_equal(shown(&stage), PCI ", *foo1, >foo0, vdpasim_blk");
	press(&stage, "U");
	assert_string_equal(shown(&stage), PCI ", >foo0, foo1, vdpasim_blk");
	stage_end(&stage);
}

static void a_device_made_again_is_folded_and_selected_as_it_was(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	go_down(&stage, 2);
	press(&stage, "Right");
	press(&stage, "Down");
	press(&stage, "Down");
	assert_string_equal(shown(&stage), PCI ", foo0, foo1, rx 0, >tx 0, ctrl, vdpasim_blk");
	stage.scene.device_count = 1;
	scene_tell(stage.model, &stage.scene, ++stage.seconds, stage.base);
	stage.scene.device_count = 2;
	pass_a_second(&stage);
	assert_string_equal(shown(&stage), PCI ", foo0, foo1, rx 0, >tx 0, ctrl, vdpasim_blk");
	stage_end(&stage);
}

static void a_window_that_does_not_follow_stands_while_its_row_goes(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	press(&stage, "p");
	press(&stage, "#");
	assert_int_equal(frame_resize(&stage.frame, 6, 80), 0);
	for (int i = 0; i < 5; i++)
		press(&stage, ">");
	press(&stage, "F");
	go_down(&stage, 1);
	assert_string_equal(shown(&stage), PCI ", >foo1, rx 0");
	stage.scene.devices[0].queues[0].kicks = 9000;
	for (int i = 0; i < 2; i++)
		pass_a_second(&stage);
	assert_string_equal(shown(&stage), PCI ", foo0, rx 0");
	assert_string_equal(view_selected_device(stage.view, stage.model), "foo1");
	press(&stage, "Down"); /* from foo1, which is out of sight, and to where it is seen */
	assert_string_equal(shown(&stage), "ctrl, foo1, >rx 0");
	assert_int_equal(frame_resize(&stage.frame, 24, 80), 0);
	press(&stage, "F");
	expect_words(&stage, "the window goes with the selected row");
	press(&stage, "F");
	expect_words(&stage, "the window stands still");
	stage_end(&stage);
}

static void press_mouse(struct stage *stage, int row, int column)
{
	view_mouse(stage->view, stage->model,
		   &(struct view_mouse){ row, column, VIEW_MOUSE_PRESS });
}

static void a_click_on_a_title_sorts_and_the_next_one_inverts(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	press_mouse(&stage, 2, 56);
	expect_words(&stage, "KICKS/s▾");
	assert_string_equal(shown(&stage), ">" PCI ", foo1, foo0, vdpasim_blk");
	press_mouse(&stage, 2, 56);
	expect_words(&stage, "KICKS/s▴");
	stage_end(&stage);
}

static void a_click_on_the_sign_before_a_name_folds(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	press_mouse(&stage, 5, 3);
	assert_string_equal(shown(&stage), PCI ", foo0, >foo1, rx 0, tx 0, ctrl, vdpasim_blk");
	press_mouse(&stage, 5, 3);
	assert_string_equal(shown(&stage), PCI ", foo0, >foo1, vdpasim_blk");
	stage_end(&stage);
}

/* A sample may come between a frame and the click on it. */
static void a_click_is_about_the_row_that_was_drawn_there(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	for (int i = 0; i < 5; i++)
		press(&stage, ">");
	assert_string_equal(shown(&stage), ">" PCI ", foo1, foo0, vdpasim_blk");
	stage.scene.devices[0].queues[0].kicks = 9000;
	for (int i = 0; i < 2; i++)
		scene_tell(stage.model, &stage.scene, ++stage.seconds, stage.base);
	press_mouse(&stage, 4, 40);
	assert_string_equal(shown(&stage), PCI ", foo0, >foo1, vdpasim_blk");
	stage.scene.device_count = 1;
	scene_tell(stage.model, &stage.scene, ++stage.seconds, stage.base);
	press_mouse(&stage, 5, 40);
	expect_words(&stage, "the row that was clicked is gone");
	stage_end(&stage);
}

static void options_hold_what_keys_have_chosen(void **state)
{
	struct stage stage = folded_stage();
	struct view_options options;

	(void)state;
	view_get_options(stage.view, &options);
	assert_string_equal(options.sort, "");
	assert_false(options.is_flat);
	for (int i = 0; i < 5; i++)
		press(&stage, ">");
	press(&stage, "t");
	press(&stage, "F");
	view_get_options(stage.view, &options);
	assert_string_equal(options.sort, "kickdoorbells_per_s");
	assert_true(options.is_descending);
	assert_true(options.is_flat);
	assert_false(options.follows);
	options = VIEW_OPTIONS_DEFAULT;
	options.sort = "name";
	options.is_descending = true;
	view_configure(stage.view, &options);
	assert_string_equal(shown(&stage), "vdpasim_blk, " PCI ", foo1, >foo0");
	stage_end(&stage);
}

/* As an event of the log does with what it is about. */
static void what_is_revealed_is_unfolded_and_in_a_flat_list_a_device_is_its_first_queue(void **state)
{
	struct stage stage = folded_stage();
	struct row_name device = { ROW_DEVICE, stage.model->devices[1].id };
	struct row_name queue = { ROW_QUEUE, stage.model->queues[4].id };

	(void)state;
	assert_true(tree_reveal(stage.view, stage.model, queue));
	assert_string_equal(shown(&stage), PCI ", foo0, foo1, rx 0, >tx 0, ctrl, vdpasim_blk");
	press(&stage, "t");
	assert_true(tree_reveal(stage.view, stage.model, device));
	assert_string_equal(shown(&stage), ">foo1 rx 0, foo0 rx 0, foo1 tx 0, foo0 tx 0, foo0 ctrl, foo1 ctrl");
	press(&stage, "F4");
	type(&stage, "foo0");
	press(&stage, "Enter");
	assert_false(tree_reveal(stage.view, stage.model, device));
	assert_string_equal(shown(&stage), ">foo0 rx 0, foo0 tx 0, foo0 ctrl");
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(rows_sort_under_what_they_belong_to),
	cmocka_unit_test(the_sign_of_the_sorted_column_is_at_its_title_and_the_host_has_none),
	cmocka_unit_test(the_sign_of_the_sorted_column_touches_no_other_title),
	cmocka_unit_test(what_rows_are_sorted_by_is_said_where_no_title_does),
	cmocka_unit_test(nobody_inverts_the_hosts_own_order),
	cmocka_unit_test(the_selection_goes_where_its_row_is_sorted_to),
	cmocka_unit_test(a_flat_list_has_the_busiest_queues_of_all_devices_first),
	cmocka_unit_test(a_device_that_was_selected_is_its_first_queue_in_a_flat_list),
	cmocka_unit_test(a_flat_list_keeps_a_sorting_that_somebody_chose),
	cmocka_unit_test(space_tags_a_row_and_goes_on),
	cmocka_unit_test(c_tags_a_row_with_all_inside_and_u_takes_all_tags_away),
	cmocka_unit_test(a_tag_goes_with_its_device_and_not_to_the_next_of_that_name),
	cmocka_unit_test(while_something_is_tagged_rows_keep_their_order_whatever_their_figures_do),
	cmocka_unit_test(a_device_made_again_is_folded_and_selected_as_it_was),
	cmocka_unit_test(a_window_that_does_not_follow_stands_while_its_row_goes),
	cmocka_unit_test(a_click_on_a_title_sorts_and_the_next_one_inverts),
	cmocka_unit_test(a_click_on_the_sign_before_a_name_folds),
	cmocka_unit_test(a_click_is_about_the_row_that_was_drawn_there),
	cmocka_unit_test(options_hold_what_keys_have_chosen),
	cmocka_unit_test(what_is_revealed_is_unfolded_and_in_a_flat_list_a_device_is_its_first_queue),
};

UNIT_MAIN(tree_keys)
