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
#include "engine/commander.h"
#include "engine/contact.h"
#include "engine/record.h"
#include "engine/sampler.h"
#include "source/source.h"

/* The descriptor that came with MESSAGE, 0 for none. */
static int worker_passed_file(struct msghdr *message)
{
	const struct cmsghdr *header = CMSG_FIRSTHDR(message);
	int file = 0;

	if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS &&
	    header->cmsg_len == CMSG_LEN(sizeof(file)))
		memcpy(&file, CMSG_DATA(header), sizeof(file));
	return file;
}

/*
 * Returns the bytes of the packet. One too short for its kind means that main is another program. A
 * descriptor that came with it becomes RET_FILE, else 0.
 */
static size_t worker_receive(void *packet, size_t least, size_t most, int *ret_file)
{
	_Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int))];
	struct iovec part = { packet, most };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control,
				  .msg_controllen = sizeof(control) };
	ssize_t got;

	do
		got = recvmsg(ENGINE_CHILD_SOCKET, &message, MSG_CMSG_CLOEXEC);
	while (got < 0 && errno == EINTR);
	if (got < (ssize_t)least)
		_exit(0);
	*ret_file = worker_passed_file(&message);
	return (size_t)got;
}

void worker_receive_start(struct worker *worker, struct engine_start *ret_start)
{
	for (int i = 0; i < ENGINE_BUFFERS; i++)
		worker->buffers.buffer[i] = (struct buffer){ .fd = ENGINE_CHILD_SOCKET + 1 + i };
	worker->has_sample = worker->has_command = worker->has_facts = false;
	worker->place = (struct recording_place){ 0 };
	worker->trouble = NULL;
	worker->sample.number = 0;
	worker_receive(ret_start, sizeof(*ret_start), sizeof(*ret_start), &worker->file);
	if (ret_start->kind != ENGINE_START)
		_exit(0);
}

/* One that came too late to change anything has the number of what was begun. */
static void worker_take_sample(struct worker *worker, const struct engine_sample *sample)
{
	if (sample->buffer >= ENGINE_BUFFERS || sample->question_bytes > ENGINE_QUESTIONS_SIZE)
		_exit(0);
	if (!worker->has_sample && sample->number <= worker->sample.number)
		return;
	memcpy(&worker->sample, sample,
	       offsetof(struct engine_sample, questions) + sample->question_bytes);
	worker->has_sample = true;
}

/* Main waits for the result of one before it sends another. */
static void worker_take_command(struct worker *worker, const struct engine_command *command)
{
	if (worker->has_command)
		_exit(0);
	worker->command = *command;
	worker->has_command = true;
}

static void worker_take_facts(struct worker *worker, const struct engine_facts *facts, int file)
{
	if (worker->has_facts)
		_exit(0);
	worker->facts = *facts;
	worker->facts_file = file;
	worker->has_facts = true;
}

static void worker_take_packet(struct worker *worker)
{
	union {
		uint32_t kind;
		struct engine_sample sample;
		struct engine_command command;
		struct engine_facts facts;
	} packet;
	int file;
	size_t got = worker_receive(&packet, sizeof(packet.kind), sizeof(packet), &file);

	if (packet.kind == ENGINE_SAMPLE && got >= offsetof(struct engine_sample, questions))
		worker_take_sample(worker, &packet.sample);
	else if (packet.kind == ENGINE_COMMAND && got == sizeof(packet.command))
		worker_take_command(worker, &packet.command);
	else if (packet.kind == ENGINE_FACTS && got == sizeof(packet.facts) && file)
		worker_take_facts(worker, &packet.facts, file);
	else
		_exit(0);
	if (file && packet.kind != ENGINE_FACTS)
		close(file);
}

/* How long it is until the sample is to begin, NULL for ever. */
static const struct timespec *worker_remaining(const struct worker *worker, struct timespec *to)
{
	int64_t left = worker->sample.begin - clock_monotonic();

	if (!worker->has_sample || worker->sample.begin == ENGINE_NEVER)
		return NULL;
	if (left < 0)
		left = 0;
	*to = (struct timespec){ left / CLOCK_SECOND, left % CLOCK_SECOND };
	return to;
}

/* What a person asked for comes first, but for what is over at once. */
static enum worker_duty worker_next_duty(struct worker *worker)
{
	if (worker->has_facts) {
		worker->has_facts = false;
		return WORKER_FACTS;
	}
	if (worker->has_command) {
		worker->has_command = false;
		return WORKER_COMMAND;
	}
	if (!worker->has_sample || worker->sample.begin > clock_monotonic())
		return WORKER_NOTHING;
	worker->has_sample = false;
	return WORKER_SAMPLE;
}

static bool worker_is_alone(void)
{
	struct pollfd main = { .fd = ENGINE_CHILD_SOCKET };

	return poll(&main, 1, 0) > 0 && main.revents & POLLHUP;
}

enum worker_duty worker_wait(struct worker *worker, struct pollfd *wait, unsigned count)
{
	struct timespec remaining;

	wait[0] = (struct pollfd){ ENGINE_CHILD_SOCKET, POLLIN, 0 };
	if (ppoll(wait, count, worker_remaining(worker, &remaining), NULL) < 0)
		return WORKER_NOTHING;
	if (wait[0].revents)
		worker_take_packet(worker);
	/*
	 * Whoever asked is gone: what was not begun is not done any more. Looked at last, for this process
	 * may have been stopped since it waited.
	 */
	if (worker_is_alone())
		_exit(0);
	return worker_next_duty(worker);
}

void worker_await_sample(struct worker *worker)
{
	enum worker_duty duty = WORKER_NOTHING;
	struct pollfd wait;

	while (duty == WORKER_NOTHING)
		duty = worker_wait(worker, &wait, 1);
	if (duty != WORKER_SAMPLE)
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

static struct engine_done worker_done(const struct worker *worker)
{
	return (struct engine_done){ .kind = ENGINE_DONE, .buffer = worker->sample.buffer,
				     .number = worker->sample.number, .time = clock_monotonic() };
}

void worker_answer(struct worker *worker, const struct flat_writer *writer, int64_t kernel_time,
		   const struct news *news)
{
	struct engine_done done = worker_done(worker);
	size_t bytes = 0;

	if (news)
		done.news = *news;
	done.place = worker->place;
	if (worker->trouble)
		text_copy(done.words, sizeof(done.words), worker->trouble);
	done.kernel_time = kernel_time;
	done.code = buffer_write(&worker->buffers.buffer[done.buffer], writer, &bytes);
	done.bytes = done.code < 0 ? 0 : bytes;
	if (done.code == -EFBIG)
		snprintf(done.words, sizeof(done.words), "the limit on file sizes (ulimit -f, LimitFSIZE= of a "
			 "unit) is too low: a sample takes %zu bytes of memory that count as a file", bytes);
	else if (done.code < 0)
		snprintf(done.words, sizeof(done.words), "no memory for the sample: %s",
			 error_text(done.code));
	worker_send(&done, sizeof(done));
}

void worker_answer_failure(const struct worker *worker, const struct error *error)
{
	struct engine_done done = worker_done(worker);

	done.code = error->code;
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

static void worker_send_result(const struct worker *worker, struct engine_result *result)
{
	result->kind = ENGINE_RESULT;
	result->number = worker->command.number;
	worker_send(result, sizeof(*result));
}

static void worker_refuse(const struct worker *worker, const struct error *error)
{
	struct engine_result result = { .code = error->code };

	text_copy(result.words, sizeof(result.words), error->words);
	worker_send_result(worker, &result);
}

/* Without a source everything is answered with why there is none. */
static void worker_fail(struct worker *worker, const struct error *error)
{
	for (;;) {
		struct pollfd wait;

		switch (worker_wait(worker, &wait, 1)) {
		case WORKER_NOTHING:
			break;
		case WORKER_SAMPLE:
			worker_answer_failure(worker, error);
			break;
		case WORKER_COMMAND:
			worker_refuse(worker, error);
			break;
		case WORKER_FACTS:
			close(worker->facts_file);
			break;
		}
	}
}

/* Before the answer that follows it: whoever waits for that has heard of it then. */
static void worker_tell_trouble(struct record *record)
{
	struct engine_trouble trouble = { .kind = ENGINE_TROUBLE };
	const char *words = record_take_trouble(record);

	if (!words)
		return;
	text_copy(trouble.words, sizeof(trouble.words), words);
	worker_send(&trouble, sizeof(trouble));
}

static void worker_record_facts(struct worker *worker, struct record *record)
{
	record_facts(record, &worker->facts, worker->facts_file);
	close(worker->facts_file);
	worker_tell_trouble(record);
}

static void worker_obey(const struct worker *worker, struct contact *contact, struct record *record)
{
	struct engine_result result = { 0 };

	commander_run(contact, &worker->command.task, &result);
	record_flush(record);
	worker_tell_trouble(record);
	worker_send_result(worker, &result);
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

/* Waits until there is something to do. News are read as they come, so that none are lost meanwhile. */
static enum worker_duty ear_wait(struct ear *ear, struct worker *worker)
{
	struct pollfd wait[1 + SOURCE_CHANNELS];
	unsigned count = ear->wants_news ? 1 + SOURCE_CHANNELS : 1;

	for (;;) {
		enum worker_duty duty;
		bool has_heard = false;

		for (enum source_channel channel = 0; channel < SOURCE_CHANNELS; channel++)
			wait[1 + channel] = (struct pollfd){
				ear->source->news_fd(ear->source->self, channel), POLLIN, 0,
			};
		duty = worker_wait(worker, wait, count);
		if (duty != WORKER_NOTHING)
			return duty;
		for (unsigned i = 1; i < count; i++)
			has_heard |= wait[i].revents != 0;
		if (has_heard)
			ear_listen(ear);
	}
}

/* What is heard until now, the sample that begins shows. */
static void ear_begin(struct ear *ear)
{
	sampler_read_news(ear->sampler, &ear->news);
	ear->is_told = false;
}

/*
 * Whether real time was set since the sample was asked for: it would be stamped with the old one.
 * Main follows then, and asks again; it does so while nothing is under way only.
 */
static bool worker_is_stale(const struct worker *worker)
{
	struct clock clock = { worker->sample.clock_offset };

	return worker->sample.follows_clock && clock_adjust(&clock);
}

static void worker_take(struct worker *worker, struct ear *ear, struct record *record)
{
	struct engine_sample *sample = &worker->sample;
	const struct flat_writer *writer;

	ear_begin(ear);
	if (sample->question_bytes)
		sample->questions[sample->question_bytes - 1] = '\0';
	record_plan(record, sample);
	writer = sampler_take(ear->sampler, sample->number, sample->due, sample->questions,
			      sample->question_bytes);
	worker_tell_trouble(record);
	worker_answer(worker, writer, sampler_kernel_time(ear->sampler), &ear->news);
	ear->news = (struct news){ 0 };
}

static void worker_serve_sample(struct worker *worker, struct ear *ear, struct record *record,
				struct clock *clock)
{
	const struct error stale = { -ESTALE, "real time was set" };

	clock->offset = worker->sample.clock_offset;
	if (worker_is_stale(worker))
		worker_answer_failure(worker, &stale);
	else
		worker_take(worker, ear, record);
}

static void worker_serve(struct worker *worker, struct contact *contact, struct ear *ear,
			 struct record *record, struct clock *clock)
{
	for (;;) {
		switch (ear_wait(ear, worker)) {
		case WORKER_NOTHING:
			break;
		case WORKER_FACTS:
			worker_record_facts(worker, record);
			break;
		case WORKER_COMMAND:
			worker_obey(worker, contact, record);
			break;
		case WORKER_SAMPLE:
			worker_serve_sample(worker, ear, record, clock);
			break;
		}
	}
}

/* What START asks of the sampler; it borrows from START. */
static struct sampler_options worker_sampler_options(const struct engine_start *start)
{
	return (struct sampler_options){
		.device_glob = start->device_glob,
		.mgmtdev_glob = start->mgmtdev_glob,
		.wants_vendor = start->wants_vendor,
		.scope = start->scope,
		.only = start->only,
		.has_queue = start->has_queue,
		.queue = start->queue,
	};
}

void worker_run_netlink(void *progress)
{
	struct source source, recorded;
	struct sampler_options options;
	struct error error = { 0 };
	struct engine_start start;
	struct contact contact;
	struct record record;
	struct worker worker;
	struct clock clock;
	struct ear ear;

	worker_receive_start(&worker, &start);
	if (start.is_replayed)
		worker_replay(&worker, &start, progress);
	clock.offset = start.clock_offset;
	if (worker_open_source(&start, &clock, &source, &error) < 0)
		worker_fail(&worker, &error);
	record_open(&record, worker.file, &start, &source, &recorded);
	worker_tell_trouble(&record);
	options = worker_sampler_options(&start);
	ear = (struct ear){ .source = &recorded, .wants_news = start.wants_news };
	if (!contact_open(&contact, &recorded, progress))
		ear.sampler = sampler_new(&contact, &options);
	if (!ear.sampler) {
		error_set(&error, -ENOMEM, "out of memory");
		worker_fail(&worker, &error);
	}
	worker_serve(&worker, &contact, &ear, &record, &clock);
}
