/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Output into pipes: readers who are slow, who never read, and who are gone. */
#include "report/output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "unit.h"

static struct output pipe_output(int ends[2])
{
	assert_int_equal(pipe(ends), 0);
	return (struct output){ .fd = ends[1], .name = "pipe" };
}

static void a_pipe_that_nobody_reads_any_more_is_told_apart(void **state)
{
	int ends[2];
	struct output output = pipe_output(ends);

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	close(ends[0]);
	assert_int_equal(output_write(&output, "line\n", 5, NULL), -EPIPE);
	close(ends[1]);
}

/* More than a pipe holds, in lines of LENGTH bytes. */
static const char *many_lines(size_t length, size_t *ret_size)
{
	static char lines[200000];

	for (size_t i = 0; i < sizeof(lines); i++)
		lines[i] = i % length == length - 1 ? '\n' : 'x';
	*ret_size = sizeof(lines);
	return lines;
}

/* STOPS signals have come, and the reader never reads. */
static void expect_whole_lines(size_t length, int stops, int patience, int result)
{
	static char got[200000];
	volatile sig_atomic_t stop = stops;
	int ends[2];
	struct output output = pipe_output(ends);
	ssize_t read_bytes;
	size_t size;
	const char *lines = many_lines(length, &size);

	output.stop = &stop;
	output.patience = patience;
	fcntl(ends[1], F_SETFL, O_NONBLOCK);
	assert_int_equal(output_write(&output, lines, size, NULL), result);
	assert_int_equal(output_write(&output, lines, size, NULL), -EINTR);
	read_bytes = read(ends[0], got, sizeof(got));
	assert_true(read_bytes > 0);
	assert_int_equal(got[read_bytes - 1], '\n');
	close(ends[0]);
	close(ends[1]);
}

static void a_reader_who_reads_no_more_is_left_between_two_lines(void **state)
{
	(void)state;
	expect_whole_lines(100, 1, 0, -ETIMEDOUT);
	expect_whole_lines(4096, 1, 0, -ETIMEDOUT);
}

static void a_second_signal_waits_for_nobody(void **state)
{
	(void)state;
	expect_whole_lines(100, 2, 3600, -EINTR);
	expect_whole_lines(4096, 2, 3600, -EINTR);
}

static void a_reader_who_takes_nothing_is_named_with_the_seconds(void **state)
{
	volatile sig_atomic_t stop = 1;
	int ends[2];
	struct output output = pipe_output(ends);
	struct error error = { 0 };
	size_t size;
	const char *lines = many_lines(100, &size);

	(void)state;
	output.stop = &stop;
	assert_int_equal(output_write(&output, lines, size, &error), -ETIMEDOUT);
	assert_string_equal(error.words, "writing pipe: nothing was read for 0 s; its end is missing");
	close(ends[0]);
	close(ends[1]);
}

/* As many bytes as it holds are in the pipe: whoever writes to it waits. */
static void wait_until_full(int reader, int writer)
{
	int held;

	do {
		poll(NULL, 0, 1);
		assert_int_equal(ioctl(reader, FIONREAD, &held), 0);
	} while (held < fcntl(writer, F_GETPIPE_SZ));
}

/* The program was told to end before the reader begins to read. */
static void expect_all_lines(size_t length)
{
	static char got[200001];
	volatile sig_atomic_t stop = 1;
	int ends[2];
	struct output output = pipe_output(ends);
	size_t size;
	const char *lines = many_lines(length, &size);
	size_t has = 0;
	ssize_t more;
	pid_t child = fork();

	assert_true(child >= 0);
	if (!child) {
		close(ends[0]);
		output.stop = &stop;
		output.patience = 3600;
		fcntl(ends[1], F_SETFL, O_NONBLOCK);
		_exit(output_write(&output, lines, size, NULL) != 0);
	}
	wait_until_full(ends[0], ends[1]);
	close(ends[1]);
	while ((more = read(ends[0], got + has, sizeof(got) - has)) > 0)
		has += (size_t)more;
	close(ends[0]);
	assert_int_equal(has, size);
	assert_memory_equal(got, lines, size);
	assert_int_equal(waitpid(child, NULL, 0), child);
}

static void what_was_begun_is_written_to_its_end_for_a_slow_reader(void **state)
{
	(void)state;
	expect_all_lines(128);	 /* a pipe is full after a whole line */
	expect_all_lines(70000); /* and in the middle of one */
}

static void a_reader_gets_all_of_a_sample_that_no_pipe_holds(void **state)
{
	char line[64];
	int ends[2];
	struct output output = pipe_output(ends);
	pid_t child;
	int lines = 0;
	FILE *reader;

	(void)state;
	child = fork();
	assert_true(child >= 0);
	if (!child) {
		close(ends[0]);
		for (int i = 0; i < 40000 && !output_write(&output, "foo0,1,rx,ok\n", 13, NULL); i++)
			;
		_exit(0);
	}
	close(ends[1]);
	reader = fdopen(ends[0], "r");
	assert_non_null(reader);
	while (fgets(line, sizeof(line), reader)) {
		assert_string_equal(line, "foo0,1,rx,ok\n");
		lines++;
	}
	fclose(reader);
	assert_int_equal(lines, 40000);
}

static bool is_told(int watch)
{
	struct pollfd wait = { .fd = watch, .events = POLLIN };

	return poll(&wait, 1, 0) == 1;
}

/* ENDS: what reads, what writes. */
static void expect_watch(const int ends[2])
{
	const struct output output = { .fd = ends[1], .name = "pipe" };
	int watch = output_watch(&output);

	assert_true(watch >= 0);
	assert_false(is_told(watch));
	close(ends[0]);
	assert_true(is_told(watch));
	close(watch);
	close(ends[1]);
}

static void a_reader_who_goes_is_told_of_before_anything_is_written(void **state)
{
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	expect_watch(ends);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	expect_watch(ends);
	/* As a journal's is, and with something to be read that nobody reads. */
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	assert_int_equal(write(ends[0], "x", 1), 1);
	assert_int_equal(shutdown(ends[1], SHUT_RD), 0);
	expect_watch(ends);
}

static void a_file_has_no_reader_to_watch(void **state)
{
	const struct output output = { .fd = open("/proc/self/exe", O_RDONLY) };

	(void)state;
	assert_int_equal(output_watch(&output), -1);
	close(output.fd);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_pipe_that_nobody_reads_any_more_is_told_apart),
	cmocka_unit_test(a_reader_who_reads_no_more_is_left_between_two_lines),
	cmocka_unit_test(a_second_signal_waits_for_nobody),
	cmocka_unit_test(a_reader_who_takes_nothing_is_named_with_the_seconds),
	cmocka_unit_test(what_was_begun_is_written_to_its_end_for_a_slow_reader),
	cmocka_unit_test(a_reader_gets_all_of_a_sample_that_no_pipe_holds),
	cmocka_unit_test(a_reader_who_goes_is_told_of_before_anything_is_written),
	cmocka_unit_test(a_file_has_no_reader_to_watch),
};

UNIT_MAIN(stream)
