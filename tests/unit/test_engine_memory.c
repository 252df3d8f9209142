/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Changes when memory runs out, in main or in the child that unbinds: each comes to an end that is said. */
#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "engine_run.h"
#include "scarce.h"
#include "unit.h"

#define MOST 1000 /* allocations of one change; far more than there are */

static void start(struct run *run)
{
	struct engine_options options = { .delay = 1, .is_stepped = true, .demo = DEMO_OPTIONS_DEFAULT };

	options.demo.mgmtdevs = 4;
	run_start(run, DEMO_FAULT_NONE, options);
	engine_step(run->engine);
	run_until_samples(run, 1);
}

/* The allocation that fails is number N. Returns whether there was one of that number. */
static bool submit_with(struct run *run, const struct task *task, long n)
{
	struct error error = { 0 };
	size_t count;
	bool has_failed;
	int result;

	until_failure = n;
	result = engine_submit(run->engine, 1, task, 1, false, &error);
	if (!result)
		run_until_over(run, 1);
	has_failed = until_failure < 0;
	until_failure = -1;
	engine_jobs(run->engine, &count);
	assert_int_equal(count, result ? 0 : 1);
	if (result)
		assert_int_equal(result, -ENOMEM);
	else if (run_job(run, 1)->state == JOB_FAILED)
		assert_true(run_job(run, 1)->outcome.words[0]);
	return has_failed;
}

static void a_delete_without_memory_comes_to_an_end(void **state)
{
	long failures = 0;

	(void)state;
	for (bool has_failed = true; has_failed; failures++) {
		struct task task;
		struct run run;
		size_t count;

		assert_in_range(failures, 0, MOST);
		start(&run);
		task = run_task(&run, TASK_DELETE, "spare0");
		has_failed = submit_with(&run, &task, failures);
		engine_jobs(run.engine, &count);
		engine_step(run.engine);
		run_until_samples(&run, 2);
		if (!count || run_job(&run, 1)->state == JOB_FAILED)
			assert_non_null(run_device(&run, "spare0"));
		else
			assert_null(run_device(&run, "spare0"));
		run_end(&run);
	}
	assert_true(failures > 3);
}

static void an_add_without_memory_comes_to_an_end(void **state)
{
	long failures = 0;

	(void)state;
	for (bool has_failed = true; has_failed; failures++) {
		struct task task = run_add("vm0", "vdpasim_net");
		struct run run;

		assert_in_range(failures, 0, MOST);
		start(&run);
		task.driver = TASK_DRIVER_VIRTIO;
		has_failed = submit_with(&run, &task, failures);
		run_end(&run);
	}
	assert_true(failures > 3);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_delete_without_memory_comes_to_an_end),
	cmocka_unit_test(an_add_without_memory_comes_to_an_end),
};

UNIT_MAIN(engine_memory)
