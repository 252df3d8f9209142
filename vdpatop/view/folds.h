/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which rows of the tree are folded, remembered by identity: what comes and goes around a row
 * never folds or unfolds it. Kept as the exceptions to how things start.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"

struct folds {
	bool devices_start_folded; /* management devices never do */
	struct array exceptions;   /* uint64_t keys in rising order */
};

void folds_init(struct folds *folds, bool devices_start_folded);
void folds_free(struct folds *folds);

/* KEY is the row's identity, whatever its kind; IS_DEVICE says how it starts. */
bool folds_is_folded(const struct folds *folds, uint64_t key, bool is_device);

/* Folds or unfolds one row. Without memory nothing happens. */
void folds_set(struct folds *folds, uint64_t key, bool is_device, bool is_folded);
