/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is written: the person's file when asked, the state file at the end, and nothing by accident. */
#include "conf/configuration.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/replace.h"

#include "home.h"
#include "unit.h"

/* Loads, says that the screen has VALUE of SETTING now, and saves. */
static int save(enum setting setting, const char *value, struct error *words)
{
	struct configuration configuration;
	struct setting_layer now = { 0 };
	int result;

	home_load(&configuration);
	assert_int_equal(setting_layer_set(&now, setting, value), 0);
	result = configuration_save(&configuration, &now, words);
	configuration_free(&configuration);
	setting_layer_free(&now);
	return result;
}

static void a_first_save_makes_the_folders_and_a_file_of_the_person_alone(void **state)
{
	struct error words;

	(void)state;
	assert_int_equal(save(SETTING_DELAY, "2", &words), 0);
	assert_non_null(strstr(words.words, "saved in "));
	assert_non_null(strstr(words.words, ": delay"));
	assert_non_null(strstr(home_get(HOME_CONFIG), "\ndelay = 2;\n"));
	assert_int_equal(home_mode(HOME_CONFIG), 0600);
	assert_int_equal(home_mode(".config"), 0700);
	assert_int_equal(home_mode(".config/vdpatop"), 0700);
	assert_int_equal(home_count(".config/vdpatop"), 1);
}

static const struct {
	const char *before;
	enum setting setting;
	const char *value, *after;
} edits[] = {
	{ "# mine\n\ndelay   =   2 ; // slow\nmouse = true;\n", SETTING_DELAY, "0.5",
	  "# mine\n\ndelay   =   0.5 ; // slow\nmouse = true;\n" },
	{ "delay:2", SETTING_DELAY, "5", "delay:5" },
	{ "mouse = true", SETTING_DELAY, "5", "mouse = true\ndelay = 5;\n" },
	{ "sort = \"mac\" # a\n \"\"; flat = false;", SETTING_SORT, "", "sort = \"\"; flat = false;" },
	{ "/* sort = \"mac\"; */\n", SETTING_SORT, "mtu", "/* sort = \"mac\"; */\nsort = \"mtu\";\n" },
	{ "keys = { tree = { sort = \"F6\"; }; };\n", SETTING_SORT, "mtu",
	  "keys = { tree = { sort = \"F6\"; }; };\nsort = \"mtu\";\n" },
	{ "theme = \"sort = x\";\r\n", SETTING_SORT, "mtu", "theme = \"sort = x\";\r\nsort = \"mtu\";\n" },
	{ "", SETTING_FLAT, "true", "flat = true;\n" },
	{ "columns = \"name,mac\";", SETTING_COLUMNS, "name,vendor:a\"b\\\\c", "columns = \"name,vendor:a\\\"b\\\\\\\\c\";" },
};

static void a_save_changes_the_value_and_leaves_everything_else_as_somebody_wrote_it(void **state)
{
	struct error words;

	(void)state;
	for (size_t i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
		home_put(HOME_CONFIG, edits[i].before);
		if (save(edits[i].setting, edits[i].value, &words) < 0)
			fail_msg("%s: %s", edits[i].before, words.words);
		assert_string_equal(home_get(HOME_CONFIG), edits[i].after);
	}
}

static void what_the_file_says_already_is_not_written(void **state)
{
	struct error words;

	(void)state;
	home_put(HOME_CONFIG, "delay = 2.0;");
	chmod(home_path(HOME_CONFIG), 0444);
	assert_int_equal(save(SETTING_DELAY, "2", &words), 0);
	assert_non_null(strstr(words.words, "nothing to save"));
	assert_string_equal(home_get(HOME_CONFIG), "delay = 2.0;");
}

static void a_flag_is_never_saved_and_what_a_key_changed_after_it_is(void **state)
{
	struct configuration configuration;
	struct setting_layer command = { 0 };
	struct setting_layer now = { 0 };
	struct error words = { 0 };

	(void)state;
	assert_int_equal(setting_layer_set(&command, SETTING_DELAY, "7"), 0);
	assert_int_equal(setting_layer_set(&command, SETTING_FLAT, "true"), 0);
	assert_int_equal(configuration_load(&configuration, &command, NULL, true, &words), 0);
	assert_int_equal(setting_layer_set(&now, SETTING_DELAY, "7"), 0);
	assert_int_equal(setting_layer_set(&now, SETTING_FLAT, "true"), 0);
	assert_int_equal(configuration_save(&configuration, &now, &words), 0);
	assert_null(home_get(HOME_CONFIG));
	assert_int_equal(configuration_remember(&configuration, &now, NULL, 0, &words), 0);
	assert_null(strstr(home_get(HOME_STATE), "flat"));
	assert_int_equal(setting_layer_set(&now, SETTING_DELAY, "9"), 0);
	assert_int_equal(configuration_save(&configuration, &now, &words), 0);
	assert_non_null(strstr(home_get(HOME_CONFIG), "delay = 9;"));
	assert_null(strstr(home_get(HOME_CONFIG), "flat"));
	configuration_free(&configuration);
	setting_layer_free(&command);
	setting_layer_free(&now);
}

static void a_file_with_a_mistake_is_not_written_over(void **state)
{
	struct error words;

	(void)state;
	home_put(HOME_CONFIG, "delay = 2;\nmouse = ;\n# precious\n");
	assert_true(save(SETTING_DELAY, "3", &words) < 0);
	assert_non_null(strstr(words.words, "not saved, mend the file first: "));
	assert_non_null(strstr(words.words, "vdpatop.conf:2:"));
	assert_string_equal(home_get(HOME_CONFIG), "delay = 2;\nmouse = ;\n# precious\n");
}

static void a_file_where_nothing_can_be_said_is_left_alone(void **state)
{
	static const char *const texts[] = { "flat = true; /* to be continued", "@include \"" };
	struct error words;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		home_put(HOME_CONFIG, texts[i]);
		assert_int_equal(save(SETTING_DELAY, "3", &words), -EINVAL);
		assert_non_null(strstr(words.words, "no good place for delay"));
		assert_string_equal(home_get(HOME_CONFIG), texts[i]);
	}
}

static void a_value_that_is_wrong_there_is_written_right(void **state)
{
	struct error words;

	(void)state;
	home_put(HOME_CONFIG, "delay = { a = 1; b = (2, 3); }; mouse = true;\n");
	assert_int_equal(save(SETTING_DELAY, "3", &words), 0);
	assert_string_equal(home_get(HOME_CONFIG), "delay = 3; mouse = true;\n");
}

static void what_an_included_file_sets_is_left_to_the_person(void **state)
{
	struct error words;

	(void)state;
	home_put(".config/vdpatop/more.conf", "delay = 2;\n");
	home_put(HOME_CONFIG, "@include \"more.conf\"\n");
	assert_int_equal(save(SETTING_DELAY, "3", &words), 0);
	assert_non_null(strstr(words.words, "not saved, since a file that "));
	assert_string_equal(home_get(HOME_CONFIG), "@include \"more.conf\"\n");
	assert_int_equal(save(SETTING_FLAT, "true", &words), 0);
	assert_string_equal(home_get(HOME_CONFIG), "@include \"more.conf\"\nflat = true;\n");
	assert_string_equal(home_get(".config/vdpatop/more.conf"), "delay = 2;\n");
}

static void a_link_stays_a_link_and_the_mode_stays_what_it_was(void **state)
{
	struct error words;
	struct stat status;

	(void)state;
	home_put("dotfiles/vdpatop.conf", "delay = 2;\n");
	chmod(home_path("dotfiles/vdpatop.conf"), 0644);
	home_put(".config/vdpatop/x", "");
	assert_int_equal(symlink("../../dotfiles/vdpatop.conf", home_path(HOME_CONFIG)), 0);
	assert_int_equal(save(SETTING_DELAY, "3", &words), 0);
	assert_int_equal(lstat(home_path(HOME_CONFIG), &status), 0);
	assert_true(S_ISLNK(status.st_mode));
	assert_string_equal(home_get("dotfiles/vdpatop.conf"), "delay = 3;\n");
	assert_int_equal(home_mode("dotfiles/vdpatop.conf"), 0644);
	assert_int_equal(home_count("dotfiles"), 1);
}

static void a_link_to_what_is_not_there_yet_is_followed_too(void **state)
{
	struct error words;

	(void)state;
	home_put(".config/vdpatop/x", "");
	home_put("dotfiles/x", "");
	assert_int_equal(symlink("../../dotfiles/new.conf", home_path(HOME_CONFIG)), 0);
	assert_int_equal(save(SETTING_DELAY, "3", &words), 0);
	assert_non_null(home_get("dotfiles/new.conf"));
}

static void a_disk_without_room_leaves_the_old_file_and_nothing_beside_it(void **state)
{
	const struct rlimit none = { 0, RLIM_INFINITY };
	struct rlimit before;
	struct error words;
	int result;

	(void)state;
	home_put(HOME_CONFIG, "delay = 2;\n");
	getrlimit(RLIMIT_FSIZE, &before);
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &none);
	result = save(SETTING_DELAY, "3", &words);
	setrlimit(RLIMIT_FSIZE, &before);
	assert_int_equal(result, -EFBIG);
	assert_non_null(strstr(words.words, "not saved: "));
	assert_non_null(strstr(words.words, "File too large"));
	assert_string_equal(home_get(HOME_CONFIG), "delay = 2;\n");
	assert_int_equal(home_count(".config/vdpatop"), 1);
}

static void what_is_no_plain_file_is_not_replaced(void **state)
{
	struct error words = { 0 };

	(void)state;
	assert_int_equal(replace_file("/dev/null", "x", 1, REPLACE_PRIVATE, &words), -EINVAL);
	assert_non_null(strstr(words.words, "/dev/null: is no regular file"));
	assert_int_equal(replace_file(home_path(""), "x", 1, REPLACE_PRIVATE, &words), -EISDIR);
	home_put("file", "");
	assert_int_equal(replace_file(home_path("file/below"), "x", 1, REPLACE_PRIVATE, &words), -ENOTDIR);
}

static void a_home_that_nobody_may_write_is_said(void **state)
{
	struct error words;

	(void)state;
	if (geteuid() == 0)
		skip(); /* may write everywhere */
	chmod(home_path(""), 0500);
	assert_int_equal(save(SETTING_DELAY, "3", &words), -EACCES);
	assert_non_null(strstr(words.words, "Permission denied"));
}

static void without_a_home_saving_says_why_it_cannot(void **state)
{
	struct error words;

	(void)state;
	unsetenv("HOME");
	assert_int_equal(save(SETTING_DELAY, "3", &words), -ENOENT);
	assert_non_null(strstr(words.words, "neither XDG_CONFIG_HOME nor HOME"));
}

/* THE STATE FILE */

static void remember(const char *sort, const char *const *folds, size_t count)
{
	struct configuration configuration;
	struct setting_layer now = { 0 };
	struct error words = { 0 };

	home_load(&configuration);
	assert_int_equal(setting_layer_set(&now, SETTING_SORT, sort), 0);
	assert_int_equal(setting_layer_set(&now, SETTING_DELAY, "9"), 0);
	if (configuration_remember(&configuration, &now, folds, count, &words) < 0)
		fail_msg("%s", words.words);
	configuration_free(&configuration);
	setting_layer_free(&now);
}

static const char *sort_of_next_run(void)
{
	static char sort[64];
	struct configuration configuration;

	home_load(&configuration);
	assert_int_equal(complaints_total(&configuration.complaints), 0);
	strcpy(sort, configuration_get(&configuration, SETTING_SORT));
	configuration_free(&configuration);
	return sort;
}

static void what_the_screen_remembers_comes_back_and_the_configuration_is_not_touched(void **state)
{
	(void)state;
	remember("mac", NULL, 0);
	assert_string_equal(sort_of_next_run(), "mac");
	assert_null(home_get(HOME_CONFIG));
	assert_null(strstr(home_get(HOME_STATE), "delay"));
	assert_int_equal(home_mode(HOME_STATE), 0600);
	remember("", NULL, 0);
	assert_string_equal(sort_of_next_run(), "");
}

static void a_configuration_that_changed_is_over_what_was_remembered(void **state)
{
	(void)state;
	home_put(HOME_CONFIG, "sort = \"mtu\";");
	remember("mac", NULL, 0);
	assert_string_equal(sort_of_next_run(), "mac");
	home_put(HOME_CONFIG, "sort = \"link\";");
	assert_string_equal(sort_of_next_run(), "link");
}

static void nothing_is_remembered_when_nothing_is_to_be(void **state)
{
	(void)state;
	remember("mac", NULL, 0);
	home_put(HOME_CONFIG, "remember = false;");
	assert_string_equal(sort_of_next_run(), "");
	unlink(home_path(HOME_STATE));
	remember("mac", NULL, 0);
	assert_null(home_get(HOME_STATE));
}

static void names_of_folds_hold_any_byte(void **state)
{
	static const char *const folds[] = { "pci/0000:03:00.2", "a\"b\\c\n\x1b\xff", "\xc3\xbc" };
	struct configuration configuration;

	(void)state;
	remember("", folds, 3);
	home_load(&configuration);
	assert_int_equal(configuration.state.folds.count, 3);
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(*array_at(&configuration.state.folds, char *, i), folds[i]);
	configuration_free(&configuration);
}

static void a_state_file_of_garbage_is_said_and_written_anew(void **state)
{
	struct configuration configuration;

	(void)state;
	home_put(HOME_STATE, "sort = { value = \"mac\"; beside = \"\"; };\nfolds = [ ;\n");
	home_load(&configuration);
	assert_true(home_complains(&configuration, "state:2: "));
	assert_string_equal(configuration_get(&configuration, SETTING_SORT), "mac");
	configuration_free(&configuration);
	home_put(HOME_STATE, "sort = 1; folds = \"x\"; flat = { value = \"maybe\"; beside = \"false\"; }; later = 1;");
	assert_string_equal(sort_of_next_run(), "");
	remember("mtu", NULL, 0);
	assert_string_equal(sort_of_next_run(), "mtu");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, home_open, home_close)

static const struct CMUnitTest tests[] = {
	TEST(a_first_save_makes_the_folders_and_a_file_of_the_person_alone),
	TEST(a_save_changes_the_value_and_leaves_everything_else_as_somebody_wrote_it),
	TEST(what_the_file_says_already_is_not_written),
	TEST(a_flag_is_never_saved_and_what_a_key_changed_after_it_is),
	TEST(a_file_with_a_mistake_is_not_written_over),
	TEST(a_file_where_nothing_can_be_said_is_left_alone),
	TEST(a_value_that_is_wrong_there_is_written_right),
	TEST(what_an_included_file_sets_is_left_to_the_person),
	TEST(a_link_stays_a_link_and_the_mode_stays_what_it_was),
	TEST(a_link_to_what_is_not_there_yet_is_followed_too),
	TEST(a_disk_without_room_leaves_the_old_file_and_nothing_beside_it),
	TEST(what_is_no_plain_file_is_not_replaced),
	TEST(a_home_that_nobody_may_write_is_said),
	TEST(without_a_home_saving_says_why_it_cannot),
	TEST(what_the_screen_remembers_comes_back_and_the_configuration_is_not_touched),
	TEST(a_configuration_that_changed_is_over_what_was_remembered),
	TEST(nothing_is_remembered_when_nothing_is_to_be),
	TEST(names_of_folds_hold_any_byte),
	TEST(a_state_file_of_garbage_is_said_and_written_anew),
};

UNIT_MAIN(save)
