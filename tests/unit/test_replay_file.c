/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The file of a recording: its samples and facts, and what becomes of one that is cut, spoiled or something else. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

#include "studio.h"
#include "unit.h"

#define FILE_HEAD 24   /* of a pcap file */
#define PACKET_HEAD 16 /* of a packet in one */

/* What a scan of the host's facts found. */
struct found {
	unsigned devices, users, mgmtdevs, suspects, mappings, hidden;
	char names[64];
};

static void found_device(void *context, const struct host_device *device)
{
	struct found *found = context;

	found->devices++;
	strncat(found->names, device->name, sizeof(found->names) - strlen(found->names) - 1);
	assert_int_equal(device->identity, UINT64_MAX);
	assert_string_equal(device->driver, "vhost_vdpa");
	assert_string_equal(device->netdev, "");
	assert_true(device->is_disk_mounted);
	assert_false(device->is_netdev_up);
}

static void found_user(void *context, const struct host_user *user)
{
	struct found *found = context;

	found->users++;
	assert_string_equal(user->device, "web0");
	assert_string_equal(user->vm, "vm\xff");
	assert_int_equal(user->pid, 4711);
	assert_int_equal(user->numa_node, -1);
}

static void found_mgmtdev(void *context, const struct host_mgmtdev *mgmtdev)
{
	struct found *found = context;

	found->mgmtdevs++;
	assert_string_equal(mgmtdev->bus, "pci");
	assert_string_equal(mgmtdev->function, "VF 3");
	assert_int_equal(mgmtdev->representor_link, -1);
	assert_int_equal(mgmtdev->most_vfs, 8);
}

static void found_suspect(void *context, const struct host_suspect *suspect)
{
	struct found *found = context;

	found->suspects++;
	assert_true(suspect->is_deleting);
}

static void found_mapping(void *context, const struct host_mapping *mapping)
{
	struct found *found = context;

	found->mappings++;
	assert_int_equal(mapping->queue, 3);
}

static void found_hidden(void *context)
{
	struct found *found = context;

	found->hidden++;
}

static int look(struct replay *replay, struct found *found, struct error *error)
{
	const struct host_visitor visitor = {
		.device = found_device, .user = found_user, .mgmtdev = found_mgmtdev, .suspect = found_suspect,
		.mapping = found_mapping, .hidden = found_hidden, .context = found,
	};
	struct host host;

	*found = (struct found){ 0 };
	host_replay(&host, replay);
	return host.scan(host.self, NULL, 0, &visitor, error);
}

/* Facts that came after sample AFTER: of the device NAME and all else there is. */
static void put_facts(struct studio *studio, const char *name, uint64_t after, bool is_held, bool is_wrong)
{
	const struct host_visitor *visitor =
		recorder_begin_facts(studio->recorder, BEGINNING + (int64_t)after, after, is_held);

	visitor->device(visitor->context, &(struct host_device){
		.name = name, .identity = UINT64_MAX, .driver = "vhost_vdpa", .node = "", .netdev = "",
		.disk = "vda", .parent = "", .is_disk_mounted = true,
	});
	visitor->user(visitor->context, &(struct host_user){ "web0", "qemu", "vm\xff", 4711, -1 });
	visitor->mgmtdev(visitor->context, &(struct host_mgmtdev){
		"pci", "0000:03:00.2", "mlx5_core", "0000:03:00.2", "VF 3", "rep0", 1, -1, 4, 8,
	});
	visitor->suspect(visitor->context, &(struct host_suspect){ "vdpa", "vdpa_nl", 12, true });
	visitor->mapping(visitor->context, &(struct host_mapping){ "web0", 3, 4711 });
	visitor->hidden(visitor->context);
	recorder_end_facts(studio->recorder, is_wrong, is_wrong ? "/proc: no" : "");
}

static struct replay *open_replay(const struct studio *studio)
{
	struct error error = { 0 };
	struct replay *replay;

	assert_int_equal(recorder_flush(studio->recorder), 0);
	assert_int_equal(replay_open(&replay, studio->fd, &error), 0);
	return replay;
}

static void go_on(struct replay *replay)
{
	struct source source;

	source_replay(&source, replay);
	source.begin(source.self, 0);
}

static void start_says_how_it_was_recorded(void **state)
{
	struct recording_start start = { 0 };
	struct error error = { 0 };
	struct studio studio;
	int fd;

	(void)state;
	studio_open(&studio);
	studio_sample(&studio);
	fd = recording_open(studio.path, &start, &error);
	assert_true(fd >= 0);
	assert_string_equal(start.program, "vdpatop 1");
	assert_string_equal(start.host, "h\xff");
	assert_string_equal(start.device_glob, "web*");
	assert_string_equal(start.mgmtdev_glob, "");
	assert_int_equal(start.delay, SECOND);
	assert_true(start.wants_vendor);
	assert_false(start.is_demo);
	close(fd);
	studio_close(&studio);
}

static void a_place_says_how_far_it_is_and_what_comes(void **state)
{
	struct recording_place place;
	struct studio studio;
	struct replay *replay;

	(void)state;
	studio_open(&studio);
	for (int i = 0; i < 3; i++)
		studio_sample(&studio);
	replay = open_replay(&studio);
	place = replay_place(replay);
	assert_int_equal(place.number, 0);
	assert_int_equal(place.samples, 3);
	assert_int_equal(place.first, BEGINNING + SECOND);
	assert_int_equal(place.last, BEGINNING + 3 * SECOND);
	assert_int_equal(place.next, place.first);
	go_on(replay);
	go_on(replay);
	place = replay_place(replay);
	assert_int_equal(place.number, 2);
	assert_true(place.is_extra);
	assert_int_equal(place.next, place.last);
	assert_int_equal(place.wait, SECOND);
	assert_int_equal(place.shift, 0);
	go_on(replay);
	assert_int_equal(replay_place(replay).next, 0);
	go_on(replay);
	assert_int_equal(replay_place(replay).number, 3);
	replay_close(replay);
	studio_close(&studio);
}

static void begin_by_clock(struct studio *studio, int64_t due, int64_t offset)
{
	recorder_plan(studio->recorder, ++studio->samples, offset, false);
	studio->source.begin(studio->source.self, due);
	studio_end(studio);
}

static void real_time_that_was_set_is_no_time_that_went_by(void **state)
{
	struct recording_place place;
	struct studio studio;
	struct replay *replay;

	(void)state;
	studio_open(&studio);
	begin_by_clock(&studio, BEGINNING, 0);
	begin_by_clock(&studio, BEGINNING + 101 * SECOND, 100 * SECOND);
	replay = open_replay(&studio);
	go_on(replay);
	place = replay_place(replay);
	assert_int_equal(place.shift, 0);
	assert_int_equal(place.wait, SECOND);
	go_on(replay);
	assert_int_equal(replay_place(replay).shift, 100 * SECOND);
	replay_close(replay);
	studio_close(&studio);
}

static void facts_come_where_they_came_and_say_all_that_was_found(void **state)
{
	struct recording_place place;
	struct error error = { 0 };
	struct studio studio;
	struct replay *replay;
	struct found found;

	(void)state;
	studio_open(&studio);
	put_facts(&studio, "a", 0, false, false);
	studio_sample(&studio);
	put_facts(&studio, "b", 1, true, false);
	put_facts(&studio, "c", 1, false, false);
	studio_sample(&studio);
	studio_sample(&studio);
	put_facts(&studio, "d", 2, false, true); /* sample 3 was not there yet for whoever took them in */
	replay = open_replay(&studio);
	go_on(replay);
	place = replay_place(replay);
	assert_int_equal(place.facts_before, 1);
	assert_int_equal(place.facts_held, 1);
	assert_int_equal(place.facts_after, 1);
	go_on(replay);
	place = replay_place(replay);
	assert_int_equal(place.facts_before + place.facts_held, 0);
	assert_int_equal(place.facts_after, 1);
	assert_int_equal(look(replay, &found, &error), 0);
	assert_string_equal(found.names, "a");
	assert_int_equal(found.devices, 1);
	assert_int_equal(found.users, 1);
	assert_int_equal(found.mgmtdevs, 1);
	assert_int_equal(found.suspects, 1);
	assert_int_equal(found.mappings, 1);
	assert_int_equal(found.hidden, 1);
	assert_int_equal(look(replay, &found, &error), 0);
	assert_int_equal(look(replay, &found, &error), 0);
	assert_string_equal(found.names, "c");
	assert_int_equal(replay_facts_time(replay), BEGINNING + 1);
	assert_true(look(replay, &found, &error) < 0);
	assert_string_equal(error.words, "/proc: no");
	assert_string_equal(found.names, "d");
	assert_int_equal(look(replay, &found, &error), -ENODATA);
	assert_string_equal(found.names, "");
	replay_close(replay);
	studio_close(&studio);
}

static void a_worker_that_took_over_goes_on_in_the_same_recording(void **state)
{
	struct studio studio;
	struct replay *replay;

	(void)state;
	studio_open(&studio);
	studio_sample(&studio);
	studio_begin(&studio); /* and dies */
	recorder_close(studio.recorder);
	studio_attach(&studio);
	studio_sample(&studio);
	replay = open_replay(&studio);
	assert_string_equal(replay_trouble(replay), "");
	assert_int_equal(replay_place(replay).samples, 2);
	replay_close(replay);
	studio_close(&studio);
}

/* The bytes of a recording, and a file that has some of them. */
struct copy {
	char *bytes;
	size_t size;
	char path[64];
	int fd;
};

static void copy_open(struct copy *copy, const struct studio *studio)
{
	struct stat status;

	assert_int_equal(recorder_flush(studio->recorder), 0);
	assert_int_equal(fstat(studio->fd, &status), 0);
	*copy = (struct copy){ .size = (size_t)status.st_size, .path = "/tmp/vdpatop-copy-XXXXXX" };
	copy->bytes = malloc(copy->size);
	assert_int_equal(pread(studio->fd, copy->bytes, copy->size, 0), copy->size);
	copy->fd = mkstemp(copy->path);
	assert_true(copy->fd >= 0);
}

static void copy_close(struct copy *copy)
{
	free(copy->bytes);
	close(copy->fd);
	unlink(copy->path);
}

/* The file holds the first SIZE of the bytes. */
static void copy_put(const struct copy *copy, size_t size)
{
	assert_int_equal(ftruncate(copy->fd, 0), 0);
	assert_int_equal(pwrite(copy->fd, copy->bytes, size, 0), size);
}

/* Why the file is refused. */
static const char *refusal(const struct copy *copy)
{
	static struct error error;
	struct recording_start start;

	error.words[0] = '\0';
	assert_true(recording_open(copy->path, &start, &error) < 0);
	assert_non_null(strstr(error.words, copy->path));
	return error.words + strlen(copy->path);
}

/* Where each packet of PICTURE begins, and behind the last where it ends. */
static void packet_offsets(const struct copy *copy, size_t *offsets, size_t most, size_t *ret_count)
{
	size_t at = FILE_HEAD;
	size_t count = 0;

	while (at < copy->size && count < most - 1) {
		uint32_t captured;

		offsets[count++] = at;
		memcpy(&captured, copy->bytes + at + 8, sizeof(captured));
		at += PACKET_HEAD + captured;
	}
	assert_int_equal(at, copy->size);
	offsets[count] = at;
	*ret_count = count;
}

/* Goes through all that a file has left, whatever it is. */
static void read_all(struct replay *replay)
{
	uint64_t samples = replay_place(replay).samples;
	_Alignas(NLMSG_ALIGNTO) char buffer[256];
	const struct nlmsghdr request = message_of(0x21);
	struct source source;

	source_replay(&source, replay);
	for (uint64_t i = 0; i < samples; i++) {
		assert_true(source.begin(source.self, 0) > 0);
		source.transport.send(source.transport.self, &request, sizeof(request));
		for (int n = 0; n < 8 && source.transport.receive(source.transport.self, buffer, sizeof(buffer)) > 0;)
			n++;
		source.end(source.self, 0);
	}
	assert_int_equal(source.begin(source.self, 0), 0);
}

static void a_file_that_is_cut_at_any_byte_has_what_is_whole_and_says_so(void **state)
{
	static const char picture[] = "SB><EFB><E!B><E";
	/* Behind these packets nothing is missing. */
	static const char whole[] = "100011000110001";
	size_t offsets[32] = { 0 };
	size_t count = 0;
	struct studio studio;
	struct copy copy;

	(void)state;
	studio_open(&studio);
	studio_sample(&studio);
	put_facts(&studio, "a", 1, true, false);
	studio_sample(&studio);
	studio_hear(&studio, SOURCE_UEVENTS, "news", 4);
	studio_sample(&studio);
	copy_open(&copy, &studio);
	assert_picture(&studio, picture);
	packet_offsets(&copy, offsets, 32, &count);
	assert_int_equal(count, strlen(picture));
	for (size_t size = 0; size < offsets[1]; size++) {
		copy_put(&copy, size);
		assert_true(strlen(refusal(&copy)) > 10);
	}
	for (size_t size = offsets[1], packet = 1; size <= copy.size; size++) {
		struct error error = { 0 };
		struct replay *replay;
		size_t samples;

		copy_put(&copy, size);
		while (packet < strlen(whole) && offsets[packet + 1] <= size)
			packet++; /* so many are whole */
		samples = packet < 5 ? 0 : packet < 10 ? 1 : packet < 15 ? 2 : 3;
		assert_int_equal(replay_open(&replay, copy.fd, &error), 0);
		assert_int_equal(replay_place(replay).samples, samples);
		if (offsets[packet] == size && whole[packet - 1] == '1')
			assert_string_equal(replay_trouble(replay), "");
		else
			assert_non_null(strstr(replay_trouble(replay), "cut off at byte "));
		read_all(replay);
		replay_close(replay);
	}
	copy_close(&copy);
	studio_close(&studio);
}

static void trouble_names_the_byte_and_the_sample(void **state)
{
	struct error error = { 0 };
	size_t offsets[32] = { 0 };
	size_t count = 0;
	struct studio studio;
	struct replay *replay;
	struct copy copy;
	char words[64];

	(void)state;
	studio_open(&studio);
	studio_sample(&studio);
	studio_sample(&studio);
	copy_open(&copy, &studio);
	packet_offsets(&copy, offsets, 32, &count);
	copy_put(&copy, offsets[7] + 3);
	assert_int_equal(replay_open(&replay, copy.fd, &error), 0);
	snprintf(words, sizeof(words), "cut off at byte %zu, in sample 2: ", offsets[7]);
	assert_memory_equal(replay_trouble(replay), words, strlen(words));
	replay_close(replay);
	copy_close(&copy);
	studio_close(&studio);
}

static void set_u32(const struct copy *copy, size_t at, uint32_t value)
{
	memcpy(copy->bytes + at, &value, sizeof(value));
	copy_put(copy, copy->size);
}

static void what_is_no_recording_is_refused_in_words(void **state)
{
	struct studio studio;
	struct copy copy;

	(void)state;
	studio_open(&studio);
	studio_sample(&studio);
	copy_open(&copy, &studio);
	set_u32(&copy, 20, 1);
	assert_string_equal(refusal(&copy), ": no recording: at byte 20 it says that it holds EN10MB packets, "
					    "not netlink's");
	set_u32(&copy, 20, RECORDING_LINKTYPE);
	/* The protocol of the first packet, as of what nlmon captures. */
	copy.bytes[FILE_HEAD + PACKET_HEAD + 15] = NETLINK_ROUTE;
	copy_put(&copy, copy.size);
	assert_string_equal(refusal(&copy), ": no recording of vdpatop: at byte 24 are other netlink messages");
	copy.bytes[FILE_HEAD + PACKET_HEAD + 15] = RECORDING_PROTOCOL;
	set_u32(&copy, FILE_HEAD + PACKET_HEAD + RECORDING_COOKED_SIZE + 16 + 4, 2);
	assert_string_equal(refusal(&copy), ": a newer vdpatop made this recording (vdpatop 1, format 2): this one "
					    "reads format 1");
	memcpy(copy.bytes, "\xa1\xb2\x3c\x4d\0\2\0\4\0\0\0\0\0\0\0\0\0\4\0\0\0\0\0\xfd", FILE_HEAD);
	copy_put(&copy, copy.size);
	assert_non_null(strstr(refusal(&copy), "it was recorded on a host of another byte order"));
	memcpy(copy.bytes, "#!/bin/sh", 9);
	copy_put(&copy, copy.size);
	assert_non_null(strstr(refusal(&copy), ": no recording, at byte 0: "));
	copy_close(&copy);
	studio_close(&studio);
}

static void a_packet_that_somebody_cut_ends_what_can_be_read(void **state)
{
	struct error error = { 0 };
	size_t offsets[32] = { 0 };
	size_t count = 0;
	struct studio studio;
	struct replay *replay;
	struct copy copy;

	(void)state;
	studio_open(&studio);
	studio_sample(&studio);
	studio_sample(&studio);
	copy_open(&copy, &studio);
	packet_offsets(&copy, offsets, 32, &count);
	set_u32(&copy, offsets[6] + 12, 1000); /* it had more bytes once */
	assert_int_equal(replay_open(&replay, copy.fd, &error), 0);
	assert_int_equal(replay_place(replay).samples, 1);
	assert_non_null(strstr(replay_trouble(replay), "damaged at byte "));
	assert_non_null(strstr(replay_trouble(replay), "of its 1000 bytes"));
	replay_close(replay);
	copy_close(&copy);
	studio_close(&studio);
}

static void a_sample_without_an_end_is_left_out_and_said(void **state)
{
	struct error error = { 0 };
	size_t offsets[32] = { 0 };
	size_t count = 0;
	struct studio studio;
	struct replay *replay;
	struct copy copy;

	(void)state;
	studio_open(&studio);
	studio_sample(&studio);
	studio_sample(&studio);
	copy_open(&copy, &studio);
	packet_offsets(&copy, offsets, 32, &count);
	/* Without its END, as if a writer had been killed and another had gone on. */
	memmove(copy.bytes + offsets[4], copy.bytes + offsets[5], copy.size - offsets[5]);
	copy.size -= offsets[5] - offsets[4];
	copy_put(&copy, copy.size);
	assert_int_equal(replay_open(&replay, copy.fd, &error), 0);
	assert_int_equal(replay_place(replay).samples, 1);
	assert_non_null(strstr(replay_trouble(replay), "in sample 1: that sample has no end"));
	read_all(replay);
	replay_close(replay);
	copy_close(&copy);
	studio_close(&studio);
}

static void what_is_no_file_is_refused(void **state)
{
	struct recording_start start;
	struct error error = { 0 };

	(void)state;
	assert_int_equal(recording_open("/tmp", &start, &error), -EINVAL);
	assert_string_equal(error.words, "/tmp is no regular file");
	assert_int_equal(recording_open("/nowhere/at all", &start, &error), -ENOENT);
	assert_string_equal(error.words, "/nowhere/at all: No such file or directory");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(start_says_how_it_was_recorded),
	cmocka_unit_test(a_place_says_how_far_it_is_and_what_comes),
	cmocka_unit_test(real_time_that_was_set_is_no_time_that_went_by),
	cmocka_unit_test(facts_come_where_they_came_and_say_all_that_was_found),
	cmocka_unit_test(a_worker_that_took_over_goes_on_in_the_same_recording),
	cmocka_unit_test(a_file_that_is_cut_at_any_byte_has_what_is_whole_and_says_so),
	cmocka_unit_test(trouble_names_the_byte_and_the_sample),
	cmocka_unit_test(what_is_no_recording_is_refused_in_words),
	cmocka_unit_test(a_packet_that_somebody_cut_ends_what_can_be_read),
	cmocka_unit_test(a_sample_without_an_end_is_left_out_and_said),
	cmocka_unit_test(what_is_no_file_is_refused),
};

UNIT_MAIN(replay_file)
