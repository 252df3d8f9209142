/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows that somebody tagged, by identity: a tag vanishes with its thing and goes to nothing else. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/index.h"
#include "view/row_name.h"

struct model;

struct tags {
	struct array names;  /* struct row_name */
	struct index places;
};

void tags_init(struct tags *tags);
void tags_free(struct tags *tags);

size_t tags_count(const struct tags *tags);
/* The name at PLACE, which is less than their count. */
struct row_name tags_at(const struct tags *tags, size_t place);
bool tags_has(const struct tags *tags, struct row_name name);

/* Tags a row, or takes its tag away. Without memory nothing happens. */
void tags_set(struct tags *tags, struct row_name name, bool is_tagged);
void tags_clear(struct tags *tags);

/* Takes the tags of what MODEL no longer has away. */
void tags_prune(struct tags *tags, const struct model *model);

/* Whether a device is among what is tagged. */
bool tags_have_device(const struct tags *tags);

/* Whether a row of NAME's kind is tagged that is not NAME. */
bool tags_have_other(const struct tags *tags, struct row_name name);
