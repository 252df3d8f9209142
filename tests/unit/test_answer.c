/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Floor 1: what the kernel said to a request, read from NLMSG_ERROR and NLMSG_DONE. */
#include "netlink/answer.h"

#include <errno.h>
#include <linux/netlink.h>
#include <string.h>

#include "base/error.h"
#include "unit.h"
#include "wire.h"

static struct wire wire;

static int setup(void **state)
{
	(void)state;
	wire_clear(&wire);
	return 0;
}

static struct answer parse(void)
{
	struct answer answer = { 0 };

	assert_int_equal(answer_parse(wire_message(&wire), &answer), 0);
	return answer;
}

static void expect_refused(void)
{
	struct answer answer = { .code = 42 };

	assert_int_equal(answer_parse(wire_message(&wire), &answer), -EBADMSG);
	assert_int_equal(answer.code, 42);
}

static void an_error_without_words_is_its_errno(void **state)
{
	struct error error = { 0 };
	struct answer answer;

	(void)state;
	wire_start_error(&wire, -ENODEV, NLM_F_CAPPED, 1, 40);
	answer = parse();
	assert_int_equal(answer.code, -ENODEV);
	assert_string_equal(answer.message, "");
	assert_false(answer.has_offset || answer.has_missing);
	assert_int_equal(answer_error(&answer, &error), -ENODEV);
	assert_string_equal(error.words, "No such device");
}

static void put_extack(void)
{
	wire_put_text(&wire, NLMSGERR_ATTR_MSG, "integer out of range");
	wire_put_u32(&wire, NLMSGERR_ATTR_OFFS, 28);
	wire_put_u32(&wire, NLMSGERR_ATTR_MISS_TYPE, 4);
}

static void expect_extack(void)
{
	struct error error = { 0 };
	struct answer answer = parse();

	assert_int_equal(answer.code, -ERANGE);
	assert_string_equal(answer.message, "integer out of range");
	assert_true(answer.has_offset && answer.has_missing);
	assert_int_equal(answer.offset, 28);
	assert_int_equal(answer.missing, 4);
	assert_int_equal(answer_error(&answer, &error), -ERANGE);
	assert_string_equal(error.words, "integer out of range");
}

static void a_capped_error_has_its_words_right_behind_the_header(void **state)
{
	(void)state;
	wire_start_error(&wire, -ERANGE, NLM_F_CAPPED | NLM_F_ACK_TLVS, 1, 44);
	put_extack();
	expect_extack();
}

static void an_error_that_echoes_the_request_has_them_behind_it(void **state)
{
	(void)state;
	wire_start_error(&wire, -ERANGE, NLM_F_ACK_TLVS, 1, 44);
	put_extack();
	expect_extack();
}

static void the_echo_is_as_long_as_the_request_and_padded(void **state)
{
	(void)state;
	wire_start_error(&wire, -ERANGE, NLM_F_ACK_TLVS, 1, 41);
	put_extack();
	expect_extack();
}

static void an_acknowledgement_may_have_words(void **state)
{
	struct error error = { 0 };
	struct answer answer;

	(void)state;
	wire_start_error(&wire, 0, NLM_F_CAPPED | NLM_F_ACK_TLVS, 1, 40);
	wire_put_text(&wire, NLMSGERR_ATTR_MSG, "blk0 device not supported");
	answer = parse();
	assert_int_equal(answer.code, 0);
	assert_int_equal(answer_error(&answer, &error), 0);
	assert_string_equal(error.words, "blk0 device not supported");
	wire_clear(&wire);
	wire_start_error(&wire, 0, NLM_F_CAPPED, 1, 40);
	answer = parse();
	assert_string_equal(answer.message, "");
}

static void tlvs_count_only_when_the_flag_says_so(void **state)
{
	struct answer answer;

	(void)state;
	wire_start_error(&wire, -EINVAL, NLM_F_CAPPED, 1, 40);
	wire_put_text(&wire, NLMSGERR_ATTR_MSG, "not words but an echo");
	answer = parse();
	assert_string_equal(answer.message, "");
}

static void words_that_are_too_long_are_cut_and_words_without_a_nul_are_ended(void **state)
{
	char words[1000];
	struct answer answer;

	(void)state;
	memset(words, 'w', sizeof(words));
	wire_start_error(&wire, -EINVAL, NLM_F_CAPPED | NLM_F_ACK_TLVS, 1, 40);
	wire_put(&wire, NLMSGERR_ATTR_MSG, words, sizeof(words));
	answer = parse();
	assert_int_equal(strlen(answer.message), sizeof(answer.message) - 1);
	wire_clear(&wire);
	wire_start_error(&wire, -EINVAL, NLM_F_CAPPED | NLM_F_ACK_TLVS, 1, 40);
	wire_put(&wire, NLMSGERR_ATTR_MSG, words, 3);
	answer = parse();
	assert_string_equal(answer.message, "www");
}

static void a_tlv_of_the_wrong_size_or_an_unknown_one_is_passed_over(void **state)
{
	struct answer answer;

	(void)state;
	wire_start_error(&wire, -EINVAL, NLM_F_CAPPED | NLM_F_ACK_TLVS, 1, 40);
	wire_put_u16(&wire, NLMSGERR_ATTR_OFFS, 7);
	wire_put_u64(&wire, NLMSGERR_ATTR_MISS_TYPE, 7);
	wire_put_u64(&wire, 99, 7);
	wire_put(&wire, NLMSGERR_ATTR_MSG, NULL, 0);
	answer = parse();
	assert_false(answer.has_offset || answer.has_missing);
	assert_string_equal(answer.message, "");
}

static void an_error_too_short_for_its_header_is_refused(void **state)
{
	(void)state;
	wire_start(&wire, NLMSG_ERROR, 0, 1);
	expect_refused();
	wire_put_raw(&wire, NULL, sizeof(struct nlmsgerr) - 4);
	expect_refused();
	wire_put_raw(&wire, NULL, 4);
	assert_int_equal(parse().code, 0);
}

static void an_echo_longer_than_the_message_is_refused(void **state)
{
	static const uint32_t lengths[] = { 100, 65536, UINT32_MAX - 4, UINT32_MAX };

	(void)state;
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		struct nlmsgerr body = { .error = -EINVAL };

		body.msg.nlmsg_len = lengths[i];
		wire_clear(&wire);
		wire_start(&wire, NLMSG_ERROR, NLM_F_ACK_TLVS, 1);
		wire_put_raw(&wire, &body, sizeof(body));
		wire_put_text(&wire, NLMSGERR_ATTR_MSG, "words");
		expect_refused();
	}
}

static void a_number_that_is_no_errno_is_refused(void **state)
{
	static const int codes[] = { EINVAL, INT32_MAX, -4096, INT32_MIN };

	(void)state;
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		wire_clear(&wire);
		wire_start_error(&wire, codes[i], NLM_F_CAPPED, 1, 40);
		expect_refused();
	}
}

static void the_end_of_a_dump_may_carry_an_errno_and_words(void **state)
{
	int code = -EMSGSIZE;
	struct answer answer;

	(void)state;
	wire_start(&wire, NLMSG_DONE, NLM_F_MULTI | NLM_F_ACK_TLVS, 1);
	wire_put_raw(&wire, &code, sizeof(code));
	wire_put_text(&wire, NLMSGERR_ATTR_MSG, "too much");
	answer = parse();
	assert_int_equal(answer.code, -EMSGSIZE);
	assert_string_equal(answer.message, "too much");
}

static void the_end_of_a_dump_without_an_errno_is_a_success(void **state)
{
	(void)state;
	wire_start(&wire, NLMSG_DONE, NLM_F_MULTI, 1);
	assert_int_equal(parse().code, 0);
	wire_clear(&wire);
	wire_start(&wire, NLMSG_DONE, NLM_F_MULTI | NLM_F_ACK_TLVS, 1);
	assert_int_equal(parse().code, 0);
}

#define TEST(name) cmocka_unit_test_setup(name, setup)

static const struct CMUnitTest tests[] = {
	TEST(an_error_without_words_is_its_errno),
	TEST(a_capped_error_has_its_words_right_behind_the_header),
	TEST(an_error_that_echoes_the_request_has_them_behind_it),
	TEST(the_echo_is_as_long_as_the_request_and_padded),
	TEST(an_acknowledgement_may_have_words),
	TEST(tlvs_count_only_when_the_flag_says_so),
	TEST(words_that_are_too_long_are_cut_and_words_without_a_nul_are_ended),
	TEST(a_tlv_of_the_wrong_size_or_an_unknown_one_is_passed_over),
	TEST(an_error_too_short_for_its_header_is_refused),
	TEST(an_echo_longer_than_the_message_is_refused),
	TEST(a_number_that_is_no_errno_is_refused),
	TEST(the_end_of_a_dump_may_carry_an_errno_and_words),
	TEST(the_end_of_a_dump_without_an_errno_is_a_success),
};

UNIT_MAIN(answer)
