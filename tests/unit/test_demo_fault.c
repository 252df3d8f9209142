/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every fault of the demo, as it is seen through the transport. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"

#include "demo.h"

static struct demo_test *open_fault(enum demo_fault fault)
{
	struct demo_options options = demo_test_options(true);

	options.fault = fault;
	return demo_test_open(&options);
}

static void every_fault_has_a_name_and_a_meaning(void **state)
{
	(void)state;
	for (int i = 0; i < DEMO_FAULT_COUNT; i++) {
		assert_true(strlen(demo_fault_name((enum demo_fault)i)) > 0);
		assert_true(strlen(demo_fault_meaning((enum demo_fault)i)) > 0);
		for (int k = 0; k < i; k++)
			assert_string_not_equal(demo_fault_name((enum demo_fault)i),
						demo_fault_name((enum demo_fault)k));
	}
	assert_string_equal(demo_fault_name(DEMO_FAULT_NO_ACCESS), "no-access");
}

static int find_family(enum demo_fault fault, struct error *error)
{
	struct demo_options options = demo_test_options(true);
	struct genl_family family;
	struct source source;
	struct genl *genl;
	int result, reason;

	options.fault = fault;
	assert_int_equal(source_open_demo(&source, &options, error), 0);
	genl = genl_new(source.transport);
	result = genl_family_find(genl, VDPA_GENL_NAME, &family, error);
	genl_free(genl);
	assert_int_equal(result, -ENOENT);
	reason = source_explain_missing(source.find_missing(source.self), error);
	source.close(source.self);
	return reason;
}

static void without_the_module_there_is_no_family(void **state)
{
	struct error error = { 0 };

	(void)state;
	assert_int_equal(find_family(DEMO_FAULT_NO_MODULE, &error), -ENOENT);
	assert_non_null(strstr(error.words, "modprobe vdpa"));
}

static void in_another_network_namespace_there_is_no_family_either(void **state)
{
	struct error error = { 0 };

	(void)state;
	assert_int_equal(find_family(DEMO_FAULT_NO_NETNS, &error), -ENONET);
	assert_non_null(strstr(error.words, "network namespace"));
}

static void a_device_vanishes_between_the_dump_and_the_question(void **state)
{
	struct demo_test *test = open_fault(DEMO_FAULT_VANISH);
	struct demo_test_list list;

	(void)state;
	demo_test_begin(test, 0);
	assert_int_equal(demo_test_list(test, &list), 0);
	assert_int_equal(list.count, 9);
	assert_int_equal(demo_test_ask_stats(test, list.name[8], 0), -ENODEV);
	assert_int_equal(demo_test_ask_stats(test, list.name[0], 0), 0);
	demo_test_begin(test, 1);
	assert_int_equal(demo_test_ask_stats(test, list.name[8], 0), 0);
	demo_test_close(test);
}

static void some_questions_stay_without_an_answer_in_that_sample(void **state)
{
	struct demo_test *test = open_fault(DEMO_FAULT_DROP);
	size_t lost = 0, came_back = 0;
	bool was_lost[16] = { 0 };

	(void)state;
	for (int sample = 0; sample < 20; sample++) {
		demo_test_begin(test, sample);
		for (uint32_t i = 0; i < 16; i++) {
			bool is_lost = demo_test_ask_stats(test, "web0", i) == -ENODATA;

			lost += is_lost;
			came_back += was_lost[i] && !is_lost;
			was_lost[i] = is_lost;
		}
	}
	assert_in_range(lost, 5, 60);
	assert_in_range(came_back, 5, lost);
	demo_test_close(test);
}

static void some_dumps_never_say_that_they_are_done(void **state)
{
	struct demo_test *test = open_fault(DEMO_FAULT_DROP);
	struct demo_test_list list;
	size_t cut = 0;

	(void)state;
	for (int sample = 0; sample < 8; sample++) {
		demo_test_begin(test, sample);
		cut += demo_test_list(test, &list) == -ENODATA;
	}
	assert_in_range(cut, 1, 7);
	demo_test_close(test);
}

static void a_dump_is_interrupted_and_whole_when_asked_again(void **state)
{
	struct demo_test *test = open_fault(DEMO_FAULT_INTERRUPT);
	struct demo_test_list list;

	(void)state;
	demo_test_begin(test, 0);
	assert_int_equal(demo_test_list(test, &list), -EINTR);
	assert_int_equal(demo_test_list(test, &list), 0);
	assert_int_equal(list.count, 9);
	demo_test_close(test);
}

struct batch {
	size_t answered, lost;
};

static void count_answer(void *context, size_t request, const struct nlmsghdr *reply,
			 const struct answer *answer)
{
	struct batch *batch = context;

	(void)request;
	batch->answered += reply && !answer->code;
	batch->lost += answer->code == -ENODATA;
}

static void a_batch_overruns_the_receive_buffer_and_its_rest_is_asked_again(void **state)
{
	struct demo_test *test = open_fault(DEMO_FAULT_OVERRUN);
	struct demo_test_list list;
	struct batch batch = { 0 };

	(void)state;
	demo_test_begin(test, 0);
	for (int i = 0; i < GENL_BATCH_MAX; i++) {
		struct vdpa_request request = { .command = VDPA_CMD_DEV_GET, .device = "web0" };
		struct nlmsghdr *message = genl_add(test->genl, &test->family, request.command, 0);

		assert_int_equal(vdpa_encode(message, GENL_REQUEST_SIZE, &request), 0);
		genl_commit(test->genl);
	}
	assert_int_equal(genl_run(test->genl, count_answer, &batch), 0);
	assert_int_equal(batch.answered, GENL_BATCH_MAX);
	assert_int_equal(demo_test_list(test, &list), -ENOBUFS);
	assert_int_equal(demo_test_list(test, &list), 0);
	demo_test_close(test);
}

static void garbage_gives_errors_and_never_a_wrong_figure(void **state)
{
	struct demo_test *sound = open_fault(DEMO_FAULT_NONE);
	struct demo_test *test = open_fault(DEMO_FAULT_GARBAGE);
	struct vdpa_vstats vstats;
	size_t wrong = 0, right = 0;
	const char *name;

	(void)state;
	demo_test_begin(sound, 0);
	demo_test_begin(test, 0);
	for (uint32_t i = 0; i < 160; i++) {
		struct vdpa_request request = { .command = VDPA_CMD_DEV_VSTATS_GET,
						.device = "web0",
						.index = i % 16,
						.valid = VDPA_HAS_INDEX };

		assert_int_equal(demo_test_ask_stats(sound, "web0", i % 16), 0);
		test->pair_count = 0;
		if (demo_test_ask(test, &request) ||
		    vdpa_decode_vstats((struct nlmsghdr *)test->reply, &vstats, &name,
				       demo_test_on_pair, test) < 0) {
			wrong++;
			continue;
		}
		right++;
		assert_int_equal(vstats.index, i % 16);
		for (size_t k = 0; k < test->pair_count; k++)
			assert_int_equal(test->pairs[k].value, sound->pairs[k].value);
	}
	assert_in_range(wrong, 10, 60);
	assert_in_range(right, 60, 150);
	demo_test_close(sound);
	demo_test_close(test);
}

static void a_stalled_tx_queue_is_rung_and_does_nothing(void **state)
{
	struct demo_test *test = open_fault(DEMO_FAULT_STALL);
	uint64_t kicks, elements;

	(void)state;
	demo_test_begin(test, 0);
	assert_int_equal(demo_test_ask_stats(test, "web0", 1), 0);
	kicks = demo_test_counter(test, VDPA_COUNTER_KICKS);
	elements = demo_test_counter(test, "completed_desc");
	for (int sample = 1; sample < 10; sample++) {
		demo_test_begin(test, sample);
		assert_int_equal(demo_test_ask_stats(test, "web0", 1), 0);
		assert_true(demo_test_counter(test, VDPA_COUNTER_KICKS) > kicks);
		assert_int_equal(demo_test_counter(test, "completed_desc"), elements);
		assert_true(demo_test_counter(test, "received_desc") > elements);
		kicks = demo_test_counter(test, VDPA_COUNTER_KICKS);
	}
	demo_test_begin(test, 10);
	assert_int_equal(demo_test_ask_stats(test, "web0", 3), 0);
	assert_true(demo_test_counter(test, "completed_desc") > 0);
	demo_test_close(test);
}

static void one_tx_queue_does_the_work_of_all(void **state)
{
	struct demo_test *test = open_fault(DEMO_FAULT_SKEW);
	uint64_t done[2][8] = { 0 }, busy, sum = 0;

	(void)state;
	for (uint32_t sample = 0; sample < 2; sample++) {
		demo_test_begin(test, 5 + (int)sample);
		for (uint32_t pair = 0; pair < 8; pair++) {
			assert_int_equal(demo_test_ask_stats(test, "web0", 2 * pair + 1), 0);
			done[sample][pair] = demo_test_counter(test, "completed_desc");
		}
	}
	busy = done[1][0] - done[0][0];
	for (int pair = 0; pair < 8; pair++)
		sum += done[1][pair] - done[0][pair];
	assert_true(busy > 100);
	assert_true(busy * 10 > sum * 9);
	demo_test_close(test);
}

static void counters_go_back_to_0_every_few_seconds(void **state)
{
	struct demo_test *test = open_fault(DEMO_FAULT_RESET);
	uint64_t before = 0;
	size_t resets = 0;

	(void)state;
	for (int sample = 0; sample < 40; sample++) {
		uint64_t now;

		demo_test_begin(test, sample / 2.0);
		assert_int_equal(demo_test_ask_stats(test, "lab0", 1), 0);
		now = demo_test_counter(test, "tx packets");
		resets += now < before;
		if (now < before)
			assert_int_equal(now, 0);
		before = now;
	}
	assert_int_equal(resets, 6);
	demo_test_close(test);
}

static void some_answers_take_more_than_a_second(void **state)
{
	struct demo_test *test = open_fault(DEMO_FAULT_LATE);
	int64_t start;

	(void)state;
	demo_test_begin(test, 0);
	demo_test_begin(test, 1);
	start = clock_monotonic();
	assert_int_equal(demo_test_ask_stats(test, "web0", 0), 0);
	assert_true(clock_monotonic() - start >= CLOCK_SECOND);
	demo_test_close(test);
}

static void a_device_takes_as_long_to_make_as_the_option_says(void **state)
{
	struct demo_options options = demo_test_options(true);
	struct vdpa_request request = { .command = VDPA_CMD_DEV_NEW, .mgmtdev = "vdpasim_net",
					.device = "slow0" };
	struct demo_test *test;
	int64_t start = clock_monotonic();

	(void)state;
	options.add_delay = 0.05;
	test = demo_test_open(&options);
	assert_int_equal(demo_test_ask(test, &request), 0);
	assert_true(clock_monotonic() - start >= 50 * CLOCK_MILLISECOND);
	demo_test_close(test);
}

/* Three samples in a process of their own; it says "3" before the third and "done" at the end. */
static pid_t run_three_samples(enum demo_fault fault, int *ret_end)
{
	int ends[2];
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (!pid) {
		struct demo_test *test = open_fault(fault);

		for (int sample = 0; sample < 3; sample++) {
			if (sample == 2 && write(ends[1], "3", 1) != 1)
				_exit(1);
			demo_test_begin(test, sample);
			demo_test_ask_stats(test, "web0", 0);
		}
		_exit(write(ends[1], "done", 4) != 4);
	}
	close(ends[1]);
	*ret_end = ends[0];
	return pid;
}

/* What the process said until its end of the pipe closed. */
static void read_all(int end, char *to, size_t size)
{
	size_t count = 0;
	ssize_t got;

	while (count < size - 1 && (got = read(end, to + count, size - 1 - count)) > 0)
		count += (size_t)got;
	to[count] = '\0';
	close(end);
}

static void the_worker_dies_in_the_third_sample(void **state)
{
	char said[16];
	int end, status;
	pid_t pid = run_three_samples(DEMO_FAULT_CRASH, &end);

	(void)state;
	read_all(end, said, sizeof(said));
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_string_equal(said, "3");
	assert_true(WIFSIGNALED(status));
}

/* State letter of a process: 'S' sleeps, 'Z' has ended. */
static char process_state(pid_t pid)
{
	char path[64], line[512] = "";
	FILE *file;
	const char *at;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	file = fopen(path, "r");
	assert_non_null(file);
	if (!fgets(line, sizeof(line), file))
		line[0] = '\0';
	fclose(file);
	at = strrchr(line, ')');
	return at && at[1] ? at[2] : '?';
}

static void the_kernel_answers_nothing_from_the_third_sample_on(void **state)
{
	char said[16] = "", letter = '?';
	int end, status;
	pid_t pid = run_three_samples(DEMO_FAULT_HANG, &end);

	(void)state;
	assert_int_equal(read(end, said, 1), 1);
	/* It either falls asleep for good, or ends; which of the two is what is tested. */
	for (int i = 0; i < 5000 && letter != 'S' && letter != 'Z'; i++) {
		usleep(1000);
		letter = process_state(pid);
	}
	assert_int_equal(letter, 'S');
	kill(pid, SIGKILL);
	read_all(end, said, sizeof(said));
	assert_string_equal(said, "");
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(WTERMSIG(status), SIGKILL);
}

static void deleting_a_device_that_is_held_open_does_not_come_back(void **state)
{
	struct vdpa_request request = { .command = VDPA_CMD_DEV_DEL, .device = "web0" };
	char letter = '?';
	int status;
	pid_t pid = fork();

	(void)state;
	assert_true(pid >= 0);
	if (!pid) {
		struct demo_test *test = open_fault(DEMO_FAULT_NONE);

		demo_test_ask(test, &request);
		_exit(0);
	}
	for (int i = 0; i < 5000 && letter != 'S' && letter != 'Z'; i++) {
		usleep(1000);
		letter = process_state(pid);
	}
	assert_int_equal(letter, 'S');
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(every_fault_has_a_name_and_a_meaning),
	cmocka_unit_test(without_the_module_there_is_no_family),
	cmocka_unit_test(in_another_network_namespace_there_is_no_family_either),
	cmocka_unit_test(a_device_vanishes_between_the_dump_and_the_question),
	cmocka_unit_test(some_questions_stay_without_an_answer_in_that_sample),
	cmocka_unit_test(some_dumps_never_say_that_they_are_done),
	cmocka_unit_test(a_dump_is_interrupted_and_whole_when_asked_again),
	cmocka_unit_test(a_batch_overruns_the_receive_buffer_and_its_rest_is_asked_again),
	cmocka_unit_test(garbage_gives_errors_and_never_a_wrong_figure),
	cmocka_unit_test(a_stalled_tx_queue_is_rung_and_does_nothing),
	cmocka_unit_test(one_tx_queue_does_the_work_of_all),
	cmocka_unit_test(counters_go_back_to_0_every_few_seconds),
	cmocka_unit_test(some_answers_take_more_than_a_second),
	cmocka_unit_test(a_device_takes_as_long_to_make_as_the_option_says),
	cmocka_unit_test(the_worker_dies_in_the_third_sample),
	cmocka_unit_test(the_kernel_answers_nothing_from_the_third_sample_on),
	cmocka_unit_test(deleting_a_device_that_is_held_open_does_not_come_back),
};

UNIT_MAIN(demo_fault)
