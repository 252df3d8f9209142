/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the engine's files share: engine.c lives and dies, engine_ask.c asks, engine_flow.c takes,
 * engine_news.c hears of changes, engine_record.c has all of it recorded. engine_jobs.c keeps what is to be changed, engine_turns.c says whose turn
 * it is, engine_steps.c does it, engine_setters.c in children.
 */
#pragma once

#include <ev.h>

#include "base/clock.h"
#include "engine/engine.h"
#include "engine/link.h"
#include "engine/schedule.h"
#include "engine/setter.h"
#include "manage/job.h"
#include "model/model.h"
#include "source/recording.h"

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

/* Children that change bindings at once; each may hang for days. */
#define ENGINE_SETTERS 64

/* What a job that waits needs before it goes on. */
enum engine_want { ENGINE_WANT_TURN, ENGINE_WANT_NETLINK, ENGINE_WANT_UNBIND, ENGINE_WANT_BIND };

/* What is known of a job beside what everybody may see of it. */
struct engine_step {
	enum engine_want want;
	uint64_t scan;     /* LOOKING, CHECKING: number of the host's scan that tells enough */
	int64_t entered;   /* its state: monotonic ns */
	bool stops;        /* what comes behind it in its submission does not go on by itself if it fails */
	bool has_unbound, has_bound; /* what was done of it already */
	uint64_t sent;     /* datagrams that the worker had sent when it was given the request */
	uint64_t before;   /* ADD: identity of what had its name then, 0 for nothing */
	const char *lost;  /* why there is no answer; static, NULL when there is one */
	uint64_t told_slow; /* number of the event that said that the state takes long, 0: not said */
};

/* A process that changes a device's binding, for one job. */
struct engine_setter {
	struct engine *engine;
	struct engine_setter *next;
	struct setter setter;
	ev_io io;
	uint64_t job; /* its number; 0: it is done, and its process is still to be reaped */
	bool is_unbinding;
};

/* How far a sample of a recording has come: engine_replay.c. */
enum engine_replay_step {
	REPLAY_RESTS,  /* none is on its way */
	REPLAY_READS,  /* it was asked for */
	REPLAY_BEFORE, /* it is there, and what the host said before comes first */
	REPLAY_JOINS,  /* the model takes it in */
	REPLAY_HELD,   /* it is in there, and waits for what the host said then */
	REPLAY_AFTER,  /* it was shown, or went by, and what the host said behind it comes */
};

/* Of a recording that is replayed. */
struct engine_player {
	enum engine_replay_step step;
	uint32_t facts;        /* that are still to come in this step */
	struct recording_place place; /* of the sample that the worker gave last */
	struct engine_done done; /* that sample, while it waits, */
	const void *data;        /* and what is in it */
	struct model *shown;   /* while going back: what is looked at. The engine's own model is being filled */
	char *watched;         /* the device that is looked at, for the next model; owned, NULL for none */
	const char *name;      /* of the file, for words; borrowed */
	char trouble[640];
	uint64_t sample;       /* that engine_model() holds */
	uint64_t rounds, rounds_begun;
	bool begins_again, host_begins_again; /* the worker with what it is asked next */
	bool is_seeking;
	uint64_t target;       /* the sample that is sought; 0: that of TARGET_TIME */
	int64_t target_time;
	uint64_t from;         /* where it was when it began to seek */
	int64_t from_time;
	double speed;
	int64_t shown_at;      /* monotonic ns */
	int64_t told_at;       /* the same, that samples go by */
	uint64_t died_at;      /* the sample that was read, or read last, when a worker died; 0: none did */
	uint32_t deaths;       /* without a sample behind that one */
};

struct engine {
	struct engine_options options;
	struct engine_handler handler;
	struct ev_loop *loop;
	struct clock clock;
	struct schedule schedule;
	struct model *model;
	struct link netlink, host;
	struct engine_player player;
	struct demo_ledger *ledger; /* what the demo's workers share; NULL when memory was out */
	struct engine_sample sample; /* the last one asked for; kept for its size */
	ev_io netlink_io, host_io;
	ev_timer due;       /* the next sample, while no worker is there that could wait for it */
	ev_timer patience;  /* a request under way takes long */
	ev_timer host_patience; /* sysfs or /proc takes long */
	ev_timer grace;     /* for the host's facts, before the first sample */
	ev_timer timeout;   /* for the first sample, or for all that is waited for */
	ev_idle rest;       /* takes in what is left of a sample */
	struct snapshot snapshot; /* that is being taken in */
	enum engine_part part;    /* what is to be done with it next */
	uint64_t joined;    /* number of the newest sample in the model, 0 for none */
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
	bool has_changed;   /* a job changed something since the last sample was asked for */
	bool is_extra;      /* the sample under way, or waited for, is no tick but because of news */
	bool is_awaiting;   /* stepped: the next news make a step */
	struct news kept;   /* stepped: news that no step has taken in */
	bool was_away;      /* main itself was stopped for longer than a delay */
	bool is_held;       /* the first sample is there and waits for the facts */
	bool is_started;
	bool has_deadline;  /* timeout is for whatever its owner waits for */
	bool is_stepping;   /* a step was asked for and has not come to a sample */
	uint64_t told_blocked; /* number of the event that said that the kernel holds a request; 0: none */
	bool said_no_facts; /* that the recording lacks facts of the host */
	bool said_no_start; /* that the netlink worker cannot be started */
	bool may_administer, may_bind; /* rights that this process had at its start */
	bool is_contained;  /* it runs in another user namespace than the initial one */
	struct array jobs;  /* struct job, oldest first */
	struct array steps; /* struct engine_step, one for each job */
	uint64_t last_job;  /* number */
	struct engine_setter *setters;
	ev_timer work;      /* while jobs are at work, each second */
	int code;           /* of the last answer: 0, or why it held no sample */
	char closer[ENGINE_CLOSER_SIZE]; /* devices of which everything is asked: names, each with its NUL */
	size_t closer_bytes;
	char words[256];
	char record_trouble[512]; /* why nothing more is recorded, "" while it is */
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

/* Has the worker carry out TASK as job NUMBER. As link_command(), or why no worker can be started. */
int engine_send_command(struct engine *engine, uint64_t number, const struct task *task);

/* Has the netlink worker record FACTS, which are DATA. As link_facts(), or why no worker can be started. */
int engine_send_facts(struct engine *engine, struct engine_facts *facts, const void *data);

/* Waits for the worker as long as it may take with what it has, anew. */
void engine_be_patient(struct engine *engine);
/* The same from the time on at which it turns to that: now, or when the sample is to begin. */
void engine_begin_moving(struct engine *engine);

/* Lets the worker wait with the next sample until engine_ask_netlink(). */
void engine_hold_netlink(struct engine *engine);

/* Tells a worker that waits with the next sample what is to be looked at closer. */
void engine_ask_closer(struct engine *engine);

/* Whether a sample was asked for, and it is not time for it yet. */
bool engine_is_waiting(const struct engine *engine);
/* Whether it is time for the one that was asked for, and its answer is not all in the model. */
bool engine_is_under_way(const struct engine *engine);
/* Whether the worker is at a sample that it has not answered yet. */
bool engine_is_sampling(const struct engine *engine);
/* Whether the worker has anything to do by now: a sample or a command. */
bool engine_is_occupied(const struct engine *engine);

/* Whether all iterations were handed on. */
bool engine_is_complete(const struct engine *engine);
/* Asks for the next sample, unless there is to be none. */
void engine_plan_next(struct engine *engine);

/*
 * When the worker has begun, the tick is taken, whatever came of it. A stepped run's is when it is
 * asked for.
 */
void engine_mark_taken(struct engine *engine);

/* Takes in the sample that DONE told of. */
void engine_join_sample(struct engine *engine, const struct engine_done *done, const void *data);
/* Hands on what is in the model, and asks for the next. */
void engine_hand_on(struct engine *engine);
/* Says that real time was set. */
void engine_tell_clock(struct engine *engine);

/* Of a recording: asks for its first sample. */
void engine_replay_start(struct engine *engine);
void engine_replay_free(struct engine *engine);

/*
 * A worker died: what is read from the start by the next one goes by unseen, up to where it was. Returns false for
 * no more: where it died several times, and in batch mode, which would write those samples twice.
 */
bool engine_replay_begin_anew(struct engine *engine);

/* The stamp of the sample that is shown. */
int64_t engine_replay_time(const struct engine *engine);
/* What comes next, and when, is decided anew. */
void engine_replay_plan(struct engine *engine);
void engine_replay_on_due(struct engine *engine);
/* A sample came, or why there is none; it is in the model. */
void engine_replay_take(struct engine *engine, const struct engine_done *done, const void *data);
void engine_replay_show(struct engine *engine);
/* It could not be taken in, and the next one follows. */
void engine_replay_skip(struct engine *engine);
/* Facts came, or do not come any more. */
void engine_replay_go_on(struct engine *engine);

/* The timers' of due and work. */
void engine_on_due(struct ev_loop *loop, ev_timer *timer, int events);
void engine_on_work(struct ev_loop *loop, ev_timer *timer, int events);

void engine_add_event(struct engine *engine, const char *words);

/* The kernel told of a change: a sample is planned, as soon as may be. */
void engine_take_news(struct engine *engine, const struct news *news);
/* The same for what the sample that just came shows already. */
void engine_note_news(struct engine *engine, const struct news *news);

/* A person's change was carried out: the next sample shows it as soon as may be. */
void engine_note_change(struct engine *engine);

/* Records what the host worker found, which is in the model now. */
void engine_record_facts(struct engine *engine, const struct engine_done *done, const void *data);
/* The worker cannot write the recording any more. */
void engine_take_trouble(struct engine *engine, const char *words);

/* Lets go of all that is at work. */
void engine_jobs_free(struct engine *engine);
/* Everything that can be done without waiting is done. Who changed a job calls it. */
void engine_jobs_go_on(struct engine *engine);
/* The answer to a command, or the death of the worker that had one, or none. */
void engine_jobs_take_result(struct engine *engine, const struct engine_result *result, bool has_died);
/* The host's scan NUMBER is in the model, or (WORDS) why it is not. */
void engine_jobs_take_facts(struct engine *engine, uint64_t number, const char *words);

/* What came of binding or unbinding for job NUMBER. */
void engine_jobs_take_binding(struct engine *engine, uint64_t number, bool was_unbinding,
			      const struct setter_answer *answer);

/* Starts a child for JOB. 0 or a negative errno. */
int engine_setter_start(struct engine *engine, const struct job *job, bool is_unbinding);
size_t engine_setters_at_work(const struct engine *engine);
/* Those that are done and have ended are forgotten. */
void engine_setters_reap(struct engine *engine);
void engine_setters_free(struct engine *engine);

/* The index of job NUMBER; that of none when it is not there. */
size_t engine_find_job(const struct engine *engine, uint64_t number);

/* Of the job at INDEX. */
struct job *engine_job(struct engine *engine, size_t index);
struct engine_step *engine_step_of(struct engine *engine, size_t index);
/* Takes it, which waits and has its turn, a step further. Returns whether it could. */
bool engine_step_advance(struct engine *engine, size_t index);
/* The facts it waits for, if it waits for some, are there, or (WORDS) do not come. */
void engine_step_take_facts(struct engine *engine, size_t index, const char *words);
void engine_job_enter(struct engine *engine, size_t index, enum job_state state);
/* It came to its end: CODE and WORDS, or what OUTCOME says. */
void engine_job_end(struct engine *engine, size_t index, const struct outcome *outcome);
/* It failed with CODE; the words (any bytes) name the device themselves. */
void engine_job_refuse(struct engine *engine, size_t index, int code, const char *words);
/* The same; "delete vm0: " is put before the words. */
void engine_job_fail(struct engine *engine, size_t index, int code, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/*
 * Of jobs that are over, the oldest go, those that failed last, and none of the newest submission. What an
 * index is of changes.
 */
void engine_jobs_forget(struct engine *engine);

void engine_tell_changed(struct engine *engine);

/* Notes when the netlink worker was last seen to send something. */
void engine_look_at_progress(struct engine *engine);

/* The time now, ns since 1970; of a stepped run, that of its last sample. */
int64_t engine_time(const struct engine *engine);

/* Starts TIMER anew: AFTER seconds from now. */
void engine_set_timer(struct engine *engine, ev_timer *timer, double after);
