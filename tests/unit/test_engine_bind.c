/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Devices that are deleted or given to another driver: looked at first, unbound in children, named when not. */
#include <errno.h>
#include <signal.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "engine_run.h"
#include "unit.h"

#define SECOND 1.0

/* A stepped run with its first sample, its facts, and a second of the demo from sample to sample. */
static void start(struct run *run, struct demo_options demo)
{
	const struct engine_options options = { .delay = SECOND, .is_stepped = true, .demo = demo };

	run_start(run, DEMO_FAULT_NONE, options);
	engine_step(run->engine);
	run_until_samples(run, 1);
	assert_true(run->engine->model->has_facts);
}

static struct demo_options small(void)
{
	struct demo_options demo = DEMO_OPTIONS_DEFAULT;

	demo.mgmtdevs = 6;
	return demo;
}

static void step(struct run *run)
{
	engine_step(run->engine);
	run_until_samples(run, run->samples + 1);
}

/* Whoever holds a node closes it some samples after it began to be unbound, which a child does when it does. */
static void step_until_over(struct run *run, uint64_t number)
{
	while (!job_is_over(run_job(run, number)))
		step(run);
}

static void expect_done(const struct run *run, uint64_t number)
{
	if (run_job(run, number)->state != JOB_DONE)
		fail_msg("%s", run_job(run, number)->outcome.words);
}

static const char *driver_of(const struct run *run, const char *name)
{
	struct model_fact fact;

	assert_true(model_find_fact(run->engine->model, name, &fact));
	return fact.driver;
}

static bool is_in_kernel(struct run *run, const char *name)
{
	step(run);
	return run_device(run, name);
}

/* Bits of the states that job NUMBER comes through until it is over, this one included. */
static unsigned states_of(struct run *run, uint64_t number)
{
	unsigned states = 0;

	for (;;) {
		states |= 1u << run_job(run, number)->state;
		if (job_is_over(run_job(run, number)))
			return states;
		ev_run(run->engine->loop, EVRUN_ONCE);
	}
}

/* Signals the host worker. */
static void stop(struct run *run, int signal)
{
	kill(run->engine->host.child.pid, signal);
}

static void a_free_device_is_unbound_before_it_is_deleted(void **state)
{
	struct task task;
	struct run run;

	(void)state;
	start(&run, small());
	task = run_task(&run, TASK_DELETE, "spare0");
	run_submit(&run, 1, &task, 1, false);
	assert_int_equal(run_job(&run, 1)->state, JOB_LOOKING);
	assert_int_equal(states_of(&run, 1), 1u << JOB_LOOKING | 1u << JOB_UNBINDING | 1u << JOB_ASKING |
						     1u << JOB_DONE);
	assert_false(is_in_kernel(&run, "spare0"));
	assert_false(ev_is_active(&run.engine->work));
	run_end(&run);
}

/* sysfs shows no driver from the start of an unbind on: somebody else's may still be under way. */
static void a_device_without_a_driver_is_unbound_all_the_same(void **state)
{
	struct task task;
	struct run run;

	(void)state;
	start(&run, small());
	task = run_task(&run, TASK_DELETE, "disk1");
	assert_string_equal(driver_of(&run, "disk1"), "");
	run_submit(&run, 1, &task, 1, false);
	assert_int_equal(states_of(&run, 1), 1u << JOB_LOOKING | 1u << JOB_UNBINDING | 1u << JOB_ASKING |
						     1u << JOB_DONE);
	run_end(&run);
}

static void a_device_in_use_stays_as_it_is(void **state)
{
	struct task task;
	struct run run;

	(void)state;
	start(&run, small());
	task = run_task(&run, TASK_DELETE, "web0");
	run_submit(&run, 1, &task, 1, false);
	assert_int_equal(states_of(&run, 1), 1u << JOB_LOOKING | 1u << JOB_FAILED);
	assert_int_equal(run_job(&run, 1)->outcome.code, -EBUSY);
	assert_non_null(strstr(run_job(&run, 1)->outcome.words, "4711"));
	assert_string_equal(driver_of(&run, "web0"), "vhost_vdpa");
	assert_true(is_in_kernel(&run, "web0"));
	run_end(&run);
}

/* The kernel has the write until the VM closes its node; netlink answers all the while. */
static void a_device_that_is_held_is_deleted_when_it_is_let_go(void **state)
{
	struct demo_options demo = small();
	struct task tasks[2], add = run_add("vm0", "vdpasim_net");
	struct run run;

	(void)state;
	demo.release = 3 * SECOND;
	start(&run, demo);
	tasks[0] = run_task(&run, TASK_DELETE, "web0");
	tasks[0].is_forced = true;
	run_submit(&run, 1, tasks, 1, false);
	run_until_state(&run, 1, JOB_UNBINDING);
	run_submit(&run, 2, &add, 1, false);
	run_until_over(&run, 2);
	expect_done(&run, 2);
	step(&run);
	assert_int_equal(run_job(&run, 1)->state, JOB_UNBINDING);
	assert_true(run_device(&run, "web0") && run_device(&run, "vm0"));

	/* Neither is it looked at again by another job, nor waited for. */
	run_submit(&run, 3, tasks, 1, false);
	run_until_over(&run, 3);
	assert_int_equal(run_job(&run, 3)->outcome.code, -EBUSY);
	assert_int_equal(run_job(&run, 1)->state, JOB_UNBINDING);
	step_until_over(&run, 1);
	expect_done(&run, 1);
	assert_false(is_in_kernel(&run, "web0"));
	run_end(&run);
}

static size_t events_of(const struct run *run, enum model_event_kind kind, bool *ret_is_over)
{
	const struct model *model = run->engine->model;
	size_t count = 0;

	for (size_t i = 0; i < model->event_count; i++) {
		if (model->events[i].kind != kind)
			continue;
		*ret_is_over = model->events[i].is_over;
		count++;
	}
	return count;
}

/* Five seconds are made to be over. */
static void what_takes_long_is_told_once_until_it_is_over(void **state)
{
	struct demo_options demo = small();
	bool is_over = true;
	struct task task;
	struct run run;

	(void)state;
	demo.release = 1 * SECOND;
	start(&run, demo);
	task = run_task(&run, TASK_DELETE, "web0");
	task.is_forced = true;
	run_submit(&run, 1, &task, 1, false);
	run_until_state(&run, 1, JOB_UNBINDING);
	assert_int_equal(events_of(&run, MODEL_EVENT_PENDING, &is_over), 0);
	engine_step_of(run.engine, 0)->entered -= 6 * CLOCK_SECOND;
	engine_on_work(run.engine->loop, &run.engine->work, 0);
	engine_on_work(run.engine->loop, &run.engine->work, 0);
	assert_int_equal(events_of(&run, MODEL_EVENT_PENDING, &is_over), 1);
	assert_false(is_over);
	step_until_over(&run, 1);
	assert_int_equal(events_of(&run, MODEL_EVENT_PENDING, &is_over), 1);
	assert_true(is_over);
	assert_int_equal(events_of(&run, MODEL_EVENT_DONE, &is_over), 1);
	run_end(&run);
}

/* virtio_vdpa waits for nobody: the kernel unbinds it itself. */
static void a_device_of_virtio_vdpa_is_deleted_as_it_is(void **state)
{
	struct task task;
	struct run run;

	(void)state;
	start(&run, small());
	task = run_task(&run, TASK_DELETE, "lab0");
	task.is_forced = true;
	run_submit(&run, 1, &task, 1, false);
	assert_int_equal(states_of(&run, 1), 1u << JOB_LOOKING | 1u << JOB_ASKING | 1u << JOB_DONE);
	assert_false(is_in_kernel(&run, "lab0"));
	run_end(&run);
}

static void a_device_goes_from_driver_to_driver(void **state)
{
	struct task task;
	struct run run;

	(void)state;
	start(&run, small());
	task = run_task(&run, TASK_REBIND, "spare0");
	task.driver = TASK_DRIVER_VIRTIO;
	run_submit(&run, 1, &task, 1, false);
	assert_int_equal(states_of(&run, 1), 1u << JOB_LOOKING | 1u << JOB_UNBINDING | 1u << JOB_BINDING |
						     1u << JOB_CHECKING | 1u << JOB_DONE);
	assert_string_equal(driver_of(&run, "spare0"), "virtio_vdpa");
	task.driver = TASK_DRIVER_NONE;
	task.is_forced = true;
	run_submit(&run, 2, &task, 1, false);
	run_until_over(&run, 2);
	expect_done(&run, 2);
	assert_string_equal(driver_of(&run, "spare0"), "");
	task.driver = TASK_DRIVER_VHOST;
	run_submit(&run, 3, &task, 1, false);
	assert_int_equal(states_of(&run, 3), 1u << JOB_LOOKING | 1u << JOB_BINDING | 1u << JOB_CHECKING |
						     1u << JOB_DONE);
	assert_string_equal(driver_of(&run, "spare0"), "vhost_vdpa");
	run_submit(&run, 4, &task, 1, false);
	assert_int_equal(states_of(&run, 4), 1u << JOB_LOOKING | 1u << JOB_CHECKING | 1u << JOB_DONE);
	run_end(&run);
}

/* Else it would have none at all. */
static void a_device_keeps_its_driver_when_the_other_is_not_there(void **state)
{
	const struct engine_options options = { .delay = SECOND, .is_stepped = true, .demo = small() };
	struct task task;
	struct run run;

	(void)state;
	run_start(&run, DEMO_FAULT_NO_DRIVER, options);
	step(&run);
	task = run_task(&run, TASK_REBIND, "spare0");
	task.driver = TASK_DRIVER_VIRTIO;
	run_submit(&run, 1, &task, 1, false);
	run_until_over(&run, 1);
	assert_int_equal(run_job(&run, 1)->state, JOB_FAILED);
	assert_int_equal(run_job(&run, 1)->outcome.code, -ENOENT);
	assert_non_null(strstr(run_job(&run, 1)->outcome.words, "modprobe virtio_vdpa"));
	step(&run);
	assert_string_equal(driver_of(&run, "spare0"), "vhost_vdpa");
	run_end(&run);
}

/* It was added: only what came of it afterwards is not known. */
static void a_device_that_cannot_be_checked_is_said_to_be_so(void **state)
{
	struct task task = run_add("vm0", "vdpasim_net");
	struct run run;

	(void)state;
	start(&run, small());
	stop(&run, SIGSTOP);
	run_submit(&run, 1, &task, 1, false);
	run_until_state(&run, 1, JOB_CHECKING);
	engine_step_of(run.engine, 0)->entered -= 11 * CLOCK_SECOND;
	run_until_over(&run, 1);
	expect_done(&run, 1);
	assert_int_equal(run_job(&run, 1)->outcome.level, MODEL_WARNING);
	assert_non_null(strstr(run_job(&run, 1)->outcome.words, "cannot be seen"));
	stop(&run, SIGCONT);
	run_end(&run);
}

static void a_new_device_gets_the_driver_that_was_wished_for(void **state)
{
	struct task tasks[] = { run_add("vm0", "vdpasim_net"), run_add("vm1", "vdpasim_net"),
				run_add("vm2", "vdpasim_net"), run_add("vm3", "vdpasim_net") };
	struct run run;

	(void)state;
	tasks[0].driver = TASK_DRIVER_VIRTIO;
	tasks[1].driver = TASK_DRIVER_NONE;
	tasks[2].driver = TASK_DRIVER_VHOST;
	start(&run, small());
	run_submit(&run, 1, tasks, 4, true);
	assert_int_equal(states_of(&run, 1), 1u << JOB_ASKING | 1u << JOB_CHECKING | 1u << JOB_BINDING |
						     1u << JOB_DONE);
	run_until_over(&run, 4);
	for (uint64_t number = 1; number <= 4; number++)
		expect_done(&run, number);
	assert_string_equal(driver_of(&run, "vm0"), "virtio_vdpa");
	assert_string_equal(driver_of(&run, "vm1"), "");
	assert_string_equal(driver_of(&run, "vm2"), "vhost_vdpa");
	assert_string_equal(driver_of(&run, "vm3"), "vhost_vdpa");
	run_end(&run);
}

static void another_device_of_the_same_name_is_left_alone(void **state)
{
	struct task tasks[3];
	struct run run;

	(void)state;
	start(&run, small());
	tasks[0] = tasks[2] = run_task(&run, TASK_DELETE, "spare0");
	tasks[1] = run_add("spare0", "vdpasim_net");
	run_submit(&run, 1, tasks, 2, true);
	run_until_over(&run, 2);
	expect_done(&run, 2);
	run_submit(&run, 2, &tasks[2], 1, false);
	assert_int_equal(states_of(&run, 3), 1u << JOB_LOOKING | 1u << JOB_FAILED);
	assert_int_equal(run_job(&run, 3)->outcome.code, -ESTALE);
	assert_true(is_in_kernel(&run, "spare0"));
	assert_string_equal(driver_of(&run, "spare0"), "vhost_vdpa");
	run_end(&run);
}

static void a_child_that_dies_fails_its_job_alone(void **state)
{
	struct task tasks[2];
	struct run run;

	(void)state;
	start(&run, small());
	tasks[0] = run_task(&run, TASK_DELETE, "web0");
	tasks[1] = run_task(&run, TASK_DELETE, "store0");
	tasks[0].is_forced = tasks[1].is_forced = true;
	run_submit(&run, 1, &tasks[0], 1, false);
	run_submit(&run, 2, &tasks[1], 1, false);
	run_until_state(&run, 1, JOB_UNBINDING);
	run_until_state(&run, 2, JOB_UNBINDING);
	for (struct engine_setter *setter = run.engine->setters; setter; setter = setter->next)
		if (setter->job == 1)
			kill(setter->setter.child.pid, SIGKILL);
	run_until_over(&run, 1);
	assert_int_equal(run_job(&run, 1)->state, JOB_FAILED);
	assert_int_equal(run_job(&run, 1)->outcome.code, -EPIPE);
	assert_int_equal(run_job(&run, 2)->state, JOB_UNBINDING);
	assert_true(is_in_kernel(&run, "web0"));
	run_end(&run);
}

static void without_facts_nothing_is_deleted(void **state)
{
	struct task task;
	struct run run;

	(void)state;
	start(&run, small());
	task = run_task(&run, TASK_DELETE, "spare0");
	stop(&run, SIGSTOP);
	run_submit(&run, 1, &task, 1, false);
	engine_step_of(run.engine, 0)->entered -= 11 * CLOCK_SECOND;
	run_until_over(&run, 1);
	assert_int_equal(run_job(&run, 1)->state, JOB_FAILED);
	assert_non_null(strstr(run_job(&run, 1)->outcome.words, "nothing was done"));
	stop(&run, SIGCONT);
	assert_true(is_in_kernel(&run, "spare0"));
	run_end(&run);
}

static void a_host_worker_that_dies_is_asked_again(void **state)
{
	struct task task;
	struct run run;

	(void)state;
	start(&run, small());
	task = run_task(&run, TASK_DELETE, "spare0");
	stop(&run, SIGSTOP);
	run_submit(&run, 1, &task, 1, false);
	stop(&run, SIGKILL);
	run_until_over(&run, 1);
	expect_done(&run, 1);
	run_end(&run);
}

/* What a scan found that began before the job's turn may be old. */
static void a_scan_that_is_under_way_is_not_enough(void **state)
{
	uint64_t before;
	struct task task;
	struct run run;

	(void)state;
	start(&run, small());
	task = run_task(&run, TASK_DELETE, "spare0");
	engine_scan_host(run.engine);
	assert_true(run.engine->host.is_in_flight);
	before = run.engine->host.number;
	run_submit(&run, 1, &task, 1, false);
	assert_int_equal(engine_step_of(run.engine, 0)->scan, before + 1);
	run_until_state(&run, 1, JOB_UNBINDING);
	assert_true(run.engine->host.number > before);
	run_until_over(&run, 1);
	expect_done(&run, 1);
	run_end(&run);
}

static void what_was_not_begun_can_be_given_up(void **state)
{
	struct demo_options demo = small();
	struct task tasks[3];
	struct run run;

	(void)state;
	demo.release = 1 * SECOND;
	start(&run, demo);
	tasks[0] = run_task(&run, TASK_DELETE, "web0");
	tasks[0].is_forced = true;
	tasks[1] = run_task(&run, TASK_DELETE, "spare0");
	tasks[2] = run_add("web0", "vdpasim_net");
	run_submit(&run, 1, tasks, 3, true);
	run_until_state(&run, 1, JOB_UNBINDING);
	engine_give_up(run.engine, 1);
	assert_int_equal(run_job(&run, 1)->state, JOB_UNBINDING);
	assert_int_equal(run_job(&run, 2)->state, JOB_SKIPPED);
	assert_int_equal(run_job(&run, 3)->state, JOB_SKIPPED);
	step_until_over(&run, 1);
	expect_done(&run, 1);
	assert_true(is_in_kernel(&run, "spare0"));
	run_end(&run);
}

/* Many that hang do not keep others: those that need no child go on, the rest waits for room. */
static void so_many_hang_at_once_and_no_more(void **state)
{
	enum { MANY = ENGINE_SETTERS + 3 };
	struct demo_options demo = DEMO_OPTIONS_DEFAULT;
	const struct model *model;
	struct task add = run_add("vm0", "vdpasim_net");
	size_t submitted = 0;
	struct run run;

	(void)state;
	demo.mgmtdevs = 2;
	demo.devices = 3 * MANY;
	demo.queues = 1;
	demo.release = 1 * SECOND;
	start(&run, demo);
	model = run.engine->model;
	for (size_t i = 0; i < model->device_count && submitted < MANY; i++) {
		struct task task;

		if (!model->devices[i].user_pid)
			continue;
		task = run_task(&run, TASK_REBIND, model->devices[i].name);
		task.driver = TASK_DRIVER_NONE;
		task.is_forced = true;
		run_submit(&run, ++submitted, &task, 1, false);
	}
	assert_int_equal(submitted, MANY);
	run_until_state(&run, ENGINE_SETTERS, JOB_UNBINDING);
	while (run_job(&run, MANY)->state != JOB_WAITING)
		ev_run(run.engine->loop, EVRUN_ONCE);
	assert_int_equal(engine_setters_at_work(run.engine), ENGINE_SETTERS);
	assert_false(run_job(&run, MANY)->began);
	text_copy(add.bus, sizeof(add.bus), model->mgmtdevs[0].bus);
	text_copy(add.mgmtdev, sizeof(add.mgmtdev), model->mgmtdevs[0].name);
	run_submit(&run, MANY + 1, &add, 1, false);
	run_until_over(&run, MANY + 1);
	for (uint64_t number = 1; number <= MANY; number++) {
		step_until_over(&run, number);
		expect_done(&run, number);
	}
	assert_int_equal(engine_setters_at_work(run.engine), 0);
	run_end(&run);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_free_device_is_unbound_before_it_is_deleted),
	cmocka_unit_test(a_device_without_a_driver_is_unbound_all_the_same),
	cmocka_unit_test(a_device_in_use_stays_as_it_is),
	cmocka_unit_test(a_device_that_is_held_is_deleted_when_it_is_let_go),
	cmocka_unit_test(what_takes_long_is_told_once_until_it_is_over),
	cmocka_unit_test(a_device_of_virtio_vdpa_is_deleted_as_it_is),
	cmocka_unit_test(a_device_goes_from_driver_to_driver),
	cmocka_unit_test(a_device_keeps_its_driver_when_the_other_is_not_there),
	cmocka_unit_test(a_device_that_cannot_be_checked_is_said_to_be_so),
	cmocka_unit_test(a_new_device_gets_the_driver_that_was_wished_for),
	cmocka_unit_test(another_device_of_the_same_name_is_left_alone),
	cmocka_unit_test(a_child_that_dies_fails_its_job_alone),
	cmocka_unit_test(without_facts_nothing_is_deleted),
	cmocka_unit_test(a_host_worker_that_dies_is_asked_again),
	cmocka_unit_test(a_scan_that_is_under_way_is_not_enough),
	cmocka_unit_test(what_was_not_begun_can_be_given_up),
	cmocka_unit_test(so_many_hang_at_once_and_no_more),
};

UNIT_MAIN(engine_bind)
