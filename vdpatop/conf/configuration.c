/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Layers over each other, read and read again. */
#include "conf/configuration.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "conf/layers.h"
#include "conf/text_file.h"
#include "conf/theme.h"

const char *configuration_of_files(const struct configuration *configuration, enum setting setting)
{
	if (configuration->user.layer.values[setting])
		return configuration->user.layer.values[setting];
	if (configuration->system.layer.values[setting])
		return configuration->system.layer.values[setting];
	return setting_info(setting)->initial;
}

static const char *configuration_remembered(const struct configuration *configuration,
					    enum setting setting)
{
	const char *beside = configuration->state.beside.values[setting];

	if (!beside || strcmp(beside, configuration_of_files(configuration, setting)))
		return NULL;
	return configuration->state.values.values[setting];
}

const char *configuration_get(const struct configuration *configuration, enum setting setting)
{
	const char *remembered = configuration_remembered(configuration, setting);

	if (configuration->command.values[setting])
		return configuration->command.values[setting];
	return remembered ? remembered : configuration_of_files(configuration, setting);
}

bool configuration_is(const struct configuration *configuration, enum setting setting)
{
	return !strcmp(configuration_get(configuration, setting), "true");
}

double configuration_number(const struct configuration *configuration, enum setting setting)
{
	return strtod(configuration_get(configuration, setting), NULL);
}

static int layer_copy(struct setting_layer *to, const struct setting_layer *from)
{
	for (enum setting setting = 0; setting < SETTING_COUNT; setting++)
		if (setting_layer_set(to, setting, from->values[setting]) < 0)
			return -ENOMEM;
	return 0;
}

/* What is not said whole is said as before; without a file nothing is. */
static void configuration_keep(struct config_file *file, struct config_file *before, int result)
{
	if (result < 0 && result != -ENOENT) {
		*file = *before;
		*before = (struct config_file){ 0 };
		return;
	}
	for (enum setting setting = 0; setting < SETTING_COUNT; setting++)
		if (!file->layer.values[setting] && (file->is_wrong[setting] || !file->is_whole) &&
		    result == 0) {
			file->layer.values[setting] = before->layer.values[setting];
			before->layer.values[setting] = NULL;
		}
}

static int configuration_read_file(struct configuration *configuration, struct config_file *file,
				   const char *path)
{
	struct config_file before = *file;
	int result = -ENOENT;

	*file = (struct config_file){ .is_whole = true };
	if (path[0])
		result = config_file_read(file, path, &configuration->keymap, &configuration->complaints);
	configuration_keep(file, &before, result);
	config_file_free(&before);
	return result;
}

/* The key map is made of both files, or stays as it was when one of them has a mistake in its keys. */
static int configuration_read_files(struct configuration *configuration, bool is_first)
{
	struct keymap before = configuration->keymap;
	int result;

	configuration->keymap = (struct keymap){ 0 };
	configuration_read_file(configuration, &configuration->system, configuration->places.system);
	result = configuration_read_file(configuration, &configuration->user, configuration->places.user);
	if (is_first || (!configuration->system.has_wrong_keys && !configuration->user.has_wrong_keys)) {
		keymap_free(&before);
	} else {
		keymap_free(&configuration->keymap);
		configuration->keymap = before;
	}
	return result;
}

static void configuration_read_theme(struct configuration *configuration, bool is_first)
{
	struct complaints *complaints = &configuration->complaints;
	size_t before = complaints_count(complaints);
	struct theme theme;
	int result = theme_load(&theme, configuration_get(configuration, SETTING_THEME),
				&configuration->places, complaints);

	if (result < 0)
		complain_further(complaints, before,
				 is_first ? "; the built-in look is used" : "; the look stays as it was");
	if (!result || is_first)
		configuration->theme = theme;
}

/* A file that was named must be there; one that merely may be there need not. */
static int configuration_place_user(struct configuration *configuration, const char *path,
				    bool is_trusted, struct error *error)
{
	struct array bytes = ARRAY_OF(char);
	int result;

	if (!path)
		return 0;
	if (!is_trusted)
		return error_set(error, -EPERM, "--config: not with rights that the program has from its file");
	if (!text_copy(configuration->places.user, sizeof(configuration->places.user), path))
		return error_set(error, -ENAMETOOLONG, "--config: the path is too long");
	result = text_file_read_bytes(&bytes, path);
	array_free(&bytes);
	if (result < 0)
		return error_set(error, result, "--config: %s: %s", path,
				 result == -EINVAL ? "is no text file" : error_text(result));
	return 0;
}

int configuration_load(struct configuration *ret_configuration, const struct setting_layer *command,
		       const char *path, bool is_trusted, struct error *error)
{
	struct configuration configuration = { .state = STATE_NONE, .complaints = COMPLAINTS_NONE };
	int result;

	places_find(&configuration.places, is_trusted);
	result = configuration_place_user(&configuration, path, is_trusted, error);
	if (result < 0)
		return result;
	if (layer_copy(&configuration.command, command) < 0) {
		configuration_free(&configuration);
		return error_set(error, -ENOMEM, "out of memory");
	}
	configuration_read_files(&configuration, true);
	if (configuration_is(&configuration, SETTING_REMEMBER))
		state_read(&configuration.state, configuration.places.state, &configuration.complaints);
	configuration_read_theme(&configuration, true);
	*ret_configuration = configuration;
	return 0;
}

int configuration_reload(struct configuration *configuration, struct setting_layer *now)
{
	struct setting_layer before = { 0 };
	int result = 0;

	for (enum setting setting = 0; setting < SETTING_COUNT && !result; setting++)
		result = setting_layer_set(&before, setting, configuration_get(configuration, setting));
	if (!result) {
		complaints_free(&configuration->complaints);
		configuration_read_files(configuration, false);
		configuration_read_theme(configuration, false);
	}
	for (enum setting setting = 0; setting < SETTING_COUNT && !result; setting++) {
		const char *after = configuration_get(configuration, setting);

		if (strcmp(after, before.values[setting]))
			result = setting_layer_set(now, setting, after);
	}
	setting_layer_free(&before);
	return result;
}

void configuration_free(struct configuration *configuration)
{
	config_file_free(&configuration->system);
	config_file_free(&configuration->user);
	state_free(&configuration->state);
	setting_layer_free(&configuration->command);
	keymap_free(&configuration->keymap);
	complaints_free(&configuration->complaints);
}
