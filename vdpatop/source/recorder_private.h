/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the recorder's files share: recorder.c keeps packets and writes them, recorder_message.c encodes
 * messages of our own, recorder_source.c listens to a source, recorder_facts.c to a scan of the host.
 */
#pragma once

#include <stdio.h>
#include <sys/types.h>

#include <pcap/pcap.h>

#include "base/array.h"
#include "source/recording.h"
#include "source/recording_message.h"

struct recorder {
	int fd;
	off_t end;            /* behind the last block that was written whole; the file's offset, too */
	pcap_t *pcap;
	pcap_dumper_t *dumper;
	struct array packet;  /* char: the one that is made, its cooked header first */
	struct array block;   /* char: packets behind END, as they stand in the file */
	size_t spilt;         /* bytes of the block that are in the file already */
	struct recording_start start;
	bool has_started;     /* START is in the block or written */
	bool has_sample;      /* with a host that has vDPA: what was in the file may go */
	bool is_missing;      /* the sample at hand found none */
	/* Of the next sample. */
	uint64_t number;
	int64_t clock_offset;
	bool is_extra;
	/* What source_record() gave listens to it. */
	struct source *source;
	int64_t now;          /* of what came last */
	/* Facts. */
	struct host_visitor visitor;
	int64_t facts_time;   /* of their packets */
	bool hides_processes;
	char trouble[128];    /* why nothing is recorded any more, "" while it is */
};

/* An attribute of a message of our own, with the one of the two that its kind needs. */
struct recording_value {
	enum recording_attribute attribute;
	uint64_t number;
	const char *text;
};

#define VALUE_NUMBER(id, value) { .attribute = RECORDING_ATTR_##id, .number = (value) }
#define VALUE_TEXT(id, value) { .attribute = RECORDING_ATTR_##id, .text = (value) }

/* Starts a packet, given up when another is started. Out of memory is the recorder's trouble, here and below. */
void recorder_begin_packet(struct recorder *recorder);
/* Puts LENGTH bytes behind what the packet holds. */
void recorder_append(struct recorder *recorder, const void *data, size_t length);
/* The packet is whole: it came, or was sent, at TIME, ns since 1970. */
void recorder_end_packet(struct recorder *recorder, int64_t time, enum recording_direction direction,
			 uint16_t protocol);

/* Puts a message of our own into the packet. Empty texts are left out. */
void recorder_append_message(struct recorder *recorder, enum recording_message message,
			     const struct recording_value *values, size_t count);
/* The same as a packet of its own. */
void recorder_put(struct recorder *recorder, int64_t time, enum recording_direction direction,
		  enum recording_message message, const struct recording_value *values, size_t count);

/* START as the first packet of all, at TIME. */
void recorder_put_start(struct recorder *recorder, int64_t time);

/*
 * Writes what was noted so far, though the sample is not over: what a run that is killed then leaves behind
 * its last whole sample. 0 or a negative errno.
 */
int recorder_spill(struct recorder *recorder);

/* Nothing is recorded any more, because of CODE. Returns it. */
int recorder_fail(struct recorder *recorder, int code);

#define VALUES(values) (values), sizeof(values) / sizeof((values)[0])
