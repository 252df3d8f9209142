/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The engine with its real workers on the demo host, for tests. Nothing waits for time, but a run
 * that hangs is ended.
 */
#pragma once

#include "engine/engine_private.h"

#define HOUR 3600.0

struct run {
	struct engine *engine;
	uint64_t samples;
	bool is_finished;
	ev_timer guard;
};

/* OPTIONS' demo host, else four management devices, on a kernel that misbehaves as FAULT says. */
void run_start(struct run *run, enum demo_fault fault, struct engine_options options);
void run_end(struct run *run);

/* Runs the loop until so many samples were handed on in all. */
void run_until_samples(struct run *run, uint64_t samples);

/* Seconds until the sample that a worker waits with. */
double run_wait(const struct run *run);
