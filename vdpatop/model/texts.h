/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The model's own copies of names and reasons: each text once, kept as long as a round of updates
 * still asks for it. Two equal texts are the same pointer.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/index.h"

struct texts {
	struct index index;
	struct array entries; /* struct texts_entry * */
	size_t swept;         /* entries left by the last sweep */
	uint32_t round;
};

void texts_init(struct texts *texts);
void texts_free(struct texts *texts);

/* Begins a round: what is neither kept nor marked until the sweep may go. */
void texts_begin(struct texts *texts);

/* Our copy of TEXT, which ends with NUL. NULL when memory is out. */
const char *texts_keep(struct texts *texts, const char *text);

/* Keeps KEPT, which texts_keep() returned, for another round. */
void texts_mark(struct texts *texts, const char *kept);

/* Gives back what this round did not ask for, once there is enough of it to be worth the work. */
void texts_sweep(struct texts *texts);
