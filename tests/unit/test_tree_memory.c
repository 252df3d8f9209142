/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tree when memory runs out: every allocation of a key, and of the frame after it, is made to
 * fail once. Nothing breaks, a frame that was drawn holds together, and with memory again all is there.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "scarce.h"
#include "tree_stage.h"
#include "view/view_private.h"

#include "unit.h"

/* Keys whose work needs memory, after others that bring the tree to where it does. */
static const struct {
	const char *before, *key;
} scarcities[] = {
	{ "*", "F5" },   { "> > > >", ">" }, { "*", ">" },     { "F5", "<" },  { "*", "Down" },
	{ "Down", "c" }, { "c", "Space" },   { "F4 f o o", "1" }, { "F4 t", "x" },  { "F4 / f", "o" },
	{ "/ t", "x" },  { "* / t", "x" },   { "/ t x Enter", "n" }, { "F4 t x Enter", "Esc" },
	{ "Down Left", "Right" },
};

static void press_unseen(struct stage *stage, const char *keys)
{
	char words[64];
	char *rest = words;

	strcpy(words, keys);
	for (char *key = strsep(&rest, " "); key; key = strsep(&rest, " "))
		view_key(stage->view, stage->model, key);
}

/* What a frame is drawn of hangs together. */
static void check_rows(struct stage *stage)
{
	struct tree *tree = &stage->view->tree;

	assert_true(!tree->rows.count || tree->position < tree->rows.count);
	for (size_t i = 0; i < tree->rows.count; i++) {
		struct row row = rows_at(&tree->rows, stage->model, i);
		size_t position;

		assert_true(rows_find(&tree->rows, stage->model, row.name, &position));
		assert_int_equal(position, i);
	}
}

/* Returns whether the allocation that was to fail came to pass. */
static bool try_scarcity(size_t nth, long failing)
{
	struct stage stage = stage_of(scene_host, 3);
	bool was_reached;
	int result;

	stage_draw(&stage);
	press_unseen(&stage, scarcities[nth].before);
	stage_draw(&stage);
	until_failure = failing;
	view_key(stage.view, stage.model, scarcities[nth].key);
	result = view_draw(stage.view, stage.model, &stage.status, &stage.frame);
	was_reached = until_failure < 0;
	until_failure = -1;
	assert_true(result == 0 || result == -ENOMEM);
	check_rows(&stage);
	pass_a_second(&stage);
	check_rows(&stage);
	assert_true(stage.view->tree.rows.count > 0);
	stage_end(&stage);
	return was_reached;
}

static void whatever_allocation_fails_the_tree_holds_together(void **state)
{
	long all = 0;

	(void)state;
	for (size_t nth = 0; nth < sizeof(scarcities) / sizeof(scarcities[0]); nth++) {
		long failing = 0;

		while (try_scarcity(nth, failing))
			failing++;
		assert_true(failing < 200);
		all += failing;
	}
	assert_true(all > 20); /* or none of it needs memory any more */
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(whatever_allocation_fails_the_tree_holds_together),
};

UNIT_MAIN(tree_memory)
