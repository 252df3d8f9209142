/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One pass over the file: where its samples and facts are. What is wrong ends it, and what was whole until
 * then is kept. A sample that has no end was being written when its writer died.
 */
#include "source/replay_private.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "netlink/attribute.h"
#include "source/replay_message.h"

struct indexer {
	struct replay *replay;
	struct replay_packet packet; /* the one that is read */
	struct replay_sample sample; /* that was begun */
	struct replay_facts facts;   /* that were begun */
	bool has_sample, has_facts;
	uint64_t end; /* of the last whole sample, or of START */
};

static void start_take(struct recording_start *start, const struct replay_message *message)
{
	text_copy(start->program, sizeof(start->program), replay_text(message, PROGRAM));
	text_copy(start->host, sizeof(start->host), replay_text(message, HOST));
	text_copy(start->kernel, sizeof(start->kernel), replay_text(message, KERNEL));
	text_copy(start->device_glob, sizeof(start->device_glob), replay_text(message, DEVICE_GLOB));
	text_copy(start->mgmtdev_glob, sizeof(start->mgmtdev_glob), replay_text(message, MGMTDEV_GLOB));
	start->delay = (int64_t)replay_number(message, DELAY);
	start->wants_vendor = replay_number(message, WANTS_VENDOR);
	start->is_demo = replay_number(message, IS_DEMO);
}

static int start_check(const struct replay_message *message, uint64_t at, struct error *error)
{
	uint64_t version = replay_number(message, VERSION);

	if (version > RECORDING_VERSION)
		return error_set(error, -EPROTO, "a newer vdpatop made this recording (%s, format %ju): this one "
				 "reads format %d", replay_text(message, PROGRAM), (uintmax_t)version,
				 RECORDING_VERSION);
	if (!version || replay_number(message, DELAY) > REPLAY_TIME_MOST)
		return error_set(error, -EBADMSG, "what begins the recording at byte %ju makes no sense",
				 (uintmax_t)at);
	return 0;
}

int replay_read_start(struct replay_file *file, struct recording_start *ret_start, struct error *error)
{
	uint64_t at = replay_file_at(file);
	const struct nlmsghdr *header;
	struct replay_message message;
	struct replay_packet packet = { 0 };
	int result = replay_file_next(file, &packet, error);

	if (!result)
		return error_set(error, -ENODATA, "cut off at byte %ju: nothing was recorded", (uintmax_t)at);
	if (result < 0)
		return error_prefix(error, "%s at byte %ju, before the first sample",
				    result == -ENODATA ? "cut off" : "damaged", (uintmax_t)at);
	header = packet.data;
	if (packet.protocol != RECORDING_PROTOCOL || !message_fits(header, packet.length) ||
	    header->nlmsg_type != RECORDING_MSG_START)
		return error_set(error, -EINVAL, "no recording of vdpatop: at byte %ju are other netlink "
				 "messages", (uintmax_t)at);
	if (replay_message_read(header, &message) < 0)
		return error_set(error, -EBADMSG, "what begins the recording at byte %ju makes no sense",
				 (uintmax_t)at);
	result = start_check(&message, at, error);
	if (!result)
		start_take(ret_start, &message);
	return result;
}

/* Where in the recording the reader is, for a person. */
static void indexer_place(const struct indexer *indexer, char *to, size_t size)
{
	uintmax_t samples = indexer->replay->samples.count;

	if (indexer->has_sample)
		snprintf(to, size, "in sample %ju", samples + 1);
	else if (samples)
		snprintf(to, size, "behind sample %ju", samples);
	else
		snprintf(to, size, "before the first sample");
}

static void indexer_complain(struct indexer *indexer, const char *what, uint64_t at, const char *why)
{
	struct replay *replay = indexer->replay;
	char place[64];

	if (replay->trouble[0])
		return;
	indexer_place(indexer, place, sizeof(place));
	snprintf(replay->trouble, sizeof(replay->trouble), "%s at byte %ju, %s%s%s", what, (uintmax_t)at, place,
		 why[0] ? ": " : "", why);
}

/* Whether the monotonic clock can have been so: differences of what is taken in never overflow. */
static bool clock_is_sound(int64_t time, int64_t offset)
{
	return offset >= -REPLAY_TIME_MOST / 2 && offset <= REPLAY_TIME_MOST &&
	       time - offset >= -REPLAY_TIME_MOST / 2;
}

static int indexer_begin(struct indexer *indexer, const struct replay_message *message)
{
	const struct replay *replay = indexer->replay;
	uint64_t time = replay_number(message, TIME);
	uint64_t number = replay_number(message, NUMBER);
	int64_t offset = (int64_t)replay_number(message, CLOCK_OFFSET);
	uint64_t last = replay->samples.count ?
				replay_sample_at(replay, replay->samples.count - 1)->number : 0;

	if (indexer->has_sample)
		indexer_complain(indexer, "interrupted", indexer->packet.at, "that sample has no end");
	if (!time || time > REPLAY_TIME_MOST || number <= last || !clock_is_sound((int64_t)time, offset))
		return -EBADMSG;
	indexer->has_sample = true;
	indexer->sample = (struct replay_sample){
		.news = indexer->end,
		.begin = indexer->packet.at,
		.number = number,
		.time = (int64_t)time,
		.clock_offset = offset,
		.is_extra = replay_number(message, IS_EXTRA),
	};
	return 0;
}

static int indexer_end(struct indexer *indexer, const struct replay_message *message)
{
	uint64_t kernel_time = replay_number(message, KERNEL_TIME);

	if (!indexer->has_sample || replay_number(message, NUMBER) != indexer->sample.number ||
	    kernel_time > REPLAY_TIME_MOST)
		return -EBADMSG;
	indexer->has_sample = false;
	indexer->sample.end = indexer->packet.at;
	indexer->sample.kernel_time = (int64_t)kernel_time;
	indexer->end = replay_file_at(indexer->replay->file);
	return array_append(&indexer->replay->samples, &indexer->sample, 1);
}

static int indexer_take(struct indexer *indexer, const struct nlmsghdr *header)
{
	struct replay_message message;
	int result = replay_message_read(header, &message);

	if (result < 0)
		return result;
	switch (header->nlmsg_type) {
	case RECORDING_MSG_START:
		/* Whoever wrote before it died: nobody was given what it had begun. */
		indexer->has_facts = indexer->has_sample = false;
		return start_check(&message, indexer->packet.at, NULL);
	case RECORDING_MSG_BEGIN:
		return indexer_begin(indexer, &message);
	case RECORDING_MSG_END:
		return indexer_end(indexer, &message);
	case RECORDING_MSG_FACTS:
		indexer->has_facts = true;
		indexer->facts = (struct replay_facts){ indexer->packet.at, replay_number(&message, AFTER),
							replay_number(&message, IS_HELD) };
		return 0;
	case RECORDING_MSG_FACTS_END:
		if (!indexer->has_facts)
			return -EBADMSG;
		indexer->has_facts = false;
		return array_append(&indexer->replay->facts, &indexer->facts, 1);
	default:
		return 0;
	}
}

/* 0, -ENOMEM, or -EBADMSG: what comes behind it is not looked at. */
static int indexer_take_packet(struct indexer *indexer)
{
	const struct nlmsghdr *header = indexer->packet.data;
	size_t left = indexer->packet.length;
	int result = 0;

	if (indexer->packet.protocol != RECORDING_PROTOCOL)
		return 0;
	for (; !result && message_fits(header, left); header = message_next(header, &left))
		result = indexer_take(indexer, header);
	return !result && left ? -EBADMSG : result;
}

static int indexer_run(struct indexer *indexer, struct error *error)
{
	struct replay_file *file = indexer->replay->file;
	uint64_t at;
	int result;

	for (;;) {
		at = replay_file_at(file);
		result = replay_file_next(file, &indexer->packet, error);
		if (result <= 0)
			break;
		result = indexer_take_packet(indexer);
		if (result == -ENOMEM)
			return error_set(error, result, "out of memory");
		if (result < 0) {
			indexer_complain(indexer, "damaged", at, "what vdpatop noted there makes no sense");
			return 0;
		}
	}
	if (result < 0)
		indexer_complain(indexer, result == -ENODATA ? "cut off" : "damaged", at, error->words);
	else if (indexer->has_sample)
		indexer_complain(indexer, "cut off", at, "its end is missing");
	else if (indexer->has_facts)
		indexer_complain(indexer, "cut off", at, "the end of the host's facts is missing");
	return 0;
}

/* The last sample whose number is AFTER or less, counted from 1; 0 for none. */
static size_t sample_until(const struct replay *replay, uint64_t after)
{
	size_t low = 0, high = replay->samples.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (replay_sample_at(replay, middle)->number <= after)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Which sample is held for which facts, and which come behind it: never one before another's. */
static void place_facts(struct replay *replay)
{
	size_t last = 0;
	bool was_held = true;

	for (size_t i = 0; i < replay->facts.count && replay->samples.count; i++) {
		const struct replay_facts *facts = array_at(&replay->facts, struct replay_facts, i);
		size_t until = sample_until(replay, facts->after);
		struct replay_sample *sample;

		if (until > last) {
			last = until;
			was_held = true;
		}
		sample = replay_sample_at(replay, last ? last - 1 : 0);
		was_held = was_held && facts->is_held && until == last && sample->number == facts->after;
		if (!last)
			sample->facts_before++;
		else if (was_held)
			sample->facts_held++;
		else
			sample->facts_after++;
	}
}

int replay_index(struct replay *replay, struct recording_start *ret_start, struct error *error)
{
	struct indexer indexer = { .replay = replay };
	struct error words = { 0 };
	int result = replay_read_start(replay->file, ret_start, error);

	if (result < 0)
		return result;
	indexer.end = replay_file_at(replay->file);
	result = indexer_run(&indexer, &words);
	if (result < 0)
		return error_set(error, result, "%s", words.words);
	place_facts(replay);
	return 0;
}
