/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of modes and actions are view's; here they only meet libconfig. */
#include "conf/keys.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "base/nearest.h"
#include "conf/document.h"
#include "conf/setting.h"
#include "conf/value.h"
#include "view/action.h"
#include "view/keymap.h"

bool keys_are_meant(const char *name)
{
	return !strcmp(name, KEYS_NAME_OF_GROUP);
}

static void keys_refuse_action(const struct document *document, const config_setting_t *from,
			       enum mode mode)
{
	struct nearest nearest = NEAREST_TO(config_setting_name(from));
	char ask[96];

	for (enum action action = 0; action < ACTION_COUNT; action++)
		if (action_is_in(action, mode))
			nearest_try(&nearest, action_info(action)->name);
	document_complain(document, from, "no such action%s", nearest_ask(&nearest, ask, sizeof(ask)));
}

/* A key that the same group gave to another action before: one of the two was not meant. */
static void keys_doubt(const struct document *document, const config_setting_t *from, enum mode mode,
		       const struct keymap *keymap, const char *keys)
{
	const config_setting_t *group = config_setting_parent(from);
	char copy[256];
	char *rest = NULL;

	text_copy(copy, sizeof(copy), keys);
	for (char *key = strtok_r(copy, " ", &rest); key; key = strtok_r(NULL, " ", &rest)) {
		enum action other = keymap_find(keymap, mode, key);
		const config_setting_t *before;

		if (other == ACTION_COUNT || other == action_find(config_setting_name(from)))
			continue;
		before = config_setting_get_member(group, action_info(other)->name);
		if (before && config_setting_index(before) < config_setting_index(from))
			document_complain(document, from, "takes the key %s from %s, which line %u gave it to", key,
					  action_info(other)->name, config_setting_source_line(before));
	}
}

static void keys_take_action(const struct document *document, const config_setting_t *from,
			     enum mode mode, struct keymap *keymap)
{
	enum action action = action_find(config_setting_name(from));
	const char *keys = value_string(from);
	struct error error = { 0 };

	if (action == ACTION_COUNT) {
		keys_refuse_action(document, from, mode);
		return;
	}
	if (!keys) {
		document_complain(document, from, "%s, expected names of keys between blanks, in quotes",
				  value_kind(from));
		return;
	}
	keys_doubt(document, from, mode, keymap, keys);
	if (keymap_bind(keymap, mode, action, keys, &error) < 0)
		document_complain(document, from, "%s", error.words);
}

static void keys_take_mode(const struct document *document, const config_setting_t *from,
			   struct keymap *keymap)
{
	enum mode mode = mode_find(config_setting_name(from));
	struct nearest nearest = NEAREST_TO(config_setting_name(from));
	char ask[96];

	if (mode == MODE_COUNT) {
		for (mode = 0; mode < MODE_COUNT; mode++)
			nearest_try(&nearest, mode_info(mode)->name);
		document_complain(document, from, "no such mode%s", nearest_ask(&nearest, ask, sizeof(ask)));
		return;
	}
	if (!value_is_group(from)) {
		document_complain(document, from, "%s, expected { ACTION = \"KEYS\"; }", value_kind(from));
		return;
	}
	for (int i = 0; i < config_setting_length(from); i++)
		keys_take_action(document, config_setting_get_elem(from, (unsigned)i), mode, keymap);
}

void keys_take(const struct document *document, const config_setting_t *from, struct keymap *keymap)
{
	if (!value_is_group(from)) {
		document_complain(document, from, "%s, expected { MODE = { ACTION = \"KEYS\"; }; }",
				  value_kind(from));
		return;
	}
	for (int i = 0; i < config_setting_length(from); i++)
		keys_take_mode(document, config_setting_get_elem(from, (unsigned)i), keymap);
}

static void keys_write_mode(const struct keymap *keymap, enum mode mode, FILE *to)
{
	fprintf(to, "\t%s = {\n", mode_info(mode)->name);
	for (enum action action = 0; action < ACTION_COUNT; action++) {
		if (!action_is_in(action, mode))
			continue;
		fprintf(to, "\t\t%s = ", action_info(action)->name);
		setting_write_string(keymap_keys(keymap, mode, action), to);
		fprintf(to, "; # %s\n", action_info(action)->help);
	}
	fputs("\t};\n", to);
}

void keys_write(const struct keymap *keymap, FILE *to)
{
	fputs("keys = {\n", to);
	for (enum mode mode = 0; mode < MODE_COUNT; mode++)
		keys_write_mode(keymap, mode, to);
	fputs("};\n", to);
}
