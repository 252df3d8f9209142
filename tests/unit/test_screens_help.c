/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The help: keys of where one was first, then those that work everywhere; what words and signs mean. */
#include "stage.h"

#include <string.h>

#include "unit.h"

#define HELP_KEYS " Z Pause Esc Back F10 Quit"
#define LEFT_OUT " ≥ left out: kicks of 1 queue in use; its row says why"

static struct stage help_stage(int rows, int columns)
{
	struct stage stage = stage_sized(scene_rack, 30, rows, columns);

	press(&stage, "F1");
	return stage;
}

/* The title says which rows of the text these are; of how many changes with every key. */
static void expect_title(struct stage *stage, const char *rows)
{
	assert_int_equal(row_with(stage, " ─ Help ─"), 2);
	assert_int_equal(row_with(stage, rows), 2);
}

/*
 * How to leave it stands first; then the keys of the tree, which it was called from, each with what it does.
 * The line at the top says that there is more, and data goes on above it.
 */
static void the_help_on_80x24_begins_with_the_keys_of_the_tree(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices            1.0s  14:03:07",
		" kicks/s ≥6.55k ▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇  wqes/s   614k ▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇    10 ok  3 idle",
		MORE_ROWS,
		" F1 ? h       show or leave this help",
		"",
		" Keys: Tree",
		" F2 S         choose, order and resize the columns",
		" F3 /         search as you type",
		" F4 \\         show only what matches: words, /regex/, !not, column:value",
		" F5 t         show the tree, or queues alone",
		" F6           choose what to sort by",
		MORE_ROWS,
		LEFT_OUT,
		HELP_KEYS,
		NULL,
	};
	struct stage stage = help_stage(24, 80);

	(void)state;
	expect_title(&stage, "─ rows 1-19 of ");
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* Words, events and health are at the end: what "stalled" and "≥" mean is two keys away. */
static void the_end_of_the_help_on_80x24_says_what_the_screen_s_words_mean(void **state)
{
	static const char *const picture[] = {
		MORE_ROWS,
		" Health, the worst first",
		" stalled      doorbells are rung or elements wait, and nothing is completed",
		MORE_ROWS,
		" idle         it can be read, and nothing moves",
		" ok           elements are completed",
		LEFT_OUT,
		HELP_KEYS,
		NULL,
	};
	struct stage stage = help_stage(24, 80);

	(void)state;
	press(&stage, "End");
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* The tree's keys are all there, and those that work everywhere begin. */
static void the_help_on_120x40_has_all_keys_of_the_tree(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices  13 queues                                         1.0s  14:03:07",
		" kicks/s ≥6.55k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇        wqes/s   614k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇          10 ok  3 idle",
		MORE_ROWS,
		" F1 ? h       show or leave this help",
		"",
		" Keys: Tree",
		" F2 S         choose, order and resize the columns",
		MORE_ROWS,
		" !            go to the next queue that is not well",
		MORE_ROWS,
		" p            show or hide the details below the tree",
		"",
		" Keys everywhere",
		MORE_ROWS,
		LEFT_OUT,
		HELP_KEYS,
		NULL,
	};
	struct stage stage = help_stage(40, 120);

	(void)state;
	expect_title(&stage, "─ rows 1-35 of ");
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* Where WORDS begin, in cells; they must be there. */
static int column_of_words(struct stage *stage, const char *words)
{
	int row = row_with(stage, words);
	const char *text;

	assert_true(row >= 0);
	text = row_text(stage, row);
	return (int)(strstr(text, words) - text);
}

/*
 * Two columns: the tree's keys at the left, the other modes at the right; what is
 * beside what changes with every key that is added, and is left out.
 */
static void the_help_on_200x50_stands_in_two_columns(void **state)
{
	struct stage stage = help_stage(50, 200);

	(void)state;
	assert_int_equal(row_with(&stage, "Keys: Tree"), 5);
	assert_int_equal(column_of_words(&stage, "Keys: Tree"), 1);
	assert_int_equal(column_of_words(&stage, "Keys: Details"), 101);
	assert_int_equal(column_of_words(&stage, "Keys: Graphs"), 101);
	expect_row(&stage, 48, LEFT_OUT);
	expect_row(&stage, 49, HELP_KEYS);
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_help_on_80x24_begins_with_the_keys_of_the_tree),
	cmocka_unit_test(the_end_of_the_help_on_80x24_says_what_the_screen_s_words_mean),
	cmocka_unit_test(the_help_on_120x40_has_all_keys_of_the_tree),
	cmocka_unit_test(the_help_on_200x50_stands_in_two_columns),
};

UNIT_MAIN(screens_help)
