/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of names of keys, and the names themselves. */
#include "view/keymap.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

#define KEY_BYTES 24 /* hold every name */

static const char *const key_names[] = {
	"Up", "Down", "Left", "Right", "PgUp", "PgDn", "Home", "End", "Ins", "Del",
	"Enter", "Backspace", "Tab", "BackTab", "Space", "Esc",
	"F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12",
};

/* One character that takes cells. */
static bool key_is_character(const char *name)
{
	size_t length = strlen(name);
	uint32_t character;

	return length && *name != ' ' && text_decode(name, length, &character) == length &&
	       character >= 0x20 && text_width(name) > 0;
}

bool key_is_name(const char *name)
{
	for (size_t i = 0; i < sizeof(key_names) / sizeof(key_names[0]); i++)
		if (!strcmp(key_names[i], name))
			return true;
	if (name[0] == '^' && name[1])
		return name[1] >= '@' && name[1] <= '_' && !name[2];
	return key_is_character(name);
}

bool key_types(const char *name, char *to)
{
	bool is_space = !strcmp(name, "Space");

	if (!is_space && !key_is_character(name))
		return false;
	strcpy(to, is_space ? " " : name);
	return true;
}

/* The name at *KEYS, which is moved behind it; false at the end. */
static bool next_key(const char **keys, char *to)
{
	size_t length;

	*keys += strspn(*keys, " ");
	length = strcspn(*keys, " ");
	if (!length)
		return false;
	snprintf(to, KEY_BYTES, "%.*s", (int)length, *keys);
	*keys += length;
	return true;
}

static bool keys_hold(const char *keys, const char *name)
{
	char key[KEY_BYTES];

	while (next_key(&keys, key))
		if (!strcmp(key, name))
			return true;
	return false;
}

void keymap_free(struct keymap *map)
{
	for (int mode = 0; mode < MODE_COUNT; mode++)
		for (int action = 0; action < ACTION_COUNT; action++)
			free(map->keys[mode][action]);
	*map = (struct keymap){ 0 };
}

int keymap_copy(struct keymap *to, const struct keymap *from)
{
	struct keymap copy = { 0 };

	for (int mode = 0; mode < MODE_COUNT; mode++)
		for (int action = 0; action < ACTION_COUNT; action++) {
			const char *keys = from->keys[mode][action];

			if (!keys || (copy.keys[mode][action] = strdup(keys)))
				continue;
			keymap_free(&copy);
			return -ENOMEM;
		}
	keymap_free(to);
	*to = copy;
	return 0;
}

const char *keymap_keys(const struct keymap *map, enum mode mode, enum action action)
{
	if (!action_is_in(action, mode))
		return "";
	return map->keys[mode][action] ? map->keys[mode][action] : action_info(action)->keys;
}

void keymap_first_key(const struct keymap *map, enum mode mode, enum action action, char *to,
		      size_t size)
{
	const char *keys = keymap_keys(map, mode, action);

	snprintf(to, size, "%.*s", (int)strcspn(keys, " "), keys);
}

bool keymap_is_common(const struct keymap *map, enum action action)
{
	const char *keys = keymap_keys(map, MODE_TREE, action);

	for (enum mode mode = 0; mode < MODE_COUNT; mode++)
		if (mode_info(mode)->kind != MODE_LINE && mode_info(mode)->kind != MODE_FORM &&
		    (!action_is_in(action, mode) || strcmp(keymap_keys(map, mode, action), keys)))
			return false;
	return true;
}

enum action keymap_find(const struct keymap *map, enum mode mode, const char *name)
{
	enum action action = 0;

	while (action < ACTION_COUNT && !keys_hold(keymap_keys(map, mode, action), name))
		action++;
	return action;
}

size_t keymap_nth(const struct keymap *map, enum mode mode, enum action action, const char *name)
{
	const char *keys = keymap_keys(map, mode, action);
	char key[KEY_BYTES];

	for (size_t nth = 1; next_key(&keys, key); nth++)
		if (!strcmp(key, name))
			return nth;
	return 0;
}

static int keymap_check(enum mode mode, enum action action, const char *keys, struct error *error)
{
	char key[KEY_BYTES];

	if (!action_is_in(action, mode))
		return error_set(error, -EINVAL, "'%s' does nothing in mode %s",
				 action_info(action)->name, mode_info(mode)->name);
	while (next_key(&keys, key))
		if (!key_is_name(key))
			return error_set(error, -EINVAL,
					 "'%s' is no key: expected a character, F1 to F12, ^A to ^_, or Up, "
					 "Down, PgUp, Space, Enter and the like", key);
	return 0;
}

/* Puts KEYS without those in TAKEN in the place of *SLOT. */
static int keys_keep(char **slot, const char *keys, const char *taken)
{
	char *left = malloc(strlen(keys) + 1);
	char key[KEY_BYTES];
	char *at = left;

	if (!left)
		return -ENOMEM;
	*left = '\0';
	while (next_key(&keys, key))
		if (!keys_hold(taken, key))
			at = stpcpy(stpcpy(at, at > left ? " " : ""), key);
	free(*slot);
	*slot = left;
	return 0; /* NOLINT(clang-analyzer-unix.Malloc): the map owns it, two indexes deep */
}

/* Takes KEYS away from everything in MODE. */
static int keymap_release(struct keymap *map, enum mode mode, const char *keys)
{
	for (enum action action = 0; action < ACTION_COUNT; action++)
		if (action_is_in(action, mode) &&
		    keys_keep(&map->keys[mode][action], keymap_keys(map, mode, action), keys) < 0)
			return -ENOMEM;
	return 0;
}

/* Some action that leaves MODE has a key. */
static bool keymap_has_way_out(const struct keymap *map, enum mode mode)
{
	static const enum action ways[] = {
		ACTION_QUIT, ACTION_CLOSE, ACTION_ACCEPT, ACTION_CANCEL, ACTION_BACK,
	};

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (*keymap_keys(map, mode, ways[i]) && (ways[i] != ACTION_BACK || mode != MODE_TREE))
			return true;
	return false;
}

/* TO becomes MAP with these keys, or is empty after a failure. */
static int keymap_change(struct keymap *to, const struct keymap *map, enum mode mode,
			 enum action action, const char *keys, struct error *error)
{
	char *copy = strdup(keys);

	if (!copy || keymap_copy(to, map) < 0 || keymap_release(to, mode, keys) < 0) {
		keymap_free(to);
		free(copy);
		return error_set(error, -ENOMEM, "out of memory");
	}
	free(to->keys[mode][action]);
	to->keys[mode][action] = copy;
	if (keymap_has_way_out(to, mode))
		return 0;
	keymap_free(to);
	return error_set(error, -EINVAL, "no key would be left that leaves mode %s: the keys stay as they "
			 "were", mode_info(mode)->name);
}

int keymap_bind(struct keymap *map, enum mode mode, enum action action, const char *keys,
		struct error *error)
{
	struct keymap changed = { 0 };
	int result = keymap_check(mode, action, keys, error);

	if (!result)
		result = keymap_change(&changed, map, mode, action, keys, error);
	if (result < 0)
		return result;
	keymap_free(map);
	*map = changed;
	return 0;
}
