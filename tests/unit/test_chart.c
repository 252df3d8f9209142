/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Charts as pictures, drawn before there was code for them: what happened when, and how much. Bars
 * have eight levels to a cell; the scale is the next round number.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "model/history.h"
#include "model/timeline.h"
#include "unit.h"
#include "view/chart.h"
#include "view/status.h"

#define NOON (1795348800 * CLOCK_SECOND) /* 2026-11-22 12:00:00 UTC */

/* A history, when it happened, and a place to draw it. */
struct board {
	struct timeline times;
	struct history history;
	struct frame frame;
	struct chart chart;
	struct view_status status;
	bool is_ascii;
};

static bool board_get(const void *context, size_t age, double *ret_value)
{
	return history_get(context, age, ret_value);
}

static void board_open(struct board *board)
{
	*board = (struct board){ .status = VIEW_STATUS_NONE };
	assert_int_equal(timeline_init(&board->times, 600), 0);
	history_init(&board->history, 600);
	board->chart = (struct chart){
		.times = &board->times, .get = board_get, .context = &board->history,
		.name = "foo0 tx 0", .unit = "wqes/s", .why = "this driver does not count elements",
		.note = "", .unit_time = CLOCK_SECOND, .zoom = 1,
	};
}

static void board_close(struct board *board)
{
	timeline_free(&board->times);
	history_free(&board->history);
	frame_free(&board->frame);
}

/* A sample MILLISECONDS after noon; a negative value is a gap. */
static void add(struct board *board, int64_t milliseconds, double value)
{
	timeline_add(&board->times, NOON + milliseconds * CLOCK_MILLISECOND);
	history_add(&board->history, value >= 0, value);
}

static void draw(struct board *board, int rows, int columns)
{
	struct pen pen = { &board->frame, { 0, 0, rows - 1, columns }, board->is_ascii, 0, 0, 0 };
	struct pen times = { &board->frame, { rows - 1, 0, 1, columns }, board->is_ascii, 0, 0, 0 };

	assert_int_equal(frame_resize(&board->frame, rows, columns), 0);
	chart_draw(&pen, &board->chart, &board->status);
	chart_draw_times(&times, &board->chart, &board->status);
}

static void expect(struct board *board, int columns, const char *const *picture, int rows)
{
	char text[2048];

	draw(board, rows, columns);
	for (int row = 0; row < rows; row++) {
		frame_row_text(&board->frame, row, text);
		assert_string_equal(text, picture[row]);
	}
}

#define EXPECT(board, columns, picture) \
	expect(board, columns, picture, (int)(sizeof(picture) / sizeof((picture)[0])))

/* 250 a second more each second, and a gap at the fourth. */
static void add_stairs(struct board *board)
{
	for (int i = 1; i <= 10; i++)
		add(board, i * 1000, i == 4 ? -1 : 250 * i);
}

static void bars_rise_with_the_rate_and_a_gap_is_blank(void **state)
{
	static const char *const picture[] = {
		" ─ foo0 tx 0 ─ wqes/s ─ now 2.50k  min 250  avg 1.42k  max 2.50k ────",
		"   3.00k                                                            ▃",
		"                                                                 ▃▅██",
		"   1.50k                                                       ▅█████",
		"       0                                                   ▃▅█ ██████",
		"                                      -30s                        now",
	};
	struct board board;

	(void)state;
	board_open(&board);
	add_stairs(&board);
	EXPECT(&board, 70, picture);
	board_close(&board);
}

static void in_ascii_bars_are_made_of_signs(void **state)
{
	static const char *const picture[] = {
		" - foo0 tx 0 - wqes/s - now 2.50k  min 250  avg 1.42k  max 2.50k ----",
		"   3.00k                                                            :",
		"                                                                 :=##",
		"   1.50k                                                       =#####",
		"       0                                                   :=# ######",
		"                                      -30s                        now",
	};
	struct board board;

	(void)state;
	board_open(&board);
	board.is_ascii = true;
	add_stairs(&board);
	EXPECT(&board, 70, picture);
	board_close(&board);
}

static void a_pause_takes_the_room_that_it_lasted(void **state)
{
	static const char *const picture[] = {
		" ─ foo0 tx 0 ─ wqes/s ─ now 800 ───────",
		"     800     █████                   ██",
		"       0     █████                   ██",
		"                                    now",
	};
	struct board board;

	(void)state;
	board_open(&board);
	for (int second = 1; second <= 5; second++)
		add(&board, second * 1000, 800);
	add(&board, 25000, 800);
	add(&board, 26000, 800);
	EXPECT(&board, 40, picture);
	board_close(&board);
}

/* A rate over four seconds held for four seconds. The first time it could have been a pause. */
static void samples_far_apart_fill_the_time_that_they_are_over(void **state)
{
	static const char *const picture[] = {
		" ─ foo0 tx 0 ─ wqes/s ─ now 50 ────────",
		"     100                 ██    ████",
		"       0                 ██   █████████",
		"                                    now",
	};
	struct board board;

	(void)state;
	board_open(&board);
	add(&board, 1000, 100);
	add(&board, 2000, 100);
	add(&board, 6000, 50);
	add(&board, 10000, 100);
	add(&board, 14000, 50);
	EXPECT(&board, 40, picture);
	board_close(&board);
}

static void nothing_is_the_lowest_bar_and_no_gap(void **state)
{
	static const char *const picture[] = {
		" ─ foo0 tx 0 ─ wqes/s ─ now –  max 0 ──",
		"       1",
		"       0                         ▁▁▁▁",
		"                                    now",
	};
	struct board board;

	(void)state;
	board_open(&board);
	for (int second = 1; second <= 6; second++)
		add(&board, second * 1000, second < 5 ? 0 : -1);
	EXPECT(&board, 40, picture);
	board_close(&board);
}

/* Of ten seconds in a cell the fastest is shown, and a cell stays what it is when time goes on. */
static void zoomed_out_a_cell_shows_the_largest_of_its_samples(void **state)
{
	static const char *const picture[] = {
		" ─ foo0 tx 0 ─ wqes/s ─ now 20  max 75",
		"      80                            ▇",
		"       0                         ▄▄▄█▄▄",
		" 10s/bar                            now",
	};
	struct board board;

	(void)state;
	board_open(&board);
	board.chart.zoom = 10;
	for (int second = 1; second <= 56; second++)
		add(&board, second * 1000, second == 37 ? 75 : 20);
	EXPECT(&board, 40, picture);
	board_close(&board);
}

static void of_the_past_the_clock_is_said(void **state)
{
	static const char *const picture[] = {
		" ─ foo0 tx 0 ─ wqes/s ─ 12:00:30 10  min 10  avg 10  max 10 ─────────",
		"      10                               ██████████████████████████████",
		"       0                               ██████████████████████████████",
		"                                      12:00:00               12:00:30",
	};
	struct board board;

	(void)state;
	board_open(&board);
	for (int second = 1; second <= 40; second++)
		add(&board, second * 1000, 10);
	board.chart.age = 10;
	EXPECT(&board, 70, picture);
	board_close(&board);
}

static void without_a_value_it_says_why(void **state)
{
	static const char *const picture[] = {
		" ─ foo0 tx 0 ─ wqes/s ─ now – ────────────────────",
		" this driver does not count elements",
		"",
		"                   -30s                        now",
	};
	struct board board;

	(void)state;
	board_open(&board);
	add(&board, 1000, -1);
	add(&board, 2000, -1);
	EXPECT(&board, 51, picture);
	board_close(&board);
}

static void samples_that_are_a_hair_early_or_late_leave_no_gap_and_no_doubles(void **state)
{
	static const char *const picture[] = {
		" ─ foo0 tx 0 ─ wqes/s ─ now 20  max 20",
		"      20                    █ █ █ █ █ █",
		"       0                   ████████████",
		"                                    now",
	};
	struct board board;

	(void)state;
	board_open(&board);
	for (int second = 1; second <= 12; second++)
		add(&board, second * 1000 + (second % 3 - 1) * 40, second % 2 ? 10 : 20);
	EXPECT(&board, 40, picture);
	board_close(&board);
}

static void a_clock_set_back_spoils_no_picture(void **state)
{
	struct board board;
	char before[512], after[512];

	(void)state;
	board_open(&board);
	add_stairs(&board);
	draw(&board, 4, 40);
	frame_row_text(&board.frame, 2, before);
	board_close(&board);
	board_open(&board);
	for (int i = 1; i <= 10; i++)
		add(&board, i * 1000 - (i < 7 ? 0 : 3600000), i == 4 ? -1 : 250 * i);
	draw(&board, 4, 40);
	frame_row_text(&board.frame, 2, after);
	assert_string_equal(after, before);
	board_close(&board);
}

static void a_wider_scale_is_the_next_round_number(void **state)
{
	static const struct {
		double most, scale;
	} cases[] = {
		{ 0, 1 },      { -1, 1 },       { 0.03, 0.03 },   { 0.031, 0.04 }, { 1, 1 },
		{ 1.01, 1.5 }, { 1.51, 2 },    { 2500, 3000 },  { 8000, 8000 },   { 8001, 10000 }, { 99.9, 100 },
		{ 6.1e9, 8e9 }, { 1e300, 1e300 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		double ratio = chart_scale(cases[i].most) / cases[i].scale;

		assert_true(ratio > 0.999999 && ratio < 1.000001);
	}
}

/* A chart in the middle of a frame full of crosses. */
static void expect_inside(struct board *board, const struct area *area)
{
	static const struct area everything = { 0, 0, 100, 200 };
	struct pen pen = { &board->frame, *area, board->is_ascii, 0, 0, 0 };

	assert_int_equal(frame_resize(&board->frame, area->rows + 2, area->columns + 4), 0);
	for (int row = 0; row < board->frame.rows; row++)
		for (int column = 0; column < board->frame.columns; column++)
			frame_put(&board->frame, &everything, row, column, STYLE_NORMAL, "+");
	chart_draw(&pen, &board->chart, &board->status);
	pen.row = pen.column = 0;
	chart_draw_times(&pen, &board->chart, &board->status);
	for (int row = 0; row < board->frame.rows; row++)
		for (int column = 0; column < board->frame.columns; column++)
			if (row < area->row || row >= area->row + area->rows || column < area->column ||
			    column >= area->column + area->columns)
				assert_string_equal(frame_at(&board->frame, row, column)->glyph, "+");
}

static void a_chart_never_leaves_its_area_at_any_size(void **state)
{
	static const size_t ages[] = { 0, 7, 99, 500 };
	struct board board;

	(void)state;
	board_open(&board);
	srand(7);
	for (int i = 0, time = 0; i < 100; i++) {
		time += rand() % 20 ? 1000 : rand() % 100000;
		add(&board, time, rand() % 9 ? rand() % 5000 : -1);
	}
	board.chart.name = "漢字漢字漢字漢字 rx 17";
	board.chart.note = "1-4 of 7";
	for (int rows = 0; rows <= 12; rows++) {
		for (int columns = 0; columns <= 110; columns++) {
			board.chart.age = ages[columns % 4];
			board.chart.zoom = 1 + rows * 3;
			expect_inside(&board, &(struct area){ 1, 2, rows, columns });
		}
	}
	board_close(&board);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(bars_rise_with_the_rate_and_a_gap_is_blank),
	cmocka_unit_test(in_ascii_bars_are_made_of_signs),
	cmocka_unit_test(a_pause_takes_the_room_that_it_lasted),
	cmocka_unit_test(samples_far_apart_fill_the_time_that_they_are_over),
	cmocka_unit_test(nothing_is_the_lowest_bar_and_no_gap),
	cmocka_unit_test(zoomed_out_a_cell_shows_the_largest_of_its_samples),
	cmocka_unit_test(of_the_past_the_clock_is_said),
	cmocka_unit_test(without_a_value_it_says_why),
	cmocka_unit_test(samples_that_are_a_hair_early_or_late_leave_no_gap_and_no_doubles),
	cmocka_unit_test(a_clock_set_back_spoils_no_picture),
	cmocka_unit_test(a_wider_scale_is_the_next_round_number),
	cmocka_unit_test(a_chart_never_leaves_its_area_at_any_size),
};

UNIT_MAIN(chart)
