/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the event log says of jobs, and what somebody who leaves is told. */
#include "manage/job_words.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "unit.h"
#include "world.h"

#define SECOND INT64_C(1000000000)

static struct job job_of(enum task_kind kind, enum job_state state)
{
	return (struct job){ .number = 1, .submission = 1, .task = { .kind = kind, .name = "vm0" },
			     .state = state, .began = 100 * SECOND, .since = 100 * SECOND + SECOND / 50 };
}

static struct job over(enum task_kind kind, enum job_state state, int code, const char *words)
{
	struct job job = job_of(kind, state);

	job.outcome.code = code;
	snprintf(job.outcome.words, sizeof(job.outcome.words), "%s", words);
	return job;
}

static void expect_result(const struct job *job, const char *expected)
{
	char words[JOB_WORDS_SIZE];

	job_result_words(job, words, sizeof(words));
	assert_string_equal(words, expected);
}

static void expect_leave(const struct job *job, const char *expected)
{
	char words[JOB_WORDS_SIZE];

	assert_true(job_is_with_kernel(job) || job_is_half_done(job));
	job_leave_words(job, words, sizeof(words));
	assert_string_equal(words, expected);
}

static void what_was_done_says_how_long_it_took(void **state)
{
	struct job job = over(TASK_ADD, JOB_DONE, 0, "vm0 was added");

	(void)state;
	expect_result(&job, "vm0 was added (0.02s)");
	job.since = job.began + 252 * SECOND;
	expect_result(&job, "vm0 was added (4m12s)");
	job.since = job.began - SECOND; /* real time was set back */
	expect_result(&job, "vm0 was added (0.00s)");
}

static void what_failed_names_the_errno_and_the_kernels_words_once(void **state)
{
	struct job job = over(TASK_ADD, JOB_FAILED, -EEXIST, "vm0 was not added: there is such a device");

	(void)state;
	expect_result(&job, "vm0 was not added: there is such a device (EEXIST after 0.02s)");
	strcpy(job.outcome.kernel, "Device exists\x1b");
	expect_result(&job, "vm0 was not added: there is such a device; the kernel said: Device exists\\x1b "
			    "(EEXIST after 0.02s)");
	strcpy(job.outcome.words, "vm0: EEXIST, \"Device exists\\x1b\"");
	expect_result(&job, "vm0: EEXIST, \"Device exists\\x1b\" (0.02s)");
}

static void what_never_began_took_no_time(void **state)
{
	struct job job = over(TASK_DELETE, JOB_FAILED, -EBUSY, "vm0 is in use");

	(void)state;
	job.began = 0;
	expect_result(&job, "vm0 is in use (EBUSY)");
}

static void a_kind_of_event_stands_for_each_end(void **state)
{
	struct job job = over(TASK_ADD, JOB_DONE, 0, "");

	(void)state;
	assert_int_equal(job_event_kind(&job), MODEL_EVENT_DONE);
	job.outcome.level = MODEL_WARNING;
	assert_int_equal(job_event_kind(&job), MODEL_EVENT_WARNED);
	job.state = JOB_FAILED;
	assert_int_equal(job_event_kind(&job), MODEL_EVENT_FAILED);
}

static void who_leaves_reads_what_the_kernel_still_has(void **state)
{
	struct job job = job_of(TASK_ADD, JOB_ASKING);

	(void)state;
	expect_leave(&job, "adding vm0 went to the kernel and may still be done");
	job.task.driver = TASK_DRIVER_VHOST;
	expect_leave(&job, "adding vm0 went to the kernel and may still be done. It will not be bound to "
			   "vhost_vdpa then");
	job.state = JOB_BINDING;
	expect_leave(&job, "binding vm0 to vhost_vdpa went to the kernel and may still be done");
	job = job_of(TASK_DELETE, JOB_UNBINDING);
	expect_leave(&job, "vm0 is being unbound: that goes on in the kernel, and cannot be undone. It will "
			   "not be deleted then");
	job.task.is_forced = true;
	expect_leave(&job, "vm0 is being unbound: that goes on in the kernel until whoever holds it open "
			   "closes it, and cannot be undone. It will not be deleted then");
	job = job_of(TASK_SET_MAC, JOB_ASKING);
	expect_leave(&job, "setting the MAC address of vm0 went to the kernel and may still be done");
}

static void who_leaves_reads_what_was_done_of_a_job_that_waits(void **state)
{
	struct job job = job_of(TASK_DELETE, JOB_WAITING);
	char words[JOB_WORDS_SIZE];

	(void)state;
	expect_leave(&job, "vm0 has no driver now, and will not be deleted");
	assert_string_equal(job_word(&job), "unbound");
	job_pending_words(&job, words, sizeof(words));
	assert_string_equal(words, "vm0 has no driver now, and waits to be deleted");
	job.task.kind = TASK_REBIND;
	job.task.driver = TASK_DRIVER_VIRTIO;
	expect_leave(&job, "vm0 has no driver now, and will not be bound to virtio_vdpa");
	job.task.kind = TASK_ADD;
	expect_leave(&job, "vm0 was added, and will not be bound to virtio_vdpa");
	job.task.driver = TASK_DRIVER_NONE;
	expect_leave(&job, "vm0 was added, and will not be unbound");
	assert_string_equal(job_word(&job), "unfinished");
	job.began = 0;
	assert_false(job_is_half_done(&job));
	assert_string_equal(job_word(&job), "waiting");
}

static void who_is_about_to_leave_reads_what_goes_on_and_what_does_not(void **state)
{
	static const struct {
		enum task_kind kind;
		enum job_state state;
		enum task_driver driver;
		int64_t began;
		const char *words;
	} rows[] = {
		{ TASK_DELETE, JOB_UNBINDING, TASK_DRIVER_AUTO, 1,
		  "vm0 is being unbound, which goes on, and not deleted then" },
		{ TASK_REBIND, JOB_UNBINDING, TASK_DRIVER_VIRTIO, 1,
		  "vm0 is being unbound, which goes on, and not bound to virtio_vdpa then" },
		{ TASK_REBIND, JOB_UNBINDING, TASK_DRIVER_NONE, 1, "vm0 is being unbound, which goes on" },
		{ TASK_DELETE, JOB_WAITING, TASK_DRIVER_AUTO, 1,
		  "vm0 has no driver now, and will not be deleted" },
		{ TASK_DELETE, JOB_LOOKING, TASK_DRIVER_AUTO, 1, "deleting vm0 has not begun, and will not" },
		{ TASK_ADD, JOB_WAITING, TASK_DRIVER_AUTO, 0, "adding vm0 has not begun, and will not" },
		{ TASK_ADD, JOB_ASKING, TASK_DRIVER_VHOST, 1,
		  "vm0 is being added, which goes on, and not bound to vhost_vdpa then" },
	};
	char words[JOB_WORDS_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct job job = job_of(rows[i].kind, rows[i].state);

		job.task.driver = rows[i].driver;
		job.began = rows[i].began;
		assert_true(job_has_more(&job));
		job_warn_words(&job, words, sizeof(words));
		assert_string_equal(words, rows[i].words);
	}
	assert_false(job_has_more(&(struct job){ .state = JOB_ASKING, .task = { .kind = TASK_ADD } }));
	assert_false(job_has_more(&(struct job){ .state = JOB_DONE }));
}

static void what_nobody_knows_is_called_so(void **state)
{
	struct job job = over(TASK_SET_MAC, JOB_FAILED, -ENODATA, "");

	(void)state;
	assert_string_equal(job_word(&job), "failed");
	job.outcome.is_unknown = true;
	assert_string_equal(job_word(&job), "unknown");
}

static void nothing_of_a_job_that_waits_or_is_over_is_with_the_kernel(void **state)
{
	static const enum job_state states[] = { JOB_WAITING, JOB_LOOKING, JOB_CHECKING, JOB_DONE,
						 JOB_FAILED, JOB_SKIPPED };

	(void)state;
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		assert_false(job_is_with_kernel(&(struct job){ .state = states[i] }));
}

/* Its node goes with the driver, and with the node whoever can be found by it. */
static void who_holds_a_device_that_is_being_unbound_is_named(void **state)
{
	struct fixture *fixture = *state;
	struct job job = job_of(TASK_DELETE, JOB_UNBINDING);
	char words[JOB_WORDS_SIZE];

	world_begin_facts(&fixture->world, SECOND);
	world_fact(&fixture->world, "vm0", 1, "vhost_vdpa");
	world_user(&fixture->world, "vm0", "qemu", "vm-web01", 4711);
	world_tell_facts(&fixture->world, fixture->model);
	job.task.device = world_find(fixture->model, "vm0")->id;
	job_note_holder(&job, fixture->model);
	job_pending_words(&job, words, sizeof(words));
	assert_string_equal(words, "vm0 is being unbound: the kernel waits until vm-web01 (4711) closes it");
	job.holder[0] = '\0';
	job_pending_words(&job, words, sizeof(words));
	assert_string_equal(words, "vm0 is being unbound: the kernel has not done it yet; something may hold it "
				   "open");
	job_note_holder(&job, fixture->model);
	job_leave_words(&job, words, sizeof(words));
	assert_non_null(strstr(words, "until vm-web01 (4711) closes it, and cannot be undone"));
	job.state = JOB_ASKING;
	job_pending_words(&job, words, sizeof(words));
	assert_string_equal(words, "vm0: deleting takes the kernel long, and cannot be called off");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(what_was_done_says_how_long_it_took),
	cmocka_unit_test(what_failed_names_the_errno_and_the_kernels_words_once),
	cmocka_unit_test(what_never_began_took_no_time),
	cmocka_unit_test(a_kind_of_event_stands_for_each_end),
	cmocka_unit_test(who_leaves_reads_what_the_kernel_still_has),
	cmocka_unit_test(who_leaves_reads_what_was_done_of_a_job_that_waits),
	cmocka_unit_test(who_is_about_to_leave_reads_what_goes_on_and_what_does_not),
	cmocka_unit_test(what_nobody_knows_is_called_so),
	cmocka_unit_test(nothing_of_a_job_that_waits_or_is_over_is_with_the_kernel),
	with_model(who_holds_a_device_that_is_being_unbound_is_named),
};

UNIT_MAIN(job_words)
