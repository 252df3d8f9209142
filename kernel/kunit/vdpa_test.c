// SPDX-License-Identifier: GPL-2.0
/*
 * KUnit cases for what the vdpa core counts, and for the helpers that no simulator reaches:
 * notification data, indexes that a device does not have, sums past 32 bits.
 */
#include <kunit/test.h>
#include <linux/slab.h>
#include <linux/vdpa.h>

#define QUEUES 3
#define NOT_CALLED 0xdeadbeef

/* A parent that remembers what it was last asked for. */
struct dummy {
	struct vdpa_device vdpa;
	/* More than the device has, to see a count that went past its end */
	struct vdpa_vq_stats stats[QUEUES + 2];
	u32 kicked;
	u32 data;
	u8 status;
	unsigned int resets;
};

static struct dummy *to_dummy(struct vdpa_device *vdev)
{
	return container_of(vdev, struct dummy, vdpa);
}

static void dummy_kick_vq(struct vdpa_device *vdev, u16 idx)
{
	to_dummy(vdev)->kicked = idx;
}

static void dummy_kick_vq_with_data(struct vdpa_device *vdev, u32 data)
{
	to_dummy(vdev)->data = data;
}

static int dummy_reset(struct vdpa_device *vdev)
{
	to_dummy(vdev)->resets++;
	to_dummy(vdev)->status = 0;
	return 0;
}

static u8 dummy_get_status(struct vdpa_device *vdev)
{
	return to_dummy(vdev)->status;
}

static void dummy_set_status(struct vdpa_device *vdev, u8 status)
{
	to_dummy(vdev)->status = status;
}

static const struct vdpa_config_ops dummy_ops = {
	.kick_vq = dummy_kick_vq,
	.kick_vq_with_data = dummy_kick_vq_with_data,
	.reset = dummy_reset,
	.get_status = dummy_get_status,
	.set_status = dummy_set_status,
};

/* A device that is not registered; its counters are the test's own. */
static struct dummy *dummy_get(struct kunit *test)
{
	struct dummy *dummy = kunit_kzalloc(test, sizeof(*dummy), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, dummy);
	dummy->vdpa.config = &dummy_ops;
	dummy->vdpa.nvqs = QUEUES;
	dummy->vdpa.vq_stats = dummy->stats;
	dummy->kicked = NOT_CALLED;
	dummy->data = NOT_CALLED;
	return dummy;
}

static u64 kicks(struct dummy *dummy, unsigned int idx)
{
	return atomic64_read(&dummy->vdpa.vq_stats[idx].kicks);
}

static u64 wqes(struct dummy *dummy, unsigned int idx)
{
	return atomic64_read(&dummy->vdpa.vq_stats[idx].wqes);
}

static void expect_kicks(struct kunit *test, struct dummy *dummy, u64 q0, u64 q1, u64 q2)
{
	KUNIT_EXPECT_EQ(test, kicks(dummy, 0), q0);
	KUNIT_EXPECT_EQ(test, kicks(dummy, 1), q1);
	KUNIT_EXPECT_EQ(test, kicks(dummy, 2), q2);
	/* What follows the last queue is not the device's */
	KUNIT_EXPECT_EQ(test, kicks(dummy, 3), 0);
	KUNIT_EXPECT_EQ(test, kicks(dummy, 4), 0);
}

static void a_kick_is_relayed_and_counted(struct kunit *test)
{
	struct dummy *dummy = dummy_get(test);

	vdpa_kick_vq(&dummy->vdpa, 1);
	KUNIT_EXPECT_EQ(test, dummy->kicked, 1);
	vdpa_kick_vq(&dummy->vdpa, 2);
	vdpa_kick_vq(&dummy->vdpa, 2);
	KUNIT_EXPECT_EQ(test, dummy->kicked, 2);
	expect_kicks(test, dummy, 0, 1, 2);
	KUNIT_EXPECT_EQ(test, dummy->data, NOT_CALLED);
}

static void a_kick_out_of_range_is_only_relayed(struct kunit *test)
{
	struct dummy *dummy = dummy_get(test);

	vdpa_kick_vq(&dummy->vdpa, QUEUES);
	KUNIT_EXPECT_EQ(test, dummy->kicked, QUEUES);
	vdpa_kick_vq(&dummy->vdpa, QUEUES + 1);
	KUNIT_EXPECT_EQ(test, dummy->kicked, QUEUES + 1);
	expect_kicks(test, dummy, 0, 0, 0);
}

static void data_counts_for_the_queue_in_its_lower_half(struct kunit *test)
{
	struct dummy *dummy = dummy_get(test);

	vdpa_kick_vq_with_data(&dummy->vdpa, 0xabcd0001);
	KUNIT_EXPECT_EQ(test, dummy->data, 0xabcd0001);
	/* The upper half is the ring's business, whatever it looks like */
	vdpa_kick_vq_with_data(&dummy->vdpa, 0x00010002);
	KUNIT_EXPECT_EQ(test, dummy->data, 0x00010002);
	vdpa_kick_vq_with_data(&dummy->vdpa, 0xffff0002);
	KUNIT_EXPECT_EQ(test, dummy->data, 0xffff0002);
	expect_kicks(test, dummy, 0, 1, 2);
	KUNIT_EXPECT_EQ(test, dummy->kicked, NOT_CALLED);
}

static void data_out_of_range_is_only_relayed(struct kunit *test)
{
	struct dummy *dummy = dummy_get(test);

	vdpa_kick_vq_with_data(&dummy->vdpa, 0x00000003);
	KUNIT_EXPECT_EQ(test, dummy->data, 0x00000003);
	vdpa_kick_vq_with_data(&dummy->vdpa, 0x00000004);
	KUNIT_EXPECT_EQ(test, dummy->data, 0x00000004);
	expect_kicks(test, dummy, 0, 0, 0);
}

static void elements_are_added_to_their_queue(struct kunit *test)
{
	struct dummy *dummy = dummy_get(test);

	vdpa_vq_add_wqes(&dummy->vdpa, 0, 1);
	vdpa_vq_add_wqes(&dummy->vdpa, 2, 100);
	vdpa_vq_add_wqes(&dummy->vdpa, 2, 0);
	vdpa_vq_add_wqes(&dummy->vdpa, 2, 28);
	KUNIT_EXPECT_EQ(test, wqes(dummy, 0), 1);
	KUNIT_EXPECT_EQ(test, wqes(dummy, 1), 0);
	KUNIT_EXPECT_EQ(test, wqes(dummy, 2), 128);
	expect_kicks(test, dummy, 0, 0, 0);
}

static void elements_out_of_range_are_not_counted(struct kunit *test)
{
	struct dummy *dummy = dummy_get(test);
	unsigned int i;

	vdpa_vq_add_wqes(&dummy->vdpa, QUEUES, 1);
	vdpa_vq_add_wqes(&dummy->vdpa, QUEUES + 1, 1);
	for (i = 0; i < ARRAY_SIZE(dummy->stats); i++)
		KUNIT_EXPECT_EQ(test, wqes(dummy, i), 0);
}

static void sums_go_past_32_bits(struct kunit *test)
{
	struct dummy *dummy = dummy_get(test);

	atomic64_set(&dummy->stats[1].kicks, U32_MAX);
	vdpa_kick_vq(&dummy->vdpa, 1);
	KUNIT_EXPECT_EQ(test, kicks(dummy, 1), 0x100000000ULL);
	/* An int in between would make these a subtraction */
	vdpa_vq_add_wqes(&dummy->vdpa, 1, UINT_MAX);
	vdpa_vq_add_wqes(&dummy->vdpa, 1, UINT_MAX);
	KUNIT_EXPECT_EQ(test, wqes(dummy, 1), 0x1fffffffeULL);
}

/* A device on the bus: its counters are the core's. */
static struct dummy *dummy_register(struct kunit *test, unsigned int queues)
{
	struct dummy *dummy = vdpa_alloc_device(struct dummy, vdpa, NULL, &dummy_ops,
						1, 1, NULL, false);

	KUNIT_ASSERT_FALSE(test, IS_ERR(dummy));
	if (vdpa_register_device(&dummy->vdpa, queues)) {
		put_device(&dummy->vdpa.dev);
		KUNIT_FAIL_AND_ABORT(test, "no device with %u queues", queues);
	}
	return dummy;
}

static void reset_and_status_keep_the_counters(struct kunit *test)
{
	struct dummy *dummy = dummy_register(test, QUEUES);

	vdpa_kick_vq(&dummy->vdpa, 2);
	vdpa_vq_add_wqes(&dummy->vdpa, 2, 7);
	vdpa_set_status(&dummy->vdpa, VIRTIO_CONFIG_S_ACKNOWLEDGE);
	KUNIT_EXPECT_EQ(test, dummy->status, VIRTIO_CONFIG_S_ACKNOWLEDGE);
	KUNIT_EXPECT_EQ(test, vdpa_reset(&dummy->vdpa, 0), 0);
	KUNIT_EXPECT_EQ(test, dummy->resets, 1);
	KUNIT_EXPECT_EQ(test, kicks(dummy, 2), 1);
	KUNIT_EXPECT_EQ(test, wqes(dummy, 2), 7);
	vdpa_kick_vq(&dummy->vdpa, 2);
	KUNIT_EXPECT_EQ(test, kicks(dummy, 2), 2);
	vdpa_unregister_device(&dummy->vdpa);
}

static void all_of_65535_queues_count(struct kunit *test)
{
	struct dummy *dummy = dummy_register(test, U16_MAX);
	unsigned int i, wrong = 0;

	for (i = 0; i < U16_MAX; i++)
		wrong += kicks(dummy, i) || wqes(dummy, i);
	KUNIT_EXPECT_EQ(test, wrong, 0);
	vdpa_kick_vq(&dummy->vdpa, U16_MAX - 1);
	KUNIT_EXPECT_EQ(test, kicks(dummy, U16_MAX - 1), 1);
	/* The one index that 16 bits can say and the device does not have */
	vdpa_kick_vq(&dummy->vdpa, U16_MAX);
	KUNIT_EXPECT_EQ(test, dummy->kicked, U16_MAX);
	KUNIT_EXPECT_EQ(test, kicks(dummy, 0), 0);
	vdpa_unregister_device(&dummy->vdpa);
}

static void a_change_that_nobody_listens_for_costs_no_work(struct kunit *test)
{
	static struct vdpa_mgmt_dev mgmtdev;
	struct dummy *dummy = dummy_register(test, QUEUES);

	/* Without one a device is left out of netlink, whoever listens */
	dummy->vdpa.mdev = &mgmtdev;
	vdpa_set_status(&dummy->vdpa, VIRTIO_CONFIG_S_DRIVER);
	KUNIT_EXPECT_FALSE(test, delayed_work_pending(&dummy->vdpa.tell_work));
	KUNIT_EXPECT_EQ(test, vdpa_reset(&dummy->vdpa, 0), 0);
	KUNIT_EXPECT_FALSE(test, delayed_work_pending(&dummy->vdpa.tell_work));
	dummy->vdpa.mdev = NULL;
	vdpa_unregister_device(&dummy->vdpa);
}

static struct kunit_case vdpa_cases[] = {
	KUNIT_CASE(a_kick_is_relayed_and_counted),
	KUNIT_CASE(a_kick_out_of_range_is_only_relayed),
	KUNIT_CASE(data_counts_for_the_queue_in_its_lower_half),
	KUNIT_CASE(data_out_of_range_is_only_relayed),
	KUNIT_CASE(elements_are_added_to_their_queue),
	KUNIT_CASE(elements_out_of_range_are_not_counted),
	KUNIT_CASE(sums_go_past_32_bits),
	KUNIT_CASE(reset_and_status_keep_the_counters),
	KUNIT_CASE(all_of_65535_queues_count),
	KUNIT_CASE(a_change_that_nobody_listens_for_costs_no_work),
	{}
};

static struct kunit_suite vdpa_suite = {
	.name = "vdpa",
	.test_cases = vdpa_cases,
};
kunit_test_suite(vdpa_suite);

MODULE_DESCRIPTION("KUnit cases for the vdpa core's counters");
MODULE_LICENSE("GPL");
