/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Times and samples as people type them to go there. */
#include "view/player_place.h"

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/error.h"

#include "unit.h"

#define SHOWN INT64_C(1795356187250000000) /* 2026-11-22 14:03:07.25 UTC */

/* 601 samples, one a second, of which the one in the middle is shown: 13:58:07.25 to 14:08:07.25. */
static const struct view_replay ten_minutes = {
	.is_replay = true, .sample = 301, .samples = 601, .speed = 1,
	.first = SHOWN - 300 * CLOCK_SECOND, .last = SHOWN + 300 * CLOCK_SECOND,
};

static struct player_now now_in(const struct view_replay *replay)
{
	return (struct player_now){ replay, SHOWN, 0 };
}

static void expect_time(const struct player_now *now, const char *text, int64_t time)
{
	struct error error = { 0 };
	struct view_seek seek = { 0 };

	if (player_place_parse(&seek, text, now, &error) < 0)
		fail_msg("%s: %s", text, error.words);
	assert_true(seek.is_time);
	if (seek.time != time)
		fail_msg("%s goes %lld ns past it", text, (long long)(seek.time - time));
}

static void expect_wrong(const struct player_now *now, const char *text, const char *words)
{
	struct error error = { 0 };
	struct view_seek seek = { 0 };

	if (player_place_parse(&seek, text, now, &error) != -EINVAL)
		fail_msg("%s is taken", text);
	assert_string_equal(error.words, words);
}

/* The end of the second: what is shown as 14:03:08 is anywhere in it. */
#define END_OF_SECOND (CLOCK_SECOND - CLOCK_SECOND / 4 - 1)

static void a_time_of_day_is_the_last_sample_shown_with_it(void **state)
{
	struct player_now now = now_in(&ten_minutes);

	(void)state;
	expect_time(&now, "14:03:08", SHOWN + CLOCK_SECOND + END_OF_SECOND);
	expect_time(&now, "13:58:07", SHOWN - 300 * CLOCK_SECOND + END_OF_SECOND);
	expect_time(&now, "14:08:07", SHOWN + 300 * CLOCK_SECOND + END_OF_SECOND);
	expect_time(&now, "14:04", SHOWN + 53 * CLOCK_SECOND + END_OF_SECOND);
	expect_time(&now, "2026-11-22T14:03:07", SHOWN + END_OF_SECOND);
	expect_time(&now, "2026-11-22 14:03", SHOWN - 7 * CLOCK_SECOND + END_OF_SECOND);
}

static void times_are_local_unless_they_end_in_z(void **state)
{
	struct player_now now = now_in(&ten_minutes);

	(void)state;
	now.utc_offset = 5400;
	expect_time(&now, "15:33:08", SHOWN + CLOCK_SECOND + END_OF_SECOND);
	expect_time(&now, "2026-11-22T15:33:08", SHOWN + CLOCK_SECOND + END_OF_SECOND);
	expect_time(&now, "2026-11-22T14:03:08Z", SHOWN + CLOCK_SECOND + END_OF_SECOND);
	expect_wrong(&now, "14:03:08", "not in the recording, which is 15:28:07 to 15:38:07");
}

/* 23:55 to 00:05 the next day. */
static void a_time_across_midnight_is_that_of_the_other_day(void **state)
{
	struct view_replay night = ten_minutes;
	struct player_now now = now_in(&night);
	const int64_t to_midnight = (9 * 3600 + 56 * 60 + 53) * CLOCK_SECOND - CLOCK_SECOND / 4;

	(void)state;
	now.time = SHOWN + to_midnight;
	night.first = now.time - 300 * CLOCK_SECOND;
	night.last = now.time + 300 * CLOCK_SECOND;
	expect_time(&now, "23:59:59", now.time - 1);
	expect_time(&now, "00:00:01", now.time + 2 * CLOCK_SECOND - 1);
	now.time -= 60 * CLOCK_SECOND;
	expect_time(&now, "00:04:00", now.time + 301 * CLOCK_SECOND - 1);
	expect_wrong(&now, "12:00:00",
		     "not in the recording, which is 2026-11-22 23:55:00 to 2026-11-23 00:05:00");
}

static void seconds_minutes_and_hours_count_from_what_is_shown(void **state)
{
	struct player_now now = now_in(&ten_minutes);
	const int64_t half = CLOCK_SECOND / 2; /* to the nearest sample */

	(void)state;
	expect_time(&now, "+30", SHOWN + 30 * CLOCK_SECOND + half);
	expect_time(&now, "-30", SHOWN - 30 * CLOCK_SECOND + half);
	expect_time(&now, "+1.5", SHOWN + 3 * half + half);
	expect_time(&now, "-5m", SHOWN - 300 * CLOCK_SECOND + half);
	expect_time(&now, "+30s", SHOWN + 30 * CLOCK_SECOND + half);
	expect_wrong(&now, "+301", "not in the recording, which is 13:58:07 to 14:08:07");
	expect_wrong(&now, "-1h", "not in the recording, which is 13:58:07 to 14:08:07");
	expect_wrong(&now, "+1e300", "not in the recording, which is 13:58:07 to 14:08:07");
}

static void a_sample_has_a_number_that_there_is(void **state)
{
	struct player_now now = now_in(&ten_minutes);
	struct error error;
	struct view_seek seek = { .is_time = true };

	(void)state;
	assert_int_equal(player_place_parse(&seek, "#45", &now, &error), 0);
	assert_false(seek.is_time);
	assert_int_equal(seek.sample, 45);
	expect_wrong(&now, "#0", "no such sample: there are #1 to #601");
	expect_wrong(&now, "#602", "no such sample: there are #1 to #601");
	expect_wrong(&now, "#99999999999999999999", "no such sample: there are #1 to #601");
	expect_wrong(&now, "#", "expected the number of a sample like #45");
	expect_wrong(&now, "#4x", "expected the number of a sample like #45");
	expect_wrong(&now, "#-1", "expected the number of a sample like #45");
}

static void what_is_no_place_says_what_is_one(void **state)
{
	static const char *const clocks[] = { "24:00:00", "14:60", "14:03:60", "14:3", "14:", ":03", "14:03:07x", "014:03:07" };
	static const char *const places[] = { "", "45", "noon", "+", "-", "+x", "+5d", "+5mm", "+nan", "+inf", "+ 5", "+0x", "++5" };
	static const char *const dates[] = { "2026-11-22", "2026-13-01T00:00", "2026-02-29T00:00", "2026-1-1T00:00", "1969-12-31T00:00", "2026-11-00T00:00" };
	struct player_now now = now_in(&ten_minutes);

	(void)state;
	for (size_t i = 0; i < sizeof(clocks) / sizeof(clocks[0]); i++)
		expect_wrong(&now, clocks[i], "expected a time like 14:03:07");
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		expect_wrong(&now, places[i], "expected a time like 14:03:07, seconds like +30 or -30, or #45");
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
		expect_wrong(&now, dates[i], "expected a date and a time like 2026-11-22T14:03:07");
	expect_wrong(&now, "2026-11-22Tnoon", "expected a time like 14:03:07 behind the date");
	expect_wrong(&now, "2024-02-29T00:00",
		     "not in the recording, which is 13:58:07 to 14:08:07");
}

static void before_the_first_sample_there_is_nowhere_to_go(void **state)
{
	struct view_replay none = { .is_replay = true };
	struct player_now now = { &none, 0, 0 };

	(void)state;
	expect_wrong(&now, "14:03:07", "no sample is shown yet");
	expect_wrong(&now, "#1", "no sample is shown yet");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_time_of_day_is_the_last_sample_shown_with_it),
	cmocka_unit_test(times_are_local_unless_they_end_in_z),
	cmocka_unit_test(a_time_across_midnight_is_that_of_the_other_day),
	cmocka_unit_test(seconds_minutes_and_hours_count_from_what_is_shown),
	cmocka_unit_test(a_sample_has_a_number_that_there_is),
	cmocka_unit_test(what_is_no_place_says_what_is_one),
	cmocka_unit_test(before_the_first_sample_there_is_nowhere_to_go),
};

UNIT_MAIN(player_place)
