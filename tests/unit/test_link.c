/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Workers as real processes: their hygiene, their death, and that main never waits for one. */
#include "engine/link.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"
#include "engine/worker.h"
#include "model/flat.h"
#include "source/host.h"

#include "unit.h"

#define TEST_KIND FLAT_KIND('t', 'e', 's', 't')

static const uint32_t sizes[] = { sizeof(uint64_t) };

/* Answers every sample with a text about the process it runs in. */
static void report_hygiene(void *progress)
{
	struct engine_start start;
	struct flat_writer writer;
	struct worker worker;

	(void)progress;
	worker_receive_start(&worker, &start);
	flat_writer_init(&writer, TEST_KIND, sizes, 1);
	for (;;) {
		char words[256] = "";
		char target[64] = "";
		int open_count = 0;

		worker_await_sample(&worker);
		for (int fd = 0; fd < 1000; fd++)
			open_count += fcntl(fd, F_GETFD) >= 0;
		if (readlink("/proc/self/fd/1", target, sizeof(target) - 1) < 0)
			_exit(9);
		snprintf(words, sizeof(words), "open %d stdout %s session %d hup %d", open_count, target,
			 getsid(0) == getpid(), signal(SIGHUP, SIG_DFL) == SIG_IGN);
		flat_writer_clear(&writer);
		flat_put_text(&writer, words, strlen(words));
		worker_answer(&worker, &writer, 0, NULL);
	}
}

static void die_at_first_sample(void *progress)
{
	struct engine_start start;
	struct worker worker;

	(void)progress;
	worker_receive_start(&worker, &start);
	worker_await_sample(&worker);
	_exit(3);
}

static void never_answer(void *progress)
{
	(void)progress;
	for (;;)
		pause();
}

static const struct child_work hygiene_work = { .name = "test-hygiene", .run = report_hygiene };
static const struct child_work dying_work = { .name = "test-dying", .run = die_at_first_sample };
static const struct child_work netlink_work = { .name = "test-netlink", .run = worker_run_netlink };
/* Says by which signal it dies with its parent. */
static void report_end(void *context)
{
	int signal_number = -1;

	(void)context;
	prctl(PR_GET_PDEATHSIG, &signal_number);
	send(ENGINE_CHILD_SOCKET, &signal_number, sizeof(signal_number), MSG_NOSIGNAL);
}

static const struct child_work ending_work = { .name = "test-ending", .run = report_end };
static const struct child_work outliving_work = {
	.name = "test-outliving", .outlives_main = true, .run = report_end,
};
static const struct child_work hung_work = { .name = "test-hung", .run = never_answer };

static enum link_event wait_for(struct link *link, struct engine_done *done, const void **data)
{
	struct pollfd wait = { link->child.socket, POLLIN, 0 };

	assert_int_equal(poll(&wait, 1, 20000), 1);
	return link_receive(link, done, data);
}

static int ask_for(struct link *link, int64_t begin)
{
	struct engine_sample sample = { .begin = begin };

	link->start = (struct engine_start){ .kind = ENGINE_START };
	return link_ask(link, &sample);
}

static int ask(struct link *link)
{
	return ask_for(link, 0);
}

static void a_worker_keeps_nothing_of_its_parent_open(void **state)
{
	struct flat_text all = { 0, 0 };
	struct engine_done done;
	const char *words;
	const void *data;
	struct link link;
	struct flat flat;

	(void)state;
	assert_int_equal(link_open(&link, &hygiene_work), 0);
	assert_int_equal(ask(&link), 0);
	assert_int_equal(ask(&link), -EBUSY);
	assert_int_equal(wait_for(&link, &done, &data), LINK_ANSWER);
	assert_non_null(data);
	assert_int_equal(flat_open(&flat, data, done.bytes, TEST_KIND, sizes, 1), 0);
	all.length = flat.text_length - 1;
	words = flat_get_text(&flat, all);
	assert_string_equal(words, "open 7 stdout /dev/null session 1 hup 1");
	link_close(&link);
}

static int signal_at_end(const struct child_work *work)
{
	struct child child;
	struct pollfd wait = { .events = POLLIN };
	int signal_number = -1;

	assert_int_equal(child_start(&child, work, NULL, NULL), 0);
	wait.fd = child.socket;
	assert_int_equal(poll(&wait, 1, 20000), 1);
	assert_int_equal(recv(child.socket, &signal_number, sizeof(signal_number), 0),
			 sizeof(signal_number));
	child_release(&child);
	return signal_number;
}

static void a_worker_ends_with_its_parent_unless_it_outlives_it(void **state)
{
	(void)state;
	assert_int_equal(signal_at_end(&ending_work), SIGKILL);
	assert_int_equal(signal_at_end(&outliving_work), 0);
}

static void an_answer_stays_readable_while_the_next_is_filled(void **state)
{
	struct engine_done done;
	const void *first;
	const void *second;
	struct link link;
	char before[64];

	(void)state;
	assert_int_equal(link_open(&link, &hygiene_work), 0);
	assert_int_equal(ask(&link), 0);
	assert_int_equal(wait_for(&link, &done, &first), LINK_ANSWER);
	memcpy(before, first, sizeof(before));
	assert_int_equal(ask(&link), 0);
	assert_int_equal(wait_for(&link, &done, &second), LINK_ANSWER);
	assert_ptr_not_equal(first, second);
	assert_memory_equal(before, first, sizeof(before));
	link_close(&link);
}

static void a_sample_waits_for_its_time_which_may_change_until_then(void **state)
{
	struct engine_sample otherwise = { .begin = 0 };
	struct engine_done done;
	const void *data;
	struct link link;

	(void)state;
	assert_int_equal(link_open(&link, &hygiene_work), 0);
	assert_int_equal(ask_for(&link, ENGINE_NEVER), 0);
	otherwise.begin = clock_monotonic() + INT64_C(3600) * CLOCK_SECOND;
	assert_int_equal(link_ask_otherwise(&link, &otherwise), 0);
	assert_int_equal(link_receive(&link, &done, &data), LINK_NOTHING);
	otherwise.begin = clock_monotonic() + CLOCK_MILLISECOND;
	assert_int_equal(link_ask_otherwise(&link, &otherwise), 0);
	assert_int_equal(wait_for(&link, &done, &data), LINK_ANSWER);
	assert_true(done.time >= otherwise.begin);
	assert_int_equal(link_ask_otherwise(&link, &otherwise), -EPIPE);
	link_close(&link);
}

/* It begins with the first word; the second finds it begun, or answered. */
static void a_change_that_comes_too_late_changes_nothing(void **state)
{
	struct engine_sample otherwise = { .begin = ENGINE_NEVER };
	struct engine_done done;
	const void *data;
	struct link link;

	(void)state;
	assert_int_equal(link_open(&link, &hygiene_work), 0);
	for (uint64_t number = 1; number < 10; number++) {
		assert_int_equal(ask(&link), 0);
		assert_int_equal(link_ask_otherwise(&link, &otherwise), 0);
		assert_int_equal(wait_for(&link, &done, &data), LINK_ANSWER);
		assert_int_equal(done.number, number);
	}
	link_close(&link);
}

/* The sample's offset is that of 1970: real time has moved since, by all that was in between. */
static void a_sample_that_real_time_left_behind_is_not_taken(void **state)
{
	struct engine_sample sample = { .follows_clock = true };
	struct engine_done done;
	const void *data;
	struct link link;

	(void)state;
	assert_int_equal(link_open(&link, &netlink_work), 0);
	link.start = (struct engine_start){ .kind = ENGINE_START, .is_demo = true,
					    .demo = DEMO_OPTIONS_DEFAULT };
	assert_int_equal(link_ask(&link, &sample), 0);
	assert_int_equal(wait_for(&link, &done, &data), LINK_ANSWER);
	assert_int_equal(done.code, -ESTALE);
	sample.follows_clock = false;
	assert_int_equal(link_ask(&link, &sample), 0);
	assert_int_equal(wait_for(&link, &done, &data), LINK_ANSWER);
	assert_int_equal(done.code, 0);
	link_close(&link);
}

static void a_death_is_seen_and_the_worker_starts_again(void **state)
{
	struct engine_done done;
	const void *data;
	struct link link;

	(void)state;
	assert_int_equal(link_open(&link, &dying_work), 0);
	for (uint32_t deaths = 1; deaths <= 3; deaths++) {
		assert_int_equal(ask(&link), 0);
		assert_int_equal(wait_for(&link, &done, &data), LINK_DEATH);
		assert_int_equal(link.deaths, deaths);
		assert_int_equal(ask(&link), -EPIPE);
		assert_int_equal(link_restart(&link), 0);
	}
	link_close(&link);
}

static void a_worker_that_answers_nonsense_is_let_go(void **state)
{
	struct engine_done done;
	const void *data;
	struct link link;
	int pair[2];

	(void)state;
	assert_int_equal(link_open(&link, &hung_work), 0);
	kill(link.child.pid, SIGKILL);
	close(link.child.socket);
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
	link.child.socket = pair[0];
	assert_int_equal(ask(&link), 0);
	assert_int_equal(send(pair[1], "nonsense", 8, 0), 8);
	assert_int_equal(link_receive(&link, &done, &data), LINK_DEATH);
	close(pair[1]);
	link_close(&link);
}

static void news_may_come_at_any_time_and_answer_nothing(void **state)
{
	const struct engine_changed changed = { ENGINE_CHANGED, { .has_changed = true } };
	struct engine_done answer = { .kind = ENGINE_DONE, .code = -1, .news = { .is_lost = true } };
	struct engine_done done;
	const void *data;
	struct link link;
	int pair[2];

	(void)state;
	assert_int_equal(link_open(&link, &hung_work), 0);
	kill(link.child.pid, SIGKILL);
	close(link.child.socket);
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
	link.child.socket = pair[0];
	assert_int_equal(send(pair[1], &changed, sizeof(changed), 0), sizeof(changed));
	assert_int_equal(link_receive(&link, &done, &data), LINK_NEWS);
	assert_true(done.news.has_changed && !done.news.is_lost);
	assert_int_equal(ask(&link), 0);
	assert_int_equal(send(pair[1], &changed, sizeof(changed), 0), sizeof(changed));
	assert_int_equal(link_receive(&link, &done, &data), LINK_NEWS);
	assert_true(link.is_in_flight);
	answer.buffer = link.filling;
	answer.number = link.number;
	assert_int_equal(send(pair[1], &answer, sizeof(answer), 0), sizeof(answer));
	assert_int_equal(link_receive(&link, &done, &data), LINK_ANSWER);
	assert_true(done.news.is_lost);
	assert_int_equal(send(pair[1], &changed, sizeof(changed) - 1, 0), sizeof(changed) - 1);
	assert_int_equal(link_receive(&link, &done, &data), LINK_DEATH);
	close(pair[1]);
	link_close(&link);
}

static const struct task lost_task = { .kind = TASK_ADD, .name = "vm0", .mgmtdev = "nosuch" };

static void ask_demo(struct link *link, int64_t begin)
{
	struct engine_sample sample = { .begin = begin };

	assert_int_equal(link_open(link, &netlink_work), 0);
	link->start = (struct engine_start){ .kind = ENGINE_START, .is_demo = true,
					     .demo = DEMO_OPTIONS_DEFAULT };
	assert_int_equal(link_ask(link, &sample), 0);
}

/* The worker waits with a sample, and then with none. */
static void a_command_is_carried_out_whatever_the_worker_waits_for(void **state)
{
	struct engine_sample at_once = { .begin = 0 };
	struct engine_done done;
	const void *data;
	struct link link;

	(void)state;
	ask_demo(&link, ENGINE_NEVER);
	assert_int_equal(link_command(&link, 5, &lost_task), 0);
	assert_int_equal(link_command(&link, 6, &lost_task), -EBUSY);
	assert_int_equal(wait_for(&link, &done, &data), LINK_RESULT);
	assert_int_equal(link.result.number, 5);
	assert_true(link.result.is_sent);
	assert_int_equal(link.result.code, -ENODEV);
	assert_non_null(strstr(link.result.kernel, "management device"));
	assert_true(link.is_in_flight);
	assert_int_equal(link_ask_otherwise(&link, &at_once), 0);
	assert_int_equal(wait_for(&link, &done, &data), LINK_ANSWER);
	assert_int_equal(link_command(&link, 6, &lost_task), 0);
	assert_int_equal(wait_for(&link, &done, &data), LINK_RESULT);
	assert_int_equal(link.result.number, 6);
	link_close(&link);
}

static void a_command_may_be_the_first_word_to_a_worker(void **state)
{
	struct engine_done done;
	const void *data;
	struct link link;

	(void)state;
	assert_int_equal(link_open(&link, &netlink_work), 0);
	link.start = (struct engine_start){ .kind = ENGINE_START, .is_demo = true,
					    .demo = DEMO_OPTIONS_DEFAULT };
	assert_int_equal(link_command(&link, 1, &lost_task), 0);
	assert_int_equal(wait_for(&link, &done, &data), LINK_RESULT);
	assert_int_equal(link.result.code, -ENODEV);
	link_close(&link);
}

static void a_death_names_the_command_that_was_lost(void **state)
{
	struct engine_done done;
	const void *data;
	struct link link;

	(void)state;
	assert_int_equal(link_open(&link, &hung_work), 0);
	assert_int_equal(link_command(&link, 9, &lost_task), 0);
	kill(link.child.pid, SIGKILL);
	assert_int_equal(wait_for(&link, &done, &data), LINK_DEATH);
	assert_int_equal(link.result.number, 9);
	assert_int_equal(link.command, 0);
	assert_int_equal(link_command(&link, 10, &lost_task), -EPIPE);
	assert_int_equal(link_restart(&link), 0);
	assert_int_equal(link_command(&link, 10, &lost_task), 0);
	kill(link.child.pid, SIGKILL);
	link_close(&link);
}

static void a_result_that_nobody_asked_for_is_nonsense(void **state)
{
	const struct engine_result result = { .kind = ENGINE_RESULT, .number = 3 };
	struct engine_done done;
	const void *data;
	struct link link;
	int pair[2];

	(void)state;
	assert_int_equal(link_open(&link, &hung_work), 0);
	kill(link.child.pid, SIGKILL);
	close(link.child.socket);
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
	link.child.socket = pair[0];
	assert_int_equal(link_command(&link, 2, &lost_task), 0);
	assert_int_equal(send(pair[1], &result, sizeof(result), 0), sizeof(result));
	assert_int_equal(link_receive(&link, &done, &data), LINK_DEATH);
	close(pair[1]);
	link_close(&link);
}

/* It reads nothing any more: main is not kept, and tells it later. */
static void a_worker_that_does_not_listen_is_not_waited_for(void **state)
{
	struct engine_sample more = { .question_bytes = ENGINE_QUESTIONS_SIZE };
	struct link link;

	(void)state;
	assert_int_equal(link_open(&link, &hung_work), 0);
	assert_int_equal(ask_for(&link, ENGINE_NEVER), 0);
	while (!link_ask_otherwise(&link, &more))
		;
	more.question_bytes = 0;
	while (!link_ask_otherwise(&link, &more))
		;
	assert_int_equal(link_command(&link, 1, &lost_task), -EAGAIN);
	assert_int_equal(link.command, 0);
	kill(link.child.pid, SIGKILL);
	link_close(&link);
}

/* It is not the one that is asked for, or not there at all. */
static bool demo_has_device(const struct demo_options *demo)
{
	const struct host_request request = { .change = HOST_UNBIND, .device = "vm9" };
	struct error error = { 0 };
	struct host host;
	int code;

	assert_int_equal(host_open_demo(&host, demo, &error), 0);
	code = host.change(host.self, &request, &error);
	host.close(host.self);
	assert_true(code == -ESTALE || code == -ENODEV);
	return code == -ESTALE;
}

/* Whoever leaves is told what the kernel has; what it does not have yet must not come to it later. */
static void a_command_that_was_not_begun_ends_with_who_gave_it(void **state)
{
	static const struct task task = { .kind = TASK_ADD, .name = "vm9", .mgmtdev = "vdpasim_net" };

	(void)state;
	for (int is_kept = 0; is_kept <= 1; is_kept++) {
		struct demo_options demo = DEMO_OPTIONS_DEFAULT;
		struct engine_done done;
		const void *data;
		struct link link;
		pid_t pid;

		demo.ledger = demo_ledger_new();
		assert_non_null(demo.ledger);
		assert_int_equal(link_open(&link, &netlink_work), 0);
		pid = link.child.pid;
		link.start = (struct engine_start){ .kind = ENGINE_START, .is_demo = true, .demo = demo };
		assert_int_equal(link_command(&link, 1, &lost_task), 0);
		assert_int_equal(wait_for(&link, &done, &data), LINK_RESULT);
		kill(pid, SIGSTOP);
		assert_int_equal(link_command(&link, 2, &task), 0);
		if (is_kept) {
			kill(pid, SIGCONT);
			assert_int_equal(wait_for(&link, &done, &data), LINK_RESULT);
			assert_int_equal(link.result.code, 0);
		}
		link_close(&link);
		kill(pid, SIGCONT);
		assert_int_equal(waitpid(pid, NULL, 0), pid);
		assert_int_equal(demo_has_device(&demo), is_kept);
		demo_ledger_free(demo.ledger);
	}
}

static void the_host_worker_obeys_no_command(void **state)
{
	static const struct child_work host_work = { .name = "test-host", .run = worker_run_host };
	struct engine_done done;
	const void *data;
	struct link link;

	(void)state;
	assert_int_equal(link_open(&link, &host_work), 0);
	link.start = (struct engine_start){ .kind = ENGINE_START, .is_demo = true,
					    .demo = DEMO_OPTIONS_DEFAULT };
	assert_int_equal(link_command(&link, 1, &lost_task), 0);
	assert_int_equal(wait_for(&link, &done, &data), LINK_DEATH);
	link_close(&link);
}

static void closing_does_not_wait_for_a_hung_worker(void **state)
{
	struct engine_done done;
	const void *data;
	struct link link;
	pid_t pid;

	(void)state;
	assert_int_equal(link_open(&link, &hung_work), 0);
	pid = link.child.pid;
	assert_int_equal(ask(&link), 0);
	assert_int_equal(link_receive(&link, &done, &data), LINK_NOTHING);
	link_close(&link);
	assert_int_equal(kill(pid, 0), 0);
	kill(pid, SIGKILL);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_worker_keeps_nothing_of_its_parent_open),
	cmocka_unit_test(a_worker_ends_with_its_parent_unless_it_outlives_it),
	cmocka_unit_test(an_answer_stays_readable_while_the_next_is_filled),
	cmocka_unit_test(a_sample_waits_for_its_time_which_may_change_until_then),
	cmocka_unit_test(a_change_that_comes_too_late_changes_nothing),
	cmocka_unit_test(a_sample_that_real_time_left_behind_is_not_taken),
	cmocka_unit_test(a_death_is_seen_and_the_worker_starts_again),
	cmocka_unit_test(a_worker_that_answers_nonsense_is_let_go),
	cmocka_unit_test(news_may_come_at_any_time_and_answer_nothing),
	cmocka_unit_test(a_command_is_carried_out_whatever_the_worker_waits_for),
	cmocka_unit_test(a_command_may_be_the_first_word_to_a_worker),
	cmocka_unit_test(a_death_names_the_command_that_was_lost),
	cmocka_unit_test(a_result_that_nobody_asked_for_is_nonsense),
	cmocka_unit_test(a_worker_that_does_not_listen_is_not_waited_for),
	cmocka_unit_test(a_command_that_was_not_begun_ends_with_who_gave_it),
	cmocka_unit_test(the_host_worker_obeys_no_command),
	cmocka_unit_test(closing_does_not_wait_for_a_hung_worker),
};

UNIT_MAIN(link)
