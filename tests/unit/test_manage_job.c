/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How jobs are called, and which one keeps a device busy. */
#include "manage/job.h"

#include "unit.h"

static void a_job_is_called_by_what_it_does(void **state)
{
	(void)state;
	assert_string_equal(job_state_word(TASK_ADD, JOB_ASKING), "adding");
	assert_string_equal(job_state_word(TASK_ADD, JOB_DONE), "added");
	assert_string_equal(job_state_word(TASK_DELETE, JOB_UNBINDING), "unbinding");
	assert_string_equal(job_state_word(TASK_DELETE, JOB_DONE), "deleted");
	assert_string_equal(job_state_word(TASK_REBIND, JOB_FAILED), "failed");
	for (enum task_kind kind = TASK_ADD; kind <= TASK_DELETE; kind++)
		for (enum job_state each = JOB_WAITING; each <= JOB_SKIPPED; each++)
			assert_true(*job_state_word(kind, each));
}

static void what_is_at_work_on_a_device_keeps_it_busy(void **state)
{
	const struct job jobs[] = {
		{ .number = 1, .task = { .kind = TASK_REBIND, .device = 7 }, .state = JOB_DONE },
		{ .number = 2, .task = { .kind = TASK_REBIND, .device = 7 }, .state = JOB_UNBINDING },
		{ .number = 3, .task = { .kind = TASK_DELETE, .device = 7 }, .state = JOB_WAITING },
		{ .number = 4, .task = { .kind = TASK_DELETE, .device = 8 }, .state = JOB_FAILED },
		{ .number = 5, .task = { .kind = TASK_ADD }, .state = JOB_ASKING },
		{ .number = 6, .task = { .kind = TASK_DELETE, .device = 9 }, .state = JOB_WAITING },
	};

	(void)state;
	assert_int_equal(job_find_busy(jobs, 6, 7)->number, 2);
	assert_int_equal(job_find_busy(jobs, 6, 9)->number, 6);
	assert_null(job_find_busy(jobs, 6, 8));
	assert_null(job_find_busy(jobs, 6, 0));
	assert_null(job_find_busy(NULL, 0, 7));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_job_is_called_by_what_it_does),
	cmocka_unit_test(what_is_at_work_on_a_device_keeps_it_busy),
};

UNIT_MAIN(manage_job)
