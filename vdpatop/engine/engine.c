/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The program's heart: when to ask, what to do with the answers, whom to tell. */
#include "engine/engine.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ev.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/index.h"
#include "base/text.h"
#include "engine/link.h"
#include "engine/rights.h"
#include "engine/schedule.h"
#include "engine/worker.h"
#include "model/model.h"

/* A request that takes longer than this is called blocked, and the screen counts its seconds. */
#define ENGINE_PATIENCE 1.0
/* The host is looked at again after this long without a change, and this often while blocked. */
#define ENGINE_HOST_INTERVAL (30 * CLOCK_SECOND)
#define ENGINE_HOST_BLOCKED_INTERVAL (5 * CLOCK_SECOND)
/* The first sample waits this long for the host's facts. */
#define ENGINE_HOST_GRACE 2.0
/* A worker that dies this often without having answered is not started again. */
#define ENGINE_DEATHS 5
#define ENGINE_HISTORY 300
/* Where the time of a stepped run begins: 2026-01-01T00:00:00Z. */
#define ENGINE_STEPPED_START INT64_C(1767225600000000000)

struct engine {
	struct engine_options options;
	struct engine_handler handler;
	struct ev_loop *loop;
	struct clock clock;
	struct schedule schedule;
	struct model *model;
	struct link netlink, host;
	struct snapshot snapshots[2];
	struct facts facts[2];
	struct engine_sample sample; /* the last one asked for; kept for its size */
	ev_io netlink_io, host_io;
	ev_timer due;       /* the next sample */
	ev_timer patience;  /* a request under way takes long */
	ev_timer grace;     /* for the host's facts, before the first sample */
	uint64_t number;
	uint64_t samples;
	int64_t next;       /* what the due timer is set for, ns since 1970 */
	int64_t host_due;   /* monotonic ns; the host is looked at when a sample comes after it */
	uint32_t host_state; /* hash of what makes the host be looked at again */
	bool is_paused;
	bool is_held;       /* the first sample is there and waits for the facts */
	bool is_started;
	char words[256];
};

static const struct child_work engine_netlink_work = { "vdpatop-netlink", RIGHTS_NETLINK,
						       worker_run_netlink };
static const struct child_work engine_host_work = { "vdpatop-host", RIGHTS_HOST, worker_run_host };

static void engine_tell_changed(struct engine *engine)
{
	engine->handler.changed(engine->handler.context);
}

static int64_t engine_time(const struct engine *engine)
{
	return engine->options.is_stepped ? engine->schedule.last : clock_now(&engine->clock);
}

static void engine_add_event(struct engine *engine, const char *words)
{
	model_add_event(engine->model, engine_time(engine), MODEL_EVENT_ERROR, words);
	engine_tell_changed(engine);
}

static void timer_set(struct engine *engine, ev_timer *timer, double after)
{
	ev_now_update(engine->loop);
	ev_timer_stop(engine->loop, timer);
	ev_timer_set(timer, after > 0 ? after : 0, 0);
	ev_timer_start(engine->loop, timer);
}

/* Puts the mgmtdevs' names into the question to the host: it then says more about them. */
static void engine_put_questions(const struct engine *engine, struct engine_sample *sample)
{
	size_t used = 0;

	for (size_t i = 0; i < engine->model->mgmtdev_count; i++) {
		const struct model_mgmtdev *mgmtdev = &engine->model->mgmtdevs[i];
		size_t bus = strlen(mgmtdev->bus) + 1;
		size_t name = strlen(mgmtdev->name) + 1;

		if (used + bus + name > sizeof(sample->questions))
			break;
		memcpy(sample->questions + used, mgmtdev->bus, bus);
		memcpy(sample->questions + used + bus, mgmtdev->name, name);
		used += bus + name;
	}
	sample->question_bytes = (uint32_t)used;
}

static int engine_ask(struct engine *engine, struct link *link, ev_io *io, int64_t due)
{
	struct engine_sample *sample = &engine->sample;
	int result;

	if (link->child.socket < 0 && link_restart(link) == 0) {
		ev_io_set(io, link->child.socket, EV_READ);
		ev_io_start(engine->loop, io);
	}
	sample->due = due;
	sample->clock_offset = engine->clock.offset;
	sample->question_bytes = 0;
	if (link == &engine->host)
		engine_put_questions(engine, sample);
	else
		sample->number = ++engine->number;
	result = link_ask(link, sample);
	return result;
}

static void engine_ask_host(struct engine *engine)
{
	if (engine->host.is_in_flight || engine->host.deaths >= ENGINE_DEATHS)
		return;
	engine_ask(engine, &engine->host, &engine->host_io, engine_time(engine));
	engine->host_due = clock_monotonic() + ENGINE_HOST_INTERVAL;
}

static void engine_ask_netlink(struct engine *engine, int64_t due)
{
	if (engine->netlink.is_in_flight || engine->netlink.deaths >= ENGINE_DEATHS)
		return;
	if (!engine->options.is_stepped && clock_adjust(&engine->clock))
		engine_add_event(engine, "real time was set; times follow it from here on");
	engine->schedule.last = due;
	if (engine_ask(engine, &engine->netlink, &engine->netlink_io, due) < 0)
		return;
	timer_set(engine, &engine->patience, ENGINE_PATIENCE);
}

static void engine_wait_for_next(struct engine *engine)
{
	int64_t now = clock_now(&engine->clock);

	if (engine->is_paused || engine->options.is_stepped ||
	    (engine->options.iterations && engine->samples >= engine->options.iterations))
		return;
	engine->next = schedule_next(&engine->schedule, now);
	timer_set(engine, &engine->due, (double)(engine->next - now) / 1e9);
}

static void engine_on_due(struct ev_loop *loop, ev_timer *timer, int events)
{
	struct engine *engine = timer->data;

	(void)loop;
	(void)events;
	engine_ask_netlink(engine, schedule_current(&engine->schedule, engine->next,
						    clock_now(&engine->clock)));
}

static void engine_on_patience(struct ev_loop *loop, ev_timer *timer, int events)
{
	struct engine *engine = timer->data;

	(void)loop;
	(void)events;
	if (!engine->netlink.is_in_flight)
		return;
	if (clock_monotonic() + ENGINE_HOST_INTERVAL - engine->host_due > ENGINE_HOST_BLOCKED_INTERVAL)
		engine_ask_host(engine);
	timer_set(engine, &engine->patience, ENGINE_PATIENCE);
	engine_tell_changed(engine);
}

/* What, when it changes, makes the host worth another look: devices, and who negotiated what. */
static uint32_t engine_host_state(const struct model *model)
{
	uint32_t hash = 0;

	for (size_t i = 0; i < model->device_count; i++) {
		const struct model_device *device = &model->devices[i];
		uint64_t parts[] = { hash, index_hash_text(device->name), device->config.negotiated,
				     device->config.valid & VDPA_HAS_NEGOTIATED };

		hash = index_hash(parts, sizeof(parts));
	}
	return hash;
}

static void engine_look_at_host(struct engine *engine)
{
	uint32_t state = engine_host_state(engine->model);

	if (state == engine->host_state && clock_monotonic() < engine->host_due)
		return;
	if (engine->host.is_in_flight)
		return; /* the next sample finds the same difference */
	engine->host_state = state;
	engine_ask_host(engine);
}

static void engine_hand_on(struct engine *engine)
{
	bool is_last;

	engine->is_held = false;
	ev_timer_stop(engine->loop, &engine->grace);
	engine->samples++;
	is_last = engine->options.iterations && engine->samples >= engine->options.iterations;
	engine->handler.sampled(engine->handler.context);
	if (is_last)
		engine->handler.finished(engine->handler.context);
	else
		engine_wait_for_next(engine);
}

static void engine_on_grace(struct ev_loop *loop, ev_timer *timer, int events)
{
	struct engine *engine = timer->data;

	(void)loop;
	(void)events;
	if (engine->is_held)
		engine_hand_on(engine);
}

static void engine_take_sample(struct engine *engine, const struct engine_done *done,
			       const void *data)
{
	struct snapshot *snapshot = &engine->snapshots[done->number % 2];
	int result = -EBADMSG;

	engine->schedule.kernel_time = done->kernel_time;
	if (data)
		result = snapshot_open(snapshot, data, done->bytes);
	if (!result)
		result = model_update(engine->model, snapshot);
	if (result < 0) {
		engine_add_event(engine, done->words[0] ? done->words : error_text(result));
		engine_wait_for_next(engine);
		return;
	}
	engine_look_at_host(engine);
	if (engine->options.waits_for_host && !engine->samples && !engine->host.answers &&
	    engine->host.is_in_flight) {
		engine->is_held = true;
		timer_set(engine, &engine->grace, ENGINE_HOST_GRACE);
		return;
	}
	engine_hand_on(engine);
}

static void engine_take_facts(struct engine *engine, const struct engine_done *done,
			      const void *data)
{
	struct facts *facts = &engine->facts[engine->host.answers % 2];

	if (!data || facts_open(facts, data, done->bytes) < 0)
		engine_add_event(engine, done->words[0] ? done->words :
							  "what the host worker found makes no sense");
	else if (model_update_facts(engine->model, facts) < 0)
		engine_add_event(engine, "out of memory");
	if (engine->is_held)
		engine_hand_on(engine);
	else
		engine_tell_changed(engine);
}

static void engine_mourn(struct engine *engine, const struct link *link)
{
	bool is_last = rights_are_borrowed() || link->deaths >= ENGINE_DEATHS;
	const char *what = link == &engine->netlink ? "netlink" : "host";

	snprintf(engine->words, sizeof(engine->words), "the %s worker died%s", what,
		 !is_last ? "; it is started again" :
		 rights_are_borrowed() ? "; its rights are gone, so start vdpatop again" :
					 " again and again; please report this");
	if (is_last && link == &engine->netlink)
		engine->netlink.deaths = ENGINE_DEATHS;
	engine_add_event(engine, engine->words);
	if (link == &engine->netlink && !is_last)
		engine_wait_for_next(engine);
}

static void engine_on_netlink(struct ev_loop *loop, ev_io *io, int events)
{
	struct engine *engine = io->data;
	struct engine_done done;
	const void *data;

	(void)events;
	switch (link_receive(&engine->netlink, &done, &data)) {
	case LINK_NOTHING:
		break;
	case LINK_ANSWER:
		ev_timer_stop(loop, &engine->patience);
		engine_take_sample(engine, &done, data);
		break;
	case LINK_DEATH:
		ev_io_stop(loop, io);
		ev_timer_stop(loop, &engine->patience);
		engine_mourn(engine, &engine->netlink);
		break;
	}
}

static void engine_on_host(struct ev_loop *loop, ev_io *io, int events)
{
	struct engine *engine = io->data;
	struct engine_done done;
	const void *data;

	(void)events;
	switch (link_receive(&engine->host, &done, &data)) {
	case LINK_NOTHING:
		break;
	case LINK_ANSWER:
		engine_take_facts(engine, &done, data);
		break;
	case LINK_DEATH:
		ev_io_stop(loop, io);
		engine_mourn(engine, &engine->host);
		if (engine->is_held)
			engine_hand_on(engine);
		break;
	}
}

static int engine_open_links(struct engine *engine)
{
	int result = link_open(&engine->netlink, &engine_netlink_work);

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
	free(engine);
	return error_set(error, result, "starting the workers: %s", error_text(result));
}
static void engine_fill_start(const struct engine *engine, struct engine_start *start)
{
	const struct engine_options *options = &engine->options;

	*start = (struct engine_start){
		.kind = ENGINE_START,
		.is_demo = options->is_demo,
		.wants_vendor = options->wants_vendor,
		.demo = options->demo,
		.clock_offset = engine->clock.offset,
	};
	text_copy(start->device_glob, ENGINE_GLOB_SIZE, options->device_glob ? options->device_glob : "");
	text_copy(start->mgmtdev_glob, ENGINE_GLOB_SIZE,
		  options->mgmtdev_glob ? options->mgmtdev_glob : "");
	text_copy(start->root, ENGINE_GLOB_SIZE, options->root ? options->root : "");
}

static void engine_init_watchers(struct engine *engine)
{
	ev_io_init(&engine->netlink_io, engine_on_netlink, engine->netlink.child.socket, EV_READ);
	ev_io_init(&engine->host_io, engine_on_host, engine->host.child.socket, EV_READ);
	ev_timer_init(&engine->due, engine_on_due, 0, 0);
	ev_timer_init(&engine->patience, engine_on_patience, 0, 0);
	ev_timer_init(&engine->grace, engine_on_grace, 0, 0);
	engine->netlink_io.data = engine->host_io.data = engine;
	engine->due.data = engine->patience.data = engine->grace.data = engine;
	ev_io_start(engine->loop, &engine->netlink_io);
	ev_io_start(engine->loop, &engine->host_io);
}

int engine_start(struct engine *engine, const struct engine_options *options,
		 const struct engine_handler *handler, struct error *error)
{
	engine->options = *options;
	engine->handler = *handler;
	clock_start(&engine->clock);
	engine->model = model_new(ENGINE_HISTORY);
	if (!engine->model)
		return error_set(error, -ENOMEM, "out of memory");
	engine->schedule.delay = llround(options->delay * 1e9);
	engine->schedule.max_load = options->max_load;
	schedule_start(&engine->schedule, options->is_stepped ? ENGINE_STEPPED_START :
								clock_now(&engine->clock));
	engine_fill_start(engine, &engine->netlink.start);
	engine->host.start = engine->netlink.start;
	engine_init_watchers(engine);
	engine->is_started = true;
	engine_ask_host(engine);
	if (!options->is_stepped)
		engine_ask_netlink(engine, engine->schedule.start);
	return 0;
}

void engine_free(struct engine *engine)
{
	if (!engine)
		return;
	if (engine->is_started) {
		ev_io_stop(engine->loop, &engine->netlink_io);
		ev_io_stop(engine->loop, &engine->host_io);
		ev_timer_stop(engine->loop, &engine->due);
		ev_timer_stop(engine->loop, &engine->patience);
		ev_timer_stop(engine->loop, &engine->grace);
	}
	model_free(engine->model);
	link_close(&engine->netlink);
	link_close(&engine->host);
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

bool engine_is_busy(const struct engine *engine)
{
	return engine->netlink.is_in_flight;
}

struct model *engine_model(struct engine *engine)
{
	return engine->model;
}

static double engine_seconds_in_flight(const struct engine *engine)
{
	if (!engine->netlink.is_in_flight)
		return 0;
	return (double)(clock_monotonic() - engine->netlink.sent_at) / 1e9;
}

static enum engine_state engine_get_state(const struct engine *engine, double seconds)
{
	if (engine->netlink.deaths >= ENGINE_DEATHS)
		return ENGINE_DEAD;
	if (seconds >= ENGINE_PATIENCE)
		return ENGINE_BLOCKED;
	return engine->samples ? ENGINE_LIVE : ENGINE_WAITING;
}

struct engine_status engine_get_status(const struct engine *engine)
{
	double seconds = engine_seconds_in_flight(engine);
	int64_t interval = schedule_interval(&engine->schedule);

	return (struct engine_status){
		.state = engine_get_state(engine, seconds),
		.seconds = seconds,
		.interval = (double)interval / 1e9,
		.is_stretched = interval > engine->schedule.delay,
		.is_paused = engine->is_paused,
		.samples = engine->samples,
		.words = engine->words,
	};
}

void engine_set_paused(struct engine *engine, bool is_paused)
{
	if (engine->is_paused == is_paused)
		return;
	engine->is_paused = is_paused;
	if (is_paused)
		ev_timer_stop(engine->loop, &engine->due);
	else
		engine_refresh(engine);
}

void engine_set_delay(struct engine *engine, double delay)
{
	engine->schedule.delay = llround(delay * 1e9);
	schedule_start(&engine->schedule, clock_now(&engine->clock));
	if (!engine->netlink.is_in_flight)
		engine_wait_for_next(engine);
}

void engine_refresh(struct engine *engine)
{
	if (engine->netlink.is_in_flight || engine->options.is_stepped)
		return;
	ev_timer_stop(engine->loop, &engine->due);
	schedule_start(&engine->schedule, clock_now(&engine->clock));
	engine_ask_netlink(engine, engine->schedule.start);
}

void engine_step(struct engine *engine)
{
	int64_t due = engine->number ? engine->schedule.last + engine->schedule.delay :
				       engine->schedule.start;

	engine_ask_netlink(engine, due);
}
