/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What ends a run without a screen, batch or one-shot: said in a line for a person, by session_complain(),
 * and as an exit status (enum exit_status).
 */
#pragma once

#include <stdint.h>

struct engine_status;
struct model;

/* The first sample does not come within so many seconds (%g), a double. */
#define TROUBLE_NO_ANSWER                                                                      \
	"no answer from the kernel within %g s: another request holds generic netlink; "       \
	"ours goes on in the kernel until that one is over, then ends unseen"

/* What CODE, a negative errno, ends with: EXIT_PERMISSION or EXIT_FAILED. */
int trouble_of_code(int code);

/* Of a first sample: EXIT_DONE when the vdpa family is there; else says why not. */
int trouble_of_family(const struct model *model);

/* EXIT_DONE while samples may still come; else why not was an event. */
int trouble_of_engine(const struct engine_status *status);

/* The engine's own troubles are events of MODEL: says each behind number *UNTIL, which moves to the last. */
void trouble_say_events(const struct model *model, uint64_t *until);

/* Says which processes wait in the kernel, and who holds nodes open that somebody may wait for. */
void trouble_name_suspects(const struct model *model);
