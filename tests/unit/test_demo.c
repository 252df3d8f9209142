/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The demo's kernel answers as Linux 6.12 does. What the table of requests compares with a real
 * kernel (tests/kernel/requests.def) is not repeated here; this is about what no simulator on a
 * real kernel shows: hardware, our own kernel's counters, sizes, dumps, the receive buffer.
 */
#include <errno.h>
#include <stdlib.h>

#include <linux/genetlink.h>

#include "demo.h"

static struct demo_test *open_kernel(bool is_patched)
{
	struct demo_options options = demo_test_options(is_patched);
	struct demo_test *test = demo_test_open(&options);

	demo_test_begin(test, 0);
	return test;
}

static void expect_refusal(struct demo_test *test, const char *device, uint32_t index, int code,
			   const char *words)
{
	assert_int_equal(demo_test_ask_stats(test, device, index), code);
	assert_string_equal(test->answer.message, words);
}

static void our_kernel_differs_from_a_stock_one_in_a_dump_and_a_group(void **state)
{
	struct demo_test *stock = open_kernel(false), *ours = open_kernel(true);

	(void)state;
	assert_int_equal(stock->family.operation_count, ours->family.operation_count);
	assert_false(genl_family_can_dump(&stock->family, VDPA_CMD_DEV_VSTATS_GET));
	assert_true(genl_family_can_dump(&ours->family, VDPA_CMD_DEV_VSTATS_GET));
	assert_int_equal(genl_family_group(&stock->family, "config"), 0);
	assert_int_not_equal(genl_family_group(&ours->family, "config"), 0);
	assert_int_equal(stock->family.maxattr, ours->family.maxattr);
	demo_test_close(stock);
	demo_test_close(ours);
}

static void a_newcomer_sees_devices_of_every_kind(void **state)
{
	struct demo_test *test = open_kernel(true);
	struct demo_test_list list;
	size_t net = 0, block = 0;

	(void)state;
	assert_int_equal(demo_test_list(test, &list), 0);
	for (size_t i = 0; i < list.count; i++) {
		net += list.class_id[i] == VDPA_CLASS_NET;
		block += list.class_id[i] == VDPA_CLASS_BLOCK;
	}
	assert_int_equal(net, 6);
	assert_int_equal(block, 3);
	assert_string_equal(list.name[0], "web0");
	assert_int_equal(list.max_vqs[0], 17);
	demo_test_close(test);
}

static void every_device_has_a_configuration(void **state)
{
	struct demo_test *test = open_kernel(false);
	struct demo_test_list list;
	size_t negotiated = 0;

	(void)state;
	assert_int_equal(demo_test_list(test, &list), 0);
	for (size_t i = 0; i < list.count; i++) {
		struct vdpa_request request = { .command = VDPA_CMD_DEV_CONFIG_GET,
						.device = list.name[i] };
		struct vdpa_config config;
		const char *name;
		int code;

		assert_int_equal(demo_test_ask(test, &request), 0);
		code = vdpa_decode_config((struct nlmsghdr *)test->reply, &config, &name);
		assert_int_equal(code, 0);
		assert_true(config.valid & VDPA_HAS_FEATURES);
		assert_int_equal(config.negotiated & ~config.features, 0);
		negotiated += config.valid & VDPA_HAS_NEGOTIATED ? 1 : 0;
	}
	assert_int_equal(negotiated, 7);
	demo_test_close(test);
}

static void a_stock_kernel_counts_net_devices_with_a_driver_that_counts(void **state)
{
	struct demo_test *test = open_kernel(false);

	(void)state;
	assert_int_equal(demo_test_ask_stats(test, "web0", 0), 0);
	assert_int_equal(test->pair_count, 2);
	assert_string_equal(test->pairs[0].name, "received_desc");
	assert_string_equal(test->pairs[1].name, "completed_desc");
	assert_int_equal(demo_test_ask_stats(test, "lab0", 1), 0);
	assert_string_equal(test->pairs[0].name, "tx packets");
	assert_int_equal(test->pair_count, 4);
	expect_refusal(test, "disk0", 0, -EOPNOTSUPP, "");
	expect_refusal(test, "store0", 0, -EOPNOTSUPP, "");
	expect_refusal(test, "spare0", 0, -EAGAIN, "vdpa: feature negotiation not complete");
	demo_test_close(test);
}

static void a_queue_past_the_end_is_refused_as_its_driver_does(void **state)
{
	struct demo_test *test = open_kernel(false);

	(void)state;
	assert_int_equal(demo_test_ask_stats(test, "web0", 16), 0);
	expect_refusal(test, "web0", 17, -EINVAL, "mlx5_vdpa: virtqueue index is not valid");
	expect_refusal(test, "lab0", 3, -EINVAL, "");
	expect_refusal(test, "web0", 0x8000, -EINVAL, "mlx5_vdpa: virtqueue index is not valid");
	expect_refusal(test, "web0", 0x8001, -ERANGE, "vdpa: queue index exceeds max value");
	demo_test_close(test);
}

static void our_kernel_appends_its_counters_to_the_drivers(void **state)
{
	struct demo_test *test = open_kernel(true);

	(void)state;
	assert_int_equal(demo_test_ask_stats(test, "lab0", 1), 0);
	assert_int_equal(test->pair_count, 6);
	assert_string_equal(test->pairs[4].name, VDPA_COUNTER_KICKS);
	assert_string_equal(test->pairs[5].name, VDPA_COUNTER_WQES);
	assert_int_equal(test->pairs[0].value, test->pairs[5].value);
	demo_test_close(test);
}

static void wqes_are_absent_where_the_parent_does_not_know_them(void **state)
{
	struct demo_test *test = open_kernel(true);

	(void)state;
	assert_int_equal(demo_test_ask_stats(test, "disk0", 0), 0);
	assert_true(demo_test_has(test, VDPA_COUNTER_KICKS) &&
		    demo_test_has(test, VDPA_COUNTER_WQES));
	assert_int_equal(demo_test_ask_stats(test, "web0", 0), 0);
	assert_true(demo_test_has(test, VDPA_COUNTER_KICKS));
	assert_false(demo_test_has(test, VDPA_COUNTER_WQES));
	assert_int_equal(demo_test_ask_stats(test, "store0", 0), 0);
	assert_int_equal(test->pair_count, 1);
	demo_test_close(test);
}

static void our_kernel_keeps_every_refusal_but_not_supported(void **state)
{
	struct demo_test *test = open_kernel(true);

	(void)state;
	expect_refusal(test, "spare0", 0, -EAGAIN, "vdpa: feature negotiation not complete");
	expect_refusal(test, "spare0", 0x8001, -ERANGE, "vdpa: queue index exceeds max value");
	expect_refusal(test, "lab0", 3, -EINVAL, "");
	expect_refusal(test, "web0", 17, -EINVAL, "mlx5_vdpa: virtqueue index is not valid");
	expect_refusal(test, "lab0", 0x8001, -ERANGE, "vdpa: queue index exceeds max value");
	demo_test_close(test);
}

static void our_kernel_answers_what_was_not_supported_up_to_the_last_queue(void **state)
{
	struct demo_test *test = open_kernel(true);

	(void)state;
	expect_refusal(test, "disk0", 1, -ERANGE, "vdpa: queue index exceeds max value");
	expect_refusal(test, "disk1", 1, -ERANGE, "vdpa: queue index exceeds max value");
	expect_refusal(test, "store0", 4, -ERANGE, "vdpa: queue index exceeds max value");
	assert_int_equal(demo_test_ask_stats(test, "store0", 3), 0);
	demo_test_close(test);
}

static void our_kernel_answers_for_a_disk_without_a_driver(void **state)
{
	struct demo_test *test = open_kernel(true);

	(void)state;
	assert_int_equal(demo_test_ask_stats(test, "disk1", 0), 0);
	assert_false(test->vstats.valid & VDPA_HAS_NEGOTIATED);
	assert_int_equal(demo_test_counter(test, VDPA_COUNTER_KICKS), 0);
	assert_int_equal(demo_test_counter(test, VDPA_COUNTER_WQES), 0);
	demo_test_close(test);
}

struct dump_count {
	size_t messages, with_driver, pairs, vendor_pairs;
	char last[64];
	uint32_t next;
};

static void count_pair(void *context, const char *name, uint64_t value)
{
	struct dump_count *count = context;

	(void)value;
	count->pairs++;
	count->vendor_pairs += strcmp(name, VDPA_COUNTER_KICKS) && strcmp(name, VDPA_COUNTER_WQES);
}

/* Queues must come device by device, from 0 on, none twice. */
static void count_stats(void *context, const struct nlmsghdr *message)
{
	struct dump_count *count = context;
	struct vdpa_vstats vstats;
	const char *name;

	assert_int_equal(vdpa_decode_vstats(message, &vstats, &name, count_pair, count), 0);
	if (strcmp(name, count->last))
		count->next = 0;
	strncpy(count->last, name, sizeof(count->last) - 1);
	assert_int_equal(vstats.index, count->next++);
	count->messages++;
	count->with_driver += vstats.valid & VDPA_HAS_NEGOTIATED ? 1 : 0;
}

static void one_dump_tells_every_queue_once_and_asks_no_driver(void **state)
{
	struct demo_test *test = open_kernel(true);
	struct dump_count count = { 0 };

	(void)state;
	assert_int_equal(genl_dump(test->genl, &test->family, VDPA_CMD_DEV_VSTATS_GET, count_stats,
				   &count, &test->answer), 0);
	assert_int_equal(test->answer.code, 0);
	assert_int_equal(count.messages, 17 + 9 + 3 + 3 + 3 + 1 + 1 + 4 + 5);
	assert_int_equal(count.messages - count.with_driver, 3 + 1);
	assert_int_equal(count.vendor_pairs, 0);
	demo_test_close(test);
}

static int dump_one(struct demo_test *test, const char *device, struct dump_count *count)
{
	struct nlmsghdr *message = genl_dump_begin(test->genl, &test->family,
						   VDPA_CMD_DEV_VSTATS_GET);
	struct vdpa_request request = { .device = device };

	assert_int_equal(vdpa_encode(message, GENL_REQUEST_SIZE, &request), 0);
	assert_int_equal(genl_dump_run(test->genl, count_stats, count, &test->answer), 0);
	return test->answer.code;
}

static void a_dump_tells_of_one_device_when_one_is_named(void **state)
{
	struct demo_test *test = open_kernel(true);
	struct dump_count count = { 0 };

	(void)state;
	assert_int_equal(dump_one(test, "db0", &count), 0);
	assert_int_equal(count.messages, 9);
	assert_string_equal(count.last, "db0");
	assert_int_equal(dump_one(test, "none", &count), -ENODEV);
	assert_string_equal(test->answer.message, "vdpa: device not found");
	assert_int_equal(dump_one(test, "snet0", &count), -EINVAL);
	assert_string_equal(test->answer.message, "vdpa: unmanaged vdpa device");
	assert_int_equal(count.messages, 9);
	demo_test_close(test);
}

static void a_stock_kernel_has_no_dump_of_counters(void **state)
{
	struct demo_test *test = open_kernel(false);
	struct dump_count count = { 0 };

	(void)state;
	assert_int_equal(genl_dump(test->genl, &test->family, VDPA_CMD_DEV_VSTATS_GET, count_stats,
				   &count, &test->answer), 0);
	assert_int_equal(test->answer.code, -EOPNOTSUPP);
	assert_int_equal(count.messages, 0);
	demo_test_close(test);
}

static void the_options_say_how_much_there_is(void **state)
{
	struct demo_options options = demo_test_options(true);
	struct demo_test_list list;
	struct demo_test *test;

	(void)state;
	options.mgmtdevs = 8;
	options.devices = 5;
	options.queues = 6;
	test = demo_test_open(&options);
	assert_int_equal(demo_test_list(test, &list), 0);
	assert_int_equal(list.count, 40);
	for (size_t i = 0; i < list.count; i++)
		if (list.class_id[i] == VDPA_CLASS_NET)
			assert_in_range(list.max_vqs[i], 6, 7);
		else
			assert_int_equal(list.max_vqs[i], 6);
	demo_test_close(test);
	options.devices = 0;
	test = demo_test_open(&options);
	assert_int_equal(demo_test_list(test, &list), 0);
	assert_int_equal(list.count, 0);
	demo_test_close(test);
}

static void a_hundred_thousand_queues_fit_one_dump(void **state)
{
	struct demo_options options = demo_test_options(true);
	struct dump_count count = { 0 };
	struct demo_test *test;

	(void)state;
	options.mgmtdevs = 10;
	options.devices = 100;
	options.queues = 100;
	test = demo_test_open(&options);
	demo_test_begin(test, 0);
	assert_int_equal(genl_dump(test->genl, &test->family, VDPA_CMD_DEV_VSTATS_GET, count_stats,
				   &count, &test->answer), 0);
	assert_int_equal(count.messages, 1000 * 100 + 800);
	assert_int_equal(genl_strays(test->genl), 0);
	demo_test_close(test);
}

/* A raw request, so that datagrams can be counted. */
static void send_dump(struct demo_test *test, uint32_t sequence)
{
	_Alignas(NLMSG_ALIGNTO) char buffer[64];
	struct nlmsghdr *message = mnl_nlmsg_put_header(buffer);
	struct genlmsghdr *header;

	message->nlmsg_type = test->family.id;
	message->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
	message->nlmsg_seq = sequence;
	header = mnl_nlmsg_put_extra_header(message, sizeof(*header));
	header->cmd = VDPA_CMD_DEV_GET;
	assert_int_equal(test->source.transport.send(test->source.transport.self, buffer,
						     message->nlmsg_len), 0);
}

static ssize_t receive(struct demo_test *test, size_t size)
{
	return test->source.transport.receive(test->source.transport.self, test->reply, size);
}

static struct demo_test *open_large(void)
{
	struct demo_options options = demo_test_options(true);

	options.mgmtdevs = 1;
	options.devices = 1000;
	return demo_test_open(&options);
}

static void a_dump_fills_the_buffers_that_it_has_seen(void **state)
{
	struct demo_options options = demo_test_options(true);
	struct demo_test *test = calloc(1, sizeof(*test));
	struct error error;

	(void)state;
	options.mgmtdevs = 1;
	options.devices = 1000;
	test->family.id = 35;
	assert_int_equal(source_open_demo(&test->source, &options, &error), 0);
	send_dump(test, 1);
	assert_in_range(receive(test, GENL_RECEIVE_SIZE), 3500, 3776);
	for (int i = 0; i < 2; i++)
		assert_in_range(receive(test, GENL_RECEIVE_SIZE), 32000, 32448);
	test->source.close(test->source.self);
	free(test);
}

static void a_datagram_that_the_buffer_cannot_hold_is_lost(void **state)
{
	struct demo_test *test = open_large();

	(void)state;
	send_dump(test, 1);
	assert_int_equal(receive(test, 4096), -EMSGSIZE);
	assert_in_range(receive(test, GENL_RECEIVE_SIZE), 1, GENL_RECEIVE_SIZE);
	demo_test_close(test);
}

static void a_socket_has_one_dump_at_a_time(void **state)
{
	struct demo_test *test = open_large();
	const struct nlmsghdr *message = (const struct nlmsghdr *)test->reply;
	const struct nlmsgerr *refusal = mnl_nlmsg_get_payload(message);

	(void)state;
	send_dump(test, 1);
	send_dump(test, 2);
	assert_true(receive(test, GENL_RECEIVE_SIZE) > 0);
	assert_int_equal(message->nlmsg_seq, 1);
	assert_true(receive(test, GENL_RECEIVE_SIZE) > 0);
	assert_int_equal(message->nlmsg_seq, 2);
	assert_int_equal(message->nlmsg_type, NLMSG_ERROR);
	assert_int_equal(refusal->error, -EBUSY);
	demo_test_close(test);
}

/* 212992 bytes hold 237 small answers, as was seen on a real socket. */
static void the_receive_buffer_overruns_after_237_answers(void **state)
{
	static _Alignas(NLMSG_ALIGNTO) char batch[65536];
	struct demo_test *test = open_kernel(false);
	size_t length = 0, answers = 0;
	int result;

	(void)state;
	for (uint32_t i = 0; i < 300; i++) {
		struct nlmsghdr *message = mnl_nlmsg_put_header(batch + length);
		struct genlmsghdr *header;

		message->nlmsg_type = test->family.id;
		message->nlmsg_flags = NLM_F_REQUEST;
		message->nlmsg_seq = i + 1;
		header = mnl_nlmsg_put_extra_header(message, sizeof(*header));
		header->cmd = VDPA_CMD_DEV_GET;
		mnl_attr_put_strz(message, VDPA_ATTR_DEV_NAME, "web0");
		length += message->nlmsg_len;
	}
	result = test->source.transport.send(test->source.transport.self, batch, length);
	assert_int_equal(result, 0);
	assert_int_equal(receive(test, GENL_RECEIVE_SIZE), -ENOBUFS);
	while (receive(test, GENL_RECEIVE_SIZE) > 0)
		answers++;
	assert_int_equal(answers, 237);
	assert_int_equal(receive(test, GENL_RECEIVE_SIZE), -EAGAIN);
	demo_test_close(test);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(our_kernel_differs_from_a_stock_one_in_a_dump_and_a_group),
	cmocka_unit_test(a_newcomer_sees_devices_of_every_kind),
	cmocka_unit_test(every_device_has_a_configuration),
	cmocka_unit_test(a_stock_kernel_counts_net_devices_with_a_driver_that_counts),
	cmocka_unit_test(a_queue_past_the_end_is_refused_as_its_driver_does),
	cmocka_unit_test(our_kernel_appends_its_counters_to_the_drivers),
	cmocka_unit_test(wqes_are_absent_where_the_parent_does_not_know_them),
	cmocka_unit_test(our_kernel_keeps_every_refusal_but_not_supported),
	cmocka_unit_test(our_kernel_answers_what_was_not_supported_up_to_the_last_queue),
	cmocka_unit_test(our_kernel_answers_for_a_disk_without_a_driver),
	cmocka_unit_test(a_dump_tells_of_one_device_when_one_is_named),
	cmocka_unit_test(one_dump_tells_every_queue_once_and_asks_no_driver),
	cmocka_unit_test(a_stock_kernel_has_no_dump_of_counters),
	cmocka_unit_test(the_options_say_how_much_there_is),
	cmocka_unit_test(a_hundred_thousand_queues_fit_one_dump),
	cmocka_unit_test(a_dump_fills_the_buffers_that_it_has_seen),
	cmocka_unit_test(a_datagram_that_the_buffer_cannot_hold_is_lost),
	cmocka_unit_test(a_socket_has_one_dump_at_a_time),
	cmocka_unit_test(the_receive_buffer_overruns_after_237_answers),
};

UNIT_MAIN(demo)
