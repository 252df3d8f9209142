/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is submitted is carried out: in order, checked right before, and whoever else waits for nothing. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "engine/rights.h"
#include "engine_run.h"
#include "unit.h"

/* A run that has its first sample and the host's facts, and then samples only when something changes. */
static void start(struct run *run, enum demo_fault fault)
{
	run_start(run, fault, (struct engine_options){ .delay = HOUR, .wants_news = true });
	while (!run->samples || !run->engine->host.answers)
		ev_run(run->engine->loop, EVRUN_ONCE);
}

static void a_device_is_added_and_seen(void **state)
{
	struct task task = run_add("vm0", "vdpasim_net");
	struct run run;

	(void)state;
	start(&run, DEMO_FAULT_NONE);
	run_submit(&run, 1, &task, 1, false);
	assert_int_equal(run_job(&run, 1)->state, JOB_ASKING);
	run_until_over(&run, 1);
	assert_int_equal(run_job(&run, 1)->state, JOB_DONE);
	assert_true(run_job(&run, 1)->began && run_job(&run, 1)->since >= run_job(&run, 1)->began);
	run_until_samples(&run, 2);
	assert_true(run_device(&run, "vm0")->is_managed);
	run_end(&run);
}

static void a_name_that_is_taken_is_the_kernels_to_refuse(void **state)
{
	struct task tasks[] = { run_add("lab0", "vdpasim_net"), run_add("vm1", "vdpasim_net") };
	struct run run;

	(void)state;
	start(&run, DEMO_FAULT_NONE);
	run_submit(&run, 1, tasks, 2, false);
	run_until_over(&run, 2);
	assert_int_equal(run_job(&run, 1)->state, JOB_FAILED);
	assert_int_equal(run_job(&run, 1)->outcome.code, -EEXIST);
	assert_int_equal(run_job(&run, 2)->state, JOB_DONE);
	run_end(&run);
}

static void what_comes_behind_a_failure_is_held_until_a_person_says(void **state)
{
	struct task tasks[] = { run_add("lab0", "vdpasim_net"), run_add("vm1", "vdpasim_net"),
				run_add("lab0", "vdpasim_net"), run_add("vm2", "vdpasim_net") };
	struct run run;

	(void)state;
	start(&run, DEMO_FAULT_NONE);
	run_submit(&run, 7, tasks, 4, true);
	run_until_over(&run, 1);
	for (uint64_t number = 2; number <= 4; number++) {
		assert_int_equal(run_job(&run, number)->state, JOB_WAITING);
		assert_true(run_job(&run, number)->is_held);
	}
	engine_go_on(run.engine, 6);
	assert_true(run_job(&run, 2)->is_held);
	engine_go_on(run.engine, 7);
	run_until_over(&run, 3);
	assert_int_equal(run_job(&run, 2)->state, JOB_DONE);
	assert_true(run_job(&run, 4)->is_held);
	engine_give_up(run.engine, 7);
	assert_int_equal(run_job(&run, 4)->state, JOB_SKIPPED);
	assert_false(run_job(&run, 4)->began);
	assert_null(run_device(&run, "vm2"));
	run_end(&run);
}

static void nothing_is_taken_without_the_right_to_change(void **state)
{
	struct task task = run_add("vm0", "vdpasim_net");
	struct error error = { 0 };
	size_t count;
	struct run run;

	(void)state;
	start(&run, DEMO_FAULT_NO_ACCESS);
	assert_int_equal(engine_submit(run.engine, 1, &task, 1, false, &error), -EPERM);
	assert_string_equal(error.words, engine_get_rights(run.engine).change);
	assert_non_null(strstr(error.words, "CAP_NET_ADMIN"));
	run_end(&run);

	run_start(&run, DEMO_FAULT_NONE, (struct engine_options){ .delay = HOUR, .is_read_only = true });
	assert_int_equal(engine_submit(run.engine, 1, &task, 1, false, &error), -EPERM);
	assert_non_null(strstr(error.words, "--read-only"));
	assert_string_equal(engine_get_rights(run.engine).bind, engine_get_rights(run.engine).change);
	engine_jobs(run.engine, &count);
	assert_int_equal(count, 0);
	run_end(&run);
}

/* Uid 0 without capabilities, as a unit of systemd may be, and main once it gave borrowed ones up. */
static void without_capabilities_nothing_can_be_administered(void **state)
{
	pid_t pid = fork();
	int status;

	(void)state;
	assert_true(pid >= 0);
	if (!pid) {
		bool had = rights_can_administer();

		if (rights_keep(RIGHTS_HOST) < 0 || rights_can_administer())
			_exit(1);
		_exit(had && !rights_are_initial());
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

/* Its worker hangs in the request: the job tells of it, and the screen can be left. */
static void a_slow_request_is_seen_while_paused_and_does_not_keep_anybody(void **state)
{
	struct engine_options options = { .delay = HOUR, .wants_news = true, .demo = DEMO_OPTIONS_DEFAULT };
	struct task task = run_add("vm0", "vdpasim_net");
	struct engine_status status;
	struct run run;

	(void)state;
	options.demo.mgmtdevs = 4;
	options.demo.add_delay = 3600;
	run_start(&run, DEMO_FAULT_NONE, options);
	run_until_samples(&run, 1);
	engine_set_paused(run.engine, true);
	run_submit(&run, 1, &task, 1, false);
	while (engine_get_status(run.engine).state != ENGINE_BLOCKED)
		ev_run(run.engine->loop, EVRUN_ONCE);
	status = engine_get_status(run.engine);
	assert_string_equal(status.request, "adding vm0");
	assert_true(status.seconds >= ENGINE_PATIENCE);
	assert_int_equal(run_job(&run, 1)->state, JOB_ASKING);
	assert_int_equal(run.engine->told_blocked, 0);
	run_end(&run);
}

static void a_sample_and_other_commands_wait_for_a_slow_one_and_come_then(void **state)
{
	struct engine_options options = { .delay = 0.1, .wants_news = true, .demo = DEMO_OPTIONS_DEFAULT };
	struct task first = run_add("vm0", "vdpasim_net"), second = run_add("vm1", "vdpasim_net");
	struct run run;

	(void)state;
	options.demo.mgmtdevs = 4;
	options.demo.add_delay = 0.3;
	run_start(&run, DEMO_FAULT_NONE, options);
	run_until_samples(&run, 1);
	run_submit(&run, 1, &first, 1, false);
	run_submit(&run, 2, &second, 1, false);
	assert_int_equal(run_job(&run, 1)->state, JOB_ASKING);
	assert_int_equal(run_job(&run, 2)->state, JOB_WAITING);
	run_until_over(&run, 2);
	assert_int_equal(run_job(&run, 1)->state, JOB_DONE);
	assert_int_equal(run_job(&run, 2)->state, JOB_DONE);
	run_until_samples(&run, run.samples + 2);
	assert_true(run_device(&run, "vm0") && run_device(&run, "vm1"));
	assert_int_equal(engine_get_status(run.engine).state, ENGINE_LIVE);
	run_end(&run);
}

/* Kills the netlink worker when the kernel has the request of a job. */
static void kill_in_request(struct run *run)
{
	while (!progress_is_change(run->engine->netlink.progress))
		usleep(1000);
	kill(run->engine->netlink.child.pid, SIGKILL);
}

static void of_a_worker_that_dies_with_a_request_the_host_says_what_it_did(void **state)
{
	struct engine_options options = { .delay = HOUR, .wants_news = true, .demo = DEMO_OPTIONS_DEFAULT };
	struct task tasks[] = { run_add("vm0", "vdpasim_net"), run_add("vm1", "vdpasim_net") };
	struct run run;

	(void)state;
	options.demo.mgmtdevs = 4;
	options.demo.add_delay = 0.5;
	run_start(&run, DEMO_FAULT_NONE, options);
	run_until_samples(&run, 1);
	run_submit(&run, 1, tasks, 2, false);
	kill_in_request(&run);
	run_until_over(&run, 2);
	assert_int_equal(run_job(&run, 1)->state, JOB_FAILED);
	assert_string_equal(run_job(&run, 1)->outcome.words,
			    "vm0 was not added: the netlink worker died before it had the answer, and it is "
			    "not there");
	assert_int_equal(run_job(&run, 2)->state, JOB_DONE);
	run_end(&run);
}

static void what_a_worker_never_sent_is_for_the_next_one(void **state)
{
	struct task task = run_add("vm0", "vdpasim_net");
	struct run run;

	(void)state;
	start(&run, DEMO_FAULT_NONE);
	kill(run.engine->netlink.child.pid, SIGSTOP);
	run_submit(&run, 1, &task, 1, false);
	kill(run.engine->netlink.child.pid, SIGKILL);
	run_until_over(&run, 1);
	assert_int_equal(run_job(&run, 1)->state, JOB_DONE);
	assert_int_equal(run_job(&run, 1)->outcome.level, MODEL_INFO);
	run_end(&run);
}

/* The kernel hangs in a sample: what is asked for then is not with it, and can be given up. */
static void behind_a_sample_that_hangs_nothing_is_sent(void **state)
{
	struct task task = run_add("vm0", "vdpasim_net");
	struct run run;

	(void)state;
	run_start(&run, DEMO_FAULT_HANG, (struct engine_options){ .delay = 0.1, .wants_news = true });
	while (engine_get_status(run.engine).state != ENGINE_BLOCKED)
		ev_run(run.engine->loop, EVRUN_ONCE);
	run_submit(&run, 1, &task, 1, false);
	assert_int_equal(run_job(&run, 1)->state, JOB_WAITING);
	assert_false(run_job(&run, 1)->began);
	engine_give_up(run.engine, 1);
	assert_int_equal(run_job(&run, 1)->state, JOB_SKIPPED);
	run_end(&run);
}

/* The first of the names vm0, vm1, … whose request this kernel carries out without an answer. */
static const struct job *add_unanswered(struct run *run, uint64_t *number)
{
	for (;;) {
		struct task task = run_add("", "vdpasim_net");

		snprintf(task.name, sizeof(task.name), "vm%u", (unsigned)*number);
		run_submit(run, 1, &task, 1, false);
		run_until_over(run, ++*number);
		if (strstr(run_job(run, *number)->outcome.words, "no answer came"))
			return run_job(run, *number);
	}
}

static void what_was_done_without_an_answer_is_seen_on_the_host(void **state)
{
	uint64_t number = 0;
	struct model_fact fact;
	const struct job *job;
	struct task task;
	struct run run;

	(void)state;
	start(&run, DEMO_FAULT_DROP);
	job = add_unanswered(&run, &number);
	assert_int_equal(job->state, JOB_DONE);
	assert_int_equal(job->outcome.level, MODEL_WARNING);
	assert_non_null(strstr(job->outcome.words, " was added: /dev/vhost-vdpa-"));
	assert_non_null(strstr(job->outcome.words, ", though no answer came"));
	assert_true(model_find_fact(run.engine->model, job->task.name, &fact));
	do {
		task = (struct task){ .kind = TASK_DELETE, .identity = fact.identity };
		strcpy(task.name, run_job(&run, number)->task.name);
		while (!run_device(&run, task.name) || !run_device(&run, task.name)->identity)
			ev_run(run.engine->loop, EVRUN_ONCE);
		task.device = run_device(&run, task.name)->id;
		run_submit(&run, 2, &task, 1, false);
		run_until_over(&run, ++number);
		job = run_job(&run, number);
		if (strstr(job->outcome.words, "no answer came"))
			break;
		add_unanswered(&run, &number);
		assert_true(model_find_fact(run.engine->model, run_job(&run, number)->task.name, &fact));
	} while (true);
	assert_int_equal(job->state, JOB_DONE);
	assert_non_null(strstr(job->outcome.words, " was deleted, though no answer came"));
	assert_false(model_find_fact(run.engine->model, job->task.name, &fact));
	run_end(&run);
}

static void a_mac_is_set_where_the_driver_can(void **state)
{
	struct task task;
	struct run run;

	(void)state;
	start(&run, DEMO_FAULT_NONE);
	task = run_task(&run, TASK_SET_MAC, "lab0");
	memcpy(task.mac, "\x02\x00\x00\x00\x00\x77", 6);
	run_submit(&run, 1, &task, 1, false);
	run_until_over(&run, 1);
	if (run_job(&run, 1)->state == JOB_FAILED)
		fail_msg("%s", run_job(&run, 1)->outcome.words);
	while (memcmp(run_device(&run, "lab0")->config.mac, task.mac, 6) != 0)
		ev_run(run.engine->loop, EVRUN_ONCE);
	run_end(&run);
}

/* What was done shows, although nobody wants samples. */
static void what_was_added_while_paused_is_seen(void **state)
{
	struct task tasks[] = { run_add("vm0", "vdpasim_net"), run_add("vm1", "vdpasim_net") };
	struct run run;

	(void)state;
	start(&run, DEMO_FAULT_NONE);
	engine_set_paused(run.engine, true);
	run_submit(&run, 1, tasks, 2, false);
	run_until_samples(&run, run.samples + 1);
	assert_true(run_device(&run, "vm0") && run_device(&run, "vm1"));
	run_until_over(&run, 2);
	assert_false(engine_is_waiting(run.engine));
	run_end(&run);
}

static void what_failed_is_remembered_longest_and_the_newest_whole(void **state)
{
	enum { MANY = 700, KEPT = 1024 };
	static struct task tasks[MANY];
	struct run run;
	size_t count;

	(void)state;
	for (size_t i = 0; i < MANY; i++)
		tasks[i] = run_add("lab0", "vdpasim_net");
	start(&run, DEMO_FAULT_NONE);
	run_submit(&run, 1, tasks, 2, true); /* the second one is held */
	run_until_over(&run, 1);
	engine_give_up(run.engine, 1);
	run_submit(&run, 2, tasks, MANY, true);
	run_until_over(&run, 3);
	engine_give_up(run.engine, 2);
	run_submit(&run, 3, tasks, MANY, false);
	run_until_over(&run, 2 + 2 * MANY);
	engine_jobs(run.engine, &count);
	assert_int_equal(count, KEPT);
	assert_int_equal(run_job(&run, 1)->outcome.code, -EEXIST);
	assert_int_equal(run_job(&run, 3)->outcome.code, -EEXIST);
	assert_int_equal(run_job(&run, 2 + MANY + 1)->outcome.code, -EEXIST);
	run_end(&run);
}

static void what_is_given_up_is_one_event(void **state)
{
	struct task tasks[] = { run_add("lab0", "vdpasim_net"), run_add("vm1", "vdpasim_net"),
				run_add("vm2", "vdpasim_net") };
	const struct model_event *event;
	struct run run;

	(void)state;
	start(&run, DEMO_FAULT_NONE);
	run_submit(&run, 1, tasks, 3, true);
	run_until_over(&run, 1);
	engine_give_up(run.engine, 1);
	event = &run.engine->model->events[run.engine->model->event_count - 1];
	assert_string_equal(event->words, "2 of 3 were given up before they began: add vm1 to add vm2");
	engine_give_up(run.engine, 1);
	assert_string_equal(run.engine->model->events[run.engine->model->event_count - 1].words,
			    "2 of 3 were given up before they began: add vm1 to add vm2");
	run_end(&run);
}

static void too_many_at_once_are_refused_whole(void **state)
{
	static struct task tasks[1025];
	struct error error = { 0 };
	struct run run;
	size_t count;

	(void)state;
	start(&run, DEMO_FAULT_NONE);
	assert_int_equal(engine_submit(run.engine, 1, tasks, 1025, false, &error), -ENOSPC);
	engine_jobs(run.engine, &count);
	assert_int_equal(count, 0);
	run_end(&run);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_device_is_added_and_seen),
	cmocka_unit_test(a_name_that_is_taken_is_the_kernels_to_refuse),
	cmocka_unit_test(what_comes_behind_a_failure_is_held_until_a_person_says),
	cmocka_unit_test(nothing_is_taken_without_the_right_to_change),
	cmocka_unit_test(without_capabilities_nothing_can_be_administered),
	cmocka_unit_test(a_slow_request_is_seen_while_paused_and_does_not_keep_anybody),
	cmocka_unit_test(a_sample_and_other_commands_wait_for_a_slow_one_and_come_then),
	cmocka_unit_test(of_a_worker_that_dies_with_a_request_the_host_says_what_it_did),
	cmocka_unit_test(what_a_worker_never_sent_is_for_the_next_one),
	cmocka_unit_test(behind_a_sample_that_hangs_nothing_is_sent),
	cmocka_unit_test(what_was_done_without_an_answer_is_seen_on_the_host),
	cmocka_unit_test(a_mac_is_set_where_the_driver_can),
	cmocka_unit_test(what_was_added_while_paused_is_seen),
	cmocka_unit_test(what_failed_is_remembered_longest_and_the_newest_whole),
	cmocka_unit_test(what_is_given_up_is_one_event),
	cmocka_unit_test(too_many_at_once_are_refused_whole),
};

UNIT_MAIN(engine_jobs)
