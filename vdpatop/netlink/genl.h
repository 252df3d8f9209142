/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Generic netlink: requests in batches, dumps, and the look-up of a family.
 *
 * Every request has a sequence number of its own, so an answer finds its request whatever the
 * order. One constant receive buffer is used for all: the kernel sizes its datagrams by the
 * largest receive it has seen on a socket, up to 32 KiB (net/netlink/af_netlink.c).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "netlink/answer.h"
#include "netlink/transport.h"

struct error;
struct nlmsghdr;

#define GENL_RECEIVE_SIZE 65536
#define GENL_SEND_SIZE 65536
/*
 * Requests of one datagram. 64 answers fit a socket's default receive buffer (212992 bytes, which
 * overflowed after 119 of a simulator's answers) with room to spare.
 */
#define GENL_BATCH_MAX 64

struct genl;

struct genl_operation {
	uint32_t command;
	uint32_t flags; /* GENL_CMD_CAP_DO, GENL_CMD_CAP_DUMP, GENL_ADMIN_PERM, … */
};

struct genl_group {
	uint32_t id;
	char name[16]; /* GENL_NAMSIZ */
};

struct genl_family {
	uint16_t id;
	uint32_t version;
	uint32_t header_size;
	uint32_t maxattr;
	size_t operation_count;
	struct genl_operation operations[64];
	size_t group_count;
	struct genl_group groups[16];
};

/* One conversation over TRANSPORT, which must outlive it. NULL when memory is out. */
struct genl *genl_new(struct transport transport);
void genl_free(struct genl *genl);

/* Datagrams or messages that answered nothing asked or made no sense, since the start. */
uint64_t genl_strays(const struct genl *genl);

/*
 * Asks nlctrl for the family NAME. 0, -ENOENT when there is none (module not loaded, or another
 * network namespace), or another negative errno with words in ERROR: -EBUSY while the batch is
 * not empty.
 */
int genl_family_find(struct genl *genl, const char *name, struct genl_family *ret_family,
		     struct error *error);

/* The flags of operation COMMAND, 0 when the family has none such. */
uint32_t genl_family_flags(const struct genl_family *family, uint32_t command);
bool genl_family_can_dump(const struct genl_family *family, uint32_t command);
/* The id of multicast group NAME, 0 when there is none. */
uint32_t genl_family_group(const struct genl_family *family, const char *name);

/*
 * Starts the next request of the batch. The caller puts the attributes behind the returned header
 * and calls genl_commit(). FLAGS are NLM_F_… beside NLM_F_REQUEST; with NLM_F_ACK an answer comes
 * even where there is nothing to say. NULL when the batch is full: run it first.
 */
struct nlmsghdr *genl_add(struct genl *genl, const struct genl_family *family, uint8_t command,
			  uint16_t flags);

/* Bytes that a request may have, header included: what genl_add() guarantees. */
#define GENL_REQUEST_SIZE 16384

/* Ends the request that genl_add() started; it is request number genl_pending() - 1. */
void genl_commit(struct genl *genl);

/* Requests in the batch. */
size_t genl_pending(const struct genl *genl);

/*
 * Called once per request: with REPLY (valid during the call) or NULL, and ANSWER, whose code is 0
 * when the kernel did it. A request that got no answer at all, after a second try where a second
 * try is harmless (no NLM_F_ACK), has the code -ENODATA. It must not use the genl it is called by.
 */
typedef void genl_on_answer(void *context, size_t request, const struct nlmsghdr *reply,
			    const struct answer *answer);

/*
 * Sends the batch in one datagram, reads the answers, empties the batch. 0, or the negative errno
 * with which the transport failed; ON_ANSWER is called for every request in either case.
 */
int genl_run(struct genl *genl, genl_on_answer *on_answer, void *context);

typedef void genl_on_message(void *context, const struct nlmsghdr *message);

/*
 * Dumps COMMAND, calling ON_MESSAGE for every message. Returns 0 and the kernel's last word in
 * ANSWER (whose code may be negative), -EINTR when the kernel says that things changed meanwhile
 * (NLM_F_DUMP_INTR) and -ENOBUFS when messages were lost: ask again in both cases; -ENODATA when
 * the dump did not come to its end or part of it could not be read, -EBUSY while the batch is not empty.
 */
int genl_dump(struct genl *genl, const struct genl_family *family, uint8_t command,
	      genl_on_message *on_message, void *context, struct answer *ret_answer);

/*
 * The same in two steps, for a dump whose request says more than its command: the caller puts the
 * attributes, at most GENL_REQUEST_SIZE bytes with the header, behind what genl_dump_begin() returns;
 * that is NULL while the batch is not empty.
 */
struct nlmsghdr *genl_dump_begin(struct genl *genl, const struct genl_family *family,
				 uint8_t command);
int genl_dump_run(struct genl *genl, genl_on_message *on_message, void *context,
		  struct answer *ret_answer);
