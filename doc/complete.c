/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Gives the completions of shells what there is, from the program's own tables. Copies standard input
 * to standard output; the line "# @data@" becomes variables for the shell that the argument names.
 */
#include <stdio.h>
#include <string.h>

#include "conf/option.h"
#include "oneshot/command.h"
#include "report/format.h"
#include "source/demo_options.h"
#include "vdpa/feature.h"
#include "view/column.h"

static const struct {
	const char *name, *values, *help;
} demo_keys[] = {
#define X(id, name, values, help) { name, values, help },
#include "conf/demo.def"
#undef X
};

#define DEMO_KEYS (sizeof(demo_keys) / sizeof(demo_keys[0]))

static void put_columns(void)
{
	fputs("_vdpatop_columns='", stdout);
	for (enum column_id id = 0; id < COLUMN_COUNT; id++)
		printf("%s%s", id ? " " : "", column_of(id)->name);
	puts("'");
}

static void put_faults(void)
{
	fputs("_vdpatop_faults='", stdout);
	for (int fault = 0; fault < DEMO_FAULT_COUNT; fault++)
		printf("%s%s", fault ? " " : "", demo_fault_name((enum demo_fault)fault));
	puts("'");
}

static void put_classes(void)
{
#define X(id, header, name) " " name
	printf("_vdpatop_classes='%s'\n", &(
#include "vdpa/class.def"
						)[1]);
#undef X
}

static void put_features(void)
{
	size_t count;
	const struct vdpa_feature *features = vdpa_feature_table(&count);

	fputs("_vdpatop_features='", stdout);
	for (size_t i = 0; i < count; i++)
		printf("%s%s", i ? " " : "", features[i].name);
	puts("'");
}

/* A line for each: "dev stats show:DEV qidx N" */
static void put_commands(void)
{
	fputs("_vdpatop_commands='", stdout);
	for (enum oneshot_verb verb = 0; verb < ONESHOT_COMMANDS; verb++) {
		const struct oneshot_info *info = oneshot_info(verb);

		printf("%s%s:", verb ? "\n" : "", info->words);
		for (const char *at = info->arguments; *at; at++)
			if (!strchr("[]", *at))
				putchar(*at);
	}
	puts("'");
}

/* What all shells have. */
static void put_common(void)
{
	put_columns();
	put_faults();
	put_classes();
	put_features();
	put_commands();
}

/* Puts "A", "B" and "C" of "A, B or C" with blanks between. */
static void put_choices(const char *values)
{
	while (*values) {
		size_t length = strcspn(values, ", ");

		if (length != 2 || strncmp(values, "or", 2))
			printf("%.*s%s", (int)length, values, values[length] ? " " : "");
		values += length;
		values += strspn(values, ", ");
	}
}

static void put_formats(const char *between)
{
	for (enum format_id id = 0; id < FORMAT_COUNT; id++)
		printf("%s%s", id ? between : "", format_name(id));
}

/* What the argument of OPTION is: what it is called, or of two that are called GLOB which one. */
static const char *argument_kind(enum option_id option)
{
	return option == OPTION_DEVICE	? "DEVICES" :
	       option == OPTION_MGMTDEV ? "MGMTDEVS" :
					  option_info(option)->argument;
}

/* -d|--delay) echo SECONDS ;; */
static void put_bash_argument(enum option_id option)
{
	const struct option_info *info = option_info(option);

	if (!info->argument)
		return;
	putchar('\t');
	if (info->letter)
		printf("-%c | ", info->letter);
	printf("--%s) echo '", info->name);
	if (option == OPTION_FORMAT)
		put_formats("|");
	else
		fputs(argument_kind(option), stdout);
	puts("' ;;");
}

/* kernel) echo 'stock patched' ;; */
static void put_bash_choices(void)
{
	puts("\n# What key $1 of --demo may be.\n_vdpatop_choices() {\n\tcase $1 in");
	puts("\tfault) echo \"$_vdpatop_faults\" ;;");
	for (size_t i = 0; i < DEMO_KEYS; i++)
		if (strstr(demo_keys[i].values, " or ")) {
			printf("\t%s) echo '", demo_keys[i].name);
			put_choices(demo_keys[i].values);
			puts("' ;;");
		}
	puts("\tesac\n}");
}

static void put_bash(void)
{
	put_common();
	fputs("_vdpatop_demo_keys='", stdout);
	for (size_t i = 0; i < DEMO_KEYS; i++)
		printf("%s%s", i ? " " : "", demo_keys[i].name);
	fputs("'\n_vdpatop_options='", stdout);
	for (int option = 0; option < OPTION_COUNT; option++)
		printf("%s--%s", option ? " " : "", option_info((enum option_id)option)->name);
	puts("'\n\n# What the argument of option $1 is called; nothing when it takes none.");
	puts("_vdpatop_argument() {\n\tcase $1 in");
	for (int option = 0; option < OPTION_COUNT; option++)
		put_bash_argument((enum option_id)option);
	puts("\tesac\n}");
	put_bash_choices();
}

/* Words within quotes, where _arguments means something by brackets and colons. */
static void put_zsh_words(const char *words)
{
	for (; *words; words++) {
		if (*words == '\'')
			fputs("'\\'", stdout);
		else if (strchr("[]:\\", *words))
			putchar('\\');
		putchar(*words);
	}
}

/* What completes an argument that is called so. */
static const char *zsh_action(const char *argument)
{
	static const struct {
		const char *argument, *action;
	} actions[] = {
		{ "FILE", "_files" },              { "NAME", "_vdpatop_theme" },
		{ "DEVICES", "_vdpatop_devices" }, { "LIST", "_sequence _vdpatop_column" },
		{ "MGMTDEVS", "_vdpatop_mgmtdevs" },
		{ "KEY=VALUE,...", "_vdpatop_demo" },
	};

	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
		if (!strcmp(actions[i].argument, argument))
			return actions[i].action;
	return "";
}

/* '(-d --delay)'{-d+,--delay=}'[help]:SECONDS:action' */
static void put_zsh_option(enum option_id option)
{
	const struct option_info *info = option_info(option);
	const char *equals = !info->argument ? "" : info->is_optional ? "=-" : "=";
	char help[160];

	if (info->letter)
		printf("\t'(-%c --%s)'{-%c%s,--%s%s}'[", info->letter, info->name, info->letter,
		       info->argument ? "+" : "", info->name, equals);
	else
		printf("\t'--%s%s[", info->name, equals);
	put_zsh_words(option_help(option, help, sizeof(help)));
	putchar(']');
	if (info->argument) {
		const char *action = zsh_action(argument_kind(option));

		printf("%s", info->is_optional ? "::" : ":");
		put_zsh_words(info->argument);
		if (option == OPTION_FORMAT) {
			fputs(":(", stdout);
			put_formats(" ");
			putchar(')');
		} else {
			printf(":%s", *action ? action : " ");
		}
	}
	puts("'");
}

static void put_zsh_demo_key(size_t key)
{
	printf("\t'%s[", demo_keys[key].name);
	put_zsh_words(demo_keys[key].help);
	fputs("]:", stdout);
	put_zsh_words(demo_keys[key].values);
	if (!strcmp(demo_keys[key].name, "fault")) {
		fputs(":(${=_vdpatop_faults})", stdout);
	} else if (strstr(demo_keys[key].values, " or ")) {
		fputs(":(", stdout);
		put_choices(demo_keys[key].values);
		putchar(')');
	} else {
		fputs(": ", stdout);
	}
	puts("'");
}

static void put_zsh(void)
{
	put_common();
	puts("_vdpatop_demo_values=(");
	for (size_t i = 0; i < DEMO_KEYS; i++)
		put_zsh_demo_key(i);
	puts(")\n_vdpatop_arguments=(");
	for (int option = 0; option < OPTION_COUNT; option++)
		put_zsh_option((enum option_id)option);
	puts(")");
}

int main(int argc, char **argv)
{
	char line[1024];

	while (fgets(line, sizeof(line), stdin))
		if (strcmp(line, "# @data@\n"))
			fputs(line, stdout);
		else if (argc > 1 && !strcmp(argv[1], "zsh"))
			put_zsh();
		else
			put_bash();
	return ferror(stdin) || fflush(stdout) ? 1 : 0;
}
