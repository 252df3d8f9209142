/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The status line: what happened and why figures are missing both get their room. */
#include "stage.h"

#include <errno.h>

#include "unit.h"

#define SECOND INT64_C(1000000000)
#define STATUS_ROW 22

/* The host on a kernel that counts no doorbells, its second device selected. */
static struct stage stock_stage(void)
{
	struct scene scene = scene_host;
	struct stage stage;

	for (int device = 0; device < 2; device++)
		for (int queue = 0; queue < 3; queue++)
			scene.devices[device].queues[queue].kicks = -1;
	scene.devices[0].queues[1].is_stuck = false;
	stage = stage_of(scene, 4);
	stage.status.now += 60 * SECOND;
	press(&stage, "Down");
	stage.status.now += 60 * SECOND;
	return stage;
}

static void happen(struct stage *stage, enum model_event_kind kind, const char *words)
{
	model_add_event(stage->model, stage->status.now, kind, words);
}

static void where_something_happens_each_second_the_reason_has_its_turn(void **state)
{
	static const char *const lines[] = {
		" 14:05:08  foo9 was added to pci/0000:03:00.2",
		" 14:05:09  foo9 was removed  (+1 more)",
		" 14:05:10  foo9 was added to pci/0000:03:00.2  (+2 more)",
		" 14:05:11  foo9 was removed  (+3 more)",
		" – kicks: this kernel does not count doorbells",
		" – kicks: this kernel does not count doorbells",
		" – kicks: this kernel does not count doorbells",
		" – kicks: this kernel does not count doorbells",
		" 14:05:16  foo9 was added to pci/0000:03:00.2  (+6 more)",
	};
	struct stage stage = stock_stage();

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		stage.status.now += SECOND;
		happen(&stage, i % 2 ? MODEL_EVENT_REMOVED : MODEL_EVENT_ADDED,
		       i % 2 ? "foo9 was removed" : "foo9 was added to pci/0000:03:00.2");
		expect_row(&stage, STATUS_ROW, lines[i]);
	}
	stage_end(&stage);
}

static void an_event_that_had_its_turn_gets_no_second_one(void **state)
{
	struct stage stage = stock_stage();

	(void)state;
	happen(&stage, MODEL_EVENT_ADDED, "foo9 was added to pci/0000:03:00.2");
	expect_words(&stage, "foo9 was added");
	for (int i = 4; i < 12; i++) {
		stage.status.now += SECOND * (i == 4 ? 4 : 1);
		expect_row(&stage, STATUS_ROW, " – kicks: this kernel does not count doorbells");
	}
	stage_end(&stage);
}

static void a_row_that_is_just_selected_has_its_reason_said_at_once(void **state)
{
	struct stage stage = stock_stage();

	(void)state;
	happen(&stage, MODEL_EVENT_ADDED, "foo9 was added to pci/0000:03:00.2");
	expect_words(&stage, "foo9 was added");
	press(&stage, "Down");
	expect_row(&stage, STATUS_ROW, " – kicks: this kernel does not count doorbells");
	stage_end(&stage);
}

static void on_a_wide_screen_both_stand_side_by_side(void **state)
{
	struct stage stage = stock_stage();

	(void)state;
	assert_int_equal(frame_resize(&stage.frame, 24, 110), 0);
	happen(&stage, MODEL_EVENT_ADDED, "foo9 was added to pci/0000:03:00.2");
	for (int i = 0; i < 7; i++) {
		expect_row(&stage, STATUS_ROW, " 14:05:07  foo9 was added to pci/0000:03:00.2   "
					       "– kicks: this kernel does not count doorbells");
		stage.status.now += SECOND;
	}
	stage_end(&stage);
}

static void a_screen_that_nothing_else_draws_is_drawn_at_the_end_of_a_turn(void **state)
{
	struct stage stage = stock_stage();

	(void)state;
	stage_draw(&stage);
	assert_int_equal(view_turn_end(stage.view), 0);
	happen(&stage, MODEL_EVENT_ADDED, "foo9 was added to pci/0000:03:00.2");
	stage_draw(&stage);
	assert_int_equal(view_turn_end(stage.view), stage.status.now + 4 * SECOND);
	stage.status.now += 4 * SECOND;
	stage_draw(&stage);
	stage.status.now += SECOND;
	happen(&stage, MODEL_EVENT_REMOVED, "foo9 was removed from all that there is on this host");
	stage_draw(&stage);
	assert_int_equal(view_turn_end(stage.view), stage.status.now + 3 * SECOND);
	stage.status.now += 3 * SECOND;
	expect_words(&stage, "foo9 was removed");
	assert_int_equal(frame_resize(&stage.frame, 24, 200), 0);
	stage_draw(&stage);
	assert_int_equal(view_turn_end(stage.view), 0);
	stage_end(&stage);
}

static void between_rare_samples_an_event_leaves_when_it_is_old(void **state)
{
	struct stage stage = stage_of(scene_host, 2);

	(void)state;
	stage.status.interval = 60 * SECOND;
	happen(&stage, MODEL_EVENT_ADDED, "foo9 was added");
	expect_row(&stage, STATUS_ROW, " 14:03:07  foo9 was added");
	assert_true(view_turn_end(stage.view) == stage.status.now + 6 * SECOND + 1);
	stage.status.now = view_turn_end(stage.view);
	expect_row(&stage, STATUS_ROW, "");
	assert_true(view_turn_end(stage.view) == 0);
	stage_end(&stage);
}

static void a_stall_gives_no_turn_away_but_what_it_leaves_of_the_line(void **state)
{
	struct stage stage = stock_stage();

	(void)state;
	happen(&stage, MODEL_EVENT_STALLED, "foo0: tx 0 (queue 1) stalled");
	for (int i = 0; i < 20; i++) {
		expect_row(&stage, STATUS_ROW, " 14:05:07 ▲ foo0: tx 0 (queue 1) stalled   "
					       "– kicks: this kernel does not count …");
		assert_int_equal(style_of(&stage, "tx 0 (queue 1)"), STYLE_STATUS_ERROR);
		stage.status.now += SECOND;
	}
	stage.status.now += SECOND;
	expect_row(&stage, STATUS_ROW, " – kicks: this kernel does not count doorbells");
	stage_end(&stage);
}

static void the_worse_an_event_is_the_longer_it_stays(void **state)
{
	struct stage stage = stage_of(scene_host, 2);

	(void)state;
	happen(&stage, MODEL_EVENT_STALLED, "foo0: tx 0 (queue 1) stalled");
	happen(&stage, MODEL_EVENT_LOST, "more changed at once");
	happen(&stage, MODEL_EVENT_ADDED, "foo9 was added");
	expect_row(&stage, STATUS_ROW, " 14:03:07 ▲ foo0: tx 0 (queue 1) stalled  (+2 more)");
	stage.status.now += 7 * SECOND;
	expect_row(&stage, STATUS_ROW, " 14:03:07 ▲ foo0: tx 0 (queue 1) stalled  (+1 more)");
	stage.status.now += 6 * SECOND;
	expect_row(&stage, STATUS_ROW, " 14:03:07 ▲ foo0: tx 0 (queue 1) stalled");
	stage.status.now += 8 * SECOND;
	expect_row(&stage, STATUS_ROW, "");
	stage_end(&stage);
}

static void long_words_are_cut_before_how_many_others_there_are(void **state)
{
	struct stage stage = stage_of(scene_host, 2);

	(void)state;
	happen(&stage, MODEL_EVENT_ADDED, "foo9 was added");
	happen(&stage, MODEL_EVENT_RESET, "foo1: 5 queues began counting anew, the first is rx 0 (queue 0)");
	expect_row(&stage, STATUS_ROW,
		   " 14:03:07  foo1: 5 queues began counting anew, the first is rx 0 (qu…  (+1 more)");
	assert_int_equal(frame_resize(&stage.frame, 24, 20), 0);
	expect_row(&stage, STATUS_ROW, " 14:03:07  foo1: 5 …");
	stage_end(&stage);
}

static void of_two_that_are_as_bad_the_newer_is_shown(void **state)
{
	struct stage stage = stage_of(scene_host, 2);

	(void)state;
	happen(&stage, MODEL_EVENT_LOST, "more changed at once");
	expect_row(&stage, STATUS_ROW, " 14:03:07 △ more changed at once");
	assert_int_equal(style_of(&stage, "more changed"), STYLE_STATUS_WARNING);
	stage.status.now += SECOND;
	happen(&stage, MODEL_EVENT_SKEWED, "foo1: rx 0 (queue 0) does 97 % of the work");
	expect_row(&stage, STATUS_ROW, " 14:03:08 △ foo1: rx 0 (queue 0) does 97 % of the work  (+1 more)");
	stage_end(&stage);
}

static void recover(struct stage *stage, int device)
{
	stage->scene.devices[device].queues[1].is_stuck = false;
	stage->scene.devices[device].queues[1].wqes = 1000;
}

static void that_one_queue_recovered_does_not_hide_that_another_is_stalled(void **state)
{
	struct scene scene = scene_host;
	struct stage stage;

	(void)state;
	scene.devices[1].queues[1].is_stuck = true;
	stage = stage_of(scene, 5);
	expect_row(&stage, STATUS_ROW, " 14:03:06 ▲ foo1: tx 0 (queue 1) stalled  (+1 more)");
	recover(&stage, 1);
	pass_a_second(&stage);
	expect_row(&stage, STATUS_ROW, " 14:03:06 ▲ foo0: tx 0 (queue 1) stalled  (+2 more)");
	assert_int_equal(style_of(&stage, "foo0: tx 0"), STYLE_STATUS_ERROR);
	recover(&stage, 0);
	pass_a_second(&stage);
	expect_row(&stage, STATUS_ROW, " 14:03:09  foo0: tx 0 (queue 1) recovered  (+3 more)");
	assert_int_equal(style_of(&stage, "foo0: tx 0"), STYLE_STATUS);
	stage_end(&stage);
}

static void other_news_do_not_hide_a_stall_but_its_end_does(void **state)
{
	struct stage stage = stage_of(scene_host, 5);

	(void)state;
	happen(&stage, MODEL_EVENT_ADDED, "foo9 was added");
	expect_words(&stage, "foo0: tx 0 (queue 1) stalled");
	recover(&stage, 0);
	pass_a_second(&stage);
	expect_row(&stage, STATUS_ROW, " 14:03:08  foo0: tx 0 (queue 1) recovered  (+2 more)");
	stage_end(&stage);
}

static void scrape_errors_that_do_not_end_take_turns_too(void **state)
{
	struct stage stage = stock_stage();
	int errors = 0, reasons = 0;

	(void)state;
	stage.scene.errors = 2;
	stage.scene.reason = "the counters of foo1, queue 2: the answer makes no sense";
	for (int i = 0; i < 16; i++) {
		pass_a_second(&stage);
		errors += row_with(&stage, " 2 scrape errors: the counters of foo1, queue 2") >= 0;
		reasons += row_with(&stage, " – kicks: this kernel does not count") >= 0;
	}
	assert_int_equal(errors, 8);
	assert_int_equal(reasons, 8);
	stage_end(&stage);
}

static void a_clock_that_was_set_back_stops_no_turn(void **state)
{
	struct stage stage = stock_stage();

	(void)state;
	happen(&stage, MODEL_EVENT_ADDED, "foo9 was added to pci/0000:03:00.2");
	expect_words(&stage, "foo9 was added");
	stage.status.now -= 3600 * SECOND;
	expect_row(&stage, STATUS_ROW, " – kicks: this kernel does not count doorbells");
	stage_end(&stage);
}

static void a_management_device_says_why_the_totals_are_dashes_and_what_to_do(void **state)
{
	struct stage stage = stock_stage();

	(void)state;
	press(&stage, "Home");
	expect_words(&stage, " kicks/s      –  wqes/s ");
	expect_row(&stage, STATUS_ROW,
		   " – kicks/s: this kernel counts no doorbells; patched modules do, see vdpatop(1)");
	stage_end(&stage);
}

static void a_management_device_says_what_the_totals_leave_out(void **state)
{
	struct scene scene = scene_host;
	struct stage stage;

	(void)state;
	scene.devices[0].is_mapped = true;
	scene.devices[1].queues[0].wqes = scene.devices[1].queues[1].wqes = -1;
	stage = stage_of(scene, 3);
	stage.status.now += 60 * SECOND;
	expect_words(&stage, " kicks/s ≥6.50k ");
	expect_row(&stage, STATUS_ROW, " ≥ left out: kicks of 1, wqes of 2 queues in use; their rows say why");
	stage_end(&stage);
	stage = stage_of(scene_host, 3);
	stage.status.now += 60 * SECOND;
	expect_row(&stage, STATUS_ROW, "");
	stage_end(&stage);
}

static void totals_are_bare_when_only_what_is_off_has_no_figure(void **state)
{
	struct scene scene = scene_host;
	struct stage stage;

	(void)state;
	scene.devices[0].negotiated = 0;
	scene.devices[0].code = -EAGAIN;
	stage = stage_of(scene, 3);
	expect_words(&stage, " kicks/s  4.40k ");
	expect_words(&stage, " wqes/s   421k ");
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(where_something_happens_each_second_the_reason_has_its_turn),
	cmocka_unit_test(an_event_that_had_its_turn_gets_no_second_one),
	cmocka_unit_test(a_row_that_is_just_selected_has_its_reason_said_at_once),
	cmocka_unit_test(on_a_wide_screen_both_stand_side_by_side),
	cmocka_unit_test(a_screen_that_nothing_else_draws_is_drawn_at_the_end_of_a_turn),
	cmocka_unit_test(between_rare_samples_an_event_leaves_when_it_is_old),
	cmocka_unit_test(a_stall_gives_no_turn_away_but_what_it_leaves_of_the_line),
	cmocka_unit_test(the_worse_an_event_is_the_longer_it_stays),
	cmocka_unit_test(long_words_are_cut_before_how_many_others_there_are),
	cmocka_unit_test(of_two_that_are_as_bad_the_newer_is_shown),
	cmocka_unit_test(that_one_queue_recovered_does_not_hide_that_another_is_stalled),
	cmocka_unit_test(other_news_do_not_hide_a_stall_but_its_end_does),
	cmocka_unit_test(scrape_errors_that_do_not_end_take_turns_too),
	cmocka_unit_test(a_clock_that_was_set_back_stops_no_turn),
	cmocka_unit_test(a_management_device_says_why_the_totals_are_dashes_and_what_to_do),
	cmocka_unit_test(a_management_device_says_what_the_totals_leave_out),
	cmocka_unit_test(totals_are_bare_when_only_what_is_off_has_no_figure),
};

UNIT_MAIN(status)
