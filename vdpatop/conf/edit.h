/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One setting changed in the text of a configuration file, and nothing else: comments, order and
 * blanks are somebody's work.
 */
#pragma once

#include "base/array.h"
#include "conf/setting.h"

/*
 * Makes TEXT (of char, in libconfig's grammar) say VALUE of SETTING: where it says something of it
 * already, or else on a line of its own at the end. 0 or -ENOMEM, TEXT is then as it was.
 */
int edit_setting(struct array *text, enum setting setting, const char *value);
