/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How far features got: a management device supports them, a device offers them, a driver takes them. */
#pragma once

#include "view/pen.h"

struct features {
	uint64_t negotiated, provisioned, supported; /* one bit each */
};

struct features_kind {
	enum style style;
	enum glyph glyph;
	const char *meaning;
};

#define FEATURES_KINDS 3

/* Negotiated, provisioned only, supported only. */
extern const struct features_kind features_kinds[FEATURES_KINDS];

/* Those of FEATURES that got so far and no farther. */
uint64_t features_of_kind(const struct features *features, size_t kind);

/* The class whose names the bits have that are common to CLASSES: the only one, else none. */
uint32_t features_class(uint64_t classes);

/* Writes WORD and the signs that FEATURES call for, with their meanings. */
void features_draw_legend(struct pen *pen, enum style style, const char *word,
			  const struct features *features);
