/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is recorded of a source, and what of it is in the file when something goes wrong. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/error.h"
#include "netlink/genl.h"

#include "studio.h"
#include "unit.h"

static void a_recording_is_a_pcap_file_of_netlink_with_nanoseconds(void **state)
{
	struct studio studio;
	struct read_file *file;
	uint32_t magic = 0;

	(void)state;
	studio_open(&studio);
	studio_sample(&studio);
	assert_int_equal(pread(studio.fd, &magic, sizeof(magic), 0), sizeof(magic));
	assert_int_equal(magic, 0xa1b23c4d);
	file = read_recording(studio.path);
	assert_string_equal(file->error, "");
	assert_int_equal(file->linktype, RECORDING_LINKTYPE);
	for (size_t i = 0; i < file->count; i++)
		assert_int_equal(file->packets[i].hardware, 824);
	read_free(file);
	studio_close(&studio);
}

static void what_was_sent_and_came_stands_between_begin_and_end_as_it_was(void **state)
{
	struct studio studio;
	struct read_file *file;

	(void)state;
	studio_open(&studio);
	studio_sample(&studio);
	assert_picture(&studio, "SB><E");
	file = read_recording(studio.path);
	assert_int_equal(file->packets[2].direction, RECORDING_SENT);
	assert_int_equal(file->packets[2].protocol, NETLINK_GENERIC);
	assert_int_equal(file->packets[2].type, 0x21);
	assert_int_equal(file->packets[2].length, sizeof(struct nlmsghdr));
	assert_int_equal(file->packets[3].direction, RECORDING_CAME);
	assert_int_equal(file->packets[3].type, 0x22);
	read_free(file);
	studio_close(&studio);
}

static void start_says_how_the_run_was_made(void **state)
{
	const uint16_t type = RECORDING_MSG_START;
	const struct read_packet *packet;
	struct studio studio;
	struct read_file *file;

	(void)state;
	studio_open(&studio);
	studio_sample(&studio);
	file = read_recording(studio.path);
	packet = &file->packets[0];
	assert_int_equal(read_number(packet, type, RECORDING_ATTR_VERSION), 1);
	assert_string_equal(read_text(packet, type, RECORDING_ATTR_PROGRAM), "vdpatop 1");
	assert_string_equal(read_text(packet, type, RECORDING_ATTR_HOST), "h\xff");
	assert_string_equal(read_text(packet, type, RECORDING_ATTR_DEVICE_GLOB), "web*");
	assert_string_equal(read_text(packet, type, RECORDING_ATTR_MGMTDEV_GLOB), "");
	assert_int_equal(read_number(packet, type, RECORDING_ATTR_DELAY), SECOND);
	assert_int_equal(read_number(packet, type, RECORDING_ATTR_WANTS_VENDOR), 1);
	assert_int_equal(read_number(packet, type, RECORDING_ATTR_IS_DEMO), 0);
	assert_int_equal(packet->time, file->packets[1].time);
	read_free(file);
	studio_close(&studio);
}

static void begin_and_end_say_what_the_source_and_the_plan_said(void **state)
{
	const struct read_packet *packet;
	struct studio studio;
	struct read_file *file;

	(void)state;
	studio_open(&studio);
	studio_sample(&studio);
	studio_sample(&studio);
	assert_picture(&studio, "SB><EB><E");
	file = read_recording(studio.path);
	packet = &file->packets[5];
	assert_int_equal(read_number(packet, RECORDING_MSG_BEGIN, RECORDING_ATTR_NUMBER), 2);
	assert_int_equal(read_number(packet, RECORDING_MSG_BEGIN, RECORDING_ATTR_TIME), BEGINNING + 2 * SECOND);
	assert_int_equal(read_number(packet, RECORDING_MSG_BEGIN, RECORDING_ATTR_CLOCK_OFFSET), 77);
	assert_int_equal(read_number(packet, RECORDING_MSG_BEGIN, RECORDING_ATTR_IS_EXTRA), 1);
	packet = &file->packets[8];
	assert_int_equal(read_number(packet, RECORDING_MSG_END, RECORDING_ATTR_NUMBER), 2);
	assert_int_equal(read_number(packet, RECORDING_MSG_END, RECORDING_ATTR_KERNEL_TIME), 4711);
	read_free(file);
	studio_close(&studio);
}

static void the_time_told_of_an_answer_is_the_one_that_stands_in_the_file(void **state)
{
	struct nlmsghdr answer = message_of(0x22);
	struct studio studio;
	struct read_file *file;
	int64_t told;

	(void)state;
	studio_open(&studio);
	studio_begin(&studio);
	assert_int_equal(studio.source.now(studio.source.self), BEGINNING + SECOND);
	studio_receive(&studio, (const char *)&answer, sizeof(answer));
	told = studio.source.now(studio.source.self);
	assert_true(told > BEGINNING + SECOND);
	assert_int_equal(studio.source.now(studio.source.self), told);
	studio_end(&studio);
	file = read_recording(studio.path);
	assert_int_equal(file->packets[2].time, told);
	read_free(file);
	studio_close(&studio);
}

static void what_could_not_be_sent_or_read_is_noted_with_its_errno(void **state)
{
	struct nlmsghdr request = message_of(0x21);
	struct studio studio;
	struct read_file *file;

	(void)state;
	studio_open(&studio);
	studio_begin(&studio);
	studio_send(&studio, &request, sizeof(request), -EPERM);
	studio_receive(&studio, "", -ENOBUFS);
	studio_receive(&studio, "", -EAGAIN);
	studio.source.find_missing(studio.source.self);
	studio_end(&studio);
	assert_picture(&studio, "SB>XXME");
	file = read_recording(studio.path);
	assert_int_equal(read_number(&file->packets[3], RECORDING_MSG_FAILED, RECORDING_ATTR_CODE), EPERM);
	assert_int_equal(file->packets[3].direction, RECORDING_SENT);
	assert_int_equal(read_number(&file->packets[4], RECORDING_MSG_FAILED, RECORDING_ATTR_CODE), ENOBUFS);
	assert_int_equal(file->packets[4].direction, RECORDING_CAME);
	assert_int_equal(read_number(&file->packets[5], RECORDING_MSG_MISSING, RECORDING_ATTR_CODE), ENONET);
	read_free(file);
	studio_close(&studio);
}

static void news_stand_before_the_sample_that_they_came_before(void **state)
{
	static const char uevent[] = "add@/devices/foo0\0ACTION=add";
	struct nlmsghdr news = message_of(0x22);
	struct studio studio;
	struct read_file *file;

	(void)state;
	studio_open(&studio);
	studio_sample(&studio);
	studio_hear(&studio, SOURCE_UEVENTS, uevent, sizeof(uevent));
	studio_hear(&studio, SOURCE_MESSAGES, (const char *)&news, sizeof(news));
	studio_hear(&studio, SOURCE_UEVENTS, "", -ENOBUFS);
	assert_picture(&studio, "SB><E");
	studio_sample(&studio);
	assert_picture(&studio, "SB><E!*XB><E");
	file = read_recording(studio.path);
	assert_int_equal(file->packets[5].length, sizeof(uevent));
	assert_memory_equal(file->packets[5].data, uevent, sizeof(uevent));
	assert_int_equal(file->packets[5].direction, RECORDING_UNASKED);
	assert_int_equal(file->packets[7].direction, RECORDING_UNASKED);
	assert_int_equal(read_number(&file->packets[7], RECORDING_MSG_FAILED, RECORDING_ATTR_PROTOCOL),
			 NETLINK_KOBJECT_UEVENT);
	read_free(file);
	studio_close(&studio);
}

static void a_command_between_two_samples_is_written_when_it_is_done(void **state)
{
	struct nlmsghdr request = message_of(0x21), answer = message_of(NLMSG_ERROR);
	struct studio studio;

	(void)state;
	studio_open(&studio);
	studio_sample(&studio);
	studio_send(&studio, &request, sizeof(request), 0);
	studio_receive(&studio, (const char *)&answer, sizeof(answer));
	assert_int_equal(recorder_flush(studio.recorder), 0);
	assert_picture(&studio, "SB><E><");
	studio_close(&studio);
}

static void the_largest_datagram_is_a_packet(void **state)
{
	struct nlmsghdr *answer = calloc(1, GENL_RECEIVE_SIZE);
	struct studio studio;
	struct read_file *file;

	(void)state;
	*answer = (struct nlmsghdr){ .nlmsg_len = GENL_RECEIVE_SIZE, .nlmsg_type = 0x22 };
	studio_open(&studio);
	studio_begin(&studio);
	studio_receive(&studio, (const char *)answer, GENL_RECEIVE_SIZE);
	studio_end(&studio);
	assert_picture(&studio, "SB<E");
	file = read_recording(studio.path);
	assert_int_equal(file->packets[2].length, GENL_RECEIVE_SIZE);
	read_free(file);
	studio_close(&studio);
	free(answer);
}

static void what_is_asked_is_in_the_file_while_the_kernel_holds_it(void **state)
{
	struct nlmsghdr request = message_of(0x21);
	struct studio studio;
	struct recorder *held;

	(void)state;
	studio_open(&studio);
	studio_sample(&studio);
	studio_begin(&studio);
	studio_send(&studio, &request, sizeof(request), 0);
	assert_picture(&studio, "SB><EB>");
	held = studio.recorder;
	studio_attach(&studio);
	assert_picture(&studio, "SB><E");
	recorder_close(held);
	studio_close(&studio);
}

static void whoever_comes_after_a_killed_one_goes_on_behind_the_last_whole_sample(void **state)
{
	struct studio studio;
	struct recorder *killed;

	(void)state;
	studio_open(&studio);
	studio_sample(&studio);
	killed = studio.recorder;
	assert_int_equal(pwrite(studio.fd, "torn", 4, lseek(studio.fd, 0, SEEK_CUR)), 4);
	studio_attach(&studio);
	assert_picture(&studio, "SB><E");
	studio_sample(&studio);
	assert_picture(&studio, "SB><ESB><E");
	recorder_close(killed);
	studio_close(&studio);
}

/* Limits how long files may become while BODY writes, as a full disk does. */
static void limit_files(rlim_t bytes)
{
	struct rlimit limit;

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = bytes == RLIM_INFINITY ? limit.rlim_max : bytes;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void a_full_disk_leaves_whole_samples_and_is_said(void **state)
{
	(void)state;
	for (rlim_t left = 0; left < 100; left += 33) {
		struct studio studio;

		studio_open(&studio);
		studio_sample(&studio);
		assert_string_equal(recorder_trouble(studio.recorder), "");
		limit_files((rlim_t)lseek(studio.fd, 0, SEEK_END) + left);
		studio_sample(&studio);
		limit_files(RLIM_INFINITY);
		assert_picture(&studio, "SB><E");
		assert_string_equal(recorder_trouble(studio.recorder), error_text(EFBIG));
		studio_sample(&studio);
		assert_picture(&studio, "SB><E");
		studio_close(&studio);
	}
}

static void a_recording_that_stopped_disturbs_nobody(void **state)
{
	struct nlmsghdr answer = message_of(0x22);
	struct studio studio;

	(void)state;
	studio_open(&studio);
	limit_files(10);
	studio_sample(&studio);
	limit_files(RLIM_INFINITY);
	assert_string_not_equal(recorder_trouble(studio.recorder), "");
	studio_begin(&studio);
	studio_receive(&studio, (const char *)&answer, sizeof(answer));
	studio_receive(&studio, "", -ENOBUFS);
	studio_end(&studio);
	assert_true(recorder_flush(studio.recorder) < 0);
	assert_int_equal(lseek(studio.fd, 0, SEEK_END), 0);
	studio_close(&studio);
}

static void what_cannot_be_written_to_is_no_recording(void **state)
{
	struct recorder *recorder;
	struct error error = { 0 };
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(recorder_open(&recorder, ends[1], &studio_start, &error), -ESPIPE);
	assert_string_equal(error.words, error_text(ESPIPE));
	close(ends[0]);
	close(ends[1]);
}

static void closing_closes_the_source_that_is_recorded(void **state)
{
	struct studio studio;

	(void)state;
	studio_open(&studio);
	studio.source.close(studio.source.self);
	assert_true(studio.scripted.was_closed);
	studio_close(&studio);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_recording_is_a_pcap_file_of_netlink_with_nanoseconds),
	cmocka_unit_test(what_was_sent_and_came_stands_between_begin_and_end_as_it_was),
	cmocka_unit_test(start_says_how_the_run_was_made),
	cmocka_unit_test(begin_and_end_say_what_the_source_and_the_plan_said),
	cmocka_unit_test(the_time_told_of_an_answer_is_the_one_that_stands_in_the_file),
	cmocka_unit_test(what_could_not_be_sent_or_read_is_noted_with_its_errno),
	cmocka_unit_test(news_stand_before_the_sample_that_they_came_before),
	cmocka_unit_test(a_command_between_two_samples_is_written_when_it_is_done),
	cmocka_unit_test(the_largest_datagram_is_a_packet),
	cmocka_unit_test(what_is_asked_is_in_the_file_while_the_kernel_holds_it),
	cmocka_unit_test(whoever_comes_after_a_killed_one_goes_on_behind_the_last_whole_sample),
	cmocka_unit_test(a_full_disk_leaves_whole_samples_and_is_said),
	cmocka_unit_test(a_recording_that_stopped_disturbs_nobody),
	cmocka_unit_test(what_cannot_be_written_to_is_no_recording),
	cmocka_unit_test(closing_closes_the_source_that_is_recorded),
};

UNIT_MAIN(recorder)
