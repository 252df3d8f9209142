/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is folded, as words for a file: "folded device web0", "unfolded mgmtdev pci/0000:03:00.2", and
 * "folded devices" or "unfolded devices" when somebody folded or unfolded them all. Names are raw bytes.
 */
#pragma once

#include <stddef.h>

#include "base/array.h"

struct folds;

struct fold_words {
	struct array words; /* char * */
};

void fold_words_init(struct fold_words *words);
void fold_words_free(struct fold_words *words);

/* Makes them copies of COUNT words. 0 or -ENOMEM, then some may be missing. */
int fold_words_set(struct fold_words *words, const char *const *from, size_t count);

/* Makes them say what FOLDS holds. 0 or -ENOMEM, as above. */
int fold_words_write(struct fold_words *words, const struct folds *folds);

/* Does in FOLDS what they say; what makes no sense is passed over. */
void fold_words_apply(const struct fold_words *words, struct folds *folds);
