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
	uint64_t samples, timeouts;
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

/* Tasks on the device NAME; of all but ADD, as the model shows it, which must have facts of it. */
struct task run_add(const char *name, const char *mgmtdev);
struct task run_task(const struct run *run, enum task_kind kind, const char *name);

/* Submits COUNT tasks as SUBMISSION, which must be taken. */
void run_submit(struct run *run, uint64_t submission, const struct task *tasks, size_t count, bool stops);

/* The job NUMBER (1, 2, …) as it is now. */
const struct job *run_job(const struct run *run, uint64_t number);

/* Runs the loop until job NUMBER is in STATE, or past it. */
void run_until_state(struct run *run, uint64_t number, enum job_state state);
void run_until_over(struct run *run, uint64_t number);

/* Runs the loop until the model shows the device NAME with a driver, "" for none, as the host says. */
void run_until_bound(struct run *run, const char *name, const char *driver);
const struct model_device *run_device(const struct run *run, const char *name);
