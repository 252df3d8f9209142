/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fuzz target: three samples of a kernel that answers with the input's bytes. Whatever it says, each
 * sample comes to its end and what is written of it opens as a snapshot.
 *
 *   { length or mark (2 bytes) | that many bytes: a datagram } …
 *
 * The sequence number of a message is a place in the last datagram sent, so that any bytes answer
 * something. The seeds are what the demo host answers.
 */
#include "fuzz.h"

#include <errno.h>
#include <linux/netlink.h>
#include <string.h>

#include "base/error.h"
#include "engine/contact.h"
#include "engine/news.h"
#include "engine/sampler.h"
#include "model/snapshot.h"
#include "source/demo_options.h"
#include "source/source.h"

#include "../unit/pieces.h"

#define ENDS 0xffff  /* there is no more answer to this datagram */
#define LOSES 0xfffe /* receive() fails with -ENOBUFS */
#define MARKS LOSES
#define SENT_MAX 64

struct feed {
	struct source source;
	const uint8_t *data;
	size_t left;
	size_t sent_count;
	uint32_t sent[SENT_MAX];
	unsigned int sends;
	/* While seeds are made: who answers, and where it is written down. */
	struct source demo;
	uint8_t *record;
	size_t room, recorded;
};

static void feed_keep_sequences(struct feed *feed, const uint8_t *data, size_t length)
{
	feed->sent_count = 0;
	while (length >= NLMSG_HDRLEN) {
		struct nlmsghdr header;
		size_t step;

		memcpy(&header, data, sizeof(header));
		step = NLMSG_ALIGN((size_t)header.nlmsg_len);
		FUZZ_REQUIRE(step >= NLMSG_HDRLEN && step <= length && feed->sent_count < SENT_MAX);
		feed->sent[feed->sent_count++] = header.nlmsg_seq;
		data += step;
		length -= step;
	}
}

/* FROM a place to the number sent there, or back. */
static uint32_t feed_renumber(const struct feed *feed, uint32_t number, bool is_back)
{
	if (!is_back)
		return feed->sent[number % feed->sent_count];
	for (uint32_t i = 0; i < feed->sent_count; i++)
		if (feed->sent[i] == number)
			return i;
	return 0;
}

static void feed_renumber_all(const struct feed *feed, uint8_t *data, size_t length, bool is_back)
{
	while (length >= NLMSG_HDRLEN && feed->sent_count) {
		struct nlmsghdr header;
		size_t step;

		memcpy(&header, data, sizeof(header));
		header.nlmsg_seq = feed_renumber(feed, header.nlmsg_seq, is_back);
		memcpy(data, &header, sizeof(header));
		step = NLMSG_ALIGN((size_t)header.nlmsg_len);
		if (step < NLMSG_HDRLEN || step > length)
			return;
		data += step;
		length -= step;
	}
}

static int feed_send(void *self, const void *data, size_t length)
{
	struct feed *feed = self;

	feed_keep_sequences(feed, data, length);
	feed->sends++;
	return 0;
}

static ssize_t feed_receive(void *self, void *buffer, size_t size)
{
	struct feed *feed = self;
	uint16_t length;

	if (feed->left < sizeof(length))
		return -EAGAIN;
	memcpy(&length, feed->data, sizeof(length));
	feed->data += sizeof(length);
	feed->left -= sizeof(length);
	if (length >= MARKS)
		return length == ENDS ? -EAGAIN : -ENOBUFS;
	if (length > feed->left)
		length = (uint16_t)feed->left;
	if (length > size)
		return -EMSGSIZE;
	memcpy(buffer, feed->data, length);
	feed_renumber_all(feed, buffer, length, false);
	feed->data += length;
	feed->left -= length;
	return length;
}

static int64_t feed_begin(void *self, int64_t due)
{
	(void)self;
	return due;
}

static int64_t feed_now(void *self)
{
	(void)self;
	return 1;
}

static int feed_find_missing(void *self)
{
	(void)self;
	return -ENOENT;
}

static int feed_listen(void *self, uint32_t group)
{
	(void)self;
	(void)group;
	return 0;
}

static int feed_news_fd(void *self, enum source_channel channel)
{
	(void)self;
	(void)channel;
	return -1;
}

/* What comes unasked is any bytes too. */
static ssize_t feed_receive_news(void *self, enum source_channel channel, void *buffer, size_t size)
{
	(void)channel;
	return feed_receive(self, buffer, size);
}

static void feed_init(struct feed *feed)
{
	feed->source = (struct source){
		.transport = { feed_send, feed_receive, feed },
		.begin = feed_begin, .now = feed_now, .find_missing = feed_find_missing,
		.listen = feed_listen, .news_fd = feed_news_fd, .receive_news = feed_receive_news,
		.self = feed,
	};
}

/* As sampled, so opened: the worker never hands over what main refuses. */
static void expect_snapshot(const struct flat_writer *writer)
{
	struct piece piece = { malloc(flat_bytes(writer)), flat_bytes(writer) };

	FUZZ_REQUIRE(piece.data);
	flat_write(writer, piece.data);
	FUZZ_REQUIRE(piece_try(&piece) == 1);
	free(piece.data);
}

static void take_samples(struct feed *feed, unsigned int count)
{
	static const struct sampler_options options = { .wants_vendor = true };
	struct sampler *sampler;
	struct contact contact;

	FUZZ_REQUIRE(!contact_open(&contact, &feed->source, NULL));
	sampler = sampler_new(&contact, &options);
	FUZZ_REQUIRE(sampler);
	for (unsigned int i = 1; i <= count; i++) {
		struct news news = { 0 };

		expect_snapshot(sampler_take(sampler, i, INT64_C(1000000000) * i, "foo0\0foo1\0", 10));
		sampler_read_news(sampler, &news);
	}
	sampler_free(sampler);
	contact_close(&contact);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct feed feed = { .data = data, .left = size };

	feed_init(&feed);
	take_samples(&feed, 3);
	return 0;
}

static void record(struct feed *feed, uint16_t mark, const void *data, size_t length)
{
	if (feed->recorded + sizeof(mark) + length > feed->room)
		return;
	memcpy(feed->record + feed->recorded, &mark, sizeof(mark));
	feed->recorded += sizeof(mark);
	if (!length)
		return;
	memcpy(feed->record + feed->recorded, data, length);
	feed_renumber_all(feed, feed->record + feed->recorded, length, true);
	feed->recorded += length;
}

static int record_send(void *self, const void *data, size_t length)
{
	struct feed *feed = self;

	feed_keep_sequences(feed, data, length);
	return feed->demo.transport.send(feed->demo.transport.self, data, length);
}

static ssize_t record_receive(void *self, void *buffer, size_t size)
{
	struct feed *feed = self;
	ssize_t got = feed->demo.transport.receive(feed->demo.transport.self, buffer, size);

	if (got > 0)
		record(feed, (uint16_t)got, buffer, (size_t)got);
	else
		record(feed, got == -ENOBUFS ? LOSES : ENDS, NULL, 0);
	return got;
}

/* A small host of each kind of kernel, well and ill. */
size_t fuzz_seed(unsigned int index, uint8_t *to, size_t room)
{
	static const enum demo_fault faults[] = {
		DEMO_FAULT_NONE, DEMO_FAULT_DROP, DEMO_FAULT_INTERRUPT, DEMO_FAULT_NO_ACCESS,
		DEMO_FAULT_NO_MODULE, DEMO_FAULT_VANISH,
	};
	struct demo_options options = DEMO_OPTIONS_DEFAULT;
	struct feed feed = { .record = to, .room = room };
	struct error error = { 0 };

	if (index >= 2 * sizeof(faults) / sizeof(faults[0]))
		return 0;
	options.mgmtdevs = 2;
	options.devices = 1;
	options.queues = 2;
	options.is_patched = index % 2;
	options.fault = faults[index / 2];
	FUZZ_REQUIRE(!source_open_demo(&feed.demo, &options, &error));
	feed.demo.begin(feed.demo.self, INT64_C(1000000000));
	feed_init(&feed);
	feed.source.transport = (struct transport){ record_send, record_receive, &feed };
	take_samples(&feed, 1);
	feed.demo.close(feed.demo.self);
	FUZZ_REQUIRE(feed.recorded);
	return feed.recorded;
}
