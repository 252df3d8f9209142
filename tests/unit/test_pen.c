/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small drawings: sparklines, fields, pairs that flow, features; and the sets behind the tree. */
#include "view/draw.h"

#include <string.h>

#include "vdpa/numbers.h"

#include "unit.h"

#define ROWS 4
#define COLUMNS 60

struct sheet {
	struct frame frame;
	struct pen pen;
};

static void sheet_open(struct sheet *sheet, int rows, int columns)
{
	*sheet = (struct sheet){ 0 };
	assert_int_equal(frame_resize(&sheet->frame, rows, columns), 0);
	sheet->pen.frame = &sheet->frame;
	sheet->pen.area = (struct area){ 0, 0, rows, columns };
}

static void expect_row(struct sheet *sheet, int row, const char *expected)
{
	char text[COLUMNS * FRAME_GLYPH_SIZE];

	frame_row_text(&sheet->frame, row, text);
	assert_string_equal(text, expected);
}

/* Values by age, the newest first; a negative one is a gap, 100 ends them. */
static bool value_of(const void *context, size_t age, double *ret_value)
{
	const double *values = context;

	for (size_t i = 0; i <= age; i++)
		if (values[i] > 99)
			return false;
	if (values[age] < 0)
		return false;
	*ret_value = values[age];
	return true;
}

static void a_sparkline_rises_with_its_values_and_nothing_is_its_lowest_level(void **state)
{
	static const double values[] = { 60, 50, 40, 30, 20, 10, 0, 100 };
	struct sheet sheet;

	(void)state;
	sheet_open(&sheet, ROWS, COLUMNS);
	pen_sparkline(&sheet.pen, STYLE_GRAPH, 10, value_of, values);
	pen_put(&sheet.pen, STYLE_NORMAL, "|");
	expect_row(&sheet, 0, "▁▂▃▄▅▆▇   |");
	frame_free(&sheet.frame);
}

static void a_gap_in_a_sparkline_is_a_blank_and_not_a_zero(void **state)
{
	static const double values[] = { 10, -1, 10, 100 };
	struct sheet sheet;

	(void)state;
	sheet_open(&sheet, ROWS, COLUMNS);
	sheet.pen.is_ascii = true;
	pen_sparkline(&sheet.pen, STYLE_GRAPH, 3, value_of, values);
	expect_row(&sheet, 0, "* *");
	frame_free(&sheet.frame);
}

static void a_field_takes_its_width_whatever_is_in_it(void **state)
{
	struct sheet sheet;

	(void)state;
	sheet_open(&sheet, ROWS, COLUMNS);
	pen_field(&sheet.pen, STYLE_NORMAL, "ab", 4, false);
	pen_field(&sheet.pen, STYLE_NORMAL, "cd", 4, true);
	pen_field(&sheet.pen, STYLE_NORMAL, "efghij", 4, true);
	pen_field(&sheet.pen, STYLE_NORMAL, "漢字漢", 4, false);
	pen_put(&sheet.pen, STYLE_NORMAL, "|");
	expect_row(&sheet, 0, "ab    cdefg…漢… |");
	frame_free(&sheet.frame);
}

static void a_pair_that_does_not_fit_goes_to_the_next_row(void **state)
{
	struct sheet sheet;

	(void)state;
	sheet_open(&sheet, ROWS, 20);
	sheet.pen.column = 1;
	draw_pair(&sheet.pen, "mac", "52:54:00");
	draw_pair(&sheet.pen, "none", "");
	draw_pair(&sheet.pen, "mtu", "9000");
	expect_row(&sheet, 0, " mac 52:54:00");
	expect_row(&sheet, 1, " mtu 9000");
	frame_free(&sheet.frame);
}

/* MAC, MRG_RXBUF, MQ and VERSION_1 of a net device (virtio spec 5.1.3, 6). */
#define MAC (UINT64_C(1) << 5)
#define MRG_RXBUF (UINT64_C(1) << 15)
#define MQ (UINT64_C(1) << 22)
#define VERSION_1 (UINT64_C(1) << 32)

static void a_feature_stands_once_with_the_farthest_it_got(void **state)
{
	struct sheet sheet;

	(void)state;
	sheet_open(&sheet, ROWS, COLUMNS);
	draw_features(&sheet.pen, VDPA_CLASS_NET, VERSION_1, VERSION_1 | MAC,
		      VERSION_1 | MAC | MRG_RXBUF);
	expect_row(&sheet, 0, "features  ● negotiated  ○ provisioned only  · supported only");
	expect_row(&sheet, 1, "   ● VERSION_1  ○ MAC  · MRG_RXBUF");
	frame_free(&sheet.frame);
}

static void features_without_room_are_counted(void **state)
{
	struct sheet sheet;

	(void)state;
	sheet_open(&sheet, 2, 30);
	draw_features(&sheet.pen, VDPA_CLASS_NET, MAC | MRG_RXBUF | VERSION_1 | 1, 0, 0);
	expect_row(&sheet, 0, "features  ● negotiated");
	expect_row(&sheet, 1, "   ● CSUM  ● MAC  … 2 more");
	frame_free(&sheet.frame);
}

static void after_one_feature_without_room_no_shorter_one_steps_in(void **state)
{
	struct sheet sheet;

	(void)state;
	sheet_open(&sheet, 2, 30);
	draw_features(&sheet.pen, VDPA_CLASS_NET, 1 | MRG_RXBUF | MQ, 0, 0);
	expect_row(&sheet, 1, "   ● CSUM  … 2 more");
	frame_free(&sheet.frame);
}

static void nothing_is_said_of_features_where_none_are_known(void **state)
{
	struct sheet sheet;

	(void)state;
	sheet_open(&sheet, ROWS, COLUMNS);
	draw_features(&sheet.pen, VDPA_CLASS_NET, 0, 0, 0);
	expect_row(&sheet, 0, "");
	frame_free(&sheet.frame);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_sparkline_rises_with_its_values_and_nothing_is_its_lowest_level),
	cmocka_unit_test(a_gap_in_a_sparkline_is_a_blank_and_not_a_zero),
	cmocka_unit_test(a_field_takes_its_width_whatever_is_in_it),
	cmocka_unit_test(a_pair_that_does_not_fit_goes_to_the_next_row),
	cmocka_unit_test(a_feature_stands_once_with_the_farthest_it_got),
	cmocka_unit_test(features_without_room_are_counted),
	cmocka_unit_test(after_one_feature_without_room_no_shorter_one_steps_in),
	cmocka_unit_test(nothing_is_said_of_features_where_none_are_known),
};

UNIT_MAIN(pen)
