/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The engine's life, its state, and what may be asked of it from outside. */
#include "engine/engine_private.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "engine/rights.h"
#include "engine/worker.h"
#include "vdpa/name.h"

static const struct child_work engine_netlink_work = {
	.name = "vdpatop-netlink", .rights = RIGHTS_NETLINK, .run = worker_run_netlink,
};
static const struct child_work engine_host_work = {
	.name = "vdpatop-host", .rights = RIGHTS_HOST, .run = worker_run_host,
};

static int engine_open_links(struct engine *engine)
{
	int result;

	/* Before the workers are forked: it is the one thing of the demo's that they share. */
	engine->ledger = demo_ledger_new();
	result = link_open(&engine->netlink, &engine_netlink_work);
	if (result < 0)
		return result;
	result = link_open(&engine->host, &engine_host_work);
	if (result < 0)
		link_close(&engine->netlink);
	return result;
}

int engine_new(struct engine **ret_engine, struct error *error)
{
	struct engine *engine = calloc(1, sizeof(*engine));
	int result;

	if (!engine)
		return error_set(error, -ENOMEM, "out of memory");
	engine->may_administer = rights_can_administer();
	engine->may_bind = rights_can_bind();
	engine->is_contained = !rights_are_initial();
	engine->jobs = ARRAY_OF(struct job);
	engine->steps = ARRAY_OF(struct engine_step);
	result = engine_open_links(engine);
	if (!result) {
		engine->loop = ev_loop_new(EVFLAG_AUTO | EVFLAG_NOENV);
		if (engine->loop) {
			*ret_engine = engine;
			return 0;
		}
		result = -ENOMEM;
		link_close(&engine->netlink);
		link_close(&engine->host);
	}
	demo_ledger_free(engine->ledger);
	free(engine);
	return error_set(error, result, "starting the workers: %s", error_text(result));
}

/* A slash is in no device's name: one that is too long to be one becomes another that is none. */
static void engine_fill_only(struct engine_start *start, const char *only)
{
	bool fits = text_copy(start->only, ENGINE_ONLY_SIZE, only ? only : "");

	vdpa_name_in_kernel(start->only);
	if (!fits)
		text_copy(start->only, ENGINE_ONLY_SIZE, "/");
}

static void engine_fill_start(const struct engine *engine, struct engine_start *start)
{
	const struct engine_options *options = &engine->options;

	*start = (struct engine_start){
		.kind = ENGINE_START,
		.is_demo = options->is_demo,
		.wants_vendor = options->wants_vendor,
		.wants_news = options->wants_news,
		.is_replayed = options->replay,
		.is_recorded = options->record,
		.delay = engine->schedule.delay,
		.demo = options->demo,
		.clock_offset = engine->clock.offset,
		.scope = options->scope,
		.has_queue = options->has_queue,
		.queue = options->queue,
	};
	start->demo.ledger = engine->ledger;
	text_copy(start->device_glob, ENGINE_GLOB_SIZE, options->device_glob ? options->device_glob : "");
	text_copy(start->mgmtdev_glob, ENGINE_GLOB_SIZE,
		  options->mgmtdev_glob ? options->mgmtdev_glob : "");
	text_copy(start->root, ENGINE_GLOB_SIZE, options->root ? options->root : "");
	engine_fill_only(start, options->only);
}

int engine_start(struct engine *engine, const struct engine_options *options,
		 const struct engine_handler *handler, struct error *error)
{
	engine->options = *options;
	engine->handler = *handler;
	clock_start(&engine->clock);
	engine->model = model_new(options->keeps_history ? ENGINE_HISTORY : 0);
	if (!engine->model)
		return error_set(error, -ENOMEM, "out of memory");
	engine->schedule.delay = llround(options->delay * 1e9);
	engine->schedule.max_load = options->max_load;
	engine->schedule.keeps_every_tick = options->keeps_every_tick;
	schedule_start(&engine->schedule, options->is_stepped ? ENGINE_STEPPED_START :
								clock_now(&engine->clock));
	engine_fill_start(engine, &engine->netlink.start);
	engine->host.start = engine->netlink.start;
	engine->netlink.file = options->replay ? options->replay : options->record;
	engine->host.file = options->replay;
	engine_init_watchers(engine);
	engine->is_started = true;
	if (options->replay) {
		engine_replay_start(engine);
		return 0;
	}
	engine_ask_host(engine);
	if (options->timeout > 0)
		engine_set_timer(engine, &engine->timeout, options->timeout);
	if (!options->is_stepped)
		engine_ask_netlink(engine, engine->schedule.start, false);
	return 0;
}

void engine_free(struct engine *engine)
{
	if (!engine)
		return;
	engine_jobs_free(engine);
	if (engine->is_started)
		engine_stop_watchers(engine);
	model_free(engine->model);
	engine_replay_free(engine);
	link_close(&engine->netlink);
	link_close(&engine->host);
	demo_ledger_free(engine->ledger);
	ev_loop_destroy(engine->loop);
	free(engine);
}

struct ev_loop *engine_loop(struct engine *engine)
{
	return engine->loop;
}

void engine_run(struct engine *engine)
{
	ev_run(engine->loop, 0);
}

void engine_stop(struct engine *engine)
{
	ev_break(engine->loop, EVBREAK_ALL);
}

struct model *engine_model(struct engine *engine)
{
	return engine->player.shown ? engine->player.shown : engine->model;
}

static double engine_seconds_in_flight(const struct engine *engine)
{
	if (!engine_is_occupied(engine))
		return 0;
	return (double)(clock_monotonic() - engine->moved_at) / 1e9;
}

static enum engine_state engine_get_state(const struct engine *engine, double seconds)
{
	if (engine->netlink.deaths >= ENGINE_DEATHS)
		return ENGINE_DEAD;
	if (seconds >= ENGINE_PATIENCE && !engine->options.replay)
		return ENGINE_BLOCKED;
	if (engine->netlink.deaths)
		return ENGINE_RESTARTED;
	return engine->samples ? ENGINE_LIVE : ENGINE_WAITING;
}

static double engine_host_seconds(const struct engine *engine)
{
	double seconds = (double)(clock_monotonic() - engine->host.sent_at) / 1e9;

	return engine->host.is_in_flight && seconds >= ENGINE_HOST_PATIENCE ? seconds : 0;
}

struct engine_status engine_get_status(const struct engine *engine)
{
	double seconds = engine_seconds_in_flight(engine);
	int64_t interval = schedule_interval(&engine->schedule);

	struct engine_status status = {
		.state = engine_get_state(engine, seconds),
		.time = engine_time(engine),
		.seconds = seconds,
		.interval = (double)interval / 1e9,
		.is_stretched = interval > engine->schedule.delay,
		.is_paused = engine->is_paused,
		.samples = engine->samples,
		.code = engine->code,
		.host_seconds = engine_host_seconds(engine),
		.words = engine->words,
		.is_recording = engine->options.record && !engine->record_trouble[0],
		.record_trouble = engine->record_trouble,
	};

	if (seconds > 0)
		progress_describe(engine->netlink.progress, status.request, sizeof(status.request));
	return status;
}

void engine_set_delay(struct engine *engine, double seconds)
{
	engine->options.delay = seconds;
	schedule_set_delay(&engine->schedule, llround(seconds * 1e9));
	if (!engine->options.is_stepped && engine->samples && !engine_is_under_way(engine))
		engine_plan_next(engine);
}

void engine_set_timeout(struct engine *engine, double seconds)
{
	engine->has_deadline = true;
	ev_timer_stop(engine->loop, &engine->timeout);
	if (seconds > 0)
		engine_set_timer(engine, &engine->timeout, seconds);
}

void engine_set_paused(struct engine *engine, bool is_paused)
{
	if (engine->is_paused == is_paused)
		return;
	engine->is_paused = is_paused;
	engine->player.shown_at = clock_monotonic();
	if (engine->options.replay)
		engine_replay_plan(engine);
	else if (is_paused)
		engine_hold_netlink(engine);
	else
		engine_refresh(engine);
}

/* Appends NAME to TO, which holds BYTES; what does not fit whole is left out. Returns the bytes then. */
static size_t put_closer(char *to, size_t bytes, const char *name)
{
	size_t size = strlen(name) + 1;

	if (size == 1 || bytes + size > ENGINE_CLOSER_SIZE)
		return bytes;
	memcpy(to + bytes, name, size);
	return bytes + size;
}

/* Of a recording, each model that follows has the histories, too. */
static void engine_watch(struct engine *engine, const char *device)
{
	struct engine_player *player = &engine->player;

	model_watch(engine->model, device);
	if (!engine->options.replay)
		return;
	if (player->shown)
		model_watch(player->shown, device);
	free(player->watched);
	player->watched = device ? strdup(device) : NULL;
}

void engine_look_closer(struct engine *engine, const char *device, const char *others, size_t bytes)
{
	char closer[ENGINE_CLOSER_SIZE];
	size_t used = put_closer(closer, 0, device ? device : "");

	for (size_t at = 0; at < bytes; at += strlen(others + at) + 1)
		used = put_closer(closer, used, others + at);
	engine_watch(engine, device);
	if (used == engine->closer_bytes && !memcmp(engine->closer, closer, used))
		return;
	memcpy(engine->closer, closer, used);
	engine->closer_bytes = used;
	engine_ask_closer(engine);
}

void engine_refresh(struct engine *engine)
{
	if (engine_is_under_way(engine) || engine->options.is_stepped)
		return;
	if (engine->options.replay) {
		engine->is_stepping = true;
		engine_replay_plan(engine);
		return;
	}
	ev_timer_stop(engine->loop, &engine->due);
	schedule_start(&engine->schedule, clock_now(&engine->clock));
	engine_ask_netlink(engine, engine->schedule.start, false);
}

void engine_step(struct engine *engine)
{
	int64_t due = engine->netlink.number ? engine->schedule.last + engine->schedule.delay :
				       engine->schedule.start;

	engine->is_stepping = true;
	if (engine->options.replay)
		engine_replay_plan(engine);
	else
		engine_ask_netlink(engine, due, false);
}
