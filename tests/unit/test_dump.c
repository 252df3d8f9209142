/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Floor 1: dumps, in parts, interrupted, cut and refused. */
#include "netlink/genl.h"

#include <errno.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "script.h"
#include "unit.h"
#include "vdpa/message.h"
#include "vdpa/numbers.h"

static const struct genl_family family = { .id = WIRE_FAMILY, .version = 1 };

struct bench {
	struct script *script;
	struct genl *genl;
	struct answer answer;
	char names[64]; /* of what was dumped, with blanks between */
};

static int setup(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	if (!bench)
		return -1;
	bench->script = script_new();
	bench->genl = genl_new(script_transport(bench->script));
	bench->answer.code = 42;
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

static void on_message(void *context, const struct nlmsghdr *message)
{
	struct bench *bench = context;
	struct vdpa_device device;
	size_t length = strlen(bench->names);

	assert_int_equal(vdpa_decode_device(message, &device), 0);
	snprintf(bench->names + length, sizeof(bench->names) - length, "%s ", device.name);
}

static int dump(struct bench *bench)
{
	return genl_dump(bench->genl, &family, VDPA_CMD_DEV_GET, on_message, bench, &bench->answer);
}

static void put(struct bench *bench, const char *name, uint16_t flags)
{
	wire_start_genl(&bench->script->wire, VDPA_CMD_DEV_NEW, NLM_F_MULTI | flags, 0);
	wire_put_text(&bench->script->wire, VDPA_ATTR_DEV_NAME, name);
}

static void put_done(struct bench *bench, int code, uint16_t flags)
{
	wire_start(&bench->script->wire, NLMSG_DONE, NLM_F_MULTI | flags, 0);
	wire_put_raw(&bench->script->wire, &code, sizeof(code));
}

static void a_dump_in_several_parts_is_read_to_its_end(void **state)
{
	struct bench *bench = *state;

	put(bench, "a", 0);
	put(bench, "b", 0);
	script_datagram(bench->script);
	put(bench, "c", 0);
	script_datagram(bench->script);
	put_done(bench, 0, 0);
	script_datagram(bench->script);
	assert_int_equal(dump(bench), 0);
	assert_string_equal(bench->names, "a b c ");
	assert_int_equal(bench->answer.code, 0);
	assert_int_equal(bench->script->sent_count, 1);
	assert_int_equal(bench->script->sent[0].flags, NLM_F_REQUEST | NLM_F_DUMP);
	assert_int_equal(genl_strays(bench->genl), 0);
}

static void the_end_may_stand_in_the_last_datagram(void **state)
{
	struct bench *bench = *state;

	put(bench, "a", 0);
	put_done(bench, 0, 0);
	script_datagram(bench->script);
	assert_int_equal(dump(bench), 0);
	assert_string_equal(bench->names, "a ");
}

static void an_empty_dump_is_a_success(void **state)
{
	struct bench *bench = *state;

	put_done(bench, 0, 0);
	script_datagram(bench->script);
	assert_int_equal(dump(bench), 0);
	assert_string_equal(bench->names, "");
}

static void a_change_during_the_dump_means_ask_again(void **state)
{
	struct bench *bench = *state;

	put(bench, "a", NLM_F_DUMP_INTR);
	script_datagram(bench->script);
	put(bench, "b", 0);
	put_done(bench, 0, 0);
	script_datagram(bench->script);
	assert_int_equal(dump(bench), -EINTR);
	assert_int_equal(bench->answer.code, 42);
}

static void a_change_may_be_told_at_the_end_alone(void **state)
{
	struct bench *bench = *state;

	put(bench, "a", 0);
	put_done(bench, 0, NLM_F_DUMP_INTR);
	script_datagram(bench->script);
	assert_int_equal(dump(bench), -EINTR);
}

static void after_a_change_the_dump_can_be_asked_again(void **state)
{
	struct bench *bench = *state;

	put_done(bench, 0, NLM_F_DUMP_INTR);
	script_datagram(bench->script);
	assert_int_equal(dump(bench), -EINTR);
	wire_start(&bench->script->wire, NLMSG_DONE, NLM_F_MULTI, 1);
	script_datagram(bench->script);
	assert_int_equal(dump(bench), 0);
	assert_int_not_equal(bench->script->sent[0].sequence, bench->script->sent[1].sequence);
}

static void a_dump_may_end_with_an_errno(void **state)
{
	struct bench *bench = *state;

	put(bench, "a", 0);
	put_done(bench, -EMSGSIZE, 0);
	script_datagram(bench->script);
	assert_int_equal(dump(bench), 0);
	assert_int_equal(bench->answer.code, -EMSGSIZE);
	assert_string_equal(bench->names, "a ");
}

static void a_dump_that_is_refused_gives_the_kernels_words(void **state)
{
	struct bench *bench = *state;

	script_answer(bench->script, 0, -EOPNOTSUPP, "no dump here");
	assert_int_equal(dump(bench), 0);
	assert_int_equal(bench->answer.code, -EOPNOTSUPP);
	assert_string_equal(bench->answer.message, "no dump here");
}

static void an_end_that_makes_no_sense_is_a_bad_message(void **state)
{
	struct bench *bench = *state;

	put_done(bench, EINVAL, 0);
	script_datagram(bench->script);
	assert_int_equal(dump(bench), 0);
	assert_int_equal(bench->answer.code, -EBADMSG);
}

static void a_dump_that_stops_before_its_end_is_no_data(void **state)
{
	struct bench *bench = *state;

	put(bench, "a", 0);
	script_datagram(bench->script);
	assert_int_equal(dump(bench), -ENODATA);
	assert_int_equal(bench->answer.code, 42);
}

static void a_dump_of_which_something_was_lost_is_told_so_at_its_end(void **state)
{
	struct bench *bench = *state;

	put(bench, "a", 0);
	script_datagram(bench->script);
	script_failure(bench->script, -ENOBUFS);
	put_done(bench, 0, 0);
	script_datagram(bench->script);
	assert_int_equal(dump(bench), -ENOBUFS);
	assert_int_equal(bench->script->next, 3);
	assert_int_equal(bench->answer.code, 42);
}

static void a_dump_whose_end_was_lost_is_lost(void **state)
{
	struct bench *bench = *state;

	script_failure(bench->script, -ENOBUFS);
	assert_int_equal(dump(bench), -ENOBUFS);
}

static void a_transport_that_fails_ends_the_dump(void **state)
{
	struct bench *bench = *state;

	put(bench, "a", 0);
	script_datagram(bench->script);
	script_failure(bench->script, -ECONNRESET);
	assert_int_equal(dump(bench), -ECONNRESET);
	bench->script->send_code = -EIO;
	assert_int_equal(dump(bench), -EIO);
}

static void what_does_not_belong_to_the_dump_is_passed_over(void **state)
{
	struct bench *bench = *state;

	script_reply(bench->script, SCRIPT_STRAY, "stray");
	wire_start(&bench->script->wire, NLMSG_NOOP, 0, 0);
	wire_put_raw(&bench->script->wire, NULL, 4);
	put(bench, "a", 0);
	put_done(bench, 0, 0);
	put(bench, "behind-the-end", 0);
	script_datagram(bench->script);
	assert_int_equal(dump(bench), 0);
	assert_string_equal(bench->names, "a ");
	assert_int_equal(genl_strays(bench->genl), 3);
}

/* An entry that could not be read is not one that is gone. */
static void an_entry_without_a_header_makes_the_dump_incomplete(void **state)
{
	struct bench *bench = *state;

	wire_start(&bench->script->wire, WIRE_FAMILY, NLM_F_MULTI, 0);
	put(bench, "a", 0);
	put_done(bench, 0, 0);
	script_datagram(bench->script);
	assert_int_equal(dump(bench), -ENODATA);
	assert_string_equal(bench->names, "a ");
	assert_int_equal(genl_strays(bench->genl), 1);
}

static void a_datagram_cut_in_a_message_gives_what_was_whole_and_says_that_it_is_not_all(void **state)
{
	struct bench *bench = *state;

	put(bench, "a", 0);
	put(bench, "b", 0);
	bench->script->wire.length -= 4;
	script_datagram(bench->script);
	put_done(bench, 0, 0);
	script_datagram(bench->script);
	assert_int_equal(dump(bench), -ENODATA);
	assert_string_equal(bench->names, "a ");
	assert_int_equal(genl_strays(bench->genl), 1);
}

static void a_dump_waits_for_the_batch_to_be_empty(void **state)
{
	struct bench *bench = *state;

	assert_non_null(genl_add(bench->genl, &family, VDPA_CMD_DEV_GET, 0));
	genl_commit(bench->genl);
	assert_int_equal(dump(bench), -EBUSY);
	assert_int_equal(bench->script->sends, 0);
	assert_int_equal(genl_pending(bench->genl), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static const struct CMUnitTest tests[] = {
	TEST(a_dump_in_several_parts_is_read_to_its_end),
	TEST(the_end_may_stand_in_the_last_datagram),
	TEST(an_empty_dump_is_a_success),
	TEST(a_change_during_the_dump_means_ask_again),
	TEST(a_change_may_be_told_at_the_end_alone),
	TEST(after_a_change_the_dump_can_be_asked_again),
	TEST(a_dump_may_end_with_an_errno),
	TEST(a_dump_that_is_refused_gives_the_kernels_words),
	TEST(an_end_that_makes_no_sense_is_a_bad_message),
	TEST(a_dump_that_stops_before_its_end_is_no_data),
	TEST(a_dump_of_which_something_was_lost_is_told_so_at_its_end),
	TEST(a_dump_whose_end_was_lost_is_lost),
	TEST(a_transport_that_fails_ends_the_dump),
	TEST(what_does_not_belong_to_the_dump_is_passed_over),
	TEST(an_entry_without_a_header_makes_the_dump_incomplete),
	TEST(a_datagram_cut_in_a_message_gives_what_was_whole_and_says_that_it_is_not_all),
	TEST(a_dump_waits_for_the_batch_to_be_empty),
};

UNIT_MAIN(dump)
