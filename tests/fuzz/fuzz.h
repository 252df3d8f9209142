/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A fuzz target is one file that gives these two. With libFuzzer (make fuzz) its bytes come from
 * coverage; with steady.c (make check) from its seeds, spoiled in a way that repeats.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Writes seed INDEX into ROOM bytes. Returns its bytes, 0 when there is no such seed. */
size_t fuzz_seed(unsigned int index, uint8_t *to, size_t room);

/* What must hold whatever the bytes are. */
#define FUZZ_REQUIRE(what)                                                            \
	do {                                                                          \
		if (!(what)) {                                                        \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #what);    \
			abort();                                                      \
		}                                                                     \
	} while (0)
