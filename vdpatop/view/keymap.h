/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which keys do what, mode by mode. A key is called by a name: a character ("k", "?"), "Space", "F1",
 * "Up", "PgDn", "^L" and so on; how a terminal sends it is not known here.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "view/action.h"

struct error;

struct keymap {
	char *keys[MODE_COUNT][ACTION_COUNT]; /* NULL: the table's own */
};

/* A map of zeroes holds the default keys. */
void keymap_free(struct keymap *map);

/* 0 or -ENOMEM, TO is then untouched. */
int keymap_copy(struct keymap *to, const struct keymap *from);

/*
 * Gives ACTION these KEYS in MODE, names between blanks, in place of those it has; "" takes them all
 * away. A key that did something else in this mode does so no more. 0; -EINVAL with words when ACTION
 * does not work in MODE, a name is no key's, or no key would be left that leaves MODE; -ENOMEM. MAP is untouched then.
 */
int keymap_bind(struct keymap *map, enum mode mode, enum action action, const char *keys,
		struct error *error);

/* The keys of ACTION in MODE, names between blanks, "" for none. */
const char *keymap_keys(const struct keymap *map, enum mode mode, enum action action);

/* Writes the name of the key to show for it, "" for none. */
void keymap_first_key(const struct keymap *map, enum mode mode, enum action action, char *to,
		      size_t size);

/* Whether ACTION works in every mode but a line of input, with the same keys. */
bool keymap_is_common(const struct keymap *map, enum action action);

/* What the key called NAME does in MODE, or ACTION_COUNT. */
enum action keymap_find(const struct keymap *map, enum mode mode, const char *name);

/* Which of ACTION's keys in MODE the key called NAME is, from 1; 0 for none. */
size_t keymap_nth(const struct keymap *map, enum mode mode, enum action action, const char *name);

/* Whether NAME is the name of a key. */
bool key_is_name(const char *name);

/* Whether the key called NAME types a character; TO (8 bytes) gets the character. */
bool key_types(const char *name, char *to);
