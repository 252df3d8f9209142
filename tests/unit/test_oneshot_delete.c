/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a delete says that finds its device in use only when its turn has come. */
#include <errno.h>

#include "engine_run.h"
#include "oneshot/change.h"
#include "unit.h"

static void start(struct run *run)
{
	run_start(run, DEMO_FAULT_NONE, (struct engine_options){ .delay = HOUR, .waits_for_host = true });
	run_until_samples(run, 1);
}

static void a_delete_that_finds_a_user_later_is_refused_with_what_force_does(void **state)
{
	const struct oneshot_command command = { .verb = ONESHOT_DELETE, .device = "web0" };
	struct oneshot oneshot = { .command = &command, .stage = ONESHOT_CHANGING };
	struct task task;
	struct run run;

	(void)state;
	start(&run);
	oneshot.engine = run.engine;
	task = run_task(&run, TASK_DELETE, "web0");
	run_submit(&run, 1, &task, 1, false);
	run_until_over(&run, 1);
	assert_int_equal(run_job(&run, 1)->outcome.code, -EBUSY);
	assert_true(delete_refuse(&oneshot, run_job(&run, 1)));
	change_go_on(&oneshot);
	assert_int_equal(oneshot.stage, ONESHOT_OVER);
	assert_int_equal(oneshot.status, 1);
	run_end(&run);
}

static void another_failure_is_not_taken_for_a_user(void **state)
{
	struct oneshot oneshot = { .stage = ONESHOT_CHANGING };
	struct task task;
	struct run run;

	(void)state;
	start(&run);
	oneshot.engine = run.engine;
	task = run_task(&run, TASK_DELETE, "web0");
	task.identity++;
	run_submit(&run, 1, &task, 1, false);
	run_until_over(&run, 1);
	assert_int_equal(run_job(&run, 1)->outcome.code, -ESTALE);
	assert_false(delete_refuse(&oneshot, run_job(&run, 1)));
	run_end(&run);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_delete_that_finds_a_user_later_is_refused_with_what_force_does),
	cmocka_unit_test(another_failure_is_not_taken_for_a_user),
};

UNIT_MAIN(oneshot_delete)
