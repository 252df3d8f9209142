/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who asked what in one sample: a list of datagrams that were sent, and of the requests in them by what
 * they ask. Answers stay in the file until they are asked for.
 */
#include "source/replay_private.h"

#include <errno.h>
#include <string.h>

#include <linux/genetlink.h>

#include "netlink/attribute.h"
#include "source/replay_message.h"

/* More than a sample of any host has; it bounds the memory that a file can ask for. */
#define SAMPLE_REQUESTS_MOST (1u << 22)
#define SAMPLE_CONTENTS_MOST (1u << 28)
#define OLD_CONTENTS_MOST (1u << 26)
#define EXCHANGE_REQUESTS_MOST 1024u

struct content_head {
	uint16_t type;
	uint8_t is_dump;
	uint8_t command;
};

/* What the comparison of contents is about. */
struct content_key {
	const struct replay *replay;
	const void *content;
	size_t length;
};

int replay_put_content(struct array *to, const struct nlmsghdr *message)
{
	const struct genlmsghdr *genl = mnl_nlmsg_get_payload(message);
	size_t head = NLMSG_HDRLEN + GENL_HDRLEN;
	const struct content_head content = {
		.type = message->nlmsg_type,
		.is_dump = (message->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP,
		.command = message->nlmsg_len >= head ? genl->cmd : 0,
	};

	if (message->nlmsg_len < head)
		return -EBADMSG;
	if (array_append(to, &content, sizeof(content)) < 0)
		return -ENOMEM;
	return array_append(to, (const char *)message + head, message->nlmsg_len - head);
}

static bool request_asks(const void *context, uint32_t number)
{
	const struct content_key *key = context;
	const struct replay_request *request = replay_request_at(key->replay, number);

	return request->length == key->length &&
	       !memcmp(array_at(&key->replay->contents, char, request->content), key->content, key->length);
}

static bool old_asks(const void *context, uint32_t number)
{
	const struct content_key *key = context;
	const struct replay_old *old = array_at(&key->replay->old, struct replay_old, number);

	return old->length == key->length &&
	       !memcmp(array_at(&key->replay->old_contents, char, old->content), key->content, key->length);
}

uint32_t replay_find_old(const struct replay *replay, const void *content, size_t length)
{
	return index_find(&replay->old_by_content, index_hash(content, length), old_asks,
			  &(struct content_key){ replay, content, length });
}

/* Of the dumps that are left, the first of the same command, whatever it was limited to. */
static uint32_t find_dump(const struct replay *replay, const void *content)
{
	for (size_t i = 0; i < replay->exchanges.count; i++) {
		const struct replay_exchange *exchange = replay_exchange_at(replay, i);
		const struct replay_request *request;

		if (!exchange->is_dump || exchange->is_touched || exchange->is_awaited)
			continue;
		request = replay_request_at(replay, exchange->first_request);
		if (!memcmp(array_at(&replay->contents, char, request->content), content,
			    sizeof(struct content_head)))
			return exchange->first_request;
	}
	return INDEX_NONE;
}

uint32_t replay_find_request(struct replay *replay, const void *content, size_t length, bool is_dump)
{
	uint32_t head = index_find(&replay->by_content, index_hash(content, length), request_asks,
				   &(struct content_key){ replay, content, length });
	uint32_t found;

	if (head == INDEX_NONE)
		return is_dump ? find_dump(replay, content) : INDEX_NONE;
	found = replay_request_at(replay, head)->unused;
	if (found != INDEX_NONE)
		replay_request_at(replay, head)->unused = replay_request_at(replay, found)->next;
	return found;
}

/* Puts request NUMBER behind those that ask the same. */
static int request_link(struct replay *replay, uint32_t number)
{
	struct replay_request *request = replay_request_at(replay, number);
	const char *content = array_at(&replay->contents, char, request->content);
	uint32_t hash = index_hash(content, request->length);
	uint32_t head = index_find(&replay->by_content, hash, request_asks,
				   &(struct content_key){ replay, content, request->length });

	if (head == INDEX_NONE) {
		request->unused = request->last = number;
		return index_add(&replay->by_content, hash, number);
	}
	replay_request_at(replay, replay_request_at(replay, head)->last)->next = number;
	replay_request_at(replay, head)->last = number;
	return 0;
}

static int request_add(struct replay *replay, const struct nlmsghdr *message)
{
	uint32_t number = (uint32_t)replay->requests.count;
	struct replay_request request = {
		.content = (uint32_t)replay->contents.count,
		.exchange = (uint32_t)replay->exchanges.count - 1,
		.sequence = message->nlmsg_seq,
		.next = INDEX_NONE,
		.last = INDEX_NONE,
		.unused = INDEX_NONE,
	};
	struct replay_exchange *exchange = replay_exchange_at(replay, request.exchange);
	int result = replay_put_content(&replay->contents, message);

	if (result == -EBADMSG)
		return 0;
	if (replay->contents.count > SAMPLE_CONTENTS_MOST || number >= SAMPLE_REQUESTS_MOST)
		return -EFBIG;
	request.length = (uint32_t)replay->contents.count - request.content;
	if (result < 0 || array_append(&replay->requests, &request, 1) < 0)
		return -ENOMEM;
	exchange->requests++;
	exchange->is_dump = (message->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP;
	return request_link(replay, number);
}

static int exchange_begin(struct replay *replay, const struct replay_packet *packet)
{
	const struct nlmsghdr *message = packet->data;
	uint64_t behind = replay_file_at(replay->file);
	struct replay_exchange exchange = {
		.first = behind, .end = behind, .first_request = (uint32_t)replay->requests.count,
	};
	size_t left = packet->length;
	int result = 0;

	if (replay->exchanges.count >= SAMPLE_REQUESTS_MOST)
		return -EFBIG;
	if (array_append(&replay->exchanges, &exchange, 1) < 0)
		return -ENOMEM;
	for (; !result && message_fits(message, left); message = message_next(message, &left))
		if (replay_exchange_at(replay, replay->exchanges.count - 1)->requests < EXCHANGE_REQUESTS_MOST)
			result = request_add(replay, message);
	return result;
}

/* Whether an answer of CODE says what stays so, and is not asked again (engine/sampler_memory.c). */
static bool code_is_lasting(int code)
{
	return code == -EINVAL || code == -ERANGE || code == -EOPNOTSUPP || code == -EPERM;
}

static bool answer_is_lasting(const struct nlmsghdr *message)
{
	int code = 0;

	if (message->nlmsg_type == GENL_ID_CTRL)
		return true;
	if (message->nlmsg_type != NLMSG_ERROR || mnl_nlmsg_get_payload_len(message) < sizeof(code))
		return false;
	memcpy(&code, mnl_nlmsg_get_payload(message), sizeof(code));
	return code_is_lasting(code);
}

static int old_keep(struct replay *replay, const struct replay_request *request)
{
	const struct replay_exchange *exchange = replay_exchange_at(replay, request->exchange);
	const char *content = array_at(&replay->contents, char, request->content);
	struct replay_old old = { (uint32_t)replay->old_contents.count, request->length, request->sequence,
				  exchange->first, exchange->end };
	uint32_t number = replay_find_old(replay, content, request->length);

	if (number != INDEX_NONE) {
		old.content = array_at(&replay->old, struct replay_old, number)->content;
		*array_at(&replay->old, struct replay_old, number) = old;
		return 0;
	}
	if (replay->old_contents.count + request->length > OLD_CONTENTS_MOST)
		return 0;
	if (array_append(&replay->old_contents, content, request->length) < 0 ||
	    array_append(&replay->old, &old, 1) < 0)
		return -ENOMEM;
	return index_add(&replay->old_by_content, index_hash(content, request->length),
			 (uint32_t)replay->old.count - 1);
}

static int answers_take(struct replay *replay, const struct replay_packet *packet)
{
	struct replay_exchange *exchange = replay_exchange_at(replay, replay->exchanges.count - 1);
	const struct nlmsghdr *message = packet->data;
	size_t left = packet->length;
	int result = 0;

	exchange->end = replay_file_at(replay->file);
	for (; !result && message_fits(message, left); message = message_next(message, &left)) {
		if (!answer_is_lasting(message))
			continue;
		for (uint32_t i = 0; !result && i < exchange->requests; i++) {
			const struct replay_request *request =
				replay_request_at(replay, exchange->first_request + i);

			if (request->sequence == message->nlmsg_seq)
				result = old_keep(replay, request);
		}
	}
	return result;
}

static void note_take(struct replay *replay, const struct replay_packet *packet)
{
	const struct nlmsghdr *header = packet->data;
	struct replay_exchange *last = replay->exchanges.count ?
					       replay_exchange_at(replay, replay->exchanges.count - 1) : NULL;
	struct replay_message message;
	int code;

	if (!message_fits(header, packet->length) || replay_message_read(header, &message) < 0)
		return;
	code = replay_number(&message, CODE) < 4096 ? -(int)replay_number(&message, CODE) : -EIO;
	if (header->nlmsg_type == RECORDING_MSG_MISSING)
		replay->missing = code;
	else if (header->nlmsg_type == RECORDING_MSG_FAILED && last && packet->direction == RECORDING_SENT)
		last->code = code;
	else if (header->nlmsg_type == RECORDING_MSG_FAILED && last)
		last->end = replay_file_at(replay->file);
}

void replay_clear(struct replay *replay)
{
	replay->contents.count = replay->requests.count = replay->exchanges.count = 0;
	replay->lacks.count = replay->lack = 0;
	index_clear(&replay->by_content);
	replay->missing = 0;
	replay->latest = replay->awaited = 0;
}

/* Takes in what lies from byte FROM on, up to the packet at byte TO. */
static int sample_read(struct replay *replay, uint64_t from, uint64_t to)
{
	struct replay_packet packet = { 0 };
	int result = replay_file_seek(replay->file, from);

	replay_clear(replay);
	while (!result && replay_file_at(replay->file) < to) {
		result = replay_file_next(replay->file, &packet, NULL);
		if (result <= 0)
			return result ? result : -EIO;
		result = 0;
		if (packet.protocol == RECORDING_PROTOCOL)
			note_take(replay, &packet);
		else if (packet.protocol != NETLINK_GENERIC || packet.direction == RECORDING_UNASKED)
			continue;
		else if (packet.direction == RECORDING_SENT)
			result = exchange_begin(replay, &packet);
		else if (replay->exchanges.count)
			result = answers_take(replay, &packet);
	}
	return result;
}

int replay_load(struct replay *replay)
{
	const struct replay_sample *sample = replay_sample_at(replay, replay->sample - 1);
	/* Of commands that were given before it: what they found out of the family is not asked again. */
	int result = sample_read(replay, sample->news, sample->begin);

	if (!result)
		result = sample_read(replay, sample->begin, sample->end);
	replay->awaited = (uint32_t)replay->exchanges.count;
	return result;
}
