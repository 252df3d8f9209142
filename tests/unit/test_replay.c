/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a recording answers, whatever it is asked and in whichever order. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>

#include "base/error.h"
#include "netlink/answer.h"
#include "netlink/genl.h"

#include "studio.h"
#include "unit.h"
#include "wire.h"

#define COMMAND 3
#define NAME 5
#define WORDS 6

/* Datagrams that are built here, one after the other. */
static struct wire wire;

/* A recording that was made, and is replayed. */
struct show {
	struct studio studio;
	struct replay *replay;
	struct source source;
	_Alignas(NLMSG_ALIGNTO) char got[GENL_RECEIVE_SIZE];
};

static void add_request(const char *name, uint32_t sequence, uint16_t flags)
{
	wire_start_genl(&wire, COMMAND, (uint16_t)(NLM_F_REQUEST | flags), sequence);
	if (name)
		wire_put_text(&wire, NAME, name);
}

static void add_answer(const char *words, uint32_t sequence)
{
	wire_start_genl(&wire, COMMAND, 0, sequence);
	wire_put_text(&wire, WORDS, words);
}

static void record_request(struct studio *studio, const char *name, uint32_t sequence, int result)
{
	wire_clear(&wire);
	add_request(name, sequence, 0);
	studio_send(studio, wire.data, wire.length, result);
}

static void record_answer(struct studio *studio, const char *words, uint32_t sequence)
{
	wire_clear(&wire);
	add_answer(words, sequence);
	studio_receive(studio, wire.data, (ssize_t)wire.length);
}

static void record_refusal(struct studio *studio, int code, uint32_t sequence)
{
	wire_clear(&wire);
	wire_start_error(&wire, code, NLM_F_CAPPED, sequence, 0);
	studio_receive(studio, wire.data, (ssize_t)wire.length);
}

/* A whole sample in which NAME was asked under SEQUENCE and WORDS were the answer, NULL: none came. */
static void record_sample(struct studio *studio, const char *name, uint32_t sequence, const char *words)
{
	studio_begin(studio);
	record_request(studio, name, sequence, 0);
	if (words)
		record_answer(studio, words, sequence);
	studio_end(studio);
}

static void show_open(struct show *show)
{
	struct error error = { 0 };

	assert_int_equal(recorder_flush(show->studio.recorder), 0);
	assert_int_equal(replay_open(&show->replay, show->studio.fd, &error), 0);
	assert_string_equal(replay_trouble(show->replay), "");
	source_replay(&show->source, show->replay);
}

static void show_close(struct show *show)
{
	replay_close(show->replay);
	studio_close(&show->studio);
	free(show);
}

static struct show *show_new(void)
{
	struct show *show = calloc(1, sizeof(*show));

	assert_non_null(show);
	studio_open(&show->studio);
	return show;
}

static int64_t begin(struct show *show)
{
	return show->source.begin(show->source.self, 0);
}

static int send_all(struct show *show)
{
	return show->source.transport.send(show->replay, wire.data, wire.length);
}

static void ask(struct show *show, const char *name, uint32_t sequence)
{
	wire_clear(&wire);
	add_request(name, sequence, 0);
	assert_int_equal(send_all(show), 0);
}

static ssize_t receive(struct show *show)
{
	return show->source.transport.receive(show->replay, show->got, sizeof(show->got));
}

/* The message MESSAGE carries WORDS under SEQUENCE. */
static void assert_message(const struct nlmsghdr *message, const char *words, uint32_t sequence)
{
	const struct nlattr *attribute = (const struct nlattr *)((const char *)message + NLMSG_HDRLEN +
								GENL_HDRLEN);

	assert_int_equal(message->nlmsg_type, WIRE_FAMILY);
	assert_int_equal(message->nlmsg_seq, sequence);
	assert_int_equal(mnl_attr_get_type(attribute), WORDS);
	assert_string_equal(mnl_attr_get_str(attribute), words);
}

static void assert_answer(struct show *show, const char *words, uint32_t sequence)
{
	ssize_t got = receive(show);

	assert_true(got > 0);
	assert_message((const struct nlmsghdr *)show->got, words, sequence);
	assert_int_equal(got, ((const struct nlmsghdr *)show->got)->nlmsg_len);
}

static void assert_silence(struct show *show)
{
	assert_int_equal(receive(show), -EAGAIN);
}

/* SEQUENCE is refused with CODE and WORDS. */
static void assert_refusal(struct show *show, int code, const char *words, uint32_t sequence)
{
	const struct nlmsghdr *message = (const struct nlmsghdr *)show->got;
	struct answer answer;

	assert_true(receive(show) > 0);
	assert_int_equal(message->nlmsg_type, NLMSG_ERROR);
	assert_int_equal(message->nlmsg_seq, sequence);
	assert_int_equal(answer_parse(message, &answer), 0);
	assert_int_equal(answer.code, code);
	assert_string_equal(answer.message, words);
}

static void a_request_finds_its_answer_by_what_it_asks(void **state)
{
	struct show *show = show_new();

	(void)state;
	studio_begin(&show->studio);
	record_request(&show->studio, "a", 1, 0);
	record_answer(&show->studio, "of a", 1);
	record_request(&show->studio, "b", 2, 0);
	record_answer(&show->studio, "of b", 2);
	record_request(&show->studio, "c", 3, 0);
	record_answer(&show->studio, "of c", 3);
	studio_end(&show->studio);
	show_open(show);
	begin(show);
	wire_clear(&wire);
	add_request("c", 71, 0);
	add_request("a", 72, 0);
	assert_int_equal(send_all(show), 0);
	assert_answer(show, "of a", 72);
	assert_answer(show, "of c", 71);
	assert_silence(show);
	ask(show, "b", 73);
	assert_answer(show, "of b", 73);
	assert_silence(show);
	show_close(show);
}

static void of_a_batch_only_what_is_asked_is_answered(void **state)
{
	struct show *show = show_new();

	(void)state;
	studio_begin(&show->studio);
	wire_clear(&wire);
	add_request("a", 1, 0);
	add_request("b", 2, 0);
	studio_send(&show->studio, wire.data, wire.length, 0);
	wire_clear(&wire);
	add_answer("of a", 1);
	add_answer("of b", 2);
	studio_receive(&show->studio, wire.data, (ssize_t)wire.length);
	studio_end(&show->studio);
	show_open(show);
	begin(show);
	ask(show, "b", 9);
	assert_answer(show, "of b", 9);
	assert_silence(show);
	ask(show, "a", 10);
	assert_answer(show, "of a", 10);
	show_close(show);
}

static void what_was_asked_twice_is_answered_in_turn(void **state)
{
	struct show *show = show_new();

	(void)state;
	studio_begin(&show->studio);
	record_request(&show->studio, "a", 1, 0);
	record_request(&show->studio, "a", 2, 0);
	record_answer(&show->studio, "at last", 2);
	record_request(&show->studio, "a", 3, 0);
	record_answer(&show->studio, "again", 3);
	studio_end(&show->studio);
	show_open(show);
	begin(show);
	ask(show, "a", 5);
	assert_silence(show);
	ask(show, "a", 6);
	assert_answer(show, "at last", 6);
	ask(show, "a", 7);
	assert_answer(show, "again", 7);
	ask(show, "a", 8);
	assert_refusal(show, -ENODATA, "not in the recording", 8);
	show_close(show);
}

static void an_answer_has_the_time_at_which_it_came(void **state)
{
	struct show *show = show_new();
	int64_t first, second;

	(void)state;
	studio_begin(&show->studio);
	record_request(&show->studio, "a", 1, 0);
	record_answer(&show->studio, "of a", 1);
	first = show->studio.source.now(show->studio.source.self);
	record_request(&show->studio, "b", 2, 0);
	record_answer(&show->studio, "of b", 2);
	second = show->studio.source.now(show->studio.source.self);
	studio_end(&show->studio);
	assert_true(first < second);
	show_open(show);
	assert_int_equal(begin(show), BEGINNING + SECOND);
	assert_int_equal(show->source.now(show->replay), BEGINNING + SECOND);
	ask(show, "b", 1);
	assert_answer(show, "of b", 1);
	assert_int_equal(show->source.now(show->replay), second);
	ask(show, "a", 2);
	assert_answer(show, "of a", 2);
	assert_int_equal(show->source.now(show->replay), first);
	assert_int_equal(show->source.end(show->replay, 3), 4711);
	assert_int_equal(begin(show), 0);
	show_close(show);
}

static void what_was_not_asked_is_refused_in_words(void **state)
{
	struct show *show = show_new();

	(void)state;
	record_sample(&show->studio, "a", 1, "of a");
	record_sample(&show->studio, "b", 2, "of b");
	show_open(show);
	begin(show);
	begin(show);
	ask(show, "a", 8);
	assert_refusal(show, -ENODATA, "not in the recording", 8);
	assert_silence(show);
	show_close(show);
}

static void a_refusal_that_lasts_stays_good_and_the_newest_counts(void **state)
{
	struct show *show = show_new();

	(void)state;
	studio_begin(&show->studio);
	record_request(&show->studio, "a", 1, 0);
	record_refusal(&show->studio, -EINVAL, 1);
	record_request(&show->studio, "gone", 2, 0);
	record_refusal(&show->studio, -ENODEV, 2);
	studio_end(&show->studio);
	studio_begin(&show->studio);
	record_request(&show->studio, "a", 3, 0);
	record_refusal(&show->studio, -EOPNOTSUPP, 3);
	studio_end(&show->studio);
	record_sample(&show->studio, "b", 4, "of b");
	show_open(show);
	for (int i = 0; i < 3; i++)
		begin(show);
	ask(show, "a", 9);
	assert_refusal(show, -EOPNOTSUPP, "", 9);
	ask(show, "gone", 10);
	assert_refusal(show, -ENODATA, "not in the recording", 10);
	show_close(show);
}

static void the_family_is_known_though_it_was_looked_up_once(void **state)
{
	struct show *show = show_new();
	struct nlmsghdr *message;

	(void)state;
	wire_clear(&wire);
	wire_start_genl(&wire, CTRL_CMD_GETFAMILY, NLM_F_REQUEST, 1)->nlmsg_type = GENL_ID_CTRL;
	/* By a command, before the first sample. */
	studio_send(&show->studio, wire.data, wire.length, 0);
	wire_clear(&wire);
	wire_start_genl(&wire, CTRL_CMD_NEWFAMILY, 0, 1)->nlmsg_type = GENL_ID_CTRL;
	studio_receive(&show->studio, wire.data, (ssize_t)wire.length);
	record_sample(&show->studio, "a", 2, "of a");
	record_sample(&show->studio, "a", 3, "of a");
	show_open(show);
	begin(show);
	begin(show);
	wire_clear(&wire);
	wire_start_genl(&wire, CTRL_CMD_GETFAMILY, NLM_F_REQUEST, 77)->nlmsg_type = GENL_ID_CTRL;
	assert_int_equal(send_all(show), 0);
	assert_true(receive(show) > 0);
	message = (struct nlmsghdr *)show->got;
	assert_int_equal(message->nlmsg_type, GENL_ID_CTRL);
	assert_int_equal(message->nlmsg_seq, 77);
	show_close(show);
}

static void what_failed_then_fails_again(void **state)
{
	struct show *show = show_new();

	(void)state;
	studio_begin(&show->studio);
	record_request(&show->studio, "a", 1, 0);
	studio_receive(&show->studio, "", -ENOBUFS);
	record_answer(&show->studio, "of a", 1);
	record_request(&show->studio, "b", 2, -ENOMEM);
	studio_end(&show->studio);
	show_open(show);
	begin(show);
	ask(show, "a", 7);
	assert_int_equal(receive(show), -ENOBUFS);
	assert_answer(show, "of a", 7);
	assert_silence(show);
	wire_clear(&wire);
	add_request("b", 8, 0);
	assert_int_equal(send_all(show), -ENOMEM);
	show_close(show);
}

static void what_answered_nobody_then_answers_nobody_now(void **state)
{
	struct show *show = show_new();
	const struct nlmsghdr *message = (const struct nlmsghdr *)show->got;
	ssize_t length;

	(void)state;
	studio_begin(&show->studio);
	wire_clear(&wire);
	add_request("a", 1, 0);
	add_request("b", 2, 0);
	studio_send(&show->studio, wire.data, wire.length, 0);
	wire_clear(&wire);
	add_answer("late", 900);
	add_answer("of b", 2);
	length = (ssize_t)wire.length - 6; /* the end is missing */
	studio_receive(&show->studio, wire.data, length);
	record_answer(&show->studio, "of a", 1);
	studio_end(&show->studio);
	show_open(show);
	begin(show);
	ask(show, "a", 900);
	assert_int_equal(receive(show), length);
	assert_message(message, "late", 0);
	assert_answer(show, "of a", 900);
	/* It came once. */
	ask(show, "b", 901);
	assert_silence(show);
	show_close(show);
}

static void a_dump_of_one_device_is_in_the_dump_of_all(void **state)
{
	struct show *show = show_new();

	(void)state;
	studio_begin(&show->studio);
	wire_clear(&wire);
	add_request(NULL, 1, NLM_F_DUMP);
	studio_send(&show->studio, wire.data, wire.length, 0);
	record_answer(&show->studio, "all", 1);
	studio_end(&show->studio);
	show_open(show);
	begin(show);
	ask(show, NULL, 3);
	assert_refusal(show, -ENODATA, "not in the recording", 3);
	wire_clear(&wire);
	add_request("a", 4, NLM_F_DUMP);
	assert_int_equal(send_all(show), 0);
	assert_answer(show, "all", 4);
	assert_silence(show);
	wire_clear(&wire);
	add_request("b", 5, NLM_F_DUMP);
	assert_int_equal(send_all(show), 0);
	assert_refusal(show, -ENODATA, "not in the recording", 5);
	show_close(show);
}

static void requests_go_together_as_they_did_then(void **state)
{
	struct show *show = show_new();

	(void)state;
	studio_begin(&show->studio);
	record_request(&show->studio, "a", 1, 0);
	record_answer(&show->studio, "of a", 1);
	wire_clear(&wire);
	for (uint32_t i = 0; i < 5; i++)
		add_request("b", 2 + i, 0);
	studio_send(&show->studio, wire.data, wire.length, 0);
	studio_end(&show->studio);
	show_open(show);
	begin(show);
	assert_int_equal(show->source.batch(show->replay), 1);
	ask(show, "a", 1);
	assert_int_equal(show->source.batch(show->replay), 5);
	ask(show, "b", 2);
	assert_int_equal(show->source.batch(show->replay), 0);
	show_close(show);
}

static ssize_t hear(struct show *show, enum source_channel channel)
{
	return show->source.receive_news(show->replay, channel, show->got, sizeof(show->got));
}

static void news_are_told_before_the_sample_that_they_came_before(void **state)
{
	struct show *show = show_new();

	(void)state;
	studio_hear(&show->studio, SOURCE_UEVENTS, "early", 5);
	record_sample(&show->studio, "a", 1, "of a");
	studio_hear(&show->studio, SOURCE_UEVENTS, "one", 3);
	studio_hear(&show->studio, SOURCE_MESSAGES, "other", 5);
	studio_hear(&show->studio, SOURCE_UEVENTS, "", -ENOBUFS);
	record_request(&show->studio, "a command", 2, 0);
	record_answer(&show->studio, "its answer", 2);
	record_sample(&show->studio, "a", 3, "of a");
	show_open(show);
	assert_int_equal(hear(show, SOURCE_UEVENTS), 5);
	assert_int_equal(hear(show, SOURCE_UEVENTS), -EAGAIN);
	assert_int_equal(hear(show, SOURCE_MESSAGES), -EAGAIN);
	begin(show);
	assert_int_equal(hear(show, SOURCE_MESSAGES), 5);
	assert_memory_equal(show->got, "other", 5);
	assert_int_equal(hear(show, SOURCE_MESSAGES), -EAGAIN);
	assert_int_equal(hear(show, SOURCE_UEVENTS), 3);
	assert_memory_equal(show->got, "one", 3);
	assert_int_equal(hear(show, SOURCE_UEVENTS), -ENOBUFS);
	assert_int_equal(hear(show, SOURCE_UEVENTS), -EAGAIN);
	begin(show);
	assert_int_equal(hear(show, SOURCE_UEVENTS), -EAGAIN);
	assert_int_equal(show->source.news_fd(show->replay, SOURCE_UEVENTS), -1);
	show_close(show);
}

static void why_there_was_no_family_is_said(void **state)
{
	struct show *show = show_new();

	(void)state;
	studio_begin(&show->studio);
	record_request(&show->studio, "a", 1, 0);
	show->studio.source.find_missing(show->studio.source.self);
	studio_end(&show->studio);
	record_sample(&show->studio, "a", 2, "of a");
	show_open(show);
	begin(show);
	assert_int_equal(show->source.find_missing(show->replay), -ENONET);
	begin(show);
	assert_int_equal(show->source.find_missing(show->replay), -ENOENT);
	show_close(show);
}

static void a_replay_can_begin_again(void **state)
{
	struct show *show = show_new();

	(void)state;
	record_sample(&show->studio, "a", 1, "first");
	record_sample(&show->studio, "a", 2, "second");
	show_open(show);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(begin(show), BEGINNING + SECOND);
		ask(show, "a", 1);
		assert_answer(show, "first", 1);
		assert_int_equal(begin(show), BEGINNING + 2 * SECOND);
		ask(show, "a", 2);
		assert_answer(show, "second", 2);
		replay_rewind(show->replay);
		assert_int_equal(replay_place(show->replay).number, 0);
	}
	show_close(show);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_request_finds_its_answer_by_what_it_asks),
	cmocka_unit_test(of_a_batch_only_what_is_asked_is_answered),
	cmocka_unit_test(what_was_asked_twice_is_answered_in_turn),
	cmocka_unit_test(an_answer_has_the_time_at_which_it_came),
	cmocka_unit_test(what_was_not_asked_is_refused_in_words),
	cmocka_unit_test(a_refusal_that_lasts_stays_good_and_the_newest_counts),
	cmocka_unit_test(the_family_is_known_though_it_was_looked_up_once),
	cmocka_unit_test(what_failed_then_fails_again),
	cmocka_unit_test(what_answered_nobody_then_answers_nobody_now),
	cmocka_unit_test(a_dump_of_one_device_is_in_the_dump_of_all),
	cmocka_unit_test(requests_go_together_as_they_did_then),
	cmocka_unit_test(news_are_told_before_the_sample_that_they_came_before),
	cmocka_unit_test(why_there_was_no_family_is_said),
	cmocka_unit_test(a_replay_can_begin_again),
};

UNIT_MAIN(replay)
