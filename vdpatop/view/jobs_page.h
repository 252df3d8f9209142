/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How far everything is that was asked for, and what came of it, on a page: the newest last. What it
 * looks like is draw_jobs.c's.
 */
#pragma once

#include "manage/job.h"
#include "view/stream.h"

struct area;
struct draw;
struct mode_ops;

/* Zeroed at first. Nobody having moved, what is at work is selected, or what failed. */
struct jobs_page {
	struct stream list;
	bool is_moved;   /* a person selected something since the newest was asked for */
	uint64_t newest; /* its number */
};

/* What is to be said of COUNT jobs as a whole. */
struct jobs_sum {
	size_t working, waiting, held;
	size_t done[TASK_DELETE + 1], failed, skipped; /* of the newest that were asked for at once */
	const struct job *oldest; /* of those at work: what the others wait for; NULL for none */
	const struct job *stopped; /* the failed one that the held ones wait for, NULL for none is held */
};

void jobs_sum(const struct job *jobs, size_t count, struct jobs_sum *ret_sum);

/* Finds what is selected among the COUNT jobs, of which HEIGHT show. */
void jobs_page_settle(struct jobs_page *page, const struct job *jobs, size_t count, size_t height);

/* draw_jobs.c: the page. Settles PAGE for the rows that AREA has. */
void draw_jobs(const struct draw *draw, const struct area *area, struct jobs_page *page);

extern const struct mode_ops jobs_page_ops;
