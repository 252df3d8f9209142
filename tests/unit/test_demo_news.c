/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the demo's kernel tells unasked, byte by byte as a kernel would, and what it does not. */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>

#include <linux/genetlink.h>

#include "netlink/uevent.h"

#include "demo.h"

struct heard {
	ssize_t code; /* bytes, or a negative errno */
	_Alignas(NLMSG_ALIGNTO) char data[16384];
};

static struct heard hear(struct demo_test *test, enum source_channel channel)
{
	struct heard heard;

	heard.code = test->source.receive_news(test->source.self, channel, heard.data,
					       sizeof(heard.data));
	return heard;
}

static bool is_readable(struct demo_test *test)
{
	struct pollfd wait = { test->source.news_fd(test->source.self, SOURCE_UEVENTS), POLLIN, 0 };

	return poll(&wait, 1, 0) == 1;
}

static int join(struct demo_test *test)
{
	return test->source.listen(test->source.self,
				   genl_family_group(&test->family, VDPA_GENL_GROUP));
}

static struct demo_test *open_kernel(bool is_patched, enum demo_fault fault)
{
	struct demo_options options = demo_test_options(is_patched);
	struct demo_test *test;

	options.fault = fault;
	test = demo_test_open(&options);
	join(test);
	return test;
}

static int change(struct demo_test *test, uint8_t command, const char *device)
{
	struct vdpa_request request = { .command = command, .device = device, .mgmtdev = "vdpasim_net" };

	return demo_test_ask(test, &request);
}

static void expect_uevent(struct demo_test *test, const char *action, const char *name)
{
	struct heard heard = hear(test, SOURCE_UEVENTS);
	struct uevent uevent;

	assert_true(heard.code > 0);
	assert_int_equal(uevent_parse(heard.data, (size_t)heard.code, &uevent), 0);
	assert_string_equal(uevent.action, action);
	assert_string_equal(uevent.name, name);
	assert_string_equal(uevent.subsystem, "vdpa");
}

static void expect_message(struct demo_test *test, uint8_t command, const char *name)
{
	struct heard heard = hear(test, SOURCE_MESSAGES);
	const struct nlmsghdr *message = (const struct nlmsghdr *)heard.data;
	const struct genlmsghdr *header = mnl_nlmsg_get_payload(message);
	struct vdpa_device device;

	assert_true(heard.code > 0 && message->nlmsg_len == (size_t)heard.code);
	assert_int_equal(message->nlmsg_type, test->family.id);
	assert_int_equal(message->nlmsg_seq, 0);
	assert_int_equal(message->nlmsg_pid, 0);
	assert_int_equal(header->cmd, command);
	assert_int_equal(vdpa_decode_device(message, &device), 0);
	assert_string_equal(device.name, name);
	assert_string_equal(device.mgmtdev, "vdpasim_net");
	/* What is gone is no more than a name. */
	assert_int_equal(!!(device.valid & VDPA_HAS_CLASS), command == VDPA_CMD_DEV_NEW);
	assert_int_equal(!!(device.valid & VDPA_HAS_MAX_VQS), command == VDPA_CMD_DEV_NEW);
}

static void expect_silence(struct demo_test *test)
{
	assert_int_equal(hear(test, SOURCE_MESSAGES).code, -EAGAIN);
	assert_int_equal(hear(test, SOURCE_UEVENTS).code, -EAGAIN);
	assert_false(is_readable(test));
}

static void a_stock_kernel_tells_by_uevents_alone(void **state)
{
	struct demo_test *test = open_kernel(false, DEMO_FAULT_NONE);

	(void)state;
	expect_silence(test);
	assert_int_equal(change(test, VDPA_CMD_DEV_NEW, "new0"), 0);
	assert_true(is_readable(test));
	assert_int_equal(hear(test, SOURCE_MESSAGES).code, -EAGAIN);
	expect_uevent(test, "add", "new0");
	expect_uevent(test, "bind", "new0");
	assert_int_equal(change(test, VDPA_CMD_DEV_DEL, "new0"), 0);
	expect_uevent(test, "unbind", "new0");
	expect_uevent(test, "remove", "new0");
	expect_silence(test);
	demo_test_close(test);
}

static void our_kernel_tells_the_group_too_and_its_last_word_is_the_delete(void **state)
{
	struct demo_test *test = open_kernel(true, DEMO_FAULT_NONE);
	struct vdpa_request set = { .command = VDPA_CMD_DEV_ATTR_SET, .device = "new0",
				    .valid = VDPA_HAS_MAC, .mac = { 2, 0, 0, 0, 0, 1 } };

	(void)state;
	assert_int_equal(change(test, VDPA_CMD_DEV_NEW, "new0"), 0);
	assert_int_equal(demo_test_ask(test, &set), 0);
	assert_int_equal(change(test, VDPA_CMD_DEV_DEL, "new0"), 0);
	expect_message(test, VDPA_CMD_DEV_NEW, "new0");
	expect_message(test, VDPA_CMD_DEV_NEW, "new0");
	expect_message(test, VDPA_CMD_DEV_DEL, "new0");
	expect_uevent(test, "add", "new0");
	expect_uevent(test, "bind", "new0");
	expect_uevent(test, "unbind", "new0");
	expect_uevent(test, "remove", "new0");
	expect_silence(test);
	demo_test_close(test);
}

static void what_was_refused_is_told_to_nobody(void **state)
{
	struct demo_test *test = open_kernel(true, DEMO_FAULT_NONE);

	(void)state;
	assert_int_equal(change(test, VDPA_CMD_DEV_NEW, "lab0"), -EEXIST);
	assert_int_equal(change(test, VDPA_CMD_DEV_DEL, "none"), -ENODEV);
	expect_silence(test);
	demo_test_close(test);
}

static void only_a_member_hears_the_group(void **state)
{
	struct demo_test *test = open_kernel(true, DEMO_FAULT_NONE);
	uint32_t group = genl_family_group(&test->family, VDPA_GENL_GROUP);

	(void)state;
	assert_int_equal(test->source.listen(test->source.self, group + 1), -ENOENT);
	assert_int_equal(change(test, VDPA_CMD_DEV_NEW, "new0"), 0);
	assert_int_equal(hear(test, SOURCE_MESSAGES).code, -EAGAIN);
	assert_int_equal(join(test), 0);
	assert_int_equal(change(test, VDPA_CMD_DEV_DEL, "new0"), 0);
	expect_message(test, VDPA_CMD_DEV_DEL, "new0");
	assert_int_equal(test->source.listen(test->source.self, 0), 0);
	assert_int_equal(change(test, VDPA_CMD_DEV_NEW, "new0"), 0);
	assert_int_equal(hear(test, SOURCE_MESSAGES).code, -EAGAIN);
	demo_test_close(test);
}

/* Until it was read whole, nothing comes behind what was lost, as in the kernel. */
static void more_than_the_buffer_holds_is_lost_and_said_once(void **state)
{
	struct demo_test *test = open_kernel(true, DEMO_FAULT_FLOOD);
	struct heard heard;
	size_t count = 0;

	(void)state;
	demo_test_begin(test, 0);
	assert_true(is_readable(test));
	assert_int_equal(hear(test, SOURCE_UEVENTS).code, -ENOBUFS);
	while ((heard = hear(test, SOURCE_UEVENTS)).code > 0)
		count++;
	assert_int_equal(heard.code, -EAGAIN);
	assert_in_range(count, 100, 400);
	assert_int_equal(hear(test, SOURCE_MESSAGES).code, -ENOBUFS);
	while (hear(test, SOURCE_MESSAGES).code > 0)
		;
	expect_silence(test);
	assert_int_equal(change(test, VDPA_CMD_DEV_NEW, "new0"), 0);
	expect_message(test, VDPA_CMD_DEV_NEW, "new0");
	demo_test_close(test);
}

static void somebody_else_adds_a_device_and_deletes_it(void **state)
{
	struct demo_test *test = open_kernel(false, DEMO_FAULT_CHURN);
	struct demo_test_list list;
	size_t before;

	(void)state;
	assert_int_equal(demo_test_list(test, &list), 0);
	before = list.count;
	demo_test_begin(test, 0);
	assert_true(is_readable(test));
	expect_uevent(test, "add", "guest0");
	expect_silence(test);
	assert_int_equal(demo_test_list(test, &list), 0);
	assert_int_equal(list.count, before + 1);
	demo_test_begin(test, 1);
	expect_uevent(test, "remove", "guest0");
	demo_test_close(test);
}

static bool is_negotiated(struct demo_test *test)
{
	struct vdpa_request request = { .command = VDPA_CMD_DEV_CONFIG_GET, .device = "web0" };
	struct vdpa_config config;
	const char *name;

	assert_int_equal(demo_test_ask(test, &request), 0);
	assert_int_equal(vdpa_decode_config((struct nlmsghdr *)test->reply, &config, &name), 0);
	return config.valid & VDPA_HAS_NEGOTIATED;
}

/* Of seven samples: what each finds once the news before it were read. */
static void expect_restart(bool is_patched)
{
	static const bool found[] = { true, true, true, false, false, false, true };
	struct demo_test *test = open_kernel(is_patched, DEMO_FAULT_RESTART);

	for (int i = 1; i <= 6; i++) {
		bool is_told = is_patched && (i == 2 || i == 5);

		demo_test_begin(test, i);
		assert_int_equal(is_negotiated(test), found[i]);
		assert_int_equal(hear(test, SOURCE_MESSAGES).code > 0, is_told);
		expect_silence(test);
	}
	demo_test_close(test);
}

static void a_guest_that_restarts_is_told_of_by_the_group_alone(void **state)
{
	(void)state;
	expect_restart(true);
	expect_restart(false);
}

/* Reads all messages; the last is nlctrl's COMMAND. */
static void expect_last(struct demo_test *test, uint8_t command)
{
	const struct nlmsghdr *message;
	struct heard heard, last = { 0 };

	while ((heard = hear(test, SOURCE_MESSAGES)).code > 0)
		last = heard;
	message = (const struct nlmsghdr *)last.data;
	assert_true(last.code > 0);
	assert_int_equal(message->nlmsg_type, GENL_ID_CTRL);
	assert_int_equal(((const struct genlmsghdr *)mnl_nlmsg_get_payload(message))->cmd, command);
}

static void a_module_loaded_again_has_other_numbers_and_no_members(void **state)
{
	struct demo_test *test = open_kernel(true, DEMO_FAULT_RELOAD);
	struct genl_family before = test->family;
	struct error error = { 0 };
	struct demo_test_list list;

	(void)state;
	demo_test_begin(test, 0);
	assert_int_equal(demo_test_list(test, &list), 0);
	demo_test_begin(test, 1);
	assert_int_equal(genl_family_find(test->genl, VDPA_GENL_NAME, &test->family, &error), -ENOENT);
	expect_last(test, CTRL_CMD_DELFAMILY);
	demo_test_begin(test, 2);
	expect_last(test, CTRL_CMD_NEWFAMILY);
	assert_int_equal(demo_test_list(test, &list), 0);
	assert_int_equal(test->answer.code, -ENOENT); /* by the old number */
	assert_int_equal(genl_family_find(test->genl, VDPA_GENL_NAME, &test->family, &error), 0);
	assert_int_not_equal(test->family.id, before.id);
	assert_int_equal(change(test, VDPA_CMD_DEV_NEW, "new0"), 0);
	assert_int_equal(hear(test, SOURCE_MESSAGES).code, -EAGAIN);
	assert_int_equal(join(test), 0);
	assert_int_equal(change(test, VDPA_CMD_DEV_DEL, "new0"), 0);
	expect_message(test, VDPA_CMD_DEV_DEL, "new0");
	demo_test_close(test);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_stock_kernel_tells_by_uevents_alone),
	cmocka_unit_test(our_kernel_tells_the_group_too_and_its_last_word_is_the_delete),
	cmocka_unit_test(what_was_refused_is_told_to_nobody),
	cmocka_unit_test(only_a_member_hears_the_group),
	cmocka_unit_test(more_than_the_buffer_holds_is_lost_and_said_once),
	cmocka_unit_test(somebody_else_adds_a_device_and_deletes_it),
	cmocka_unit_test(a_guest_that_restarts_is_told_of_by_the_group_alone),
	cmocka_unit_test(a_module_loaded_again_has_other_numbers_and_no_members),
};

UNIT_MAIN(demo_news)
