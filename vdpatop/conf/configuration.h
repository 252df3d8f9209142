/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All that was said about how vdpatop is to be, in layers: the system's file, the person's file, what
 * the screen remembers, the command line. The last that says something counts. Files are written only
 * from the first three: a flag of the command line is never saved.
 */
#pragma once

#include <stdbool.h>

#include "conf/complaint.h"
#include "conf/config_file.h"
#include "conf/place.h"
#include "conf/setting.h"
#include "conf/state.h"
#include "tui/theme.h"
#include "view/keymap.h"

struct error;

struct configuration {
	struct places places;
	struct config_file system, user;
	struct state state;
	struct setting_layer command;
	struct keymap keymap;
	struct theme theme;
	struct complaints complaints; /* of the last load or reload */
};

/*
 * Reads everything. COMMAND is copied. PATH is the file that --config names in place of the person's,
 * NULL for none. Without IS_TRUSTED nothing is read that the environment or PATH names, and nothing
 * is written. 0; a negative errno with words when PATH cannot be read or memory is out. What is wrong
 * inside files is in complaints.
 */
int configuration_load(struct configuration *ret_configuration, const struct setting_layer *command,
		       const char *path, bool is_trusted, struct error *error);
void configuration_free(struct configuration *configuration);

/*
 * Reads the files and the theme again. A value that is wrong now is left as it was. NOW is what the
 * screen has (NULL where it has nothing to say); where the new configuration says something else than
 * the old one did, NOW is changed. 0 or -ENOMEM.
 */
int configuration_reload(struct configuration *configuration, struct setting_layer *now);

/* What counts. Never NULL; holds until the next load or reload. */
const char *configuration_get(const struct configuration *configuration, enum setting setting);
bool configuration_is(const struct configuration *configuration, enum setting setting);
double configuration_number(const struct configuration *configuration, enum setting setting);

/*
 * Saves in the person's file what NOW says otherwise than the files; nothing else in it is touched.
 * 0 or a negative errno; both times WORDS tell what became of it.
 */
int configuration_save(struct configuration *configuration, const struct setting_layer *now,
		       struct error *words);

/*
 * Keeps for the next run what NOW says of settings that are remembered, and FOLDS (names, COUNT of
 * them). 0 or a negative errno with words; nothing happens where there is no place for it.
 */
int configuration_remember(struct configuration *configuration, const struct setting_layer *now,
			   const char *const *folds, size_t count, struct error *error);
