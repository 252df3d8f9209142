/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Figures as every format writes them: exactly, and with a point whatever the locale. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define FIGURE_SIZE 400 /* bytes: the largest double has 309 digits before its point */

/* Each writes into TO, FIGURE_SIZE bytes, and returns the length. */

size_t figure_count(char *to, uint64_t count);

/* At most three decimals, and none that say nothing. REAL is a number, not infinite. */
size_t figure_real(char *to, double real);

/* NS nanoseconds, not negative, as seconds with nine decimals. */
size_t figure_seconds(char *to, int64_t ns);
