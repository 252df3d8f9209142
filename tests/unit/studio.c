/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "studio.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "netlink/genl.h"

#include "unit.h"

static int scripted_send(void *self, const void *data, size_t length)
{
	const struct scripted *scripted = self;

	(void)data;
	(void)length;
	return scripted->send_result;
}

static ssize_t scripted_give(struct scripted *scripted, ssize_t *result, void *buffer)
{
	ssize_t given = *result;

	*result = -EAGAIN;
	if (given > 0)
		memcpy(buffer, scripted->data, (size_t)given);
	return given;
}

static ssize_t scripted_receive(void *self, void *buffer, size_t size)
{
	struct scripted *scripted = self;

	(void)size;
	return scripted_give(scripted, &scripted->receive_result, buffer);
}

static ssize_t scripted_receive_news(void *self, enum source_channel channel, void *buffer, size_t size)
{
	struct scripted *scripted = self;

	(void)size;
	(void)channel;
	return scripted_give(scripted, &scripted->news_result, buffer);
}

static int64_t scripted_now(void *self)
{
	struct scripted *scripted = self;

	return ++scripted->time;
}

static int64_t scripted_begin(void *self, int64_t due)
{
	struct scripted *scripted = self;

	scripted->time = due;
	return due;
}

static int scripted_find_missing(void *self)
{
	(void)self;
	return -ENONET;
}

static void scripted_close(void *self)
{
	struct scripted *scripted = self;

	scripted->was_closed = true;
}

static struct scripted scripted_source(void)
{
	return (struct scripted){
		.source = {
			.transport = { scripted_send, scripted_receive, NULL },
			.begin = scripted_begin,
			.now = scripted_now,
			.find_missing = scripted_find_missing,
			.receive_news = scripted_receive_news,
			.close = scripted_close,
		},
		.receive_result = -EAGAIN,
		.news_result = -EAGAIN,
		.data = "",
	};
}

const struct recording_start studio_start = {
	.program = "vdpatop 1", .host = "h\xff", .kernel = "6.12", .delay = SECOND, .device_glob = "web*",
	.wants_vendor = true,
};

void studio_attach(struct studio *studio)
{
	struct error error = { 0 };

	assert_int_equal(recorder_open(&studio->recorder, studio->fd, &studio_start, &error), 0);
	studio->scripted = scripted_source();
	studio->scripted.source.self = studio->scripted.source.transport.self = &studio->scripted;
	source_record(&studio->source, &studio->scripted.source, studio->recorder);
}

void studio_open(struct studio *studio)
{
	*studio = (struct studio){ .path = "/tmp/vdpatop-recording-XXXXXX" };
	studio->fd = mkstemp(studio->path);
	assert_true(studio->fd >= 0);
	studio_attach(studio);
}

void studio_close(struct studio *studio)
{
	recorder_close(studio->recorder);
	close(studio->fd);
	unlink(studio->path);
}

void studio_begin(struct studio *studio)
{
	struct source *source = &studio->source;

	studio->samples++;
	recorder_plan(studio->recorder, studio->samples, 77, studio->samples == 2);
	source->begin(source->self, BEGINNING + (int64_t)studio->samples * SECOND);
}

void studio_send(struct studio *studio, const void *data, size_t length, int result)
{
	const struct transport *transport = &studio->source.transport;

	studio->scripted.send_result = result;
	assert_int_equal(transport->send(transport->self, data, length), result);
}

void studio_receive(struct studio *studio, const char *data, ssize_t result)
{
	const struct transport *transport = &studio->source.transport;
	char *buffer = malloc(GENL_RECEIVE_SIZE);

	studio->scripted.data = data;
	studio->scripted.receive_result = result;
	assert_int_equal(transport->receive(transport->self, buffer, GENL_RECEIVE_SIZE), result);
	if (result > 0)
		assert_memory_equal(buffer, data, (size_t)result);
	free(buffer);
}

void studio_hear(struct studio *studio, enum source_channel channel, const char *data, ssize_t result)
{
	struct source *source = &studio->source;
	char buffer[256];

	studio->scripted.data = data;
	studio->scripted.news_result = result;
	assert_int_equal(source->receive_news(source->self, channel, buffer, sizeof(buffer)), result);
}

void studio_end(struct studio *studio)
{
	struct source *source = &studio->source;

	assert_int_equal(source->end(source->self, 4711), 4711);
}

struct nlmsghdr message_of(uint16_t type)
{
	return (struct nlmsghdr){ .nlmsg_len = sizeof(struct nlmsghdr), .nlmsg_type = type };
}

void studio_sample(struct studio *studio)
{
	struct nlmsghdr request = message_of(0x21), answer = message_of(0x22);

	studio_begin(studio);
	studio_send(studio, &request, sizeof(request), 0);
	studio_receive(studio, (const char *)&answer, sizeof(answer));
	studio_end(studio);
}

void assert_picture(const struct studio *studio, const char *picture)
{
	struct read_file *file = read_recording(studio->path);
	char found[READ_PACKETS];

	assert_string_equal(file->error, "");
	read_picture(file, found, sizeof(found));
	assert_string_equal(found, picture);
	read_free(file);
}
