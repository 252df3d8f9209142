/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The event log, on a page: which events it lists, which one is selected, what is searched for. What
 * it looks like is draw_log.c's.
 */
#pragma once

#include "base/array.h"
#include "model/event.h"
#include "view/pattern.h"
#include "view/prompt.h"
#include "view/stream.h"

struct area;
struct draw;
struct mode_ops;
struct model;

/* Zeroed at first. */
struct log {
	enum model_level least;   /* only events of this level, and worse ones */
	struct array shown;       /* uint32_t: places of the events in the model's array, oldest first */
	struct stream list;       /* of those shown */
	char search[PROMPT_SIZE]; /* "" for none */
	struct pattern pattern;   /* of SEARCH */
	uint64_t searched_from;   /* what was selected before the search */
};

void log_free(struct log *log);

/* Lists the events of MODEL that are to be shown, HEIGHT rows of them at a time. */
void log_settle(struct log *log, const struct model *model, size_t height);

/* The event at POSITION of those shown, which is less than their count. */
const struct model_event *log_at(const struct log *log, const struct model *model, size_t position);

/* Whether a search for it is under way and finds EVENT: in its words, its kind's name or its level's. */
bool log_matches(const struct log *log, const struct model_event *event);

/* "errors", "warnings and errors"; "" when all are shown. Static. */
const char *log_level_words(const struct log *log);

/* draw_log.c: the page. Settles LOG for the rows that AREA has. */
void draw_log(const struct draw *draw, const struct area *area, struct log *log);

extern const struct mode_ops log_ops;
