/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Floor 1: batches of requests, and what becomes of answers that come late, wrong or not at all. */
#include "netlink/genl.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "netlink/attribute.h"
#include "script.h"
#include "unit.h"
#include "vdpa/message.h"
#include "vdpa/numbers.h"

static const struct genl_family family = { .id = WIRE_FAMILY, .version = 1 };

struct outcome {
	unsigned int calls; /* for this request */
	int code;
	bool has_reply;
	uint16_t attribute;
	char words[64];
	char name[64];
};

struct bench {
	struct script *script;
	struct genl *genl;
	struct outcome outcome[GENL_BATCH_MAX];
	size_t order[GENL_BATCH_MAX * 2]; /* requests in the order they were answered */
	size_t calls;
};

static int setup(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	if (!bench)
		return -1;
	bench->script = script_new();
	bench->genl = genl_new(script_transport(bench->script));
	*state = bench;
	return bench->genl ? 0 : -1;
}

static int teardown(void **state)
{
	struct bench *bench = *state;

	genl_free(bench->genl);
	script_free(bench->script);
	free(bench);
	return 0;
}

static void ask(struct bench *bench, uint16_t flags)
{
	assert_non_null(genl_add(bench->genl, &family, VDPA_CMD_DEV_GET, flags));
	genl_commit(bench->genl);
}

static void on_answer(void *context, size_t request, const struct nlmsghdr *reply,
		      const struct answer *answer)
{
	struct bench *bench = context;
	struct outcome *outcome = &bench->outcome[request];
	struct vdpa_device device;

	outcome->calls++;
	outcome->code = answer->code;
	outcome->has_reply = reply != NULL;
	outcome->attribute = answer->attribute;
	snprintf(outcome->words, sizeof(outcome->words), "%.63s", answer->message);
	if (reply && !vdpa_decode_device(reply, &device))
		snprintf(outcome->name, sizeof(outcome->name), "%.63s", device.name);
	bench->order[bench->calls++] = request;
}

static int run(struct bench *bench)
{
	return genl_run(bench->genl, on_answer, bench);
}

static void expect_reply(const struct bench *bench, size_t request, const char *name)
{
	assert_int_equal(bench->outcome[request].calls, 1);
	assert_int_equal(bench->outcome[request].code, 0);
	assert_true(bench->outcome[request].has_reply);
	assert_string_equal(bench->outcome[request].name, name);
}

static void expect_failure(const struct bench *bench, size_t request, int code)
{
	assert_int_equal(bench->outcome[request].calls, 1);
	assert_int_equal(bench->outcome[request].code, code);
	assert_false(bench->outcome[request].has_reply);
}

static void a_batch_goes_out_in_one_datagram_with_a_number_for_each_request(void **state)
{
	struct bench *bench = *state;

	ask(bench, 0);
	ask(bench, 0);
	ask(bench, NLM_F_ACK);
	assert_int_equal(genl_pending(bench->genl), 3);
	script_reply(bench->script, 0, "a");
	script_reply(bench->script, 1, "b");
	script_answer(bench->script, 2, 0, NULL);
	assert_int_equal(run(bench), 0);
	assert_int_equal(bench->script->sends, 1);
	assert_int_equal(bench->script->sent_count, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(bench->script->sent[i].type, WIRE_FAMILY);
		assert_int_equal(bench->script->sent[i].command, VDPA_CMD_DEV_GET);
		assert_true(bench->script->sent[i].flags & NLM_F_REQUEST);
		assert_int_not_equal(bench->script->sent[i].sequence, 0);
	}
	assert_int_not_equal(bench->script->sent[0].sequence, bench->script->sent[1].sequence);
	expect_reply(bench, 0, "a");
	expect_reply(bench, 1, "b");
	assert_int_equal(bench->outcome[2].code, 0);
	assert_int_equal(genl_pending(bench->genl), 0);
	assert_int_equal(genl_strays(bench->genl), 0);
}

static void an_empty_batch_asks_nothing(void **state)
{
	struct bench *bench = *state;

	assert_int_equal(run(bench), 0);
	assert_int_equal(bench->script->sends, 0);
	assert_int_equal(bench->calls, 0);
}

static void answers_find_their_requests_in_any_order(void **state)
{
	struct bench *bench = *state;

	ask(bench, 0);
	ask(bench, 0);
	ask(bench, 0);
	script_reply(bench->script, 2, "c");
	script_reply(bench->script, 0, "a");
	script_answer(bench->script, 1, -ENODEV, "vdpa: device not found");
	assert_int_equal(run(bench), 0);
	expect_reply(bench, 0, "a");
	expect_failure(bench, 1, -ENODEV);
	assert_string_equal(bench->outcome[1].words, "vdpa: device not found");
	expect_reply(bench, 2, "c");
	assert_int_equal(bench->order[0], 2);
}

static void ask_with_attributes(struct bench *bench)
{
	struct nlmsghdr *message = genl_add(bench->genl, &family, VDPA_CMD_DEV_NEW, NLM_F_ACK);

	mnl_attr_put_strz(message, VDPA_ATTR_DEV_NAME, "foo0");
	mnl_attr_put_u16(message, VDPA_ATTR_DEV_NET_CFG_MTU, 1);
	genl_commit(bench->genl);
}

static void answer_about(struct bench *bench, uint32_t request, uint16_t tlv, uint32_t value)
{
	wire_start_error(&bench->script->wire, -EINVAL, NLM_F_CAPPED | NLM_F_ACK_TLVS, request, 20);
	wire_put_u32(&bench->script->wire, tlv, value);
	script_datagram(bench->script);
}

static void the_attribute_that_the_kernel_blames_or_misses_is_named(void **state)
{
	static const uint16_t expected[] = {
		VDPA_ATTR_DEV_NAME, VDPA_ATTR_DEV_NET_CFG_MTU, VDPA_ATTR_MGMTDEV_DEV_NAME, 0, 0, 0,
	};
	struct bench *bench = *state;

	for (int i = 0; i < 6; i++)
		ask_with_attributes(bench);
	answer_about(bench, 0, NLMSGERR_ATTR_OFFS, 20); /* behind nlmsghdr and genlmsghdr */
	answer_about(bench, 1, NLMSGERR_ATTR_OFFS, 32); /* behind a name of 5 bytes, padded */
	answer_about(bench, 2, NLMSGERR_ATTR_MISS_TYPE, VDPA_ATTR_MGMTDEV_DEV_NAME);
	answer_about(bench, 3, NLMSGERR_ATTR_OFFS, 21);
	answer_about(bench, 4, NLMSGERR_ATTR_OFFS, UINT32_MAX);
	script_answer(bench->script, 5, -EINVAL, "words alone");
	assert_int_equal(run(bench), 0);
	for (int i = 0; i < 6; i++)
		assert_int_equal(bench->outcome[i].attribute, expected[i]);
}

static void several_answers_in_one_datagram_are_all_read(void **state)
{
	struct bench *bench = *state;
	struct wire *wire = &bench->script->wire;

	ask(bench, 0);
	ask(bench, 0);
	wire_start_genl(wire, VDPA_CMD_DEV_NEW, 0, 0);
	wire_put_text(wire, VDPA_ATTR_DEV_NAME, "a");
	wire_start_error(wire, -EAGAIN, NLM_F_CAPPED, 1, 20);
	script_datagram(bench->script);
	assert_int_equal(run(bench), 0);
	expect_reply(bench, 0, "a");
	expect_failure(bench, 1, -EAGAIN);
}

static void a_lost_answer_is_asked_for_once_more_and_alone(void **state)
{
	struct bench *bench = *state;

	ask(bench, 0);
	ask(bench, 0);
	ask(bench, 0);
	script_reply(bench->script, 0, "a");
	script_reply(bench->script, 2, "c");
	script_after(bench->script, 2);
	script_reply(bench->script, 3, "b");
	assert_int_equal(run(bench), 0);
	assert_int_equal(bench->script->sends, 2);
	assert_int_equal(bench->script->sent_count, 4);
	assert_int_not_equal(bench->script->sent[3].sequence, bench->script->sent[1].sequence);
	expect_reply(bench, 1, "b");
	assert_int_equal(bench->calls, 3);
}

static void an_answer_that_is_lost_twice_is_no_data(void **state)
{
	struct bench *bench = *state;

	ask(bench, 0);
	ask(bench, 0);
	script_reply(bench->script, 1, "b");
	assert_int_equal(run(bench), 0);
	assert_int_equal(bench->script->sends, 2);
	expect_failure(bench, 0, -ENODATA);
	expect_reply(bench, 1, "b");
}

/* A second try of an "add" or "delete" could do harm: it is never made. */
static void a_request_that_changes_something_is_never_sent_twice(void **state)
{
	struct bench *bench = *state;

	ask(bench, NLM_F_ACK);
	assert_int_equal(run(bench), 0);
	assert_int_equal(bench->script->sends, 1);
	expect_failure(bench, 0, -ENODATA);
}

static void when_the_buffer_overran_only_what_was_lost_is_asked_again(void **state)
{
	struct bench *bench = *state;

	for (size_t i = 0; i < 4; i++)
		ask(bench, 0);
	script_reply(bench->script, 0, "a");
	script_failure(bench->script, -ENOBUFS);
	script_reply(bench->script, 3, "d");
	script_after(bench->script, 2);
	script_reply(bench->script, 4, "b");
	script_after(bench->script, 3);
	script_reply(bench->script, 5, "c");
	assert_int_equal(run(bench), 0);
	assert_int_equal(bench->script->sends, 3);
	expect_reply(bench, 0, "a");
	expect_reply(bench, 1, "b");
	expect_reply(bench, 2, "c");
	expect_reply(bench, 3, "d");
}

static void a_datagram_too_large_for_the_buffer_is_a_lost_answer(void **state)
{
	struct bench *bench = *state;

	ask(bench, 0);
	script_failure(bench->script, -EMSGSIZE);
	script_after(bench->script, 2);
	script_reply(bench->script, 1, "a");
	assert_int_equal(run(bench), 0);
	expect_reply(bench, 0, "a");
}

static void the_late_answer_of_the_first_try_counts_as_a_stray(void **state)
{
	struct bench *bench = *state;

	ask(bench, 0);
	script_after(bench->script, 2);
	script_reply(bench->script, 0, "late");
	script_reply(bench->script, 1, "again");
	assert_int_equal(run(bench), 0);
	expect_reply(bench, 0, "again");
	assert_int_equal(genl_strays(bench->genl), 1);
}

static void an_answer_to_nothing_asked_is_counted_and_passed_over(void **state)
{
	struct bench *bench = *state;

	ask(bench, 0);
	script_reply(bench->script, SCRIPT_STRAY, "who");
	script_answer(bench->script, SCRIPT_STRAY, -EPERM, NULL);
	script_reply(bench->script, 0, "a");
	assert_int_equal(run(bench), 0);
	expect_reply(bench, 0, "a");
	assert_int_equal(bench->calls, 1);
	assert_int_equal(genl_strays(bench->genl), 2);
}

static void a_second_answer_to_the_same_request_is_a_stray(void **state)
{
	struct bench *bench = *state;

	ask(bench, 0);
	ask(bench, 0);
	script_reply(bench->script, 0, "a");
	script_reply(bench->script, 0, "a2");
	script_reply(bench->script, 1, "b");
	assert_int_equal(run(bench), 0);
	expect_reply(bench, 0, "a");
	assert_int_equal(genl_strays(bench->genl), 1);
}

static void a_message_of_another_family_is_no_answer(void **state)
{
	static const uint16_t types[] = { NLMSG_NOOP, NLMSG_DONE, NLMSG_OVERRUN, GENL_ID_CTRL, 77 };
	struct bench *bench = *state;

	ask(bench, 0);
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		wire_start(&bench->script->wire, types[i], 0, 0);
		wire_put_raw(&bench->script->wire, NULL, 20);
		script_datagram(bench->script);
	}
	script_reply(bench->script, 0, "a");
	assert_int_equal(run(bench), 0);
	expect_reply(bench, 0, "a");
	assert_int_equal(genl_strays(bench->genl), 5);
}

static void a_reply_without_a_generic_header_is_a_bad_message(void **state)
{
	struct bench *bench = *state;

	ask(bench, 0);
	wire_start(&bench->script->wire, WIRE_FAMILY, 0, 0);
	script_datagram(bench->script);
	assert_int_equal(run(bench), 0);
	expect_failure(bench, 0, -EBADMSG);
}

static void an_error_that_makes_no_sense_is_a_bad_message(void **state)
{
	struct bench *bench = *state;

	ask(bench, 0);
	wire_start_error(&bench->script->wire, EINVAL, NLM_F_CAPPED, 0, 20);
	script_datagram(bench->script);
	assert_int_equal(run(bench), 0);
	expect_failure(bench, 0, -EBADMSG);
}

static void a_datagram_that_is_cut_gives_what_was_whole(void **state)
{
	struct bench *bench = *state;
	struct wire *wire = &bench->script->wire;

	ask(bench, 0);
	ask(bench, 0);
	wire_start_genl(wire, VDPA_CMD_DEV_NEW, 0, 0);
	wire_put_text(wire, VDPA_ATTR_DEV_NAME, "a");
	wire_start_genl(wire, VDPA_CMD_DEV_NEW, 0, 1);
	wire_put_text(wire, VDPA_ATTR_DEV_NAME, "b");
	wire->length -= 8;
	script_datagram(bench->script);
	assert_int_equal(run(bench), 0);
	expect_reply(bench, 0, "a");
	expect_failure(bench, 1, -ENODATA);
	assert_int_equal(genl_strays(bench->genl), 1);
}

/* libmnl's own check takes the length for a negative number and lets it pass. */
static void a_message_that_claims_two_gigabytes_is_not_read(void **state)
{
	struct bench *bench = *state;
	struct wire *wire = &bench->script->wire;

	ask(bench, NLM_F_ACK);
	wire_start_genl(wire, VDPA_CMD_DEV_NEW, 0, 0);
	wire_put_text(wire, VDPA_ATTR_DEV_NAME, "a");
	wire_message(wire)->nlmsg_len = UINT32_C(0x80000014);
	script_datagram(bench->script);
	assert_int_equal(run(bench), 0);
	expect_failure(bench, 0, -ENODATA);
	assert_int_equal(genl_strays(bench->genl), 1);
}

static void an_empty_datagram_is_the_end_of_the_answers(void **state)
{
	struct bench *bench = *state;

	ask(bench, NLM_F_ACK);
	script_datagram(bench->script);
	assert_int_equal(run(bench), 0);
	expect_failure(bench, 0, -ENODATA);
}

static void a_transport_that_fails_answers_every_request_with_its_errno(void **state)
{
	struct bench *bench = *state;

	ask(bench, 0);
	ask(bench, NLM_F_ACK);
	bench->script->send_code = -EIO;
	assert_int_equal(run(bench), -EIO);
	expect_failure(bench, 0, -EIO);
	expect_failure(bench, 1, -EIO);
	assert_int_equal(genl_pending(bench->genl), 0);
}

static void a_batch_that_could_not_be_sent_for_want_of_memory_was_not_sent(void **state)
{
	struct bench *bench = *state;

	ask(bench, NLM_F_ACK);
	bench->script->send_code = -ENOBUFS;
	assert_int_equal(run(bench), -ENOBUFS);
	expect_failure(bench, 0, -ENOBUFS);
}

static void a_transport_that_breaks_while_reading_ends_the_batch(void **state)
{
	struct bench *bench = *state;

	ask(bench, 0);
	ask(bench, 0);
	script_reply(bench->script, 0, "a");
	script_failure(bench->script, -ECONNRESET);
	assert_int_equal(run(bench), -ECONNRESET);
	expect_reply(bench, 0, "a");
	expect_failure(bench, 1, -ECONNRESET);
	assert_int_equal(bench->script->sends, 1);
}

static void a_transport_that_loses_for_ever_does_not_hold_the_program(void **state)
{
	struct bench *bench = *state;

	ask(bench, NLM_F_ACK);
	for (size_t i = 0; i < SCRIPT_STEPS - 1; i++)
		script_failure(bench->script, -ENOBUFS);
	script_answer(bench->script, 0, 0, NULL);
	assert_int_equal(run(bench), 0);
	assert_int_equal(bench->outcome[0].calls, 1);
	assert_true(bench->script->next < SCRIPT_STEPS);
}

static void a_full_batch_takes_no_more_until_it_has_run(void **state)
{
	struct bench *bench = *state;

	for (size_t i = 0; i < GENL_BATCH_MAX; i++)
		ask(bench, NLM_F_ACK);
	assert_null(genl_add(bench->genl, &family, VDPA_CMD_DEV_GET, 0));
	assert_int_equal(genl_pending(bench->genl), GENL_BATCH_MAX);
	for (uint32_t i = 0; i < GENL_BATCH_MAX; i++)
		script_answer(bench->script, i, 0, NULL);
	assert_int_equal(run(bench), 0);
	assert_int_equal(bench->calls, GENL_BATCH_MAX);
	assert_non_null(genl_add(bench->genl, &family, VDPA_CMD_DEV_GET, 0));
}

static void a_batch_of_long_requests_is_full_by_its_bytes(void **state)
{
	struct bench *bench = *state;
	struct nlmsghdr *message;
	size_t count = 0;

	while ((message = genl_add(bench->genl, &family, VDPA_CMD_DEV_GET, 0))) {
		message->nlmsg_len = GENL_REQUEST_SIZE;
		genl_commit(bench->genl);
		count++;
	}
	assert_int_equal(count, GENL_SEND_SIZE / GENL_REQUEST_SIZE);
}

static void the_next_batch_does_not_take_the_last_ones_answers(void **state)
{
	struct bench *bench = *state;

	ask(bench, NLM_F_ACK);
	assert_int_equal(run(bench), 0);
	expect_failure(bench, 0, -ENODATA);
	memset(&bench->outcome, 0, sizeof(bench->outcome));
	ask(bench, 0);
	script_after(bench->script, 2);
	script_reply(bench->script, 0, "old");
	script_reply(bench->script, 1, "new");
	assert_int_equal(run(bench), 0);
	expect_reply(bench, 0, "new");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static const struct CMUnitTest tests[] = {
	TEST(a_batch_goes_out_in_one_datagram_with_a_number_for_each_request),
	TEST(an_empty_batch_asks_nothing),
	TEST(answers_find_their_requests_in_any_order),
	TEST(the_attribute_that_the_kernel_blames_or_misses_is_named),
	TEST(several_answers_in_one_datagram_are_all_read),
	TEST(a_lost_answer_is_asked_for_once_more_and_alone),
	TEST(an_answer_that_is_lost_twice_is_no_data),
	TEST(a_request_that_changes_something_is_never_sent_twice),
	TEST(when_the_buffer_overran_only_what_was_lost_is_asked_again),
	TEST(a_datagram_too_large_for_the_buffer_is_a_lost_answer),
	TEST(the_late_answer_of_the_first_try_counts_as_a_stray),
	TEST(an_answer_to_nothing_asked_is_counted_and_passed_over),
	TEST(a_second_answer_to_the_same_request_is_a_stray),
	TEST(a_message_of_another_family_is_no_answer),
	TEST(a_reply_without_a_generic_header_is_a_bad_message),
	TEST(an_error_that_makes_no_sense_is_a_bad_message),
	TEST(a_datagram_that_is_cut_gives_what_was_whole),
	TEST(a_message_that_claims_two_gigabytes_is_not_read),
	TEST(an_empty_datagram_is_the_end_of_the_answers),
	TEST(a_transport_that_fails_answers_every_request_with_its_errno),
	TEST(a_batch_that_could_not_be_sent_for_want_of_memory_was_not_sent),
	TEST(a_transport_that_breaks_while_reading_ends_the_batch),
	TEST(a_transport_that_loses_for_ever_does_not_hold_the_program),
	TEST(a_full_batch_takes_no_more_until_it_has_run),
	TEST(a_batch_of_long_requests_is_full_by_its_bytes),
	TEST(the_next_batch_does_not_take_the_last_ones_answers),
};

UNIT_MAIN(genl)
