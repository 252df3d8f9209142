/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folds to words and back. */
#include "view/fold_words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "view/folds.h"

void fold_words_init(struct fold_words *words)
{
	words->words = ARRAY_OF(char *);
}

static void fold_words_clear(struct fold_words *words)
{
	for (size_t i = 0; i < words->words.count; i++)
		free(*array_at(&words->words, char *, i));
	words->words.count = 0;
}

void fold_words_free(struct fold_words *words)
{
	fold_words_clear(words);
	array_free(&words->words);
}

/* Takes WORD over, which may be NULL. */
static int fold_words_add(struct fold_words *words, char *word)
{
	if (word && array_append(&words->words, &word, 1) == 0)
		return 0;
	free(word);
	return -ENOMEM;
}

int fold_words_set(struct fold_words *words, const char *const *from, size_t count)
{
	int result = 0;

	fold_words_clear(words);
	for (size_t i = 0; i < count && !result; i++)
		result = fold_words_add(words, strdup(from[i]));
	return result;
}

static const char *fold_verb(bool is_folded)
{
	return is_folded ? "folded" : "unfolded";
}

int fold_words_write(struct fold_words *words, const struct folds *folds)
{
	struct fold_state state;
	int result = 0;

	fold_words_clear(words);
	if (folds->is_start_chosen)
		result = fold_words_add(words, strdup(folds->devices_start_folded ? "folded devices" :
								"unfolded devices"));
	for (size_t i = 0; !result && folds_at(folds, i, &state); i++) {
		char *word;

		if (asprintf(&word, "%s %s %s", fold_verb(state.is_folded),
			     state.is_device ? "device" : "mgmtdev", state.name) < 0)
			return -ENOMEM;
		result = fold_words_add(words, word);
	}
	return result;
}

/* What follows BEGIN in WORD; NULL when it begins otherwise. */
static const char *behind(const char *word, const char *begin)
{
	size_t length = strlen(begin);

	return strncmp(word, begin, length) ? NULL : word + length;
}

static void fold_word_apply(const char *word, struct folds *folds)
{
	const char *rest = behind(word, "folded ");
	bool is_folded = rest;
	const char *name;

	if (!rest && !(rest = behind(word, "unfolded ")))
		return;
	if (!strcmp(rest, "devices")) {
		folds->devices_start_folded = is_folded;
		folds->is_start_chosen = true;
	} else if ((name = behind(rest, "device "))) {
		folds_set(folds, name, true, is_folded);
	} else if ((name = behind(rest, "mgmtdev "))) {
		folds_set(folds, name, false, is_folded);
	}
}

/* "folded devices" is written first: the others are exceptions to it. */
void fold_words_apply(const struct fold_words *words, struct folds *folds)
{
	for (size_t i = 0; i < words->words.count; i++)
		fold_word_apply(*array_at(&words->words, char *, i), folds);
}
