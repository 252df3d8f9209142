/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the filter hides and what the search finds, as it is typed. */
#include "tree_stage.h"

#include "unit.h"

static void an_expression_that_is_begun_leaves_the_list_as_it_was(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	press(&stage, "F4");
	expect_words(&stage, "words  /regex/  !not  column:value");
	type(&stage, "/");
	assert_string_equal(shown(&stage), ">" PCI ", foo0, foo1, vdpasim_blk");
	expect_no_words(&stage, "filter:");
	type(&stage, "(");
	assert_string_equal(shown(&stage), ">" PCI ", foo0, foo1, vdpasim_blk");
	type(&stage, "oo1)/");
	assert_string_equal(shown(&stage), ">" PCI ", foo1");
	stage_end(&stage);
}

static void a_filter_holds_as_it_is_typed_and_escape_takes_it_back(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	press(&stage, "F4");
	type(&stage, "foo1");
	assert_string_equal(shown(&stage), ">" PCI ", foo1");
	expect_words(&stage, "filter: foo1 (1 of 2 devices)");
	press(&stage, "Backspace");
	assert_string_equal(shown(&stage), ">" PCI ", foo0, foo1");
	press(&stage, "Esc");
	assert_string_equal(shown(&stage), ">" PCI ", foo0, foo1, vdpasim_blk");
	expect_no_words(&stage, "filter:");
	stage_end(&stage);
}

static void a_filter_that_is_kept_goes_with_escape_in_the_tree(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	press(&stage, "\\");
	type(&stage, "foo1");
	press(&stage, "Enter");
	assert_string_equal(shown(&stage), ">" PCI ", foo1");
	press(&stage, "Esc");
	assert_string_equal(shown(&stage), ">" PCI ", foo0, foo1, vdpasim_blk");
	stage_end(&stage);
}

static void a_filter_can_be_opened_again_and_is_as_before_when_that_is_cancelled(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	press(&stage, "F4");
	type(&stage, "foo1");
	press(&stage, "Enter");
	press(&stage, "F4");
	press(&stage, "^U");
	assert_string_equal(shown(&stage), ">" PCI ", foo0, foo1, vdpasim_blk");
	press(&stage, "Esc");
	assert_string_equal(shown(&stage), ">" PCI ", foo1");
	stage_end(&stage);
}

static void while_an_expression_is_wrong_the_rows_stay(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	press(&stage, "F4");
	type(&stage, "foo1 /(");
	assert_string_equal(shown(&stage), ">" PCI ", foo1");
	expect_words(&stage, "Filter: foo1 /(");
	expect_words(&stage, "/(/: ");
	press(&stage, "Enter");
	expect_words(&stage, "Filter: foo1 /(");
	stage_end(&stage);
}

static void what_matches_in_a_folded_device_shows_and_can_be_folded_again(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	press(&stage, "F4");
	type(&stage, "tx");
	press(&stage, "Enter");
	assert_string_equal(shown(&stage), ">" PCI ", foo0, tx 0, foo1, tx 0");
	press(&stage, "Down");
	press(&stage, "Left");
	assert_string_equal(shown(&stage), PCI ", >foo0, foo1, tx 0");
	press(&stage, "Esc");
	assert_string_equal(shown(&stage), PCI ", >foo0, foo1, vdpasim_blk");
	stage_end(&stage);
}

static void words_taken_back_bring_the_selection_back(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	go_down(&stage, 3); /* tx 0 of foo0 */
	press(&stage, "F4");
	type(&stage, "foo1");
	assert_string_equal(shown(&stage), ">" PCI ", foo1, rx 0, tx 0, ctrl");
	press(&stage, "^U");
	assert_string_equal(shown(&stage),
			    PCI ", foo0, rx 0, >tx 0, ctrl, foo1, rx 0, tx 0, ctrl, vdpasim_blk");
	type(&stage, "foo1");
	press(&stage, "Esc");
	assert_string_equal(shown(&stage),
			    PCI ", foo0, rx 0, >tx 0, ctrl, foo1, rx 0, tx 0, ctrl, vdpasim_blk");
	stage_end(&stage);
}

static void nothing_that_matches_is_said_in_figures_and_the_selection_waits(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	go_down(&stage, 2);
	press(&stage, "F4");
	type(&stage, "nobody");
	expect_row(&stage, 3, " no row matches the filter");
	expect_words(&stage, "filter: nobody (0 of 2 devices)");
	press(&stage, "Enter");
	expect_row(&stage, 3, " no row matches the filter: Esc shows all rows again");
	pass_a_second(&stage);
	press(&stage, "Esc");
	assert_string_equal(shown(&stage), PCI ", foo0, >foo1, vdpasim_blk");
	stage_end(&stage);
}

static void a_search_goes_to_the_first_row_that_says_it_and_opens_its_device(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	press(&stage, "/");
	type(&stage, "tx");
	assert_string_equal(shown(&stage), PCI ", foo0, rx 0, >tx 0, ctrl, foo1, vdpasim_blk");
	press(&stage, "Enter");
	press(&stage, "n");
	assert_string_equal(shown(&stage),
			    PCI ", foo0, rx 0, tx 0, ctrl, foo1, rx 0, >tx 0, ctrl, vdpasim_blk");
	press(&stage, "n");
	expect_words(&stage, "searched on from the beginning");
	assert_string_equal(shown(&stage),
			    PCI ", foo0, rx 0, >tx 0, ctrl, foo1, rx 0, tx 0, ctrl, vdpasim_blk");
	press(&stage, "N");
	expect_words(&stage, "searched on from the end");
	stage_end(&stage);
}

static void what_a_search_opened_on_its_way_is_folded_again(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	press(&stage, "/");
	type(&stage, "t"); /* tx 0 of foo0, virtio_vdpa of foo1 comes later */
	type(&stage, "h3");
	assert_string_equal(shown(&stage), PCI ", foo0, >foo1, vdpasim_blk");
	press(&stage, "Esc");
	assert_string_equal(shown(&stage), ">" PCI ", foo0, foo1, vdpasim_blk");
	stage_end(&stage);
}

static void all_that_says_it_is_highlighted_until_escape(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	press(&stage, "/");
	type(&stage, "FOO");
	assert_int_equal(style_of(&stage, "foo1"), STYLE_MATCH);
	assert_int_equal(style_of(&stage, "1    "), STYLE_DEVICE);
	assert_int_equal(style_of(&stage, "foo0"), STYLE_MATCH);
	press(&stage, "Enter");
	assert_int_equal(style_of(&stage, "foo1"), STYLE_MATCH);
	press(&stage, "Esc");
	assert_int_equal(style_of(&stage, "foo1"), STYLE_DEVICE);
	press(&stage, "n");
	expect_words(&stage, "nothing is searched for: F3 searches");
	stage_end(&stage);
}

static void a_search_without_a_hit_says_so_and_selects_what_was_selected(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	go_down(&stage, 1);
	press(&stage, "/");
	type(&stage, "foo12");
	expect_words(&stage, "no row says so");
	assert_string_equal(shown(&stage), PCI ", >foo0, foo1, vdpasim_blk");
	type(&stage, "3"); /* which goes on */
	expect_words(&stage, "no row says so");
	press(&stage, "Backspace");
	press(&stage, "Backspace");
	assert_string_equal(shown(&stage), PCI ", foo0, >foo1, vdpasim_blk");
	expect_no_words(&stage, "no row says so");
	type(&stage, "zz");
	press(&stage, "Enter"); /* leaves the line, and says what came of it */
	expect_words(&stage, " no row says so");
	assert_int_equal(press(&stage, "q"), VIEW_QUIT);
	stage_end(&stage);
}

static void what_a_filter_hides_is_not_found(void **state)
{
	struct stage stage = folded_stage();

	(void)state;
	press(&stage, "F4");
	type(&stage, "foo1");
	press(&stage, "Enter");
	press(&stage, "/");
	type(&stage, "foo0");
	expect_words(&stage, "no row says so");
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(an_expression_that_is_begun_leaves_the_list_as_it_was),
	cmocka_unit_test(a_filter_holds_as_it_is_typed_and_escape_takes_it_back),
	cmocka_unit_test(a_filter_that_is_kept_goes_with_escape_in_the_tree),
	cmocka_unit_test(a_filter_can_be_opened_again_and_is_as_before_when_that_is_cancelled),
	cmocka_unit_test(while_an_expression_is_wrong_the_rows_stay),
	cmocka_unit_test(what_matches_in_a_folded_device_shows_and_can_be_folded_again),
	cmocka_unit_test(words_taken_back_bring_the_selection_back),
	cmocka_unit_test(nothing_that_matches_is_said_in_figures_and_the_selection_waits),
	cmocka_unit_test(a_search_goes_to_the_first_row_that_says_it_and_opens_its_device),
	cmocka_unit_test(what_a_search_opened_on_its_way_is_folded_again),
	cmocka_unit_test(all_that_says_it_is_highlighted_until_escape),
	cmocka_unit_test(a_search_without_a_hit_says_so_and_selects_what_was_selected),
	cmocka_unit_test(what_a_filter_hides_is_not_found),
};

UNIT_MAIN(tree_find)
