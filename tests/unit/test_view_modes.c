/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Modes that lie on each other, the line of input, and what a click means. */
#include "stage.h"

#include <string.h>

#include "unit.h"
#include "base/error.h"
#include "view/keymap.h"
#include "view/target.h"

static void click(struct stage *stage, int row, int column, enum view_mouse_kind kind)
{
	stage_draw(stage);
	view_mouse(stage->view, stage->model, &(struct view_mouse){ row, column, kind });
	stage_draw(stage);
}

static void type(struct stage *stage, const char *const *keys)
{
	for (; *keys; keys++)
		press(stage, *keys);
}

static void help_lies_over_what_was_there_and_begins_with_its_keys(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	press(&stage, "F1");
	expect_row(&stage, 3, " F1 ? h       show or leave this help");
	expect_row(&stage, 5, " Keys: Tree");
	press(&stage, "Esc");
	press(&stage, "e");
	press(&stage, "?");
	expect_row(&stage, 5, " Keys: Event log");
	press(&stage, "q");
	press(&stage, "q");
	expect_words(&stage, "▾ foo0");
	stage_end(&stage);
}

static void data_flows_above_the_help(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	press(&stage, "F1");
	stage.scene.device_count = 1;
	pass_a_second(&stage);
	expect_words(&stage, "2 mgmtdevs  1 device  3 queues");
	expect_words(&stage, "1 ok  1 idle  ▲ 1 stalled");
	expect_words(&stage, "show or leave this help");
	stage_end(&stage);
}

static void keys_can_be_given_anew_and_the_help_and_the_key_bar_say_so(void **state)
{
	struct stage stage = stage_of(scene_host, 30);
	struct keymap map = { 0 };
	struct error error;

	(void)state;
	assert_int_equal(keymap_bind(&map, MODE_TREE, ACTION_HELP, "F12 x", &error), 0);
	assert_int_equal(view_set_keymap(stage.view, &map), 0);
	keymap_free(&map);
	expect_row(&stage, 23,
		   " F12Help F2Setup F3Search F4Filter F5Tree F6Sort F7Add F8Delete F9Edit F10Quit");
	assert_int_equal(press(&stage, "F1"), VIEW_NOTHING);
	press(&stage, "x");
	expect_words(&stage, "F12 x        show or leave this help");
	stage_end(&stage);
}

/* The reader sees the line where the status line was, and what is wrong with it beside it. */
static void the_delay_is_typed_on_the_status_line_and_what_is_no_number_is_refused_there(void **state)
{
	static const char *const erase_and_type[] = { "Backspace", "0", ".", "0", "5", NULL };
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	press(&stage, "d");
	expect_row(&stage, 22, " Seconds between samples: 1                                         0.1 to 3600");
	expect_row(&stage, 23, " Enter Accept Esc Cancel");
	assert_true(stage.frame.has_cursor);
	assert_int_equal(stage.frame.cursor_row, 22);
	assert_int_equal(stage.frame.cursor_column, 27);
	type(&stage, erase_and_type);
	expect_row(&stage, 22, " Seconds between samples: 0.05                     expected 0.1 to 3600 seconds");
	assert_int_equal(press(&stage, "Enter"), VIEW_NOTHING);
	press(&stage, "Left");
	press(&stage, "Backspace");
	assert_int_equal(press(&stage, "Enter"), VIEW_DELAY);
	assert_true(view_get_delay(stage.view) > 0.499 && view_get_delay(stage.view) < 0.501);
	assert_false(stage.frame.has_cursor);
	stage_end(&stage);
}

static void escape_leaves_the_line_and_nothing_has_changed(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	press(&stage, "d");
	press(&stage, "5");
	assert_int_equal(press(&stage, "Esc"), VIEW_REDRAW);
	expect_words(&stage, "F10Quit");
	press(&stage, "d");
	expect_words(&stage, "samples: 1  ");
	stage_end(&stage);
}

static void a_line_that_is_typed_is_in_sight_on_a_screen_of_any_size(void **state)
{
	static const int sizes[][2] = { { 5, 30 }, { 2, 20 }, { 1, 12 } };
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	press(&stage, "\\");
	press(&stage, "w");
	press(&stage, "e");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		int last = sizes[i][0] - 1;

		assert_int_equal(frame_resize(&stage.frame, sizes[i][0], sizes[i][1]), 0);
		expect_row(&stage, last, last ? " Filter: we" : "we");
		assert_int_equal(stage.frame.cursor_row, last);
		assert_true(stage.frame.has_cursor);
	}
	stage_end(&stage);
}

static void letters_that_are_keys_elsewhere_are_typed_and_f10_leaves_a_line_alone(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	press(&stage, "d");
	assert_int_equal(press(&stage, "q"), VIEW_REDRAW);
	expect_words(&stage, "samples: 1q  ");
	press(&stage, "^U");
	expect_words(&stage, "Seconds between samples:    ");
	stage_end(&stage);
}

static void a_paste_goes_into_the_line_without_its_control_characters(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	assert_int_equal(view_paste(stage.view, stage.model, "q\nZ\x1b[21~"), VIEW_NOTHING);
	press(&stage, "d");
	view_paste(stage.view, stage.model, "2\n\x1b[3\xff~\x7f\xc3\xa9");
	expect_words(&stage, "samples: 12[3~é  ");
	stage_end(&stage);
}

static void more_than_the_line_holds_is_not_taken_and_its_end_stays_in_sight(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	press(&stage, "d");
	for (int i = 0; i < 400; i++)
		press(&stage, i % 10 == 9 ? "é" : "7");
	assert_true(stage.frame.cursor_column < 80);
	expect_words(&stage, "expected 0.1");
	press(&stage, "Home");
	expect_words(&stage, "samples: 1777");
	assert_int_equal(stage.frame.cursor_column, 26);
	stage_end(&stage);
}

static void steps_change_the_delay_and_end_at_its_limits(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	assert_int_equal(press(&stage, "["), VIEW_DELAY);
	assert_true(view_get_delay(stage.view) == 2.0);
	assert_int_equal(press(&stage, "]"), VIEW_DELAY);
	assert_true(view_get_delay(stage.view) == 0.5);
	stage.status.interval = INT64_C(100000000);
	assert_int_equal(press(&stage, "]"), VIEW_REDRAW);
	expect_row(&stage, 22, " the time between samples is 0.1 to 3600 seconds");
	press(&stage, "Down");
	expect_no_words(&stage, "the time between samples");
	stage_end(&stage);
}

static void the_totals_and_the_pane_can_be_hidden_and_the_tree_gets_their_room(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	press(&stage, "#");
	expect_no_words(&stage, "kicks/s ");
	expect_row(&stage, 1, " DEVICE               DRIVER      USED BY          VQS KICKS/s  WQES/s HEALTH");
	press(&stage, "p");
	expect_no_words(&stage, "─ pci");
	press(&stage, "#");
	press(&stage, "p");
	expect_words(&stage, "kicks/s ");
	expect_words(&stage, "─ pci");
	stage_end(&stage);
}

static void a_stalled_queue_is_counted_on_a_narrow_screen_too(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	assert_int_equal(frame_resize(&stage.frame, 10, 40), 0);
	expect_row(&stage, 1, " kicks/s  8.50k             ▲ 1 stalled");
	assert_int_equal(frame_resize(&stage.frame, 10, 14), 0);
	expect_row(&stage, 1, "  ▲ 1 stalled");
	stage_end(&stage);
}

static void what_only_netlink_counts_is_not_counted_without_it(void **state)
{
	struct stage stage = stage_of((struct scene){ .family = SNAPSHOT_FAMILY_NO_NETNS }, 1);

	(void)state;
	expect_no_words(&stage, "0 queues");
	expect_no_words(&stage, "0 mgmtdevs");
	stage_end(&stage);
}

static void the_line_under_a_tree_that_does_not_fit_says_which_rows_are_in_sight(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	expect_no_words(&stage, " of 12 ─");
	assert_int_equal(frame_resize(&stage.frame, 18, 80), 0);
	stage_draw(&stage);
	expect_words(&stage, " rows 1-9 of 10 ─");
	press(&stage, "End");
	expect_words(&stage, " rows 2-10 of 10 ─");
	stage_end(&stage);
}

static void a_click_selects_a_row_and_a_click_on_the_key_bar_is_its_key(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	click(&stage, 8, 40, VIEW_MOUSE_PRESS);
	assert_int_equal(frame_at(&stage.frame, 8, 30)->style, STYLE_SELECTED);
	click(&stage, 23, 4, VIEW_MOUSE_PRESS);
	expect_words(&stage, "show or leave this help");
	click(&stage, 8, 40, VIEW_MOUSE_PRESS);
	expect_words(&stage, "show or leave this help");
	stage_end(&stage);
}

static void the_wheel_moves_three_rows_and_means_nothing_when_the_mouse_is_off(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	click(&stage, 5, 5, VIEW_MOUSE_WHEEL_DOWN);
	assert_int_equal(frame_at(&stage.frame, 6, 30)->style, STYLE_SELECTED);
	click(&stage, 5, 5, VIEW_MOUSE_WHEEL_UP);
	assert_int_equal(frame_at(&stage.frame, 3, 30)->style, STYLE_SELECTED);
	assert_int_equal(press(&stage, "m"), VIEW_MOUSE);
	click(&stage, 8, 40, VIEW_MOUSE_PRESS);
	assert_int_equal(frame_at(&stage.frame, 3, 30)->style, STYLE_SELECTED);
	stage_end(&stage);
}

static void an_action_that_lacks_what_it_needs_says_so(void **state)
{
	struct scene empty = { .family = SNAPSHOT_FAMILY_PRESENT };
	struct stage stage = stage_of(empty, 1);

	(void)state;
	press(&stage, "Enter");
	expect_words(&stage, "detail: no row is selected");
	stage_end(&stage);
}

static void a_target_is_cut_to_its_area_and_a_later_one_lies_over_it(void **state)
{
	struct targets targets = { 0 };
	struct area area = { 2, 3, 4, 10 };

	(void)state;
	target_add(&targets, &area, (struct area){ -1, -1, 3, 30 }, TARGET_ROW, 1);
	target_add(&targets, &area, (struct area){ 1, 2, 1, 2 }, TARGET_FOLD, 2);
	target_add(&targets, &area, (struct area){ 9, 0, 1, 1 }, TARGET_ROW, 3);
	assert_int_equal(target_at(&targets, 2, 3).number, 1);
	assert_int_equal(target_at(&targets, 3, 12).number, 1);
	assert_int_equal(target_at(&targets, 3, 5).kind, TARGET_FOLD);
	assert_int_equal(target_at(&targets, 3, 13).kind, TARGET_NONE);
	assert_int_equal(target_at(&targets, 1, 3).kind, TARGET_NONE);
	assert_int_equal(target_at(&targets, 11, 3).kind, TARGET_NONE);
	targets_free(&targets);
}

/* On 80 columns the form has "F10 Quit" where the tree has "F8Delete" and "F9Edit". */
static void the_second_click_of_two_presses_nothing_of_what_the_first_has_opened(void **state)
{
	struct stage stage = stage_of(scene_host, 3);
	int opened = 0;

	(void)state;
	press(&stage, "Down");
	stage_draw(&stage);
	for (int column = 0; column < 80; column++) {
		struct view_mouse mouse = { 23, column, VIEW_MOUSE_PRESS };

		if (view_mouse(stage.view, stage.model, &mouse) == VIEW_QUIT)
			continue;
		opened += row_with(&stage, "Delete devices") >= 0;
		mouse.kind = VIEW_MOUSE_DOUBLE;
		assert_int_not_equal(view_mouse(stage.view, stage.model, &mouse), VIEW_QUIT);
		while (press(&stage, "Esc") != VIEW_NOTHING)
			;
	}
	assert_true(opened > 0);
	stage_end(&stage);
}

/* As often as one likes: a page that is open below is gone back to. */
static void events_and_commands_are_a_key_away_on_every_page(void **state)
{
	static const char *const pages[] = { "Enter", "g", "e", "J" };
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		press(&stage, pages[i]);
		for (int turn = 0; turn < 5; turn++) {
			press(&stage, strcmp(pages[i], "e") ? "e" : "J");
			expect_words(&stage, strcmp(pages[i], "e") ? "─ Event log ─" : "─ Commands ─");
			press(&stage, strcmp(pages[i], "e") ? "J" : "e");
			expect_words(&stage, strcmp(pages[i], "e") ? "─ Commands ─" : "─ Event log ─");
		}
		for (int turn = 0; turn < 3; turn++)
			press(&stage, "Esc");
		expect_words(&stage, "▾ foo0");
	}
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(help_lies_over_what_was_there_and_begins_with_its_keys),
	cmocka_unit_test(data_flows_above_the_help),
	cmocka_unit_test(keys_can_be_given_anew_and_the_help_and_the_key_bar_say_so),
	cmocka_unit_test(the_delay_is_typed_on_the_status_line_and_what_is_no_number_is_refused_there),
	cmocka_unit_test(escape_leaves_the_line_and_nothing_has_changed),
	cmocka_unit_test(a_line_that_is_typed_is_in_sight_on_a_screen_of_any_size),
	cmocka_unit_test(letters_that_are_keys_elsewhere_are_typed_and_f10_leaves_a_line_alone),
	cmocka_unit_test(a_paste_goes_into_the_line_without_its_control_characters),
	cmocka_unit_test(more_than_the_line_holds_is_not_taken_and_its_end_stays_in_sight),
	cmocka_unit_test(steps_change_the_delay_and_end_at_its_limits),
	cmocka_unit_test(the_totals_and_the_pane_can_be_hidden_and_the_tree_gets_their_room),
	cmocka_unit_test(a_stalled_queue_is_counted_on_a_narrow_screen_too),
	cmocka_unit_test(what_only_netlink_counts_is_not_counted_without_it),
	cmocka_unit_test(the_line_under_a_tree_that_does_not_fit_says_which_rows_are_in_sight),
	cmocka_unit_test(a_click_selects_a_row_and_a_click_on_the_key_bar_is_its_key),
	cmocka_unit_test(the_wheel_moves_three_rows_and_means_nothing_when_the_mouse_is_off),
	cmocka_unit_test(an_action_that_lacks_what_it_needs_says_so),
	cmocka_unit_test(the_second_click_of_two_presses_nothing_of_what_the_first_has_opened),
	cmocka_unit_test(a_target_is_cut_to_its_area_and_a_later_one_lies_over_it),
	cmocka_unit_test(events_and_commands_are_a_key_away_on_every_page),
};

UNIT_MAIN(view_modes)
