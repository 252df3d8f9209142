/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The dialog that changes a device: what can be changed while it is there, what only a new one can have,
 * who is cut off by it; and that nothing is sent but what somebody changed.
 */
#include "stage.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "screens.h"
#include "vdpa/message.h"
#include "unit.h"

#define KEYS_CHANGE " F1 Help Tab Next F5 Random MAC F2 Send Enter Accept Esc Cancel F10 Quit"

static void look(struct stage *stage)
{
	scene_tell_facts(stage->model, &stage->scene, stage->status.now);
	stage_draw(stage);
}

/* The dialog about the device that KEYS select, after the look it asked for. */
static struct stage dialog_stage(struct scene scene, const char *keys)
{
	struct stage stage = stage_of(scene, 30);

	press_all(&stage, keys);
	assert_int_equal(press(&stage, "F9"), VIEW_LOOK);
	look(&stage);
	return stage;
}

#define WHOLE (UINT64_C(1) << 3 | UINT64_C(1) << 5 | UINT64_C(1) << 33) /* MTU MAC ACCESS_PLATFORM */

/* The host with a web0 that offers what it has. */
static struct scene whole_scene(void)
{
	struct scene scene = scene_rack;

	scene.mgmtdevs[0].supported |= WHOLE;
	scene.devices[0].features |= WHOLE;
	return scene;
}

/* web0, held by nobody. */
static struct scene free_scene(void)
{
	struct scene scene = whole_scene();

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

/* What can be changed stands first; what cannot is there to be read, with the way to have it otherwise. */
static void the_form_on_80x24_tells_what_can_be_changed_from_what_cannot(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  order frozen  Linux 6.12.117  4 mgmtdevs         1.0s  14:03:07",
		MORE_ROWS,
		" ─ Change a device ────────────────────────────────────────────────────────────",
		"   web0",
		"   net device of pci/0000:03:00.2 (mlx5_core), bound to vhost_vdpa",
		"   In use: QEMU vm-web01 (pid 4711) holds /dev/vhost-vdpa-0 open",
		"",
		" › MAC address  52:54:00:12:34:56▁▁▁▁▁▁▁",
		"   Bus driver   ‹ vhost_vdpa ›",
		"   [ ] recreate  delete it and add it anew with other values",
		"   MTU          9000▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  – fixed when it is added",
		"   Queue pairs  2▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  – fixed when it is added",
		"   Features, fixed when it is added: MRG_RXBUF CTRL_VQ MQ VERSION_1 RING_PACKED",
		"   [ Cancel ]   [ Change ]",
		"   – nothing is changed yet",
		BLANK_ROWS,
		" ──────────────────────────────────────────────────────────────────────────────",
		" The address in the device's configuration. F5 makes a random one, locally",
		" administered.",
		"",
		KEYS_CHANGE,
		NULL,
	};
	struct stage stage = dialog_stage(scene_rack, "Down");

	(void)state;
	expect_picture(&stage, picture);
	press_all(&stage, "F2 Enter");
	expect_nothing_sent(&stage);
	stage_end(&stage);
}

/* To be recreated: what it has is there to be changed, each feature with its meaning; and what that costs. */
static void recreating_on_120x40_shows_what_the_new_device_will_have(void **state)
{
	static const char *const picture[] = {
		MORE_ROWS,
		" ─ Change a device ────────────────────────────────────────────────────────────────────────────────────────────────────",
		"   web0",
		"   net device of pci/0000:03:00.2 (mlx5_core), bound to vhost_vdpa",
		"   In use: QEMU vm-web01 (pid 4711) holds /dev/vhost-vdpa-0 open",
		"",
		"   MAC address    52:54:00:12:34:56▁▁▁▁▁▁▁",
		"   Bus driver     ‹ vhost_vdpa ›",
		" › [x] recreate         delete it and add it anew with other values",
		"                        △ In between it is gone, with its node or interface: whoever uses it is cut off, and its",
		"                          counters begin at 0. If adding it fails it stays deleted.",
		"   MTU            9000▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁",
		"   Queue pairs    2▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁",
		"   [x] features         only those that are ticked below",
		MORE_ROWS,
		"   [ ] RSS              the driver steers received packets by hash and table",
		"   It is unbound from vhost_vdpa first: /dev/vhost-vdpa-0 is gone at once and no VM can open it again, which cannot be",
		"   taken back. The unbinding waits until whoever holds it open closes it, perhaps for days; only then comes the rest.",
		"   Type its name  (its name, to take it away all the same)▁",
		"   [ Cancel ]   [ Delete and add ]",
		"   – it is in use: type its name to take it away all the same",
		MORE_ROWS,
		" echo web0 > /sys/bus/vdpa/devices/web0/driver/unbind && vdpa dev del web0",
		MORE_ROWS,
		KEYS_CHANGE,
		NULL,
	};
	struct stage stage = stage_sized(whole_scene(), 30, 40, 120);

	(void)state;
	press_all(&stage, "Down F9");
	look(&stage);
	press_all(&stage, "Down Down Space");
	expect_picture(&stage, picture);
	stage_end(&stage);
}

static void another_mac_address_is_sent_for_the_device_that_was_meant(void **state)
{
	struct stage stage = dialog_stage(scene_rack, "Down");
	const uint8_t mac[] = { 0x52, 0x54, 0, 0x12, 0x34, 0xaa };

	(void)state;
	press_all(&stage, "Backspace Backspace a a");
	expect_words(&stage, "whoever uses the device keeps the old address until its driver");
	expect_words(&stage, "vdpa dev set name web0 mac 52:54:00:12:34:aa");
	press(&stage, "F2");
	assert_int_equal(press(&stage, "Enter"), VIEW_COMMAND);
	assert_int_equal(view_get_command(stage.view)->count, 1);
	assert_int_equal(sent_task(&stage, 0)->kind, TASK_SET_MAC);
	assert_int_equal(sent_task(&stage, 0)->device, stage.model->devices[0].id);
	assert_int_equal(sent_task(&stage, 0)->identity, stage.model->devices[0].identity);
	assert_memory_equal(sent_task(&stage, 0)->mac, mac, sizeof(mac));
	stage_end(&stage);
}

static void a_bound_interface_keeps_its_old_address_and_the_form_says_so(void **state)
{
	struct stage stage = dialog_stage(scene_rack, "Down Down Down");

	(void)state;
	press(&stage, "F5");
	expect_words(&stage, "eth3 keeps its old address until the device is bound anew");
	stage_end(&stage);
}

static void addresses_that_nobody_can_have_are_refused_at_the_field(void **state)
{
	static const char *const wrong[] = {
		"", "52:54:00", "01:00:5e:00:00:01", "00:00:00:00:00:00", "52:54:00:12:34:57", "no address",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct stage stage = dialog_stage(scene_rack, "Down");

		press(&stage, "^U");
		for (const char *at = wrong[i]; *at; at++)
			press(&stage, *at == ' ' ? "Space" : (char[]){ *at, '\0' });
		assert_int_equal(style_of(&stage, "▲"), STYLE_BAD);
		press(&stage, "F2");
		expect_words(&stage, "nothing was sent: 1 thing is to be put right first");
		press(&stage, "Enter");
		expect_nothing_sent(&stage);
		stage_end(&stage);
	}
}

static void f5_makes_another_address_each_time(void **state)
{
	struct stage stage = dialog_stage(scene_rack, "Down");
	char first[256];

	(void)state;
	press(&stage, "F5");
	text_copy(first, sizeof(first), row_text(&stage, row_with(&stage, "MAC address")));
	expect_words(&stage, "vdpa dev set name web0 mac ");
	press(&stage, "F5");
	assert_string_not_equal(row_text(&stage, row_with(&stage, "MAC address")), first);
	stage_end(&stage);
}

static void a_kernel_or_a_driver_that_cannot_change_it_is_named(void **state)
{
	struct scene scene = scene_rack;
	struct stage stage;

	(void)state;
	scene.is_old_kernel = true;
	stage = dialog_stage(scene, "Down");
	expect_words(&stage, "– this kernel cannot change a MAC address (6.12 and later can)");
	press_all(&stage, "F5 Backspace");
	expect_words(&stage, "52:54:00:12:34:56");
	stage_end(&stage);
	scene = scene_rack;
	scene.mgmtdevs[0].driver = "ifcvf";
	stage = dialog_stage(scene, "Down");
	expect_words(&stage, "– ifcvf cannot change it after the device is added");
	stage_end(&stage);
}

static void a_disk_has_no_address_and_can_be_bound_to_another_driver(void **state)
{
	struct stage stage = dialog_stage(scene_rack, "End");

	(void)state;
	expect_no_words(&stage, "MAC address");
	expect_no_words(&stage, "MTU");
	press(&stage, "Right");
	expect_words(&stage, "‹ none ›");
	press(&stage, "F2");
	assert_int_equal(press(&stage, "Enter"), VIEW_COMMAND);
	assert_int_equal(sent_task(&stage, 0)->kind, TASK_REBIND);
	assert_int_equal(sent_task(&stage, 0)->driver, TASK_DRIVER_NONE);
	stage_end(&stage);
}

/* Who is taken a device away must be named by whoever does it; an address alone takes nothing away. */
static void binding_a_device_in_use_to_another_driver_takes_its_name(void **state)
{
	struct stage stage = dialog_stage(scene_rack, "Down");

	(void)state;
	expect_no_words(&stage, "Type its name");
	press_all(&stage, "Down Right");
	expect_words(&stage, "‹ virtio_vdpa ›");
	press_all(&stage, "F2 Enter");
	expect_words(&stage, "It is unbound from vhost_vdpa first: /dev/vhost-vdpa-0 is gone at once");
	expect_nothing_sent(&stage);
	press_all(&stage, "F2 w e b 0 F2");
	assert_int_equal(press(&stage, "Enter"), VIEW_COMMAND);
	assert_int_equal(sent_task(&stage, 0)->kind, TASK_REBIND);
	assert_int_equal(sent_task(&stage, 0)->driver, TASK_DRIVER_VIRTIO);
	assert_true(sent_task(&stage, 0)->is_forced);
	stage_end(&stage);
}

/* The interface that virtio_vdpa makes reads the address once: it must be there by then. */
static void address_and_driver_at_once_are_sent_in_the_order_that_works(void **state)
{
	struct stage stage = dialog_stage(free_scene(), "Down");

	(void)state;
	press_all(&stage, "F5 Down Right F2");
	assert_int_equal(press(&stage, "Enter"), VIEW_COMMAND);
	assert_int_equal(view_get_command(stage.view)->count, 2);
	assert_true(view_get_command(stage.view)->stops);
	assert_int_equal(sent_task(&stage, 0)->kind, TASK_SET_MAC);
	assert_int_equal(sent_task(&stage, 1)->kind, TASK_REBIND);
	assert_false(sent_task(&stage, 1)->is_forced);
	stage_end(&stage);
}

/* Somebody else binds the device and sets its address while the form is open: that is not undone. */
static void what_nobody_touched_is_never_sent(void **state)
{
	struct stage stage = dialog_stage(free_scene(), "Down");

	(void)state;
	stage.scene.devices[0].driver = "virtio_vdpa";
	stage.scene.devices[0].mac_end = 0x77;
	pass_a_second(&stage);
	expect_words(&stage, "‹ virtio_vdpa ›");
	expect_words(&stage, "nothing is changed yet");
	press_all(&stage, "F2 Enter");
	expect_nothing_sent(&stage);
	stage_end(&stage);
}

/* Everything can be had by a new device; what goes with the old one is said before. */
static void recreating_presets_what_the_device_has_and_sends_one_submission(void **state)
{
	struct stage stage = dialog_stage(free_scene(), "Down");
	const struct task *task;

	(void)state;
	press_all(&stage, "Down Down Space");
	expect_words(&stage, "In between it is gone, with its node or interface");
	expect_words(&stage, "If adding it fails it stays deleted.");
	press_all(&stage, "Down Down ^U 4 Up ^U");
	type_text(&stage, "1400");
	press_all(&stage, "F2");
	expect_words(&stage, "[ Delete and add ]");
	assert_int_equal(press(&stage, "Enter"), VIEW_COMMAND);
	assert_int_equal(view_get_command(stage.view)->count, 2);
	assert_true(view_get_command(stage.view)->stops);
	assert_int_equal(sent_task(&stage, 0)->kind, TASK_DELETE);
	assert_int_equal(sent_task(&stage, 0)->identity, stage.model->devices[0].identity);
	task = sent_task(&stage, 1);
	assert_int_equal(task->kind, TASK_ADD);
	assert_string_equal(task->name, "web0");
	assert_string_equal(task->bus, "pci");
	assert_string_equal(task->mgmtdev, "0000:03:00.2");
	assert_int_equal(task->driver, TASK_DRIVER_VHOST);
	assert_int_equal(task->valid & (VDPA_HAS_MAC | VDPA_HAS_MTU | VDPA_HAS_MAX_VQP),
			 VDPA_HAS_MAC | VDPA_HAS_MTU | VDPA_HAS_MAX_VQP);
	assert_int_equal(task->mac[5], 0x56);
	assert_int_equal(task->mtu, 1400);
	assert_int_equal(task->max_vqp, 4);
	stage_end(&stage);
}

static void what_a_new_device_cannot_have_is_refused_before_the_old_one_is_deleted(void **state)
{
	static const char *const wrong[] = { "67", "65536", "x", "0" };

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct stage stage = dialog_stage(free_scene(), "Down");

		press_all(&stage, "Down Down Space Down ^U");
		type_text(&stage, wrong[i]);
		expect_words(&stage, "the MTU must be a whole number from 68 to 65535");
		press_all(&stage, "F2 Enter");
		expect_nothing_sent(&stage);
		stage_end(&stage);
	}
}

static void recreating_a_device_in_use_takes_its_name(void **state)
{
	struct stage stage = dialog_stage(whole_scene(), "Down");

	(void)state;
	press_all(&stage, "Down Down Space F2");
	expect_words(&stage, "nothing was sent: it is in use: type its name to take");
	expect_nothing_sent(&stage);
	press_all(&stage, "F2 w e b 0 F2");
	assert_int_equal(press(&stage, "Enter"), VIEW_COMMAND);
	assert_true(sent_task(&stage, 0)->is_forced);
	stage_end(&stage);
}

static void a_name_with_a_brace_cannot_be_recreated_and_says_why(void **state)
{
	struct scene scene = whole_scene();
	struct stage stage;

	(void)state;
	scene.devices[0].name = "w{b0";
	stage = dialog_stage(scene, "Down");
	expect_words(&stage, "the { in its name would stand for several names");
	press_all(&stage, "Down Down Space");
	expect_no_words(&stage, "[x] recreate");
	stage_end(&stage);
}

/* Sends it, and is the program that has taken task NTH as a job; nothing is drawn before that. */
static struct job job_of(struct stage *stage, size_t nth, enum job_state state)
{
	struct job job = { .number = nth + 1, .state = state };

	if (!nth) {
		press(stage, "F2");
		assert_int_equal(view_key(stage->view, stage->model, "Enter"), VIEW_COMMAND);
	}
	job.submission = view_get_command(stage->view)->submission;
	job.task = *sent_task(stage, nth);
	job.since = stage->status.now;
	return job;
}

static void show_jobs(struct stage *stage, const struct job *jobs, size_t count)
{
	stage->status.jobs = jobs;
	stage->status.job_count = count;
	stage_draw(stage);
}

static void the_form_waits_with_what_was_typed_and_goes_when_it_is_done(void **state)
{
	struct stage stage = dialog_stage(free_scene(), "Down");
	struct job job;

	(void)state;
	press_all(&stage, "Backspace Backspace a a");
	job = job_of(&stage, 0, JOB_ASKING);
	job.since -= INT64_C(4000000000);
	show_jobs(&stage, &job, 1);
	expect_words(&stage, "set web0 mac 52:54:00:12:34:aa: ");
	expect_words(&stage, "4.0s");
	expect_words(&stage, "52:54:00:12:34:aa▁");
	job.state = JOB_DONE;
	strcpy(job.outcome.words, "web0 has its address");
	show_jobs(&stage, &job, 1);
	expect_words(&stage, "web0 has its address");
	expect_words(&stage, " DEVICE ");
	stage_end(&stage);
}

static void what_the_kernel_refuses_is_said_at_its_field_and_can_be_sent_anew(void **state)
{
	struct stage stage = dialog_stage(free_scene(), "Down");
	struct job jobs[2];

	(void)state;
	press_all(&stage, "Backspace Backspace a a Down Right");
	jobs[0] = job_of(&stage, 0, JOB_FAILED);
	jobs[0].outcome = (struct outcome){ .code = -EOPNOTSUPP, .field = TASK_FIELD_MAC, .level = MODEL_ERROR };
	strcpy(jobs[0].outcome.words, "the driver did not take it");
	strcpy(jobs[0].outcome.kernel, "Invalid MAC address");
	jobs[1] = job_of(&stage, 1, JOB_WAITING);
	jobs[1].is_held = true;
	show_jobs(&stage, jobs, 2);
	expect_words(&stage, "the driver did not take it; the kernel: Invalid MAC address");
	expect_words(&stage, " › MAC address  52:54:00:12:34:aa");
	expect_words(&stage, "‹ virtio_vdpa ›");
	jobs[1].state = JOB_SKIPPED;
	press_all(&stage, "Backspace b");
	expect_no_words(&stage, "did not take it");
	press(&stage, "F2");
	assert_int_equal(press(&stage, "Enter"), VIEW_COMMAND);
	assert_int_equal(view_get_command(stage.view)->gives_up, 1);
	assert_int_equal(view_get_command(stage.view)->submission, 2);
	stage_end(&stage);
}

static void leaving_a_form_that_failed_gives_up_what_was_held(void **state)
{
	struct stage stage = dialog_stage(free_scene(), "Down");
	struct job jobs[2];

	(void)state;
	press_all(&stage, "F5 Down Right");
	jobs[0] = job_of(&stage, 0, JOB_FAILED);
	jobs[0].outcome.code = -EIO;
	jobs[1] = job_of(&stage, 1, JOB_WAITING);
	jobs[1].is_held = true;
	show_jobs(&stage, jobs, 2);
	assert_int_equal(press(&stage, "Esc"), VIEW_COMMAND);
	assert_int_equal(view_get_command(stage.view)->kind, VIEW_GIVE_UP);
	assert_int_equal(view_get_command(stage.view)->submission, 1);
	stage_end(&stage);
}

/* The worst that can happen here: deleted and not added. Nothing of it is lost, and it is one key away. */
static void a_device_that_was_deleted_and_not_added_can_be_added_from_the_form(void **state)
{
	struct stage stage = dialog_stage(free_scene(), "Down");
	struct job jobs[2];

	(void)state;
	press_all(&stage, "Down Down Space");
	jobs[0] = job_of(&stage, 0, JOB_DONE);
	jobs[1] = job_of(&stage, 1, JOB_FAILED);
	jobs[1].outcome = (struct outcome){ .code = -EINVAL, .field = TASK_FIELD_PAIRS, .level = MODEL_ERROR };
	strcpy(jobs[1].outcome.words, "too many pairs");
	show_jobs(&stage, jobs, 2);
	stage.scene.devices[0] = stage.scene.devices[3];
	stage.scene.device_count = 3;
	pass_a_second(&stage);
	expect_words(&stage, "web0 is deleted and was not added anew: nothing is left of it but this form");
	expect_words(&stage, "too many pairs");
	press(&stage, "F2");
	expect_words(&stage, "[ Add it ]");
	assert_int_equal(press(&stage, "Enter"), VIEW_COMMAND);
	assert_int_equal(view_get_command(stage.view)->count, 1);
	assert_int_equal(sent_task(&stage, 0)->kind, TASK_ADD);
	assert_string_equal(sent_task(&stage, 0)->name, "web0");
	stage_end(&stage);
}

static void esc_and_cancel_change_nothing(void **state)
{
	static const char *const ways[] = { "Esc", "F2 Left Enter" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct stage stage = dialog_stage(free_scene(), "Down");

		press_all(&stage, "F5 Down Right Down Space");
		press_all(&stage, ways[i]);
		expect_words(&stage, " DEVICE ");
		expect_nothing_sent(&stage);
		stage_end(&stage);
	}
}

static void a_device_that_is_made_again_meanwhile_is_left_alone(void **state)
{
	static const char again[] = "web0";
	struct stage stage = dialog_stage(free_scene(), "Down");

	(void)state;
	press(&stage, "F5");
	stage.scene.devices[0].name = again;
	pass_a_second(&stage);
	expect_words(&stage, "Not to be changed: web0 was deleted and made again meanwhile");
	expect_words(&stage, "[ Back ]");
	expect_no_words(&stage, "[ Change ]");
	press_all(&stage, "F2 Enter");
	expect_nothing_sent(&stage);
	stage_end(&stage);
}

static void without_the_right_to_bind_only_the_address_can_be_changed(void **state)
{
	struct stage stage = stage_of(free_scene(), 30);

	(void)state;
	stage.status.no_bind = "binding takes uid 0";
	press_all(&stage, "Down F9");
	look(&stage);
	expect_words(&stage, "‹ vhost_vdpa ›  – binding takes uid 0");
	expect_words(&stage, "it must be unbound from vhost_vdpa before it is");
	press_all(&stage, "Down Right Down Space");
	expect_words(&stage, "‹ vhost_vdpa ›");
	expect_words(&stage, "[ ] recreate");
	press_all(&stage, "F5 F2");
	assert_int_equal(press(&stage, "Enter"), VIEW_COMMAND);
	stage_end(&stage);
}

static void who_tagged_other_devices_is_told_that_one_alone_is_changed(void **state)
{
	struct stage stage = dialog_stage(scene_rack, "Down Space Down");

	(void)state;
	expect_words(&stage, "one device at a time: this changes db0, tagged or not");
	press(&stage, "Esc");
	press_all(&stage, "Up Up F9");
	expect_words(&stage, "─ Change a device ─");
	expect_no_words(&stage, "one device at a time");
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_form_on_80x24_tells_what_can_be_changed_from_what_cannot),
	cmocka_unit_test(recreating_on_120x40_shows_what_the_new_device_will_have),
	cmocka_unit_test(another_mac_address_is_sent_for_the_device_that_was_meant),
	cmocka_unit_test(a_bound_interface_keeps_its_old_address_and_the_form_says_so),
	cmocka_unit_test(addresses_that_nobody_can_have_are_refused_at_the_field),
	cmocka_unit_test(f5_makes_another_address_each_time),
	cmocka_unit_test(a_kernel_or_a_driver_that_cannot_change_it_is_named),
	cmocka_unit_test(a_disk_has_no_address_and_can_be_bound_to_another_driver),
	cmocka_unit_test(binding_a_device_in_use_to_another_driver_takes_its_name),
	cmocka_unit_test(address_and_driver_at_once_are_sent_in_the_order_that_works),
	cmocka_unit_test(what_nobody_touched_is_never_sent),
	cmocka_unit_test(a_name_with_a_brace_cannot_be_recreated_and_says_why),
	cmocka_unit_test(recreating_presets_what_the_device_has_and_sends_one_submission),
	cmocka_unit_test(what_a_new_device_cannot_have_is_refused_before_the_old_one_is_deleted),
	cmocka_unit_test(recreating_a_device_in_use_takes_its_name),
	cmocka_unit_test(the_form_waits_with_what_was_typed_and_goes_when_it_is_done),
	cmocka_unit_test(what_the_kernel_refuses_is_said_at_its_field_and_can_be_sent_anew),
	cmocka_unit_test(leaving_a_form_that_failed_gives_up_what_was_held),
	cmocka_unit_test(a_device_that_was_deleted_and_not_added_can_be_added_from_the_form),
	cmocka_unit_test(esc_and_cancel_change_nothing),
	cmocka_unit_test(a_device_that_is_made_again_meanwhile_is_left_alone),
	cmocka_unit_test(without_the_right_to_bind_only_the_address_can_be_changed),
	cmocka_unit_test(who_tagged_other_devices_is_told_that_one_alone_is_changed),
};

UNIT_MAIN(screens_change)
