/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How the processes of one demo wake each other: one that polls has a bell, an unnamed datagram socket
 * whose address the others find in shared memory; one that only waits does so on a word there. Neither
 * minds the death of any of them.
 */
#pragma once

#include <stdatomic.h>
#include <stdint.h>

/* Where to ring. Zeroed: nowhere. */
struct demo_bell {
	uint32_t length;
	char address[16]; /* of family AF_UNIX, as the kernel makes one up (unix(7), autobind) */
};

/* Returns a descriptor that is readable when it was rung, and the bell; -1 when there is none to have. */
int demo_bell_open(struct demo_bell *ret_bell);
void demo_bell_ring(const struct demo_bell *bell);
/* It is readable no more. */
void demo_bell_hush(int fd);

/* Waits until WORD is no longer VALUE; it may come back before. */
void demo_bell_await(_Atomic uint32_t *word, uint32_t value);
void demo_bell_wake(_Atomic uint32_t *word);
