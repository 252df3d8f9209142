/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Graphs over time of what is selected, of what that belongs to, or of the whole host: several counters one above the other, or
 * one alone. They follow the newest sample; scrolled into the past they stand still while new samples
 * come, and say the clock.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct graph {
	uint64_t end;   /* number of the sample at the right edge, from 1; 0 follows the newest */
	size_t zoom;    /* place in the list of zooms */
	size_t chosen;  /* the counter that is shown alone, from 1; 0: as many as fit */
	size_t first;   /* of those: the first that is shown */
	int above;      /* what is drawn: the selected row, 1: what it belongs to, and so on; last the host */
	int64_t unit;   /* ns between samples, as a rule */
	/* As last drawn: */
	int width;      /* cells of bars */
	size_t count, shown; /* counters there are, and that stand on the screen */
};

struct mode_ops;

extern const struct mode_ops graph_ops;
