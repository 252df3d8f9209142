/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "view/player.h"

#include <stdio.h>

#include "base/text.h"
#include "model/model.h"
#include "view/draw.h"
#include "view/glyph.h"
#include "view/player_place.h"
#include "view/view_private.h"

#define PLAYER_SKIP 10     /* samples */
#define PLAYER_MOST 64.0   /* times as fast as it was, and as slow */

/* The next key may come before the next frame. */
static enum view_wish player_seek(struct view *view, const struct view_seek *seek)
{
	view->seek = *seek;
	view->replay.sought = seek->sample;
	view->replay.is_seeking = true;
	return VIEW_SEEK;
}

/* Goes BY samples from the one that is shown, or is being gone to: keys come faster than samples. */
static enum view_wish player_go(struct view *view, int by, bool pauses)
{
	const struct view_replay *replay = &view->replay;
	uint64_t from = replay->sought ? replay->sought : replay->sample;
	uint64_t to;

	if (!replay->samples)
		return view_notice(view, "the recording has no sample");
	if (by < 0 ? from <= 1 : from >= replay->samples)
		return view_notice(view, "this is the %s sample", by < 0 ? "first" : "last");
	if (by < 0)
		to = from > (uint64_t)-by ? from - (uint64_t)-by : 1;
	else
		to = replay->samples - from > (uint64_t)by ? from + (uint64_t)by : replay->samples;
	return player_seek(view, &(struct view_seek){ .sample = to, .pauses = pauses });
}

static enum view_wish player_go_to(struct view *view, uint64_t sample)
{
	if (!view->replay.samples)
		return view_notice(view, "the recording has no sample");
	return player_seek(view, &(struct view_seek){ .sample = sample });
}

static enum view_wish player_set_speed(struct view *view, double speed)
{
	if (speed > PLAYER_MOST)
		return view_notice(view, "%g times as fast as it was is the most", PLAYER_MOST);
	if (speed < 1 / PLAYER_MOST)
		return view_notice(view, "a %gth of its speed is the least", PLAYER_MOST);
	view->speed = view->replay.speed = speed;
	return VIEW_SPEED;
}

static struct player_now player_now(const struct view *view, const struct model *model)
{
	return (struct player_now){ &view->replay, model->time, view->utc_offset };
}

static int player_place_changed(struct view *view, const struct model *model, const char *text,
				struct error *error)
{
	struct player_now now = player_now(view, model);
	struct view_seek seek;

	return *text ? player_place_parse(&seek, text, &now, error) : 0;
}

/* Time went on while it was typed. */
static enum view_wish player_place_accepted(struct view *view, const struct model *model, const char *text)
{
	struct player_now now = player_now(view, model);
	struct view_seek seek;
	struct error error;

	if (!*text)
		return VIEW_REDRAW;
	if (player_place_parse(&seek, text, &now, &error) < 0)
		return view_notice(view, "%s", error.words);
	return player_seek(view, &seek);
}

static const struct prompt_use player_use = {
	.label = "Go to",
	.hint = "14:03:07, +30, -5m, #45",
	.changed = player_place_changed,
	.accepted = player_place_accepted,
};

/* Going on from the end leads nowhere, and says so. */
static bool player_has_more(struct view *view, enum view_wish *ret_wish)
{
	char key[24];

	if (!view->replay.is_over || view->replay.is_seeking)
		return true;
	keymap_first_key(&view->keymap, view_mode(view), ACTION_FIRST_SAMPLE, key, sizeof(key));
	*ret_wish = view_notice(view, "the recording ends here; %s goes to its start", key);
	return false;
}

bool player_act(struct view *view, enum action action, enum view_wish *ret_wish)
{
	if (!view->replay.is_replay)
		return false;
	switch (action) {
	case ACTION_STEP:
	case ACTION_STEP_BACK:
		*ret_wish = player_go(view, action == ACTION_STEP ? 1 : -1, true);
		return true;
	case ACTION_SKIP:
	case ACTION_SKIP_BACK:
		*ret_wish = player_go(view, action == ACTION_SKIP ? PLAYER_SKIP : -PLAYER_SKIP, false);
		return true;
	case ACTION_FIRST_SAMPLE:
		*ret_wish = player_go_to(view, 1);
		return true;
	case ACTION_LAST_SAMPLE:
		*ret_wish = player_go_to(view, view->replay.samples);
		return true;
	case ACTION_SEEK:
		*ret_wish = prompt_open(view, &player_use, "");
		return true;
	case ACTION_SLOWER:
	case ACTION_FASTER:
		*ret_wish = player_set_speed(view, action == ACTION_FASTER ? view->replay.speed * 2 :
									     view->replay.speed / 2);
		return true;
	case ACTION_PAUSE:
		return !player_has_more(view, ret_wish);
	default:
		return false;
	}
}

void player_follow(struct view *view, const struct view_status *status)
{
	bool has_gone_back = status->replay.rounds != view->replay.rounds;

	view->replay = status->replay;
	view->utc_offset = status->utc_offset;
	if (!has_gone_back || !view->zero.time)
		return;
	zero_drop(&view->zero);
	view_notice(view, "these are totals again: going back ends counting from a moment on");
}

const struct view_seek *view_get_seek(const struct view *view)
{
	return &view->seek;
}

double view_get_speed(const struct view *view)
{
	return view->speed;
}

void player_position(char *to, size_t size, const struct view_replay *replay, bool is_short)
{
	snprintf(to, size, is_short ? "%llu/%llu" : "sample %llu of %llu", (unsigned long long)replay->sample,
		 (unsigned long long)replay->samples);
}

void player_state(char *to, size_t size, const struct view_status *status)
{
	const struct view_replay *replay = &status->replay;

	if (replay->is_seeking)
		snprintf(to, size, "seeking %d%%", (int)(replay->found * 100));
	else
		text_copy(to, size, replay->is_over ? "END" : status->is_paused ? "PAUSED" : "");
}

void player_speed(char *to, size_t size, const struct view_replay *replay, bool is_ascii)
{
	const char *times = glyph_text(GLYPH_TIMES, is_ascii);

	*to = '\0';
	if (replay->speed > 1)
		snprintf(to, size, "%g%s", replay->speed, times);
	else if (replay->speed > 0 && replay->speed < 1)
		snprintf(to, size, "1/%g%s", 1 / replay->speed, times);
}

static const char *player_key(const struct draw *draw, enum action action, char key[24])
{
	keymap_first_key(draw->keymap, draw->mode, action, key, 24);
	return *key ? key : "-";
}

void player_hint(const struct draw *draw, char *to, size_t size)
{
	const struct view_replay *replay = &draw->status->replay;
	char on[24], back[24], seek[24], pause[24];

	*to = '\0';
	if (!replay->is_replay || replay->is_seeking || (!replay->is_over && !draw->status->is_paused))
		return;
	player_key(draw, ACTION_STEP_BACK, back);
	player_key(draw, ACTION_SEEK, seek);
	if (replay->is_over) {
		snprintf(to, size, "the recording ends here   %s  the sample before   %s  to a time   %s  to the start",
			 back, seek, player_key(draw, ACTION_FIRST_SAMPLE, on));
		return;
	}
	snprintf(to, size, "%s  next sample   %s  the one before   %s  to a time   %s  play",
		 player_key(draw, ACTION_STEP, on), back, seek, player_key(draw, ACTION_PAUSE, pause));
}
