/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The demo's kernel: the machine, what moves in it, and one netlink socket to it. A request is
 * carried out inside demo_kernel_send(), as the real one does it inside sendmsg().
 */
#pragma once

#include <stdint.h>

#include "source/demo/ledger.h"
#include "source/demo/machine.h"
#include "source/demo/message.h"
#include "source/demo/news.h"
#include "source/demo/outbox.h"
#include "source/demo/policy.h"
#include "source/demo/traffic.h"
#include "source/demo_options.h"

/* The first numbers that nlctrl gives the family and its group; each load of the module has others. */
#define DEMO_FAMILY_ID 35
#define DEMO_GROUP_ID 13

/* The one dump that a socket can have running. */
struct demo_dump {
	bool is_running;
	bool is_interrupted; /* the next message says that things changed meanwhile */
	uint8_t command;
	struct demo_address to;
	size_t device;       /* where it goes on */
	uint32_t queue;
	char *only;          /* name of the one device to tell of, NULL for all; owned */
};

struct demo_kernel {
	struct demo_options options;
	struct demo_machine machine;
	struct demo_reader reader; /* of what others change */
	struct demo_traffic traffic;
	struct demo_outbox outbox;
	struct demo_dump dump;
	struct demo_news news;
	uint16_t family_id;
	uint32_t group_id;
	struct array request;  /* the datagram at hand, and a NUL */
	struct array scratch;  /* a dump's datagram while it is written */
	uint32_t port;
	/* The sample at hand, counted from 1; 0 before the first. */
	uint32_t sample;
	int64_t start, due;    /* ns since 1970 */
	/* Faults (fault.h). */
	uint32_t answers;      /* so far */
	uint32_t sends, dumps; /* in this sample */
	bool is_unloaded;      /* the module is away for a while */
	bool is_change_due;    /* somebody else changes something before the next news are read */
	bool is_entry_due;     /* and sysfs has not heard of it yet */
	struct demo_device others; /* that is gone by then; identity 0: none */
};

/* 0 or -ENOMEM; close it in either case. */
int demo_kernel_open(struct demo_kernel *kernel, const struct demo_options *options);
void demo_kernel_close(struct demo_kernel *kernel);

/* The sample due at DUE begins: nothing moves until the next. */
void demo_kernel_begin(struct demo_kernel *kernel, int64_t due);

/* change.c: whoever holds the node of a device that is to be unbound closes it when its time has come. */
void demo_close_nodes(struct demo_kernel *kernel);

/* As transport.send() and transport.receive(). */
int demo_kernel_send(struct demo_kernel *kernel, const void *data, size_t length);
ssize_t demo_kernel_receive(struct demo_kernel *kernel, void *buffer, size_t size);

/* Whether the family is there, and in this network namespace. */
bool demo_kernel_has_family(const struct demo_kernel *kernel);

/* Whether operation COMMAND can be dumped here: one more on our own kernel. */
bool demo_kernel_can_dump(const struct demo_kernel *kernel, uint32_t command);

/* Begins a reply to REQUEST, written into PLACE (DEMO_MESSAGE_SIZE bytes, aligned). */
struct demo_message demo_reply_begin(const struct demo_request *request, void *place,
				     uint8_t command);
/* Queues it. 0, -EMSGSIZE when it did not fit, or -EAGAIN when the receive buffer overran. */
int demo_reply_send(struct demo_kernel *kernel, const struct demo_message *message);

/* control.c: a request to nlctrl. 0 or a negative errno. */
int demo_control_do(struct demo_kernel *kernel, struct demo_request *request);
/* command.c: a request to the family that passed its checks. 0 or a negative errno. */
int demo_command_do(struct demo_kernel *kernel, uint8_t command, struct demo_request *request);
/* dump.c: begins a dump. -EINTR when it runs (no acknowledgement then), or a negative errno. */
int demo_dump_start(struct demo_kernel *kernel, uint8_t command, struct demo_request *request);
/* Goes on with the running dump. 0 or -ENOBUFS. */
int demo_dump_continue(struct demo_kernel *kernel);
