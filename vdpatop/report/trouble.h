/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What ends a run without a screen, batch or one-shot: said in a line for a person, by session_complain(),
 * and as an exit status (enum exit_status).
 */
#pragma once

#include <stdint.h>

struct engine;
struct engine_status;
struct model;

/* What CODE, a negative errno, ends with: EXIT_PERMISSION or EXIT_FAILED. */
int trouble_of_code(int code);

/* Of a first sample: EXIT_DONE when the vdpa family is there; else says why not. */
int trouble_of_family(const struct model *model);

/* EXIT_DONE while samples may still come; else why not was an event. */
int trouble_of_engine(const struct engine_status *status);

/* The engine's own troubles are events of MODEL: says each behind number *UNTIL, which moves to the last. */
void trouble_say_events(const struct model *model, uint64_t *until);

/*
 * Says that the first sample has not come within SECONDS, what is asked, and by whom that may be held.
 * UNSENT is what was to be done with the sample ("add vm0"), "" for nothing.
 */
void trouble_say_no_answer(struct engine *engine, double seconds, const char *unsent);

/* Says since when a running series of samples has been held, and by which request. */
void trouble_say_blocked(const struct engine_status *status);

/* Says which processes wait in the kernel, and who holds nodes open that somebody may wait for. */
void trouble_name_suspects(const struct model *model);
