/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was asked for and what is being done: on its page, in the tree, in the header. */
#include "stage.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "screens.h"

#include "unit.h"

#define SECOND INT64_C(1000000000)
#define JOBS 6

static struct job job_of(enum task_kind kind, enum job_state state, const char *name, int seconds)
{
	struct job job = {
		.submission = 1,
		.task = { .kind = kind, .mgmtdev = "vdpasim_net" },
		.state = state,
		.submitted = SCENE_NOW - 30 * SECOND,
		.since = SCENE_NOW - seconds * SECOND,
	};

	if (state != JOB_WAITING)
		job.began = job.since - SECOND / 50;
	snprintf(job.task.name, sizeof(job.task.name), "%s", name);
	return job;
}

static struct job job_over(enum job_state state, const char *name, int code, const char *words)
{
	struct job job = job_of(TASK_ADD, state, name, 28);

	job.outcome.code = code;
	job.outcome.level = state == JOB_DONE && strstr(words, " but ") ? MODEL_WARNING : MODEL_INFO;
	snprintf(job.outcome.words, sizeof(job.outcome.words), "%s", words);
	return job;
}

/* Five devices added at once, of which the third failed; and a delete that waits for a VM. */
static void fill(struct job *jobs, const struct model *model)
{
	jobs[0] = job_over(JOB_DONE, "vm0", 0, "vm0 was added: /dev/vhost-vdpa-3");
	jobs[1] = job_over(JOB_DONE, "vm1", 0, "vm1 was added, but no driver took it: modprobe vhost_vdpa");
	jobs[2] = job_over(JOB_FAILED, "vm2", -EEXIST, "vm2 was not added: there is such a device already");
	strcpy(jobs[2].outcome.kernel, "Device already exists");
	jobs[3] = job_of(TASK_ADD, JOB_WAITING, "vm3", 27);
	jobs[4] = job_of(TASK_ADD, JOB_WAITING, "vm4", 27);
	jobs[3].is_held = jobs[4].is_held = true;
	jobs[5] = job_of(TASK_DELETE, JOB_UNBINDING, "web0", 252);
	jobs[5].submission = 2;
	jobs[5].task.device = model->devices[0].id;
	strcpy(jobs[5].holder, "vm-web01 (4711)");
	for (size_t i = 0; i < JOBS; i++)
		jobs[i].number = i + 1;
}

/* The rack with these jobs, or with none. */
static struct stage stage_with(struct job *jobs, size_t count)
{
	struct stage stage = stage_of(scene_rack, 30);

	fill(jobs, stage.model);
	stage.status.jobs = jobs;
	stage.status.job_count = count;
	return stage;
}

/* An empty page says what would stand on it, and how to begin. */
static void before_anything_was_asked_for_the_page_says_what_it_is_for(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices            1.0s  14:03:07",
		" kicks/s ≥6.55k ▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇  wqes/s   614k ▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇    10 ok  3 idle",
		" ─ Commands ───────────────────────────────────────────────────────────────────",
		" Nothing was asked for yet. What is, stands here with how far it is and what",
		" came of it.",
		" In the tree, F7 adds devices, F8 deletes and F9 changes the one that is",
		" selected.",
		BLANK_ROWS,
		" F1 Help g Go on s Stop e Log Enter Go to Z Pause Esc Back F10 Quit",
		NULL,
	};
	struct job jobs[JOBS];
	struct stage stage = stage_with(jobs, 0);

	(void)state;
	press(&stage, "J");
	expect_picture(&stage, picture);
	stage.status.no_change = "vdpatop was started with --read-only";
	expect_row(&stage, 5, " vdpatop was started with --read-only");
	press(&stage, "J");
	expect_words(&stage, "web0");
	stage_end(&stage);
}

/*
 * One line for each, the newest last: when, a sign at what calls for someone, how far it is and for how
 * long, what it is, and what came of it. On top what to do about what is held; below all there is to say
 * of the selected one, and the line for a shell, which nothing else stands on.
 */
static void the_page_on_80x24_says_how_far_everything_is(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  unbinding web0 4m12s, 2 held  Linux 6.12.117     1.0s  14:03:07",
		" kicks/s ≥6.55k ▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇  wqes/s   614k ▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇    10 ok  3 idle",
		" ─ Commands ─ 2 added, 1 failed, 1 at work, 2 held ────────────────────────────",
		" vm2 failed; 2 wait: g goes on, s stops",
		" 14:02:37   added      0.02s vm0         /dev/vhost-vdpa-3",
		" 14:02:37 △ added      0.02s vm1         but no driver took it: modprobe vhost_…",
		" 14:02:37 ▲ failed     0.02s add vm2     there is such a device already",
		" 14:02:37   held         27s add vm3",
		" 14:02:37   held         27s add vm4",
		" 14:02:37   unbinding  4m12s delete web0 the kernel waits until vm-web01 (4711)…",
		BLANK_ROWS,
		" ─ add vm2 ────────────────────────────────────────────────────────────────────",
		" vm2 was not added: there is such a device already; the kernel said: Device",
		" already exists (EEXIST after 0.02s)",
		" vdpa dev add name vm2 mgmtdev vdpasim_net",
		"",
		" F1 Help g Go on s Stop e Log Enter Go to Z Pause Esc Back F10 Quit",
		NULL,
	};
	struct job jobs[JOBS];
	struct stage stage = stage_with(jobs, JOBS);

	(void)state;
	press(&stage, "J");
	expect_picture(&stage, picture);
	stage_end(&stage);
}

static void a_failure_is_told_whole_with_the_errno_and_the_kernels_words(void **state)
{
	struct job jobs[JOBS];
	struct stage stage = stage_with(jobs, JOBS);

	(void)state;
	press(&stage, "J");
	press(&stage, "Home");
	press(&stage, "Down");
	press(&stage, "Down");
	expect_row(&stage, 18, " ─ add vm2 ────────────────────────────────────────────────────────────────────");
	expect_row(&stage, 19, " vm2 was not added: there is such a device already; the kernel said: Device");
	expect_row(&stage, 20, " already exists (EEXIST after 0.02s)");
	expect_row(&stage, 21, " vdpa dev add name vm2 mgmtdev vdpasim_net");
	assert_int_equal(style_of(&stage, "vdpa dev add name vm2"), STYLE_LABEL);
	stage_end(&stage);
}

static void what_is_held_is_gone_on_with_or_given_up(void **state)
{
	struct job jobs[JOBS];
	struct stage stage = stage_with(jobs, JOBS);

	(void)state;
	press(&stage, "J");
	assert_int_equal(press(&stage, "g"), VIEW_COMMAND);
	assert_int_equal(view_get_command(stage.view)->kind, VIEW_GO_ON);
	assert_int_equal(view_get_command(stage.view)->submission, 1);
	assert_int_equal(press(&stage, "s"), VIEW_COMMAND);
	assert_int_equal(view_get_command(stage.view)->kind, VIEW_GIVE_UP);
	assert_int_equal(view_get_command(stage.view)->submission, 1);
	jobs[3].is_held = jobs[4].is_held = false;
	assert_int_equal(press(&stage, "g"), VIEW_REDRAW);
	expect_words(&stage, "nothing is held");
	expect_no_words(&stage, "goes on");
	assert_int_equal(press(&stage, "s"), VIEW_COMMAND);
	jobs[3].state = jobs[4].state = JOB_SKIPPED;
	assert_int_equal(press(&stage, "s"), VIEW_REDRAW);
	expect_words(&stage, "nothing waits that could be given up");
	stage_end(&stage);
}

static void the_submission_of_the_selected_job_goes_first(void **state)
{
	struct job jobs[JOBS];
	struct stage stage = stage_with(jobs, JOBS);

	(void)state;
	jobs[4].submission = 3;
	press(&stage, "J");
	press(&stage, "End");
	press(&stage, "Up");
	assert_int_equal(press(&stage, "g"), VIEW_COMMAND);
	assert_int_equal(view_get_command(stage.view)->submission, 3);
	stage_end(&stage);
}

static void enter_goes_to_the_device_in_the_tree_where_it_is_there(void **state)
{
	struct job jobs[JOBS];
	struct stage stage = stage_with(jobs, JOBS);

	(void)state;
	press(&stage, "J");
	press(&stage, "End");
	press(&stage, "Up");
	press(&stage, "Enter");
	expect_words(&stage, "this device is not there");
	press(&stage, "End");
	press(&stage, "Enter");
	assert_string_equal(view_selected_device(stage.view, stage.model), "web0");
	expect_words(&stage, "─ web0 ─");
	snprintf(jobs[0].task.name, sizeof(jobs[0].task.name), "db0"); /* as if it had come meanwhile */
	press(&stage, "J");
	press(&stage, "Home");
	press(&stage, "Enter");
	assert_string_equal(view_selected_device(stage.view, stage.model), "db0");
	stage_end(&stage);
}

#define MANY 40

/* Of devices added at once the AT-th is being added. */
static void add_many(struct job *jobs, int at)
{
	for (int i = 0; i < MANY; i++) {
		char name[16];

		snprintf(name, sizeof(name), "vm%d", i);
		jobs[i] = job_of(TASK_ADD, i < at ? JOB_DONE : i == at ? JOB_ASKING : JOB_WAITING, name, 2);
		jobs[i].number = (uint64_t)i + 1;
	}
}

/* The line of the job that is selected has its words below as a title. */
static void the_page_goes_with_the_job_at_work_until_a_person_selects_another(void **state)
{
	struct job jobs[MANY + 1];
	struct stage stage = stage_of(scene_rack, 30);

	(void)state;
	add_many(jobs, 0);
	stage.status.jobs = jobs;
	stage.status.job_count = MANY;
	press(&stage, "J");
	expect_words(&stage, "─ add vm0 ─");
	expect_words(&stage, " rows 1-17 of 40 ─");
	for (int at = 1; at < MANY; at++) {
		char words[64];

		add_many(jobs, at);
		snprintf(words, sizeof(words), "─ add vm%d ─", at);
		expect_words(&stage, words);
		snprintf(words, sizeof(words), "─ Commands ─ %d added, 1 at work", at);
		expect_words(&stage, words);
		snprintf(words, sizeof(words), "  adding        2s vm%d", at);
		expect_words(&stage, words);
	}
	add_many(jobs, 20);
	press(&stage, "Home");
	add_many(jobs, 30);
	expect_words(&stage, "─ add vm0 ─");
	jobs[MANY] = job_of(TASK_ADD, JOB_ASKING, "new", 0);
	jobs[MANY].submission = 2;
	jobs[MANY].number = MANY + 1;
	stage.status.job_count = MANY + 1;
	expect_no_words(&stage, "─ add vm0 ─");
	stage_end(&stage);
}

static void after_a_failure_the_page_shows_the_one_that_failed(void **state)
{
	struct job jobs[MANY];
	struct stage stage = stage_of(scene_rack, 30);

	(void)state;
	add_many(jobs, MANY);
	jobs[7].state = JOB_FAILED;
	stage.status.jobs = jobs;
	stage.status.job_count = MANY;
	press(&stage, "J");
	expect_words(&stage, "─ Commands ─ 39 added, 1 failed ─");
	expect_words(&stage, "─ add vm7 ─");
	for (int i = 8; i < MANY; i++) {
		jobs[i].state = JOB_WAITING;
		jobs[i].is_held = true;
	}
	expect_words(&stage, "─ Commands ─ 7 added, 1 failed, 32 held ─");
	expect_words(&stage, "─ add vm7 ─");
	stage_end(&stage);
}

/* Minutes ago is another matter. */
static void what_is_done_is_summed_of_the_newest_alone(void **state)
{
	struct job jobs[MANY];
	struct stage stage = stage_of(scene_rack, 30);

	(void)state;
	add_many(jobs, MANY);
	stage.status.jobs = jobs;
	stage.status.job_count = MANY;
	for (size_t i = 0; i < MANY; i++) {
		jobs[i].submission = i < 30 ? 1 : i;
		jobs[i].submitted -= i < 30 ? 60 * SECOND : 0;
	}
	press(&stage, "J");
	expect_words(&stage, "─ Commands ─ 10 added ─");
	stage_end(&stage);
}

/* The keys stand behind it. */
static void a_long_name_is_cut_with_a_sign_for_it(void **state)
{
	struct job jobs[JOBS];
	struct stage stage = stage_with(jobs, JOBS);

	(void)state;
	memset(jobs[2].task.name, 'n', 100);
	jobs[2].task.name[100] = '\0';
	press(&stage, "J");
	expect_words(&stage, " nnnnnnnnnnnnnnnnnnn… failed; 2 wait: g goes on, s stops");
	expect_words(&stage, "… ─");
	stage_end(&stage);
}

/* Its name and who has it stay; what is being done stands in place of figures. */
static void the_row_of_a_device_says_what_is_done_to_it_and_for_how_long(void **state)
{
	struct job jobs[JOBS];
	struct stage stage = stage_with(jobs, JOBS);

	(void)state;
	press(&stage, "Down");
	expect_row(&stage, 4, "   ▸ web0             vhost_vdpa  vm-web01 (4711)    5   4.00k unbinding 4m12s");
	expect_words(&stage, " unbinding 4m12s: the kernel waits until vm-web01 (4711) closes it");
	jobs[5].state = JOB_ASKING;
	jobs[5].since = stage.status.now - 2 * SECOND;
	expect_row(&stage, 4, "   ▸ web0             vhost_vdpa  vm-web01 (4711)    5   4.00k deleting 2s");
	press(&stage, "Up");
	assert_int_equal(style_of(&stage, "deleting 2s"), STYLE_CAUTION);
	stage.status.now += 3 * SECOND;
	expect_words(&stage, "deleting 5s");
	jobs[5].task.kind = TASK_REBIND;
	expect_words(&stage, "changing 5s");
	jobs[5].state = JOB_BINDING;
	expect_words(&stage, "binding 5s");
	jobs[5].state = JOB_WAITING;
	expect_words(&stage, "unbound, waits");
	jobs[5].began = 0;
	expect_row(&stage, 4, "   ▸ web0             vhost_vdpa  vm-web01 (4711)    5   4.00k to be changed");
	jobs[5].state = JOB_DONE;
	expect_row(&stage, 4, "   ▸ web0             vhost_vdpa  vm-web01 (4711)    5   4.00k    350k ok");
	stage_end(&stage);
}

static void the_name_of_a_busy_device_is_readable_on_the_narrowest_screen(void **state)
{
	struct job jobs[JOBS];
	struct stage stage = stage_with(jobs, JOBS);

	(void)state;
	for (int columns = 24; columns < 200; columns++) {
		assert_int_equal(frame_resize(&stage.frame, 24, columns), 0);
		expect_words(&stage, "web0 ");
		expect_words(&stage, columns < 30 ? "unb" : "unbinding 4m12s");
	}
	stage_end(&stage);
}

static void the_page_of_a_device_says_what_is_done_to_it(void **state)
{
	struct job jobs[JOBS];
	struct stage stage = stage_with(jobs, JOBS);

	(void)state;
	press(&stage, "Down");
	press(&stage, "Enter");
	expect_row(&stage, 4, "   unbinding 4m12s: the kernel waits until vm-web01 (4711) closes it");
	stage_end(&stage);
}

static void what_is_under_way_stands_in_the_header_of_every_page(void **state)
{
	static const char *const pages[] = { "F1", "e", "g", "Enter" };
	struct job jobs[JOBS];
	struct stage stage = stage_with(jobs, JOBS);

	(void)state;
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		press(&stage, pages[i]);
		assert_non_null(strstr(row_text(&stage, 0), "  unbinding web0 4m12s, 2 held  "));
		press(&stage, "Esc");
	}
	jobs[3].state = JOB_ASKING;
	jobs[3].is_held = jobs[4].is_held = false;
	stage_draw(&stage);
	assert_non_null(strstr(row_text(&stage, 0), "  adding vm3 27s, 1 more, 1 waits  "));
	jobs[5].state = JOB_DONE;
	stage_draw(&stage);
	assert_non_null(strstr(row_text(&stage, 0), "  adding vm3 27s, 1 waits  "));
	jobs[3].state = jobs[4].state = JOB_DONE;
	expect_row(&stage, 0, " vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices            1.0s  14:03:07");
	stage_end(&stage);
}

static void seconds_of_what_is_done_go_on_without_samples(void **state)
{
	struct job jobs[JOBS];
	struct stage stage = stage_with(jobs, JOBS);

	(void)state;
	stage.status.interval = 60 * SECOND;
	stage_draw(&stage);
	assert_int_equal(view_turn_end(stage.view), stage.status.now + SECOND);
	jobs[5].state = JOB_DONE;
	stage_draw(&stage);
	assert_int_equal(view_turn_end(stage.view), 0);
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(before_anything_was_asked_for_the_page_says_what_it_is_for),
	cmocka_unit_test(the_page_on_80x24_says_how_far_everything_is),
	cmocka_unit_test(a_failure_is_told_whole_with_the_errno_and_the_kernels_words),
	cmocka_unit_test(what_is_held_is_gone_on_with_or_given_up),
	cmocka_unit_test(the_submission_of_the_selected_job_goes_first),
	cmocka_unit_test(enter_goes_to_the_device_in_the_tree_where_it_is_there),
	cmocka_unit_test(the_page_goes_with_the_job_at_work_until_a_person_selects_another),
	cmocka_unit_test(after_a_failure_the_page_shows_the_one_that_failed),
	cmocka_unit_test(what_is_done_is_summed_of_the_newest_alone),
	cmocka_unit_test(a_long_name_is_cut_with_a_sign_for_it),
	cmocka_unit_test(the_row_of_a_device_says_what_is_done_to_it_and_for_how_long),
	cmocka_unit_test(the_name_of_a_busy_device_is_readable_on_the_narrowest_screen),
	cmocka_unit_test(the_page_of_a_device_says_what_is_done_to_it),
	cmocka_unit_test(what_is_under_way_stands_in_the_header_of_every_page),
	cmocka_unit_test(seconds_of_what_is_done_go_on_without_samples),
};

UNIT_MAIN(screens_jobs)
