/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of columns: the words of the screen's configuration, there and back, and what is done to lists. */
#include "view/column_parse.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

#include "unit.h"

#define DEFAULTS "name,class,health"

static struct column_list parsed(const char *text)
{
	struct column_list list;
	struct error error;

	if (column_list_parse(&list, DEFAULTS, text, COLUMN_FOR_SCREEN, &error) < 0)
		fail_msg("%s: %s", text, error.words);
	return list;
}

static void expect_list(const struct column_list *list, const char *expected)
{
	struct array text = ARRAY_OF(char);

	assert_int_equal(column_list_format(list, &text), 0);
	assert_string_equal(text.data, expected);
	array_free(&text);
}

static void expect_parsed(const char *text, const char *expected)
{
	struct column_list list = parsed(text);

	expect_list(&list, expected);
	column_list_free(&list);
}

static void expect_refused(const char *text, enum column_use use, const char *words)
{
	struct column_list list;
	struct error error = { 0 };

	assert_int_equal(column_list_parse(&list, DEFAULTS, text, use, &error), -EINVAL);
	if (!strstr(error.words, words))
		fail_msg("'%s' does not say '%s'", error.words, words);
}

static void a_list_of_the_screen_has_widths_and_comes_back_as_it_was(void **state)
{
	(void)state;
	expect_parsed("name,mac=20,vqs,vendor:rx packets/s=9", "name,mac=20,vqs,vendor:rx packets/s=9");
	expect_parsed("name=30,health", "name=30,health");
	expect_parsed(NULL, DEFAULTS);
	expect_parsed("+mac", DEFAULTS ",mac");
	expect_parsed("name,vendor:a\\,b\\\\c\\=5,vendor:x\\=1=7", "name,vendor:a\\,b\\\\c\\=5,vendor:x\\=1=7");
}

static void an_escaped_backslash_before_a_width_is_no_escape_of_it(void **state)
{
	struct column_list list = parsed("name,vendor:a\\\\=7");

	(void)state;
	assert_string_equal(column_list_at(&list, 1)->vendor, "a\\");
	assert_int_equal(column_list_at(&list, 1)->width, 7);
	column_list_free(&list);
}

static void the_name_comes_first_wherever_a_person_put_it(void **state)
{
	(void)state;
	expect_parsed("health,vqs", "name,health,vqs");
	expect_parsed("health,name=12,vqs", "name=12,health,vqs");
}

static void a_width_is_a_number_of_cells(void **state)
{
	(void)state;
	expect_refused("name,mac=0", COLUMN_FOR_SCREEN, "the width of the column 'mac' is to be a number of "
							"cells from 1 to 200");
	expect_refused("mac=", COLUMN_FOR_SCREEN, "'mac'");
	expect_refused("mac=+5", COLUMN_FOR_SCREEN, "'mac'");
	expect_refused("mac=17x", COLUMN_FOR_SCREEN, "'mac'");
	expect_refused("mac=201", COLUMN_FOR_SCREEN, "'mac'");
	expect_refused("=5", COLUMN_FOR_SCREEN, "empty name");
}

static void what_is_wrong_is_named(void **state)
{
	(void)state;
	expect_refused("mac,pids", COLUMN_FOR_SCREEN, "no column 'pids'; vdpatop -c help lists them; did you mean pid?");
	expect_refused("nonsense", COLUMN_FOR_SCREEN, "no column 'nonsense'; vdpatop -c help lists them");
	expect_refused("wqes_p_s", COLUMN_FOR_SCREEN, "no column 'wqes_p_s'; vdpatop -c help lists "
							 "them; did you mean wqes_per_s?");
	expect_refused("wqes_grap", COLUMN_FOR_SCREEN, "did you mean wqes_graph?");
	expect_refused("mac=5,mac=6", COLUMN_FOR_SCREEN, "the column 'mac' stands twice");
	expect_refused("+class", COLUMN_FOR_SCREEN, "'class' is one of the default columns already");
	expect_refused("a\\b", COLUMN_FOR_SCREEN, "a comma, an equals sign or a backslash");
	expect_refused("", COLUMN_FOR_SCREEN, "empty name");
}

static void a_report_has_no_widths_and_nothing_drawn(void **state)
{
	struct column_list list;

	(void)state;
	expect_refused("mac=17", COLUMN_FOR_REPORT, "a width is for the columns of the screen");
	expect_refused("wqes_graph", COLUMN_FOR_REPORT, "the column 'wqes_graph' is drawn");
	expect_refused("a\\=b", COLUMN_FOR_REPORT, "only before a comma or a backslash");
	assert_int_equal(column_list_parse(&list, DEFAULTS, "vendor:a=5", COLUMN_FOR_REPORT, NULL), 0);
	assert_string_equal(column_list_at(&list, 0)->vendor, "a=5");
	column_list_free(&list);
}

static void a_slip_in_any_name_is_told_the_name(void **state)
{
	(void)state;
	for (enum column_id id = 0; id < COLUMN_COUNT; id++) {
		char slip[64], words[64];

		snprintf(slip, sizeof(slip), "%s_", column_of(id)->name);
		snprintf(words, sizeof(words), "; did you mean %s?", column_of(id)->name);
		expect_refused(slip, COLUMN_FOR_SCREEN, words);
	}
}

static void columns_are_moved_put_in_and_taken_out(void **state)
{
	struct column_list list = parsed("name,class,vqs,vendor:x,health");
	const struct column_choice mac = { .id = COLUMN_MAC, .width = 9 };
	const struct column_choice other = { .id = COLUMN_COUNT, .vendor = (char *)"x", .is_rate = true };

	(void)state;
	column_list_move(&list, 4, 1);
	expect_list(&list, "name,health,class,vqs,vendor:x");
	column_list_move(&list, 1, 3);
	expect_list(&list, "name,class,vqs,health,vendor:x");
	assert_int_equal(column_list_insert(&list, 2, &mac), 0);
	expect_list(&list, "name,class,mac=9,vqs,health,vendor:x");
	assert_int_equal(column_list_find(&list, &mac), 2);
	assert_int_equal(column_list_find(&list, &other), column_list_count(&list));
	column_list_remove(&list, 5);
	column_list_remove(&list, 0);
	expect_list(&list, "class,mac=9,vqs,health");
	column_list_free(&list);
}

static void a_vendors_column_is_described_as_those_of_the_table_are(void **state)
{
	struct column_list list = parsed("name,vendor:completed_desc/s,vendor:odd\x1b");
	struct column_info info;

	(void)state;
	column_list_info(column_list_at(&list, 1), &info);
	assert_string_equal(info.column.title, "completed_desc/s");
	assert_int_equal(info.column.align, COLUMN_RIGHT);
	assert_int_equal(info.column.kind, VALUE_RATE);
	assert_string_equal(info.column.meaning,
			    "descriptors that the device has completed, per second");
	column_list_info(column_list_at(&list, 2), &info);
	assert_string_equal(info.column.name, "vendor:odd\\x1b");
	assert_string_equal(info.column.meaning, "what the driver counts as odd\\x1b");
	assert_in_range(info.column.width, 1, info.column.most);
	column_list_free(&list);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_list_of_the_screen_has_widths_and_comes_back_as_it_was),
	cmocka_unit_test(an_escaped_backslash_before_a_width_is_no_escape_of_it),
	cmocka_unit_test(the_name_comes_first_wherever_a_person_put_it),
	cmocka_unit_test(a_width_is_a_number_of_cells),
	cmocka_unit_test(what_is_wrong_is_named),
	cmocka_unit_test(a_report_has_no_widths_and_nothing_drawn),
	cmocka_unit_test(a_slip_in_any_name_is_told_the_name),
	cmocka_unit_test(columns_are_moved_put_in_and_taken_out),
	cmocka_unit_test(a_vendors_column_is_described_as_those_of_the_table_are),
};

UNIT_MAIN(column_list)
