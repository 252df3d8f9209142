/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page of graphs: what stands on it, and how one moves in it. Charts alone are in test_chart.c. */
#include <errno.h>
#include <string.h>

#include "stage.h"
#include "unit.h"

static struct stage graphs_of_tx0(int seconds)
{
	struct stage stage = stage_of(scene_host, seconds);

	for (int i = 0; i < 3; i++)
		press(&stage, "Down");
	press(&stage, "g");
	return stage;
}

static void a_queue_shows_its_doorbells_and_that_nothing_is_completed(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  2 mgmtdevs  2 devices  6 queues  1.0s  14:03:07",
		" kicks/s  8.50k ▇▇▇▇▇▇▇▇▇  wqes/s   611k ▇▇▇▇▇▇▇▇▇    3 ok  2 idle  ▲ 1 stalled",
		" ─ foo0 tx 0 ─ kicks/s ─ now 2.10k  min 2.10k  avg 2.10k  max 2.10k ───────────",
		"   3.00k",
		"",
		"                                                  ▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅",
		"                                                  █████████████████████████████",
		"   1.50k                                          █████████████████████████████",
		"                                                  █████████████████████████████",
		"                                                  █████████████████████████████",
		"       0                                          █████████████████████████████",
		" ─ foo0 tx 0 ─ wqes/s ─ now 0  min 0  avg 0  max 0 ────────────────────────────",
		"       1",
		"",
		"",
		"",
		"     0.5",
		"",
		"",
		"       0                                          ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁",
		"                  -1m                           -30s                        now",
		"",
	};
	struct stage stage = graphs_of_tx0(30);

	(void)state;
	stage_draw(&stage);
	for (int row = 0; row < 22; row++)
		expect_row(&stage, row, picture[row]);
	stage_end(&stage);
}

static void new_samples_come_while_it_is_open(void **state)
{
	struct stage stage = graphs_of_tx0(30);

	(void)state;
	stage.scene.devices[0].queues[1].code = -ENODATA; /* a gap, not a 0 */
	pass_a_second(&stage);
	expect_words(&stage, "kicks/s ─ now –  min 2.10k");
	expect_row(&stage, 10, "       0                                         █████████████████████████████");
	stage_end(&stage);
}

static void scrolled_back_it_stands_still_and_says_the_clock(void **state)
{
	struct stage stage = graphs_of_tx0(200);
	char before[512];

	(void)state;
	press(&stage, "Left");
	expect_words(&stage, "kicks/s ─ 14:02:49 2.10k");
	expect_words(&stage, "14:02:19               14:02:49"); /* a quarter of 70 bars before */
	strcpy(before, row_text(&stage, 21));
	pass_a_second(&stage);
	pass_a_second(&stage);
	assert_string_equal(row_text(&stage, 21), before);
	press(&stage, "Right");
	expect_words(&stage, "14:02:37");
	press(&stage, "End");
	expect_words(&stage, "-30s                        now");
	stage_end(&stage);
}

static void one_cannot_scroll_past_what_is_remembered(void **state)
{
	struct stage stage = graphs_of_tx0(100);

	(void)state;
	for (int i = 0; i < 10; i++)
		press(&stage, "Left");
	expect_words(&stage, "all that is remembered stands on the screen");
	expect_words(&stage, "14:02:37 2.10k"); /* 70 bars from the first sample, of 14:01:28 */
	press(&stage, "End");
	press(&stage, "Home");
	expect_words(&stage, "14:02:37 2.10k");
	stage_end(&stage);
}

static void zoomed_out_more_of_the_past_fits(void **state)
{
	struct stage stage = graphs_of_tx0(200);

	(void)state;
	expect_words(&stage, "-1m");
	expect_no_words(&stage, "-2m");
	press(&stage, "-");
	expect_words(&stage, "-2m");
	expect_words(&stage, "2s/bar ");
	for (int i = 0; i < 3; i++)
		press(&stage, "-");
	expect_words(&stage, "30s/bar ");
	assert_int_equal(press(&stage, "-"), VIEW_NOTHING);
	for (int i = 0; i < 4; i++)
		press(&stage, "+");
	expect_no_words(&stage, "/bar");
	stage_end(&stage);
}

static void one_counter_alone_gets_all_the_room(void **state)
{
	struct stage stage = graphs_of_tx0(30);

	(void)state;
	press(&stage, "2");
	expect_words(&stage, "wqes/s");
	expect_no_words(&stage, "─ kicks/s ─");
	expect_words(&stage, " 2 of 2 ─");
	assert_int_equal(press(&stage, "9"), VIEW_NOTHING);
	press(&stage, "Tab");
	expect_words(&stage, "─ kicks/s ─");
	expect_words(&stage, "─ wqes/s ─");
	press(&stage, "Tab");
	expect_no_words(&stage, "─ wqes/s ─");
	press(&stage, "0");
	expect_words(&stage, "─ wqes/s ─");
	stage_end(&stage);
}

static void other_rows_and_the_whole_host_are_a_key_away(void **state)
{
	struct stage stage = graphs_of_tx0(30);

	(void)state;
	press(&stage, "Up");
	expect_words(&stage, "─ foo0 rx 0 ─ kicks/s ─ now 2.00k");
	press(&stage, "Backspace");
	expect_words(&stage, "─ foo0 ─ kicks/s ─ now 4.10k");
	press(&stage, "Backspace");
	expect_words(&stage, "─ pci/0000:03:00.2 ─ kicks/s ─ now 8.50k");
	press(&stage, "Backspace");
	expect_words(&stage, "─ all devices ─ kicks/s ─ now 8.50k");
	press(&stage, "End");
	press(&stage, "Down");
	expect_words(&stage, "─ foo0 tx 0 ─ kicks/s");
	press(&stage, "g");
	expect_words(&stage, "DEVICE");
	stage_end(&stage);
}

/* What a queue belongs to is looked at in passing: one is back where one was. */
static void what_a_row_belongs_to_is_drawn_and_the_row_stays_selected(void **state)
{
	struct stage stage = graphs_of_tx0(30);

	(void)state;
	for (int i = 0; i < 5; i++)
		press(&stage, "Backspace");
	expect_words(&stage, "─ all devices ─ kicks/s");
	press(&stage, "g");
	expect_words(&stage, " ─ foo0 tx 0 ──");
	press(&stage, "g");
	expect_words(&stage, "─ foo0 tx 0 ─ kicks/s");
	press(&stage, "g");
	press(&stage, "F5"); /* in the list of queues, too, which has no rows of devices */
	press(&stage, "g");
	press(&stage, "Backspace");
	expect_words(&stage, "─ foo0 ─ kicks/s");
	stage_end(&stage);
}

static void what_is_not_counted_says_why(void **state)
{
	struct scene scene = scene_host;
	struct stage stage;

	(void)state;
	for (int queue = 0; queue < 3; queue++)
		scene.devices[0].queues[queue].kicks = -1;
	stage = stage_of(scene, 5);
	for (int i = 0; i < 3; i++)
		press(&stage, "Down");
	press(&stage, "g");
	expect_row(&stage, 3, " this kernel does not count doorbells");
	expect_words(&stage, "─ wqes/s ─");
	expect_row(&stage, 4, " ─ foo0 tx 0 ─ wqes/s ─ now 0  min 0  avg 0  max 0 ────────────────────────────");
	press(&stage, "End");
	stage_end(&stage);
}

static void every_size_and_every_row_can_be_drawn(void **state)
{
	struct stage stage = graphs_of_tx0(90);

	(void)state;
	for (int rows = 1; rows <= 30; rows++) {
		for (int columns = 1; columns <= 130; columns += 1 + columns / 20) {
			assert_int_equal(frame_resize(&stage.frame, rows, columns), 0);
			press(&stage, columns % 2 ? "Left" : "Backspace");
			press(&stage, columns % 3 ? "-" : "Tab");
			press(&stage, columns % 5 ? "Up" : "End");
			for (int row = 0; row < rows; row++)
				assert_true(strlen(row_text(&stage, row)) < 8192);
		}
	}
	stage_end(&stage);
	stage = stage_of((struct scene){ .family = SNAPSHOT_FAMILY_NO_MODULE }, 2);
	press(&stage, "g");
	expect_words(&stage, "all devices");
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_queue_shows_its_doorbells_and_that_nothing_is_completed),
	cmocka_unit_test(new_samples_come_while_it_is_open),
	cmocka_unit_test(scrolled_back_it_stands_still_and_says_the_clock),
	cmocka_unit_test(one_cannot_scroll_past_what_is_remembered),
	cmocka_unit_test(zoomed_out_more_of_the_past_fits),
	cmocka_unit_test(one_counter_alone_gets_all_the_room),
	cmocka_unit_test(other_rows_and_the_whole_host_are_a_key_away),
	cmocka_unit_test(what_a_row_belongs_to_is_drawn_and_the_row_stays_selected),
	cmocka_unit_test(what_is_not_counted_says_why),
	cmocka_unit_test(every_size_and_every_row_can_be_drawn),
};

UNIT_MAIN(graph)
