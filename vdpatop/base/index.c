/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A hash index with linear probing, at most half full. */
#include "base/index.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* FNV-1a, 64 bits folded to 32. */
uint32_t index_hash(const void *key, size_t length)
{
	const unsigned char *bytes = key;
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ bytes[i]) * UINT64_C(0x100000001b3);
	return (uint32_t)(hash ^ hash >> 32);
}

uint32_t index_hash_text(const char *text)
{
	return index_hash(text, strlen(text));
}

uint32_t index_find(const struct index *index, uint32_t hash, index_equals *equals,
		    const void *context)
{
	if (!index->capacity)
		return INDEX_NONE;
	for (size_t at = hash & (index->capacity - 1);; at = (at + 1) & (index->capacity - 1)) {
		const struct index_slot *slot = &index->slots[at];

		if (!slot->number)
			return INDEX_NONE;
		if (slot->hash == hash && equals(context, slot->number - 1))
			return slot->number - 1;
	}
}

static void index_place(struct index *index, struct index_slot slot)
{
	size_t at = slot.hash & (index->capacity - 1);

	while (index->slots[at].number)
		at = (at + 1) & (index->capacity - 1);
	index->slots[at] = slot;
	index->count++;
}

int index_reserve(struct index *index, size_t count)
{
	struct index grown = { .capacity = index->capacity ? index->capacity : 64 };

	if (count < index->capacity / 2)
		return 0;
	while (grown.capacity / 2 <= count)
		grown.capacity *= 2;
	grown.slots = calloc(grown.capacity, sizeof(*grown.slots));
	if (!grown.slots)
		return -ENOMEM;
	for (size_t i = 0; i < index->capacity; i++)
		if (index->slots[i].number)
			index_place(&grown, index->slots[i]);
	free(index->slots);
	*index = grown;
	return 0;
}

int index_add(struct index *index, uint32_t hash, uint32_t number)
{
	if (index_reserve(index, index->count + 1) < 0)
		return -ENOMEM;
	index_place(index, (struct index_slot){ hash, number + 1 });
	return 0;
}

void index_clear(struct index *index)
{
	if (index->capacity)
		memset(index->slots, 0, index->capacity * sizeof(*index->slots));
	index->count = 0;
}

void index_free(struct index *index)
{
	free(index->slots);
	*index = (struct index){ 0 };
}
