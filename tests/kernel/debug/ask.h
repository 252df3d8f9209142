/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Requests to the vdpa family, for programs that hurt a kernel: they send what they like and want
 * to know only how it ended. Not for reading figures.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <libmnl/libmnl.h>

#define ASK_BYTES 8192 /* of a request, and of a datagram that answers */

struct ask {
	struct mnl_socket *socket;
	uint16_t family;
	uint32_t group; /* "config"; 0: there is none */
	uint32_t sequence;
	uint64_t messages; /* that came in answers, acknowledgements and ends aside */
	bool is_interrupted; /* the last dump was marked so */
};

/* A kernel that does not answer for this long has hung: that is a failure and said as such. */
#define ASK_PATIENCE 30 /* seconds */

/* Opens a socket and resolves the family. Returns 0 or a negative errno; -ENOENT: no such family. */
int ask_open(struct ask *ask);
void ask_close(struct ask *ask);

/* Begins a request in BUFFER (ASK_BYTES); attributes are then put with libmnl's mnl_attr_put…(). */
struct nlmsghdr *ask_begin(struct ask *ask, void *buffer, uint8_t command, uint16_t flags);

/*
 * Sends a request that ends in an acknowledgement or is a dump, and reads all of the answer.
 * Returns 0 or a negative errno: the kernel's, or that of sending or receiving.
 */
int ask_talk(struct ask *ask, const struct nlmsghdr *request);

/* The two halves of ask_talk(). */
int ask_send(struct ask *ask, const struct nlmsghdr *request);
int ask_receive(struct ask *ask, uint32_t sequence);

/* Joins the group "config"; BYTES of receive buffer, 0 for the usual. Returns 0 or a negative errno. */
int ask_listen(struct ask *ask, int bytes);

/* Requests that several programs make. NAME is terminated. Returns as ask_talk(). */
int ask_add(struct ask *ask, const char *mgmtdev, const char *name, unsigned int number);
int ask_delete(struct ask *ask, const char *name);
