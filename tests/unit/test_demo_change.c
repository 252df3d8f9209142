/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What changes the demo's machine: devices made and deleted, and the rules of each driver. */
#include <errno.h>
#include <stdlib.h>

#include "demo.h"

static struct demo_test *open_default(void)
{
	struct demo_options options = demo_test_options(false);

	return demo_test_open(&options);
}

static int add(struct demo_test *test, const char *bus, const char *mgmtdev, const char *name)
{
	struct vdpa_request request = { .command = VDPA_CMD_DEV_NEW, .bus = bus, .mgmtdev = mgmtdev,
					.device = name };

	return demo_test_ask(test, &request);
}

static int delete(struct demo_test *test, const char *name)
{
	struct vdpa_request request = { .command = VDPA_CMD_DEV_DEL, .device = name };

	return demo_test_ask(test, &request);
}

static struct vdpa_config config_of(struct demo_test *test, const char *device)
{
	struct vdpa_request request = { .command = VDPA_CMD_DEV_CONFIG_GET, .device = device };
	struct vdpa_config config = { 0 };
	const char *name;

	assert_int_equal(demo_test_ask(test, &request), 0);
	assert_int_equal(vdpa_decode_config((struct nlmsghdr *)test->reply, &config, &name), 0);
	return config;
}

static void a_device_that_is_made_is_there_until_it_is_deleted(void **state)
{
	struct demo_test *test = open_default();
	struct demo_test_list list;

	(void)state;
	assert_int_equal(add(test, NULL, "vdpasim_net", "fresh0"), 0);
	assert_int_equal(demo_test_list(test, &list), 0);
	assert_string_equal(list.name[list.count - 1], "fresh0");
	assert_int_equal(add(test, NULL, "vdpasim_net", "fresh0"), -EEXIST);
	assert_int_equal(delete(test, "fresh0"), 0);
	assert_int_equal(delete(test, "fresh0"), -ENODEV);
	assert_int_equal(demo_test_list(test, &list), 0);
	assert_int_equal(list.count, 9);
	demo_test_close(test);
}

static void mlx5_makes_one_device_and_no_second(void **state)
{
	struct demo_test *test = open_default();

	(void)state;
	assert_int_equal(add(test, "pci", "0000:03:00.3", "db1"), -ENOSPC);
	assert_int_equal(delete(test, "db0"), 0);
	assert_int_equal(add(test, "pci", "0000:03:00.3", "db1"), 0);
	assert_int_equal(add(test, NULL, "0000:03:00.3", "db2"), -ENODEV);
	demo_test_close(test);
}

static void mlx5_gives_the_pairs_that_were_asked_for_and_one_without(void **state)
{
	struct demo_test *test = open_default();
	struct vdpa_request request = { .command = VDPA_CMD_DEV_NEW, .bus = "pci",
					.mgmtdev = "0000:03:00.3", .device = "db1", .max_vqp = 12,
					.valid = VDPA_HAS_MAX_VQP };

	(void)state;
	assert_int_equal(delete(test, "db0"), 0);
	request.max_vqp = 65;
	assert_int_equal(demo_test_ask(test, &request), -EINVAL);
	request.max_vqp = 12;
	assert_int_equal(demo_test_ask(test, &request), 0);
	assert_int_equal(config_of(test, "db1").max_vqp, 12);
	assert_int_equal(delete(test, "db1"), 0);
	assert_int_equal(add(test, "pci", "0000:03:00.3", "db1"), 0);
	assert_int_equal(config_of(test, "db1").max_vqp, 1);
	demo_test_close(test);
}

static void mlx5_wants_the_features_without_which_it_does_not_work(void **state)
{
	struct demo_test *test = open_default();
	struct vdpa_request request = { .command = VDPA_CMD_DEV_NEW, .bus = "pci",
					.mgmtdev = "0000:03:00.3", .device = "db1",
					.valid = VDPA_HAS_FEATURES };

	(void)state;
	assert_int_equal(delete(test, "db0"), 0);
	request.features = UINT64_C(1) << 32;
	assert_int_equal(demo_test_ask(test, &request), -EOPNOTSUPP);
	request.features = UINT64_C(3) << 32 | UINT64_C(1) << 34;
	assert_int_equal(demo_test_ask(test, &request), -EINVAL);
	request.features = UINT64_C(3) << 32;
	assert_int_equal(demo_test_ask(test, &request), 0);
	assert_int_equal(config_of(test, "db1").features, UINT64_C(3) << 32);
	demo_test_close(test);
}

static void vduse_makes_no_device_without_a_daemon(void **state)
{
	struct demo_test *test = open_default();
	struct vdpa_request request = { .command = VDPA_CMD_DEV_NEW, .mgmtdev = "vduse",
					.device = "new0", .mtu = 1500, .valid = VDPA_HAS_MTU };

	(void)state;
	assert_int_equal(add(test, NULL, "vduse", "new0"), -EINVAL);
	assert_int_equal(add(test, NULL, "vduse", "store0"), -EEXIST);
	assert_int_equal(demo_test_ask(test, &request), -EOPNOTSUPP);
	assert_string_equal(test->answer.message,
			    "vdpa: Some provided attributes are not supported: 0x2000");
	demo_test_close(test);
}

static void vduse_attaches_what_a_daemon_offers_and_nothing_else(void **state)
{
	struct demo_test *test = open_default();
	struct demo_test_list list;

	(void)state;
	assert_int_equal(add(test, NULL, "vduse", "store1"), 0);
	assert_int_equal(config_of(test, "store1").class_id, VDPA_CLASS_BLOCK);
	assert_int_equal(demo_test_list(test, &list), 0);
	assert_int_equal(list.max_vqs[list.count - 1], 2);
	assert_int_equal(add(test, NULL, "vduse", "store1"), -EEXIST);
	assert_int_equal(delete(test, "store1"), 0);
	/* The daemon is there still; but a name can be taken by others. */
	assert_int_equal(add(test, NULL, "vdpasim_net", "store1"), 0);
	assert_int_equal(add(test, NULL, "vduse", "store1"), -EEXIST);
	assert_int_equal(delete(test, "store1"), 0);
	assert_int_equal(add(test, NULL, "vduse", "store1"), 0);
	demo_test_close(test);
}

static void mlx5_takes_no_zero_mac_for_one_that_was_asked_for(void **state)
{
	struct demo_test *test = open_default();
	struct vdpa_request request = { .command = VDPA_CMD_DEV_NEW, .bus = "pci",
					.mgmtdev = "0000:03:00.3", .device = "db1",
					.features = UINT64_C(3) << 32 | UINT64_C(1) << VDPA_NET_F_MAC,
					.valid = VDPA_HAS_FEATURES | VDPA_HAS_MAC };

	(void)state;
	assert_int_equal(delete(test, "db0"), 0);
	assert_int_equal(demo_test_ask(test, &request), -EINVAL);
	request.valid = VDPA_HAS_MAC;
	assert_int_equal(demo_test_ask(test, &request), 0);
	assert_false(VDPA_HAS_FEATURE(config_of(test, "db1").features, VDPA_NET_F_MAC));
	demo_test_close(test);
}

static void what_a_driver_would_refuse_is_refused_before_the_name_is_looked_at(void **state)
{
	struct demo_test *test = open_default();
	struct vdpa_request request = { .command = VDPA_CMD_DEV_NEW, .bus = "pci",
					.mgmtdev = "0000:03:00.3", .device = "lab0" };

	(void)state;
	assert_int_equal(demo_test_ask(test, &request), -ENOSPC);
	assert_string_equal(test->answer.message, "");
	assert_int_equal(delete(test, "db0"), 0);
	assert_int_equal(demo_test_ask(test, &request), -EEXIST);
	assert_string_equal(test->answer.message, "");
	demo_test_close(test);
}

static void a_dead_daemon_makes_it_last_and_no_driver_takes_the_device(void **state)
{
	struct demo_options options = demo_test_options(true);
	struct demo_test *test;
	uint64_t identity;
	char driver[16];

	(void)state;
	options.fault = DEMO_FAULT_DEAD_DAEMON;
	options.add_delay = 0.001;
	test = demo_test_open(&options);
	assert_int_equal(add(test, NULL, "vduse", "store1"), 0);
	assert_int_equal(test->source.identify(test->source.self, "store1", &identity, driver,
					       sizeof(driver)), 0);
	assert_string_equal(driver, "");
	assert_int_equal(add(test, NULL, "vdpasim_net", "fresh0"), 0);
	assert_int_equal(test->source.identify(test->source.self, "fresh0", &identity, driver,
					       sizeof(driver)), 0);
	assert_string_equal(driver, "vhost_vdpa");
	assert_int_equal(delete(test, "store1"), 0);
	demo_test_close(test);
}

static void a_block_device_says_that_its_mac_cannot_be_set_and_no_error(void **state)
{
	struct demo_test *test = open_default();
	struct vdpa_request request = { .command = VDPA_CMD_DEV_ATTR_SET, .device = "disk0",
					.mac = { 2 }, .valid = VDPA_HAS_MAC };

	(void)state;
	assert_int_equal(demo_test_ask(test, &request), 0);
	assert_string_equal(test->answer.message, "vdpa: disk0 device not supported");
	request.device = "web0";
	assert_int_equal(demo_test_ask(test, &request), 0);
	assert_string_equal(test->answer.message, "");
	assert_int_equal(config_of(test, "web0").mac[0], 2);
	demo_test_close(test);
}

/* The words are cut where the kernel's buffer for them ends. */
static void a_long_name_is_cut_in_the_kernels_words(void **state)
{
	struct demo_test *test = open_default();
	char name[200];
	struct vdpa_request request = { .command = VDPA_CMD_DEV_ATTR_SET, .device = name };

	(void)state;
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	assert_int_equal(add(test, NULL, "vdpasim_blk", name), 0);
	assert_int_equal(demo_test_ask(test, &request), 0);
	assert_int_equal(strlen(test->answer.message), 79);
	demo_test_close(test);
}

static void a_name_that_no_reply_can_hold_still_stands_in_a_dump(void **state)
{
	struct demo_test *test = open_default();
	char *name = calloc(1, 5001);
	struct vdpa_request request = { .command = VDPA_CMD_DEV_GET, .device = name };
	struct demo_test_list list;

	(void)state;
	memset(name, 'n', 5000);
	assert_int_equal(add(test, NULL, "vdpasim_net", name), 0);
	assert_int_equal(demo_test_ask(test, &request), -EMSGSIZE);
	assert_int_equal(demo_test_list(test, &list), 0);
	assert_int_equal(list.count, 10);
	free(name);
	demo_test_close(test);
}

static void a_name_that_sysfs_has_already_is_refused(void **state)
{
	struct demo_test *test = open_default();

	(void)state;
	assert_int_equal(add(test, NULL, "vdpasim_net", "virtual"), -EEXIST);
	assert_int_equal(add(test, NULL, "vdpasim_net", ""), -EINVAL);
	demo_test_close(test);
}

static void who_lacks_the_right_changes_and_counts_nothing_but_lists(void **state)
{
	struct demo_options options = demo_test_options(true);
	struct demo_test_list list;
	struct demo_test *test;

	(void)state;
	options.fault = DEMO_FAULT_NO_ACCESS;
	test = demo_test_open(&options);
	demo_test_begin(test, 0);
	assert_int_equal(add(test, NULL, "vdpasim_net", "fresh0"), -EPERM);
	assert_int_equal(delete(test, "lab0"), -EPERM);
	assert_int_equal(demo_test_ask_stats(test, "lab0", 0), -EPERM);
	assert_string_equal(test->answer.message, "");
	assert_int_equal(config_of(test, "lab0").class_id, VDPA_CLASS_NET);
	assert_int_equal(demo_test_list(test, &list), 0);
	assert_int_equal(list.count, 9);
	demo_test_close(test);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_device_that_is_made_is_there_until_it_is_deleted),
	cmocka_unit_test(mlx5_makes_one_device_and_no_second),
	cmocka_unit_test(mlx5_gives_the_pairs_that_were_asked_for_and_one_without),
	cmocka_unit_test(mlx5_wants_the_features_without_which_it_does_not_work),
	cmocka_unit_test(vduse_makes_no_device_without_a_daemon),
	cmocka_unit_test(vduse_attaches_what_a_daemon_offers_and_nothing_else),
	cmocka_unit_test(mlx5_takes_no_zero_mac_for_one_that_was_asked_for),
	cmocka_unit_test(what_a_driver_would_refuse_is_refused_before_the_name_is_looked_at),
	cmocka_unit_test(a_dead_daemon_makes_it_last_and_no_driver_takes_the_device),
	cmocka_unit_test(a_block_device_says_that_its_mac_cannot_be_set_and_no_error),
	cmocka_unit_test(a_long_name_is_cut_in_the_kernels_words),
	cmocka_unit_test(a_name_that_no_reply_can_hold_still_stands_in_a_dump),
	cmocka_unit_test(a_name_that_sysfs_has_already_is_refused),
	cmocka_unit_test(who_lacks_the_right_changes_and_counts_nothing_but_lists),
};

UNIT_MAIN(demo_change)
