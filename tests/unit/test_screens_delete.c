/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The dialog that deletes, at the sizes that people have: which devices, who uses them, what will happen;
 * what is in use takes its name typed, and what has changed meanwhile is left alone.
 */
#include "stage.h"

#include <stdio.h>
#include <string.h>

#include "screens.h"
#include "unit.h"

#define KEYS_FORM " F1 Help Tab Next F2 Send Enter Accept Esc Cancel F10 Quit"

/* The host was looked at, as the dialog asked for. */
static void look(struct stage *stage)
{
	scene_tell_facts(stage->model, &stage->scene, stage->status.now);
	stage_draw(stage);
}

/* SCENE at the size, after KEYS, which open the dialog with the last of them; and the look it asked for. */
static struct stage dialog_stage(struct scene scene, int rows, int columns, const char *keys)
{
	struct stage stage = stage_sized(scene, 30, rows, columns);

	press_all(&stage, keys);
	look(&stage);
	return stage;
}

/* web0, of which nobody knows anything bad: bound, held by nobody, never negotiated. */
static struct scene free_scene(void)
{
	struct scene scene = scene_rack;

	scene.devices[0].pid = 0;
	scene.devices[0].negotiated = 0;
	return scene;
}

static const struct task *sent_task(struct stage *stage, size_t nth)
{
	const struct view_command *command = view_get_command(stage->view);

	assert_int_equal(command->kind, VIEW_SUBMIT);
	assert_true(nth < command->count);
	return &command->tasks[nth];
}

static void expect_nothing_sent(struct stage *stage)
{
	assert_int_equal(view_get_command(stage->view)->count, 0);
}

/*
 * A device that a VM holds open. Whoever wants it gone reads first who has it, that the node goes at
 * once and for good, and that the rest may take days; the key under the finger changes nothing.
 */
static void a_device_in_use_on_80x24_says_by_whom_and_what_cannot_be_taken_back(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  order frozen  Linux 6.12.117  4 mgmtdevs         1.0s  14:03:07",
		MORE_ROWS,
		" ─ Delete devices ─────────────────────────────────────────────────────────────",
		"   web0",
		"   net device of pci/0000:03:00.2 (mlx5_core), bound to vhost_vdpa",
		"   In use: QEMU vm-web01 (pid 4711) holds /dev/vhost-vdpa-0 open",
		"",
		"   1. It is unbound from vhost_vdpa: /dev/vhost-vdpa-0 is gone at once and no",
		"   VM can open it again. This cannot be taken back.",
		"   2. The unbinding waits until whoever holds it open closes it, perhaps for",
		"   days. It goes on when vdpatop is left.",
		"   3. Only then it is deleted.",
		"",
		"   Type its name  (its name, to delete it all the same)▁",
		" › [ Cancel ]   [ Delete ]",
		"   – it is in use: type its name to delete it all the same",
		BLANK_ROWS,
		" ──────────────────────────────────────────────────────────────────────────────",
		" Go back; nothing is changed.",
		" echo web0 > /sys/bus/vdpa/devices/web0/driver/unbind && vdpa dev del web0",
		"",
		KEYS_FORM,
		NULL,
	};
	struct stage stage = dialog_stage(scene_rack, 24, 80, "Down F8");

	(void)state;
	expect_picture(&stage, picture);
	assert_int_equal(style_of(&stage, "[ Cancel ]"), STYLE_SELECTED);
	stage_end(&stage);
}

/* A wide screen has the same words in fewer rows, and nothing moves to another place. */
static void a_device_in_use_on_120x40_says_the_same(void **state)
{
	static const char *const picture[] = {
		MORE_ROWS,
		" ─ Delete devices ─────────────────────────────────────────────────────────────────────────────────────────────────────",
		"   web0",
		"   net device of pci/0000:03:00.2 (mlx5_core), bound to vhost_vdpa",
		"   In use: QEMU vm-web01 (pid 4711) holds /dev/vhost-vdpa-0 open",
		"",
		"   1. It is unbound from vhost_vdpa: /dev/vhost-vdpa-0 is gone at once and no VM can open it again. This cannot be",
		"   taken back.",
		"   2. The unbinding waits until whoever holds it open closes it, perhaps for days. It goes on when vdpatop is left.",
		"   3. Only then it is deleted.",
		"",
		"   Type its name  (its name, to delete it all the same)▁",
		" › [ Cancel ]   [ Delete ]",
		"   – it is in use: type its name to delete it all the same",
		BLANK_ROWS,
		" ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────",
		" Go back; nothing is changed.",
		" echo web0 > /sys/bus/vdpa/devices/web0/driver/unbind && vdpa dev del web0",
		"",
		KEYS_FORM,
		NULL,
	};
	struct stage stage = dialog_stage(scene_rack, 40, 120, "Down F8");

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

static void until_the_host_was_looked_at_nothing_can_be_deleted(void **state)
{
	struct stage stage = stage_of(free_scene(), 30);

	(void)state;
	press(&stage, "Down");
	assert_int_equal(press(&stage, "F8"), VIEW_LOOK);
	expect_words(&stage, "looking who uses it");
	press_all(&stage, "F2 Enter");
	expect_words(&stage, "who uses it is not known yet");
	expect_nothing_sent(&stage);
	look(&stage);
	expect_words(&stage, "Nobody uses it.");
	assert_int_equal(press(&stage, "Enter"), VIEW_COMMAND);
	stage_end(&stage);
}

static void a_free_device_is_deleted_by_its_identity_and_leaves_the_dialog(void **state)
{
	struct stage stage = dialog_stage(free_scene(), 24, 80, "Down F8");
	const struct model_device *web0 = &stage.model->devices[0];
	const struct task *task;

	(void)state;
	expect_words(&stage, "It is unbound from vhost_vdpa, which takes its node away, then deleted.");
	press(&stage, "F2");
	assert_int_equal(press(&stage, "Enter"), VIEW_COMMAND);
	task = sent_task(&stage, 0);
	assert_int_equal(task->kind, TASK_DELETE);
	assert_string_equal(task->name, "web0");
	assert_int_equal(task->device, web0->id);
	assert_int_equal(task->identity, web0->identity);
	assert_false(task->is_forced);
	assert_int_equal(view_get_command(stage.view)->count, 1);
	expect_words(&stage, "deleting web0: J shows how far it is");
	model_add_event(stage.model, stage.status.now, MODEL_EVENT_DONE, "web0 was deleted");
	expect_words(&stage, "web0 was deleted");
	expect_no_words(&stage, "deleting web0");
	expect_words(&stage, " DEVICE ");
	stage_end(&stage);
}

static void a_device_in_use_is_deleted_only_by_who_types_its_name_exactly(void **state)
{
	static const char *const others[] = { "w e b", "w e b 1", "W e b 0", "w e b 0 0", "w e b 0 Space" };
	struct stage stage;

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		stage = dialog_stage(scene_rack, 24, 80, "Down F8");
		press(&stage, "Up");
		press_all(&stage, others[i]);
		press_all(&stage, "F2 Enter");
		expect_words(&stage, "\" is not its name");
		expect_nothing_sent(&stage);
		stage_end(&stage);
	}
	stage = dialog_stage(scene_rack, 24, 80, "Down F8");
	press_all(&stage, "Up w e b 0 F2");
	assert_int_equal(press(&stage, "Enter"), VIEW_COMMAND);
	assert_true(sent_task(&stage, 0)->is_forced);
	stage_end(&stage);
}

/* Who reads "type its name" types it, wherever the keys go. */
static void a_letter_on_a_button_goes_to_the_name_and_enter_there_still_cancels(void **state)
{
	struct stage stage = dialog_stage(scene_rack, 24, 80, "Down F8");

	(void)state;
	press_all(&stage, "w e b");
	expect_words(&stage, " › Type its name  web");
	expect_no_words(&stage, "▲");
	press(&stage, "1");
	expect_words(&stage, "▲ \"web1\" is not its name");
	press(&stage, "F2");
	expect_words(&stage, "nothing was sent: \"web1\" is not its name");
	press_all(&stage, "Backspace 0 F2");
	assert_int_equal(press(&stage, "Enter"), VIEW_COMMAND);
	stage_end(&stage);
	stage = dialog_stage(scene_rack, 24, 80, "Down F8 Enter");
	expect_nothing_sent(&stage);
	expect_words(&stage, " DEVICE ");
	stage_end(&stage);
	stage = dialog_stage(free_scene(), 24, 80, "Down F8");
	press(&stage, "w");
	expect_words(&stage, "Cancel takes no text");
	stage_end(&stage);
}

/* The key that is pressed twice by mistake, and the one that everybody knows. */
static void enter_and_esc_right_after_f8_change_nothing(void **state)
{
	static const char *const keys[] = { "Enter", "Esc" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct stage stage = dialog_stage(free_scene(), 24, 80, "Down Space Up F8");

		press(&stage, keys[i]);
		expect_nothing_sent(&stage);
		expect_words(&stage, " DEVICE ");
		expect_words(&stage, "1 tagged");
		stage_end(&stage);
	}
}

static void a_queue_means_its_device_and_a_management_device_means_none(void **state)
{
	struct stage stage = dialog_stage(scene_rack, 24, 80, "Down Right Down F8");

	(void)state;
	expect_words(&stage, "   web0");
	expect_words(&stage, "Type its name");
	stage_end(&stage);
	stage = stage_of(scene_rack, 30);
	press(&stage, "Home");
	assert_int_equal(press(&stage, "F8"), VIEW_REDRAW);
	expect_words(&stage, "no device is selected or tagged");
	expect_words(&stage, " DEVICE ");
	stage_end(&stage);
}

static void interfaces_that_are_up_are_in_use_and_those_that_are_down_are_not(void **state)
{
	struct scene scene = scene_rack;
	struct stage stage = dialog_stage(scene, 24, 80, "Down Down Down F8");

	(void)state;
	expect_words(&stage, "In use: eth3 is up");
	expect_words(&stage, "It is deleted, and the interface eth3 with it: connections through it break.");
	stage_end(&stage);
	scene.devices[1].is_netdev_down = true;
	stage = dialog_stage(scene, 24, 80, "Down Down Down F8");
	expect_words(&stage, "Nobody uses it.");
	expect_words(&stage, "It is deleted, and the interface eth3 with it.");
	expect_no_words(&stage, "Type its name");
	stage_end(&stage);
}

static void who_cannot_be_seen_counts_as_using_it(void **state)
{
	struct scene scene = free_scene();
	struct stage stage;

	(void)state;
	scene.hides_processes = true;
	stage = dialog_stage(scene, 24, 80, "Down F8");
	press_all(&stage, "F2 Enter");
	expect_words(&stage, "May be in use: ");
	expect_nothing_sent(&stage);
	stage_end(&stage);
	scene = free_scene();
	scene.devices[0].negotiated = scene.devices[0].features;
	stage = dialog_stage(scene, 24, 80, "Down F8");
	press_all(&stage, "F2 Enter");
	expect_words(&stage, "In use: vhost_vdpa has negotiated features");
	expect_nothing_sent(&stage);
	stage_end(&stage);
}

/* A name is nobody's for ever: what was made again under it is not what somebody wanted gone. */
static void a_device_that_goes_or_is_made_again_meanwhile_is_left_alone(void **state)
{
	static const char again[] = "web0";
	struct stage stage = dialog_stage(free_scene(), 24, 80, "Down F8 F2");

	(void)state;
	stage.scene.devices[0].name = again;
	pass_a_second(&stage);
	expect_words(&stage, "web0 was deleted and made again meanwhile");
	expect_words(&stage, "[ Back ]");
	expect_no_words(&stage, "[ Delete ]");
	assert_int_equal(press(&stage, "Enter"), VIEW_REDRAW);
	expect_nothing_sent(&stage);
	stage_end(&stage);
	stage = dialog_stage(free_scene(), 24, 80, "Down F8 F2");
	stage.scene.devices[0] = stage.scene.devices[3];
	stage.scene.device_count = 3;
	pass_a_second(&stage);
	expect_words(&stage, "Not deleted: web0 is gone");
	expect_no_words(&stage, "[ Delete ]");
	press(&stage, "Enter");
	expect_nothing_sent(&stage);
	stage_end(&stage);
}

/* Its user lets go while somebody reads: the Enter that was meant for the others is not for it. */
static void what_was_in_use_and_becomes_free_meanwhile_is_not_ticked_by_itself(void **state)
{
	struct stage stage;

	(void)state;
	stage = dialog_stage(scene_rack, 24, 80, "Down Space Down Space Down Space F8");
	expect_words(&stage, "[ Delete 0 of 3 ]");
	stage.scene.devices[1].is_netdev_down = true;
	look(&stage);
	expect_words(&stage, "[ Delete 0 of 3 ]");
	expect_words(&stage, "[ ] db0");
	expect_words(&stage, "nobody uses it now: Space ticks it");
	press_all(&stage, "F2 Enter");
	expect_nothing_sent(&stage);
	press(&stage, "Space");
	expect_words(&stage, "[x] db0");
	expect_words(&stage, "[ Delete 1 of 3 ]");
	expect_no_words(&stage, "Space ticks it");
	stage_end(&stage);
}

static void the_only_one_that_becomes_free_meanwhile_still_takes_its_name(void **state)
{
	struct stage stage = dialog_stage(scene_rack, 24, 80, "Down Down Down F8 F2");

	(void)state;
	expect_words(&stage, "In use: eth3 is up");
	stage.scene.devices[1].is_netdev_down = true;
	look(&stage);
	expect_words(&stage, "Nobody uses it now; it was in use when you were asked.");
	expect_words(&stage, "it was in use: type its name to delete it now");
	press_all(&stage, "F2 Enter Enter F2 Enter");
	expect_nothing_sent(&stage);
	stage_end(&stage);
	stage = dialog_stage(scene_rack, 24, 80, "Down Down Down F8");
	press_all(&stage, "Up d b");
	stage.scene.devices[1].is_netdev_down = true;
	look(&stage);
	press_all(&stage, "0 F2");
	assert_int_equal(press(&stage, "Enter"), VIEW_COMMAND);
	assert_string_equal(sent_task(&stage, 0)->name, "db0");
	stage_end(&stage);
}

/* The unbinding needs no answer of netlink and cannot be taken back; the deletion may never come. */
static void while_the_kernel_does_not_answer_it_is_said_what_is_done_now_and_what_is_not(void **state)
{
	struct stage stage = dialog_stage(free_scene(), 24, 100, "Down F8");

	(void)state;
	expect_no_words(&stage, "once netlink answers");
	stage.status.connection = VIEW_BLOCKED;
	stage.status.since = stage.status.now - INT64_C(7000000000);
	stage_draw(&stage);
	expect_words(&stage, "The kernel has not answered for 7s: it is unbound now, and deleted only once netlink");
	stage.status.connection = VIEW_CONNECTED;
	stage_draw(&stage);
	expect_no_words(&stage, "it is unbound now");
	stage_end(&stage);
	stage = dialog_stage(free_scene(), 24, 100, "End F8");
	stage.status.connection = VIEW_BLOCKED;
	stage.status.since = stage.status.now - INT64_C(7000000000);
	stage_draw(&stage);
	expect_words(&stage, "not answered for 7s: it is deleted only once netlink answers.");
	stage_end(&stage);
	stage = dialog_stage(free_scene(), 30, 100, "Down Space Down Space Down Space F8");
	stage.status.connection = VIEW_BLOCKED;
	stage.status.since = stage.status.now - INT64_C(7000000000);
	stage_draw(&stage);
	expect_words(&stage, "for 7s: what is bound to vhost_vdpa is unbound now, and all are");
	stage_end(&stage);
}

/* There is room for two lines: those that take something from somebody are not the ones left out. */
static void of_many_the_lines_that_unbind_are_shown_first_and_each_row_says_what_goes_with_it(void **state)
{
	struct scene scene = free_scene();
	struct stage stage;

	(void)state;
	scene.devices[1].is_netdev_down = true;
	stage = dialog_stage(scene, 24, 120, "Down Space Down Space Down Space Down Space F8");
	expect_words(&stage, "the interface eth3 goes with it");
	expect_words(&stage, "[ Delete 3 of 4 ]");
	press_all(&stage, "Up Up d p d k 0");
	expect_words(&stage, "[ Delete 4 of 4 ]");
	assert_int_equal(row_with(&stage, "echo dpdk0 >") + 1, row_with(&stage, "echo web0 >"));
	assert_int_equal(row_with(&stage, "echo web0 >") + 1, row_with(&stage, "(2 more)"));
	stage_end(&stage);
}

static void without_the_right_to_unbind_a_device_of_vhost_vdpa_stays(void **state)
{
	struct stage stage = stage_of(free_scene(), 30);

	(void)state;
	stage.status.no_bind = "binding takes uid 0";
	press_all(&stage, "Down F8");
	look(&stage);
	expect_words(&stage, "it must be unbound from vhost_vdpa before it is deleted, and");
	expect_words(&stage, "binding takes uid 0");
	expect_no_words(&stage, "[ Delete ]");
	stage_end(&stage);
}

static void what_is_being_deleted_already_is_not_deleted_twice(void **state)
{
	struct stage stage = stage_of(free_scene(), 30);
	struct job job = { .number = 1, .submission = 1, .state = JOB_UNBINDING };

	(void)state;
	job.task.kind = TASK_DELETE;
	job.task.device = stage.model->devices[0].id;
	stage.status.jobs = &job;
	stage.status.job_count = 1;
	press_all(&stage, "Down F8");
	look(&stage);
	expect_words(&stage, "something is being done to it already: unbinding");
	expect_no_words(&stage, "[ Delete ]");
	stage_end(&stage);
}

static void a_device_that_no_management_device_made_cannot_be_deleted(void **state)
{
	struct scene scene = scene_rack;
	struct stage stage;

	(void)state;
	scene.devices[1].mgmtdev = FLAT_NONE;
	stage = dialog_stage(scene, 24, 80, "End F8");
	expect_words(&stage, "Not deleted: db0");
	expect_no_words(&stage, "[ Delete ]");
	stage_end(&stage);
}

/*
 * Several at once. How many go and how many stay is said first and on the button; those in use stay unless
 * each one's name is typed; a management device and queues that were tagged, too, are not taken for devices.
 */
static void tagged_devices_on_80x24_are_told_apart_by_what_becomes_of_them(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  5 tagged  order frozen  Linux 6.12.117           1.0s  14:03:07",
		MORE_ROWS,
		" ─ Delete devices ─────────────────────────────────────────────────────────────",
		"   Of 3 tagged devices 1 is deleted, 2 are in use and stay unless their names",
		"   are typed.",
		"   What is bound to vhost_vdpa is unbound first, then deleted.",
		"   When somebody holds it open: its node is gone at once and no VM can open it",
		"   again, which cannot be taken back; the unbinding waits until the holder",
		"   closes it, perhaps for days, and only then it is deleted.",
		"   Tagged as well, and not deleted for that: 1 management device and 1 queue",
		" › [ Cancel ]   [ Delete 1 of 3 ]",
		"   [x] web0  net device of pci/0000:03:00.2 (mlx5_core), bound to vhost_vdpa",
		"   dpdk0  (its name, to delete it all the same)▁",
		"          △ net device of auxiliary/mlx5_core.sf.4 (mlx5_core), bound to",
		"            vhost_vdpa; in use: testpmd (pid 5120) holds /dev/vhost-vdpa-1 open",
		"   disk0  (its name, to delete it all the same)▁",
		"          △ block device of vdpasim_blk (vdpa_sim), bound to virtio_vdpa; in",
		"            use: vda is mounted; the disk vda goes with it",
		"",
		" ──────────────────────────────────────────────────────────────────────────────",
		" Go back; nothing is changed.",
		" echo web0 > /sys/bus/vdpa/devices/web0/driver/unbind && vdpa dev del web0",
		"",
		KEYS_FORM,
		NULL,
	};
	struct scene scene = free_scene();
	struct stage stage;

	(void)state;
	scene.devices[3].is_disk_mounted = true;
	stage = dialog_stage(scene, 24, 80, "Space Space Down Right Down Space Up Up Left Down Down Space "
			     "Down Space F8");
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* What is unticked stays, what is named goes, each for itself: none waits for another's unbinding. */
static void of_tagged_devices_those_that_are_ticked_or_named_are_sent_apart(void **state)
{
	struct scene scene = free_scene();
	struct stage stage;

	(void)state;
	scene.devices[1].is_netdev_down = true;
	scene.devices[3].is_disk_mounted = true;
	stage = dialog_stage(scene, 24, 80, "Down Space Down Space Down Space Down Space F8");
	expect_words(&stage, "Of 4 tagged devices 2 are deleted, 2 are in use");
	press_all(&stage, "Down Space");
	expect_words(&stage, "1 is ticked off and stays");
	press_all(&stage, "Up Up d i s k 0");
	expect_words(&stage, "[ Delete 2 of 4 ]");
	press(&stage, "F2");
	assert_int_equal(press(&stage, "Enter"), VIEW_COMMAND);
	assert_int_equal(view_get_command(stage.view)->count, 2);
	assert_true(view_get_command(stage.view)->is_apart);
	assert_string_equal(sent_task(&stage, 0)->name, "db0");
	assert_false(sent_task(&stage, 0)->is_forced);
	assert_string_equal(sent_task(&stage, 1)->name, "disk0");
	assert_true(sent_task(&stage, 1)->is_forced);
	expect_words(&stage, "─ Commands ─");
	press(&stage, "Esc");
	expect_words(&stage, "2 tagged");
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_device_in_use_on_80x24_says_by_whom_and_what_cannot_be_taken_back),
	cmocka_unit_test(a_device_in_use_on_120x40_says_the_same),
	cmocka_unit_test(until_the_host_was_looked_at_nothing_can_be_deleted),
	cmocka_unit_test(a_free_device_is_deleted_by_its_identity_and_leaves_the_dialog),
	cmocka_unit_test(a_device_in_use_is_deleted_only_by_who_types_its_name_exactly),
	cmocka_unit_test(a_letter_on_a_button_goes_to_the_name_and_enter_there_still_cancels),
	cmocka_unit_test(enter_and_esc_right_after_f8_change_nothing),
	cmocka_unit_test(a_queue_means_its_device_and_a_management_device_means_none),
	cmocka_unit_test(interfaces_that_are_up_are_in_use_and_those_that_are_down_are_not),
	cmocka_unit_test(who_cannot_be_seen_counts_as_using_it),
	cmocka_unit_test(a_device_that_goes_or_is_made_again_meanwhile_is_left_alone),
	cmocka_unit_test(what_was_in_use_and_becomes_free_meanwhile_is_not_ticked_by_itself),
	cmocka_unit_test(the_only_one_that_becomes_free_meanwhile_still_takes_its_name),
	cmocka_unit_test(while_the_kernel_does_not_answer_it_is_said_what_is_done_now_and_what_is_not),
	cmocka_unit_test(of_many_the_lines_that_unbind_are_shown_first_and_each_row_says_what_goes_with_it),
	cmocka_unit_test(without_the_right_to_unbind_a_device_of_vhost_vdpa_stays),
	cmocka_unit_test(what_is_being_deleted_already_is_not_deleted_twice),
	cmocka_unit_test(a_device_that_no_management_device_made_cannot_be_deleted),
	cmocka_unit_test(tagged_devices_on_80x24_are_told_apart_by_what_becomes_of_them),
	cmocka_unit_test(of_tagged_devices_those_that_are_ticked_or_named_are_sent_apart),
};

UNIT_MAIN(screens_delete)
