/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values for people: rounded, but never cut. */
#include "view/value_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "view/column.h"
#include "view/pen.h"

/* What is too long becomes #. */
static void value_hold(char *to, size_t width)
{
	if (strlen(to) <= width)
		return;
	memset(to, '#', width);
	to[width] = '\0';
}

static void value_count(char *to, size_t size, uint64_t count, size_t width)
{
	snprintf(to, size, "%" PRIu64, count);
	if (strlen(to) > width)
		text_count_within(to, size, (double)count, width);
}

static void value_ratio(char *to, size_t size, double ratio, size_t width)
{
	if (ratio > 0 && ratio < 999.95)
		snprintf(to, size, "%.1f", ratio);
	else
		text_count_within(to, size, ratio, width);
	if (strlen(to) > width)
		text_count_within(to, size, ratio, width);
}

static void value_percent(char *to, size_t size, double percent, size_t width)
{
	if (percent > 0 && percent < 0.5)
		text_copy(to, size, "<1%");
	else
		snprintf(to, size, "%.0f%%", percent);
	value_hold(to, width);
}

/* 4m12s, or the larger of its units alone. */
static void value_duration(char *to, size_t size, int64_t time, size_t width)
{
	size_t first;

	text_duration(to, size, (double)time / 1e9);
	if (strlen(to) <= width)
		return;
	first = strcspn(to, "smhd") + 1;
	if (memchr(to, '.', first))
		text_count_within(to, size, (double)time / 1e9, width);
	else
		to[first] = '\0';
	value_hold(to, width);
}

/* In UTC: 2026-11-22T14:03:07.250Z, or the time of the day alone. */
static void value_time(char *to, size_t size, int64_t time, size_t width)
{
	char whole[32];

	clock_iso8601(whole, sizeof(whole), time);
	if (strlen(whole) <= width)
		text_copy(to, size, whole);
	else
		snprintf(to, size, "%.8s", whole + strlen("2026-11-22T"));
	value_hold(to, width);
}

void value_text(char *to, size_t size, const struct column_value *value, int width)
{
	size_t cells = width > 0 ? (size_t)width : 0;

	*to = '\0';
	switch (value->kind) {
	case VALUE_TEXT:
		pen_safe(to, size, value->text);
		break;
	case VALUE_COUNT:
		value_count(to, size, value->count, cells);
		break;
	case VALUE_NUMBER:
		snprintf(to, size, "%" PRIu64, value->count);
		value_hold(to, cells);
		break;
	case VALUE_RATE:
		text_count_within(to, size, value->real, cells);
		break;
	case VALUE_RATIO:
		value_ratio(to, size, value->real, cells);
		break;
	case VALUE_PERCENT:
		value_percent(to, size, value->real, cells);
		break;
	case VALUE_SECONDS:
		value_duration(to, size, value->time, cells);
		break;
	case VALUE_TIME:
		value_time(to, size, value->time, cells);
		break;
	case VALUE_GRAPH:
	case VALUE_NONE:
		break;
	}
}
