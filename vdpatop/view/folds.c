/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The set of rows that are not folded the way they started. */
#include "view/folds.h"

#include <stdlib.h>
#include <string.h>

struct fold {
	bool is_device;
	char *name;
};

void folds_init(struct folds *folds, bool devices_start_folded)
{
	*folds = (struct folds){
		.devices_start_folded = devices_start_folded,
		.exceptions = ARRAY_OF(struct fold),
	};
}

void folds_clear(struct folds *folds)
{
	for (size_t i = 0; i < folds->exceptions.count; i++)
		free(array_at(&folds->exceptions, struct fold, i)->name);
	folds->exceptions.count = 0;
}

void folds_free(struct folds *folds)
{
	folds_clear(folds);
	array_free(&folds->exceptions);
}

static int fold_compare(const struct fold *fold, const char *name, bool is_device)
{
	if (fold->is_device != is_device)
		return fold->is_device ? 1 : -1;
	return strcmp(fold->name, name);
}

/* Where it is, or belongs; whether it is there. */
static bool folds_search(const struct folds *folds, const char *name, bool is_device, size_t *ret_at)
{
	size_t low = 0;
	size_t high = folds->exceptions.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (fold_compare(array_at(&folds->exceptions, struct fold, middle), name, is_device) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*ret_at = low;
	return low < folds->exceptions.count &&
	       !fold_compare(array_at(&folds->exceptions, struct fold, low), name, is_device);
}

bool folds_is_folded(const struct folds *folds, const char *name, bool is_device)
{
	bool starts_folded = is_device && folds->devices_start_folded;
	size_t at;

	return starts_folded != folds_search(folds, name, is_device, &at);
}

static void folds_add(struct folds *folds, const char *name, bool is_device, size_t at)
{
	struct array *exceptions = &folds->exceptions;
	struct fold fold = { is_device, NULL };
	struct fold *place;

	if (!array_add(exceptions, 1))
		return;
	fold.name = strdup(name);
	if (!fold.name) {
		exceptions->count--;
		return;
	}
	place = array_at(exceptions, struct fold, at);
	memmove(place + 1, place, (exceptions->count - 1 - at) * sizeof(*place));
	*place = fold;
}

void folds_set(struct folds *folds, const char *name, bool is_device, bool is_folded)
{
	bool starts_folded = is_device && folds->devices_start_folded;
	size_t at;
	bool is_there = folds_search(folds, name, is_device, &at);

	if ((starts_folded != is_there) == is_folded)
		return;
	if (!is_there) {
		folds_add(folds, name, is_device, at);
		return;
	}
	free(array_at(&folds->exceptions, struct fold, at)->name);
	array_remove(&folds->exceptions, at);
}

bool folds_at(const struct folds *folds, size_t place, struct fold_state *ret_state)
{
	const struct fold *fold;

	if (place >= folds->exceptions.count)
		return false;
	fold = array_at(&folds->exceptions, struct fold, place);
	*ret_state = (struct fold_state){
		.name = fold->name,
		.is_device = fold->is_device,
		.is_folded = !(fold->is_device && folds->devices_start_folded),
	};
	return true;
}
