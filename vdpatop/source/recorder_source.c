/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A source that does what another does, and notes all that passes. */
#include "source/recorder_private.h"

#include <errno.h>

#include <linux/netlink.h>

static int64_t tap_inner_now(const struct recorder *recorder)
{
	return recorder->source->now(recorder->source->self);
}

static void tap_put(struct recorder *recorder, int64_t time, enum recording_direction direction,
		    uint16_t protocol, const void *data, size_t length)
{
	recorder_begin_packet(recorder);
	recorder_append(recorder, data, length);
	recorder_end_packet(recorder, time, direction, protocol);
}

static void tap_put_failure(struct recorder *recorder, enum recording_direction direction, uint16_t protocol,
			    int code)
{
	const struct recording_value values[] = {
		VALUE_NUMBER(CODE, (uint32_t)-code), VALUE_NUMBER(PROTOCOL, protocol),
	};

	recorder_put(recorder, tap_inner_now(recorder), direction, RECORDING_MSG_FAILED, VALUES(values));
}

/*
 * The kernel answers inside send(), and may never do it: what is sent is noted, and in the file, before. A
 * recording of a run that hung then ends with the request that it hung in.
 */
static int tap_send(void *self, const void *data, size_t length)
{
	struct recorder *recorder = self;
	const struct transport *transport = &recorder->source->transport;
	int result;

	tap_put(recorder, tap_inner_now(recorder), RECORDING_SENT, NETLINK_GENERIC, data, length);
	recorder_spill(recorder);
	result = transport->send(transport->self, data, length);
	if (result < 0)
		tap_put_failure(recorder, RECORDING_SENT, NETLINK_GENERIC, result);
	return result;
}

static ssize_t tap_receive(void *self, void *buffer, size_t size)
{
	struct recorder *recorder = self;
	const struct transport *transport = &recorder->source->transport;
	ssize_t got = transport->receive(transport->self, buffer, size);

	if (got == -EAGAIN)
		return got;
	recorder->now = tap_inner_now(recorder);
	if (got < 0)
		tap_put_failure(recorder, RECORDING_CAME, NETLINK_GENERIC, (int)got);
	else
		tap_put(recorder, recorder->now, RECORDING_CAME, NETLINK_GENERIC, buffer, (size_t)got);
	return got;
}

static int64_t tap_begin(void *self, int64_t due)
{
	struct recorder *recorder = self;
	int64_t time = recorder->source->begin(recorder->source->self, due);
	const struct recording_value values[] = {
		VALUE_NUMBER(NUMBER, recorder->number),
		VALUE_NUMBER(TIME, (uint64_t)time),
		VALUE_NUMBER(CLOCK_OFFSET, (uint64_t)recorder->clock_offset),
		VALUE_NUMBER(IS_EXTRA, recorder->is_extra),
	};

	recorder->now = time;
	recorder->is_missing = false;
	recorder_put(recorder, time, RECORDING_CAME, RECORDING_MSG_BEGIN, VALUES(values));
	return time;
}

static int64_t tap_end(void *self, int64_t kernel_time)
{
	struct recorder *recorder = self;
	struct source *source = recorder->source;
	int64_t told = source->end ? source->end(source->self, kernel_time) : kernel_time;
	const struct recording_value values[] = {
		VALUE_NUMBER(NUMBER, recorder->number),
		VALUE_NUMBER(KERNEL_TIME, (uint64_t)told),
	};

	recorder->has_sample |= !recorder->is_missing;
	recorder_put(recorder, tap_inner_now(recorder), RECORDING_CAME, RECORDING_MSG_END, VALUES(values));
	recorder_flush(recorder);
	return told;
}

/* What is said of an answer's time in a replay is what is said now: not when somebody asks for it. */
static int64_t tap_now(void *self)
{
	const struct recorder *recorder = self;

	return recorder->now;
}

static int tap_find_missing(void *self)
{
	struct recorder *recorder = self;
	int code = recorder->source->find_missing(recorder->source->self);
	const struct recording_value values[] = { VALUE_NUMBER(CODE, (uint32_t)-code) };

	recorder->is_missing = true;
	recorder_put(recorder, tap_inner_now(recorder), RECORDING_CAME, RECORDING_MSG_MISSING,
		     VALUES(values));
	return code;
}

static int tap_listen(void *self, uint32_t group)
{
	struct recorder *recorder = self;

	return recorder->source->listen(recorder->source->self, group);
}

static int tap_news_fd(void *self, enum source_channel channel)
{
	struct recorder *recorder = self;

	return recorder->source->news_fd(recorder->source->self, channel);
}

static ssize_t tap_receive_news(void *self, enum source_channel channel, void *buffer, size_t size)
{
	struct recorder *recorder = self;
	struct source *source = recorder->source;
	uint16_t protocol = channel == SOURCE_UEVENTS ? NETLINK_KOBJECT_UEVENT : NETLINK_GENERIC;
	ssize_t got = source->receive_news(source->self, channel, buffer, size);

	if (got == -EAGAIN)
		return got;
	if (got < 0)
		tap_put_failure(recorder, RECORDING_UNASKED, protocol, (int)got);
	else
		tap_put(recorder, tap_inner_now(recorder), RECORDING_UNASKED, protocol, buffer, (size_t)got);
	return got;
}

static int tap_identify(void *self, const char *device, uint64_t *ret_identity, char *ret_driver,
			size_t size)
{
	struct recorder *recorder = self;

	return recorder->source->identify(recorder->source->self, device, ret_identity, ret_driver, size);
}

static void tap_close(void *self)
{
	struct recorder *recorder = self;

	recorder->source->close(recorder->source->self);
}

void recorder_plan(struct recorder *recorder, uint64_t number, int64_t clock_offset, bool is_extra)
{
	recorder->number = number;
	recorder->clock_offset = clock_offset;
	recorder->is_extra = is_extra;
}

void source_record(struct source *ret_source, struct source *source, struct recorder *recorder)
{
	recorder->source = source;
	*ret_source = (struct source){
		.transport = { tap_send, tap_receive, recorder },
		.begin = tap_begin,
		.end = tap_end,
		.now = tap_now,
		.find_missing = tap_find_missing,
		.listen = tap_listen,
		.news_fd = tap_news_fd,
		.receive_news = tap_receive_news,
		.identify = tap_identify,
		.close = tap_close,
		.self = recorder,
	};
}
