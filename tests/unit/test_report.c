/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a report goes: files, pipes, full disks; and that a torn line is never left. */
#include "report/report.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/error.h"
#include "report/output.h"
#include "unit.h"
#include "world.h"

static const struct format_run run;

struct desk {
	struct world world;
	struct model *model;
	char folder[64];
	char file[96];
};

static int set_up(void **state)
{
	struct desk *desk = calloc(1, sizeof(*desk));

	if (!desk)
		return -1;
	world_init(&desk->world);
	desk->model = model_new(2);
	strcpy(desk->folder, "test_report.XXXXXX");
	if (!desk->model || !mkdtemp(desk->folder))
		return -1;
	snprintf(desk->file, sizeof(desk->file), "%s/out.csv", desk->folder);
	*state = desk;
	return 0;
}

static int tear_down(void **state)
{
	struct desk *desk = *state;

	unlink(desk->file);
	rmdir(desk->folder);
	model_free(desk->model);
	world_free(&desk->world);
	free(desk);
	return 0;
}

/* A sample of one device NAME with COUNT queues. */
static void tell(struct desk *desk, const char *name, int count)
{
	world_begin(&desk->world, CLOCK_SECOND);
	world_mgmtdev(&desk->world, "", "m");
	world_device(&desk->world, name, 0);
	for (int i = 0; i < count; i++)
		world_queue(&desk->world, VDPA_ROLE_RX);
	world_tell(&desk->world, desk->model);
}

static void expect_file(const struct desk *desk, const char *expected)
{
	char text[4096];
	FILE *file = fopen(desk->file, "r");
	size_t length;

	assert_non_null(file);
	length = fread(text, 1, sizeof(text) - 1, file);
	text[length] = '\0';
	fclose(file);
	assert_string_equal(text, expected);
}

static void put_file(const struct desk *desk, const char *text)
{
	FILE *file = fopen(desk->file, "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static struct report_options options_for(const struct desk *desk)
{
	return (struct report_options){ .columns = "device,queue", .output = desk->file };
}

static void write_sample(struct desk *desk, const struct report_options *options)
{
	struct report *report;
	struct error error = { 0 };

	if (report_open(&report, options, &error) < 0)
		fail_msg("%s", error.words);
	assert_int_equal(report_sample(report, desk->model, &run, &error), 0);
	assert_int_equal(report_close(report, &error), 0);
}

static void expect_refusal(const struct report_options *options, int code, const char *words)
{
	struct report *report;
	struct error error = { 0 };

	assert_int_equal(report_open(&report, options, &error), code);
	if (!strstr(error.words, words))
		fail_msg("'%s' does not say '%s'", error.words, words);
}

static void the_header_comes_once_before_the_first_sample(void **state)
{
	struct desk *desk = *state;
	const struct report_options options = options_for(desk);
	struct report *report;

	assert_int_equal(report_open(&report, &options, NULL), 0);
	expect_file(desk, "");
	tell(desk, "foo0", 1);
	assert_int_equal(report_sample(report, desk->model, &run, NULL), 0);
	expect_file(desk, "device,queue\nfoo0,0\n");
	tell(desk, "foo1", 2);
	assert_int_equal(report_sample(report, desk->model, &run, NULL), 0);
	assert_int_equal(report_close(report, NULL), 0);
	expect_file(desk, "device,queue\nfoo0,0\nfoo1,0\nfoo1,1\n");
}

static void without_queues_there_is_still_a_header(void **state)
{
	struct desk *desk = *state;
	const struct report_options options = options_for(desk);

	tell(desk, "foo0", 0);
	write_sample(desk, &options);
	expect_file(desk, "device,queue\n");
}

static void a_file_that_exists_is_not_touched(void **state)
{
	struct desk *desk = *state;
	const struct report_options options = options_for(desk);

	put_file(desk, "precious\n");
	expect_refusal(&options, -EEXIST, desk->file);
	expect_refusal(&options, -EEXIST, "--append");
	expect_file(desk, "precious\n");
}

static void a_file_is_replaced_with_leave(void **state)
{
	struct desk *desk = *state;
	struct report_options options = options_for(desk);

	options.may_overwrite = true;
	put_file(desk, "old and much longer than what comes\n");
	tell(desk, "foo0", 1);
	write_sample(desk, &options);
	expect_file(desk, "device,queue\nfoo0,0\n");
}

static void appending_goes_on_under_the_same_header(void **state)
{
	struct desk *desk = *state;
	struct report_options options = options_for(desk);

	options.may_append = true;
	tell(desk, "foo0", 1);
	write_sample(desk, &options);
	write_sample(desk, &options);
	expect_file(desk, "device,queue\nfoo0,0\nfoo0,0\n");
}

static void appending_to_another_table_is_refused(void **state)
{
	struct desk *desk = *state;
	struct report_options options = options_for(desk);

	options.may_append = true;
	put_file(desk, "device,queue,role\nfoo0,0,rx\n");
	expect_refusal(&options, -EBADMSG, "other columns");
	put_file(desk, "device\nfoo0\n");
	expect_refusal(&options, -EBADMSG, "other columns");
	expect_file(desk, "device\nfoo0\n");
}

static void a_line_that_somebody_left_torn_is_not_gone_on_with(void **state)
{
	struct desk *desk = *state;
	struct report_options options = options_for(desk);

	options.may_append = true;
	put_file(desk, "device,queue\nfoo");
	tell(desk, "bar0", 1);
	write_sample(desk, &options);
	expect_file(desk, "device,queue\nfoo\nbar0,0\n");
}

/* The log is rotated before anything was written to it. */
static void expect_rotated_first(struct desk *desk, bool is_moved)
{
	struct report_options options = options_for(desk);
	volatile sig_atomic_t reopen = 1;
	struct report *report;
	char moved[120];

	snprintf(moved, sizeof(moved), "%s.1", desk->file);
	options.reopen = &reopen;
	options.may_overwrite = true;
	put_file(desk, "old\n");
	tell(desk, "foo0", 1);
	assert_int_equal(report_open(&report, &options, NULL), 0);
	if (is_moved)
		assert_int_equal(rename(desk->file, moved), 0);
	assert_int_equal(report_sample(report, desk->model, &run, NULL), 0);
	assert_int_equal(report_close(report, NULL), 0);
	expect_file(desk, "device,queue\nfoo0,0\n");
	if (!is_moved)
		return;
	assert_int_equal(rename(moved, desk->file), 0);
	expect_file(desk, "old\n");
}

static void what_is_overwritten_is_so_after_a_rotation_too(void **state)
{
	expect_rotated_first(*state, false);
	expect_rotated_first(*state, true);
}

static void appending_says_that_it_reads_what_is_there(void **state)
{
	struct desk *desk = *state;
	struct report_options options = options_for(desk);

	options.may_append = true;
	put_file(desk, "device,queue\n");
	assert_int_equal(chmod(desk->file, 0222), 0);
	assert_int_equal(chmod(desk->folder, 0755), 0);
	if (!geteuid())
		assert_int_equal(seteuid(65534), 0);
	expect_refusal(&options, -EACCES, "--append reads it first, and may not");
	if (!getuid())
		assert_int_equal(seteuid(0), 0);
}

static void a_file_that_was_moved_away_is_made_anew_when_told_so(void **state)
{
	struct desk *desk = *state;
	struct report_options options = options_for(desk);
	volatile sig_atomic_t reopen = 0;
	struct report *report;
	char moved[120];

	snprintf(moved, sizeof(moved), "%s.1", desk->file);
	options.reopen = &reopen;
	tell(desk, "foo0", 1);
	assert_int_equal(report_open(&report, &options, NULL), 0);
	assert_int_equal(report_sample(report, desk->model, &run, NULL), 0);
	assert_int_equal(rename(desk->file, moved), 0);
	assert_int_equal(report_sample(report, desk->model, &run, NULL), 0);
	assert_int_equal(access(desk->file, F_OK), -1);
	for (int i = 0; i < 3; i++) {
		reopen = i != 1;
		assert_int_equal(report_sample(report, desk->model, &run, NULL), 0);
		assert_int_equal(reopen, 0);
	}
	assert_int_equal(report_close(report, NULL), 0);
	expect_file(desk, "device,queue\nfoo0,0\nfoo0,0\nfoo0,0\n");
	assert_int_equal(rename(moved, desk->file), 0);
	expect_file(desk, "device,queue\nfoo0,0\nfoo0,0\n");
}

static void a_file_that_nothing_was_written_to_goes_again(void **state)
{
	struct desk *desk = *state;
	struct report_options options = options_for(desk);
	struct report *report;

	for (int i = 0; i < 2; i++) {
		options.may_append = i;
		assert_int_equal(report_open(&report, &options, NULL), 0);
		expect_file(desk, "");
		assert_int_equal(report_close(report, NULL), 0);
		assert_int_equal(access(desk->file, F_OK), -1);
	}
	put_file(desk, "");
	assert_int_equal(report_open(&report, &options, NULL), 0);
	assert_int_equal(report_close(report, NULL), 0);
	expect_file(desk, ""); /* which is somebody else's */
	unlink(desk->file);
	assert_int_equal(report_open(&report, &options, NULL), 0);
	assert_int_equal(unlink(desk->file), 0);
	put_file(desk, "");
	assert_int_equal(report_close(report, NULL), 0);
	expect_file(desk, "");
}

static void a_bad_list_of_columns_creates_no_file(void **state)
{
	struct desk *desk = *state;
	struct report_options options = options_for(desk);

	options.columns = "device,nonsense";
	expect_refusal(&options, -EINVAL, "'nonsense'");
	assert_int_equal(access(desk->file, F_OK), -1);
}

static void a_folder_that_is_not_there_is_named(void **state)
{
	struct desk *desk = *state;
	struct report_options options = options_for(desk);

	options.output = "/nonexistent/out.csv";
	expect_refusal(&options, -ENOENT, "/nonexistent/out.csv: No such file or directory");
}

/* Writes LINES to a file that may not grow past LIMIT bytes. */
static int write_limited(const char *path, const char *lines, rlim_t limit)
{
	struct rlimit before;
	struct output output;
	int result;

	assert_int_equal(output_open(&output, path, true, false, NULL), 0);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &(struct rlimit){ limit, before.rlim_max }), 0);
	result = output_write(&output, lines, strlen(lines), NULL);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_int_equal(output_close(&output, NULL), 0);
	return result;
}

static void what_did_not_fit_is_taken_back_to_the_last_whole_line(void **state)
{
	struct desk *desk = *state;

	put_file(desk, "header\n");
	assert_int_equal(write_limited(desk->file, "one\ntwo\nthree\n", 17), -EFBIG);
	expect_file(desk, "header\none\ntwo\n");
	assert_int_equal(write_limited(desk->file, "a line that is too long\n", 20), -EFBIG);
	expect_file(desk, "header\none\ntwo\n");
}

static int count_files(const struct desk *desk)
{
	DIR *folder = opendir(desk->folder);
	int count = -2; /* . and .. */

	assert_non_null(folder);
	while (readdir(folder))
		count++;
	closedir(folder);
	return count;
}

static void expect_mode(const struct desk *desk, mode_t mode)
{
	struct stat status;

	assert_int_equal(stat(desk->file, &status), 0);
	assert_int_equal(status.st_mode & 0777, mode);
}

static void what_replaces_is_one_file_that_others_may_read(void **state)
{
	struct desk *desk = *state;
	mode_t mask = umask(027);
	struct output output;

	assert_int_equal(output_open_replaced(&output, desk->file, NULL), 0);
	assert_int_equal(access(desk->file, F_OK), -1);
	assert_int_equal(output_write(&output, "first and longer\n", 17, NULL), 0);
	expect_mode(desk, 0640);
	chmod(desk->file, 0604);
	assert_int_equal(output_write(&output, "second\n", 7, NULL), 0);
	umask(mask);
	assert_int_equal(output_close(&output, NULL), 0);
	expect_file(desk, "second\n");
	expect_mode(desk, 0604);
	assert_int_equal(count_files(desk), 1);
}

static void who_reads_while_it_is_replaced_has_the_old_one_whole(void **state)
{
	struct desk *desk = *state;
	struct output output;
	char text[32] = "";
	int fd;

	put_file(desk, "old\n");
	fd = open(desk->file, O_RDONLY);
	assert_int_equal(output_open_replaced(&output, desk->file, NULL), 0);
	assert_int_equal(output_write(&output, "a new one\n", 10, NULL), 0);
	assert_int_equal(read(fd, text, sizeof(text) - 1), 4);
	assert_string_equal(text, "old\n");
	close(fd);
	expect_file(desk, "a new one\n");
}

static void what_could_not_be_replaced_is_as_it_was(void **state)
{
	struct desk *desk = *state;
	struct rlimit before;
	struct output output;
	struct error error = { 0 };
	char words[160];
	int result;

	put_file(desk, "old\n");
	assert_int_equal(output_open_replaced(&output, desk->file, NULL), 0);
	getrlimit(RLIMIT_FSIZE, &before);
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 0, before.rlim_max });
	result = output_write(&output, "new\n", 4, &error);
	setrlimit(RLIMIT_FSIZE, &before);
	assert_int_equal(result, -EFBIG);
	snprintf(words, sizeof(words), "writing %s: File too large", desk->file);
	assert_string_equal(error.words, words);
	expect_file(desk, "old\n");
	assert_int_equal(count_files(desk), 1);
}

static void a_link_stays_when_what_it_points_to_is_replaced(void **state)
{
	struct desk *desk = *state;
	struct output output;
	char link[120];
	char text[96];

	snprintf(link, sizeof(link), "%s.link", desk->file);
	put_file(desk, "old\n");
	assert_int_equal(symlink("out.csv", link), 0);
	assert_int_equal(output_open_replaced(&output, link, NULL), 0);
	assert_int_equal(output_write(&output, "new\n", 4, NULL), 0);
	assert_int_equal(readlink(link, text, sizeof(text)), 7);
	unlink(link);
	expect_file(desk, "new\n");
}

static void what_cannot_be_replaced_is_said_before_the_first_sample(void **state)
{
	struct desk *desk = *state;
	struct output output;
	struct error error = { 0 };

	assert_int_equal(output_open_replaced(&output, desk->folder, &error), -EISDIR);
	assert_non_null(strstr(error.words, desk->folder));
	assert_int_equal(output_open_replaced(&output, "/nonexistent/x.prom", &error), -ENOENT);
	assert_string_equal(error.words, "opening /nonexistent/x.prom: No such file or directory");
	assert_int_equal(output_open_replaced(&output, "/dev/full", &error), 0);
	assert_int_equal(output_write(&output, "x\n", 2, &error), -ENOSPC);
	assert_int_equal(output_close(&output, NULL), 0);
}

static void a_full_device_is_an_error_with_its_name(void **state)
{
	struct desk *desk = *state;
	struct report_options options = options_for(desk);
	struct error error = { 0 };
	struct report *report;

	options.output = "/dev/full";
	tell(desk, "foo0", 1);
	assert_int_equal(report_open(&report, &options, &error), 0);
	assert_int_equal(report_sample(report, desk->model, &run, &error), -ENOSPC);
	assert_string_equal(error.words, "writing /dev/full: No space left on device");
	report_close(report, NULL);
}

static void a_named_pipe_without_a_reader_is_an_error_and_no_wait(void **state)
{
	struct desk *desk = *state;
	struct report_options options = options_for(desk);

	assert_int_equal(mkfifo(desk->file, 0600), 0);
	expect_refusal(&options, -ENXIO, "nobody reads this pipe");
	options.may_append = true;
	expect_refusal(&options, -ENXIO, "nobody reads this pipe");
}

static void only_a_pipe_is_called_one(void **state)
{
	struct desk *desk = *state;
	const struct report_options options = options_for(desk);
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	strcpy(address.sun_path, desk->file);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	expect_refusal(&options, -ENXIO, "No such device or address");
	close(fd);
}

static void a_pipe_is_not_opened_again(void **state)
{
	struct desk *desk = *state;
	struct report_options options = options_for(desk);
	volatile sig_atomic_t reopen = 1;
	struct report *report;
	int reader;

	options.reopen = &reopen;
	tell(desk, "foo0", 1);
	assert_int_equal(mkfifo(desk->file, 0600), 0);
	reader = open(desk->file, O_RDONLY | O_NONBLOCK);
	assert_int_equal(report_open(&report, &options, NULL), 0);
	assert_int_equal(unlink(desk->file), 0);
	assert_int_equal(report_sample(report, desk->model, &run, NULL), 0);
	assert_int_equal(reopen, 0);
	assert_int_equal(access(desk->file, F_OK), -1);
	assert_int_equal(report_close(report, NULL), 0);
	close(reader);
}

static void counters_that_no_queue_has_are_found(void **state)
{
	struct desk *desk = *state;
	const struct report_options options = {
		.columns = "device,vendor:nosuch,vendor:rx packets,vendor:other/s",
		.output = "/dev/null",
	};
	struct report *report;
	size_t place = 0;

	world_begin(&desk->world, CLOCK_SECOND);
	world_mgmtdev(&desk->world, "", "m");
	world_device(&desk->world, "foo0", 0);
	world_queue(&desk->world, VDPA_ROLE_RX);
	world_counter(&desk->world, "rx packets", 1);
	world_tell(&desk->world, desk->model);
	assert_int_equal(report_open(&report, &options, NULL), 0);
	assert_string_equal(report_missing_counter(report, desk->model, &place), "nosuch");
	assert_string_equal(report_missing_counter(report, desk->model, &place), "other");
	assert_null(report_missing_counter(report, desk->model, &place));
	assert_int_equal(report_close(report, NULL), 0);
}

static void vendor_counters_are_asked_for_when_a_column_wants_them(void **state)
{
	struct report_options options = { .output = "/dev/null" };
	const char *const lists[] = { NULL, "+vendor:rx packets", "in_flight", "device" };
	const bool wants[] = { false, true, true, false };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct report *report;

		options.columns = lists[i];
		assert_int_equal(report_open(&report, &options, NULL), 0);
		assert_int_equal(report_wants_vendor(report), wants[i]);
		assert_int_equal(report_close(report, NULL), 0);
	}
}

#define with_file(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

static const struct CMUnitTest tests[] = {
	with_file(the_header_comes_once_before_the_first_sample),
	with_file(without_queues_there_is_still_a_header),
	with_file(a_file_that_exists_is_not_touched),
	with_file(a_file_is_replaced_with_leave),
	with_file(appending_goes_on_under_the_same_header),
	with_file(appending_to_another_table_is_refused),
	with_file(a_line_that_somebody_left_torn_is_not_gone_on_with),
	with_file(a_file_that_was_moved_away_is_made_anew_when_told_so),
	with_file(what_is_overwritten_is_so_after_a_rotation_too),
	with_file(appending_says_that_it_reads_what_is_there),
	with_file(a_file_that_nothing_was_written_to_goes_again),
	with_file(a_bad_list_of_columns_creates_no_file),
	with_file(a_folder_that_is_not_there_is_named),
	with_file(what_did_not_fit_is_taken_back_to_the_last_whole_line),
	with_file(what_replaces_is_one_file_that_others_may_read),
	with_file(who_reads_while_it_is_replaced_has_the_old_one_whole),
	with_file(what_could_not_be_replaced_is_as_it_was),
	with_file(a_link_stays_when_what_it_points_to_is_replaced),
	with_file(what_cannot_be_replaced_is_said_before_the_first_sample),
	with_file(a_full_device_is_an_error_with_its_name),
	with_file(a_named_pipe_without_a_reader_is_an_error_and_no_wait),
	with_file(only_a_pipe_is_called_one),
	with_file(a_pipe_is_not_opened_again),
	with_file(counters_that_no_queue_has_are_found),
	cmocka_unit_test(vendor_counters_are_asked_for_when_a_column_wants_them),
};

UNIT_MAIN(report)
