/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Floor 2: the role of a queue, by class, index, pairs and negotiated features. */
#include "vdpa/numbers.h"
#include "vdpa/queue.h"

#include "unit.h"

#define BIT(n) (UINT64_C(1) << (n))
#define CTRL_VQ BIT(VDPA_NET_F_CTRL_VQ)
#define MQ BIT(VDPA_NET_F_MQ)
#define RSS BIT(VDPA_NET_F_RSS)

static const enum vdpa_role rx = VDPA_ROLE_RX, tx = VDPA_ROLE_TX, ctrl = VDPA_ROLE_CTRL,
			    request = VDPA_ROLE_REQUEST, none = VDPA_ROLE_NONE;

static void expect_roles(uint32_t class_id, uint32_t max_vqp, uint64_t negotiated,
			 const enum vdpa_role *roles, uint32_t count)
{
	for (uint32_t index = 0; index < count; index++)
		assert_int_equal(vdpa_queue_role(class_id, index, max_vqp, negotiated), roles[index]);
}

static void without_mq_a_net_device_has_one_pair_and_its_control_queue_is_index_2(void **state)
{
	(void)state;
	expect_roles(VDPA_CLASS_NET, 0, CTRL_VQ, (enum vdpa_role[]){ rx, tx, ctrl, none, none }, 5);
	/* Such a device may have room for eight pairs: the driver did not take them. */
	expect_roles(VDPA_CLASS_NET, 8, CTRL_VQ, (enum vdpa_role[]){ rx, tx, ctrl, none, none }, 5);
}

static void without_a_control_queue_negotiated_there_is_none(void **state)
{
	(void)state;
	expect_roles(VDPA_CLASS_NET, 0, 0, (enum vdpa_role[]){ rx, tx, none }, 3);
	expect_roles(VDPA_CLASS_NET, 2, MQ, (enum vdpa_role[]){ rx, tx, rx, tx, none }, 5);
}

static void with_mq_the_control_queue_stands_behind_the_last_pair(void **state)
{
	(void)state;
	expect_roles(VDPA_CLASS_NET, 3, MQ | CTRL_VQ,
		     (enum vdpa_role[]){ rx, tx, rx, tx, rx, tx, ctrl, none }, 8);
}

static void rss_alone_gives_several_pairs_too(void **state)
{
	(void)state;
	expect_roles(VDPA_CLASS_NET, 2, RSS | CTRL_VQ,
		     (enum vdpa_role[]){ rx, tx, rx, tx, ctrl, none }, 6);
}

static void a_device_that_announced_no_pairs_has_one(void **state)
{
	(void)state;
	expect_roles(VDPA_CLASS_NET, 0, MQ | CTRL_VQ, (enum vdpa_role[]){ rx, tx, ctrl, none }, 4);
}

static void the_largest_numbers_do_not_wrap(void **state)
{
	(void)state;
	assert_int_equal(vdpa_queue_role(VDPA_CLASS_NET, 65534, 32767, MQ | CTRL_VQ), ctrl);
	assert_int_equal(vdpa_queue_role(VDPA_CLASS_NET, 0, UINT32_MAX, MQ), rx);
	assert_int_equal(vdpa_queue_role(VDPA_CLASS_NET, UINT32_MAX, UINT32_MAX, MQ), tx);
	assert_int_equal(vdpa_queue_role(VDPA_CLASS_NET, UINT32_MAX, 1, MQ), none);
}

static void a_block_device_has_request_queues_and_only_one_without_mq(void **state)
{
	(void)state;
	expect_roles(VDPA_CLASS_BLOCK, 0, 0, (enum vdpa_role[]){ request, none, none }, 3);
	expect_roles(VDPA_CLASS_BLOCK, 0, BIT(VDPA_BLK_F_MQ),
		     (enum vdpa_role[]){ request, request, request }, 3);
	/* Bit 17 is CTRL_VQ for a net device only. */
	expect_roles(VDPA_CLASS_BLOCK, 0, CTRL_VQ, (enum vdpa_role[]){ request, none, none }, 3);
}

static void the_queues_of_another_class_are_not_guessed_at(void **state)
{
	(void)state;
	assert_int_equal(vdpa_queue_role(VDPA_CLASS_FS, 0, 1, ~UINT64_C(0)), VDPA_ROLE_UNKNOWN);
	assert_int_equal(vdpa_queue_role(0, 5, 1, 0), VDPA_ROLE_UNKNOWN);
}

static void every_role_has_a_word_even_one_from_a_broken_file(void **state)
{
	(void)state;
	assert_string_equal(vdpa_role_name(rx), "rx");
	assert_string_equal(vdpa_role_name(tx), "tx");
	assert_string_equal(vdpa_role_name(ctrl), "ctrl");
	assert_string_equal(vdpa_role_name(request), "request");
	assert_string_equal(vdpa_role_name(none), "none");
	assert_string_equal(vdpa_role_name(VDPA_ROLE_UNKNOWN), "queue");
	assert_string_equal(vdpa_role_name((enum vdpa_role)77), "queue");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(without_mq_a_net_device_has_one_pair_and_its_control_queue_is_index_2),
	cmocka_unit_test(without_a_control_queue_negotiated_there_is_none),
	cmocka_unit_test(with_mq_the_control_queue_stands_behind_the_last_pair),
	cmocka_unit_test(rss_alone_gives_several_pairs_too),
	cmocka_unit_test(a_device_that_announced_no_pairs_has_one),
	cmocka_unit_test(the_largest_numbers_do_not_wrap),
	cmocka_unit_test(a_block_device_has_request_queues_and_only_one_without_mq),
	cmocka_unit_test(the_queues_of_another_class_are_not_guessed_at),
	cmocka_unit_test(every_role_has_a_word_even_one_from_a_broken_file),
};

UNIT_MAIN(queue)
