/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A hash index: finds the number of an element by a key that the caller keeps. It holds numbers
 * only, so the elements may move. Zeroed is empty; it grows, and is emptied without being freed.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INDEX_NONE UINT32_MAX

struct index_slot {
	uint32_t hash;
	uint32_t number; /* the element's number + 1, 0 for a free slot */
};

struct index {
	struct index_slot *slots;
	size_t capacity; /* a power of two, or 0 */
	size_t count;
};

/* A hash of LENGTH bytes, and of a NUL-ended text. Not for keys that an attacker may choose freely. */
uint32_t index_hash(const void *key, size_t length);
uint32_t index_hash_text(const char *text);

/* Whether element NUMBER has the key that is looked for. */
typedef bool index_equals(const void *context, uint32_t number);

/* The number of the element with HASH for which EQUALS says yes, else INDEX_NONE. */
uint32_t index_find(const struct index *index, uint32_t hash, index_equals *equals,
		    const void *context);

/* Adds NUMBER under HASH; it must not be there yet. 0 or -ENOMEM. */
int index_add(struct index *index, uint32_t hash, uint32_t number);

/* Makes room for COUNT elements in all, so that adding them cannot fail. 0 or -ENOMEM. */
int index_reserve(struct index *index, size_t count);

void index_clear(struct index *index);
void index_free(struct index *index);
