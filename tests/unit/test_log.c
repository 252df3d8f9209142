/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The event log: moving about in it, searching, filtering, and going where something happened. */
#include "view/log.h"

#include <stdio.h>

#include "stage.h"
#include "unit.h"

#define SECOND INT64_C(1000000000)
#define STATUS_ROW 22

/* A log with COUNT events, one a second, every fifth a warning and every tenth an error. */
static struct stage log_stage(int count)
{
	struct stage stage = stage_of(scene_host, 2);
	char words[64];

	for (int i = 1; i <= count; i++) {
		snprintf(words, sizeof(words), "event %d happened", i);
		model_add_event(stage.model, stage.status.now - (count - i) * SECOND,
				i % 10 == 0 ? MODEL_EVENT_ERROR :
				i % 5 == 0  ? MODEL_EVENT_LOST :
					      MODEL_EVENT_ADDED,
				words);
	}
	press(&stage, "e");
	return stage;
}

static void happen(struct stage *stage, const char *words)
{
	model_add_event(stage->model, stage->status.now, MODEL_EVENT_ADDED, words);
	stage_draw(stage);
}

static void expect_selected(struct stage *stage, const char *words)
{
	expect_words(stage, words);
	assert_int_equal(style_of(stage, words), STYLE_SELECTED);
}

static void an_empty_log_says_so(void **state)
{
	struct stage stage = log_stage(0);

	(void)state;
	expect_row(&stage, 2, " ─ Event log ──────────────────────────────────────────────────────────────────");
	expect_row(&stage, 3, " Nothing has happened since vdpatop was started.");
	press(&stage, "e");
	expect_words(&stage, " DEVICE ");
	stage_end(&stage);
}

static void it_follows_the_newest_until_somebody_scrolls(void **state)
{
	struct stage stage = log_stage(40);

	(void)state;
	expect_row(&stage, 3, " 14:02:49   18s   event 22 happened");
	expect_row(&stage, 21, " 14:03:07  0.0s ▲ event 40 happened");
	happen(&stage, "the newest");
	expect_row(&stage, 21, " 14:03:07  0.0s   the newest");
	press(&stage, "Up");
	expect_selected(&stage, "event 40 happened");
	happen(&stage, "one more");
	expect_row(&stage, 21, " 14:03:07  0.0s   the newest");
	expect_selected(&stage, "event 40 happened");
	press(&stage, "End");
	expect_selected(&stage, "one more");
	happen(&stage, "and one more");
	expect_selected(&stage, "and one more");
	stage_end(&stage);
}

static void the_selection_stays_on_its_event_when_old_ones_are_forgotten(void **state)
{
	struct stage stage = log_stage(1000);

	(void)state;
	press(&stage, "PgUp");
	expect_selected(&stage, "event 982 happened");
	for (int i = 0; i < 900; i++)
		happen(&stage, "flood");
	expect_selected(&stage, "event 982 happened");
	for (int i = 0; i < 900; i++)
		happen(&stage, "flood");
	expect_words(&stage, "flood");
	expect_no_words(&stage, "happened");
	press(&stage, "Home");
	stage_end(&stage);
}

static void pages_go_by_screens_and_halves(void **state)
{
	struct stage stage = log_stage(100);

	(void)state;
	press(&stage, "PgUp");
	expect_selected(&stage, "event 82 happened");
	press(&stage, "^U");
	expect_selected(&stage, "event 73 happened");
	press(&stage, "Home");
	expect_selected(&stage, "event 1 happened");
	expect_row(&stage, 3, " 14:01:28 1m39s   event 1 happened");
	press(&stage, "^D");
	press(&stage, "PgDn");
	expect_selected(&stage, "event 28 happened");
	press(&stage, "j");
	press(&stage, "k");
	expect_selected(&stage, "event 28 happened");
	stage_end(&stage);
}

static void a_key_leaves_only_warnings_and_errors_then_only_errors_then_all(void **state)
{
	struct stage stage = log_stage(25);

	(void)state;
	press(&stage, "l");
	expect_row(&stage, 2, " ─ Event log ─ warnings and errors (5 of 25) ──────────────────────────────────");
	expect_row(&stage, 3, " 14:02:47   20s △ event 5 happened");
	expect_row(&stage, 7, " 14:03:07  0.0s △ event 25 happened");
	press(&stage, "l");
	expect_row(&stage, 2, " ─ Event log ─ errors (2 of 25) ───────────────────────────────────────────────");
	expect_row(&stage, 4, " 14:03:02  5.0s ▲ event 20 happened");
	assert_int_equal(style_of(&stage, "▲ event 10"), STYLE_BAD);
	press(&stage, "l");
	expect_row(&stage, 2, " ─ Event log ──────────────────────────────────────────────────────────────────");
	stage_in_ascii(&stage);
	expect_words(&stage, "s ! event 10 happened");
	expect_words(&stage, "s * event 15 happened");
	stage_end(&stage);
}

static void where_none_is_that_bad_it_says_how_to_see_the_others(void **state)
{
	struct stage stage = log_stage(4);

	(void)state;
	press(&stage, "l");
	expect_row(&stage, 3, " No warnings and errors among 4 events. l shows others.");
	press(&stage, "Up");
	press(&stage, "Enter");
	press(&stage, "n");
	stage_end(&stage);
}

static void a_search_finds_the_newest_first_and_n_goes_on(void **state)
{
	struct stage stage = log_stage(40);

	(void)state;
	press(&stage, "/");
	type_text(&stage, "EVENT 1");
	expect_words(&stage, "event 19 happened");
	assert_int_equal(style_of(&stage, "event 19"), STYLE_MATCH);
	press(&stage, "Enter");
	expect_words(&stage, " ─ Event log ─ search: EVENT 1 ────");
	press(&stage, "N");
	press(&stage, "N");
	expect_selected(&stage, "7 happened");
	press(&stage, "n");
	expect_selected(&stage, "8 happened");
	press(&stage, "n");
	press(&stage, "n");
	expect_row(&stage, 3, " 14:02:28   39s   event 1 happened");
	press(&stage, "Esc");
	expect_no_words(&stage, "search:");
	expect_words(&stage, "Event log");
	press(&stage, "Esc");
	expect_no_words(&stage, "Event log");
	stage_end(&stage);
}

static void what_a_search_found_stays_selected_whatever_comes(void **state)
{
	struct stage stage = log_stage(40);

	(void)state;
	press(&stage, "/");
	type_text(&stage, "event 40");
	press(&stage, "Enter");
	happen(&stage, "the newest");
	assert_int_equal(frame_at(&stage.frame, row_with(&stage, "event 40 happened"), 0)->style, STYLE_SELECTED);
	press(&stage, "Down");
	expect_selected(&stage, "the newest");
	stage_end(&stage);
}

static void a_search_may_be_an_expression_and_a_wrong_one_is_named(void **state)
{
	struct stage stage = log_stage(40);

	(void)state;
	press(&stage, "/");
	type_text(&stage, "/t 1[23] h/");
	expect_words(&stage, "event 13 happened");
	assert_int_equal(style_of(&stage, "t 13 h"), STYLE_MATCH);
	press(&stage, "Esc");
	press(&stage, "/");
	type_text(&stage, "/[");
	assert_true(row_with(&stage, "Search: /[") == STATUS_ROW);
	expect_no_words(&stage, "words or /regex/");
	press(&stage, "Esc");
	expect_no_words(&stage, "search:");
	stage_end(&stage);
}

static void what_no_event_says_is_not_found(void **state)
{
	struct stage stage = log_stage(3);

	(void)state;
	press(&stage, "n");
	expect_row(&stage, STATUS_ROW, " nothing is searched for yet");
	press(&stage, "/");
	type_text(&stage, "unicorn");
	press(&stage, "Enter");
	expect_row(&stage, STATUS_ROW, " no event matches");
	press(&stage, "n");
	expect_row(&stage, STATUS_ROW, " no event matches");
	stage_end(&stage);
}

static void an_event_is_found_by_its_kind_and_its_level(void **state)
{
	struct stage stage = log_stage(25);

	(void)state;
	press(&stage, "/");
	type_text(&stage, "lost");
	expect_selected(&stage, "event 25 happened");
	press(&stage, "Enter");
	press(&stage, "N");
	expect_selected(&stage, "event 15 happened");
	stage_end(&stage);
}

static void what_does_not_fit_is_said_whole_below(void **state)
{
	struct stage stage = log_stage(30);

	(void)state;
	happen(&stage, "vdpa dev add name foo9 mgmtdev pci/0000:03:00.2 mac 52:54:00:12:34:56: "
		       "Operation not supported (EOPNOTSUPP, after 3.4s): no such thing here");
	expect_row(&stage, 18, " 14:03:07  0.0s   vdpa dev add name foo9 mgmtdev pci/0000:03:00.2 mac 52:54:00:…");
	expect_row(&stage, 19, " ──────────────────────────────────────────────────────────────────────────────");
	expect_row(&stage, 20, " vdpa dev add name foo9 mgmtdev pci/0000:03:00.2 mac 52:54:00:12:34:56:");
	expect_row(&stage, 21, " Operation not supported (EOPNOTSUPP, after 3.4s): no such thing here");
	press(&stage, "Up");
	expect_row(&stage, 19, " 14:03:06  1.0s   event 29 happened");
	stage_end(&stage);
}

static void a_narrow_screen_keeps_the_words(void **state)
{
	struct stage stage = log_stage(3);

	(void)state;
	assert_int_equal(frame_resize(&stage.frame, 10, 40), 0);
	expect_row(&stage, 3, " 14:03:05   event 1 happened");
	assert_int_equal(frame_resize(&stage.frame, 10, 30), 0);
	expect_row(&stage, 3, "   event 1 happened");
	assert_int_equal(frame_resize(&stage.frame, 10, 12), 0);
	expect_row(&stage, 3, "  event 1 h…");
	for (int rows = 1; rows < 12; rows++)
		for (int columns = 1; columns < 60; columns++) {
			assert_int_equal(frame_resize(&stage.frame, rows, columns), 0);
			stage_draw(&stage);
		}
	stage_end(&stage);
}

static void enter_selects_the_queue_in_the_tree_that_stalled(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	press(&stage, "*");
	expect_no_words(&stage, "tx 0  ");
	press(&stage, "e");
	expect_row(&stage, 3, " 14:02:41   26s ▲ foo0: tx 0 (queue 1) stalled");
	press(&stage, "Enter");
	expect_selected(&stage, "tx 0  ");
	expect_words(&stage, "─ foo0 tx 0 ─");
	stage_end(&stage);
}

static void an_event_about_what_is_gone_says_so(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	stage.scene.device_count = 1;
	pass_a_second(&stage);
	press(&stage, "e");
	expect_selected(&stage, "foo1 was removed");
	press(&stage, "Enter");
	expect_row(&stage, STATUS_ROW, " what this event is about is gone");
	model_add_event(stage.model, stage.status.now, MODEL_EVENT_ERROR, "the host worker died");
	press(&stage, "Enter");
	expect_row(&stage, STATUS_ROW, " this event is about nothing that stands in the tree");
	stage_end(&stage);
}

static void a_click_selects_and_a_double_click_goes_there(void **state)
{
	struct stage stage = stage_of(scene_host, 30);
	struct view_mouse mouse = { 3, 20, VIEW_MOUSE_PRESS };

	(void)state;
	happen(&stage, "foo9 was added");
	press(&stage, "e");
	assert_int_equal(view_mouse(stage.view, stage.model, &mouse), VIEW_REDRAW);
	expect_selected(&stage, "foo0: tx 0 (queue 1) stalled");
	mouse.kind = VIEW_MOUSE_DOUBLE;
	view_mouse(stage.view, stage.model, &mouse);
	expect_words(&stage, "─ foo0 tx 0 ─");
	stage_end(&stage);
}

static void the_status_line_does_not_repeat_what_stands_above_it(void **state)
{
	struct stage stage = log_stage(3);

	(void)state;
	expect_row(&stage, STATUS_ROW, "");
	stage.scene.errors = 1;
	stage.scene.reason = "an answer was cut short";
	pass_a_second(&stage);
	expect_row(&stage, STATUS_ROW, " 1 scrape error: an answer was cut short");
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(an_empty_log_says_so),
	cmocka_unit_test(it_follows_the_newest_until_somebody_scrolls),
	cmocka_unit_test(the_selection_stays_on_its_event_when_old_ones_are_forgotten),
	cmocka_unit_test(pages_go_by_screens_and_halves),
	cmocka_unit_test(a_key_leaves_only_warnings_and_errors_then_only_errors_then_all),
	cmocka_unit_test(where_none_is_that_bad_it_says_how_to_see_the_others),
	cmocka_unit_test(a_search_finds_the_newest_first_and_n_goes_on),
	cmocka_unit_test(what_a_search_found_stays_selected_whatever_comes),
	cmocka_unit_test(a_search_may_be_an_expression_and_a_wrong_one_is_named),
	cmocka_unit_test(what_no_event_says_is_not_found),
	cmocka_unit_test(an_event_is_found_by_its_kind_and_its_level),
	cmocka_unit_test(what_does_not_fit_is_said_whole_below),
	cmocka_unit_test(a_narrow_screen_keeps_the_words),
	cmocka_unit_test(enter_selects_the_queue_in_the_tree_that_stalled),
	cmocka_unit_test(an_event_about_what_is_gone_says_so),
	cmocka_unit_test(a_click_selects_and_a_double_click_goes_there),
	cmocka_unit_test(the_status_line_does_not_repeat_what_stands_above_it),
};

UNIT_MAIN(log)
