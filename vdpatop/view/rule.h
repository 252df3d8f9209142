/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The line over a part of the screen, with words in it: ─ web0 ─ kicks/s ───────────── rows 1-9 of 40 ─ */
#pragma once

#include "view/pen.h"

/* Begins a line on the pen's row. */
void rule_begin(struct pen *pen);

/* Adds WORDS (safe text). */
void rule_words(struct pen *pen, enum style style, const char *words);

/* Draws the line to its end, with NOTE (safe text, may be "") at the right where it has room. */
void rule_end(struct pen *pen, const char *note);
