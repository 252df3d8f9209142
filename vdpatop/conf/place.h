/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where files lie: the XDG base directory specification, and where the program was installed. */
#pragma once

#include <limits.h>
#include <stdbool.h>

/* Each is an absolute path, "" where there is none. */
struct places {
	bool is_trusted;              /* paths that the environment or the command line name may be read */
	char system[PATH_MAX];        /* SYSCONFDIR/vdpatop/vdpatop.conf */
	char user[PATH_MAX];          /* the person's vdpatop.conf, or the one that --config names */
	char state[PATH_MAX];         /* what the screen remembers */
	char user_themes[PATH_MAX];   /* a folder */
	char system_themes[PATH_MAX]; /* a folder */
};

/*
 * Finds them. Without IS_TRUSTED the environment has no say: with borrowed rights others' files could
 * be reached through it.
 */
void places_find(struct places *ret_places, bool is_trusted);
