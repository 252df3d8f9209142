/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the keys do: folding, selecting, help. */
#include "stage.h"
#include "view/action.h"
#include "view/keymap.h"

#include <string.h>

#include "base/text.h"

#include "unit.h"

static void a_folded_device_shows_its_sums_and_its_worst_queue(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	press(&stage, "Down");
	press(&stage, "-");
	expect_row(&stage, 4,
		   "   ▸ foo0             vhost_vdpa  vm-web01 (4711)    3   4.10k    190k ▲ stalled");
	expect_row(&stage, 5,
		   "   ▾ foo1             virtio_vdpa eth3               3   4.40k    421k ok");
	press(&stage, "+");
	expect_row(&stage, 5, "       rx 0                                              2.00k    190k ok");
	stage_end(&stage);
}

static void a_folded_management_device_still_shows_that_something_stalls(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	press(&stage, "-");
	expect_row(&stage, 3, " ▸ pci/0000:03:00.2   mlx5_core   2 devices                            ▲ stalled");
	expect_row(&stage, 4, "   vdpasim_blk        vdpa_sim    0 devices");
	stage_end(&stage);
}

static void all_devices_fold_and_unfold_with_one_key(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	press(&stage, "*");
	expect_row(&stage, 5,
		   "   ▸ foo1             virtio_vdpa eth3               3   4.40k    421k ok");
	expect_row(&stage, 6, "   vdpasim_blk        vdpa_sim    0 devices");
	press(&stage, "*");
	expect_row(&stage, 5, "       rx 0                                              2.00k    190k ok");
	stage_end(&stage);
}

static void devices_start_folded_where_not_everything_fits(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	assert_int_equal(frame_resize(&stage.frame, 12, 80), 0);
	expect_words(&stage, "▸ foo0");
	expect_words(&stage, "▸ foo1");
	stage_end(&stage);
}

static void left_on_a_queue_goes_to_its_device_and_right_goes_in(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	for (int i = 0; i < 3; i++)
		press(&stage, "Down");
	assert_int_equal(style_of(&stage, "tx 0  "), STYLE_SELECTED);
	press(&stage, "Left");
	assert_int_equal(style_of(&stage, "▾ foo0"), STYLE_SELECTED);
	press(&stage, "Left");
	expect_words(&stage, "▸ foo0");
	press(&stage, "Right");
	press(&stage, "Right");
	assert_int_equal(style_of(&stage, "rx 0"), STYLE_SELECTED);
	stage_end(&stage);
}

static void the_selection_stays_on_its_device_when_others_come_and_go_above(void **state)
{
	struct stage stage = stage_of(scene_host, 30);
	struct scene_device foo0 = stage.scene.devices[0];

	(void)state;
	press(&stage, "*");
	press(&stage, "Down");
	press(&stage, "Down");
	assert_int_equal(style_of(&stage, "▸ foo1"), STYLE_SELECTED);
	stage.scene.devices[0] = stage.scene.devices[1];
	stage.scene.device_count = 1;
	pass_a_second(&stage);
	assert_int_equal(style_of(&stage, "▸ foo1"), STYLE_SELECTED);
	stage.scene.devices[1] = stage.scene.devices[0];
	stage.scene.devices[0] = foo0;
	stage.scene.device_count = 2;
	pass_a_second(&stage);
	assert_int_equal(style_of(&stage, "▸ foo1"), STYLE_SELECTED);
	stage_end(&stage);
}

/* What comes first at the start may stand last a moment later: nobody has chosen it. */
static void until_a_key_is_pressed_the_first_row_is_selected(void **state)
{
	struct scene late = scene_host;
	struct stage stage;

	(void)state;
	late.mgmtdevs[0] = scene_host.mgmtdevs[1];
	late.mgmtdev_count = 1;
	late.device_count = 0;
	stage = stage_of(late, 1);
	assert_int_equal(style_of(&stage, "vdpasim_blk        vdpa_sim"), STYLE_SELECTED);
	stage.scene = scene_host;
	pass_a_second(&stage);
	assert_int_equal(style_of(&stage, "▾ pci/0000:03:00.2"), STYLE_SELECTED);
	press(&stage, "Down");
	stage.scene = late;
	pass_a_second(&stage);
	assert_int_equal(style_of(&stage, "vdpasim_blk        vdpa_sim"), STYLE_SELECTED);
	stage_end(&stage);
}

static void when_the_selected_device_is_gone_what_it_was_made_from_is_selected(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	press(&stage, "*");
	press(&stage, "Down");
	press(&stage, "Down");
	stage.scene.device_count = 1;
	pass_a_second(&stage);
	expect_no_words(&stage, "▸ foo1");
	assert_int_equal(style_of(&stage, "▾ pci/0000:03:00.2"), STYLE_SELECTED);
	stage_end(&stage);
}

static void when_a_device_is_folded_over_the_selected_queue_the_device_is_selected(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	for (int i = 0; i < 3; i++)
		press(&stage, "Down");
	press(&stage, "*");
	assert_int_equal(style_of(&stage, "▸ foo0"), STYLE_SELECTED);
	stage_end(&stage);
}

static void the_selected_row_is_always_on_the_screen(void **state)
{
	static const char *const keys[] = { "End", "Home", "PgDn", "Up", "PgDn", "PgUp", "Down" };
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	assert_int_equal(frame_resize(&stage.frame, 9, 80), 0);
	press(&stage, "*");
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		int selected = 0;

		press(&stage, keys[i]);
		for (int row = 0; row < stage.frame.rows; row++)
			selected += frame_at(&stage.frame, row, 30)->style == STYLE_SELECTED;
		assert_int_equal(selected, 1);
	}
	stage_end(&stage);
}

static void the_window_is_full_as_long_as_there_are_rows_for_it(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	assert_int_equal(frame_resize(&stage.frame, 9, 80), 0);
	press(&stage, "*");
	press(&stage, "End");
	for (int i = 0; i < 3; i++)
		press(&stage, "Up");
	stage.scene.devices[1].queue_count = 1;
	pass_a_second(&stage);
	for (int row = 3; row < 7; row++)
		assert_true(*row_text(&stage, row));
	stage_end(&stage);
}

static void help_lists_every_action_and_goes_away_again(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	assert_int_equal(frame_resize(&stage.frame, 300, 120), 0);
	press(&stage, "F1");
	for (enum action action = 0; action < ACTION_COUNT; action++)
		expect_words(&stage, action_info(action)->help);
	for (enum health health = 0; health < HEALTH_COUNT; health++)
		expect_words(&stage, health_meaning(health));
	assert_int_equal(press(&stage, "q"), VIEW_REDRAW);
	expect_words(&stage, "▾ foo0");
	assert_int_equal(press(&stage, "q"), VIEW_QUIT);
	stage_end(&stage);
}

static void f10_quits_from_everywhere_while_q_and_escape_leave_the_help_first(void **state)
{
	static const char *const closers[] = { "q", "Esc", "F1" };
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	assert_int_equal(press(&stage, "F10"), VIEW_QUIT);
	for (size_t i = 0; i < sizeof(closers) / sizeof(closers[0]); i++) {
		press(&stage, "F1");
		expect_words(&stage, "show or leave this help");
		assert_int_equal(press(&stage, "F10"), VIEW_QUIT);
		assert_int_equal(press(&stage, closers[i]), VIEW_REDRAW);
		expect_no_words(&stage, "show or leave this help");
	}
	stage_end(&stage);
}

static void help_scrolls_on_a_small_screen_to_its_end_and_no_further(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	press(&stage, "?");
	expect_words(&stage, "show or leave this help");
	press(&stage, "End");
	expect_words(&stage, health_meaning(HEALTH_OK));
	press(&stage, "Down");
	expect_words(&stage, health_meaning(HEALTH_OK));
	press(&stage, "Home");
	expect_words(&stage, "show or leave this help");
	stage_end(&stage);
}

/* The same numbers in every run. */
static uint32_t dice(uint32_t *seed, uint32_t sides)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 16) % sides;
}

static int count_selected(struct stage *stage)
{
	int selected = 0;

	for (int row = 0; row < stage->frame.rows; row++)
		selected += frame_at(&stage->frame, row, stage->frame.columns - 1)->style == STYLE_SELECTED;
	return selected;
}

/* Takes a device away, or brings back what the scene began with. */
static void change_scene(struct stage *stage, uint32_t *seed)
{
	stage->scene.device_count = dice(seed, 3);
	stage->scene.mgmtdev_count = stage->scene.device_count ? 2 : dice(seed, 3);
	stage->scene.devices[0] = scene_host.devices[dice(seed, 2)];
	stage->scene.devices[1] = scene_host.devices[stage->scene.devices[0].name == scene_host.devices[0].name];
	stage->scene.devices[0].queue_count = dice(seed, 4);
	pass_a_second(stage);
}

static void leave_all_modes(struct stage *stage)
{
	while (view_key(stage->view, stage->model, "Esc") != VIEW_NOTHING)
		;
	stage_draw(stage);
}

static void whatever_is_pressed_while_devices_come_and_go_one_row_is_selected(void **state)
{
	struct stage stage = stage_of(scene_host, 3);
	uint32_t seed = 1;

	(void)state;
	for (int turn = 0; turn < 5000; turn++) {
		enum action action = dice(&seed, ACTION_COUNT);
		enum mode mode = dice(&seed, MODE_COUNT);
		struct view_options options;
		size_t rows;
		char key[24];

		if (dice(&seed, 10) == 0)
			change_scene(&stage, &seed);
		if (dice(&seed, 10) == 0)
			assert_int_equal(frame_resize(&stage.frame, 6 + (int)dice(&seed, 30), 80), 0);
		keymap_first_key(&(struct keymap){ 0 }, mode, action, key, sizeof(key));
		view_key(stage.view, stage.model, key);
		stage_draw(&stage);
		leave_all_modes(&stage);
		view_get_options(stage.view, &options);
		rows = options.is_flat ? stage.model->queue_count :
					 stage.model->mgmtdev_count + stage.model->device_count;
		if (options.follows)
			assert_int_equal(count_selected(&stage), rows > 0);
		else /* it may be out of the window */
			assert_true(count_selected(&stage) <= (rows > 0));
	}
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_folded_device_shows_its_sums_and_its_worst_queue),
	cmocka_unit_test(a_folded_management_device_still_shows_that_something_stalls),
	cmocka_unit_test(all_devices_fold_and_unfold_with_one_key),
	cmocka_unit_test(devices_start_folded_where_not_everything_fits),
	cmocka_unit_test(left_on_a_queue_goes_to_its_device_and_right_goes_in),
	cmocka_unit_test(the_selection_stays_on_its_device_when_others_come_and_go_above),
	cmocka_unit_test(until_a_key_is_pressed_the_first_row_is_selected),
	cmocka_unit_test(when_the_selected_device_is_gone_what_it_was_made_from_is_selected),
	cmocka_unit_test(when_a_device_is_folded_over_the_selected_queue_the_device_is_selected),
	cmocka_unit_test(the_selected_row_is_always_on_the_screen),
	cmocka_unit_test(the_window_is_full_as_long_as_there_are_rows_for_it),
	cmocka_unit_test(help_lists_every_action_and_goes_away_again),
	cmocka_unit_test(f10_quits_from_everywhere_while_q_and_escape_leave_the_help_first),
	cmocka_unit_test(help_scrolls_on_a_small_screen_to_its_end_and_no_further),
	cmocka_unit_test(whatever_is_pressed_while_devices_come_and_go_one_row_is_selected),
};

UNIT_MAIN(view_keys)
