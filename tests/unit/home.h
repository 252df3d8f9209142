/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A home folder of a test's own, with files in it. */
#pragma once

#include <sys/types.h>

#include "conf/configuration.h"

#define HOME_CONFIG ".config/vdpatop/vdpatop.conf"
#define HOME_STATE ".local/state/vdpatop/state"

/* Setup and teardown of a test: makes a folder, $HOME names it, nothing else names any. */
int home_open(void **state);
int home_close(void **state);

/* The path of NAME in it; of a ring of some. */
const char *home_path(const char *name);

/* Writes TEXT into NAME, with the folders above it. */
void home_put(const char *name, const char *text);

/* What NAME holds; NULL when it is not there. Holds until the next call. */
const char *home_get(const char *name);
mode_t home_mode(const char *name);

/* How many names there are in folder NAME. */
int home_count(const char *name);

/* Loads the configuration with nothing on the command line; it must come to its end. */
void home_load(struct configuration *configuration);

/* Whether a complaint holds WORDS. */
int home_complains(const struct configuration *configuration, const char *words);
