/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Floor 0: text that is safe, arrays that grow, errors with words, time that reads well. */
#include "base/array.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/index.h"
#include "base/text.h"

#include <errno.h>
#include <string.h>

#include "unit.h"

static void expect_safe(const char *from, size_t length, const char *expected)
{
	char to[256];

	text_safe(to, sizeof(to), from, length);
	assert_string_equal(to, expected);
}

static void an_escape_sequence_in_a_name_never_reaches_the_terminal(void **state)
{
	(void)state;
	expect_safe("a\x1b[31mb", 7, "a\\x1b[31mb");
	expect_safe("a\nb", 3, "a\\x0ab");
	expect_safe("\xc2\x9b" "1m", 4, "\\xc2\\x9b1m");
	expect_safe("nul\0inside", 10, "nul\\x00inside");
	expect_safe("\xe2\x80\xae" "evil", 7, "\\xe2\\x80\\xaeevil");
}

static void broken_utf8_is_shown_byte_by_byte(void **state)
{
	(void)state;
	expect_safe("\xff", 1, "\\xff");
	expect_safe("\xc3", 1, "\\xc3");
	expect_safe("\xc0\xaf", 2, "\\xc0\\xaf");
	expect_safe("\xed\xa0\x80", 3, "\\xed\\xa0\\x80");
	expect_safe("gr\xc3\xbcn", 5, "gr\xc3\xbcn");
}

static void safe_text_that_does_not_fit_is_cut_before_a_whole_character(void **state)
{
	char to[6];

	(void)state;
	assert_int_equal(text_safe(to, sizeof(to), "abcd\xc3\xbc", 6), 4);
	assert_string_equal(to, "abcd");
	assert_int_equal(text_safe(to, sizeof(to), "abc\x1b", 4), 3);
	assert_string_equal(to, "abc");
	assert_int_equal(text_safe(to, 1, "abc", 3), 0);
}

static void a_name_is_cut_by_cells_and_not_by_bytes(void **state)
{
	char to[64];

	(void)state;
	assert_int_equal(text_width("\xe6\xbc\xa2\xe5\xad\x97"), 4);
	assert_int_equal(text_width("e\xcc\x81"), 1);
	assert_int_equal(text_cut(to, sizeof(to), "vm-web01", 5, "\xe2\x80\xa6"), 5);
	assert_string_equal(to, "vm-w\xe2\x80\xa6");
	assert_int_equal(text_cut(to, sizeof(to), "\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2", 4, "~"), 3);
	assert_string_equal(to, "\xe6\xbc\xa2~");
	assert_int_equal(text_cut(to, sizeof(to), "abc", 3, "~"), 3);
	assert_int_equal(text_cut(to, sizeof(to), "abc", 0, "~"), 0);
	assert_string_equal(to, "");
}

static void expect_count(double count, const char *expected)
{
	char to[16];

	text_count(to, sizeof(to), count);
	assert_string_equal(to, expected);
	assert_in_range(strlen(to), 1, 5);
}

static void a_count_takes_at_most_five_cells(void **state)
{
	(void)state;
	expect_count(0, "0");
	expect_count(999, "999");
	expect_count(999.6, "1.00k");
	expect_count(8100, "8.10k");
	expect_count(12400, "12.4k");
	expect_count(760000, "760k");
	expect_count(999600, "1.00M");
	expect_count(1.18e6, "1.18M");
	expect_count(18446744073709551615.0, "18.4E");
}

static void expect_duration(double seconds, const char *expected)
{
	char to[16];

	text_duration(to, sizeof(to), seconds);
	assert_string_equal(to, expected);
}

static void a_duration_reads_in_the_unit_that_matters(void **state)
{
	(void)state;
	expect_duration(-1, "0.0s");
	expect_duration(0.44, "0.4s");
	expect_duration(12, "12s");
	expect_duration(252, "4m12s");
	expect_duration(3.0 * 3600 + 300, "3h05m");
	expect_duration(2.0 * 86400 + 4 * 3600, "2d04h");
}

static void an_array_keeps_its_elements_while_it_grows(void **state)
{
	struct array array = ARRAY_OF(uint32_t);

	(void)state;
	for (uint32_t i = 0; i < 1000; i++)
		assert_int_equal(array_append(&array, &i, 1), 0);
	assert_int_equal(array.count, 1000);
	assert_int_equal(*array_at(&array, uint32_t, 999), 999);
	array_remove(&array, 0);
	assert_int_equal(*array_at(&array, uint32_t, 0), 1);
	assert_int_equal(array.count, 999);
	assert_int_equal(array_reserve(&array, SIZE_MAX / 2), -ENOMEM);
	assert_int_equal(*array_at(&array, uint32_t, 998), 999);
	array_free(&array);
}

static void an_error_tells_the_whole_way_down(void **state)
{
	struct error error = { 0 };

	(void)state;
	assert_int_equal(error_set(&error, -ENODEV, "%s", "device not found"), -ENODEV);
	assert_int_equal(error_prefix(&error, "reading the config of %s", "foo0"), -ENODEV);
	assert_string_equal(error.words, "reading the config of foo0: device not found");
	assert_string_equal(error_name(-ENODEV), "ENODEV");
	assert_string_equal(error_text(ENODEV), "No such device");
	assert_string_equal(error_text(INT32_MIN), "Unknown error");
	assert_string_equal(error_name(INT32_MIN), "E?");
	assert_int_equal(error_set(NULL, -EIO, "nobody listens"), -EIO);
}

static void an_error_longer_than_its_room_is_cut_and_ended(void **state)
{
	struct error error = { 0 };
	char long_name[2000];

	(void)state;
	memset(long_name, 'x', sizeof(long_name) - 1);
	long_name[sizeof(long_name) - 1] = '\0';
	error_set(&error, -EINVAL, "%s", long_name);
	assert_int_equal(strlen(error.words), sizeof(error.words) - 1);
	assert_string_equal(error.words + sizeof(error.words) - 5, "x...");
	error_prefix(&error, "foo0");
	assert_memory_equal(error.words, "foo0: x", 7);
	assert_string_equal(error.words + sizeof(error.words) - 5, "x...");
	error_prefix(&error, "%s", long_name);
	assert_int_equal(strlen(error.words), sizeof(error.words) - 1);
}

static void words_that_do_not_fit_end_in_dots_behind_a_whole_character(void **state)
{
	char to[8];

	(void)state;
	text_format(to, sizeof(to), "%s %d", "kicks", 1);
	assert_string_equal(to, "kicks 1");
	text_format(to, sizeof(to), "%s %d", "kicks", 12);
	assert_string_equal(to, "kick...");
	text_format(to, sizeof(to), "%s", "abc\xe6\xbc\xa2\xe5\xad\x97");
	assert_string_equal(to, "abc...");
	text_format(to, 4, "%s", "wqes");
	assert_string_equal(to, "...");
}

static void a_time_is_written_in_utc_with_milliseconds(void **state)
{
	char to[32];

	(void)state;
	clock_iso8601(to, sizeof(to), 0);
	assert_string_equal(to, "1970-01-01T00:00:00.000Z");
	clock_iso8601(to, sizeof(to), INT64_C(1795356187250000000));
	assert_string_equal(to, "2026-11-22T14:03:07.250Z");
	clock_iso8601(to, sizeof(to), -1);
	assert_string_equal(to, "1969-12-31T23:59:59.999Z");
}

static bool has_value(const void *context, uint32_t number)
{
	const uint32_t *wanted = context;

	return number == *wanted;
}

static void an_index_finds_every_element_among_equal_hashes(void **state)
{
	struct index index = { 0 };
	uint32_t wanted = 5;

	(void)state;
	assert_int_equal(index_find(&index, 7, has_value, &wanted), INDEX_NONE);
	for (uint32_t i = 0; i < 1000; i++)
		assert_int_equal(index_add(&index, i % 3, i), 0);
	for (wanted = 0; wanted < 1000; wanted++)
		assert_int_equal(index_find(&index, wanted % 3, has_value, &wanted), wanted);
	assert_int_equal(index_find(&index, 1, has_value, &wanted), INDEX_NONE);
	index_clear(&index);
	wanted = 5;
	assert_int_equal(index_find(&index, 2, has_value, &wanted), INDEX_NONE);
	assert_int_not_equal(index_hash_text("foo0"), index_hash_text("foo1"));
	index_free(&index);
}

static void numbers_in_names_are_ordered_by_value_but_in_addresses(void **state)
{
	static const char *const rising[] = {
		"", "0", "1", "2", "10", "010", "0000:12:00.0", "0000:1a:00.0", "0000:20:00.0", "a1", "a2",
		"a10", "a1:", "sf.9", "sf.88", "web", "web-1", "web2", "web02b", "web2c", "web10", "weba", "\xc3\xbc",
	};
	size_t count = sizeof(rising) / sizeof(rising[0]);

	(void)state;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < count; k++) {
			int order = text_compare(rising[i], rising[k]);

			if (i == 5 || k == 5) /* as "10": only as bytes is it another */
				continue;
			if ((order > 0) - (order < 0) != (i > k) - (i < k))
				fail_msg("%s and %s", rising[i], rising[k]);
		}
	assert_true(text_compare("010", "10") < 0 && text_compare("10", "010") > 0);
	assert_true(text_compare("web10", "web010a") < 0);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(an_escape_sequence_in_a_name_never_reaches_the_terminal),
	cmocka_unit_test(broken_utf8_is_shown_byte_by_byte),
	cmocka_unit_test(safe_text_that_does_not_fit_is_cut_before_a_whole_character),
	cmocka_unit_test(a_name_is_cut_by_cells_and_not_by_bytes),
	cmocka_unit_test(a_count_takes_at_most_five_cells),
	cmocka_unit_test(a_duration_reads_in_the_unit_that_matters),
	cmocka_unit_test(numbers_in_names_are_ordered_by_value_but_in_addresses),
	cmocka_unit_test(an_array_keeps_its_elements_while_it_grows),
	cmocka_unit_test(an_index_finds_every_element_among_equal_hashes),
	cmocka_unit_test(an_error_tells_the_whole_way_down),
	cmocka_unit_test(an_error_longer_than_its_room_is_cut_and_ended),
	cmocka_unit_test(words_that_do_not_fit_end_in_dots_behind_a_whole_character),
	cmocka_unit_test(a_time_is_written_in_utc_with_milliseconds),
};

UNIT_MAIN(base)
