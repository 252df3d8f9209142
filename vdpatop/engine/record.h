/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the netlink worker does about a recording. Main opened the file and hears of what goes wrong with it. */
#pragma once

#include <stdbool.h>

#include "base/error.h"

struct engine_facts;
struct engine_sample;
struct engine_start;
struct recorder;
struct source;

struct record {
	struct recorder *recorder; /* NULL: nothing is recorded */
	struct error error;        /* why it is not, although it should be */
	bool is_told;              /* main knows of the trouble */
};

/* Records SOURCE, for a run as START has it, into FILE: all that stands above then talks to RET_RECORDED. */
void record_open(struct record *record, int file, const struct engine_start *start, struct source *source,
		 struct source *ret_recorded);

/* SAMPLE comes next. */
void record_plan(struct record *record, const struct engine_sample *sample);

/* Writes what was asked and answered between two samples. */
void record_flush(struct record *record);

/* Records the facts that lie in FILE as FACTS says. */
void record_facts(struct record *record, const struct engine_facts *facts, int file);

/* Why nothing more is recorded, once: NULL when main knows, or while nothing is wrong. */
const char *record_take_trouble(struct record *record);
