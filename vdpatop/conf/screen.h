/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The configuration as what the screen chooses by, and back. */
#pragma once

#include <stdbool.h>

#include "conf/configuration.h"
#include "tui/program.h"

/* What CONFIGURATION says; texts, theme and keys in it are the configuration's. */
void screen_choose(const struct configuration *configuration, struct program_choices *ret_choices);

/* What the screen can change, as settings. LAYER (empty, or of before) is the caller's. 0 or -ENOMEM. */
int screen_describe(const struct program_choices *choices, struct setting_layer *layer);

/* The keeper of CONTEXT, a struct screen_keeper that lives as long as the program does. */
struct screen_keeper {
	struct configuration *configuration;
	struct program *program; /* set once it has started */
	struct setting_layer now; /* that texts of choices stand in */
	struct error *ended;     /* what could not be kept at the end; no words when all was */
};

struct program_keeper screen_keeper(struct screen_keeper *keeper);

/* Tells PROGRAM of what is wrong in the configuration. */
void screen_complain(const struct configuration *configuration, struct program *program);
