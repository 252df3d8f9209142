/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The grid of cells, the division of the screen, and the choice of columns. */
#include "view/frame.h"
#include "view/layout.h"

#include <string.h>

#include "unit.h"

static void expect_row(const struct frame *frame, int row, const char *expected)
{
	char text[4096];

	assert_true(frame_row_size(frame) <= sizeof(text));
	frame_row_text(frame, row, text);
	assert_string_equal(text, expected);
}

static struct frame frame_of(int rows, int columns)
{
	struct frame frame = { 0 };

	assert_int_equal(frame_resize(&frame, rows, columns), 0);
	return frame;
}

static void text_that_does_not_fit_into_its_area_is_lost_and_nothing_else_is_touched(void **state)
{
	struct frame frame = frame_of(3, 10);
	struct area area = { 1, 2, 1, 5 };

	(void)state;
	assert_int_equal(frame_put(&frame, &area, 0, 3, STYLE_NORMAL, "abcdef"), 5);
	frame_put(&frame, &area, 1, 0, STYLE_NORMAL, "below");
	frame_put(&frame, &area, -1, 0, STYLE_NORMAL, "above");
	expect_row(&frame, 0, "");
	expect_row(&frame, 1, "     ab");
	expect_row(&frame, 2, "");
	frame_free(&frame);
}

static void an_area_larger_than_the_frame_is_cut(void **state)
{
	struct frame frame = frame_of(1, 4);
	struct area area = { 0, 1, 9, 90 };

	(void)state;
	frame_put(&frame, &area, 0, 0, STYLE_NORMAL, "abcdef");
	frame_put(&frame, &area, 1, 0, STYLE_NORMAL, "abcdef");
	expect_row(&frame, 0, " abc");
	frame_free(&frame);
}

static void a_wide_character_is_never_cut_in_two(void **state)
{
	struct frame frame = frame_of(1, 5);
	struct area area = { 0, 0, 1, 5 };

	(void)state;
	frame_put(&frame, &area, 0, 0, STYLE_NORMAL, "漢字漢");
	expect_row(&frame, 0, "漢字");
	frame_put(&frame, &area, 0, 1, STYLE_NORMAL, "x");
	expect_row(&frame, 0, " x字");
	frame_put(&frame, &area, 0, 2, STYLE_NORMAL, "y");
	expect_row(&frame, 0, " xy");
	frame_clear(&frame);
	frame_put(&frame, &area, 0, 0, STYLE_NORMAL, "漢字");
	frame_put(&frame, &area, 0, 0, STYLE_NORMAL, "x");
	expect_row(&frame, 0, "x 字");
	assert_int_equal(frame_at(&frame, 0, 1)->width, 1);
	frame_free(&frame);
}

static void a_combining_character_joins_the_cell_before_it(void **state)
{
	struct frame frame = frame_of(1, 5);
	struct area area = { 0, 0, 1, 5 };

	(void)state;
	assert_int_equal(frame_put(&frame, &area, 0, 0, STYLE_NORMAL, "e\xcc\x81t"), 2);
	assert_string_equal(frame_at(&frame, 0, 0)->glyph, "e\xcc\x81");
	assert_string_equal(frame_at(&frame, 0, 1)->glyph, "t");
	frame_free(&frame);
}

static void many_combining_characters_do_not_overrun_a_cell(void **state)
{
	struct frame frame = frame_of(1, 2);
	struct area area = { 0, 0, 1, 2 };
	static const char text[] = "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81";

	(void)state;
	frame_put(&frame, &area, 0, 0, STYLE_NORMAL, text);
	assert_in_range(strlen(frame_at(&frame, 0, 0)->glyph), 1, FRAME_GLYPH_SIZE - 1);
	assert_string_equal(frame_at(&frame, 0, 1)->glyph, " ");
	frame_free(&frame);
}

static void a_control_character_never_gets_into_a_frame(void **state)
{
	struct frame frame = frame_of(1, 8);
	struct area area = { 0, 0, 1, 8 };

	(void)state;
	frame_put(&frame, &area, 0, 0, STYLE_NORMAL, "a\x1b[\n\xff\xc2\x9b");
	expect_row(&frame, 0, "a?[????");
	frame_free(&frame);
}

static void areas_cover_every_screen_without_a_gap_or_an_overlap(void **state)
{
	(void)state;
	for (int rows = 1; rows <= 60; rows++) {
		for (int i = 0; i <= 17; i++) {
			bool has_input = i > 8;
			struct layout layout = layout_divide(rows, 80, true, i % 9, has_input);
			const struct area *areas = &layout.header;
			int row = 0;

			for (size_t k = 0; k < sizeof(layout) / sizeof(*areas); k++) {
				assert_int_equal(areas[k].row, row);
				assert_true(areas[k].rows >= 0);
				row += areas[k].rows;
			}
			assert_int_equal(row, rows);
			assert_true(layout.status.rows == 1 || !has_input);
		}
	}
}

static void the_banner_comes_first_on_a_screen_of_one_row_and_the_tree_on_one_without(void **state)
{
	(void)state;
	assert_int_equal(layout_divide(1, 80, true, 3, false).banner.rows, 1);
	assert_int_equal(layout_divide(1, 80, true, 0, false).body.rows, 1);
	assert_int_equal(layout_divide(24, 80, true, 3, false).banner.rows, 3);
}

static void a_screen_of_24_rows_has_every_part(void **state)
{
	struct layout layout = layout_divide(24, 80, true, 0, false);
	struct layout_body body = layout_body(&layout.body, true, 0);

	(void)state;
	assert_int_equal(layout.header.rows, 1);
	assert_int_equal(layout.totals.rows, 1);
	assert_int_equal(body.titles.rows, 1);
	assert_int_equal(body.tree.rows, 13);
	assert_int_equal(body.detail.rows, 6);
	assert_int_equal(layout.status.rows, 1);
	assert_int_equal(layout.keys.rows, 1);
}

static const struct layout_column columns[] = {
	{ 1, 30, 0, 0 }, { 5, 5, 3, 10 }, { 7, 20, 2, 10 }, { 9, 9, 1, 6 },
};

#define COLUMNS (sizeof(columns) / sizeof(columns[0]))

static void columns_never_take_more_than_the_screen_has(void **state)
{
	(void)state;
	for (int width = 1; width <= 200; width++) {
		int widths[COLUMNS];
		int sum = layout_margin(width) - 1;

		layout_columns(width, columns, COLUMNS, widths);
		for (size_t i = 0; i < COLUMNS; i++)
			sum += widths[i] ? widths[i] + 1 : 0;
		assert_true(widths[0] >= 1);
		assert_true(sum <= width);
	}
}

static void a_wider_screen_never_shows_fewer_columns(void **state)
{
	size_t shown = 0;

	(void)state;
	for (int width = 1; width <= 200; width++) {
		int widths[COLUMNS];
		size_t now = 0;

		layout_columns(width, columns, COLUMNS, widths);
		for (size_t i = 0; i < COLUMNS; i++)
			now += widths[i] > 0;
		assert_true(now >= shown);
		shown = now;
	}
	assert_int_equal(shown, COLUMNS);
}

static void columns_come_by_priority(void **state)
{
	int widths[COLUMNS];

	(void)state;
	layout_columns(30, columns, COLUMNS, widths);
	assert_int_equal(widths[3], 9);
	assert_int_equal(widths[2], 7);
	assert_int_equal(widths[1], 0);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(text_that_does_not_fit_into_its_area_is_lost_and_nothing_else_is_touched),
	cmocka_unit_test(an_area_larger_than_the_frame_is_cut),
	cmocka_unit_test(a_wide_character_is_never_cut_in_two),
	cmocka_unit_test(a_combining_character_joins_the_cell_before_it),
	cmocka_unit_test(many_combining_characters_do_not_overrun_a_cell),
	cmocka_unit_test(a_control_character_never_gets_into_a_frame),
	cmocka_unit_test(areas_cover_every_screen_without_a_gap_or_an_overlap),
	cmocka_unit_test(the_banner_comes_first_on_a_screen_of_one_row_and_the_tree_on_one_without),
	cmocka_unit_test(a_screen_of_24_rows_has_every_part),
	cmocka_unit_test(columns_never_take_more_than_the_screen_has),
	cmocka_unit_test(a_wider_screen_never_shows_fewer_columns),
	cmocka_unit_test(columns_come_by_priority),
};

UNIT_MAIN(frame)
