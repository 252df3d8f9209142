/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Going about in a recording: sample by sample, to a time, faster and slower. */
#pragma once

#include <stdbool.h>

#include "view/action.h"
#include "view/view.h"

struct draw;

/* Does ACTION when it is about a replay, else returns false. Actions of a live host do in one what they can. */
bool player_act(struct view *view, enum action action, enum view_wish *ret_wish);

/* Takes note of STATUS, and ends counting from a moment on where the replay went back. */
void player_follow(struct view *view, const struct view_status *status);

/* What the header says: "sample 45 of 600", shorter "45/600"; "seeking 43%", "END", "PAUSED" or ""; "4×" or "". */
void player_position(char *to, size_t size, const struct view_replay *replay, bool is_short);
void player_state(char *to, size_t size, const struct view_status *status);
void player_speed(char *to, size_t size, const struct view_replay *replay, bool is_ascii);

/* Which keys go where, for whoever has nothing better to say: safe, "" but in a replay that stands still. */
void player_hint(const struct draw *draw, char *to, size_t size);
