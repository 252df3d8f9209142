/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the demo's host says of itself agrees with what its kernel says. */
#include <errno.h>
#include <stdlib.h>

#include "source/host.h"

#include "demo.h"

struct told {
	size_t devices, users, mgmtdevs, mappings;
	char device[64][32], driver[64][16], node[64][32], netdev[64][16], disk[64][16];
	char user_of[64][32], vm[64][24];
	char mapped_device[32];
	uint32_t mapped;
	char mgmtdev_driver[16], pci[16], function[16];
};

static void on_device(void *context, const struct host_device *device)
{
	struct told *told = context;

	strncpy(told->device[told->devices], device->name, 31);
	strncpy(told->driver[told->devices], device->driver, 15);
	strncpy(told->node[told->devices], device->node, 31);
	strncpy(told->netdev[told->devices], device->netdev, 15);
	strncpy(told->disk[told->devices], device->disk, 15);
	told->devices++;
}

static void on_user(void *context, const struct host_user *user)
{
	struct told *told = context;

	strncpy(told->user_of[told->users], user->device, 31);
	strncpy(told->vm[told->users++], user->vm, 23);
}

static void on_mgmtdev(void *context, const struct host_mgmtdev *mgmtdev)
{
	struct told *told = context;

	strncpy(told->mgmtdev_driver, mgmtdev->driver, 15);
	strncpy(told->pci, mgmtdev->pci, 15);
	strncpy(told->function, mgmtdev->function, 15);
	told->mgmtdevs++;
}

static void on_mapping(void *context, const struct host_mapping *mapping)
{
	struct told *told = context;

	strncpy(told->mapped_device, mapping->device, 31);
	told->mapped |= 1u << mapping->queue;
	told->mappings++;
}

static void scan(const struct demo_options *options, const struct host_question *mgmtdevs,
		 uint32_t count, struct told *ret_told)
{
	struct host_visitor visitor = { .device = on_device, .user = on_user, .mgmtdev = on_mgmtdev,
					.mapping = on_mapping, .context = ret_told };
	struct error error;
	struct host host;

	memset(ret_told, 0, sizeof(*ret_told));
	assert_int_equal(host_open_demo(&host, options, &error), 0);
	assert_int_equal(host.scan(host.self, mgmtdevs, count, &visitor, &error), 0);
	host.close(host.self);
}

static size_t find(const struct told *told, const char *device)
{
	for (size_t i = 0; i < told->devices; i++)
		if (!strcmp(told->device[i], device))
			return i;
	fail_msg("the host does not know %s", device);
	return 0;
}

static void the_host_knows_every_device_that_netlink_lists(void **state)
{
	struct demo_options options = demo_test_options(true);
	struct demo_test *test = demo_test_open(&options);
	struct demo_test_list list;
	struct told told;

	(void)state;
	scan(&options, NULL, 0, &told);
	assert_int_equal(demo_test_list(test, &list), 0);
	for (size_t i = 0; i < list.count; i++)
		find(&told, list.name[i]);
	demo_test_close(test);
}

static void what_negotiated_is_bound_and_what_is_unbound_did_not(void **state)
{
	struct demo_options options = demo_test_options(true);
	struct demo_test *test = demo_test_open(&options);
	struct demo_test_list list;
	struct told told;

	(void)state;
	scan(&options, NULL, 0, &told);
	assert_int_equal(demo_test_list(test, &list), 0);
	for (size_t i = 0; i < list.count; i++) {
		bool is_running = !demo_test_ask_stats(test, list.name[i], 0) &&
				  test->vstats.valid & VDPA_HAS_NEGOTIATED;

		if (!told.driver[find(&told, list.name[i])][0])
			assert_false(is_running);
	}
	demo_test_close(test);
}

static void a_vhost_device_has_a_node_and_its_virtual_machine_a_name(void **state)
{
	struct demo_options options = demo_test_options(true);
	struct told told;
	size_t web0, db0;

	(void)state;
	scan(&options, NULL, 0, &told);
	web0 = find(&told, "web0");
	db0 = find(&told, "db0");
	assert_string_equal(told.driver[web0], "vhost_vdpa");
	assert_string_equal(told.node[web0], "/dev/vhost-vdpa-0");
	assert_string_equal(told.user_of[0], "web0");
	assert_string_equal(told.vm[0], "vm-web01");
	assert_string_equal(told.driver[db0], "virtio_vdpa");
	assert_string_equal(told.node[db0], "");
	assert_string_equal(told.netdev[db0], "ens3f0v1");
	assert_string_equal(told.disk[find(&told, "disk0")], "vda");
	assert_string_equal(told.driver[find(&told, "disk1")], "");
}

static void only_data_queues_are_mapped_and_not_the_control_queue(void **state)
{
	struct demo_options options = demo_test_options(true);
	struct told told;

	(void)state;
	scan(&options, NULL, 0, &told);
	assert_string_equal(told.mapped_device, "dpdk0");
	assert_int_equal(told.mapped, 0xf);
	assert_int_equal(told.mappings, 4);
}

static void more_is_said_of_the_management_devices_that_are_asked_about(void **state)
{
	const struct host_question questions[] = { { "auxiliary", "mlx5_core.sf.4" },
						   { "", "no-such-mgmtdev" } };
	struct demo_options options = demo_test_options(true);
	struct told told;

	(void)state;
	scan(&options, questions, 2, &told);
	assert_int_equal(told.mgmtdevs, 1);
	assert_string_equal(told.mgmtdev_driver, "mlx5_core");
	assert_string_equal(told.pci, "0000:03:00.0");
	assert_string_equal(told.function, "SF 88");
}

static void an_unmanaged_device_is_known_to_the_host_alone(void **state)
{
	struct demo_options options = demo_test_options(true);
	struct demo_test *test = demo_test_open(&options);
	struct vdpa_request request = { .command = VDPA_CMD_DEV_GET, .device = "snet0" };
	struct demo_test_list list;
	struct told told;

	(void)state;
	scan(&options, NULL, 0, &told);
	assert_string_equal(told.netdev[find(&told, "snet0")], "eth9");
	assert_int_equal(demo_test_list(test, &list), 0);
	assert_int_equal(told.devices, list.count + 1);
	assert_int_equal(demo_test_ask(test, &request), -EINVAL);
	assert_string_equal(test->answer.message, "");
	assert_int_equal(demo_test_ask_stats(test, "snet0", 0), -EINVAL);
	assert_string_equal(test->answer.message, "vdpa: unmanaged vdpa device");
	request.command = VDPA_CMD_DEV_DEL;
	assert_int_equal(demo_test_ask(test, &request), -EINVAL);
	assert_string_equal(test->answer.message,
			    "vdpa: Only user created device can be deleted by user");
	demo_test_close(test);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_host_knows_every_device_that_netlink_lists),
	cmocka_unit_test(what_negotiated_is_bound_and_what_is_unbound_did_not),
	cmocka_unit_test(a_vhost_device_has_a_node_and_its_virtual_machine_a_name),
	cmocka_unit_test(only_data_queues_are_mapped_and_not_the_control_queue),
	cmocka_unit_test(an_unmanaged_device_is_known_to_the_host_alone),
	cmocka_unit_test(more_is_said_of_the_management_devices_that_are_asked_about),
};

UNIT_MAIN(demo_host)
