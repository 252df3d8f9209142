/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Recordings: what a run asked and heard, as a pcap file of link type NETLINK (253) with nanoseconds, so
 * that Wireshark reads it and a replay goes through the same decoders.
 *
 *	START
 *	BEGIN{number, time}                     protocol 2: ours (source/recording.def)
 *	  → requests, ← answers                 protocol 16: each datagram as it was
 *	END{number, kernel time}
 *	← uevents, multicast messages           protocols 15 and 16, where they were read: before a BEGIN
 *	→ commands, ← their answers             protocol 16, between an END and a BEGIN: not a sample's
 *	FACTS{after} DEVICE… USER… FACTS_END    protocol 2, in one or more packets
 *
 * A packet is the cooked header of the link type (16 bytes: packet type 4 for what was sent, 0 for what
 * came, 2 for what came unasked; ARPHRD_NETLINK, 8 bytes of nothing, the protocol; in network order) and
 * a datagram of whole messages as it was, so at most 64 KiB. Its time is the source's: what now() says of
 * it. A sample counts when its END is written. What is asked is written before it is sent, so a run that
 * ends while the kernel holds a request leaves that request behind its last whole sample.
 *
 * Facts come when they come. AFTER says which sample main had taken in by then, and a replay hands them
 * on at the same place, wherever in the file they are.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "source/host.h"
#include "source/source.h"

#define RECORDING_VERSION 1
#define RECORDING_LINKTYPE 253
#define RECORDING_PROTOCOL 2
#define RECORDING_GLOB_SIZE 512

struct error;
struct recorder;

/* How a run was made: START. */
struct recording_start {
	char program[64], host[256], kernel[128]; /* raw bytes */
	int64_t delay; /* ns */
	char device_glob[RECORDING_GLOB_SIZE], mgmtdev_glob[RECORDING_GLOB_SIZE]; /* "" for all */
	bool wants_vendor, is_demo;
};

/*
 * Makes the file PATH for a recording: one that exists is refused with -EEXIST unless it may be
 * overwritten, and so is what is no regular file. What is to be overwritten is there until a sample of a host
 * with vDPA was recorded. Returns a descriptor, or a negative errno with words.
 */
int recording_create(const char *path, bool may_overwrite, struct error *error);

/*
 * Opens the recording PATH and reads its START. Returns a descriptor that can be read from anywhere
 * (pread(2)), or a negative errno with words: what is wrong, and at which byte of the file.
 */
int recording_open(const char *path, struct recording_start *ret_start, struct error *error);

/*
 * Writes a recording into FD (borrowed) from its file offset on, which always stands behind the last whole
 * sample: whoever opens it after the death of another goes on there. After a failure nothing is written any
 * more and the file ends with its last whole sample. 0 or a negative errno.
 */
int recorder_open(struct recorder **ret_recorder, int fd, const struct recording_start *start,
		  struct error *error);
void recorder_close(struct recorder *recorder);

/* What the source does not know of the sample that it begins next. */
void recorder_plan(struct recorder *recorder, uint64_t number, int64_t clock_offset, bool is_extra);

/* Writes what was noted since the last END: commands, news. 0 or a negative errno: recorder_trouble(). */
int recorder_flush(struct recorder *recorder);

/* Gives RET_SOURCE, which does what SOURCE (borrowed) does and has RECORDER note it. */
void source_record(struct source *ret_source, struct source *source, struct recorder *recorder);

/*
 * Takes facts as a scan visits them, which read them at TIME, ns since 1970; they came after sample AFTER was
 * taken in (IS_HELD: not yet shown). They are written at once.
 */
const struct host_visitor *recorder_begin_facts(struct recorder *recorder, int64_t time, uint64_t after,
						bool is_held);
void recorder_end_facts(struct recorder *recorder, uint32_t errors, const char *reason);

/* Why nothing more is recorded, "" while it is; static until the recorder is closed. */
const char *recorder_trouble(const struct recorder *recorder);

/* Where a replay is. */
struct recording_place {
	uint64_t number;       /* of the sample that was just replayed, 1 for the first; 0: none yet */
	uint64_t samples;      /* in all, as far as the file can be read */
	int64_t first, last;   /* their stamps, ns since 1970 */
	int64_t next;          /* stamp of the next one, 0: there is none */
	int64_t wait;          /* ns until then, whatever real time was set to meanwhile */
	int64_t shift;         /* ns by which real time was set before this one */
	bool is_extra;
	uint32_t facts_before; /* FACTS that came before any sample; only of the first */
	uint32_t facts_held;   /* that came before it was shown */
	uint32_t facts_after;  /* and after, before the next one was taken in */
};

struct replay;

/*
 * Reads the recording in FD (borrowed) from its start. What cannot be read at its end is told by
 * replay_trouble(). 0 or a negative errno with words.
 */
int replay_open(struct replay **ret_replay, int fd, struct error *error);
void replay_close(struct replay *replay);

/* Goes back to before its first sample and facts. */
void replay_rewind(struct replay *replay);

/*
 * The source that answers as was recorded. Each begin() goes to the next sample; requests find their
 * answers by what they ask, whatever the order and the batch. What was not asked when it was recorded
 * has the newest older answer to the same, else the code -ENODATA with the words "not in the recording".
 * Behind the last sample begin() returns 0.
 */
void source_replay(struct source *ret_source, struct replay *replay);

/* A host whose every scan() visits the next FACTS of the recording. */
void host_replay(struct host *ret_host, struct replay *replay);

/* When the facts that were visited last were read, ns since 1970. */
int64_t replay_facts_time(const struct replay *replay);

struct recording_place replay_place(const struct replay *replay);

/* What is wrong with the file, "" for nothing: "cut off at byte 8172, in sample 12". */
const char *replay_trouble(const struct replay *replay);
