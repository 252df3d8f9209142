/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the demo keeps between the processes of one program, and when one of them dies. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "source/demo/ledger.h"
#include "source/demo/machine.h"
#include "source/host.h"

#include "demo.h"

static struct demo_options options_with(struct demo_ledger *ledger)
{
	struct demo_options options = demo_test_options(true);

	assert_non_null(ledger);
	options.ledger = ledger;
	return options;
}

static int add(struct demo_test *test, const char *name)
{
	struct vdpa_request request = { .command = VDPA_CMD_DEV_NEW, .mgmtdev = "vdpasim_net",
					.device = name };

	return demo_test_ask(test, &request);
}

static int delete(struct demo_test *test, const char *name)
{
	struct vdpa_request request = { .command = VDPA_CMD_DEV_DEL, .device = name };

	return demo_test_ask(test, &request);
}

struct seen {
	const char *wanted;
	bool is_there;
};

static void on_device(void *context, const struct host_device *device)
{
	struct seen *seen = context;

	seen->is_there |= !strcmp(device->name, seen->wanted);
}

static void on_user(void *context, const struct host_user *user)
{
	(void)context;
	(void)user;
}

static void on_mapping(void *context, const struct host_mapping *mapping)
{
	(void)context;
	(void)mapping;
}

static bool host_sees(const struct host *host, const char *device)
{
	struct seen seen = { .wanted = device };
	struct host_visitor visitor = { .device = on_device, .user = on_user,
					.mapping = on_mapping, .context = &seen };
	struct error error;

	assert_int_equal(host->scan(host->self, NULL, 0, &visitor, &error), 0);
	return seen.is_there;
}

static const char *driver_of(struct demo_test *test, const char *device)
{
	static char driver[32];
	uint64_t identity;

	assert_int_equal(test->source.identify(test->source.self, device, &identity, driver,
					       sizeof(driver)), 0);
	return driver;
}

/* Ends with vhost_vdpa. Returns 0 when the kernel took each. */
static int bind_to_and_fro(const struct demo_options *options, const char *device)
{
	struct demo_test *test = demo_test_open(options);
	struct host_request request = { .change = HOST_BIND, .device = device };
	struct error error;
	struct host host;
	char driver[32];

	if (host_open_demo(&host, options, &error) < 0 ||
	    test->source.identify(test->source.self, device, &request.identity, driver,
				  sizeof(driver)) < 0)
		return 1;
	for (int i = 0; i < 200; i++) {
		request.driver = i % 2 ? "vhost_vdpa" : "virtio_vdpa";
		if (host.change(host.self, &request, &error) < 0)
			return 1;
	}
	return 0;
}

static void the_host_sees_what_netlink_made_and_deleted(void **state)
{
	struct demo_options options = options_with(demo_ledger_new());
	struct demo_test *test = demo_test_open(&options);
	struct error error;
	struct host host;

	(void)state;
	assert_int_equal(host_open_demo(&host, &options, &error), 0);
	assert_false(host_sees(&host, "fresh0"));
	assert_true(host_sees(&host, "lab0"));
	assert_int_equal(add(test, "fresh0"), 0);
	assert_int_equal(delete(test, "lab0"), 0);
	assert_true(host_sees(&host, "fresh0"));
	assert_false(host_sees(&host, "lab0"));
	assert_int_equal(delete(test, "fresh0"), 0);
	assert_false(host_sees(&host, "fresh0"));
	host.close(host.self);
	demo_test_close(test);
	demo_ledger_free(options.ledger);
}

static void a_worker_that_is_started_again_finds_the_kernel_as_it_was(void **state)
{
	struct demo_options options = options_with(demo_ledger_new());
	struct demo_test *test = demo_test_open(&options);
	struct vdpa_request set = { .command = VDPA_CMD_DEV_ATTR_SET, .device = "fresh0",
				    .mac = { 2, 0, 0, 0, 0, 9 }, .valid = VDPA_HAS_MAC };
	struct vdpa_request ask = { .command = VDPA_CMD_DEV_CONFIG_GET, .device = "fresh0" };
	struct vdpa_config config;
	const char *name;
	uint64_t before;

	(void)state;
	demo_test_begin(test, 0);
	demo_test_begin(test, 10);
	assert_int_equal(add(test, "fresh0"), 0);
	assert_int_equal(demo_test_ask(test, &set), 0);
	assert_int_equal(demo_test_ask_stats(test, "web0", 0), 0);
	before = demo_test_counter(test, "completed_desc");
	demo_test_close(test);

	test = demo_test_open(&options);
	demo_test_begin(test, 11);
	assert_int_equal(demo_test_ask_stats(test, "web0", 0), 0);
	assert_true(demo_test_counter(test, "completed_desc") > before);
	assert_int_equal(demo_test_ask(test, &ask), 0);
	assert_int_equal(vdpa_decode_config((struct nlmsghdr *)test->reply, &config, &name), 0);
	assert_int_equal(config.mac[5], 9);
	demo_test_close(test);
	demo_ledger_free(options.ledger);
}

static void the_processes_of_one_program_share_it(void **state)
{
	struct demo_options options = options_with(demo_ledger_new());
	struct error error;
	struct host host;
	int status;
	pid_t pid;

	(void)state;
	assert_int_equal(host_open_demo(&host, &options, &error), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (!pid) {
		struct demo_test *test = demo_test_open(&options);

		_exit(add(test, "fresh0") != 0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_true(host_sees(&host, "fresh0"));
	host.close(host.self);
	demo_ledger_free(options.ledger);
}

/* In a child that holds the lock and is killed. */
static void die_with_the_lock(const struct demo_options *options)
{
	struct demo_machine machine;
	struct demo_reader reader = { .ledger = options->ledger, .machine = &machine };

	if (demo_machine_build(&machine, options) < 0)
		_exit(1);
	demo_ledger_lock(&reader);
	demo_ledger_enter(&reader, demo_machine_find(&machine, "lab0"));
	kill(getpid(), SIGKILL);
}

static void who_dies_while_writing_stops_nobody(void **state)
{
	struct demo_options options = options_with(demo_ledger_new());
	struct demo_test *test = demo_test_open(&options);
	struct error error;
	struct host host;
	int status;
	pid_t pid = fork();

	(void)state;
	assert_true(pid >= 0);
	if (!pid)
		die_with_the_lock(&options);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(add(test, "fresh0"), 0);
	assert_int_equal(host_open_demo(&host, &options, &error), 0);
	assert_true(host_sees(&host, "fresh0"));
	assert_true(host_sees(&host, "lab0"));
	host.close(host.self);
	demo_test_close(test);
	demo_ledger_free(options.ledger);
}

static void room_is_taken_by_devices_and_not_by_changes(void **state)
{
	struct demo_options options = options_with(demo_ledger_new());
	struct demo_test *test = demo_test_open(&options);
	struct error error;
	struct host host;

	(void)state;
	assert_int_equal(host_open_demo(&host, &options, &error), 0);
	for (int i = 0; i < DEMO_LEDGER_DEVICES + 100; i++) {
		assert_int_equal(add(test, "fresh0"), 0);
		assert_int_equal(delete(test, "fresh0"), 0);
	}
	assert_false(host_sees(&host, "fresh0"));
	assert_int_equal(add(test, "fresh0"), 0);
	assert_true(host_sees(&host, "fresh0"));
	/* Whose room is given to another before anybody looked is gone all the same. */
	assert_int_equal(delete(test, "fresh0"), 0);
	assert_int_equal(add(test, "fresh1"), 0);
	assert_false(host_sees(&host, "fresh0"));
	assert_true(host_sees(&host, "fresh1"));
	host.close(host.self);
	demo_test_close(test);
	demo_ledger_free(options.ledger);
}

static void one_device_too_many_is_refused_in_words(void **state)
{
	struct demo_options options = options_with(demo_ledger_new());
	struct demo_test *test = demo_test_open(&options);
	char name[32];

	(void)state;
	for (int i = 0; i < DEMO_LEDGER_DEVICES; i++) {
		snprintf(name, sizeof(name), "fresh%d", i);
		assert_int_equal(add(test, name), 0);
	}
	assert_int_equal(add(test, "more"), -ENOSPC);
	assert_string_equal(test->answer.message,
			    "the demo has no room for more than 4096 changed devices");
	assert_int_equal(delete(test, "lab0"), -ENOSPC);
	assert_int_equal(delete(test, "fresh7"), 0);
	assert_int_equal(add(test, "more"), 0);
	demo_test_close(test);
	demo_ledger_free(options.ledger);
}

static void a_name_that_sysfs_cannot_have_is_netlinks_alone(void **state)
{
	struct demo_options options = options_with(demo_ledger_new());
	struct demo_test *test = demo_test_open(&options);
	struct demo_test_list list;
	struct error error;
	struct host host;
	char name[301];

	(void)state;
	assert_int_equal(host_open_demo(&host, &options, &error), 0);
	memset(name, 'n', 300);
	name[300] = '\0';
	assert_int_equal(add(test, name), 0);
	assert_false(host_sees(&host, name));
	assert_int_equal(demo_test_list(test, &list), 0);
	assert_int_equal(list.count, 10);
	assert_int_equal(delete(test, name), 0);
	host.close(host.self);
	demo_test_close(test);
	demo_ledger_free(options.ledger);
}

/* Netlink adds and deletes while four others bind a device each, to and fro. */
static void what_several_change_at_once_everybody_sees(void **state)
{
	static const char *const names[] = { "lab0", "lab1", "spare0", "disk0" };
	struct demo_options options = options_with(demo_ledger_new());
	struct demo_test *test = demo_test_open(&options);
	struct error error;
	struct host host;
	int status;

	(void)state;
	assert_int_equal(host_open_demo(&host, &options, &error), 0);
	for (int i = 0; i < 4; i++) {
		pid_t pid = fork();

		assert_true(pid >= 0);
		if (!pid)
			_exit(bind_to_and_fro(&options, names[i]));
	}
	for (int i = 0; i < 300; i++) {
		assert_int_equal(add(test, "fresh0"), 0);
		assert_true(host_sees(&host, "fresh0"));
		assert_int_equal(delete(test, "fresh0"), 0);
		assert_false(host_sees(&host, "fresh0"));
	}
	for (int i = 0; i < 4; i++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	for (int i = 0; i < 4; i++)
		assert_string_equal(driver_of(test, names[i]), "vhost_vdpa");
	host.close(host.self);
	demo_test_close(test);
	demo_ledger_free(options.ledger);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_host_sees_what_netlink_made_and_deleted),
	cmocka_unit_test(a_worker_that_is_started_again_finds_the_kernel_as_it_was),
	cmocka_unit_test(the_processes_of_one_program_share_it),
	cmocka_unit_test(who_dies_while_writing_stops_nobody),
	cmocka_unit_test(room_is_taken_by_devices_and_not_by_changes),
	cmocka_unit_test(one_device_too_many_is_refused_in_words),
	cmocka_unit_test(a_name_that_sysfs_cannot_have_is_netlinks_alone),
	cmocka_unit_test(what_several_change_at_once_everybody_sees),
};

UNIT_MAIN(demo_ledger)
