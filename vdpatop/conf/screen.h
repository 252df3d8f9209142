/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The configuration as what the screen chooses by, and back. */
#pragma once

#include <stdbool.h>

#include "conf/configuration.h"
#include "tui/program.h"

/* What CONFIGURATION says; texts, theme and keys in it are the configuration's. */
void screen_choose(const struct configuration *configuration, struct program_choices *ret_choices);

/* The keeper of CONTEXT; it lives as long as the program does, and is empty but for these at first. */
struct screen_keeper {
	struct configuration *configuration;
	struct program *program;     /* set once it has started */
	struct error *ended;         /* what could not be kept at the end; no words when all was */
	struct setting_layer taken;  /* what the screen made of the configuration, in its own words */
	struct setting_layer now;
};

struct program_keeper screen_keeper(struct screen_keeper *keeper);
void screen_keeper_free(struct screen_keeper *keeper);

/* Tells PROGRAM of what is wrong in the configuration. */
void screen_complain(const struct configuration *configuration, struct program *program);
