/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A chart of one rate over time: a title with its figures, below it bars with a scale at the left.
 * A cell is a stretch of time and not a sample, so that a pause takes the room that it lasted. Gaps
 * are blank; 0 is the lowest bar.
 *
 *	 ─ foo0 tx 0 ─ kicks/s ─ now 2.10k  min 1.90k  avg 2.00k  max 2.30k ─────
 *	   3.00k                                                  ▂▂▁▃▂▂ ▂▂▂▃▂
 *	   1.50k                                                  ██████ █████
 *	       0                                                  ██████ █████
 *	                                           -30s                    now
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "view/pen.h"

struct timeline;
struct view_status;

#define CHART_CELLS 1024 /* more cells than this a chart does not take, however wide the screen */

struct chart {
	const struct timeline *times;
	pen_value *get;      /* the value of the sample AGE samples ago */
	const void *context; /* of get() */
	const char *name;    /* safe text, as the others here: "foo0 tx 0" */
	const char *unit;    /* "kicks/s" */
	const char *why;     /* what to say when there is no value at all */
	const char *note;    /* at the end of the title, "" for none */
	int64_t unit_time;   /* ns from sample to sample, as a rule */
	int zoom;            /* so many of them to a cell, which shows the largest */
	size_t age;          /* of the sample at the right edge, 0: the newest */
	bool is_old;         /* figures are old */
};

/* Draws CHART into all of the pen's area. */
void chart_draw(struct pen *pen, const struct chart *chart, const struct view_status *status);

/* Draws the row of times that belongs below charts of this width; the pen's first row is taken. */
void chart_draw_times(struct pen *pen, const struct chart *chart, const struct view_status *status);

/* Cells of bars that a chart of COLUMNS cells has. */
int chart_width(int columns);

/* The least of 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten that is no less than MOST; 1 for none. */
double chart_scale(double most);
