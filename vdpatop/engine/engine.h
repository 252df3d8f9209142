/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Main's side of the engine: owns the clock, the workers and the model. It asks for a sample when
 * one is due and never has more than one under way; it never waits for a worker.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "source/demo_options.h"

struct ev_loop;
struct error;
struct job;
struct model;
struct task;

/* How much a sample asks. */
enum engine_scope {
	ENGINE_COUNTERS, /* everything */
	ENGINE_CONFIGS,  /* what there is, and how it is configured */
	ENGINE_LISTS,    /* what there is */
};

struct engine_options {
	enum engine_scope scope;
	/*
	 * Name of the one device that is asked about, for what others are only listed, and of which
	 * everything is asked, even what the kernel will refuse: its words are wanted. NULL: all. Copied.
	 */
	const char *only;
	bool has_queue;        /* of every device that is asked about, the counters of QUEUE alone are */
	uint32_t queue;        /* index; when it is no queue's, vstats_code and _reason of the device say so */
	int record;            /* descriptor that a recording is written to, 0: none; borrowed */
	const char *record_name; /* of that file, for a person; raw bytes; borrowed */
	int replay;            /* that one is read from in place of any other source, 0: none; borrowed */
	const char *replay_name; /* its file, for words; borrowed, NULL: not known */
	bool hurries;          /* of a recording: samples follow each other at once, and its end ends it (batch) */
	bool is_demo;
	struct demo_options demo;
	bool wants_vendor;     /* vendor counters of every queue are written */
	bool keeps_every_tick; /* a tick that is late is taken late, not left out (batch on the demo) */
	bool keeps_history;    /* the model remembers samples: for who looks at graphs */
	bool wants_news;       /* a change that the kernel tells of is shown before the next tick */
	bool waits_for_host;   /* the first sample is handed on with the host's facts of all that it has (batch) */
	bool is_read_only;     /* nothing is changed, whatever is submitted (--read-only) */
	bool is_stepped;       /* no clock: samples are asked for by engine_step() only (scripts) */
	double delay;          /* seconds between samples */
	uint64_t iterations;   /* ticks until it is finished, 0: endless */
	double timeout;        /* seconds for the first sample, 0: no limit */
	uint32_t max_load;     /* percent of the time that sampling may take */
	const char *device_glob, *mgmtdev_glob; /* NULL for all; at most 255 bytes; copied */
	const char *root;      /* of /sys and /proc, NULL for the host's; copied */
};

enum engine_state {
	ENGINE_WAITING, /* for the first answer */
	ENGINE_LIVE,
	ENGINE_BLOCKED, /* the kernel has held a request for more than a second */
	ENGINE_RESTARTED, /* the netlink worker died and was started again, no answer yet */
	ENGINE_DEAD,    /* the netlink worker died and cannot be started again */
};

struct engine_status {
	enum engine_state state;
	int64_t time;        /* ns since 1970; of a stepped run, that of its last sample */
	double seconds;      /* since the worker last sent a request, while it has one under way */
	char request[160];   /* what it asked then, while it has one under way; raw bytes */
	double interval;     /* seconds between samples as they really come */
	bool is_stretched;   /* interval is longer than the delay: the kernel needs too long */
	bool is_paused;
	uint64_t samples;    /* handed on so far */
	int code;            /* of the last answer: 0, or the negative errno why it held no sample */
	double host_seconds; /* for which sysfs or /proc have held the host worker, 0 when they do not */
	const char *words;   /* why DEAD, else "" */
	bool is_recording;   /* every sample still goes into the recording */
	const char *record_trouble; /* why it does not although it should, naming the file, else ""; raw bytes */
};

/* Why something cannot be changed here, each for a person, "" when it can. Static. */
struct engine_rights {
	const char *change; /* anything at all: netlink's requests that need CAP_NET_ADMIN */
	const char *bind;   /* the driver of a device, which takes writes to sysfs: rebind, delete from vhost_vdpa */
};

struct engine_handler {
	void (*sampled)(void *context);  /* the model holds a new sample */
	void (*changed)(void *context);  /* facts, jobs, state or events changed; seconds went on */
	void (*finished)(void *context); /* the last of the iterations was handed on */
	/*
	 * The first sample did not come within the timeout, or that of engine_set_timeout() is up; stepped: a
	 * step does not come to its end.
	 */
	void (*timed_out)(void *context);
	void *context;
};

struct engine;

/*
 * Forks the workers, which keep of this process's rights what they need: call it before anything
 * else is opened when the rights are borrowed (engine/rights.h). 0 or a negative errno.
 */
int engine_new(struct engine **ret_engine, struct error *error);

/* Tells the workers what to do, and asks for the first sample. OPTIONS and HANDLER are copied. */
int engine_start(struct engine *engine, const struct engine_options *options,
		 const struct engine_handler *handler, struct error *error);

/* The loop in which everything happens, for watchers of others. It lives as long as the engine. */
struct ev_loop *engine_loop(struct engine *engine);

/* Runs the loop until engine_stop(). */
void engine_run(struct engine *engine);
void engine_stop(struct engine *engine);

/*
 * Waits, a second at most, until what was recorded is written: before engine_free(). 0, or a negative errno
 * with words when the recording ended before, which were an event then.
 */
int engine_end_recording(struct engine *engine, struct error *error);

/* Lets go of the workers; one that the kernel holds ends by itself later. */
void engine_free(struct engine *engine);

struct model *engine_model(struct engine *engine);
struct engine_status engine_get_status(const struct engine *engine);

/* Takes samples every so many SECONDS from the last one on. */
void engine_set_delay(struct engine *engine, double seconds);

void engine_set_paused(struct engine *engine, bool is_paused);

/*
 * Every counter of DEVICE (NULL: of none) and of OTHERS (BYTES of names, each ended by NUL) is asked for
 * from the next sample on, and before those of the rest: they are what a person looks at. Of DEVICE the
 * model keeps histories, too. Copied; names past some 8 KiB are left out.
 */
void engine_look_closer(struct engine *engine, const char *device, const char *others, size_t bytes);

/* Asks for a sample now, between two that are due; nothing when one is under way. */
void engine_refresh(struct engine *engine);

/* Stepped: asks for the next sample, a delay later than the one before; sampled() follows. */
void engine_step(struct engine *engine);

/*
 * Stepped: asks for the sample that the next change told of by the kernel is worth, a moment later
 * than the one before; sampled() follows, when there is a change.
 */
void engine_step_changed(struct engine *engine);

/*
 * What may be changed: with CAP_NET_ADMIN in the initial user namespace (which the netlink worker keeps),
 * and as uid 0 what is written to sysfs. The demo's fault no-access has neither.
 */
struct engine_rights engine_get_rights(const struct engine *engine);

/*
 * Of an engine that was started: timed_out() is called once, so many SECONDS from now, whatever has come by
 * then; 0: never. It takes the place of options.timeout.
 */
void engine_set_timeout(struct engine *engine, double seconds);

/* Of a recording that is replayed. */
struct engine_replay {
	bool is_replay;
	bool is_seeking;      /* samples go by unseen until the one that was asked for */
	bool is_over;         /* the last one is shown */
	uint64_t sample, samples; /* 1 is the first; the one that engine_model() holds, 0 for none yet */
	uint64_t sought;      /* that seeking goes to; 0 for a time */
	double found;         /* how far seeking has come, 0 to 1 */
	uint64_t rounds;      /* how often it began again: with each, engine_model() is another one, its changes others */
	int64_t first, last;  /* their stamps, ns since 1970 */
	double speed;         /* 1: as it was recorded */
	const char *trouble;  /* what is wrong with the file's end, "" for nothing */
};

struct engine_replay engine_get_replay(const struct engine *engine);

/*
 * Goes to SAMPLE, 1 to the number that there are, paused or not: back, too, by beginning again. What the
 * model then holds is what it held when that sample had come; until it is there, going back leaves
 * engine_model() what it was, so that whoever looks at it does not see everything go and come. changed()
 * follows as it comes nearer, sampled() when it is there. A seek may take the place of one under way.
 */
void engine_replay_seek(struct engine *engine, uint64_t sample);

/* The same to the last sample whose stamp is TIME (ns since 1970) or before it, else to the first. */
void engine_replay_seek_time(struct engine *engine, int64_t time);

/* How fast samples follow each other, 1/64 to 64. */
void engine_replay_speed(struct engine *engine, double speed);

/* Looks at the host now: who uses what, which drivers there are. changed() follows with its facts. */
void engine_scan_host(struct engine *engine);

/*
 * Takes COUNT tasks (copied) that are done one after the other, as jobs of SUBMISSION; jobs of different
 * submissions do not wait for each other, but in the kernel. With STOPS the rest is held when one fails.
 * Each is checked again (usage_check()) before anything is sent, and each result becomes an event. 0,
 * -EPERM with words when nothing may be changed, -ENOMEM, -ENOSPC when too many wait already.
 */
int engine_submit(struct engine *engine, uint64_t submission, const struct task *tasks, size_t count,
		  bool stops, struct error *error);

/* Goes on with what is held of SUBMISSION, or gives up all of it that has not begun. */
void engine_go_on(struct engine *engine, uint64_t submission);
void engine_give_up(struct engine *engine, uint64_t submission);

/* All jobs that are not over and 1024 that are, the newest before all, oldest first. They hold until the loop goes on. */
const struct job *engine_jobs(const struct engine *engine, size_t *ret_count);
