/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the engine's files share: engine.c lives and dies, engine_ask.c asks, engine_flow.c takes,
 * engine_news.c hears of changes.
 */
#pragma once

#include <ev.h>

#include "base/clock.h"
#include "engine/engine.h"
#include "engine/link.h"
#include "engine/schedule.h"
#include "model/model.h"

/* A request that takes longer than this is called blocked, and the screen counts its seconds. */
#define ENGINE_PATIENCE 1.0
/* sysfs and /proc are read in milliseconds; after this long something holds the host worker. */
#define ENGINE_HOST_PATIENCE 5.0
/* The host is looked at again after this long without a change, and this often while blocked. */
#define ENGINE_HOST_INTERVAL (30 * CLOCK_SECOND)
#define ENGINE_HOST_BLOCKED_INTERVAL (5 * CLOCK_SECOND)
/* The first sample waits this long for the host's facts. */
#define ENGINE_HOST_GRACE 2.0
/* A worker that dies this often without having answered is not started again. */
#define ENGINE_DEATHS 5
/* Bytes of names that are looked at closer: what goes to the worker is bounded. */
#define ENGINE_CLOSER_SIZE 8192
#define ENGINE_HISTORY 600 /* ten minutes at one a second */
/* Where the time of a stepped run begins: 2026-01-01T00:00:00Z. */
#define ENGINE_STEPPED_START INT64_C(1767225600000000000)

/* A sample of so many queues is taken in by parts: it takes longer than a person notices. */
#define ENGINE_PARTS_FROM 8192

/* How far the newest answer is in the model. */
enum engine_part { ENGINE_TAKEN, ENGINE_SETTLING, ENGINE_REMEMBERING };

struct engine {
	struct engine_options options;
	struct engine_handler handler;
	struct ev_loop *loop;
	struct clock clock;
	struct schedule schedule;
	struct model *model;
	struct link netlink, host;
	struct demo_ledger *ledger; /* what the demo's workers share; NULL when memory was out */
	struct engine_sample sample; /* the last one asked for; kept for its size */
	ev_io netlink_io, host_io;
	ev_timer due;       /* the next sample, while no worker is there that could wait for it */
	ev_timer patience;  /* a request under way takes long */
	ev_timer host_patience; /* sysfs or /proc takes long */
	ev_timer grace;     /* for the host's facts, before the first sample */
	ev_timer timeout;   /* for the first sample */
	ev_idle rest;       /* takes in what is left of a sample */
	struct snapshot snapshot; /* that is being taken in */
	enum engine_part part;    /* what is to be done with it next */
	uint64_t samples;
	uint64_t extras;    /* of them, those between two ticks */
	uint64_t progress;  /* datagrams that the netlink worker had sent at moved_at */
	int64_t moved_at;   /* monotonic ns */
	int64_t lost_at;    /* monotonic ns; when it was last said that news were lost, 0: never */
	int64_t next;       /* when the sample is due that is under way or waited for, ns since 1970 */
	int64_t begin;      /* when the worker begins with it, monotonic ns, or ENGINE_NEVER */
	int64_t host_due;   /* monotonic ns; the host is looked at when a sample comes after it */
	uint32_t host_state; /* hash of what makes the host be looked at again */
	bool is_paused;
	bool has_news;      /* something changed since the last sample was asked for */
	bool is_extra;      /* the sample under way, or waited for, is no tick but because of news */
	bool is_awaiting;   /* stepped: the next news make a step */
	struct news kept;   /* stepped: news that no step has taken in */
	bool was_away;      /* main itself was stopped for longer than a delay */
	bool is_held;       /* the first sample is there and waits for the facts */
	bool is_started;
	bool is_stepping;   /* a step was asked for and has not come to a sample */
	uint64_t told_blocked; /* number of the event that said that the kernel holds a request; 0: none */
	bool said_no_start; /* that the netlink worker cannot be started */
	int code;           /* of the last answer: 0, or why it held no sample */
	char closer[ENGINE_CLOSER_SIZE]; /* devices of which everything is asked: names, each with its NUL */
	size_t closer_bytes;
	char words[256];
};

/* Sets up the watchers and starts those of the sockets. */
void engine_init_watchers(struct engine *engine);
void engine_stop_watchers(struct engine *engine);

/*
 * Asks for a sample that is due at DUE, ns since 1970: the worker waits until then. One that it waits
 * with already gives way; nothing while one is under way. An EXTRA one stands between two ticks and
 * moves none.
 */
void engine_ask_netlink(struct engine *engine, int64_t due, bool is_extra);
void engine_ask_host(struct engine *engine);

/* Lets the worker wait with the next sample until engine_ask_netlink(). */
void engine_hold_netlink(struct engine *engine);

/* Tells a worker that waits with the next sample what is to be looked at closer. */
void engine_ask_closer(struct engine *engine);

/* Whether a sample was asked for, and it is not time for it yet. */
bool engine_is_waiting(const struct engine *engine);
/* Whether it is time for the one that was asked for, and its answer is not all in the model. */
bool engine_is_under_way(const struct engine *engine);

/* Whether all iterations were handed on. */
bool engine_is_complete(const struct engine *engine);
/* Asks for the next sample, unless there is to be none. */
void engine_plan_next(struct engine *engine);

/*
 * When the worker has begun, the tick is taken, whatever came of it. A stepped run's is when it is
 * asked for.
 */
void engine_mark_taken(struct engine *engine);

/* The due timer's. */
void engine_on_due(struct ev_loop *loop, ev_timer *timer, int events);

void engine_add_event(struct engine *engine, const char *words);

/* The kernel told of a change: a sample is planned, as soon as may be. */
void engine_take_news(struct engine *engine, const struct news *news);
/* The same for what the sample that just came shows already. */
void engine_note_news(struct engine *engine, const struct news *news);

/* Notes when the netlink worker was last seen to send something. */
void engine_look_at_progress(struct engine *engine);

/* The time now, ns since 1970; of a stepped run, that of its last sample. */
int64_t engine_time(const struct engine *engine);

/* Starts TIMER anew: AFTER seconds from now. */
void engine_set_timer(struct engine *engine, ev_timer *timer, double after);
