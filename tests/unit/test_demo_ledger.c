/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the demo keeps between the processes of one program, and when one of them dies. */
#include <errno.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

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

static void a_name_that_is_too_long_or_one_too_many_is_made_all_the_same(void **state)
{
	struct demo_options options = options_with(demo_ledger_new());
	struct demo_test *test = demo_test_open(&options);
	struct demo_test_list list;
	char name[301];

	(void)state;
	memset(name, 'n', 300);
	name[300] = '\0';
	assert_int_equal(add(test, name), 0);
	for (int i = 0; i < 1200; i++) {
		assert_int_equal(add(test, "fresh0"), 0);
		assert_int_equal(delete(test, "fresh0"), 0);
	}
	assert_int_equal(demo_test_list(test, &list), 0);
	assert_int_equal(list.count, 10);
	demo_test_close(test);
	demo_ledger_free(options.ledger);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_host_sees_what_netlink_made_and_deleted),
	cmocka_unit_test(a_worker_that_is_started_again_finds_the_kernel_as_it_was),
	cmocka_unit_test(the_processes_of_one_program_share_it),
	cmocka_unit_test(a_name_that_is_too_long_or_one_too_many_is_made_all_the_same),
};

UNIT_MAIN(demo_ledger)
