/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The state file, both ways. */
#include "conf/state.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/replace.h"
#include "conf/document.h"
#include "conf/value.h"

#define FOLDS "folds"

int state_add_fold(struct state *state, const char *name)
{
	char *copy;

	if (!*name || strlen(name) > STATE_NAME_MOST || state->folds.count >= STATE_FOLDS_MOST)
		return 0;
	copy = strdup(name);
	if (copy && array_append(&state->folds, &copy, 1) == 0)
		return 0;
	free(copy);
	return -ENOMEM;
}

void state_clear_folds(struct state *state)
{
	for (size_t i = 0; i < state->folds.count; i++)
		free(*array_at(&state->folds, char *, i));
	state->folds.count = 0;
}

void state_free(struct state *state)
{
	state_clear_folds(state);
	array_free(&state->folds);
	setting_layer_free(&state->values);
	setting_layer_free(&state->beside);
}

static void state_take_folds(struct state *state, const config_setting_t *from)
{
	for (int i = 0; i < config_setting_length(from); i++) {
		const char *name = value_string(config_setting_get_elem(from, (unsigned)i));

		if (name)
			state_add_fold(state, name);
	}
}

/* A value that is none any more (a column that went) is taken for none. */
static void state_take_setting(struct state *state, const config_setting_t *from, enum setting setting)
{
	const char *value, *beside;

	if (!config_setting_lookup_string(from, "value", &value) ||
	    !config_setting_lookup_string(from, "beside", &beside) ||
	    setting_check(setting, "", value, NULL) < 0)
		return;
	setting_layer_set(&state->values, setting, value);
	setting_layer_set(&state->beside, setting, beside);
}

/* What another version wrote is no mistake of anybody's. */
static void state_take(struct state *state, const config_setting_t *from)
{
	enum setting setting = setting_find(config_setting_name(from));

	if (!strcmp(config_setting_name(from), FOLDS) && !value_string(from))
		state_take_folds(state, from);
	else if (setting < SETTING_COUNT && setting_info(setting)->is_remembered && value_is_group(from))
		state_take_setting(state, from, setting);
}

void state_read(struct state *ret_state, const char *path, struct complaints *complaints)
{
	struct document document;
	const config_setting_t *root;
	bool is_whole;

	*ret_state = STATE_NONE;
	if (!path[0] || document_read(&document, path, complaints, &is_whole) < 0)
		return;
	root = config_root_setting(&document.config);
	for (int i = 0; i < config_setting_length(root); i++)
		state_take(ret_state, config_setting_get_elem(root, (unsigned)i));
	document_free(&document);
}

static void state_print_setting(const struct state *state, enum setting setting, FILE *to)
{
	if (!state->values.values[setting])
		return;
	fprintf(to, "%s = { value = ", setting_info(setting)->name);
	setting_write_string(state->values.values[setting], to);
	fputs("; beside = ", to);
	setting_write_string(state->beside.values[setting], to);
	fputs("; };\n", to);
}

static void state_print(const struct state *state, FILE *to)
{
	fputs("# What vdpatop's screen remembers, written when it ends. Settings belong into vdpatop.conf.\n",
	      to);
	for (enum setting setting = 0; setting < SETTING_COUNT; setting++)
		state_print_setting(state, setting, to);
	if (!state->folds.count)
		return;
	fputs(FOLDS " = [", to);
	for (size_t i = 0; i < state->folds.count; i++) {
		fputs(i ? ",\n\t" : "\n\t", to);
		setting_write_string(*array_at(&state->folds, char *, i), to);
	}
	fputs("\n];\n", to);
}

static bool state_is_in(const char *path, const char *text, size_t length)
{
	struct array bytes = ARRAY_OF(char);
	bool is_same = text_file_read_bytes(&bytes, path) == 0 && bytes.count == length &&
		       !memcmp(bytes.data, text, length);

	array_free(&bytes);
	return is_same;
}

int state_write(const struct state *state, const char *path, struct error *error)
{
	char *text = NULL;
	size_t length = 0;
	FILE *to = open_memstream(&text, &length);
	int result = -ENOMEM;

	if (to) {
		state_print(state, to);
		result = fclose(to) ? -ENOMEM : 0;
	}
	if (result < 0)
		error_set(error, result, "%s: out of memory", path);
	else if (!state_is_in(path, text, length))
		result = replace_file(path, text, length, REPLACE_PRIVATE, error);
	free(text);
	return result;
}
