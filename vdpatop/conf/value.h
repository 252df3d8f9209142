/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a setting of libconfig's holds, in our words. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <libconfig.h>

#include "conf/setting.h"

struct document;

/* "a text", "a number", "a group" …; what stands there, for a complaint. Static. */
const char *value_kind(const config_setting_t *from);

/* Whether it has a value at all: the name before a mistake of grammar has none, and that was said. */
bool value_is_there(const config_setting_t *from);

/* Whether it holds { … }. */
bool value_is_group(const config_setting_t *from);

/* The text it holds, NULL when it holds none. */
const char *value_string(const config_setting_t *from);

/*
 * Takes the value of SETTING out of FROM into LAYER when it is one; else says what was expected.
 * Returns whether it was taken.
 */
bool value_take(const struct document *document, const config_setting_t *from, enum setting setting,
		struct setting_layer *layer);
