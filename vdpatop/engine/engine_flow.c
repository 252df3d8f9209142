/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What to do with the answers, what to do without one, whom to tell. */
#include "engine/engine_private.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/index.h"
#include "engine/rights.h"

void engine_tell_changed(struct engine *engine)
{
	engine->handler.changed(engine->handler.context);
}

int64_t engine_time(const struct engine *engine)
{
	if (engine->options.replay)
		return engine_replay_time(engine);
	return engine->options.is_stepped ? engine->schedule.last : clock_now(&engine->clock);
}

void engine_add_event(struct engine *engine, const char *words)
{
	model_add_event(engine->model, engine_time(engine), MODEL_EVENT_ERROR, words);
	engine_tell_changed(engine);
}

static void engine_on_host_patience(struct ev_loop *loop, ev_timer *timer, int events)
{
	struct engine *engine = timer->data;

	(void)loop;
	(void)events;
	if (!engine->host.is_in_flight || engine->options.replay)
		return;
	engine_add_event(engine, "sysfs or /proc holds the host worker: drivers and users are old");
}

void engine_look_at_progress(struct engine *engine)
{
	int64_t sent;
	uint64_t count = progress_count(engine->netlink.progress, &sent);

	if (count == engine->progress)
		return;
	engine->progress = count;
	if (sent > engine->moved_at)
		engine->moved_at = sent;
}

/* Once for each time that the kernel holds a request. */
static void engine_tell_blocked(struct engine *engine)
{
	struct engine_status status = engine_get_status(engine);
	char words[sizeof(status.request) + 64];

	if (engine->told_blocked || status.state != ENGINE_BLOCKED)
		return;
	/* Of what a person asked for, the job tells. */
	if (engine->netlink.command && progress_is_change(engine->netlink.progress))
		return;
	snprintf(words, sizeof(words), "the kernel does not answer: %s", status.request);
	engine->told_blocked = model_add_event(engine->model, status.time, MODEL_EVENT_BLOCKED, words);
}

/* An answer came, or the worker that waited for it died. */
static void engine_tell_answered(struct engine *engine, bool is_answer)
{
	if (!engine->told_blocked)
		return;
	model_end_event(engine->model, engine->told_blocked);
	engine->told_blocked = 0;
	if (is_answer)
		model_add_event(engine->model, engine_time(engine), MODEL_EVENT_ANSWERED,
				"the kernel answers again");
}

static void engine_on_patience(struct ev_loop *loop, ev_timer *timer, int events)
{
	struct engine *engine = timer->data;

	(void)loop;
	(void)events;
	/* What is slow in a replay is a disk, which ends by itself. */
	if ((!engine_is_under_way(engine) && !engine->netlink.command) || engine->options.replay)
		return;
	engine_look_at_progress(engine);
	if (clock_monotonic() + ENGINE_HOST_INTERVAL - engine->host_due > ENGINE_HOST_BLOCKED_INTERVAL)
		engine_ask_host(engine);
	engine_set_timer(engine, &engine->patience, ENGINE_PATIENCE);
	engine_tell_blocked(engine);
	if (engine->is_stepping && engine->options.is_stepped)
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

void engine_hand_on(struct engine *engine)
{
	engine->is_held = false;
	engine->is_stepping = false;
	engine->said_no_start = false;
	ev_timer_stop(engine->loop, &engine->grace);
	if (!engine->has_deadline)
		ev_timer_stop(engine->loop, &engine->timeout);
	engine->samples++;
	engine->extras += engine->is_extra;
	engine->handler.sampled(engine->handler.context);
	if (engine_is_complete(engine))
		engine->handler.finished(engine->handler.context);
	else
		engine_plan_next(engine);
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
	if (engine->has_deadline || (!engine->samples && !engine->is_held))
		engine->handler.timed_out(engine->handler.context);
}

/*
 * Whether the sample waits for the host's facts: the first one of a batch, and every one of a
 * script, which must show the same in every run. Only with the names that netlink has for the
 * management devices can the host be asked about those: it takes a second look.
 */
static bool engine_must_hold(const struct engine *engine)
{
	const struct engine_options *options = &engine->options;

	if (!engine->host.is_in_flight)
		return false;
	return options->is_stepped || (options->waits_for_host && !engine->samples);
}

/* The sample is in the model: it is shown, unless it has to wait. */
static void engine_show_sample(struct engine *engine)
{
	if (engine->options.replay) {
		engine_replay_show(engine);
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

/* Takes the next part of a sample in. */
static void engine_take_part(struct engine *engine)
{
	if (engine->part == ENGINE_SETTLING) {
		model_update_settle(engine->model, &engine->snapshot);
		engine->part = ENGINE_REMEMBERING;
		return;
	}
	model_update_past(engine->model);
	engine->part = ENGINE_TAKEN;
	ev_idle_stop(engine->loop, &engine->rest);
	engine_show_sample(engine);
}

static void engine_take_rest(struct engine *engine)
{
	while (engine->part != ENGINE_TAKEN)
		engine_take_part(engine);
}

static void engine_on_rest(struct ev_loop *loop, ev_idle *idle, int events)
{
	(void)loop;
	(void)events;
	engine_take_part(idle->data);
}

/* Between the parts of a big one, the loop comes to whatever else there is: keys. */
static void engine_begin_parts(struct engine *engine)
{
	engine->part = ENGINE_SETTLING;
	if (engine->snapshot.queue_count < ENGINE_PARTS_FROM || engine->options.is_stepped)
		engine_take_rest(engine);
	else
		ev_idle_start(engine->loop, &engine->rest);
}

void engine_join_sample(struct engine *engine, const struct engine_done *done, const void *data)
{
	int result = -EBADMSG;

	engine_note_news(engine, &done->news);
	if (data)
		result = snapshot_open(&engine->snapshot, data, done->bytes);
	if (!result)
		result = model_update_join(engine->model, &engine->snapshot);
	engine->code = result;
	if (!result)
		engine->joined = done->number;
	if (result < 0) {
		engine->code = done->code ? done->code : result;
		engine_add_event(engine, done->words[0] ? done->words : error_text(result));
		if (engine->options.replay)
			engine_replay_skip(engine);
		else
			engine_plan_next(engine);
		return;
	}
	engine_begin_parts(engine);
}

static void engine_take_sample(struct engine *engine, const struct engine_done *done,
			       const void *data)
{
	if (engine->options.replay) {
		engine_replay_take(engine, done, data);
		return;
	}
	if (done->code == -ESTALE) {
		engine_ask_netlink(engine, engine->next, engine->is_extra);
		return;
	}
	engine_mark_taken(engine);
	engine->was_away = clock_monotonic() - done->time > engine->schedule.delay;
	engine->schedule.kernel_time = done->kernel_time;
	engine_join_sample(engine, done, data);
}

/* Takes the host's facts into the model. Returns NULL, or why they are not all in there. */
static const char *engine_keep_facts(struct engine *engine, const struct engine_done *done,
				     const void *data)
{
	struct facts facts;
	const char *words = NULL;

	if (!data || facts_open(&facts, data, done->bytes) < 0)
		words = done->words[0] ? done->words : "what the host worker found makes no sense";
	else if (model_update_facts(engine->model, &facts) < 0)
		words = "out of memory";
	else
		engine_record_facts(engine, done, data);
	if (words)
		engine_add_event(engine, words);
	else if (facts.info->errors)
		words = facts.info->reason.length ? facts_text(&facts, facts.info->reason) :
						    "the host worker has no memory";
	return words;
}

static void engine_take_facts(struct engine *engine, const struct engine_done *done,
			      const void *data)
{
	const char *words;

	engine_take_rest(engine);
	words = engine_keep_facts(engine, done, data);
	if (engine->options.replay) {
		engine_tell_changed(engine);
		engine_replay_go_on(engine);
		return;
	}
	engine_jobs_take_facts(engine, done->number, words);
	if (engine->model->has_sample)
		engine_look_at_host(engine); /* what happened while it looked */
	if (engine->is_held && !engine_must_hold(engine))
		engine_hand_on(engine);
	else
		engine_tell_changed(engine);
}

/* What kills its reader each time at the same place would do so again. */
static void engine_mourn_replay(struct engine *engine, struct link *link)
{
	bool is_last = !engine_replay_begin_anew(engine);

	if (is_last)
		link->deaths = ENGINE_DEATHS;
	snprintf(engine->words, sizeof(engine->words), "the %s worker died while it read the recording; %s",
		 link == &engine->netlink ? "netlink" : "host", is_last ? "please report this" :
									"it is started again");
	engine_add_event(engine, engine->words);
	engine_replay_go_on(engine);
	if (!is_last)
		engine_replay_plan(engine);
}

static void engine_mourn(struct engine *engine, struct link *link)
{
	bool is_last = rights_are_borrowed() || link->deaths >= ENGINE_DEATHS;
	const char *what = link == &engine->netlink ? "netlink" : "host";

	if (engine->options.replay) {
		engine_mourn_replay(engine, link);
		return;
	}
	if (is_last)
		link->deaths = ENGINE_DEATHS;
	snprintf(engine->words, sizeof(engine->words), "the %s worker died%s", what,
		 !is_last ? "; it is started again" :
		 rights_are_borrowed() ? "; its rights are gone, so start vdpatop again" :
					 " again and again; please report this");
	engine_add_event(engine, engine->words);
	if (link == &engine->host) {
		engine->host_due = 0; /* with the next sample */
		engine_jobs_go_on(engine);
		return;
	}
	engine->has_news |= engine->is_extra;
	engine_mark_taken(engine);
	if (!is_last)
		engine_plan_next(engine);
	engine_jobs_take_result(engine, &link->result, true);
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
		engine_begin_moving(engine);
		engine_tell_answered(engine, true);
		engine_jobs_go_on(engine); /* what waited for it, before the next sample is asked for */
		engine_take_sample(engine, &done, data);
		break;
	case LINK_RESULT:
		engine_begin_moving(engine);
		engine_jobs_take_result(engine, &engine->netlink.result, false);
		break;
	case LINK_NEWS:
		engine_take_news(engine, &done.news);
		break;
	case LINK_TROUBLE:
		engine_take_trouble(engine, engine->netlink.trouble);
		break;
	case LINK_DEATH:
		ev_io_stop(loop, io);
		ev_timer_stop(loop, &engine->patience);
		engine_tell_answered(engine, false);
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
		ev_timer_stop(loop, &engine->host_patience);
		engine_take_facts(engine, &done, data);
		break;
	case LINK_NEWS:
	case LINK_RESULT:
	case LINK_TROUBLE:
		break; /* sysfs tells nothing unasked, obeys no command, and is not recorded by its worker */
	case LINK_DEATH:
		ev_io_stop(loop, io);
		ev_timer_stop(loop, &engine->host_patience);
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
	ev_timer_init(&engine->work, engine_on_work, 0, 0);
	ev_idle_init(&engine->rest, engine_on_rest);
	engine->netlink_io.data = engine->host_io.data = engine;
	engine->due.data = engine->patience.data = engine->host_patience.data = engine;
	engine->grace.data = engine->timeout.data = engine->rest.data = engine->work.data = engine;
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
	ev_timer_stop(engine->loop, &engine->work);
	ev_idle_stop(engine->loop, &engine->rest);
}
