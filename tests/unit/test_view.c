/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the reader must see: screens as pictures drawn from design.md's figure; blanks at the ends
 * of lines do not count.
 */
#include "stage.h"

#include <errno.h>
#include <string.h>

#include "unit.h"

static void the_tree_shows_devices_with_their_queues_and_what_moves(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  2 mgmtdevs  2 devices  6 queues  1.0s  14:03:07",
		" kicks/s  8.50k ▇▇▇▇▇▇▇▇▇  wqes/s   611k ▇▇▇▇▇▇▇▇▇    3 ok  2 idle  ▲ 1 stalled",
		" DEVICE               DRIVER      USED BY          VQS KICKS/s  WQES/s HEALTH",
		" ▾ pci/0000:03:00.2   mlx5_core   2 devices",
		"   ▾ foo0             vhost_vdpa  vm-web01 (4711)    3   4.10k    190k ▲ stalled",
		"       rx 0                                              2.00k    190k ok",
		"       tx 0                                              2.10k       0 ▲ stalled",
		"       ctrl                                                  0       0 idle",
		"   ▾ foo1             virtio_vdpa eth3               3   4.40k    421k ok",
		"       rx 0                                              4.30k    420k ok",
		"       tx 0                                                100   1.00k ok",
		"       ctrl                                                  0       0 idle",
		"   vdpasim_blk        vdpa_sim    0 devices",
		"",
		"",
		"",
		" ─ foo0 ───────────────────────────────────────────────────────────────────────",
		" mac 52:54:00:12:34:56  mtu 9000  link up  /dev/vhost-vdpa-0",
		" features  ● negotiated  ○ provisioned only  · supported only",
		"   ● MRG_RXBUF  ● CTRL_VQ  ● VERSION_1  ○ RING_PACKED  · RSS",
		"",
		"",
		"",
		" F1Help F2Setup F3Search F4Filter F5Tree F6Sort F7Add F8Delete F9Edit F10Quit",
	};
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	press(&stage, "Down");
	expect_screen(&stage, picture);
	stage_end(&stage);
}

static void in_ascii_every_sign_has_a_stand_in(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	stage_in_ascii(&stage);
	press(&stage, "Down");
	expect_row(&stage, 1,
		   " kicks/s  8.50k *********  wqes/s   611k *********    3 ok  2 idle  ! 1 stalled");
	expect_row(&stage, 4,
		   "   - foo0             vhost_vdpa  vm-web01 (4711)    3   4.10k    190k ! stalled");
	expect_row(&stage, 19, "   * MRG_RXBUF  * CTRL_VQ  * VERSION_1  o RING_PACKED  . RSS");
	for (int row = 0; row < 24; row++)
		for (const char *text = row_text(&stage, row); *text; text++)
			assert_in_range(*text, 0x20, 0x7e);
	stage_end(&stage);
}

static void a_wide_screen_adds_the_class_and_the_elements_per_doorbell(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	assert_int_equal(frame_resize(&stage.frame, 24, 97), 0);
	expect_row(&stage, 2, " DEVICE                 CLASS DRIVER      USED BY          VQS KICKS/s"
			      "  WQES/s WQE/KICK HEALTH");
	expect_row(&stage, 5, "       rx 0                                                      2.00k"
			      "    190k     95.0 ok");
	expect_row(&stage, 7, "       ctrl                                                          0"
			      "       0        – idle");
	stage_end(&stage);
}

static void the_details_of_a_queue_say_how_it_does_and_list_every_counter(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	for (int i = 0; i < 3; i++)
		press(&stage, "Down");
	expect_row(&stage, 16,
		   " ─ foo0 tx 0 ──────────────────────────────────────────────────────────────────");
	expect_words(&stage, "virtqueue 1  ▲ stalled: ");
	expect_words(&stage, " kicks 64000  2.10k/s ▇▇▇▇▇▇  wqes 1000  0/s ▁▁▁▁▁▁  from wqes");
	expect_words(&stage, " kickdoorbells                    64000 2.10k/s");
	stage_end(&stage);
}

static void a_hung_kernel_is_named_with_its_suspects_and_figures_are_dimmed(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	stage.scene.suspect = "vdpa dev del foo0";
	stage.scene.suspect_pid = 5000;
	pass_a_second(&stage);
	stage.status.connection = VIEW_BLOCKED;
	stage.status.since = stage.status.now - INT64_C(12000000000);
	expect_row(&stage, 2, " ▲ The kernel has not answered for 12s, since 14:02:56. Figures are old.");
	expect_row(&stage, 3, " Suspect: vdpa dev del foo0 (5000), deleting, waits in vhost_vdpa_remove");
	expect_row(&stage, 4, "   foo0 is held open by vm-web01 (4711), which must close /dev/vhost-vdpa-0");
	assert_int_equal(style_of(&stage, "4.10k"), STYLE_STALE);
	assert_int_equal(style_of(&stage, "8.50k"), STYLE_STALE);
	assert_int_equal(style_of(&stage, "190k stalled?"), STYLE_STALE);
	stage_end(&stage);
}

static void what_was_well_before_the_kernel_hung_is_doubted_until_it_answers(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	stage.status.connection = VIEW_BLOCKED;
	expect_words(&stage, "3 ok?  2 idle?  1 stalled?");
	expect_words(&stage, "2.00k    190k ok?");
	assert_int_equal(style_of(&stage, "ok?"), STYLE_STALE);
	for (int i = 0; i < 3; i++)
		press(&stage, "Down");
	assert_int_equal(style_of(&stage, "stalled?: "), STYLE_STALE);
	pass_a_second(&stage);
	expect_words(&stage, "3 ok  2 idle  ▲ 1 stalled");
	expect_no_words(&stage, "?");
	stage_end(&stage);
}

static void a_suspect_that_deletes_a_device_of_a_similar_name_blames_nobody(void **state)
{
	static const char *const others[] = { "vdpa dev del foo", "vdpa dev del xfoo0", "vdpa dev del foo00" };

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		struct scene scene = scene_host;
		struct stage stage;

		scene.suspect = others[i];
		scene.suspect_pid = 5000;
		stage = stage_of(scene, 5);
		stage.status.connection = VIEW_BLOCKED;
		expect_words(&stage, others[i]);
		expect_no_words(&stage, "held open");
		stage_end(&stage);
	}
}

static void a_mapped_doorbell_says_mapped_and_never_0(void **state)
{
	struct scene scene = scene_host;
	struct stage stage;

	(void)state;
	scene.devices[0].is_mapped = true;
	stage = stage_of(scene, 5);
	stage.status.now += INT64_C(60000000000);
	expect_row(&stage, 5,
		   "       rx 0                                             mapped    190k ok");
	press(&stage, "Down");
	press(&stage, "Down");
	expect_words(&stage, "doorbells go through a mapped page, no kernel code sees them");
	expect_words(&stage, " kicks mapped  ");
	expect_words(&stage, " kickdoorbells                   mapped");
	press(&stage, "Enter");
	expect_words(&stage, "   kickdoorbells            mapped");
	stage_end(&stage);
}

static void without_the_module_the_screen_says_what_to_do(void **state)
{
	struct stage stage = stage_of((struct scene){ .family = SNAPSHOT_FAMILY_NO_MODULE }, 1);

	(void)state;
	expect_words(&stage, " The vdpa kernel module is not loaded.");
	expect_words(&stage, "modprobe vdpa");
	expect_words(&stage, "vdpatop --demo");
	expect_no_words(&stage, "kicks/s");
	stage_end(&stage);
}

static void another_network_namespace_is_told_apart_from_a_missing_module(void **state)
{
	struct stage stage = stage_of((struct scene){ .family = SNAPSHOT_FAMILY_NO_NETNS }, 1);

	(void)state;
	expect_words(&stage, "initial network namespace");
	expect_no_words(&stage, "modprobe");
	stage_end(&stage);
}

static void before_the_first_answer_the_screen_says_that_it_waits_and_counts_nothing(void **state)
{
	struct stage stage = stage_of(scene_host, 0);

	(void)state;
	expect_row(&stage, 2, " Waiting for the kernel's first answer…");
	expect_no_words(&stage, "0 devices");
	stage_end(&stage);
}

static void without_the_right_figures_are_unknown_and_the_reason_is_said(void **state)
{
	struct stage stage = stage_of(scene_host, 0);

	(void)state;
	stage.scene.has_no_access = true;
	stage.scene.devices[0].code = stage.scene.devices[1].code = -EPERM;
	for (int i = 0; i < 3; i++)
		pass_a_second(&stage);
	stage.status.now = SCENE_NOW + INT64_C(60000000000);
	expect_row(&stage, 5,
		   "       rx 0                                                  –       – no_access");
	expect_row(&stage, 22, " counters need CAP_NET_ADMIN: run vdpatop as root");
	press(&stage, "Down");
	expect_row(&stage, 22, " – reading counters needs CAP_NET_ADMIN");
	stage_end(&stage);
}

static void a_stock_kernel_without_doorbells_shows_none_and_says_why(void **state)
{
	struct stage stage = stage_of(scene_host, 0);

	(void)state;
	for (int device = 0; device < 2; device++)
		for (int queue = 0; queue < 3; queue++)
			stage.scene.devices[device].queues[queue].kicks = -1;
	for (int i = 0; i < 4; i++)
		pass_a_second(&stage);
	stage.status.now = SCENE_NOW + INT64_C(60000000000);
	press(&stage, "Down");
	expect_row(&stage, 5,
		   "       rx 0                                                  –    190k ok");
	expect_row(&stage, 22, " – kicks: this kernel does not count doorbells");
	stage_end(&stage);
}

static void a_worker_that_died_is_named_and_figures_are_dimmed(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	stage.status.connection = VIEW_RESTARTED;
	expect_row(&stage, 2, " ▲ The worker that asks the kernel died; another was started.");
	assert_int_equal(style_of(&stage, "4.10k"), STYLE_STALE);
	stage.status.connection = VIEW_LOST;
	expect_row(&stage, 2, " ▲ The worker that asks the kernel died and cannot be started again.");
	assert_int_equal(style_of(&stage, "4.10k"), STYLE_STALE);
	stage_end(&stage);
}

static void a_kernel_that_hangs_from_the_start_still_shows_what_sysfs_says(void **state)
{
	struct stage stage = stage_of(scene_host, 0);

	(void)state;
	scene_tell_facts(stage.model, &stage.scene, SCENE_NOW);
	stage.status.connection = VIEW_BLOCKED;
	stage.status.since = SCENE_NOW - INT64_C(3000000000);
	expect_row(&stage, 2, " ▲ The kernel has not answered for 3s, since 14:03:04.");
	expect_row(&stage, 4, " ▾ seen in sysfs");
	expect_words(&stage, "foo0             vhost_vdpa  vm-web01 (4711)    –       –       –");
	expect_no_words(&stage, "0 queues");
	stage_end(&stage);
}

static void an_empty_host_says_how_to_make_a_device(void **state)
{
	struct scene scene = scene_host;
	struct stage stage;

	(void)state;
	scene.device_count = 0;
	stage = stage_of(scene, 1);
	expect_words(&stage, " No vDPA device yet.");
	expect_words(&stage, "vdpa dev add name vdpa0 mgmtdev pci/0000:03:00.2");
	stage_end(&stage);
	stage = stage_of((struct scene){ 0 }, 1);
	expect_words(&stage, " No management device yet");
	stage_end(&stage);
}

static void a_message_goes_before_everything_else_on_the_status_line(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	stage.status.level = MODEL_ERROR;
	stage.status.message = "foo9: \x1b[31mNo such device";
	expect_row(&stage, 22, " foo9: \\x1b[31mNo such device");
	assert_int_equal(style_of(&stage, "foo9"), STYLE_STATUS_ERROR);
	stage_end(&stage);
}

static void a_pattern_that_matches_nothing_is_named(void **state)
{
	struct scene scene = scene_host;
	struct stage stage;

	(void)state;
	scene.device_count = 0;
	stage = stage_of(scene, 2);
	stage.status.filter = "-D 'vm*'";
	stage_draw(&stage);
	expect_words(&stage, " No device matches -D 'vm*'.");
	expect_no_words(&stage, "Make one");
	stage_end(&stage);
}

static void an_arrival_does_not_hide_a_scrape_error_but_a_stall_does(void **state)
{
	struct scene scene = scene_host;
	struct stage stage = stage_of(scene, 2);

	(void)state;
	stage.scene.errors = 2;
	stage.scene.reason = "an answer was cut short";
	model_add_event(stage.model, stage.status.now, MODEL_EVENT_ADDED, "foo9: added");
	pass_a_second(&stage);
	expect_words(&stage, "2 answers of the kernel are missing: an answer was cut");
	expect_words(&stage, "(+1 more)");
	stage.status.now += INT64_C(13000000000);
	expect_words(&stage, "2 scrape errors");
	model_add_event(stage.model, stage.status.now, MODEL_EVENT_STALLED, "foo0: tx 0 stalled");
	stage_draw(&stage);
	expect_words(&stage, "foo0: tx 0 stalled");
	stage_end(&stage);
}

static void scrape_errors_are_counted_on_the_status_line(void **state)
{
	struct scene scene = scene_host;
	struct stage stage;

	(void)state;
	scene.errors = 2;
	scene.reason = "an answer was cut short";
	stage = stage_of(scene, 30);
	stage.status.now = SCENE_NOW + INT64_C(60000000000);
	expect_row(&stage, 22, " 2 scrape errors: an answer was cut short");
	stage_end(&stage);
}

static void paused_is_written_out_and_the_clock_is_that_of_the_figures(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	stage.status.is_paused = true;
	stage.status.now += INT64_C(3600000000000);
	expect_row(&stage, 0,
		   " vdpatop  hv17  Linux 6.12.117  2 mgmtdevs  2 devices    PAUSED  1.0s  14:03:07");
	assert_int_equal(press(&stage, "Z"), VIEW_PAUSE);
	stage_end(&stage);
}

static void a_demo_says_so_in_place_of_a_host_that_is_not_shown(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	stage.status.is_demo = true;
	expect_row(&stage, 0,
		   " vdpatop  DEMO  2 mgmtdevs  2 devices  6 queues                  1.0s  14:03:07");
	stage_end(&stage);
}

static void totals_over_some_of_the_queues_say_at_least(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	stage.scene.devices[0].queues[0].code = -ENODATA;
	pass_a_second(&stage);
	expect_words(&stage, " kicks/s ≥6.50k ");
	expect_words(&stage, " wqes/s  ≥421k ");
	stage_in_ascii(&stage);
	expect_words(&stage, " kicks/s >6.50k ");
	for (int i = 0; i < 3; i++)
		stage.scene.devices[1].queues[i].code = -ENODATA;
	pass_a_second(&stage);
	expect_words(&stage, " kicks/s      - ****");
	stage_end(&stage);
}

static void a_figure_that_does_not_fit_is_left_out_whole(void **state)
{
	struct scene scene = scene_host;
	struct stage stage;

	(void)state;
	scene.devices[0].queues[1] = scene.devices[0].queues[0];
	scene.devices[0].queues[1].kicks = 2100;
	stage = stage_of(scene, 30);
	assert_int_equal(frame_resize(&stage.frame, 24, 10), 0);
	expect_no_words(&stage, "kicks/s");
	assert_int_equal(frame_resize(&stage.frame, 24, 14), 0);
	expect_no_words(&stage, "kicks/s");
	assert_int_equal(frame_resize(&stage.frame, 24, 15), 0);
	expect_words(&stage, " kicks/s  8.50k");
	assert_int_equal(frame_resize(&stage.frame, 24, 29), 0);
	expect_no_words(&stage, "wqes/s");
	stage_end(&stage);
}

static void a_count_of_queues_is_shortened_to_its_column_and_not_cut(void **state)
{
	static const struct {
		uint32_t count;
		const char *words;
	} cases[] = {
		{ 9, "    9   4.10k" },         { 1000, " 1000   4.10k" },
		{ 10000, "  10k   4.10k" },     { 32770, "  33k   4.10k" },
		{ 999600, " 1.0M   4.10k" },    { UINT32_MAX, " 4.3G   4.10k" },
	};
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		stage.model->devices[0].valid |= VDPA_HAS_MAX_VQS;
		stage.model->devices[0].queues = 0;
		stage.model->devices[0].max_vqs = cases[i].count;
		expect_words(&stage, cases[i].words);
	}
	stage_end(&stage);
}

/* What begins with BEGINNING on ROW is all of WHOLE. */
static void expect_whole(struct stage *stage, int row, const char *beginning, const char *whole)
{
	const char *text = row_text(stage, row);

	if (strstr(text, beginning) && !strstr(text, whole))
		fail_msg("at %d columns: %s", stage->frame.columns, text);
}

static void the_figures_of_a_queue_are_never_cut(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	for (int i = 0; i < 3; i++)
		press(&stage, "Down");
	for (int columns = 15; columns < 100; columns++) {
		assert_int_equal(frame_resize(&stage.frame, 24, columns), 0);
		stage_draw(&stage);
		expect_whole(&stage, 18, " f", " from wqes");
		expect_whole(&stage, 18, " kicks 6", " kicks 64000  2.10k/s");
		expect_whole(&stage, 18, " wqes 1", " wqes 1000  0/s");
		expect_whole(&stage, 19, " 6", " 64000");
		expect_whole(&stage, 19, "2.", "2.10k/s");
	}
	stage_end(&stage);
}

static void a_stretched_interval_is_said_in_the_header(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	stage.status.is_stretched = true;
	stage.status.interval = INT64_C(4200000000);
	expect_words(&stage, "stretched to 4.2s");
	stage_end(&stage);
}

static void a_hostile_name_reaches_no_cell_as_it_is(void **state)
{
	struct scene scene = scene_host;
	struct stage stage;

	(void)state;
	scene.devices[0].name = "a\x1b[2J\n\xff" "b";
	scene.devices[0].vm = "\x1b]0;evil\a";
	stage = stage_of(scene, 5);
	press(&stage, "Down");
	expect_words(&stage, "▾ a\\x1b[2J\\x0a\\xf…");
	expect_words(&stage, "─ a\\x1b[2J\\x0a\\xffb ─");
	stage_end(&stage);
}

static void of_a_vm_and_its_process_the_name_is_cut_and_never_the_number(void **state)
{
	struct scene scene = scene_host;
	struct stage stage;

	(void)state;
	scene.devices[0].vm = "vm-with-a-long-name (2)";
	stage = stage_of(scene, 3);
	expect_words(&stage, " vhost_vdpa  vm-with… (4711)    3");
	stage_end(&stage);
}

/* Their border rises with what needs more, and then stays: it is no seesaw under the selection. */
static void rows_that_the_details_do_not_need_go_to_a_tree_that_lacks_them(void **state)
{
	struct stage stage = stage_sized(scene_rack, 30, 30, 120);

	(void)state;
	press(&stage, "*");
	assert_int_equal(row_with(&stage, " ─ pci/0000:03:00.2 ─"), 24);
	press(&stage, "Down");
	assert_int_equal(row_with(&stage, " ─ web0 ─"), 24);
	press(&stage, "Down");
	assert_int_equal(row_with(&stage, " ─ web0 rx 0 ─"), 23);
	press(&stage, "Up");
	assert_int_equal(row_with(&stage, " ─ web0 ─"), 23);
	press(&stage, "End");
	expect_words(&stage, "       request 1 ");
	press(&stage, "*"); /* all fits: the share is theirs */
	press(&stage, "Home");
	assert_int_equal(row_with(&stage, " ─ pci/0000:03:00.2 ─"), 21);
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_tree_shows_devices_with_their_queues_and_what_moves),
	cmocka_unit_test(in_ascii_every_sign_has_a_stand_in),
	cmocka_unit_test(a_wide_screen_adds_the_class_and_the_elements_per_doorbell),
	cmocka_unit_test(the_details_of_a_queue_say_how_it_does_and_list_every_counter),
	cmocka_unit_test(a_hung_kernel_is_named_with_its_suspects_and_figures_are_dimmed),
	cmocka_unit_test(what_was_well_before_the_kernel_hung_is_doubted_until_it_answers),
	cmocka_unit_test(a_suspect_that_deletes_a_device_of_a_similar_name_blames_nobody),
	cmocka_unit_test(a_mapped_doorbell_says_mapped_and_never_0),
	cmocka_unit_test(without_the_module_the_screen_says_what_to_do),
	cmocka_unit_test(another_network_namespace_is_told_apart_from_a_missing_module),
	cmocka_unit_test(before_the_first_answer_the_screen_says_that_it_waits_and_counts_nothing),
	cmocka_unit_test(without_the_right_figures_are_unknown_and_the_reason_is_said),
	cmocka_unit_test(a_stock_kernel_without_doorbells_shows_none_and_says_why),
	cmocka_unit_test(a_worker_that_died_is_named_and_figures_are_dimmed),
	cmocka_unit_test(a_kernel_that_hangs_from_the_start_still_shows_what_sysfs_says),
	cmocka_unit_test(an_empty_host_says_how_to_make_a_device),
	cmocka_unit_test(a_message_goes_before_everything_else_on_the_status_line),
	cmocka_unit_test(a_pattern_that_matches_nothing_is_named),
	cmocka_unit_test(an_arrival_does_not_hide_a_scrape_error_but_a_stall_does),
	cmocka_unit_test(scrape_errors_are_counted_on_the_status_line),
	cmocka_unit_test(paused_is_written_out_and_the_clock_is_that_of_the_figures),
	cmocka_unit_test(a_demo_says_so_in_place_of_a_host_that_is_not_shown),
	cmocka_unit_test(totals_over_some_of_the_queues_say_at_least),
	cmocka_unit_test(a_figure_that_does_not_fit_is_left_out_whole),
	cmocka_unit_test(a_count_of_queues_is_shortened_to_its_column_and_not_cut),
	cmocka_unit_test(the_figures_of_a_queue_are_never_cut),
	cmocka_unit_test(a_stretched_interval_is_said_in_the_header),
	cmocka_unit_test(a_hostile_name_reaches_no_cell_as_it_is),
	cmocka_unit_test(of_a_vm_and_its_process_the_name_is_cut_and_never_the_number),
	cmocka_unit_test(rows_that_the_details_do_not_need_go_to_a_tree_that_lacks_them),
};

UNIT_MAIN(view)
