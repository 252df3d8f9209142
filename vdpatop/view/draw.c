/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What several parts of the screen draw in the same way. */
#include "view/draw.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "view/layout.h"

struct pen draw_pen(const struct draw *draw, const struct area *area)
{
	return (struct pen){ draw->frame, *area, draw->is_ascii, 0, 0, 0 };
}

void draw_clock(char *to, size_t size, const struct view_status *status, int64_t time)
{
	int64_t seconds = time / CLOCK_SECOND + status->utc_offset;
	int64_t day = ((seconds % 86400) + 86400) % 86400;

	snprintf(to, size, "%02d:%02d:%02d", (int)(day / 3600), (int)(day / 60 % 60),
		 (int)(day % 60));
}

void draw_date(char *to, size_t size, const struct view_status *status, int64_t time)
{
	char iso[32];

	clock_iso8601(iso, sizeof(iso), time + status->utc_offset * CLOCK_SECOND);
	snprintf(to, size, "%.10s", iso);
}

enum style draw_health_style(enum health health)
{
	static const enum style styles[HEALTH_COUNT] = {
		[HEALTH_STALLED] = STYLE_BAD,       [HEALTH_STALE] = STYLE_STALE,
		[HEALTH_RESET] = STYLE_CAUTION,     [HEALTH_NO_DATA] = STYLE_UNKNOWN,
		[HEALTH_NO_ACCESS] = STYLE_UNKNOWN, [HEALTH_OFF] = STYLE_DIM,
		[HEALTH_IDLE] = STYLE_DIM,          [HEALTH_OK] = STYLE_OK,
		[HEALTH_SKEWED] = STYLE_CAUTION,
	};

	return styles[health];
}

const char *draw_level_sign(enum model_level level, bool is_ascii)
{
	if (level == MODEL_INFO)
		return "";
	return glyph_text(level == MODEL_ERROR ? GLYPH_ALERT : GLYPH_WARNING, is_ascii);
}

/* Of what calls for someone while the figures are new: the worst by their signs. */
static const char *draw_health_sign(enum health health, bool is_ascii)
{
	if (health == HEALTH_STALLED)
		return draw_level_sign(MODEL_ERROR, is_ascii);
	return health == HEALTH_SKEWED ? draw_level_sign(MODEL_WARNING, is_ascii) : "";
}

/* A right that is missing does not become old, and stale says so by itself. */
static bool draw_is_doubtful(enum health health)
{
	return health != HEALTH_STALE && health != HEALTH_NO_ACCESS;
}

void draw_health(char *to, size_t size, const struct draw *draw, enum health health, uint32_t count)
{
	const char *sign = draw->is_old ? "" : draw_health_sign(health, draw->is_ascii);
	char number[16] = "";

	if (count)
		snprintf(number, sizeof(number), "%u ", count);
	snprintf(to, size, "%s%s%s%s%s", sign, *sign ? " " : "", number, health_name(health),
		 draw->is_old && draw_is_doubtful(health) ? "?" : "");
}

void draw_rate(char *to, size_t size, const struct rate *rate, bool is_ascii)
{
	if (rate->has_value)
		text_count(to, size, rate->per_second);
	else
		text_copy(to, size, glyph_text(GLYPH_UNKNOWN, is_ascii));
}

/* Until netlink has answered nobody knows which are managed. */
const char *draw_unmanaged(const struct model *model)
{
	return model->has_sample ? "unmanaged" : "seen in sysfs";
}

#define DRAW_PAIR_GAP 2

void draw_pair(struct pen *pen, const char *label, const char *raw)
{
	int margin = layout_margin(pen->area.columns) + pen->indent;
	char value[256];
	int width;

	if (!*raw)
		return;
	pen_safe(value, sizeof(value), raw);
	width = (int)(text_width(label) + (*label ? 1 : 0) + text_width(value));
	if (width > pen_room(pen) && pen->column > margin)
		pen_next_row(pen, margin);
	pen_print(pen, STYLE_LABEL, "%s%s", label, *label ? " " : "");
	pen_put(pen, STYLE_NORMAL, value);
	pen->column += DRAW_PAIR_GAP;
}

void draw_pair_of(struct pen *pen, const char *label, const char *format, ...)
{
	char value[256];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(value, sizeof(value), format, arguments);
	va_end(arguments);
	draw_pair(pen, label, value);
}
