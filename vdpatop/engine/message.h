/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What main and a worker say to each other over a SOCK_SEQPACKET pair: one struct a packet.
 *
 *   main → worker   START{options}   once, before anything else; with the descriptor of a recording, if
 *                   there is one to be written or read
 *                   SAMPLE{n, buffer, due, begin, questions}
 *                   SAMPLE{n, …} once more: what the worker still waits with is replaced; one that it
 *                   has begun, or has answered, stays as it is
 *                   COMMAND{n, task}   at any time, one at a time: carried out at once, or after the
 *                   sample that has begun
 *                   FACTS{after, bytes}   at any time, to whom a recording was given: what the host worker
 *                   found, in the memory that comes with it, is recorded
 *   worker → main   DONE{n, buffer, bytes, errors, news}   once for each n
 *                   RESULT{n, code, words}   once for each COMMAND
 *                   CHANGED{news}    the kernel told of a change; at most once before a sample begins
 *                   TROUBLE{words}   nothing more is recorded; once
 *
 * A buffer belongs to whoever was last sent its number, so no lock guards it. The worker waits for
 * the time of a sample, not main: main is then woken once for each, by the answer.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "engine/news.h"
#include "manage/task.h"
#include "source/demo_options.h"
#include "source/recording.h"

#define ENGINE_BUFFERS 3
#define ENGINE_GLOB_SIZE 256
#define ENGINE_QUESTIONS_SIZE 16384
/* The kernel takes names of some thousand bytes. */
#define ENGINE_ONLY_SIZE 8192
/* A sample that is to begin then waits until main says another time. */
#define ENGINE_NEVER INT64_MAX
/* The worker's end of the pair, and its buffers from the next number on. */
#define ENGINE_CHILD_SOCKET 3

enum engine_message_kind {
	ENGINE_START = 1,
	ENGINE_SAMPLE,
	ENGINE_DONE,
	ENGINE_CHANGED,
	ENGINE_COMMAND,
	ENGINE_RESULT,
	ENGINE_FACTS,
	ENGINE_TROUBLE,
};

struct engine_start {
	uint32_t kind;
	bool is_demo;
	bool wants_vendor; /* vendor counters are asked for even where a dump gives all else */
	bool wants_news;   /* CHANGED is sent */
	bool is_recorded;  /* into the descriptor that comes with it */
	bool is_replayed;  /* out of the descriptor that comes with it, in place of any other source */
	int64_t delay;     /* ns between samples, as asked for; it is only recorded */
	struct demo_options demo;
	int64_t clock_offset;
	char device_glob[ENGINE_GLOB_SIZE];  /* "" for all */
	char mgmtdev_glob[ENGINE_GLOB_SIZE];
	char root[ENGINE_GLOB_SIZE];         /* of sysfs and /proc, "" for the host's */
	uint32_t scope;                      /* enum engine_scope */
	bool has_queue;
	uint32_t queue;
	char only[ENGINE_ONLY_SIZE];         /* as the kernel calls it; "" for all */
};

struct engine_sample {
	uint32_t kind;
	uint32_t buffer;
	uint64_t number;
	int64_t due; /* ns since 1970 */
	int64_t begin; /* ns of CLOCK_MONOTONIC; a time that has passed: at once */
	int64_t clock_offset;
	bool is_extra; /* between two ticks */
	bool begins_again;  /* of a recording: its first one is meant, not the next */
	bool follows_clock; /* answered with -ESTALE when real time was set meanwhile */
	/*
	 * For the netlink worker: "name\0" of each device of which everything is asked first. For the
	 * host worker: "bus\0name\0" of each mgmtdev that netlink knows.
	 */
	uint32_t question_bytes;
	char questions[ENGINE_QUESTIONS_SIZE];
};

struct engine_done {
	uint32_t kind;
	uint32_t buffer;
	uint64_t number;
	uint64_t bytes;
	int64_t time;        /* ns of CLOCK_MONOTONIC, when it was sent */
	int64_t kernel_time; /* ns */
	struct news news;    /* heard before the sample and not told by CHANGED: it is all in there */
	struct recording_place place; /* of what is replayed */
	int32_t code;        /* 0, or why the buffer holds nothing */
	char words[192];     /* what went wrong, for a code other than 0; for 0, with what is replayed */
};

struct engine_changed {
	uint32_t kind;
	struct news news;
};

struct engine_command {
	uint32_t kind;
	uint64_t number;
	struct task task; /* of those that netlink carries out: TASK_ADD, TASK_SET_MAC, TASK_DELETE */
};

struct engine_facts {
	uint32_t kind;
	bool is_held;    /* the newest sample was not shown yet, but waits for them */
	uint64_t after;  /* number of the newest sample in the model when they came, 0 for none */
	uint64_t bytes;  /* struct facts, flat */
};

struct engine_trouble {
	uint32_t kind;
	char words[192];
};

struct engine_result {
	uint32_t kind;
	int32_t code;        /* 0 or a negative errno */
	uint64_t number;
	bool is_sent;        /* the kernel was asked; if not, WORDS say why */
	bool is_lost;        /* it was asked, and no answer came: it may have done it or not */
	uint16_t attribute;  /* enum vdpa_attribute that extack blames, 0 for none */
	char kernel[256];    /* extack's words, raw bytes */
	char words[480];
};
