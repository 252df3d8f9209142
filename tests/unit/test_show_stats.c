/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dev stats show: counters of a device and of one queue, whatever the driver calls them. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/session.h"
#include "shown.h"
#include "unit.h"
#include "world.h"

#define CTRL_VQ (UINT64_C(1) << 17)
#define NO_KICKS "kickdoorbells: this kernel does not count doorbells"
#define NO_FIGURE NO_KICKS "; wqes: this driver does not count elements"
#define NO_KICKS_JSON "\"reason\":\"" NO_KICKS "\""
#define NO_FIGURE_JSON "\"reason\":\"" NO_FIGURE "\""

static struct oneshot_command stats_of(const char *device)
{
	return (struct oneshot_command){ .verb = ONESHOT_STATS, .device = device };
}

static struct oneshot_command queue_of(const char *device, uint32_t queue)
{
	return (struct oneshot_command){
		.verb = ONESHOT_STATS, .device = device, .has_queue = true, .queue = queue,
	};
}

/* One device, foo0, of a simulator. */
static struct snapshot_device *begin_device(struct fixture *fixture)
{
	struct snapshot_device *device;

	world_begin(&fixture->world, CLOCK_SECOND);
	world_mgmtdev(&fixture->world, "", "vdpasim_net");
	device = world_device(&fixture->world, "foo0", 0);
	device->config.negotiated = device->config.features = CTRL_VQ;
	return device;
}

/* The only queue that was asked for. */
static struct snapshot_queue *put_queue(struct fixture *fixture, enum vdpa_role role, uint32_t index)
{
	struct snapshot_queue *queue = world_queue(&fixture->world, role);

	queue->index = index;
	return queue;
}

static void one_queue_is_shown_as_vdpa_does_and_more(void **state)
{
	struct fixture *fixture = *state;
	struct oneshot_command command = queue_of("foo0", 1);

	begin_device(fixture);
	put_queue(fixture, VDPA_ROLE_TX, 1);
	world_counter(&fixture->world, "tx packets", 9);
	world_counter(&fixture->world, "tx bytes", UINT64_MAX);
	world_tell(&fixture->world, fixture->model);
	expect_shown(fixture->model, &command, SHOWN_JSON,
		     "{\"vstats\":{\"foo0\":{\"queue_type\":\"tx\",\"tx packets\":9,"
		     "\"tx bytes\":18446744073709551615,\"index\":1,\"role\":\"tx\",\"health\":\"ok\","
		     "\"wqes\":9,\"wqes_source\":\"tx packets\","
		     "\"counters\":{\"tx packets\":9,\"tx bytes\":18446744073709551615},"
		     NO_KICKS_JSON "}}}\n");
	expect_shown(fixture->model, &command, 0,
		     "foo0: queue_type tx index 1 role tx health ok wqes 9 wqes_source tx packets "
		     "tx packets 9 tx bytes 18446744073709551615 reason " NO_KICKS "\n");
}

/* vdpa(8) takes queue 0 for the control queue, and queue 2 for rx, where there are no pairs. */
static void the_control_queue_is_the_one_that_is_it(void **state)
{
	struct fixture *fixture = *state;
	struct oneshot_command command = queue_of("foo0", 2);

	begin_device(fixture);
	put_queue(fixture, VDPA_ROLE_CTRL, 2);
	world_tell(&fixture->world, fixture->model);
	expect_shown(fixture->model, &command, 0,
		     "foo0: queue_type control_vq index 2 role ctrl health no_data reason " NO_FIGURE "\n");
	begin_device(fixture);
	put_queue(fixture, VDPA_ROLE_RX, 0);
	world_tell(&fixture->world, fixture->model);
	command.queue = 0;
	expect_shown(fixture->model, &command, 0, 
		     "foo0: queue_type rx index 0 role rx health no_data reason " NO_FIGURE "\n");
}

static void a_counter_with_the_name_of_a_key_of_ours_is_not_taken_for_it(void **state)
{
	struct fixture *fixture = *state;
	struct oneshot_command command = queue_of("foo0", 0);

	begin_device(fixture);
	put_queue(fixture, VDPA_ROLE_RX, 0);
	world_counter(&fixture->world, "queue_type", 1);
	world_counter(&fixture->world, "index", 2);
	world_counter(&fixture->world, "reason", 3);
	world_counter(&fixture->world, "counters", 4);
	world_counter(&fixture->world, "wqes_source", 5);
	world_counter(&fixture->world, "plain", 6);
	world_tell(&fixture->world, fixture->model);
	expect_shown(fixture->model, &command, SHOWN_JSON,
		     "{\"vstats\":{\"foo0\":{\"queue_type\":\"rx\",\"plain\":6,\"index\":0,\"role\":\"rx\","
		     "\"health\":\"ok\",\"counters\":{\"queue_type\":1,\"index\":2,\"reason\":3,"
		     "\"counters\":4,\"wqes_source\":5,\"plain\":6}," NO_FIGURE_JSON "}}}\n");
}

/* They are what vdpa(8) shows under these names, even where doorbells go past the kernel. */
static void what_the_kernel_calls_kickdoorbells_and_wqes_is_shown_as_it_says(void **state)
{
	struct fixture *fixture = *state;
	struct oneshot_command command = queue_of("foo0", 0);
	struct oneshot_command all = stats_of("foo0");

	begin_device(fixture);
	put_queue(fixture, VDPA_ROLE_RX, 0);
	world_counter(&fixture->world, "kickdoorbells", 2);
	world_counter(&fixture->world, "wqes", 7);
	world_tell(&fixture->world, fixture->model);
	world_begin_facts(&fixture->world, CLOCK_SECOND);
	world_fact(&fixture->world, "foo0", 1, "vhost_vdpa");
	world_mapping(&fixture->world, "foo0", 0);
	world_tell_facts(&fixture->world, fixture->model);
	expect_shown(fixture->model, &command, SHOWN_JSON,
		     "{\"vstats\":{\"foo0\":{\"queue_type\":\"rx\",\"index\":0,\"role\":\"rx\","
		     "\"health\":\"ok\",\"mapped\":true,\"kickdoorbells\":2,\"wqes\":7,"
		     "\"wqes_source\":\"wqes\",\"counters\":{\"kickdoorbells\":2,\"wqes\":7}}}}\n");
	/* The list of all is ours, and there a count that says nothing is none. */
	expect_shown(fixture->model, &all, SHOWN_JSON,
		     "{\"vstats\":{\"foo0\":{\"class\":\"net\",\"health\":\"ok\",\"mapped_queues\":1,"
		     "\"wqes\":7,\"wqes_source\":\"wqes\",\"counters\":{\"wqes\":7},"
		     "\"reason\":\"kickdoorbells: mapped\","
		     "\"queues\":[{\"index\":0,\"role\":\"rx\",\"health\":\"ok\",\"mapped\":true,\"wqes\":7,"
		     "\"wqes_source\":\"wqes\",\"counters\":{\"kickdoorbells\":2,\"wqes\":7}}]}}}\n");
}

static void counters_of_one_name_or_no_name_are_all_there(void **state)
{
	struct fixture *fixture = *state;
	struct oneshot_command command = queue_of("foo0", 0);

	begin_device(fixture);
	put_queue(fixture, VDPA_ROLE_RX, 0);
	world_counter(&fixture->world, "a\nb", 1);
	world_counter(&fixture->world, "x\xff", 2);
	world_counter(&fixture->world, "x\\xff", 3);
	world_counter(&fixture->world, "x\\xff#2", 4);
	world_counter(&fixture->world, "", 5);
	world_counter(&fixture->world, "a, b", 6);
	world_tell(&fixture->world, fixture->model);
	expect_shown(fixture->model, &command, SHOWN_JSON,
		     "{\"vstats\":{\"foo0\":{\"queue_type\":\"rx\",\"a\\nb\":1,\"x\\\\xff\":2,"
		     "\"x\\\\x5cxff\":3,\"x\\\\x5cxff#2\":4,\"\":5,\"a, b\":6,\"index\":0,\"role\":\"rx\",\"health\":\"ok\","
		     "\"counters\":{\"a\\nb\":1,\"x\\\\xff\":2,\"x\\\\x5cxff\":3,\"x\\\\x5cxff#2\":4,\"\":5,"
		     "\"a, b\":6}," NO_FIGURE_JSON "}}}\n");
	expect_shown(fixture->model, &command, 0,
		     "foo0: queue_type rx index 0 role rx health ok a\\x0ab 1 x\\xff 2 x\\x5cxff 3 "
		     "x\\x5cxff#2 4  5 a, b 6 reason " NO_FIGURE "\n");
}

static void a_device_has_sums_and_each_queue(void **state)
{
	struct fixture *fixture = *state;
	struct oneshot_command command = stats_of("foo0");

	begin_device(fixture);
	world_queue(&fixture->world, VDPA_ROLE_RX);
	world_counter(&fixture->world, "received_desc", 30);
	world_counter(&fixture->world, "completed_desc", 20);
	world_queue(&fixture->world, VDPA_ROLE_TX);
	world_counter(&fixture->world, "received_desc", 3);
	world_counter(&fixture->world, "completed_desc", 2);
	world_tell(&fixture->world, fixture->model);
	expect_shown(fixture->model, &command, SHOWN_JSON,
		     "{\"vstats\":{\"foo0\":{\"class\":\"net\",\"health\":\"ok\",\"wqes\":22,"
		     "\"wqes_source\":\"completed_desc\","
		     "\"counters\":{\"received_desc\":33,\"completed_desc\":22}," NO_KICKS_JSON ",\"queues\":["
		     "{\"index\":0,\"role\":\"rx\",\"health\":\"ok\",\"wqes\":20,"
		     "\"wqes_source\":\"completed_desc\",\"in_flight\":10,"
		     "\"counters\":{\"received_desc\":30,\"completed_desc\":20}},"
		     "{\"index\":1,\"role\":\"tx\",\"health\":\"ok\",\"wqes\":2,"
		     "\"wqes_source\":\"completed_desc\",\"in_flight\":1,"
		     "\"counters\":{\"received_desc\":3,\"completed_desc\":2}}]}}}\n");
	expect_shown(fixture->model, &command, 0,
		     "foo0: class net health ok wqes 22 wqes_source completed_desc received_desc 33 "
		     "completed_desc 22 reason " NO_KICKS "\n"
		     "foo0 qidx 0: role rx health ok wqes 20 wqes_source completed_desc in_flight 10 "
		     "received_desc 30 completed_desc 20\n"
		     "foo0 qidx 1: role tx health ok wqes 2 wqes_source completed_desc in_flight 1 "
		     "received_desc 3 completed_desc 2\n");
	expect_shown(fixture->model, &command, 80,
		     "foo0\n"
		     "  class           net\n"
		     "  health          ok\n"
		     "  wqes            22\n"
		     "  wqes_source     completed_desc\n"
		     "  received_desc   33\n"
		     "  completed_desc  22\n"
		     "  reason          " NO_KICKS "\n"
		     "\n"
		     "QIDX  ROLE  HEALTH  KICKS  WQES  COUNTERS\n"
		     "   0  rx    ok      -        20  received_desc 30, completed_desc 20\n"
		     "   1  tx    ok      -         2  received_desc 3, completed_desc 2\n");
}

static void a_sum_that_is_no_64_bit_number_is_left_out(void **state)
{
	struct fixture *fixture = *state;
	struct oneshot_command command = stats_of("foo0");
	struct shown shown;

	begin_device(fixture);
	for (int i = 0; i < 2; i++) {
		world_queue(&fixture->world, VDPA_ROLE_RX);
		world_counter(&fixture->world, "large", UINT64_MAX);
		world_counter(&fixture->world, "wqes", UINT64_MAX);
		world_counter(&fixture->world, "small", 1);
	}
	world_tell(&fixture->world, fixture->model);
	shown = shown_of(fixture->model, &command, SHOWN_JSON);
	assert_non_null(strstr(shown.text, "\"counters\":{\"small\":2},"));
	assert_non_null(strstr(shown.text, "wqes: the sum is past 2^64 - 1\",\"queues\""));
	assert_null(strstr(shown.text, "\"health\":\"ok\",\"wqes\":18446744073709551614"));
	assert_non_null(strstr(shown.text, "\"large\":18446744073709551615"));
	shown_free(&shown);
}

static size_t count_in(const char *text, const char *word)
{
	size_t count = 0;

	for (const char *at = text; (at = strstr(at, word)); at++)
		count++;
	return count;
}

static void no_number_is_cut_however_narrow_the_terminal_is(void **state)
{
	struct fixture *fixture = *state;
	struct oneshot_command command = stats_of("foo0");

	begin_device(fixture);
	put_queue(fixture, VDPA_ROLE_RX, 0);
	world_counter(&fixture->world, "wqes", 12345678901234567890u);
	world_counter(&fixture->world, "kickdoorbells", 9876543210987654321u);
	world_counter(&fixture->world, "of a long name", 8765432109876543210u);
	world_tell(&fixture->world, fixture->model);
	for (int width = 20; width <= 200; width++) {
		struct shown shown = shown_of(fixture->model, &command, width);

		if (count_in(shown.text, "12345678901234567890") != 2 ||
		    count_in(shown.text, "9876543210987654321") != 2 ||
		    count_in(shown.text, "8765432109876543210") != 2)
			fail_msg("%d cells:\n%s", width, shown.text);
		assert_int_equal(count_in(shown.text, "WQES"), 1);
		shown_free(&shown);
	}
}

/* Whichever of its queues it is. */
static void a_sum_of_doorbells_that_no_kernel_sees_is_left_out(void **state)
{
	struct fixture *fixture = *state;
	struct oneshot_command command = stats_of("foo0");
	struct shown shown;

	begin_device(fixture);
	for (int i = 0; i < 2; i++) {
		world_queue(&fixture->world, VDPA_ROLE_RX);
		world_counter(&fixture->world, "kickdoorbells", 1);
		world_counter(&fixture->world, "wqes", 4);
	}
	world_tell(&fixture->world, fixture->model);
	world_begin_facts(&fixture->world, CLOCK_SECOND);
	world_fact(&fixture->world, "foo0", 1, "vhost_vdpa");
	world_mapping(&fixture->world, "foo0", 1);
	world_tell_facts(&fixture->world, fixture->model);
	shown = shown_of(fixture->model, &command, SHOWN_JSON);
	assert_non_null(strstr(shown.text, "\"mapped_queues\":1,\"wqes\":8,\"wqes_source\":\"wqes\","
					   "\"counters\":{\"wqes\":8},"));
	shown_free(&shown);
}

static void a_queue_that_is_none_has_the_kernels_words(void **state)
{
	struct fixture *fixture = *state;
	struct oneshot_command command = queue_of("foo0", 40000);
	struct snapshot_device *device = begin_device(fixture);

	device->vstats_code = -ERANGE;
	device->vstats_reason = world_text(&fixture->world, "vdpa: queue index exceeds max value");
	world_tell(&fixture->world, fixture->model);
	expect_refused(fixture->model, &command, SHOWN_JSON, EXIT_FAILED,
		       "the counters of foo0, queue 40000: vdpa: queue index exceeds max value (ERANGE): it "
		       "has no such queue",
		       "{\"vstats\":{\"foo0\":{\"reason\":\"vdpa: queue index exceeds max value\"}}}\n");
}

/* Tells of foo0 with one queue that was refused with CODE. */
static void tell_refusal(struct fixture *fixture, int code, const char *words, uint32_t class_id)
{
	struct snapshot_device *device = begin_device(fixture);
	struct snapshot_queue *queue = world_queue(&fixture->world, VDPA_ROLE_RX);

	device->class_id = class_id;
	if (code == -EAGAIN)
		device->config.valid &= ~(uint32_t)VDPA_HAS_NEGOTIATED;
	queue->code = code;
	queue->reason = world_text(&fixture->world, words);
	world_tell(&fixture->world, fixture->model);
}

static void what_cannot_be_read_is_said_with_what_to_do(void **state)
{
	struct fixture *fixture = *state;
	struct oneshot_command command = stats_of("foo0");

	tell_refusal(fixture, -EPERM, "", VDPA_CLASS_NET);
	expect_refused(fixture->model, &command, 0, EXIT_PERMISSION, "CAP_NET_ADMIN",
		       "foo0: class net health no_access\n"
		       "foo0 qidx 0: role rx health no_access reason reading counters needs "
		       "CAP_NET_ADMIN\n");
	tell_refusal(fixture, -EAGAIN, "vdpa: feature negotiation not complete", VDPA_CLASS_NET);
	expect_refused(fixture->model, &command, 0, EXIT_FAILED,
		       "the counters of foo0: vdpa: feature negotiation not complete (EAGAIN): it counts "
		       "once a driver has negotiated features: bind it to one, or start what uses it",
		       "foo0: class net health off\n"
		       "foo0 qidx 0: role rx health off reason vdpa: feature negotiation not complete\n");
	tell_refusal(fixture, -EOPNOTSUPP, "", VDPA_CLASS_BLOCK);
	expect_refused(fixture->model, &command, 0, EXIT_FAILED,
		       "the counters of foo0: this kernel has no counters for this class of device "
		       "(EOPNOTSUPP)",
		       "foo0: class block health no_data\n"
		       "foo0 qidx 0: role rx health no_data reason this kernel has no counters for this "
		       "class of device\n");
}

static void a_queue_that_could_be_read_is_enough(void **state)
{
	struct fixture *fixture = *state;
	struct oneshot_command command = stats_of("foo0");
	struct snapshot_queue *queue;

	begin_device(fixture);
	queue = world_queue(&fixture->world, VDPA_ROLE_RX);
	queue->code = -EAGAIN;
	queue->reason = world_text(&fixture->world, "mlx5_vdpa: failed to query hardware");
	world_queue(&fixture->world, VDPA_ROLE_TX);
	world_counter(&fixture->world, "plain", 1);
	world_tell(&fixture->world, fixture->model);
	expect_shown(fixture->model, &command, 0,
		     "foo0: class net health off plain 1 reason " NO_FIGURE "\n"
		     "foo0 qidx 0: role rx health off reason mlx5_vdpa: failed to query hardware\n"
		     "foo0 qidx 1: role tx health ok plain 1\n");
}

static void a_device_without_a_queue_that_is_known_says_so(void **state)
{
	struct fixture *fixture = *state;
	struct oneshot_command command = stats_of("foo0");

	begin_device(fixture)->max_vqs = 0;
	world_tell(&fixture->world, fixture->model);
	expect_refused(fixture->model, &command, SHOWN_JSON, EXIT_FAILED,
		       "foo0: the kernel names no virtqueue of it",
		       "{\"vstats\":{\"foo0\":{\"class\":\"net\",\"health\":\"no_data\",\"counters\":{},"
		       "\"queues\":[],\"reason\":\"the kernel names no virtqueue of it\"}}}\n");
}

static const struct CMUnitTest tests[] = {
	with_model(one_queue_is_shown_as_vdpa_does_and_more),
	with_model(the_control_queue_is_the_one_that_is_it),
	with_model(a_counter_with_the_name_of_a_key_of_ours_is_not_taken_for_it),
	with_model(what_the_kernel_calls_kickdoorbells_and_wqes_is_shown_as_it_says),
	with_model(counters_of_one_name_or_no_name_are_all_there),
	with_model(a_device_has_sums_and_each_queue),
	with_model(a_sum_that_is_no_64_bit_number_is_left_out),
	with_model(no_number_is_cut_however_narrow_the_terminal_is),
	with_model(a_sum_of_doorbells_that_no_kernel_sees_is_left_out),
	with_model(a_queue_that_is_none_has_the_kernels_words),
	with_model(what_cannot_be_read_is_said_with_what_to_do),
	with_model(a_queue_that_could_be_read_is_enough),
	with_model(a_device_without_a_queue_that_is_known_says_so),
};

UNIT_MAIN(show_stats)
