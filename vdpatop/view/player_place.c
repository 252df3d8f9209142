/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "view/player_place.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/error.h"

#define DAY 86400 /* s */

static int place_wrong(struct error *error)
{
	return error_set(error, -EINVAL, "expected a time like 14:03:07, seconds like +30 or -30, or #45");
}

static int64_t place_local(const struct player_now *now, int64_t time)
{
	return time / CLOCK_SECOND + now->utc_offset;
}

/* TIME as 2026-11-22 14:03:07, local time. */
static void place_words(char *to, size_t size, const struct player_now *now, int64_t time, bool has_date)
{
	char iso[32];

	clock_iso8601(iso, sizeof(iso), place_local(now, time) * CLOCK_SECOND);
	snprintf(to, size, "%.*s%s%.8s", has_date ? 10 : 0, iso, has_date ? " " : "", iso + strlen("2026-11-22T"));
}

void player_place_span(char *to, size_t size, const struct player_now *now)
{
	const struct view_replay *replay = now->replay;
	bool has_dates = place_local(now, replay->first) / DAY != place_local(now, replay->last) / DAY;
	char first[32], last[32];

	place_words(first, sizeof(first), now, replay->first, has_dates);
	place_words(last, sizeof(last), now, replay->last, has_dates);
	snprintf(to, size, "%s to %s", first, last);
}

static int place_outside(const struct player_now *now, struct error *error)
{
	char span[80];

	player_place_span(span, sizeof(span), now);
	return error_set(error, -EINVAL, "not in the recording, which is %s", span);
}

/* Reads exactly DIGITS digits, or up to so many, and goes behind them. Returns whether there were any. */
static bool take_number(const char **at, size_t least, size_t most, int *ret_number)
{
	size_t digits = strspn(*at, "0123456789");
	int number = 0;

	if (digits < least || digits > most)
		return false;
	for (size_t i = 0; i < digits; i++)
		number = 10 * number + (*at)[i] - '0';
	*at += digits;
	*ret_number = number;
	return true;
}

static bool take_sign(const char **at, char sign)
{
	if (**at != sign)
		return false;
	++*at;
	return true;
}

/* Reads 14:03 or 14:03:07. Returns whether it is one; RET_SECONDS are since midnight. */
static bool take_clock(const char **at, int *ret_seconds)
{
	int hours, minutes, seconds = 0;

	if (!take_number(at, 1, 2, &hours) || !take_sign(at, ':') || !take_number(at, 2, 2, &minutes))
		return false;
	if (take_sign(at, ':') && !take_number(at, 2, 2, &seconds))
		return false;
	*ret_seconds = (hours * 60 + minutes) * 60 + seconds;
	return hours < 24 && minutes < 60 && seconds < 60;
}

/* Days since 1970 of a date in the Gregorian calendar; years are counted from March, as the leap day is last then. */
static int64_t days_of(int year, int month, int day)
{
	int64_t years = month > 2 ? year : year - 1;
	int64_t months = month > 2 ? month - 3 : month + 9;

	return years * 365 + years / 4 - years / 100 + years / 400 + (153 * months + 2) / 5 + day - 1 - 719468;
}

static bool is_date(int year, int month, int day)
{
	int next = month == 12 ? 1 : month + 1;

	return year >= 1970 && month >= 1 && month <= 12 && day >= 1 &&
	       days_of(year, month, day) < days_of(next == 1 ? year + 1 : year, next, 1);
}

/* Reads 2026-11-22T, or with a blank for the T. Returns whether it is one. */
static bool take_date(const char **at, int64_t *ret_days)
{
	int year, month, day;

	if (!take_number(at, 4, 4, &year) || !take_sign(at, '-') || !take_number(at, 2, 2, &month) ||
	    !take_sign(at, '-') || !take_number(at, 2, 2, &day) || (!take_sign(at, 'T') && !take_sign(at, ' ')))
		return false;
	*ret_days = days_of(year, month, day);
	return is_date(year, month, day);
}

/* A second lasts until the next one: the sample that is shown as 14:03:07 is meant. */
static bool is_in(const struct view_replay *replay, int64_t second)
{
	return (second + 1) * CLOCK_SECOND > replay->first && second * CLOCK_SECOND <= replay->last;
}

/* Goes to SECOND (UTC, since 1970). */
static int place_second(struct view_seek *seek, int64_t second, const struct player_now *now,
			struct error *error)
{
	if (!is_in(now->replay, second))
		return place_outside(now, error);
	*seek = (struct view_seek){ .is_time = true, .time = (second + 1) * CLOCK_SECOND - 1 };
	return 0;
}

static int place_date(struct view_seek *seek, const char *text, const struct player_now *now,
		      struct error *error)
{
	int64_t days = 0;
	int32_t offset = now->utc_offset;
	int seconds;

	if (!take_date(&text, &days))
		return error_set(error, -EINVAL, "expected a date and a time like 2026-11-22T14:03:07");
	if (!take_clock(&text, &seconds))
		return error_set(error, -EINVAL, "expected a time like 14:03:07 behind the date");
	if (take_sign(&text, 'Z'))
		offset = 0;
	if (*text)
		return place_wrong(error);
	return place_second(seek, days * DAY + seconds - offset, now, error);
}

static int place_clock(struct view_seek *seek, const char *text, const struct player_now *now,
		       struct error *error)
{
	int64_t second = place_local(now, now->time) / DAY * DAY - now->utc_offset;
	int seconds;

	if (!take_clock(&text, &seconds) || *text)
		return error_set(error, -EINVAL, "expected a time like 14:03:07");
	second += seconds;
	if (is_in(now->replay, second + DAY) && !is_in(now->replay, second))
		second += DAY;
	else if (!is_in(now->replay, second))
		second -= is_in(now->replay, second - DAY) ? DAY : 0;
	return place_second(seek, second, now, error);
}

/* Samples do not come to the nanosecond: the nearest one is meant. */
static int64_t place_slack(const struct view_replay *replay)
{
	return replay->samples > 1 ? (replay->last - replay->first) / (int64_t)(replay->samples - 1) / 2 : 0;
}

static int place_apart(struct view_seek *seek, const char *text, const struct player_now *now,
		       struct error *error)
{
	static const char units[] = "smh";
	static const double seconds[] = { 1, 60, 3600 };
	const char *unit;
	char *end;
	double apart = strtod(text, &end);
	int64_t time;

	if (!strchr("0123456789.", text[1]) || !text[1] || end == text)
		return place_wrong(error);
	unit = *end ? strchr(units, *end) : units;
	if (!unit || (*end && end[1]))
		return place_wrong(error);
	apart *= seconds[unit - units];
	if (!(apart > -1e9 && apart < 1e9))
		return place_outside(now, error);
	time = now->time + (int64_t)(apart * (double)CLOCK_SECOND);
	if (time < now->replay->first || time > now->replay->last)
		return place_outside(now, error);
	*seek = (struct view_seek){ .is_time = true, .time = time + place_slack(now->replay) };
	return 0;
}

static int place_sample(struct view_seek *seek, const char *text, const struct player_now *now,
			struct error *error)
{
	char *end;
	unsigned long long sample;

	if (!text[0] || strspn(text, "0123456789") != strlen(text))
		return error_set(error, -EINVAL, "expected the number of a sample like #45");
	errno = 0;
	sample = strtoull(text, &end, 10);
	if (errno || sample < 1 || sample > now->replay->samples)
		return error_set(error, -EINVAL, "no such sample: there are #1 to #%llu",
				 (unsigned long long)now->replay->samples);
	*seek = (struct view_seek){ .sample = sample };
	return 0;
}

int player_place_parse(struct view_seek *ret_seek, const char *text, const struct player_now *now,
		       struct error *error)
{
	if (!now->replay->sample)
		return error_set(error, -EINVAL, "no sample is shown yet");
	if (*text == '#')
		return place_sample(ret_seek, text + 1, now, error);
	if (*text == '+' || *text == '-')
		return place_apart(ret_seek, text, now, error);
	if (strspn(text, "0123456789") == 4 && text[4] == '-')
		return place_date(ret_seek, text, now, error);
	if (strchr(text, ':'))
		return place_clock(ret_seek, text, now, error);
	return place_wrong(error);
}
