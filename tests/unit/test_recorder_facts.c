/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The host's facts in a recording, and the file that it is. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

#include "studio.h"
#include "unit.h"

static void put_facts(struct recorder *recorder, int devices)
{
	const struct host_visitor *visitor = recorder_begin_facts(recorder, BEGINNING, 12, true);
	char name[32];

	for (int i = 0; i < devices; i++) {
		snprintf(name, sizeof(name), "web%d", i);
		visitor->device(visitor->context, &(struct host_device){
			.name = name, .identity = UINT64_MAX, .driver = "vhost_vdpa", .node = "/dev/vhost-vdpa-0",
			.netdev = "", .disk = "vda", .parent = "", .is_disk_mounted = true,
		});
	}
	visitor->user(visitor->context, &(struct host_user){ "web0", "qemu", "vm\xff", 4711, -1 });
	visitor->mgmtdev(visitor->context, &(struct host_mgmtdev){
		"pci", "0000:03:00.2", "mlx5_core", "0000:03:00.2", "VF 3", "rep0", 1, -1, 4, 8,
	});
	visitor->suspect(visitor->context, &(struct host_suspect){ "vdpa", "vdpa_nl", 12, true });
	visitor->mapping(visitor->context, &(struct host_mapping){ "web0", 3, 4711 });
	visitor->hidden(visitor->context);
	recorder_end_facts(recorder, 2, "/proc: no");
}

static void facts_are_written_at_once_with_all_that_was_found(void **state)
{
	const struct read_packet *packet;
	struct studio studio;
	struct read_file *file;

	(void)state;
	studio_open(&studio);
	put_facts(studio.recorder, 1);
	assert_picture(&studio, "SF");
	file = read_recording(studio.path);
	packet = &file->packets[1];
	assert_int_equal(packet->time, BEGINNING);
	assert_int_equal(packet->protocol, RECORDING_PROTOCOL);
	assert_int_equal(read_number(packet, RECORDING_MSG_FACTS, RECORDING_ATTR_TIME), BEGINNING);
	assert_int_equal(read_number(packet, RECORDING_MSG_FACTS, RECORDING_ATTR_AFTER), 12);
	assert_int_equal(read_number(packet, RECORDING_MSG_FACTS, RECORDING_ATTR_IS_HELD), 1);
	assert_string_equal(read_text(packet, RECORDING_MSG_DEVICE, RECORDING_ATTR_NAME), "web0");
	assert_int_equal(read_number(packet, RECORDING_MSG_DEVICE, RECORDING_ATTR_IDENTITY), UINT64_MAX);
	assert_string_equal(read_text(packet, RECORDING_MSG_DEVICE, RECORDING_ATTR_NODE), "/dev/vhost-vdpa-0");
	assert_string_equal(read_text(packet, RECORDING_MSG_DEVICE, RECORDING_ATTR_DISK), "vda");
	assert_int_equal(read_number(packet, RECORDING_MSG_DEVICE, RECORDING_ATTR_FLAGS), RECORDING_DISK_MOUNTED);
	assert_string_equal(read_text(packet, RECORDING_MSG_USER, RECORDING_ATTR_VM), "vm\xff");
	assert_int_equal(read_number(packet, RECORDING_MSG_USER, RECORDING_ATTR_PID), 4711);
	assert_int_equal(read_number(packet, RECORDING_MSG_USER, RECORDING_ATTR_NUMA_NODE), 0xffffffff);
	assert_string_equal(read_text(packet, RECORDING_MSG_MGMTDEV, RECORDING_ATTR_BUS), "pci");
	assert_string_equal(read_text(packet, RECORDING_MSG_MGMTDEV, RECORDING_ATTR_FUNCTION), "VF 3");
	assert_string_equal(read_text(packet, RECORDING_MSG_MGMTDEV, RECORDING_ATTR_REPRESENTOR), "rep0");
	assert_int_equal(read_number(packet, RECORDING_MSG_MGMTDEV, RECORDING_ATTR_REPRESENTOR_LINK), 0xffffffff);
	assert_int_equal(read_number(packet, RECORDING_MSG_MGMTDEV, RECORDING_ATTR_VFS), 4);
	assert_int_equal(read_number(packet, RECORDING_MSG_MGMTDEV, RECORDING_ATTR_MOST_VFS), 8);
	assert_string_equal(read_text(packet, RECORDING_MSG_SUSPECT, RECORDING_ATTR_WCHAN), "vdpa_nl");
	assert_int_equal(read_number(packet, RECORDING_MSG_SUSPECT, RECORDING_ATTR_IS_DELETING), 1);
	assert_int_equal(read_number(packet, RECORDING_MSG_MAPPING, RECORDING_ATTR_QUEUE), 3);
	assert_int_equal(read_number(packet, RECORDING_MSG_FACTS_END, RECORDING_ATTR_HIDES_PROCESSES), 1);
	assert_int_equal(read_number(packet, RECORDING_MSG_FACTS_END, RECORDING_ATTR_ERRORS), 2);
	assert_string_equal(read_text(packet, RECORDING_MSG_FACTS_END, RECORDING_ATTR_REASON), "/proc: no");
	read_free(file);
	studio_close(&studio);
}

static void many_facts_are_several_packets_that_no_reader_refuses(void **state)
{
	struct studio studio;
	struct read_file *file;
	size_t messages = 0;

	(void)state;
	studio_open(&studio);
	put_facts(studio.recorder, 5000);
	file = read_recording(studio.path);
	assert_string_equal(file->error, "");
	assert_true(file->count > 5);
	for (size_t i = 1; i < file->count; i++) {
		const struct nlmsghdr *message = (const struct nlmsghdr *)file->packets[i].data;
		unsigned left = (unsigned)file->packets[i].length;

		assert_in_range(left, sizeof(*message), 65536);
		for (; NLMSG_OK(message, left); message = NLMSG_NEXT(message, left))
			messages += message->nlmsg_type == RECORDING_MSG_DEVICE;
		assert_int_equal(left, 0);
	}
	assert_int_equal(messages, 5000);
	read_free(file);
	studio_close(&studio);
}

static void a_text_longer_than_any_name_is_cut(void **state)
{
	const struct host_visitor *visitor;
	struct studio studio;
	struct read_file *file;
	char *name = malloc(300001);

	(void)state;
	memset(name, 'n', 300000);
	name[300000] = '\0';
	studio_open(&studio);
	visitor = recorder_begin_facts(studio.recorder, BEGINNING, 0, false);
	visitor->user(visitor->context, &(struct host_user){ name, name, name, 1, 1 });
	recorder_end_facts(studio.recorder, 0, "");
	file = read_recording(studio.path);
	assert_string_equal(file->error, "");
	assert_int_equal(strlen(read_text(&file->packets[1], RECORDING_MSG_USER, RECORDING_ATTR_VM)), 16384);
	read_free(file);
	studio_close(&studio);
	free(name);
}

static void a_new_file_is_for_its_owner_alone(void **state)
{
	char folder[] = "/tmp/vdpatop-recording-XXXXXX";
	struct error error = { 0 };
	struct stat status;
	char path[64];
	int fd;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/new.pcap", folder);
	fd = recording_create(path, false, &error);
	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	close(fd);

	assert_int_equal(recording_create(path, false, &error), -EEXIST);
	assert_non_null(strstr(error.words, "--overwrite"));
	assert_int_equal(truncate(path, 100), 0);
	assert_int_equal(chmod(path, 0644), 0);
	fd = recording_create(path, true, &error);
	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &status), 0);
	assert_int_equal(status.st_size, 100); /* until there is a sample */
	assert_int_equal(status.st_mode & 0777, 0600);
	close(fd);
	unlink(path);
	rmdir(folder);
}

static void what_another_still_records_into_is_left_alone(void **state)
{
	char folder[] = "/tmp/vdpatop-recording-XXXXXX";
	struct error error = { 0 };
	char path[64];
	int first, second;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/new.pcap", folder);
	first = recording_create(path, false, &error);
	assert_int_equal(write(first, "whole", 5), 5);
	for (int round = 0; round < 2; round++) {
		/* The worker has it, too, and goes on when main is gone. */
		int copy = dup(first);

		assert_int_equal(recording_create(path, true, &error), -EBUSY);
		assert_non_null(strstr(error.words, "is being recorded into by another vdpatop"));
		close(first);
		assert_int_equal(recording_create(path, true, &error), -EBUSY);
		assert_int_equal(lseek(copy, 0, SEEK_END), 5);
		close(copy);
		second = recording_create(path, true, &error);
		assert_true(second >= 0);
		assert_int_equal(write(second, "again", 5), 5);
		first = second;
	}
	close(first);
	unlink(path);
	rmdir(folder);
}

static void only_a_regular_file_is_taken(void **state)
{
	char folder[] = "/tmp/vdpatop-recording-XXXXXX";
	struct error error = { 0 };
	char path[64];

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/pipe", folder);
	assert_int_equal(mkfifo(path, 0600), 0);
	for (int may_overwrite = 0; may_overwrite < 2; may_overwrite++) {
		assert_int_equal(recording_create(folder, may_overwrite, &error), -EINVAL);
		assert_non_null(strstr(error.words, "is no regular file"));
		assert_int_equal(recording_create(path, may_overwrite, &error), -EINVAL);
		assert_int_equal(recording_create("/dev/null", may_overwrite, &error), -EINVAL);
	}
	unlink(path);
	assert_int_equal(recording_create(path, true, &error) < 0, 0);
	snprintf(path, sizeof(path), "%s/none/x", folder);
	assert_int_equal(recording_create(path, true, &error), -ENOENT);
	assert_non_null(strstr(error.words, error_text(ENOENT)));
	snprintf(path, sizeof(path), "%s/pipe", folder);
	unlink(path);
	rmdir(folder);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(facts_are_written_at_once_with_all_that_was_found),
	cmocka_unit_test(many_facts_are_several_packets_that_no_reader_refuses),
	cmocka_unit_test(a_text_longer_than_any_name_is_cut),
	cmocka_unit_test(a_new_file_is_for_its_owner_alone),
	cmocka_unit_test(what_another_still_records_into_is_left_alone),
	cmocka_unit_test(only_a_regular_file_is_taken),
};

UNIT_MAIN(recorder_facts)
