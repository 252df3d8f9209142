/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The worker's end of the socket, and the netlink worker. */
#include "engine/worker.h"

#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"
#include "engine/buffer.h"
#include "engine/message.h"
#include "engine/sampler.h"
#include "source/source.h"

/* A packet of another size or kind means that main is another program: nothing to talk about. */
static void worker_receive(void *packet, size_t least, size_t most, uint32_t kind)
{
	ssize_t got;

	do
		got = recv(ENGINE_CHILD_SOCKET, packet, most, 0);
	while (got < 0 && errno == EINTR);
	if (got < (ssize_t)least || *(uint32_t *)packet != kind)
		_exit(0);
}

void worker_receive_start(struct engine_start *ret_start)
{
	worker_receive(ret_start, sizeof(*ret_start), sizeof(*ret_start), ENGINE_START);
}

void worker_receive_sample(struct engine_sample *ret_sample)
{
	worker_receive(ret_sample, offsetof(struct engine_sample, questions), sizeof(*ret_sample),
		       ENGINE_SAMPLE);
	if (ret_sample->buffer >= ENGINE_BUFFERS || ret_sample->question_bytes > ENGINE_QUESTIONS_SIZE)
		_exit(0);
}

static void worker_send(const void *packet, size_t bytes)
{
	ssize_t sent;

	do
		sent = send(ENGINE_CHILD_SOCKET, packet, bytes, MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	if (sent < 0)
		_exit(0);
}

void worker_answer(const struct engine_sample *sample, const struct flat_writer *writer,
		   int64_t kernel_time, const struct news *news)
{
	struct engine_done done = { .kind = ENGINE_DONE, .buffer = sample->buffer,
				    .number = sample->number, .kernel_time = kernel_time };
	struct buffer buffer = { .fd = ENGINE_CHILD_SOCKET + 1 + (int)sample->buffer };
	size_t bytes = 0;

	if (news)
		done.news = *news;
	done.code = buffer_write(&buffer, writer, &bytes);
	buffer_unmap(&buffer);
	done.bytes = bytes;
	if (done.code < 0)
		snprintf(done.words, sizeof(done.words), "no memory for the sample: %s",
			 error_text(done.code));
	worker_send(&done, sizeof(done));
}

void worker_answer_failure(const struct engine_sample *sample, const struct error *error)
{
	struct engine_done done = { .kind = ENGINE_DONE, .buffer = sample->buffer,
				    .number = sample->number, .code = error->code };

	text_copy(done.words, sizeof(done.words), error->words);
	worker_send(&done, sizeof(done));
}

static int worker_open_source(const struct engine_start *start, const struct clock *clock,
			      struct source *ret_source, struct error *error)
{
	if (start->is_demo)
		return source_open_demo(ret_source, &start->demo, error);
	return source_open_kernel(ret_source, clock, error);
}

/* Without a source every sample is answered with why there is none. */
static void worker_fail(const struct error *error)
{
	struct engine_sample sample;

	for (;;) {
		worker_receive_sample(&sample);
		worker_answer_failure(&sample, error);
	}
}

struct ear {
	struct source *source;
	struct sampler *sampler;
	struct news news; /* that main does not know */
	bool wants_news;
	bool is_told;     /* main knows that something changed, and has not asked since */
};

/* Main is told once that something changed: one sample shows it all, however much it was. */
static void ear_listen(struct ear *ear)
{
	struct engine_changed changed = { .kind = ENGINE_CHANGED };

	sampler_read_news(ear->sampler, &ear->news);
	if (!ear->news.has_changed || ear->is_told)
		return;
	changed.news = ear->news;
	worker_send(&changed, sizeof(changed));
	ear->news = (struct news){ 0 };
	ear->is_told = true;
}

/* Waits until main says something. News are read as they come, so that none are lost meanwhile. */
static void ear_wait(struct ear *ear)
{
	struct pollfd wait[1 + SOURCE_CHANNELS] = { { ENGINE_CHILD_SOCKET, POLLIN, 0 } };

	while (ear->wants_news && !wait[0].revents) {
		for (enum source_channel channel = 0; channel < SOURCE_CHANNELS; channel++)
			wait[1 + channel] = (struct pollfd){
				ear->source->news_fd(ear->source->self, channel), POLLIN, 0,
			};
		if (poll(wait, 1 + SOURCE_CHANNELS, -1) > 0 && !wait[0].revents)
			ear_listen(ear);
	}
}

/* What is heard until now, the sample that begins shows. */
static void ear_begin(struct ear *ear)
{
	sampler_read_news(ear->sampler, &ear->news);
	ear->is_told = false;
}

static void worker_serve(struct ear *ear, struct clock *clock)
{
	struct engine_sample sample;

	for (;;) {
		const struct flat_writer *writer;

		ear_wait(ear);
		worker_receive_sample(&sample);
		ear_begin(ear);
		clock->offset = sample.clock_offset;
		if (!memchr(sample.questions, '\0', sample.question_bytes))
			sample.questions[0] = '\0';
		writer = sampler_take(ear->sampler, sample.number, sample.due, sample.questions);
		worker_answer(&sample, writer, sampler_kernel_time(ear->sampler), &ear->news);
		ear->news = (struct news){ 0 };
	}
}

void worker_run_netlink(struct progress *progress)
{
	struct sampler_options options;
	struct error error = { 0 };
	struct engine_start start;
	struct source source;
	struct clock clock;
	struct ear ear;

	worker_receive_start(&start);
	clock.offset = start.clock_offset;
	if (worker_open_source(&start, &clock, &source, &error) < 0)
		worker_fail(&error);
	options = (struct sampler_options){ start.device_glob, start.mgmtdev_glob, start.wants_vendor,
					    progress };
	ear = (struct ear){ .source = &source, .sampler = sampler_new(&source, &options),
			    .wants_news = start.wants_news };
	if (!ear.sampler) {
		error_set(&error, -ENOMEM, "out of memory");
		worker_fail(&error);
	}
	worker_serve(&ear, &clock);
}
