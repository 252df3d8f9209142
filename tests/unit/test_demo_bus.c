/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Devices that get a driver, change it and lose it, as sysfs and netlink show it. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "netlink/uevent.h"
#include "source/host.h"

#include "demo.h"

/* The demo's processes in one, but for a child that writes to sysfs. */
struct stage {
	struct demo_options options;
	struct demo_test *test;
	struct host host;
};

static struct demo_options options_of(void)
{
	struct demo_options options = demo_test_options(true);

	options.ledger = demo_ledger_new();
	assert_non_null(options.ledger);
	return options;
}

static struct stage stage_open(struct demo_options options)
{
	struct stage stage = { .options = options, .test = demo_test_open(&options) };
	struct error error;

	assert_int_equal(host_open_demo(&stage.host, &options, &error), 0);
	demo_test_begin(stage.test, 0);
	return stage;
}

static void stage_close(struct stage *stage)
{
	stage->host.close(stage->host.self);
	demo_test_close(stage->test);
	demo_ledger_free(stage->options.ledger);
}

/* What the host says of one device. */
struct told {
	const char *wanted;
	bool is_there, is_up, is_mounted, is_hidden;
	uint64_t identity;
	char driver[16], node[32], netdev[16], disk[16], vm[24];
	uint32_t mappings;
};

static void on_device(void *context, const struct host_device *device)
{
	struct told *told = context;

	if (strcmp(device->name, told->wanted) != 0)
		return;
	told->is_there = true;
	told->is_up = device->is_netdev_up;
	told->is_mounted = device->is_disk_mounted;
	told->identity = device->identity;
	snprintf(told->driver, sizeof(told->driver), "%s", device->driver);
	snprintf(told->node, sizeof(told->node), "%s", device->node);
	snprintf(told->netdev, sizeof(told->netdev), "%s", device->netdev);
	snprintf(told->disk, sizeof(told->disk), "%s", device->disk);
}

static void on_user(void *context, const struct host_user *user)
{
	struct told *told = context;

	if (!strcmp(user->device, told->wanted))
		snprintf(told->vm, sizeof(told->vm), "%s", user->vm);
}

static void on_mapping(void *context, const struct host_mapping *mapping)
{
	struct told *told = context;

	told->mappings += !strcmp(mapping->device, told->wanted);
}

static void on_hidden(void *context)
{
	((struct told *)context)->is_hidden = true;
}

static struct told look(struct stage *stage, const char *device)
{
	struct told told = { .wanted = device };
	struct host_visitor visitor = { .device = on_device, .user = on_user, .hidden = on_hidden,
					.mapping = on_mapping, .context = &told };
	struct error error;

	assert_int_equal(stage->host.scan(stage->host.self, NULL, 0, &visitor, &error), 0);
	return told;
}

static int change(struct stage *stage, const char *device, const char *driver, struct error *error)
{
	struct host_request request = { .change = driver ? HOST_BIND : HOST_UNBIND, .device = device,
					.identity = look(stage, device).identity,
					.driver = driver };

	return stage->host.change(stage->host.self, &request, error);
}

static int bind_to(struct stage *stage, const char *device, const char *driver)
{
	struct error error;

	return change(stage, device, driver, &error);
}

static int unbind(struct stage *stage, const char *device)
{
	return bind_to(stage, device, NULL);
}

/* A child that changes DEVICE's driver, and has begun to. */
static pid_t begin_change(struct stage *stage, const char *device, const char *driver)
{
	struct source *source = &stage->test->source;
	struct pollfd wait = { .events = POLLIN };
	char data[64];
	pid_t pid;

	wait.fd = source->news_fd(source->self, SOURCE_MESSAGES);
	assert_true(wait.fd >= 0);
	pid = fork();
	assert_true(pid >= 0);
	if (!pid)
		_exit(bind_to(stage, device, driver) ? 1 : 0);
	assert_int_equal(poll(&wait, 1, 10000), 1);
	assert_int_equal(source->receive_news(source->self, SOURCE_MESSAGES, data, sizeof(data)),
			 -EAGAIN);
	assert_int_equal(poll(&wait, 1, 0), 0);
	return pid;
}

static bool is_running(pid_t pid)
{
	int status;

	return waitpid(pid, &status, WNOHANG) == 0;
}

static void expect_success(pid_t pid)
{
	int status;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

/* Reads the next uevent into TEXT as "action name". */
static void hear(struct stage *stage, char *text, size_t size)
{
	_Alignas(8) char data[4096];
	struct source *source = &stage->test->source;
	ssize_t got = source->receive_news(source->self, SOURCE_UEVENTS, data, sizeof(data));
	struct uevent uevent;

	text[0] = '\0';
	if (got < 0)
		return;
	assert_int_equal(uevent_parse(data, (size_t)got, &uevent), 0);
	snprintf(text, size, "%s %s", uevent.action, uevent.name);
}

static void expect_uevent(struct stage *stage, const char *wanted)
{
	char text[64];

	hear(stage, text, sizeof(text));
	assert_string_equal(text, wanted);
}

static void a_device_that_nobody_holds_is_unbound_at_once(void **state)
{
	struct stage stage = stage_open(options_of());
	struct told told;

	(void)state;
	assert_int_equal(unbind(&stage, "lab0"), 0);
	told = look(&stage, "lab0");
	assert_true(told.is_there);
	assert_string_equal(told.driver, "");
	assert_string_equal(told.netdev, "");
	assert_int_equal(demo_test_ask_stats(stage.test, "lab0", 0), -EAGAIN);
	expect_uevent(&stage, "unbind lab0");
	expect_uevent(&stage, "");
	assert_int_equal(unbind(&stage, "lab0"), 0);
	expect_uevent(&stage, "");
	stage_close(&stage);
}

static void who_holds_the_node_is_waited_for(void **state)
{
	struct demo_options options = options_of();
	struct stage stage;
	struct told told;
	pid_t pid;

	(void)state;
	options.release = 5;
	stage = stage_open(options);
	demo_test_begin(stage.test, 10);
	pid = begin_change(&stage, "web0", NULL);
	demo_test_begin(stage.test, 14.9);
	assert_true(is_running(pid));
	told = look(&stage, "web0");
	assert_string_equal(told.driver, "vhost_vdpa");
	assert_string_equal(told.vm, "vm-web01");
	assert_int_equal(demo_test_ask_stats(stage.test, "web0", 0), 0);
	expect_uevent(&stage, "");
	demo_test_begin(stage.test, 15);
	expect_success(pid);
	told = look(&stage, "web0");
	assert_string_equal(told.driver, "");
	assert_string_equal(told.node, "");
	assert_string_equal(told.vm, "");
	assert_int_equal(demo_test_ask_stats(stage.test, "web0", 0), -EAGAIN);
	expect_uevent(&stage, "unbind web0");
	stage_close(&stage);
}

static void it_goes_on_though_who_wrote_to_sysfs_is_killed(void **state)
{
	struct demo_options options = options_of();
	struct stage stage;
	pid_t pid;

	(void)state;
	options.release = 5;
	stage = stage_open(options);
	pid = begin_change(&stage, "web0", NULL);
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	pid = begin_change(&stage, "store0", NULL);
	demo_test_begin(stage.test, 5);
	expect_success(pid);
	assert_string_equal(look(&stage, "web0").driver, "");
	stage_close(&stage);
}

static void without_a_time_the_holder_never_closes_it(void **state)
{
	struct stage stage = stage_open(options_of());
	pid_t pid = begin_change(&stage, "dpdk0", NULL);

	(void)state;
	demo_test_begin(stage.test, 100000);
	assert_true(is_running(pid));
	assert_int_equal(look(&stage, "dpdk0").mappings, 4);
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	stage_close(&stage);
}

static void virtio_vdpa_gives_an_interface_that_carries_traffic(void **state)
{
	struct stage stage = stage_open(options_of());
	struct told told;
	uint64_t before;

	(void)state;
	demo_test_begin(stage.test, 100);
	assert_int_equal(bind_to(&stage, "spare0", "virtio_vdpa"), 0);
	told = look(&stage, "spare0");
	assert_string_equal(told.driver, "virtio_vdpa");
	assert_string_equal(told.node, "");
	assert_string_equal(told.netdev, "eth6");
	assert_true(told.is_up);
	expect_uevent(&stage, "unbind spare0");
	expect_uevent(&stage, "bind spare0");
	assert_int_equal(demo_test_ask_stats(stage.test, "spare0", 1), 0);
	assert_true(stage.test->vstats.valid & VDPA_HAS_NEGOTIATED);
	assert_int_equal(demo_test_counter(stage.test, "tx packets"), 0);
	demo_test_begin(stage.test, 130);
	assert_int_equal(demo_test_ask_stats(stage.test, "spare0", 1), 0);
	before = demo_test_counter(stage.test, "tx packets");
	assert_true(before > 0);
	/* The simulator's counters outlive the driver. */
	assert_int_equal(unbind(&stage, "spare0"), 0);
	demo_test_begin(stage.test, 160);
	assert_int_equal(bind_to(&stage, "spare0", "virtio_vdpa"), 0);
	assert_int_equal(demo_test_ask_stats(stage.test, "spare0", 1), 0);
	assert_int_equal(demo_test_counter(stage.test, "tx packets"), before);
	stage_close(&stage);
}

static void what_hardware_counts_begins_anew_and_what_the_kernel_counts_does_not(void **state)
{
	struct stage stage = stage_open(options_of());
	uint64_t elements, kicks;

	(void)state;
	demo_test_begin(stage.test, 100);
	assert_int_equal(demo_test_ask_stats(stage.test, "db0", 1), 0);
	elements = demo_test_counter(stage.test, "completed_desc");
	kicks = demo_test_counter(stage.test, "kickdoorbells");
	assert_int_equal(unbind(&stage, "db0"), 0);
	demo_test_begin(stage.test, 110);
	assert_int_equal(bind_to(&stage, "db0", "virtio_vdpa"), 0);
	demo_test_begin(stage.test, 130);
	assert_int_equal(demo_test_ask_stats(stage.test, "db0", 1), 0);
	assert_in_range(demo_test_counter(stage.test, "completed_desc"), 1, elements - 1);
	assert_true(demo_test_counter(stage.test, "kickdoorbells") > kicks);
	stage_close(&stage);
}

static void virtio_vdpa_gives_a_disk_that_nobody_has_mounted(void **state)
{
	struct stage stage = stage_open(options_of());
	struct told told;

	(void)state;
	assert_int_equal(bind_to(&stage, "disk1", "virtio_vdpa"), 0);
	told = look(&stage, "disk1");
	assert_string_equal(told.disk, "vdb");
	assert_false(told.is_mounted);
	stage_close(&stage);
}

static void vhost_vdpa_gives_the_lowest_number_that_is_free(void **state)
{
	struct stage stage = stage_open(options_of());

	(void)state;
	assert_int_equal(bind_to(&stage, "lab0", "vhost_vdpa"), 0);
	assert_string_equal(look(&stage, "lab0").node, "/dev/vhost-vdpa-4");
	assert_string_equal(look(&stage, "lab0").netdev, "");
	assert_int_equal(demo_test_ask_stats(stage.test, "lab0", 0), -EAGAIN);
	assert_int_equal(unbind(&stage, "spare0"), 0);
	assert_int_equal(bind_to(&stage, "lab1", "vhost_vdpa"), 0);
	assert_string_equal(look(&stage, "lab1").node, "/dev/vhost-vdpa-1");
	/* A driver that has it already is left alone. */
	assert_int_equal(bind_to(&stage, "lab1", "vhost_vdpa"), 0);
	assert_string_equal(look(&stage, "lab1").node, "/dev/vhost-vdpa-1");
	stage_close(&stage);
}

static void rebinding_waits_for_the_holder_too(void **state)
{
	struct demo_options options = options_of();
	struct stage stage;
	struct told told;
	pid_t pid;

	(void)state;
	options.release = 5;
	stage = stage_open(options);
	pid = begin_change(&stage, "web0", "virtio_vdpa");
	assert_string_equal(look(&stage, "web0").driver, "vhost_vdpa");
	demo_test_begin(stage.test, 5);
	expect_success(pid);
	told = look(&stage, "web0");
	assert_string_equal(told.driver, "virtio_vdpa");
	assert_string_equal(told.netdev, "eth6");
	assert_true(told.is_up);
	stage_close(&stage);
}

static void another_device_of_the_name_is_left_alone(void **state)
{
	struct stage stage = stage_open(options_of());
	struct host_request request = { .change = HOST_UNBIND, .device = "lab0",
					.identity = look(&stage, "lab0").identity + 1 };
	struct error error;

	(void)state;
	assert_int_equal(stage.host.change(stage.host.self, &request, &error), -ESTALE);
	assert_string_equal(error.words, "lab0 was made anew since: this is another device");
	request.device = "none";
	assert_int_equal(stage.host.change(stage.host.self, &request, &error), -ENODEV);
	assert_string_equal(error.words, "none is gone");
	assert_string_equal(look(&stage, "lab0").driver, "virtio_vdpa");
	stage_close(&stage);
}

static void a_driver_that_is_not_loaded_takes_nothing(void **state)
{
	struct demo_options options = options_of();
	struct stage stage;
	struct error error;

	(void)state;
	options.fault = DEMO_FAULT_NO_DRIVER;
	stage = stage_open(options);
	assert_string_equal(look(&stage, "lab0").driver, "");
	assert_int_equal(change(&stage, "spare0", "virtio_vdpa", &error), -ENOENT);
	assert_string_equal(error.words, "virtio_vdpa is not loaded: modprobe virtio_vdpa");
	assert_string_equal(look(&stage, "spare0").driver, "vhost_vdpa");
	assert_int_equal(bind_to(&stage, "lab0", "vhost_vdpa"), 0);
	assert_string_equal(look(&stage, "lab0").driver, "vhost_vdpa");
	stage_close(&stage);
}

static void only_uid_0_writes_to_sysfs(void **state)
{
	struct demo_options options = options_of();
	struct stage stage;

	(void)state;
	options.fault = DEMO_FAULT_NO_ACCESS;
	stage = stage_open(options);
	assert_int_equal(unbind(&stage, "lab0"), -EACCES);
	assert_string_equal(look(&stage, "lab0").driver, "virtio_vdpa");
	stage_close(&stage);
}

static int add(struct stage *stage, const char *name, uint8_t mac)
{
	struct vdpa_request request = { .command = VDPA_CMD_DEV_NEW, .mgmtdev = "vdpasim_net",
					.device = name, .mac = { 2, 0, 0, 0, 0, mac },
					.valid = mac ? VDPA_HAS_MAC : 0 };

	return demo_test_ask(stage->test, &request);
}

static void a_new_device_is_taken_by_the_driver_that_autoprobe_names(void **state)
{
	static const char *const drivers[] = { "", "virtio_vdpa", "vhost_vdpa" };
	struct demo_options options;
	struct stage stage;
	struct told told;

	(void)state;
	for (int i = DEMO_UNBOUND; i <= DEMO_VHOST_VDPA; i++) {
		options = options_of();
		options.autoprobe = (enum demo_driver)i;
		stage = stage_open(options);
		assert_int_equal(add(&stage, "fresh0", 7), 0);
		told = look(&stage, "fresh0");
		assert_string_equal(told.driver, drivers[i]);
		assert_string_equal(told.node, i == DEMO_VHOST_VDPA ? "/dev/vhost-vdpa-4" : "");
		assert_string_equal(told.netdev, i == DEMO_VIRTIO_VDPA ? "eth6" : "");
		expect_uevent(&stage, "add fresh0");
		expect_uevent(&stage, i == DEMO_UNBOUND ? "" : "bind fresh0");
		stage_close(&stage);
	}
}

/* The simulator's own address is all zero, and an interface with that cannot come up. */
static void an_interface_without_a_mac_stays_down_until_it_is_bound_again(void **state)
{
	struct demo_options options = options_of();
	struct vdpa_request set = { .command = VDPA_CMD_DEV_ATTR_SET, .device = "fresh0",
				    .mac = { 2, 0, 0, 0, 0, 9 }, .valid = VDPA_HAS_MAC };
	struct stage stage;

	(void)state;
	options.autoprobe = DEMO_VIRTIO_VDPA;
	stage = stage_open(options);
	assert_int_equal(add(&stage, "fresh0", 0), 0);
	assert_string_equal(look(&stage, "fresh0").netdev, "eth6");
	assert_false(look(&stage, "fresh0").is_up);
	assert_int_equal(demo_test_ask(stage.test, &set), 0);
	assert_false(look(&stage, "fresh0").is_up);
	assert_int_equal(bind_to(&stage, "fresh0", "vhost_vdpa"), 0);
	assert_int_equal(bind_to(&stage, "fresh0", "virtio_vdpa"), 0);
	assert_true(look(&stage, "fresh0").is_up);
	stage_close(&stage);
}

static void users_that_are_hidden_are_not_told_but_that_some_are(void **state)
{
	struct demo_options options = options_of();
	struct stage stage;
	struct told told;

	(void)state;
	options.hides_users = true;
	stage = stage_open(options);
	told = look(&stage, "dpdk0");
	assert_true(told.is_hidden);
	assert_string_equal(told.vm, "");
	assert_int_equal(told.mappings, 0);
	assert_string_equal(told.node, "/dev/vhost-vdpa-3");
	stage_close(&stage);
}

static void netlink_tells_a_device_as_the_host_does(void **state)
{
	struct stage stage = stage_open(options_of());
	struct source *source = &stage.test->source;
	uint64_t identity, before;
	char driver[16];

	(void)state;
	assert_int_equal(source->identify(source->self, "web0", &before, driver, sizeof(driver)), 0);
	assert_int_equal(before, look(&stage, "web0").identity);
	assert_string_equal(driver, "vhost_vdpa");
	assert_int_equal(source->identify(source->self, "none", &identity, driver, sizeof(driver)),
			 -ENODEV);
	assert_int_equal(add(&stage, "fresh0", 1), 0);
	assert_int_equal(source->identify(source->self, "fresh0", &before, driver, sizeof(driver)),
			 0);
	assert_int_equal(unbind(&stage, "fresh0"), 0);
	assert_int_equal(source->identify(source->self, "fresh0", &identity, driver,
					  sizeof(driver)), 0);
	assert_int_equal(identity, before);
	assert_string_equal(driver, "");
	stage_close(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_device_that_nobody_holds_is_unbound_at_once),
	cmocka_unit_test(who_holds_the_node_is_waited_for),
	cmocka_unit_test(it_goes_on_though_who_wrote_to_sysfs_is_killed),
	cmocka_unit_test(without_a_time_the_holder_never_closes_it),
	cmocka_unit_test(virtio_vdpa_gives_an_interface_that_carries_traffic),
	cmocka_unit_test(what_hardware_counts_begins_anew_and_what_the_kernel_counts_does_not),
	cmocka_unit_test(virtio_vdpa_gives_a_disk_that_nobody_has_mounted),
	cmocka_unit_test(vhost_vdpa_gives_the_lowest_number_that_is_free),
	cmocka_unit_test(rebinding_waits_for_the_holder_too),
	cmocka_unit_test(another_device_of_the_name_is_left_alone),
	cmocka_unit_test(a_driver_that_is_not_loaded_takes_nothing),
	cmocka_unit_test(only_uid_0_writes_to_sysfs),
	cmocka_unit_test(a_new_device_is_taken_by_the_driver_that_autoprobe_names),
	cmocka_unit_test(an_interface_without_a_mac_stays_down_until_it_is_bound_again),
	cmocka_unit_test(users_that_are_hidden_are_not_told_but_that_some_are),
	cmocka_unit_test(netlink_tells_a_device_as_the_host_does),
};

UNIT_MAIN(demo_bus)
