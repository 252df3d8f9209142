/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Paths out of the environment. A relative one counts as none, as the specification says. */
#include "conf/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void place_put(char *to, const char *folder, const char *below, const char *file)
{
	if (!folder || folder[0] != '/' ||
	    snprintf(to, PATH_MAX, "%s%s/vdpatop/%s", folder, below, file) >= PATH_MAX)
		to[0] = '\0';
}

/*
 * Under what VARIABLE says, else under BELOW in the home folder. That one is not made: of a user without
 * a home, HOME says a folder that is not to be ("/nonexistent").
 */
static void place_find(char *to, const char *variable, const char *below, const char *file)
{
	const char *home = getenv("HOME");

	place_put(to, getenv(variable), "", file);
	if (!to[0] && home && access(home, F_OK) == 0)
		place_put(to, home, below, file);
}

void places_find(struct places *ret_places, bool is_trusted)
{
	struct places *places = ret_places;

	*places = (struct places){ .is_trusted = is_trusted };
	place_put(places->system, SYSCONFDIR, "", "vdpatop.conf");
	snprintf(places->system_themes, PATH_MAX, "%s/themes", PKGDATADIR);
	if (!is_trusted)
		return;
	place_find(places->user, "XDG_CONFIG_HOME", "/.config", "vdpatop.conf");
	place_find(places->user_themes, "XDG_CONFIG_HOME", "/.config", "themes");
	place_find(places->state, "XDG_STATE_HOME", "/.local/state", "state");
}
