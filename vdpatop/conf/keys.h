/* SPDX-License-Identifier: GPL-2.0-or-later */
/* keys = { MODE = { ACTION = "KEY KEY"; }; }; in a configuration. */
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include <libconfig.h>

struct document;
struct keymap;

#define KEYS_NAME_OF_GROUP "keys"

/* Whether a setting called NAME holds the keys. */
bool keys_are_meant(const char *name);

/* Binds what FROM says; complains about the rest. */
void keys_take(const struct document *document, const config_setting_t *from, struct keymap *keymap);

/* Writes the keys of KEYMAP as such a group, a comment for each. */
void keys_write(const struct keymap *keymap, FILE *to);
