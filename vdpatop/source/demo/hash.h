/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers that look random and are the same again for the same seed. */
#pragma once

#include <stdint.h>

/* Mixes three numbers into one, every bit of which depends on all of theirs. */
static inline uint64_t demo_hash(uint64_t seed, uint64_t a, uint64_t b)
{
	uint64_t x = seed * UINT64_C(0x9e3779b97f4a7c15) + a;

	/* Twice a multiply and fold: enough for a demo, and cheap for a hundred thousand queues. */
	for (int i = 0; i < 2; i++) {
		x ^= x >> 31;
		x *= UINT64_C(0xd6e8feb86659fd93);
		x ^= x >> 29;
		x += (b + 1) * UINT64_C(0xa0761d6478bd642f);
	}
	return x ^ (x >> 32);
}
