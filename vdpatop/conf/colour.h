/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Colours as theme files write them. */
#pragma once

#include <stdbool.h>

#include "tui/theme.h"

/* What a word that is no colour should have been. */
#define COLOUR_EXPECTED "\"#rrggbb\", a number from 0 to 255, \"default\", or a name as \"red\" or \"bright-red\""

/* "#rrggbb", "red", "bright-red", "default", or a number from 0 to 255. False when it is none. */
bool colour_parse(const char *word, struct theme_colour *ret_colour);
