/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The source that answers out of a recording. A datagram that is sent says which recorded exchanges are
 * awaited; receive() goes through those in the file's order and gives of each packet what belongs to the
 * requests that are asked now, under their numbers. What belonged to no request then, or could not be read,
 * comes with the first request of its exchange, as it came then.
 */
#include "source/replay_private.h"

#include <errno.h>
#include <string.h>

#include <linux/genetlink.h>

#include "netlink/attribute.h"
#include "source/replay_message.h"

static const char words_lacking[] = "not in the recording";
/* A message that says so is smaller. */
#define LACKING_SIZE 128

static void await_request(struct replay *replay, uint32_t number, uint32_t sequence)
{
	struct replay_request *request = replay_request_at(replay, number);
	struct replay_exchange *exchange = replay_exchange_at(replay, request->exchange);

	request->is_awaited = true;
	request->asked_as = sequence;
	exchange->is_awaited = true;
	if (request->exchange >= replay->latest)
		replay->latest = request->exchange + 1;
	if (request->exchange < replay->awaited) {
		replay->awaited = request->exchange;
		replay->at = exchange->first;
	}
}

/* Asks what MESSAGE asks. Returns the errno with which sending it failed then, 0: it did not. */
static int source_ask(struct replay *replay, const struct nlmsghdr *message)
{
	bool is_dump = (message->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP;
	struct array *contents = &replay->contents;
	struct replay_lack lack = { INDEX_NONE, message->nlmsg_seq };
	size_t used = contents->count;
	uint32_t number;
	int result = replay_put_content(contents, message);

	if (result < 0) {
		contents->count = used;
		return result;
	}
	number = replay_find_request(replay, array_at(contents, char, used), contents->count - used, is_dump);
	if (number == INDEX_NONE)
		lack.old = replay_find_old(replay, array_at(contents, char, used), contents->count - used);
	contents->count = used;
	if (number == INDEX_NONE)
		return array_append(&replay->lacks, &lack, 1);
	await_request(replay, number, message->nlmsg_seq);
	return replay_exchange_at(replay, replay_request_at(replay, number)->exchange)->code;
}

/* What of exchange NUMBER was not received until now, nobody receives any more. */
static void exchange_end(struct replay *replay, uint32_t number)
{
	struct replay_exchange *exchange = replay_exchange_at(replay, number);

	exchange->is_touched = true;
	exchange->is_awaited = false;
	for (uint32_t i = 0; i < exchange->requests; i++)
		replay_request_at(replay, exchange->first_request + i)->is_awaited = false;
}

/* Goes on to the next exchange that is awaited. */
static void source_go_on(struct replay *replay)
{
	uint32_t count = (uint32_t)replay->exchanges.count;

	exchange_end(replay, replay->awaited);
	while (replay->awaited < count && !replay_exchange_at(replay, replay->awaited)->is_awaited)
		replay->awaited++;
	if (replay->awaited < count)
		replay->at = replay_exchange_at(replay, replay->awaited)->first;
}

static int replay_send(void *self, const void *data, size_t length)
{
	struct replay *replay = self;
	const struct nlmsghdr *message = data;
	size_t left = length;
	int result = 0;

	while (replay->awaited < replay->exchanges.count)
		source_go_on(replay);
	replay->lacks.count = replay->lack = 0;
	for (; message_fits(message, left); message = message_next(message, &left)) {
		int code = source_ask(replay, message);

		result = result ? result : code;
	}
	return result;
}

/* Whose answer MESSAGE is, in EXCHANGE; NULL: nobody's. */
static const struct replay_request *find_asker(const struct replay *replay,
					       const struct replay_exchange *exchange,
					       const struct nlmsghdr *message)
{
	for (uint32_t i = 0; i < exchange->requests; i++) {
		const struct replay_request *request = replay_request_at(replay, exchange->first_request + i);

		if (request->sequence == message->nlmsg_seq)
			return request;
	}
	return NULL;
}

/* Puts the BYTES of MESSAGE that there are into TO under number SEQUENCE. */
static void put_message(char *to, size_t *used, const struct nlmsghdr *message, size_t bytes,
			uint32_t sequence)
{
	memcpy(to + *used, message, bytes);
	memcpy(to + *used + offsetof(struct nlmsghdr, nlmsg_seq), &sequence, sizeof(sequence));
	*used += bytes;
}

/*
 * Makes of PACKET, of the exchange that is awaited, what is received now, in TO, which has room for it.
 * Returns its bytes, 0 for nothing. Nobody uses number 0, so what carries it answers nothing.
 */
static size_t packet_translate(const struct replay *replay, const struct replay_packet *packet, char *to)
{
	const struct replay_exchange *exchange = replay_exchange_at(replay, replay->awaited);
	const struct nlmsghdr *message = packet->data;
	size_t left = packet->length;
	size_t used = 0;

	while (message_fits(message, left)) {
		const struct replay_request *asker = find_asker(replay, exchange, message);
		size_t bytes = NLMSG_ALIGN((size_t)message->nlmsg_len);

		if (bytes > left)
			bytes = left;
		if (asker && asker->is_awaited)
			put_message(to, &used, message, bytes, asker->asked_as);
		else if (!asker && !exchange->is_touched)
			put_message(to, &used, message, bytes, 0);
		message = message_next(message, &left);
	}
	if (left && !exchange->is_touched) {
		memcpy(to + used, message, left);
		used += left;
	}
	return used;
}

/* The errno of a FAILED of PROTOCOL that came in PACKET, 0 for none. */
static int packet_failure(const struct replay_packet *packet, uint16_t protocol)
{
	const struct nlmsghdr *header = packet->data;
	struct replay_message message;

	if (packet->protocol != RECORDING_PROTOCOL || !message_fits(header, packet->length) ||
	    header->nlmsg_type != RECORDING_MSG_FAILED || replay_message_read(header, &message) < 0 ||
	    replay_number(&message, PROTOCOL) != protocol)
		return 0;
	return replay_number(&message, CODE) - 1 < 4095 ? -(int)replay_number(&message, CODE) : -EIO;
}

/* What comes next of the exchanges that are awaited, 0: nothing. */
static ssize_t receive_awaited(struct replay *replay, void *buffer, size_t size)
{
	while (replay->awaited < replay->exchanges.count) {
		const struct replay_exchange *exchange = replay_exchange_at(replay, replay->awaited);
		struct replay_packet packet = { 0 };
		size_t used;
		int result;

		if (replay->at >= exchange->end) {
			source_go_on(replay);
			continue;
		}
		result = replay_file_seek(replay->file, replay->at);
		if (!result)
			result = replay_file_next(replay->file, &packet, NULL);
		if (result != 1)
			return result < 0 ? result : -EIO;
		replay->at = replay_file_at(replay->file);
		if (packet.direction != RECORDING_CAME)
			continue;
		result = exchange->is_touched ? 0 : packet_failure(&packet, NETLINK_GENERIC);
		if (result)
			return result;
		if (packet.protocol != NETLINK_GENERIC)
			continue;
		if (packet.length > size)
			return -EMSGSIZE;
		used = packet_translate(replay, &packet, buffer);
		if (!used)
			continue;
		replay->now = packet.time;
		return (ssize_t)used;
	}
	return 0;
}

/* The answer to REQUEST number SEQUENCE that was given long ago, 0: it cannot be read any more. */
static size_t receive_old(struct replay *replay, const struct replay_lack *lack, char *buffer, size_t size)
{
	const struct replay_old *old = array_at(&replay->old, struct replay_old, lack->old);
	size_t used = 0;
	int result = replay_file_seek(replay->file, old->first);

	while (!result && !used && replay_file_at(replay->file) < old->end) {
		const struct nlmsghdr *message;
		struct replay_packet packet = { 0 };
		size_t left;

		if (replay_file_next(replay->file, &packet, NULL) != 1)
			break;
		message = packet.data;
		left = packet.protocol == NETLINK_GENERIC && packet.direction == RECORDING_CAME ?
			       packet.length : 0;
		for (; message_fits(message, left); message = message_next(message, &left))
			if (message->nlmsg_seq == old->sequence && used + message->nlmsg_len <= size)
				put_message(buffer, &used, message, message->nlmsg_len, lack->sequence);
	}
	return used;
}

/* The kernel's way to say no, with words. */
static size_t put_refusal(char *buffer, size_t size, uint32_t sequence)
{
	struct nlmsghdr *message;
	struct nlmsgerr *body;

	if (size < LACKING_SIZE)
		return 0;
	message = mnl_nlmsg_put_header(buffer);
	message->nlmsg_type = NLMSG_ERROR;
	message->nlmsg_flags = NLM_F_CAPPED | NLM_F_ACK_TLVS;
	message->nlmsg_seq = sequence;
	body = mnl_nlmsg_put_extra_header(message, sizeof(*body));
	body->error = -ENODATA;
	mnl_attr_put_strz(message, NLMSGERR_ATTR_MSG, words_lacking);
	return message->nlmsg_len;
}

static ssize_t replay_receive(void *self, void *buffer, size_t size)
{
	struct replay *replay = self;
	ssize_t got = receive_awaited(replay, buffer, size);

	while (!got && replay->lack < replay->lacks.count) {
		const struct replay_lack *lack = array_at(&replay->lacks, struct replay_lack, replay->lack++);

		if (lack->old != INDEX_NONE)
			got = (ssize_t)receive_old(replay, lack, buffer, size);
		if (!got)
			got = (ssize_t)put_refusal(buffer, size, lack->sequence);
	}
	return got ? got : -EAGAIN;
}

static int64_t replay_begin(void *self, int64_t due)
{
	struct replay *replay = self;

	(void)due;
	if (replay->sample >= replay->samples.count)
		return 0;
	replay->sample++;
	replay->now = replay_sample_at(replay, replay->sample - 1)->time;
	/* What cannot be read any more is not in the recording any more. */
	replay_load(replay);
	for (int i = 0; i < SOURCE_CHANNELS; i++)
		replay->news_at[i] = 0;
	return replay->now;
}

static int64_t replay_end(void *self, int64_t kernel_time)
{
	const struct replay *replay = self;

	return replay->sample ? replay_sample_at(replay, replay->sample - 1)->kernel_time : kernel_time;
}

static int64_t replay_now(void *self)
{
	const struct replay *replay = self;

	return replay->now;
}

static int replay_find_missing(void *self)
{
	const struct replay *replay = self;

	return replay->missing == -ENONET ? -ENONET : -ENOENT;
}

/* As many as were sent together then: who refuses one request is not asked the rest of its batch. */
static size_t replay_batch(void *self)
{
	const struct replay *replay = self;

	for (uint32_t i = replay->latest; i < replay->exchanges.count; i++) {
		const struct replay_exchange *exchange = replay_exchange_at(replay, i);

		if (exchange->requests)
			return exchange->requests;
	}
	return 0;
}

static int replay_listen(void *self, uint32_t group)
{
	(void)self;
	(void)group;
	return 0;
}

static int replay_news_fd(void *self, enum source_channel channel)
{
	(void)self;
	(void)channel;
	return -1;
}

/* What came unasked in PACKET, of PROTOCOL. Returns its bytes, or 0. */
static ssize_t news_take(const struct replay_packet *packet, uint16_t protocol, void *buffer, size_t size)
{
	int code;

	if (packet->direction != RECORDING_UNASKED)
		return 0;
	code = packet_failure(packet, protocol);
	if (code || packet->protocol != protocol)
		return code;
	if (packet->length > size)
		return -EMSGSIZE;
	memcpy(buffer, packet->data, packet->length);
	return (ssize_t)packet->length;
}

/* What came between the sample that was replayed and the next one. */
static ssize_t replay_receive_news(void *self, enum source_channel channel, void *buffer, size_t size)
{
	struct replay *replay = self;
	uint16_t protocol = channel == SOURCE_UEVENTS ? NETLINK_KOBJECT_UEVENT : NETLINK_GENERIC;
	const struct replay_sample *next;
	uint64_t *at = &replay->news_at[channel];

	if (replay->sample >= replay->samples.count)
		return -EAGAIN;
	next = replay_sample_at(replay, replay->sample);
	if (!*at)
		*at = next->news;
	while (*at < next->begin) {
		struct replay_packet packet = { 0 };
		ssize_t got;

		if (replay_file_seek(replay->file, *at) < 0 ||
		    replay_file_next(replay->file, &packet, NULL) != 1)
			return -EAGAIN;
		*at = replay_file_at(replay->file);
		got = news_take(&packet, protocol, buffer, size);
		if (got)
			return got;
	}
	return -EAGAIN;
}

static int replay_identify(void *self, const char *device, uint64_t *ret_identity, char *ret_driver,
			   size_t size)
{
	(void)self;
	(void)device;
	(void)ret_identity;
	(void)ret_driver;
	(void)size;
	return -ENODEV;
}

static void replay_source_close(void *self)
{
	(void)self;
}

void source_replay(struct source *ret_source, struct replay *replay)
{
	*ret_source = (struct source){
		.transport = { replay_send, replay_receive, replay },
		.begin = replay_begin,
		.end = replay_end,
		.now = replay_now,
		.batch = replay_batch,
		.find_missing = replay_find_missing,
		.listen = replay_listen,
		.news_fd = replay_news_fd,
		.receive_news = replay_receive_news,
		.identify = replay_identify,
		.close = replay_source_close,
		.self = replay,
	};
}
