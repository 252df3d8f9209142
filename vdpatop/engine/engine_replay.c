/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A recording in place of a host. There is no clock in it: a sample is asked for when the one before was
 * handed on (batch), when the time has come that lay between the two (screen), or at once (on the way to
 * another one). What the host said comes where it came then:
 *
 *	sample ─► BEFORE ─► joined ─► HELD ─► shown ─► AFTER ─► the next one
 *	           facts               facts           facts
 *
 * Who goes back begins again: the workers read from the start, and another model is filled beside the one
 * that is shown.
 */
#include "engine/engine_private.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"

/* While samples go by, who looks is told so often. */
#define REPLAY_TELL_INTERVAL (CLOCK_SECOND / 10)

static bool replay_is_at_end(const struct engine_player *player)
{
	return player->place.number && !player->place.next;
}

/* Whether the sample that is in the engine's model is the one that is sought. */
static bool replay_has_found(const struct engine_player *player)
{
	if (player->begins_again || !player->place.number)
		return false;
	if (!player->place.next)
		return true;
	return player->target ? player->place.number >= player->target :
				player->place.next > player->target_time;
}

/* Lets another model be filled beside the one that is shown. 0 or -ENOMEM. */
static int replay_begin_again(struct engine *engine)
{
	struct engine_player *player = &engine->player;
	struct model *fresh = model_new(engine->options.keeps_history ? ENGINE_HISTORY : 0);

	if (!fresh)
		return -ENOMEM;
	model_watch(fresh, player->watched);
	if (player->shown)
		model_free(engine->model);
	else
		player->shown = engine->model;
	engine->model = fresh;
	player->place.number = 0;
	player->place.next = player->place.first;
	player->rounds_begun++;
	return 0;
}

static void replay_ask(struct engine *engine)
{
	struct engine_player *player = &engine->player;

	ev_timer_stop(engine->loop, &engine->due);
	if (player->begins_again && player->place.number && replay_begin_again(engine) < 0) {
		player->is_seeking = player->begins_again = false;
		engine_add_event(engine, "out of memory: the recording cannot be gone back in");
		return;
	}
	engine->sample.begins_again = player->begins_again;
	player->host_begins_again |= player->begins_again;
	player->begins_again = false;
	player->step = REPLAY_READS;
	engine_ask_netlink(engine, 0, false);
	if (!engine->netlink.is_in_flight)
		player->step = REPLAY_RESTS;
}

/* Seconds until the next one is due. */
static double replay_remaining(const struct engine_player *player)
{
	double wait = player->place.wait > 0 ? (double)player->place.wait / 1e9 / player->speed : 0;

	return wait - (double)(clock_monotonic() - player->shown_at) / 1e9;
}

/* How the next one comes by itself. */
static void replay_follow_up(struct engine *engine)
{
	const struct engine_options *options = &engine->options;
	const struct engine_player *player = &engine->player;

	bool is_first = !player->place.number;

	if (engine->is_stepping || (!options->is_stepped && (options->hurries || is_first)))
		replay_ask(engine);
	else if (!options->is_stepped && !engine->is_paused)
		engine_set_timer(engine, &engine->due, replay_remaining(player));
}

void engine_replay_plan(struct engine *engine)
{
	const struct engine_player *player = &engine->player;

	ev_timer_stop(engine->loop, &engine->due);
	if (player->step != REPLAY_RESTS || engine->netlink.deaths >= ENGINE_DEATHS)
		return;
	if (player->is_seeking)
		replay_ask(engine);
	else if (engine_is_complete(engine))
		return;
	else if (!replay_is_at_end(player))
		replay_follow_up(engine);
	else if (engine->options.hurries)
		engine->handler.finished(engine->handler.context);
	else if (engine->is_stepping)
		engine_set_timer(engine, &engine->due, 0);
}

void engine_replay_on_due(struct engine *engine)
{
	if (engine->player.step != REPLAY_RESTS)
		return;
	if (engine->player.is_seeking || !replay_is_at_end(&engine->player)) {
		replay_ask(engine);
		return;
	}
	/* A script steps past the end: what there is is shown once more. */
	engine->is_stepping = false;
	engine->handler.sampled(engine->handler.context);
}

/* While samples go by: often enough to see it move. */
static void replay_tell_progress(struct engine *engine)
{
	int64_t now = clock_monotonic();

	if (now - engine->player.told_at < REPLAY_TELL_INTERVAL)
		return;
	engine->player.told_at = now;
	engine_tell_changed(engine);
}

/* The model that was filled meanwhile is the one that is shown from now on. */
static void replay_swap(struct engine *engine)
{
	struct engine_player *player = &engine->player;

	if (!player->shown)
		return;
	/* Who keeps what it has derived from a model compares this. */
	if (engine->model->changes <= player->shown->changes)
		engine->model->changes = player->shown->changes + 1;
	model_free(player->shown);
	player->shown = NULL;
	player->rounds = player->rounds_begun;
}

static void replay_hand_on(struct engine *engine)
{
	struct engine_player *player = &engine->player;
	bool goes_by = player->is_seeking && !replay_has_found(player);

	player->step = REPLAY_AFTER;
	player->facts = player->place.facts_after;
	if (!goes_by) {
		player->is_seeking = false;
		replay_swap(engine);
		player->shown_at = clock_monotonic();
	}
	if (!player->shown)
		player->sample = player->place.number;
	if (goes_by)
		replay_tell_progress(engine);
	else
		engine_hand_on(engine);
}

/* Real time was set when it was recorded. */
static void replay_follow_clock(struct engine *engine)
{
	int64_t shift = engine->player.place.shift;

	if (!shift)
		return;
	model_shift_time(engine->model, shift);
	engine_tell_clock(engine);
}

static void replay_step_on(struct engine *engine)
{
	struct engine_player *player = &engine->player;

	switch (player->step) {
	case REPLAY_BEFORE:
		player->step = REPLAY_JOINS;
		replay_follow_clock(engine);
		engine_join_sample(engine, &player->done, player->data);
		break;
	case REPLAY_HELD:
		replay_hand_on(engine);
		break;
	case REPLAY_AFTER:
		player->step = REPLAY_RESTS;
		engine_replay_plan(engine);
		break;
	case REPLAY_RESTS:
	case REPLAY_READS:
	case REPLAY_JOINS:
		break;
	}
}

static bool replay_waits_for_facts(const struct engine_player *player)
{
	return player->step == REPLAY_BEFORE || player->step == REPLAY_HELD || player->step == REPLAY_AFTER;
}

void engine_replay_go_on(struct engine *engine)
{
	struct engine_player *player = &engine->player;

	while (!engine->host.is_in_flight && replay_waits_for_facts(player)) {
		if (!player->facts || player->begins_again || engine->host.deaths >= ENGINE_DEATHS) {
			replay_step_on(engine);
			continue;
		}
		player->facts--;
		engine->sample.begins_again = player->host_begins_again;
		player->host_begins_again = false;
		engine_ask_host(engine);
	}
}

/* What ENGINE's words say is the end of it, as far as it can be read. */
static void replay_fail(struct engine *engine)
{
	struct engine_player *player = &engine->player;

	player->step = REPLAY_RESTS;
	player->is_seeking = false;
	player->place.next = 0;
	text_copy(player->trouble, sizeof(player->trouble), engine->words);
	engine_add_event(engine, engine->words);
	if (engine->samples)
		engine_replay_plan(engine);
}

void engine_replay_take(struct engine *engine, const struct engine_done *done, const void *data)
{
	struct engine_player *player = &engine->player;

	if (done->code < 0) {
		engine->code = done->code;
		snprintf(engine->words, sizeof(engine->words), "%s: %s", player->name, done->words);
		replay_fail(engine);
		return;
	}
	player->place = done->place;
	text_format(player->trouble, sizeof(player->trouble), "%s%s%s", done->words[0] ? player->name : "",
		    done->words[0] ? ": " : "", done->words);
	engine->is_extra = player->place.is_extra;
	player->done = *done;
	player->data = data;
	player->step = REPLAY_BEFORE;
	player->facts = player->place.facts_before;
	engine_replay_go_on(engine);
}

void engine_replay_show(struct engine *engine)
{
	engine->player.step = REPLAY_HELD;
	engine->player.facts = engine->player.place.facts_held;
	engine_replay_go_on(engine);
}

void engine_replay_skip(struct engine *engine)
{
	engine->player.step = REPLAY_RESTS;
	engine_replay_plan(engine);
}

bool engine_replay_begin_anew(struct engine *engine)
{
	struct engine_player *player = &engine->player;
	uint64_t at = player->place.number + (player->step == REPLAY_READS);

	if (player->step == REPLAY_READS && !engine->netlink.is_in_flight)
		player->step = REPLAY_RESTS;
	if (at > player->died_at)
		player->deaths = 0;
	player->died_at = at;
	player->begins_again = !engine->options.hurries && ++player->deaths < ENGINE_DEATHS;
	if (!player->begins_again) {
		player->is_seeking = false;
		return false;
	}
	if (!player->is_seeking)
		player->target = at ? at : 1;
	player->is_seeking = true;
	player->from = 0;
	player->from_time = player->place.first;
	return true;
}

void engine_replay_start(struct engine *engine)
{
	struct engine_player *player = &engine->player;

	player->speed = 1;
	player->begins_again = true;
	player->name = engine->options.replay_name ? engine->options.replay_name : "the recording";
	engine_replay_plan(engine);
}

int64_t engine_replay_time(const struct engine *engine)
{
	const struct model *shown = engine->player.shown ? engine->player.shown : engine->model;

	return shown->has_sample ? shown->time : engine->player.place.first;
}

void engine_replay_free(struct engine *engine)
{
	model_free(engine->player.shown);
	free(engine->player.watched);
}
