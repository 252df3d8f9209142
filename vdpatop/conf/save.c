/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the screen has becomes lines of the person's file, or of the state file. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/replace.h"
#include "conf/configuration.h"
#include "conf/edit.h"
#include "conf/layers.h"
#include "conf/text_file.h"

/* Names of settings for a person: "delay, sort". */
struct names {
	char text[256];
};

static void names_add(struct names *names, enum setting setting)
{
	size_t used = strlen(names->text);

	snprintf(names->text + used, sizeof(names->text) - used, "%s%s", used ? ", " : "",
		 setting_info(setting)->name);
}

/* A flag that still holds is nobody's wish for the next run. */
static bool is_flag(const struct configuration *configuration, enum setting setting, const char *value)
{
	const char *flag = configuration->command.values[setting];

	return flag && !strcmp(flag, value);
}

static bool is_to_save(const struct configuration *configuration, const struct setting_layer *now,
		       enum setting setting)
{
	const char *value = now->values[setting];

	return value && strcmp(value, configuration_of_files(configuration, setting)) &&
	       !is_flag(configuration, setting, value);
}

/* The file as it is now: somebody may have edited it since it was read. */
static int save_read(const struct configuration *configuration, struct array *text,
		     struct config_file *file, struct error *words)
{
	const char *path = configuration->places.user;
	struct complaints complaints = COMPLAINTS_NONE;
	struct keymap keymap = { 0 };
	int result = text_file_read_bytes(text, path);

	if (result == -ENOENT) {
		static const char head[] = "# vdpatop.conf(5) tells what can stand here; so does vdpatop --dump-config.\n";

		result = array_append(text, head, sizeof(head) - 1);
	}
	if (result < 0)
		return error_set(words, result, "not saved: %s: %s", path, error_text(result));
	result = config_file_take(file, path, text->data ? text->data : "", text->count, &keymap, &complaints);
	if (!result && !file->is_whole)
		result = -EINVAL;
	if (result < 0)
		error_set(words, result, "not saved, mend the file first: %s",
			  complaints_count(&complaints) ? complaints_at(&complaints, 0) : error_text(result));
	complaints_free(&complaints);
	keymap_free(&keymap);
	return result;
}

struct saving {
	struct array text;           /* of the file */
	struct config_file file;     /* what it said */
	struct setting_layer wanted; /* what it is to say */
	struct names saved, left;
};

static bool is_same(const char *one, const char *other)
{
	return one == other || (one && other && !strcmp(one, other));
}

/*
 * Nothing is written that would not be read as it is meant: there are places, a comment without an
 * end, where nothing can be said.
 */
static int save_check(const struct configuration *configuration, const struct saving *saving,
		      struct config_file *ret_file, struct error *words)
{
	struct complaints complaints = COMPLAINTS_NONE;
	struct keymap keymap = { 0 };
	int result = config_file_take(ret_file, configuration->places.user, saving->text.data,
				      saving->text.count, &keymap, &complaints);

	if (!result && !ret_file->is_whole)
		result = -EINVAL;
	for (enum setting setting = 0; setting < SETTING_COUNT && !result; setting++) {
		const char *wanted = saving->wanted.values[setting];

		if (!is_same(ret_file->layer.values[setting],
			     wanted ? wanted : saving->file.layer.values[setting]))
			result = -EINVAL;
	}
	complaints_free(&complaints);
	keymap_free(&keymap);
	if (result < 0)
		error_set(words, result, "not saved: %s has no good place for %s; write it there yourself",
			  configuration->places.user, saving->saved.text);
	return result;
}

static int save_edit(struct saving *saving, const struct configuration *configuration,
		     const struct setting_layer *now)
{
	int result = 0;

	for (enum setting setting = 0; setting < SETTING_COUNT && !result; setting++) {
		if (!is_to_save(configuration, now, setting))
			continue;
		if (saving->file.is_included[setting]) {
			names_add(&saving->left, setting);
			continue;
		}
		names_add(&saving->saved, setting);
		result = setting_layer_set(&saving->wanted, setting, now->values[setting]);
		if (!result)
			result = edit_setting(&saving->text, setting, now->values[setting]);
	}
	return result;
}

static void save_say(const struct saving *saving, const char *path, struct error *words)
{
	const char *left = saving->left.text;

	if (!*saving->saved.text && !*left)
		error_set(words, 0, "nothing to save: nothing was changed since %s was read", path);
	else if (!*left)
		error_set(words, 0, "saved in %s: %s", path, saving->saved.text);
	else
		error_set(words, 0, "%s%s%s%snot saved, since a file that %s includes sets it: %s",
			  *saving->saved.text ? "saved: " : "", saving->saved.text,
			  *saving->saved.text ? "; " : "", "", path, left);
}

static int save_all(struct saving *saving, struct configuration *configuration,
		    const struct setting_layer *now, struct error *words)
{
	const char *path = configuration->places.user;
	struct config_file file = { 0 };
	int result = save_read(configuration, &saving->text, &saving->file, words);

	if (result < 0)
		return result;
	result = save_edit(saving, configuration, now);
	if (result < 0)
		return error_set(words, result, "not saved: out of memory");
	if (!*saving->saved.text)
		return 0;
	result = save_check(configuration, saving, &file, words);
	if (!result) {
		result = replace_file(path, saving->text.data, saving->text.count, REPLACE_PRIVATE, words);
		if (result < 0)
			error_prefix(words, "not saved");
	}
	if (result < 0) {
		config_file_free(&file);
		return result;
	}
	config_file_free(&configuration->user);
	configuration->user = file;
	return 0;
}

int configuration_save(struct configuration *configuration, const struct setting_layer *now,
		       struct error *words)
{
	struct saving saving = { .text = ARRAY_OF(char) };
	int result;

	if (!configuration->places.user[0])
		return error_set(words, -ENOENT, "not saved: neither XDG_CONFIG_HOME nor HOME names a folder for it");
	result = save_all(&saving, configuration, now, words);
	if (!result)
		save_say(&saving, configuration->places.user, words);
	array_free(&saving.text);
	config_file_free(&saving.file);
	setting_layer_free(&saving.wanted);
	return result;
}

/* What is as the files say needs no remembering; a flag leaves what was remembered before. */
static int remember_setting(struct configuration *configuration, const struct setting_layer *now,
			    enum setting setting)
{
	struct state *state = &configuration->state;
	const char *files = configuration_of_files(configuration, setting);
	const char *value = now->values[setting];
	bool is_kept = value && strcmp(value, files);
	int result;

	if (!setting_info(setting)->is_remembered || !value || is_flag(configuration, setting, value))
		return 0;
	result = setting_layer_set(&state->values, setting, is_kept ? value : NULL);
	return result < 0 ? result : setting_layer_set(&state->beside, setting, is_kept ? files : NULL);
}

int configuration_remember(struct configuration *configuration, const struct setting_layer *now,
			   const char *const *folds, size_t count, struct error *error)
{
	struct state *state = &configuration->state;
	int result = 0;

	if (!configuration->places.state[0] || !configuration_is(configuration, SETTING_REMEMBER))
		return 0;
	for (enum setting setting = 0; setting < SETTING_COUNT && !result; setting++)
		result = remember_setting(configuration, now, setting);
	state_clear_folds(state);
	for (size_t i = 0; i < count && !result; i++)
		result = state_add_fold(state, folds[i]);
	if (result < 0)
		return error_set(error, result, "out of memory");
	result = state_write(state, configuration->places.state, error);
	return result < 0 ? error_prefix(error, "what the screen remembers is not kept") : 0;
}
