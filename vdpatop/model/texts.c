/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts kept once each. The empty text is static and belongs to nobody. */
#include "model/texts.h"

#include <stdlib.h>
#include <string.h>

struct texts_entry {
	uint32_t hash;
	uint32_t round; /* that asked for it last */
	char text[];
};

void texts_init(struct texts *texts)
{
	*texts = (struct texts){ .entries = ARRAY_OF(struct texts_entry *) };
}

static struct texts_entry *texts_at(const struct texts *texts, size_t place)
{
	return *array_at(&texts->entries, struct texts_entry *, place);
}

void texts_free(struct texts *texts)
{
	for (size_t i = 0; i < texts->entries.count; i++)
		free(texts_at(texts, i));
	array_free(&texts->entries);
	index_free(&texts->index);
}

void texts_begin(struct texts *texts)
{
	texts->round++;
}

struct texts_wanted {
	const struct texts *texts;
	const char *text;
};

static bool is_wanted(const void *context, uint32_t place)
{
	const struct texts_wanted *wanted = context;

	return !strcmp(texts_at(wanted->texts, place)->text, wanted->text);
}

static struct texts_entry *texts_find(const struct texts *texts, uint32_t hash, const char *text)
{
	const struct texts_wanted wanted = { texts, text };
	uint32_t place = index_find(&texts->index, hash, is_wanted, &wanted);

	return place == INDEX_NONE ? NULL : texts_at(texts, place);
}

static struct texts_entry *texts_add(struct texts *texts, uint32_t hash, const char *text,
				     size_t length)
{
	struct texts_entry *entry;

	if (index_reserve(&texts->index, texts->entries.count + 1) < 0)
		return NULL;
	entry = malloc(sizeof(*entry) + length + 1);
	if (!entry)
		return NULL;
	entry->hash = hash;
	memcpy(entry->text, text, length + 1);
	if (array_append(&texts->entries, &entry, 1) < 0) {
		free(entry);
		return NULL;
	}
	index_add(&texts->index, hash, (uint32_t)texts->entries.count - 1);
	return entry;
}

const char *texts_keep(struct texts *texts, const char *text)
{
	size_t length = strlen(text);
	uint32_t hash = index_hash(text, length);
	struct texts_entry *entry;

	if (!length)
		return "";
	entry = texts_find(texts, hash, text);
	if (!entry)
		entry = texts_add(texts, hash, text, length);
	if (!entry)
		return NULL;
	entry->round = texts->round;
	return entry->text;
}

void texts_mark(struct texts *texts, const char *kept)
{
	if (*kept)
		((struct texts_entry *)(kept - offsetof(struct texts_entry, text)))->round =
			texts->round;
}

void texts_sweep(struct texts *texts)
{
	struct texts_entry **entries = texts->entries.data;
	size_t left = 0;

	if (texts->entries.count < 2 * texts->swept + 64)
		return;
	for (size_t i = 0; i < texts->entries.count; i++) {
		if (entries[i]->round == texts->round)
			entries[left++] = entries[i];
		else
			free(entries[i]);
	}
	texts->entries.count = texts->swept = left;
	index_clear(&texts->index);
	for (size_t i = 0; i < left; i++)
		index_add(&texts->index, entries[i]->hash, (uint32_t)i);
}
