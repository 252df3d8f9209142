/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which rows of the tree are folded, remembered by name: what comes and goes around a row never folds
 * or unfolds it, and a device made again under its name is folded as it was. Kept as the exceptions
 * to how things start.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"

struct folds {
	bool devices_start_folded; /* management devices never do */
	bool is_start_chosen;      /* by a person, and not by how much fits */
	struct array exceptions;   /* struct fold, in rising order */
};

void folds_init(struct folds *folds, bool devices_start_folded);
void folds_free(struct folds *folds);

/* NAME is the device's or the management device's handle: raw bytes. */
bool folds_is_folded(const struct folds *folds, const char *name, bool is_device);

/* Folds or unfolds one row. Without memory nothing happens. */
void folds_set(struct folds *folds, const char *name, bool is_device, bool is_folded);

/* Takes all exceptions back. */
void folds_clear(struct folds *folds);

struct fold_state {
	const char *name;
	bool is_device, is_folded;
};

/* Exception number PLACE, in rising order of names; false when there are fewer. */
bool folds_at(const struct folds *folds, size_t place, struct fold_state *ret_state);
