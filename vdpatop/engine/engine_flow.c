/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When to ask, what to do with the answers, whom to tell. */
#include "engine/engine_private.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/index.h"
#include "engine/rights.h"

static void engine_tell_changed(struct engine *engine)
{
	engine->handler.changed(engine->handler.context);
}

int64_t engine_time(const struct engine *engine)
{
	return engine->options.is_stepped ? engine->schedule.last : clock_now(&engine->clock);
}

static void engine_add_event(struct engine *engine, const char *words)
{
	model_add_event(engine->model, engine_time(engine), MODEL_EVENT_ERROR, words);
	engine_tell_changed(engine);
}

void engine_set_timer(struct engine *engine, ev_timer *timer, double after)
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

	if (link->child.socket < 0) {
		result = link_restart(link);
		if (result < 0)
			return result;
		ev_io_set(io, link->child.socket, EV_READ);
		ev_io_start(engine->loop, io);
	}
	sample->due = due;
	sample->clock_offset = engine->clock.offset;
	sample->question_bytes = 0;
	if (link == &engine->host) {
		engine_put_questions(engine, sample);
	} else {
		sample->number = ++engine->number;
		sample->question_bytes = (uint32_t)strlen(engine->closer) + 1;
		memcpy(sample->questions, engine->closer, sample->question_bytes);
	}
	return link_ask(link, sample);
}

void engine_ask_host(struct engine *engine)
{
	int64_t now = clock_monotonic();

	if (engine->host.is_in_flight || engine->host.deaths >= ENGINE_DEATHS)
		return;
	engine->host_due = now + ENGINE_HOST_INTERVAL;
	if (engine_ask(engine, &engine->host, &engine->host_io, engine_time(engine)) < 0)
		engine->host_due = now; /* with the next sample again */
	else
		engine_set_timer(engine, &engine->host_patience, ENGINE_HOST_PATIENCE);
}

static void engine_on_host_patience(struct ev_loop *loop, ev_timer *timer, int events)
{
	struct engine *engine = timer->data;

	(void)loop;
	(void)events;
	if (!engine->host.is_in_flight)
		return;
	engine_add_event(engine, "sysfs or /proc holds the host worker: drivers and users are old");
}

/*
 * Follows real time when somebody set it: everything that is remembered moves along, so that no
 * interval and no tick does. The demo's time is its schedule's alone. Returns the ns moved by.
 */
static int64_t engine_follow_clock(struct engine *engine)
{
	int64_t delta;

	if (engine->options.is_stepped || engine->options.is_demo)
		return 0;
	delta = clock_adjust(&engine->clock);
	if (!delta)
		return 0;
	schedule_shift(&engine->schedule, delta);
	model_shift_time(engine->model, delta);
	engine_add_event(engine, "real time was set; times follow it from here on");
	return delta;
}

/* Said once, until it works again: no more processes, no more memory, or a death just now. */
static void engine_fail_to_ask(struct engine *engine, int code)
{
	snprintf(engine->words, sizeof(engine->words), "the netlink worker cannot be started: %s",
		 error_text(code));
	if (code != -EPIPE && !engine->said_no_start)
		engine_add_event(engine, engine->words);
	engine->said_no_start |= code != -EPIPE;
	engine_wait_for_next(engine);
}

void engine_ask_netlink(struct engine *engine, int64_t due, bool is_extra)
{
	int result;

	if (engine->netlink.is_in_flight || engine->netlink.deaths >= ENGINE_DEATHS)
		return;
	due += engine_follow_clock(engine);
	if (!is_extra || engine->options.is_stepped)
		engine->schedule.last = due;
	engine->schedule.asked = engine_time(engine);
	engine->is_extra = is_extra;
	result = engine_ask(engine, &engine->netlink, &engine->netlink_io, due);
	if (result < 0) {
		engine_fail_to_ask(engine, result);
		return;
	}
	engine->has_news = false;
	engine->moved_at = clock_monotonic();
	engine_set_timer(engine, &engine->patience, ENGINE_PATIENCE);
}

static bool engine_is_complete(const struct engine *engine)
{
	uint64_t iterations = engine->options.iterations;

	return iterations && engine->samples - engine->extras >= iterations;
}

/* A step that came to nothing is taken again, at the same time; it ends with a sample. */
static void engine_ask_again(struct engine *engine)
{
	engine->next = engine->schedule.last;
	if (engine->is_stepping)
		engine_set_timer(engine, &engine->due, 0);
}

void engine_wait_for_next(struct engine *engine)
{
	int64_t now = clock_now(&engine->clock);

	if (engine->options.is_stepped) {
		engine_ask_again(engine);
		return;
	}
	if (engine->is_paused || engine_is_complete(engine))
		return;
	engine->next = schedule_next(&engine->schedule, now);
	engine->is_extra = engine->has_news && engine->options.wants_news &&
			   schedule_extra(&engine->schedule, now, engine->next, &engine->next);
	engine_set_timer(engine, &engine->due, (double)(engine->next - now) / 1e9);
}

static void engine_on_due(struct ev_loop *loop, ev_timer *timer, int events)
{
	struct engine *engine = timer->data;
	int64_t due = engine->next;

	(void)loop;
	(void)events;
	if (!engine->options.is_stepped)
		due = schedule_current(&engine->schedule, due, clock_now(&engine->clock));
	engine_ask_netlink(engine, due, engine->is_extra);
}

void engine_look_at_progress(struct engine *engine)
{
	uint64_t count = progress_count(engine->netlink.progress);

	if (count == engine->progress)
		return;
	engine->progress = count;
	engine->moved_at = clock_monotonic();
}

static void engine_on_patience(struct ev_loop *loop, ev_timer *timer, int events)
{
	struct engine *engine = timer->data;

	(void)loop;
	(void)events;
	if (!engine->netlink.is_in_flight)
		return;
	engine_look_at_progress(engine);
	if (clock_monotonic() + ENGINE_HOST_INTERVAL - engine->host_due > ENGINE_HOST_BLOCKED_INTERVAL)
		engine_ask_host(engine);
	engine_set_timer(engine, &engine->patience, ENGINE_PATIENCE);
	if (engine->options.is_stepped)
		engine->handler.timed_out(engine->handler.context);
	engine_tell_changed(engine);
}

/* What, when it changes, makes the host worth another look: devices, and who negotiated what. */
static uint32_t engine_host_state(const struct model *model)
{
	uint32_t hash = 0;

	for (size_t i = 0; i < model->mgmtdev_count; i++) {
		uint32_t parts[] = { hash, index_hash_text(model->mgmtdevs[i].handle) };

		hash = index_hash(parts, sizeof(parts));
	}
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
	engine->is_held = false;
	engine->is_stepping = false;
	engine->said_no_start = false;
	ev_timer_stop(engine->loop, &engine->grace);
	ev_timer_stop(engine->loop, &engine->timeout);
	engine->samples++;
	engine->extras += engine->is_extra;
	engine->handler.sampled(engine->handler.context);
	if (engine_is_complete(engine))
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

static void engine_on_timeout(struct ev_loop *loop, ev_timer *timer, int events)
{
	struct engine *engine = timer->data;

	(void)loop;
	(void)events;
	if (!engine->samples && !engine->is_held)
		engine->handler.timed_out(engine->handler.context);
}

/*
 * Whether the sample waits for the host's facts: the first one of a batch, and every one of a
 * script, which must show the same in every run.
 */
static bool engine_must_hold(const struct engine *engine)
{
	const struct engine_options *options = &engine->options;

	if (!engine->host.is_in_flight)
		return false;
	return options->is_stepped ||
	       (options->waits_for_host && !engine->samples && !engine->host.answers);
}

static void engine_take_sample(struct engine *engine, const struct engine_done *done,
			       const void *data)
{
	struct snapshot snapshot;
	int result = -EBADMSG;

	engine->schedule.kernel_time = done->kernel_time;
	engine_note_news(engine, &done->news);
	if (data)
		result = snapshot_open(&snapshot, data, done->bytes);
	if (!result)
		result = model_update(engine->model, &snapshot);
	engine->code = result;
	if (result < 0) {
		engine->code = done->code ? done->code : result;
		engine_add_event(engine, done->words[0] ? done->words : error_text(result));
		engine_wait_for_next(engine);
		return;
	}
	engine_look_at_host(engine);
	if (!engine_must_hold(engine)) {
		engine_hand_on(engine);
		return;
	}
	engine->is_held = true;
	if (!engine->options.is_stepped)
		engine_set_timer(engine, &engine->grace, ENGINE_HOST_GRACE);
}

static void engine_take_facts(struct engine *engine, const struct engine_done *done,
			      const void *data)
{
	struct facts facts;

	if (!data || facts_open(&facts, data, done->bytes) < 0)
		engine_add_event(engine, done->words[0] ? done->words :
							  "what the host worker found makes no sense");
	else if (model_update_facts(engine->model, &facts) < 0)
		engine_add_event(engine, "out of memory");
	if (engine->model->has_sample)
		engine_look_at_host(engine); /* what happened while it looked */
	if (engine->is_held && !engine_must_hold(engine))
		engine_hand_on(engine);
	else
		engine_tell_changed(engine);
}

static void engine_mourn(struct engine *engine, struct link *link)
{
	bool is_last = rights_are_borrowed() || link->deaths >= ENGINE_DEATHS;
	const char *what = link == &engine->netlink ? "netlink" : "host";

	if (is_last)
		link->deaths = ENGINE_DEATHS;
	snprintf(engine->words, sizeof(engine->words), "the %s worker died%s", what,
		 !is_last ? "; it is started again" :
		 rights_are_borrowed() ? "; its rights are gone, so start vdpatop again" :
					 " again and again; please report this");
	engine_add_event(engine, engine->words);
	engine->has_news |= link == &engine->netlink && engine->is_extra;
	if (link == &engine->host)
		engine->host_due = 0; /* with the next sample */
	else if (!is_last)
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
	case LINK_NEWS:
		engine_take_news(engine, &done.news);
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
	case LINK_NEWS:
		break; /* sysfs tells nothing unasked */
	case LINK_DEATH:
		ev_io_stop(loop, io);
		engine_mourn(engine, &engine->host);
		if (engine->is_held)
			engine_hand_on(engine);
		break;
	}
}

void engine_init_watchers(struct engine *engine)
{
	ev_io_init(&engine->netlink_io, engine_on_netlink, engine->netlink.child.socket, EV_READ);
	ev_io_init(&engine->host_io, engine_on_host, engine->host.child.socket, EV_READ);
	ev_timer_init(&engine->due, engine_on_due, 0, 0);
	ev_timer_init(&engine->host_patience, engine_on_host_patience, 0, 0);
	ev_timer_init(&engine->patience, engine_on_patience, 0, 0);
	ev_timer_init(&engine->grace, engine_on_grace, 0, 0);
	ev_timer_init(&engine->timeout, engine_on_timeout, 0, 0);
	engine->netlink_io.data = engine->host_io.data = engine;
	engine->due.data = engine->patience.data = engine->host_patience.data = engine;
	engine->grace.data = engine->timeout.data = engine;
	ev_io_start(engine->loop, &engine->netlink_io);
	ev_io_start(engine->loop, &engine->host_io);
}

void engine_stop_watchers(struct engine *engine)
{
	ev_io_stop(engine->loop, &engine->netlink_io);
	ev_io_stop(engine->loop, &engine->host_io);
	ev_timer_stop(engine->loop, &engine->due);
	ev_timer_stop(engine->loop, &engine->patience);
	ev_timer_stop(engine->loop, &engine->host_patience);
	ev_timer_stop(engine->loop, &engine->grace);
	ev_timer_stop(engine->loop, &engine->timeout);
}
