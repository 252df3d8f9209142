/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Batches of requests and dumps over a transport. What the messages mean is not known here. */
#include "netlink/genl.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "netlink/attribute.h"

/* The kernel says once that a socket overran; a transport that says so for ever is left alone. */
#define GENL_LOSSES_MAX 16

struct genl_slot {
	uint32_t sequence;
	uint32_t at;     /* bytes from the start of the send buffer */
	uint16_t type;   /* the family's id, which its answers carry too */
	bool is_repeatable;
	bool is_answered;
};

struct genl {
	struct transport transport;
	uint32_t sequence; /* the last one used */
	uint64_t strays;
	size_t slot_count;
	struct genl_slot slots[GENL_BATCH_MAX];
	size_t length;     /* bytes of committed requests */
	struct nlmsghdr *open;
	_Alignas(NLMSG_ALIGNTO) char send[GENL_SEND_SIZE];
	_Alignas(NLMSG_ALIGNTO) char receive[GENL_RECEIVE_SIZE];
};

struct genl *genl_new(struct transport transport)
{
	struct genl *genl = calloc(1, sizeof(*genl));

	if (genl)
		genl->transport = transport;
	return genl;
}

void genl_free(struct genl *genl)
{
	free(genl);
}

uint64_t genl_strays(const struct genl *genl)
{
	return genl->strays;
}

size_t genl_pending(const struct genl *genl)
{
	return genl->slot_count;
}

/* 0 is what notifications carry, so it is never used for a request. */
static uint32_t genl_next_sequence(struct genl *genl)
{
	if (!++genl->sequence)
		genl->sequence = 1;
	return genl->sequence;
}

struct nlmsghdr *genl_add(struct genl *genl, const struct genl_family *family, uint8_t command,
			  uint16_t flags)
{
	struct genlmsghdr *header;

	if (genl->slot_count == GENL_BATCH_MAX || genl->length + GENL_REQUEST_SIZE > GENL_SEND_SIZE)
		return NULL;
	genl->open = mnl_nlmsg_put_header(genl->send + genl->length);
	genl->open->nlmsg_type = family->id;
	genl->open->nlmsg_flags = NLM_F_REQUEST | flags;
	genl->open->nlmsg_seq = genl_next_sequence(genl);
	header = mnl_nlmsg_put_extra_header(genl->open, sizeof(*header));
	header->cmd = command;
	header->version = (uint8_t)family->version;
	return genl->open;
}

void genl_commit(struct genl *genl)
{
	genl->slots[genl->slot_count++] = (struct genl_slot){
		.sequence = genl->open->nlmsg_seq,
		.at = (uint32_t)genl->length,
		.type = genl->open->nlmsg_type,
		.is_repeatable = !(genl->open->nlmsg_flags & NLM_F_ACK),
	};
	genl->length += NLMSG_ALIGN(genl->open->nlmsg_len);
	genl->open = NULL;
}

/*
 * Receives one datagram. Returns its bytes, 0 when nothing is left, or a negative errno; LOSSES
 * counts the datagrams that were lost.
 */
static ssize_t genl_receive(struct genl *genl, unsigned int *losses)
{
	while (*losses < GENL_LOSSES_MAX) {
		ssize_t got = genl->transport.receive(genl->transport.self, genl->receive,
						      sizeof(genl->receive));

		if (got == -EAGAIN)
			return 0;
		if (got != -ENOBUFS && got != -EMSGSIZE && got != -EINTR)
			return got;
		++*losses;
	}
	return 0;
}

struct genl_run {
	struct genl *genl;
	genl_on_answer *on_answer;
	void *context;
	size_t missing;
};

static void genl_settle(struct genl_run *run, struct genl_slot *slot, const struct nlmsghdr *reply,
			const struct answer *answer)
{
	slot->is_answered = true;
	run->missing--;
	run->on_answer(run->context, (size_t)(slot - run->genl->slots), reply, answer);
}

static struct genl_slot *genl_find_slot(struct genl *genl, uint32_t sequence)
{
	for (size_t i = 0; i < genl->slot_count; i++)
		if (genl->slots[i].sequence == sequence && !genl->slots[i].is_answered)
			return &genl->slots[i];
	return NULL;
}

static void genl_dispatch(struct genl_run *run, const struct nlmsghdr *message)
{
	struct genl_slot *slot = genl_find_slot(run->genl, message->nlmsg_seq);
	struct answer answer = { .code = -EBADMSG, .is_missing = true };

	if (!slot || (message->nlmsg_type != slot->type && message->nlmsg_type != NLMSG_ERROR)) {
		run->genl->strays++;
	} else if (message->nlmsg_type == NLMSG_ERROR) {
		answer_parse(message, &answer);
		answer_blame(&answer, (const struct nlmsghdr *)(run->genl->send + slot->at));
		genl_settle(run, slot, NULL, &answer);
	} else if (mnl_nlmsg_get_payload_len(message) < sizeof(struct genlmsghdr)) {
		genl_settle(run, slot, NULL, &answer);
	} else {
		answer = (struct answer){ 0 };
		genl_settle(run, slot, message, &answer);
	}
}

static void genl_dispatch_datagram(struct genl_run *run, size_t length)
{
	const struct nlmsghdr *message = (const struct nlmsghdr *)run->genl->receive;
	size_t left = length;

	for (; message_fits(message, left); message = message_next(message, &left))
		genl_dispatch(run, message);
	if (left)
		run->genl->strays++;
}

/* Reads until every request is answered or nothing is left to read. */
static int genl_collect(struct genl_run *run)
{
	unsigned int losses = 0;

	while (run->missing) {
		ssize_t got = genl_receive(run->genl, &losses);

		if (got <= 0)
			return (int)got;
		genl_dispatch_datagram(run, (size_t)got);
	}
	return 0;
}

/* The second try of a request that was not answered: alone, under a new number. */
static int genl_repeat(struct genl_run *run, struct genl_slot *slot)
{
	struct genl *genl = run->genl;
	struct nlmsghdr *message = (struct nlmsghdr *)(genl->send + slot->at);
	int result;

	message->nlmsg_seq = slot->sequence = genl_next_sequence(genl);
	result = genl->transport.send(genl->transport.self, message, NLMSG_ALIGN(message->nlmsg_len));
	return result < 0 ? result : genl_collect(run);
}

/*
 * What has no answer yet gets one: by a second try, or the errno RESULT with which the transport failed. What
 * IS_SENT has reached the kernel, whatever came of it.
 */
static int genl_settle_missing(struct genl_run *run, bool is_sent, int result)
{
	static const struct answer lost = { .code = -ENODATA, .is_missing = true };
	struct answer failed = { .code = result, .is_missing = is_sent };
	struct genl *genl = run->genl;

	for (size_t i = 0; i < genl->slot_count; i++) {
		struct genl_slot *slot = &genl->slots[i];

		if (!slot->is_answered && slot->is_repeatable && !failed.code)
			failed.code = genl_repeat(run, slot);
		if (!slot->is_answered)
			genl_settle(run, slot, NULL, failed.code ? &failed : &lost);
	}
	return failed.code;
}

int genl_run(struct genl *genl, genl_on_answer *on_answer, void *context)
{
	struct genl_run run = { genl, on_answer, context, genl->slot_count };
	bool is_sent;
	int result;

	if (!genl->slot_count)
		return 0;
	result = genl->transport.send(genl->transport.self, genl->send, genl->length);
	is_sent = !result;
	if (is_sent)
		result = genl_collect(&run);
	result = genl_settle_missing(&run, is_sent, result);
	genl->slot_count = 0;
	genl->length = 0;
	return result;
}

struct genl_dump {
	uint32_t sequence;
	uint16_t type;
	bool is_interrupted;
	bool is_damaged; /* something came that could not be read: an entry may be missing */
	bool is_done;
	struct answer *answer;
	genl_on_message *on_message;
	void *context;
};

static bool genl_dump_end(struct genl_dump *dump, const struct nlmsghdr *message)
{
	if (message->nlmsg_type != NLMSG_DONE && message->nlmsg_type != NLMSG_ERROR)
		return false;
	if (answer_parse(message, dump->answer) < 0)
		dump->answer->code = -EBADMSG;
	dump->is_done = true;
	return true;
}

static void genl_dump_datagram(struct genl *genl, struct genl_dump *dump, size_t length)
{
	const struct nlmsghdr *message = (const struct nlmsghdr *)genl->receive;
	size_t left = length;

	for (; message_fits(message, left); message = message_next(message, &left)) {
		if (message->nlmsg_seq != dump->sequence || dump->is_done) {
			genl->strays++;
			continue;
		}
		if (message->nlmsg_flags & NLM_F_DUMP_INTR)
			dump->is_interrupted = true;
		if (genl_dump_end(dump, message))
			continue;
		if (message->nlmsg_type != dump->type ||
		    mnl_nlmsg_get_payload_len(message) < sizeof(struct genlmsghdr)) {
			genl->strays++;
			dump->is_damaged |= message->nlmsg_type == dump->type;
		} else {
			dump->on_message(dump->context, message);
		}
	}
	if (left) {
		genl->strays++;
		dump->is_damaged = true;
	}
}

static int genl_dump_collect(struct genl *genl, struct genl_dump *dump)
{
	unsigned int losses = 0;

	while (!dump->is_done) {
		ssize_t got = genl_receive(genl, &losses);

		if (got < 0)
			return (int)got;
		if (!got)
			break;
		genl_dump_datagram(genl, dump, (size_t)got);
	}
	if (losses)
		return -ENOBUFS;
	if (!dump->is_done || dump->is_damaged)
		return -ENODATA;
	return dump->is_interrupted ? -EINTR : 0;
}

struct nlmsghdr *genl_dump_begin(struct genl *genl, const struct genl_family *family,
				 uint8_t command)
{
	return genl->slot_count ? NULL : genl_add(genl, family, command, NLM_F_DUMP);
}

int genl_dump_run(struct genl *genl, genl_on_message *on_message, void *context,
		  struct answer *ret_answer)
{
	struct nlmsghdr *message = genl->open;
	struct answer answer = { 0 };
	struct genl_dump dump = {
		.sequence = message->nlmsg_seq,
		.type = message->nlmsg_type,
		.answer = &answer,
		.on_message = on_message,
		.context = context,
	};
	int result;

	genl->open = NULL;
	result = genl->transport.send(genl->transport.self, message, NLMSG_ALIGN(message->nlmsg_len));
	if (!result)
		result = genl_dump_collect(genl, &dump);
	if (!result)
		*ret_answer = answer;
	return result;
}

int genl_dump(struct genl *genl, const struct genl_family *family, uint8_t command,
	      genl_on_message *on_message, void *context, struct answer *ret_answer)
{
	if (!genl_dump_begin(genl, family, command))
		return -EBUSY;
	return genl_dump_run(genl, on_message, context, ret_answer);
}
