/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fills the tables of the manuals from the program's own, so that they cannot drift apart. Copies
 * standard input to standard output; a line ".\" @NAME@" becomes the rows of table NAME.
 */
#include <stdio.h>
#include <string.h>

#include "conf/option.h"
#include "conf/setting.h"
#include "model/event.h"
#include "model/health.h"
#include "oneshot/command.h"
#include "report/format.h"
#include "report/metric.h"
#include "source/demo_options.h"
#include "vdpa/counter.h"
#include "view/action.h"
#include "view/column.h"
#include "view/keymap.h"
#include "view/style.h"

/* One character as roff takes it; a minus stays a minus and becomes no hyphen. */
static void put_character(char character)
{
	if (character == '\\')
		fputs("\\e", stdout);
	else if (character == '-')
		fputs("\\-", stdout);
	else if (character == '^')
		fputs("\\(ha", stdout);
	else
		putchar(character);
}

/* A word of roff; at the start of a line none that roff would obey. */
static void put_word(const char *word, size_t length)
{
	if (*word == '.' || *word == '\'')
		fputs("\\&", stdout);
	for (size_t i = 0; i < length; i++)
		put_character(word[i]);
}

#define LINE_WIDTH 76

/* Text in lines of at most LINE_WIDTH. */
static void put_text(const char *text)
{
	size_t column = 0;

	while (*text) {
		size_t length = strcspn(text, " ");

		if (column)
			putchar(column + length < LINE_WIDTH ? ' ' : '\n');
		column = column + length < LINE_WIDTH ? column + length + 1 : length;
		put_word(text, length);
		text += length;
		text += strspn(text, " ");
	}
	putchar('\n');
}

/* A row: what it is called, then what it means. */
static void put_row(const char *name, const char *meaning)
{
	fputs(".TP\n.B ", stdout);
	put_word(name, strlen(name));
	putchar('\n');
	put_text(meaning);
}

static void put_option(enum option_id option)
{
	const struct option_info *info = option_info(option);
	char help[160];

	fputs(".TP\n", stdout);
	if (info->letter)
		printf("\\fB\\-%c\\fR, ", info->letter);
	fputs("\\fB\\-\\-", stdout);
	put_word(info->name, strlen(info->name));
	fputs("\\fR", stdout);
	if (info->argument) {
		printf(info->is_optional ? "[\\fB=\\fI" : " \\fI");
		put_word(info->argument, strlen(info->argument));
		printf(info->is_optional ? "\\fR]" : "\\fR");
	}
	putchar('\n');
	put_text(option_help(option, help, sizeof(help)));
}

static void put_options(void)
{
	for (int option = 0; option < OPTION_COUNT; option++)
		put_option((enum option_id)option);
}

/* A word that stands for others is in capitals, and slanted; one that is typed so is bold. */
static void put_syntax(const char *words)
{
	while (*words) {
		size_t length = strcspn(words, " []|,.");

		if (length) {
			fputs(*words >= 'A' && *words <= 'Z' ? "\\fI" : "\\fB", stdout);
			put_word(words, length);
			fputs("\\fR", stdout);
		} else {
			put_character(words[length++]);
		}
		words += length;
	}
}

static void put_commands(void)
{
	for (enum oneshot_verb verb = 0; verb < ONESHOT_COMMANDS; verb++) {
		const struct oneshot_info *info = oneshot_info(verb);

		fputs(".TP\n", stdout);
		put_syntax(info->words);
		putchar(' ');
		put_syntax(info->arguments);
		putchar('\n');
		put_text(info->help);
	}
}

static void put_formats(void)
{
	for (enum format_id id = 0; id < FORMAT_COUNT; id++)
		put_row(format_name(id), format_help(id));
}

static void put_statuses(void)
{
#define X(id, status, meaning) put_row(#status, meaning);
#include "report/exit.def"
#undef X
}

static void put_demo_keys(void)
{
#define X(id, name, values, help) put_row(name "=" values, help);
#include "conf/demo.def"
#undef X
}

static void put_demo_faults(void)
{
	for (int fault = 0; fault < DEMO_FAULT_COUNT; fault++)
		put_row(demo_fault_name((enum demo_fault)fault), demo_fault_meaning((enum demo_fault)fault));
}

static void put_columns(void)
{
	for (enum column_id id = 0; id < COLUMN_COUNT; id++) {
		char meaning[256];

		snprintf(meaning, sizeof(meaning), "(%s) %s", column_of(id)->title, column_of(id)->meaning);
		put_row(column_of(id)->name, meaning);
	}
}

static void put_health(void)
{
	for (int health = 0; health < HEALTH_COUNT; health++)
		put_row(health_name((enum health)health), health_meaning((enum health)health));
}

static void put_events(void)
{
	for (int kind = 0; kind < MODEL_EVENT_KINDS; kind++) {
		enum model_event_kind event = (enum model_event_kind)kind;
		char meaning[256];

		snprintf(meaning, sizeof(meaning), "(%s) %s", model_level_name(model_event_level(event)),
			 model_event_meaning(event));
		put_row(model_event_name(event), meaning);
	}
}

static void put_key(enum action action)
{
	put_row(action_info(action)->keys, action_info(action)->help);
}

/* What is the same everywhere comes once, then of each mode what is its own. */
static void put_keys(void)
{
	const struct keymap map = { 0 };

	puts(".SS Keys everywhere, but in a line of input");
	for (enum action action = 0; action < ACTION_COUNT; action++)
		if (keymap_is_common(&map, action))
			put_key(action);
	for (enum mode mode = 0; mode < MODE_COUNT; mode++) {
		printf(".SS %s\n", mode_info(mode)->title);
		for (enum action action = 0; action < ACTION_COUNT; action++)
			if (action_is_in(action, mode) && !keymap_is_common(&map, action))
				put_key(action);
	}
}

static void put_settings(void)
{
	for (enum setting setting = 0; setting < SETTING_COUNT; setting++) {
		const struct setting_info *info = setting_info(setting);
		const char *quote = info->type == SETTING_TYPE_TEXT || !*info->initial ? "\"" : "";
		char expected[128];
		char meaning[512];

		snprintf(meaning, sizeof(meaning), "%s (%s; by default %s%s%s)", info->help,
			 setting_expected(setting, expected, sizeof(expected)), quote, info->initial, quote);
		put_row(info->name, meaning);
	}
}

static void put_modes(void)
{
	for (enum mode mode = 0; mode < MODE_COUNT; mode++)
		put_row(mode_info(mode)->name, mode_info(mode)->title);
}

/* "tree, log" */
static void write_modes(enum action action, char *to, size_t size)
{
	const struct keymap map = { 0 };
	size_t used = 0;

	if (keymap_is_common(&map, action)) {
		snprintf(to, size, "all but prompt");
		return;
	}
	*to = '\0';
	for (enum mode mode = 0; mode < MODE_COUNT; mode++)
		if (action_is_in(action, mode))
			used += (size_t)snprintf(to + used, size - used, "%s%s", used ? ", " : "",
						 mode_info(mode)->name);
}

/* "(tree, log) search as you type; by default F3 /" */
static void put_action(enum action action)
{
	const struct action_info *info = action_info(action);
	char modes[128];
	char meaning[512];

	write_modes(action, modes, sizeof(modes));
	snprintf(meaning, sizeof(meaning), "(%s) %s; by default %s", modes, info->help,
		 *info->keys ? info->keys : "no key");
	put_row(info->name, meaning);
}

static void put_actions(void)
{
	for (int action = 0; action < ACTION_COUNT; action++)
		put_action((enum action)action);
}

static void put_styles(void)
{
	for (int style = 0; style < STYLE_COUNT; style++)
		put_row(style_name((enum style)style), style_meaning((enum style)style));
}

static void put_counters(void)
{
	size_t count;
	const struct vdpa_counter *counters = vdpa_counter_table(&count);

	for (size_t i = 0; i < count; i++) {
		char meaning[512];

		snprintf(meaning, sizeof(meaning), "(%s, in %s) %s", counters[i].driver, counters[i].unit,
			 counters[i].meaning);
		put_row(counters[i].name, meaning);
	}
}

/* "(counter; labels device, queue) Doorbells …" */
static void put_metrics(void)
{
	for (int id = 0; id < METRIC_COUNT; id++) {
		const struct metric *metric = metric_of((enum metric_id)id);
		char meaning[256];

		snprintf(meaning, sizeof(meaning), "(%s%s%s) %s", metric->type,
			 *metric->labels ? "; labels " : "", metric->labels, metric->help);
		put_row(metric->name, meaning);
	}
}

/* The same as rows of a table in doc/fleet.md. */
static void put_metrics_markdown(void)
{
	for (int id = 0; id < METRIC_COUNT; id++) {
		const struct metric *metric = metric_of((enum metric_id)id);
		const char *quote = *metric->labels ? "`" : "";

		printf("| `%s` | %s | %s%s%s | %s |\n", metric->name, metric->type, quote, metric->labels,
		       quote, metric->help);
	}
}

struct table {
	const char *name;
	void (*put)(void);
};

static const struct table tables[] = {
	{ "options", put_options }, { "demo-keys", put_demo_keys }, { "demo-faults", put_demo_faults },
	{ "columns", put_columns }, { "health", put_health },       { "keys", put_keys },
	{ "counters", put_counters }, { "events", put_events },     { "settings", put_settings },
	{ "commands", put_commands }, { "formats", put_formats },   { "exit-statuses", put_statuses },
	{ "metrics", put_metrics }, { "metrics-markdown", put_metrics_markdown },
	{ "modes", put_modes },     { "actions", put_actions },     { "styles", put_styles },
};

static const struct table *table_named(const char *line)
{
	char name[32];

	if (sscanf(line, ".\\\" @%31[a-z-]@", name) != 1)
		return NULL;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		if (!strcmp(tables[i].name, name))
			return &tables[i];
	fprintf(stderr, "there is no table %s\n", name);
	return NULL;
}

int main(void)
{
	char line[1024];

	while (fgets(line, sizeof(line), stdin)) {
		const struct table *table = table_named(line);

		if (table)
			table->put();
		else if (!strncmp(line, ".\\\" @", 5))
			return 1;
		else
			fputs(line, stdout);
	}
	return ferror(stdin) || fflush(stdout) ? 1 : 0;
}
