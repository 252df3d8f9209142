/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keys that go about in a recording, and what the first line says of it at every width. */
#include "stage.h"
#include "screens.h"
#include "view/turns.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"

#include "unit.h"

/* 600 samples, of which number 45 is shown. */
static struct stage replay_stage(void)
{
	struct stage stage = stage_of(scene_host, 30);

	stage.status.replay = (struct view_replay){
		.is_replay = true, .sample = 45, .samples = 600, .speed = 1,
		.first = SCENE_NOW - 44 * CLOCK_SECOND, .last = SCENE_NOW + 555 * CLOCK_SECOND,
	};
	stage.status.no_change = stage.status.no_bind = "nothing can be changed in a replay";
	return stage;
}

static void expect_sample(struct stage *stage, const char *key, uint64_t sample, bool pauses)
{
	const struct view_seek *seek;

	assert_int_equal(press(stage, key), VIEW_SEEK);
	seek = view_get_seek(stage->view);
	assert_false(seek->is_time);
	assert_int_equal(seek->sample, sample);
	assert_int_equal(seek->pauses, pauses);
}

static void one_sample_on_and_one_back_stand_still_there(void **state)
{
	struct stage stage = replay_stage();

	(void)state;
	expect_sample(&stage, ".", 46, true);
	expect_sample(&stage, ",", 44, true);
	stage_end(&stage);
}

static void ten_on_and_back_start_and_end_play_on(void **state)
{
	struct stage stage = replay_stage();

	(void)state;
	expect_sample(&stage, "}", 55, false);
	expect_sample(&stage, "{", 35, false);
	expect_sample(&stage, "(", 1, false);
	expect_sample(&stage, ")", 600, false);
	stage.status.replay.sample = 7;
	expect_sample(&stage, "{", 1, false);
	stage.status.replay.sample = 595;
	expect_sample(&stage, "}", 600, false);
	stage_end(&stage);
}

static void two_keys_before_the_next_frame_go_two_samples_on(void **state)
{
	struct stage stage = replay_stage();

	(void)state;
	stage_draw(&stage);
	view_key(stage.view, stage.model, ".");
	assert_int_equal(view_key(stage.view, stage.model, "."), VIEW_SEEK);
	assert_int_equal(view_get_seek(stage.view)->sample, 47);
	stage_end(&stage);
}

/* A key that is held down goes on from where it is going. */
static void keys_count_from_the_sample_that_is_being_gone_to(void **state)
{
	struct stage stage = replay_stage();

	(void)state;
	stage.status.replay.is_seeking = true;
	stage.status.replay.sought = 50;
	expect_sample(&stage, ".", 51, true);
	expect_sample(&stage, "{", 40, false);
	stage_end(&stage);
}

static void past_the_ends_there_is_nothing_and_that_is_said(void **state)
{
	struct stage stage = replay_stage();

	(void)state;
	stage.status.replay.sample = 600;
	stage.status.replay.is_over = true;
	assert_int_equal(press(&stage, "."), VIEW_REDRAW);
	expect_words(&stage, "this is the last sample");
	press(&stage, "}");
	expect_words(&stage, "this is the last sample");
	assert_int_equal(press(&stage, "Z"), VIEW_REDRAW);
	expect_words(&stage, "the recording ends here; ( goes to its start");
	stage.status.replay.is_over = false;
	stage.status.replay.sample = 1;
	assert_int_equal(press(&stage, ","), VIEW_REDRAW);
	expect_words(&stage, "this is the first sample");
	stage.status.replay.sample = stage.status.replay.samples = 0;
	assert_int_equal(press(&stage, "("), VIEW_REDRAW);
	expect_words(&stage, "the recording has no sample");
	stage_end(&stage);
}

static void speed_doubles_and_halves_within_its_limits(void **state)
{
	struct stage stage = replay_stage();

	(void)state;
	assert_int_equal(press(&stage, "]"), VIEW_SPEED);
	assert_true(view_get_speed(stage.view) == 2);
	assert_int_equal(press(&stage, "["), VIEW_SPEED);
	assert_true(view_get_speed(stage.view) == 0.5);
	stage.status.replay.speed = 64;
	assert_int_equal(press(&stage, "]"), VIEW_REDRAW);
	expect_words(&stage, "64 times as fast as it was is the most");
	stage.status.replay.speed = 1.0 / 64;
	assert_int_equal(press(&stage, "["), VIEW_REDRAW);
	expect_words(&stage, "a 64th of its speed is the least");
	stage_end(&stage);
}

static void two_keys_before_the_next_frame_make_it_four_times_as_fast(void **state)
{
	struct stage stage = replay_stage();

	(void)state;
	stage_draw(&stage);
	view_key(stage.view, stage.model, "]");
	assert_int_equal(view_key(stage.view, stage.model, "]"), VIEW_SPEED);
	assert_true(view_get_speed(stage.view) == 4);
	stage_end(&stage);
}

static void a_line_takes_a_time_or_a_sample(void **state)
{
	struct stage stage = replay_stage();

	(void)state;
	press(&stage, ":");
	expect_words(&stage, "Go to: ");
	expect_words(&stage, "14:03:07, +30, -5m, #45");
	type_text(&stage, "#312");
	assert_int_equal(press(&stage, "Enter"), VIEW_SEEK);
	assert_int_equal(view_get_seek(stage.view)->sample, 312);
	assert_false(view_get_seek(stage.view)->pauses);
	press(&stage, ":");
	type_text(&stage, "14:05:00");
	assert_int_equal(press(&stage, "Enter"), VIEW_SEEK);
	assert_true(view_get_seek(stage.view)->is_time);
	assert_int_equal(view_get_seek(stage.view)->time, SCENE_NOW + 114 * CLOCK_SECOND - 1);
	stage_end(&stage);
}

static void a_line_with_what_is_no_place_is_not_taken(void **state)
{
	struct stage stage = replay_stage();

	(void)state;
	press(&stage, ":");
	type_text(&stage, "#601");
	expect_words(&stage, "no such sample: there are #1 to #600");
	assert_int_equal(press(&stage, "Enter"), VIEW_NOTHING);
	press(&stage, "^U");
	type_text(&stage, "15:00:00");
	expect_words(&stage, "not in the recording, which is 14:02:23 to 14:12:22");
	assert_int_equal(press(&stage, "Enter"), VIEW_NOTHING);
	press(&stage, "^U");
	assert_int_equal(press(&stage, "Enter"), VIEW_REDRAW);
	expect_no_words(&stage, "Go to: ");
	stage_end(&stage);
}

/* What is right when it is typed may be out of reach when it is through. */
static void a_place_is_looked_at_again_when_the_line_is_through(void **state)
{
	struct stage stage = replay_stage();

	(void)state;
	press(&stage, ":");
	type_text(&stage, "#600");
	stage.status.replay.samples = 500;
	assert_int_equal(press(&stage, "Enter"), VIEW_REDRAW);
	expect_words(&stage, "no such sample: there are #1 to #500");
	stage_end(&stage);
}

static void without_a_recording_the_keys_say_what_they_are_for(void **state)
{
	static const char *const keys[] = { ".", ",", "{", "}", "(", ")", ":" };
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		assert_int_equal(press(&stage, keys[i]), VIEW_REDRAW);
		expect_words(&stage, ": only in a replay of what was recorded (vdpatop --replay FILE)");
	}
	assert_int_equal(press(&stage, "]"), VIEW_DELAY);
	stage_end(&stage);
}

static void in_a_replay_nothing_is_changed_or_asked_for(void **state)
{
	static const char *const changes[] = { "F7", "F8", "F9" };
	struct stage stage = replay_stage();

	(void)state;
	press_all(&stage, "Down");
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		assert_int_equal(press(&stage, changes[i]), VIEW_REDRAW);
		expect_words(&stage, ": nothing can be changed in a replay");
	}
	expect_no_words(&stage, "Delete");
	expect_words(&stage, " . Step : Time ");
	press(&stage, "r");
	expect_words(&stage, "refresh: not in a replay, where samples come as they were recorded");
	press(&stage, "d");
	expect_words(&stage, "delay: not in a replay, where samples come as they were recorded");
	stage_end(&stage);
}

/* Ids are the same each time a recording is replayed. */
static void going_back_keeps_what_is_selected_tagged_folded_and_filtered(void **state)
{
	static const char *const picture[] = {
		MORE_ROWS,
		"*  ▸ foo1             virtio_vdpa eth3               3   4.40k    421k ok",
		MORE_ROWS,
		" F1 Help F2 Setup F3 Search F4 Filter F5 Tree F6 Sort . Step : Time F10 Quit",
		NULL,
	};
	struct stage stage = replay_stage();
	struct model *before = stage.model;

	(void)state;
	assert_true(row_with(&stage, "foo1") > 0);
	press_all(&stage, "/ f o o 1 Enter - Space Up F4 f o o Enter");
	stage.model = scene_model(&scene_host, 20);
	stage.status.replay.sample = 35;
	stage.status.replay.rounds = 1;
	expect_picture(&stage, picture);
	expect_row(&stage, 0, " vdpatop  REPLAY  hv17  filter: foo (2 of 2)        35/600  2026-11-22 14:03:07");
	model_free(before);
	stage_end(&stage);
}

/* 4 s of one, 4 s of the other, whatever was shown before; but the reason comes first for a row just selected. */
static void news_and_reasons_take_turns_by_the_samples_time_alone(void **state)
{
	const struct row_name one = { ROW_QUEUE, 1 }, other = { ROW_QUEUE, 2 };
	struct turns turns = { 0 };

	(void)state;
	for (int round = 0; round < 2; round++)
		for (int64_t second = 1; second < 16; second++)
			assert_int_equal(turns_take_replayed(&turns, one, SCENE_NOW + second * CLOCK_SECOND,
							     second * CLOCK_SECOND), second / 4 % 2);
	assert_true(turns_take_replayed(&turns, other, SCENE_NOW, 0));
	assert_true(turns_take_replayed(&turns, other, SCENE_NOW, 0));
	assert_false(turns_take_replayed(&turns, other, SCENE_NOW + CLOCK_SECOND, CLOCK_SECOND));
}

/* What waits for its turn on the status line would wait for ever, and wake the program all the time. */
static void a_replay_is_drawn_when_a_sample_comes_and_not_before(void **state)
{
	struct stage stage = stage_of(scene_host, 20);

	(void)state;
	stage.status.interval = 60 * CLOCK_SECOND;
	stage.status.replay = (struct view_replay){ .is_replay = true, .first = SCENE_NOW };
	expect_words(&stage, "▲ foo0: tx 0 (queue 1) stalled");
	assert_true(view_turn_end(stage.view) == 0);
	stage.status.replay = (struct view_replay){ 0 };
	stage_draw(&stage);
	assert_true(view_turn_end(stage.view) > 0);
	stage_end(&stage);
}

static void counting_from_a_moment_ends_with_going_back(void **state)
{
	struct stage stage = replay_stage();

	(void)state;
	press(&stage, "z");
	expect_words(&stage, "since 14:03:07");
	stage.status.replay.rounds = 1;
	expect_no_words(&stage, "since 14:03:07");
	expect_words(&stage, "these are totals again");
	stage_end(&stage);
}

static const char *first_line(struct stage *stage, int columns)
{
	assert_int_equal(frame_resize(&stage->frame, 24, columns), 0);
	stage_draw(stage);
	return row_text(stage, 0);
}

static void the_first_line_says_that_it_is_a_replay_of_whom_and_when(void **state)
{
	struct stage stage = replay_stage();

	(void)state;
	assert_string_equal(first_line(&stage, 80),
			    " vdpatop  REPLAY  hv17  Linux 6.12.117    sample 45 of 600  2026-11-22 14:03:07");
	stage.status.is_paused = true;
	stage.status.replay.speed = 0.25;
	assert_string_equal(first_line(&stage, 80),
			    " vdpatop  REPLAY  hv17      PAUSED  1/4×  sample 45 of 600  2026-11-22 14:03:07");
	assert_int_equal(style_of(&stage, "REPLAY"), STYLE_CAUTION);
	assert_int_equal(style_of(&stage, "PAUSED"), STYLE_PAUSED);
	assert_string_equal(first_line(&stage, 120),
			    " vdpatop  REPLAY  hv17  Linux 6.12.117  2 mgmtdevs  2 devices       PAUSED  1/4×  sample 45 of 600  2026-11-22 14:03:07");
	stage_end(&stage);
}

static void seeking_says_how_far_it_has_come_and_the_end_that_it_is_one(void **state)
{
	struct stage stage = replay_stage();

	(void)state;
	stage.status.replay.is_seeking = true;
	stage.status.replay.found = 0.434;
	stage.status.replay.speed = 8;
	assert_string_equal(first_line(&stage, 80),
			    " vdpatop  REPLAY  hv17   seeking 43%  8×  sample 45 of 600  2026-11-22 14:03:07");
	stage.status.replay.is_seeking = false;
	stage.status.replay.is_over = stage.status.is_paused = true;
	stage.status.replay.sample = 600;
	stage_in_ascii(&stage);
	assert_string_equal(first_line(&stage, 80),
			    " vdpatop  REPLAY  hv17          END  8x  sample 600 of 600  2026-11-22 14:03:07");
	stage_end(&stage);
}

/* A demo's host is made up, recorded or not. */
static void the_recording_of_a_demo_is_called_one(void **state)
{
	struct stage stage = replay_stage();

	(void)state;
	stage.status.is_demo = true;
	assert_string_equal(first_line(&stage, 80),
			    " vdpatop  REPLAY  DEMO  2 mgmtdevs        sample 45 of 600  2026-11-22 14:03:07");
	stage_end(&stage);
}

static void where_the_time_stands_it_says_that_it_is_a_replay_and_of_whom(void **state)
{
	struct stage stage = replay_stage();

	(void)state;
	stage.status.host = "hypervisor-17.example";
	stage.status.is_paused = true;
	stage.status.replay.speed = 64;
	for (int columns = 1; columns <= 200; columns++) {
		const char *line = first_line(&stage, columns);
		bool has_time = strstr(line, "14:03:07");

		if (has_time != (columns >= 62))
			fail_msg("%d: %s", columns, line);
		if (has_time && (!strstr(line, "REPLAY  hypervisor-") || !strstr(line, "PAUSED") ||
				 !strstr(line, "64×") || !(strstr(line, "45/600") || strstr(line, "45 of 600"))))
			fail_msg("%d: %s", columns, line);
		if (columns >= 8 && !strstr(line, "REPLAY"))
			fail_msg("%d: %s", columns, line);
	}
	assert_string_equal(first_line(&stage, 62), " vdpatop  REPLAY  hypervisor-…  PAUSED  64×  45/600  14:03:07");
	stage_end(&stage);
}

static void who_has_nothing_else_to_read_is_told_the_keys(void **state)
{
	struct stage stage = replay_stage();

	(void)state;
	press_all(&stage, "Down Down Down");
	expect_no_words(&stage, "goes one sample");
	stage.status.is_paused = true;
	expect_words(&stage, ".  next sample   ,  the one before   :  to a time   Z  play");
	stage.status.replay.is_over = true;
	expect_words(&stage, "the recording ends here   ,  the sample before   :  to a time   (  to the start");
	stage_end(&stage);
}

static void a_run_that_is_recorded_says_so_and_that_it_is_not_any_more(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	stage.status.record = VIEW_RECORDS;
	assert_string_equal(first_line(&stage, 80),
			    " vdpatop  hv17  Linux 6.12.117  2 mgmtdevs  2 devices     ● rec  1.0s  14:03:07");
	assert_int_equal(style_of(&stage, "● rec"), STYLE_CAUTION);
	assert_string_equal(first_line(&stage, 120),
			    " vdpatop  hv17  Linux 6.12.117  2 mgmtdevs  2 devices  6 queues                                   ● rec  1.0s  14:03:07");
	stage_in_ascii(&stage);
	assert_string_equal(first_line(&stage, 80),
			    " vdpatop  hv17  Linux 6.12.117  2 mgmtdevs  2 devices       rec  1.0s  14:03:07");
	stage.status.record = VIEW_RECORDS_NO_MORE;
	assert_string_equal(first_line(&stage, 80),
			    " vdpatop  hv17  Linux 6.12.117  2 mgmtdevs  2 devices     ! rec  1.0s  14:03:07");
	assert_int_equal(style_of(&stage, "! rec"), STYLE_BAD);
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(one_sample_on_and_one_back_stand_still_there),
	cmocka_unit_test(ten_on_and_back_start_and_end_play_on),
	cmocka_unit_test(two_keys_before_the_next_frame_go_two_samples_on),
	cmocka_unit_test(keys_count_from_the_sample_that_is_being_gone_to),
	cmocka_unit_test(past_the_ends_there_is_nothing_and_that_is_said),
	cmocka_unit_test(speed_doubles_and_halves_within_its_limits),
	cmocka_unit_test(two_keys_before_the_next_frame_make_it_four_times_as_fast),
	cmocka_unit_test(a_line_takes_a_time_or_a_sample),
	cmocka_unit_test(a_line_with_what_is_no_place_is_not_taken),
	cmocka_unit_test(a_place_is_looked_at_again_when_the_line_is_through),
	cmocka_unit_test(without_a_recording_the_keys_say_what_they_are_for),
	cmocka_unit_test(in_a_replay_nothing_is_changed_or_asked_for),
	cmocka_unit_test(going_back_keeps_what_is_selected_tagged_folded_and_filtered),
	cmocka_unit_test(news_and_reasons_take_turns_by_the_samples_time_alone),
	cmocka_unit_test(a_replay_is_drawn_when_a_sample_comes_and_not_before),
	cmocka_unit_test(counting_from_a_moment_ends_with_going_back),
	cmocka_unit_test(the_first_line_says_that_it_is_a_replay_of_whom_and_when),
	cmocka_unit_test(seeking_says_how_far_it_has_come_and_the_end_that_it_is_one),
	cmocka_unit_test(the_recording_of_a_demo_is_called_one),
	cmocka_unit_test(where_the_time_stands_it_says_that_it_is_a_replay_and_of_whom),
	cmocka_unit_test(who_has_nothing_else_to_read_is_told_the_keys),
	cmocka_unit_test(a_run_that_is_recorded_says_so_and_that_it_is_not_any_more),
};

UNIT_MAIN(player)
