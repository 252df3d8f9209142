/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Snapshots and facts to be spoiled, and a reader that follows every index in them. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "model/flat.h"

struct piece {
	char *data; /* malloc'ed, exactly as large as it says, so that ASan sees a read past it */
	size_t bytes;
};

/* COUNT zeroed elements of a section; a text at the end. */
void *piece_add(struct flat_writer *writer, uint32_t section, size_t count);
struct flat_text piece_add_text(struct flat_writer *writer, const char *words);

/* What the writer holds; the writer is freed. */
struct piece piece_of_writer(struct flat_writer *writer);

/* One mgmtdev, two devices, three queues, two counters by two names; and one of each fact. */
struct piece piece_make_snapshot(void);
struct piece piece_make_facts(void);

/* Opens the piece as a snapshot and as facts and reads what opens. Returns how many did. */
int piece_try(const struct piece *piece);
