/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the dialog that adds devices does with what is typed, and with what comes of it. */
#include "stage.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "vdpa/message.h"
#include "vdpa/numbers.h"

#include "unit.h"

#define SECOND INT64_C(1000000000)

/* The rack, and a simulator that has made nothing yet; its row is selected. */
static struct stage sim_stage(void)
{
	struct scene scene = scene_rack;
	struct stage stage;

	scene.mgmtdevs[scene.mgmtdev_count++] = (struct scene_mgmtdev){
		.bus = "", .name = "vdpasim_net", .driver = "vdpa_sim", .class_id = VDPA_CLASS_NET,
		.supported = UINT64_C(0x308830028),
	};
	stage = stage_of(scene, 3);
	press(&stage, "End");
	return stage;
}

/* In the place of what stands in the field: an empty TEXT empties it. */
static void fill(struct stage *stage, const char *text)
{
	press_all(stage, "End ^U");
	type_text(stage, text);
}

static const struct view_command *command(struct stage *stage)
{
	return view_get_command(stage->view);
}

/* A form for a device called NAME that was sent, and is not drawn yet. */
static struct stage sent_stage(const char *name)
{
	struct stage stage = sim_stage();

	press(&stage, "F7");
	fill(&stage, name);
	press(&stage, "F2");
	assert_int_equal(view_key(stage.view, stage.model, "Enter"), VIEW_COMMAND);
	return stage;
}

/* The job that the last command became. Static. */
static struct job *job_of(struct stage *stage, enum job_state state)
{
	static struct job job;

	job = (struct job){
		.number = 1, .submission = command(stage)->submission, .task = command(stage)->tasks[0],
		.state = state, .submitted = stage->status.now, .since = stage->status.now,
		.began = stage->status.now,
	};
	stage->status.jobs = &job;
	stage->status.job_count = 1;
	return &job;
}

static void an_address_and_a_name_become_a_task_and_its_line_is_on_the_screen(void **state)
{
	struct stage stage = sim_stage();
	const struct task *task;

	(void)state;
	press(&stage, "F7");
	fill(&stage, "vm0");
	press_all(&stage, "Tab Tab");
	type_text(&stage, "52:54:00:12:34:99");
	press(&stage, "Tab");
	type_text(&stage, "9000");
	expect_words(&stage, " vdpa dev add name vm0 mgmtdev vdpasim_net mac 52:54:00:12:34:99 mtu 9000");
	press(&stage, "F2");
	assert_int_equal(press(&stage, "Enter"), VIEW_COMMAND);
	assert_int_equal(command(&stage)->kind, VIEW_SUBMIT);
	assert_int_equal(command(&stage)->count, 1);
	task = command(&stage)->tasks;
	assert_int_equal(task->kind, TASK_ADD);
	assert_string_equal(task->name, "vm0");
	assert_string_equal(task->mgmtdev, "vdpasim_net");
	assert_int_equal(task->valid, VDPA_HAS_MAC | VDPA_HAS_MTU);
	assert_int_equal(task->mac[5], 0x99);
	assert_int_equal(task->mtu, 9000);
	assert_int_equal(task->driver, TASK_DRIVER_AUTO);
	stage_end(&stage);
}

static void what_is_wrong_is_said_at_its_field_and_is_not_sent(void **state)
{
	static const struct {
		const char *field, *keys, *text, *words;
	} cases[] = {
		{ "Name", "", "", "name" },
		{ "Name", "", "web0", "web0 is there already" },
		{ "Name", "", "virtual", "/sys/devices" },
		{ "How many", "Tab", "0", "from 1 to" },
		{ "MAC address", "Tab Tab", "52:54", "too short" },
		{ "MAC address", "Tab Tab", "01:00:5e:00:00:01", "multicast" },
		{ "MAC address", "Tab Tab", "00:00:00:00:00:00", "is no address" },
		{ "MAC address", "Tab Tab", "52:54:00:12:34:56", "web0" },
		{ "MTU", "Tab Tab Tab", "67", "68 to 65535" },
		{ "MTU", "Tab Tab Tab", "65536", "68 to 65535" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct stage stage = sim_stage();
		char field[64];
		int row;

		press(&stage, "F7");
		press_all(&stage, cases[i].keys);
		fill(&stage, cases[i].text);
		expect_words(&stage, cases[i].words);
		assert_int_equal(press(&stage, "F2"), VIEW_REDRAW);
		snprintf(field, sizeof(field), " › %s", cases[i].field);
		row = row_with(&stage, field);
		if (row < 0 || stage.frame.cursor_row != row)
			fail_msg("\"%s\": %s has not got the focus", cases[i].text, cases[i].field);
		expect_words(&stage, "nothing was sent");
		expect_words(&stage, "▲");
		stage_end(&stage);
	}
}

static void while_it_is_sent_the_form_stays_and_says_for_how_long(void **state)
{
	struct stage stage = sent_stage("vm0");
	struct job *job = job_of(&stage, JOB_ASKING);

	(void)state;
	stage.status.now += 3 * SECOND;
	expect_words(&stage, " vm0: adding, 3.0s");
	expect_words(&stage, "[ Leave ]");
	press_all(&stage, "Tab Tab");
	assert_int_equal(press(&stage, "x"), VIEW_REDRAW);
	expect_words(&stage, "it is being sent");
	job->state = JOB_CHECKING;
	expect_words(&stage, " vm0: checking, 3.0s");
	stage_end(&stage);
}

static void when_it_is_done_the_form_closes_and_the_tree_selects_the_device_once_it_is_there(void **state)
{
	struct stage stage = sent_stage("vm0");
	struct job *job = job_of(&stage, JOB_DONE);

	(void)state;
	text_copy(job->outcome.words, sizeof(job->outcome.words), "vm0 is there: virtio_vdpa, eth7");
	expect_no_words(&stage, "Add devices");
	expect_words(&stage, "vm0 is there: virtio_vdpa, eth7");
	stage.scene.devices[stage.scene.device_count++] = (struct scene_device){
		.name = "vm0", .mgmtdev = 4, .class_id = VDPA_CLASS_NET, .driver = "virtio_vdpa",
		.netdev = "eth7", .pairs = 1,
	};
	pass_a_second(&stage);
	assert_string_equal(view_selected_device(stage.view, stage.model), "vm0");
	stage_end(&stage);
}

static void a_key_pressed_before_the_device_is_there_keeps_the_selection(void **state)
{
	struct stage stage = sent_stage("vm0");

	(void)state;
	job_of(&stage, JOB_DONE);
	stage_draw(&stage);
	press(&stage, "Home");
	stage.scene.devices[stage.scene.device_count++] = (struct scene_device){
		.name = "vm0", .mgmtdev = 4, .class_id = VDPA_CLASS_NET, .pairs = 1,
	};
	pass_a_second(&stage);
	assert_null(view_selected_device(stage.view, stage.model));
	stage_end(&stage);
}

static void what_the_kernel_refuses_is_said_at_the_field_it_blames_and_can_be_corrected(void **state)
{
	struct stage stage = sent_stage("vm0");
	struct job *job = job_of(&stage, JOB_FAILED);

	(void)state;
	job->outcome = (struct outcome){ .code = -EOPNOTSUPP, .field = TASK_FIELD_MTU };
	text_copy(job->outcome.words, sizeof(job->outcome.words), "the driver takes no MTU");
	text_copy(job->outcome.kernel, sizeof(job->outcome.kernel), "vdpa: Some\x1b are not supported");
	expect_words(&stage, " › MTU");
	expect_words(&stage, "▲ the driver takes no MTU; the kernel:");
	expect_words(&stage, "Some\\x1b are");
	assert_int_equal(style_of(&stage, "the driver takes"), STYLE_BAD);
	expect_words(&stage, "vm0▁");
	type_text(&stage, "1500");
	expect_no_words(&stage, "the driver takes no MTU");
	press(&stage, "F2");
	assert_int_equal(press(&stage, "Enter"), VIEW_COMMAND);
	assert_int_equal(command(&stage)->tasks[0].mtu, 1500);
	stage_end(&stage);
}

static void a_device_that_was_made_but_not_bound_is_not_added_again(void **state)
{
	struct stage stage = sent_stage("vm0");
	struct job *job = job_of(&stage, JOB_FAILED);

	(void)state;
	job->task.identity = 4711;
	job->outcome = (struct outcome){ .code = -EPERM, .field = TASK_FIELD_DRIVER };
	text_copy(job->outcome.words, sizeof(job->outcome.words), "vm0 was added, but not bound");
	expect_no_words(&stage, "Add devices");
	expect_words(&stage, "vm0 was added, but not bound");
	stage_end(&stage);
}

static void what_failed_among_many_comes_back_from_the_page_of_commands(void **state)
{
	struct stage stage = sent_stage("vm0");
	struct job *job = job_of(&stage, JOB_FAILED);

	(void)state;
	job->outcome = (struct outcome){ .code = -EINVAL, .field = TASK_FIELD_NAME };
	text_copy(job->outcome.words, sizeof(job->outcome.words), "vm0 was not added: it will not do");
	stage_draw(&stage);
	press_all(&stage, "Esc J End Enter");
	expect_words(&stage, " › Name               vm0▁");
	expect_words(&stage, "▲ vm0 was not added: it will not do");
	fill(&stage, "vm1");
	press(&stage, "F2");
	assert_int_equal(press(&stage, "Enter"), VIEW_COMMAND);
	assert_string_equal(command(&stage)->tasks[0].name, "vm1");
	stage_end(&stage);
}

static void a_name_that_is_on_its_way_already_is_warned_of(void **state)
{
	struct stage stage = sent_stage("vm0");

	(void)state;
	job_of(&stage, JOB_ASKING);
	stage_draw(&stage);
	press_all(&stage, "Esc F7");
	fill(&stage, "vm0");
	expect_words(&stage, "△ vm0 is being added already");
	stage_end(&stage);
}

static void what_is_about_no_field_is_said_above_the_buttons(void **state)
{
	struct stage stage = sent_stage("vm0");
	struct job *job = job_of(&stage, JOB_FAILED);

	(void)state;
	job->outcome = (struct outcome){ .code = -ENOMEM };
	text_copy(job->outcome.words, sizeof(job->outcome.words), "the kernel is out of memory");
	expect_words(&stage, "the kernel is out of memory");
	expect_words(&stage, " › [ Add ]");
	assert_int_equal(press(&stage, "Enter"), VIEW_COMMAND);
	stage_end(&stage);
}

static void several_are_summed_up_first_and_leave_for_the_page_of_commands(void **state)
{
	struct stage stage = sim_stage();

	(void)state;
	press(&stage, "F7");
	fill(&stage, "vm{0..7}");
	press_all(&stage, "Tab Tab");
	type_text(&stage, "52:54:00:aa:00:10");
	press(&stage, "F2");
	expect_words(&stage, "8 devices, from vm0 (52:54:00:aa:00:10) to vm7 (52:54:00:aa:00:17)");
	expect_words(&stage, "[x] stop at the first that fails");
	expect_words(&stage, " › [ Add 8 devices ]");
	expect_words(&stage, "name vm0 ");
	expect_words(&stage, "(6 more)");
	expect_words(&stage, "name vm7 ");
	assert_int_equal(press(&stage, "Enter"), VIEW_COMMAND);
	assert_int_equal(command(&stage)->count, 8);
	assert_true(command(&stage)->stops);
	assert_string_equal(command(&stage)->tasks[7].name, "vm7");
	expect_words(&stage, "─ Commands ");
	stage_end(&stage);
}

static void who_wants_the_rest_tried_all_the_same_unticks_it(void **state)
{
	struct stage stage = sim_stage();

	(void)state;
	press(&stage, "F7");
	press(&stage, "Tab");
	type_text(&stage, "3");
	press_all(&stage, "F2 BackTab Space F2 Enter");
	assert_int_equal(command(&stage)->count, 3);
	assert_false(command(&stage)->stops);
	stage_end(&stage);
}

static void a_form_that_is_left_sends_nothing_and_what_was_typed_comes_back_on_request(void **state)
{
	struct stage stage = sim_stage();

	(void)state;
	press(&stage, "F7");
	fill(&stage, "precious");
	press(&stage, "Esc");
	assert_null(command(&stage)->tasks);
	expect_words(&stage, "nothing was sent");
	press(&stage, "F7");
	expect_no_words(&stage, "precious▁");
	expect_words(&stage, "[ As the last time ]");
	press_all(&stage, "F2 Right Right");
	expect_words(&stage, "precious.");
	press(&stage, "Enter");
	expect_words(&stage, "precious▁");
	stage_end(&stage);
}

static void a_form_in_which_nothing_was_typed_leaves_nothing_to_bring_back(void **state)
{
	struct stage stage = sim_stage();

	(void)state;
	press_all(&stage, "F7 Tab Esc");
	expect_no_words(&stage, "nothing was sent");
	press(&stage, "F7");
	expect_no_words(&stage, "As the last time");
	stage_end(&stage);
}

static void leaving_while_it_is_sent_says_that_it_goes_on(void **state)
{
	struct stage stage = sent_stage("vm0");

	(void)state;
	job_of(&stage, JOB_ASKING);
	stage_draw(&stage);
	press(&stage, "Esc");
	expect_no_words(&stage, "Add devices");
	expect_words(&stage, "vm0 is being added all the same: J shows what becomes of it");
	stage_end(&stage);
}

static void a_pasted_escape_sequence_is_refused_at_the_field(void **state)
{
	struct stage stage = sim_stage();

	(void)state;
	press(&stage, "F7");
	fill(&stage, "vm0");
	stage_draw(&stage);
	view_paste(stage.view, stage.model, "x\x1b[31m");
	expect_words(&stage, "▲ not pasted: it holds a control character (0x1b)");
	expect_words(&stage, "vm0▁");
	view_paste(stage.view, stage.model, "-web\n");
	expect_no_words(&stage, "not pasted");
	expect_words(&stage, "vm0-web▁");
	stage_end(&stage);
}

static void a_name_of_5000_bytes_is_not_cut_in_silence(void **state)
{
	struct stage stage = sim_stage();
	char name[5001];

	(void)state;
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	press(&stage, "F7");
	view_paste(stage.view, stage.model, name);
	expect_words(&stage, "not pasted: a field holds at most 511 bytes");
	fill(&stage, "");
	for (int i = 0; i < 600; i++)
		view_key(stage.view, stage.model, "n");
	expect_words(&stage, "only the first 511 bytes of what was typed are here");
	press(&stage, "F2");
	assert_int_equal(press(&stage, "Enter"), VIEW_REDRAW);
	assert_null(command(&stage)->tasks);
	stage_end(&stage);
}

static void features_are_ticked_one_by_one_and_say_which_are_needed_and_why(void **state)
{
	struct stage stage = sim_stage();

	(void)state;
	press(&stage, "F7");
	press_all(&stage, "Tab Tab F5 F2 BackTab");
	expect_words(&stage, " › [ ] provision features");
	press(&stage, "Space");
	expect_words(&stage, "[x] MTU ");
	expect_words(&stage, "[x] MAC ");
	expect_words(&stage, "needed: a MAC address is given");
	press_all(&stage, "Tab Tab Space");
	expect_words(&stage, " › [ ] MAC");
	expect_words(&stage, "▲ tick it: ");
	expect_words(&stage, "What is sent stands here once nothing is wrong.");
	press_all(&stage, "Space BackTab Space");
	expect_words(&stage, "[ ] MTU ");
	expect_words(&stage, "device_features 0x308830020");
	stage_end(&stage);
}

static void a_random_address_is_local_unicast_and_another_each_time(void **state)
{
	struct stage stage = sim_stage();
	uint8_t first[TASK_MAC_SIZE];

	(void)state;
	press_all(&stage, "F7 F5 F2 Enter");
	memcpy(first, command(&stage)->tasks[0].mac, sizeof(first));
	assert_int_equal(first[0] & 3, 2);
	stage_end(&stage);
	stage = sim_stage();
	press_all(&stage, "F7 F5 F5 F2 Enter");
	assert_memory_not_equal(command(&stage)->tasks[0].mac, first, sizeof(first));
	stage_end(&stage);
}

static void a_management_device_that_vanishes_is_an_error_at_its_field(void **state)
{
	struct stage stage = sim_stage();

	(void)state;
	press(&stage, "F7");
	fill(&stage, "vm0");
	stage.scene.mgmtdev_count--;
	pass_a_second(&stage);
	expect_words(&stage, "vdpasim_net  (gone)");
	expect_words(&stage, "▲ management device vdpasim_net is gone");
	press(&stage, "F2");
	expect_words(&stage, " › Management device");
	press(&stage, "Right");
	expect_words(&stage, "‹ pci/0000:03:00.2  1 of 4 ›");
	expect_words(&stage, "vm0▁");
	stage_end(&stage);
}

static void another_management_device_has_another_name_in_store_unless_one_was_typed(void **state)
{
	struct stage stage = sim_stage();

	(void)state;
	press_all(&stage, "F7 BackTab Left");
	expect_words(&stage, "disk1▁");
	press_all(&stage, "Tab");
	fill(&stage, "mine");
	press_all(&stage, "BackTab Right");
	expect_words(&stage, "mine▁");
	stage_end(&stage);
}

static void what_a_disk_does_not_have_is_off_and_says_why(void **state)
{
	struct stage stage = sim_stage();

	(void)state;
	press_all(&stage, "F7 BackTab Left Tab Tab Tab");
	expect_words(&stage, " › MAC address");
	expect_words(&stage, "– a block device has none");
	assert_int_equal(press(&stage, "5"), VIEW_REDRAW);
	expect_words(&stage, "MAC address: a block device has none");
	stage_end(&stage);
}

static void a_driver_cannot_be_chosen_where_nothing_can_be_bound(void **state)
{
	struct stage stage = sim_stage();

	(void)state;
	stage.status.no_bind = "needs root";
	press_all(&stage, "F7 Tab Tab Tab Tab Tab Right");
	expect_words(&stage, "‹ vhost_vdpa ›");
	expect_words(&stage, "▲ needs root");
	press(&stage, "F2");
	expect_words(&stage, " › Bus driver");
	assert_null(command(&stage)->tasks);
	stage_end(&stage);
}

static void rights_that_are_lost_meanwhile_keep_it_from_being_sent(void **state)
{
	struct stage stage = sim_stage();

	(void)state;
	press(&stage, "F7");
	stage.status.no_change = "started with --read-only";
	press_all(&stage, "F2 Enter");
	expect_words(&stage, "Add: started with --read-only");
	assert_null(command(&stage)->tasks);
	stage_end(&stage);
}

static void click(struct stage *stage, const char *words)
{
	struct view_mouse mouse = { .kind = VIEW_MOUSE_PRESS };
	char before[512];

	mouse.row = row_with(stage, words);
	assert_true(mouse.row >= 0);
	snprintf(before, sizeof(before), "%s", row_text(stage, mouse.row));
	*strstr(before, words) = '\0';
	mouse.column = (int)text_width(before) + 1;
	view_mouse(stage->view, stage->model, &mouse);
	stage_draw(stage);
}

static void clicks_go_to_fields_choose_and_press(void **state)
{
	struct stage stage = sim_stage();

	(void)state;
	press(&stage, "F7");
	click(&stage, "Bus driver");
	expect_words(&stage, " › Bus driver");
	click(&stage, "virtio_vdpa ");
	expect_words(&stage, "‹ virtio_vdpa ›");
	press(&stage, "F2");
	click(&stage, "provision features");
	expect_words(&stage, " › [x] provision features");
	press(&stage, "F2");
	click(&stage, "[ Cancel ]");
	expect_no_words(&stage, "Add devices");
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(an_address_and_a_name_become_a_task_and_its_line_is_on_the_screen),
	cmocka_unit_test(what_is_wrong_is_said_at_its_field_and_is_not_sent),
	cmocka_unit_test(while_it_is_sent_the_form_stays_and_says_for_how_long),
	cmocka_unit_test(when_it_is_done_the_form_closes_and_the_tree_selects_the_device_once_it_is_there),
	cmocka_unit_test(a_key_pressed_before_the_device_is_there_keeps_the_selection),
	cmocka_unit_test(what_the_kernel_refuses_is_said_at_the_field_it_blames_and_can_be_corrected),
	cmocka_unit_test(a_device_that_was_made_but_not_bound_is_not_added_again),
	cmocka_unit_test(what_failed_among_many_comes_back_from_the_page_of_commands),
	cmocka_unit_test(a_name_that_is_on_its_way_already_is_warned_of),
	cmocka_unit_test(what_is_about_no_field_is_said_above_the_buttons),
	cmocka_unit_test(several_are_summed_up_first_and_leave_for_the_page_of_commands),
	cmocka_unit_test(who_wants_the_rest_tried_all_the_same_unticks_it),
	cmocka_unit_test(a_form_that_is_left_sends_nothing_and_what_was_typed_comes_back_on_request),
	cmocka_unit_test(a_form_in_which_nothing_was_typed_leaves_nothing_to_bring_back),
	cmocka_unit_test(leaving_while_it_is_sent_says_that_it_goes_on),
	cmocka_unit_test(a_pasted_escape_sequence_is_refused_at_the_field),
	cmocka_unit_test(a_name_of_5000_bytes_is_not_cut_in_silence),
	cmocka_unit_test(features_are_ticked_one_by_one_and_say_which_are_needed_and_why),
	cmocka_unit_test(a_random_address_is_local_unicast_and_another_each_time),
	cmocka_unit_test(a_management_device_that_vanishes_is_an_error_at_its_field),
	cmocka_unit_test(another_management_device_has_another_name_in_store_unless_one_was_typed),
	cmocka_unit_test(what_a_disk_does_not_have_is_off_and_says_why),
	cmocka_unit_test(a_driver_cannot_be_chosen_where_nothing_can_be_bound),
	cmocka_unit_test(rights_that_are_lost_meanwhile_keep_it_from_being_sent),
	cmocka_unit_test(clicks_go_to_fields_choose_and_press),
};

UNIT_MAIN(add_form)
