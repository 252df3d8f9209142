/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What stands on the page of one thing: sections with titles, and rows below them. Rows are drawn
 * from the first one on; those above the pen's area are lost, so that a page is scrolled by where
 * the pen begins.
 */
#pragma once

#include "view/draw.h"

struct features;

#define PAGE_INDENT 2 /* cells of a row beside its section's title */

/* Begins a section on the pen's row, and a row below it. */
void page_section(struct pen *pen, const char *title);

/* Ends a row when something stands on it: the pen then is where the next one begins. */
void page_end_row(struct pen *pen);

/* Writes safe words on as many rows as they take, from where the pen is, and ends the last. */
void page_words(struct pen *pen, enum style style, const char *words);

/* The same of a line for a shell. */
void page_command(struct pen *pen, enum style style, const char *line);

/* Whatever figure of ROW has a column and is not known, with the reason. */
void page_unknown(struct pen *pen, const struct column_row *row);

/* A line for each feature: how far it got, its name, its bit and what it means. */
void page_features(struct pen *pen, uint32_t class_id, const struct features *features);

void page_device(const struct draw *draw, struct pen *pen, const struct model_device *device);
/* The head of a queue's page is all but what its counters mean. */
void page_queue_head(const struct draw *draw, struct pen *pen, const struct model_queue *queue);
void page_queue(const struct draw *draw, struct pen *pen, const struct model_queue *queue);
void page_mgmtdev(const struct draw *draw, struct pen *pen, const struct model_mgmtdev *mgmtdev);
