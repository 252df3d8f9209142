/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The set of rows that are not folded the way they started. */
#include "view/folds.h"

#include <string.h>

void folds_init(struct folds *folds, bool devices_start_folded)
{
	*folds = (struct folds){ devices_start_folded, ARRAY_OF(uint64_t) };
}

void folds_free(struct folds *folds)
{
	array_free(&folds->exceptions);
}

/* Where KEY is, or belongs. */
static size_t folds_search(const struct folds *folds, uint64_t key)
{
	size_t low = 0;
	size_t high = folds->exceptions.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (*array_at(&folds->exceptions, uint64_t, middle) < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool folds_holds(const struct folds *folds, uint64_t key, size_t at)
{
	return at < folds->exceptions.count && *array_at(&folds->exceptions, uint64_t, at) == key;
}

static bool folds_start(const struct folds *folds, bool is_device)
{
	return is_device && folds->devices_start_folded;
}

bool folds_is_folded(const struct folds *folds, uint64_t key, bool is_device)
{
	bool is_exception = folds_holds(folds, key, folds_search(folds, key));

	return folds_start(folds, is_device) != is_exception;
}

void folds_set(struct folds *folds, uint64_t key, bool is_device, bool is_folded)
{
	struct array *exceptions = &folds->exceptions;
	size_t at = folds_search(folds, key);
	uint64_t *place;

	if (folds_is_folded(folds, key, is_device) == is_folded)
		return;
	if (folds_holds(folds, key, at)) {
		array_remove(exceptions, at);
		return;
	}
	if (!array_add(exceptions, 1))
		return;
	place = array_at(exceptions, uint64_t, at);
	memmove(place + 1, place, (exceptions->count - 1 - at) * sizeof(*place));
	*place = key;
}
