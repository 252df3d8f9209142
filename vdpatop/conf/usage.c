/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is printed about the program, from its tables, in lines that a terminal of 80 columns holds. */
#include <config.h>

#include <string.h>

#include "conf/dump.h"
#include "conf/option.h"
#include "conf/settings.h"
#include "source/demo_options.h"
#include "view/column.h"
#include "view/column_list.h"

#define WIDTH 79

/* Bytes up to the next blank that is not within brackets: "[mac MAC]" stays together. */
static int piece_length(const char *words)
{
	int depth = 0;
	int length = 0;

	for (; words[length] && (depth || words[length] != ' '); length++)
		depth += (words[length] == '[') - (words[length] == ']');
	return length;
}

/* Puts WORDS behind USED cells of a line, and goes on at cell INDENT of those below. Returns the cells used. */
static int put_words(FILE *to, int used, int indent, const char *words)
{
	while (*words) {
		int length = piece_length(words);

		used = used + 1 + length > WIDTH ? fprintf(to, "\n%*s", indent, "") - 1 :
						   used + fprintf(to, " ");
		used += fprintf(to, "%.*s", length, words);
		words += length;
		words += strspn(words, " ");
	}
	return used;
}

/* LEFT, and from cell COLUMN on HELP, beside it where there is room. */
static void put_entry(FILE *to, const char *left, int column, const char *help)
{
	int blanks = (int)strspn(left, " ");
	int used = put_words(to, fprintf(to, "%*s", 1 + blanks, ""), 10, left + blanks);

	if (used > column - 2)
		used = fprintf(to, "\n") - 1;
	put_words(to, used + fprintf(to, "%*s", column - 1 - used, ""), column, help);
	fputc('\n', to);
}

static void put_option(FILE *to, enum option_id option)
{
	const struct option_info *row = option_info(option);
	char help[200];
	char left[64];
	int used = row->letter ? snprintf(left, sizeof(left), "-%c, --%s", row->letter, row->name) :
				 snprintf(left, sizeof(left), "    --%s", row->name);

	if (row->argument)
		snprintf(left + used, sizeof(left) - (size_t)used, "%s%s%s", row->is_optional ? "[=" : " ",
			 row->argument, row->is_optional ? "]" : "");
	put_entry(to, left, 31, option_help(option, help, sizeof(help)));
}

static void put_demo_keys(FILE *to)
{
	static const struct { const char *name, *values, *help; } rows[] = {
#define X(id, name, values, help) { name, values, help },
#include "conf/demo.def"
#undef X
	};

	fputs("\nKeys of --demo:\n", to);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char left[64];

		snprintf(left, sizeof(left), "%s=%s", rows[i].name, rows[i].values);
		put_entry(to, left, 31, rows[i].help);
	}
	fputs("\nFaults of --demo=fault=NAME:\n", to);
	for (int i = 0; i < DEMO_FAULT_COUNT; i++)
		put_entry(to, demo_fault_name((enum demo_fault)i), 16,
			  demo_fault_meaning((enum demo_fault)i));
}

static void put_commands(FILE *to)
{
	fputs("Commands, in the words of vdpa(8):\n", to);
	for (enum oneshot_verb verb = 0; verb < ONESHOT_COMMANDS; verb++) {
		const struct oneshot_info *info = oneshot_info(verb);
		char left[200];

		snprintf(left, sizeof(left), "%s %s", info->words, info->arguments);
		put_entry(to, left, 31, info->help);
	}
}

static void put_formats(FILE *to)
{
	fputs("\nFormats of -f:\n", to);
	for (enum format_id id = 0; id < FORMAT_COUNT; id++)
		put_entry(to, format_name(id), 16, format_help(id));
}

static void put_statuses(FILE *to)
{
	fputs("\nExit status:\n", to);
#define X(id, status, meaning) put_entry(to, #status, 5, meaning);
#include "report/exit.def"
#undef X
}

static void put_help(FILE *to)
{
	fputs("Usage: vdpatop [OPTIONS]             the screen\n"
	      "       vdpatop -b [OPTIONS]          batch: samples to standard output\n"
	      "       vdpatop [OPTIONS] COMMAND     one command, in the words of vdpa(8)\n\n"
	      "Monitors and manages Linux vDPA devices and their virtqueues.\n\n", to);
	put_commands(to);
	fputs("\nOptions, which may stand before or behind a command:\n", to);
	for (int i = 0; i < OPTION_COUNT; i++)
		put_option(to, (enum option_id)i);
	put_formats(to);
	put_demo_keys(to);
	put_statuses(to);
}

/* FORMAT is NULL for the screen, which alone has what is drawn. */
static bool takes_column(const struct format *format, const struct column_choice *choice)
{
	if (!format)
		return true;
	if (!choice->vendor && column_of(choice->id)->kind == VALUE_GRAPH)
		return false;
	return format->takes ? format->takes(choice) : !format->no_columns;
}

static void put_column(const struct format *format, const struct column_choice *choice, const char *name,
		       const char *meaning, FILE *to)
{
	if (takes_column(format, choice))
		fprintf(to, "%-22s %s\n", name, meaning);
}

/* Those of the screen, or those that the format takes. */
static void put_columns(const struct settings *settings, FILE *to)
{
	const struct format *format = settings->is_batch ? format_of(settings->format) : NULL;
	static char name[] = "NAME";

	if (format && format->no_columns)
		fprintf(to, "-f %s takes %s: %s\n", format_name(settings->format),
			format->takes ? "this alone" : "no -c", format->no_columns);
	for (enum column_id id = 0; id < COLUMN_COUNT; id++)
		put_column(format, &(struct column_choice){ .id = id }, column_of(id)->name,
			   column_of(id)->meaning, to);
	put_column(format, &(struct column_choice){ .vendor = name }, COLUMN_VENDOR "NAME",
		   "what the driver counts as NAME", to);
	put_column(format, &(struct column_choice){ .vendor = name, .is_rate = true }, COLUMN_VENDOR "NAME/s",
		   "how much of it in a second", to);
}

/* No column is called so. */
static bool wants_columns(const struct settings *settings)
{
	return settings->columns && !strcmp(settings->columns, "help");
}

static bool wants_commands(const struct settings *settings)
{
	return settings->is_oneshot && settings->oneshot.verb == ONESHOT_COMMANDS;
}

bool settings_print_only(const struct settings *settings)
{
	return settings->wants_help || settings->wants_version || settings->wants_dump ||
	       wants_columns(settings) || wants_commands(settings);
}

void settings_print(const struct settings *settings, FILE *to)
{
	if (settings->wants_help)
		put_help(to);
	else if (settings->wants_version)
		fprintf(to, "%s %s\n", PACKAGE_NAME, PACKAGE_VERSION);
	else if (settings->wants_dump)
		dump_config(to);
	else if (wants_commands(settings))
		put_commands(to);
	else
		put_columns(settings, to);
}
