/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command line. Values are checked here, once, in words that name the option; what goes together and
 * what does not is settings_check.c's, what is printed usage.c's.
 */
#include "conf/settings.h"

#include <errno.h>
#include <getopt.h>
#include <stdint.h>
#include <string.h>

#include "base/error.h"
#include "conf/number.h"
#include "conf/option.h"
#include "conf/settings_private.h"
#include "engine/message.h"
#include "manage/words.h"

/* getopt's value of a long option; letters stay below. */
#define OPTION_BASE 1000

static int settings_set_glob(const char **glob, const char *option, const char *word,
			     struct error *error)
{
	if (!word[0])
		return error_set(error, -EINVAL, "%s: an empty pattern matches nothing", option);
	if (strlen(word) >= ENGINE_GLOB_SIZE)
		return error_set(error, -EINVAL, "%s: the pattern is longer than %d bytes", option,
				 ENGINE_GLOB_SIZE - 1);
	*glob = word;
	return 0;
}

static int settings_set_demo(struct settings *settings, const char *word, struct error *error)
{
	settings->engine.is_demo = true;
	return word ? settings_parse_demo(&settings->engine.demo, word, error) : 0;
}

static int settings_set_format(struct settings *settings, const char *word, struct error *error)
{
	char names[128] = "";
	size_t used = 0;

	if (format_find(word, &settings->format))
		return 0;
	for (enum format_id id = 0; id < FORMAT_COUNT; id++)
		used += (size_t)snprintf(names + used, sizeof(names) - used, "%s%s",
					 !id ? "" : id + 1 < FORMAT_COUNT ? ", " : " or ", format_name(id));
	return error_set(error, -EINVAL, "-f: '%s' is no format, expected %s", words_name(word).text,
			 names);
}

static int settings_set_output(struct settings *settings, const char *word, struct error *error)
{
	if (!word[0])
		return error_set(error, -EINVAL,
				 "-o needs a name: a file's, or - for standard output");
	settings->output = word;
	return 0;
}

/* An option that says a setting of the configuration, too. */
static int settings_say(struct settings *settings, enum option_id id, const char *word,
			struct error *error)
{
	const struct option_info *info = option_info(id);
	enum setting setting = info->setting;
	const char *value = info->argument ? word : info->value;
	char who[OPTION_NAME_SIZE];
	int result = setting_check(setting, option_name(id, who, sizeof(who)), value, error);

	return result < 0 ? result : setting_layer_set(&settings->command, setting, value);
}

static int settings_set_file(const char **file, const char *option, const char *word,
			     struct error *error)
{
	if (!word[0])
		return error_set(error, -EINVAL, "%s needs the name of a file", option);
	*file = word;
	return 0;
}

static int settings_set(struct settings *settings, enum option_id id, const char *word,
			struct error *error)
{
	struct engine_options *engine = &settings->engine;

	switch (id) {
	case OPTION_BATCH:
		settings->is_batch = true;
		return 0;
	case OPTION_ITERATIONS:
		return number_parse("-n", word, 1, UINT64_MAX, &engine->iterations, error);
	case OPTION_FORMAT:
		return settings_set_format(settings, word, error);
	case OPTION_COLUMNS:
		settings->columns = word;
		return 0;
	case OPTION_OUTPUT:
		return settings_set_output(settings, word, error);
	case OPTION_APPEND:
		settings->may_append = true;
		return 0;
	case OPTION_OVERWRITE:
		settings->may_overwrite = true;
		return 0;
	case OPTION_TIMEOUT:
		return number_parse_seconds("--timeout", word, 0.1, 86400, &settings->timeout, error);
	case OPTION_DEVICE:
		return settings_set_glob(&engine->device_glob, "-D", word, error);
	case OPTION_MGMTDEV:
		return settings_set_glob(&engine->mgmtdev_glob, "-M", word, error);
	case OPTION_JSON:
		settings->is_json = true;
		return 0;
	case OPTION_PRETTY:
		settings->is_pretty = true;
		return 0;
	case OPTION_FORCE:
		settings->is_forced = true;
		return 0;
	case OPTION_RECORD:
		return settings_set_file(&settings->record, "--record", word, error);
	case OPTION_REPLAY:
		return settings_set_file(&settings->replay, "--replay", word, error);
	case OPTION_READ_ONLY:
		engine->is_read_only = true;
		return 0;
	case OPTION_DEMO:
		return settings_set_demo(settings, word, error);
	case OPTION_CONFIG:
		return settings_set_file(&settings->config, "--config", word, error);
	case OPTION_DELAY:
	case OPTION_MAX_LOAD:
	case OPTION_THEME:
	case OPTION_NO_COLOR:
	case OPTION_ASCII:
	case OPTION_NO_MOUSE:
		return settings_say(settings, id, word, error);
	case OPTION_DUMP_CONFIG:
		settings->wants_dump = true;
		return 0;
	case OPTION_HELP:
		settings->wants_help = true;
		return 0;
	case OPTION_VERSION:
		settings->wants_version = true;
		return 0;
	case OPTION_COUNT:
		break;
	}
	return -EINVAL;
}

static void settings_fill_getopt(char *letters, struct option *longs)
{
	*letters++ = ':'; /* a missing argument is told apart from an unknown option */
	for (int i = 0; i < OPTION_COUNT; i++) {
		const struct option_info *row = option_info((enum option_id)i);

		longs[i] = (struct option){ row->name,
					    !row->argument ? no_argument :
					    row->is_optional ? optional_argument : required_argument,
					    NULL, OPTION_BASE + i };
		if (!row->letter)
			continue;
		*letters++ = (char)row->letter;
		if (row->argument)
			*letters++ = ':';
	}
	*letters = '\0';
	longs[OPTION_COUNT] = (struct option){ 0 };
}

static int option_from_value(int value)
{
	if (value >= OPTION_BASE)
		return value - OPTION_BASE;
	for (int i = 0; i < OPTION_COUNT; i++)
		if (option_info((enum option_id)i)->letter == value)
			return i;
	return OPTION_COUNT;
}

/* getopt takes a long option by its beginning, where that is only one's, and tells not why it did not. */
static int settings_refuse_long(const char *word, struct error *error)
{
	size_t length = strcspn(word, "=");
	char names[256] = "";
	size_t used = 0;

	for (int i = 0; i < OPTION_COUNT; i++) {
		const char *name = option_info((enum option_id)i)->name;

		if (length < 3 || strncmp(name, word + 2, length - 2) ||
		    used + strlen(name) + 5 > sizeof(names))
			continue;
		used = (size_t)(stpcpy(stpcpy(names + used, used ? ", --" : "--"), name) - names);
	}
	if (used)
		return error_set(error, -EINVAL, "'%s' stands for several options: %s",
				 words_name(word).text, names);
	return error_set(error, -EINVAL, "'%s' is no option; see vdpatop --help", words_name(word).text);
}

/* VALUE is getopt's: ':' for a missing argument, '?' for an option that it does not know. */
static int settings_refuse(int value, char **argv, struct error *error)
{
	const char *word = argv[optind - 1];
	int id = option_from_value(optopt);

	if (value == ':')
		return error_set(error, -EINVAL, "%s lacks its argument, expected %s", word,
				 id < OPTION_COUNT ? option_info((enum option_id)id)->argument : "one");
	if (optopt >= OPTION_BASE)
		return error_set(error, -EINVAL, "'%s' takes no argument", words_name(word).text);
	if (optopt >= '0' && optopt <= '9')
		return error_set(error, -EINVAL, "'-%c' is no option, and no number here is below 0", optopt);
	if (optopt)
		return error_set(error, -EINVAL, "'-%c' is no option; see vdpatop --help", optopt);
	return settings_refuse_long(word, error);
}

/* Which of two was meant cannot be told: of two formats, say, or of two files. */
static int settings_note(struct said *said, enum option_id id, const char *word, struct error *error)
{
	char name[OPTION_NAME_SIZE];

	if (said->words[id] && !word)
		return 0; /* --demo behind --demo=seed=1 takes nothing of it back */
	if (said->words[id] && (said->words[id][0] || !option_info(id)->is_optional))
		return error_set(error, -EINVAL, "%s stands twice, with '%s' and '%s': expected once",
				 option_name(id, name, sizeof(name)), words_name(said->words[id]).text,
				 words_name(word).text);
	said->words[id] = word ? word : "";
	return 0;
}

static int settings_read_options(struct settings *settings, struct said *said, int argc, char **argv,
				 struct error *error)
{
	char letters[2 * OPTION_COUNT + 2];
	struct option longs[OPTION_COUNT + 1];
	int value;

	settings_fill_getopt(letters, longs);
	opterr = 0;
	optind = 0; /* glibc: start anew, also in the middle of a word */
	while ((value = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		enum option_id id;
		int result;

		if (value == ':' || value == '?')
			return settings_refuse(value, argv, error);
		id = (enum option_id)option_from_value(value);
		result = settings_note(said, id, optarg, error);
		if (!result)
			result = settings_set(settings, id, optarg, error);
		if (result < 0)
			return result;
	}
	return optind;
}

static int settings_read(struct settings *settings, struct said *said, int argc, char **argv,
			 struct error *error)
{
	int first = settings_read_options(settings, said, argc, argv, error);
	int result;

	if (first < 0 || first == argc)
		return first < 0 ? first : 0;
	result = oneshot_parse(&settings->oneshot, argv + first, argc - first, error);
	if (result < 0)
		return result;
	settings->is_oneshot = true;
	settings->wants_help |= settings->oneshot.verb == ONESHOT_HELP;
	return 0;
}

int settings_parse(struct settings *ret_settings, int argc, char **argv, struct error *error)
{
	struct said said = { { NULL } };
	struct settings settings = {
		.engine = { .demo = DEMO_OPTIONS_DEFAULT },
		.timeout = 30,
	};
	int result = settings_read(&settings, &said, argc, argv, error);

	if (!result && !settings_print_only(&settings))
		result = settings_check(&settings, &said, error);
	if (!result && !settings_print_only(&settings) && !settings.is_batch && settings.columns)
		result = settings_say(&settings, OPTION_COLUMNS, settings.columns, error);
	if (!settings_have_file(&settings))
		settings.output = NULL;
	if (!result)
		*ret_settings = settings;
	else
		settings_free(&settings);
	return result;
}

void settings_free(struct settings *settings)
{
	setting_layer_free(&settings->command);
}
