/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line: what is taken, and what is refused with which words. */
#include "conf/settings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "conf/option.h"

#include "unit.h"

#define WORDS 16

static int parse(struct settings *settings, struct error *error, const char *line)
{
	static char words[512];
	char *argv[WORDS] = { "vdpatop" };
	char *rest = words;
	int argc = 1;

	strcpy(words, line);
	while (words[0] && argc < WORDS - 1)
		if (!(argv[argc++] = strsep(&rest, " ")))
			break;
	argv[argc] = NULL;
	while (argc > 1 && !argv[argc - 1])
		argc--;
	return settings_parse(settings, argc, argv, error);
}

static void the_defaults_are_those_of_the_manual(void **state)
{
	struct settings settings;

	(void)state;
	assert_int_equal(parse(&settings, NULL, ""), 0);
	assert_false(settings.is_batch);
	for (int i = 0; i < SETTING_COUNT; i++)
		assert_null(settings.command.values[i]);
	assert_true(settings.timeout == 30);
	assert_false(settings.engine.is_demo);
}

static void every_option_is_taken(void **state)
{
	struct settings settings;

	(void)state;
	assert_int_equal(parse(&settings, NULL, "-b -n 3 -d 0.2 -D vm* -M pci/* -c +vendor:x -o f --append"), 0);
	assert_true(settings.is_batch);
	assert_int_equal(settings.engine.iterations, 3);
	assert_string_equal(settings.command.values[SETTING_DELAY], "0.2");
	assert_string_equal(settings.engine.device_glob, "vm*");
	assert_string_equal(settings.engine.mgmtdev_glob, "pci/*");
	assert_string_equal(settings.columns, "+vendor:x");
	assert_string_equal(settings.output, "f");
	assert_true(settings.may_append);
	settings_free(&settings);
	assert_int_equal(parse(&settings, NULL, "-b -f csv --timeout 2 --max-load 100 --no-color --ascii"), 0);
	assert_true(settings.timeout == 2);
	assert_string_equal(settings.command.values[SETTING_MAX_LOAD], "100");
	assert_string_equal(settings.command.values[SETTING_COLOR], "never");
	assert_string_equal(settings.command.values[SETTING_GLYPHS], "ascii");
	settings_free(&settings);
	assert_int_equal(parse(&settings, NULL, "--no-mouse --theme dark --config f -c health"), 0);
	assert_string_equal(settings.command.values[SETTING_MOUSE], "false");
	assert_string_equal(settings.command.values[SETTING_THEME], "dark");
	assert_string_equal(settings.command.values[SETTING_COLUMNS], "health");
	assert_string_equal(settings.config, "f");
	settings_free(&settings);
}

static void the_demo_is_described_by_its_keys(void **state)
{
	struct settings settings;

	(void)state;
	assert_int_equal(parse(&settings, NULL, "--demo"), 0);
	assert_true(settings.engine.is_demo);
	assert_true(settings.engine.demo.is_patched);
	assert_int_equal(parse(&settings, NULL, "--demo=mgmtdevs=3,devices=0,queues=8,seed=7,kernel=stock,"
						"traffic=off,fault=hang,add-delay=1.5"), 0);
	assert_int_equal(settings.engine.demo.mgmtdevs, 3);
	assert_int_equal(settings.engine.demo.devices, 0);
	assert_int_equal(settings.engine.demo.queues, 8);
	assert_int_equal(settings.engine.demo.seed, 7);
	assert_false(settings.engine.demo.is_patched);
	assert_false(settings.engine.demo.has_traffic);
	assert_int_equal(settings.engine.demo.fault, DEMO_FAULT_HANG);
	assert_true(settings.engine.demo.add_delay == 1.5);
	assert_int_equal(settings.engine.demo.autoprobe, DEMO_VHOST_VDPA);
	assert_true(settings.engine.demo.release > 1e100);
	assert_false(settings.engine.demo.hides_users);
	assert_false(settings.engine.demo.is_fast);
	assert_int_equal(parse(&settings, NULL, "-b --demo --demo=autoprobe=none,release=2.5,hide=on,clock=fast --demo"), 0);
	assert_int_equal(settings.engine.demo.autoprobe, DEMO_UNBOUND);
	assert_true(settings.engine.demo.release == 2.5);
	assert_true(settings.engine.demo.hides_users);
	assert_true(settings.engine.demo.is_fast);
}

static void a_dash_as_the_output_is_standard_output(void **state)
{
	struct settings settings = { .output = "x" };

	(void)state;
	assert_int_equal(parse(&settings, NULL, "-b -o -"), 0);
	assert_null(settings.output);
	assert_int_equal(parse(&settings, NULL, "-b -o ./-"), 0);
	assert_string_equal(settings.output, "./-");
}

static void a_demo_as_large_as_the_limits_is_taken(void **state)
{
	struct settings settings;

	(void)state;
	assert_int_equal(parse(&settings, NULL, "--demo=mgmtdevs=1,devices=6,queues=32766"), 0);
	assert_int_equal(parse(&settings, NULL, "--demo=mgmtdevs=1000,devices=50,queues=4"), 0);
	assert_int_equal(parse(&settings, NULL, "--demo=mgmtdevs=1000,devices=0,queues=32766"), 0);
}

static const struct {
	const char *line;
	const char *words; /* all of them are in the message */
} refused[] = {
	{ "dev stats show foo0 qidx -1", "'-1' is no option, and no number here is below 0" },
	{ "--colour", "'--colour' is no option;" },
	{ "--de", "'--de' stands for several options: --delay, --device, --demo" },
	{ "--de=1", "'--de=1' stands for several options" },
	{ "-f csv", "-f 'csv' needs batch mode" },
	{ "--timeout 2", "--timeout '2' needs batch mode, -b, or a command" },
	{ "-b -o ", "-o needs a name" },
	{ "-o -", "-o '-' needs batch mode" },
	{ "-b -o - --append", "--append needs -o FILE" },
	{ "-z", "'-z'" },
	{ "-bz", "'-z'" },
	{ "extra", "'extra'" },
	{ "-n", "-n lacks its argument, expected N" },
	{ "-n 0", "'0'" },
	{ "-n -1", "'-1'" },
	{ "-n 3x", "'3x'" },
	{ "-n 0x10", "'0x10'" },
	{ "-n 99999999999999999999", "'99999999999999999999'" },
	{ "-d 0", "'0'" },
	{ "-d 0.05", "0.1 to 3600" },
	{ "-d 3601", "'3601'" },
	{ "-d nan", "'nan'" },
	{ "-d inf", "'inf'" },
	{ "-d 1e3", "'1e3'" },
	{ "-d -1", "'-1'" },
	{ "-d +1", "'+1'" },
	{ "-d 1s", "'1s'" },
	{ "-d .", "'.'" },
	{ "-f xml", "'xml'" },
	{ "--timeout 0", "--timeout" },
	{ "--max-load 0", "--max-load" },
	{ "--max-load 101", "1 to 100" },
	{ "--batch=yes", "'--batch=yes'" },
	{ "-o file", "-o 'file' needs batch mode, -b" },
	{ "-c devise", "devise" },
	{ "--theme ", "--theme: is empty" },
	{ "--config ", "--config needs the name" },
	{ "-b --append", "-o" },
	{ "-b --append --overwrite -o f", "exclude" },
	{ "-D ", "-D" },
	{ "--demo=colour=red", "'colour'" },
	{ "--demo=seed", "'seed'" },
	{ "--demo=seed=", "''" },
	{ "--demo=seed=x", "'x'" },
	{ "--demo=kernel=new", "patched" },
	{ "--demo=traffic=maybe", "'maybe'" },
	{ "--demo=fault=fire", "hang" },
	{ "--demo=autoprobe=mlx5", "virtio_vdpa" },
	{ "--demo=release=never", "'never'" },
	{ "--demo=clock=fast", "--demo=clock=fast needs batch mode, -b" },
	{ "--demo=clock=slow", "'slow' is neither fast nor real" },
	{ "--demo=hide=maybe", "'maybe'" },
	{ "--demo=mgmtdevs=0", "'0'" },
	{ "--demo=mgmtdevs=1,devices=2,mgmtdevs=1", "'mgmtdevs' stands twice" },
	{ "--demo=queues=32767", "32766" },
	{ "--demo=mgmtdevs=1000,devices=10000", "1000 mgmtdevs x 10000 devices x 4 queues are 40000000" },
	{ "--demo=mgmtdevs=1000,devices=10000,queues=32766", "the 200000 that" },
	{ "--demo=queues=32766", "6 mgmtdevs" },
	{ "--demo=add-delay=-1", "'-1'" },
	{ "--demo=seed=1,,", "''" },
	{ "--demo=seed=1 --demo=queues=2", "--demo stands twice, with 'seed=1' and 'queues=2'" },
	{ "-b -D  -D x", "-D: an empty pattern" },
	{ "-n 1 -n 1", "-n stands twice, with '1' and '1': expected once" },
};

static void what_goes_together_is_taken(void **state)
{
	static const char *const lines[] = {
		"dev show -p", "-jp dev show", "dev -j show -p", "dev del x --force --timeout 5 --demo",
		"--read-only dev stats show x", "dev del x -j", "-- dev show -x", "--no-color --ascii dev show",
		"-b -f prometheus -n 1", "-b -f prometheus -o x", "-b -f prometheus -o x --overwrite",
		"-b -f prometheus -o - -n 1", "-b --record x -o y", "-b --replay x -o y -n 2",
		"--record x --overwrite", "--record x --demo", "-b -h -j", "dev show -d 1 --help",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct settings settings;
		struct error error = { 0 };

		if (parse(&settings, &error, lines[i]) < 0)
			fail_msg("%s: %s", lines[i], error.words);
		settings_free(&settings);
	}
}

/* What is for one of the screen, batch mode and commands is refused by the others, but looks by none. */
static void every_option_is_taken_by_what_it_is_for_alone(void **state)
{
	static const char *const modes[] = { "", "-b ", "dev show " };
	static const enum option_use uses[] = { OPTION_FOR_SCREEN, OPTION_FOR_BATCH, OPTION_FOR_COMMAND };

	(void)state;
	for (enum option_id id = OPTION_BATCH + 1; id < OPTION_HELP; id++)
		for (size_t mode = 0; mode < 3; mode++) {
			const struct option_info *info = option_info(id);
			struct settings settings;
			struct error error = { 0 };
			char line[128];

			snprintf(line, sizeof(line), "%s--%s%s", modes[mode], info->name,
				 !info->argument ? "" : info->is_optional ? "" : "=1");
			if (id == OPTION_COLUMNS || id == OPTION_FORMAT || id == OPTION_FORCE ||
			    id == OPTION_APPEND || id == OPTION_OVERWRITE || id == OPTION_DUMP_CONFIG)
				continue; /* these need more, and have rows of their own */
			if (parse(&settings, &error, line) != (info->use & uses[mode] ? 0 : -EINVAL))
				fail_msg("%s: %s", line, error.words[0] ? error.words : "taken");
			if (info->use & uses[mode])
				settings_free(&settings);
			else if (!strstr(error.words, mode == 2 ? "not for the command 'dev show'" : "needs"))
				fail_msg("%s: %s", line, error.words);
		}
}

static void what_is_refused_is_named_with_what_was_expected(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct settings settings = { .timeout = -7 };
		struct error error = { 0 };

		if (parse(&settings, &error, refused[i].line) != -EINVAL)
			fail_msg("taken: %s", refused[i].line);
		if (!strstr(error.words, refused[i].words))
			fail_msg("%s: '%s' does not hold '%s'", refused[i].line, error.words,
				 refused[i].words);
		assert_true(settings.timeout == -7);
	}
}

/* Free it. */
static char *printed(const char *line)
{
	struct settings settings;
	struct error error = { 0 };
	char *text = NULL;
	size_t length = 0;
	FILE *to = open_memstream(&text, &length);

	if (parse(&settings, &error, line) < 0)
		fail_msg("%s: %s", line, error.words);
	assert_true(settings_print_only(&settings));
	settings_print(&settings, to);
	fclose(to);
	settings_free(&settings);
	return text;
}

static void help_names_every_option_command_format_and_fault(void **state)
{
	char *text = printed("--help");

	(void)state;
	assert_non_null(strstr(text, "vdpatop -b [OPTIONS]"));
	assert_non_null(strstr(text, "vdpatop [OPTIONS] COMMAND"));
	assert_non_null(strstr(text, "-b, --batch"));
	assert_non_null(strstr(text, "      --demo[=KEY=VALUE,...]"));
	assert_non_null(strstr(text, "add-delay"));
	for (enum oneshot_verb verb = 0; verb < ONESHOT_COMMANDS; verb++)
		assert_non_null(strstr(text, oneshot_info(verb)->words));
	for (enum format_id id = 0; id < FORMAT_COUNT; id++)
		assert_non_null(strstr(text, format_name(id)));
	for (int i = 0; i < DEMO_FAULT_COUNT; i++)
		assert_non_null(strstr(text, demo_fault_name((enum demo_fault)i)));
	free(text);
}

static void help_fits_into_80_columns(void **state)
{
	char *text = printed("--help");

	(void)state;
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
		if (strlen(line) > 79)
			fail_msg("%zu bytes: %s", strlen(line), line);
	free(text);
}

static void help_stands_where_vdpa_has_it(void **state)
{
	static const char *const lists[] = { "dev help", "mgmtdev help", "dev config help -j" };
	char *all = printed("--help");
	char *said = printed("help");

	(void)state;
	assert_string_equal(said, all);
	free(said);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		said = printed(lists[i]);
		assert_non_null(strstr(said, "dev add name NAME mgmtdev MGMTDEV"));
		assert_null(strstr(said, "--batch"));
		assert_non_null(strstr(all, said));
		free(said);
	}
	free(all);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_defaults_are_those_of_the_manual),
	cmocka_unit_test(every_option_is_taken),
	cmocka_unit_test(the_demo_is_described_by_its_keys),
	cmocka_unit_test(a_dash_as_the_output_is_standard_output),
	cmocka_unit_test(a_demo_as_large_as_the_limits_is_taken),
	cmocka_unit_test(every_option_is_taken_by_what_it_is_for_alone),
	cmocka_unit_test(what_goes_together_is_taken),
	cmocka_unit_test(what_is_refused_is_named_with_what_was_expected),
	cmocka_unit_test(help_names_every_option_command_format_and_fault),
	cmocka_unit_test(help_fits_into_80_columns),
	cmocka_unit_test(help_stands_where_vdpa_has_it),
};

UNIT_MAIN(settings)
