/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ways in which the demo's kernel misbehaves on demand; each is seen through the transport. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "source/demo/news.h"

struct demo_kernel;
struct demo_request;

/* A sample begins: what a fault does by the clock. */
void demo_fault_begin(struct demo_kernel *kernel);

/* Before news are read: what somebody else changes since the sample. */
void demo_fault_change(struct demo_kernel *kernel);

/* A datagram was sent: the kernel may be late, or never come back. */
void demo_fault_send(struct demo_kernel *kernel);

/* Waits for something that never happens; only a signal that kills ends it. */
void demo_fault_hang(void) __attribute__((noreturn));

/* Whether a device of MGMTDEV waits for a daemon that does not answer. */
bool demo_fault_is_dead(const struct demo_kernel *kernel, int32_t mgmtdev);

/* What a slow DEV_NEW or DEV_DEL of a device of MGMTDEV waits. */
void demo_fault_delay(const struct demo_kernel *kernel, enum demo_change change, int32_t mgmtdev);

/* Whether this request is to get no answer, now and when it is asked again in this sample. */
bool demo_fault_drops(const struct demo_kernel *kernel, const struct demo_request *request);

/* A dump begins: whether it says that things changed meanwhile. */
bool demo_fault_interrupts(const struct demo_kernel *kernel);
/* The running dump came to its end. */
void demo_fault_dump_ended(struct demo_kernel *kernel);

/* May spoil a datagram before it is queued. Returns its bytes, 0: it is lost. */
size_t demo_fault_spoil(struct demo_kernel *kernel, void *data, size_t length);
