/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * When to ask, and what. A sample is asked for as soon as the one before has come; the worker waits
 * until it is due, so that main is woken by the answer alone. What changes meanwhile is said by
 * asking for the same sample otherwise.
 */
#include "engine/engine_private.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"

void engine_set_timer(struct engine *engine, ev_timer *timer, double after)
{
	ev_now_update(engine->loop);
	ev_timer_stop(engine->loop, timer);
	ev_timer_set(timer, after > 0 ? after : 0, 0);
	ev_timer_start(engine->loop, timer);
}

bool engine_is_waiting(const struct engine *engine)
{
	return engine->netlink.is_in_flight && engine->begin > clock_monotonic();
}

bool engine_is_sampling(const struct engine *engine)
{
	return engine->netlink.is_in_flight && engine->begin <= clock_monotonic();
}

bool engine_is_under_way(const struct engine *engine)
{
	return engine->part != ENGINE_TAKEN || engine_is_sampling(engine);
}

bool engine_is_occupied(const struct engine *engine)
{
	return engine->netlink.command || engine_is_sampling(engine);
}

void engine_be_patient(struct engine *engine)
{
	const struct link *netlink = &engine->netlink;
	int64_t left = engine->moved_at - clock_monotonic();

	ev_timer_stop(engine->loop, &engine->patience);
	if (netlink->command || (netlink->is_in_flight && engine->begin != ENGINE_NEVER))
		engine_set_timer(engine, &engine->patience, (double)left / 1e9 + ENGINE_PATIENCE);
}

void engine_begin_moving(struct engine *engine)
{
	int64_t now = clock_monotonic();
	bool is_idle_until = !engine->netlink.command && engine->netlink.is_in_flight &&
			     engine->begin > now;

	engine->moved_at = is_idle_until ? engine->begin : now;
	engine_be_patient(engine);
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

static void engine_put_closer(const struct engine *engine, struct engine_sample *sample)
{
	sample->question_bytes = (uint32_t)engine->closer_bytes;
	memcpy(sample->questions, engine->closer, engine->closer_bytes);
}

/* A worker that died is started again. 0 or a negative errno. */
static int engine_revive(struct engine *engine, struct link *link, ev_io *io)
{
	int result;

	if (link->child.socket >= 0)
		return 0;
	result = link_restart(link);
	if (result < 0)
		return result;
	ev_io_set(io, link->child.socket, EV_READ);
	ev_io_start(engine->loop, io);
	return 0;
}

static int engine_send_host(struct engine *engine)
{
	int result = engine_revive(engine, &engine->host, &engine->host_io);

	if (result < 0)
		return result;
	engine->sample.due = engine_time(engine);
	engine->sample.begin = 0;
	engine->sample.clock_offset = engine->clock.offset;
	engine_put_questions(engine, &engine->sample);
	return link_ask(&engine->host, &engine->sample);
}

/* What a worker that waits does not take in because it hangs, it is not to be told twice. */
static int engine_send_netlink(struct engine *engine)
{
	int result = engine_revive(engine, &engine->netlink, &engine->netlink_io);

	if (result < 0)
		return result;
	engine->sample.due = engine->next;
	engine->sample.begin = engine->begin;
	engine->sample.clock_offset = engine->clock.offset;
	engine->sample.is_extra = engine->is_extra;
	engine->sample.follows_clock = !engine->options.is_stepped && !engine->options.is_demo &&
				       !engine->options.replay;
	engine_put_closer(engine, &engine->sample);
	if (!engine->netlink.is_in_flight)
		return link_ask(&engine->netlink, &engine->sample);
	link_ask_otherwise(&engine->netlink, &engine->sample);
	return 0;
}

int engine_send_command(struct engine *engine, uint64_t number, const struct task *task)
{
	bool was_occupied = engine_is_occupied(engine);
	int result = engine->netlink.deaths < ENGINE_DEATHS ?
			     engine_revive(engine, &engine->netlink, &engine->netlink_io) : -ECHILD;

	if (!result)
		result = link_command(&engine->netlink, number, task);
	if (!result && !was_occupied)
		engine_begin_moving(engine);
	return result;
}

int engine_send_facts(struct engine *engine, struct engine_facts *facts, const void *data)
{
	int result = engine->netlink.deaths < ENGINE_DEATHS ?
			     engine_revive(engine, &engine->netlink, &engine->netlink_io) : -ECHILD;

	return result < 0 ? result : link_facts(&engine->netlink, facts, data);
}

void engine_ask_host(struct engine *engine)
{
	int64_t now = clock_monotonic();

	if (engine->host.is_in_flight || engine->host.deaths >= ENGINE_DEATHS)
		return;
	engine->host_due = now + ENGINE_HOST_INTERVAL;
	if (engine_send_host(engine) < 0)
		engine->host_due = now; /* with the next sample again */
	else
		engine_set_timer(engine, &engine->host_patience, ENGINE_HOST_PATIENCE);
}

void engine_tell_clock(struct engine *engine)
{
	model_add_event(engine->model, engine_time(engine), MODEL_EVENT_CLOCK,
			"real time was set; times follow it from here on");
	engine->handler.changed(engine->handler.context);
}

/*
 * Follows real time when somebody set it: everything that is remembered moves along, so that no
 * interval and no tick does. The demo's time is its schedule's alone. Returns the ns moved by.
 */
static int64_t engine_follow_clock(struct engine *engine)
{
	int64_t delta;

	if (engine->options.is_stepped || engine->options.is_demo || engine->options.replay)
		return 0;
	delta = clock_adjust(&engine->clock);
	if (!delta)
		return 0;
	schedule_shift(&engine->schedule, delta);
	model_shift_time(engine->model, delta);
	engine_tell_clock(engine);
	return delta;
}

void engine_mark_taken(struct engine *engine)
{
	if (engine->options.is_stepped || engine->begin > clock_monotonic())
		return;
	if (!engine->is_extra)
		engine->schedule.last = engine->next;
	engine->schedule.asked = engine->begin + engine->clock.offset;
}

/* The next tick, or what is worth a sample before it. Returns when it is due. */
static int64_t engine_choose_next(struct engine *engine, bool *ret_is_extra)
{
	struct schedule *schedule = &engine->schedule;
	int64_t now = clock_now(&engine->clock);
	int64_t next = engine->was_away && !schedule->keeps_every_tick ?
			       schedule_current(schedule, schedule->last, now) :
			       schedule_next(schedule, now);

	engine->was_away = false;
	*ret_is_extra = engine->has_news && engine->options.wants_news &&
			schedule_extra(schedule, now, next, &next);
	return next;
}

/* A step that came to nothing is taken again, at the same time; it ends with a sample. */
static void engine_ask_again(struct engine *engine)
{
	engine->next = engine->schedule.last;
	if (engine->is_stepping)
		engine_set_timer(engine, &engine->due, 0);
}

/* No worker is there that could wait for the next sample. */
static void engine_wait_alone(struct engine *engine)
{
	if (engine->options.is_stepped) {
		engine_ask_again(engine);
		return;
	}
	engine->next = engine_choose_next(engine, &engine->is_extra);
	engine_set_timer(engine, &engine->due,
			 (double)(engine->next - clock_now(&engine->clock)) / 1e9);
}

/* Said once, until it works again: no more processes, no more memory, or a death just now. */
static void engine_fail_to_ask(struct engine *engine, int code)
{
	snprintf(engine->words, sizeof(engine->words), "the netlink worker cannot be started: %s",
		 error_text(code));
	if (code != -EPIPE && !engine->said_no_start)
		engine_add_event(engine, engine->words);
	engine->said_no_start |= code != -EPIPE;
	engine_mark_taken(engine);
	if (!engine->is_paused || engine->is_stepping)
		engine_wait_alone(engine);
}

/* When the worker begins with what is due at DUE: at once where time is not the clock's. */
static int64_t engine_begin_at(const struct engine *engine, int64_t due)
{
	const struct engine_options *options = &engine->options;
	bool is_fast = options->is_demo && options->demo.is_fast && options->keeps_every_tick;

	return options->is_stepped || options->replay || is_fast ? 0 : due - engine->clock.offset;
}

void engine_ask_netlink(struct engine *engine, int64_t due, bool is_extra)
{
	int result;

	if (engine_is_under_way(engine) || engine->netlink.deaths >= ENGINE_DEATHS)
		return;
	if (!engine->netlink.is_in_flight)
		due += engine_follow_clock(engine);
	if (engine->options.is_stepped)
		engine->schedule.last = due;
	engine->next = due;
	engine->begin = engine_begin_at(engine, due);
	engine->is_extra = is_extra;
	result = engine_send_netlink(engine);
	if (result < 0) {
		engine_fail_to_ask(engine, result);
		return;
	}
	engine->has_news = engine->has_changed = false;
	if (!engine->netlink.command)
		engine_begin_moving(engine);
}

void engine_hold_netlink(struct engine *engine)
{
	ev_timer_stop(engine->loop, &engine->due);
	if (!engine_is_waiting(engine))
		return;
	engine->begin = ENGINE_NEVER;
	engine_send_netlink(engine);
	engine_be_patient(engine);
}

void engine_ask_closer(struct engine *engine)
{
	if (engine_is_waiting(engine))
		engine_send_netlink(engine);
}

bool engine_is_complete(const struct engine *engine)
{
	uint64_t iterations = engine->options.iterations;

	return iterations && engine->samples - engine->extras >= iterations;
}

void engine_plan_next(struct engine *engine)
{
	bool is_extra;
	int64_t next;

	if (engine->options.replay) {
		engine_replay_plan(engine);
		return;
	}
	if ((engine->is_paused && !engine->is_stepping) || engine_is_complete(engine))
		return;
	if (engine->options.is_stepped || engine->netlink.child.socket < 0) {
		engine_wait_alone(engine);
		return;
	}
	next = engine_choose_next(engine, &is_extra);
	engine_ask_netlink(engine, next, is_extra);
}

void engine_on_due(struct ev_loop *loop, ev_timer *timer, int events)
{
	struct engine *engine = timer->data;
	int64_t due = engine->next;

	(void)loop;
	(void)events;
	if (engine->options.replay) {
		engine_replay_on_due(engine);
		return;
	}
	if (!engine->options.is_stepped)
		due = schedule_current(&engine->schedule, due, clock_now(&engine->clock));
	engine_ask_netlink(engine, due, engine->is_extra);
}
