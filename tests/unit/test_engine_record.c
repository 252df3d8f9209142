/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the engine has recorded, with its real workers on the demo host. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/error.h"
#include "engine/record.h"
#include "model/facts.h"
#include "source/recording.h"
#include "source/recording_message.h"

#include "engine_run.h"
#include "recording_read.h"
#include "unit.h"

/* A run that is recorded. */
struct take {
	struct run run;
	struct engine_options options;
	char path[64];
	char picture[READ_PACKETS];
	struct read_file *file; /* as it was at the end */
};

static void take_start(struct take *take, struct engine_options options)
{
	*take = (struct take){ .path = "/tmp/vdpatop-recording-XXXXXX" };
	options.record = mkstemp(take->path);
	assert_true(options.record > 0);
	options.record_name = take->path;
	if (options.delay == 0)
		options.delay = 0.02;
	take->options = options;
	run_start(&take->run, DEMO_FAULT_NONE, options);
}

/* Ends the run; WORDS are what its recording ended with, NULL for nothing. */
static void take_end(struct take *take, const char *words)
{
	struct error error = { 0 };
	int result = engine_end_recording(take->run.engine, &error);

	run_end(&take->run);
	close(take->options.record);
	take->file = read_recording(take->path);
	unlink(take->path);
	assert_string_equal(take->file->error, "");
	read_picture(take->file, take->picture, sizeof(take->picture));
	assert_int_equal(result, words ? -EIO : 0);
	if (words)
		assert_non_null(strstr(error.words, words));
}

static const struct read_packet *take_packet(const struct take *take, char letter, size_t which)
{
	for (size_t i = 0; i < take->file->count; i++)
		if (take->picture[i] == letter && !which--)
			return &take->file->packets[i];
	fail_msg("there is no such packet in %s", take->picture);
	return NULL;
}

static size_t take_count(const struct take *take, char letter)
{
	size_t count = 0;

	for (const char *at = take->picture; *at; at++)
		count += *at == letter;
	return count;
}

static void samples_are_recorded_under_the_numbers_they_were_asked_for_by(void **state)
{
	struct take take;

	(void)state;
	take_start(&take, (struct engine_options){ .iterations = 3 });
	run_until_samples(&take.run, 3);
	take_end(&take, NULL);
	assert_int_equal(take_count(&take, 'S'), 1);
	assert_int_equal(take_count(&take, 'B'), 3);
	assert_int_equal(take_count(&take, 'E'), 3);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(read_number(take_packet(&take, 'B', i), RECORDING_MSG_BEGIN,
					     RECORDING_ATTR_NUMBER), i + 1);
		assert_int_equal(read_number(take_packet(&take, 'B', i), RECORDING_MSG_BEGIN,
					     RECORDING_ATTR_IS_EXTRA), 0);
	}
	read_free(take.file);
}

static void the_start_says_what_the_options_were(void **state)
{
	const struct read_packet *packet;
	struct take take;

	(void)state;
	take_start(&take, (struct engine_options){ .iterations = 1, .device_glob = "web*", .mgmtdev_glob = "pci*",
						   .wants_vendor = true, .delay = 0.5 });
	run_until_samples(&take.run, 1);
	take_end(&take, NULL);
	packet = take_packet(&take, 'S', 0);
	assert_int_equal(read_number(packet, RECORDING_MSG_START, RECORDING_ATTR_DELAY), 500000000);
	assert_string_equal(read_text(packet, RECORDING_MSG_START, RECORDING_ATTR_DEVICE_GLOB), "web*");
	assert_string_equal(read_text(packet, RECORDING_MSG_START, RECORDING_ATTR_MGMTDEV_GLOB), "pci*");
	assert_int_equal(read_number(packet, RECORDING_MSG_START, RECORDING_ATTR_WANTS_VENDOR), 1);
	assert_int_equal(read_number(packet, RECORDING_MSG_START, RECORDING_ATTR_IS_DEMO), 1);
	assert_memory_equal(read_text(packet, RECORDING_MSG_START, RECORDING_ATTR_PROGRAM), "vdpatop ", 8);
	assert_string_not_equal(read_text(packet, RECORDING_MSG_START, RECORDING_ATTR_KERNEL), "");
	read_free(take.file);
}

static void facts_are_recorded_with_the_sample_that_waited_for_them(void **state)
{
	const struct read_packet *packet;
	struct take take;

	(void)state;
	take_start(&take, (struct engine_options){ .iterations = 1, .waits_for_host = true });
	run_until_samples(&take.run, 1);
	take_end(&take, NULL);
	for (size_t i = 0; i < take_count(&take, 'F'); i++) {
		packet = take_packet(&take, 'F', i);
		assert_int_equal(read_number(packet, RECORDING_MSG_FACTS, RECORDING_ATTR_IS_HELD),
				 read_number(packet, RECORDING_MSG_FACTS, RECORDING_ATTR_AFTER));
	}
	packet = take_packet(&take, 'F', 0);
	assert_string_not_equal(read_text(packet, RECORDING_MSG_DEVICE, RECORDING_ATTR_NAME), "");
	assert_string_not_equal(read_text(packet, RECORDING_MSG_DEVICE, RECORDING_ATTR_DRIVER), "");
	read_free(take.file);
}

/* Facts as the host worker hands them over, in a file for a worker. */
static int write_facts(uint64_t *ret_bytes)
{
	struct flat_writer writer;
	int file = memfd_create("facts", MFD_CLOEXEC);
	struct flat_text text;
	char *bytes;

	facts_writer_init(&writer);
	text = flat_put_text(&writer, "word", 4);
	assert_int_equal(array_append(&writer.section[FACTS_INFO], &(struct facts_info){
		.time = 5, .errors = 6, .hides_processes = 1, .reason = text }, 1), 0);
	assert_int_equal(array_append(&writer.section[FACTS_DEVICES], &(struct facts_device){
		.name = text, .identity = 7, .driver = text, .node = text, .netdev = text, .disk = text,
		.parent = text, .flags = FACTS_NETDEV_UP | FACTS_DISK_MOUNTED | FACTS_HIDDEN }, 1), 0);
	assert_int_equal(array_append(&writer.section[FACTS_USERS], &(struct facts_user){
		.device = text, .command = text, .vm = text, .pid = 8, .numa_node = 9 }, 1), 0);
	assert_int_equal(array_append(&writer.section[FACTS_MGMTDEVS], &(struct facts_mgmtdev){
		.bus = text, .name = text, .driver = text, .pci = text, .function = text, .representor = text,
		.numa_node = 10, .representor_link = 11, .vfs = 12, .most_vfs = 13 }, 1), 0);
	assert_int_equal(array_append(&writer.section[FACTS_SUSPECTS], &(struct facts_suspect){
		.command = text, .wchan = text, .pid = 14, .is_deleting = 1 }, 1), 0);
	assert_int_equal(array_append(&writer.section[FACTS_MAPPINGS], &(struct facts_mapping){
		.device = text, .queue = 15, .pid = 16 }, 1), 0);
	*ret_bytes = flat_bytes(&writer);
	bytes = malloc(*ret_bytes);
	flat_write(&writer, bytes);
	assert_int_equal(write(file, bytes, *ret_bytes), *ret_bytes);
	free(bytes);
	flat_writer_free(&writer);
	return file;
}

static void every_fact_that_was_handed_over_is_recorded(void **state)
{
	static const struct { uint16_t message, attribute; uint64_t number; } numbers[] = {
		{ RECORDING_MSG_FACTS, RECORDING_ATTR_TIME, 5 },
		{ RECORDING_MSG_FACTS, RECORDING_ATTR_AFTER, 17 },
		{ RECORDING_MSG_DEVICE, RECORDING_ATTR_IDENTITY, 7 },
		{ RECORDING_MSG_DEVICE, RECORDING_ATTR_FLAGS, 3 },
		{ RECORDING_MSG_USER, RECORDING_ATTR_PID, 8 },
		{ RECORDING_MSG_USER, RECORDING_ATTR_NUMA_NODE, 9 },
		{ RECORDING_MSG_MGMTDEV, RECORDING_ATTR_NUMA_NODE, 10 },
		{ RECORDING_MSG_MGMTDEV, RECORDING_ATTR_REPRESENTOR_LINK, 11 },
		{ RECORDING_MSG_MGMTDEV, RECORDING_ATTR_VFS, 12 },
		{ RECORDING_MSG_MGMTDEV, RECORDING_ATTR_MOST_VFS, 13 },
		{ RECORDING_MSG_SUSPECT, RECORDING_ATTR_PID, 14 },
		{ RECORDING_MSG_SUSPECT, RECORDING_ATTR_IS_DELETING, 1 },
		{ RECORDING_MSG_MAPPING, RECORDING_ATTR_QUEUE, 15 },
		{ RECORDING_MSG_MAPPING, RECORDING_ATTR_PID, 16 },
		{ RECORDING_MSG_FACTS_END, RECORDING_ATTR_HIDES_PROCESSES, 1 },
		{ RECORDING_MSG_FACTS_END, RECORDING_ATTR_ERRORS, 6 },
	};
	static const uint16_t texts[][2] = {
		{ RECORDING_MSG_DEVICE, RECORDING_ATTR_NAME }, { RECORDING_MSG_DEVICE, RECORDING_ATTR_DRIVER },
		{ RECORDING_MSG_DEVICE, RECORDING_ATTR_NODE }, { RECORDING_MSG_DEVICE, RECORDING_ATTR_NETDEV },
		{ RECORDING_MSG_DEVICE, RECORDING_ATTR_DISK }, { RECORDING_MSG_DEVICE, RECORDING_ATTR_PARENT },
		{ RECORDING_MSG_USER, RECORDING_ATTR_NAME }, { RECORDING_MSG_USER, RECORDING_ATTR_COMMAND },
		{ RECORDING_MSG_USER, RECORDING_ATTR_VM }, { RECORDING_MSG_MGMTDEV, RECORDING_ATTR_BUS },
		{ RECORDING_MSG_MGMTDEV, RECORDING_ATTR_NAME }, { RECORDING_MSG_MGMTDEV, RECORDING_ATTR_DRIVER },
		{ RECORDING_MSG_MGMTDEV, RECORDING_ATTR_PCI }, { RECORDING_MSG_MGMTDEV, RECORDING_ATTR_FUNCTION },
		{ RECORDING_MSG_MGMTDEV, RECORDING_ATTR_REPRESENTOR },
		{ RECORDING_MSG_SUSPECT, RECORDING_ATTR_COMMAND }, { RECORDING_MSG_SUSPECT, RECORDING_ATTR_WCHAN },
		{ RECORDING_MSG_MAPPING, RECORDING_ATTR_NAME }, { RECORDING_MSG_FACTS_END, RECORDING_ATTR_REASON },
	};
	char path[] = "/tmp/vdpatop-recording-XXXXXX";
	const struct engine_start start = { .is_recorded = true };
	struct source source = { 0 }, recorded;
	struct engine_facts facts = { .after = 17 };
	int fd = mkstemp(path), file = write_facts(&facts.bytes);
	struct read_file *read;
	struct record record;

	(void)state;
	record_open(&record, fd, &start, &source, &recorded);
	record_facts(&record, &facts, file);
	recorder_close(record.recorder);
	read = read_recording(path);
	assert_int_equal(read->count, 2);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		assert_int_equal(read_number(&read->packets[1], numbers[i].message, numbers[i].attribute),
				 numbers[i].number);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_string_equal(read_text(&read->packets[1], texts[i][0], texts[i][1]), "word");
	read_free(read);
	close(file);
	close(fd);
	unlink(path);
}

static void facts_say_which_sample_was_shown_when_they_came(void **state)
{
	const struct read_packet *packet;
	struct take take;
	uint64_t answers;

	(void)state;
	take_start(&take, (struct engine_options){ .delay = HOUR });
	run_until_samples(&take.run, 1);
	while (take.run.engine->host.is_in_flight)
		ev_run(take.run.engine->loop, EVRUN_ONCE);
	engine_refresh(take.run.engine);
	run_until_samples(&take.run, 2);
	answers = take.run.engine->host.answers;
	engine_scan_host(take.run.engine);
	while (take.run.engine->host.answers == answers)
		ev_run(take.run.engine->loop, EVRUN_ONCE);
	take_end(&take, NULL);
	packet = take_packet(&take, 'F', take_count(&take, 'F') - 1);
	assert_int_equal(read_number(packet, RECORDING_MSG_FACTS, RECORDING_ATTR_AFTER), 2);
	assert_int_equal(read_number(packet, RECORDING_MSG_FACTS, RECORDING_ATTR_IS_HELD), 0);
	read_free(take.file);
}

static void a_sample_between_two_ticks_is_said_to_be_one(void **state)
{
	struct take take;
	struct task task;

	(void)state;
	take_start(&take, (struct engine_options){ .delay = HOUR, .wants_news = true });
	run_until_samples(&take.run, 1);
	task = run_add("new0", "vdpasim_net");
	run_submit(&take.run, 1, &task, 1, false);
	run_until_samples(&take.run, 2);
	take_end(&take, NULL);
	assert_int_equal(read_number(take_packet(&take, 'B', 1), RECORDING_MSG_BEGIN, RECORDING_ATTR_IS_EXTRA), 1);
	assert_non_null(strpbrk(take.picture, "*!"));
	read_free(take.file);
}

static void a_command_is_recorded_when_it_is_done_though_no_sample_follows(void **state)
{
	const char *end;
	struct take take;
	struct task task;

	(void)state;
	take_start(&take, (struct engine_options){ .delay = HOUR });
	run_until_samples(&take.run, 1);
	task = run_add("new0", "vdpasim_net");
	run_submit(&take.run, 1, &task, 1, false);
	run_until_state(&take.run, 1, JOB_ASKING);
	while (take.run.engine->netlink.command)
		ev_run(take.run.engine->loop, EVRUN_ONCE);
	take_end(&take, NULL);
	end = strrchr(take.picture, 'E');
	assert_non_null(end);
	assert_non_null(strstr(end, "><"));
	read_free(take.file);
}

static void a_worker_that_comes_after_another_goes_on_in_the_same_file(void **state)
{
	struct take take;

	(void)state;
	take_start(&take, (struct engine_options){ 0 });
	run_until_samples(&take.run, 2);
	kill(take.run.engine->netlink.child.pid, SIGKILL);
	run_until_samples(&take.run, 4);
	take_end(&take, NULL);
	assert_int_equal(take_count(&take, 'S'), 2);
	assert_true(take_count(&take, 'B') >= 4);
	assert_int_equal(take_count(&take, 'B'), take_count(&take, 'E'));
	for (size_t i = 1; i < take_count(&take, 'B'); i++)
		assert_true(read_number(take_packet(&take, 'B', i), RECORDING_MSG_BEGIN, RECORDING_ATTR_NUMBER) >
			    read_number(take_packet(&take, 'B', i - 1), RECORDING_MSG_BEGIN, RECORDING_ATTR_NUMBER));
	read_free(take.file);
}

/* Limits how long the files of the netlink worker may become. */
static void limit_worker(const struct run *run, rlim_t bytes)
{
	const struct rlimit limit = { bytes, RLIM_INFINITY };

	assert_int_equal(prlimit(run->engine->netlink.child.pid, RLIMIT_FSIZE, &limit, NULL), 0);
}

static size_t count_events(const struct run *run, const char *words)
{
	const struct model *model = run->engine->model;
	size_t count = 0;

	for (size_t i = 0; i < model->event_count; i++)
		count += strstr(model->events[i].words, words) != NULL;
	return count;
}

static void a_full_disk_is_told_once_and_samples_go_on(void **state)
{
	struct engine_status status;
	struct take take;

	(void)state;
	take_start(&take, (struct engine_options){ 0 });
	run_until_samples(&take.run, ENGINE_BUFFERS + 1); /* whose memory is a file for the limit, too */
	assert_true(engine_get_status(take.run.engine).is_recording);
	assert_string_equal(engine_get_status(take.run.engine).record_trouble, "");
	limit_worker(&take.run, (rlim_t)lseek(take.options.record, 0, SEEK_END) + 100);
	while (engine_get_status(take.run.engine).is_recording)
		ev_run(take.run.engine->loop, EVRUN_ONCE);
	run_until_samples(&take.run, take.run.samples + 3);
	status = engine_get_status(take.run.engine);
	assert_non_null(strstr(status.record_trouble, take.path));
	assert_non_null(strstr(status.record_trouble, error_text(EFBIG)));
	assert_int_equal(count_events(&take.run, "recording into"), 1);
	take_end(&take, error_text(EFBIG));
	assert_true(take_count(&take, 'E') >= ENGINE_BUFFERS + 1);
	assert_int_equal(take_count(&take, 'B'), take_count(&take, 'E'));
	read_free(take.file);
}

static void trouble_that_comes_last_is_told_at_the_end(void **state)
{
	struct take take;
	uint64_t answers;

	(void)state;
	take_start(&take, (struct engine_options){ .delay = HOUR });
	run_until_samples(&take.run, 1);
	while (take.run.engine->host.is_in_flight)
		ev_run(take.run.engine->loop, EVRUN_ONCE);
	limit_worker(&take.run, 10);
	answers = take.run.engine->host.answers;
	engine_scan_host(take.run.engine);
	while (take.run.engine->host.answers == answers)
		ev_run(take.run.engine->loop, EVRUN_ONCE);
	take_end(&take, error_text(EFBIG));
	read_free(take.file);
}

static void what_cannot_be_written_at_all_is_told_and_samples_come(void **state)
{
	struct engine_options options = { .iterations = 2, .delay = 0.02, .record_name = "null" };
	struct error error = { 0 };
	struct run run;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	options.record = ends[1];
	run_start(&run, DEMO_FAULT_NONE, options);
	run_until_samples(&run, 2);
	assert_int_equal(count_events(&run, error_text(ESPIPE)), 1);
	assert_int_equal(engine_end_recording(run.engine, &error), -EIO);
	run_end(&run);
	close(ends[0]);
	close(ends[1]);
}

static void without_a_recording_there_is_nothing_to_end(void **state)
{
	struct engine_status status;
	struct error error = { 0 };
	struct run run;

	(void)state;
	run_start(&run, DEMO_FAULT_NONE, (struct engine_options){ .iterations = 1, .delay = 0.02 });
	run_until_samples(&run, 1);
	status = engine_get_status(run.engine);
	assert_false(status.is_recording);
	assert_string_equal(status.record_trouble, "");
	assert_int_equal(engine_end_recording(run.engine, &error), 0);
	run_end(&run);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(samples_are_recorded_under_the_numbers_they_were_asked_for_by),
	cmocka_unit_test(the_start_says_what_the_options_were),
	cmocka_unit_test(facts_are_recorded_with_the_sample_that_waited_for_them),
	cmocka_unit_test(every_fact_that_was_handed_over_is_recorded),
	cmocka_unit_test(facts_say_which_sample_was_shown_when_they_came),
	cmocka_unit_test(a_sample_between_two_ticks_is_said_to_be_one),
	cmocka_unit_test(a_command_is_recorded_when_it_is_done_though_no_sample_follows),
	cmocka_unit_test(a_worker_that_comes_after_another_goes_on_in_the_same_file),
	cmocka_unit_test(a_full_disk_is_told_once_and_samples_go_on),
	cmocka_unit_test(trouble_that_comes_last_is_told_at_the_end),
	cmocka_unit_test(what_cannot_be_written_at_all_is_told_and_samples_come),
	cmocka_unit_test(without_a_recording_there_is_nothing_to_end),
};

UNIT_MAIN(engine_record)
