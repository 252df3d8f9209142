/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A transport that plays a script: what was sent is kept, what is received was written before.
 * A message of the script stands for "the answer to request N" (the N-th that was sent, from 0);
 * it gets that request's sequence number when it is received.
 */
#pragma once

#include "netlink/transport.h"
#include "wire.h"

#define SCRIPT_STRAY UINT32_C(1000) /* for a message that answers nothing */
#define SCRIPT_SENT 512
#define SCRIPT_STEPS 128

struct script_step {
	size_t after;      /* sends before it can be received */
	int code;          /* receive() fails with it, or 0: a datagram */
	char *data;
	size_t length;
};

struct script {
	struct wire wire;  /* the datagram being written */
	size_t after;
	struct script_step steps[SCRIPT_STEPS];
	size_t step_count, next;
	size_t sends;      /* datagrams sent */
	size_t sent_count; /* messages in them */
	struct {
		uint32_t sequence;
		uint16_t type, flags;
		uint8_t command;
	} sent[SCRIPT_SENT];
	int send_code;     /* send() fails with it */
};

struct script *script_new(void);
void script_free(struct script *script);
struct transport script_transport(struct script *script);

/* What follows can only be received once SENDS datagrams have been sent; 0 at first. */
void script_after(struct script *script, size_t sends);

/* Ends the datagram that was written into script->wire. */
void script_datagram(struct script *script);

/* A receive() that fails with CODE. */
void script_failure(struct script *script, int code);

/* A datagram of one message: a reply with a device's name, or an acknowledgement. */
void script_reply(struct script *script, uint32_t request, const char *name);
void script_answer(struct script *script, uint32_t request, int code, const char *words);
