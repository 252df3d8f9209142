/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line. Values are checked here, once, in words that name the option. */
#include <config.h>

#include "conf/settings.h"

#include <errno.h>
#include <getopt.h>
#include <stdint.h>
#include <string.h>

#include "base/error.h"
#include "conf/dump.h"
#include "conf/number.h"
#include "conf/option.h"
#include "engine/message.h"
#include "view/column.h"
#include "view/column_list.h"

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
	return settings_parse_demo(&settings->engine.demo, word, error);
}

static int settings_set_format(struct settings *settings, const char *word, struct error *error)
{
	char names[128] = "";
	size_t used = 0;

	settings->has_format = true;
	if (format_find(word, &settings->format))
		return 0;
	for (enum format_id id = 0; id < FORMAT_COUNT; id++)
		used += (size_t)snprintf(names + used, sizeof(names) - used, "%s%s",
					 !id ? "" : id + 1 < FORMAT_COUNT ? ", " : " or ", format_name(id));
	return error_set(error, -EINVAL, "-f: '%s' is no format, expected %s", word, names);
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
	char who[32];
	int result;

	snprintf(who, sizeof(who), "--%s", info->name);
	if (info->letter)
		snprintf(who, sizeof(who), "-%c", info->letter);
	result = setting_check(setting, who, value, error);
	return result < 0 ? result : setting_layer_set(&settings->command, setting, value);
}

static int settings_set_config(struct settings *settings, const char *word, struct error *error)
{
	if (!word[0])
		return error_set(error, -EINVAL, "--config needs the name of a file");
	settings->config = word;
	return 0;
}

static int settings_set_timeout(struct settings *settings, const char *word, struct error *error)
{
	settings->has_timeout = true;
	return number_parse_seconds("--timeout", word, 0.1, 86400, &settings->timeout, error);
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
		return settings_set_timeout(settings, word, error);
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
		settings->record = word;
		return 0;
	case OPTION_REPLAY:
		settings->replay = word;
		return 0;
	case OPTION_READ_ONLY:
		engine->is_read_only = true;
		return 0;
	case OPTION_DEMO:
		return settings_set_demo(settings, word, error);
	case OPTION_CONFIG:
		return settings_set_config(settings, word, error);
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

/* What would be ignored on the screen is refused there. */
static int settings_check_screen(const struct settings *settings, struct error *error)
{
	const struct { const char *option, *word; } words[] = {
		{ "-o", settings->output }, { "-f", settings->has_format ? format_name(settings->format) : NULL },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (words[i].word)
			return error_set(error, -EINVAL, "%s '%s' needs batch mode, -b", words[i].option,
					 words[i].word);
	if (settings->has_timeout)
		return error_set(error, -EINVAL, "--timeout needs batch mode, -b");
	return 0;
}

static bool settings_have_file(const struct settings *settings)
{
	return settings->output && strcmp(settings->output, "-");
}

/* What must go together, or must not. */
static int settings_check(const struct settings *settings, struct error *error)
{
	if (settings->may_append && settings->may_overwrite)
		return error_set(error, -EINVAL, "--append and --overwrite exclude each other");
	if (!settings_have_file(settings) && (settings->may_append || settings->may_overwrite))
		return error_set(error, -EINVAL, "--%s needs -o FILE",
				 settings->may_append ? "append" : "overwrite");
	return settings->is_batch || settings->is_oneshot ? 0 : settings_check_screen(settings, error);
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
		return error_set(error, -EINVAL, "'%s' stands for several options: %s", word, names);
	return error_set(error, -EINVAL, "'%s' is no option; see vdpatop --help", word);
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
		return error_set(error, -EINVAL, "'%s' takes no argument", word);
	if (optopt)
		return error_set(error, -EINVAL, "'-%c' is no option; see vdpatop --help", optopt);
	return settings_refuse_long(word, error);
}

static int settings_read(struct settings *settings, int argc, char **argv, struct error *error)
{
	char letters[2 * OPTION_COUNT + 2];
	struct option longs[OPTION_COUNT + 1];
	int value;

	settings_fill_getopt(letters, longs);
	opterr = 0;
	optind = 0; /* glibc: start anew, also in the middle of a word */
	while ((value = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		int result;

		if (value == ':' || value == '?')
			return settings_refuse(value, argv, error);
		result = settings_set(settings, (enum option_id)option_from_value(value), optarg, error);
		if (result < 0)
			return result;
	}
	if (optind == argc)
		return 0;
	if (oneshot_parse(&settings->oneshot, argv + optind, argc - optind, error) < 0)
		return -EINVAL;
	settings->is_oneshot = true;
	settings->wants_help |= settings->oneshot.verb == ONESHOT_HELP;
	return 0;
}

int settings_parse(struct settings *ret_settings, int argc, char **argv, struct error *error)
{
	struct settings settings = {
		.engine = { .demo = DEMO_OPTIONS_DEFAULT },
		.timeout = 30,
	};
	int result = settings_read(&settings, argc, argv, error);

	if (!result && !settings_print_only(&settings))
		result = settings_check(&settings, error);
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

/* No column is called so. */
static bool settings_want_columns(const struct settings *settings)
{
	return settings->columns && !strcmp(settings->columns, "help");
}

static bool settings_want_commands(const struct settings *settings)
{
	return settings->is_oneshot && settings->oneshot.verb == ONESHOT_COMMANDS;
}

bool settings_print_only(const struct settings *settings)
{
	return settings->wants_help || settings->wants_version || settings->wants_dump ||
	       settings_want_columns(settings) || settings_want_commands(settings);
}

static void settings_print_option(FILE *to, enum option_id option)
{
	const struct option_info *row = option_info(option);
	char help[160];
	char left[64];
	int used = row->letter ? snprintf(left, sizeof(left), "-%c, --%s", row->letter, row->name) :
				 snprintf(left, sizeof(left), "    --%s", row->name);

	if (row->argument)
		snprintf(left + used, sizeof(left) - (size_t)used, "%s%s%s", row->is_optional ? "[=" : " ",
			 row->argument, row->is_optional ? "]" : "");
	fprintf(to, "  %-28s %s\n", left, option_help(option, help, sizeof(help)));
}

static void settings_print_demo_keys(FILE *to)
{
	static const struct { const char *name, *values, *help; } rows[] = {
#define X(id, name, values, help) { name, values, help },
#include "conf/demo.def"
#undef X
	};

	fprintf(to, "\nKeys of --demo:\n");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		fprintf(to, "  %-10s %-17s %s\n", rows[i].name, rows[i].values, rows[i].help);
	fprintf(to, "\nFaults of --demo=fault=NAME:\n");
	for (int i = 0; i < DEMO_FAULT_COUNT; i++)
		fprintf(to, "  %-10s %s\n", demo_fault_name((enum demo_fault)i),
			demo_fault_meaning((enum demo_fault)i));
}

/* Arguments that do not fit beside stand on lines of their own. */
static void settings_print_command(FILE *to, const struct oneshot_info *info)
{
	int used = fprintf(to, "  %s", info->words);
	const char *at = info->arguments;

	while (*at) {
		size_t length = strcspn(at, "[") + strcspn(at + strcspn(at, "["), "]");

		length += at[length] == ']';
		if (used + 1 + (int)length > 78)
			used = fprintf(to, "\n%*s", 10, "") - 1;
		used += fprintf(to, " %.*s", (int)length, at);
		at += length + strspn(at + length, " ");
	}
	fprintf(to, "\n%*s%s\n", 10, "", info->help);
}

static void settings_print_commands(FILE *to)
{
	fprintf(to, "Commands, in the words of vdpa(8):\n");
	for (enum oneshot_verb verb = 0; verb < ONESHOT_COMMANDS; verb++)
		settings_print_command(to, oneshot_info(verb));
}

static void settings_print_help(FILE *to)
{
	fprintf(to, "Usage: vdpatop [OPTIONS]             the screen\n"
		    "       vdpatop -b [OPTIONS]          batch: samples to standard output\n"
		    "       vdpatop [OPTIONS] COMMAND     one command: mgmtdev ..., dev ...\n\n"
		    "Monitors and manages Linux vDPA devices and their virtqueues.\n\n");
	settings_print_commands(to);
	fprintf(to, "\nOptions:\n");
	for (int i = 0; i < OPTION_COUNT; i++)
		settings_print_option(to, (enum option_id)i);
	settings_print_demo_keys(to);
	fprintf(to, "\nExit status: 0 done, 1 failed, 2 usage, 3 no vdpa family, 4 permission,\n"
		    "5 the kernel did not answer in time.\n");
}

/* Those of the screen, or those of batch mode: what is drawn is not in a report. */
static void settings_print_columns(bool is_batch, FILE *to)
{
	for (enum column_id id = 0; id < COLUMN_COUNT; id++)
		if (!is_batch || column_of(id)->kind != VALUE_GRAPH)
			fprintf(to, "%-22s %s\n", column_of(id)->name, column_of(id)->meaning);
	fprintf(to, "%-22s %s\n", COLUMN_VENDOR "NAME", "what the driver counts as NAME");
	fprintf(to, "%-22s %s\n", COLUMN_VENDOR "NAME/s", "how much of it in a second");
}

void settings_print(const struct settings *settings, FILE *to)
{
	if (settings->wants_help)
		settings_print_help(to);
	else if (settings->wants_version)
		fprintf(to, "%s %s\n", PACKAGE_NAME, PACKAGE_VERSION);
	else if (settings->wants_dump)
		dump_config(to);
	else if (settings_want_commands(settings))
		settings_print_commands(to);
	else
		settings_print_columns(settings->is_batch, to);
}
