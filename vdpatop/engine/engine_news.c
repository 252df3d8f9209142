/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What main does when the kernel told of a change: a sample before the next tick, and no more. */
#include "engine/engine_private.h"

/* That news were lost is said again after this long: a flood must not fill the list of events. */
#define ENGINE_LOST_SILENCE (60 * CLOCK_SECOND)

static void engine_tell_lost(struct engine *engine)
{
	int64_t now = engine->options.replay ? engine_time(engine) : clock_monotonic();

	if (engine->lost_at && now - engine->lost_at < ENGINE_LOST_SILENCE)
		return;
	engine->lost_at = now;
	model_add_event(engine->model, engine_time(engine), MODEL_EVENT_LOST,
			"more changed at once than the kernel can tell of; everything is read anew");
	engine->handler.changed(engine->handler.context);
}

void engine_note_news(struct engine *engine, const struct news *news)
{
	if (news->has_moved)
		engine->host_due = 0; /* with the next sample */
	if (news->is_lost)
		engine_tell_lost(engine);
}

/* A script says itself when it takes news in, so that every run of it shows the same. */
static void engine_keep_news(struct engine *engine, const struct news *news)
{
	engine->kept.has_moved |= news->has_moved;
	engine->kept.is_lost |= news->is_lost;
	if (engine->is_awaiting && !engine->netlink.is_in_flight)
		engine_step_changed(engine);
}

void engine_take_news(struct engine *engine, const struct news *news)
{
	engine->has_news |= news->has_changed;
	if (engine->options.is_stepped) {
		engine_keep_news(engine, news);
		return;
	}
	engine_note_news(engine, news);
	if (!engine->is_held)
		engine_plan_next(engine);
}

void engine_note_change(struct engine *engine)
{
	const struct news news = { .has_changed = true, .has_moved = true };

	engine->has_changed = true;
	if (!engine->options.is_stepped)
		engine_take_news(engine, &news);
}

void engine_step_changed(struct engine *engine)
{
	engine->is_awaiting = !engine->has_news;
	if (engine->is_awaiting)
		return;
	engine_note_news(engine, &engine->kept);
	engine->kept = (struct news){ 0 };
	engine->is_stepping = true;
	engine_ask_netlink(engine, engine->schedule.last + SCHEDULE_PAUSE, true);
}
