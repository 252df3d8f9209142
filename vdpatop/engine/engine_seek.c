/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a person asks of a recording that is replayed: where it is, another place, another speed. */
#include "engine/engine_private.h"

#include <string.h>

#define SEEK_SPEED_MOST 64.0

static double seek_share(int64_t done, int64_t all)
{
	double share = all > 0 ? (double)done / (double)all : 1;

	return share < 0 ? 0 : share > 1 ? 1 : share;
}

/* How far seeking has come. */
static double seek_found(const struct engine *engine)
{
	const struct engine_player *player = &engine->player;
	const struct recording_place *place = &player->place;

	if (player->begins_again)
		return 0;
	if (player->target)
		return seek_share((int64_t)(place->number - player->from), (int64_t)(player->target - player->from));
	return seek_share(engine->model->time - player->from_time, player->target_time - player->from_time);
}

struct engine_replay engine_get_replay(const struct engine *engine)
{
	const struct engine_player *player = &engine->player;
	const struct recording_place *place = &player->place;

	if (!engine->options.replay)
		return (struct engine_replay){ .speed = 1, .trouble = "" };
	return (struct engine_replay){
		.is_replay = true,
		.is_seeking = player->is_seeking,
		.is_over = !player->is_seeking && place->number && !place->next,
		.sample = player->sample,
		.samples = place->samples,
		.sought = player->target,
		.found = player->is_seeking ? seek_found(engine) : 1,
		.rounds = player->rounds,
		.first = place->first,
		.last = place->last,
		.speed = player->speed,
		.trouble = player->trouble,
	};
}

/* A recording whose readers die stays where it is. */
static bool seek_can(const struct engine *engine)
{
	return engine->options.replay && engine->netlink.deaths < ENGINE_DEATHS;
}

/* IS_BACK: the model that is being filled is past what is sought now. */
static void seek_begin(struct engine *engine, bool is_back)
{
	struct engine_player *player = &engine->player;

	player->is_seeking = true;
	player->begins_again |= is_back;
	player->from = player->begins_again ? 0 : player->place.number;
	player->from_time = player->begins_again ? player->place.first : engine->model->time;
	engine_replay_plan(engine);
}

/* Whether the sample that the worker gave last is shown, and no other is on its way. */
static bool seek_is_there(const struct engine_player *player)
{
	return (player->step == REPLAY_RESTS || player->step == REPLAY_AFTER) && !player->is_seeking;
}

/* Whether the sample that the worker gave last is still to be handed on. */
static bool seek_is_coming(const struct engine_player *player)
{
	return player->step == REPLAY_BEFORE || player->step == REPLAY_JOINS || player->step == REPLAY_HELD;
}

void engine_replay_seek(struct engine *engine, uint64_t sample)
{
	struct engine_player *player = &engine->player;
	const struct recording_place *place = &player->place;

	if (!seek_can(engine))
		return;
	if (!sample)
		sample = 1;
	if (place->samples && sample > place->samples)
		sample = place->samples;
	player->target = sample;
	if (sample == place->number && seek_is_there(player))
		return;
	/* What is shown already is not handed on again, so it is come to anew. */
	seek_begin(engine, sample < place->number || (sample == place->number && !seek_is_coming(player)));
}

void engine_replay_seek_time(struct engine *engine, int64_t time)
{
	struct engine_player *player = &engine->player;
	const struct recording_place *place = &player->place;
	bool is_behind = place->number && engine->model->has_sample && engine->model->time > time;

	if (!seek_can(engine))
		return;
	player->target = 0;
	player->target_time = time;
	if (place->number && seek_is_there(player) &&
	    (is_behind ? place->number == 1 : !place->next || place->next > time))
		return;
	seek_begin(engine, is_behind || (place->number && (!place->next || place->next > time)));
}

void engine_replay_speed(struct engine *engine, double speed)
{
	struct engine_player *player = &engine->player;

	if (!engine->options.replay)
		return;
	player->speed = speed < 1 / SEEK_SPEED_MOST ? 1 / SEEK_SPEED_MOST :
			speed > SEEK_SPEED_MOST ? SEEK_SPEED_MOST : speed;
	engine_replay_plan(engine);
}
